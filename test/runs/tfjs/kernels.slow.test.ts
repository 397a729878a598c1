import assert from 'node:assert/strict';
import type * as Core from '@tensorflow/tfjs-core';
import { loadTfjs } from '../../../extension/trainers/tfjs/library/loadTfjs';
import type { Tf } from '../../../extension/trainers/tfjs/library/tf';
import { trainerFolder } from './trainerFolder';

type Tensor = Core.Tensor;
type Compute = (...inputs: Tensor[]) => Tensor;

let tf: Tf;

/** The patched wasm backend against the patched cpu backend, kernel by kernel over generated shapes, values and gradients. */
describe('the patched kernels', function () {
  this.timeout(240_000);
  before(async () => {
    ({ tf } = await loadTfjs('wasm', await trainerFolder()));
    assert.equal(tf.getBackend(), 'wasm');
  });
  after(() => tf.setBackend('wasm'));

  it('conv2d and its gradients agree for generated strides, paddings and sizes', async () => {
    const random = generator(1);
    for (let i = 0; i < 60; i++) {
      const [height, width, inChannels, outChannels, batch] = [
        int(random, 4, 12),
        int(random, 4, 12),
        int(random, 1, 5),
        int(random, 1, 6),
        int(random, 1, 4),
      ];
      const [kernelHeight, kernelWidth] = [int(random, 1, 4), int(random, 1, 4)];
      const strides: [number, number] = [int(random, 1, 3), int(random, 1, 3)];
      const pad = ['same', 'valid', int(random, 0, 2)][int(random, 0, 2)] as 'same' | 'valid' | number;
      const shapes = [
        [batch, height, width, inChannels],
        [kernelHeight, kernelWidth, inChannels, outChannels],
      ];
      const name = `conv2d ${JSON.stringify(shapes)} strides ${strides.join()} pad ${pad}`;
      await agree(name, shapes, (x, f) =>
        tf.conv2d(x as Core.Tensor4D, f as Core.Tensor4D, strides, pad, 'NHWC', 1, typeof pad === 'number' ? 'floor' : undefined),
      );
    }
  });

  it('a batch that is too large for one matrix of patches is taken in turns', async () => {
    // 3 images of 100 × 100 pixels that see 3 × 3 × 20 numbers each: 5.4 million numbers, against 4 million in one turn.
    const shapes = [
      [3, 100, 100, 20],
      [3, 3, 20, 2],
    ];
    await agree('conv2d in turns', shapes, (x, f) => tf.conv2d(x as Core.Tensor4D, f as Core.Tensor4D, 1, 'same'), { grads: [1] });
  });

  it('dilated, depthwise, separable, transposed, 1-d and 3-d convolutions agree', async () => {
    const random = generator(2);
    for (let i = 0; i < 12; i++) {
      const [size, channels, batch, kernel] = [int(random, 6, 10), int(random, 1, 4), int(random, 1, 3), int(random, 1, 3)];
      const stride = int(random, 1, 2);
      const pad = (['same', 'valid'] as const)[int(random, 0, 1)]!;
      const image = [batch, size, size + 1, channels];
      const at = `${JSON.stringify(image)} kernel ${kernel} stride ${stride} ${pad}`;
      await agree(
        `dilated ${at}`,
        [image, [kernel, kernel, channels, 2]],
        (x, f) => tf.conv2d(x as Core.Tensor4D, f as Core.Tensor4D, 1, pad, 'NHWC', 2),
        { grads: [] },
      );
      await agree(`depthwise ${at}`, [image, [kernel, kernel, channels, 2]], (x, f) =>
        tf.depthwiseConv2d(x as Core.Tensor4D, f as Core.Tensor4D, stride, pad),
      );
      await agree(`separable ${at}`, [image, [kernel, kernel, channels, 1], [1, 1, channels, 3]], (x, d, p) =>
        tf.separableConv2d(x as Core.Tensor4D, d as Core.Tensor4D, p as Core.Tensor4D, stride, pad),
      );
      const upscaled: [number, number, number, number] = [batch, size * stride, size * stride, 2];
      await agree(
        `transposed ${at}`,
        [
          [batch, size, size, channels],
          [kernel, kernel, 2, channels],
        ],
        (x, f) => tf.conv2dTranspose(x as Core.Tensor4D, f as Core.Tensor4D, upscaled, stride, 'same'),
      );
      await agree(
        `conv1d ${at}`,
        [
          [batch, size, channels],
          [kernel, channels, 3],
        ],
        (x, f) => tf.conv1d(x as Core.Tensor3D, f as Core.Tensor3D, stride, pad),
      );
      await agree(
        `conv3d ${at}`,
        [
          [batch, 4, 5, 4, channels],
          [2, 2, 2, channels, 2],
        ],
        (x, f) => tf.conv3d(x as Core.Tensor5D, f as Core.Tensor5D, 1, pad),
      );
    }
  });

  it('matrix products agree for transposes and batches that broadcast', async () => {
    const random = generator(3);
    const outers: [number[], number[]][] = [
      [[], []],
      [[3], [3]],
      [[3], [1]],
      [[1], [4]],
      [
        [2, 3],
        [2, 3],
      ],
      [
        [2, 1],
        [1, 3],
      ],
      [[2, 3], [3]],
      [[], [2, 2]],
    ];
    for (const [outerA, outerB] of outers) {
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          const [m, k, n] = [int(random, 1, 7), int(random, 1, 7), int(random, 1, 7)];
          const a = [...outerA, ...(transposeA ? [k, m] : [m, k])];
          const b = [...outerB, ...(transposeB ? [n, k] : [k, n])];
          // The library has no gradient for products whose batches differ.
          const grads = JSON.stringify(outerA) === JSON.stringify(outerB) ? undefined : [];
          await agree(
            `matMul ${JSON.stringify([a, b])} ${transposeA} ${transposeB}`,
            [a, b],
            (x, y) => tf.matMul(x, y, transposeA, transposeB),
            { grads },
          );
        }
      }
    }
    await agree(
      'a product of integers',
      [
        [2, 3],
        [3, 2],
      ],
      (a, b) => tf.matMul(tf.round(a.mul(9)).toInt(), tf.round(b.mul(9)).toInt()),
      { grads: [] },
    );
  });

  it('pooling and its gradients agree with each other and with differences, also for negative values and padded borders', async () => {
    for (const [name, pool] of [
      ['max', tf.maxPool],
      ['average', tf.avgPool],
    ] as const) {
      for (const size of [2, 3, [1, 3]] as const) {
        for (const stride of [1, 2, 3]) {
          for (const pad of ['same', 'valid'] as const) {
            const shape = [2, 5, 6, 2];
            const apply: Compute = (x) => pool(x.sub<Core.Tensor4D>(2), size as number, stride, pad);
            const label = `${name} ${JSON.stringify(size)} ${stride} ${pad}`;
            await agree(label, [shape], apply);
            // On the cpu backend, whose forward pass is the reference.
            const x = tensor(shape, 1);
            const dy = tensor(apply(x).shape, 77);
            const gradient = [
              ...tf
                .grad((input) => apply(input))(x, dy)
                .dataSync(),
            ];
            const values = x.dataSync();
            const at = (i: number, change: number): number =>
              tf.tidy(() => {
                const moved = values.slice();
                moved[i]! += change;
                return apply(tf.tensor(moved, shape)).mul(dy).sum().dataSync()[0]!;
              });
            for (let i = 0; i < values.length; i += 7) {
              const difference = (at(i, 1e-3) - at(i, -1e-3)) / 2e-3;
              assert.ok(Math.abs(gradient[i]! - difference) < 0.02, `${label}: gradient ${gradient[i]}, difference ${difference} at ${i}`);
            }
          }
        }
      }
    }
  });

  it('matrix products of broadcast batches equal the products of each pair', async () => {
    for (const backend of ['wasm', 'cpu']) {
      await tf.setBackend(backend);
      const [a, b] = [tensor([2, 1, 3, 4], 5), tensor([1, 3, 4, 2], 6)];
      const product = tf.matMul(a, b).arraySync() as number[][][][];
      for (let i = 0; i < 2; i++) {
        for (let j = 0; j < 3; j++) {
          const one = tf.matMul(a.slice([i, 0], [1, 1]).reshape([3, 4]), b.slice([0, j], [1, 1]).reshape([4, 2]));
          near(`pair ${i} ${j} on ${backend}`, product[i]![j]!.flat(), [...one.dataSync()]);
        }
      }
    }
  });

  it('gather, embedding and segment sums agree, also with ids that repeat or lie outside', async () => {
    const random = generator(4);
    for (let i = 0; i < 20; i++) {
      const [rows, width, n] = [int(random, 1, 9), int(random, 1, 6), int(random, 1, 12)];
      const ids = Array.from({ length: n }, () => int(random, 0, rows - 1));
      await agree(`gather ${rows} × ${width} by ${ids.join()}`, [[rows, width]], (x) => tf.gather(x, tf.tensor1d(ids, 'int32')));
      await agree(`gather by a matrix`, [[rows, width]], (x) => tf.gather(x, tf.tensor2d(ids, [1, n], 'int32')));
      await agree('gather along axis 1', [[width, rows]], (x) => tf.gather(x, tf.tensor1d(ids, 'int32'), 1));
      const segments = tf
        .tensor1d(
          ids.map((id) => id - 1),
          'int32',
        )
        .arraySync();
      await agree('unsorted segment sum', [[n, width]], (x) => tf.unsortedSegmentSum(x, tf.tensor1d(segments, 'int32'), rows));
    }
  });

  it('nearest and bilinear resizing and their gradients agree with each other, and nearest with its formula', async () => {
    for (const [batch, height, width, channels, toHeight, toWidth] of [
      [1, 3, 4, 2, 6, 8],
      [3, 3, 4, 2, 6, 8],
      [4, 2, 2, 1, 6, 4],
      [2, 5, 3, 3, 7, 8],
    ] as const) {
      const shape = [batch, height, width, channels];
      await agree(`nearest ${shape.join()}`, [shape], (x) => tf.image.resizeNearestNeighbor(x as Core.Tensor4D, [toHeight, toWidth]));
      await agree(`bilinear ${shape.join()}`, [shape], (x) => tf.image.resizeBilinear(x as Core.Tensor4D, [toHeight, toWidth]));
      for (const backend of ['wasm', 'cpu']) {
        await tf.setBackend(backend);
        const dy = tensor([batch, toHeight, toWidth, channels], 9);
        const grad = tf.grad((x) => tf.image.resizeNearestNeighbor(x as Core.Tensor4D, [toHeight, toWidth]))(tensor(shape, 8), dy);
        const expected = new Float32Array(batch * height * width * channels);
        const values = dy.dataSync();
        for (let b = 0, i = 0; b < batch; b++) {
          for (let row = 0; row < toHeight; row++) {
            for (let column = 0; column < toWidth; column++) {
              const [r, c] = [Math.floor((row * height) / toHeight), Math.floor((column * width) / toWidth)];
              for (let channel = 0; channel < channels; channel++)
                expected[((b * height + r) * width + c) * channels + channel]! += values[i++]!;
            }
          }
        }
        near(`gradient on ${backend}`, [...grad.dataSync()], [...expected]);
      }
    }
  });

  it('kernels that are lent from the cpu backend agree', async () => {
    await tf.setBackend('wasm');
    const cases: [string, number[][], Compute, { grads?: number[] }?][] = [
      [
        'einsum',
        [
          [2, 3],
          [3, 4],
        ],
        (a, b) => tf.einsum('ij,jk->ik', a, b),
        { grads: [] },
      ],
      [
        'depthwise gradients',
        [
          [2, 6, 6, 3],
          [3, 3, 3, 2],
        ],
        (x, f) => tf.depthwiseConv2d(x as Core.Tensor4D, f as Core.Tensor4D, 1, 'same'),
      ],
      ['max pool gradient', [[2, 6, 6, 3]], (x) => tf.maxPool(x as Core.Tensor4D, 2, 2, 'valid')],
      ['average pool gradient', [[2, 6, 6, 3]], (x) => tf.avgPool(x as Core.Tensor4D, 3, 2, 'same')],
      ['softplus', [[3, 4]], (x) => tf.softplus(x)],
      ['cumsum gradient', [[3, 4]], (x) => tf.cumsum(x, 1)],
      ['batch normalization', [[4, 3], [3], [3]], (x, s, o) => tf.batchNorm(x, tf.zeros([3]), tf.ones([3]), o, s, 1e-3)],
      ['topk', [[4, 5]], (x) => tf.topk(x, 2).values, { grads: [] }],
      ['local response', [[1, 3, 3, 4]], (x) => tf.localResponseNormalization(x as Core.Tensor4D)],
      ['sparse to dense', [[2]], (x) => tf.sparseToDense(tf.tensor1d([0, 2], 'int32'), x, [4], 0), { grads: [] }],
      ['multi-output unique', [[5]], (x) => tf.unique(tf.round(x)).values, { grads: [] }],
      ['logical and of booleans', [[6]], (x) => tf.logicalAnd(x.greater(0), x.less(0.5)).toFloat(), { grads: [] }],
      [
        'list of inputs',
        [
          [2, 2],
          [2, 2],
          [2, 2],
        ],
        (a, b, c) => tf.addN([a, b, c]),
      ],
      ['bincount', [[5]], (x) => tf.bincount(tf.round(x.abs().mul(3)).toInt().as1D(), tf.ones<Core.Rank.R1>([5]), 5), { grads: [] }],
    ];
    const lent = tf.getKernelsForBackend('cpu').filter(({ kernelName }) => tf.getKernel(kernelName, 'wasm'));
    assert.ok(lent.length > 140, `${lent.length} kernels are on both backends`);
    for (const [name, shapes, compute, options] of cases) await agree(name, shapes, compute, options);
  });

  it('clipping keeps NaN, and clips the rest', async () => {
    await tf.setBackend('wasm');
    const values = [-5, NaN, 0.5, 5, -Infinity, Infinity];
    assert.deepEqual([...tf.clipByValue(tf.tensor1d(values), -1, 1).dataSync()], [-1, NaN, 0.5, 1, -1, 1]);
  });

  it('no kernel leaves memory behind', async () => {
    await tf.setBackend('wasm');
    const step = (): void =>
      tf.tidy(() => {
        const [x, f] = [tensor([2, 6, 6, 2], 1) as Core.Tensor4D, tensor([3, 3, 2, 3], 2) as Core.Tensor4D];
        tf.grads((a, b) => tf.conv2d(a as Core.Tensor4D, b as Core.Tensor4D, 1, 'same'))([x, f]);
        tf.grads((a, b) => tf.depthwiseConv2d(a as Core.Tensor4D, b as Core.Tensor4D, 1, 'same'))([x, f]);
        tf.grads((a, b) => tf.matMul(a, b, true, true))([tensor([3, 4, 2], 1), tensor([3, 5, 4], 2)]);
        tf.matMul(tensor([2, 1, 3, 4], 5), tensor([1, 3, 4, 2], 6));
        tf.grad((a) => tf.gather(a, tf.tensor1d([0, 1, 1], 'int32')))(tensor([3, 2], 3));
      });
    const backends = [tf.backend(), tf.findBackend('cpu')];
    step();
    const before = backends.map((backend) => backend.numDataIds());
    for (let i = 0; i < 5; i++) step();
    assert.deepEqual(
      backends.map((backend) => backend.numDataIds()),
      before,
    );
  });
});

/** Compares a function's value and its gradients on both backends. `grads` names the inputs to differentiate by; all when absent. */
async function agree(
  name: string,
  shapes: number[][],
  compute: Compute,
  { grads = shapes.map((_, i) => i) }: { grads?: number[] } = {},
): Promise<void> {
  const results: number[][][] = [];
  for (const backend of ['wasm', 'cpu']) {
    await tf.setBackend(backend);
    assert.equal(tf.getBackend(), backend);
    const outs = tf.tidy(() => {
      const inputs = shapes.map((shape, i) => tensor(shape, i + 1));
      const value = compute(...inputs);
      const chosen = grads.map((index) => inputs[index]!);
      const derived = chosen.length
        ? tf.grads((...given: Tensor[]) => compute(...inputs.map((input, i) => given[grads.indexOf(i)] ?? input)))(
            chosen,
            tensor(value.shape, 77),
          )
        : [];
      return [value, ...derived].map((out) => [...out.dataSync()]);
    });
    results.push(outs);
  }
  const [wasm, cpu] = results as [number[][], number[][]];
  assert.equal(wasm.length, cpu.length);
  wasm.forEach((values, i) => near(`${name}, ${i === 0 ? 'value' : `gradient by input ${grads[i - 1]!}`}`, values, cpu[i]!));
}

/** Equal to a relative 1e-4 of the largest value: sums of many numbers cancel in the small ones. */
function near(name: string, actual: number[], expected: number[]): void {
  assert.equal(actual.length, expected.length, name);
  assert.ok(expected.some((value) => value !== 0) || expected.length <= 4, `${name}: everything is zero, which shows nothing`);
  const scale = expected.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-3);
  expected.forEach((value, i) => {
    const difference = Math.abs(actual[i]! - value);
    assert.ok(difference <= 1e-4 * scale, `${name}: ${actual[i]} instead of ${value} at ${i}`);
  });
}

function tensor(shape: number[], seed: number): Tensor {
  const random = generator(seed);
  return tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random() * 2 - 1),
    shape,
  );
}

function generator(seed: number): () => number {
  let state = seed * 0x9e3779b1;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x85ebca6b) + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  };
}

function int(random: () => number, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}
