import type { EpochAxis } from './epochAxis';

/** How fast a run goes and how far it has to go, from its step records. */
export class Progress {
  /** Last step of the optimizer that made the last one. */
  step = 0;
  epoch: number | null = null;
  #plan: { epochs: number | null; stepsPerEpoch: number | null } | null = null;
  /** Steps before the present training call, and the epochs that it leaves out; `null` until its first step. */
  #base: { step: number; skipped: number } | null = null;
  #recent: { seconds: number; steps: number }[] = [];
  #epochEnds: { step: number; time: number }[] = [];
  #start: { step: number; time: number } | null = null;

  announce(plan: { epochs?: number; stepsPerEpoch?: number }): void {
    this.#plan = { epochs: positive(plan.epochs), stepsPerEpoch: positive(plan.stepsPerEpoch) };
    this.#base = null;
    this.#epochEnds = [];
    this.#start = null;
  }

  get announcedStepsPerEpoch(): number | null {
    return this.#plan?.stepsPerEpoch ?? null;
  }

  steps(s0: number, n: number, time: number, dt: readonly number[], epoch: number | undefined): void {
    // A call that resumes begins with a later epoch and counts to the same last one.
    this.#base ??= { step: s0 - 1, skipped: (epoch ?? 1) - 1 };
    const seconds = dt.reduce((sum, d) => sum + d, 0);
    this.#start ??= { step: s0 - 1, time: time - seconds };
    this.step = s0 + n - 1;
    if (epoch !== undefined) this.epoch = epoch;
    if (!(seconds > 0)) return;
    this.#recent.push({ seconds, steps: n });
    // Ten seconds are smooth enough to read and short enough to notice a change; slow steps count at least five records.
    let total = this.#recent.reduce((sum, r) => sum + r.seconds, 0);
    while (this.#recent.length > 5 && total - this.#recent[0]!.seconds >= 10) total -= this.#recent.shift()!.seconds;
  }

  epochEnded(epoch: number, step: number, time: number): void {
    this.epoch = epoch;
    this.#epochEnds.push({ step, time });
    if (this.#epochEnds.length > 4) this.#epochEnds.shift();
  }

  get stepsPerSecond(): number | null {
    const seconds = this.#recent.reduce((sum, r) => sum + r.seconds, 0);
    return seconds > 0 ? this.#recent.reduce((sum, r) => sum + r.steps, 0) / seconds : null;
  }

  get totalSteps(): number | null {
    const stepsPerEpoch = this.#plan?.stepsPerEpoch;
    return stepsPerEpoch ? this.#total(stepsPerEpoch) : null;
  }

  get totalEpochs(): number | null {
    return this.#plan?.epochs ?? null;
  }

  /** Seconds left: by what the last epochs took as a whole, with their validation; in the first one by the rate of its steps. */
  eta(axis: EpochAxis): number | null {
    const stepsPerEpoch = this.#plan?.stepsPerEpoch ?? axis.stepsPerEpoch;
    const total = stepsPerEpoch ? this.#total(stepsPerEpoch) : null;
    if (total === null) return null;
    const left = Math.max(0, total - this.step);
    const from = this.#epochEnds.length > 1 ? this.#epochEnds[0]! : this.#start;
    const to = this.#epochEnds.at(-1);
    if (from && to && to.step > from.step && to.time > from.time) return (left * (to.time - from.time)) / (to.step - from.step);
    const rate = this.stepsPerSecond;
    return rate ? left / rate : null;
  }

  #total(stepsPerEpoch: number): number | null {
    const epochs = this.#plan?.epochs;
    if (!epochs) return null;
    return (this.#base?.step ?? this.step) + Math.max(0, epochs - (this.#base?.skipped ?? 0)) * stepsPerEpoch;
  }
}

function positive(value: number | undefined): number | null {
  return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : null;
}
