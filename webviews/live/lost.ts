import type { LostReason, RunSummary } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { formatBytes } from '../common/format';
import { t } from '../common/locale';
import { icon, link } from '../common/parts';
import { placeName } from './failure';
import type { LiveContext } from './view';

/** In a few words, why a process ended that could not say so itself. */
export function lostWords(reason: LostReason | null | undefined): string {
  switch (reason?.code) {
    case 'crash':
      return t('Crashed: {0}', reason.signal ? `${reason.text} (${reason.signal})` : reason.text);
    case 'killed':
      return reason.memory ? t('Killed, probably since memory ran out') : t('Killed from outside, or left without a word');
    case 'restart':
      return t('Lost: the machine was restarted');
    case 'start':
      return t('Lost: the program never began');
    case undefined:
      return t('Lost: the process ended without a word');
  }
}

/** What is known beyond those words. */
export function lostRow(run: RunSummary, cx: LiveContext): VNode | null {
  const facts = run.status === 'lost' && run.lostReason ? lostFacts(run.lostReason, cx) : null;
  return facts && h('div', { class: 'verdict warning', 'data-warning': 'lost' }, icon('warning', 'c14'), facts);
}

function lostFacts(reason: LostReason, cx: LiveContext): Child[] | null {
  switch (reason.code) {
    case 'crash': {
      const { at } = reason;
      if (!at) return null;
      const go = () => cx.post({ type: 'goTo', file: at.file, line: at.line });
      return [h('span', {}, t('It was in this line:')), link(h('span', { translate: 'no' }, placeName(at)), 'goToCrash', go, at.file)];
    }
    case 'killed': {
      if (!reason.memory) return null;
      const { rss, used, total } = reason.memory;
      const facts = [formatBytes(used), formatBytes(total)] as const;
      return [
        h(
          'span',
          {},
          rss === null
            ? t('{0} of {1} of memory were in use.', ...facts)
            : t('{0} of {1} of memory were in use, {2} of it by the run.', ...facts, formatBytes(rss)),
        ),
      ];
    }
    case 'start':
      return [h('span', { class: 'mono', translate: 'no' }, reason.text)];
    case 'restart':
      return null;
  }
}
