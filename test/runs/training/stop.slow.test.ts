import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { ProcessRecord } from '../../../extension/protocol/runs';
import { createRunStore, deleteRun, launchRun, readOutput, stopRun, TrainingError, type LaunchedRun } from '../../../extension/training';
import { createPlace, isAlive, kill, planOf, until, type Place } from './support';

describe('stopRun', function () {
  this.timeout(60_000);
  let place: Place;
  beforeEach(async () => {
    place = await createPlace();
  });
  afterEach(() => place.remove());

  const launch = async (...args: string[]): Promise<LaunchedRun> => {
    const run = await launchRun(planOf(place, ['steps=100000', ...args]), place.runsDir, place.home);
    place.pids.push(run.pid);
    await until('it trains', async () => (await readOutput(run.dir, 'stdout', 0)).text.includes('step 1 '));
    return run;
  };
  const statusOf = async (id: string) => {
    const store = createRunStore(place.runsDir, { watch: false });
    await store.refresh();
    store.dispose();
    return store.get(id)?.status;
  };

  it('asks first, and a program that listens ends by itself', async () => {
    const { dir, pid, plan } = await launch();
    assert.deepEqual(await stopRun(dir), { outcome: 'stopped' });
    assert.equal(await isAlive(pid), false);
    assert.equal(await statusOf(plan.id), 'stopped');
  });

  it('ends what the program started with it', async () => {
    const { dir, pid } = await launch('grandchild');
    const grandchild = Number(/grandchild (\d+)/.exec((await readOutput(dir, 'stdout', 0)).text)![1]);
    assert.ok(await isAlive(grandchild));
    assert.deepEqual(await stopRun(dir), { outcome: 'stopped' });
    assert.equal(await isAlive(pid), false);
    assert.equal(await isAlive(grandchild), false);
  });

  it('sends a signal to one that does not listen', async () => {
    const { dir, pid, plan } = await launch('ignore-stop', 'grandchild');
    const grandchild = Number(/grandchild (\d+)/.exec((await readOutput(dir, 'stdout', 0)).text)![1]);
    assert.deepEqual(await stopRun(dir, { graceMs: 200 }), { outcome: 'terminated' });
    assert.equal(await isAlive(pid), false);
    assert.equal(await isAlive(grandchild), false);
    // It did not end in good order, but it was asked to: it is not lost.
    assert.equal(await statusOf(plan.id), 'killed');
  });

  it('ends one that ignores signals by force', async () => {
    const { dir, pid } = await launch('ignore-stop', 'ignore-term');
    assert.deepEqual(await stopRun(dir, { graceMs: 100, termMs: 200 }), { outcome: 'killed' });
    assert.equal(await isAlive(pid), false);
    assert.match((await readOutput(dir, 'stdout', 0)).text, /not now/);
  });

  it('does nothing to a run that has long ended', async () => {
    const { dir, pid } = await launch();
    kill(pid);
    await until('it is dead', async () => !(await isAlive(pid)));
    assert.deepEqual(await stopRun(dir), { outcome: 'not-running' });
    assert.deepEqual(await stopRun(path.join(place.runsDir, 'no-such-run')), { outcome: 'not-running' });
  });

  it('never touches another process that got the pid', async function () {
    const first = await launch();
    const other = await launch();
    const file = path.join(first.dir, 'process.json');
    const record = JSON.parse(await fs.readFile(file, 'utf8')) as ProcessRecord;
    // The start time tells them apart; where the system does not give it, the boot id of an earlier start does.
    await fs.writeFile(
      file,
      JSON.stringify({
        ...record,
        pid: other.pid,
        startTime: record.startTime && '1',
        bootId: record.startTime ? record.bootId : 'before',
      }),
    );
    assert.deepEqual(await stopRun(first.dir, { graceMs: 0, termMs: 0 }), { outcome: 'not-running' });
    assert.ok(await isAlive(other.pid));
    await fs.writeFile(file, JSON.stringify({ ...record, pid: other.pid, bootId: 'another start of this machine' }));
    if (record.bootId) assert.deepEqual(await stopRun(first.dir, { graceMs: 0, termMs: 0 }), { outcome: 'not-running' });
    assert.ok(await isAlive(other.pid));
  });

  it('only asks a run on another machine', async () => {
    const { dir, pid } = await launch('ignore-stop');
    const file = path.join(dir, 'process.json');
    const record = JSON.parse(await fs.readFile(file, 'utf8')) as ProcessRecord;
    await fs.writeFile(file, JSON.stringify({ ...record, host: 'elsewhere' }));
    assert.deepEqual(await stopRun(dir, { graceMs: 0 }), { outcome: 'requested' });
    assert.ok(await isAlive(pid));
    assert.ok((await fs.readdir(dir)).includes('stop'));
  });

  it('deletes only a run that does not run, and nothing that is none', async () => {
    const { dir, pid } = await launch();
    await assert.rejects(deleteRun(dir), TrainingError);
    await assert.rejects(deleteRun(path.dirname(place.program)), TrainingError);
    kill(pid);
    await until('it is dead', async () => !(await isAlive(pid)));
    await deleteRun(dir);
    await deleteRun(dir);
    assert.deepEqual(await fs.readdir(place.runsDir), []);
    assert.ok(await fs.stat(place.program));
  });
});
