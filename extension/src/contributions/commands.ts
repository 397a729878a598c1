import { canFollow, canTrain, contextKeys } from './contextKeys';
import { text, type Text } from './text';

export interface CommandContribution {
  title: Text;
  /** Shorter title for menus and buttons, where the category is clear from the place. */
  shortTitle?: Text;
  icon?: string;
  /** `when` clause of the command palette; `false` keeps the command out of it. */
  palette?: string | false;
  enablement?: string;
}

/** Every command by its id. `registerCommands` takes exactly one handler for each. */
export const commands = {
  'tensorwright.train': {
    title: text('Train This File', '训练此文件'),
    shortTitle: text('Train', '训练'),
    icon: '$(play)',
    palette: canTrain,
    enablement: canTrain,
  },
  'tensorwright.trainWithArguments': {
    title: text('Train with Arguments…', '带参数训练…'),
    icon: '$(run-all)',
    palette: canTrain,
    enablement: canTrain,
  },
  'tensorwright.debug': {
    title: text('Debug This Python File', '调试此 Python 文件'),
    shortTitle: text('Debug Training', '调试训练'),
    icon: '$(debug-alt)',
    palette: `${canTrain} && editorLangId == python`,
    enablement: canTrain,
  },
  'tensorwright.forgetArguments': {
    title: text('Forget Arguments and Working Directory of This File', '清除此文件的参数和工作目录'),
    palette: canTrain,
  },
  'tensorwright.selectGpu': { title: text('Select GPUs for Python Programs…', '选择 Python 程序使用的 GPU…'), palette: canTrain },
  'tensorwright.openGraph': {
    title: text('Open Architecture', '打开网络结构图'),
    shortTitle: text('Architecture', '网络结构图'),
    icon: '$(type-hierarchy)',
  },
  'tensorwright.openCurves': {
    title: text('Open Curves', '打开曲线'),
    shortTitle: text('Curves', '曲线'),
    icon: '$(graph-line)',
    palette: canFollow,
  },
  'tensorwright.stopRun': {
    title: text('Stop Training', '停止训练'),
    shortTitle: text('Stop', '停止'),
    icon: '$(debug-stop)',
    palette: contextKeys.running,
  },
  'tensorwright.startNow': {
    title: text('Start a Waiting Run Now', '立即开始等待中的运行'),
    shortTitle: text('Start Now', '立即开始'),
    icon: '$(play)',
    palette: `${contextKeys.queued} && ${canTrain}`,
    enablement: canTrain,
  },
  'tensorwright.runAgain': {
    title: text('Run Again', '再次运行'),
    icon: '$(debug-rerun)',
    palette: `${contextKeys.hasRuns} && ${canTrain}`,
    enablement: canTrain,
  },
  'tensorwright.showOutput': {
    title: text('Show Output of a Run', '显示运行的输出'),
    shortTitle: text('Show Output', '显示输出'),
    icon: '$(terminal)',
    palette: contextKeys.hasRuns,
  },
  'tensorwright.installPackage': { title: text('Install the Missing Package', '安装缺少的包'), palette: false, enablement: canTrain },
  'tensorwright.exportRun': { title: text('Export Run…', '导出运行…'), icon: '$(export)', palette: contextKeys.hasRuns },
  'tensorwright.pinRun': {
    title: text('Pin Run', '固定运行'),
    shortTitle: text('Pin', '固定'),
    icon: '$(pin)',
    palette: contextKeys.hasRuns,
  },
  'tensorwright.unpinRun': {
    title: text('Unpin Run', '取消固定运行'),
    shortTitle: text('Unpin', '取消固定'),
    icon: '$(pinned)',
    palette: contextKeys.hasRuns,
  },
  'tensorwright.renameRun': { title: text('Rename Run…', '重命名运行…'), icon: '$(edit)', palette: contextKeys.hasRuns },
  'tensorwright.deleteRun': { title: text('Delete Run…', '删除运行…'), icon: '$(trash)', palette: contextKeys.hasRuns },
  'tensorwright.revealRun': {
    title: text('Reveal Run Folder', '显示运行所在文件夹'),
    icon: '$(folder-opened)',
    palette: contextKeys.hasRuns,
  },
  'tensorwright.saveDifferenceReport': {
    title: text('Save Report of Differences…', '保存差异报告…'),
    palette: contextKeys.hasRuns,
  },
  'tensorwright.refreshRuns': { title: text('Refresh Runs', '刷新运行列表'), icon: '$(refresh)', palette: canFollow },
  'tensorwright.openExample': { title: text('Open Example…', '打开示例…'), icon: '$(mortar-board)', palette: canFollow },
  'tensorwright.restartLanguageServer': { title: text('Restart Language Server', '重启语言服务器') },
  'tensorwright.showLog': { title: text('Show Log', '显示日志') },
} as const satisfies Record<string, CommandContribution>;

export type CommandId = keyof typeof commands;
