import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { createRunStore, endLeftovers, launchRun, planRun, readOutput, stopRun } from '../../../extension/training';
import { startText, trainingHome, type ProgramRun } from '../../python/support/runProgram';
import { isAlive, kill, until } from '../training/support';

/** What a framework's hooks do, without one. */
const training = `
import gc, multiprocessing, os, sys, time
recorder = next(o for o in gc.get_objects() if type(o).__name__ == 'Recorder')
stop = next(o for o in gc.get_objects() if type(o).__name__ == 'StopControl')
recorder.enter('training')
series = recorder.series()
wide = {'metric %d' % i: 0.123456 for i in range(60)}
`;
const python = execFileSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
/** What breaks careless code stands in every path. */
const folder = `tensorwright "ws" it's ünï 数据 $HOME;`;

describe('a Python run', function () {
  this.timeout(180_000);
  let run: ProgramRun | undefined;
  const others: number[] = [];
  const start = async (body: string, name = 'train'): Promise<ProgramRun> =>
    (run = await startText(name, `${training}${body}`, { python, folder }));
  afterEach(async () => {
    for (const pid of others.splice(0)) kill(pid);
    await run?.remove();
    run = undefined;
  });

  /** Every step from the first on, whatever happened to the process. */
  const losses = (): (number | null)[] => run!.steps().map(({ loss }) => loss);
  const assertNothingLives = async (pids: readonly number[]): Promise<void> => {
    for (const pid of pids) assert.equal(await isAlive(pid), false, `process ${pid} stayed`);
  };

  it('that is killed in the middle of a record is lost, with every whole record that it wrote', async () => {
    await start('n = 0\nwhile True:\n    n += 1\n    series.step(float(n), wide)\n');
    const file = path.join(run!.dir, 'events', '0.0.jsonl');
    await until('megabytes are written', async () => ((await fs.stat(file).catch(() => undefined))?.size ?? 0) > 4 << 20, 120_000);
    process.kill(run!.pid, 'SIGKILL');
    await until('it is dead', async () => !(await isAlive(run!.pid)));
    // The kernel may have cut the last write; if it did not, the file is cut here as a power failure would.
    const text = await fs.readFile(file);
    if (text.at(-1) === 10) await fs.truncate(file, text.length - 100);
    const summary = await run!.ended();
    assert.equal(summary.status, 'lost');
    assert.equal(summary.malformedLines, 0);
    assert.equal(summary.missingRecords, 0);
    const found = losses();
    assert.ok(found.length > 1000);
    found.forEach((loss, i) => assert.equal(loss, i + 1));
    assert.equal(summary.step, found.length);
  });

  it('outlives whoever started it, and whoever comes later misses nothing', async () => {
    run = await startText('prepared', 'pass\n', { python, folder });
    const file = path.join(run.workspace, 'train.py');
    await fs.writeFile(file, `${training}for n in range(1, 301):\n    series.step(float(n))\n    time.sleep(0.01)\n`);
    const plan = await planRun({ file, workspace: run.workspace, python: { path: python, source: 'path' }, gpus: 'none' }, trainingHome());
    const runsDir = path.dirname(run.dir);
    const order = JSON.stringify({ plan, runsDir, home: trainingHome() });
    const launcher = spawn(process.execPath, ['--import=tsx', path.join(__dirname, '../training/fixtures/launcher.ts'), order], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    launcher.stdout.on('data', (data: Buffer) => (said += data.toString()));
    const { pid } = JSON.parse(await until('it launched', () => /^\{.*\}$/m.exec(said)?.[0])) as { pid: number };
    others.push(pid);
    launcher.kill('SIGKILL');
    await once(launcher, 'exit');
    assert.ok(await isAlive(pid));
    const store = createRunStore(runsDir);
    try {
      const ended = await until('the run ended', () => store.list().find((r) => r.id === plan.id && r.endedAt !== null));
      assert.deepEqual([ended.status, ended.step, ended.missingRecords, ended.malformedLines], ['ok', 300, 0, 0]);
    } finally {
      store.dispose();
    }
  });

  it('leaves no process behind when it and its parent are killed with workers at their work', async () => {
    await start(`
def work(queue):
    while True: queue.get()
if __name__ == '__main__':
    queue = multiprocessing.get_context('fork').Queue()
    pool = [multiprocessing.get_context('fork').Process(target=work, args=(queue,)) for _ in range(3)]
    for p in pool: p.start()
    print('workers', *[p.pid for p in pool], flush=True)
    while True:
        series.step(1.0)
        time.sleep(0.01)
`);
    const workers = await until('the workers are there', async () =>
      /workers (.*)/
        .exec((await readOutput(run!.dir, 'stdout', 0)).text)?.[1]
        ?.split(' ')
        .map(Number),
    );
    others.push(...workers);
    await run!.until('it trains', (r) => r.steps().length > 3);
    process.kill(run!.pid, 'SIGKILL');
    const summary = await run!.ended();
    assert.equal(summary.status, 'lost');
    assert.ok(await isAlive(workers[0]!), 'workers whose parent was killed stay by themselves');
    assert.equal(await endLeftovers(run!.dir), 3);
    await assertNothingLives(workers);
    assert.equal(await endLeftovers(run!.dir), 0);
  });

  it('never has its number taken for that of another process', async () => {
    await start('series.step(1.0)\n');
    await run!.ended();
    const other = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    others.push(other.pid!);
    const file = path.join(run!.dir, 'process.json');
    const record = JSON.parse(await fs.readFile(file, 'utf8')) as Record<string, unknown>;
    await fs.writeFile(file, JSON.stringify({ ...record, pid: other.pid }));
    assert.equal(await endLeftovers(run!.dir), 0);
    assert.deepEqual(await stopRun(run!.dir), { outcome: 'not-running' });
    assert.ok(await isAlive(other.pid!));
  });

  it('that ignores the file and every signal is ended by force, with what it started', async () => {
    await start(`
import signal, subprocess
child = subprocess.Popen(['sleep', '300'])
print('child', child.pid, flush=True)
for name in ('SIGTERM', 'SIGINT', 'SIGHUP'): signal.signal(getattr(signal, name), lambda *_: print('no', flush=True))
while True:
    try:
        series.step(1.0)
        time.sleep(0.01)
    except BaseException: pass
`);
    const child = Number(await until('it runs', async () => /child (\d+)/.exec((await readOutput(run!.dir, 'stdout', 0)).text)?.[1]));
    others.push(child);
    assert.deepEqual(await stopRun(run!.dir, { graceMs: 300, termMs: 300 }), { outcome: 'killed' });
    await assertNothingLives([run!.pid, child]);
    assert.equal((await run!.ended()).status, 'killed');
  });

  it('loses nothing to two windows that follow, list and stop it at once', async () => {
    await start('while True:\n    series.step(1.0)\n    stop.at_step()\n    time.sleep(0.001)\n');
    const second = createRunStore(path.dirname(run!.dir));
    try {
      await until('both see it train', () => (second.get(run!.plan.id)?.step ?? 0) > 100 && run!.summary.step > 100);
      const outcomes = await Promise.all([stopRun(run!.dir), stopRun(run!.dir)]);
      assert.deepEqual(outcomes, [{ outcome: 'stopped' }, { outcome: 'stopped' }]);
      const ended = await run!.ended();
      const other = await until('the other sees the end', () => second.list().find((r) => r.endedAt !== null));
      assert.deepEqual([ended.status, other.status], ['stopped', 'stopped']);
      assert.equal(other.step, ended.step);
      assert.equal(other.style, ended.style);
      assert.equal(ended.step, losses().length);
    } finally {
      second.dispose();
    }
  });

  it('of a million steps has every one of them in the record and on the curve', async () => {
    await start(`
n = 0
for epoch in range(1, 11):
    series.context(epoch=epoch, bs=4)
    for _ in range(100_000):
        n += 1
        series.step(float(n % 1000))
    recorder.epoch(epoch, series.count, 1.0, {'loss': 499.5}, 'callback')
`);
    const summary = await run!.ended();
    assert.equal(summary.status, 'ok', await run!.output());
    assert.deepEqual([summary.step, summary.epoch, summary.missingRecords], [1_000_000, 10, 0]);
    assert.equal(summary.points, 1_000_010);
    const [slice] = run!.store.query({ runs: [summary.id], metrics: ['loss'], x: 'step', range: null, columns: 1000 });
    assert.equal(slice!.points, 1_000_000);
    assert.deepEqual([Math.min(...slice!.y), Math.max(...slice!.y)], [0, 999]);
  });

  it('goes on when its directory is deleted, and ends by itself', async () => {
    await start("for n in range(200):\n    series.step(1.0)\n    time.sleep(0.01)\nopen('done.txt', 'w').write('done')\n");
    await run!.until('it trains', (r) => r.steps().length > 3);
    // While it goes, the run goes on writing.
    await fs.rm(run!.dir, { recursive: true, maxRetries: 20, retryDelay: 20 });
    await until('the store forgets it', () => !run!.store.get(run!.plan.id));
    await until('it ended', async () => !(await isAlive(run!.pid)));
    assert.equal(await run!.text('done.txt'), 'done');
    await assert.rejects(fs.stat(run!.dir));
  });

  it('keeps its copy of the trainer when another version comes', async () => {
    await start("while not os.path.exists('go'): time.sleep(0.02)\nimport pdb\npdb.set_trace()\nseries.step(1.0)\n");
    await run!.until('it started', (r) => r.of('run-started').length === 1);
    const { trainers, copies } = trainingHome();
    const newer = path.join(run!.workspace, 'newer');
    await fs.cp(trainers, newer, { recursive: true });
    await fs.appendFile(path.join(newer, 'python', 'tensorwright_runner', 'app.py'), '\n# newer\n');
    const file = path.join(run!.workspace, 'other.py');
    await fs.writeFile(file, 'print("newer")\n');
    const plan = await planRun(
      { file, workspace: run!.workspace, python: { path: python, source: 'path' }, gpus: 'none' },
      { trainers: newer, copies },
    );
    const launched = await launchRun(plan, path.dirname(run!.dir), { trainers: newer, copies });
    others.push(launched.pid);
    await until('the newer one ended', async () => !(await isAlive(launched.pid)));
    // Modules of the runner that are loaded late still come from the copy that the run began with.
    await fs.writeFile(path.join(run!.workspace, 'go'), '');
    const summary = await run!.ended();
    assert.equal(summary.status, 'ok', await run!.output());
    assert.deepEqual(
      run!.of('warning').map(({ code }) => code),
      ['breakpoint'],
    );
  });
});
