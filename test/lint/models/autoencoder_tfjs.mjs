import * as tf from '@tensorflow/tfjs';

export function buildAutoencoder({ inputDim = 784, hidden = [128, 32], latent = 2 } = {}) {
  const x = tf.input({ shape: [inputDim] });
  let h = x;
  for (const units of hidden) h = tf.layers.dense({ units, activation: 'relu' }).apply(h);
  const z = tf.layers.dense({ units: latent, name: 'z' }).apply(h);
  const encoder = tf.model({ inputs: x, outputs: z });
  const decoder = tf.sequential({
    layers: [
      tf.layers.dense({ units: hidden.at(-1), inputShape: [latent], activation: 'relu' }),
      ...hidden.slice(0, -1).reverse().map((units) => tf.layers.dense({ units, activation: 'relu' })),
      tf.layers.dense({ units: inputDim, activation: 'sigmoid' }),
      tf.layers.reshape({ targetShape: [28, inputDim / 28] }),
    ],
  });
  return { encoder, decoder, whole: tf.model({ inputs: x, outputs: decoder.apply(encoder.apply(x)) }) };
}

buildAutoencoder({ latent: 4 });
