import assert from 'node:assert/strict';
import type * as Core from '@tensorflow/tfjs-core';
import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import { loadTfjs } from '../../../extension/trainers/tfjs/library/loadTfjs';
import { seedRandom } from '../../../extension/trainers/tfjs/library/seedRandom';
import type { Tf } from '../../../extension/trainers/tfjs/library/tf';
import { trainerFolder } from './trainerFolder';

interface Net {
  name: string;
  build(tf: Tf): LayersModel;
  /** Shape of one input, and how to make its values; numbers around 0 unless `classes` says so. */
  input: number[];
  classes?: number;
  output: number[];
  loss?: string;
}

const nets: Net[] = [
  {
    name: 'perceptron',
    input: [6],
    output: [3],
    build: (tf) => sequential(tf, [tf.layers.dense({ units: 8, inputShape: [6], activation: 'tanh' }), tf.layers.dense({ units: 3 })]),
  },
  {
    name: 'classifier with dropout rate 0 and softmax',
    input: [6],
    output: [3],
    loss: 'categoricalCrossentropy',
    build: (tf) =>
      sequential(tf, [
        tf.layers.dense({ units: 8, inputShape: [6], activation: 'relu' }),
        tf.layers.dropout({ rate: 0 }),
        tf.layers.dense({ units: 3, activation: 'softmax' }),
      ]),
  },
  {
    name: 'convolutional network',
    input: [10, 10, 2],
    output: [3],
    build: (tf) =>
      sequential(tf, [
        tf.layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [10, 10, 2], activation: 'relu' }),
        tf.layers.maxPooling2d({ poolSize: 2 }),
        tf.layers.conv2d({ filters: 5, kernelSize: 2, strides: 2, padding: 'same', activation: 'tanh' }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 3 }),
      ]),
  },
  {
    name: 'depthwise and separable convolutions',
    input: [8, 8, 2],
    output: [2],
    build: (tf) =>
      sequential(tf, [
        tf.layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, inputShape: [8, 8, 2] }),
        tf.layers.separableConv2d({ filters: 3, kernelSize: 3, activation: 'tanh' }),
        tf.layers.globalAveragePooling2d({}),
        tf.layers.dense({ units: 2 }),
      ]),
  },
  {
    name: 'batch normalization',
    input: [6, 6, 2],
    output: [2],
    build: (tf) =>
      sequential(tf, [
        tf.layers.conv2d({ filters: 3, kernelSize: 3, inputShape: [6, 6, 2] }),
        tf.layers.batchNormalization(),
        tf.layers.activation({ activation: 'relu' }),
        tf.layers.averagePooling2d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 2 }),
      ]),
  },
  {
    name: 'layer normalization',
    input: [5],
    output: [2],
    build: (tf) =>
      sequential(tf, [tf.layers.dense({ units: 6, inputShape: [5] }), tf.layers.layerNormalization(), tf.layers.dense({ units: 2 })]),
  },
  {
    name: 'embedding',
    input: [7],
    classes: 9,
    output: [2],
    build: (tf) =>
      sequential(tf, [
        tf.layers.embedding({ inputDim: 9, outputDim: 4, inputLength: 7 }),
        tf.layers.globalAveragePooling1d({}),
        tf.layers.dense({ units: 2 }),
      ]),
  },
  {
    name: 'LSTM over an embedding with a mask',
    input: [6],
    classes: 8,
    output: [2],
    build: (tf) =>
      sequential(tf, [
        tf.layers.embedding({ inputDim: 8, outputDim: 4, inputLength: 6, maskZero: true }),
        tf.layers.lstm({ units: 5 }),
        tf.layers.dense({ units: 2 }),
      ]),
  },
  {
    name: 'GRU, both ways',
    input: [5, 3],
    output: [2],
    build: (tf) =>
      sequential(tf, [
        tf.layers.bidirectional({
          layer: tf.layers.gru({ units: 4, returnSequences: true }),
          inputShape: [5, 3],
          mergeMode: 'concat',
        }),
        tf.layers.gru({ units: 3 }),
        tf.layers.dense({ units: 2 }),
      ]),
  },
  {
    name: 'one-dimensional convolutions',
    input: [12, 2],
    output: [2],
    build: (tf) =>
      sequential(tf, [
        tf.layers.conv1d({ filters: 4, kernelSize: 3, strides: 2, inputShape: [12, 2], activation: 'relu' }),
        tf.layers.maxPooling1d({ poolSize: 2 }),
        tf.layers.flatten(),
        tf.layers.dense({ units: 2 }),
      ]),
  },
  {
    name: 'transposed convolutions',
    input: [4, 4, 2],
    output: [8, 8, 1],
    build: (tf) =>
      sequential(tf, [
        tf.layers.conv2dTranspose({ filters: 3, kernelSize: 3, strides: 2, padding: 'same', inputShape: [4, 4, 2], activation: 'tanh' }),
        tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same' }),
      ]),
  },
  {
    name: 'upsampling',
    input: [3, 3, 2],
    output: [6, 6, 1],
    build: (tf) =>
      sequential(tf, [
        tf.layers.conv2d({ filters: 3, kernelSize: 2, padding: 'same', inputShape: [3, 3, 2], activation: 'tanh' }),
        tf.layers.upSampling2d({ size: [2, 2] }),
        tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same' }),
      ]),
  },
  { name: 'U-shaped network with a skip', input: [8, 8, 1], output: [8, 8, 1], build: uNet },
  { name: 'attention by plain operations', input: [5, 6], output: [2], build: attention },
];

/** Whole networks, trained by SGD from the same weights on the same batches on both backends. */
describe('training on wasm equals training on cpu', function () {
  this.timeout(240_000);
  let tf: Tf;
  before(async () => {
    ({ tf } = await loadTfjs('wasm', await trainerFolder()));
    tf.serialization.registerClass(attentionLayer(tf));
  });
  after(() => tf.setBackend('wasm'));

  for (const net of nets) {
    it(net.name, async () => {
      const wasm = await train(tf, net, 'wasm');
      const cpu = await train(tf, net, 'cpu');
      assert.equal(wasm.losses.length, 12);
      assert.ok(Math.abs(cpu.losses.at(-1)! - cpu.losses[0]!) > 1e-3, `the training moves: ${cpu.losses.join(', ')}`);
      wasm.losses.forEach((loss, i) => assert.ok(Math.abs(loss - cpu.losses[i]!) < 2e-3, `loss ${loss} and ${cpu.losses[i]} at step ${i}`));
      assert.equal(wasm.weights.length, cpu.weights.length);
      wasm.weights.forEach((weight, i) => {
        weight.forEach((value, j) =>
          assert.ok(Math.abs(value - cpu.weights[i]![j]!) < 5e-3, `weight ${i}[${j}]: ${value} and ${cpu.weights[i]![j]}`),
        );
      });
    });
  }
});

async function train(tf: Tf, net: Net, backend: string): Promise<{ losses: number[]; weights: number[][] }> {
  await tf.setBackend(backend);
  assert.equal(tf.getBackend(), backend);
  seedRandom(21);
  const model = net.build(tf);
  model.compile({ optimizer: tf.train.sgd(0.1), loss: net.loss ?? 'meanSquaredError' });
  const batch = 6;
  const values = (shape: number[]): Core.Tensor => {
    const size = batch * shape.reduce((a, b) => a * b, 1);
    const value = net.classes ? () => Math.floor(Math.random() * net.classes!) : () => Math.random() * 2 - 1;
    return tf.tensor(Float32Array.from({ length: size }, value), [batch, ...shape]);
  };
  const losses: number[] = [];
  for (let step = 0; step < 12; step++) {
    const xs = values(net.input);
    const ys = net.loss
      ? tf.oneHot(
          tf.tensor1d(
            Array.from({ length: batch }, (_, i) => (i + step) % net.output[0]!),
            'int32',
          ),
          net.output[0]!,
        )
      : tf.tidy(() => tf.fill([batch, ...net.output], 0.5));
    losses.push((await model.trainOnBatch(xs, ys)) as number);
    tf.dispose([xs, ys]);
  }
  const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
  model.dispose();
  return { losses, weights };
}

function sequential(
  tf: Tf,
  layers: Parameters<Tf['sequential']>[0] extends infer C ? NonNullable<C>['layers' & keyof NonNullable<C>] : never,
): LayersModel {
  return tf.sequential({ layers: layers as never });
}

function uNet(tf: Tf): LayersModel {
  const conv = (filters: number) => tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' });
  const input = tf.input({ shape: [8, 8, 1] });
  const fine = conv(3).apply(input) as SymbolicTensor;
  const coarse = conv(4).apply(tf.layers.maxPooling2d({ poolSize: 2 }).apply(fine)) as SymbolicTensor;
  const up = tf.layers.upSampling2d({ size: [2, 2] }).apply(coarse) as SymbolicTensor;
  const joined = tf.layers.concatenate().apply([fine, up]) as SymbolicTensor;
  return tf.model({ inputs: input, outputs: conv(1).apply(joined) as SymbolicTensor });
}

function attention(tf: Tf): LayersModel {
  const input = tf.input({ shape: [5, 6] });
  const [q, k, v] = [4, 4, 4].map((units) => tf.layers.dense({ units }).apply(input) as SymbolicTensor);
  const Attention = attentionLayer(tf);
  const mixed = new Attention().apply([q!, k!, v!]) as SymbolicTensor;
  const pooled = tf.layers.globalAveragePooling1d({}).apply(mixed) as SymbolicTensor;
  return tf.model({ inputs: input, outputs: tf.layers.dense({ units: 2 }).apply(pooled) as SymbolicTensor });
}

function attentionLayer(tf: Tf) {
  return class Attention extends tf.layers.Layer {
    static className = 'TestAttention';
    constructor() {
      super({});
    }
    override computeOutputShape(shapes: never): never {
      return shapes[2];
    }
    override call(inputs: Core.Tensor | Core.Tensor[]): Core.Tensor {
      const [q, k, v] = inputs as [Core.Tensor, Core.Tensor, Core.Tensor];
      return tf.tidy(() => tf.matMul(tf.softmax(tf.matMul(q, k, false, true).div(2)), v));
    }
  };
}
