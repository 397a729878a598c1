import type { RunSummary, SeriesSlice } from '../../extension/protocol/runViews';
import type { ChartLine, ChartModel } from '../common/chart';
import { extent, fitLinear } from '../common/chartRange';
import type { Interval } from '../common/chartRange';
import { smooth } from '../common/smooth';
import { stepsPerEpoch } from './state';
import { indexOfMin } from './verdict';

/** The small chart of the loss: raw and smoothed training, validation, its best, and where the loss ceased to be a number. */
export interface LossChart {
  readonly model: ChartModel;
  readonly byEpoch: boolean;
  /** Last smoothed training loss and last validation loss. */
  readonly train: number | null;
  readonly val: number | null;
}

export const trainColor = '--tw-s1';
export const valColor = '--tw-s2';
export const valDash: readonly number[] = [5, 3];
export const liveSmoothing = 0.9;

export function buildLossChart(run: RunSummary, train: SeriesSlice | null, val: SeriesSlice | null, isHighContrast: boolean): LossChart {
  const perEpoch = stepsPerEpoch(run);
  const unit = perEpoch ?? 1;
  const more = isHighContrast ? 0.5 : 0;
  const lines: ChartLine[] = [];
  const seen: { x: ArrayLike<number>; y: ArrayLike<number> }[] = [];
  let trainLast: number | null = null;
  let end = 0;
  if (train) {
    const x = train.step.map((step) => step / unit);
    const y = smooth(train.y, liveSmoothing, train.points / Math.max(1, train.x.length));
    end = Math.max(end, x[x.length - 1] ?? 0);
    trainLast = lastFinite(y);
    lines.push(
      { x, y: train.y, color: trainColor, width: 1, dash: [], alpha: 0.28 },
      { x, y, color: trainColor, width: 1.75 + more, dash: [], alpha: 1 },
    );
    seen.push({ x, y: calm(train.y) });
  }
  const dots: ChartModel['dots'][number][] = [];
  if (val) {
    const x = val.step.map((step) => step / unit);
    end = Math.max(end, x[x.length - 1] ?? 0);
    lines.push({ x, y: val.y, color: valColor, width: 1.75 + more, dash: valDash, alpha: 1 });
    seen.push({ x, y: val.y });
    const best = indexOfMin(val.y);
    if (best >= 0) dots.push({ x: x[best]!, y: val.y[best]!, color: '--tw-bg', ring: valColor, radius: 3 });
  }
  const marks = [];
  if (run.nonFinite) {
    marks.push({ x: run.nonFinite.step / unit, color: '--tw-error' });
    end = Math.max(end, (run.nonFinite.step / unit) * 1.02);
  }
  const x: Interval = [0, end || 1];
  return {
    model: { lines, marks, dots, x, y: fitLinear(extent(seen, x, false)), log: false },
    byEpoch: perEpoch !== null,
    train: trainLast,
    val: val ? lastFinite(val.y) : null,
  };
}

/** The values without the highest 1 %: one spike at the start would flatten the rest. It is drawn, up to the border. */
function calm(y: Float64Array): Float64Array {
  const sorted = y.filter(Number.isFinite).sort();
  const limit = sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? Infinity;
  return y.map((value) => (value > limit ? NaN : value));
}

function lastFinite(values: ArrayLike<number>): number | null {
  for (let i = values.length - 1; i >= 0; i--) if (Number.isFinite(values[i]!)) return values[i]!;
  return null;
}
