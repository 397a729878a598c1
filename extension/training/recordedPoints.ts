import type { EpochEvent, JsonNumber, MetricEvent, RunEvent, StepEvent } from '../protocol/runs';
import { toNumber } from './parseRunEvent';

/** One value of one metric, as curves and exports take it. */
export interface RecordedPoint {
  /** Name of the series: with the phase before it, and behind it the number of the optimizer when it is not the first. */
  series: string;
  /** Whether the series has a value for each step or for each epoch. */
  per: 'step' | 'epoch';
  /** Optimizer step, from 1. */
  step: number;
  /** Seconds since the start of the run. */
  time: number;
  /** NaN and infinities as such. */
  value: number;
  /** From 1, as the program counts; absent where the record does not say. */
  epoch: number | undefined;
  /** The series of steps whose mean over an epoch this is. */
  meanOf: string | undefined;
  /** Computed from a running mean, which is all that the framework told. */
  isDerived: boolean;
}

interface SeriesState {
  per: 'step' | 'epoch';
  lastStep: number;
  lastValue: number;
}

/**
 * Turns records into points: names the series, gives each step its own time and leaves out what was reported twice. Curves and exports both
 * go through it, so that they hold the same. The point is handed out again for the next one: who keeps it copies it.
 */
export class RecordedPoints {
  readonly #series = new Map<string, SeriesState>();
  readonly #point: RecordedPoint = {
    series: '',
    per: 'step',
    step: 0,
    time: 0,
    value: 0,
    epoch: undefined,
    meanOf: undefined,
    isDerived: false,
  };

  constructor(private readonly receive: (point: Readonly<RecordedPoint>) => void) {}

  add(event: RunEvent): void {
    if (event.k === 'step') this.#addSteps(event);
    else if (event.k === 'epoch') this.#addEpoch(event);
    else if (event.k === 'metric') this.#addMetrics(event);
  }

  #addSteps(event: StepEvent): void {
    const { s0, n, t, epoch } = event;
    const opt = event.opt ?? 0;
    const dt = event.dt ?? [];
    // The record was written after its last step; the others lie before it by the time each step took.
    const times = new Float64Array(n);
    for (let i = n - 1, time = t; i >= 0; time -= dt[i] ?? 0, i--) times[i] = time;
    const columns = event.metrics ? [['loss', event.loss] as const, ...Object.entries(event.metrics)] : [['loss', event.loss] as const];
    for (const [name, column] of columns) {
      const series = seriesName(name, opt);
      let state = this.#series.get(series);
      for (let i = 0; i < n; i++) {
        const value = column[i];
        if (!isPresent(value)) continue;
        state ??= this.#begin(series, 'step');
        this.#point.isDerived = event.derived === true;
        this.#give(series, state, s0 + i, times[i]!, toNumber(value), epoch);
      }
    }
    this.#point.isDerived = false;
    if (isNumber(event.lr)) this.#addLearningRate(opt, s0 + n - 1, t, event.lr, epoch, false);
  }

  #addEpoch(event: EpochEvent): void {
    const opt = event.opt ?? 0;
    for (const [name, value] of Object.entries(event.metrics)) {
      if (isPresent(value)) this.#addEpochValue(name, opt, event.step, event.t, toNumber(value), event.epoch);
    }
    if (isNumber(event.lr)) this.#addLearningRate(opt, event.step, event.t, event.lr, event.epoch, true);
  }

  #addMetrics(event: MetricEvent): void {
    // Checked on a few batches before the training, to see that it works.
    if (event.phase === 'sanity') return;
    for (const [name, value] of Object.entries(event.values)) {
      if (isPresent(value))
        this.#addEpochValue(withPhase(name, event.phase), event.opt ?? 0, event.step, event.t, toNumber(value), event.epoch);
    }
  }

  #addEpochValue(name: string, opt: number, step: number, time: number, value: number, epoch: number | undefined): void {
    const own = seriesName(name, opt);
    const meanOf = this.#series.get(own)?.per === 'step' ? own : undefined;
    const series = meanOf ? seriesName(`epoch_${name}`, opt) : own;
    const state = this.#series.get(series) ?? this.#begin(series, 'epoch');
    // Some frameworks report an evaluation twice.
    if (state.lastStep === step && Object.is(state.lastValue, value)) return;
    this.#give(series, state, step, time, value, epoch, meanOf);
  }

  /** A constant rate is one point and one more at the end of each epoch, not one a record. */
  #addLearningRate(opt: number, step: number, time: number, lr: number, epoch: number | undefined, always: boolean): void {
    const series = seriesName('lr', opt);
    const state = this.#series.get(series) ?? this.#begin(series, 'epoch');
    if (state.lastStep === step || (!always && state.lastValue === lr)) return;
    this.#give(series, state, step, time, lr, epoch);
  }

  #begin(series: string, per: 'step' | 'epoch'): SeriesState {
    const state: SeriesState = { per, lastStep: -Infinity, lastValue: NaN };
    this.#series.set(series, state);
    return state;
  }

  #give(series: string, state: SeriesState, step: number, time: number, value: number, epoch: number | undefined, meanOf?: string): void {
    // The newest of the highest step, as in a series that was put in order.
    if (step >= state.lastStep) {
      state.lastStep = step;
      state.lastValue = value;
    }
    const point = this.#point;
    point.series = series;
    point.per = state.per;
    point.step = step;
    point.time = time;
    point.value = value;
    point.epoch = epoch;
    point.meanOf = meanOf;
    this.receive(point);
  }
}

/** A second optimizer counts its own steps, so it has series of its own. */
function seriesName(name: string, opt: number): string {
  return opt ? `${name}#${opt + 1}` : name;
}

function withPhase(name: string, phase: 'train' | 'val' | 'test'): string {
  return phase === 'train' || name.startsWith(`${phase}_`) ? name : `${phase}_${name}`;
}

function isPresent(value: JsonNumber | null | undefined): value is JsonNumber {
  return value !== null && value !== undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}
