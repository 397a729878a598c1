import type { RunSummary, SeriesSlice } from './runViews';

/** The live view in the side panel. */

export interface LiveState {
  /** Running ones first, then at most the last that ended; the first is shown in full unless `selected` names another. */
  runs: RunSummary[];
  selected: string | null;
  /** Loss and validation loss of the selected run over steps. */
  series: SeriesSlice[];
  /** Offered when nothing runs: an entry of the active editor. */
  offer: { file: string; target: string } | null;
  /** Unix milliseconds of the host, so that elapsed times agree. */
  now: number;
  trusted: boolean;
}

export type ToLive = { type: 'state'; state: LiveState } | { type: 'locale'; locale: string; messages: Record<string, string> };

export type FromLive =
  | { type: 'ready' }
  | { type: 'resize'; columns: number }
  | { type: 'select'; run: string }
  | { type: 'stop'; run: string }
  | { type: 'openCurves'; run: string }
  | { type: 'showOutput'; run: string }
  | { type: 'runAgain'; run: string }
  | { type: 'goTo'; file: string; line: number; col?: number }
  | { type: 'train' }
  | { type: 'openExample' };
