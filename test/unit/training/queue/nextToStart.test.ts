import assert from 'node:assert/strict';
import type { QueueReason } from '../../../../extension/protocol/runViews';
import { nextToStart, type GpuMemory, type QueuedRun, type RunningRun } from '../../../../extension/training/queue/nextToStart';

const GB = 2 ** 30;
const gpu = (index: number, memUsed: number, memTotal = 24 * GB): GpuMemory => ({ index, memTotal, memUsed });
const run = (id: string, ...needs: [gpu: number, bytes: number][]): QueuedRun => ({
  id,
  needs: needs.map(([index, bytes]) => ({ gpu: index, bytes })),
});
const urgent = (queued: QueuedRun): QueuedRun => ({ ...queued, isUrgent: true });
const running = (n: number): RunningRun[] => Array.from({ length: n }, (_, i) => ({ id: `r${i}`, pledges: [] }));
const pledging = (index: number, bytes: number): RunningRun => ({ id: 'p', pledges: [{ gpu: index, bytes }] });
const full = (nRunning: number, limit: number): QueueReason => ({ kind: 'runs', running: nRunning, limit });
const lacks = (index: number, bytes: number): QueueReason => ({ kind: 'gpu', gpu: index, bytes });
const order: QueueReason = { kind: 'order' };

interface Case {
  what: string;
  queue: QueuedRun[];
  running?: RunningRun[];
  parallel?: number;
  gpus?: GpuMemory[] | null;
  next: string | null;
  waits?: Record<string, QueueReason>;
}

const cases: Case[] = [
  { what: 'nothing when nothing waits', queue: [], next: null },
  { what: 'the first', queue: [run('a'), run('b')], next: 'a', waits: { b: order } },
  {
    what: 'nothing when as many run as may',
    queue: [run('a'), run('b')],
    running: running(2),
    next: null,
    waits: { a: full(2, 2), b: full(2, 2) },
  },
  { what: 'nothing when more run than may', queue: [run('a')], running: running(5), next: null, waits: { a: full(5, 2) } },
  { what: 'one for a place that became free', queue: [run('a')], running: running(1), next: 'a' },
  { what: 'without a limit whatever runs', queue: [run('a')], running: running(99), parallel: 0, next: 'a' },
  {
    what: 'one that shall not wait before others and over the limit',
    queue: [run('a'), urgent(run('b'))],
    running: running(2),
    next: 'b',
    waits: { a: full(2, 2) },
  },
  {
    what: 'one that shall not wait without the memory that it needs',
    queue: [urgent(run('a', [0, 20 * GB]))],
    gpus: [gpu(0, 23 * GB)],
    next: 'a',
  },
  { what: 'by number alone where GPUs cannot be read', queue: [run('a', [0, 99 * GB])], gpus: null, next: 'a' },
  { what: 'one whose GPU has room', queue: [run('a', [0, 6 * GB])], gpus: [gpu(0, 18 * GB)], next: 'a' },
  {
    what: 'nothing for a byte too little',
    queue: [run('a', [0, 6 * GB])],
    gpus: [gpu(0, 18 * GB + 1)],
    next: null,
    waits: { a: lacks(0, 6 * GB) },
  },
  {
    what: 'one on the GPU that has room, though another is full',
    queue: [run('a', [1, 6 * GB])],
    gpus: [gpu(0, 24 * GB), gpu(1, 0)],
    next: 'a',
  },
  {
    what: 'nothing when one of its GPUs lacks memory',
    queue: [run('a', [0, 6 * GB], [1, 6 * GB])],
    gpus: [gpu(0, 0), gpu(1, 20 * GB)],
    next: null,
    waits: { a: lacks(1, 6 * GB) },
  },
  {
    what: 'nothing for memory that a run which has just begun will take',
    queue: [run('a', [0, 16 * GB])],
    running: [pledging(0, 10 * GB)],
    gpus: [gpu(0, 0)],
    next: null,
    waits: { a: lacks(0, 16 * GB) },
  },
  {
    what: 'beside a run that will take memory of another GPU',
    queue: [run('a', [0, 16 * GB])],
    running: [pledging(1, 10 * GB)],
    gpus: [gpu(0, 0), gpu(1, 0)],
    next: 'a',
  },
  {
    what: 'one that needs no GPU past one that lacks memory, but none that needs the same',
    queue: [run('a', [0, 20 * GB]), run('b', [0, GB]), run('c')],
    gpus: [gpu(0, 10 * GB)],
    next: 'c',
    waits: { a: lacks(0, 20 * GB), b: order },
  },
  {
    what: 'one for another GPU past one that lacks memory, but not for one that the other needs as well',
    queue: [run('a', [0, 20 * GB], [1, GB]), run('b', [1, GB]), run('c', [2, GB])],
    gpus: [gpu(0, 10 * GB), gpu(1, 0), gpu(2, 0)],
    next: 'c',
    waits: { a: lacks(0, 20 * GB), b: order },
  },
  {
    what: 'a GPU that the driver does not tell of, which keeps nobody waiting',
    queue: [run('a', [7, 20 * GB])],
    gpus: [gpu(0, 24 * GB)],
    next: 'a',
  },
  {
    what: 'nothing over the limit, whatever memory is free',
    queue: [run('a', [0, GB])],
    running: running(2),
    gpus: [gpu(0, 0)],
    next: null,
    waits: { a: full(2, 2) },
  },
];

describe('nextToStart', () => {
  for (const { what, queue, running: others = [], parallel = 2, gpus = null, next, waits = {} } of cases) {
    it(`takes ${what}`, () => {
      const decision = nextToStart(queue, others, { parallel }, gpus);
      assert.deepEqual({ next: decision.next, waits: Object.fromEntries(decision.waits) }, { next, waits });
    });
  }

  it('empties any queue in its order, one place at a time', () => {
    const queue = Array.from({ length: 20 }, (_, i) => run(`q${i}`));
    const alive: RunningRun[] = [];
    const started: string[] = [];
    while (queue.length) {
      const { next } = nextToStart(queue, alive, { parallel: 3 }, null);
      if (next === null) alive.shift();
      else {
        started.push(next);
        alive.push({ id: next, pledges: [] });
        queue.splice(
          queue.findIndex(({ id }) => id === next),
          1,
        );
      }
      assert.ok(alive.length <= 3);
    }
    assert.deepEqual(
      started,
      Array.from({ length: 20 }, (_, i) => `q${i}`),
    );
  });
});
