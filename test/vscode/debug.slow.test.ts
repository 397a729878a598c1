import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { frameworksPython } from '../python/support/frameworks';
import { VSCode } from '../support/vscode';
import { webviewFrame } from '../support/webviewFrame';
import { appAttribute, goTo, showFailure, until } from './support/editor';
import { endRuns, readEvents, runDirs, stepNumbers } from './support/runFiles';
import { vsixFile } from './support/vsix';

const program = `import keras
import numpy as np
from keras import layers

model = keras.Sequential([layers.Input((4,)), layers.Dense(1)])
model.compile(optimizer="sgd", loss="mse")
model.fit(np.zeros((32, 4), "float32"), np.zeros((32, 1), "float32"), epochs=2, batch_size=8, verbose=0)
print("trained")
`;

/**
 * Stands in for the extension that brings the Python debugger, which cannot be had here: it starts the same adapter of debugpy in the same way.
 * The server of the tests has no terminals, so output goes to the debug console.
 */
function debuggerExtension(parent: string): string {
  const manifest = {
    name: 'python-debugger-of-tests',
    publisher: 'tests',
    version: '1.0.0',
    engines: { vscode: '^1.90.0' },
    main: './main.js',
    activationEvents: ['onDebugResolve:debugpy'],
    contributes: {
      debuggers: [{ type: 'debugpy', label: 'Python Debugger', languages: ['python'] }],
      breakpoints: [{ language: 'python' }],
    },
  };
  const main = `const vscode = require('vscode');
exports.activate = ({ subscriptions }) => subscriptions.push(
  vscode.debug.registerDebugAdapterDescriptorFactory('debugpy', {
    createDebugAdapterDescriptor: () => new vscode.DebugAdapterExecutable(${JSON.stringify(frameworksPython())}, ['-m', 'debugpy.adapter']),
  }),
  vscode.debug.registerDebugConfigurationProvider('debugpy', {
    resolveDebugConfigurationWithSubstitutedVariables: (_folder, config) => ({ ...config, console: 'internalConsole' }),
  }),
);
`;
  const folder = path.join(parent, 'extension');
  fs.mkdirSync(folder);
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  fs.writeFileSync(path.join(folder, 'main.js'), main);
  const file = path.join(parent, 'debugger.vsix');
  execFileSync(frameworksPython(), ['-m', 'zipfile', '-c', file, folder]);
  return file;
}

describe('a Python file under the debugger of VS Code', function () {
  this.timeout(600_000);
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "tensorwright-debug it's ü "));
  const workspace = path.join(parent, 'programs');
  let vscode: VSCode;

  before(async () => {
    fs.mkdirSync(workspace);
    fs.writeFileSync(path.join(workspace, 'train.py'), program);
    fs.writeFileSync(path.join(workspace, '.env'), 'KERAS_BACKEND=jax\n');
    fs.symlinkSync(path.dirname(path.dirname(frameworksPython())), path.join(workspace, '.venv'));
    vscode = await VSCode.start({ vsix: [await vsixFile(), debuggerExtension(parent)] });
    await vscode.open(workspace);
  });
  afterEach(function () {
    return showFailure(this.currentTest, vscode);
  });
  after(async () => {
    await vscode?.stop();
    endRuns(workspace);
    fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  /** Starts Debug by its lens and waits until it stands at the breakpoint in line 7. */
  async function startDebug(): Promise<string> {
    const { page } = vscode;
    const before = runDirs(workspace).length;
    await page.locator('.codelens-decoration a', { hasText: /^Debug$/ }).click({ timeout: 60_000 });
    await page.locator('.debug-top-stack-frame-line').waitFor({ timeout: 180_000 });
    const dir = runDirs(workspace)[before];
    assert.ok(dir, 'the run is recorded');
    return dir;
  }
  async function status(dir: string): Promise<string> {
    const frame = await webviewFrame(vscode.page, 'Tensorwright Live', 60_000);
    return (await appAttribute(frame, 'data-run')) === path.basename(dir) ? appAttribute(frame, 'data-status') : '';
  }

  it('has a lens beside Train, stops at a breakpoint, and is a run like any other', async () => {
    const { page } = vscode;
    await vscode.openFile('train.py');
    const lenses = page.locator('.codelens-decoration', { hasText: 'Train' });
    await lenses.waitFor({ timeout: 60_000 });
    assert.match(await lenses.innerText(), /Train\s*\|\s*Debug/);
    await goTo(page, 7, 1);
    await vscode.command('Debug: Toggle Breakpoint');

    const dir = await startDebug();
    // A debugger shows a view of its own.
    await vscode.command('View: Show Tensorwright');
    await until('it is shown as running', async () => (await status(dir)) === 'running');
    await vscode.command('Debug: Continue');
    await until('it has ended well', async () => (await status(dir)) === 'ok', 180_000);
    const events = readEvents(dir);
    assert.deepEqual(stepNumbers(events), [1, 2, 3, 4, 5, 6, 7, 8]);
    assert.equal(fs.readFileSync(path.join(dir, 'stdout.log'), 'utf8'), 'trained\n');
    const plan = JSON.parse(fs.readFileSync(path.join(dir, 'run.json'), 'utf8')) as { debug?: boolean };
    assert.equal(plan.debug, true);
  });

  it('counts as ended by force when its session is stopped', async () => {
    const dir = await startDebug();
    // A debugger shows a view of its own.
    await vscode.command('View: Show Tensorwright');
    await until('it is shown as running', async () => (await status(dir)) === 'running');
    await vscode.command('Debug: Stop');
    await until('it is shown as ended by force', async () => (await status(dir)) === 'killed');
    assert.equal(runDirs(workspace).length, 2);
  });
});
