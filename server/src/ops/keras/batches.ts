import type { CallContext, FunctionDef, LibraryEntry, ParamSpec, Params } from '../kernel';
import {
  any,
  arrayOf,
  choice,
  defineClass,
  defineMethod,
  defineOp,
  flag,
  integer,
  msg,
  number,
  optionalDim,
  perAxis,
  samplesOf,
  tableArray,
  text,
  value,
} from '../kernel';
import type { Dim } from '../../values/dim';
import { ceilDivDims, compareDims, formatDim, freeDim, isKnown, unknownDim } from '../../values/dim';
import { PersistentMap } from '../../values/persistentMap';
import { rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';
import { fitOnTexts, numberedTexts, tokenizerState } from './tokenizedTexts';

/** The class of the datasets of TensorFlow, whose elements are kept under `#element`. */
const datasetClass = 'tensorflow.data.Dataset';

function eager(dims: readonly Dim[], dtype: string | null, range: TensorValue['range'] = null): TensorValue {
  return arrayOf('tensorflow', shapeOf(dims), dtype, { range });
}

interface Batching {
  /** Null: elements one by one. */
  readonly batch: Dim | null;
}

/** The batch axis of an element spec is open: the last batch may be smaller. */
function batched({ batch }: Batching, ...dims: readonly Dim[]): readonly Dim[] {
  return batch === null ? dims : [freeDim, ...dims];
}

const sets = {
  directory: any(null),
  labels: value(str('inferred'), "'inferred'"),
  label_mode: value(str('int'), "'int'"),
  class_names: value(none),
};

/** How many classes there are: as many as were named, or as many as there are folders. */
function classCount(names: Value, cx: CallContext): Dim {
  const items = names.kind === 'none' || names.kind === 'unknown' ? null : cx.iterate(names);
  return items ? items.length : cx.symbol('classes');
}

interface Files {
  readonly labels: Value;
  readonly label_mode: Value;
  readonly class_names: Value;
  readonly batch_size: Dim | null;
  readonly subset: string | null;
}

/** Files in folders, one a class, with labels as `label_mode` says. */
function fromFolders(x: TensorValue, files: Files, cx: CallContext): Value {
  const { labels, label_mode, class_names, batch_size, subset } = files;
  const count = classCount(class_names, cx);
  const own = { batch: batch_size };
  const mode = label_mode.kind === 'none' || labels.kind === 'none' ? null : label_mode.kind === 'str' ? label_mode.value : undefined;
  const known: Readonly<Record<string, TensorValue>> = {
    int: eager(batched(own), 'int32', typeof count === 'number' ? { min: 0, max: count - 1 } : null),
    categorical: eager(batched(own, count), 'float32'),
    binary: eager(batched(own, 1), 'float32', { min: 0, max: 1, isLoose: true }),
  };
  const y = typeof mode === 'string' && Object.hasOwn(known, mode) ? known[mode]! : unknown;
  const element = mode === null ? x : tuple([x, y]);
  const names = cx.alloc({
    kind: 'list',
    isSet: false,
    items: typeof count === 'number' ? Array.from({ length: count }, () => str(null)) : null,
    element: str(null),
  });
  const one = (): Value => cx.object(datasetClass, { '#element': element, '#count': int(unknownDim), class_names: names });
  return subset === 'both' ? tuple([one(), one()]) : one();
}

const channels: Readonly<Record<string, number>> = { rgb: 3, rgba: 4, grayscale: 1 };

const splitParams = {
  shuffle: flag(true),
  seed: any(),
  validation_split: any(),
  subset: text(),
};

/** Images in folders, one a class, as a dataset of batches. */
export const imageDatasetFromDirectory = defineOp({
  name: 'keras.utils.image_dataset_from_directory',
  aliases: ['keras.preprocessing.image_dataset_from_directory', 'keras._legacy.preprocessing.image_dataset_from_directory'],
  docs: 'https://keras.io/api/data_loading/image/#image_dataset_from_directory-function',
  category: 'data',
  params: {
    ...sets,
    color_mode: choice('rgb', 'rgb', 'rgba', 'grayscale'),
    batch_size: optionalBatch(),
    image_size: perAxis(2, 256, 'lenient'),
    ...splitParams,
    interpolation: text('bilinear'),
    follow_links: flag(false),
    crop_to_aspect_ratio: flag(false),
    pad_to_aspect_ratio: flag(false),
    data_format: value(none),
    format: text('tf'),
    verbose: flag(true),
  },
  codes: ['unknown-argument'],
  call({ color_mode, image_size, data_format, format, ...files }, cx) {
    if (format !== 'tf') return unknown;
    const isLast = data_format.kind === 'none' || (data_format.kind === 'str' && data_format.value === 'channels_last');
    const depth = color_mode !== null && Object.hasOwn(channels, color_mode) ? channels[color_mode]! : unknownDim;
    const x = eager(
      batched({ batch: files.batch_size }, ...(isLast ? [...image_size, depth] : [unknownDim, unknownDim, unknownDim])),
      'float32',
    );
    return fromFolders(x, files, cx);
  },
  examples: [
    "next(iter(keras.utils.image_dataset_from_directory('cats')))",
    "keras.utils.image_dataset_from_directory('cats', color_mode='gray')  #! error[unknown-argument]: color_mode",
  ],
});

/** The size of a batch, or None for elements one by one. */
function optionalBatch(): ParamSpec<Dim | null> {
  return { ...optionalDim(), fallback: 32, fallbackText: '32' };
}

/** Texts in folders, one a class, as a dataset of batches. */
export const textDatasetFromDirectory = defineOp({
  name: 'keras.utils.text_dataset_from_directory',
  aliases: ['keras.preprocessing.text_dataset_from_directory', 'keras._legacy.preprocessing.text_dataset_from_directory'],
  docs: 'https://keras.io/api/data_loading/text/#text_dataset_from_directory-function',
  category: 'data',
  params: {
    ...sets,
    batch_size: optionalBatch(),
    max_length: any(),
    ...splitParams,
    follow_links: flag(false),
    format: text('tf'),
    verbose: flag(true),
  },
  codes: [],
  call: ({ format, ...files }, cx) =>
    format === 'tf' ? fromFolders(eager(batched({ batch: files.batch_size }), 'str'), files, cx) : unknown,
  examples: ["keras.utils.text_dataset_from_directory('reviews')"],
});

/** Sound files in folders, one a class, as a dataset of batches. */
export const audioDatasetFromDirectory = defineOp({
  name: 'keras.utils.audio_dataset_from_directory',
  docs: 'https://keras.io/api/data_loading/audio/#audio_dataset_from_directory-function',
  category: 'data',
  params: {
    ...sets,
    batch_size: optionalBatch(),
    sampling_rate: any(),
    output_sequence_length: value(none),
    ragged: flag(false),
    ...splitParams,
    follow_links: flag(false),
    verbose: flag(true),
  },
  codes: [],
  call({ output_sequence_length, ragged, ...files }, cx) {
    const length = output_sequence_length.kind === 'int' ? output_sequence_length.value : freeDim;
    return ragged === false ? fromFolders(eager(batched({ batch: files.batch_size }, length, freeDim), 'float32'), files, cx) : unknown;
  },
  examples: ["keras.utils.audio_dataset_from_directory('words', output_sequence_length=16000)"],
});

/** Windows that slide over an array along its first axis, with the target of each, as a dataset of batches. */
export const timeseriesDatasetFromArray = defineOp({
  name: 'keras.utils.timeseries_dataset_from_array',
  aliases: [
    'keras.preprocessing.timeseries_dataset_from_array',
    'keras._legacy.preprocessing.timeseries_dataset_from_array',
    'keras.preprocessing.sequence.timeseries_dataset_from_array',
  ],
  docs: 'https://keras.io/api/data_loading/timeseries/#timeseries_dataset_from_array-function',
  category: 'data',
  params: {
    data: value(),
    targets: value(),
    sequence_length: integer(),
    sequence_stride: integer(1),
    sampling_rate: integer(1),
    batch_size: { ...optionalDim(), fallback: 128, fallbackText: '128' },
    shuffle: flag(false),
    seed: any(),
    start_index: any(),
    end_index: any(),
    format: text('tf'),
  },
  codes: [],
  call({ data, targets, sequence_length, batch_size, format }, cx) {
    if (format !== 'tf') return unknown;
    const rows = (given: Value): { readonly dims: readonly Dim[] | null; readonly dtype: string | null } => {
      const array = tableArray(given, cx);
      return { dims: rankOf(array.shape) ? array.shape!.dims.slice(1) : null, dtype: array.dtype };
    };
    const own = { batch: batch_size };
    const x = rows(data);
    const samples = x.dims ? eager(batched(own, sequence_length, ...x.dims), x.dtype) : unknown;
    if (targets.kind === 'none') return cx.object(datasetClass, { '#element': samples, '#count': int(unknownDim) });
    const y = rows(targets);
    const labels = y.dims ? eager(batched(own, ...y.dims), y.dtype) : unknown;
    return cx.object(datasetClass, { '#element': tuple([samples, labels]), '#count': int(unknownDim) });
  },
  examples: ['keras.utils.timeseries_dataset_from_array(np.zeros((100, 3)), np.zeros(100), sequence_length=10)'],
});

const generator = 'keras._legacy.preprocessing.image.ImageDataGenerator';
const iterator = 'keras._legacy.preprocessing.Iterator';

function iterate(cx: CallContext, element: Value, count: Dim, classes: Dim): Value {
  return cx.object(iterator, {
    '#element': element,
    '#count': int(count),
    num_classes: int(classes),
    class_indices: cx.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.empty(), isOpen: true }),
  });
}

const floats = (...dims: readonly Dim[]): TensorValue => arrayOf('numpy', shapeOf(dims), 'float32');

const fileParams = {
  target_size: perAxis(2, 256, 'lenient'),
  color_mode: choice('rgb', 'rgb', 'rgba', 'grayscale'),
  classes: value(none),
  class_mode: value(str('categorical'), "'categorical'"),
  batch_size: integer(32),
};

interface FileArgs {
  readonly target_size: readonly Dim[];
  readonly color_mode: string | null;
  readonly classes: Value;
  readonly class_mode: Value;
}

function flowFiles({ target_size, color_mode, classes, class_mode }: FileArgs, cx: CallContext): Value {
  const depth = color_mode !== null && Object.hasOwn(channels, color_mode) ? channels[color_mode]! : unknownDim;
  const x = floats(unknownDim, ...target_size, depth);
  const count = classCount(classes, cx);
  const ids = arrayOf('numpy', shapeOf([unknownDim]), 'float32', { range: typeof count === 'number' ? { min: 0, max: count - 1 } : null });
  const known: Readonly<Record<string, Value>> = {
    categorical: floats(unknownDim, count),
    binary: arrayOf('numpy', shapeOf([unknownDim]), 'float32', { range: { min: 0, max: 1, isLoose: true } }),
    sparse: ids,
    input: x,
  };
  if (class_mode.kind === 'none') return iterate(cx, x, unknownDim, count);
  const mode = class_mode.kind === 'str' ? class_mode.value : null;
  const y = mode !== null && Object.hasOwn(known, mode) ? known[mode]! : unknown;
  return iterate(cx, tuple([x, y]), unknownDim, count);
}

/** Batches of images that are changed by chance. */
export const imageDataGenerator = defineOp({
  name: 'keras._legacy.preprocessing.image.ImageDataGenerator',
  aliases: ['keras.preprocessing.image.ImageDataGenerator'],
  docs: 'https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/image/ImageDataGenerator',
  category: 'data',
  params: {
    featurewise_center: flag(false),
    samplewise_center: flag(false),
    featurewise_std_normalization: flag(false),
    samplewise_std_normalization: flag(false),
    zca_whitening: flag(false),
    zca_epsilon: number(1e-6),
    rotation_range: any('0'),
    width_shift_range: any('0.0'),
    height_shift_range: any('0.0'),
    brightness_range: any(),
    shear_range: any('0.0'),
    zoom_range: any('0.0'),
    channel_shift_range: any('0.0'),
    fill_mode: text('nearest'),
    cval: any('0.0'),
    horizontal_flip: flag(false),
    vertical_flip: flag(false),
    rescale: any(),
    preprocessing_function: any(),
    data_format: any(),
    validation_split: any('0.0'),
    interpolation_order: any('1'),
    dtype: any(),
  },
  codes: [],
  call: (_, cx) => cx.object(generator),
  examples: ["tf.keras.preprocessing.image.ImageDataGenerator(rescale=1 / 255).flow_from_directory('cats', target_size=(64, 64))"],
});

const tokenizer = 'keras._legacy.preprocessing.text.Tokenizer';

/** Numbers the words of texts by how frequent they are. */
export const textTokenizer = defineOp({
  name: 'keras._legacy.preprocessing.text.Tokenizer',
  aliases: ['keras.preprocessing.text.Tokenizer'],
  docs: 'https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/text/Tokenizer',
  category: 'data',
  params: { num_words: value(none) },
  otherParams: ['filters', 'lower', 'split', 'char_level', 'oov_token', 'analyzer'],
  takesAnyKeyword: true,
  codes: [],
  call: ({ num_words }, cx, bound) =>
    cx.object(tokenizer, {
      num_words,
      ...tokenizerState(bound),
      word_index: cx.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.empty(), isOpen: true }),
    }),
  examples: ["tf.keras.preprocessing.text.Tokenizer(num_words=1000).texts_to_sequences(['a cat', 'a dog'])"],
});

function words(cx: CallContext): Value {
  return cx.alloc({ kind: 'list', isSet: false, items: null, element: int(unknownDim) });
}

function sequences(texts: Value, cx: CallContext): Value {
  const items = texts.kind === 'unknown' || texts.kind === 'tensor' ? null : cx.iterate(texts);
  const element = words(cx);
  const known = items && items.length <= 256 ? items.map(() => element) : null;
  return cx.alloc({ kind: 'list', isSet: false, items: known, element });
}

function matrix(self: Value, texts: Value, cx: CallContext): Value {
  const size = cx.attr(self, 'num_words');
  return arrayOf('numpy', shapeOf([samplesOf(texts, cx), size?.kind === 'int' ? size.value : cx.symbol('words')]), 'float64');
}

/** The words of a text as numbers below `n`, which are not unique. */
export const oneHotWords = defineOp({
  name: 'keras._legacy.preprocessing.text.one_hot',
  aliases: ['keras.preprocessing.text.one_hot'],
  docs: 'https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/text/one_hot',
  category: 'data',
  params: { input_text: any(null), n: integer() },
  takesAnyKeyword: true,
  otherParams: ['filters', 'lower', 'split', 'analyzer'],
  codes: [],
  call: (_, cx) => words(cx),
  examples: ["tf.keras.preprocessing.text.one_hot('a cat', 50)"],
});

/** The words of a text as a list. */
export const textToWords = defineOp({
  name: 'keras._legacy.preprocessing.text.text_to_word_sequence',
  aliases: ['keras.preprocessing.text.text_to_word_sequence'],
  docs: 'https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/text/text_to_word_sequence',
  category: 'data',
  params: { input_text: any(null) },
  otherParams: ['filters', 'lower', 'split'],
  codes: [],
  call: (_, cx) => cx.alloc({ kind: 'list', isSet: false, items: null, element: str(null) }),
  examples: ["tf.keras.preprocessing.text.text_to_word_sequence('a cat')"],
});

/** Windows that slide over an array, with the target behind each, in batches. */
export const timeseriesGenerator = defineOp({
  name: 'keras._legacy.preprocessing.sequence.TimeseriesGenerator',
  aliases: ['keras.preprocessing.sequence.TimeseriesGenerator'],
  docs: 'https://www.tensorflow.org/api_docs/python/tf/keras/preprocessing/sequence/TimeseriesGenerator',
  category: 'data',
  params: {
    data: value(),
    targets: value(),
    length: integer(),
    sampling_rate: integer(1),
    stride: integer(1),
    start_index: any('0'),
    end_index: any(),
    shuffle: flag(false),
    reverse: flag(false),
    batch_size: integer(128),
  },
  takesAnyKeyword: true,
  codes: ['dim-mismatch'],
  call({ data, targets, length, sampling_rate }, cx) {
    const [n, m] = [samplesOf(data, cx), samplesOf(targets, cx)];
    if (compareDims(n, m) === 'different')
      cx.report(
        'dim-mismatch',
        msg('{0}: data and targets have the same length, these have {1} and {2}', cx.label, formatDim(n), formatDim(m)),
        {
          at: 'targets',
        },
      );
    const [x, y] = [tableArray(data, cx), tableArray(targets, cx)];
    const steps = isKnown(length) && isKnown(sampling_rate) ? ceilDivDims(length, sampling_rate) : unknownDim;
    const rest = (array: TensorValue): readonly Dim[] | null => (rankOf(array.shape) ? array.shape!.dims.slice(1) : null);
    const [inner, outer] = [rest(x), rest(y)];
    const samples = inner ? arrayOf('numpy', shapeOf([unknownDim, steps, ...inner]), x.dtype) : unknown;
    const labels = outer ? arrayOf('numpy', shapeOf([unknownDim, ...outer]), y.dtype) : unknown;
    return iterate(cx, tuple([samples, labels]), unknownDim, unknownDim);
  },
  examples: [
    'tf.keras.preprocessing.sequence.TimeseriesGenerator(np.zeros((100, 3)), np.zeros(100), length=10)',
    'tf.keras.preprocessing.sequence.TimeseriesGenerator(np.zeros((100, 3)), np.zeros(90), length=10)  #! error[dim-mismatch]: 100 and 90',
  ],
});

const member = (name: string, params: Params, call: (args: Readonly<Record<string, Value>>, cx: CallContext) => Value): LibraryEntry =>
  defineMethod({
    name,
    params: { self: value(), ...params },
    takesAnyKeyword: true,
    call: (args, cx) => call(args as Readonly<Record<string, Value>>, cx),
  });

/** What the generators of batches and the tokenizer can do. */
export const preprocessingMembers: readonly LibraryEntry[] = [
  defineClass('keras.utils.PyDataset'),
  defineClass('keras.utils.Sequence', 'keras.utils.PyDataset'),
  member(`${generator}.fit`, { x: value() }, () => none),
  defineMethod({
    name: `${generator}.flow`,
    params: { self: value(), x: value(), y: value(none), batch_size: integer(32) },
    otherParams: ['shuffle', 'sample_weight', 'seed', 'save_to_dir', 'save_prefix', 'save_format', 'ignore_class_split', 'subset'],
    call({ x, y }, cx) {
      const array = tableArray(x, cx);
      const rank = rankOf(array.shape);
      if (x.kind === 'tensor' && rank !== null && rank !== 4)
        cx.report(
          'rank-mismatch',
          msg('{0} takes images with 4 axes: samples, height, width and channels; this array has {1}', cx.label, rank),
          {
            at: 'x',
            from: [array],
          },
        );
      const [n, m] = [samplesOf(x, cx), y.kind === 'none' ? unknownDim : samplesOf(y, cx)];
      if (compareDims(n, m) === 'different')
        cx.report(
          'dim-mismatch',
          msg('{0}: images and labels have the same number, these are {1} and {2}', cx.label, formatDim(n), formatDim(m)),
          { at: 'y' },
        );
      const images = rank === 4 ? floats(unknownDim, ...array.shape!.dims.slice(1)) : unknown;
      if (y.kind === 'none') return iterate(cx, images, unknownDim, unknownDim);
      const labels = tableArray(y, cx);
      const targets = rankOf(labels.shape)
        ? arrayOf('numpy', shapeOf([unknownDim, ...labels.shape!.dims.slice(1)]), labels.dtype, { range: labels.range ?? null })
        : unknown;
      return iterate(cx, tuple([images, targets]), unknownDim, unknownDim);
    },
  }),
  defineMethod({
    name: `${generator}.flow_from_directory`,
    params: { self: value(), directory: any(null), ...fileParams },
    takesAnyKeyword: true,
    call: (args, cx) => flowFiles(args, cx),
  }),
  defineMethod({
    name: `${generator}.flow_from_dataframe`,
    params: { self: value(), dataframe: any(null), directory: any(), x_col: any(), y_col: any(), weight_col: any(), ...fileParams },
    takesAnyKeyword: true,
    call: (args, cx) => flowFiles(args, cx),
  }),
  defineClass(iterator, 'keras.utils.PyDataset'),
  defineMethod({
    name: `${iterator}.__iter__`,
    params: { self: value() },
    call: ({ self }, cx) => cx.alloc({ kind: 'list', isSet: false, items: null, element: cx.attr(self, '#element') ?? unknown }),
  }),
  ...['__next__', '__getitem__'].map((name) =>
    member(`${iterator}.${name}`, { index: value(none) }, ({ self }, cx) => cx.attr(self!, '#element') ?? unknown),
  ),
  member(`${iterator}.__len__`, {}, () => int(unknownDim)),
  member(`${iterator}.reset`, {}, () => none),
  member(`${tokenizer}.fit_on_texts`, { texts: value() }, ({ self, texts }, cx) => {
    fitOnTexts(self!, texts!, cx);
    return none;
  }),
  member(`${tokenizer}.fit_on_sequences`, { sequences: value() }, () => none),
  member(
    `${tokenizer}.texts_to_sequences`,
    { texts: value() },
    ({ self, texts }, cx) => numberedTexts(self!, texts!, cx) ?? sequences(texts!, cx),
  ),
  member(`${tokenizer}.texts_to_matrix`, { texts: value(), mode: any() }, ({ self, texts }, cx) => matrix(self!, texts!, cx)),
  member(`${tokenizer}.sequences_to_matrix`, { sequences: value(), mode: any() }, ({ self, sequences: given }, cx) =>
    matrix(self!, given!, cx),
  ),
];

/** Data that is read or made batch by batch. */
export const preprocessing: readonly FunctionDef[] = [
  imageDatasetFromDirectory,
  textDatasetFromDirectory,
  audioDatasetFromDirectory,
  timeseriesDatasetFromArray,
  imageDataGenerator,
  textTokenizer,
  oneHotWords,
  textToWords,
  timeseriesGenerator,
];
