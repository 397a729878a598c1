import type { BackendChoice, RunEvent, RunPlan } from '../protocol/runs';
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
}

export interface TrainingHome {
  /** Folder with the built trainer: `dist/trainers` of the extension or the package. */
  trainers: string;
  /** Where launched copies of the trainer live, named by content hash; outlives updates (global storage, or the user's cache folder). */
  copies: string;
}

/** A failure that a person is told about: nothing was started. */
export class TrainingError extends Error {
  constructor(
    readonly userMessage: Message,
    options?: { cause?: unknown },
  ) {
    super(userMessage.text, options);
  }
}

export interface LaunchedRun {
  plan: RunPlan;
  dir: string;
  pid: number;
}

/** Runs of one `<runs>` folder, followed live. Owners dispose it. */
export interface RunStore {
  readonly runsDir: string;
  /** Newest first. */
  list(): RunSummary[];
  get(id: string): RunSummary | undefined;
  /** Events of a run as far as they were read, in order. */
  events(id: string): readonly RunEvent[];
  query(query: SeriesQuery): SeriesSlice[];
  /** Called with the ids of runs that changed, at most once per `batchMs` of the store. */
  onDidChange(listener: (ids: string[]) => void): { dispose(): void };
  /** Called with output that was appended to a run's `stdout.log` or `stderr.log`. */
  onDidOutput(id: string, listener: (chunk: { stream: 'stdout' | 'stderr'; text: string }) => void): { dispose(): void };
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
