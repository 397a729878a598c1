import type { RunSummary, SeriesQuery, SeriesSlice } from './runViews';

/** The curves panel beside the editor. */

export type ToCurves =
  | { type: 'locale'; locale: string; messages: Record<string, string> }
  | { type: 'runs'; runs: RunSummary[]; now: number }
  /** Answers the last `query`; later queries make earlier answers stale. */
  | { type: 'series'; query: number; slices: SeriesSlice[] }
  /** Makes a run visible and highlighted, as after Open curves. */
  | { type: 'focus'; run: string };

export type FromCurves =
  | { type: 'ready' }
  | { type: 'query'; query: number; want: SeriesQuery }
  | { type: 'stop'; run: string }
  | { type: 'showOutput'; run: string }
  | { type: 'openFile'; run: string }
  | { type: 'openExample' };
