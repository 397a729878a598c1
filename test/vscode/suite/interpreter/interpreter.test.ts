import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { RunPlan } from '../../../../extension/protocol/runs';
import { waitFor } from '../waitFor';

/** Three environments that the test around VS Code made. */
const [workspacePython, ofPython, ofEnvironments] = (process.env['TENSORWRIGHT_TEST_PYTHONS'] ?? '').split('\n') as [
  string,
  string,
  string,
];
const folder = vscode.workspace.workspaceFolders![0]!.uri;
const file = vscode.Uri.joinPath(folder, 'train.py');
const runs = path.join(folder.fsPath, '.tensorwright', 'runs');

const tooltip = async (): Promise<string> => {
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', file);
  return lenses.find((lens) => lens.command?.command === 'tensorwright.train')?.command?.tooltip ?? '';
};
const told = (python: string): Promise<string> =>
  waitFor(`the lens to tell ${python}`, async () => {
    const text = await tooltip();
    return text.split('\n')[1] === python ? text : '';
  });
/** The plan of the run that Train starts now. */
const trained = async (): Promise<RunPlan> => {
  const before = new Set(fs.existsSync(runs) ? fs.readdirSync(runs) : []);
  await vscode.commands.executeCommand('tensorwright.train', file);
  const id = await waitFor('a run', () => fs.readdirSync(runs).find((name) => /^\d/.test(name) && !before.has(name)));
  return JSON.parse(fs.readFileSync(path.join(runs, id, 'run.json'), 'utf8')) as RunPlan;
};

describe('the interpreter of a Python program', () => {
  before(async () => {
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file));
  });

  it("is the workspace's environment as long as nobody selected one", async () => {
    const text = await told(workspacePython);
    assert.match(text, /^Python 3\.\d+\.\d+ \(\.venv\), found in the workspace\n/);
    const { interpreter, kind } = await trained();
    assert.deepEqual([kind, interpreter.path, interpreter.source], ['python', workspacePython, 'workspace']);
  });

  it('is the one that is selected in the Python extension, in the lens and in the run', async () => {
    await vscode.commands.executeCommand('fake.vscode-python-envs.select', ofEnvironments);
    await vscode.commands.executeCommand('fake.python.select', ofPython);
    assert.match(await told(ofPython), /, selected in the editor\n/);
    const { interpreter } = await trained();
    assert.deepEqual([interpreter.path, interpreter.source, interpreter.environment], [ofPython, 'python-extension', 'venv']);
  });

  it('is the one of Python Environments when that is switched on', async () => {
    const configuration = vscode.workspace.getConfiguration('python');
    await configuration.update('useEnvironmentsExtension', true, vscode.ConfigurationTarget.Global);
    try {
      await told(ofEnvironments);
      const { interpreter } = await trained();
      assert.deepEqual([interpreter.path, interpreter.source], [ofEnvironments, 'environments']);
    } finally {
      await configuration.update('useEnvironmentsExtension', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('comes with arguments and folder of the settings', async () => {
    await told(ofPython);
    const configuration = vscode.workspace.getConfiguration('tensorwright.train');
    await configuration.update('arguments', ['--name', 'my run'], vscode.ConfigurationTarget.Workspace);
    await configuration.update('workingDirectory', '${workspaceFolder}/..', vscode.ConfigurationTarget.Workspace);
    const text = await waitFor('the lens to tell the arguments', async () => {
      const now = await tooltip();
      return now.includes('Arguments') && !now.includes(path.basename(folder.fsPath) + '\n') ? now : '';
    });
    assert.match(text, /\nArguments: --name 'my run'$/m);
    const { args, cwd } = await trained();
    assert.deepEqual([args, cwd], [['--name', 'my run'], path.dirname(folder.fsPath)]);
  });
});
