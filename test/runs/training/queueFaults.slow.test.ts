import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { createLocalizer } from '../../../extension/protocol/localize';
import type { RunSummary } from '../../../extension/protocol/runViews';
import {
  createRunStore,
  deleteRun,
  enqueueRun,
  installTrainer,
  readOutput,
  setLimits,
  startNow,
  stopRun,
  tendQueue,
  TrainingError,
  type EnqueuedRun,
  type EnqueueOptions,
  type RunStore,
} from '../../../extension/training';
import chinese from '../../../l10n/training.zh-cn.json';
import {
  createQueuePlace,
  dispatchersOf,
  enqueueElsewhere,
  eventsOf,
  mostAtOnce,
  processesOf,
  quick,
  spanOf,
  type QueuePlace,
} from './queueSupport';
import { isAlive, kill, planOf, until } from './support';

describe('the queue of runs, when something happens to it', function () {
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

  const follow = async (): Promise<RunStore> => {
    store ??= createRunStore(place.runsDir, { pollMs: 50 });
    await store.refresh();
    return store;
  };
  const ended = async (id: string, status: RunSummary['status']): Promise<RunSummary> => {
    await follow();
    return until(`${id} is ${status}`, () => (store!.get(id)?.status === status ? store!.get(id) : undefined));
  };
  const output = async (dir: string): Promise<string> => (await readOutput(dir, 'stdout', 0)).text;
  const hold = (): ReturnType<QueuePlace['enqueue']> => place.enqueue(['steps=100000', 'ms=20']);

  const killDispatchers = async (): Promise<number> => {
    const pids = await dispatchersOf(place);
    for (const pid of pids) {
      kill(pid);
      await until('it is dead', async () => !(await isAlive(pid)));
    }
    return pids.length;
  };

  it('goes on when the dispatcher is killed, again and again: nothing is lost, and nothing runs twice', async () => {
    const first = await hold();
    const runs: EnqueuedRun[] = [];
    for (let i = 0; i < 16; i++) runs.push(await place.enqueue(['steps=8', 'ms=15']));
    await setLimits(place.runsDir, { parallel: 3 });
    await follow();
    const isOver = (): boolean => runs.every(({ plan }) => store!.get(plan.id)?.status === 'ok');
    let kills = 0;
    while (!isOver()) {
      await until('somebody looks after the queue', async () => (await dispatchersOf(place)).length > 0 || isOver());
      // Anywhere in its work: between a claim and a start, or between a start and its record.
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
      kills += await killDispatchers();
      // What every window does that sees runs wait which nobody looks after.
      await tendQueue(place.runsDir, place.home, quick);
    }
    assert.ok(kills >= 2, `${kills} were killed`);
    await stopRun(first.dir, { graceMs: 5000 });
    const spans = await Promise.all(runs.map(({ dir }) => spanOf(dir)));
    assert.ok(mostAtOnce(spans) <= 2);
    for (const { dir } of runs) assert.equal((await output(dir)).match(/started in/g)?.length, 1);
    await until('nothing runs any more', async () => (await processesOf(place.root)).length === 0);
  });

  it('starts a run once whose dispatcher was killed after it had started the process and before it could say so', async () => {
    const first = await hold();
    const { dir, plan } = await place.enqueue(['steps=10', 'ms=20']);
    await killDispatchers();
    // What such a dispatcher leaves behind: a claimed ticket, and a child that has only just begun.
    await fs.rename(path.join(dir, 'queue.json'), path.join(dir, 'queue.started.json'));
    const log = await fs.open(path.join(dir, 'stdout.log'), 'a');
    const child = path.join(await installTrainer(place.home), 'tfjs', 'child.js');
    spawn(process.execPath, [child, '--run', dir], { detached: true, stdio: ['ignore', log.fd, 'ignore'] }).unref();
    await log.close();
    await stopRun(first.dir, { graceMs: 5000 });
    await tendQueue(place.runsDir, place.home, quick);
    await ended(plan.id, 'ok');
    assert.equal((await eventsOf(dir)).filter(({ k }) => k === 'run-started').length, 1);
    assert.equal((await output(dir)).match(/started in/g)?.length, 1);
    await until('no other child is left', async () => (await processesOf(place.root, '--run\0')).length === 0);
  });

  it('starts a run that was claimed by somebody who was killed before there was a process', async () => {
    await hold();
    const { dir, plan } = await place.enqueue();
    await killDispatchers();
    await fs.rename(path.join(dir, 'queue.json'), path.join(dir, 'queue.started.json'));
    await setLimits(place.runsDir, { parallel: 0 });
    await tendQueue(place.runsDir, place.home, quick);
    await ended(plan.id, 'ok');
  });

  it('keeps its limit and its order with windows that queue at the same time', async () => {
    const orders = Array.from({ length: 6 }, () => ['steps=4', 'ms=10']);
    const dirs = (await Promise.all([1, 2, 3].map(() => enqueueElsewhere(place, orders)))).flat();
    assert.equal(new Set(dirs).size, 18);
    await follow();
    await until('all are done', () => store!.list().filter(({ status }) => status === 'ok').length === 18, 60_000);
    assert.equal(mostAtOnce(await Promise.all(dirs.map(spanOf))), 1);
    await until('nothing runs any more', async () => (await processesOf(place.root)).length === 0);
  });

  it('gives each run the environment of the moment when it was queued, and writes none of it down', async () => {
    const first = await hold();
    const order = ['steps=1', 'environment'];
    const dirs: string[] = [];
    for (const LR of ['0.1-hush', '0.2-hush', '0.1-hush']) dirs.push(...(await enqueueElsewhere(place, [order], { LR })));
    assert.equal((await dispatchersOf(place)).length, 2, 'one an environment');
    await stopRun(first.dir, { graceMs: 5000 });
    for (const dir of dirs) await ended(path.basename(dir), 'ok');
    const rates = await Promise.all(dirs.map(async (dir) => /"LR":"([^"]*)"/.exec(await output(dir))?.[1]));
    assert.deepEqual(rates, ['0.1-hush', '0.2-hush', '0.1-hush']);
    for (const { warnings } of store!.list()) assert.deepEqual(warnings, []);
    const files = await fs.readdir(place.runsDir, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile() && entry.name !== 'stdout.log'))
      assert.doesNotMatch(await fs.readFile(path.join(file.parentPath, file.name), 'utf8'), /hush/, file.name);
  });

  it('says so when it had to start a run with another environment', async () => {
    const first = await hold();
    const [dir] = await enqueueElsewhere(place, [['steps=1']], { LR: '0.1' });
    await killDispatchers();
    await tendQueue(place.runsDir, place.home, quick);
    await stopRun(first.dir, { graceMs: 5000 });
    const { warnings } = await ended(path.basename(dir!), 'ok');
    assert.deepEqual(
      warnings.map(({ code }) => code),
      ['environment'],
    );
  });

  it('trains what a file says when its turn comes, and tells that it was edited', async () => {
    const first = await hold();
    const { dir, plan } = await place.enqueue();
    await fs.writeFile(place.program, 'export const answer: number = 43;\n');
    await stopRun(first.dir, { graceMs: 5000 });
    const { warnings } = await ended(plan.id, 'ok');
    assert.deepEqual(warnings, [
      { code: 'edited', text: 'Edited while the run waited, and trained as it was when the run started: train.ts.' },
    ]);
    assert.match(await fs.readFile(path.join(dir, 'source', 'train.ts'), 'utf8'), /43/);
  });

  it('ends when the runs folder is deleted, and does not make it again', async () => {
    await hold();
    await place.enqueue();
    const [dispatcher] = await dispatchersOf(place);
    assert.ok(dispatcher);
    // The dispatcher may write a file just while its folder goes.
    await fs.rm(place.runsDir, { recursive: true, maxRetries: 10 });
    await until('the dispatcher has ended', async () => !(await isAlive(dispatcher)));
    assert.equal(await fs.stat(place.runsDir).catch(() => undefined), undefined);
  });

  it('passes over a run whose folder is deleted', async () => {
    const first = await hold();
    const [gone, other] = [await place.enqueue(), await place.enqueue()];
    await fs.rm(gone.dir, { recursive: true });
    await stopRun(first.dir, { graceMs: 5000 });
    await ended(other.plan.id, 'ok');
    assert.equal(await fs.stat(gone.dir).catch(() => undefined), undefined);
  });

  it('lets go of a run that is stopped or deleted', async () => {
    const first = await hold();
    const [cancelled, deleted, other] = [await place.enqueue(), await place.enqueue(), await place.enqueue()];
    await follow();
    assert.deepEqual(await stopRun(cancelled.dir), { outcome: 'cancelled' });
    assert.deepEqual(await stopRun(cancelled.dir), { outcome: 'not-running' });
    const stopped = await ended(cancelled.plan.id, 'stopped');
    assert.deepEqual({ queue: stopped.queue, failure: stopped.failure, step: stopped.step }, { queue: null, failure: null, step: 0 });
    assert.ok(stopped.endedAt! >= stopped.startedAt);
    await deleteRun(deleted.dir);
    await store!.refresh();
    assert.equal(store!.get(other.plan.id)!.queue!.position, 1);
    await stopRun(first.dir, { graceMs: 5000 });
    await ended(other.plan.id, 'ok');
    assert.deepEqual(await eventsOf(cancelled.dir), []);
    assert.equal(await fs.stat(deleted.dir).catch(() => undefined), undefined);
  });

  it('either starts a run or lets go of it, when it is stopped while its turn comes', async () => {
    const runs: EnqueuedRun[] = [];
    for (let i = 0; i < 12; i++) runs.push(await place.enqueue(['steps=100000', 'ms=10'], { parallel: 3 }));
    const outcomes = await Promise.all(
      runs.map(async ({ dir }, i) => {
        await new Promise((resolve) => setTimeout(resolve, i * 60));
        return (await stopRun(dir, { graceMs: 20_000 })).outcome;
      }),
    );
    await follow();
    await until('all have ended', () => runs.every(({ plan }) => store!.get(plan.id)?.status === 'stopped'));
    for (const [i, { dir }] of runs.entries()) {
      const started = (await eventsOf(dir)).some(({ k }) => k === 'run-started');
      assert.equal(outcomes[i], started ? 'stopped' : 'cancelled');
    }
    await until('nothing runs any more', async () => (await processesOf(place.root)).length === 0);
  });

  it('starts one at once that somebody does not want to wait', async () => {
    await hold();
    const [waiting, wanted] = [await place.enqueue(), await place.enqueue()];
    await startNow(wanted.dir, place.home);
    await ended(wanted.plan.id, 'ok');
    assert.equal(store!.get(waiting.plan.id)!.status, 'queued');
    const error: unknown = await startNow(wanted.dir, place.home).catch((e: unknown) => e);
    assert.ok(error instanceof TrainingError);
    const [elsewhere] = await enqueueElsewhere(place, [['steps=1', 'environment']], { LR: '0.7' });
    await startNow(elsewhere!, place.home);
    await ended(path.basename(elsewhere!), 'ok');
    assert.match(await output(elsewhere!), /"LR":"0.7"/, 'by the dispatcher that has its environment');
  });

  it('goes by a new limit at once, also for what waits already', async () => {
    await hold();
    const runs = [await place.enqueue(), await place.enqueue()];
    await setLimits(place.runsDir, { parallel: 2 });
    for (const { plan } of runs) await ended(plan.id, 'ok');
  });

  it('says why a run could not be started when its turn came, and goes on with the next', async () => {
    const first = await hold();
    const node = path.join(place.root, 'node');
    await fs.symlink(process.execPath, node);
    const lost = await enqueueRun(planOf(place, [], { interpreter: { path: node } }), place.runsDir, place.home, quick);
    const other = await place.enqueue();
    await fs.rm(node);
    await stopRun(first.dir, { graceMs: 5000 });
    const { failure, endedAt } = await ended(lost.plan.id, 'failed');
    assert.equal(failure?.code, 'start');
    assert.ok(failure.msg.startsWith(`${node} cannot be started: `), failure.msg);
    assert.match(createLocalizer('zh-cn', chinese).render(failure.message!), /无法启动/);
    assert.ok(endedAt);
    await ended(other.plan.id, 'ok');
  });

  it('leaves nothing behind when a run cannot be started at once', async () => {
    const interpreter = { path: path.join(place.root, 'no-such-node') };
    const error: unknown = await enqueueRun(planOf(place, [], { interpreter }), place.runsDir, place.home, quick).catch((e: unknown) => e);
    assert.ok(error instanceof TrainingError);
    assert.match(createLocalizer('zh-cn', chinese).render(error.userMessage), /无法启动/);
    assert.deepEqual(
      (await fs.readdir(place.runsDir)).filter((name) => !name.startsWith('.')),
      [],
    );
  });

  it('leaves nothing behind when a run would have to wait and nobody can look after the queue', async () => {
    const first = await hold();
    const nodes = { node: path.join(place.root, 'no-node'), fallbackNode: { path: path.join(place.root, 'no-editor'), env: {} } };
    const searchPath = process.env['PATH'];
    process.env['PATH'] = place.root;
    const attempt = async (options: EnqueueOptions): Promise<string> => {
      const error: unknown = await place.enqueue([], options).catch((e: unknown) => e);
      assert.ok(error instanceof TrainingError);
      return createLocalizer('en').render(error.userMessage);
    };
    try {
      assert.match(await attempt({ node: nodes }), /^No usable Node was found\. There is no file .*no-editor\.$/);
      await fs.writeFile(path.join(place.home.trainers, 'queue', 'dispatch.cjs'), "throw new Error('planted in the dispatcher');\n");
      assert.match(await attempt({}), /^The queue of runs does not start; .*dispatcher\.log says why\.$/);
    } finally {
      process.env['PATH'] = searchPath;
    }
    assert.match(await fs.readFile(path.join(place.runsDir, '.queue', 'dispatcher.log'), 'utf8'), /planted in the dispatcher/);
    assert.deepEqual(
      (await fs.readdir(place.runsDir)).filter((name) => !name.startsWith('.')),
      [first.plan.id],
    );
  });

  it('keeps the trainer with which a run was queued, though the extension is updated and no dispatcher lives', async () => {
    const first = await hold();
    const { dir, plan } = await place.enqueue(['steps=2']);
    await killDispatchers();
    const old = await installTrainer(place.home);
    kill(first.pid!);
    const newer = { ...place.home, trainers: path.join(place.root, 'newer') };
    await fs.cp(place.home.trainers, newer.trainers, { recursive: true });
    await fs.writeFile(path.join(newer.trainers, 'tfjs', 'child.js'), 'console.log("a newer trainer")\n');
    const longAgo = new Date(Date.now() - 48 * 3600 * 1000);
    await fs.utimes(old, longAgo, longAgo);
    await tendQueue(place.runsDir, newer, quick);
    await ended(plan.id, 'ok');
    assert.doesNotMatch(await output(dir), /newer/);
    await until('the dispatcher has ended', async () => (await dispatchersOf(place)).length === 0);
    await fs.utimes(old, longAgo, longAgo);
    await fs.appendFile(path.join(newer.trainers, 'tfjs', 'child.js'), '// newest\n');
    await installTrainer(newer);
    assert.ok(!(await fs.readdir(place.home.copies)).includes(path.basename(old)), 'then it goes');
  });

  it('takes the trainer of the dispatcher when the copy of a run was deleted', async () => {
    const first = await hold();
    const { plan } = await place.enqueue(['steps=2']);
    await until('it looks after the queue', async () => (await dispatchersOf(place)).length === 1);
    await killDispatchers();
    const file = path.join(place.runsDir, plan.id, 'queue.json');
    const ticket = JSON.parse(await fs.readFile(file, 'utf8')) as object;
    await fs.writeFile(file, JSON.stringify({ ...ticket, trainer: path.join(place.home.copies, 'gone') }));
    await stopRun(first.dir, { graceMs: 5000 });
    await tendQueue(place.runsDir, place.home, quick);
    await ended(plan.id, 'ok');
  });
});
