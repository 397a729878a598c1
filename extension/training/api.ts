import type { BackendChoice, InterpreterSource, RunEvent, RunPlan } from '../protocol/runs';
import type { RunSummary, SeriesQuery, SeriesSlice } from '../protocol/runViews';
import type { Message } from '../protocol/localize';

/**
 * What the extension host and the command line use of this room. The run directory is the truth: everything here can be
 * rebuilt from disk, and a follower that starts late sees the same as one that was there from the first event.
 */

/** What a person asked for, before anything was looked up. */
export interface RunRequest {
  file: string;
  workspace: string;
  target?: string;
  args?: string[];
  /** `auto` or the name of a backend. */
  backend?: string;
  seed?: number;
  epochs?: number;
  optimizer?: string;
  name?: string;
  /** Path of Node from the setting; else PATH, else `fallbackNode`. */
  node?: string;
  /** VS Code's own executable, run as Node, when there is no other. */
  fallbackNode?: { path: string; env: Record<string, string> };
  /** The Python that somebody named: an interpreter or the folder of its environment. Else the workspace's environment, else PATH. */
  python?: { path: string; source: InterpreterSource };
  /** Working directory; the workspace folder when absent. */
  cwd?: string;
  /** Files with environment variables for the program, of which later ones win. Each must be there. */
  envFiles?: string[];
  /** GPUs that a Python program may see: `auto`, `none`, or a list as `CUDA_VISIBLE_DEVICES` takes it. */
  gpus?: string;
  /** To be started by a debugger (see `prepareDebug`). */
  debug?: boolean;
}

export interface TrainingHome {
  /** Folder with the built trainer: `dist/trainers` of the extension or the package. */
  trainers: string;
  /** Where launched copies of the trainer live, named by content hash; outlives updates (global storage, or the user's cache folder). */
  copies: string;
}

/** A failure that a person is told about: nothing was started. */
export class TrainingError extends Error {
  /** `interpreter`: another Python would help. */
  readonly code: 'interpreter' | undefined;

  constructor(
    readonly userMessage: Message,
    options?: { cause?: unknown; code?: 'interpreter' },
  ) {
    super(userMessage.text, options);
    this.code = options?.code;
  }
}

export interface LaunchedRun {
  plan: RunPlan;
  dir: string;
  pid: number;
  /** What was odd but did not keep it from starting, for the log. */
  warnings: Message[];
}

export type OutputStream = 'stdout' | 'stderr';

export interface OutputChunk {
  stream: OutputStream;
  text: string;
}

export interface RunStoreOptions {
  /** Least time between two calls of a listener, in milliseconds. */
  batchMs?: number;
  /** How often runs that are running are looked at, besides what the file system tells. */
  pollMs?: number;
  /** How often the folder and runs that ended are looked at. */
  slowPollMs?: number;
  /** Whether file system events are used; polling alone finds everything, later. */
  watch?: boolean;
  /** Path of the summary index, or `null` for none; `index.json` in the folder otherwise. */
  index?: string | null;
  /** Told what went wrong in a look at the disk; the next look tries again. */
  onError?: (error: unknown) => void;
}

/** Runs of one `<runs>` folder, followed live. Owners dispose it. */
export interface RunStore {
  readonly runsDir: string;
  /** Newest first. */
  list(): RunSummary[];
  get(id: string): RunSummary | undefined;
  /**
   * Events of a run as far as they were read, in order, except `step` and `system`: those are many and live on as series.
   * Empty for an ended run that nobody asked for yet: the call starts to read it, and `onDidChange` tells when it is there (or await `load`).
   */
  events(id: string): readonly RunEvent[];
  /**
   * A slice a run and metric, in the order asked. The arrays may be handed out again: they must not be changed or transferred. Empty as long as an ended
   * run is not read yet, as with `events`.
   */
  query(query: SeriesQuery): SeriesSlice[];
  /** Reads the events of runs that `list` knows from the index alone; resolves when `events` and `query` are complete for them. */
  load(ids: readonly string[]): Promise<void>;
  /** Called with the ids of runs that changed, at most once per `batchMs` of the store. */
  onDidChange(listener: (ids: string[]) => void): { dispose(): void };
  /**
   * Called with output that was appended to a run's `stdout.log` or `stderr.log`: from now on, or from the given bytes
   * (`nextByte` of `readOutput`, or 0 for all of it), so that nothing is missed or doubled in between.
   */
  onDidOutput(id: string, listener: (chunk: OutputChunk) => void, from?: Record<OutputStream, number>): { dispose(): void };
  /** Looks at the disk now; resolves when everything found was read. */
  refresh(): Promise<void>;
  dispose(): void;
}

/** Resolved choice of the Node that trains. */
export interface NodeChoice {
  path: string;
  version: string;
  source: 'setting' | 'path' | 'editor';
  env: Record<string, string>;
}

export interface BackendProbe {
  node: NodeChoice;
  choice: BackendChoice;
}

/** What became of a run that was asked to stop. */
export interface StopResult {
  /**
   * `not-running`: there was no such process any more; `cancelled`: it waited, and was taken out of the queue; `stopped`: it ended by itself
   * in time; `terminated`, `killed`: by the first or the second signal; `requested`: it runs on another machine, where only the file
   * can reach it; `alive`: nothing helped.
   */
  outcome: 'not-running' | 'cancelled' | 'stopped' | 'terminated' | 'killed' | 'requested' | 'alive';
}

export interface OutputPart {
  text: string;
  /** Where to go on reading. Never inside a character. */
  nextByte: number;
  /** Size of the file when it was read. */
  size: number;
  /** Nothing more can be read now. */
  done: boolean;
}
