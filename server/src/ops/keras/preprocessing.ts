import type { LayerDef } from '../kernel';
import {
  any,
  axes,
  choice,
  defineLayer,
  dim,
  flag,
  integer,
  msg,
  number,
  optionalDim,
  sequenceItems,
  text,
  value,
  weight,
} from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, freeDim, isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none } from '../../values/value';
import { imageLayerParams } from './layerParams';

type Inputs = readonly TensorValue[];

const shared = { category: 'preprocessing', framework: 'keras', keywordParams: imageLayerParams } as const;
const sameShape = { codes: [], shape: (_: unknown, [x]: Inputs): MaybeShape => x!.shape } as const;
const dataFormat = choice('channels_last', 'channels_last', 'channels_first');
const encoding = choice('int', 'int', 'one_hot', 'multi_hot', 'count', 'tf_idf');

/** Multiplies by a number and adds another, for example to bring pixels into 0 … 1. */
export const rescaling = defineLayer({
  ...shared,
  ...sameShape,
  name: 'keras.layers.Rescaling',
  aliases: ['keras.layers.experimental.preprocessing.Rescaling'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/image_preprocessing/rescaling/',
  params: { scale: any(null), offset: any('0.0') },
  shown: ['scale', 'offset'],
  examples: ['keras.layers.Rescaling(1 / 255)(keras.Input((28, 28, 3)))  #> [null, 28, 28, 3]'],
});

/** Subtracts the mean of each feature and divides by its deviation; both are given, or read off data by `adapt`. */
export const normalization = defineLayer({
  ...shared,
  name: 'keras.layers.Normalization',
  aliases: ['keras.layers.experimental.preprocessing.Normalization'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/numerical/normalization/',
  params: { axis: axes(-1), mean: value(none), variance: value(none), invert: flag(false) },
  shown: ['axis'],
  codes: [],
  shape: (_, [x]) => x!.shape,
  weights({ axis, mean }, [x]) {
    if (mean.kind !== 'none') return mean.kind === 'unknown' ? null : [];
    const kept = axis === 'all' ? [] : axis;
    if (!kept?.every(isLiteral)) return null;
    const shape = kept.map((at) => dimAt(x!.shape, at));
    return [weight('mean', shape, false), weight('variance', shape, false), weight('count', [], false)];
  },
  fixes({ axis, mean }, [x]) {
    const isOfFeatures = mean.kind === 'none' && axis !== 'all' && axis?.length === 1 && axis[0] === -1;
    return isOfFeatures ? [{ axis: -1, dim: dimAt(x!.shape, -1), isOnlyNeeded: true, stretches: true }] : [];
  },
  examples: ['keras.layers.Normalization()(keras.Input((8,)))  #> [null, 8]'],
});

/** The image with another height and width, alone or in a batch. */
function sized(x: TensorValue, height: Dim, width: Dim, format: string | null): MaybeShape {
  const rank = rankOf(x.shape);
  if (rank === null || format === null || rank < 3 || rank > 4) return null;
  const dims = [...x.shape!.dims];
  const first = rank - 3 + (format === 'channels_first' ? 1 : 0);
  dims[first] = height;
  dims[first + 1] = width;
  return shapeOf(dims);
}

/** Brings images to one size by interpolation. */
export const resizing = defineLayer({
  ...shared,
  name: 'keras.layers.Resizing',
  aliases: ['keras.layers.experimental.preprocessing.Resizing'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/image_preprocessing/resizing/',
  params: {
    height: dim(),
    width: dim(),
    interpolation: any("'bilinear'"),
    crop_to_aspect_ratio: any('False'),
    pad_to_aspect_ratio: any('False'),
    fill_mode: any("'constant'"),
    fill_value: any('0.0'),
    antialias: any('False'),
    data_format: dataFormat,
  },
  shown: ['height', 'width'],
  codes: [],
  shape: ({ height, width, data_format }, [x]) => sized(x!, height, width, data_format),
  examples: ['keras.layers.Resizing(64, 48)(keras.Input((None, None, 3)))  #> [null, 64, 48, 3]'],
});

/** Cuts the middle out of images, or brings small ones to the size. */
export const centerCrop = defineLayer({
  ...shared,
  name: 'keras.layers.CenterCrop',
  aliases: ['keras.layers.experimental.preprocessing.CenterCrop'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/image_preprocessing/center_crop/',
  params: { height: dim(), width: dim(), data_format: dataFormat },
  rank: { min: 3, max: 4 },
  shown: ['height', 'width'],
  codes: ['rank-mismatch'],
  shape: ({ height, width, data_format }, [x]) => sized(x!, height, width, data_format),
  examples: [
    'keras.layers.CenterCrop(64, 48)(keras.Input((128, 128, 3)))  #> [null, 64, 48, 3]',
    'keras.layers.CenterCrop(64, 48)(keras.Input((10, 128, 128, 3)))  #! error[rank-mismatch]: at most 4',
  ],
});

/** Cuts a random part out of images while training. */
export const randomCrop = defineLayer({
  ...shared,
  name: 'keras.layers.RandomCrop',
  aliases: ['keras.layers.experimental.preprocessing.RandomCrop'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/image_augmentation/random_crop/',
  params: { height: dim(), width: dim(), seed: any(), data_format: dataFormat, name: any() },
  shown: ['height', 'width'],
  codes: [],
  shape: ({ height, width, data_format }, [x]) => sized(x!, height, width, data_format),
  examples: ['keras.layers.RandomCrop(64, 48)(keras.Input((128, 128, 3)))  #> [null, 64, 48, 3]'],
});

/** What an encoding of `depth` classes makes of a shape. */
function encoded(shape: MaybeShape, mode: string | null, depth: Dim): MaybeShape {
  if (mode === null || !shape) return null;
  if (mode === 'int') return shape;
  if (shape.hasPrefix) return null;
  const { dims } = shape;
  const last = dims.at(-1);
  if (mode === 'one_hot') {
    // An extent that is not known may be one.
    if (last !== undefined && dims.length > 1 && !isLiteral(last) && last !== freeDim) return null;
    return shapeOf(last === 1 && dims.length > 1 ? [...dims.slice(0, -1), depth] : [...dims, depth]);
  }
  return shapeOf([...dims.slice(0, -1), depth]);
}

/** Turns whole numbers into vectors with ones, or counts, at their places. */
export const categoryEncoding = defineLayer({
  ...shared,
  name: 'keras.layers.CategoryEncoding',
  aliases: ['keras.layers.experimental.preprocessing.CategoryEncoding'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/categorical/category_encoding/',
  params: { num_tokens: dim(), output_mode: choice('multi_hot', 'one_hot', 'multi_hot', 'count'), sparse: flag(false) },
  callParams: ['count_weights'],
  shown: ['num_tokens', 'output_mode'],
  codes: [],
  shape: ({ num_tokens, output_mode }, [x]) => encoded(x!.shape, output_mode, num_tokens),
  examples: [
    'keras.layers.CategoryEncoding(10)(keras.Input((4,)))  #> [null, 10]',
    "keras.layers.CategoryEncoding(10, output_mode='one_hot')(keras.Input((1,)))  #> [null, 10]",
  ],
});

/** Spreads texts or whole numbers over bins by a hash. */
export const hashing = defineLayer({
  ...shared,
  name: 'keras.layers.Hashing',
  aliases: ['keras.layers.experimental.preprocessing.Hashing'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/categorical/hashing/',
  params: {
    num_bins: dim(),
    mask_value: any(),
    salt: any(),
    output_mode: choice('int', 'int', 'one_hot', 'multi_hot', 'count'),
    sparse: flag(false),
  },
  shown: ['num_bins', 'output_mode'],
  codes: [],
  shape: ({ num_bins, output_mode }, [x]) =>
    output_mode === 'int'
      ? x!.shape
      : output_mode && rankOf(x!.shape) !== null
        ? shapeOf([...x!.shape!.dims.slice(0, -1), num_bins])
        : null,
  dtype: () => null,
  examples: ["keras.layers.Hashing(16)(keras.Input((1,), dtype='string'))  #> [null, 1]"],
});

/** Puts numbers into bins by given bounds, or by bounds that `adapt` finds. */
export const discretization = defineLayer({
  ...shared,
  name: 'keras.layers.Discretization',
  aliases: ['keras.layers.experimental.preprocessing.Discretization'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/numerical/discretization/',
  params: {
    bin_boundaries: any(),
    num_bins: optionalDim(),
    epsilon: number(0.01),
    output_mode: choice('int', 'int', 'one_hot', 'multi_hot', 'count'),
    sparse: flag(false),
    dtype: any(),
    name: any(),
  },
  keywordParams: [],
  shown: ['num_bins', 'output_mode'],
  codes: [],
  refuses({ bin_boundaries: bounds, num_bins }, label) {
    const isGiven = bounds.kind === 'tuple' || bounds.kind === 'ref';
    if (!isGiven || num_bins === null || !isLiteral(num_bins)) return null;
    return {
      code: 'unknown-argument',
      at: 'num_bins',
      message: msg('{0} takes {1} or {2}, not both', label, 'num_bins', 'bin_boundaries'),
    };
  },
  shape({ bin_boundaries, num_bins, output_mode }, [x], cx) {
    if (output_mode === 'int') return x!.shape;
    const bounds = sequenceItems(bin_boundaries, cx.heap);
    const depth = bounds ? bounds.length + 1 : (num_bins ?? unknownDim);
    if (output_mode === 'one_hot') return encoded(x!.shape, output_mode, depth);
    const rank = rankOf(x!.shape);
    if (output_mode === null || rank === null) return null;
    return rank < 2 ? shapeOf([depth]) : shapeOf([x!.shape!.dims[0]!, ...x!.shape!.dims.slice(2), depth]);
  },
  dtype: ({ output_mode }, _, own) => (output_mode === 'int' ? 'int32' : output_mode === null ? null : own),
  examples: ['keras.layers.Discretization([0.0, 1.0, 2.0])(keras.Input((4,)))  #> [null, 4]'],
});

/** How many entries a vocabulary written out in the program has, with those for what is not in it; unknown otherwise. */
function vocabularySize(
  vocabulary: Value,
  oov: Dim,
  mask: Value,
  isEncoded: boolean,
  cx: { heap: Parameters<typeof sequenceItems>[1] },
): Dim {
  const items = sequenceItems(vocabulary, cx.heap);
  if (!items) return unknownDim;
  const hasMask = mask.kind !== 'none' && !(mask.kind === 'unknown' && mask.path === null);
  // Encodings have no place for the mask.
  return addDims(items.length + (hasMask && !isEncoded ? 1 : 0), oov);
}

const lookup = {
  ...shared,
  shown: ['output_mode'],
  codes: [],
  weights: () => [],
  shape(
    args: {
      max_tokens: Dim | null;
      num_oov_indices: Dim;
      mask_token: Value;
      vocabulary: Value;
      output_mode: string | null;
      pad_to_max_tokens: boolean | null;
    },
    [x]: Inputs,
    cx: Parameters<LayerDef['shape']>[2],
  ): MaybeShape {
    const { output_mode, pad_to_max_tokens } = args;
    if (output_mode === 'int') return x!.shape;
    const size = vocabularySize(args.vocabulary, args.num_oov_indices, args.mask_token, output_mode !== null, cx);
    const depth = pad_to_max_tokens === null ? unknownDim : pad_to_max_tokens ? (args.max_tokens ?? unknownDim) : size;
    return encoded(x!.shape, output_mode, depth);
  },
} as const;

/** Turns texts into whole numbers by a vocabulary, or back. */
export const stringLookup = defineLayer({
  ...lookup,
  name: 'keras.layers.StringLookup',
  aliases: ['keras.layers.experimental.preprocessing.StringLookup'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/categorical/string_lookup/',
  params: {
    max_tokens: optionalDim(),
    num_oov_indices: integer(1),
    mask_token: any(),
    oov_token: any("'[UNK]'"),
    vocabulary: any(),
    idf_weights: any(),
    invert: flag(false),
    output_mode: encoding,
    pad_to_max_tokens: flag(false),
    sparse: flag(false),
    encoding: any("'utf-8'"),
    name: any(),
    salt: any(),
  },
  dtype: ({ output_mode, invert }) => (invert === false && output_mode ? (output_mode === 'int' ? 'int64' : 'float32') : null),
  examples: ["keras.layers.StringLookup(vocabulary=['a', 'b'])(keras.Input((1,), dtype='string'))  #> [null, 1]"],
});

/** Turns whole numbers into places in a vocabulary, or back. */
export const integerLookup = defineLayer({
  ...lookup,
  name: 'keras.layers.IntegerLookup',
  aliases: ['keras.layers.experimental.preprocessing.IntegerLookup'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/categorical/integer_lookup/',
  params: {
    max_tokens: optionalDim(),
    num_oov_indices: integer(1),
    mask_token: any(),
    oov_token: any('-1'),
    vocabulary: any(),
    vocabulary_dtype: any("'int64'"),
    idf_weights: any(),
    invert: flag(false),
    output_mode: encoding,
    sparse: flag(false),
    pad_to_max_tokens: flag(false),
    oov_method: any("'floormod'"),
    salt: any(),
    name: any(),
  },
  dtype: ({ output_mode }) => (output_mode === null ? null : output_mode === 'int' ? 'int64' : 'float32'),
  examples: ["keras.layers.IntegerLookup(vocabulary=[3, 5])(keras.Input((1,), dtype='int64'))  #> [null, 1]"],
});

/** Splits texts into words and turns these into whole numbers, or counts them. */
export const textVectorization = defineLayer({
  ...shared,
  name: 'keras.layers.TextVectorization',
  aliases: ['keras.layers.experimental.preprocessing.TextVectorization'],
  docs: 'https://keras.io/api/layers/preprocessing_layers/text/text_vectorization/',
  params: {
    max_tokens: optionalDim(),
    standardize: any("'lower_and_strip_punctuation'"),
    split: any("'whitespace'"),
    ngrams: any(),
    output_mode: choice('int', 'int', 'one_hot', 'multi_hot', 'count', 'tf_idf'),
    output_sequence_length: optionalDim(),
    pad_to_max_tokens: flag(false),
    vocabulary: any(),
    idf_weights: any(),
    sparse: flag(false),
    ragged: flag(false),
    encoding: any("'utf-8'"),
    name: text(),
  },
  shown: ['max_tokens', 'output_mode', 'output_sequence_length'],
  codes: [],
  shape({ max_tokens, output_mode, output_sequence_length, pad_to_max_tokens, ragged }, [x]) {
    const batch = dimAt(x!.shape, 0);
    if (ragged !== false || output_mode === null || rankOf(x!.shape) === null) return null;
    if (output_mode === 'int') return shapeOf([batch, output_sequence_length ?? freeDim]);
    const depth = pad_to_max_tokens ? (max_tokens ?? unknownDim) : unknownDim;
    return shapeOf([...x!.shape!.dims, depth]);
  },
  weights: () => [],
  dtype: ({ output_mode }) => (output_mode === null ? null : output_mode === 'int' ? 'int64' : 'float32'),
  examples: ["keras.layers.TextVectorization(output_sequence_length=20)(keras.Input((1,), dtype='string'))  #> [null, 20]"],
});
