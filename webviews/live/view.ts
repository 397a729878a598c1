import type { FromLive } from '../../extension/protocol/livePanel';
import type { RunSummary } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { formatElapsed, formatTimeOfDay, formatMetric } from '../common/format';
import { rich, slot, t } from '../common/locale';
import { bold, button, icon, link, runState } from '../common/parts';
import { detailSections } from './details';
import { failureBox } from './failure';
import { headline, runCards, stateRows, verdictRows } from './headline';
import { queueSection } from './queue';
import { isActive, liveScene, now, offersDebug } from './state';
import type { LiveAction, LiveModel } from './state';

/** What the view may do: tell the host, and remember. */
export interface LiveContext {
  readonly post: (message: FromLive) => void;
  readonly dispatch: (action: LiveAction) => void;
  /** The element of the chart, which outlives every drawing. */
  readonly chart: HTMLElement;
}

export function liveView(model: LiveModel, cx: LiveContext): VNode[] {
  const scene = liveScene(model);
  switch (scene.kind) {
    case 'waiting':
      return [];
    case 'welcome':
      return welcome(model, scene.last, cx);
    case 'run': {
      const { run, others, queue } = scene;
      return [
        h('h1', { class: 'sr' }, t('Live training')),
        ...(others.length ? [runCards(model, run, others, cx)] : []),
        h(
          'div',
          { class: 'run' },
          others.length && isActive(run) ? null : headline(model, run, cx),
          stateRows(model, run, others.length > 0),
        ),
        ...failureBox(model, run, cx),
        ...endButtons(model, run, cx),
        ...verdictRows(model, run, cx),
        ...queueSection(model, run, queue, cx),
        ...(run.status === 'queued' ? [] : detailSections(model, run, cx)),
      ];
    }
  }
}

function endButtons(model: LiveModel, run: RunSummary, cx: LiveContext): VNode[] {
  if (isActive(run)) return [];
  const at = run.failure?.at;
  const install = model.host?.trusted ? run.failure?.install : undefined;
  const isDebugged = offersDebug(model, run);
  return [
    h(
      'div',
      { class: 'btns' },
      install ? button(t('Install {0}', install.package), 'install', () => cx.post({ type: 'install', run: run.id })) : null,
      at && !install
        ? button(t('Go to Line'), 'goTo', () => cx.post({ type: 'goTo', file: at.file, line: at.line, ...(at.col ? { col: at.col } : {}) }))
        : null,
      // Then it is an icon beside the name.
      isDebugged
        ? button(t('Debug Again'), 'debug', () => cx.post({ type: 'debug', run: run.id }), at ? 'secondary' : 'primary')
        : button(t('Run Again'), 'runAgain', () => cx.post({ type: 'runAgain', run: run.id }), at || install ? 'secondary' : 'primary'),
      button(t('Output'), 'showOutput', () => cx.post({ type: 'showOutput', run: run.id }), 'secondary'),
    ),
  ];
}

function welcome(model: LiveModel, last: RunSummary | null, cx: LiveContext): VNode[] {
  const host = model.host!;
  const offer = host.offer;
  let main: Child;
  if (!host.trusted) {
    main = h(
      'p',
      { class: 'row top', 'data-note': 'untrusted' },
      icon('shield'),
      h(
        'span',
        {},
        t('This workspace is not trusted, so nothing can be trained here. Shapes and the graph work, because they never run your code.'),
      ),
    );
  } else {
    main = [
      offer
        ? button(t('Train {0}', offer.file), 'train', () => cx.post({ type: 'train' }), 'primary', true)
        : h('p', { class: 'hint' }, t('Open a file with a training loop or a model to train it.')),
      h(
        'p',
        { class: 'hint' },
        rich(
          t('Or click {0} above a training loop or a {1} call. Training goes on when this window closes.', slot(0), slot(1)),
          bold(t('Train')),
          h('span', { class: 'mono', translate: 'no' }, 'fit'),
        ),
      ),
    ];
  }
  return [
    h('h1', { class: 'sr' }, t('Live training')),
    h('div', { class: 'pad first' }, h('p', {}, t('Nothing is training.')), main),
    ...(last ? [lastRun(model, last, cx)] : []),
    h(
      'section',
      { class: 'far' },
      h('h2', {}, t('New here?')),
      h(
        'div',
        { class: 'row f12' },
        icon('folder-opened', 'muted'),
        link(t('Open an example that trains in a minute'), 'openExample', () => cx.post({ type: 'openExample' })),
      ),
    ),
  ];
}

function lastRun(model: LiveModel, run: RunSummary, cx: LiveContext): VNode {
  const state = runState(run);
  const best =
    run.metrics.find((m) => m.name === 'val_accuracy' || m.name === 'val_acc') ??
    run.metrics.find((m) => m.name === 'val_loss') ??
    run.metrics[0];
  const ended = run.endedAt ?? run.startedAt;
  return h(
    'section',
    { class: 'far' },
    h('h2', {}, t('Last run'), h('span', { class: 'r small', translate: 'no' }, formatTimeOfDay(ended, now(model)))),
    h(
      'div',
      { class: 'row' },
      icon(state.icon, state.className),
      h(
        'span',
        { class: 'grow ell' },
        link(h('span', { translate: 'no' }, run.name), 'select', () => cx.post({ type: 'select', run: run.id })),
      ),
      h('span', { class: 'muted' }, state.word),
    ),
    best && best.best !== null
      ? h(
          'div',
          { class: 'pair' },
          h('span', { class: 'muted' }, rich(t('{0} best', slot(0)), h('span', { translate: 'no' }, best.name))),
          h('span', {}, formatMetric(best.best), best.bestEpoch ? h('span', { class: 'muted small' }, ` @${best.bestEpoch}`) : null),
        )
      : null,
    h('div', { class: 'pair' }, h('span', { class: 'muted' }, t('Time')), h('span', {}, formatElapsed((ended - run.startedAt) / 1000))),
    h(
      'div',
      { class: 'row f12 gap12' },
      link(t('Curves'), 'openCurves', () => cx.post({ type: 'openCurves', run: run.id })),
      model.host!.trusted ? link(t('Run again'), 'runAgain', () => cx.post({ type: 'runAgain', run: run.id })) : null,
      link(t('Output'), 'showOutput', () => cx.post({ type: 'showOutput', run: run.id })),
    ),
  );
}
