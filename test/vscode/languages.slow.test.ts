import assert from 'node:assert/strict';
import { setLocale, VSCode } from '../support/vscode';
import { webviewFrame } from '../support/webviewFrame';
import { keepFailure, keepScreenshot, ourProblems, until } from './support/editor';
import { vsixFile } from './support/vsix';
import { exampleCopy } from './support/workspace';

const chinese = /[\u4e00-\u9fff]/;

describe('languages', function () {
  this.timeout(400_000);

  async function inLanguage(language: string, look: (vscode: VSCode) => Promise<void>): Promise<void> {
    const workspace = exampleCopy('mnist-tfjs');
    const vscode = await VSCode.start({ vsix: [await vsixFile()] });
    try {
      await setLocale(vscode, language);
      await vscode.open(workspace.folder);
      await vscode.openFile('broken.ts');
      await look(vscode);
    } catch (error) {
      await keepFailure(vscode, language);
      throw error;
    } finally {
      await vscode.stop();
      workspace.remove();
    }
  }

  const lensTitles = async ({ page }: VSCode) => {
    const lenses = page.locator('.codelens-decoration a');
    await lenses.first().waitFor({ timeout: 60_000 });
    return lenses.allInnerTexts();
  };
  const problem = async (vscode: VSCode) => {
    await vscode.command('Problems: Focus on Problems View');
    return until('a problem of ours is listed', async () => (await ourProblems(vscode))[0]);
  };
  const liveTexts = async (vscode: VSCode) => {
    // The title of the command is the workbench's own and so English, but the view's name in it is ours.
    await vscode.page.locator('.activitybar .action-label[aria-label^="Tensorwright"]').click();
    const frame = await webviewFrame(vscode.page, 'Tensorwright Live');
    await frame.locator('#app *').first().waitFor();
    return frame.evaluate(() => document.querySelector<HTMLElement>('#app')!.innerText);
  };

  it('are two: everything is Chinese where VS Code is', () =>
    inLanguage('zh-cn', async (vscode) => {
      assert.deepEqual(new Set(await lensTitles(vscode)), new Set(['结构图', '训练']));
      assert.match(await problem(vscode), chinese);
      const offered = await vscode.paletteTitles('Tensorwright');
      assert.ok(offered.length >= 5);
      for (const title of offered.filter((text) => text.includes('Tensorwright:'))) assert.match(title, chinese, title);
      assert.match(await liveTexts(vscode), /当前没有训练在运行/);
      await keepScreenshot(vscode.page, 'start-zh-cn');
    }));

  it('leave no text behind: in the pseudo-language every text of ours is marked', () =>
    inLanguage('qps-ploc', async (vscode) => {
      assert.deepEqual(new Set(await lensTitles(vscode)), new Set(['⟦Graph⟧', '⟦Train⟧']));
      assert.match(await problem(vscode), /⟦.*⟧/);
      const lines = (await liveTexts(vscode)).split('\n').filter((line) => /\p{L}{3}/u.test(line));
      assert.ok(lines.length >= 2);
      for (const line of lines) assert.match(line, /⟦/, line);
    }));
});
