import { canFollow, canTrain, contextKeys } from './contextKeys';
import { text, type Text } from './text';

export const viewContainer = { id: 'tensorwright', title: text('Tensorwright', 'Tensorwright'), icon: 'media/tensorwright.svg' };

export interface ViewContribution {
  name: Text;
  type: 'webview' | 'tree';
  when: string;
  /** Share of the container's height. */
  initialSize: number;
}

export const views = {
  'tensorwright.live': { name: text('Live', '实时'), type: 'webview', when: canFollow, initialSize: 3 },
  'tensorwright.runs': { name: text('Runs', '运行'), type: 'tree', when: canFollow, initialSize: 1 },
} as const satisfies Record<string, ViewContribution>;

export type ViewId = keyof typeof views;

export const viewsWelcome: { view: ViewId; contents: Text; when: string }[] = [
  {
    view: 'tensorwright.runs',
    contents: text(
      'No runs in this workspace yet. Click Train above a fit call or a training loop.\n[Open Example](command:tensorwright.openExample)',
      '此工作区还没有运行。点击 fit 调用或训练循环上方的“训练”。\n[打开示例](command:tensorwright.openExample)',
    ),
    when: `!${contextKeys.hasRuns} && ${canTrain}`,
  },
  {
    view: 'tensorwright.runs',
    contents: text(
      'Training runs your code, so it needs a trusted workspace. Shapes and graphs work without.\n[Manage Trust](command:workbench.trust.manage)',
      '训练会执行您的代码，因此需要受信任的工作区。形状检查和结构图不受影响。\n[管理信任](command:workbench.trust.manage)',
    ),
    when: `!${contextKeys.hasRuns} && !isWorkspaceTrusted`,
  },
];
