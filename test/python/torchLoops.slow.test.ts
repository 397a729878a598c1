import assert from 'node:assert/strict';
import { assertNear } from './support/near';
import { runProgram, type ProgramRun } from './support/runProgram';

interface Loop {
  kind: string;
  losses: (number | null)[];
  rates?: number[];
  epochs?: number[];
  micro?: number;
}

describe('hand-written PyTorch loops', function () {
  this.timeout(400_000);
  let run: ProgramRun;
  let loops: Loop[];

  before(async () => {
    run = await runProgram('torchLoops');
    loops = await run.json<Loop[]>('loops.json');
  });
  after(() => run?.remove());

  it('are recorded step by step, whatever their kind', async () => {
    assert.equal(run.summary.status, 'ok', await run.output());
    assert.equal(new Set(run.of('step').map(({ opt }) => opt)).size, loops.length);
    for (const [opt, loop] of loops.entries()) {
      const steps = run.steps(opt);
      assertNear(
        steps.map(({ loss }) => loss),
        loop.losses,
        `losses of the loop "${loop.kind}"`,
      );
      if (loop.rates)
        assertNear(
          steps.map(({ lr }) => lr ?? null).filter((_, i) => isLastOfRecord(opt, i + 1)),
          loop.rates.filter((_, i) => isLastOfRecord(opt, i + 1)),
          `rates of "${loop.kind}"`,
        );
      if (loop.epochs)
        assert.deepEqual(
          steps.map(({ epoch }) => epoch),
          loop.epochs,
        );
      assert.deepEqual(new Set(steps.map(({ micro }) => micro ?? 1)), new Set(microOf(loop)), `micro-batches of "${loop.kind}"`);
    }
  });

  /** A record says the rate of its last step; schedules may change it at each. */
  const isLastOfRecord = (opt: number, step: number): boolean =>
    run.of('step').some((record) => record.opt === opt && record.s0 + record.n - 1 === step);
  const microOf = (loop: Loop): number[] => (loop.kind === 'backward' ? [1, 2] : [loop.micro ?? 1]);

  it('begin with the model that the optimizer trains, and its place', () => {
    const models = run.of('model');
    assert.deepEqual(
      models.map(({ opt }) => opt),
      loops.map((_, opt) => opt),
    );
    for (const { opt, params, trainable, layers, optimizer } of models) {
      assert.equal(params, trainable);
      assert.ok(params > 0 && layers.length >= 2 && (optimizer?.lr ?? 0) > 0, `model ${opt}`);
      assert.equal(
        layers.reduce((sum, layer) => sum + layer.params, 0),
        params,
      );
    }
    const [plain] = models;
    assert.deepEqual(
      plain!.layers.map((layer) => [layer.path, layer.class, layer.in, layer.out, layer.params]),
      [
        ['0', 'Linear', [8, 4], [8, 6], 30],
        ['1', 'Tanh', [8, 6], [8, 6], 0],
        ['2', 'Linear', [8, 6], [8, 3], 21],
      ],
    );
    const device = run.only('device');
    assert.deepEqual([device.fw, device.backend], ['torch', 'cpu']);
  });

  it('have epochs where a variable counts them', () => {
    const epochs = run.of('epoch');
    assert.deepEqual(
      epochs.map(({ opt = 0, epoch, step, source }) => [opt, epoch, step, source]),
      [
        [0, 1, 3, 'frame'],
        [0, 2, 6, 'frame'],
        [0, 3, 9, 'frame'],
      ],
    );
    const { losses } = loops[0]!;
    epochs.forEach(({ metrics }, i) => {
      const own = losses.slice(3 * i, 3 * i + 3) as number[];
      assertNear([Number(metrics['loss'])], [own.reduce((a, b) => a + b) / 3], `mean of epoch ${i + 1}`);
    });
  });

  it('leave nothing to complain of', () => {
    assert.deepEqual(run.of('warning'), []);
    assert.deepEqual(run.of('log'), []);
    assert.deepEqual(run.phases, ['building', 'training']);
  });
});
