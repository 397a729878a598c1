import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { assertNear } from './support/near';
import { runProgram, type ProgramOptions, type ProgramRun, type RecordedStep } from './support/runProgram';

/** What the programs log of themselves (`programs/log_keras.py`). */
interface Log {
  /** Index of the batch in its epoch, and Keras's running mean of the loss after it. */
  means: [number, number][];
  epochs: Record<string, number>[];
  /** Learning rate at the beginning of each epoch. */
  rates: number[];
  params: number;
  layers: [name: string, kind: string, shape: (number | null)[] | null, params: number][];
  batches?: number[];
  test?: number[];
}

const programs = path.join(__dirname, 'programs');
const files = {
  'log_keras.py': readFileSync(path.join(programs, 'log_keras.py')),
  'tiny_data.py': readFileSync(path.join(programs, 'tiny_data.py')),
  'log_legacy_keras.py': readFileSync(path.join(programs, 'log_keras.py'), 'utf8').replace('import keras\n', 'import tf_keras as keras\n'),
};

/** Checks the whole record of a `fit` against what Keras said in the same run. */
function assertFit(run: ProgramRun, log: Log, samples: number, batchSize: number): RecordedStep[] {
  const perEpoch = Math.ceil(samples / batchSize);
  const steps = run.steps().slice(0, log.means.length);
  assert.equal(steps.length, log.epochs.length * perEpoch);
  const sizes = steps.map((_, i) => (i % perEpoch === perEpoch - 1 ? samples - batchSize * (perEpoch - 1) : batchSize));
  // Keras tells the mean since the epoch began; the recorded losses, weighted by their batches, come to the same at each step.
  let total = 0;
  let seen = 0;
  const means = steps.map(({ loss }, i) => {
    if (i % perEpoch === 0) total = seen = 0;
    total += loss! * sizes[i]!;
    seen += sizes[i]!;
    return total / seen;
  });
  const tolerance = steps.some(({ derived }) => derived) ? 1e-3 : 1e-5;
  means.forEach((mean, i) => {
    const expected = log.means[i]![1];
    assert.ok(Math.abs(mean - expected) <= tolerance * Math.max(1, expected), `step ${i + 1}: ${mean} instead of ${expected}`);
  });
  assert.deepEqual(
    steps.map(({ epoch }) => epoch),
    steps.map((_, i) => Math.floor(i / perEpoch) + 1),
  );
  assert.ok(steps.every(({ bs }, i) => bs === undefined || bs === sizes[i]));

  const epochs = run.of('epoch').slice(0, log.epochs.length);
  assert.deepEqual(
    epochs.map(({ epoch, step, source }) => [epoch, step, source]),
    log.epochs.map((_, i) => [i + 1, (i + 1) * perEpoch, 'callback']),
  );
  epochs.forEach(({ metrics }, i) => {
    const told = log.epochs[i]!;
    const names = Object.keys(told).filter((name) => name !== 'learning_rate' && name !== 'lr');
    assert.deepEqual(Object.keys(metrics).sort(), names.sort());
    assertNear(
      names.map((name) => Number(metrics[name])),
      names.map((name) => told[name]!),
      `epoch ${i + 1}`,
    );
  });
  assert.ok('val_loss' in epochs.at(-1)!.metrics, 'the last validation is there');
  assertModel(run, log);
  return steps;
}

function assertModel(run: ProgramRun, log: Log): void {
  const model = run.of('model')[0]!;
  assert.equal(model.params, log.params);
  const recorded = model.layers.filter((layer) => layer.class !== 'InputLayer');
  assert.deepEqual(
    recorded.map((layer) => [layer.path, layer.class, layer.out?.slice(1), layer.params]),
    log.layers.filter(([, kind]) => kind !== 'InputLayer').map(([name, kind, shape, params]) => [name, kind, shape?.slice(1), params]),
  );
}

/** `csv` as the program's CSVLogger wrote it: a row an epoch. */
async function csvRows(run: ProgramRun): Promise<Record<string, number>[]> {
  const [head, ...rows] = (await run.text('log.csv')).trim().split(/\r?\n/);
  const names = head!.split(',');
  return rows.map((row) => Object.fromEntries(row.split(',').map((cell, i) => [names[i]!, Number(cell)])));
}

describe('Keras programs', function () {
  this.timeout(400_000);
  let run: ProgramRun | undefined;
  afterEach(() => run?.remove());
  const start = async (name: string, options: ProgramOptions = {}): Promise<Log> => {
    run = await runProgram(name, { files, ...options });
    assert.equal(run.summary.status, 'ok', await run.output());
    return run.json<Log>('log.json');
  };
  const assertCsv = async (): Promise<void> => {
    const rows = await csvRows(run!);
    const epochs = run!.of('epoch');
    rows.forEach((row, i) => {
      const names = Object.keys(row).filter((name) => name in epochs[i]!.metrics);
      assert.ok(names.includes('val_loss') && names.includes('loss'));
      assertNear(
        names.map((name) => Number(epochs[i]!.metrics[name])),
        names.map((name) => row[name]!),
        `row ${i + 1} of CSVLogger`,
      );
    });
  };

  for (const { name, samples, batchSize, lr } of [
    { name: 'cifarFunctional', samples: 96, batchSize: 32, lr: 0.001 },
    { name: 'cifarSequential', samples: 96, batchSize: 64, lr: 0.001 },
    { name: 'binaryMlp', samples: 1000, batchSize: 32, lr: 0.01 },
  ]) {
    it(`${name} is recorded as it logs itself`, async () => {
      const log = await start(name, { env: { KERAS_BACKEND: 'tensorflow' } });
      const steps = assertFit(run!, log, samples, batchSize);
      await assertCsv();
      assert.ok(steps.every((step) => Math.abs(step.lr! - lr) < 1e-8));
      // Libraries are loaded in between.
      const phases = run!.phases.filter((phase, i, all) => phase !== all[i - 1]);
      assert.deepEqual(phases.slice(0, 4), ['building', 'training', 'validating', 'training']);
      assert.equal(run!.of('device').at(-1)!.backend, 'cpu');
      assert.equal(run!.only('run-ended').steps, steps.length);
      assert.deepEqual(run!.of('warning'), []);
      if (log.test) {
        const test = run!.of('metric').filter(({ phase }) => phase === 'test');
        assert.equal(test.length, 1);
        assertNear([Number(test[0]!.values['loss']), Number(test[0]!.values['accuracy'])], log.test, 'evaluate');
      }
    });
  }

  for (const [backend, name] of [
    ['jax', 'kerasDigits'],
    ['torch', 'kerasDigits'],
    ['tensorflow', 'legacyDigits'],
  ] as const) {
    it(`${name} on ${backend}: fit with a schedule, single batches, an evaluation`, async () => {
      const log = await start(name, { env: { KERAS_BACKEND: backend } });
      const steps = assertFit(run!, log, 400, 64);
      await assertCsv();
      const cosine = (step: number): number => 0.005 * (1 + Math.cos((Math.PI * step) / 60));
      assertNear(
        run!.of('epoch').map(({ lr }) => lr!),
        [7, 14, 21, 28].map((count) => cosine(count - 1)),
        'learning rate of the last step of each epoch',
      );
      const batches = run!.steps().slice(steps.length);
      assertNear(
        batches.map(({ loss }) => loss),
        log.batches!,
        'single batches',
      );
      const test = run!.of('metric').filter(({ phase }) => phase === 'test');
      assert.equal(test.length, 1);
      assertNear([Number(test[0]!.values['loss']), Number(test[0]!.values['accuracy'])], log.test!, 'evaluate');
      assert.equal(run!.only('run-ended').steps, 31);
      assert.deepEqual(run!.of('warning'), []);
    });
  }
});

describe('TensorFlow programs with loops of their own', function () {
  this.timeout(400_000);
  let run: ProgramRun | undefined;
  afterEach(() => run?.remove());

  for (const { name, opt, params, lr } of [
    { name: 'linearRegression', opt: 'SGD', params: 11, lr: 0.01 },
    { name: 'seq2seqAttention', opt: 'Adam', params: 10_291_729, lr: 0.001 },
  ]) {
    it(`${name} is recorded as it logs itself`, async () => {
      run = await runProgram(name, { files });
      assert.equal(run.summary.status, 'ok', await run.output());
      const truth = await run.json<{ losses: number[]; params?: number }>('log.json');
      const steps = run.steps();
      assertNear(
        steps.map(({ loss }) => loss),
        truth.losses,
        'losses',
      );
      assert.ok(steps.every((step) => Math.abs(step.lr! - lr) < 1e-8));
      const model = run.only('model');
      assert.deepEqual([model.params, model.optimizer?.class], [truth.params ?? params, opt]);
      assert.equal(run.only('run-ended').steps, truth.losses.length);
      assert.equal(run.of('device').at(-1)!.backend, 'cpu');
    });
  }

  it('eager, in a graph and compiled: every step is there, and gradients that train nothing are none', async () => {
    run = await runProgram('tensorflowLoops');
    assert.equal(run.summary.status, 'ok', await run.output());
    const truth = await run.json<Record<string, number[]>>('log.json');
    ['eager', 'graph', 'compiled'].forEach((name, opt) => {
      const steps = run!.steps(opt);
      assertNear(
        steps.map(({ loss }) => loss),
        truth[name]!,
        name,
      );
      assert.ok(
        steps.every(({ lr }) => Math.abs(lr! - (name === 'eager' ? 0.01 : 0.1)) < 1e-7),
        name,
      );
    });
    assert.deepEqual(
      run.of('model').map((model) => [model.name, model.params, model.opt ?? 0]),
      [
        ['eager', 41, 0],
        ['graph', 41, 1],
        ['compiled', 41, 2],
      ],
    );
    assert.equal(run.only('run-ended').steps, Object.values(truth).flat().length);
  });
});
