import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { frameworksPython } from '../python/support/frameworks';
import { VSCode } from '../support/vscode';
import { webviewWhere } from '../support/webviewFrame';
import { appAttribute, keepScreenshot, ourProblems, paintedColumns, showFailure, squiggledText, until } from './support/editor';
import { countPoints, endRuns, isRunning, processOf, readEvents, runDirs, stepNumbers } from './support/runFiles';
import { vsixFile } from './support/vsix';

const live = 'Tensorwright Live';

/** What a person has: a program nobody prepared, an environment in `.venv`, variables in `.env`. */
const train = `"""Learns to tell made digits apart."""
import keras
import numpy as np
from keras import layers

rng = np.random.default_rng(0)
y_train = rng.integers(0, 10, 512)
x_train = rng.normal(size=(512, 8, 8, 1)).astype("float32") + y_train.reshape(-1, 1, 1, 1) / 5

model = keras.Sequential([
    layers.Input((8, 8, 1)),
    layers.Conv2D(8, 3, activation="relu"),
    layers.Flatten(),
    layers.Dense(10, activation="softmax"),
])
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_train, y_train, epochs=100_000, batch_size=64, validation_split=0.25)
`;

/** Fails while it runs, in a way that only the data tells. */
const failing = `import json
import keras
import numpy as np
from keras import layers

x = np.zeros((64, 4), "float32")
model = keras.Sequential([layers.Input((4,)), layers.Dense(2)])
model.compile(optimizer="sgd", loss="mse")
model.fit(x, np.zeros((64, 2)), epochs=1)

config = json.loads("{}")
print("trained",  config["höhe 😀"])
`;

describe('the journey of a person with a Python file', function () {
  this.timeout(600_000);
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "tensorwright-python it's ü "));
  const workspace = path.join(parent, 'digits');
  let vscode: VSCode;

  before(async () => {
    fs.mkdirSync(workspace);
    fs.writeFileSync(path.join(workspace, 'train.py'), train);
    fs.writeFileSync(path.join(workspace, 'failing.py'), failing);
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

  it('goes from Train over a live curve and a reload to a stop, in the environment of the workspace', async () => {
    const { page } = vscode;
    await vscode.openFile('train.py');
    await page.locator('.codelens-decoration a', { hasText: 'Train' }).click({ timeout: 60_000 });
    let frame = await webviewWhere(page, live, '20 points are on the curve', ({ points }) => Number(points) >= 40, 180_000);
    assert.equal(await appAttribute(frame, 'data-status'), 'running');
    assert.ok((await paintedColumns(frame)) >= 20);
    const [dir, ...others] = runDirs(workspace);
    assert.ok(dir);
    assert.deepEqual(others, []);
    const run = await appAttribute(frame, 'data-run');
    const pid = processOf(dir);
    const plan = JSON.parse(fs.readFileSync(path.join(dir, 'run.json'), 'utf8')) as { interpreter: Record<string, string> };
    assert.equal(plan.interpreter.source, 'workspace');
    const events = readEvents(dir);
    const model = events.find((event) => event.k === 'model');
    assert.deepEqual(
      model?.layers.map(({ out, params }) => [out, params]),
      [
        [[null, 8, 8, 1], 0],
        [[null, 6, 6, 8], 80],
        [[null, 288], 0],
        [[null, 10], 2890],
      ],
    );
    await keepScreenshot(page, 'python-light');

    // The window goes in the middle; the run does not.
    await vscode.reload();
    const before = stepNumbers(readEvents(dir)).length;
    await until('it trains on without a window', () => stepNumbers(readEvents(dir)).length > before);
    assert.ok(isRunning(pid));
    frame = await webviewWhere(page, live, 'the same run is shown', (shown) => shown['run'] === run, 90_000);
    const after = stepNumbers(readEvents(dir)).length;
    await until('it is followed on', async () => Number(await appAttribute(frame, 'data-points')) > after);

    await frame.locator('[data-action="stop"]').first().click();
    await until('it has stopped', async () => (await appAttribute(frame, 'data-status')) === 'stopped');
    await until('its process is gone', () => !isRunning(pid), 30_000);
    const all = readEvents(dir);
    assert.equal(all.at(-1)?.k, 'run-ended');
    assert.deepEqual(
      all.map(({ q }) => q),
      all.map((_, index) => index),
    );
    const steps = stepNumbers(all);
    assert.deepEqual(
      steps,
      steps.map((_, index) => index + 1),
    );
    await until('every point is shown', async () => Number(await appAttribute(frame, 'data-points')) === countPoints(all)).catch(async () =>
      assert.equal(Number(await appAttribute(frame, 'data-points')), countPoints(all)),
    );
  });

  it('puts an exception on its line, in its exact columns, and takes it away when the line is edited', async () => {
    const { page } = vscode;
    // The live view took its place when something was trained before.
    await page.locator('.part.sidebar .composite.title').waitFor({ timeout: 60_000 });
    if (!(await page.locator('.explorer-folders-view').isVisible())) await vscode.command('View: Show Explorer');
    await vscode.openFile('failing.py');
    await page.locator('.codelens-decoration a', { hasText: 'Train' }).click({ timeout: 60_000 });
    await vscode.command('Problems: Focus on Problems View');
    const problem = await until(
      'the failure is listed',
      async () => (await ourProblems(vscode)).find((row) => row.includes('KeyError')),
      180_000,
    );
    assert.match(problem, /höhe 😀/);
    const hasColumns = Number(/3\.(\d+)/.exec(fs.readFileSync(path.join(workspace, '.venv', 'pyvenv.cfg'), 'utf8'))?.[1]) >= 11;
    assert.match(problem, hasColumns ? /\[Ln 12, Col 19\]/ : /\[Ln 12, Col 1\]/);
    if (hasColumns)
      await until('the squiggle covers what raised', async () =>
        (await squiggledText(page, 'trained')).some((text) => text.includes('config["höhe 😀"]') && !text.includes('trained')),
      );
    await keepScreenshot(page, 'python-failed-light');

    await page.locator('.editor-instance .view-line', { hasText: 'trained' }).click();
    await page.keyboard.press('End');
    await page.keyboard.type('  # seen');
    await until('the mark is gone', async () => !(await ourProblems(vscode)).some((row) => row.includes('KeyError')));
  });
});
