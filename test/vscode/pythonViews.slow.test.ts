import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Frame } from 'playwright-core';
import { frameworksPython } from '../python/support/frameworks';
import { VSCode } from '../support/vscode';
import { webviewFrame, webviewWhere } from '../support/webviewFrame';
import { goTo, keepScreenshot, openQuickFixes, showFailure, until } from './support/editor';
import { endRuns, runDirs } from './support/runFiles';
import { vsixFile } from './support/vsix';

/** Shows a figure, prints in color, and asks for a keyboard that a run does not have. */
const asking = `import matplotlib.pyplot as plt

plt.plot([3, 2, 1])
plt.title('Loss of nothing')
plt.show()
print('\\x1b[32mgreen\\x1b[0m')
print('10%', end='\\r')
answer = input('Go on? ')
`;

/** Fails beside values whose shapes the analysis knows. */
const shaped = `import keras
from keras import layers

x = keras.Input((8, 8, 3))
y = layers.Dense(4)(x)
z = [layers.Flatten()(y), 1 / 0]
`;

const missing = 'import tensorflow_hub\n';

describe('what VS Code shows of Python runs', function () {
  this.timeout(600_000);
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "tensorwright-views it's ü "));
  const workspace = path.join(parent, 'programs');
  let vscode: VSCode;

  before(async () => {
    fs.mkdirSync(workspace);
    for (const [name, text] of Object.entries({ asking, shaped, missing })) fs.writeFileSync(path.join(workspace, `${name}.py`), text);
    fs.writeFileSync(path.join(workspace, '.env'), 'KERAS_BACKEND=jax\n');
    fs.symlinkSync(path.dirname(path.dirname(frameworksPython())), path.join(workspace, '.venv'));
    vscode = await VSCode.start({ vsix: [await vsixFile()] });
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

  /** Trains a file and waits until its run has failed. */
  async function failing(file: string): Promise<{ frame: Frame; dir: string }> {
    const before = runDirs(workspace).length;
    const explorer = vscode.page.locator('.explorer-folders-view .monaco-list-row').first();
    if (before > 0) await vscode.command('View: Show Explorer');
    await explorer.waitFor({ timeout: 60_000 });
    await vscode.openFile(file);
    await vscode.command('Tensorwright: Train This File');
    const dir = await until('the run is there', () => runDirs(workspace)[before], 60_000);
    const frame = await webviewWhere(
      vscode.page,
      'Tensorwright Live',
      'it is shown as failed',
      ({ run, status }) => run === path.basename(dir) && status === 'failed',
      180_000,
    );
    return { frame, dir };
  }

  /** The titles of the quick fixes where the cursor is. */
  async function quickFixes(): Promise<string[]> {
    return (await openQuickFixes(vscode.page)).allInnerTexts();
  }

  it('loads figures into the live view, opens them, and offers the debugger for the keyboard', async () => {
    const { page } = vscode;
    const { frame } = await failing('asking.py');
    const picture = frame.locator('.figures img');
    await until('the figure is drawn', async () => (await picture.evaluate((image) => (image as HTMLImageElement).naturalWidth)) > 100);
    assert.equal(await picture.getAttribute('alt'), 'Figure: Loss of nothing. Opens it');
    assert.match(await frame.locator('[data-warning=stdin]').innerText(), /a run has no keyboard[^]*asking\.py:8\s+Debug/);
    await keepScreenshot(page, 'python-figure-light');

    const notice = page.locator('.notification-toast', { hasText: 'reads input, but a run has no keyboard' });
    await notice.locator('a.monaco-button', { hasText: 'Debug' }).click({ timeout: 30_000 });
    await page.locator('.notification-toast', { hasText: 'needs the extension “Python Debugger”' }).waitFor({ timeout: 30_000 });
    await vscode.command('Notifications: Clear All Notifications');
    assert.equal(runDirs(workspace).length, 1, 'nothing was started without a debugger');

    await frame.locator('[data-action=openFigure]').click();
    await page.locator('.tab', { hasText: 'figure-1.png' }).waitFor({ timeout: 30_000 });
  });

  it('links the frames of a traceback in the output, which is as it was written', async () => {
    const { page } = vscode;
    const frame = await webviewFrame(page, 'Tensorwright Live', 60_000);
    await frame.locator('[data-action=showOutput]').first().click();
    const screen = page.locator('.terminal-wrapper.active .xterm-rows');
    await until('the traceback is shown', async () => (await screen.innerText()).includes('EOFError'));
    const green = await screen.locator('span', { hasText: 'green' }).first().getAttribute('class');
    assert.match(green!, /xterm-fg-2/);
    await page.keyboard.press('Escape');
    const line = screen.locator('div', { hasText: /File ".*asking\.py", line 8/ }).last();
    const box = (await line.boundingBox())!;
    await page.mouse.move(box.x + 120, box.y + box.height / 2, { steps: 5 });
    await page.keyboard.down('Control');
    await page.mouse.move(box.x + 124, box.y + box.height / 2, { steps: 5 });
    await page.mouse.down();
    await page.mouse.up();
    await page.keyboard.up('Control');
    await until('the line is opened', async () => (await page.locator('#status\\.editor\\.selection').innerText()).includes('Ln 8'));
    assert.match(await page.locator('.tab.active').innerText(), /asking\.py/);
  });

  it("puts the analysis's own shapes beside the framework's words, and quick fixes on the line", async () => {
    const { page } = vscode;
    await failing('shaped.py');
    await goTo(page, 6, 28);
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+I');
    const hover = page.locator('.monaco-hover-content', { hasText: 'division by zero' }).first();
    await hover.waitFor({ timeout: 60_000 });
    const said = (await hover.innerText()).replace(/\s+/g, ' ');
    assert.match(
      said,
      /ZeroDivisionError: division by zero Tensorwright sees: layers\.Flatten \(None, 8, 8, 4\) → \(None, 256\), y \(None, 8, 8, 4\)/,
    );
    assert.match(said, /tensorwright run\(?shaped-\w+, \d+ \w+, \d\d:\d\d/);
    await keepScreenshot(page, 'python-shapes-light');
    await page.keyboard.press('Escape');
    const fixes = await quickFixes();
    assert.deepEqual(
      fixes.map((fix) => fix.replace(/shaped-\w+/, 'it')).filter((fix) => / it\b/.test(fix)),
      ['Open the output of it', 'Run it again', 'Debug it'],
    );
    await page.keyboard.press('Escape');
  });

  it('puts the command that installs a missing package into a terminal, and does not send it off', async () => {
    const { page } = vscode;
    await failing('missing.py');
    await goTo(page, 1, 10);
    const fixes = await quickFixes();
    assert.equal(fixes[0], 'Install tensorflow-hub');
    await page.keyboard.press('Enter');
    // The server of the tests has no shells; the line above the prompt is VS Code's own.
    const screen = page.locator('.terminal-wrapper.active .xterm-rows');
    const shown = async (): Promise<string> => (await screen.innerText()).replace(/\s+/g, '');
    await until('the terminal is there', async () => (await shown()).includes('PressEntertoinstalltensorflow-hubfor'));
    assert.ok((await shown()).includes('.venv/bin/python'));
  });
});
