import type { CommandId } from './commands';
import { canTrain, contextKeys } from './contextKeys';

export interface MenuItem {
  command: CommandId;
  when: string;
  group: string;
}

const runs = 'view == tensorwright.runs';
const going = `${runs} && viewItem =~ /^run\\.(running|queued)/`;
const queued = `${runs} && viewItem =~ /^run\\.queued/`;
const deletable = `${runs} && viewItem =~ /^run\\.(ended|queued)/`;
const listed = `${runs} && viewItem =~ /^run\\./`;
const pinned = `${runs} && viewItem =~ /\\.pinned$/`;
const notPinned = `${listed} && !(viewItem =~ /\\.pinned$/)`;
const focused = 'focusedView == tensorwright.runs && listFocus && !inputFocus';

export const menus: Record<string, MenuItem[]> = {
  'view/title': [
    { command: 'tensorwright.openCurves', when: `${runs} && ${contextKeys.hasRuns}`, group: 'navigation@1' },
    { command: 'tensorwright.refreshRuns', when: runs, group: 'navigation@2' },
    { command: 'tensorwright.openExample', when: runs, group: '9_help@1' },
    { command: 'tensorwright.showOutput', when: `view == tensorwright.live && ${contextKeys.hasRuns}`, group: 'navigation@1' },
  ],
  'view/item/context': [
    { command: 'tensorwright.startNow', when: `${queued} && ${canTrain}`, group: 'inline@0' },
    { command: 'tensorwright.stopRun', when: going, group: 'inline@1' },
    { command: 'tensorwright.openCurves', when: listed, group: 'inline@2' },
    { command: 'tensorwright.unpinRun', when: pinned, group: 'inline@3' },
    { command: 'tensorwright.openCurves', when: listed, group: '1_open@1' },
    { command: 'tensorwright.showOutput', when: listed, group: '1_open@2' },
    { command: 'tensorwright.revealRun', when: listed, group: '1_open@3' },
    { command: 'tensorwright.startNow', when: `${queued} && ${canTrain}`, group: '2_run@0' },
    { command: 'tensorwright.stopRun', when: going, group: '2_run@1' },
    { command: 'tensorwright.runAgain', when: `${listed} && ${canTrain}`, group: '2_run@2' },
    { command: 'tensorwright.pinRun', when: notPinned, group: '3_keep@1' },
    { command: 'tensorwright.unpinRun', when: pinned, group: '3_keep@1' },
    { command: 'tensorwright.renameRun', when: listed, group: '3_keep@2' },
    { command: 'tensorwright.exportRun', when: listed, group: '4_export@1' },
    { command: 'tensorwright.deleteRun', when: deletable, group: '9_delete@1' },
  ],
  'editor/title': [{ command: 'tensorwright.openGraph', when: contextKeys.hasModel, group: 'navigation@50' }],
  'editor/title/run': [
    { command: 'tensorwright.train', when: `${contextKeys.hasEntry} && ${canTrain}`, group: 'navigation@9' },
    { command: 'tensorwright.trainWithArguments', when: `${contextKeys.hasEntry} && ${canTrain}`, group: 'navigation@10' },
    { command: 'tensorwright.debug', when: `${contextKeys.hasEntry} && ${canTrain} && editorLangId == python`, group: 'navigation@11' },
  ],
};

export const keybindings: { command: CommandId; key: string; mac?: string; when: string }[] = [
  {
    command: 'tensorwright.deleteRun',
    key: 'delete',
    mac: 'cmd+backspace',
    when: focused,
  },
  { command: 'tensorwright.renameRun', key: 'f2', when: focused },
];
