import assert from 'node:assert/strict';
import { assertNear } from './support/near';
import { runProgram, type ProgramRun, type RecordedStep } from './support/runProgram';

/** What a training of `programs/kerasForms.py` saw of itself; JSON's missing numbers come as text. */
interface Form {
  /** Of each batch, where the program could see it. */
  losses?: (number | string)[];
  history: Record<string, (number | string)[]>;
  /** Samples of each batch. */
  sizes: number[];
  params: number;
  weights?: number[];
}

for (const backend of ['tensorflow', 'jax', 'torch']) {
  describe(`what Keras trains on ${backend}`, function () {
    this.timeout(400_000);
    let run: ProgramRun;
    let forms: Record<string, Form>;

    before(async () => {
      run = await runProgram('kerasForms', { env: { KERAS_BACKEND: backend } });
      forms = await run.json('log.json');
    });
    after(() => run?.remove());

    const optOf = (name: string): number => run.of('model').find((model) => model.name === name)!.opt ?? 0;
    const stepsOf = (name: string): RecordedStep[] => run.steps(optOf(name));
    const epochsOf = (name: string) => run.of('epoch').filter(({ opt = 0 }) => opt === optOf(name));

    it('is there to its last step and epoch', async () => {
      assert.equal(run.summary.status, 'ok', await run.output());
      for (const [name, { sizes, history, params }] of Object.entries(forms)) {
        assert.equal(stepsOf(name).length, sizes.length, name);
        assert.equal(run.of('model').find((model) => model.name === name)!.params, params, name);
        const epochs = epochsOf(name);
        assert.deepEqual(
          epochs.map(({ epoch }) => epoch),
          history['loss']!.map((_, i) => i + 1),
          name,
        );
        for (const [metric, values] of Object.entries(history)) {
          if (metric === 'learning_rate') continue;
          assertNear(
            epochs.map(({ metrics }) => finite(metrics[metric])),
            values.map(finite),
            `${metric} of ${name}`,
          );
        }
      }
      const last = run.only('run-ended');
      assert.equal(
        last.steps,
        Object.values(forms).reduce((sum, { sizes }) => sum + sizes.length, 0),
      );
      const codes = new Set(run.of('warning').map(({ code }) => code));
      assert.ok(
        [...codes].every((code) => code === 'inf' || code === 'nan'),
        [...codes].join(),
      );
      assert.equal(run.of('device').length, 1);
    });

    it('has the loss of each batch, whatever its size', () => {
      for (const name of ['generated', 'ragged', 'again', 'plateau']) {
        const { losses, sizes } = forms[name]!;
        const steps = stepsOf(name);
        assert.ok(
          steps.every(({ derived }, i) => (backend === 'torch' ? !derived : derived || i === 0)),
          name,
        );
        assertClose(
          steps.map(({ loss }) => loss),
          losses!.map(Number),
          name,
        );
        assert.ok(
          steps.every(({ bs }, i) => bs === undefined || bs === sizes[i]),
          `${name}: ${steps.map(({ bs }) => bs).join()}`,
        );
      }
    });

    it('goes on in another fit, with another optimizer', () => {
      const steps = stepsOf('again');
      assert.deepEqual(
        steps.map(({ epoch }) => epoch),
        [1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5],
      );
      assertNear(
        steps.map(({ lr }) => lr!),
        [...Array<number>(6).fill(0.1), ...Array<number>(5).fill(0.01)],
        'rates',
      );
      const models = run.of('model').filter((model) => model.name === 'again');
      assert.deepEqual(
        models.map(({ optimizer, plan }) => [optimizer?.class, plan?.epochs, plan?.stepsPerEpoch, plan?.batchSize]),
        [
          ['SGD', 2, 3, 40],
          ['Adam', 4, 2, 50],
          ['Adam', 5, 1, 100],
        ],
      );
    });

    it('has the rate that each epoch was trained with, and metrics that callbacks add', () => {
      const epochs = epochsOf('plateau');
      assertNear(
        epochs.map(({ lr }) => lr!),
        forms['plateau']!.history['learning_rate']!.map(Number),
        'rates of epochs',
      );
      assertNear(
        stepsOf('plateau').map(({ lr }) => lr!),
        [0.1, 0.1, 0.05, 0.025].flatMap((rate) => [rate, rate, rate, rate]),
        'rates of steps',
      );
      assert.ok(epochs.every(({ metrics }) => 'recall' in metrics && !('learning_rate' in metrics)));
    });

    it('has every output, and tells no step of what is no mean', () => {
      const steps = stepsOf('outputs');
      assert.deepEqual(Object.keys(steps[3]!.metrics).sort(), ['a_loss', 'a_mae', 'b_loss']);
      // Both batches of an epoch have the same size, so that their mean is the epoch's.
      const { history } = forms['outputs']!;
      for (const metric of ['a_loss', 'a_mae', 'b_loss']) {
        const means = [0, 2].map((i) => (steps[i]!.metrics[metric]! + steps[i + 1]!.metrics[metric]!) / 2);
        assertClose(means, history[metric]!.map(Number), metric);
      }
    });

    it('has the layers of a class as its first call shaped them, with those of its own layers', () => {
      const model = run.of('model').find(({ name }) => name === 'net')!;
      assert.deepEqual(
        model.layers.map((layer) => [layer.path, layer.class, layer.in, layer.out, layer.params]),
        [
          ['block', 'Block', [null, 4], [null, 3], 51],
          ['block/wide', 'Dense', [null, 4], [null, 6], 30],
          ['block/narrow', 'Dense', [null, 6], [null, 3], 21],
          ['head', 'Dense', [null, 3], [null, 1], 4],
        ],
      );
    });

    it('weighs a metric as Keras does, or leaves it to the epoch', () => {
      const { sizes, history, weights } = forms['net']!;
      const steps = stepsOf('net').slice(0, 4);
      const total = (metric: string, parts: number[]): number =>
        steps.reduce((sum, step, i) => sum + step.metrics[metric]! * parts[i]!, 0) / parts.reduce((sum, part) => sum + part, 0);
      assertClose([total('mae', sizes.slice(0, 4))], [Number(history['mae']![0])], 'mae');
      if (backend === 'jax') {
        // What a metric counts is out of reach while JAX trains.
        assert.ok(!('weighted' in steps[1]!.metrics));
        return;
      }
      const parts = [0, 30, 60, 90].map((start) => weights!.slice(start, start + 30).reduce((sum, weight) => sum + weight, 0));
      assertClose([total('weighted', parts)], [Number(history['weighted']![0])], 'weighted');
    });

    it('says where a loss is lost, and nothing of steps that it hides', () => {
      const losses = stepsOf('lost').map(({ loss }) => loss);
      assert.ok(Math.abs(losses[0]! - Number(forms['lost']!.losses![0])) < 1e-4);
      assert.equal(losses[1], Infinity);
      if (backend === 'torch') assert.ok(losses.slice(2).every(Number.isNaN));
      else assert.deepEqual(losses.slice(2), [null, null]);
      const opt = optOf('lost');
      const warning = run.of('warning').find(({ code }) => code === 'inf');
      assert.deepEqual([warning?.step, warning?.value], [2, 'Infinity']);
      assert.ok(opt > 0);
    });

    if (backend === 'torch') {
      it('may be a loop of the program', () => {
        const steps = stepsOf('loop');
        assertNear(
          steps.map(({ loss }) => loss),
          forms['loop']!.losses!.map(Number),
          'losses',
        );
        const ends = run.of('step').filter(({ opt }) => opt === optOf('loop'));
        assertNear(
          ends.map(({ lr }) => lr!),
          ends.map(({ s0, n }) => 0.1 * 0.5 ** (s0 + n - 2)),
          'rates',
        );
      });
    } else {
      it('tells steps that were done at once by their mean', () => {
        const { losses } = forms['bundled']!;
        const steps = stepsOf('bundled');
        const ends = [3, 6, 9, 10, 13, 16, 19, 20];
        assert.deepEqual(
          steps.map(({ loss }) => loss !== null),
          steps.map((_, i) => ends.includes(i + 1)),
        );
        const means = ends.map((end, i) => {
          const part = losses!.slice(i ? ends[i - 1] : 0, end).map(Number);
          return part.reduce((sum, loss) => sum + loss, 0) / part.length;
        });
        assertClose(
          ends.map((end) => steps[end - 1]!.loss),
          means,
          'means',
        );
        assert.ok(steps.every(({ dt }) => dt > 0));
      });
    }
  });
}

/** What is computed from running means of float32 is known to a thousandth. */
function assertClose(actual: readonly (number | null)[], expected: readonly number[], what: string): void {
  assert.equal(actual.length, expected.length, what);
  expected.forEach((value, i) => {
    const found = actual[i];
    const isNear = typeof found === 'number' && Math.abs(found - value) <= 1e-3 * Math.max(0.01, Math.abs(value));
    assert.ok(isNear, `${what}: value ${i + 1} is ${found} instead of ${value}`);
  });
}

/** `null` stands for what is not a number. */
function finite(value: number | string | undefined): number | null {
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
