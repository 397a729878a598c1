import { loadTfjs } from './library/loadTfjs';

/** Loss after four steps of the probe's network, from the cpu backend. */
const expectedLoss = 0.892032;
const tolerance = 1e-3;

export interface ProbeResult {
  ok: boolean;
  backend: string;
  loss?: number;
  reason?: string;
  ms: number;
}

/** Trains a tiny convolutional network on fixed numbers and compares the loss with the known one: a backend that loads may still compute nonsense. */
export async function probe(backend: string): Promise<ProbeResult> {
  const began = performance.now();
  const elapsed = (): number => Math.round(performance.now() - began);
  try {
    const { tf } = await loadTfjs(backend);
    const ramp = (shape: number[], scale: number) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return tf.tensor(
        Float32Array.from({ length: size }, (_, i) => scale * Math.sin(i * 1.7 + size)),
        shape,
      );
    };
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({ inputShape: [8, 8, 1], filters: 4, kernelSize: 3, activation: 'relu' }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ],
    });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' });
    model.setWeights(model.getWeights().map((weight) => ramp(weight.shape, 0.3)));
    const images = ramp([6, 8, 8, 1], 1);
    const labels = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'), 3);
    let loss = NaN;
    for (let step = 0; step < 4; step++) loss = (await model.trainOnBatch(images, labels)) as number;
    const ok = Math.abs(loss - expectedLoss) <= tolerance * expectedLoss;
    const reason = ok ? undefined : `Its training gave the loss ${loss} instead of ${expectedLoss}.`;
    return { ok, backend, loss, reason, ms: elapsed() };
  } catch (error) {
    return { ok: false, backend, reason: (error as Error).message, ms: elapsed() };
  }
}
