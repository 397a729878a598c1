import type {
  ArtifactEvent,
  DeviceEvent,
  ErrorEvent,
  JsonNumber,
  ModelEvent,
  PhaseEvent,
  RunEndedEvent,
  RunEvent,
  RunStartedEvent,
  StepEvent,
  SystemEvent,
} from '../protocol/runs';
import { EpochAxis } from './epochAxis';
import { MetricTrack } from './metricTrack';
import { Progress } from './progress';
import { RecordedPoints, type RecordedPoint } from './recordedPoints';

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
  phase: PhaseEvent | null = null;
  nonFinite: { step: number; value: JsonNumber } | null = null;
  readonly progress = new Progress();
  readonly metrics = new Map<string, MetricTrack>();
  /** The newest record of each file, the last written at the end. */
  readonly artifacts = new Map<string, ArtifactEvent>();
  /** All but `step` and `system`. */
  readonly events: RunEvent[] = [];
  /** Time of the newest event, in seconds since the start. */
  lastTime = 0;
  points = 0;

  readonly #recorded = new RecordedPoints((point) => this.#addPoint(point));
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
        this.phase = event;
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
        this.#recorded.add(event);
        break;
      case 'metric':
        if (event.phase === 'sanity') break;
        this.#opt = event.opt ?? 0;
        this.#recorded.add(event);
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
      case 'artifact':
        this.artifacts.delete(event.path);
        this.artifacts.set(event.path, event);
        break;
      case 'log':
      case 'error':
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
    const { s0, n, t } = event;
    this.#opt = event.opt ?? 0;
    const axis = this.axis;
    axis.announced = this.progress.announcedStepsPerEpoch;
    axis.saw(s0 + n - 1);
    if (event.epoch !== undefined) axis.began(event.epoch, s0);
    this.progress.steps(s0, n, t, event.dt ?? [], event.epoch);
    this.#recorded.add(event);
  }

  #addPoint({ series, per, step, time, value, epoch, meanOf, isDerived }: Readonly<RecordedPoint>): void {
    let track = this.metrics.get(series);
    if (!track) this.metrics.set(series, (track = new MetricTrack(series, per, this.axis)));
    track.add(step, time, value, epoch);
    if (isDerived) track.isDerived = true;
    this.points++;
    if (meanOf) this.metrics.get(meanOf)!.addEpochMean(step, value, epoch ?? Math.ceil(this.axis.at(step)));
    if (per === 'step' && !Number.isFinite(value) && isLoss(series)) this.nonFinite ??= { step, value: String(value) as JsonNumber };
  }
}

/** Metrics that a list shows: the loss first, its validation next, the learning rate last; means that double a metric of steps are left out. */
export function listedMetrics(metrics: ReadonlyMap<string, MetricTrack>): MetricTrack[] {
  return [...metrics.values()]
    .filter(({ name }) => !(name.startsWith('epoch_') && metrics.get(name.slice('epoch_'.length))?.per === 'step'))
    .sort((a, b) => metricPlace(a.name) - metricPlace(b.name));
}

/** Where a metric stands among others: they are sorted by this and, within it, by when they came. */
export function metricPlace(series: string): number {
  const plain = series.replace(/#\d+$/, '');
  return plain === 'loss' ? 0 : plain === 'val_loss' ? 1 : plain === 'lr' ? 3 : 2;
}

function isLoss(series: string): boolean {
  return series === 'loss' || series.startsWith('loss#');
}
