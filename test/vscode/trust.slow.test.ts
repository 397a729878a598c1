import assert from 'node:assert/strict';
import { VSCode } from '../support/vscode';
import { webviewFrame } from '../support/webviewFrame';
import { appAttribute, keepScreenshot, ourProblems, showFailure, until } from './support/editor';
import { vsixFile } from './support/vsix';
import { exampleCopy } from './support/workspace';

describe('trust', function () {
  this.timeout(400_000);
  const workspace = exampleCopy('mnist-tfjs');
  let vscode: VSCode;

  before(async () => {
    const settings = {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
    };
    vscode = await VSCode.start({ vsix: [await vsixFile()], settings });
    await vscode.open(workspace.folder);
  });
  afterEach(function () {
    return showFailure(this.currentTest, vscode);
  });
  after(async () => {
    await vscode?.stop();
    workspace.remove();
  });

  it('is needed for Train, in every menu, and not for shapes and graph; it comes without a restart', async () => {
    const { page } = vscode;
    const lens = (title: string) => page.locator('.codelens-decoration a', { hasText: title });
    await vscode.openFile('broken.ts');
    await lens('Graph').first().waitFor({ timeout: 60_000 });
    assert.equal(await lens('Train').count(), 0);
    await vscode.command('Problems: Focus on Problems View');
    await until('a problem of ours is listed', async () => (await ourProblems(vscode)).length > 0);
    const offered = await vscode.paletteTitles('Tensorwright');
    assert.ok(
      offered.some((title) => title.includes('Open Architecture')),
      offered.join('; '),
    );
    assert.ok(!offered.some((title) => title.includes('Train This File')), offered.join('; '));
    await vscode.command('Tensorwright: Focus on Live View');
    const frame = await webviewFrame(page, 'Tensorwright Live');
    await frame.locator('[data-note="untrusted"]').waitFor();
    assert.equal(await frame.locator('[data-action="train"]').count(), 0);
    await keepScreenshot(page, 'restricted-light');

    await page.locator('#status\\.workspaceTrust').click();
    await page
      .locator('.workspace-trust-editor .monaco-button', { hasText: /^Trust/ })
      .first()
      .click();
    await page.locator('.tab', { hasText: 'broken.ts' }).click();
    await lens('Train').first().waitFor();
    const granted = await vscode.paletteTitles('Tensorwright');
    assert.ok(
      granted.some((title) => title.includes('Train This File')),
      granted.join('; '),
    );
    await until('the view knows it', async () => (await frame.locator('[data-note="untrusted"]').count()) === 0);
    assert.notEqual(await appAttribute(frame, 'data-scene'), '');
  });
});
