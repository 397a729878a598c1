import type { AnalysisOutcome, Snapshot } from '../interp/document/analysis';

/** What differs between the places in which the server runs. */
export interface Platform {
  /** Text of a file on disk; `null` when there is none, or when this platform has no disk and the client must be asked. */
  readFile(uri: string): Promise<string | null>;
  /** Resolves when the messages that wait were handled: an analysis never stands in the way of typing. */
  pause(): Promise<void>;
  analyse(snapshot: Snapshot, previous?: AnalysisOutcome): AnalysisOutcome;
}

/** Says what went wrong to the client's log. */
export interface Log {
  error(message: string): void;
}

export function errorText(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
