import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { createLocalizer } from '../../../extension/protocol/localize';
import type { StepEvent } from '../../../extension/protocol/runs';
import { createRunStore, installTrainer, launchRun, readOutput, TrainingError, type RunStore } from '../../../extension/training';
import chinese from '../../../l10n/training.zh-cn.json';
import { createPlace, fakeTrainer, isAlive, kill, planOf, until, type Place } from './support';

describe('launchRun', function () {
  this.timeout(60_000);
  let place: Place;
  let store: RunStore | undefined;
  beforeEach(async () => {
    place = await createPlace();
  });
  afterEach(async () => {
    store?.dispose();
    store = undefined;
    await place.remove();
  });

  const launch = async (args: string[]) => {
    const run = await launchRun(planOf(place, args), place.runsDir, place.home);
    place.pids.push(run.pid);
    return run;
  };

  it('writes the whole directory and starts the program where the plan says', async () => {
    const other = path.join(path.dirname(place.program), 'lib', 'model.ts');
    await fs.mkdir(path.dirname(other));
    await fs.writeFile(other, 'export {};\n');
    const outside = path.join(place.root, 'shared.ts');
    await fs.writeFile(outside, 'export {};\n');
    const plan = planOf(place, ['steps=3']);
    const { dir, pid } = await launchRun(plan, place.runsDir, place.home, [
      other,
      outside,
      place.program,
      path.join(place.root, 'gone.ts'),
    ]);
    place.pids.push(pid);
    assert.equal(dir, path.join(place.runsDir, plan.id));
    assert.deepEqual(JSON.parse(await fs.readFile(path.join(dir, 'run.json'), 'utf8')), plan);
    assert.equal(await fs.readFile(path.join(dir, 'source', 'train.ts'), 'utf8'), await fs.readFile(place.program, 'utf8'));
    assert.equal(await fs.readFile(path.join(dir, 'source', 'lib', 'model.ts'), 'utf8'), 'export {};\n');
    assert.equal((await fs.readdir(path.join(dir, 'source', 'outside'))).length, 1);
    assert.equal(await fs.readFile(path.join(place.runsDir, '..', '.gitignore'), 'utf8'), '*\n');
    const record = JSON.parse(await fs.readFile(path.join(dir, 'process.json'), 'utf8')) as Record<string, unknown>;
    assert.equal(record['pid'], pid);
    if (process.platform === 'linux') assert.match(String(record['startTime']), /^\d+$/);
    await until('the output is there', async () =>
      (await readOutput(dir, 'stdout', 0)).text.includes(`started in ${path.dirname(place.program)}`),
    );
    assert.deepEqual(
      (await fs.readdir(place.runsDir)).filter((name) => name.startsWith('.new')),
      [],
    );
  });

  it("gives the child the user's environment without the editor's, and records none of it", async () => {
    const names = { TENSORWRIGHT_TEST_SECRET: 'hush-4711', VSCODE_PID: '1', ELECTRON_RUN_AS_NODE: '1' };
    Object.assign(process.env, names);
    try {
      const { dir } = await launch(['steps=1', 'environment']);
      const line = await until('the environment is printed', async () => /^\{.*\}$/m.exec((await readOutput(dir, 'stdout', 0)).text)?.[0]);
      const env = JSON.parse(line) as Record<string, string>;
      assert.equal(env['TENSORWRIGHT_TEST_SECRET'], 'hush-4711');
      assert.equal(env['VSCODE_PID'], undefined);
      assert.equal(env['ELECTRON_RUN_AS_NODE'], undefined);
      for (const file of ['run.json', 'process.json']) assert.doesNotMatch(await fs.readFile(path.join(dir, file), 'utf8'), /hush-4711/);
    } finally {
      for (const name of Object.keys(names)) delete process.env[name];
    }
  });

  it('outlives a launcher that is killed, and a new store misses nothing', async () => {
    const order = JSON.stringify({ plan: planOf(place, ['steps=80', 'ms=15']), runsDir: place.runsDir, home: place.home });
    const launcher = spawn(process.execPath, ['--import=tsx', path.join(__dirname, 'fixtures', 'launcher.ts'), order], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    launcher.stdout.on('data', (data: Buffer) => (said += data.toString()));
    const { dir, pid } = JSON.parse(await until('the launcher launched', () => /^\{.*\}$/m.exec(said)?.[0])) as {
      dir: string;
      pid: number;
    };
    place.pids.push(pid);
    const first = createRunStore(place.runsDir);
    await until('the first points are seen', () => first.list()[0]?.points);
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    first.dispose();
    assert.ok(await isAlive(pid), 'the child went on');

    store = createRunStore(place.runsDir);
    await store.refresh();
    const atOnce = store.list()[0]!;
    assert.ok(atOnce.points > 0, 'what was written before is there at once');
    const ended = await until('the run ended', () => store!.list().find(({ status }) => status === 'ok'));
    assert.equal(ended.step, 80);
    assert.equal(ended.malformedLines, 0);
    assert.equal(ended.missingRecords, 0);
    const [slice] = store.query({ runs: [ended.id], metrics: ['loss'], x: 'step', range: null, columns: 1000 });
    const written = (await fs.readFile(path.join(dir, 'events', '0.0.jsonl'), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as StepEvent)
      .filter(({ k }) => k === 'step');
    assert.deepEqual(
      [...slice!.step],
      written.map(({ s0 }) => s0),
    );
    assert.deepEqual(
      [...slice!.y],
      written.map(({ loss }) => loss[0]),
    );
  });

  it('finds a killed child lost, and keeps what it wrote', async () => {
    const { plan, pid } = await launch(['steps=10000', 'ms=5']);
    store = createRunStore(place.runsDir);
    await until('some steps came', () => (store!.get(plan.id)?.step ?? 0) > 5);
    assert.equal(store.get(plan.id)!.status, 'running');
    process.kill(pid, 'SIGKILL');
    const lost = await until('it is lost', () => store!.list().find(({ status }) => status === 'lost'));
    assert.ok(lost.step > 5);
    assert.notEqual(lost.endedAt, null);
    assert.equal(lost.eta, null);
    assert.equal(lost.phase, null);
  });

  it('says that a program cannot be started, and leaves nothing behind', async () => {
    const interpreter = { path: path.join(place.root, 'no-such-node') };
    const error = await launchRun(planOf(place, [], { interpreter }), place.runsDir, place.home).catch((e: unknown) => e);
    assert.ok(error instanceof TrainingError);
    assert.match(createLocalizer('zh-cn', chinese).render(error.userMessage), /无法启动/);
    assert.deepEqual(await fs.readdir(place.runsDir), []);
  });

  it('says that a folder is in the way, in both languages, and leaves nothing behind', async () => {
    const file = path.join(place.root, 'file');
    await fs.writeFile(file, '');
    for (const runsDir of [file, path.join(file, 'runs')]) {
      const error = await launchRun(planOf(place), runsDir, place.home).catch((e: unknown) => e);
      assert.ok(error instanceof TrainingError);
      assert.equal(createLocalizer('en').render(error.userMessage), `The run cannot be recorded: ${runsDir} is not a folder.`);
      assert.match(createLocalizer('zh-cn', chinese).render(error.userMessage), /不是文件夹/);
    }
  });

  /** Launches on small disks inside a mount that only its own process sees: needs Linux and either root or user namespaces. */
  async function launchOnDisks(mountOptions: string[]): Promise<{ said: string; left: string[]; processes: number }[]> {
    await installTrainer(place.home);
    const disks = mountOptions.map((_, i) => path.join(place.root, `disk${i}`));
    for (const disk of disks) await fs.mkdir(disk, { recursive: true });
    const mounts = mountOptions.map((options, i) => `mount -t tmpfs -o ${options} tmpfs "${disks[i]}"`).join(' && ');
    const order = JSON.stringify({ plan: planOf(place, ['steps=100000']), disks, home: place.home });
    const script = `${mounts} && "$1" --import=tsx "$2" "$3"`;
    const own = process.getuid?.() === 0 ? '-m' : '-rm';
    const tryLaunch = path.join(__dirname, 'fixtures', 'tryLaunch.ts');
    const said = execFileSync('unshare', [own, 'sh', '-c', script, 'sh', process.execPath, tryLaunch, order], { encoding: 'utf8' });
    return said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { said: string; left: string[]; processes: number });
  }

  it('refuses a disk that is read-only', async () => {
    const [result] = await launchOnDisks(['size=1m,ro']);
    assert.match(result!.said, /^The run cannot be recorded: .* is not writable\.$/);
  });

  it('leaves nothing half written and no process behind, wherever in a launch the disk is full', async () => {
    // One more file fits on each disk, so that every step of a launch fails once.
    const results = await launchOnDisks(Array.from({ length: 16 }, (_, i) => `size=1m,nr_inodes=${i + 2}`));
    const full = results.filter(({ said }) => said !== 'launched');
    // The first fits the folder only, the seventh all but the record of the process that runs already.
    assert.ok(full.length >= 7 && full.length < results.length, `refused on ${full.length} disks`);
    for (const result of full) {
      assert.match(result.said, /^The disk is full: the run cannot be recorded in /);
      assert.deepEqual({ left: result.left, processes: result.processes }, { left: [], processes: 0 });
    }
    const [noSpace] = await launchOnDisks(['size=4k']);
    assert.match(noSpace!.said, /^The disk is full/);
    assert.deepEqual(noSpace!.left, []);
  });

  it('uses one copy of the trainer from two windows at once, and keeps one that a live run uses', async () => {
    const copies = await Promise.all(Array.from({ length: 6 }, () => installTrainer(place.home)));
    assert.equal(new Set(copies).size, 1);
    assert.deepEqual(await fs.readdir(place.home.copies), [path.basename(copies[0]!)]);

    const { pid } = await launch(['steps=10000']);
    const newer = path.join(place.root, 'newer');
    await fs.cp(fakeTrainer, newer, { recursive: true });
    await fs.appendFile(path.join(newer, 'tfjs', 'child.js'), '// newer\n');
    const old = new Date(Date.now() - 48 * 3600 * 1000);
    await fs.utimes(copies[0]!, old, old);
    await installTrainer({ ...place.home, trainers: newer });
    assert.ok((await fs.readdir(place.home.copies)).includes(path.basename(copies[0]!)), 'in use');
    kill(pid);
    await until('the child is dead', async () => !(await isAlive(pid)));
    await fs.appendFile(path.join(newer, 'tfjs', 'child.js'), '// newest\n');
    await installTrainer({ ...place.home, trainers: newer });
    assert.ok(!(await fs.readdir(place.home.copies)).includes(path.basename(copies[0]!)), 'pruned');
  });

  it('repairs a copy from which files were removed', async () => {
    const copy = await installTrainer(place.home);
    await fs.rm(path.join(copy, 'tfjs', 'child.js'));
    assert.equal(await installTrainer(place.home), copy);
    assert.ok((await fs.stat(path.join(copy, 'tfjs', 'child.js'))).size > 0);
  });
});
