import assert from 'node:assert/strict';
import { chartKey } from '../../../webviews/curves/navigate';
import { buildPlot, canSmooth } from '../../../webviews/curves/plots';
import { QueryKeeper, wantedSeries } from '../../../webviews/curves/query';
import { tableRows } from '../../../webviews/curves/rows';
import { highlighted, initialCurves, reduceCurves, restore, savedPart, shownMetrics, visibleRuns } from '../../../webviews/curves/state';
import type { CurvesAction, CurvesModel } from '../../../webviews/curves/state';
import { sampleMetrics, sampleNow, sampleRun, sampleSlice, sampleSummary } from '../../panels/support/sampleRuns';

const samples = {
  a: sampleRun({ seed: 1, epochs: 10 }),
  b: sampleRun({ seed: 2, epochs: 10, floor: 0.4 }),
  c: sampleRun({ seed: 3, epochs: 10, nanAt: 2000 }),
};
const names = ['loss', 'val_loss', 'val_accuracy', 'lr'];
const runs = Object.entries(samples).map(([id, sample], style) =>
  sampleSummary(id, sample, { style, status: 'ok', metrics: sampleMetrics(sample, names) }),
);

function after(...actions: CurvesAction[]): CurvesModel {
  return actions.reduce(reduceCurves, reduceCurves(initialCurves, { type: 'runs', runs, now: sampleNow }));
}
const whole: CurvesAction = {
  type: 'series',
  isWhole: true,
  metrics: names,
  slices: Object.entries(samples).flatMap(([id, sample]) => names.map((name) => sampleSlice(id, sample, name))),
};
const ids = (model: CurvesModel): string[] => visibleRuns(model).map((run) => run.id);

describe('curves state', () => {
  it('hides, isolates and brings back', () => {
    assert.deepEqual(ids(after({ type: 'toggleRun', run: 'b' })), ['a', 'c']);
    assert.deepEqual(ids(after({ type: 'toggleRun', run: 'b' }, { type: 'toggleRun', run: 'b' })), ['a', 'b', 'c']);
    assert.deepEqual(ids(after({ type: 'solo', run: 'b' })), ['b']);
    assert.deepEqual(ids(after({ type: 'solo', run: 'b' }, { type: 'solo', run: 'b' })), ['a', 'b', 'c']);
    assert.deepEqual(ids(after({ type: 'showAll', visible: false }, { type: 'focus', run: 'c' })), ['c']);
  });

  it('lets the pointer win over the pin, and hidden runs never stand out', () => {
    assert.equal(highlighted(after({ type: 'pin', run: 'a' }, { type: 'hover', run: 'b', cursor: 1 })), 'b');
    assert.equal(highlighted(after({ type: 'pin', run: 'a' }, { type: 'pin', run: 'a' })), null);
    assert.equal(highlighted(after({ type: 'pin', run: 'a' }, { type: 'toggleRun', run: 'a' })), null);
  });

  it('forgets a pin whose run is gone', () => {
    assert.equal(after({ type: 'pin', run: 'a' }, { type: 'runs', runs: runs.slice(1), now: 1 }).pinned, null);
  });

  it('keeps a zoom within what there is', () => {
    const zoomed = (zoom: [number, number]) => after(whole, { type: 'zoom', zoom }).zoom;
    assert.deepEqual(zoomed([100, 200]), [100, 200]);
    assert.deepEqual(zoomed([-50, 50]), [0, 100]);
    assert.equal(zoomed([-1e9, 1e9]), null);
    const [low, high] = zoomed([3800, 3950])!;
    assert.ok(high <= 3900 && Math.abs(high - low - 150) < 1e-9);
    assert.equal(after(whole, { type: 'zoom', zoom: [1, 2] }, { type: 'x', x: 'epoch' }).zoom, null);
  });

  it('chooses the loss and what says most beside it', () => {
    assert.deepEqual(shownMetrics(after()), ['loss', 'val_loss', 'val_accuracy', 'lr']);
    assert.deepEqual(shownMetrics(after({ type: 'toggleMetric', metric: 'lr' }, { type: 'enlarge', metric: 'val_loss' })), [
      'val_loss',
      'loss',
      'val_accuracy',
    ]);
    const last = names.slice(1).map((metric): CurvesAction => ({ type: 'toggleMetric', metric }));
    assert.deepEqual(shownMetrics(after(...last, { type: 'toggleMetric', metric: 'loss' })), ['loss'], 'one chart stays');
  });

  it('survives being saved, and mistrusts what it finds', () => {
    const model = after(
      { type: 'toggleRun', run: 'a' },
      { type: 'x', x: 'time' },
      { type: 'log', log: true },
      { type: 'smoothing', smoothing: 0.5 },
      { type: 'pin', run: 'b' },
      { type: 'sort', column: 'last' },
    );
    const back = restore(JSON.parse(JSON.stringify(savedPart(model))) as Record<string, unknown>);
    assert.deepEqual(savedPart(back), savedPart(model));
    assert.deepEqual(restore({ version: 1, hidden: {}, zoom: [1], smoothing: 7, sort: null, x: null }), {
      ...initialCurves,
      hidden: new Set(),
    });
    assert.equal(restore({ version: 2 }), initialCurves);
  });
});

describe('questions to the host', () => {
  it('cover a zoom with a margin at the same resolution', () => {
    const want = wantedSeries(after(whole, { type: 'zoom', zoom: [1000, 2000] }), 800)!;
    assert.deepEqual(want.range, [650, 2100]);
    assert.equal(want.columns, 1160);
    assert.equal(wantedSeries(after({ type: 'showAll', visible: false }), 800), null);
  });

  it('are asked at once when the wish changes, and once at a time when only points come', () => {
    const keeper = new QueryKeeper();
    const want = wantedSeries(after(), 800);
    assert.equal(keeper.next(want, 10)?.query, 1);
    assert.equal(keeper.next(want, 20), null, 'one is open');
    assert.deepEqual(keeper.answered(1), want);
    assert.equal(keeper.next(want, 20)?.query, 2);
    assert.equal(keeper.next(wantedSeries(after(), 900), 20)?.query, 3);
    assert.equal(keeper.answered(2), null, 'stale');
    assert.equal(keeper.answered(3)?.columns, 900);
    assert.equal(keeper.next(wantedSeries(after(), 900), 20), null, 'nothing new');
  });
});

describe('plots', () => {
  it('shows raw values behind the smoothed line, the highlighted one on top', () => {
    const { model } = buildPlot(after(whole, { type: 'pin', run: 'a' }), 'loss', 'large', false);
    assert.equal(model.lines.length, 6);
    assert.deepEqual(
      model.lines.slice(0, 3).map((line) => line.alpha),
      [0.1, 0.1, 0.22],
    );
    assert.deepEqual(
      model.lines.slice(3).map((line) => [line.width, line.alpha]),
      [
        [1.5, 0.62],
        [1.5, 0.62],
        [2.5, 1],
      ],
    );
    assert.ok(
      buildPlot(after(whole, { type: 'pin', run: 'a' }), 'loss', 'large', true)
        .model.lines.slice(3)
        .every((line) => line.alpha === 1),
    );
    assert.equal(canSmooth('val_loss') || canSmooth('lr'), false);
  });

  it('marks the first NaN, and counts what a log axis cannot show', () => {
    const plot = buildPlot(after(whole, { type: 'log', log: true }), 'loss', 'large', false);
    assert.deepEqual(
      plot.broken.map(({ run, step }) => [run, step]),
      [['c', 2000]],
    );
    assert.deepEqual([plot.nonPositive, plot.model.log], [0, true]);
    const lr = buildPlot(after(whole, { type: 'log', log: true }), 'lr', 'small', false);
    assert.equal(lr.nonPositive, 3, 'the rate begins at zero in each run');
    assert.equal(buildPlot(after(whole, { type: 'log', log: true }), 'val_accuracy', 'small', false).model.log, false);
  });
});

describe('table of runs', () => {
  const order = (model: CurvesModel): string[] =>
    tableRows(model, buildPlot(model, 'loss', 'large', false), 'val_accuracy').map((row) => row.run.id);

  it('sorts by best, either way, with what has no number last', () => {
    const best = (id: keyof typeof samples): number => Math.min(...samples[id].loss.filter(Number.isFinite));
    assert.deepEqual(
      order(after(whole)),
      [...(['a', 'b', 'c'] as const)].sort((left, right) => best(left) - best(right)),
    );
    assert.deepEqual(order(after(whole, { type: 'sort', column: 'best' })), order(after(whole)).reverse());
    assert.equal(order(after(whole, { type: 'sort', column: 'last' })).at(-1), 'c');
    assert.equal(order(after(whole, { type: 'sort', column: 'last' }, { type: 'sort', column: 'last' })).at(-1), 'c');
  });

  it('says NaN behind the end of a run that diverged', () => {
    const model = after(whole, { type: 'hover', run: 'a', cursor: 3000 });
    const rows = tableRows(model, buildPlot(model, 'loss', 'large', false), null);
    assert.ok(Number.isNaN(rows.find((row) => row.run.id === 'c')!.at));
    assert.ok(Number.isFinite(rows.find((row) => row.run.id === 'a')!.at));
  });
});

describe('keys in a chart', () => {
  const plot = (model: CurvesModel) => buildPlot(model, 'loss', 'large', false);
  const press = (key: string, model: CurvesModel, shiftKey = false) =>
    chartKey({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false }, model, plot(model));

  it('walk by points, and by ten with Shift', () => {
    const model = after(whole, { type: 'hover', run: 'a', cursor: 100 });
    assert.deepEqual(press('ArrowRight', model), { type: 'hover', run: 'a', cursor: 110 });
    assert.deepEqual(press('ArrowLeft', model, true), { type: 'hover', run: 'a', cursor: 0 });
    assert.deepEqual(press('ArrowRight', model, true), { type: 'hover', run: 'a', cursor: 200 });
    assert.deepEqual(press('Home', after(whole, { type: 'zoom', zoom: [1005, 2005] })), { type: 'hover', run: 'a', cursor: 1010 });
  });

  it('go round the runs, and leave foreign keys alone', () => {
    const model = after(whole, { type: 'hover', run: 'a', cursor: 100 });
    assert.equal((press('ArrowUp', model) as { run: string }).run, 'c');
    assert.equal(press('x', model), null);
    assert.equal(chartKey({ key: 'ArrowLeft', shiftKey: false, ctrlKey: true, metaKey: false, altKey: false }, model, plot(model)), null);
  });
});
