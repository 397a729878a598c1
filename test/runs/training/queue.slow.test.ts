import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { createRunStore, type EnqueuedRun, type RunStore } from '../../../extension/training';
import { until } from './support';
import { createQueuePlace, dispatchersOf, mostAtOnce, processesOf, spanOf, type QueuePlace } from './queueSupport';

describe('the queue of runs', function () {
  this.timeout(120_000);
  let place: QueuePlace;
  let store: RunStore | undefined;
  beforeEach(async () => {
    place = await createQueuePlace();
  });
  afterEach(async () => {
    store?.dispose();
    store = undefined;
    await place.remove();
  });

  it('starts at once what the limit allows, without any process of its own', async () => {
    const run = await place.enqueue(['steps=2', 'ms=5']);
    assert.ok(run.pid);
    assert.deepEqual(await dispatchersOf(place), []);
    store = createRunStore(place.runsDir);
    await until('it is done', () => store!.get(run.plan.id)?.status === 'ok');
    assert.equal(store.get(run.plan.id)!.queue ?? null, null);
  });

  it('runs 50 in their order, never more than 3 at a time, and then no process stays', async () => {
    const runs: EnqueuedRun[] = [];
    for (let i = 0; i < 50; i++) runs.push(await place.enqueue(['steps=6', 'ms=10'], { parallel: 3 }));
    await until('one dispatcher is left', async () => (await dispatchersOf(place)).length === 1);
    let most = 0;
    store = createRunStore(place.runsDir);
    await until(
      'all are done',
      async () => {
        most = Math.max(most, (await processesOf(place.root, '--run\0')).length);
        return runs.every(({ plan }) => store!.get(plan.id)?.status === 'ok');
      },
      90_000,
    );
    assert.equal(most, 3, 'processes seen at once');
    const spans = await Promise.all(runs.map(({ dir }) => spanOf(dir)));
    assert.ok(mostAtOnce(spans) <= 3, 'runs at once by their records');
    const started = await Promise.all(runs.map(async ({ dir }) => (await fs.stat(path.join(dir, 'process.json'))).mtimeMs));
    assert.deepEqual(
      started,
      [...started].sort((a, b) => a - b),
      'in order',
    );
    for (const { plan } of runs) assert.equal(store.get(plan.id)!.step, 6);
    await until('the dispatcher has ended', async () => (await processesOf(place.root)).length === 0);
  });

  it('says where a run stands and why it waits', async () => {
    const [first, second, third] = [await place.enqueue(['steps=100000', 'ms=20']), await place.enqueue(), await place.enqueue()];
    assert.ok(first.pid);
    assert.equal(second.pid, null);
    store = createRunStore(place.runsDir);
    await store.refresh();
    const look = ({ plan }: typeof first) => {
      const { status, queue, endedAt } = store!.get(plan.id)!;
      return { status, queue, endedAt };
    };
    const reason = { kind: 'runs', running: 1, limit: 1 };
    assert.deepEqual(look(second), { status: 'queued', queue: { position: 1, reason }, endedAt: null });
    assert.deepEqual(look(third), { status: 'queued', queue: { position: 2, reason }, endedAt: null });
    assert.equal(look(first).status, 'running');
  });
});
