import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ProcessRecord } from '../../../extension/protocol/runs';
import { createRunStore, launchRun, stopRun, writeMeta, type RunStore, type RunStoreOptions } from '../../../extension/training';
import { createPlace, planOf, until, type Place } from './support';

describe('createRunStore', function () {
  this.timeout(60_000);
  let place: Place;
  const stores: RunStore[] = [];
  beforeEach(async () => {
    place = await createPlace();
  });
  afterEach(async () => {
    for (const store of stores.splice(0)) store.dispose();
    await place.remove();
  });

  const follow = (options?: RunStoreOptions): RunStore => {
    const store = createRunStore(place.runsDir, options);
    stores.push(store);
    return store;
  };
  const launch = async (...args: string[]) => {
    const run = await launchRun(planOf(place, args), place.runsDir, place.home);
    place.pids.push(run.pid);
    return run;
  };
  /** A run directory without a process, as another one left it. */
  const write = async (id: string, events: string, change: { process?: Partial<ProcessRecord>; file?: string } = {}) => {
    const dir = path.join(place.runsDir, id);
    await fs.mkdir(path.join(dir, 'events'), { recursive: true });
    await fs.writeFile(path.join(dir, 'run.json'), JSON.stringify(planOf(place, [], { id, name: id, createdAt: '2026-11-22T06:00:00Z' })));
    const record: ProcessRecord = {
      version: 1,
      pid: 2 ** 22 + 1,
      startTime: '1',
      bootId: 'before',
      host: os.hostname(),
      ...change.process,
    };
    await fs.writeFile(path.join(dir, 'process.json'), JSON.stringify(record));
    await fs.writeFile(path.join(dir, 'events', change.file ?? '0.0.jsonl'), events);
    return dir;
  };
  const step = (q: number, s0: number, loss: (number | string | null)[], more: object = {}) =>
    `${JSON.stringify({ v: 1, k: 'step', q, t: s0, rank: 0, attempt: 0, opt: 0, s0, n: loss.length, loss, dt: loss.map(() => 1), ...more })}\n`;
  const ended = (q: number, status = 'ok') =>
    `${JSON.stringify({ v: 1, k: 'run-ended', q, t: 9, rank: 0, attempt: 0, status, rc: 0, steps: 1, secs: 9 })}\n`;

  for (const watch of [true, false]) {
    it(`follows a run from its launch to its end ${watch ? 'with' : 'without'} file system events`, async () => {
      const store = follow({ watch });
      await store.refresh();
      assert.deepEqual(store.list(), []);
      const batches: string[][] = [];
      store.onDidChange((ids) => batches.push(ids));
      const { plan } = await launch('steps=40', 'ms=20');
      await store.refresh();
      const seen = store.get(plan.id)!;
      assert.equal(seen.status, 'running');
      assert.equal(seen.name, plan.name);
      const done = await until('it is done', () => store.list().find(({ status }) => status === 'ok'));
      assert.deepEqual([done.step, done.totalSteps, done.epoch, done.totalEpochs], [40, 40, 4, 4]);
      assert.deepEqual([done.params, done.optimizer, done.device?.backend], [1234, 'SGD', 'wasm']);
      assert.deepEqual(
        done.metrics.map(({ name }) => name),
        ['loss', 'val_loss', 'lr'],
      );
      const loss = done.metrics[0]!;
      assert.deepEqual([loss.last, loss.best, loss.bestStep, loss.bestEpoch, loss.goal], [1 / 40, 1 / 40, 40, 4, 'min']);
      assert.ok(batches.length > 2 && batches.every((ids) => ids.length === new Set(ids).size));
      assert.ok(store.events(plan.id).some(({ k }) => k === 'run-ended'));
    });
  }

  it('gives output once each, whole characters only, and all of it before the end is told', async () => {
    const store = follow();
    await store.refresh();
    const { plan } = await launch('steps=60', 'ms=10');
    let text = '';
    store.onDidOutput(plan.id, (chunk) => (text += chunk.text), { stdout: 0, stderr: 0 });
    await until('it is done', () => store.get(plan.id)?.status === 'ok');
    await until('the last line came', () => text.includes('step 60 完成'));
    assert.doesNotMatch(text, /\ufffd/);
    assert.equal(text.match(/^step \d+ 完成$/gm)?.length, 60);
  });

  it('lets two windows follow one folder: the same runs, the same styles', async () => {
    const [a, b] = [follow(), follow()];
    for (let i = 0; i < 3; i++) await launch('steps=30', 'ms=5');
    for (const store of [a, b]) await until('all ended', () => store.list().filter(({ status }) => status === 'ok').length === 3);
    await a.refresh();
    await b.refresh();
    assert.deepEqual(
      a.list().map(({ id, style, points }) => ({ id, style, points })),
      b.list().map(({ id, style, points }) => ({ id, style, points })),
    );
    assert.deepEqual(
      a
        .list()
        .map(({ style }) => style)
        .sort(),
      [0, 1, 2],
    );
    const [newest] = a.list();
    await writeMeta(newest!.dir, { name: 'the good one', pinned: true });
    await a.refresh();
    await b.refresh();
    for (const store of [a, b]) {
      assert.deepEqual(
        [store.get(newest!.id)!.name, store.get(newest!.id)!.pinned, store.get(newest!.id)!.style],
        ['the good one', true, newest!.style],
      );
    }
  });

  it('forgets a run whose directory is deleted while it is followed', async () => {
    const store = follow();
    const { plan, dir } = await launch('steps=100000');
    await until('points came', () => store.get(plan.id)?.points);
    const told: string[] = [];
    store.onDidChange((ids) => told.push(...ids));
    await fs.rename(dir, path.join(place.root, 'away'));
    await until('it is gone', () => !store.get(plan.id));
    await until('it was told', () => told.includes(plan.id));
    assert.deepEqual(store.list(), []);
    assert.deepEqual(store.events(plan.id), []);
  });

  it('waits for the rest of a half line and counts a malformed one', async () => {
    const store = follow();
    const { plan, dir } = await launch('steps=2', 'ms=5');
    await until('it is done', () => store.get(plan.id)?.status === 'ok');
    const line = step(99, 3, [0.25]);
    const other = await write(
      '20260101-000000-half',
      step(0, 1, [1]) + '{"v":1,"k":"step","q":1,\n' + 'no json\n' + step(3, 2, [0.5]).slice(0, 40),
      {
        process: JSON.parse(await fs.readFile(path.join(dir, 'process.json'), 'utf8')) as ProcessRecord,
      },
    );
    await store.refresh();
    const half = store.get('20260101-000000-half')!;
    assert.deepEqual([half.points, half.malformedLines, half.missingRecords, half.status], [1, 2, 0, 'lost']);
    await fs.appendFile(path.join(other, 'events', '0.0.jsonl'), step(3, 2, [0.5]).slice(40) + line + ended(100));
    await store.refresh();
    const whole = store.get('20260101-000000-half')!;
    assert.deepEqual([whole.points, whole.malformedLines, whole.missingRecords, whole.status], [3, 2, 95, 'ok']);
  });

  it('counts the newest attempt only and takes faults of other ranks', async () => {
    const dir = await write('20260101-000000-many', step(0, 1, [5, 4, 3]));
    await fs.writeFile(path.join(dir, 'events', '0.1.jsonl'), step(0, 1, [7]));
    const fault = {
      v: 1,
      k: 'error',
      q: 0,
      t: 2,
      rank: 1,
      attempt: 1,
      cls: 'Error',
      code: 'exception',
      msg: 'rank 1 broke',
      stack: [],
      trace: '',
      at: { file: 'a.ts', line: 3 },
    };
    await fs.writeFile(path.join(dir, 'events', '1.1.jsonl'), `${JSON.stringify(fault)}\n` + step(1, 1, [100, 200]));
    const store = follow();
    await store.refresh();
    const run = store.get('20260101-000000-many')!;
    assert.equal(run.points, 1);
    assert.equal(run.metrics[0]!.last, 7);
    assert.equal(run.failure?.msg, 'rank 1 broke');
    assert.equal(run.failure.at?.file, path.join(path.dirname(place.program), 'a.ts'));
  });

  it('judges a run on another machine by its files', async () => {
    const dir = await write('20260101-000000-away', step(0, 1, [1]), { process: { host: 'elsewhere' } });
    const store = follow();
    await store.refresh();
    assert.equal(store.get('20260101-000000-away')!.status, 'running');
    const old = new Date(Date.now() - 3600_000);
    for (const name of [dir, path.join(dir, 'events', '0.0.jsonl')]) await fs.utimes(name, old, old);
    await store.refresh();
    // The folder itself was touched when the style was written; that is not the program's sign of life.
    await until('it is lost', async () => {
      await fs.utimes(dir, old, old);
      await store.refresh();
      return store.get('20260101-000000-away')!.status === 'lost';
    });
  });

  it('lists a run whose plan cannot be read, and what is no run not at all', async () => {
    await fs.mkdir(path.join(place.runsDir, 'empty'), { recursive: true });
    await fs.mkdir(path.join(place.runsDir, 'groups'));
    await fs.writeFile(path.join(place.runsDir, 'note.txt'), '');
    for (const [id, text] of [
      ['20260101-000000-aaaa', '{"version":1,'],
      ['20260101-000000-bbbb', 'null'],
      ['20260101-000000-cccc', '{"file":7}'],
    ] as const) {
      const dir = await write(id, step(0, 1, [1]));
      await fs.writeFile(path.join(dir, 'run.json'), text);
    }
    const store = follow();
    await store.refresh();
    assert.deepEqual(
      store.list().map(({ status, failure, points, name, id }) => [status, failure?.code, points, name === id]),
      Array.from({ length: 3 }, () => ['lost', 'unreadable', 1, true]),
    );
  });

  it('reads an ended run from the index, and anew when its files or the index changed', async () => {
    const events = step(0, 1, ['NaN', 2, 'Infinity']) + step(1, 4, [0.5]) + ended(2);
    const dir = await write('20260101-000000-aaaa', events);
    await write('20260101-000000-bbbb', step(0, 1, [3]) + ended(1, 'failed'));
    const first = follow();
    await first.refresh();
    const before = first.list();
    first.dispose();
    const index = path.join(place.runsDir, 'index.json');

    // Proof that the index is used: it is made to say something else.
    const text = await fs.readFile(index, 'utf8');
    await fs.writeFile(index, text.replace('"points":4', '"points":4321'));
    const second = follow();
    await second.refresh();
    assert.equal(second.get('20260101-000000-aaaa')!.points, 4321);
    assert.deepEqual(
      second.list().map((run) => ({ ...run, points: 0 })),
      before.map((run) => ({ ...run, points: 0 })),
    );
    assert.deepEqual(
      second.query({ runs: ['20260101-000000-aaaa'], metrics: ['loss'], x: 'step', range: null, columns: 10 })[0]!.points,
      0,
    );
    await second.load(['20260101-000000-aaaa']);
    const [slice] = second.query({ runs: ['20260101-000000-aaaa'], metrics: ['loss'], x: 'step', range: null, columns: 10 });
    assert.deepEqual(
      [[...slice!.y], slice!.nonFinite.map(({ value }) => value)],
      [
        [NaN, 2, NaN, 0.5],
        ['NaN', 'Infinity'],
      ],
    );
    assert.equal(second.get('20260101-000000-aaaa')!.points, 4);
    second.dispose();

    await fs.appendFile(path.join(dir, 'events', '0.0.jsonl'), step(3, 5, [0.1]));
    await fs.writeFile(index, text);
    const third = follow();
    await third.refresh();
    assert.equal(third.get('20260101-000000-aaaa')!.points, 5);
    third.dispose();

    for (const broken of ['', '[]', '{"version":1,"runs":{"20260101-000000-aaaa":{"stamp":1}}}']) {
      await fs.writeFile(index, broken);
      const store = follow();
      await store.refresh();
      assert.deepEqual(
        store.list().map(({ points }) => points),
        [1, 5],
      );
      store.dispose();
    }
  });

  it('tells once the events of an ended run are there, also of one without any', async () => {
    await write('20260101-000000-aaaa', ended(0));
    const bare = path.join(place.runsDir, '20260101-000000-bare');
    await fs.mkdir(bare);
    await fs.writeFile(path.join(bare, 'run.json'), JSON.stringify(planOf(place)));
    const store = follow();
    await store.refresh();
    assert.deepEqual(store.events('20260101-000000-aaaa'), []);
    await until('they are there', () => store.events('20260101-000000-aaaa').length === 1);
    let told = 0;
    await store.load(['20260101-000000-bare', '20260101-000000-aaaa']);
    store.onDidChange(() => told++);
    for (let i = 0; i < 5; i++) {
      assert.deepEqual(store.events('20260101-000000-bare'), []);
      await store.refresh();
    }
    assert.ok(told <= 1, 'asking again must not read and tell again for ever');
  });

  it('keeps the graceful end of a run apart from what the user asked', async () => {
    const store = follow();
    const { plan, dir } = await launch('steps=100000', 'ms=30');
    await until('points came', () => store.get(plan.id)?.points);
    assert.equal(store.get(plan.id)!.stopRequested, false);
    const stopping = stopRun(dir);
    await stopping;
    const run = await until('it stopped', () => store.list().find(({ status }) => status === 'stopped'));
    assert.equal(run.stopRequested, true);
  });

  it('appears when the folder itself is made later, and stops when disposed', async () => {
    const store = follow({ slowPollMs: 100 });
    await store.refresh();
    await write('20260101-000000-aaaa', ended(0));
    await until('it is found', () => store.list().length);
    store.dispose();
    await write('20260101-000000-bbbb', ended(0));
    await store.refresh();
    assert.equal(store.list().length, 1);
  });
});
