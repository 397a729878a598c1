import assert from 'node:assert/strict';
import { runInExtensionHost } from '../support/extensionHost';
import { buildSuite } from './support/buildSuite';
import { endRuns } from './support/runFiles';
import { installedFolder, vsixFile } from './support/vsix';
import { exampleCopy } from './support/workspace';

describe('the suites in the extension host, on the packaged extension', function () {
  this.timeout(400_000);

  async function run(name: 'trusted' | 'restricted', atLeast: number, settings: Record<string, unknown> = {}): Promise<void> {
    const workspace = exampleCopy('mnist-tfjs');
    try {
      const tests = await buildSuite(name);
      const vsix = [await vsixFile()];
      const { passed, failed, pending } = await runInExtensionHost({
        vsix,
        ext: installedFolder,
        tests,
        folder: workspace.folder,
        settings,
      });
      for (const title of passed) console.log(`      ✔ ${title}`);
      assert.deepEqual(failed, []);
      assert.deepEqual(pending, []);
      assert.ok(passed.length >= atLeast, `${passed.length} tests passed`);
    } finally {
      endRuns(workspace.folder);
      workspace.remove();
    }
  }

  it('passes in a trusted workspace', () => run('trusted', 6));

  it('passes in a workspace that is not trusted', () =>
    run('restricted', 2, {
      'security.workspace.trust.enabled': true,
      'security.workspace.trust.startupPrompt': 'never',
      'security.workspace.trust.banner': 'never',
    }));
});
