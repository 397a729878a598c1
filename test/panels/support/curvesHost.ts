import type { FromCurves, ToCurves } from '../../../extension/protocol/curvesPanel';
import type { RunSummary, SeriesQuery, SeriesSlice } from '../../../extension/protocol/runViews';
import type { Panel } from './panelPage';
import { sampleMetric, stepsAnEpoch } from './sampleRuns';
import type { SampleRun } from './sampleRuns';

export type CurvesPanel = Panel<ToCurves, FromCurves>;

/**
 * Answers the panel's questions from invented runs, as the extension host does from the run directories.
 * @param isDerived as if the frameworks told only running means
 */
export function serveCurves(panel: CurvesPanel, samples: ReadonlyMap<string, SampleRun>, isDerived = false): SeriesQuery[] {
  const asked: SeriesQuery[] = [];
  panel.onMessage((message) => {
    if (message.type !== 'query') return;
    asked.push(message.want);
    const slices = message.want.runs.flatMap((run) =>
      message.want.metrics.map((metric) => ({
        ...slice(run, samples.get(run), metric, message.want),
        ...(isDerived ? { isDerived } : {}),
      })),
    );
    void panel.post({ type: 'series', query: message.query, slices }).catch(() => undefined);
  });
  return asked;
}

export function runsMessage(runs: RunSummary[], now: number): ToCurves {
  return { type: 'runs', runs, now };
}

function slice(run: string, sample: SampleRun | undefined, metric: string, want: SeriesQuery): SeriesSlice {
  const { x: steps, y } = sample ? sampleMetric(sample, metric) : { x: [], y: [] };
  const unit = want.x === 'epoch' ? 1 / stepsAnEpoch : want.x === 'time' ? 1 / 15.1 : 1;
  const points: { x: number; step: number; y: number }[] = [];
  const nonFinite: SeriesSlice['nonFinite'] = [];
  steps.forEach((step, i) => {
    const x = step * unit;
    if (want.range && (x < want.range[0] || x > want.range[1])) return;
    if (Number.isFinite(y[i])) points.push({ x, step, y: y[i]! });
    else nonFinite.push({ x, step, value: 'NaN' });
  });
  const kept = thin(points, want.columns);
  const column = (pick: (point: (typeof points)[number]) => number): Float64Array => Float64Array.from(kept, pick);
  return { run, metric, x: column((p) => p.x), y: column((p) => p.y), step: column((p) => p.step), points: points.length, nonFinite };
}

/** Lowest, highest and last point of each column, in order. */
function thin<Point extends { x: number; y: number }>(points: Point[], columns: number): Point[] {
  if (points.length <= columns * 3) return points;
  const from = points[0]!.x;
  const width = (points[points.length - 1]!.x - from) / columns || 1;
  const kept: Point[] = [];
  let column: Point[] = [];
  const flush = (): void => {
    if (!column.length) return;
    const low = column.reduce((a, b) => (b.y < a.y ? b : a));
    const high = column.reduce((a, b) => (b.y > a.y ? b : a));
    kept.push(...[...new Set([low, high, column[column.length - 1]!])].sort((a, b) => a.x - b.x));
    column = [];
  };
  let number = 0;
  for (const point of points) {
    const own = Math.min(columns - 1, Math.floor((point.x - from) / width));
    if (own !== number) flush();
    number = own;
    column.push(point);
  }
  flush();
  return kept;
}
