import type { SeriesSlice } from '../../extension/protocol/runViews';
import type { ChartLine, ChartMark, ChartModel } from '../common/chart';
import { extent, fitLinear, fitLog } from '../common/chartRange';
import { nearestIndex } from '../common/chartTable';
import { seriesStyle } from '../common/palette';
import { smooth } from '../common/smooth';
import { highlighted, sliceKey, visibleRange, visibleRuns } from './state';
import type { CurvesModel } from './state';

/** Turns slices into what a chart draws. */

export interface Curve {
  readonly run: string;
  readonly name: string;
  readonly slice: SeriesSlice;
  /** What the line follows: smoothed where the metric is. */
  readonly y: Float64Array;
  readonly isSmoothed: boolean;
}

export interface Plot {
  readonly metric: string;
  readonly model: ChartModel;
  readonly curves: readonly Curve[];
  /** Points that a logarithmic axis cannot show. */
  readonly nonPositive: number;
  /** First place of each run at which the metric was not a number. */
  readonly broken: readonly { run: string; x: number; step: number; value: string }[];
}

/** Metrics of whole epochs and schedules are not noisy; an average would only shift them. */
export function canSmooth(metric: string): boolean {
  return !metric.startsWith('val_') && metric !== 'lr' && metric !== 'learning_rate';
}

const smoothed = new WeakMap<SeriesSlice, { weight: number; y: Float64Array }>();

function follow(slice: SeriesSlice, weight: number): Float64Array {
  const known = smoothed.get(slice);
  if (known?.weight === weight) return known.y;
  const y = smooth(slice.y, weight, slice.points / Math.max(1, slice.x.length));
  smoothed.set(slice, { weight, y });
  return y;
}

export function curvesOf(model: CurvesModel, metric: string): Curve[] {
  const curves: Curve[] = [];
  for (const run of visibleRuns(model)) {
    const slice = model.slices.get(sliceKey(run.id, metric));
    if (!slice || (slice.x.length === 0 && slice.nonFinite.length === 0)) continue;
    const isSmoothed = model.smoothing > 0 && canSmooth(metric);
    curves.push({ run: run.id, name: run.name, slice, y: isSmoothed ? follow(slice, model.smoothing) : slice.y, isSmoothed });
  }
  return curves;
}

/** A log axis is for what spans decades; of what grows towards one, it shows nothing. */
export function isLog(model: CurvesModel, metric: string): boolean {
  const goal = (model.runs ?? []).flatMap((run) => run.metrics).find((known) => known.name === metric)?.goal;
  return model.log && goal !== 'max';
}

export function buildPlot(model: CurvesModel, metric: string, size: 'large' | 'small', isHighContrast: boolean): Plot {
  const curves = curvesOf(model, metric);
  const styles = new Map(visibleRuns(model).map((run) => [run.id, seriesStyle(run.style)] as const));
  const chosen = highlighted(model);
  const wantsLog = isLog(model, metric);
  const x = visibleRange(model);
  const seen = wantsLog
    ? extent(
        curves.flatMap((curve) => [curve.slice, { x: curve.slice.x, y: curve.y }]),
        x,
        true,
      )
    : null;
  // Where nothing is positive a log axis has nothing to show, and says so.
  const log = wantsLog && seen !== null;
  const base = size === 'large' ? 1.5 : 1.25;
  const more = isHighContrast ? 0.5 : 0;
  const raw: ChartLine[] = [];
  const lines: ChartLine[] = [];
  for (const curve of [...curves].sort((a, b) => Number(a.run === chosen) - Number(b.run === chosen))) {
    const { token, dash } = styles.get(curve.run)!;
    const isChosen = curve.run === chosen;
    const isFaded = chosen !== null && !isChosen;
    if (curve.isSmoothed && size === 'large')
      raw.push({ x: curve.slice.x, y: curve.slice.y, color: token, width: 1, dash: [], alpha: isFaded ? 0.1 : 0.22 });
    lines.push({
      x: curve.slice.x,
      y: curve.y,
      color: token,
      width: base + (isChosen ? 1 : 0) + more,
      dash,
      alpha: isFaded && !isHighContrast ? 0.62 : 1,
    });
  }
  const broken = curves.flatMap(({ run, slice }) => slice.nonFinite.slice(0, 1).map((mark) => ({ run, ...mark })));
  const marks: ChartMark[] = broken.map(({ x: at }) => ({ x: at, color: '--tw-error' }));
  let nonPositive = 0;
  if (wantsLog) for (const { slice } of curves) for (const value of slice.y) if (value <= 0) nonPositive++;
  const y = log ? fitLog(seen) : fitLinear(extent([...lines, ...raw], x, false));
  return { metric, curves, nonPositive, broken, model: { lines: [...raw, ...lines], marks, dots: [], x, y, log } };
}

/** The value of a curve at a place on x: that of the nearest point, none beyond its ends. */
export function valueAt(curve: Curve, x: number, tolerance: number): { x: number; y: number; raw: number; step: number } | null {
  const index = nearestIndex(curve.slice.x, x);
  if (index < 0 || Math.abs(curve.slice.x[index]! - x) > tolerance) return null;
  return { x: curve.slice.x[index]!, y: curve.y[index]!, raw: curve.slice.y[index]!, step: curve.slice.step[index]! };
}

/** How far beside a point the pointer may be: half a percent of the width, or the distance to the neighboring points. */
export function toleranceOf(model: CurvesModel, curve: Curve): number {
  const [from, to] = visibleRange(model);
  const { x } = curve.slice;
  const spacing = x.length > 1 ? (x[x.length - 1]! - x[0]!) / (x.length - 1) : 0;
  return Math.max((to - from) * 0.005, spacing);
}
