import assert from 'node:assert/strict';
import type { RunEvent } from '../../../extension/protocol/runs';
import { EpochAxis } from '../../../extension/training/epochAxis';
import { metricGoal } from '../../../extension/training/metricGoal';
import { listedMetrics, RunFold } from '../../../extension/training/runFold';
import { Spark } from '../../../extension/training/spark';

type Fields<K extends RunEvent['k']> = Omit<Extract<RunEvent, { k: K }>, 'v' | 'k' | 'q' | 'rank' | 'attempt'>;

function folder(): { fold: RunFold; add: <K extends RunEvent['k']>(k: K, fields: Fields<K>) => void } {
  const fold = new RunFold();
  let q = 0;
  return { fold, add: (k, fields) => fold.add({ v: 1, k, q: q++, rank: 0, attempt: 0, ...fields } as RunEvent) };
}

const model = (plan: { epochs?: number; stepsPerEpoch?: number }) => ({
  t: 0,
  fw: 'tfjs',
  class: 'Sequential',
  params: 1,
  trainable: 1,
  layers: [],
  plan,
});
const step = (t: number, s0: number, loss: (number | 'NaN' | null)[], epoch?: number, secondsEach = 0.1) => ({
  t,
  opt: 0,
  s0,
  n: loss.length,
  loss,
  dt: loss.map(() => secondsEach),
  ...(epoch === undefined ? {} : { epoch }),
});

describe('RunFold', () => {
  it('gives each step its own time and leaves out steps without a loss', () => {
    const { fold, add } = folder();
    add('step', { ...step(10, 1, [3, null, 1]), metrics: { acc: [0.1, 0.2, 0.3] } });
    const { series } = fold.metrics.get('loss')!;
    assert.deepEqual([...series.step.subarray(0, series.length)], [1, 3]);
    assert.deepEqual(
      [...series.time.subarray(0, series.length)].map((t) => t.toFixed(3)),
      ['9.800', '10.000'],
    );
    assert.equal(fold.metrics.get('acc')!.series.length, 3);
    assert.equal(fold.points, 5);
    assert.equal(fold.progress.step, 3);
  });

  it('keeps means of epochs beside the steps, and takes the best from them', () => {
    const { fold, add } = folder();
    add('step', step(1, 1, [5, 0.01, 5], 1));
    add('epoch', { t: 1, epoch: 1, step: 3, secs: 1, metrics: { loss: 3.3, val_loss: 2, val_acc: 0.5 }, source: 'callback' });
    assert.equal(listedMetrics(fold.metrics)[0]!.summary().best, 0.01, 'one mean says less than the steps');
    add('step', step(2, 4, [2, 2, 2], 2));
    add('epoch', { t: 2, epoch: 2, step: 6, secs: 1, metrics: { loss: 2, val_loss: 2.5, val_acc: 'NaN' }, source: 'callback' });
    const names = listedMetrics(fold.metrics).map(({ name }) => name);
    assert.deepEqual(names, ['loss', 'val_loss', 'val_acc']);
    const [loss, valLoss, valAcc] = listedMetrics(fold.metrics).map((track) => track.summary());
    assert.deepEqual([loss!.best, loss!.bestStep, loss!.bestEpoch, loss!.last], [2, 6, 2, 2]);
    assert.deepEqual([valLoss!.best, valLoss!.bestEpoch, valLoss!.last], [2, 1, 2.5]);
    assert.deepEqual([valAcc!.best, valAcc!.goal, valAcc!.last], [0.5, 'max', NaN]);
    assert.deepEqual([...fold.metrics.get('epoch_loss')!.series.value.subarray(0, 2)], [3.3, 2], 'no point is lost');
  });

  it('takes evaluations with their phase and not twice', () => {
    const { fold, add } = folder();
    add('step', step(1, 1, [1, 1]));
    add('metric', { t: 1, phase: 'sanity', step: 0, values: { loss: 99 } });
    add('metric', { t: 1, phase: 'val', step: 2, values: { loss: 0.5, val_acc: 0.9 } });
    add('epoch', { t: 1, epoch: 1, step: 2, secs: 1, metrics: { val_loss: 0.5 }, source: 'callback' });
    add('metric', { t: 1, phase: 'test', step: 2, values: { loss: 0.7 } });
    assert.deepEqual([...fold.metrics.keys()], ['loss', 'val_loss', 'val_acc', 'test_loss']);
    assert.equal(fold.metrics.get('val_loss')!.series.length, 1);
  });

  it('knows the first loss that is not finite', () => {
    const { fold, add } = folder();
    add('step', step(1, 1, [1, 'NaN', 2, 'NaN']));
    add('warning', { t: 1, code: 'nan', step: 2, value: 'NaN' });
    assert.deepEqual(fold.nonFinite, { step: 2, value: 'NaN' });
    const other = folder();
    other.add('warning', { t: 1, code: 'inf', step: 8 });
    assert.deepEqual(other.fold.nonFinite, { step: 8, value: 'Infinity' });
  });

  it('tells how much is left: first by steps, then by whole epochs', () => {
    const { fold, add } = folder();
    const eta = () => fold.progress.eta(fold.axis);
    assert.equal(eta(), null);
    add('model', model({ epochs: 4, stepsPerEpoch: 10 }));
    assert.deepEqual([fold.progress.totalSteps, fold.progress.totalEpochs], [40, 4]);
    add('step', step(1, 1, Array<number>(10).fill(1), 1));
    assert.ok(Math.abs(fold.progress.stepsPerSecond! - 10) < 1e-9);
    assert.ok(Math.abs(eta()! - 3) < 1e-9);
    // A validation of four seconds belongs to each epoch.
    add('epoch', { t: 5, epoch: 1, step: 10, secs: 5, metrics: {}, source: 'callback' });
    assert.ok(Math.abs(eta()! - 15) < 1e-9);
    add('step', step(6, 11, Array<number>(10).fill(1), 2));
    add('epoch', { t: 10, epoch: 2, step: 20, secs: 5, metrics: {}, source: 'callback' });
    assert.ok(Math.abs(eta()! - 10) < 1e-9);
    add('step', step(12, 21, Array<number>(20).fill(1), 4));
    assert.equal(eta(), 0);
  });

  it('learns the length of an epoch that nobody announced', () => {
    const { fold, add } = folder();
    add('model', model({ epochs: 3 }));
    add('step', step(1, 1, Array<number>(10).fill(1), 1));
    assert.deepEqual([fold.progress.eta(fold.axis), fold.progress.totalSteps], [null, null]);
    add('epoch', { t: 1, epoch: 1, step: 10, secs: 1, metrics: {}, source: 'callback' });
    assert.ok(Math.abs(fold.progress.eta(fold.axis)! - 2) < 1e-9);
  });

  it('goes on counting in a second training call', () => {
    const { fold, add } = folder();
    add('model', model({ epochs: 1, stepsPerEpoch: 4 }));
    add('step', step(1, 1, [1, 1, 1, 1], 1));
    add('epoch', { t: 1, epoch: 1, step: 4, secs: 1, metrics: { val_loss: 3 }, source: 'callback' });
    add('model', model({ epochs: 2, stepsPerEpoch: 4 }));
    assert.equal(fold.progress.totalSteps, 12);
    add('step', step(2, 5, [1, 1, 1, 1], 1));
    add('epoch', { t: 2, epoch: 1, step: 8, secs: 1, metrics: { val_loss: 2 }, source: 'callback' });
    assert.deepEqual([fold.progress.totalSteps, fold.progress.totalEpochs, fold.progress.step], [12, 2, 8]);
    assert.equal(fold.axis.at(8), 2, 'on the axis the epochs of both calls follow each other');
    assert.equal(fold.metrics.get('val_loss')!.series.length, 2);
  });

  it('expects less of a call that resumes', () => {
    const { fold, add } = folder();
    add('model', model({ epochs: 20, stepsPerEpoch: 10 }));
    add('step', step(1, 1, Array<number>(10).fill(1), 16));
    assert.deepEqual([fold.progress.totalSteps, fold.progress.totalEpochs, fold.progress.epoch], [50, 20, 16]);
    assert.ok(Math.abs(fold.progress.eta(fold.axis)! - 4) < 1e-9);
  });

  it('keeps a second optimizer apart', () => {
    const { fold, add } = folder();
    add('step', step(1, 1, [1, 2]));
    add('step', { ...step(1, 1, [7, 8]), opt: 1 });
    add('step', step(2, 3, [3]));
    assert.deepEqual([...fold.metrics.keys()], ['loss', 'loss#2']);
    assert.deepEqual([...fold.metrics.get('loss#2')!.series.value.subarray(0, 2)], [7, 8]);
    assert.equal(fold.metrics.get('loss#2')!.goal, 'min');
    add('epoch', { t: 3, epoch: 1, step: 2, secs: 1, metrics: { val_loss: 4 }, source: 'callback', opt: 1 });
    assert.deepEqual([...fold.metrics.keys()], ['loss', 'loss#2', 'val_loss#2']);
    assert.deepEqual([fold.metrics.get('loss#2')!.axis.at(2), fold.metrics.get('loss')!.axis.ended], [1, 0]);
  });

  it('keeps a learning rate when it changes, not at each record', () => {
    const { fold, add } = folder();
    for (let i = 0; i < 50; i++) add('step', { ...step(i, i + 1, [1]), lr: i < 25 ? 0.1 : 0.01 });
    const { series } = fold.metrics.get('lr')!;
    assert.deepEqual([...series.step.subarray(0, series.length)], [1, 26]);
  });

  it('does not keep records of steps as objects', () => {
    const { fold, add } = folder();
    for (let i = 0; i < 100; i++) add('step', step(i, i + 1, [1]));
    add('system', { t: 100, cpu: 1 });
    add('log', { t: 101, stream: 'runner', text: 'hello' });
    assert.deepEqual(
      fold.events.map(({ k }) => k),
      ['log'],
    );
    assert.equal(fold.system?.cpu, 1);
  });
});

describe('EpochAxis', () => {
  it('lies in proportion between known ends and never falls', () => {
    const axis = new EpochAxis();
    axis.end(1, 10);
    axis.end(2, 30);
    assert.deepEqual(
      [0, 5, 10, 20, 30, 40].map((s) => axis.at(s)),
      [0, 0.5, 1, 1.5, 2, 2.5],
    );
    axis.announced = 40;
    assert.equal(axis.at(50), 2.5);
  });

  it('stays in the first epoch while its length is unknown', () => {
    const axis = new EpochAxis();
    axis.saw(7);
    assert.deepEqual([axis.at(0), axis.at(7)], [0, 1]);
    axis.saw(70);
    assert.equal(axis.at(7), 0.1);
  });

  it('finds ends that were not told, and a run that was resumed', () => {
    const axis = new EpochAxis();
    axis.began(10, 901);
    assert.equal(axis.at(900), 9);
    axis.began(11, 1001);
    assert.equal(axis.at(950), 9.5);
    axis.began(11, 1050);
    assert.equal(axis.ended, 10);
  });
});

describe('metricGoal', () => {
  it('knows the direction by the name', () => {
    for (const name of [
      'loss',
      'val_loss',
      'loss#2',
      'meanSquaredError',
      'mse',
      'val_mae',
      'sparse_categorical_crossentropy',
      'categoricalCrossentropy',
      'WER',
      'perplexity',
    ]) {
      assert.equal(metricGoal(name), 'min', name);
    }
    for (const name of [
      'acc',
      'val_acc',
      'accuracy',
      'binaryAccuracy',
      'top5_acc',
      'val_auc',
      'f1',
      'mIoU',
      'val_mAP',
      'reward',
      'precision',
      'r2',
    ]) {
      assert.equal(metricGoal(name), 'max', name);
    }
    for (const name of ['lr', 'grad_norm', 'backlog', 'account', 'temperature', 'embracing', 'mapSize']) {
      assert.equal(metricGoal(name), null, name);
    }
  });
});

describe('Spark', () => {
  it('stands for all points with at most 36 values', () => {
    for (const n of [0, 1, 35, 36, 37, 72, 1000, 99_999]) {
      const spark = new Spark();
      for (let i = 0; i < n; i++) spark.add(i);
      const values = spark.values();
      assert.ok(values.length <= 36 && values.length >= Math.min(n, 18), `${values.length} values of ${n}`);
      assert.ok(values.every((value, i) => i === 0 || value > values[i - 1]!));
      if (n) assert.ok(values.at(-1)! <= n - 1 && values.at(-1)! >= n - 1 - n / 8);
    }
  });

  it('shows a gap where nothing was finite', () => {
    const spark = new Spark();
    for (let i = 0; i < 72; i++) spark.add(i >= 36 ? NaN : 1);
    const values = spark.values();
    assert.equal(values.filter(Number.isNaN).length, values.length / 2);
    assert.ok(values.slice(0, values.length / 2).every((value) => value === 1));
  });
});
