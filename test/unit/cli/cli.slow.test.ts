import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { CheckResult } from '../../../extension/cli/check/checkResult';
import type { ModelGraph } from '../../../extension/protocol/graph';
import { commandLine } from '../../support/commandLine';

const sound = 'import keras\nx = keras.Input((4,))\ny = keras.layers.Dense(3)(x)\nmodel = keras.Model(x, y)\n';
const broken = 'import keras\nx = keras.Input((2, 2, 3))\ny = keras.layers.Conv2D(4, 3)(x)\n';

interface Ended {
  code: number | null;
  out: string;
  err: string;
}

/** The command line as a process of its own. */
describe('tensorwright on the command line', function () {
  this.timeout(180_000);
  let folder: string;
  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-cli-'));
    const write = (name: string, content: string | Buffer): void => {
      fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      fs.writeFileSync(path.join(folder, name), content);
    };
    write('good.py', sound);
    write('bad.py', broken);
    write('crlf.py', broken.replace(/\n/g, '\r\n'));
    write('half.py', `${sound}z = keras.layers.Dense(`);
    write('empty.py', '');
    write('latin.py', Buffer.from('# caf\xe9\n', 'latin1'));
    write('fake.ipynb', 'not json');
    write('notes.txt', 'hello');
    write('sub/inner.ts', "import * as tf from '@tensorflow/tfjs';\nexport const m = tf.sequential();\n");
    write('sub/inner.d.ts', 'export {};\n');
    for (const skipped of ['node_modules', '.git', '.venv', 'dist']) write(`sub/${skipped}/x.py`, broken);
    const cell = (type: string, source: string | string[]): object => ({ cell_type: type, source, metadata: {} });
    const cells = [
      cell('code', 'import keras\n%matplotlib inline'),
      cell('markdown', '# Title'),
      cell(
        'code',
        broken
          .split('\n')
          .slice(1)
          .map((line) => `${line}\n`),
      ),
    ];
    write('book.ipynb', JSON.stringify({ cells, metadata: { kernelspec: { language: 'python' } }, nbformat: 4 }));
    write('old.py', 'from keras.utils.np_utils import to_categorical\n');
    write('env2/pyvenv.cfg', 'home = /\n');
    write('env2/bin/python3.12', '');
    write('env2/bin/python', '');
    write('env2/lib/python3.12/site-packages/keras-2.9.0.dist-info/METADATA', '');
    write('two.py', `${sound}other = keras.Model(x, x)\n`);
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const run = (args: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [commandLine, ...args], {
        cwd: folder,
        env: { ...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', LC_MESSAGES: '', ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const ended: Ended = { code: null, out: '', err: '' };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (ended.out += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (ended.err += text));
      child.on('error', reject);
      child.on('close', (code) => resolve({ ...ended, code }));
    });
  const check = async (...paths: string[]): Promise<CheckResult & { code: number | null; err: string }> => {
    const { code, out, err } = await run(['check', '--format', 'json', ...paths]);
    return { ...(JSON.parse(out) as CheckResult), code, err };
  };

  describe('check', () => {
    it('exits 0 without errors and 1 with some', async () => {
      const good = await check('good.py', 'empty.py');
      assert.deepEqual(
        [good.code, good.version, good.files.map((f) => [f.path, f.status, f.diagnostics.length])],
        [
          0,
          1,
          [
            ['good.py', 'ok', 0],
            ['empty.py', 'ok', 0],
          ],
        ],
      );
      const bad = await check('bad.py', 'crlf.py');
      assert.equal(bad.code, 1);
      for (const file of bad.files) {
        const [diagnostic] = file.diagnostics;
        assert.equal(diagnostic!.code, 'non-positive-size');
        assert.deepEqual(diagnostic!.range, { start: { line: 2, character: 4 }, end: { line: 2, character: 32 } });
        assert.equal(diagnostic!.related[0]!.path, file.path);
        assert.ok(diagnostic!.fixes[0]!.isPreferred);
        assert.ok(diagnostic!.fixes[0]!.edits[0]!.newText.length > 0);
      }
    });

    it('says of half-typed code that it is partial', async () => {
      const { code, files } = await check('half.py');
      assert.deepEqual([code, files[0]!.status, files[0]!.diagnostics], [0, 'partial', []]);
    });

    it('says what cannot be read, and goes on', async () => {
      const { code, files, err } = await check('latin.py', 'fake.ipynb', 'notes.txt', 'bad.py');
      assert.equal(code, 2);
      assert.deepEqual(
        files.map((f) => f.status),
        ['unreadable', 'unreadable', 'unreadable', 'ok'],
      );
      assert.match(err, /latin\.py is not UTF-8 text/);
      assert.match(err, /fake\.ipynb is not a notebook/);
      assert.match(err, /notes\.txt is not a Python/);
    });

    it('searches folders, but not what others put there', async () => {
      const { code, files } = await check('sub');
      assert.deepEqual([code, files.map((f) => f.path)], [0, [path.join('sub', 'inner.ts')]]);
    });

    it('reads the cells of a notebook as one program', async () => {
      const { code, files } = await check('book.ipynb');
      const [diagnostic] = files[0]!.diagnostics;
      assert.equal(code, 1);
      assert.deepEqual([diagnostic!.cell, diagnostic!.range.start.line, diagnostic!.related[0]!.cell], [2, 1, 2]);
    });

    it('shows people the line, in their language', async () => {
      const english = await run(['check', 'bad.py']);
      assert.equal(english.code, 1);
      assert.match(english.out, /^bad\.py:3:5: error\[non-positive-size\]: .*\n +3 \| y = keras.*\n +\| {5}\^{28}\n/);
      assert.match(english.err, /^1 error, 0 warnings in 1 file$/m);
      const chinese = await run(['check', 'bad.py'], { LANG: 'zh_CN.UTF-8' });
      assert.match(chinese.out, /错误\[non-positive-size\]: .*卷积核/);
      assert.deepEqual((await run(['check', 'bad.py', '--locale', 'zh-cn'])).out, chinese.out);

      assert.match((await run(['check', 'bad.py'], { FORCE_COLOR: '1' })).out, /\u001b\[31/);
    });

    it('checks against the versions that are installed, or named', async () => {
      assert.equal((await run(['check', 'old.py', '--versions', 'keras=3.8'])).code, 1);
      assert.equal((await run(['check', 'old.py', '--versions', 'keras=2.10,numpy=1.26'])).code, 0);
      assert.equal((await run(['check', 'old.py', '--python', 'env2'])).code, 0);
      assert.equal((await run(['check', 'old.py'], { VIRTUAL_ENV: path.join(folder, 'env2') })).code, 0);
      const refused = await run(['check', 'old.py', '--versions', 'keras']);
      assert.deepEqual([refused.code, refused.err.split('\n')[0]], [2, 'keras is not a version, such as keras=2.15.']);
    });

    it('exits 2 for a path that does not exist, and for what it cannot understand', async () => {
      const gone = await run(['check', 'gone.py', 'good.py']);
      assert.deepEqual([gone.code, /gone\.py does not exist/.test(gone.err)], [2, true]);
      for (const [args, message] of [
        [['check'], /Which files/],
        [['check', '--format', 'xml', 'good.py'], /xml is not a value of --format/],
        [['check', '--fromat', 'json', 'good.py'], /no option --fromat/],
        [['chekc', 'good.py'], /no command chekc/],
        [[], /tensorwright check/],
      ] as const) {
        const ended = await run([...args]);
        assert.equal(ended.code, 2, args.join(' '));
        assert.match(ended.err, message);
        assert.equal(ended.out, '');
      }
    });
  });

  it('shapes: lists tensors, layers and models in the order of the text', async () => {
    const { code, out } = await run(['shapes', '--format', 'json', 'good.py']);
    assert.equal(code, 0);
    const { files } = JSON.parse(out) as { files: { shapes: unknown[] }[] };
    assert.deepEqual(files[0]!.shapes, [
      { line: 1, character: 0, symbol: 'x', kind: 'tensor', shape: [null, 4], dtype: 'float32', params: 0 },
      { line: 2, character: 0, symbol: 'y', kind: 'tensor', shape: [null, 3], dtype: 'float32', params: 15 },
      { line: 3, character: 0, symbol: 'model', kind: 'model', shape: [null, 3], inputShape: [null, 4], dtype: null, params: 15 },
    ]);
    const text = await run(['shapes', 'good.py']);
    assert.match(text.out, /^ {2}3:1 +y +\(None, 3\) +float32 +15$/m);
    assert.equal((await run(['shapes', 'latin.py'])).code, 2);
  });

  it('graph: writes JSON, SVG and Mermaid, and asks which model is meant', async () => {
    const { code, out } = await run(['graph', 'good.py']);
    const { version, models } = JSON.parse(out) as { version: number; models: ModelGraph[] };
    assert.deepEqual([code, version, models.map((m) => [m.name, m.params])], [0, 1, [['model', 15]]]);
    assert.match((await run(['graph', 'good.py', '--format', 'svg'])).out, /^<svg [^>]*>[\s\S]*<\/svg>\s*$/);
    assert.match((await run(['graph', 'good.py', '--format', 'mermaid'])).out, /^flowchart TD\n/);
    const several = await run(['graph', 'two.py', '--format', 'svg']);
    assert.deepEqual([several.code, /model, other/.test(several.err)], [2, true]);
    assert.equal((await run(['graph', 'two.py', '--format', 'svg', '--model', 'other'])).code, 0);
    assert.equal((await run(['graph', 'two.py', '--model', 'third'])).code, 2);
    const none = await run(['graph', 'empty.py', '--format', 'svg']);
    assert.deepEqual([none.code, none.out, /No model/.test(none.err)], [1, '', true]);
  });

  it('tells its version and helps, in both languages', async () => {
    assert.equal((await run(['--version'])).code, 0);
    const help = await run(['--help']);
    for (const command of ['check', 'shapes', 'graph', 'train', 'runs']) assert.ok(help.out.includes(`tensorwright ${command}`));
    assert.match((await run(['train', '--help', '--locale', 'zh-cn'])).out, /--backend[\s\S]*训练/);
  });

  it('train: says what it cannot train, and starts nothing', async () => {
    for (const [args, message] of [
      [['train', 'good.py', '--python', './no-python'], /no-python/],
      [['train', 'notes.txt'], /notes\.txt/],
      [['train', 'gone.ts'], /gone\.ts/],
      [['train', 'sub/inner.ts', '--epochs', '0'], /--epochs takes a whole number from 1 on, not 0/],
      [['train'], /Which file/],
    ] as const) {
      const ended = await run([...args]);
      assert.equal(ended.code, 2, ended.err);
      assert.match(ended.err, message);
      assert.equal(ended.out, '');
    }
    assert.equal(fs.existsSync(path.join(folder, '.tensorwright')), false);
  });

  it('runs: says that there are none, and which one is not there', async () => {
    const list = await run(['runs', 'list']);
    assert.deepEqual([list.code, list.out, /No runs/.test(list.err)], [0, '', true]);
    assert.deepEqual(JSON.parse((await run(['runs', 'list', '--format', 'json'])).out), { version: 1, runs: [] });
    const gone = await run(['runs', 'show', 'last']);
    assert.deepEqual([gone.code, /no run last/.test(gone.err)], [2, true]);
    assert.equal((await run(['runs', 'dance'])).code, 2);
  });
});
