import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';

/** Each run is a process of its own, as it is for people: code is kept from one to the next. */
describe('compiled code that is kept', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-compiled-'));
  const launcher = path.join(folder, 'launcher.cjs');
  const program = path.join(folder, 'program.js');
  const kept = path.join(folder, 'kept');

  before(() => {
    const contents = `import { runCompiled } from './compiledCode'; runCompiled(process.argv[2]!, process.argv[3]!);`;
    const resolveDir = path.join(__dirname, '../../../extension/cli');
    buildSync({ stdin: { contents, resolveDir, loader: 'ts' }, bundle: true, platform: 'node', outfile: launcher });
  });
  beforeEach(() => {
    fs.rmSync(kept, { recursive: true, force: true });
    write('one');
  });
  after(() => fs.rmSync(folder, { recursive: true }));

  function write(word: string): void {
    fs.writeFileSync(
      program,
      `const path = require('node:path');\nconsole.log('${word}', path.basename(__filename), __dirname === path.dirname(__filename));\n`,
    );
  }

  function run(where = kept): string {
    const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, program, where], { encoding: 'utf8' });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return stdout;
  }

  function file(): string {
    const [only, ...others] = fs.readdirSync(kept);
    assert.deepEqual(others, []);
    return path.join(kept, only!);
  }

  it('is written in the first runs, for its owner alone, and used', () => {
    for (let i = 0; i < 4; i++) assert.equal(run(), 'one program.js true\n');
    const { ino, mode } = fs.statSync(file());
    if (process.platform !== 'win32') assert.equal(mode & 0o077, 0);
    assert.equal(run(), 'one program.js true\n');
    assert.equal(fs.statSync(file()).ino, ino, 'it was written again');
  });

  it('comes to hold what later runs need, not the first one alone', () => {
    const large = Array.from({ length: 400 }, (_, i) => `console.log(${i} < 0 ? 'never' : '');`).join('\n');
    fs.writeFileSync(program, `const more = () => {\n${large}\n};\nif (process.env.MORE) more();\nconsole.log('done');\n`);
    run();
    const { size } = fs.statSync(file());
    process.env['MORE'] = '1';
    try {
      run();
    } finally {
      delete process.env['MORE'];
    }
    assert.ok(fs.statSync(file()).size > size + 4000, 'what the second run compiled was not kept');
  });

  it('follows a program that changed without becoming longer', () => {
    run();
    write('two');
    assert.equal(run(), 'two program.js true\n');
    assert.equal(run(), 'two program.js true\n');
  });

  it('is no use when damaged, and made anew', () => {
    run();
    const good = fs.readFileSync(file());
    for (const bad of [Buffer.alloc(0), good.subarray(0, good.length / 2), Buffer.from(good).fill(7, good.length - 40)]) {
      fs.writeFileSync(file(), bad);
      assert.equal(run(), 'one program.js true\n');
      assert.notDeepEqual(fs.readFileSync(file()), bad);
    }
  });

  it('is kept of what the program requires, which runs once', () => {
    fs.writeFileSync(path.join(folder, 'part.js'), `console.log('part'); exports.path = require('node:path').sep;\n`);
    fs.writeFileSync(program, `const part = require('./part.js'); console.log(part === require('./part.js'), part.path);\n`);
    for (let i = 0; i < 2; i++) assert.equal(run(), `part\ntrue ${path.sep}\n`);
    assert.deepEqual(
      fs
        .readdirSync(kept)
        .map((name) => name.split('-')[0])
        .sort(),
      ['part.js', 'program.js'],
    );
  });

  it('does without a folder that cannot be made', () => {
    fs.writeFileSync(path.join(folder, 'taken'), '');
    assert.equal(run(path.join(folder, 'taken', 'code')), 'one program.js true\n');
  });
});
