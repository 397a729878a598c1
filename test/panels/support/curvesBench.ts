import type { FromCurves, ToCurves } from '../../../extension/protocol/curvesPanel';
import type { SeriesQuery, SeriesSlice } from '../../../extension/protocol/runViews';
import { startPanels } from './panelPage';
import { randomFrom, sampleMetrics, sampleNow, sampleRun, sampleSummary } from './sampleRuns';

/** How the built curves panel copes with long runs; `npm run bench` prints it beside the budget. */
export interface CurvesBench {
  /** Points that the runs hold, and those that travel at the panel's width. */
  points: number;
  sent: number;
  /** Milliseconds of the page's main thread for each update: taking the message in, and drawing the frame. */
  updates: number[];
}

type Reduce = (points: { x: Float64Array; y: Float64Array }, columns: number) => { x: Float64Array; y: Float64Array };

/** Updates the panel with `runs` runs of `points` points each, reduced by the host's own reducer, and times the page. */
export async function benchCurves(reduce: Reduce, runs = 20, points = 100_000, rounds = 12): Promise<CurvesBench> {
  const panels = await startPanels();
  try {
    const panel = await panels.open<ToCurves, FromCurves>({
      bundle: 'curves',
      width: 1200,
      height: 765,
      state: { version: 1, metrics: ['loss'] },
    });
    const { want, query } = await (async () => {
      const sample = sampleRun({ seed: 1, epochs: 2 });
      const summaries = Array.from({ length: runs }, (_, i) =>
        sampleSummary(`run-${i}`, sample, { style: i, step: points, points, metrics: sampleMetrics(sample, ['loss']) }),
      );
      await panel.waitFor('ready');
      await panel.post({ type: 'runs', runs: summaries, now: sampleNow });
      return panel.waitFor('query');
    })();
    const slices = longSlices(want, points, reduce);
    await panel.post({ type: 'series', query, slices });
    const updates = await panel.page.evaluate(timeUpdates, {
      rounds,
      slices: slices.map((slice) => ({ ...slice, x: [...slice.x], y: [...slice.y], step: [...slice.step] })),
      runs,
    });
    if (panel.problems.length) throw new Error(panel.problems.join('\n'));
    return { points: runs * points, sent: slices.reduce((sum, slice) => sum + slice.x.length, 0), updates };
  } finally {
    await panels.close();
  }
}

function longSlices(want: SeriesQuery, points: number, reduce: Reduce): SeriesSlice[] {
  return want.runs.map((run, i) => {
    const random = randomFrom(i);
    const all = { x: Float64Array.from({ length: points }, (_, step) => step), y: new Float64Array(points) };
    for (let step = 0; step < points; step++) all.y[step] = (0.05 * i + 2 * Math.exp(-step / (points / 6))) * (0.9 + 0.2 * random());
    const { x, y } = reduce(all, want.columns);
    return { run, metric: 'loss', x, y, step: x, points, nonFinite: [] };
  });
}

interface PlainSlice extends Omit<SeriesSlice, 'x' | 'y' | 'step'> {
  x: number[];
  y: number[];
  step: number[];
}

/** Runs in the page: each round the runs have grown, the view asks, is answered, and draws. */
async function timeUpdates({ rounds, slices }: { rounds: number; slices: PlainSlice[]; runs: number }): Promise<number[]> {
  const own = window as unknown as { toHost: (message: unknown) => void };
  const frame = window.requestAnimationFrame.bind(window);
  const answers = slices.map((slice) => ({
    ...slice,
    x: Float64Array.from(slice.x),
    y: Float64Array.from(slice.y),
    step: Float64Array.from(slice.step),
  }));
  let spent = 0;
  window.requestAnimationFrame = (draw) =>
    frame((time) => {
      const begun = performance.now();
      draw(time);
      spent += performance.now() - begun;
    });
  const asked: number[] = [];
  const toHost = own.toHost;
  own.toHost = (message) => {
    if ((message as { type: string }).type === 'query') asked.push((message as { query: number }).query);
    else toHost(message);
  };
  const updates: number[] = [];
  const pause = (): Promise<void> => new Promise((resolve) => frame(() => frame(() => resolve())));
  for (let round = 0; round < rounds; round++) {
    // Another axis and back: a changed wish, so that every round is a whole update.
    document.querySelector<HTMLElement>(`[data-action=${round % 2 ? 'x-step' : 'x-epoch'}]`)!.click();
    for (let tries = 0; asked.length === 0 && tries < 100; tries++) await pause();
    spent = 0;
    const begun = performance.now();
    window.dispatchEvent(new MessageEvent('message', { data: { type: 'series', query: asked.pop(), slices: answers } }));
    const taken = performance.now() - begun;
    await pause();
    await pause();
    updates.push(taken + spent);
  }
  return updates;
}
