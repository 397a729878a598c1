import assert from 'node:assert/strict';
import { assertNear } from './support/near';
import { runProgram, type ProgramRun } from './support/runProgram';

interface Training {
  kind: string;
  /** Loss, epoch, rate, batch size, micro-batches. */
  steps: [number, number, number, number | null, number][];
  epochs: number;
  validations?: number[];
  layers?: [path: string, type: string, params: number][];
}

describe('a PyTorch program with loaders', function () {
  this.timeout(400_000);
  let run: ProgramRun;
  let trainings: Training[];

  before(async () => {
    run = await runProgram('torchDigits');
    trainings = await run.json<Training[]>('log.json');
  });
  after(() => run?.remove());

  it('is recorded to its last step, with epoch, rate, batch size and micro-batches', async () => {
    assert.equal(run.summary.status, 'ok', await run.output());
    assert.deepEqual(
      trainings.map(({ kind }) => kind),
      ['variable', 'plain', 'accumulated', 'fork', 'spawn', 'compiled'],
    );
    for (const [opt, { kind, steps }] of trainings.entries()) {
      const found = run.steps(opt);
      assertNear(
        found.map(({ loss }) => loss),
        steps.map(([loss]) => loss),
        `losses of "${kind}"`,
      );
      assert.deepEqual(
        found.map(({ epoch, lr, bs, micro }) => [epoch, lr, bs ?? null, micro ?? 1]),
        steps.map(([, epoch, lr, bs, micro]) => [epoch, lr, bs, micro]),
        `context of "${kind}"`,
      );
    }
    assert.equal(
      run.only('run-ended').steps,
      trainings.reduce((sum, { steps }) => sum + steps.length, 0),
    );
  });

  it('has the mean loss of each pass over the loader, also of those that were left early', () => {
    for (const [opt, { kind, steps, epochs }] of trainings.entries()) {
      const records = run.of('epoch').filter((record) => (record.opt ?? 0) === opt);
      assert.deepEqual(
        records.map(({ epoch, step, source }) => [epoch, step, source]),
        Array.from({ length: epochs }, (_, i) => [
          i + 1,
          steps.filter(([, epoch]) => epoch <= i + 1).length,
          kind === 'variable' ? 'frame' : 'loader',
        ]),
      );
      assertNear(
        records.map(({ metrics }) => Number(metrics['loss'])),
        records.map(({ epoch }) => mean(steps.filter(([, e]) => e === epoch).map(([loss]) => loss))),
        `means of "${kind}"`,
      );
    }
  });

  it('tells layers with true shapes, where the sizes of batches stand for any', () => {
    const model = run.of('model').find(({ opt }) => opt === 1)!;
    const { layers } = trainings[1]!;
    assert.deepEqual(
      model.layers.map((layer) => [layer.path, layer.class, layer.params]),
      layers,
    );
    assert.deepEqual(
      model.layers.map((layer) => [layer.in, layer.out]),
      [
        [
          [null, 1, 8, 8],
          [null, 4, 3, 3],
        ],
        [
          [null, 1, 8, 8],
          [null, 4, 6, 6],
        ],
        [
          [null, 4, 6, 6],
          [null, 4, 6, 6],
        ],
        [
          [null, 4, 6, 6],
          [null, 4, 3, 3],
        ],
        [
          [null, 36],
          [null, 10],
        ],
      ],
    );
    assert.deepEqual(
      [model.class, model.optimizer, model.plan],
      ['Classifier', { class: 'Adam', lr: 0.01 }, { batchSize: 32, stepsPerEpoch: 11 }],
    );
    // What is compiled cannot be looked into, but the layers are the same.
    const compiled = run.of('model').find(({ opt }) => opt === 5)!;
    assert.deepEqual(
      compiled.layers.map((layer) => [layer.path, layer.class, layer.params]),
      layers,
    );
  });

  it('has the validation loss where it is certain: of the same module, or the same function, and of no other data', () => {
    const found = run.of('metric');
    assert.ok(found.every(({ phase, values }) => phase === 'val' && Object.keys(values).join() === 'loss'));
    for (const [opt, { kind, validations = [], steps }] of trainings.entries()) {
      const own = found.filter((event) => (event.opt ?? 0) === opt);
      assert.deepEqual(
        own.map(({ epoch, step }) => [epoch, step]),
        validations.map((_, i) => [i + 1, steps.filter(([, epoch]) => epoch <= i + 1).length]),
      );
      assertNear(
        own.map(({ values }) => Number(values['loss'])),
        validations,
        `validations of "${kind}"`,
      );
    }
  });

  it('validates after each epoch, and records nothing of what it did before the training', () => {
    assert.deepEqual(run.phases.slice(0, 8), [
      'building',
      ...Array.from({ length: 3 }, () => ['training', 'validating']).flat(),
      'training',
    ]);
    assert.deepEqual(run.of('warning'), []);
    assert.deepEqual(run.of('log'), []);
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
