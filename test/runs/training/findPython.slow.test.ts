import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { createLocalizer } from '../../../extension/protocol/localize';
import { findPython, TrainingError, type PythonChoice, type RunRequest } from '../../../extension/training';
import { inspectPython } from '../../../extension/training/inspectPython';
import { pythonEnvironmentOf } from '../../../extension/training/pythonEnvironment';
import { isAlive, until } from './support';
import { awkwardFolder, makeConda, makeVenv, realPython, writeProgram } from './pythonPlace';

const en = createLocalizer('en');

/** Real interpreters and environments; what the machine lacks is stood in for by scripts. */
describe('finding the Python that trains', function () {
  this.timeout(120_000);
  let workspace: string;
  let real: string;
  let version: string;
  before(async () => {
    assert.notEqual(process.platform, 'win32', 'the stand-ins are shell scripts');
    real = await realPython();
    version = execFileSync(real, ['-c', 'import platform; print(platform.python_version())'], { encoding: 'utf8' }).trim();
  });
  beforeEach(async () => (workspace = await awkwardFolder()));
  afterEach(() => fs.rm(path.dirname(workspace), { recursive: true, force: true }));

  const find = (change: Partial<RunRequest> = {}, searchPath = path.dirname(real)): Promise<PythonChoice> =>
    findPython({ file: path.join(workspace, 'train.py'), workspace, ...change }, searchPath);
  const refusal = async (promise: Promise<unknown>): Promise<string> => {
    const error = await promise.then(
      () => assert.fail('it was not refused'),
      (e: unknown) => e,
    );
    assert.ok(error instanceof TrainingError, String(error));
    assert.equal(error.code, 'interpreter');
    return en.render(error.userMessage);
  };
  const brief = ({ path: file, version: v, source, environment }: PythonChoice) => [file, v, source, environment];
  const setting = (file: string): Partial<RunRequest> => ({ python: { path: file, source: 'setting' } });

  describe('in the workspace', () => {
    it('takes the environment that is nearest to the file, .venv before others', async () => {
      const outer = await makeVenv(path.join(workspace, 'env'));
      assert.deepEqual(brief(await find()), [outer, version, 'workspace', 'venv']);
      const better = await makeVenv(path.join(workspace, '.venv'));
      assert.equal((await find()).path, better);
      const inner = await makeVenv(path.join(workspace, 'project', 'any name'));
      assert.equal((await find({ file: path.join(workspace, 'project', 'src', 'train.py') })).path, inner);
      assert.equal((await find({ file: path.join(workspace, 'other', 'train.py') })).path, better);
    });

    it('does not look above the workspace folder, nor around a file outside of it', async () => {
      await makeVenv(path.join(workspace, '.venv'));
      const project = path.join(workspace, 'project');
      await fs.mkdir(path.join(project, 'deep'), { recursive: true });
      assert.equal((await find({ file: path.join(project, 'deep', 'train.py'), workspace: project })).source, 'path');
      assert.equal((await find({ file: path.join(workspace, 'x', 'train.py'), workspace: project })).source, 'path');
    });

    it('takes a conda environment, and passes by folders that only look like one', async () => {
      await fs.mkdir(path.join(workspace, 'venv', 'bin'), { recursive: true });
      await fs.writeFile(path.join(workspace, 'venv', 'bin', 'python'), '');
      const conda = await makeConda(path.join(workspace, '.conda'));
      assert.deepEqual(brief(await find()), [conda, version, 'workspace', 'conda']);
    });

    it('says that an environment is broken, and takes no other instead', async () => {
      const python = await makeVenv(path.join(workspace, '.venv'));
      const config = path.join(workspace, '.venv', 'pyvenv.cfg');
      await fs.rm(python);
      await fs.symlink('/nowhere/python3.12', python);
      await fs.writeFile(config, (await fs.readFile(config, 'utf8')).replace(/^home = .*/m, 'home = /nowhere'));
      const text = await refusal(find());
      assert.match(text, /^The Python environment of the workspace cannot be used\. The virtual environment .*\.venv is broken/);
      assert.match(text, /not in \/nowhere any more\. Create the environment anew\.$/);
    });
  });

  describe('that was named', () => {
    it('takes a file, a folder of an environment, and paths from the workspace or the home folder', async () => {
      const python = await makeVenv(path.join(workspace, 'my env'));
      for (const named of [python, path.join(workspace, 'my env'), 'my env', 'my env/bin/python'])
        assert.deepEqual(brief(await find(setting(named))), [python, version, 'setting', 'venv']);
      assert.match(await refusal(find(setting('~/no such python'))), /There is no file \/.*no such python\./);
    });

    it('keeps the path and says who named it', async () => {
      // A wrapper script is named for a reason: what it starts is not to be started without it.
      const wrapper = await writeProgram(path.join(workspace, 'container'), `exec "${real}" "$@"`);
      const choice = await find({ python: { path: wrapper, source: 'environments' } });
      assert.deepEqual([choice.path, choice.source], [wrapper, 'environments']);
    });

    it('is refused in a sentence, never replaced', async () => {
      await makeVenv(path.join(workspace, '.venv'));
      const python = (name: string, script: string): Promise<string> => writeProgram(path.join(workspace, name), script);
      const refused = async (file: string): Promise<string> => refusal(find(setting(file)));
      assert.match(await refused('gone'), /^The Python that was asked for cannot be used\. There is no file .*gone\.$/);
      const two = await python('two', `case "$1" in -I) echo "Unknown option: -I" >&2; exit 2;; esac; printf 'noise\\n2.7.18'`);
      assert.match(await refused(two), /two is Python 2\.7\.18; 3\.9 or newer is needed\./);
      const old = await python('old', `printf '\\n{"executable": "/x", "version": "3.8.19", "importFolders": []}'`);
      assert.match(await refused(old), /old is Python 3\.8\.19; 3\.9 or newer is needed\./);
      assert.match(await refused(await python('other', 'echo hello')), /other is not a Python\./);
      assert.match(
        await refused(await python('crash', 'echo first >&2; echo "no libpython" >&2; exit 127')),
        /crash does not run: no libpython$/,
      );
      await fs.writeFile(path.join(workspace, 'text'), 'x');
      assert.match(await refused('text'), /text does not run: .*EACCES/);
      await fs.mkdir(path.join(workspace, 'empty'));
      assert.match(await refused('empty'), /There is no Python in the environment .*empty\. Install one there/);
      const selected = find({ python: { path: 'gone', source: 'python-extension' } });
      assert.match(await refusal(selected), /^The Python interpreter that is selected in the editor .* Select another one\.$/);
    });
  });

  describe('on PATH', () => {
    it('passes by what is too old or broken, and never takes one of the current folder', async () => {
      const old = await writeProgram(
        path.join(workspace, 'old', 'python3'),
        `printf '\\n{"executable": "/x", "version": "3.8.0", "importFolders": []}'`,
      );
      await writeProgram(path.join(workspace, 'stub', 'python'), 'echo "Python was not found" >&2; exit 9');
      const search = [
        '',
        '.',
        'relative',
        path.join(workspace, 'none'),
        path.dirname(old),
        path.join(workspace, 'stub'),
        path.dirname(real),
      ];
      const choice = await find({}, search.join(path.delimiter));
      assert.deepEqual([choice.version, choice.source, path.dirname(choice.path)], [version, 'path', path.dirname(real)]);
      assert.match(await refusal(find({}, path.dirname(old))), /^No usable Python was found\. .* is Python 3\.8\.0; 3\.9 or newer/);
      assert.match(await refusal(find({}, '')), /^Python was not found\. Install Python 3\.9 or newer/);
    });

    it('names the program behind a shim, which depends on the folder', async () => {
      const venv = await makeVenv(path.join(workspace, 'elsewhere', 'versions', 'v'));
      const shim = await writeProgram(
        path.join(workspace, 'shims', 'python3'),
        `if [ -f .python-version ]; then exec "$(dirname "$0")/../elsewhere/versions/v/bin/python" "$@"; fi; exec "${real}" "$@"`,
      );
      const folder = async (name: string): Promise<string> => {
        await fs.mkdir(path.join(workspace, name));
        return path.join(workspace, name);
      };
      const [plain, pinned] = [await folder('plain'), await folder('pinned')];
      await fs.writeFile(path.join(pinned, '.python-version'), 'v\n');
      const at = (where: string): Promise<PythonChoice> =>
        find({ workspace: where, file: path.join(where, 'train.py') }, path.dirname(shim));
      assert.equal((await at(plain)).path, real);
      assert.equal(await fs.realpath(path.dirname((await at(pinned)).path)), path.dirname(venv));
    });
  });

  it('knows environments by what made them', async () => {
    const kind = async (file: string, env = {}): Promise<string> => (await pythonEnvironmentOf(file, env)).kind;
    const venv = await makeVenv(path.join(workspace, 'plain'));
    assert.equal(await kind(venv), 'venv');
    await fs.appendFile(path.join(workspace, 'plain', 'pyvenv.cfg'), 'uv = 0.9.5\n');
    assert.equal(await kind(venv), 'uv');
    const poetry = await makeVenv(path.join(workspace, 'cache', 'pypoetry', 'virtualenvs', 'net-x1-py3.11'));
    assert.equal(await kind(poetry), 'poetry');
    const moved = await makeVenv(path.join(workspace, 'envs', 'net'));
    assert.equal(await kind(moved), 'venv');
    assert.equal(await kind(moved, { POETRY_VIRTUALENVS_PATH: path.join(workspace, 'envs') }), 'poetry');
    const inProject = await makeVenv(path.join(workspace, 'project', '.venv'));
    await fs.writeFile(path.join(workspace, 'project', 'pyproject.toml'), '[tool.poetry]\nname = "net"\n');
    assert.equal(await kind(inProject), 'poetry');
    assert.equal(await kind(await makeConda(path.join(workspace, 'miniforge', 'envs', 'ml'))), 'conda');
    const pyenv = await writeProgram(path.join(workspace, 'pyenv root', 'versions', '3.12.1', 'bin', 'python'), 'true');
    assert.equal(await kind(pyenv, { PYENV_ROOT: path.join(workspace, 'pyenv root') }), 'pyenv');
    assert.equal(await kind('/usr/bin/python3'), 'system');
  });

  it('asks an interpreter once, and again when it changed or failed', async () => {
    const log = path.join(workspace, 'asked');
    const answer = `printf '\\n{"executable": "/x", "version": "3.12.0", "importFolders": []}'`;
    const python = await writeProgram(path.join(workspace, 'python'), `echo x >> "$(dirname "$0")/asked"; ${answer}`);
    const asked = async (): Promise<number> => (await fs.readFile(log, 'utf8').catch(() => '')).split('\n').length - 1;
    const answers = await Promise.all([1, 2, 3].map(() => inspectPython(python, workspace)));
    for (const facts of answers) assert.deepEqual(facts, { executable: '/x', version: '3.12.0', importFolders: [] });
    await inspectPython(python, workspace);
    assert.equal(await asked(), 1);
    await writeProgram(python, `echo x >> "$(dirname "$0")/asked"; exit 1`);
    for (let i = 0; i < 2; i++) assert.ok('problem' in (await inspectPython(python, workspace)));
    assert.equal(await asked(), 3);
  });

  it('runs no code of the workspace on the way', async () => {
    const python = await makeVenv(path.join(workspace, '.venv'));
    for (const name of ['json', 'site', 'sitecustomize', 'usercustomize'])
      await fs.writeFile(path.join(workspace, `${name}.py`), 'raise SystemExit("planted")\n');
    assert.equal((await find()).path, python);
  });

  it('does not wait for one that hangs, and leaves nothing of it behind', async () => {
    const pid = path.join(workspace, 'pid');
    const python = await writeProgram(path.join(workspace, 'python'), `sleep 600 & echo $! > "$(dirname "$0")/pid"; wait`);
    const found = await inspectPython(python, workspace, [], 1000);
    assert.ok('problem' in found);
    assert.match(en.render(found.problem), /python did not answer within 1 s\.$/);
    const sleeper = Number(await fs.readFile(pid, 'utf8'));
    assert.ok(sleeper > 1);
    await until('what it started has ended', async () => !(await isAlive(sleeper)));
  });
});
