import assert from 'node:assert/strict';
import type { LayoutEngine, LayoutInput, LayoutResult } from '../../../webviews/architecture/layout/layoutEngine';
import { LayoutRunner } from '../../../webviews/architecture/layout/layoutRunner';
import type { LayoutOutcome, Timer } from '../../../webviews/architecture/layout/layoutRunner';

const branching: LayoutInput = {
  items: ['a', 'b', 'c'].map((key) => ({ key, width: 10, height: 10, group: null })),
  groups: [],
  edges: [
    { id: '1', from: 'a', to: 'b' },
    { id: '2', from: 'a', to: 'c' },
  ],
};
const straight: LayoutInput = { ...branching, edges: [{ id: '1', from: 'a', to: 'b' }] };
const result: LayoutResult = { items: new Map(), groups: new Map(), edges: new Map(), bounds: { x: 0, y: 0, width: 0, height: 0 } };

function setup(): {
  runner: LayoutRunner;
  calls: { resolve: (layout: LayoutResult) => void; reject: (error: Error) => void }[];
  cancelled: () => number;
  expire: () => void;
  isTimed: () => boolean;
} {
  const calls: { resolve: (layout: LayoutResult) => void; reject: (error: Error) => void }[] = [];
  let cancelled = 0;
  let due: (() => void) | null = null;
  const engine: LayoutEngine = {
    layout: () => new Promise((resolve, reject) => calls.push({ resolve, reject })),
    cancel: () => void (cancelled += 1),
  };
  const timer: Timer = {
    set: (run) => {
      due = run;
      return () => (due = null);
    },
  };
  return {
    runner: new LayoutRunner(engine, 1000, timer),
    calls,
    cancelled: () => cancelled,
    expire: () => due?.(),
    isTimed: () => due !== null,
  };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('layout runner', () => {
  it('answers a chain at once, without the engine', () => {
    const { runner, calls, isTimed } = setup();
    assert.ok(runner.start(straight, 'full', () => assert.fail('nothing is pending')));
    assert.equal(calls.length, 0);
    assert.equal(isTimed(), false);
  });

  it('tells the layout of a branching graph', async () => {
    const { runner, calls, isTimed } = setup();
    const heard: LayoutOutcome[] = [];
    assert.equal(
      runner.start(branching, 'full', (outcome) => heard.push(outcome)),
      null,
    );
    calls[0]!.resolve(result);
    await settled();
    assert.deepEqual(heard, [{ status: 'done', layout: result }]);
    assert.equal(isTimed(), false);
  });

  it('ends a layout when a new graph comes, and never tells its result', async () => {
    const { runner, calls, cancelled } = setup();
    const heard: string[] = [];
    runner.start(branching, 'full', () => heard.push('first'));
    runner.start(branching, 'full', () => heard.push('second'));
    assert.equal(cancelled(), 1);
    calls[0]!.resolve(result);
    calls[1]!.resolve(result);
    await settled();
    assert.deepEqual(heard, ['second']);
  });

  it('gives up at the deadline once, whatever comes later', async () => {
    const { runner, calls, cancelled, expire } = setup();
    const heard: LayoutOutcome[] = [];
    runner.start(branching, 'full', (outcome) => heard.push(outcome));
    expire();
    calls[0]!.resolve(result);
    await settled();
    assert.deepEqual(heard, [{ status: 'tooLong' }]);
    assert.equal(cancelled(), 1);
  });

  it('says when the engine cannot run, and draws simply on request', async () => {
    const { runner, calls } = setup();
    const heard: LayoutOutcome[] = [];
    runner.start(branching, 'full', (outcome) => heard.push(outcome));
    calls[0]!.reject(new Error('no worker'));
    await settled();
    assert.deepEqual(heard, [{ status: 'failed' }]);
    assert.equal(runner.start(branching, 'simple', () => assert.fail('nothing is pending'))?.items.size, 3);
  });
});
