import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { Io } from '../../../extension/cli/io';
import { runCli } from '../../../extension/cli/runCli';
import type { RunPlan } from '../../../extension/protocol/runs';
import { awkwardFolder, makeVenv, realPython } from '../../runs/training/pythonPlace';

const root = path.resolve(__dirname, '..', '..', '..');
const program = `import json, os, sys
names = ('TOKEN', 'CUDA_VISIBLE_DEVICES', 'VIRTUAL_ENV')
print(json.dumps([sys.prefix, os.getcwd(), sys.argv[1:], [os.environ.get(name) for name in names]]))
`;

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

describe('tensorwright train with a Python program', function () {
  this.timeout(120_000);
  let folder: string;
  const inherited = { ...process.env };

  before(async () => {
    await assert.doesNotReject(
      fs.access(path.join(root, 'dist/trainers/python/tensorwright_runner/__main__.py')),
      'the runner is not built: node scripts/build.mjs pythonTrainer',
    );
    folder = await awkwardFolder();
    // The real Python before any shim, and none of the environments of whoever runs the tests.
    process.env['PATH'] = `${path.dirname(await realPython())}${path.delimiter}${inherited['PATH']}`;
    for (const name of ['VIRTUAL_ENV', 'CUDA_VISIBLE_DEVICES']) delete process.env[name];
    await fs.mkdir(path.join(folder, 'src'));
    await fs.writeFile(path.join(folder, 'src', 'train.py'), program);
    await fs.writeFile(path.join(folder, 'my.env'), 'TOKEN=t\nbad line\n');
  });
  after(async () => {
    process.env = inherited;
    await fs.rm(path.dirname(folder), { recursive: true, force: true });
  });

  const run = async (args: string[], change: NodeJS.ProcessEnv = {}): Promise<Ended> => {
    const ended: Ended = { code: null, out: '', err: '' };
    const io: Io = {
      cwd: folder,
      env: { LANG: 'en_US.UTF-8', XDG_CACHE_HOME: path.join(folder, 'cache'), ...change },
      out: (text) => (ended.out += text),
      err: (text) => (ended.err += text),
      outIsTerminal: false,
      errIsTerminal: false,
      columns: () => 80,
    };
    ended.code = await runCli(args, io);
    return ended;
  };
  const train = async (args: string[], change: NodeJS.ProcessEnv = {}): Promise<Ended & { plan: RunPlan; said: unknown[] }> => {
    const ended = await run(['train', path.join('src', 'train.py'), ...args], change);
    assert.equal(ended.code, 0, ended.err);
    const plan = JSON.parse(await fs.readFile(path.join(ended.out.trim(), 'run.json'), 'utf8')) as RunPlan;
    const line = ended.err.split('\n').find((each) => each.startsWith('['));
    return { ...ended, plan, said: JSON.parse(line!) as unknown[] };
  };

  it('takes the interpreter, the folder, the GPUs and the variables that it is told', async () => {
    await makeVenv(path.join(folder, 'my env'));
    const { err, said, plan, out } = await train(
      ['--python', 'my env', '--cwd', 'src', '--gpu', 'none', '--envfile', 'my.env', '--seed', '3', '--', '--name', 'a b'],
      { VIRTUAL_ENV: '/other' },
    );
    const prefix = path.join(folder, 'my env');
    assert.deepEqual(said, [prefix, path.join(folder, 'src'), ['--name', 'a b'], ['t', '-1', prefix]]);
    assert.match(err, /^Training src\/train\.py with Python 3\.\d+\.\d+: .*my env\/bin\/python\n/);
    assert.match(err, /my\.env, line 2: this is not of the form NAME=value\./);
    assert.deepEqual([plan.device, plan.interpreter.source, plan.workspace], ['cpu', 'setting', folder]);
    const shown = await run(['runs', 'show', path.basename(out.trim())]);
    assert.match(shown.out, /^interpreter\s+Python 3\.\d+\.\d+ \(my env\), .*my env\/bin\/python$/m);
    await fs.rm(prefix, { recursive: true });
  });

  it('takes what is active in the shell, else what lies in the folder, else what is on PATH', async () => {
    assert.deepEqual((await train([])).plan.interpreter.source, 'path');
    await makeVenv(path.join(folder, '.venv'));
    assert.deepEqual((await train([])).said[0], path.join(folder, '.venv'));
    await makeVenv(path.join(folder, 'active'));
    const active = path.join(folder, 'active');
    assert.deepEqual((await train([], { VIRTUAL_ENV: active })).said[0], active);
    assert.deepEqual((await train([], { CONDA_PREFIX: active, CONDA_DEFAULT_ENV: 'active' })).said[0], active);
    assert.deepEqual((await train([], { CONDA_PREFIX: active, CONDA_DEFAULT_ENV: 'base' })).said[0], path.join(folder, '.venv'));
  });

  it('starts nothing when something of that is wrong, and says what', async () => {
    const before = await fs.readdir(path.join(folder, '.tensorwright', 'runs'));
    const refused = async (args: string[], expected: RegExp, change: NodeJS.ProcessEnv = {}): Promise<void> => {
      const { code, out, err } = await run(['train', path.join('src', 'train.py'), ...args], change);
      assert.deepEqual([code, out], [2, ''], err);
      assert.match(err, expected);
    };
    await refused(['--python', 'nowhere'], /The Python that was asked for cannot be used\. There is no file .*nowhere\./);
    await refused([], /This Python cannot be used\. There is no file .*gone/, { VIRTUAL_ENV: path.join(folder, 'gone') });
    await refused(['--gpu', 'fast'], /fast is not a choice of GPUs/);
    await refused(['--cwd', 'nowhere'], /There is no folder .*nowhere to start in\./);
    await refused(['--envfile', 'nowhere'], /There is no file with environment variables .*nowhere\./);
    await refused(['--backend', 'wasm'], /The backend wasm is one of TensorFlow\.js/);
    assert.deepEqual(await fs.readdir(path.join(folder, '.tensorwright', 'runs')), before);
  });
});
