import assert from 'node:assert/strict';
import { assertNear } from './support/near';
import { runProgram, startText, type ProgramRun } from './support/runProgram';

type Entry = Record<string, number>;

interface Training {
  /** Of each batch. */
  losses: number[];
  /** What the trainer itself keeps. */
  history: Entry[];
  params: number;
  test?: Entry;
}

interface Logs {
  trainer: Training;
  accumulated: Training;
  /** Loss, epoch and batch size of the steps. */
  accelerate: { steps: [number, number, number][]; validations: number[] };
}

describe('the Trainer of transformers', function () {
  this.timeout(400_000);
  let run: ProgramRun;
  let logs: Logs;

  before(async () => {
    run = await runProgram('transformersBert');
    logs = await run.json<Logs>('log.json');
  });
  after(() => run?.remove());

  const metricsOf = (opt: number, phase: string) => run.of('metric').filter((event) => (event.opt ?? 0) === opt && event.phase === phase);

  for (const [opt, name, batches] of [
    [0, 'trainer', 1],
    [1, 'accumulated', 2],
  ] as const) {
    it(`trains as its own history says, with ${batches === 1 ? 'a batch' : 'gradients of two batches'} a step`, async () => {
      assert.equal(run.summary.status, 'ok', await run.output());
      const { losses, history, params } = logs[name];
      const steps = run.steps(opt);
      const logged = history.filter((entry) => 'loss' in entry);
      assertNear(
        steps.map(({ loss }) => loss),
        logged.map(({ loss }) => loss!),
        'losses in the history',
      );
      const sums = steps.map((_, i) => losses.slice(batches * i, batches * (i + 1)).reduce((a, b) => a + b));
      assertNear(
        steps.map(({ loss }) => loss),
        sums,
        'losses of the batches',
      );
      const perEpoch = 6 / batches;
      assert.deepEqual(
        steps.map(({ epoch, micro }) => [epoch, micro ?? 1]),
        logged.map((_, i) => [Math.floor(i / perEpoch) + 1, batches]),
      );
      // The last batch of an epoch is smaller.
      assert.deepEqual(
        steps.map(({ bs }) => bs),
        logged.map((_, i) => ((i + 1) % perEpoch ? 8 : 4)),
      );
      assertNear(
        metricsOf(opt, 'train').map(({ values }) => Number(values['grad_norm'])),
        logged.map((entry) => entry['grad_norm']!),
        'norms of the gradients',
      );
      assert.deepEqual(
        run
          .of('epoch')
          .filter((event) => (event.opt ?? 0) === opt)
          .map(({ epoch, step, source }) => [epoch, step, source]),
        [
          [1, perEpoch, 'callback'],
          [2, 2 * perEpoch, 'callback'],
        ],
      );
      const evaluations = history.filter((entry) => 'eval_loss' in entry);
      const found = metricsOf(opt, 'val');
      assert.deepEqual(
        found.map(({ epoch, step, values }) => [epoch, step, Object.keys(values).sort()]),
        evaluations.map((entry) => [entry['epoch'], entry['step'], ['accuracy', 'loss']]),
      );
      for (const metric of ['loss', 'accuracy'])
        assertNear(
          found.map(({ values }) => Number(values[metric])),
          evaluations.map((entry) => entry[`eval_${metric}`]!),
          metric,
        );
      const model = run.of('model').find((event) => event.opt === opt)!;
      assert.deepEqual(
        [model.class, model.params, model.plan],
        ['BertForSequenceClassification', params, { epochs: 2, batchSize: 8, stepsPerEpoch: perEpoch }],
      );
      const query = model.layers.find(({ path }) => path === 'bert.encoder.layer.0.attention.self.query')!;
      assert.deepEqual([query.class, query.in, query.out, query.params], ['Linear', [null, 8, 16], [null, 8, 16], 16 * 16 + 16]);
      const head = model.layers.at(-1)!;
      assert.deepEqual([head.path, head.in, head.out], ['classifier', [null, 16], [null, 3]]);
    });
  }

  it('has the rate of each step', () => {
    const rates = logs.trainer.history.flatMap((entry) => ('loss' in entry ? entry['learning_rate']! : []));
    const records = run.of('step').filter(({ opt }) => opt === 0);
    assertNear(
      records.map(({ lr }) => lr!),
      records.map(({ s0, n }) => rates[s0 + n - 2]!),
      'rates',
    );
  });

  it('predicts once', () => {
    const [test, ...more] = metricsOf(0, 'test');
    assert.equal(more.length, 0);
    assertNear([Number(test!.values['loss'])], [logs.trainer.test!['test_loss']!], 'test loss');
  });

  it('is not needed for what Accelerate prepares: the loop is followed by what its loader gives', () => {
    const steps = run.steps(2);
    assertNear(
      steps.map(({ loss }) => loss),
      logs.accelerate.steps.map(([loss]) => loss),
      'losses',
    );
    assert.deepEqual(
      steps.map(({ epoch, bs }) => [epoch, bs]),
      logs.accelerate.steps.map(([, epoch, bs]) => [epoch, bs]),
    );
    assert.deepEqual(
      run
        .of('epoch')
        .filter(({ opt }) => opt === 2)
        .map(({ epoch, step, source }) => [epoch, step, source]),
      [
        [1, 3, 'loader'],
        [2, 6, 'loader'],
      ],
    );
    assertNear(
      metricsOf(2, 'val').map(({ values }) => Number(values['loss'])),
      logs.accelerate.validations,
      'validations, whose loss the model itself gives',
    );
    assert.deepEqual(run.of('warning'), []);
  });
});

const endless = `
import torch
from transformers import BertConfig, BertForSequenceClassification, Trainer, TrainingArguments

class Sentences(torch.utils.data.Dataset):
    def __len__(self):
        return 8

    def __getitem__(self, i):
        return {'input_ids': torch.tensor([1, 2, 3]), 'labels': torch.tensor(i % 2)}

sizes = {'hidden_size': 4, 'num_hidden_layers': 1, 'num_attention_heads': 1, 'intermediate_size': 4}
model = BertForSequenceClassification(BertConfig(vocab_size=10, max_position_embeddings=4, **sizes))
arguments = TrainingArguments('out', num_train_epochs=1, per_device_train_batch_size=4, report_to=[], use_cpu=True, disable_tqdm=True, save_strategy='no')
trainer = Trainer(model, arguments, train_dataset=Sentences())
trainer.train()
with open('after.txt', 'w') as file:
    file.write(str(trainer.args.num_train_epochs))
`;

describe('a run of the Trainer of transformers', function () {
  this.timeout(400_000);

  it('makes as many epochs as it was asked for, and ends in its own way when it is stopped', async () => {
    const run = await startText('endless', endless, { request: { epochs: 100_000 } });
    try {
      await run.until('it trains beyond its own epoch', () => run.of('epoch').length > 1);
      assert.deepEqual(run.only('model').plan, { epochs: 100_000, batchSize: 4, stepsPerEpoch: 2 });
      const { status } = await run.stop();
      assert.equal(status, 'stopped', await run.output());
      assert.equal(await run.text('after.txt'), '100000.0', 'what follows the training is done');
      assert.deepEqual(run.of('error'), []);
      assert.deepEqual(run.of('warning'), []);
    } finally {
      await run.remove();
    }
  });
});
