import type { MetricSummary, RunSummary } from '../../extension/protocol/runViews';
import { toleranceOf, valueAt } from './plots';
import type { Curve, Plot } from './plots';
import { visibleRuns } from './state';
import type { CurvesModel, SortColumn } from './state';

/** What the table says of each run, and in which order. */

export interface TableRow {
  readonly run: RunSummary;
  /** Value of the large chart's metric at the cursor; `undefined` where the run has none there. */
  readonly at: number | undefined;
  readonly main: MetricSummary | undefined;
  readonly second: MetricSummary | undefined;
}

export function tableRows(model: CurvesModel, plot: Plot | undefined, second: string | null): TableRow[] {
  const rows = visibleRuns(model).map((run): TableRow => {
    const curve = plot?.curves.find((each) => each.run === run.id);
    const at = curve && model.cursor !== null ? valueOrNaN(model, curve, model.cursor) : undefined;
    const metric = (name: string | null | undefined): MetricSummary | undefined => run.metrics.find((each) => each.name === name);
    return { run, at, main: metric(plot?.metric), second: metric(second) };
  });
  return sortRows(rows, model.sort.column, model.sort.descending);
}

/** Behind the end of a curve that ceased to be a number, the answer is NaN rather than nothing. */
function valueOrNaN(model: CurvesModel, curve: Curve, cursor: number): number | undefined {
  const point = valueAt(curve, cursor, toleranceOf(model, curve));
  if (point) return point.y;
  const { x, nonFinite } = curve.slice;
  const end = x[x.length - 1] ?? -Infinity;
  return nonFinite.some((mark) => mark.x >= end && mark.x <= cursor) ? NaN : undefined;
}

function sortRows(rows: readonly TableRow[], column: SortColumn, descending: boolean): TableRow[] {
  const value = (row: TableRow): number | string | null | undefined => {
    switch (column) {
      case 'run':
        return row.run.name;
      case 'at':
        return row.at;
      case 'last':
        return row.main?.last;
      case 'best':
        return row.main?.best ?? row.main?.last;
      case 'bestStep':
        return row.main?.bestStep;
      case 'second':
        return row.second?.best;
      case 'state':
        return row.run.status;
    }
  };
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [value(a), value(b)];
    // What has no number stands last, whichever way is up.
    const leftIs = typeof left === 'string' || (typeof left === 'number' && Number.isFinite(left));
    const rightIs = typeof right === 'string' || (typeof right === 'number' && Number.isFinite(right));
    if (leftIs !== rightIs) return leftIs ? -1 : 1;
    if (!leftIs || left === right) return 0;
    return (left < right! ? -1 : 1) * sign;
  });
}

/** A second metric worth a column: the best-known score beside the large chart's own. */
export function secondMetric(model: CurvesModel, main: string | undefined): string | null {
  const names = new Set(
    (model.runs ?? []).flatMap((run) => run.metrics.filter((metric) => metric.goal !== null).map((metric) => metric.name)),
  );
  return ['val_accuracy', 'val_acc', 'val_loss', 'accuracy', 'acc', 'loss'].find((name) => name !== main && names.has(name)) ?? null;
}

/** The run whose best is the best of all. */
export function bestOf(rows: readonly TableRow[], metric: (row: TableRow) => MetricSummary | undefined): string | null {
  let best: { run: string; value: number } | null = null;
  for (const row of rows) {
    const known = metric(row);
    if (known?.best == null || known.goal === null || !Number.isFinite(known.best)) continue;
    if (!best || (known.goal === 'max' ? known.best > best.value : known.best < best.value)) best = { run: row.run.id, value: known.best };
  }
  return best?.run ?? null;
}
