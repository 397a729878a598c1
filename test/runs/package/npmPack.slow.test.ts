import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../../..');

/** npm, without what the npm that runs the tests tells its children about this package. */
function npm(args: string[], cwd: string): string {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(package_|lifecycle_|config_local_prefix)/i.test(key)),
  );
  return execFileSync('npm', args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    shell: process.platform === 'win32',
  });
}

describe('the npm package', function () {
  this.timeout(180_000);
  let folder: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-pack-'));
    const [packed] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], root)) as { filename: string }[];
    fs.mkdirSync(path.join(folder, 'empty'));
    fs.writeFileSync(path.join(folder, 'empty', 'package.json'), '{ "private": true }');
    npm(
      ['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund', path.join(folder, packed!.filename)],
      path.join(folder, 'empty'),
    );
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  function tensorwright(...args: string[]) {
    return spawnSync('npx', ['--offline', 'tensorwright', ...args], {
      cwd: path.join(folder, 'empty'),
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
  }

  it('brings everything along: an empty folder gets nothing but the package itself', () => {
    const installed = fs.readdirSync(path.join(folder, 'empty/node_modules')).filter((name) => !name.startsWith('.'));
    assert.deepEqual(installed, ['tensorwright']);
  });

  it('checks a file', () => {
    fs.writeFileSync(
      path.join(folder, 'empty', 'net.py'),
      'import keras\nmodel = keras.Sequential([keras.Input((784,)), keras.layers.Reshape((28, 18, 1))])\n',
    );
    const { status, stdout } = tensorwright('check', '--format', 'json', 'net.py');
    const { files } = JSON.parse(stdout) as { files: { diagnostics: { code: string }[] }[] };
    assert.deepEqual(
      files.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)),
      ['reshape-size'],
    );
    assert.equal(status, 1);
  });

  it('brings the examples and the trainer, and no sources or tests', () => {
    const at = (name: string) => path.join(folder, 'empty/node_modules/tensorwright', name);
    const trainers = ['dist/trainers/tfjs/child.js', 'dist/trainers/python/tensorwright_runner/__main__.py'];
    for (const name of ['dist/cli.js', ...trainers, 'examples/mnist-tfjs/train.ts', 'LICENSE']) {
      assert.ok(fs.existsSync(at(name)), name);
    }
    const compiled = fs
      .readdirSync(at('dist/trainers/python'), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.pyc$/.test(name));
    assert.deepEqual(compiled, [], 'what Python compiled where the sources lie');
    for (const name of ['test', 'server', 'extension', 'node_modules']) assert.ok(!fs.existsSync(at(name)), name);
  });

  it('trains a Python program', () => {
    fs.writeFileSync(path.join(folder, 'empty', 'hello.py'), "import sys\nprint('trained with', sys.argv[1:])\n");
    const { status, stdout, stderr } = tensorwright('train', 'hello.py', '--', '--fast');
    assert.equal(status, 0, stderr);
    assert.match(stderr, /trained with \['--fast'\]/);
    assert.ok(fs.existsSync(path.join(stdout.trim(), 'run.json')), stdout);
  });
});
