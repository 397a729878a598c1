import type { RunSummary, SeriesSlice } from './runViews';

/** The live view in the side panel. */

/** A picture of the run that is shown in full. */
export interface LiveFigure {
  /** As in the run's `artifacts`. */
  path: string;
  title?: string;
  /** Address under which the page can load it. */
  src: string;
}

export interface LiveState {
  /** Running ones first, then those that are next in the queue, then at most the last that ended; the first is shown in full unless `selected` names another. */
  runs: RunSummary[];
  selected: string | null;
  /** How many wait in the queue, of which `runs` has the first; absent for none. */
  waiting?: number;
  /** Loss and validation loss of the selected run over steps. */
  series: SeriesSlice[];
  /** Of the selected run, newest first. */
  figures: LiveFigure[];
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
  | { type: 'startNow'; run: string }
  | { type: 'openCurves'; run: string }
  | { type: 'showOutput'; run: string }
  | { type: 'runAgain'; run: string }
  | { type: 'debug'; run: string }
  | { type: 'install'; run: string }
  | { type: 'openArtifact'; run: string; path: string }
  | { type: 'goTo'; file: string; line: number; col?: number }
  | { type: 'train' }
  | { type: 'openExample' };
