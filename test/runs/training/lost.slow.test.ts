import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunSummary } from '../../../extension/protocol/runViews';
import { createRunStore, launchRun, planRun, type RunStore, type TrainingHome } from '../../../extension/training';
import { kill, until } from './support';
import { commandLine } from '../../support/commandLine';

const repository = path.join(__dirname, '..', '..', '..');

/** Real crashes and kills of a real Python under the real runner. */
describe('a Python program that ends without a word', function () {
  this.timeout(120_000);
  let root: string;
  let workspace: string;
  let home: TrainingHome;
  let store: RunStore | undefined;
  const pids: number[] = [];
  before(async () => {
    root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-lost-')));
    home = { trainers: path.join(root, 'trainers'), copies: path.join(root, 'copies') };
    await fs.cp(path.join(repository, 'extension/trainers/python'), path.join(home.trainers, 'python'), {
      recursive: true,
      filter: (file) => !file.includes('__pycache__'),
    });
    workspace = path.join(root, `it's "训练"`);
    await fs.mkdir(workspace);
  });
  afterEach(() => {
    store?.dispose();
    for (const pid of pids.splice(0)) kill(pid);
  });
  after(() => fs.rm(root, { recursive: true, force: true }));

  const runsDir = (): string => path.join(workspace, 'runs');
  const launch = async (text: string): Promise<{ id: string; pid: number }> => {
    await fs.writeFile(path.join(workspace, 'train é.py'), text);
    const plan = await planRun({ file: 'train é.py', workspace }, home);
    const { pid } = await launchRun(plan, runsDir(), home);
    pids.push(pid);
    store = createRunStore(runsDir());
    return { id: plan.id, pid };
  };
  const lost = (id: string): Promise<RunSummary> =>
    until('it is lost', () => {
      const run = store!.get(id);
      return run?.status === 'lost' ? run : null;
    });

  it('says which line crashed', async () => {
    const { id } = await launch('import ctypes\n\n\ndef read(at):\n    return ctypes.string_at(at)\n\n\nread(0)\n');
    const { lostReason } = await lost(id);
    assert.deepEqual(lostReason, {
      code: 'crash',
      signal: 'SIGSEGV',
      text: 'Segmentation fault',
      at: { file: path.join(workspace, 'train é.py'), line: 5, fn: 'read' },
    });
    const show = spawnSync(process.execPath, [commandLine, 'runs', 'show', id, '--runs', runsDir()], {
      encoding: 'utf8',
      cwd: repository,
      env: { ...process.env, LC_ALL: 'C' },
    });
    assert.match(show.stdout, /\nreason +The process crashed at .*train é\.py:5: Segmentation fault \(SIGSEGV\)\.\n/);
    assert.match(show.stdout, /\nsize +\d+ kB\n/);
  });

  it('says that it aborted', async () => {
    const { id } = await launch('import os\nos.abort()\n');
    const { lostReason } = await lost(id);
    assert.deepEqual(lostReason?.code === 'crash' && [lostReason.signal, lostReason.at?.line], ['SIGABRT', 2]);
  });

  it('says that it was killed, also when a worker of it had crashed before', async () => {
    const { id, pid } = await launch(
      'import subprocess, sys, time\n' +
        'print("crashed", subprocess.run([sys.executable, "-c", "import os; os.abort()"]).returncode, flush=True)\n' +
        'time.sleep(100)\n',
    );
    const out = path.join(runsDir(), id, 'stdout.log');
    await until('its worker has crashed', async () => (await fs.readFile(out, 'utf8')).includes('crashed'));
    const log = path.join(runsDir(), id, 'stderr.log');
    assert.match(await fs.readFile(log, 'utf8'), /Fatal Python error: Aborted/);
    // As if the run had gone on for long.
    const before = Date.now() / 1000 - 60;
    await fs.utimes(log, before, before);
    process.kill(pid, 'SIGKILL');
    assert.deepEqual((await lost(id)).lostReason, { code: 'killed' });
  });
});
