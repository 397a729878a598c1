import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { identifyProcess } from '../../extension/training/processIdentity';
import { VSCode } from '../support/vscode';
import { EventsText, makeRun } from '../unit/training/madeRun';
import { ran } from '../unit/training/modelTruth/models';
import { showFailure, until } from './support/editor';
import { vsixFile } from './support/vsix';

const program = `import keras
from keras import layers

secret = 'not for reports'
model = keras.Sequential([keras.Input((4,)), layers.Dense(8), layers.Dense(2)])
model.fit(load(), epochs=2)
`;

/** What happens in a window when a run that goes on records another model than the analysis found in its source. */
describe('a run that differs from the analysis, in VS Code', function () {
  this.timeout(420_000);
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "tensorwright-truth it's ü "));
  const workspace = path.join(parent, 'digits');
  const runsDir = path.join(workspace, '.tensorwright', 'runs');
  const id = '20260203-040501-aaaa';
  const report = path.join(runsDir, id, 'artifacts', 'model-difference');
  let child: ChildProcess;
  let vscode: VSCode;

  before(async () => {
    fs.mkdirSync(workspace);
    fs.writeFileSync(path.join(workspace, 'train.py'), program);
    child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    vscode = await VSCode.start({ vsix: [await vsixFile()] });
    await vscode.open(workspace);
    await vscode.openFile('train.py');
    await vscode.command('Focus on Runs View', 60_000);
  });
  afterEach(function () {
    return showFailure(this.currentTest, vscode);
  });
  after(async () => {
    await vscode?.stop();
    child.kill('SIGKILL');
    fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  it('gets a report, without a word of the source, as soon as the model is recorded', async () => {
    const layers = [ran('dense', 'Dense', [null, 4], [null, 9], 45), ran('dense_1', 'Dense', [null, 9], [null, 2], 20)];
    const events = new EventsText()
      .started(Date.now() / 1000)
      .add('model', { t: 1, fw: 'keras', name: 'sequential', class: 'Sequential', params: 65, trainable: 65, layers })
      .step(2, 1, [1]);
    const file = path.join(workspace, 'train.py');
    const record = { ...(await identifyProcess(child.pid!)) };
    const plan = { name: 'net', file, workspace, cwd: workspace, createdAt: new Date().toISOString() };
    const source = path.join(runsDir, id, 'source');
    fs.mkdirSync(source, { recursive: true });
    fs.copyFileSync(file, path.join(source, 'train.py'));
    await makeRun(runsDir, id, events, plan, record);
    await until('the report is there', () => fs.existsSync(`${report}.md`));
    const { models } = JSON.parse(fs.readFileSync(`${report}.json`, 'utf8')) as {
      models: { layers: { at: string; differs: string[] }[] }[];
    };
    assert.deepEqual(
      models[0]!.layers.map(({ at, differs }) => [at, differs]),
      [
        ['train.py:5', ['out', 'params']],
        ['train.py:5', ['in', 'params']],
      ],
    );
    const text = fs.readFileSync(`${report}.md`, 'utf8');
    assert.ok(!text.includes('secret') && !text.includes(parent), text);
  });

  it('is saved by a command, with the source when the person says so', async () => {
    await vscode.command('Tensorwright: Save Report of Differences…');
    const dialog = vscode.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /Save a report of where net and the analysis differ\?[\s\S]*Nothing is sent\./);
    await dialog.locator('.monaco-button', { hasText: 'Save with Source' }).click();
    const input = vscode.page.locator('.quick-input-widget input[type=text]');
    const proposed = path.join(workspace, 'train-difference.md');
    await until('a file is proposed', async () => (await input.inputValue()) === proposed);
    await input.press('Enter');
    await until('it is written', () => fs.existsSync(proposed));
    await vscode.page.locator('.tab', { hasText: 'train-difference.md' }).waitFor();
    const text = fs.readFileSync(proposed, 'utf8');
    assert.match(text, /- source text: `train\.py` lines 1–2, `train\.py` line 5\n/);
    assert.match(text, /```python\nmodel = keras\.Sequential/);
    assert.ok(!text.includes('secret') && !text.includes(parent), text);
  });
});
