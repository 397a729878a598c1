import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import { settings as contributed } from '../../../extension/src/contributions/settings';
import type * as Interpreter from '../../../extension/src/node/interpreterOffer';
import type * as Gpu from '../../../extension/src/node/gpuPrompt';
import type * as Launch from '../../../extension/src/node/launchService';
import type * as Middleware from '../../../extension/src/clientMiddleware';
import type { LensIndex } from '../../../extension/src/lensIndex';
import * as training from '../../../extension/training';
import { fileUri, installFakeVscode, type FakeEditor } from './support/fakeVscode';

describe('how files are started', function () {
  this.timeout(60_000);
  let editor: FakeEditor;
  let modules: typeof Launch & typeof Interpreter & typeof Gpu & typeof Middleware;
  let root: string;
  let workspace: string;
  let file: vscode.Uri;
  let service: Launch.LaunchService;
  let state: Map<string, unknown>;
  const warnings: string[] = [];

  before(async () => {
    assert.notEqual(process.platform, 'win32', 'the stand-ins for interpreters are shell scripts');
    editor = installFakeVscode();
    modules = {
      ...(await import('../../../extension/src/node/launchService')),
      ...(await import('../../../extension/src/node/interpreterOffer')),
      ...(await import('../../../extension/src/node/gpuPrompt')),
      ...(await import('../../../extension/src/clientMiddleware')),
    };
  });
  beforeEach(async () => {
    root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "tensorwright launch 'ü' ")));
    workspace = path.join(root, 'my project');
    await fs.mkdir(path.join(workspace, 'src'), { recursive: true });
    file = fileUri(path.join(workspace, 'src', 'train.py'));
    await fs.writeFile(file.fsPath, 'import keras\n');
    Object.assign(editor, { written: [], shown: [], answers: [], isTrusted: true });
    editor.folders = [{ name: 'my project', uri: fileUri(workspace) }];
    editor.extensions.clear();
    editor.commands.clear();
    editor.settings = new Map(Object.entries(contributed).map(([id, setting]) => [id, setting.default]));
    warnings.length = 0;
    state = new Map();
    const context = {
      workspaceState: {
        get: (key: string, fallback: unknown) => state.get(key) ?? fallback,
        update: (key: string, value: unknown) => Promise.resolve(void state.set(key, JSON.parse(JSON.stringify(value)))),
      },
      extensionUri: fileUri(root),
    } as unknown as vscode.ExtensionContext;
    const log = { warn: (text: string) => warnings.push(text) } as unknown as vscode.LogOutputChannel;
    service = new modules.LaunchService(context, log, () => Promise.resolve(training));
  });
  afterEach(async () => {
    service.dispose();
    await fs.rm(root, { recursive: true, force: true });
  });

  /** A stand-in that answers as a Python of that version would. */
  const fakePython = async (name: string, version = '3.12.4'): Promise<string> => {
    const python = path.join(root, name, 'bin', 'python');
    await fs.mkdir(path.dirname(python), { recursive: true });
    const facts = JSON.stringify({ executable: python, version, importFolders: [] });
    await fs.writeFile(python, `#!/bin/sh\nprintf '%s' "${facts.replaceAll('"', '\\"')}"\n`, { mode: 0o755 });
    await fs.writeFile(path.join(root, name, 'pyvenv.cfg'), 'home = /\n');
    return python;
  };
  /** A Python extension in which the interpreter is selected; gives the way to select another. */
  const selectIn = (python: string): ((other: string) => void) => {
    let selected = python;
    const listeners = new Set<(e: unknown) => void>();
    const environments = {
      getActiveEnvironmentPath: () => ({ id: selected, path: selected }),
      resolveEnvironment: () => Promise.resolve({ executable: { uri: fileUri(selected) } }),
      onDidChangeActiveEnvironmentPath: (listener: (e: unknown) => void) => {
        listeners.add(listener);
        return { dispose: () => listeners.delete(listener) };
      },
    };
    editor.extensions.set('ms-python.python', { isActive: true, exports: { environments }, activate: () => Promise.resolve() });
    return (other) => {
      selected = other;
      for (const listener of listeners) listener({});
    };
  };
  /** What the lens says in the end. */
  const described = async (uri = file): Promise<string | undefined> => {
    const looked = new Promise<void>((resolve) => {
      const listening = service.onDidChange(() => {
        listening.dispose();
        resolve();
      });
    });
    const before = service.describe(uri);
    await looked;
    assert.notEqual(service.describe(uri), before);
    return service.describe(uri);
  };

  describe('as asked for', () => {
    it('take what the settings say, with variables and paths of the workspace', async () => {
      editor.settings.set('tensorwright.train.arguments', ['--data', '${workspaceFolder}/data']);
      editor.settings.set('tensorwright.train.workingDirectory', 'file');
      editor.settings.set('tensorwright.train.envFile', 'secrets.env');
      editor.settings.set('tensorwright.train.gpus', '0,1');
      editor.settings.set('tensorwright.train.pythonPath', '.venv');
      await fs.writeFile(path.join(workspace, '.env'), '');
      assert.deepEqual(await service.settings.requestFor(file), {
        file: file.fsPath,
        workspace,
        args: ['--data', `${workspace}/data`],
        cwd: path.dirname(file.fsPath),
        envFiles: [path.join(workspace, '.env'), path.join(workspace, 'secrets.env')],
        python: { path: path.join(workspace, '.venv'), source: 'setting' },
        gpus: '0,1',
      });
      editor.settings.set('python.envFile', '${workspaceFolder}/absent.env');
      const { envFiles } = await service.settings.requestFor(file);
      assert.deepEqual(envFiles, [path.join(workspace, 'secrets.env')], 'as in the Python extension, its file need not be there');
    });

    it('leave a TypeScript program to Node', async () => {
      await fs.writeFile(path.join(workspace, '.env'), '');
      const request = await service.settings.requestFor(fileUri(path.join(workspace, 'train.ts')));
      assert.deepEqual(request, {
        file: path.join(workspace, 'train.ts'),
        workspace,
        args: [],
        cwd: workspace,
        envFiles: [],
        backend: 'auto',
      });
    });

    it('take the selected interpreter before the setting', async () => {
      editor.settings.set('tensorwright.train.pythonPath', '/named/python');
      assert.deepEqual(await service.settings.pythonFor(file), { path: '/named/python', source: 'setting' });
      selectIn('/selected/python');
      assert.deepEqual(await service.settings.pythonFor(file), { path: '/selected/python', source: 'python-extension' });
    });

    it('take the setting, and nothing else, where the extension gives no answer', async () => {
      const broken = { isActive: true, exports: { environments: {} }, activate: () => Promise.resolve() };
      editor.extensions.set('ms-python.python', broken);
      await assert.rejects(service.settings.pythonFor(file), /Python did not say which interpreter is selected/);
      editor.settings.set('tensorwright.train.pythonPath', '/named/python');
      assert.equal((await service.settings.pythonFor(file))?.path, '/named/python');
      assert.match(warnings.join(), /did not say .* the setting is used: \/named\/python/);
    });
  });

  describe('with arguments', () => {
    const plain = (items: readonly unknown[]) => items.map((item) => (item as { value: string }).value);

    it('are asked for them, and remember the answer until it is forgotten', async () => {
      editor.answers = [() => `--name 'my run' -v`, ({ items }) => items.find((item) => (item as { value: string }).value === 'file')];
      assert.equal(await service.askFor(file), true);
      const { args, cwd } = await service.settings.requestFor(file);
      assert.deepEqual([args, cwd], [['--name', 'my run', '-v'], path.dirname(file.fsPath)]);
      const other = await service.settings.requestFor(fileUri(path.join(workspace, 'other.py')));
      assert.deepEqual([other.args, other.cwd], [[], workspace]);
      const seen: unknown[] = [];
      editor.answers = [({ items }) => (seen.push(...items), items[0]), ({ items }) => (seen.push(plain(items)), undefined)];
      assert.equal(await service.askFor(file), false, 'the second question was dismissed');
      assert.deepEqual(seen, [`--name 'my run' -v`, ['file', 'workspace', '']], 'what was said before is offered first');
      await service.forgetArguments(file);
      assert.equal(editor.shown.at(-1), 'train.py is trained as the settings say again.');
      assert.deepEqual((await service.settings.requestFor(file)).args, []);
      await service.forgetArguments(file);
      assert.equal(editor.shown.at(-1), 'No arguments of train.py were remembered.');
    });

    it('may start in any folder', async () => {
      const elsewhere = path.join(root, 'else where');
      editor.answers = [() => '', ({ items }) => items.at(-1), () => [fileUri(elsewhere)]];
      assert.equal(await service.askFor(file), true);
      assert.equal((await service.settings.requestFor(file)).cwd, elsewhere);
      let offered: string[] = [];
      editor.answers = [() => '', ({ items }) => ((offered = plain(items)), undefined)];
      await service.askFor(file);
      assert.deepEqual(offered, [elsewhere, 'workspace', 'file', '']);
    });

    it('do not trust what is in the memory', async () => {
      state.set('tensorwright.launchChoices', { [file.fsPath]: { args: 'x' } });
      assert.deepEqual((await service.settings.requestFor(file)).args, []);
    });
  });

  describe('as the lens tells', () => {
    it('follow the selection, the settings and the memory', async () => {
      const select = selectIn(await fakePython('one env'));
      assert.match((await described())!, /^Python 3\.12\.4 \(one env\), selected in the editor\n.*\nWorking directory: my project$/);
      let changes = 0;
      const changed = (): Promise<void> => {
        changes++;
        return new Promise((resolve) => {
          const listening = service.onDidChange(() => {
            listening.dispose();
            resolve();
          });
        });
      };
      let next = changed();
      select(await fakePython('two', '3.9.0'));
      await next;
      assert.match(service.describe(file)!, /^Python 3\.9\.0 \(two\)/);
      next = changed();
      editor.settings.set('tensorwright.train.gpus', 'none');
      editor.changeSettings('tensorwright.train.gpus');
      await next;
      assert.match(service.describe(file)!, /\nGPUs: none$/);
      next = changed();
      editor.answers = [() => '--fast', ({ items }) => items[0]];
      await service.askFor(file);
      await next;
      assert.match(service.describe(file)!, /\nArguments: --fast\n/);
      assert.equal(changes, 3);
    });

    it('say what is wrong with the interpreter', async () => {
      selectIn(path.join(root, 'gone', 'python'));
      assert.match((await described())!, /^The Python interpreter that is selected in the editor cannot be used\. There is no file/);
      editor.extensions.set('ms-python.python', { isActive: true, exports: { environments: {} }, activate: () => Promise.resolve() });
      const other = fileUri(path.join(workspace, 'other.py'));
      assert.match((await described(other))!, /^Python did not say which interpreter is selected\./);
    });

    it('start nothing and say nothing where the workspace is not trusted', async () => {
      const log = path.join(root, 'started');
      await fs.mkdir(path.join(workspace, '.venv', 'bin'), { recursive: true });
      await fs.writeFile(path.join(workspace, '.venv', 'pyvenv.cfg'), 'home = /\n');
      await fs.writeFile(path.join(workspace, '.venv', 'bin', 'python'), `#!/bin/sh\ntouch "${log}"\n`, { mode: 0o755 });
      editor.isTrusted = false;
      assert.equal(service.describe(file), undefined);
      editor.isTrusted = true;
      assert.match((await described())!, /is not a Python/);
      await fs.access(log);
      await fs.rm(log);
      editor.isTrusted = false;
      assert.equal(service.describe(file), undefined, 'not what was known before either');
      await assert.rejects(fs.access(log));
    });

    it('stand on the Train lens alone', async () => {
      selectIn(await fakePython('env'));
      await described();
      const lens = (command: string) => ({
        command: { command, title: '', arguments: [] as unknown[], tooltip: undefined as string | undefined },
      });
      const lenses = [lens('tensorwright.openGraph'), lens('tensorwright.train')];
      const provide = async (launch: Launch.LaunchService | undefined) => {
        const middleware = modules.createMiddleware({ record: () => undefined } as unknown as LensIndex, launch);
        const document = { uri: file, getText: () => '' } as unknown as vscode.TextDocument;
        return middleware.provideCodeLenses!(document, {} as vscode.CancellationToken, () => lenses as unknown as vscode.CodeLens[]);
      };
      const shown = (await provide(service)) as unknown as typeof lenses;
      assert.deepEqual(
        shown.map(({ command }) => command.tooltip?.split('\n')[0]),
        [undefined, 'Python 3.12.4 (env), selected in the editor'],
      );
      assert.equal((await provide(undefined))?.length, 1, 'without Node nothing is trained');
    });
  });

  describe('as the server is told', () => {
    const withKeras = async (name: string, version: string): Promise<string> => {
      const python = await fakePython(name);
      await fs.mkdir(path.join(root, name, 'lib', 'python3.12', 'site-packages', `keras-${version}.dist-info`), { recursive: true });
      return python;
    };
    const settingsOf = async (own: object): Promise<unknown> => {
      const { workspace: asked } = modules.createMiddleware({} as LensIndex, service);
      const params = { items: [{ section: 'tensorwright', scopeUri: file.toString() }, { section: 'editor' }] };
      const answer: unknown = await asked!.configuration!(params, {} as vscode.CancellationToken, () => [own, { tabSize: 4 }]);
      return answer;
    };

    it('say which libraries are installed, and what a setting says instead', async () => {
      selectIn(await withKeras('env', '2.12.0'));
      assert.deepEqual(await settingsOf({ versions: {} }), [{ versions: { keras: '2.12.0' } }, { tabSize: 4 }]);
      assert.deepEqual(await settingsOf({ versions: { keras: '3.0', numpy: '2.0' } }), [
        { versions: { keras: '3.0', numpy: '2.0' } },
        { tabSize: 4 },
      ]);
    });

    it('say it again when another interpreter is selected', async () => {
      const select = selectIn(await withKeras('env', '2.12.0'));
      await settingsOf({});
      const changed = new Promise<void>((resolve) => service.onDidChangeVersions(resolve));
      select(await withKeras('newer', '3.5.0'));
      await changed;
      assert.deepEqual(await settingsOf({}), [{ versions: { keras: '3.5.0' } }, { tabSize: 4 }]);
    });

    it('say nothing where nobody knows the interpreter', async () => {
      editor.extensions.set('ms-python.python', { isActive: true, exports: { environments: {} }, activate: () => Promise.resolve() });
      assert.deepEqual(await settingsOf({}), [{ versions: {} }, { tabSize: 4 }]);
    });
  });

  describe('when an interpreter cannot be used', () => {
    const offer = (refused: string | undefined, ...selected: (string | undefined)[]): Promise<boolean> =>
      modules.offerInterpreter('It is gone.', refused, () => Promise.resolve(selected.length > 1 ? selected.shift() : selected[0]));
    const choose =
      (pattern: RegExp): Answer =>
      ({ items }) =>
        items.find((item) => pattern.test(String(item)));
    type Answer = FakeEditor['answers'][number];

    it('offer to select another, and try again only when that was done', async () => {
      editor.commands.set('python.setInterpreter', () => undefined);
      editor.answers = [choose(/^Select Interpreter/)];
      assert.equal(await offer('/a', '/a', '/b'), true);
      editor.answers = [choose(/^Select Interpreter/)];
      assert.equal(await offer('/a', '/a', '/a'), false, 'the pick was dismissed');
      assert.equal(await offer('/a', '/a'), false, 'the message was dismissed');
      assert.equal(editor.shown[0], 'It is gone.');
    });

    it('offer the one that is selected meanwhile', async () => {
      editor.commands.set('python.setInterpreter', () => assert.fail('nothing was to be selected'));
      editor.answers = [choose(/^Use \/b$/)];
      assert.equal(await offer('/a', '/b'), true);
    });

    it('open the setting where no extension selects interpreters', async () => {
      const opened: unknown[] = [];
      editor.commands.set('workbench.action.openSettings', (query) => opened.push(query));
      editor.answers = [choose(/^Open Settings$/)];
      assert.equal(await offer(undefined, undefined), false);
      assert.deepEqual(opened, ['tensorwright.train.pythonPath']);
    });
  });

  describe('on GPUs', () => {
    const gpu = (index: number) => ({ index, name: `NVIDIA H${index}`, memTotal: 2 ** 37, memUsed: 2 ** 30 });
    const labels = (items: readonly unknown[]) => items.map((item) => (item as { label: string }).label);

    it('are told in a sentence when there are none', async () => {
      await modules.pickGpus([], 'No GPU was found: no driver.', file);
      assert.deepEqual([editor.shown, editor.written], [['No GPU was found: no driver.'], []]);
    });

    it('write one, several, all or none to the setting where it stands, else to this machine', async () => {
      let offered: string[] = [];
      editor.answers = [({ items }) => ((offered = labels(items)), items[1])];
      await modules.pickGpus([gpu(0), gpu(1)], undefined, file);
      assert.deepEqual(offered, ['All GPUs', '0: NVIDIA H0', '1: NVIDIA H1', 'Several GPUs…', 'No GPU']);
      editor.settings.delete('tensorwright.train.gpus');
      editor.answers = [({ items }) => items[3], ({ items }) => items];
      await modules.pickGpus([gpu(0), gpu(1)], undefined, file);
      editor.answers = [({ items }) => items.at(-1)];
      await modules.pickGpus([gpu(0)], undefined, file);
      editor.answers = [({ items }) => items[0]];
      await modules.pickGpus([gpu(0)], undefined, undefined);
      await modules.pickGpus([gpu(0)], undefined, undefined);
      const id = 'tensorwright.train.gpus';
      assert.deepEqual(editor.written, [
        [id, '0', 2],
        [id, '0,1', 1],
        [id, 'none', 1],
        [id, 'auto', 1],
      ]);
    });
  });
});
