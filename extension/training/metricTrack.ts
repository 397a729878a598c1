import type { MetricSummary } from '../protocol/runViews';
import type { EpochAxis } from './epochAxis';
import { metricGoal } from './metricGoal';
import { Series } from './series';
import { Spark } from './spark';

interface Best {
  value: number;
  step: number;
  epoch: number;
}

/** One metric of a run: all of its points and what lists show of it. */
export class MetricTrack {
  readonly series = new Series();
  readonly goal: 'min' | 'max' | null;
  /** Whether some of its values were computed from a running mean. */
  isDerived = false;
  readonly #spark = new Spark();
  #last: number | null = null;
  #best: Best | null = null;
  #bestEpoch: Best | null = null;
  #epochMeans = 0;

  constructor(
    readonly name: string,
    /** Whether its points are steps or ends of epochs. */
    readonly per: 'step' | 'epoch',
    readonly axis: EpochAxis,
  ) {
    this.goal = metricGoal(name);
  }

  add(step: number, time: number, value: number, epoch?: number): void {
    this.series.append(step, time, value);
    this.#spark.add(value);
    this.#last = value;
    if (this.#isBetter(value, this.#best)) this.#best = { value, step, epoch: epoch ?? -1 };
  }

  /** The mean over an epoch of a metric that is also known at each step: its best one says more than one lucky batch. */
  addEpochMean(step: number, value: number, epoch: number): void {
    this.#epochMeans++;
    if (this.#isBetter(value, this.#bestEpoch)) this.#bestEpoch = { value, step, epoch };
  }

  summary(): MetricSummary {
    // The mean of a first epoch, or of one that was stopped in it, is mostly its bad beginning.
    const best = this.#epochMeans > 1 ? this.#bestEpoch : this.#best;
    return {
      name: this.name,
      last: this.#last,
      best: best?.value ?? null,
      bestStep: best?.step ?? null,
      bestEpoch: best ? (best.epoch > 0 ? best.epoch : Math.max(1, Math.ceil(this.axis.at(best.step) - 1e-9))) : null,
      goal: this.goal,
      spark: this.#spark.values(),
      ...(this.isDerived ? { isDerived: true } : {}),
    };
  }

  #isBetter(value: number, best: Best | null): boolean {
    if (!this.goal || !Number.isFinite(value)) return false;
    return !best || (this.goal === 'min' ? value < best.value : value > best.value);
  }
}
