import type {
  DeviceEvent,
  ErrorEvent,
  JsonNumber,
  ModelEvent,
  PhaseName,
  RunEndedEvent,
  RunEvent,
  RunStartedEvent,
  StepEvent,
  SystemEvent,
} from '../protocol/runs';
import { EpochAxis } from './epochAxis';
import { MetricTrack } from './metricTrack';
import { toNumber } from './parseRunEvent';
import { Progress } from './progress';

/** A program that warns at every step must not fill the memory. */
const mostKeptEvents = 20_000;

/**
 * What the events of one attempt of a run come to, folded one after the other. The same events give the same result however they were
 * cut into batches.
 */
export class RunFold {
  started: RunStartedEvent | null = null;
  /** The newest word on where it computes. */
  device: DeviceEvent | null = null;
  ended: RunEndedEvent | null = null;
  failure: ErrorEvent | null = null;
  model: ModelEvent | null = null;
  system: SystemEvent | null = null;
  phase: PhaseName | null = null;
  nonFinite: { step: number; value: JsonNumber } | null = null;
  readonly progress = new Progress();
  readonly metrics = new Map<string, MetricTrack>();
  /** All but `step` and `system`. */
  readonly events: RunEvent[] = [];
  /** Time of the newest event, in seconds since the start. */
  lastTime = 0;
  points = 0;

  readonly #axes = new Map<number, EpochAxis>();
  #opt = 0;

  /** @param isMain whether it is of the rank that drives the curves; of the others only faults are of interest */
  add(event: RunEvent, isMain = true): void {
    this.lastTime = Math.max(this.lastTime, event.t);
    if (event.k !== 'step' && event.k !== 'system' && this.events.length < mostKeptEvents) this.events.push(event);
    if (event.k === 'error') this.failure = event;
    if (!isMain) return;
    switch (event.k) {
      case 'run-started':
        this.started = event;
        break;
      case 'device':
        this.device = event;
        break;
      case 'phase':
        this.phase = event.phase;
        break;
      case 'model':
        this.model = event;
        if (event.plan) this.progress.announce(event.plan);
        break;
      case 'step':
        this.#addSteps(event);
        break;
      case 'epoch':
        this.#opt = event.opt ?? 0;
        this.axis.end(event.epoch, event.step);
        this.progress.epochEnded(event.epoch, event.step, event.t);
        for (const [name, value] of Object.entries(event.metrics)) {
          if (isPresent(value)) this.#addEpochValue(name, event.step, event.t, toNumber(value), event.epoch);
        }
        if (event.lr !== undefined) this.#addLearningRate(event.step, event.t, event.lr, true);
        break;
      case 'metric':
        if (event.phase === 'sanity') break;
        this.#opt = event.opt ?? 0;
        for (const [name, value] of Object.entries(event.values)) {
          if (isPresent(value)) this.#addEpochValue(withPhase(name, event.phase), event.step, event.t, toNumber(value), event.epoch);
        }
        break;
      case 'system':
        this.system = event;
        break;
      case 'warning':
        if ((event.code === 'nan' || event.code === 'inf') && event.step !== undefined) {
          this.nonFinite ??= { step: event.step, value: event.value ?? (event.code === 'nan' ? 'NaN' : 'Infinity') };
        }
        break;
      case 'run-ended':
        this.ended = event;
        break;
      case 'log':
      case 'error':
      case 'artifact':
        break;
    }
  }

  /** Epochs of the optimizer that made the last step. */
  get axis(): EpochAxis {
    return this.#axisOf(this.#opt);
  }

  #axisOf(opt: number): EpochAxis {
    let axis = this.#axes.get(opt);
    if (!axis) this.#axes.set(opt, (axis = new EpochAxis()));
    return axis;
  }

  #addSteps(event: StepEvent): void {
    const { s0, n, t, loss } = event;
    const dt = event.dt ?? [];
    this.#opt = event.opt ?? 0;
    const axis = this.axis;
    axis.announced = this.progress.announcedStepsPerEpoch;
    axis.saw(s0 + n - 1);
    if (event.epoch !== undefined) axis.began(event.epoch, s0);
    this.progress.steps(s0, n, t, dt, event.epoch);

    // The record was written after its last step; the others lie before it by the time each step took.
    const times = new Float64Array(n);
    for (let i = n - 1, time = t; i >= 0; time -= dt[i] ?? 0, i--) times[i] = time;
    for (const [name, column] of [['loss', loss], ...Object.entries(event.metrics ?? {})] as const) {
      for (let i = 0; i < n; i++) {
        const raw = column[i];
        if (!isPresent(raw)) continue;
        const value = toNumber(raw);
        this.#track(name, 'step').add(s0 + i, times[i]!, value, event.epoch);
        this.points++;
        if (name === 'loss' && !Number.isFinite(value)) this.nonFinite ??= { step: s0 + i, value: raw };
      }
    }
    if (event.lr !== undefined) this.#addLearningRate(s0 + n - 1, t, event.lr, false);
  }

  #addEpochValue(name: string, step: number, time: number, value: number, epoch: number | undefined): void {
    const perStep = this.metrics.get(this.#seriesName(name));
    if (perStep?.per === 'step') perStep.addEpochMean(step, value, epoch ?? Math.ceil(this.axis.at(step)));
    const track = this.#track(perStep?.per === 'step' ? `epoch_${name}` : name, 'epoch');
    // Some frameworks report an evaluation twice.
    const { lastStep, length, value: values } = track.series;
    if (lastStep === step && Object.is(values[length - 1], value)) return;
    track.add(step, time, value, epoch);
    this.points++;
  }

  /** A constant rate is one point and one more at the end of each epoch, not one a record. */
  #addLearningRate(step: number, time: number, lr: number, always: boolean): void {
    const track = this.#track('lr', 'epoch');
    const { lastStep, length, value } = track.series;
    if (lastStep === step || (!always && length && value[length - 1] === lr)) return;
    track.add(step, time, lr);
    this.points++;
  }

  #track(name: string, per: 'step' | 'epoch'): MetricTrack {
    const full = this.#seriesName(name);
    let track = this.metrics.get(full);
    if (!track) this.metrics.set(full, (track = new MetricTrack(full, per, this.axis)));
    return track;
  }

  /** A second optimizer counts its own steps, so it has series of its own. */
  #seriesName(name: string): string {
    return this.#opt ? `${name}#${this.#opt + 1}` : name;
  }
}

/** Metrics that a list shows: the loss first, its validation next, the learning rate last; means that double a metric of steps are left out. */
export function listedMetrics(metrics: ReadonlyMap<string, MetricTrack>): MetricTrack[] {
  const place = ({ name }: MetricTrack): number => {
    const plain = name.replace(/#\d+$/, '');
    return plain === 'loss' ? 0 : plain === 'val_loss' ? 1 : plain === 'lr' ? 3 : 2;
  };
  return [...metrics.values()]
    .filter(({ name }) => !(name.startsWith('epoch_') && metrics.get(name.slice('epoch_'.length))?.per === 'step'))
    .sort((a, b) => place(a) - place(b));
}

function withPhase(name: string, phase: 'train' | 'val' | 'test'): string {
  return phase === 'train' || name.startsWith(`${phase}_`) ? name : `${phase}_${name}`;
}

function isPresent(value: JsonNumber | null | undefined): value is JsonNumber {
  return value !== null && value !== undefined;
}
