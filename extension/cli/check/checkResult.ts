import type { Range } from '../../protocol/graph';

/** The JSON that `check` prints. Positions count from 0, as in LSP. */
export interface CheckResult {
  version: 1;
  files: CheckedFile[];
}

export interface CheckedFile {
  path: string;
  /** `partial`: the text is broken somewhere, or too much was to be done; `unreadable`: nothing was looked at. */
  status: 'ok' | 'partial' | 'unreadable';
  elapsedMs: number;
  diagnostics: CheckedDiagnostic[];
}

export interface CheckedDiagnostic {
  code: string;
  severity: 'error' | 'warning' | 'information' | 'hint';
  message: string;
  /** Index of the cell in its notebook. */
  cell?: number;
  range: Range;
  related: { path: string; cell?: number; range: Range; message: string }[];
  fixes: CheckedFix[];
}

export interface CheckedFix {
  title: string;
  isPreferred: boolean;
  /** `path` and `cell` only where the edit is in another file or cell than the diagnostic. */
  edits: { path?: string; cell?: number; range: Range; newText: string }[];
}
