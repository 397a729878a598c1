import { h } from './dom';
import type { VNode } from './dom';
import { formatMetric } from './format';

/** The numbers behind a chart for those who cannot see it: one row a place on x, one column a curve, at most `maxRows` of them. */
export interface TableCurve {
  readonly name: string;
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

const maxRows = 24;

export function chartTable(caption: string, xLabel: string, curves: readonly TableCurve[], formatX: (x: number) => string): VNode {
  const from = Math.min(...curves.map((curve) => curve.x[0] ?? Infinity));
  const to = Math.max(...curves.map((curve) => curve.x[curve.x.length - 1] ?? -Infinity));
  const longest = Math.max(0, ...curves.map((curve) => curve.x.length));
  const rows = Math.min(maxRows, longest);
  const places = rows < 2 ? (rows === 1 ? [from] : []) : Array.from({ length: rows }, (_, i) => from + ((to - from) * i) / (rows - 1));
  return h(
    'table',
    { class: 'sr', 'data-table': 'chart' },
    h('caption', {}, caption),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, xLabel),
        curves.map((curve) => h('th', { scope: 'col', translate: 'no' }, curve.name)),
      ),
    ),
    h(
      'tbody',
      {},
      places.map((x) =>
        h(
          'tr',
          {},
          h('th', { scope: 'row' }, formatX(x)),
          curves.map((curve) => h('td', {}, valueText(curve, x))),
        ),
      ),
    ),
  );
}

function valueText(curve: TableCurve, x: number): string {
  const index = nearestIndex(curve.x, x);
  return index < 0 ? '–' : formatMetric(curve.y[index]);
}

/** Index of the point nearest to a place on x; −1 without points. */
export function nearestIndex(x: ArrayLike<number>, at: number): number {
  if (x.length === 0) return -1;
  let low = 0;
  let high = x.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && Math.abs(x[low - 1]! - at) <= Math.abs(x[low]! - at) ? low - 1 : low;
}
