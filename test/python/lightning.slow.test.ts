import assert from 'node:assert/strict';
import { assertNear } from './support/near';
import { runProgram, startText, type ProgramRun } from './support/runProgram';

interface Logs {
  first: number[];
  second: number[];
  test: [{ test_loss: number }];
  pair: { judge: number[]; maker: number[] };
  layers: [path: string, type: string, params: number][];
}

/** A row of Lightning's CSV logger: what was not logged is absent. */
type Row = Record<string, number | undefined>;

describe('Lightning', function () {
  this.timeout(400_000);
  let run: ProgramRun;
  let logs: Logs;

  before(async () => {
    run = await runProgram('lightningDigits');
    logs = await run.json<Logs>('log.json');
  });
  after(() => run?.remove());

  const rows = async (name: string): Promise<Row[]> => {
    const [head, ...lines] = (await run.text(`${name}/version_0/metrics.csv`))
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(','));
    return lines.map((cells) => Object.fromEntries(head!.map((column, i) => [column, cells[i] ? Number(cells[i]) : undefined])));
  };
  const column = (table: readonly Row[], name: string): number[] => table.flatMap((row) => row[name] ?? []);

  it('trains as its own logger says, to the last step, epoch and validation', async () => {
    assert.equal(run.summary.status, 'ok', await run.output());
    const table = await rows('first');
    const steps = run.steps().slice(0, 8);
    const losses = steps.map(({ loss }) => loss);
    assertNear(losses, logs.first, 'losses');
    assertNear(losses, column(table, 'train_loss_step'), 'logged losses');
    assertNear(
      steps.map(({ metrics }) => metrics['train_loss'] ?? null),
      logs.first,
      'values of steps',
    );
    assert.deepEqual(
      steps.map(({ epoch, lr, bs }) => [epoch, lr, bs]),
      [1, 2].flatMap((epoch) => [16, 16, 16, 2].map((bs) => [epoch, epoch === 1 ? 0.01 : 0.005, bs])),
    );
    const epochs = run.of('epoch').slice(0, 2);
    assert.deepEqual(
      epochs.map(({ epoch, step, source }) => [epoch, step, source]),
      [
        [1, 4, 'callback'],
        [2, 8, 'callback'],
      ],
    );
    for (const name of ['train_accuracy', 'weights']) {
      assertNear(
        epochs.map(({ metrics }) => Number(metrics[name])),
        column(table, name),
        name,
      );
    }
    assertNear(
      epochs.map(({ metrics }) => Number(metrics['train_loss'])),
      column(table, 'train_loss_epoch'),
      'train_loss',
    );
    const validations = run.of('metric').filter(({ phase }) => phase === 'val');
    assert.deepEqual(
      validations.map(({ epoch, step }) => [epoch, step]),
      [
        [1, 4],
        [2, 8],
      ],
    );
    for (const name of ['loss', 'accuracy']) {
      assertNear(
        validations.map(({ values }) => Number(values[name])),
        column(table, `val_${name}`),
        `val_${name}`,
      );
    }
  });

  it('checks before it trains, and tests afterwards', () => {
    const others = run.of('metric').filter(({ phase }) => phase !== 'val');
    assert.deepEqual(
      others.map(({ phase, step }) => [phase, step]),
      [
        ['sanity', 0],
        ['test', 8],
      ],
    );
    assertNear([Number(others[1]!.values['loss'])], [logs.test[0].test_loss], 'test loss');
    assert.deepEqual(run.phases, ['building', 'training', 'validating', 'training', 'validating', 'training']);
  });

  it('goes on counting when another trainer trains the same model', async () => {
    const [a, b, c, d] = logs.second;
    const steps = run.steps().slice(8);
    // Each step has gradients of two batches.
    assertNear(
      steps.map(({ loss }) => loss),
      [(a! + b!) / 2, (c! + d!) / 2],
      'losses',
    );
    assert.deepEqual(
      steps.map(({ epoch, micro }) => [epoch, micro]),
      [
        [3, 2],
        [3, 2],
      ],
    );
    const last = run.of('epoch').find(({ epoch }) => epoch === 3)!;
    assertNear([Number(last.metrics['train_loss'])], column(await rows('second'), 'train_loss_epoch'), 'train_loss');
  });

  it('tells two optimizers apart that are stepped by hand', () => {
    for (const [opt, losses] of [
      [1, logs.pair.judge],
      [2, logs.pair.maker],
    ] as const) {
      const steps = run.steps(opt);
      assertNear(
        steps.map(({ loss }) => loss),
        losses,
        `losses of optimizer ${opt}`,
      );
      const epoch = run.of('epoch').find((record) => record.opt === opt)!;
      assert.deepEqual([epoch.epoch, epoch.step], [1, 4]);
    }
    assertNear(
      run.steps(1).map(({ metrics }) => metrics['made'] ?? null),
      logs.pair.maker,
      'logged values',
    );
  });

  it('tells the module, its layers and what the trainer announced', () => {
    const [first, ...others] = run.of('model');
    assert.deepEqual(
      [first!.class, first!.params, first!.optimizer, first!.plan],
      ['Classifier', 67, { class: 'Adam', lr: 0.01 }, { batchSize: 16, stepsPerEpoch: 4, epochs: 2 }],
    );
    assert.deepEqual(
      first!.layers.map((layer) => [layer.path, layer.class, layer.params]),
      logs.layers,
    );
    assert.deepEqual(
      first!.layers.map((layer) => [layer.in, layer.out]),
      [
        [4, 3],
        [4, 8],
        [8, 8],
        [8, 3],
      ].map(([from, to]) => [
        [null, from],
        [null, to],
      ]),
    );
    assert.deepEqual(
      others.map((model) => [model.class, model.opt]),
      [
        ['Pair', 1],
        ['Pair', 2],
      ],
    );
    assert.deepEqual(run.of('warning'), []);
  });
});

const endless = `
import pytorch_lightning as pl
import torch

class Module(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.layer = torch.nn.Linear(4, 1)

    def training_step(self, batch, batch_idx):
        return self.layer(batch).mean()

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), lr=1e-9)

trainer = pl.Trainer(max_epochs=1, logger=False, enable_checkpointing=False, enable_progress_bar=False, enable_model_summary=False, accelerator='cpu')
trainer.fit(Module(), torch.utils.data.DataLoader(torch.randn(64, 4), batch_size=4))
with open('after.txt', 'w') as file:
    file.write(str(trainer.max_epochs))
`;

describe('Lightning by its older name', function () {
  this.timeout(400_000);

  it('trains as many epochs as the run was asked for, and ends in its own way when it is stopped', async () => {
    const run = await startText('endless', endless, { request: { epochs: 100_000 } });
    try {
      await run.until('it trains beyond its own epoch', () => run.of('epoch').length > 1);
      assert.equal(run.only('model').plan?.epochs, 100_000);
      const { status } = await run.stop();
      assert.equal(status, 'stopped', await run.output());
      assert.equal(await run.text('after.txt'), '100000', 'what follows the training is done');
      assert.deepEqual(run.of('error'), []);
      assert.deepEqual(run.of('warning'), []);
    } finally {
      await run.remove();
    }
  });
});
