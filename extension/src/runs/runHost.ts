import type * as vscode from 'vscode';
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
  forgetArguments(uri: vscode.Uri): Promise<void>;
  selectGpu(uri: vscode.Uri | undefined): Promise<void>;
}

/** The runs of all workspace folders, as the views need them. The run directories are the truth; this only follows them. */
export interface RunHost extends vscode.Disposable {
  /** Newest first. */
  list(): RunSummary[];
  get(id: string): RunSummary | undefined;
  query(query: SeriesQuery): SeriesSlice[];
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
  runAgain(run: RunSummary): Promise<void>;
  /** Asks for a graceful end; asked again, ends the process. */
  stop(run: RunSummary): Promise<void>;
  /** Moves the run's directory to the trash where there is one. */
  delete(run: RunSummary): Promise<void>;
  /** Looks at the disk now. */
  refresh(): Promise<void>;
}
