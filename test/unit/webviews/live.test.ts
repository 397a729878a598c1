import assert from 'node:assert/strict';
import type { LiveState } from '../../../extension/protocol/livePanel';
import type { RunSummary, SeriesSlice } from '../../../extension/protocol/runViews';
import { buildLossChart } from '../../../webviews/live/lossChart';
import { initialLive, isStopping, liveScene, progressOf, reduceLive } from '../../../webviews/live/state';
import { judge } from '../../../webviews/live/verdict';
import { sampleNow, sampleRun, sampleSlice, sampleSummary } from '../../panels/support/sampleRuns';

const short = sampleRun({ seed: 2, epochs: 12 });
const run = sampleSummary('a', short);

function slice(metric: string, y: number[], stepsBetween: number): SeriesSlice {
  const x = Float64Array.from(y, (_, i) => (i + 1) * stepsBetween);
  return { run: 'a', metric, x, y: Float64Array.from(y), step: x, points: y.length, nonFinite: [] };
}
const falling = (n: number): number[] => Array.from({ length: n }, (_, i) => 2 * Math.exp(-i / (n / 3)));
const valOf = (values: number[]): SeriesSlice => slice('val_loss', values, 390);
const judged = (change: Partial<RunSummary>, train: SeriesSlice | null, val: SeriesSlice | null): [string, string, readonly unknown[]] => {
  const { kind, message } = judge({ ...run, ...change }, train, val);
  return [kind, message.text, message.args];
};

describe('verdict', () => {
  const train = slice('loss', falling(390), 10);

  it('says that it learns while the validation loss was best lately', () => {
    assert.deepEqual(judged({}, train, valOf([1, 0.9, 0.8])), ['good', 'Learning: {0} was best in the last epoch', ['val_loss']]);
    assert.deepEqual(judged({}, train, valOf([1, 0.8, 0.81])), ['good', 'Learning: {0} was best 1 epoch ago', ['val_loss']]);
    assert.deepEqual(judged({}, train, valOf([1, 0.8, 0.81, 0.82])), ['good', 'Learning: {0} was best {1} epochs ago', ['val_loss', 2]]);
  });

  it('counts the epochs without anything better, beyond the patience', () => {
    const flat = slice(
      'loss',
      Array.from({ length: 600 }, () => 0.5),
      10,
    );
    const val = valOf([1, 0.8, ...Array.from({ length: 12 }, () => 0.81)]);
    assert.deepEqual(judged({}, flat, val), ['warning', 'No better {0} for {1} epochs', ['val_loss', 12]]);
    // A tenth of 200 planned epochs is more than 12.
    assert.equal(judged({ totalEpochs: 200, totalSteps: 78_000 }, flat, val)[0], 'good');
  });

  it('sees overfitting: training falls, validation rises', () => {
    const val = valOf([1, 0.8, 0.7, 0.8, 0.85, 0.9, 0.95]);
    assert.deepEqual(judged({}, slice('loss', falling(273), 10), val), [
      'warning',
      'Training loss falls, {0} rises since epoch {1}',
      ['val_loss', 3],
    ]);
    // When training does not fall either, it is no overfitting.
    const flat = slice(
      'loss',
      Array.from({ length: 273 }, () => 0.5),
      10,
    );
    assert.doesNotMatch(judged({}, flat, val)[1], /rises/);
  });

  it('puts divergence before all else', () => {
    assert.deepEqual(judged({ nonFinite: { step: 8110, value: 'NaN' } }, train, valOf([1, 0.5])), [
      'bad',
      'Diverged: loss is {0} since step {1}',
      ['NaN', '8,110'],
    ]);
    assert.equal(judged({ nonFinite: { step: 5, value: '-Infinity' } }, null, null)[2][0], '∞');
  });

  it('does without validation, and admits when it is too early', () => {
    assert.deepEqual(judged({}, train, null), ['good', 'Learning: {0} falls', ['loss']]);
    const worse = slice('loss', [...falling(100), ...Array.from({ length: 100 }, (_, i) => 0.2 + i / 50)], 10);
    assert.equal(judged({}, worse, null)[1], 'No better {0} for {1} steps');
    assert.equal(judged({}, slice('loss', falling(19), 10), null)[0], 'early');
    assert.equal(judged({}, null, null)[0], 'early');
    assert.equal(
      judged(
        {},
        slice(
          'loss',
          Array.from({ length: 40 }, () => NaN),
          10,
        ),
        null,
      )[0] === 'good',
      false,
    );
  });
});

describe('live view state', () => {
  const state = (runs: RunSummary[], change: Partial<LiveState> = {}): LiveState => ({
    runs,
    selected: null,
    series: [],
    figures: [],
    offer: null,
    now: sampleNow,
    trusted: true,
    ...change,
  });
  const scene = (host: LiveState) => liveScene(reduceLive(initialLive, { type: 'state', state: host }));

  it('shows a run in full while it runs and a while after, then as the last one', () => {
    assert.equal(scene(state([run])).kind, 'run');
    const ended: RunSummary = { ...run, status: 'ok', endedAt: sampleNow - 60_000 };
    assert.equal(scene(state([ended])).kind, 'run');
    const old: RunSummary = { ...ended, endedAt: sampleNow - 3_600_000 };
    assert.deepEqual(scene(state([old])), { kind: 'welcome', last: old });
    assert.equal(scene(state([old], { selected: old.id })).kind, 'run');
    assert.deepEqual(scene(state([])), { kind: 'welcome', last: null });
    assert.equal(liveScene(initialLive).kind, 'waiting');
  });

  it('lists runs only when there is a choice', () => {
    const other: RunSummary = { ...run, id: 'b' };
    const two = scene(state([run, other]));
    assert.deepEqual(two.kind === 'run' && two.others.map(({ id }) => id), ['a', 'b']);
    const one = scene(state([run, { ...other, status: 'ok', endedAt: sampleNow }]));
    assert.deepEqual(one.kind === 'run' && one.others, []);
  });

  it('keeps those that wait apart from those that train, and shows one in full when nothing trains', () => {
    const waits = (id: string): RunSummary => ({ ...run, id, status: 'queued' });
    const both = scene(state([run, waits('b'), waits('c')]));
    assert.ok(both.kind === 'run');
    assert.deepEqual([both.run.id, both.others, both.queue.map(({ id }) => id)], ['a', [], ['b', 'c']]);
    const none = scene(state([waits('b'), waits('c')]));
    assert.ok(none.kind === 'run');
    assert.deepEqual([none.run.id, none.others, none.queue.map(({ id }) => id)], ['b', [], ['c']]);
    const chosen = scene(state([run, waits('b'), waits('c')], { selected: 'c' }));
    assert.ok(chosen.kind === 'run');
    assert.deepEqual([chosen.run.id, chosen.others.map(({ id }) => id), chosen.queue.map(({ id }) => id)], ['c', ['a', 'c'], ['b']]);
  });

  it('remembers a stop until the run has ended', () => {
    let model = reduceLive(initialLive, { type: 'state', state: state([run]) });
    assert.equal(isStopping(model, run), false);
    model = reduceLive(model, { type: 'stopClicked', run: 'a' });
    assert.equal(isStopping(model, run), true);
    const ended: RunSummary = { ...run, status: 'stopped' };
    model = reduceLive(model, { type: 'state', state: state([ended]) });
    assert.equal(isStopping(model, ended), false);
    assert.equal(model.stopAsked.size, 0);
  });

  it('knows no progress where no end was announced', () => {
    assert.equal(progressOf({ ...run, totalSteps: null, totalEpochs: null }), null);
    assert.equal(progressOf({ ...run, totalSteps: null, epoch: 10, totalEpochs: 90 }), 0.1);
    assert.equal(progressOf({ ...run, step: 99, totalSteps: 10 }), 1);
  });
});

describe('loss chart of the live view', () => {
  it('counts in epochs where it can, rings the best, and lets one spike not flatten the rest', () => {
    const loss = sampleSlice('a', short, 'loss');
    loss.y[0] = 400;
    const chart = buildLossChart(run, loss, sampleSlice('a', short, 'val_loss'), false);
    assert.equal(chart.byEpoch, true);
    assert.ok(Math.abs(chart.model.x[1] - 12) < 0.1);
    assert.ok(chart.model.y[1] < 4, String(chart.model.y));
    const best = Math.min(...short.valLoss);
    assert.equal(chart.model.dots[0]!.y, best);
    assert.equal(chart.model.lines.length, 3);
  });

  it('survives a run without any point', () => {
    const chart = buildLossChart(run, null, null, true);
    assert.deepEqual([chart.model.lines.length, chart.train, chart.val], [0, null, null]);
  });
});
