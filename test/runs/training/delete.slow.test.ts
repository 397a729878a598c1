import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import {
  createRunStore,
  deleteRun,
  launchRun,
  planRun,
  prepareDelete,
  readOutput,
  stopRun,
  TrainingError,
  type RunStore,
} from '../../../extension/training';
import { EventsText, makeRun } from '../../unit/training/madeRun';
import { createPlace, isAlive, planOf, until, type Place } from './support';
import { commandLine } from '../../support/commandLine';

const repository = path.join(__dirname, '..', '..', '..');

describe('a run directory', function () {
  this.timeout(120_000);
  let place: Place;
  let store: RunStore;
  const faults: unknown[] = [];
  beforeEach(async () => {
    place = await createPlace();
    faults.length = 0;
    store = createRunStore(place.runsDir, { onError: (error) => faults.push(error) });
  });
  afterEach(async () => {
    store.dispose();
    await place.remove();
  });

  it('that is removed while its run goes on: the program ends by itself, and nobody stumbles', async () => {
    const { dir, plan, pid } = await launchRun(planOf(place, ['steps=150', 'ms=10']), place.runsDir, place.home);
    place.pids.push(pid);
    await until('points came', () => store.get(plan.id)?.points);
    const output: string[] = [];
    store.onDidOutput(plan.id, ({ text }) => output.push(text));
    await until('output came', () => output.length);
    await fs.rm(dir, { recursive: true, maxRetries: 5, retryDelay: 50 }); // Its writer may be putting a file there just now.
    await until('it is gone', () => !store.get(plan.id));
    assert.ok(await isAlive(pid), 'it goes on');
    assert.deepEqual(await readOutput(dir, 'stdout', 0), { text: '', nextByte: 0, size: 0, done: true });
    assert.deepEqual(await stopRun(dir), { outcome: 'not-running' });
    await deleteRun(dir);
    await until('it has ended', async () => !(await isAlive(pid)));
    await store.refresh();
    assert.deepEqual(store.list(), []);
    assert.deepEqual(
      (await fs.readdir(place.runsDir)).filter((name) => name !== 'index.json'),
      [],
    );
    assert.deepEqual(faults, []);
  });

  it('of Python that is removed while its run goes on: the program ends by itself', async () => {
    const trainers = path.join(place.root, 'trainers');
    await fs.cp(path.join(repository, 'extension/trainers/python'), path.join(trainers, 'python'), { recursive: true });
    const workspace = path.dirname(place.program);
    await fs.writeFile(
      path.join(workspace, 'train.py'),
      'import sys, time\nprint("begins", flush=True)\nfor i in range(30):\n    time.sleep(0.1)\n    print(i, flush=True)\nopen("done", "w").close()\n',
    );
    const home = { ...place.home, trainers };
    const { dir, plan, pid } = await launchRun(await planRun({ file: 'train.py', workspace }, home), place.runsDir, home);
    place.pids.push(pid);
    await until('it has begun', async () => (await readOutput(dir, 'stdout', 0)).text.includes('begins'));
    await fs.rm(dir, { recursive: true, maxRetries: 5, retryDelay: 50 }); // Its writer may be putting a file there just now.
    await until('it has ended', async () => !(await isAlive(pid)));
    await until('it is gone', () => !store.get(plan.id));
    // Nobody is left who could stop it, so it may also end at once; but it must not leave anything where the run was.
    assert.deepEqual(
      (await fs.readdir(place.runsDir)).filter((name) => name !== 'index.json'),
      [],
    );
    assert.deepEqual(faults, []);
  });

  it('of a run on another machine, or of one that is just being started, stays', async () => {
    const elsewhere = await makeRun(place.runsDir, 'a', new EventsText().started().step(1, 1, [1]), {}, { host: 'elsewhere' });
    const young = await makeRun(place.runsDir, 'b', '', { createdAt: new Date().toISOString() });
    await fs.rm(path.join(young.dir, 'process.json'));
    for (const { dir } of [elsewhere, young]) {
      await assert.rejects(deleteRun(dir), TrainingError);
      await assert.rejects(prepareDelete(dir), TrainingError);
      assert.ok(await fs.stat(dir));
    }
    // Both are over now.
    await fs.appendFile(path.join(elsewhere.dir, 'events', '0.0.jsonl'), new EventsText().ended(2).text);
    await makeRun(place.runsDir, 'b', '');
    for (const { dir } of [elsewhere, young]) await deleteRun(dir);
    assert.deepEqual(
      (await fs.readdir(place.runsDir)).filter((name) => name !== 'index.json'),
      [],
    );
  });

  it('goes although a program left folders in it that may not be changed', async () => {
    const run = await makeRun(place.runsDir, "it's 训练", new EventsText().ended(1));
    const deep = path.join(run.dir, 'artifacts', 'check "point"');
    await fs.mkdir(deep, { recursive: true });
    await fs.writeFile(path.join(deep, 'weights'), 'x', { mode: 0o444 });
    await fs.chmod(deep, 0o555);
    await fs.chmod(path.dirname(deep), 0o555);
    // Who may do everything meets no such folder.
    const isRoot = process.getuid?.() === 0;
    const nobody = 65534;
    if (isRoot) {
      for (const folder of [place.root, place.runsDir]) await fs.chmod(folder, 0o777);
      for (const name of ['.', ...(await fs.readdir(run.dir, { recursive: true }))])
        await fs.lchown(path.join(run.dir, name), nobody, nobody);
    }
    // Somebody else may not be able to read the folder that this repository lies in.
    const script = path.join(place.root, 'tryDelete.cjs');
    await esbuild.build({
      entryPoints: [path.join(__dirname, 'fixtures', 'tryDelete.ts')],
      bundle: true,
      platform: 'node',
      outfile: script,
    });
    const said = spawnSync(process.execPath, [script, run.dir], {
      encoding: 'utf8',
      cwd: place.root,
      env: { PATH: process.env['PATH'], HOME: os.tmpdir() },
      ...(isRoot ? { uid: nobody, gid: nobody } : {}),
    });
    assert.equal(said.stdout, 'deleted\n', said.stderr);
    assert.deepEqual(
      (await fs.readdir(place.runsDir)).filter((name) => name !== 'index.json'),
      [],
    );
  });

  it('of which a killed process left a part is swept away with the next one', async () => {
    const run = await makeRun(place.runsDir, 'a', new EventsText().ended(1));
    const ended = spawnSync(process.execPath, ['-e', '']).pid;
    const [left, busy] = [`.deleted-b-${ended}`, `.deleted-c-${process.ppid}`];
    for (const name of [left, busy]) await fs.mkdir(path.join(place.runsDir, name, 'events'), { recursive: true });
    await deleteRun(run.dir);
    assert.deepEqual(
      (await fs.readdir(place.runsDir)).filter((name) => name !== 'index.json'),
      [busy],
    );
  });

  it('goes beyond the limits by the command line, which says what it would do', async () => {
    for (const [i, id] of ['20260203-040501-aaaa', '20260203-040502-bbbb', '20260203-040503-cccc'].entries())
      await makeRun(place.runsDir, id, new EventsText().started(1_760_000_000 + i).ended(1));
    const cli = (...args: string[]) =>
      spawnSync(process.execPath, [commandLine, 'runs', ...args, '--runs', place.runsDir], {
        encoding: 'utf8',
        cwd: repository,
        env: { ...process.env, LC_ALL: 'C' },
      });
    const dry = cli('prune', '--keep', '1', '--dry-run');
    const [a, b] = ['20260203-040501-aaaa', '20260203-040502-bbbb'].map((id) => path.join(place.runsDir, id));
    assert.deepEqual([dry.status, dry.stdout], [0, `${a}\n${b}\n`]);
    assert.match(dry.stderr, /^Runs to delete: 2 \(\d+ kB\)\.\n$/);
    assert.equal(cli('pin', 'last', '20260203-040501').status, 0);
    assert.equal(cli('prune', '--max-gb', '0.0000001').stdout, '', 'the one that ended last stays');
    assert.match(cli('list').stdout, /aaaa +done .* kB +20260203-040501-aaaa \(pinned\)\n$/);
    await makeRun(place.runsDir, '20260203-040504-dddd', new EventsText().started(1_760_000_009).ended(1));
    assert.equal(cli('prune', '--max-gb', '0.0000001').stdout, `${b}\n`);
    for (const args of [[], ['--keep', '0'], ['--max-gb', 'much'], ['--max-gb', '0'], ['--keep', '1', 'last']]) {
      assert.equal(cli('prune', ...args).status, 2, args.join(' '));
    }
    assert.equal((await fs.readdir(place.runsDir)).filter((name) => name !== 'index.json').length, 3);
  });
});
