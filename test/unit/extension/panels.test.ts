import assert from 'node:assert/strict';
import type { RunSummary } from '../../../extension/protocol/runViews';
import type { GraphNode, ModelGraph } from '../../../extension/protocol/graph';
import { isLeftToOthers } from '../../../extension/src/diagnosticRules';
import { Debounce, Throttle } from '../../../extension/src/host/throttle';
import { asLensTarget, collectTargets } from '../../../extension/src/lensTargets';
import { resolveRunsFolder } from '../../../extension/src/runs/runsFolder';
import { liveQuery, liveRuns, liveState, shownRun, waitingCount } from '../../../extension/src/panels/liveState';
import { modelAt, nodeAt } from '../../../extension/src/panels/nodeAt';
import path from 'node:path';
import { run } from './support/run';

const node = (id: string, line: number, from: number, to: number, endLine = line): GraphNode => ({
  id,
  label: id,
  op: 'keras.layers.Dense',
  group: null,
  range: { start: { line, character: from }, end: { line: endLine, character: to } },
  args: [],
  shape: null,
  params: null,
  flops: null,
  status: 'ok',
});
const model = (name: string, nodes: GraphNode[]): ModelGraph => ({
  name,
  framework: 'keras',
  range: { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } },
  inputs: [],
  outputs: [],
  params: null,
  nodes,
  edges: [],
  groups: [],
});

describe('the node at the cursor', () => {
  const net = model('net', [
    node('outer', 1, 0, 1, 5),
    node('inner', 2, 4, 20),
    node('third', 7, 4, 10),
    { ...node('input', 0, 0, 0), range: null },
  ]);

  it('is the smallest that holds it', () => {
    assert.equal(nodeAt(net, { line: 2, character: 10 })?.id, 'inner');
    assert.equal(nodeAt(net, { line: 3, character: 0 })?.id, 'outer');
    assert.equal(nodeAt(net, { line: 2, character: 20 })?.id, 'inner');
  });

  it('is the one on the line when the cursor stands beside it', () => {
    assert.equal(nodeAt(net, { line: 7, character: 0 })?.id, 'third');
    assert.equal(nodeAt(net, { line: 8, character: 0 }), undefined);
    assert.equal(nodeAt(undefined, { line: 0, character: 0 }), undefined);
  });

  it('tells the model where none was named', () => {
    const other = model('other', [node('x', 20, 0, 5)]);
    assert.equal(modelAt([net, other], null, { line: 20, character: 2 })?.name, 'other');
    assert.equal(modelAt([net, other], 'net', { line: 20, character: 2 })?.name, 'net');
    assert.equal(modelAt([net, other], 'gone')?.name, 'net');
    assert.equal(modelAt([], 'net'), undefined);
  });
});

describe('the state of the live view', () => {
  const old = run({ id: 'old', endedAt: 10 });
  const last = run({ id: 'last', endedAt: 30 });
  const first = run({ id: 'first', status: 'running', startedAt: 40, endedAt: null });
  const second = run({ id: 'second', status: 'running', startedAt: 50, endedAt: null });

  it('has what runs, newest first, then what ended last', () => {
    assert.deepEqual(
      liveRuns([old, first, last, second]).map(({ id }) => id),
      ['second', 'first', 'last'],
    );
    assert.deepEqual(liveRuns([]), []);
  });

  it('has the first of those that wait behind what runs, in their order, and counts them all', () => {
    const waits = (position: number): RunSummary =>
      run({ id: `q${position}`, status: 'queued', startedAt: 60 - position, endedAt: null, queue: { position, reason: null } });
    const all = [last, first, ...[5, 3, 1, 4, 2].map(waits), second];
    assert.deepEqual(
      liveRuns(all).map(({ id }) => id),
      ['second', 'first', 'q1', 'q2', 'q3', 'last'],
    );
    assert.deepEqual(waitingCount(all), { waiting: 5 });
    assert.deepEqual(waitingCount([first, last]), {});
  });

  it('shows the selected run as long as it is listed', () => {
    const runs = liveRuns([first, second, last]);
    assert.equal(shownRun(runs, 'first')?.id, 'first');
    assert.equal(shownRun(runs, 'deleted')?.id, 'second');
    const rest = { series: [], figures: [], offer: null, now: 0, trusted: true };
    assert.equal(liveState(runs, 'deleted', rest).selected, null);
    assert.equal(liveState(runs, 'last', rest).selected, 'last');
  });

  it('asks for the loss at the width of the view, and for nothing without a run', () => {
    assert.deepEqual(liveQuery(first, 280), { runs: ['first'], metrics: ['loss', 'val_loss'], x: 'step', range: null, columns: 280 });
    assert.deepEqual(liveQuery(undefined, 280).runs, []);
  });
});

describe('lens targets', () => {
  const target = { uri: 'file:///w/train.ts', name: 'model.fit', language: 'typescript' as const };

  it('are taken only from arguments of the right form', () => {
    assert.deepEqual(asLensTarget(target), target);
    for (const wrong of [undefined, null, 'x', {}, { uri: 1, name: 'x', language: 'python' }, [target]])
      assert.equal(asLensTarget(wrong), undefined);
  });

  it('are sorted by what their lens does', () => {
    const found = collectTargets([
      { command: { command: 'tensorwright.openGraph', arguments: [{ ...target, name: 'model' }] } },
      { command: { command: 'tensorwright.train', arguments: [target] } },
      { command: { command: 'other', arguments: [target] } },
      { command: { command: 'tensorwright.train' } },
      {},
    ]);
    assert.deepEqual(found, { models: [{ ...target, name: 'model' }], entries: [target] });
  });
});

describe('undefined names', () => {
  it('are left to another checker that is active, unless the user wants them from us', () => {
    assert.ok(isLeftToOthers('undefined-name', 'auto', true));
    assert.ok(!isLeftToOthers('undefined-name', 'auto', false));
    assert.ok(!isLeftToOthers('undefined-name', 'on', true));
    assert.ok(!isLeftToOthers('dim-mismatch', 'auto', true));
    assert.ok(!isLeftToOthers(undefined, 'auto', true));
  });
});

describe('the runs folder', () => {
  it('is relative to the workspace folder, absolute, or in the home folder', () => {
    const of = (setting: string) => resolveRunsFolder('/w', setting, path.posix, '/home/me');
    assert.equal(of('.tensorwright/runs'), '/w/.tensorwright/runs');
    assert.equal(of('  '), '/w/.tensorwright/runs');
    assert.equal(of('/data/runs'), '/data/runs');
    assert.equal(of('~/runs'), '/home/me/runs');
    assert.equal(of('~other'), '/w/~other');
  });

  it('follows the rules of Windows there', () => {
    const of = (setting: string) => resolveRunsFolder('C:\\w', setting, path.win32, 'C:\\Users\\me');
    assert.equal(of('.tensorwright/runs'), 'C:\\w\\.tensorwright\\runs');
    assert.equal(of('D:/runs'), 'D:\\runs');
    assert.equal(of('~\\runs'), 'C:\\Users\\me\\runs');
  });
});

describe('throttle and debounce', () => {
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

  it('send once for many requests, and again for later ones', async () => {
    let sent = 0;
    const throttle = new Throttle(() => sent++, 1);
    for (let i = 0; i < 5; i++) throttle.request();
    assert.equal(sent, 0);
    await wait(20);
    assert.equal(sent, 1);
    throttle.request();
    await wait(20);
    assert.equal(sent, 2);
  });

  it('send nothing after they are disposed', async () => {
    let sent = 0;
    for (const timer of [new Throttle(() => sent++, 1), new Debounce(() => sent++, 1)]) {
      timer.request();
      timer.dispose();
    }
    await wait(20);
    assert.equal(sent, 0);
  });
});
