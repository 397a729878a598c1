import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { createLocalizer } from '../../../extension/protocol/localize';
import type { RunPlan } from '../../../extension/protocol/runs';
import {
  launchRun,
  planRun,
  readOutput,
  requestFromPlan,
  TrainingError,
  type LaunchedRun,
  type RunRequest,
  type TrainingHome,
} from '../../../extension/training';
import { awkwardFolder, makeConda, makeVenv } from './pythonPlace';
import { isAlive, kill, until } from './support';

const en = createLocalizer('en');

/** A runner that tells what it sees, and does what the program's arguments say. */
const standIn = `
import json, os, shutil, sys
here = sys.argv[sys.argv.index('--run') + 1]
plan = json.load(open(os.path.join(here, 'run.json'), encoding='utf-8'))
print('h\\u00e9llo \\u4e16\\u754c \\udcff')
seen = {
    'argv': sys.argv, 'cwd': os.getcwd(), 'env': dict(os.environ), 'executable': sys.executable, 'prefix': sys.prefix,
    'unbuffered': sys.stdout.write_through, 'python': shutil.which('python'), 'file': __file__,
    'encoding': open(os.path.join(here, 'run.json')).encoding,
}
with open(os.path.join(here, 'seen.tmp'), 'w', encoding='utf-8', errors='surrogateescape') as f:
    json.dump(seen, f)
os.rename(os.path.join(here, 'seen.tmp'), os.path.join(here, 'seen.json'))
if 'crash' in plan['args']:
    import ctypes
    ctypes.string_at(0)
`;

interface Seen {
  argv: string[];
  cwd: string;
  env: Record<string, string>;
  executable: string;
  prefix: string;
  unbuffered: boolean;
  python: string;
  file: string;
  encoding: string;
}

describe('a Python program', function () {
  this.timeout(120_000);
  let workspace: string;
  let home: TrainingHome;
  let program: string;
  const pids: number[] = [];
  const inherited = { ...process.env };

  before(() => assert.notEqual(process.platform, 'win32', 'the stand-ins are shell scripts'));
  beforeEach(async () => {
    const folder = await awkwardFolder();
    workspace = path.join(folder, 'work');
    home = { trainers: path.join(folder, 'trainers'), copies: path.join(folder, 'copies') };
    await fs.mkdir(path.join(home.trainers, 'python', 'tensorwright_runner'), { recursive: true });
    await fs.writeFile(path.join(home.trainers, 'python', 'tensorwright_runner', '__main__.py'), standIn);
    await fs.mkdir(path.join(workspace, 'src'), { recursive: true });
    program = path.join(workspace, 'src', "my 'net'.py");
    await fs.writeFile(program, 'import torch\n');
  });
  afterEach(async () => {
    for (const pid of pids.splice(0)) kill(pid);
    process.env = { ...inherited };
    await fs.rm(path.dirname(path.dirname(workspace)), { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  });

  const plan = (change: Partial<RunRequest> = {}): Promise<RunPlan> => planRun({ file: program, workspace, ...change }, home);
  const launch = async (planned: RunPlan): Promise<LaunchedRun> => {
    const run = await launchRun(planned, path.join(workspace, '.tensorwright', 'runs'), home);
    pids.push(run.pid);
    return run;
  };
  const seenBy = async ({ dir, pid }: LaunchedRun): Promise<Seen> => {
    const seen = await until('it told what it sees', async () => {
      const text = await fs.readFile(path.join(dir, 'seen.json'), 'utf8').catch(() => undefined);
      if (text === undefined && !(await isAlive(pid))) throw new Error((await readOutput(dir, 'stderr', 0)).text);
      return text;
    });
    return JSON.parse(seen) as Seen;
  };
  const refusal = async (promise: Promise<unknown>): Promise<TrainingError> => {
    const error = await promise.then(
      () => assert.fail('it was not refused'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof TrainingError, String(error));
    return error;
  };

  it('is planned with its interpreter, its packages and its surroundings', async () => {
    const python = await makeVenv(path.join(workspace, '.venv'));
    const [lib] = await fs.readdir(path.join(workspace, '.venv', 'lib'));
    const packages = path.join(workspace, '.venv', 'lib', lib!, 'site-packages');
    for (const name of ['torch-2.15.0+cpu', 'scikit_learn-1.9.0rc1', 'Keras-3.15.1', 'unrelated-1.0', 'torchvision-0.30.0', 'numpy-2.4.1'])
      await fs.mkdir(path.join(packages, `${name}.dist-info`));
    await fs.writeFile(path.join(workspace, '.env'), 'A=1');
    const planned = await plan({ args: ['--x', 'a b'], cwd: 'src', envFiles: ['.env', './.env'], gpus: '1', seed: 3 });
    const { interpreter, versions, backend } = planned;
    assert.deepEqual(interpreter, { path: python, version: versions['python'], source: 'workspace', environment: 'venv' });
    assert.match(versions['python']!, /^3\.\d+\.\d+$/);
    const { torch, keras, numpy, ...others } = versions;
    assert.deepEqual([torch, keras, numpy, others['scikit-learn']], ['2.15.0+cpu', '3.15.1', '2.4.1', '1.9.0rc1']);
    assert.ok(!('unrelated' in others) && !('torchvision' in others));
    assert.deepEqual([planned.kind, planned.cwd, planned.device, planned.seed], ['python', path.dirname(program), '1', 3]);
    assert.deepEqual(planned.envFiles, [path.join(workspace, '.env')]);
    assert.deepEqual(backend, { requested: 'auto', picked: '', refused: [] });
    assert.match(en.render((await refusal(plan({ backend: 'wasm' }))).userMessage), /^The backend wasm is one of TensorFlow\.js/);
    assert.match(en.render((await refusal(plan({ gpus: 'first' }))).userMessage), /^first is not a choice of GPUs/);
    // What repeats it finds the same, though another environment would be nearer now.
    await makeVenv(path.join(workspace, 'src', '.venv'));
    const again = await planRun(requestFromPlan(planned), home);
    assert.deepEqual({ ...again, id: '', name: '', createdAt: '' }, { ...planned, id: '', name: '', createdAt: '' });
  });

  it('starts with the environment activated and nothing of the editor', async () => {
    const python = await makeVenv(path.join(workspace, '.venv'));
    Object.assign(process.env, {
      ELECTRON_RUN_AS_NODE: '1',
      VSCODE_PID: '1',
      PYTHONHOME: '/nowhere',
      VIRTUAL_ENV: '/other',
      LANG: 'C',
      LC_ALL: 'C',
      KEPT: 'yes',
      CUDA_VISIBLE_DEVICES: '7',
    });
    delete process.env['PYTHONUNBUFFERED'];
    const run = await launch(await plan({ args: ['one', 'a b'], seed: -1 }));
    const { argv, cwd, env, executable, prefix, unbuffered, python: first } = await seenBy(run);
    assert.deepEqual([executable, prefix, cwd], [python, path.join(workspace, '.venv'), workspace]);
    assert.deepEqual(argv.slice(1), ['--run', run.dir]);
    assert.ok(argv[0]!.startsWith(path.join(home.copies, '')) && argv[0]!.endsWith(path.join('python', 'tensorwright_runner')));
    assert.equal(first, python, 'what the program starts as python is the same');
    assert.deepEqual([env['VIRTUAL_ENV'], env['PYTHONHOME'], env['KEPT']], [path.join(workspace, '.venv'), undefined, 'yes']);
    assert.deepEqual(
      Object.keys(env).filter((name) => /^(VSCODE_|ELECTRON_)/.test(name)),
      [],
    );
    assert.deepEqual([unbuffered, env['PYTHONUNBUFFERED']], [true, undefined], 'the program alone is unbuffered');
    assert.deepEqual([env['PYTHONHASHSEED'], env['PYTHONFAULTHANDLER']], ['4294967295', '1']);
    assert.equal(env['CUDA_VISIBLE_DEVICES'], '7', 'without a choice of ours, the one of the machine stays');
    await until('it printed', async () => (await readOutput(run.dir, 'stdout', 0)).text === 'héllo 世界 \\udcff\n');
    assert.deepEqual(run.warnings, []);
  });

  it('sees variables of files and the chosen GPUs; their values are recorded nowhere', async () => {
    await makeVenv(path.join(workspace, '.venv'));
    const file = path.join(workspace, 'my "secret".env');
    await fs.writeFile(file, 'TOKEN="hunter 2"\nCUDA_VISIBLE_DEVICES=5\nPATH=/first\noops\n');
    const run = await launch(await plan({ envFiles: [file], gpus: '1,0' }));
    const { env } = await seenBy(run);
    assert.equal(env['TOKEN'], 'hunter 2');
    assert.ok(env['PATH']!.startsWith(['/first', path.join(workspace, '.venv', 'bin'), ''].join(path.delimiter)), env['PATH']);
    assert.deepEqual([env['CUDA_VISIBLE_DEVICES'], env['CUDA_DEVICE_ORDER']], ['1,0', 'PCI_BUS_ID']);
    assert.deepEqual(
      run.warnings.map((warning) => en.render(warning)),
      [`${file}, line 4: this is not of the form NAME=value.`],
    );
    await fs.rm(path.join(run.dir, 'seen.json'));
    for (const entry of await fs.readdir(run.dir, { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) assert.doesNotMatch(await fs.readFile(path.join(entry.parentPath, entry.name), 'utf8'), /hunter/, entry.name);
    }
  });

  it('has the variables of its conda environment', async () => {
    const prefix = path.join(workspace, 'miniforge 3', 'envs', "ml 'x'");
    const python = await makeConda(prefix);
    await fs.writeFile(path.join(prefix, 'conda-meta', 'state'), JSON.stringify({ env_vars: { DATA_DIR: '/data', BAD: 1 } }));
    process.env['VIRTUAL_ENV'] = '/other';
    const planned = await plan({ python: { path: prefix, source: 'environments' } });
    assert.deepEqual([planned.interpreter.path, planned.interpreter.environment], [python, 'conda']);
    const { env } = await seenBy(await launch(planned));
    assert.deepEqual([env['CONDA_PREFIX'], env['CONDA_DEFAULT_ENV'], env['DATA_DIR']], [prefix, "ml 'x'", '/data']);
    assert.ok(env['PATH']!.startsWith(path.join(prefix, 'bin') + path.delimiter));
    assert.ok(!('VIRTUAL_ENV' in env) && !('BAD' in env));
  });

  it('leaves a trace when native code crashes', async () => {
    await makeVenv(path.join(workspace, '.venv'));
    const run = await launch(await plan({ args: ['crash'] }));
    await until('it crashed', async () => /Segmentation fault[^]*__main__\.py/.test((await readOutput(run.dir, 'stderr', 0)).text));
  });

  it('is not started, and leaves nothing, when its interpreter or its folder vanished since it was planned', async () => {
    await makeVenv(path.join(workspace, '.venv'));
    const planned = await plan({ cwd: 'src' });
    await fs.rename(path.join(workspace, '.venv'), path.join(workspace, 'moved'));
    const error = await refusal(launch(planned));
    assert.equal(error.code, 'interpreter');
    assert.match(
      en.render(error.userMessage),
      /^The Python interpreter .*\.venv\/bin\/python is not there any more\. Select another one\.$/,
    );
    assert.deepEqual(await fs.readdir(path.join(workspace, '.tensorwright', 'runs')), []);
    const repeated = await refusal(planRun(requestFromPlan(planned), home));
    assert.equal(repeated.code, 'interpreter');
    await fs.rename(path.join(workspace, 'moved'), path.join(workspace, '.venv'));
    await fs.rename(path.dirname(program), path.join(workspace, 'elsewhere'));
    const homeless = await refusal(launch(planned));
    assert.match(en.render(homeless.userMessage), /^There is no folder .*src to start in\.$/);
    assert.equal(homeless.code, undefined);
  });
});
