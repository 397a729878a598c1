import assert from 'node:assert/strict';
import { VSCode, writeFolderSettings } from '../support/vscode';
import { axe, webviewFrame, webviewWhere } from '../support/webviewFrame';
import { appAttribute, keepScreenshot, showFailure, until } from './support/editor';
import { endRuns } from './support/runFiles';
import { vsixFile } from './support/vsix';
import { exampleCopy } from './support/workspace';

const themes = { light: 'Default Light Modern', dark: 'Default Dark Modern' } as const;

describe('the panels in VS Code', function () {
  this.timeout(400_000);
  const workspace = exampleCopy('mnist-tfjs');
  let vscode: VSCode;

  before(async () => {
    vscode = await VSCode.start({ vsix: [await vsixFile()] });
    await vscode.open(workspace.folder);
    await vscode.openFile('train.ts');
    await vscode.page.locator('.codelens-decoration a', { hasText: 'Train' }).first().waitFor({ timeout: 90_000 });
  });
  afterEach(function () {
    return showFailure(this.currentTest, vscode);
  });
  after(async () => {
    await vscode?.stop();
    endRuns(workspace.folder);
    workspace.remove();
  });

  /** The panel in both themes: accessible in each, in the colors of the theme. */
  async function inBothThemes(title: string, name: string): Promise<void> {
    for (const [short, theme] of Object.entries(themes)) {
      writeFolderSettings(workspace.folder, { 'workbench.colorTheme': theme });
      const frame = await webviewFrame(vscode.page, title);
      await frame.locator(`body[data-vscode-theme-id="${theme}"]`).waitFor();
      const { violations } = await axe(frame, { runOnly: ['wcag2a', 'wcag2aa'] });
      assert.deepEqual(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        [],
        `${name}, ${short}`,
      );
      await keepScreenshot(vscode.page, `${name}-${short}`);
    }
  }

  it('draw the model with a node for each layer, and lead to its line', async () => {
    const { page } = vscode;
    await page.locator('.codelens-decoration a', { hasText: 'Graph' }).first().click();
    const frame = await webviewWhere(page, 'Tensorwright Architecture', 'the layers are drawn', ({ nodes }) => Number(nodes) >= 9, 90_000);

    const layer = frame.locator('[data-node]', { hasText: 'dense' }).first();
    await layer.click();
    await until('the cursor is on the layer', async () => (await page.locator('.active-line-number').first().innerText()) === '15');
    await inBothThemes('Tensorwright Architecture', 'architecture');
    await vscode.command('View: Close All Editors in Group');
  });

  it('follow a run by its curves', async () => {
    const { page } = vscode;
    await page.locator('.codelens-decoration a', { hasText: 'Train' }).first().click();
    const live = await webviewWhere(page, 'Tensorwright Live', 'there is a curve', ({ points }) => Number(points) >= 100, 180_000);
    await live.locator('[data-action="openCurves"]').first().click();
    const curves = await webviewWhere(page, 'Tensorwright Curves', 'the curves follow', ({ points }) => Number(points) >= 120, 120_000);
    assert.equal(await appAttribute(curves, 'data-runs'), '1');
    await inBothThemes('Tensorwright Curves', 'curves');
    await inBothThemes('Tensorwright Live', 'live');
    await live.locator('[data-action="stop"]').first().click();
    await until('it has stopped', async () => (await appAttribute(live, 'data-status')) === 'stopped');
  });
});
