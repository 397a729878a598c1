/**
 * The run directory's files, as types: `run.json`, `process.json`, `meta.json` and the records of `events/*.jsonl`.
 * Readers ignore unknown kinds and unknown fields, so that an older window can follow a newer runner and the reverse.
 */

import type { Message } from './localize';

/** JSON has no NaN; such numbers travel as these strings. */
export type JsonNumber = number | 'NaN' | 'Infinity' | '-Infinity';

/** `run.json`: the plan of a run, written once before the start and never changed. */
export interface RunPlan {
  version: 1;
  id: string;
  name: string;
  /** Absolute path of the program. */
  file: string;
  /** The entry of the file that was asked for (`--target`), for example `model.fit` or `main`. */
  target?: string;
  args: string[];
  cwd: string;
  /** Absolute path of the workspace folder that the run belongs to. */
  workspace: string;
  kind: 'tfjs' | 'python';
  /** The Node or Python that runs it, with its version when known. */
  interpreter: { path: string; version?: string; source?: InterpreterSource; environment?: PythonEnvironmentKind };
  backend: BackendChoice;
  /** GPUs that the program may see, as `CUDA_VISIBLE_DEVICES` takes them; `cpu` for none; absent for all. */
  device?: string;
  /** Absolute paths of files with environment variables that the child gets. Their values are never recorded. */
  envFiles?: string[];
  /** Started under a debugger. */
  debug?: boolean;
  seed?: number;
  epochs?: number;
  optimizer?: string;
  group?: string;
  sourceHash: string;
  git?: { commit: string; dirty: boolean };
  versions: Record<string, string>;
  /** ISO 8601, UTC. */
  createdAt: string;
}

/**
 * Who named the interpreter: `environments` and `python-extension` are what the person selected in the editor, `workspace` is a virtual
 * environment in the workspace folder, `editor` the editor's own executable, run as Node.
 */
export type InterpreterSource = 'environments' | 'python-extension' | 'setting' | 'workspace' | 'path' | 'editor';

export type PythonEnvironmentKind = 'venv' | 'conda' | 'uv' | 'poetry' | 'pyenv' | 'system';

/** What was asked for, what was taken, and for each better one why it was not. */
export interface BackendChoice {
  requested: string;
  picked: string;
  /** One sentence a refused backend, in the order of preference. */
  refused: { backend: string; reason: string }[];
}

/** `process.json`: identifies the process beyond reuse of its pid. */
export interface ProcessRecord {
  version: 1;
  pid: number;
  /** Start time of the process in the system's own unit (clock ticks since boot on Linux), as text; empty where it cannot be read. */
  startTime: string;
  bootId: string;
  host: string;
}

/**
 * `queue.json`: what a run waits with. Its name tells how far it is, so that of many who want to start or cancel a run one does it by
 * renaming: `queue.json` waits, `queue.started.json` is started, `queue.cancelled.json` was taken out, `queue.failed.json` could not be started.
 */
export interface RunTicket {
  version: 1;
  /** When it was queued, in Unix milliseconds with fractions; the lowest is next. */
  order: number;
  /** The machine that starts it. */
  host: string;
  /** Tells apart processes with different environment variables: the run is started by one with the same. */
  environment: string;
  /** Absolute path of the copy of the trainers that it was queued with. */
  trainer: string;
  /** Started by a process with other environment variables, since none with the same lived any more. */
  adopted?: boolean;
  /** Files of `source/` that were edited while the run waited; it trained, and `source/` holds, what they said when it was started. */
  edited?: string[];
  /** Of `queue.failed.json`: why it could not be started, a text with `{0}` and its arguments. */
  failure?: Message;
}

/** `meta.json`: what the user says about a run; replaced atomically. */
export interface RunMeta {
  version: 1;
  name?: string;
  notes?: string;
  tags?: string[];
  pinned?: boolean;
  hidden?: boolean;
  /** Index into the 36 pairs of color and dash that a run keeps for life. */
  style?: number;
}

export interface SourcePlace {
  file: string;
  /** 1-based, as in a stack trace. */
  line: number;
  /** 1-based column; absent where the runtime does not tell. */
  col?: number;
  endLine?: number;
  endCol?: number;
  fn?: string;
}

export interface EventBase {
  v: 1;
  /** Sequence number of the writer, without gaps, from 0. */
  q: number;
  /** Seconds since the start of the run. */
  t: number;
  rank: number;
  attempt: number;
}

export interface RunStartedEvent extends EventBase {
  k: 'run-started';
  run: string;
  file: string;
  argv: string[];
  pid: number;
  pgid?: number;
  host: string;
  versions: Record<string, string>;
  seed?: number;
  /** Unix time in seconds at which `t` is 0. */
  wall: number;
  device?: { backend: string; name: string; why?: string };
}

/** Where a framework really computes; written when that is known, which is after the start, and again when it changes. */
export interface DeviceEvent extends EventBase {
  k: 'device';
  fw: string;
  /** `cuda`, `rocm`, `mps`, `tpu`, `cpu` … */
  backend: string;
  /** As the driver calls it, for example `NVIDIA H200`. */
  name: string;
  /** Why it is not a better one that is there, in a sentence. */
  why?: string;
}

export type PhaseName = 'importing' | 'imported' | 'bundling' | 'building' | 'training' | 'validating' | 'stopping';

export interface PhaseEvent extends EventBase {
  k: 'phase';
  phase: PhaseName;
  module?: string;
  seconds?: number;
}

export interface ModelLayerRecord {
  path: string;
  class: string;
  in: (number | null)[] | null;
  out: (number | null)[] | null;
  params: number;
}

export interface ModelEvent extends EventBase {
  k: 'model';
  fw: string;
  name?: string;
  class: string;
  params: number;
  trainable: number;
  layers: ModelLayerRecord[];
  optimizer?: { class: string; lr?: number };
  /** Index of the optimizer, as in the `step` records that this model's training writes. */
  opt?: number;
  /** What the training call announced, so that a follower can tell how far it is. */
  plan?: { epochs?: number; stepsPerEpoch?: number; batchSize?: number };
}

/** Columnar: about 20 records a second at any step rate. */
export interface StepEvent extends EventBase {
  k: 'step';
  opt: number;
  /** Number of the first step of the record, from 1. */
  s0: number;
  n: number;
  /** Loss of each step; `null` where the step had none. */
  loss: (JsonNumber | null)[];
  /** Seconds each step took. */
  dt: number[];
  lr?: number;
  /** Current epoch from 1. */
  epoch?: number;
  bs?: number;
  micro?: number;
  /** Metrics of each step besides the loss, as columns of length `n`. */
  metrics?: Record<string, (JsonNumber | null)[]>;
  /** True where `loss` was computed from a running mean. */
  derived?: boolean;
  loss_mean?: JsonNumber;
}

export interface EpochEvent extends EventBase {
  k: 'epoch';
  /** From 1. */
  epoch: number;
  /** Steps done when the epoch ended. */
  step: number;
  secs: number;
  metrics: Record<string, JsonNumber>;
  lr?: number;
  /** Index of the optimizer, as in `step`; 0 when absent. */
  opt?: number;
  source: 'callback' | 'loader' | 'frame';
}

export interface MetricEvent extends EventBase {
  k: 'metric';
  phase: 'train' | 'val' | 'test' | 'sanity';
  step: number;
  epoch?: number;
  /** Index of the optimizer, as in `step`; 0 when absent. */
  opt?: number;
  values: Record<string, JsonNumber>;
}

export interface SystemEvent extends EventBase {
  k: 'system';
  /** Share of one core, 1 is one core fully used. */
  cpu?: number;
  /** Bytes. */
  rss?: number;
  mem_used?: number;
  /** Bytes of memory that the machine has. */
  mem_total?: number;
  /** What the driver tells of each GPU that the run may see: shares of 1, bytes, watts, degrees Celsius. What it does not tell is absent. */
  gpus?: { index?: number; util?: number; mem?: number; memTotal?: number; power?: number; temp?: number; name?: string }[];
  /** Tensors alive, where the framework counts them. */
  tensors?: number;
}

export interface LogEvent extends EventBase {
  k: 'log';
  stream: 'stdout' | 'stderr' | 'runner';
  text: string;
}

export interface WarningEvent extends EventBase {
  k: 'warning';
  code: 'nan' | 'inf' | 'explosion' | 'lr-ignored' | 'fairness' | 'not-comparable' | 'stdin' | 'breakpoint' | 'backend' | 'device' | 'hook';
  step?: number;
  value?: JsonNumber;
  text?: string;
  at?: SourcePlace;
}

export interface ErrorEvent extends EventBase {
  k: 'error';
  cls: string;
  code: 'exception' | 'oom' | 'missing-module' | 'syntax';
  msg: string;
  /** The innermost place in the user's own files. */
  at?: SourcePlace;
  stack: SourcePlace[];
  /** The trace as the runtime printed it, mapped to the sources, at most 8 kB. */
  trace: string;
  /** Of `missing-module`: the name that could not be imported. */
  module?: string;
  /** Of `oom`: what the training takes, in bytes, as far as it is known. */
  memory?: OutOfMemoryFacts;
}

export interface OutOfMemoryFacts {
  /** `cuda`, `cpu` … */
  device?: string;
  /** Samples of the newest batch, and bytes of its tensors. */
  batchSize?: number;
  batch?: number;
  /** Bytes of parameters, of their gradients and of the optimizer's state. */
  parameters?: number;
  gradients?: number;
  optimizer?: number;
  /** Bytes that the framework had allocated, and that the device has. */
  allocated?: number;
  total?: number;
}

/** A file that was put into the run's `artifacts/`. */
export interface ArtifactEvent extends EventBase {
  k: 'artifact';
  kind: 'figure' | 'report';
  /** Relative to the run directory, with `/`. */
  path: string;
  title?: string;
}

export interface RunEndedEvent extends EventBase {
  k: 'run-ended';
  status: 'ok' | 'failed' | 'stopped' | 'killed';
  rc: number;
  steps: number;
  secs: number;
  best?: Record<string, JsonNumber>;
}

export type RunEvent =
  | RunStartedEvent
  | DeviceEvent
  | ArtifactEvent
  | PhaseEvent
  | ModelEvent
  | StepEvent
  | EpochEvent
  | MetricEvent
  | SystemEvent
  | LogEvent
  | WarningEvent
  | ErrorEvent
  | RunEndedEvent;

/** `queued` and `lost` are never written: they are what a follower concludes. */
export type RunStatus = 'queued' | 'running' | 'ok' | 'failed' | 'stopped' | 'killed' | 'lost';
