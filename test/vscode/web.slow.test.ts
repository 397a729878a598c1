import assert from 'node:assert/strict';
import { VSCode } from '../support/vscode';
import { openInBrowserHost, unpackVsix } from '../support/webExtension';
import { keepFailure, ourProblems, until } from './support/editor';
import { vsixFile } from './support/vsix';
import { exampleCopy } from './support/workspace';

describe('the extension without Node', function () {
  this.timeout(400_000);

  it('reports shape errors and draws the graph in the host of the browser, and offers no training', async () => {
    const workspace = exampleCopy('mnist-tfjs');
    const extension = unpackVsix(await vsixFile(), { browserOnly: true });
    const vscode = await VSCode.start();
    let unlink: (() => void) | undefined;
    try {
      unlink = await openInBrowserHost(vscode, { ext: extension.folder, folder: workspace.folder });
      const { page } = vscode;
      await vscode.openFile('broken.ts');
      const lens = (title: string) => page.locator('.codelens-decoration a', { hasText: title });
      await lens('Graph').first().waitFor({ timeout: 90_000 });
      assert.equal(await lens('Train').count(), 0);
      await vscode.command('Problems: Focus on Problems View');
      assert.match(await until('our problem is listed', async () => (await ourProblems(vscode))[0]), /reshape-size/);
      const offered = await vscode.paletteTitles('Tensorwright');
      assert.ok(!offered.some((title) => title.includes('Train This File')), offered.join('; '));
    } catch (error) {
      await keepFailure(vscode, 'web');
      throw error;
    } finally {
      await vscode.stop();
      unlink?.();
      extension.remove();
      workspace.remove();
    }
  });
});
