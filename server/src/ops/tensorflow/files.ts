import type { FunctionDef } from '../kernel';
import { flag, readDims, readDtype, value } from '../kernel';
import { freeDim, unknownDim } from '../../values/dim';
import type { CallContext } from '../kernel';
import { PersistentMap } from '../../values/persistentMap';
import { rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, str, unknown } from '../../values/value';
import { made, tensorflowOp, x } from './tensorflowOp';

/** Functions that give one text, whatever they are given. */
export const oneText: readonly FunctionDef[] = (
  [
    ['io.read_file', 'The contents of a file.', ['filename']],
    ['io.serialize_tensor', 'A tensor as bytes.', ['tensor']],
    ['io.encode_jpeg', 'An image as the contents of a JPEG file.', ['image']],
    ['io.encode_png', 'An image as the contents of a PNG file.', ['image']],
  ] as const
).map(([name, summary, params]) =>
  tensorflowOp({
    name,
    also: name.startsWith('io.encode') ? [name.replace('io.', 'image.')] : [],
    summary,
    category: 'data',
    params: Object.fromEntries(params.map((param) => [param, value()])),
    other:
      name === 'io.encode_jpeg'
        ? 'format quality progressive optimize_size chroma_downsampling density_unit x_density y_density xmp_metadata name'.split(' ')
        : name === 'io.encode_png'
          ? ['compression', 'name']
          : ['name'],
    codes: [],
    call: (_, cx) => made(cx, [], shapeOf([]), 'str'),
    examples: [name === 'io.read_file' ? "tf.io.read_file('a.txt')  #> []" : `tf.${name}(tf.zeros((2, 2, 3), tf.uint8))  #> []`],
  }),
);

export const parseTensor = tensorflowOp({
  name: 'io.parse_tensor',
  category: 'data',
  summary: 'The tensor that bytes hold.',
  params: { serialized: value(), out_type: value() },
  codes: [],
  call: ({ out_type }, cx) => made(cx, [], null, readDtype(out_type)),
  examples: ["tf.io.parse_tensor(tf.io.read_file('a'), tf.float32)"],
});

export const decodeRaw = tensorflowOp({
  name: 'io.decode_raw',
  category: 'data',
  summary: 'Bytes as numbers.',
  params: { input_bytes: x(), out_type: value() },
  other: ['little_endian', 'fixed_length', 'name'],
  codes: [],
  call: ({ input_bytes, out_type }, cx) =>
    made(cx, [], rankOf(input_bytes.shape) === null ? null : shapeOf([...input_bytes.shape!.dims, unknownDim]), readDtype(out_type)),
  examples: ["tf.io.decode_raw(tf.io.read_file('a'), tf.uint8)"],
});

const specClass = 'tensorflow.io.FixedLenFeature';

/** What an example of a record holds under a name. */
export const features: readonly FunctionDef[] = (
  [
    ['io.FixedLenFeature', 'A part of a record of a fixed shape.', ['shape', 'dtype'], ['default_value']],
    ['io.VarLenFeature', 'A part of a record of any length.', ['dtype'], []],
  ] as const
).map(([name, summary, params, other]) =>
  tensorflowOp({
    name,
    category: 'data',
    summary,
    params: Object.fromEntries(params.map((param) => [param, value()])),
    other: [...other],
    codes: [],
    call(args, cx) {
      const { shape = none, dtype } = args as unknown as Record<string, Value>;
      const dims = name === 'io.FixedLenFeature' ? readDims(shape, cx.heap) : null;
      const isFixed = name === 'io.FixedLenFeature';
      return cx.object(
        isFixed ? specClass : `tensorflow.${name}`,
        isFixed ? { '#array': made(cx, [], dims && shapeOf(dims), readDtype(dtype!)) } : {},
      );
    },
    examples: [name === 'io.FixedLenFeature' ? 'tf.io.FixedLenFeature([28, 28], tf.float32)' : 'tf.io.VarLenFeature(tf.int64)'],
  }),
);

/** Tensors by the names of their features; what has no fixed shape is not known. */
function parsed(given: Value, isBatch: boolean, cx: CallContext): Value {
  const dict = given.kind === 'ref' ? cx.heap.get(given.id) : undefined;
  if (dict?.kind !== 'dict') return unknown;
  let entries = PersistentMap.empty<string, { key: Value; value: Value }>();
  for (const [key, entry] of dict.entries.entries()) {
    const spec = cx.attr(entry.value, '#array');
    const object = entry.value.kind === 'ref' ? cx.heap.get(entry.value.id) : undefined;
    const tensor: TensorValue | null = object?.kind === 'object' && object.cls === specClass && spec?.kind === 'tensor' ? spec : null;
    const shape =
      tensor && rankOf(tensor.shape) !== null
        ? shapeOf([...(isBatch ? [unknownDim] : []), ...tensor.shape!.dims.map((d) => (d === freeDim ? unknownDim : d))])
        : null;
    entries = entries.set(key, { key: entry.key, value: tensor ? made(cx, [], shape, tensor.dtype) : unknown });
  }
  return cx.alloc({ kind: 'dict', isObject: false, entries, isOpen: dict.isOpen });
}

export const parsers: readonly FunctionDef[] = (
  [
    ['io.parse_single_example', 'The parts of one example of a record, by name.', ['example_names', 'name']],
    ['io.parse_example', 'The parts of several examples of records, by name.', ['example_names', 'name']],
  ] as const
).map(([name, summary, other]) =>
  tensorflowOp({
    name,
    category: 'data',
    summary,
    params: { serialized: value(), features: value() },
    other: [...other],
    codes: [],
    call: ({ features: given }, cx) => parsed(given, name === 'io.parse_example', cx),
    examples: [`tf.${name}(tf.io.read_file('a'), {'x': tf.io.FixedLenFeature([3], tf.float32)})`],
  }),
);

/** Functions of texts that keep the shape. */
export const texts: readonly FunctionDef[] = (
  [
    ['lower', 'Texts in small letters.', 'input', ['encoding', 'name'], 'str'],
    ['upper', 'Texts in capital letters.', 'input', ['encoding', 'name'], 'str'],
    ['strip', 'Texts without the blanks around them.', 'input', ['name'], 'str'],
    ['regex_replace', 'Texts with other text where a pattern fits.', 'input', ['pattern', 'rewrite', 'replace_global', 'name'], 'str'],
    ['regex_full_match', 'Whether a pattern fits each text.', 'input', ['pattern', 'name'], 'bool'],
    ['length', 'The lengths of texts.', 'input', ['unit', 'name'], 'int32'],
    ['substr', 'Parts of texts.', 'input', ['pos', 'len', 'unit', 'name'], 'str'],
    ['as_string', 'Numbers as texts.', 'input', ['precision', 'scientific', 'shortest', 'width', 'fill', 'name'], 'str'],
    ['to_hash_bucket_fast', 'A number below a limit for each text.', 'input', ['num_buckets', 'name'], 'int64'],
    ['to_hash_bucket', 'A number below a limit for each text.', 'input', ['num_buckets', 'name'], 'int64'],
  ] as const
).map(([name, summary, param, other, dtype]) =>
  tensorflowOp({
    name: `strings.${name}`,
    also: name === 'as_string' ? ['as_string'] : [],
    summary,
    params: { [param]: x() },
    other: [...other],
    codes: [],
    call(args, cx) {
      const given = (args as Record<string, TensorValue>)[param]!;
      return made(cx, [given], given.shape, dtype);
    },
    examples: [
      `tf.strings.${name}(${name === 'as_string' ? 'tf.constant([1, 2])' : "tf.constant(['A', 'b'])"}${
        name === 'regex_replace'
          ? ", 'a', 'b'"
          : name === 'regex_full_match'
            ? ", 'a'"
            : name === 'substr'
              ? ', 0, 1'
              : name.startsWith('to_hash')
                ? ', 10'
                : ''
      })  #> [2]`,
    ],
  }),
);

export const toNumber = tensorflowOp({
  name: 'strings.to_number',
  summary: 'Texts as numbers.',
  params: { input: x(), out_type: value(str('float32')) },
  codes: [],
  call: ({ input, out_type }, cx) => made(cx, [input], input.shape, readDtype(out_type)),
  examples: ["tf.strings.to_number(tf.constant(['1', '2']))  #> [2]"],
});

export const joinTexts = tensorflowOp({
  name: 'strings.join',
  summary: 'Texts put together one by one.',
  params: { inputs: value() },
  other: ['separator', 'name'],
  codes: [],
  call: (_, cx) => made(cx, [], null, 'str'),
  examples: ["tf.strings.join(['a', 'b'])"],
});

export const reduceTexts = tensorflowOp({
  name: 'strings.reduce_join',
  summary: 'The texts of one or all axes put together.',
  params: { inputs: x(), axis: value(none), keepdims: flag(false) },
  other: ['separator', 'name'],
  codes: [],
  call: ({ inputs, axis, keepdims }, cx) => made(cx, [inputs], axis.kind === 'none' && keepdims === false ? shapeOf([]) : null, 'str'),
  examples: ["tf.strings.reduce_join(tf.constant(['a', 'b']))  #> []"],
});
