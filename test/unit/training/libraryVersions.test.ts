import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { libraryVersions } from '../../../extension/training';

describe('versions of the installed libraries', function () {
  let root: string;
  let workspace: string;
  before(() => assert.notEqual(process.platform, 'win32', 'environments are laid out as they are elsewhere'));
  beforeEach(async () => {
    root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright versions ')));
    workspace = path.join(root, 'project');
    await fs.mkdir(workspace);
  });
  afterEach(() => fs.rm(root, { recursive: true, force: true }));

  /** An interpreter that must not be started, with packages by folder. */
  const python = async (prefix: string, packages: Record<string, string[]>, name = 'python'): Promise<string> => {
    for (const [folder, names] of Object.entries(packages))
      for (const one of names) await fs.mkdir(path.join(prefix, folder, one), { recursive: true });
    const file = path.join(prefix, 'bin', name);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, `#!/bin/sh\ntouch '${path.join(root, 'started')}'\n`, { mode: 0o755 });
    return file;
  };
  const environment = async (prefix: string, names: string[], config = 'home = /nowhere/bin\n'): Promise<string> => {
    const file = await python(prefix, { 'lib/python3.12/site-packages': names });
    await fs.writeFile(path.join(prefix, 'pyvenv.cfg'), config);
    return file;
  };
  const find = async (
    request: { file?: string; python?: string } = {},
    env: Record<string, string> = {},
  ): Promise<Record<string, string>> => {
    const named = request.python === undefined ? {} : { python: { path: request.python, source: 'setting' as const } };
    const versions = await libraryVersions(
      { file: path.join(workspace, request.file ?? 'train.py'), workspace, ...named },
      { PYTHONUSERBASE: path.join(root, 'nobody'), PATH: '', ...env },
    );
    await assert.rejects(fs.stat(path.join(root, 'started')), 'a Python was started');
    return versions;
  };

  it('are those of the environment nearest to the file, by the names of imports', async () => {
    await environment(path.join(workspace, '.venv'), [
      'keras-2.15.0.dist-info',
      'tensorflow_cpu-2.15.1.dist-info',
      'scikit_learn-1.4.2.dist-info',
    ]);
    await environment(path.join(workspace, 'new', '.venv'), ['keras-3.8.0.dist-info', 'numpy-2.1.3.dist-info', 'requests-2.0.dist-info']);
    assert.deepEqual(await find(), { keras: '2.15.0', tensorflow: '2.15.1', sklearn: '1.4.2' });
    assert.deepEqual(await find({ file: 'new/train.py' }), { keras: '3.8.0', numpy: '2.1.3' });
  });

  it('are those of the Python that was named: an interpreter or the folder of its environment', async () => {
    const file = await environment(path.join(root, 'other'), ['keras-2.9.0.dist-info']);
    assert.deepEqual(await find({ python: file }), { keras: '2.9.0' });
    assert.deepEqual(await find({ python: path.dirname(path.dirname(file)) }), { keras: '2.9.0' });
    assert.deepEqual(await find({ python: path.join(root, 'gone', 'python') }), {});
  });

  it('are those of the first Python on PATH, with what the person installed for themselves before it', async () => {
    const file = await python(
      path.join(root, 'usr'),
      { 'lib/python3/dist-packages': ['numpy-1.26.4.egg-info'], 'local/lib/python3.11/dist-packages': ['keras-3.1.0.dist-info'] },
      'python3.11',
    );
    await fs.symlink(file, path.join(root, 'usr', 'bin', 'python3'));
    const env = { PATH: path.join(root, 'usr', 'bin') };
    assert.deepEqual(await find({}, env), { keras: '3.1.0', numpy: '1.26.4' });
    await fs.mkdir(path.join(root, 'me', 'lib/python3.11/site-packages/numpy-2.0.0.dist-info'), { recursive: true });
    assert.deepEqual(await find({}, { ...env, PYTHONUSERBASE: path.join(root, 'me') }), { keras: '3.1.0', numpy: '2.0.0' });
  });

  it('go on with the packages of the system only where the environment does', async () => {
    await python(path.join(root, 'usr'), { 'lib/python3.12/site-packages': ['keras-3.0.0.dist-info', 'numpy-1.0.0.dist-info'] });
    const home = `home = ${path.join(root, 'usr', 'bin')}\n`;
    await environment(path.join(workspace, '.venv'), ['numpy-2.0.0.dist-info'], home);
    assert.deepEqual(await find(), { numpy: '2.0.0' });
    await fs.writeFile(path.join(workspace, '.venv', 'pyvenv.cfg'), `${home}include-system-site-packages = true\n`);
    assert.deepEqual(await find(), { keras: '3.0.0', numpy: '2.0.0' });
  });

  it('are not told where there is no Python', async () => assert.deepEqual(await find(), {}));
});
