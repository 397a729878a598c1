import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { awkwardFolder, makeVenv } from '../runs/training/pythonPlace';
import { runInExtensionHost } from '../support/extensionHost';
import { buildSuite } from './support/buildSuite';
import { fakePythonExtensions } from './support/fakePython';
import { endRuns } from './support/runFiles';
import { installedFolder, vsixFile } from './support/vsix';

const program = `import keras
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(1)])
model.compile("sgd", "mse")
model.fit([[0.0] * 4], [[1.0]])
`;

describe('the interpreter of a Python program in VS Code', function () {
  this.timeout(400_000);

  it('is the one that the editor knows of', async () => {
    const place = await awkwardFolder();
    // A folder in VS Code's address is not this test's matter.
    const workspace = path.join(path.dirname(place), 'project');
    fs.mkdirSync(workspace);
    fs.writeFileSync(path.join(workspace, 'train.py'), program);
    try {
      const pythons = [path.join(workspace, '.venv'), path.join(place, 'one'), path.join(place, 'two')];
      const { passed, failed, pending } = await runInExtensionHost({
        vsix: [await vsixFile(), ...fakePythonExtensions(path.join(path.dirname(place), 'fakes'))],
        ext: installedFolder,
        tests: await buildSuite('interpreter'),
        folder: workspace,
        env: { TENSORWRIGHT_TEST_PYTHONS: (await Promise.all(pythons.map(makeVenv))).join('\n') },
      });
      for (const title of passed) console.log(`      ✔ ${title}`);
      assert.deepEqual([failed, pending], [[], []]);
      assert.equal(passed.length, 4);
    } finally {
      endRuns(workspace);
      fs.rmSync(path.dirname(place), { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    }
  });
});
