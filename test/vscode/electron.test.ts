import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { runInElectron, type ElectronRunner } from './electron';
import { buildSuite, root } from './support/buildSuite';
import { exampleCopy } from './support/workspace';

describe('the launcher of a desktop VS Code', () => {
  type Options = Parameters<ElectronRunner['runTests']>[0];
  let calls: Options[];
  let folders: string[];

  const runner = (answer: (options: Options) => Promise<number>): ElectronRunner => ({
    runTests: (options) => {
      calls.push(options);
      return answer(options);
    },
    buildSuite,
    workspace: () => {
      const copy = exampleCopy('mnist-tfjs');
      folders.push(copy.folder);
      return copy;
    },
  });
  beforeEach(() => {
    calls = [];
    folders = [];
  });

  it('runs the very suite of the extension host in each version, on a workspace of its own', async () => {
    const seen: boolean[] = [];
    const code = await runInElectron(
      runner((options) => {
        seen.push(fs.existsSync(path.join(options.launchArgs![0]!, 'train.ts')));
        return Promise.resolve(0);
      }),
      ['1.100.3', 'stable'],
    );
    assert.equal(code, 0);
    assert.deepEqual(
      calls.map(({ version }) => version),
      ['1.100.3', 'stable'],
    );
    assert.deepEqual(seen, [true, true]);
    assert.ok(calls.every(({ extensionDevelopmentPath }) => extensionDevelopmentPath === root));
    const suite = path.dirname(calls[0]!.extensionTestsPath);
    assert.deepEqual(fs.readdirSync(suite).sort(), ['activation.test.js', 'index.js']);
    assert.ok(folders.every((folder) => !fs.existsSync(folder)));
  });

  it('fails when one version fails or cannot be had, and goes on with the others', async () => {
    const answers = [() => Promise.resolve(1), () => Promise.reject(new Error('no network')), () => Promise.resolve(0)];
    const code = await runInElectron(
      runner(() => answers[calls.length - 1]!()),
      ['a', 'b', 'c'],
    );
    assert.equal(code, 1);
    assert.equal(calls.length, 3);
    assert.ok(folders.every((folder) => !fs.existsSync(folder)));
  });
});
