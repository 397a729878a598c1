import * as tf from '@tensorflow/tfjs';

type Sym = tf.SymbolicTensor;

const conv = (x: Sym, filters: number, strides = 1): Sym => {
  const c = tf.layers.conv2d({ filters, kernelSize: 3, strides, padding: 'same', useBias: false, kernelRegularizer: tf.regularizers.l2({ l2: 1e-4 }) }).apply(x) as Sym;
  return tf.layers.batchNormalization({ momentum: 0.9 }).apply(c) as Sym;
};
const relu = (x: Sym): Sym => tf.layers.activation({ activation: 'relu' }).apply(x) as Sym;

function residual(x: Sym, filters: number, strides = 1): Sym {
  let shortcut = x;
  let y = relu(conv(x, filters, strides));
  y = conv(y, filters);
  if (strides !== 1 || shortcut.shape[3] !== filters) {
    shortcut = tf.layers.conv2d({ filters, kernelSize: 1, strides, padding: 'same' }).apply(shortcut) as Sym;
  }
  return relu(tf.layers.add().apply([y, shortcut]) as Sym);
}

export function build(blocks: readonly number[] = [1, 1, 1]): tf.LayersModel {
  const inputs = tf.input({ shape: [32, 32, 3], name: 'image' });
  let x = relu(conv(inputs, 8));
  blocks.forEach((n, stage) => {
    for (let i = 0; i < n; i++) x = residual(x, 8 << stage, stage > 0 && i === 0 ? 2 : 1);
  });
  const pooled = tf.layers.globalAveragePooling2d({}).apply(x) as Sym;
  return tf.model({ inputs, outputs: tf.layers.dense({ units: 10, activation: 'softmax' }).apply(pooled) as Sym });
}

build().compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
