import type { SeriesQuery } from '../../extension/protocol/runViews';
import { shownMetrics, visibleRuns } from './state';
import type { CurvesModel } from './state';

/** Left of a zoom, the average needs a run-up; right of it, a pan needs something to show. As shares of the visible width. */
const runUp = 0.35;
const runOn = 0.1;

/** What the charts need to be drawn at this width. */
export function wantedSeries(model: CurvesModel, columns: number): SeriesQuery | null {
  const runs = visibleRuns(model).map((run) => run.id);
  const metrics = shownMetrics(model);
  if (!runs.length || !metrics.length || columns < 1) return null;
  const { zoom, x } = model;
  if (!zoom) return { runs, metrics, x, range: null, columns };
  const width = zoom[1] - zoom[0];
  return {
    runs,
    metrics,
    x,
    range: [zoom[0] - width * runUp, zoom[1] + width * runOn],
    columns: Math.round(columns * (1 + runUp + runOn)),
  };
}

/**
 * Decides when to ask. A changed wish is asked at once and makes earlier answers stale; new points alone are asked for
 * when no question is open, so that a slow host is never flooded.
 */
export class QueryKeeper {
  #number = 0;
  #asked = '';
  #open: { query: number; want: SeriesQuery } | null = null;
  #pointsAsked = -1;

  /** The question to send now, if any. `points` counts what the runs have recorded. */
  next(want: SeriesQuery | null, points: number): { query: number; want: SeriesQuery } | null {
    if (!want) return null;
    const wish = JSON.stringify(want);
    const isNew = wish !== this.#asked;
    if (!isNew && (this.#open || points === this.#pointsAsked)) return null;
    this.#asked = wish;
    this.#pointsAsked = points;
    this.#number++;
    this.#open = { query: this.#number, want };
    return this.#open;
  }

  /** Whether an answer is awaited. */
  get isOpen(): boolean {
    return this.#open !== null;
  }

  /** The question that an answer belongs to; `null` for a stale one. */
  answered(query: number): SeriesQuery | null {
    if (!this.#open || this.#open.query !== query) return null;
    const { want } = this.#open;
    this.#open = null;
    return want;
  }
}
