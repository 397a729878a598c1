import assert from 'node:assert/strict';
import { runInExtensionHost } from '../support/extensionHost';
import { buildSuite } from './support/buildSuite';
import { installedFolder, vsixFile } from './support/vsix';
import { exampleCopy } from './support/workspace';

describe('the suite in the extension host', function () {
  this.timeout(240_000);

  it('passes on the packaged extension', async () => {
    const workspace = exampleCopy('mnist-tfjs');
    try {
      const tests = await buildSuite();
      const { passed, failed, pending } = await runInExtensionHost({
        vsix: [await vsixFile()],
        ext: installedFolder,
        tests,
        folder: workspace.folder,
      });
      for (const title of passed) console.log(`      ✔ ${title}`);
      assert.deepEqual(failed, []);
      assert.deepEqual(pending, []);
      assert.ok(passed.length >= 6, `${passed.length} tests passed`);
    } finally {
      workspace.remove();
    }
  });
});
