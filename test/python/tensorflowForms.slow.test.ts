import assert from 'node:assert/strict';
import { assertNear } from './support/near';
import { runProgram, type ProgramRun, type RecordedStep } from './support/runProgram';

interface Log extends Record<string, number[]> {
  pair: never;
  single: never;
  tests: never;
}

describe('loops around a tape of TensorFlow', function () {
  this.timeout(400_000);
  let run: ProgramRun;
  let log: Log;

  before(async () => {
    run = await runProgram('tensorflowForms');
    log = await run.json('log.json');
  });
  after(() => run?.remove());

  const optOf = (name: string): number => run.of('model').find((model) => model.name === name)!.opt ?? 0;
  const stepsOf = (name: string): RecordedStep[] => run.steps(optOf(name));
  const assertLosses = (name: string, steps = stepsOf(name)): void =>
    assertNear(
      steps.map(({ loss }) => loss),
      log[name]!,
      name,
    );

  it('leave every step of every optimizer with its own loss', async () => {
    assert.equal(run.summary.status, 'ok', await run.output());
    // Two networks against each other, whose losses and optimizers stand in different orders.
    for (const kind of ['eager', 'graph']) {
      assertLosses(`made_${kind}`);
      assertLosses(`judge_${kind}`);
    }
    for (const name of ['scaled', 'line']) assertLosses(name);
    assert.deepEqual(run.of('warning'), []);
    assert.deepEqual(
      run.of('device').map(({ fw, backend }) => [fw, backend]),
      [['tensorflow', 'cpu']],
    );
  });

  it('may change their variables without an optimizer', () => {
    ['hand_eager', 'hand_graph'].forEach((name, opt) => assertLosses(name, run.steps(opt)));
    assert.deepEqual(
      run
        .of('model')
        .slice(0, 2)
        .map((model) => [model.class, model.params, model.optimizer]),
      [
        ['Variables', 5, undefined],
        ['Variables', 5, undefined],
      ],
    );
  });

  it('have the rate of each step, also of a schedule', () => {
    for (const kind of ['eager', 'graph']) {
      const ends = run.of('step').filter((record) => record.opt === optOf(`judge_${kind}`));
      assertNear(
        ends.map(({ lr }) => lr!),
        ends.map(({ s0, n }) => 0.1 * 0.5 ** ((s0 + n - 2) / 2)),
        kind,
      );
      assert.ok(stepsOf(`made_${kind}`).every(({ lr }) => lr === 0.001));
    }
  });

  it('make one step of the gradients of several batches, and none of those that nobody applies', () => {
    assertLosses('gathered');
    assert.ok(stepsOf('gathered').every(({ micro }) => micro === 4));
    assertLosses('passes');
    assert.ok(stepsOf('passes').every(({ micro }) => micro === undefined || micro === 1));
  });

  it('have epochs where they go over a data set, and none where they only look', () => {
    const steps = stepsOf('passes');
    assert.deepEqual(
      steps.map(({ epoch, bs }) => [epoch, bs]),
      [1, 2, 3].flatMap((epoch) => [16, 16, 8].map((bs) => [epoch, bs])),
    );
    const epochs = run.of('epoch').filter(({ opt }) => opt === optOf('passes'));
    assert.deepEqual(
      epochs.map(({ epoch, step, source }) => [epoch, step, source]),
      [1, 2, 3].map((epoch) => [epoch, 3 * epoch, 'loader']),
    );
  });

  it('lose no step of a graph that makes them all in one call', () => {
    const steps = stepsOf('within');
    assertLosses('within', steps);
    assert.equal(steps.length, 1500);
    assert.ok(steps.every(({ dt }) => dt >= 0));
  });

  it('add up what replicas computed', () => assertLosses('mirrored'));

  it('may be a training step within a fit: means are taken apart, other values stay', () => {
    const steps = stepsOf('pair');
    const rows = log.pair as unknown as [number, number][];
    assert.ok(steps.every(({ loss, lr }) => loss === null && lr === undefined));
    steps.forEach(({ metrics }, i) => {
      const [first, second] = rows[i]!;
      assert.ok(Math.abs(metrics['first_loss']! - first) < 1e-3 * first, `first_loss of step ${i + 1}`);
      assert.ok(Math.abs(metrics['second_loss']! - second) < 1e-5 * second, `second_loss of step ${i + 1}`);
    });
    const model = run.of('model').find(({ name }) => name === 'pair')!;
    assert.equal(model.optimizer, undefined, 'none of the two, and not the unused default');
    assert.deepEqual(
      model.layers.map(({ path, out }) => [path, out]),
      [
        ['first', [null, 1]],
        ['second', [null, 1]],
      ],
    );
  });

  it('may train and test single batches', () => {
    const steps = stepsOf('single');
    const rows = log.single as unknown as [number, number][];
    assertNear(
      steps.flatMap(({ loss, metrics }) => [loss, metrics['mae']!]),
      rows.flat(),
      'train_on_batch',
    );
    assert.deepEqual(
      steps.map(({ bs, derived }) => [bs, derived]),
      [16, 16, 8, 16, 16, 8].map((bs) => [bs, false]),
    );
    const tests = run.of('metric').filter(({ phase }) => phase === 'test');
    assert.deepEqual(
      tests.map(({ step, opt }) => [step, opt]),
      [3, 6].map((step) => [step, optOf('single')]),
    );
    assertNear(
      tests.flatMap(({ values }) => [Number(values['loss']), Number(values['mae'])]),
      (log.tests as unknown as number[][]).flat(),
      'test_on_batch',
    );
  });
});
