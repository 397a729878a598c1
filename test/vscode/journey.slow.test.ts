import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { VSCode } from '../support/vscode';
import { webviewWhere } from '../support/webviewFrame';
import {
  appAttribute,
  goTo,
  keepScreenshot,
  openQuickFixes,
  ourProblems,
  paintedColumns,
  showFailure,
  squiggledText,
  until,
} from './support/editor';
import { countPoints, endRuns, isRunning, processOf, readEvents, runDirs, stepNumbers } from './support/runFiles';
import { vsixFile } from './support/vsix';
import { exampleCopy } from './support/workspace';

const live = 'Tensorwright Live';

describe('the journey of a person with a model', function () {
  this.timeout(420_000);
  const workspace = exampleCopy('mnist-tfjs');
  let vscode: VSCode;

  before(async () => {
    vscode = await VSCode.start({ vsix: [await vsixFile()] });
    await vscode.open(workspace.folder);
  });
  afterEach(function () {
    return showFailure(this.currentTest, vscode);
  });
  after(async () => {
    await vscode?.stop();
    endRuns(workspace.folder);
    workspace.remove();
  });

  it('goes from a squiggle over its fix and a run that outlives the window to a stop that leaves nothing behind', async () => {
    const { page } = vscode;

    // A shape error where the program would raise.
    await vscode.openFile('broken.ts');
    await page.locator('.squiggly-error').first().waitFor({ timeout: 60_000 });
    await vscode.command('Problems: Focus on Problems View');
    const problem = await until('our problem is listed', async () => (await ourProblems(vscode))[0]);
    assert.match(problem, /784/);
    assert.match(problem, /\[28, 18, 1\]/);
    assert.match(problem, /\[Ln 8, Col 1\]/);
    await until('the squiggle covers the call that raises', async () =>
      (await squiggledText(page, 'targetShape')).includes('model.add(tf.layers.reshape({ inputShape: [784], targetShape: [28, 18, 1] }))'),
    );
    await keepScreenshot(page, 'squiggle-light');

    // The fix of one number.
    await page.locator('.editor-instance .view-line', { hasText: 'targetShape' }).click();
    await goTo(page, 8, 60);
    await openQuickFixes(page);
    const fix = page.locator('.action-widget .monaco-list-row.focused');
    await fix.waitFor();
    assert.match(await fix.innerText(), /28/);
    await page.keyboard.press('Enter');
    await page.locator('.editor-instance .view-line', { hasText: /targetShape:\s\[28,\s28,\s1\]/ }).waitFor();
    await until('no problem of ours is listed', async () => (await ourProblems(vscode)).length === 0);

    // Train, with nothing configured; the file is saved first.
    await page.locator('.codelens-decoration a', { hasText: 'Train' }).click();
    let frame = await webviewWhere(page, live, '20 points are on the curve', ({ points }) => Number(points) >= 40, 120_000);
    assert.equal(await appAttribute(frame, 'data-status'), 'running');
    assert.ok((await paintedColumns(frame)) >= 20);
    assert.match(fs.readFileSync(path.join(workspace.folder, 'broken.ts'), 'utf8'), /\[28, 28, 1\]/);
    const [dir, ...others] = runDirs(workspace.folder);
    assert.ok(dir);
    assert.deepEqual(others, []);
    const run = await appAttribute(frame, 'data-run');
    assert.equal(run, path.basename(dir));
    const pid = processOf(dir);
    await keepScreenshot(page, 'live-light');

    // The window goes; the run does not.
    await vscode.reload();
    const before = stepNumbers(readEvents(dir)).length;
    await until('it trains on without a window', () => stepNumbers(readEvents(dir)).length > before);
    assert.ok(isRunning(pid));
    frame = await webviewWhere(page, live, 'the same run is shown', (shown) => shown['run'] === run, 90_000);
    const after = stepNumbers(readEvents(dir)).length;
    await until('it is followed on', async () => Number(await appAttribute(frame, 'data-points')) > after);
    assert.equal(await appAttribute(frame, 'data-status'), 'running');

    // Stop.
    await frame.locator('[data-action="stop"]').first().click();
    await until('it has stopped', async () => (await appAttribute(frame, 'data-status')) === 'stopped');
    await until('its process is gone', () => !isRunning(pid), 20_000);
    const events = readEvents(dir);
    assert.equal(events.at(-1)?.k, 'run-ended');
    assert.deepEqual(
      events.map(({ q }) => q),
      events.map((_, index) => index),
    );
    const steps = stepNumbers(events);
    assert.deepEqual(
      steps,
      steps.map((_, index) => index + 1),
    );
    await until('every point is shown', async () => Number(await appAttribute(frame, 'data-points')) === countPoints(events)).catch(
      async () => assert.equal(Number(await appAttribute(frame, 'data-points')), countPoints(events)),
    );
    await keepScreenshot(page, 'stopped-light');
  });
});
