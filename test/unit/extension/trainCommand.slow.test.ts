import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { ModelAnalysis } from '../../../extension/src/platform';
import { settings as contributed } from '../../../extension/src/contributions/settings';
import type * as Imported from '../../../extension/src/node/importedFiles';
import type * as Launch from '../../../extension/src/node/launchService';
import type * as Train from '../../../extension/src/node/trainCommand';
import type { RunPlan } from '../../../extension/protocol/runs';
import * as training from '../../../extension/training';
import { makeVenv } from '../../runs/training/pythonPlace';
import { kill, until } from '../../runs/training/support';
import { fileUri, installFakeVscode, type FakeEditor } from './support/fakeVscode';
import { run } from './support/run';

/** Real plans and real processes of a stand-in for the runner; the editor alone is made up. */
describe('Train and Run Again', function () {
  this.timeout(120_000);
  let editor: FakeEditor;
  let modules: typeof Launch & typeof Train & typeof Imported;
  let imported: string[];
  let root: string;
  let workspace: string;
  let program: vscode.Uri;
  let command: Train.TrainCommand;
  let launches: Launch.LaunchService;
  const started: string[] = [];
  const log: string[] = [];

  before(async () => {
    assert.notEqual(process.platform, 'win32', 'environments are looked for in bin');
    editor = installFakeVscode();
    modules = {
      ...(await import('../../../extension/src/node/importedFiles')),
      ...(await import('../../../extension/src/node/launchService')),
      ...(await import('../../../extension/src/node/trainCommand')),
    };
  });
  beforeEach(async () => {
    root = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), "tensorwright train 'ü' ")));
    workspace = path.join(root, 'my project');
    await fs.mkdir(workspace);
    program = fileUri(path.join(workspace, 'train.py'));
    await fs.writeFile(program.fsPath, 'import keras\n');
    const runner = path.join(root, 'extension', 'dist', 'trainers', 'python', 'tensorwright_runner');
    await fs.mkdir(runner, { recursive: true });
    await fs.writeFile(path.join(runner, '__main__.py'), 'import sys; print(sys.prefix)\n');
    Object.assign(editor, { shown: [], answers: [], isTrusted: true });
    editor.folders = [{ name: 'my project', uri: fileUri(workspace) }];
    editor.extensions.clear();
    editor.commands.clear();
    editor.settings = new Map(Object.entries(contributed).map(([id, setting]) => [id, setting.default]));
    started.length = log.length = 0;
    imported = [];
    const context = {
      workspaceState: { get: (_: string, fallback: unknown) => fallback, update: () => Promise.resolve() },
      extensionPath: path.join(root, 'extension'),
      extensionUri: fileUri(path.join(root, 'extension')),
      globalStorageUri: fileUri(path.join(root, 'storage')),
    } as unknown as vscode.ExtensionContext;
    const write = (text: string): void => void log.push(text);
    const channel = { info: write, warn: write, error: write } as unknown as vscode.LogOutputChannel;
    const load = () => Promise.resolve(training);
    launches = new modules.LaunchService(context, channel, load);
    const noDebugger = {} as ConstructorParameters<typeof Train.TrainCommand>[4];
    const home = { trainers: path.join(root, 'extension', 'dist', 'trainers'), copies: path.join(root, 'storage', 'trainers') };
    const queue = { home, optionsFor: () => ({ parallel: 0 }) };
    const analysis: ModelAnalysis = {
      knownModels: () => Promise.resolve({ models: [], dependencies: imported, classes: [], trainsUnknown: false }),
    };
    const importedFiles = (file: vscode.Uri): Promise<string[]> => modules.importedFiles(analysis, file, channel);
    command = new modules.TrainCommand(context, channel, load, launches, noDebugger, queue, importedFiles, (id) => {
      started.push(id);
      return Promise.resolve();
    });
  });
  afterEach(async () => {
    launches.dispose();
    for (const id of started) {
      const text = await fs.readFile(path.join(runs(), id, 'process.json'), 'utf8').catch(() => '{}');
      const { pid } = JSON.parse(text) as { pid?: number };
      if (pid) kill(pid);
    }
    await fs.rm(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  });

  const runs = (): string => path.join(workspace, '.tensorwright', 'runs');
  const planOf = async (id: string): Promise<RunPlan> =>
    JSON.parse(await fs.readFile(path.join(runs(), id, 'run.json'), 'utf8')) as RunPlan;
  const printed = (id: string): Promise<string> =>
    until('it printed', async () => (await fs.readFile(path.join(runs(), id, 'stdout.log'), 'utf8')).trim());
  const train = async (): Promise<string> => {
    const before = started.length;
    await command.run({ uri: program }, false);
    assert.equal(started.length, before + 1, [...editor.shown, ...log].join('\n'));
    return started.at(-1)!;
  };
  const again = (id: string): Promise<void> => command.again(run({ id, dir: path.join(runs(), id), kind: 'python' }));

  it('starts a Python file in the interpreter of the workspace', async () => {
    await makeVenv(path.join(workspace, '.venv'));
    const id = await train();
    assert.equal((await planOf(id)).kind, 'python');
    assert.equal(await printed(id), path.join(workspace, '.venv'));
    assert.deepEqual(editor.shown, []);
  });

  it('copies what the program imports beside it, as far as it is there', async () => {
    await makeVenv(path.join(workspace, '.venv'));
    await fs.writeFile(path.join(workspace, 'data.py'), 'rows = 3\n');
    imported = ['data.py', 'data/__init__.py'].map((name) => fileUri(path.join(workspace, name)).toString());
    const source = path.join(runs(), await train(), 'source');
    assert.deepEqual((await fs.readdir(source)).sort(), ['data.py', 'train.py']);
  });

  it('repeats a run with the interpreter that it had, whatever is selected by now', async () => {
    const first = await makeVenv(path.join(workspace, '.venv'));
    editor.settings.set('tensorwright.train.arguments', ['--once']);
    const id = await train();
    editor.settings.set('tensorwright.train.pythonPath', await makeVenv(path.join(workspace, 'other')));
    editor.settings.set('tensorwright.train.arguments', []);
    await again(id);
    const plan = await planOf(started.at(-1)!);
    assert.notEqual(plan.id, id);
    assert.deepEqual([plan.interpreter.path, plan.interpreter.source, plan.args], [first, 'workspace', ['--once']]);
  });

  it('offers the interpreter that is selected now when the one of the run is gone', async () => {
    await makeVenv(path.join(workspace, '.venv'));
    const id = await train();
    await fs.rm(path.join(workspace, '.venv'), { recursive: true });
    const other = await makeVenv(path.join(root, 'other env'));
    editor.settings.set('tensorwright.train.pythonPath', other);
    await again(id);
    assert.equal(started.length, 1, 'the offer was dismissed');
    assert.match(editor.shown.at(-1)!, /There is no file .*my project\/\.venv\/bin\/python/);
    editor.answers = [({ items }) => items.find((item) => item === `Use ${other}`)];
    await again(id);
    const plan = await planOf(started.at(-1)!);
    assert.deepEqual([started.length, plan.interpreter.path, plan.interpreter.source], [2, other, 'setting']);
    assert.equal(await printed(plan.id), path.join(root, 'other env'));
  });

  it('starts nothing in a workspace that is not trusted, and says so', async () => {
    await makeVenv(path.join(workspace, '.venv'));
    editor.isTrusted = false;
    await command.run({ uri: program }, true);
    assert.deepEqual(started, []);
    assert.match(editor.shown.join(), /^Training runs code of this workspace, which is not trusted\.$/);
  });

  it('asks for arguments first when it is told to, and starts nothing when that is dismissed', async () => {
    await makeVenv(path.join(workspace, '.venv'));
    await command.run({ uri: program }, true);
    assert.deepEqual([started.length, editor.shown.length], [0, 1]);
  });

  it('leaves what an extension said of its failure in the log', async () => {
    const failing = { environments: { getActiveEnvironmentPath: () => assert.fail('no environments here') } };
    editor.extensions.set('ms-python.python', { isActive: true, exports: failing, activate: () => Promise.resolve() });
    await command.run({ uri: program }, false);
    assert.deepEqual([started, editor.shown], [[], ['Python did not say which interpreter is selected. Nothing was started.']]);
    assert.match(log.join('\n'), /no environments here/);
  });
});
