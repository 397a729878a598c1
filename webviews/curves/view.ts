import type { FromCurves } from '../../extension/protocol/curvesPanel';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { rich, slot, t } from '../common/locale';
import { bold, button, icon, link } from '../common/parts';
import type { Plot } from './plots';
import { runList } from './runList';
import { runTable } from './runTable';
import { visibleRuns } from './state';
import type { CurvesAction, CurvesModel } from './state';
import { toolbar } from './toolbar';

export interface CurvesContext {
  readonly post: (message: FromCurves) => void;
  readonly dispatch: (action: CurvesAction) => void;
  /** The element of the chart at a place: 0 is the large one. Charts outlive every drawing. */
  readonly frame: (index: number) => HTMLElement;
}

export function curvesView(model: CurvesModel, plots: readonly Plot[], cx: CurvesContext): Child[] {
  if (!model.runs) return [];
  if (model.runs.length === 0) return [h('h1', { class: 'sr' }, t('Curves')), empty(cx)];
  const [main, ...small] = plots;
  return [
    h('h1', { class: 'sr' }, t('Curves')),
    toolbar(model, cx),
    h(
      'div',
      { class: 'body' },
      runList(model, cx),
      h(
        'div',
        { class: 'main' },
        main && visibleRuns(model).length
          ? largeChart(model, main, cx)
          : h('div', { class: 'empty' }, h('p', { class: 'muted' }, t('All runs are hidden.'))),
        small.length && visibleRuns(model).length
          ? h(
              'div',
              { class: `smalls n${Math.min(3, small.length)}` },
              small.map((plot, i) => smallChart(plot, i + 1, cx)),
            )
          : null,
        runTable(model, main, cx),
      ),
    ),
  ];
}

function largeChart(model: CurvesModel, plot: Plot, cx: CurvesContext): Child[] {
  const scale = plot.model.log ? t('log scale') : '';
  const warning = plot.nonPositive
    ? h(
        'span',
        { class: 'warn small' },
        plot.model.log
          ? rich(
              t('{0} is not positive here; a log axis cannot show {1} points', slot(0), plot.nonPositive),
              h('span', { translate: 'no' }, plot.metric),
            )
          : t('Nothing here is positive, so the axis is linear'),
      )
    : null;
  const how = plot.curves.some((curve) => curve.isSmoothed)
    ? t('smoothed {0}, raw behind · scroll to zoom, drag to pan', model.smoothing)
    : t('scroll to zoom, drag to pan');
  return [
    h(
      'div',
      { class: 'ct' },
      h('h2', { translate: 'no' }, plot.metric),
      h('span', { class: 'muted small' }, scale),
      warning,
      h('span', { class: 'small muted end' }, how),
    ),
    cx.frame(0),
  ];
}

function smallChart(plot: Plot, index: number, cx: CurvesContext): VNode {
  return h(
    'div',
    { class: 'cell', key: `small-${index}` },
    h(
      'div',
      { class: 'ct' },
      h(
        'h2',
        {},
        link(
          h('span', { translate: 'no' }, plot.metric),
          'enlarge',
          () => cx.dispatch({ type: 'enlarge', metric: plot.metric }),
          t('Show {0} large', plot.metric),
        ),
      ),
    ),
    cx.frame(index),
  );
}

function empty(cx: CurvesContext): VNode {
  return h(
    'div',
    { class: 'empty' },
    h(
      'div',
      {},
      icon('graph-line', 'big'),
      h('p', {}, t('No runs in this workspace yet.')),
      h(
        'p',
        { class: 'hint' },
        rich(t('Click {0} above a model or a training loop. Runs appear here while they train.', slot(0)), bold(t('Train'))),
      ),
      button(t('Open Example'), 'openExample', () => cx.post({ type: 'openExample' }), 'secondary'),
    ),
  );
}
