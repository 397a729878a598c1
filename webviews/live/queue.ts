import type { QueueReason, RunSummary } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { formatBytes, formatElapsed } from '../common/format';
import { t } from '../common/locale';
import { icon, iconButton, middleName, runState } from '../common/parts';
import { now } from './state';
import type { LiveModel } from './state';
import type { LiveContext } from './view';

/** Runs that wait for their turn: the next ones in a list, or one in full while nothing trains. */

export function queueSection(model: LiveModel, shown: RunSummary, queue: readonly RunSummary[], cx: LiveContext): VNode[] {
  if (!queue.length) return [];
  const waiting = model.host?.waiting ?? queue.length;
  const more = waiting - queue.length - (shown.status === 'queued' ? 1 : 0);
  return [
    h(
      'section',
      { class: 'queue' },
      h('h2', {}, t('Queue'), h('span', { class: 'r small' }, t('{0} waiting', waiting))),
      h(
        'div',
        { class: 'cards' },
        queue.map((run) => queuedCard(model, run, cx)),
      ),
      more > 0 ? h('div', { class: 'small muted more' }, t('and {0} more', more)) : null,
    ),
  ];
}

function queuedCard(model: LiveModel, run: RunSummary, cx: LiveContext): VNode {
  const state = runState(run);
  return h(
    'div',
    { class: 'card', key: run.id, 'data-queued': run.id },
    h(
      'div',
      { class: 't' },
      icon(state.icon, state.className),
      h(
        'button',
        { type: 'button', class: 'strong grow pick', 'data-action': 'select', onclick: () => cx.post({ type: 'select', run: run.id }) },
        middleName(run.name),
      ),
      queueActions(model, run, cx),
    ),
    h('div', { class: 'small muted' }, placeText(run), ' · ', reasonText(run)),
  );
}

/** What can be done about a run that waits. Starting runs the user's code, which needs trust. */
export function queueActions(model: LiveModel, run: RunSummary, cx: LiveContext): Child[] {
  return [
    model.host?.trusted
      ? iconButton('play', t('Start now, without waiting'), 'startNow', () => cx.post({ type: 'startNow', run: run.id }))
      : null,
    iconButton('close', t('Take out of the queue'), 'stop', () => cx.post({ type: 'stop', run: run.id })),
  ];
}

/** The rows of a run that waits, in full. */
export function queuedRows(model: LiveModel, run: RunSummary): VNode[] {
  const seconds = Math.max(0, (now(model) - run.startedAt) / 1000);
  return [
    h('div', { class: 'kv' }, h('span', {}, t('Waiting for its turn')), h('span', { class: 'num' }, placeText(run))),
    h(
      'div',
      { class: 'kv small muted' },
      h('span', { class: 'ell' }, reasonText(run)),
      h('span', { class: 'num' }, t('for {0}', formatElapsed(seconds))),
    ),
  ];
}

function placeText({ queue }: RunSummary): string {
  return queue ? t('place {0}', queue.position) : t('queued');
}

function reasonText({ queue }: RunSummary): string {
  return queue?.reason ? words(queue.reason) : t('about to start');
}

function words(reason: QueueReason): string {
  switch (reason.kind) {
    case 'runs':
      return t('waits for 1 of {0} running', reason.running);
    case 'gpu':
      return t('waits for {0} on GPU {1}', formatBytes(reason.bytes), reason.gpu);
    case 'order':
      return t('waits for those before it');
    case 'host':
      return t('waits on the machine {0}', reason.host);
  }
}
