import type { Message } from './localize';
import type { BackendChoice, JsonNumber, OutOfMemoryFacts, PhaseName, RunPlan, RunStatus, SourcePlace, SystemEvent } from './runs';

/** What the views show of a run; derived from its directory by `training`, never stored. */

export interface MetricSummary {
  name: string;
  /** Last value; NaN and infinities as such. */
  last: number | null;
  best: number | null;
  /** Step and epoch (from 1) of the best value. */
  bestStep: number | null;
  bestEpoch: number | null;
  /** Lower is better for losses and errors, higher for accuracies; `null` where the name does not tell. */
  goal: 'min' | 'max' | null;
  /** About 36 values over the whole run, for a sparkline; NaN where there is a gap. */
  spark: number[];
  /** The framework told only the running mean of an epoch, and values of steps were computed from it. */
  isDerived?: boolean;
}

export interface RunFailure {
  cls: string;
  msg: string;
  /** The same for `start`, which is a sentence of ours, to be said in the reader's language. */
  message?: Message;
  /** As in the event of the error; `start` for a run that could not be started when its turn came, `unreadable` for one without a plan. */
  code: string;
  at?: SourcePlace;
  /** Where the program itself was when this happened, if that is another line than `at`. */
  from?: SourcePlace;
  trace: string;
  /** Of `missing-module`: what would install it where the program ran; absent where no package is known to have it. */
  install?: PackageInstall;
  /** Of `oom`. */
  memory?: OutOfMemoryFacts;
}

export interface PackageInstall {
  /** What the program imports. */
  module: string;
  /** As the package index calls it, `scikit-learn` for `sklearn`. */
  package: string;
  /** Program and arguments, not quoted for any shell. */
  command: string[];
}

/** A file in the run's `artifacts/`. */
export interface RunArtifact {
  kind: 'figure' | 'report';
  /** Relative to the run directory, with `/`. */
  path: string;
  /** Absent where the program gave none. */
  title?: string;
  /** When it was last written, in Unix milliseconds. */
  at: number;
}

export interface SystemFigures {
  /** Cores that are busy with the run. */
  cpu: number | null;
  /** Bytes of the run's processes. */
  rss: number | null;
  /** Bytes in use on the machine, and those that it has. */
  memUsed: number | null;
  memTotal: number | null;
  tensors: number | null;
  gpus: GpuFigures[];
}

export type GpuFigures = NonNullable<SystemEvent['gpus']>[number];

/** Why a process ended that could not say so itself. */
export type LostReason =
  /** The runtime told of its crash; `signal` is `null` where the system has none, `at` the line of the program that it was in. */
  | { code: 'crash'; signal: string | null; text: string; at?: SourcePlace }
  /** Ended from outside. With `memory` (bytes; `rss` of the run) probably by the system, since there was hardly any left. */
  | { code: 'killed'; memory?: { rss: number | null; used: number; total: number } }
  /** The machine was started anew since the run was. */
  | { code: 'restart' }
  /** The program was never begun; `text` is the last that was said. */
  | { code: 'start'; text: string };

/** Why a run in the queue waits; `order`: for one before it that needs the same. */
export type QueueReason =
  | { kind: 'runs'; running: number; limit: number }
  | { kind: 'gpu'; gpu: number; bytes: number }
  | { kind: 'order' }
  | { kind: 'host'; host: string };

/** Where a run stands that waits for its turn. */
export interface QueuePlace {
  /** From 1. */
  position: number;
  /** `null` when it is about to start. */
  reason: QueueReason | null;
}

export interface RunSummary {
  id: string;
  /** Absolute path of the run directory. */
  dir: string;
  name: string;
  file: string;
  /** Working directory of the program; absent when the plan cannot be read. */
  cwd?: string;
  kind: 'tfjs' | 'python';
  status: RunStatus;
  phase: PhaseName | null;
  /** The library that is being imported, and since when that phase lasts, in Unix milliseconds. */
  phaseModule?: string | null;
  phaseSince?: number | null;
  /** Unix times in milliseconds. */
  startedAt: number;
  endedAt: number | null;
  /** Index of color and dash; kept for life. */
  style: number;
  pinned: boolean;
  step: number;
  /** Total steps when the training call announced them. */
  totalSteps: number | null;
  epoch: number | null;
  totalEpochs: number | null;
  stepsPerSecond: number | null;
  /** Seconds left, `null` when unknown. */
  eta: number | null;
  /** What runs it; `null` when the plan cannot be read. */
  interpreter: RunPlan['interpreter'] | null;
  backend: BackendChoice;
  /** `framework`: with its version, `PyTorch 2.15.0`. */
  device: { backend: string; name: string; why?: string; framework?: string } | null;
  params: number | null;
  optimizer: string | null;
  seed: number | null;
  metrics: MetricSummary[];
  /** First step whose loss was not finite. */
  nonFinite: { step: number; value: JsonNumber } | null;
  warnings: { code: string; text: string; at?: SourcePlace }[];
  failure: RunFailure | null;
  /** Of a lost run, where something tells. */
  lostReason?: LostReason | null;
  system: SystemFigures | null;
  /** Newest first, each file once. */
  artifacts: RunArtifact[];
  /** Points recorded over all series, and lines of the events file that could not be read. */
  points: number;
  malformedLines: number;
  /** Records that the sequence numbers say were written but never arrived. */
  missingRecords?: number;
  stopRequested: boolean;
  /** Of all files of the run; `null` when it was not measured yet. Of a run that goes on it may be a minute old. */
  bytes: number | null;
  /** `null` or absent unless it waits in the queue. */
  queue?: QueuePlace | null;
}

export type XAxis = 'step' | 'epoch' | 'time';

/** One curve of one run at the asked resolution. Empty arrays when the run has no such metric. */
export interface SeriesSlice {
  run: string;
  metric: string;
  x: Float64Array;
  /** NaN marks a gap. */
  y: Float64Array;
  /** Optimizer step of each point, whatever the axis is. */
  step: Float64Array;
  /** Whole count of points that the slice stands for. */
  points: number;
  /** As in `MetricSummary`. */
  isDerived?: boolean;
  /** Positions on x at which the value was NaN or infinite. */
  nonFinite: { x: number; step: number; value: 'NaN' | 'Infinity' | '-Infinity' }[];
}

export interface SeriesQuery {
  runs: string[];
  metrics: string[];
  x: XAxis;
  /** Visible range on x; `null` for all. */
  range: [number, number] | null;
  /** Pixel columns to fill: the slice keeps minimum, maximum and last of each. */
  columns: number;
}
