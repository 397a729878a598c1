import assert from 'node:assert/strict';
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { RunSummary } from '../../../extension/protocol/runViews';
import { createQueuePlace, eventsOf, processesOf, type QueuePlace } from './queueSupport';
import { until } from './support';

const root = path.resolve(__dirname, '../../..');

/** The command line as it is built, with real Python programs. */
describe('the queue of runs on the command line', function () {
  this.timeout(180_000);
  let place: QueuePlace;
  let folder: string;
  let environment: NodeJS.ProcessEnv;
  const children: ChildProcess[] = [];

  before(async () => {
    for (const built of ['cli.js', 'trainers/queue/dispatch.cjs', 'trainers/python/tensorwright_runner/__main__.py'])
      assert.ok(await fs.stat(path.join(root, 'dist', built)).catch(() => undefined), `${built} is not built: node scripts/build.mjs`);
  });
  beforeEach(async () => {
    place = await createQueuePlace();
    folder = path.dirname(place.program);
    await fs.writeFile(
      path.join(folder, 'train.py'),
      "import os, sys, time\nprint('rate', os.environ.get('RATE'), flush=True)\ntime.sleep(float(sys.argv[1]))\n",
    );
    environment = { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', XDG_CACHE_HOME: path.join(place.root, 'cache') };
  });
  afterEach(async () => {
    for (const child of children.splice(0)) if (child.exitCode === null) child.kill('SIGKILL');
    await place.remove();
  });

  const say = async (args: string[], env: NodeJS.ProcessEnv = {}): Promise<{ out: string; err: string }> => {
    const { stdout, stderr } = await promisify(execFile)(process.execPath, [path.join(root, 'dist', 'cli.js'), ...args], {
      cwd: folder,
      env: { ...environment, ...env },
    });
    return { out: stdout.trim(), err: stderr };
  };
  const list = async (): Promise<RunSummary[]> =>
    (JSON.parse((await say(['runs', 'list', '--format', 'json'])).out) as { runs: RunSummary[] }).runs;
  const statusOf = async (dir: string): Promise<string | undefined> => (await list()).find((run) => run.dir === dir)?.status;

  it('returns at once with --queue, lists places and reasons, starts one now and takes one out', async () => {
    const first = await say(['train', 'train.py', '--queue', '--parallel', '1', '--', '600']);
    assert.doesNotMatch(first.err, /queue/);
    const second = await say(['train', 'train.py', '--queue', '--', '0'], { RATE: '0.2' });
    assert.match(second.err, /place 1 in the queue: waits for 1 of 1 running\n/);
    const third = await say(['train', 'train.py', '--queue', '--', '0']);
    assert.match(third.err, /place 2 in the queue/);
    assert.deepEqual(
      (await list()).map(({ dir, status, queue }) => [dir, status, queue?.position]),
      [
        [third.out, 'queued', 2],
        [second.out, 'queued', 1],
        [first.out, 'running', undefined],
      ],
    );
    assert.match((await say(['runs', 'list'])).out, new RegExp(`^${path.basename(second.out)}  queued 1 `, 'm'));
    assert.match((await say(['runs', 'show', path.basename(third.out)])).out, /^queue +place 2 in the queue: waits for 1 of 1 running$/m);

    assert.match((await say(['runs', 'stop', path.basename(third.out)])).err, /taken out of the queue/);
    assert.equal(await statusOf(third.out), 'stopped');
    await say(['runs', 'start', path.basename(second.out)]);
    await until('it is done', async () => (await statusOf(second.out)) === 'ok');
    assert.match(await fs.readFile(path.join(second.out, 'stdout.log'), 'utf8'), /^rate 0\.2$/m);
    await assert.rejects(say(['runs', 'start', path.basename(second.out)]), /does not wait any more/);
    assert.equal(await statusOf(first.out), 'running');
    await say(['runs', 'stop', path.basename(first.out)]);
    assert.deepEqual(await eventsOf(third.out), []);
    await until('nothing runs any more', async () => (await processesOf(place.root)).length === 0);
  });

  it('follows a run from its place in the queue to its end, and does not wait with --now', async () => {
    const first = await say(['train', 'train.py', '--queue', '--parallel', '1', '--', '600']);
    const now = await say(['train', 'train.py', '--now', '--', '0']);
    assert.equal(await statusOf(now.out), 'ok');
    const child = spawn(process.execPath, [path.join(root, 'dist', 'cli.js'), 'train', 'train.py', '--', '0'], {
      cwd: folder,
      env: environment,
    });
    children.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
    await until('it says that it waits', () => said.includes('place 1 in the queue: waits for 1 of 1 running'));
    const ended = once(child, 'exit');
    await say(['runs', 'stop', path.basename(first.out)]);
    assert.deepEqual(await ended, [0, null]);
    assert.match(said, /^rate None$/m);
  });

  it('takes a run out of the queue with Ctrl-C', async () => {
    const first = await say(['train', 'train.py', '--queue', '--parallel', '1', '--', '600']);
    const child = spawn(process.execPath, [path.join(root, 'dist', 'cli.js'), 'train', 'train.py', '--', '0'], {
      cwd: folder,
      env: environment,
    });
    children.push(child);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
    await until('it waits', () => said.includes('in the queue'));
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    assert.deepEqual(await ended, [0, null]);
    assert.deepEqual(
      (await list()).map(({ status }) => status),
      ['stopped', 'running'],
    );
    await say(['runs', 'stop', path.basename(first.out)]);
  });
});
