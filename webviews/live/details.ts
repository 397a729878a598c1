import type { MetricSummary, RunSummary } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { formatAxisStep, formatInteger, formatMetric } from '../common/format';
import { rich, slot, t } from '../common/locale';
import { metricTitle, runningMeanText } from '../common/metricTitle';
import { lineSwatch, sparkline } from '../common/parts';
import { isHighContrast } from '../common/theme';
import { deviceSection } from './device';
import { artifactSections } from './figures';
import { buildLossChart, trainColor, valColor, valDash } from './lossChart';
import type { LossChart } from './lossChart';
import { isActive, sliceOf } from './state';
import type { LiveModel } from './state';
import type { LiveContext } from './view';

/** Below the state: the curve, the numbers, the figures, the device. */

export function lossChartOf(model: LiveModel, run: RunSummary): LossChart {
  return buildLossChart(run, sliceOf(model, run, 'loss'), sliceOf(model, run, 'val_loss'), isHighContrast());
}

export function detailSections(model: LiveModel, run: RunSummary, cx: LiveContext): VNode[] {
  const hasCurve = sliceOf(model, run, 'loss') !== null || sliceOf(model, run, 'val_loss') !== null;
  return [
    ...(hasCurve || isActive(run) ? [chartSection(model, lossChartOf(model, run), run, cx)] : []),
    ...(run.metrics.length ? [metricsSection(run)] : []),
    ...artifactSections(model, run, cx),
    deviceSection(run),
  ];
}

function chartSection(model: LiveModel, chart: LossChart, run: RunSummary, cx: LiveContext): VNode {
  const axis = chart.byEpoch ? t('by epoch · smoothed {0}', 0.9) : t('by step · smoothed {0}', 0.9);
  return h(
    'section',
    { class: 'curve' },
    h('h2', {}, t('Loss'), h('span', { class: 'r small' }, axis)),
    cx.chart,
    sliceOf(model, run, 'loss')?.isDerived
      ? h('div', { class: 'small muted', title: runningMeanText() }, t('Training loss from the running mean'))
      : null,
    h(
      'div',
      { class: 'lg' },
      h('span', {}, lineSwatch(trainColor, [], 18), rich(t('train {0}', slot(0)), h('em', {}, formatMetric(chart.train)))),
      chart.val === null
        ? null
        : h('span', {}, lineSwatch(valColor, valDash, 18), rich(t('val {0}', slot(0)), h('em', {}, formatMetric(chart.val)))),
      run.nonFinite
        ? h('span', { class: 'end err', translate: 'no' }, `${run.nonFinite.value} @${formatInteger(run.nonFinite.step)}`)
        : chart.val === null
          ? null
          : h('span', { class: 'end' }, t('○ best val')),
    ),
  );
}

/** What a screen reader says of the chart. */
export function chartLabel(chart: LossChart, run: RunSummary): string {
  return chart.val === null
    ? t('Loss of {0} by step; training is at {1}', run.name, formatMetric(chart.train))
    : t('Loss of {0}; training is at {1}, validation at {2}', run.name, formatMetric(chart.train), formatMetric(chart.val));
}

function metricsSection(run: RunSummary): VNode {
  const byEpoch = run.metrics.some((metric) => metric.bestEpoch !== null);
  return h(
    'section',
    {},
    h(
      'table',
      { class: 'm' },
      h('colgroup', {}, h('col', {}), h('col', { class: 'c-spark' }), h('col', { class: 'c-last' }), h('col', { class: 'c-best' })),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('Metric')),
          h('td', { class: 'head' }),
          h('th', { scope: 'col', class: 'num' }, t('Last')),
          h('th', { scope: 'col', class: 'num' }, byEpoch ? t('Best @epoch') : t('Best @step')),
        ),
      ),
      h('tbody', {}, run.metrics.map(metricRow)),
    ),
  );
}

function metricRow(metric: MetricSummary): VNode {
  const color = metric.name.startsWith('val_') ? valColor : metric.goal === null ? '--tw-muted' : trainColor;
  const at = metric.bestEpoch !== null ? String(metric.bestEpoch) : metric.bestStep !== null ? formatAxisStep(metric.bestStep) : null;
  const isBroken = metric.last !== null && !Number.isFinite(metric.last);
  const best: Child[] =
    metric.goal === null || metric.best === null
      ? []
      : [formatMetric(metric.best), at === null ? null : h('span', { class: 'small' }, ` @${at}`)];
  return h(
    'tr',
    { key: metric.name },
    h('th', { scope: 'row', class: 'ell', title: metricTitle(metric), translate: 'no' }, metric.name, metric.isDerived ? ' ≈' : null),
    h('td', {}, sparkline(metric.spark, color)),
    h('td', { class: isBroken ? 'num err' : 'num' }, formatMetric(metric.last)),
    h('td', { class: 'num best' }, best),
  );
}
