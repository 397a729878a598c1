import { canFollow, canTrain } from './contextKeys';
import { text, type Text } from './text';

export interface WalkthroughStep {
  id: string;
  title: Text;
  description: Text;
  /** A drawing without words, so that one serves both languages. */
  media: { svg: string; altText: Text };
  completionEvents: string[];
  when?: string;
}

export const walkthrough: { id: string; title: Text; description: Text; steps: WalkthroughStep[] } = {
  id: 'start',
  title: text('Get Started with Tensorwright', 'Tensorwright 入门'),
  description: text(
    'See shapes while you type, train with one click, and watch the loss fall.',
    '输入时查看形状，一键训练，看着损失下降。',
  ),
  steps: [
    {
      id: 'example',
      title: text('Open an example', '打开示例'),
      description: text(
        'A small network for handwritten digits that trains in a minute, without a GPU and with nothing to install.\n[Open Example](command:tensorwright.openExample)',
        '一个识别手写数字的小型网络：无需 GPU，无需安装任何东西，一分钟即可训练完成。\n[打开示例](command:tensorwright.openExample)',
      ),
      media: {
        svg: 'media/walkthrough/example.svg',
        altText: text('A model file in the editor with Graph and Train above it', '编辑器中的模型文件，上方有“结构图”和“训练”'),
      },
      completionEvents: ['onCommand:tensorwright.openExample'],
      when: canFollow,
    },
    {
      id: 'shapes',
      title: text('See the shapes', '查看形状'),
      description: text(
        'The output shape stands behind each layer. Where a size does not fit, the line is underlined; put the cursor there and press Ctrl+. (⌘. on macOS) for the fix.\n[Open Architecture](command:tensorwright.openGraph)',
        '每个层后面都显示输出形状。尺寸不匹配时，该行会带下划线；将光标移到那里，按 Ctrl+.（macOS 上为 ⌘.）即可修复。\n[打开网络结构图](command:tensorwright.openGraph)',
      ),
      media: {
        svg: 'media/walkthrough/shapes.svg',
        altText: text('A layer that is underlined, with the shapes that led there', '带下划线的层，以及导致该问题的形状'),
      },
      completionEvents: ['onCommand:tensorwright.openGraph'],
    },
    {
      id: 'train',
      title: text('Train', '训练'),
      description: text(
        'Click **Train** above a `fit` call. The run goes on when you close the window.\n[Train This File](command:tensorwright.train)',
        '点击 `fit` 调用上方的**训练**。关闭窗口后训练仍会继续。\n[训练此文件](command:tensorwright.train)',
      ),
      media: {
        svg: 'media/walkthrough/train.svg',
        altText: text('The live view with a falling loss', '实时视图中损失不断下降'),
      },
      completionEvents: ['onCommand:tensorwright.train'],
      when: canTrain,
    },
    {
      id: 'compare',
      title: text('Compare runs', '比较运行'),
      description: text(
        'Each run is kept in `.tensorwright/runs`. The curves show all of them, and no point is lost.\n[Open Curves](command:tensorwright.openCurves)',
        '每次运行都保存在 `.tensorwright/runs` 中。曲线面板可显示所有运行，不丢失任何数据点。\n[打开曲线](command:tensorwright.openCurves)',
      ),
      media: {
        svg: 'media/walkthrough/curves.svg',
        altText: text('The curves of several runs in one chart', '同一图表中多个运行的曲线'),
      },
      completionEvents: ['onCommand:tensorwright.openCurves'],
      when: canFollow,
    },
  ],
};
