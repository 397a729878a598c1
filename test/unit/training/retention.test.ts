import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRunStore, pruneRuns, writeMeta, type KeepLimits } from '../../../extension/training';
import { beyondLimits } from '../../../extension/training/retention';
import type { RunSummary } from '../../../extension/protocol/runViews';
import { identifyProcess } from '../../../extension/training/processIdentity';
import { EventsText, makeRun } from './madeRun';

describe('which runs go', () => {
  const runs = (...sizes: number[]) =>
    sizes.map((bytes, i) => ({ run: { id: `r${i}`, startedAt: 0, endedAt: i * 1000 } as RunSummary, bytes }));
  const gone = (limits: Partial<KeepLimits>, ...sizes: number[]): string =>
    beyondLimits(runs(...sizes), { count: 0, bytes: 0, ...limits })
      .map(({ run }) => run.id)
      .join(' ');

  it('is those that ended first, until as many are left', () => {
    assert.equal(gone({ count: 2 }, 1, 1, 1, 1), 'r0 r1');
    assert.equal(gone({ count: 4 }, 1, 1, 1, 1), '');
    assert.equal(gone({}, 1, 1), '');
  });

  it('is those that ended first, until the rest takes no more', () => {
    assert.equal(gone({ bytes: 10 }, 4, 4, 4), 'r0');
    assert.equal(gone({ bytes: 12 }, 4, 4, 4), '');
    // One that would fit goes with the older one before it.
    assert.equal(gone({ bytes: 10 }, 1, 20, 4), 'r0 r1');
    assert.equal(gone({ bytes: 10, count: 1 }, 4, 4, 4), 'r0 r1');
  });

  it('is never the one that ended last', () => {
    assert.equal(gone({ bytes: 10 }, 1, 50), 'r0');
    assert.equal(gone({ bytes: 10 }, 50), '');
  });
});

describe('pruneRuns', () => {
  let runsDir: string;
  beforeEach(async () => {
    runsDir = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-prune-'));
  });
  afterEach(() => fs.rm(runsDir, { recursive: true, force: true }));

  const ended = (minute: number): EventsText =>
    new EventsText()
      .started(1_760_000_000 + 60 * minute)
      .step(1, 1, [1])
      .ended(2);
  const list = async (): Promise<RunSummary[]> => {
    const store = createRunStore(runsDir, { watch: false });
    await store.refresh();
    store.dispose();
    return store.list();
  };
  const prune = async (limits: Partial<KeepLimits>, options?: Parameters<typeof pruneRuns>[3]) => {
    const { removed, failed } = await pruneRuns(runsDir, await list(), { count: 0, bytes: 0, ...limits }, options);
    return { removed: removed.map(({ run }) => run.id), failed: failed.map(({ run }) => run.id) };
  };
  const left = async (): Promise<string[]> => (await fs.readdir(runsDir)).filter((name) => name !== 'index.json').sort();

  it('removes the oldest, and tells before doing so when it is only asked', async () => {
    for (const [i, id] of ['a', 'b', 'c', 'd'].entries()) await makeRun(runsDir, id, ended(i));
    assert.deepEqual(await prune({ count: 2 }, { dryRun: true }), { removed: ['a', 'b'], failed: [] });
    assert.equal((await left()).length, 4);
    assert.deepEqual(await prune({ count: 2 }), { removed: ['a', 'b'], failed: [] });
    assert.deepEqual(await left(), ['c', 'd']);
    assert.deepEqual(await prune({}), { removed: [], failed: [] });
  });

  it('measures what they take now, whatever the list says', async () => {
    for (const [i, id] of ['a', 'b', 'c'].entries()) await makeRun(runsDir, id, ended(i));
    const runs = await list();
    await fs.writeFile(path.join(runsDir, 'b', 'checkpoint'), Buffer.alloc(2e6));
    const { removed } = await pruneRuns(runsDir, runs, { count: 0, bytes: 1e6 });
    assert.deepEqual(
      removed.map(({ run, bytes }) => [run.id, bytes! > 2e6]),
      [
        ['a', false],
        ['b', true],
      ],
    );
  });

  it('neither removes nor counts what is pinned, goes on, waits, or is of a comparison', async () => {
    for (const [i, id] of ['pinned', 'running', 'queued', 'group', 'named', 'old', 'new'].entries()) await makeRun(runsDir, id, ended(i));
    await writeMeta(path.join(runsDir, 'pinned'), { pinned: true });
    await makeRun(runsDir, 'running', new EventsText().started().step(1, 1, [1]), {}, { ...(await identifyProcess(process.pid)) });
    await fs.rm(path.join(runsDir, 'queued'), { recursive: true });
    await makeRun(runsDir, 'queued', '', { createdAt: new Date().toISOString() });
    await fs.rm(path.join(runsDir, 'queued', 'process.json'));
    await makeRun(runsDir, 'group', ended(3), { group: 'g1' });
    await fs.mkdir(path.join(runsDir, 'groups'));
    await fs.writeFile(path.join(runsDir, 'groups', 'g1.json'), '{"version":1}');
    await fs.writeFile(path.join(runsDir, 'groups', 'g2.json'), '{"runs":["named"]}');
    assert.deepEqual(await prune({ count: 1 }), { removed: ['old'], failed: [] });
    assert.deepEqual(await left(), ['group', 'groups', 'named', 'new', 'pinned', 'queued', 'running']);
    // The comparison is gone.
    await fs.rm(path.join(runsDir, 'groups'), { recursive: true });
    assert.deepEqual(await prune({ count: 1 }), { removed: ['group', 'named'], failed: [] });
  });

  it('counts one whose process is on its way out, so that its end makes room', async () => {
    await makeRun(runsDir, 'old', ended(0));
    await makeRun(runsDir, 'ending', ended(1), {}, { ...(await identifyProcess(process.pid)) });
    assert.deepEqual(await prune({ count: 1 }), { removed: ['old'], failed: [] });
    await makeRun(runsDir, 'new', ended(2));
    assert.deepEqual(await prune({ count: 1 }), { removed: [], failed: [] });
    assert.deepEqual(await left(), ['ending', 'new']);
  });

  it('leaves alone what is not surely a run that is over', async () => {
    const outside = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-outside-'));
    try {
      const names = ['broken', 'elsewhere', 'link', 'meta', 'noplan', 'renamed'];
      for (const [i, id] of [...names, 'new'].entries()) if (id !== 'link') await makeRun(runsDir, id, ended(i));
      await makeRun(outside, 'link', ended(2));
      await fs.symlink(path.join(outside, 'link'), path.join(runsDir, 'link'));
      await fs.writeFile(path.join(runsDir, 'broken', 'run.json'), '{"id":');
      await fs.rm(path.join(runsDir, 'noplan', 'run.json'));
      const plan = await fs.readFile(path.join(runsDir, 'renamed', 'run.json'), 'utf8');
      await fs.writeFile(path.join(runsDir, 'renamed', 'run.json'), plan.replace('"id":"renamed"', '"id":"other"'));
      // It may go on there.
      const silent = await makeRun(runsDir, 'elsewhere', new EventsText().started().step(1, 1, [1]), {}, { host: 'elsewhere' });
      const old = new Date(Date.now() - 3_600_000);
      for (const name of ['stdout.log', 'stderr.log', 'events/0.0.jsonl', '.']) await fs.utimes(path.join(silent.dir, name), old, old);
      await fs.mkdir(path.join(runsDir, 'my notes'));
      await fs.writeFile(path.join(runsDir, 'my notes', 'run.json'), '{}');
      const runs = await list();
      // Whether it is pinned cannot be read.
      await fs.writeFile(path.join(runsDir, 'meta', 'meta.json'), '{"pinned":tr');
      assert.deepEqual(await pruneRuns(runsDir, runs, { count: 1, bytes: 0 }), { removed: [], failed: [] });
      assert.deepEqual(await left(), [...names, 'my notes', 'new'].sort());
    } finally {
      await fs.rm(outside, { recursive: true });
    }
  });

  it('looks again before each removal', async () => {
    for (const [i, id] of ['a', 'b', 'c'].entries()) await makeRun(runsDir, id, ended(i));
    const runs = await list();
    await writeMeta(path.join(runsDir, 'a'), { pinned: true });
    const { removed } = await pruneRuns(runsDir, runs, { count: 1, bytes: 0 });
    assert.deepEqual(
      removed.map(({ run }) => run.id),
      ['b'],
    );
    assert.deepEqual(await left(), ['a', 'c']);
  });

  it('of two windows at once removes each run once and no more than one alone', async () => {
    for (let i = 0; i < 12; i++) await makeRun(runsDir, `r${String(i).padStart(2, '0')}`, ended(i));
    const results = await Promise.all(Array.from({ length: 4 }, () => prune({ count: 5 })));
    assert.deepEqual(await left(), ['r07', 'r08', 'r09', 'r10', 'r11']);
    assert.deepEqual(
      results.flatMap(({ failed }) => failed),
      [],
    );
  });

  it('goes on when one cannot be removed, and says which', async () => {
    for (const [i, id] of ['a', 'b', 'c'].entries()) await makeRun(runsDir, id, ended(i));
    const gone: string[] = [];
    const remove = ({ id }: RunSummary): Promise<void> => {
      if (id === 'a') return Promise.reject(new Error('the trash does not take it'));
      gone.push(id);
      return Promise.resolve();
    };
    assert.deepEqual(await prune({ count: 1 }, { remove }), { removed: ['b'], failed: ['a'] });
    assert.deepEqual(gone, ['b']);
  });
});
