import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { startText, type ProgramRun } from './support/runProgram';

const model = `
import keras
import numpy as np

x = np.random.rand(64, 4).astype("float32")
y = x.sum(axis=1, keepdims=True)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3), keras.layers.Dense(1)], name="ends")
model.compile("adam", "mse", metrics=["mae"])
`;

describe('a Keras program', function () {
  this.timeout(400_000);
  let run: ProgramRun | undefined;
  afterEach(() => run?.remove());

  it('that is stopped ends its training, in the middle of a validation too, and goes on behind it', async () => {
    const text = `${model}
def endless():
    while True:
        yield x, y

history = model.fit(x, y, epochs=1000, validation_data=endless(), validation_steps=10**9, verbose=0)
open("after", "w").write(str(len(history.history["val_loss"])))
model.fit(x, y, epochs=1000, verbose=0)
open("never", "w").write("")
`;
    run = await startText('stopped', text, { env: { KERAS_BACKEND: 'jax' } });
    await run.until('it validates', () => run!.summary.phase === 'validating');
    const summary = await run.stop();
    assert.equal(summary.status, 'stopped', await run.output());
    assert.equal(run.only('run-ended').rc, 0);
    assert.equal(await run.text('after'), '1');
    assert.equal(existsSync(path.join(run.workspace, 'never')), false, 'no other training begins');
    // The epoch that was cut short is there, with what its validation came to.
    assert.ok('val_loss' in run.only('epoch').metrics);
    assert.equal(run.steps().length, 2, 'no further epoch');
    assert.equal(run.of('phase').at(-1)!.phase, 'stopping');
    assert.deepEqual(run.of('error'), []);
  });

  it('that is stopped in a loop of its own, which runs as a graph, ends at the next step', async () => {
    const text = `
import tensorflow as tf

w = tf.Variable(3.0)
optimizer = tf.keras.optimizers.SGD(1e-6)

@tf.function
def step():
    with tf.GradientTape() as tape:
        loss = w * w
    optimizer.apply_gradients([(tape.gradient(loss, w), w)])

try:
    while True:
        step()
except Exception:
    open("caught", "w").write("")
finally:
    open("finally", "w").write("")
`;
    run = await startText('endless', text);
    await run.until('it trains', () => run!.summary.step > 0);
    const summary = await run.stop();
    assert.equal(summary.status, 'stopped', await run.output());
    assert.ok(existsSync(path.join(run.workspace, 'finally')) && !existsSync(path.join(run.workspace, 'caught')));
    const steps = run.steps();
    assert.equal(steps.length, run.only('run-ended').steps);
    assert.ok(steps.every(({ loss }) => loss !== null));
  });

  it('trains for as many epochs as the person asked for, or says that it cannot; a full memory is told in numbers', async () => {
    const text = `${model}
import tensorflow as tf

model.fit(x, y, 16, 50, verbose=0)
model.fit(x, y, batch_size=32, epochs=9, initial_epoch=7, verbose=0)
optimizer = keras.optimizers.SGD(0.1)
for epoch in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(x) - y) ** 2)
    optimizer.apply_gradients(zip(tape.gradient(loss, model.trainable_variables), model.trainable_variables))

class Full(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        raise tf.errors.ResourceExhaustedError(None, None, "OOM when allocating tensor with shape[64,1000000]")

model.fit(x, y, verbose=0, callbacks=[Full()])
`;
    run = await startText('asked', text, { env: { KERAS_BACKEND: 'tensorflow' }, request: { epochs: 2 } });
    const summary = await run.ended();
    assert.equal(summary.status, 'failed');
    assert.deepEqual(
      run.of('epoch').map(({ epoch, step }) => [epoch, step]),
      [
        [1, 4],
        [2, 8],
        [8, 10],
        [9, 12],
      ],
    );
    assert.equal(run.steps(1).length, 3);
    assert.deepEqual(
      run.of('warning').map(({ code, text: told }) => [code, told]),
      [['hook', "This run was asked for 2 epochs, but keeps the program's own: its loop is written by hand."]],
    );
    const error = run.only('error');
    const line = text.split('\n').findIndex((code) => code.includes('raise tf.errors')) + 1;
    assert.deepEqual([error.code, error.cls, error.at?.line], ['oom', 'ResourceExhaustedError', line]);
    // 19 parameters; Adam keeps two moments of each, its rate and its count of steps.
    assert.deepEqual(error.memory, { batchSize: 32, parameters: 76, gradients: 76, optimizer: 2 * 76 + 4 + 8, device: 'cpu' });
    assert.doesNotMatch(error.trace, /tensorwright_runner/);
  });
});
