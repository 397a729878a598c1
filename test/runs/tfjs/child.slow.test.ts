import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ChildRun } from './childRun';
import { trainerFolder } from './trainerFolder';

/** A small network that trains at once; the data is fixed, so that a seed decides everything else. */
const model = `
  const model = tf.sequential({ layers: [
    tf.layers.dense({ units: 8, inputShape: [4], activation: 'relu' }),
    tf.layers.dropout({ rate: 0.1 }),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ] });
  const xs = tf.tensor2d(Array.from({ length: 40 * 4 }, (_, i) => Math.sin(i)), [40, 4]);
  const ys = tf.oneHot(tf.tensor1d(Array.from({ length: 40 }, (_, i) => i % 3), 'int32'), 3);
  model.compile({ optimizer: tf.train.sgd(0.05), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
`;

describe('the TensorFlow.js training child', function () {
  this.timeout(240_000);
  let run: ChildRun;
  beforeEach(() => {
    run = new ChildRun();
  });
  afterEach(() => run.dispose());

  describe('records', () => {
    it('every step and epoch of fit, with validation, and the model', async () => {
      const code = await run.run(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs';
         ${model}
         const history = await model.fit(xs, ys, { epochs: 3, batchSize: 8, validationSplit: 0.2, verbose: 0 });
         console.log(JSON.stringify(history.history));`,
      );
      assert.equal(code, 0, run.stderr);
      assert.equal(run.stderr, '');
      const history = JSON.parse(run.stdout) as Record<string, number[]>;
      assert.deepEqual(run.events[0]!.k, 'run-started');
      assert.equal(run.only('run-started').device?.backend, 'wasm');
      const record = run.only('model');
      assert.equal(record.class, 'Sequential');
      assert.equal(record.params, 4 * 8 + 8 + 8 * 3 + 3);
      assert.equal(record.trainable, record.params);
      assert.deepEqual(record.plan, { epochs: 3, stepsPerEpoch: 4, batchSize: 8 });
      assert.deepEqual(record.optimizer, { class: 'SGD', lr: 0.05 });
      assert.deepEqual(
        record.layers.map(({ class: type, in: from, out, params }) => [type, from, out, params]),
        [
          ['Dense', [null, 4], [null, 8], 40],
          ['Dropout', [null, 8], [null, 8], 0],
          ['Dense', [null, 8], [null, 3], 27],
        ],
      );
      const losses = run.losses() as number[];
      assert.equal(losses.length, 12);
      const epochs = run.of('epoch');
      assert.deepEqual(
        epochs.map(({ epoch, step }) => [epoch, step]),
        [
          [1, 4],
          [2, 8],
          [3, 12],
        ],
      );
      // Equal batches, so the library's epoch loss is the mean of the batch losses: these are per batch, not running means.
      epochs.forEach(({ metrics }, i) => {
        const mean = losses.slice(i * 4, i * 4 + 4).reduce((a, b) => a + b) / 4;
        close(mean, history.loss![i]!, 1e-5);
        close(metrics.loss as number, history.loss![i]!, 1e-6);
        close(metrics.val_loss as number, history.val_loss![i]!, 1e-6);
        close(metrics.val_acc as number, history.val_acc![i]!, 1e-6);
      });
      assert.ok(run.of('step').every(({ metrics, bs, lr }) => metrics?.acc && bs === 8 && lr === 0.05));
      const phases = run.of('phase').map(({ phase }) => phase);
      assert.deepEqual(phases.slice(0, 4), ['bundling', 'building', 'training', 'validating']);
      const ended = run.only('run-ended');
      assert.deepEqual([ended.status, ended.rc, ended.steps], ['ok', 0, 12]);
      assert.equal(run.events.at(-1)!.k, 'run-ended');
    });

    it('trainOnBatch, fitDataset and loops over minimize or applyGradients, each optimizer as a series', async () => {
      const code = await run.run(
        'train.mjs',
        `import * as tf from '@tensorflow/tfjs';
         ${model}
         const expected = [];
         for (let i = 0; i < 5; i++) expected.push((await model.trainOnBatch(xs, ys))[0]);
         const data = tf.data.zip({ xs: tf.data.array(xs.arraySync()), ys: tf.data.array(ys.arraySync()) }).batch(10);
         await model.fitDataset(data, { epochs: 2, verbose: 0 });
         await model.fit(xs, ys, { epochs: 1, batchSize: 40, verbose: 0 });
         model.evaluate(xs, ys);
         const w = tf.variable(tf.scalar(3));
         const adam = tf.train.adam(0.1);
         for (let i = 0; i < 3; i++) adam.minimize(() => w.square());
         const mine = [];
         for (let i = 0; i < 2; i++) {
           const { value, grads } = tf.variableGrads(() => w.square(), [w]);
           mine.push(value.dataSync()[0]);
           adam.applyGradients(grads);
         }
         console.log(JSON.stringify({ expected, mine, tensor: tf.getBackend() }));`,
      );
      assert.equal(code, 0, run.stderr);
      const { expected, mine } = JSON.parse(run.stdout) as { expected: number[]; mine: number[] };
      const [first, second] = [run.losses(0) as number[], run.losses(1) as number[]];
      assert.equal(first.length, 5 + 2 * 4 + 1);
      expected.forEach((loss, i) => close(first[i]!, loss, 1e-6));
      assert.equal(second.length, 5);
      close(second[0]!, 9, 1e-6);
      mine.forEach((loss, i) => close(second[3 + i]!, loss, 1e-6));
      // A later fit goes on counting epochs.
      assert.deepEqual(
        run.of('epoch').map(({ epoch, opt }) => [epoch, opt]),
        [
          [1, 0],
          [2, 0],
          [3, 0],
        ],
      );
      const plans = run
        .of('model')
        .filter(({ opt }) => opt === 0)
        .map(({ plan }) => plan);
      assert.deepEqual(plans, [
        { batchSize: 40 },
        { epochs: 2, stepsPerEpoch: 4, batchSize: 10 },
        { epochs: 3, stepsPerEpoch: 1, batchSize: 40 },
      ]);
      assert.deepEqual(
        run
          .of('model')
          .filter(({ opt }) => opt === 1)
          .map((m) => [m.class, m.optimizer?.class]),
        [['Variables', 'Adam']],
      );
      assert.deepEqual(Object.keys(run.only('metric').values), ['loss', 'acc']);
    });

    it('the first NaN and the first infinity, with their steps', async () => {
      await run.run(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs';
         const w = tf.variable(tf.scalar(1));
         const optimizer = tf.train.sgd(0);
         const losses = [1, 2, Infinity, NaN, NaN];
         for (const loss of losses) optimizer.minimize(() => w.mul(loss));`,
      );
      assert.deepEqual(run.losses(), [1, 2, 'Infinity', 'NaN', 'NaN']);
      assert.deepEqual(
        run.of('warning').map(({ code, step, value }) => [code, step, value]),
        [
          ['inf', 3, 'Infinity'],
          ['nan', 4, 'NaN'],
        ],
      );
    });

    it('NaN that the program produces inside a network with a clipped loss', async () => {
      await run.run(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs';
         ${model}
         await model.fit(xs.mul(NaN), ys, { epochs: 1, batchSize: 40, verbose: 0 });`,
      );
      assert.deepEqual(run.losses(), ['NaN']);
    });

    it('the same run for the same seed, another one for another, and as many epochs as the plan says', async () => {
      const program = `import * as tf from '@tensorflow/tfjs';
        ${model}
        const data = tf.data.zip({ xs: tf.data.array(xs.arraySync()), ys: tf.data.array(ys.arraySync()) }).shuffle(40).batch(10);
        await model.fitDataset(data, { epochs: 7, verbose: 0 });
        await model.fit(xs, ys, { epochs: 7, batchSize: 8, verbose: 0 });`;
      const results: string[] = [];
      for (const seed of [11, 11, 12]) {
        const other = new ChildRun();
        try {
          assert.equal(await other.run('train.ts', program, { seed, epochs: 2 }), 0, other.stderr);
          results.push(JSON.stringify(other.losses()));
          assert.equal(other.of('epoch').length, 4);
          assert.equal(other.only('run-started').seed, seed);
        } finally {
          other.dispose();
        }
      }
      assert.equal(results[0], results[1]);
      assert.notEqual(results[0], results[2]);
    });

    it('fast steps gathered into few records', async () => {
      await run.run(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs';
         const w = tf.variable(tf.scalar(1));
         const optimizer = tf.train.sgd(0);
         for (let i = 0; i < 20000; i++) optimizer.minimize(() => w.square());`,
      );
      assert.equal(run.losses().length, 20000);
      const { secs } = run.only('run-ended');
      assert.ok(run.of('step').length <= secs * 20 + 5, `${run.of('step').length} records in ${secs} s`);
    });
  });

  describe('runs programs as Node does', () => {
    it('TypeScript with enums, parameter properties, tsconfig paths, JSON, extensionless imports and what a module knows of itself', async () => {
      run.write('tsconfig.json', '{ "compilerOptions": { "baseUrl": ".", "paths": { "@lib/*": ["src/lib/*"] } } }');
      run.write(
        'src/lib/point.ts',
        'export class Point { constructor(readonly x: number) {} }\nexport const where = [__filename, __dirname];',
      );
      run.write('src/data.json', '{ "answer": 42 }');
      run.write('src/side.cts', 'export = { side: require.main === module };');
      const code = await run.run(
        'src/main.mts',
        `#!/usr/bin/env node
         import { Point, where } from '@lib/point';
         import data from './data.json';
         import side from './side.cjs';
         import { readFileSync } from 'node:fs';
         enum Kind { A, B }
         const text = await Promise.resolve('top level');
         console.log(JSON.stringify({ x: new Point(7).x, where, data, side, kind: Kind[1], text, url: import.meta.url,
           args: process.argv.slice(1), cwd: process.cwd(), own: readFileSync(new URL(import.meta.url), 'utf8').length > 10 }));`,
        { args: ['--lr', '0.1'] },
      );
      assert.equal(code, 0, run.stderr);
      const main = path.join(run.workspace, 'src/main.mts');
      assert.deepEqual(JSON.parse(run.stdout), {
        x: 7,
        where: [path.join(run.workspace, 'src/lib/point.ts'), path.join(run.workspace, 'src/lib')],
        data: { answer: 42 },
        side: { side: false },
        kind: 'B',
        text: 'top level',
        url: `file://${main}`,
        args: [main, '--lr', '0.1'],
        cwd: run.workspace,
        own: true,
      });
    });

    it('CommonJS, with require.main and packages from node_modules that use the library themselves', async () => {
      run.write('node_modules/old/package.json', '{ "name": "old", "main": "index.js" }');
      run.write(
        'node_modules/old/index.js',
        "const tf = require('@tensorflow/tfjs-core'); exports.make = () => tf.scalar(2); exports.dir = __dirname;",
      );
      run.write('node_modules/modern/package.json', '{ "name": "modern", "type": "module", "exports": "./index.js" }');
      run.write(
        'node_modules/modern/index.js',
        "import { scalar } from '@tensorflow/tfjs'; import { array } from '@tensorflow/tfjs-data'; export const make = () => scalar(3); export { array };",
      );
      run.write('bridge.mjs', "export { make, array } from 'modern';");
      const code = await run.run(
        'main.cjs',
        `const tf = require('@tensorflow/tfjs-node');
         const { make, dir } = require('old');
         const { join } = require('path');
         const modern = require('./bridge.mjs');
         if (require.main === module) console.log(JSON.stringify([make() instanceof tf.Tensor, modern.make().add(make()).dataSync()[0],
           typeof modern.array, dir === join(__dirname, 'node_modules/old')]));`,
      );
      assert.equal(code, 0, run.stderr);
      assert.deepEqual(JSON.parse(run.stdout), [true, 5, 'function', true]);
    });

    it('saves to and loads from file:// URLs', async () => {
      const code = await run.run(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs-node';
         ${model}
         await model.save('file://./out/model');
         const again = await tf.loadLayersModel('file://./out/model/model.json');
         const [a, b] = [model, again].map((m) => (m.predict(xs) as tf.Tensor).arraySync());
         console.log(JSON.stringify(a) === JSON.stringify(b), model.layers[0].constructor.name, model.constructor.name, tf.Tensor.name);`,
        {},
        { NO_COLOR: '1' },
      );
      assert.equal(code, 0, run.stderr);
      assert.equal(run.stdout, 'true Dense Sequential Tensor\n');
      assert.deepEqual(fs.readdirSync(path.join(run.workspace, 'out/model')).sort(), ['model.json', 'weights.bin']);
    });

    it('keeps the backend when the program asks for one that is not there, and warns once', async () => {
      const code = await run.run(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs';
         import '@tensorflow/tfjs-backend-webgl';
         for (let i = 0; i < 2; i++) await tf.setBackend('webgl');
         await tf.ready();
         console.log(tf.getBackend());`,
      );
      assert.equal(code, 0, run.stderr);
      assert.equal(run.stdout, 'wasm\n');
      assert.match(run.only('warning').text!, /"webgl".*"wasm"/);
    });

    it('says what is missing when tf.node is used, and warns about another major version in the workspace', async () => {
      run.write('node_modules/@tensorflow/tfjs-node/package.json', '{ "name": "@tensorflow/tfjs-node", "version": "3.9.0" }');
      const code = await run.run('train.ts', "import * as tf from '@tensorflow/tfjs-node';\ntf.node.decodeImage(new Uint8Array(3));");
      assert.equal(code, 1);
      assert.match(run.only('error').msg, /tf\.node\.decodeImage needs the native @tensorflow\/tfjs-node/);
      assert.equal(run.only('error').at?.line, 2);
      assert.match(run.only('warning').text!, /3\.9\.0.*4\.22\.0/);
    });

    it('calls the entry that was asked for when the file alone trains nothing', async () => {
      const program = `import * as tf from '@tensorflow/tfjs';
        export async function train() { ${model} await model.fit(xs, ys, { epochs: 1, verbose: 0 }); }`;
      assert.equal(await run.run('train.ts', program, { target: 'train' }), 0, run.stderr);
      assert.equal(run.only('run-ended').steps, 2);
    });

    it('trains on the cpu backend as well', async () => {
      const backend = { requested: 'cpu', picked: 'cpu', refused: [] };
      const code = await run.run(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs';\n${model}\nawait model.fit(xs, ys, { verbose: 0 });`,
        { backend },
      );
      assert.equal(code, 0, run.stderr);
      assert.equal(run.stderr, '');
      assert.equal(run.only('run-started').device?.backend, 'cpu');
      assert.equal(run.losses().length, 2);
    });
  });

  describe('tells what went wrong', () => {
    it('with the place in the original TypeScript, through the library and an await', async () => {
      const code = await run.run(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs';
interface Config { units: number }
type Unused = Config;

async function main(config: Config) {
  const model = tf.sequential({ layers: [tf.layers.dense({ units: config.units, inputShape: [4] })] });
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  await model.fit(tf.zeros([8, 5]), tf.zeros([8, 2]));
}
void main({ units: 2 });
`,
      );
      assert.equal(code, 1);
      const error = run.only('error');
      assert.equal(error.code, 'exception');
      assert.deepEqual([error.at?.file, error.at?.line, error.at?.col], [path.join(run.workspace, 'train.ts'), 8, 15]);
      assert.match(error.msg, /shape \[4\].*shape \[5\]/);
      assert.match(run.stderr, /train\.ts:8\n {2}await model\.fit\(.*\n {14}\^\n/);
      assert.match(error.trace, /at main \(.*train\.ts:8:15\)/);
      const trainer = await trainerFolder();
      assert.ok(!`${error.trace}${run.stderr}`.includes(trainer), 'frames of the child are left out');
      assert.deepEqual([run.only('run-ended').status, run.only('run-ended').rc], ['failed', 1]);
    });

    it('in a file that is imported, on its first line, thrown in a timer, with a cause', async () => {
      run.write(
        'lib.ts',
        "export const here = __filename; export function fail(): never { throw new TypeError('deep', { cause: new Error('deeper') }); }",
      );
      const code = await run.run('train.ts', "import { fail } from './lib';\nsetTimeout(() => fail(), 1);\n");
      assert.equal(code, 1);
      const error = run.only('error');
      assert.deepEqual([error.cls, error.msg], ['TypeError', 'deep']);
      const { line, col, file } = error.at!;
      assert.equal(file, path.join(run.workspace, 'lib.ts'));
      assert.deepEqual([line, col], [1, fs.readFileSync(file, 'utf8').indexOf('new TypeError') + 1]);
      assert.match(error.trace, /\[cause\]: Error: deeper/);
    });

    it('for rejections, and for what is not an error', async () => {
      assert.equal(await run.run('train.ts', "void Promise.reject(new RangeError('unhandled'));\nsetTimeout(() => {}, 60000);"), 1);
      assert.equal(run.only('error').cls, 'RangeError');
      const other = new ChildRun();
      try {
        assert.equal(await other.run('train.js', "throw 'a string';"), 1);
        assert.match(other.only('error').msg, /a string/);
      } finally {
        other.dispose();
      }
    });

    it('for a syntax error', async () => {
      assert.equal(await run.run('train.ts', "const a = 1;\nconst é = 'é'; let b = = 2;\n"), 1);
      const error = run.only('error');
      assert.equal(error.code, 'syntax');
      assert.deepEqual([error.at?.file, error.at?.line, error.at?.col], [path.join(run.workspace, 'train.ts'), 2, 24]);
      assert.match(run.stderr, /Unexpected "="/);
    });

    it('for a package that is not installed', async () => {
      assert.equal(await run.run('train.ts', "import x from 'no-such-package';\nconsole.log(x);"), 1);
      const error = run.only('error');
      assert.deepEqual([error.code, error.at?.line, error.at?.col], ['missing-module', 1, 15]);
    });

    it('for a file that cannot be found any more', async () => {
      await run.start('gone.ts');
      assert.equal(await run.ended(), 1);
      assert.equal(run.only('error').code, 'missing-module');
      assert.match(run.stderr, /gone\.ts/);
    });

    it('for more memory than there is', async () => {
      const code = await run.run('train.ts', "import * as tf from '@tensorflow/tfjs';\ntf.zeros([90000, 90000]).print();");
      assert.equal(code, 1);
      assert.equal(run.only('error').code, 'oom');
    });

    it('for a tsconfig.json that is malformed, at its place', async () => {
      const tsconfig = run.write('tsconfig.json', '{ "compilerOptions": { "paths": ');
      assert.equal(await run.run('train.ts', 'console.log(1);'), 1);
      assert.equal(run.only('error').code, 'syntax');
      assert.equal(run.only('error').at?.file, tsconfig);
      assert.match(run.stderr, /tsconfig\.json/);
    });

    it('for a promise at the top level that nothing settles', async () => {
      assert.equal(await run.run('train.ts', 'await new Promise(() => {});'), 13);
      assert.match(run.stderr, /waits for a promise/);
      assert.deepEqual([run.only('run-ended').status, run.only('run-ended').rc], ['failed', 13]);
    });
  });

  describe('ends', () => {
    it('with what process.exit and process.exitCode say', async () => {
      assert.equal(await run.run('train.ts', "process.on('exit', () => console.log('last words'));\nprocess.exit(7);"), 7);
      assert.deepEqual([run.only('run-ended').status, run.only('run-ended').rc], ['failed', 7]);
      assert.equal(run.stdout, 'last words\n');
      assert.equal(run.of('error').length, 0);
      const other = new ChildRun();
      try {
        assert.equal(await other.run('train.ts', 'process.exit();'), 0);
        assert.equal(other.only('run-ended').status, 'ok');
      } finally {
        other.dispose();
      }
    });

    it('a fit that never ends by the stop file, and lets the lines behind it run', async () => {
      run.write(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs';\n${model}
         await model.fit(xs, ys, { epochs: 1e9, batchSize: 8, verbose: 0 });
         console.log('saved');`,
      );
      await run.start('train.ts');
      await run.until((events) => events.some(({ k }) => k === 'epoch'));
      run.askToStop();
      assert.equal(await run.ended(), 0);
      assert.equal(run.stdout, 'saved\n');
      assert.equal(run.only('run-ended').status, 'stopped');
      assert.ok(run.of('phase').some(({ phase }) => phase === 'stopping'));
      run.losses();
    });

    for (const [what, loop] of [
      ['fit calls', 'for (;;) await model.fit(xs, ys, { verbose: 0 });'],
      ['trainOnBatch', 'for (;;) await model.trainOnBatch(xs, ys);'],
      ['minimize without an await', 'const w = tf.variable(tf.scalar(1)); for (;;) tf.train.sgd(0).minimize(() => w.square());'],
      [
        'minimize in a program that catches everything',
        'const w = tf.variable(tf.scalar(1)); const o = tf.train.sgd(0); for (;;) try { o.minimize(() => w.square()); } catch {}',
      ],
    ] as const) {
      it(`an endless loop of ${what} by the stop file`, async () => {
        run.write('train.ts', `import * as tf from '@tensorflow/tfjs';\n${model}\n${loop}`);
        await run.start('train.ts');
        await run.until((events) => events.some(({ k }) => k === 'step'));
        run.askToStop();
        assert.equal(await run.ended(), 0, run.stderr);
        assert.equal(run.only('run-ended').status, 'stopped');
        assert.equal(run.of('error').length, 0);
        assert.equal(run.stderr, '');
      });
    }

    it('a program that is not in training, by one signal', async () => {
      run.write('serve.ts', "console.log('up');\nsetInterval(() => {}, 1000);");
      await run.start('serve.ts');
      await run.until((events) => events.some((event) => event.k === 'phase' && event.phase === 'building'));
      run.kill('SIGTERM');
      assert.equal(await run.ended(), 0);
      assert.equal(run.only('run-ended').status, 'stopped');
    });

    it('at once by a second signal', async () => {
      run.write(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs';\n${model}
         await model.trainOnBatch(xs, ys);
         setInterval(() => model.trainOnBatch(xs, ys).catch(() => undefined), 20);`,
      );
      await run.start('train.ts');
      await run.until((events) => events.some(({ k }) => k === 'step'));
      run.kill('SIGTERM');
      await run.until((events) => events.some((event) => event.k === 'phase' && event.phase === 'stopping'));
      run.kill('SIGTERM');
      assert.equal(await run.ended(), 143);
      assert.deepEqual([run.only('run-ended').status, run.only('run-ended').rc], ['killed', 143]);
    });

    it('with whole records when it is killed', async () => {
      run.write('train.ts', `import * as tf from '@tensorflow/tfjs';\n${model}\nfor (;;) await model.trainOnBatch(xs, ys);`);
      await run.start('train.ts');
      await run.until((events) => events.filter(({ k }) => k === 'step').length > 3);
      run.kill('SIGKILL');
      assert.equal(await run.ended(), null);
      assert.equal(run.of('run-ended').length, 0);
      assert.ok(run.losses().length > 3);
    });
  });

  describe('copes with', () => {
    it('a program that prints megabytes, colors and progress bars', async () => {
      const code = await run.run(
        'print.ts',
        `for (let i = 0; i < 3000; i++) console.log(String(i).padEnd(1023, 'x'));
         process.stdout.write('10 %\\r20 %\\r\\u001b[32mdone\\u001b[0m\\n');
         console.error('to stderr');
         process.exit(0);`,
      );
      assert.equal(code, 0);
      const lines = run.stdout.split('\n');
      assert.equal(run.stdout.length, 3000 * 1024 + '10 %\r20 %\r\u001b[32mdone\u001b[0m\n'.length);
      assert.ok(lines[2999]!.startsWith('2999'));
      assert.equal(run.stderr, 'to stderr\n');
      assert.equal(run.only('run-ended').status, 'ok');
    });

    it('a program that reads standard input: it is empty, and the run says so once', async () => {
      const code = await run.run(
        'ask.ts',
        `import readline from 'node:readline/promises';
         import { readFileSync } from 'node:fs';
         console.log(JSON.stringify(readFileSync(0, 'utf8')));
         process.stdin.on('data', () => {});
         process.stdin.on('end', () => console.log('end of input'));`,
      );
      assert.equal(code, 0, run.stderr);
      assert.equal(run.stdout, '""\nend of input\n');
      assert.equal(run.only('warning').code, 'stdin');
    });

    it('a record that cannot be written: the training goes on, and one sentence says so', async () => {
      run.write('.tensorwright/runs/r1/events', 'a file where the folder should be');
      const code = await run.run(
        'train.ts',
        `import * as tf from '@tensorflow/tfjs';\n${model}\nawait model.fit(xs, ys, { verbose: 0 });\nconsole.log('trained');`,
      );
      assert.equal(code, 0);
      assert.equal(run.stdout, 'trained\n');
      assert.equal(run.stderr.match(/cannot write the record/g)?.length, 1);
    });

    it('a run directory without a plan', async () => {
      const trainer = await trainerFolder();
      const result = spawnSync(process.execPath, [path.join(trainer, 'child.js'), '--run', run.workspace], { encoding: 'utf8' });
      assert.equal(result.status, 2);
      assert.match(result.stderr, /cannot read the plan/);
    });
  });

  it('probes a backend with a real training', async () => {
    const trainer = await trainerFolder();
    const probe = (backend: string) => {
      const { status, stdout } = spawnSync(process.execPath, [path.join(trainer, 'child.js'), '--probe', backend], { encoding: 'utf8' });
      return { status, ...(JSON.parse(stdout) as { ok: boolean; loss: number; reason?: string }) };
    };
    const [wasm, cpu] = [probe('wasm'), probe('cpu')];
    assert.deepEqual([wasm.status, wasm.ok, cpu.status, cpu.ok], [0, true, 0, true]);
    close(wasm.loss, cpu.loss, 1e-5);
    const absent = probe('webgpu');
    assert.deepEqual([absent.status, absent.ok], [1, false]);
    assert.match(absent.reason!, /webgpu/);
  });
});

function close(actual: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(actual - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${actual} is not close to ${expected}`);
}
