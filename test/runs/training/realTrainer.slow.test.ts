import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, promises as fs } from 'node:fs';
import path from 'node:path';
import { createRunStore, launchRun, planRun, stopRun, type RunStore } from '../../../extension/training';
import { createPlace, isAlive, until, type Place } from './support';

const repository = path.join(__dirname, '..', '..', '..');
const trainers = path.join(repository, 'dist', 'trainers');

/** The journey of a run with the trainer as it is shipped. */
describe('a run with the real trainer', function () {
  this.timeout(180_000);
  let place: Place;
  let store: RunStore;

  before(() => {
    if (!existsSync(path.join(trainers, 'tfjs', 'child.js'))) {
      execFileSync(process.execPath, [path.join(repository, 'scripts', 'build.mjs'), 'tfjsTrainer'], { stdio: 'inherit' });
    }
  });
  beforeEach(async () => {
    place = await createPlace();
    place.home = { ...place.home, trainers };
    store = createRunStore(place.runsDir);
  });
  afterEach(async () => {
    store.dispose();
    await place.remove();
  });

  const train = async (lines: string[]) => {
    await fs.writeFile(place.program, lines.join('\n'));
    const plan = await planRun(
      { file: place.program, workspace: path.dirname(place.program), node: process.execPath, seed: 1 },
      place.home,
    );
    const run = await launchRun(plan, place.runsDir, place.home);
    place.pids.push(run.pid);
    return run;
  };
  const program = (epochs: number, more: string[] = []): string[] => [
    "import * as tf from '@tensorflow/tfjs';",
    'const model = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [4] }), tf.layers.dense({ units: 1 })] });',
    "model.compile({ optimizer: 'sgd', loss: 'meanSquaredError', metrics: ['mae'] });",
    'const x = tf.randomNormal([64, 4], 0, 1, undefined, 1);',
    ...more,
    `void model.fit(x, x.sum(1, true), { epochs: ${epochs}, batchSize: 8, validationSplit: 0.25, verbose: 0 });`,
  ];

  it('is followed from the plan to the end', async () => {
    const { plan } = await train(program(3));
    assert.ok(['wasm', 'cpu'].includes(plan.backend.picked));
    await store.refresh();
    const run = await until('it is over', () => store.list().find(({ endedAt }) => endedAt !== null), 120_000);
    assert.deepEqual([run.status, run.failure, run.malformedLines, run.missingRecords], ['ok', null, 0, 0]);
    assert.deepEqual([run.step, run.totalSteps, run.epoch, run.totalEpochs], [18, 18, 3, 3]);
    assert.equal(run.params, 4 * 8 + 8 + 8 + 1);
    assert.equal(run.device?.backend, plan.backend.picked);
    const names = run.metrics.map(({ name }) => name);
    for (const name of ['loss', 'val_loss', 'mae', 'val_mae']) assert.ok(names.includes(name), `${name} is not in ${names.join(', ')}`);
    const [loss, valLoss] = store.query({ runs: [run.id], metrics: ['loss', 'val_loss'], x: 'epoch', range: null, columns: 500 });
    assert.equal(loss!.points, 18);
    assert.deepEqual([...valLoss!.x], [1, 2, 3]);
    assert.ok(valLoss!.y[2]! < valLoss!.y[0]!, 'it learns');
  });

  it('stops in good order when asked', async () => {
    const { dir, pid, plan } = await train(program(100_000));
    await until('it trains', () => store.get(plan.id)?.step, 120_000);
    assert.deepEqual(await stopRun(dir, { graceMs: 60_000 }), { outcome: 'stopped' });
    assert.equal(await isAlive(pid), false);
    await until('it is seen', () => store.get(plan.id)?.status === 'stopped');
  });

  it('names the line that failed', async () => {
    const { plan } = await train(program(1, ['const wrong: tf.Tensor = tf.matMul(tf.ones([2, 4]), tf.ones([5, 2]));', 'wrong.print();']));
    await until('it failed', () => store.get(plan.id)?.status === 'failed', 120_000);
    const { failure } = store.get(plan.id)!;
    assert.deepEqual([failure?.at?.file, failure?.at?.line], [place.program, 5]);
    assert.match(failure!.msg, /matMul/i);
  });
});
