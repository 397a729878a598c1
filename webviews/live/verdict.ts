import { msg } from '../../extension/protocol/localize';
import type { Message } from '../../extension/protocol/localize';
import type { RunSummary, SeriesSlice } from '../../extension/protocol/runViews';
import { formatInteger } from '../common/format';
import { smooth } from '../common/smooth';
import { stepsPerEpoch } from './state';

/**
 * Answers "is it learning?" in one sentence, from numbers alone. The thresholds:
 * - *diverged*: some loss was NaN or infinite;
 * - *no better*: the validation loss was best more than `max(5, a tenth of the planned epochs)` epochs ago;
 * - *overfitting*: at least 3 epochs after its best, the mean of the last 3 validation losses is 5 % above the best while the smoothed
 *   training loss fell by 2 % or more since then;
 * - without validation: the smoothed training loss was best in the last quarter of the steps, or not;
 * - *too early*: fewer than 2 validation losses and fewer than 20 training losses.
 */
export interface Verdict {
  readonly kind: 'good' | 'warning' | 'bad' | 'early';
  readonly message: Message;
}

export const patienceEpochs = 5;
export const patienceShare = 0.1;
export const risingEpochs = 3;
export const risingShare = 0.05;
export const fallingShare = 0.02;
export const earlyPoints = 20;

export function judge(run: RunSummary, train: SeriesSlice | null, val: SeriesSlice | null): Verdict {
  if (run.nonFinite) {
    const value = run.nonFinite.value === 'NaN' ? 'NaN' : '∞';
    return { kind: 'bad', message: msg('Diverged: loss is {0} since step {1}', value, formatInteger(run.nonFinite.step)) };
  }
  const smoothed = train ? smooth(train.y, 0.9, train.points / Math.max(1, train.x.length)) : null;
  const perEpoch = stepsPerEpoch(run);
  const byVal = val && perEpoch ? judgeVal(run, val, perEpoch, train, smoothed) : null;
  if (byVal) return byVal;
  return (train && smoothed && judgeTrain(train, smoothed)) ?? { kind: 'early', message: msg('Too early to tell whether it learns') };
}

function judgeVal(
  run: RunSummary,
  val: SeriesSlice,
  perEpoch: number,
  train: SeriesSlice | null,
  smoothed: Float64Array | null,
): Verdict | null {
  const best = indexOfMin(val.y);
  const last = val.y.length - 1;
  if (best < 0 || val.points < 2) return null;
  const epochsAgo = Math.max(0, Math.round((val.step[last]! - val.step[best]!) / perEpoch));
  const bestEpoch = Math.max(1, Math.round(val.step[best]! / perEpoch));
  if (epochsAgo >= risingEpochs && train && smoothed) {
    const recent = mean(val.y.slice(-risingEpochs));
    const then = valueAt(train.step, smoothed, val.step[best]!);
    const lately = smoothed[smoothed.length - 1]!;
    if (recent > val.y[best]! + Math.abs(val.y[best]!) * risingShare && lately < then - Math.abs(then) * fallingShare) {
      return { kind: 'warning', message: msg('Training loss falls, {0} rises since epoch {1}', val.metric, bestEpoch) };
    }
  }
  const patience = Math.max(patienceEpochs, Math.ceil((run.totalEpochs ?? 0) * patienceShare));
  if (epochsAgo > patience) return { kind: 'warning', message: msg('No better {0} for {1} epochs', val.metric, epochsAgo) };
  if (epochsAgo === 0) return { kind: 'good', message: msg('Learning: {0} was best in the last epoch', val.metric) };
  if (epochsAgo === 1) return { kind: 'good', message: msg('Learning: {0} was best 1 epoch ago', val.metric) };
  return { kind: 'good', message: msg('Learning: {0} was best {1} epochs ago', val.metric, epochsAgo) };
}

function judgeTrain(train: SeriesSlice, smoothed: Float64Array): Verdict | null {
  if (train.points < earlyPoints) return null;
  // The average's first values are noise as large as the data's.
  const warm = Math.min(5, smoothed.length - 1);
  const best = indexOfMin(smoothed.subarray(warm)) + warm;
  const lastStep = train.step[train.step.length - 1]!;
  const ago = lastStep - train.step[best]!;
  if (ago <= lastStep / 4) return { kind: 'good', message: msg('Learning: {0} falls', train.metric) };
  return { kind: 'warning', message: msg('No better {0} for {1} steps', train.metric, formatInteger(ago)) };
}

export function indexOfMin(values: ArrayLike<number>): number {
  let best = -1;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i]!) && (best < 0 || values[i]! < values[best]!)) best = i;
  return best;
}

function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / Math.max(1, values.length);
}

function valueAt(steps: ArrayLike<number>, values: ArrayLike<number>, step: number): number {
  let value = NaN;
  for (let i = 0; i < steps.length && steps[i]! <= step; i++) if (Number.isFinite(values[i]!)) value = values[i]!;
  return value;
}
