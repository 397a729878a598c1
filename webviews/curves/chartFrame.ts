import { createChart } from '../common/chart';
import type { Chart, PlotArea } from '../common/chart';
import { chartTable } from '../common/chartTable';
import { h, patch } from '../common/dom';
import type { Child } from '../common/dom';
import { formatAxisStep, formatAxisValue, formatClockSpan, formatInteger, formatMetric } from '../common/format';
import { t } from '../common/locale';
import { swatch } from '../common/parts';
import type { XAxis } from '../../extension/protocol/runViews';
import type { Interval } from '../common/chartRange';
import { listenToPointer } from './pointer';
import type { PointerHandlers } from './pointer';
import { toleranceOf, valueAt } from './plots';
import type { Curve, Plot } from './plots';
import { highlighted } from './state';
import type { CurvesModel } from './state';

/** One chart with what lies over it: crosshair, hover, labels of NaN, the selection; and its numbers for screen readers. */
export interface ChartFrame {
  readonly element: HTMLElement;
  readonly chart: Chart;
  draw(model: CurvesModel, plot: Plot, size: 'large' | 'small'): void;
  /** What moves with the pointer; the curves stay as they are. */
  drawOverlay(model: CurvesModel, plot: Plot, size: 'large' | 'small', selection: Interval | null): void;
}

/** Seconds that people count in. */
const clockIncrements = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800];

export function createChartFrame(
  handlers: (frame: ChartFrame) => PointerHandlers,
  onResize: () => void,
  size: 'large' | 'small',
): ChartFrame {
  let axis: XAxis = 'step';
  const options =
    size === 'large'
      ? { xSpace: 80, ySpace: 34, yWidth: 40, padding: [8, 16, 0, 0] as const }
      : { xSpace: 56, ySpace: 24, yWidth: 34, padding: [6, 14, 0, 0] as const };
  const chart = createChart({
    ...options,
    formatX: (value, increment) => axisText(axis, value, increment),
    xIncrements: () => (axis === 'time' ? clockIncrements : null),
    onResize,
  });
  const element = document.createElement('div');
  element.className = 'plot';
  const focusable = document.createElement('div');
  focusable.className = 'focusable';
  focusable.tabIndex = 0;
  focusable.setAttribute('role', 'application');
  focusable.setAttribute('aria-roledescription', 'chart');
  const overlay = document.createElement('div');
  overlay.className = 'overlay';
  const numbers = document.createElement('div');
  focusable.append(chart.element, overlay);
  element.append(focusable, numbers);
  let tableTimer: ReturnType<typeof setTimeout> | null = null;

  const frame: ChartFrame = {
    element,
    chart,
    draw: (model, plot) => {
      axis = model.x;
      chart.set(plot.model);
      focusable.setAttribute(
        'aria-label',
        t('{0} of {1} runs. Arrow keys read points, up and down change the run.', plot.metric, plot.curves.length),
      );
      focusable.setAttribute('data-metric', plot.metric);
      // Nobody reads it sixty times a second.
      tableTimer ??= setTimeout(() => {
        tableTimer = null;
        const curves = plot.curves.map((curve) => ({ name: curve.name, x: curve.slice.x, y: curve.y }));
        patch(
          numbers,
          curves.length
            ? chartTable(t('{0}, at up to 24 places', plot.metric), axisName(model.x), curves, (x) => placeText(model.x, x))
            : null,
        );
      }, 300);
    },
    drawOverlay: (model, plot, shown, selection) => patch(overlay, overlayParts(model, plot, shown, selection, chart)),
  };
  listenToPointer(focusable, chart, handlers(frame));
  return frame;
}

function overlayParts(model: CurvesModel, plot: Plot, size: 'large' | 'small', selection: Interval | null, chart: Chart): Child[] {
  const area = chart.area();
  const px = (value: number): string => `${Math.round(value * 10) / 10}px`;
  const isInside = (left: number): boolean => left >= area.left - 1 && left <= area.left + area.width + 1;
  const parts: Child[] = [];
  if (size === 'large') {
    let busyUntil = -Infinity;
    for (const mark of [...plot.broken].sort((a, b) => a.x - b.x)) {
      const left = chart.left(mark.x);
      if (!isInside(left)) continue;
      // At the right border the label stands before its line.
      const isTurned = left > area.left + area.width - 110;
      if (left < busyUntil) continue;
      busyUntil = left + 110;
      parts.push(
        h(
          'div',
          {
            class: isTurned ? 'tag turned' : 'tag',
            key: `nan-${mark.run}`,
            style: { left: px(left + (isTurned ? -4 : 4)), top: px(area.top + 2) },
          },
          h('span', { class: 'err', translate: 'no' }, mark.value),
          ' ',
          h('span', { class: 'muted' }, t('step {0}', formatInteger(mark.step))),
        ),
      );
    }
  }
  if (selection) {
    const from = Math.max(area.left, selection[0]);
    const to = Math.min(area.left + area.width, selection[1]);
    parts.push(
      h('div', {
        class: 'selection',
        key: 'selection',
        style: { left: px(from), width: px(Math.max(0, to - from)), top: px(area.top), height: px(area.height) },
      }),
    );
  }
  const { cursor } = model;
  if (cursor === null || selection) return parts;
  const left = chart.left(cursor);
  if (!isInside(left)) return parts;
  parts.push(h('div', { class: 'xh', key: 'xh', style: { left: px(left), top: px(area.top), height: px(area.height) } }));
  if (size === 'small') return parts;
  parts.push(
    h('div', { class: 'xl', key: 'xl', style: { left: px(left), top: px(area.top + area.height + 5) } }, placeText(model.x, cursor)),
  );
  const chosen = highlighted(model);
  for (const curve of plot.curves) {
    const point = valueAt(curve, cursor, toleranceOf(model, curve));
    if (!point || !Number.isFinite(point.y) || (plot.model.log && point.y <= 0)) continue;
    const top = chart.top(point.y);
    if (top < area.top - 1 || top > area.top + area.height + 1) continue;
    const run = model.runs?.find((each) => each.id === curve.run);
    const classes = curve.run === chosen ? 'dot chosen' : 'dot';
    parts.push(
      h('div', {
        class: `${classes} s${((run?.style ?? 0) % 6) + 1}`,
        key: `dot-${curve.run}`,
        style: { left: px(chart.left(point.x)), top: px(top) },
      }),
    );
  }
  const curve = plot.curves.find((each) => each.run === chosen);
  if (curve) parts.push(tooltip(model, curve, plot.metric, cursor, left, chart));
  return parts;
}

/** About as wide as the hover is with a name of usual length. */
const tipWidth = 175;

/** The side of the crosshair with room for the hover; where neither has it, the border of the chart that is further away. */
function tipSide(left: number, area: PlotArea): 'after' | 'before' | 'atEnd' | 'atStart' {
  if (left <= area.left + area.width * 0.62 && left + tipWidth <= area.left + area.width) return 'after';
  if (left >= tipWidth) return 'before';
  return left < area.left + area.width / 2 ? 'atEnd' : 'atStart';
}

function tooltip(model: CurvesModel, curve: Curve, metric: string, cursor: number, left: number, chart: Chart): Child {
  const point = valueAt(curve, cursor, toleranceOf(model, curve));
  const run = model.runs?.find((each) => each.id === curve.run);
  if (!run || !point) return null;
  const area = chart.area();
  const side = tipSide(left, area);
  const top = Math.max(
    area.top + 4,
    Math.min(area.top + area.height - 72, (Number.isFinite(point.y) ? chart.top(point.y) : area.top) - 84),
  );
  const perEpoch = run.totalSteps && run.totalEpochs ? run.totalSteps / run.totalEpochs : null;
  const place = [
    t('step {0}', formatInteger(point.step)),
    ...(model.x === 'time' ? [formatClockSpan(point.x)] : []),
    ...(model.x === 'epoch'
      ? [t('epoch {0}', point.x.toFixed(2))]
      : perEpoch
        ? [t('epoch {0}', Math.max(1, Math.ceil(point.step / perEpoch)))]
        : []),
  ].join(' · ');
  return h(
    'div',
    {
      class: `tip ${side}`,
      key: 'tip',
      style: { top: `${top}px`, ...(side === 'before' || side === 'after' ? { left: `${left + (side === 'before' ? -12 : 12)}px` } : {}) },
    },
    h('div', { class: 'tiphead' }, swatch(run.style), h('span', { class: 'strong', translate: 'no' }, run.name)),
    h(
      'div',
      {},
      h('span', { class: 'muted', translate: 'no' }, metric),
      ' ',
      formatMetric(point.y),
      curve.isSmoothed ? [' ', h('span', { class: 'muted' }, t('raw {0}', formatMetric(point.raw)))] : null,
    ),
    h('div', { class: 'muted' }, place),
    curve.slice.isDerived ? h('div', { class: 'muted' }, t('from the running mean')) : null,
  );
}

export function axisName(axis: XAxis): string {
  return axis === 'step' ? t('Step') : axis === 'epoch' ? t('Epoch') : t('Time');
}

/** A place on the axis, in full. */
export function placeText(axis: XAxis, x: number): string {
  return axis === 'step' ? formatInteger(x) : axis === 'epoch' ? x.toFixed(1) : formatClockSpan(x);
}

function axisText(axis: XAxis, value: number, increment: number): string {
  if (axis === 'time') return formatClockSpan(value);
  return axis === 'step' || Number.isInteger(value) ? formatAxisStep(value) : formatAxisValue(value, increment);
}
