import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { piecesOf, runSuite } from '../../../scripts/setup/suites.mjs';

describe('the runner of the suites', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), 'suites-'))));
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  async function run(text: string, minutes = 1) {
    const file = path.join(folder, 'sample.test.ts');
    fs.writeFileSync(file, text);
    const { CI: _ci, ...env } = process.env;
    return runSuite({ name: 'sample', files: () => [file], minutes }, env);
  }

  it('counts what passed and what failed, by name', async () => {
    const result = await run(`it('good', () => {}); it('bad', () => { throw new Error('no'); }); it('fine', () => {});`);
    assert.deepEqual([result.passed, result.failed, result.notes], [2, 1, ['bad']]);
  });

  it('counts a skipped test as failed', async () => {
    const result = await run(`it('good', () => {}); it.skip('later', () => {});`);
    assert.deepEqual([result.passed, result.failed], [1, 1]);
  });

  it('fails a suite whose process ends before its tests do, even with exit code 0', async () => {
    const result = await run(`it('good', () => {}); it('ends it all', () => { process.exit(0); });`);
    assert.deepEqual([result.passed, result.failed], [0, 1]);
  });

  it('fails a suite that cannot be loaded', async () => {
    const result = await run(`import './missing'; it('good', () => {});`);
    assert.deepEqual([result.passed, result.failed], [0, 1]);
  });

  it('fails a suite without tests, and one without files', async () => {
    assert.equal((await run('export {};')).failed, 1);
    assert.equal((await runSuite({ name: 'empty', files: () => [] }, process.env)).failed, 1);
  });

  it('gives what a suite prints to whoever asks for it, to its last line', async () => {
    const file = path.join(folder, 'sample.test.ts');
    fs.writeFileSync(file, `it('good', () => { console.log('said ' + 'x'.repeat(200_000) + ' all'); });`);
    let text = '';
    const { CI: _ci, ...env } = process.env;
    await runSuite({ name: 'sample', files: () => [file], minutes: 1 }, env, (more) => (text += more));
    assert.match(text, /said x+ all\n[^]*1 passing/);
  });

  it('splits a suite into pieces that hold each of its files once', () => {
    const files = ['a', 'b', 'c', 'd', 'e'].map((name) => `test/${name}.test.ts`);
    const pieces = piecesOf({ name: 'sample', files: () => files, parts: 2 });
    assert.deepEqual(
      pieces.map((piece) => piece.files!().length),
      [3, 2],
    );
    assert.deepEqual(pieces.flatMap((piece) => piece.files!()).sort(), files);
    assert.deepEqual(
      piecesOf({ name: 'sample', files: () => files, parts: Infinity }).map(({ title }) => title),
      files.map((file) => `sample: ${path.basename(file)}`),
    );
    assert.equal(piecesOf({ name: 'empty', files: () => [] }).length, 1);
    const commands = [1, 2].map((n) => ({ name: `c${n}`, command: [] }));
    assert.deepEqual(
      piecesOf({ name: 'commands', commands }).map((piece) => piece.commands!.length),
      [1, 1],
    );
  });

  it('ends a suite that hangs', async () => {
    const result = await run(`it('hangs', () => { for (;;); });`, 1 / 10);
    assert.deepEqual([result.passed, result.failed], [0, 1]);
    assert.match(result.notes.join(), /not done after/);
  });

  it('counts each command as one test', async () => {
    const commands = [
      { name: 'true', command: ['-e', ''] },
      { name: 'false', command: ['-e', 'process.exit(3)'] },
    ];
    const result = await runSuite({ name: 'commands', commands }, process.env);
    assert.deepEqual([result.passed, result.failed, result.notes], [1, 1, ['false: 3']]);
  });
});
