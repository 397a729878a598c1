import type { Args, LayerDef, ParamSpec, Refusal } from '../kernel';
import { choice, defineLayer, msg, perAxis, plainDim, readDim, sequenceItems, spatialAxes, text, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, formatDim, freeDim, isLiteral, mulDims, subDims, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Heap, TensorValue, Value } from '../../values/value';
import { int, tuple } from '../../values/value';
import { keepsIntegers } from './keepsIntegers';
import { kerasLayerParams } from './layerParams';

type Rank = 1 | 2 | 3;
type Inputs = readonly TensorValue[];
type Sides = readonly (readonly [Dim, Dim])[];
type Cx = Parameters<LayerDef['shape']>[2];

const dataFormat = choice('channels_last', 'channels_last', 'channels_first');

const shared = { category: 'reshaping', framework: 'keras', keywordParams: kerasLayerParams } as const;

/** How much is added or cut before and behind each axis: one number, one an axis, or two an axis. */
function sides(rank: Rank, fallback: readonly (readonly [number, number])[], fallbackText: string): ParamSpec<Sides> {
  const unknownSides: Sides = Array.from({ length: rank }, () => [unknownDim, unknownDim]);
  const pair = (v: Value, heap: Heap): readonly [Dim, Dim] => {
    const items = sequenceItems(v, heap);
    if (items === undefined) return [readDim(v), readDim(v)];
    return items?.length === 2 ? [readDim(items[0]!), readDim(items[1]!)] : [unknownDim, unknownDim];
  };
  return {
    ...value(tuple(fallback.map(([a, b]) => tuple([int(a), int(b)]))), fallbackText),
    type: rank === 1 ? 'int | (int, int)' : 'int | tuple of int | tuple of (int, int)',
    fallback,
    unknownAs: unknownSides,
    read(v, heap) {
      const items = sequenceItems(v, heap);
      if (items === null) return unknownSides;
      if (rank === 1) return [pair(v, heap)];
      if (items === undefined) return Array.from({ length: rank }, () => pair(v, heap));
      return items.length === rank ? items.map((item) => pair(item, heap)) : unknownSides;
    },
    refuses(v, heap, { label, param }): Refusal | null {
      const items = sequenceItems(v, heap);
      const most = rank === 1 ? 2 : rank;
      if (items && items.length !== most) {
        return { code: 'rank-mismatch', message: msg('{0}: {1} takes one number or {2}, it gets {3}', label, param, most, items.length) };
      }
      return null;
    },
  };
}

const padded = {
  1: { padding: sides(1, [[1, 1]], '1'), data_format: dataFormat },
  2: {
    padding: sides(
      2,
      [
        [1, 1],
        [1, 1],
      ],
      '(1, 1)',
    ),
    data_format: dataFormat,
  },
  3: {
    padding: sides(
      3,
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      '((1, 1), (1, 1), (1, 1))',
    ),
    data_format: dataFormat,
  },
} as const;

/** The output with each spatial extent changed; axes that are not known stay so. */
function resized(x: TensorValue, rank: Rank, format: string | null, change: (n: Dim, i: number) => Dim) {
  const axes = spatialAxes(rank + 2, format);
  const dims = rankOf(x.shape) === rank + 2 ? [...x.shape!.dims] : Array<Dim>(rank + 2).fill(unknownDim);
  if (!axes) return shapeOf(dims.map((dim, i) => (i === 0 ? dim : unknownDim)));
  axes.forEach((axis, i) => (dims[axis] = change(dims[axis]!, i)));
  return shapeOf(dims);
}

function zeroPadding(rank: Rank) {
  return {
    ...shared,
    dtype: keepsIntegers,
    rank: rank + 2,
    shown: ['padding'],
    codes: ['rank-mismatch'],
    shape: ({ padding, data_format }: Args<(typeof padded)[1]>, [x]: Inputs) =>
      resized(x!, rank, data_format, (n, i) => (n === freeDim ? n : addDims(n, addDims(...padding[i]!)))),
  } as const;
}

/** Adds zeros before and behind a sequence. */
export const zeroPadding1d = defineLayer({
  ...zeroPadding(1),
  name: 'keras.layers.ZeroPadding1D',
  docs: 'https://keras.io/api/layers/reshaping_layers/zero_padding1d/',
  params: padded[1],
  examples: [
    'keras.layers.ZeroPadding1D((2, 1))(keras.Input((10, 8)))  #> [null, 13, 8]',
    'keras.layers.ZeroPadding1D()(keras.Input((10,)))  #! error[rank-mismatch]: takes 3 axes',
  ],
});

/** Adds rows and columns of zeros around an image. */
export const zeroPadding2d = defineLayer({
  ...zeroPadding(2),
  name: 'keras.layers.ZeroPadding2D',
  docs: 'https://keras.io/api/layers/reshaping_layers/zero_padding2d/',
  params: padded[2],
  examples: [
    'keras.layers.ZeroPadding2D(((1, 0), (2, 2)))(keras.Input((28, 28, 3)))  #> [null, 29, 32, 3]',
    'keras.layers.ZeroPadding2D()(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});

/** Adds zeros around a volume. */
export const zeroPadding3d = defineLayer({
  ...zeroPadding(3),
  name: 'keras.layers.ZeroPadding3D',
  docs: 'https://keras.io/api/layers/reshaping_layers/zero_padding3d/',
  params: padded[3],
  examples: [
    'keras.layers.ZeroPadding3D(2)(keras.Input((8, 8, 8, 3)))  #> [null, 12, 12, 12, 3]',
    'keras.layers.ZeroPadding3D()(keras.Input((8, 8, 3)))  #! error[rank-mismatch]: takes 5 axes',
  ],
});

const croppedParams = {
  1: { cropping: sides(1, [[1, 1]], '(1, 1)') },
  2: {
    cropping: sides(
      2,
      [
        [0, 0],
        [0, 0],
      ],
      '((0, 0), (0, 0))',
    ),
    data_format: dataFormat,
  },
  3: {
    cropping: sides(
      3,
      [
        [1, 1],
        [1, 1],
        [1, 1],
      ],
      '((1, 1), (1, 1), (1, 1))',
    ),
    data_format: dataFormat,
  },
} as const;

function cropping(rank: Rank) {
  return {
    ...shared,
    dtype: keepsIntegers,
    rank: rank + 2,
    shown: ['cropping'],
    codes: ['rank-mismatch', 'non-positive-size'],
    shape(args: { readonly cropping: Sides; readonly data_format?: string | null }, [x]: Inputs, cx: Cx) {
      let isReported = false;
      return resized(x!, rank, args.data_format === undefined ? 'channels_last' : args.data_format, (n, i) => {
        if (n === freeDim) return n;
        const cut = addDims(...args.cropping[i]!);
        const left = subDims(n, cut);
        if (!isLiteral(left) || left > 0) return left;
        if (!isReported) {
          isReported = true;
          cx.report(
            'non-positive-size',
            msg(
              '{0}: {1} cannot be cut off an axis of {2}; its input is {3}',
              cx.label,
              formatDim(cut),
              formatDim(n),
              formatShape(x!.shape),
            ),
            { at: 'cropping' },
          );
        }
        return unknownDim;
      });
    },
  } as const;
}

/** Cuts steps off both ends of a sequence. */
export const cropping1d = defineLayer({
  ...cropping(1),
  name: 'keras.layers.Cropping1D',
  docs: 'https://keras.io/api/layers/reshaping_layers/cropping1d/',
  params: croppedParams[1],
  examples: [
    'keras.layers.Cropping1D((2, 1))(keras.Input((10, 8)))  #> [null, 7, 8]',
    'keras.layers.Cropping1D(5)(keras.Input((10, 8)))  #! error[non-positive-size]: cannot be cut off',
    'keras.layers.Cropping1D()(keras.Input((10,)))  #! error[rank-mismatch]: takes 3 axes',
  ],
});

/** Cuts rows and columns off the sides of an image. */
export const cropping2d = defineLayer({
  ...cropping(2),
  name: 'keras.layers.Cropping2D',
  docs: 'https://keras.io/api/layers/reshaping_layers/cropping2d/',
  params: croppedParams[2],
  examples: [
    'keras.layers.Cropping2D(((2, 1), 4))(keras.Input((28, 28, 3)))  #> [null, 25, 20, 3]',
    'keras.layers.Cropping2D(14)(keras.Input((28, 28, 3)))  #! error[non-positive-size]: cannot be cut off',
    'keras.layers.Cropping2D()(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});

/** Cuts slices off the sides of a volume. */
export const cropping3d = defineLayer({
  ...cropping(3),
  name: 'keras.layers.Cropping3D',
  docs: 'https://keras.io/api/layers/reshaping_layers/cropping3d/',
  params: croppedParams[3],
  examples: [
    'keras.layers.Cropping3D()(keras.Input((8, 8, 8, 3)))  #> [null, 6, 6, 6, 3]',
    'keras.layers.Cropping3D(4)(keras.Input((8, 8, 8, 3)))  #! error[non-positive-size]: cannot be cut off',
    'keras.layers.Cropping3D()(keras.Input((8, 8, 3)))  #! error[rank-mismatch]: takes 5 axes',
  ],
});

const times = (n: Dim, by: Dim | undefined): Dim => (n === freeDim ? n : mulDims(n, by ?? unknownDim));

/** Repeats each step of a sequence. */
export const upSampling1d = defineLayer({
  ...shared,
  name: 'keras.layers.UpSampling1D',
  docs: 'https://keras.io/api/layers/reshaping_layers/up_sampling1d/',
  dtype: keepsIntegers,
  params: { size: plainDim(2) },
  rank: 3,
  shown: ['size'],
  codes: ['rank-mismatch'],
  shape: ({ size }, [x]) => resized(x!, 1, 'channels_last', (n) => times(n, size)),
  examples: [
    'keras.layers.UpSampling1D(3)(keras.Input((10, 8)))  #> [null, 30, 8]',
    'keras.layers.UpSampling1D()(keras.Input((10,)))  #! error[rank-mismatch]: takes 3 axes',
  ],
});

/** Makes an image larger by repeating or interpolating its rows and columns. */
export const upSampling2d = defineLayer({
  ...shared,
  name: 'keras.layers.UpSampling2D',
  docs: 'https://keras.io/api/layers/reshaping_layers/up_sampling2d/',
  dtype: keepsIntegers,
  params: { size: perAxis(2, 2), data_format: dataFormat, interpolation: text('nearest') },
  rank: 4,
  shown: ['size'],
  codes: ['rank-mismatch'],
  shape: ({ size, data_format }, [x]) => resized(x!, 2, data_format, (n, i) => times(n, size[i])),
  examples: [
    'keras.layers.UpSampling2D((2, 3))(keras.Input((7, 7, 8)))  #> [null, 14, 21, 8]',
    'keras.layers.UpSampling2D()(keras.Input((128,)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});

/** Repeats the slices of a volume along each axis. */
export const upSampling3d = defineLayer({
  ...shared,
  name: 'keras.layers.UpSampling3D',
  docs: 'https://keras.io/api/layers/reshaping_layers/up_sampling3d/',
  dtype: keepsIntegers,
  params: { size: perAxis(3, 2), data_format: dataFormat },
  rank: 5,
  shown: ['size'],
  codes: ['rank-mismatch'],
  shape: ({ size, data_format }, [x]) => resized(x!, 3, data_format, (n, i) => times(n, size[i])),
  examples: [
    'keras.layers.UpSampling3D()(keras.Input((4, 4, 4, 8)))  #> [null, 8, 8, 8, 8]',
    'keras.layers.UpSampling3D()(keras.Input((4, 4, 8)))  #! error[rank-mismatch]: takes 5 axes',
  ],
});

/** Repeats each vector `n` times along a new time axis. */
export const repeatVector = defineLayer({
  ...shared,
  name: 'keras.layers.RepeatVector',
  docs: 'https://keras.io/api/layers/reshaping_layers/repeat_vector/',
  params: { n: plainDim() },
  dtype: keepsIntegers,
  rank: 2,
  shown: ['n'],
  codes: ['rank-mismatch'],
  shape: ({ n }, [x]) => shapeOf([dimAt(x!.shape, 0), n, dimAt(x!.shape, 1)]),
  examples: [
    'keras.layers.RepeatVector(5)(keras.Input((32,)))  #> [null, 5, 32]',
    'keras.layers.RepeatVector(5)(keras.Input((10, 32)))  #! error[rank-mismatch]: takes 2 axes',
  ],
});

const permutation: ParamSpec<readonly Dim[] | null> = {
  ...value(),
  type: 'tuple of int',
  unknownAs: null,
  fallback: null,
  read: (v, heap) => sequenceItems(v, heap)?.map(readDim) ?? null,
};

/** Puts the axes after the batch into another order; they count from 1. */
export const permute = defineLayer({
  ...shared,
  name: 'keras.layers.Permute',
  docs: 'https://keras.io/api/layers/reshaping_layers/permute/',
  params: { dims: permutation },
  dtype: keepsIntegers,
  shown: ['dims'],
  codes: ['rank-mismatch', 'axis-out-of-range'],
  refuses({ dims }, label) {
    if (!dims?.every(isLiteral)) return null;
    const isWhole = [...dims].sort((a, b) => a - b).every((axis, i) => axis === i + 1);
    if (isWhole) return null;
    const message = msg(
      '{0}: {1} must hold each axis from 1 to {2} once, it is {3}',
      label,
      'dims',
      dims.length,
      formatShape(shapeOf(dims)),
    );
    return { code: 'axis-out-of-range', at: 'dims', message };
  },
  shape({ dims }, [x], cx) {
    const rank = rankOf(x!.shape);
    if (!dims) return rank === null ? null : shapeOf(x!.shape!.dims.map((dim, i) => (i === 0 ? dim : unknownDim)));
    if (rank !== null && rank !== dims.length + 1) {
      cx.report(
        'rank-mismatch',
        msg('{0} takes {1} axes with the batch, its input has {2}: {3}', cx.label, dims.length + 1, rank, formatShape(x!.shape)),
        { at: 'dims' },
      );
      return shapeOf([dimAt(x!.shape, 0), ...dims.map(() => unknownDim)]);
    }
    return shapeOf([dimAt(x!.shape, 0), ...dims.map((axis) => (isLiteral(axis) ? dimAt(x!.shape, axis) : unknownDim))]);
  },
  examples: [
    'keras.layers.Permute((2, 1))(keras.Input((10, 64)))  #> [null, 64, 10]',
    'keras.layers.Permute((2, 1))(keras.Input((10, 64, 3)))  #! error[rank-mismatch]: takes 3 axes',
    'keras.layers.Permute((0, 1))  #! error[axis-out-of-range]: from 1 to 2',
  ],
});
