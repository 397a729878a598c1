import type * as vscode from 'vscode';
import type { RunEvent } from '../../protocol/runs';
import type { RunSummary, SeriesQuery, SeriesSlice } from '../../protocol/runViews';

/** What Train was asked for: a lens, or a file without a named entry. */
export interface TrainTarget {
  uri: vscode.Uri;
  /** Name of the entry as `--target` takes it; absent for the whole file. */
  name?: string;
}

export interface OutputPart {
  text: string;
  nextByte: number;
  size: number;
  /** Whether the end of the file was reached. */
  done: boolean;
}

/** How files are started: interpreter, arguments, working directory, GPUs. */
export interface LaunchHost extends vscode.Disposable {
  /** What Train would do with a file, in lines for a tooltip; `undefined` when there is nothing to tell, or not yet: `onDidChange` says so. */
  describe(uri: vscode.Uri): string | undefined;
  readonly onDidChange: vscode.Event<void>;
  /** The versions of the libraries that a file would import; none where there is nothing to tell, or not yet. */
  versionsOf(uri: vscode.Uri): Promise<Record<string, string>>;
  readonly onDidChangeVersions: vscode.Event<void>;
  forgetArguments(uri: vscode.Uri): Promise<void>;
  selectGpu(uri: vscode.Uri | undefined): Promise<void>;
}

export type ExportFormat = 'csv' | 'json' | 'tensorboard';

type NamedRun = Pick<RunSummary, 'id' | 'dir' | 'name'>;

/** One file that an export makes. */
export interface ExportTarget {
  run: NamedRun;
  /** Absolute path. */
  file: string;
  /** Whether something else stands there. */
  isTaken: boolean;
}

export interface ExportedRun {
  run: NamedRun;
  file: string;
  malformedLines: number;
  missingRecords: number;
}

/** What can be done with runs as they lie on the disk. Failures are errors whose text is for the user. */
export interface RunLibrary {
  /** An empty name gives back the one of the plan. */
  rename(run: RunSummary, name: string): Promise<void>;
  pin(runs: readonly RunSummary[], pinned: boolean): Promise<void>;
  /**
   * Moves a run's directory to the trash. Where there can be none (on a remote machine), and with `forGood`, it is deleted; where the trash does
   * not take it, nothing is done and the answer is `no-trash`.
   */
  delete(run: RunSummary, forGood?: boolean): Promise<'deleted' | 'no-trash'>;
  /** @param out a file, or a folder for several runs and for TensorBoard; a path that ends in a slash is a folder */
  planExport(runs: readonly RunSummary[], format: ExportFormat, out: string): Promise<ExportTarget[]>;
  export(targets: readonly ExportTarget[], format: ExportFormat, signal: AbortSignal): Promise<ExportedRun[]>;
}

/** Compares what runs built with what the analysis says of their programs. */
export interface ModelTruthHost extends vscode.Disposable {
  /** Saves the report of a run that differs to a file of the person's choice. */
  save(run: RunSummary): Promise<void>;
}

/** The runs of all workspace folders, as the views need them. The run directories are the truth; this only follows them. */
export interface RunHost extends vscode.Disposable {
  /** Newest first. */
  list(): RunSummary[];
  get(id: string): RunSummary | undefined;
  query(query: SeriesQuery): SeriesSlice[];
  /** What a run recorded, in order, without steps and readings of the system. */
  events(id: string): readonly RunEvent[];
  /** Ids of runs that changed, appeared or disappeared. */
  readonly onDidChange: vscode.Event<readonly string[]>;
  /** Ids of runs that this window started. */
  readonly startedHere: ReadonlySet<string>;
  /** Part of a run's output from a byte on. */
  readOutput(run: RunSummary, stream: 'stdout' | 'stderr', fromByte: number): Promise<OutputPart>;
  /** Wakes a reader of the output; what was written is read with `readOutput`, so that nothing is lost or doubled. */
  onDidOutput(id: string, listener: () => void): vscode.Disposable;
  readonly launch: LaunchHost;
  /** @param withArguments asks for the program's arguments and working directory first */
  train(target: TrainTarget, withArguments?: boolean): Promise<void>;
  /** Runs a Python program under the debugger, and records it as any other run. */
  debug(target: TrainTarget): Promise<void>;
  /** @param debug under the debugger this time, as far as there is one for the language */
  runAgain(run: RunSummary, debug?: boolean): Promise<void>;
  /** Asks for a graceful end; asked again, ends the process. */
  stop(run: RunSummary): Promise<void>;
  /** Starts a run that waits in the queue, whatever else runs. */
  startNow(run: RunSummary): Promise<void>;
  readonly library: RunLibrary;
  /** Absolute paths of the folders that hold runs, whether they exist yet or not. */
  folders(): string[];
  /** Looks at the disk now. */
  refresh(): Promise<void>;
}
