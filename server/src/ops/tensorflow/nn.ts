import type { CallContext, FunctionDef } from '../kernel';
import { convolutionShape, dims, fitShapes, integer, isWhole, msg, number, poolShape, refuseRank, text, toTensor, value } from '../kernel';
import type { Padding, Sliding } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, floorDivDims, formatDim, isLiteral, mulDims, unknownDim } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none } from '../../values/value';
import { checkType } from './elementTypes';
import { made, tensorflowOp, x } from './tensorflowOp';

/** Where the channels stand by the letters of a format; null when it is not known. */
function isChannelsFirst(format: string | null, given: boolean): boolean | null {
  if (format === null) return given ? null : false;
  return format.startsWith('NC');
}

/** Steps along the spatial axes of `n`, given as one number, one an axis, or with batch and channels. */
function steps(given: readonly Dim[] | null, n: number, channelsFirst: boolean | null): readonly Dim[] {
  if (given === null) return Array<Dim>(n).fill(unknownDim);
  if (given.length === 1) return Array<Dim>(n).fill(given[0]!);
  if (given.length === n) return given;
  if (given.length === n + 2 && channelsFirst !== null) return channelsFirst ? given.slice(2) : given.slice(1, -1);
  return Array<Dim>(n).fill(unknownDim);
}

function paddingOf(given: Value, cx: CallContext): Padding {
  if (given.kind !== 'str' || given.value === null) return null;
  const word = given.value.toLowerCase();
  const isWord = word === 'same' || word === 'valid';
  // Capital letters only, unlike the layers of Keras.
  if (given.value !== given.value.toUpperCase() || (!isWord && word !== 'explicit')) {
    const fixes = isWord ? [{ set: 'padding', value: given.value.toUpperCase() }] : [];
    cx.report(
      'unknown-argument',
      msg('{0}: {1} cannot be {2}; it is one of {3}', cx.label, 'padding', `'${given.value}'`, "'VALID', 'SAME'"),
      { at: 'padding', fixes },
    );
  }
  return isWord ? word : null;
}

const ones = (n: number): readonly Dim[] => Array<Dim>(n).fill(1);
const extra = (n: number, size = 8): string => Array<number>(n).fill(size).join(', ');

/** Convolutions over one to three axes. */
export const convolutions: readonly FunctionDef[] = [1, 2, 3].map((n) => {
  const stride = n === 1 ? 'stride' : 'strides';
  return tensorflowOp({
    name: `nn.conv${n}d`,
    category: 'convolution',
    summary:
      n === 1
        ? 'Slides kernels over a sequence.'
        : n === 2
          ? 'Slides kernels over height and width.'
          : 'Slides kernels over depth, height and width.',
    params: { input: x(), filters: x(), [stride]: dims(), padding: value(), data_format: text(), dilations: dims('None') },
    codes: ['dim-mismatch', 'rank-mismatch', 'non-positive-size'],
    call(args, cx, bound) {
      const { input, filters, padding, data_format, dilations } = args as unknown as {
        input: TensorValue;
        filters: TensorValue;
        padding: Value;
        data_format: string | null;
        dilations: readonly Dim[] | null;
      };
      const channelsFirst = isChannelsFirst(data_format, bound.values.has('data_format'));
      const how: Sliding = {
        rank: n,
        strides: steps((args as Record<string, unknown>)[stride] as readonly Dim[] | null, n, channelsFirst),
        dilations:
          dilations === null
            ? bound.values.has('dilations') && bound.values.get('dilations')!.value.kind !== 'none'
              ? Array<Dim>(n).fill(unknownDim)
              : ones(n)
            : steps(dilations, n, channelsFirst),
        padding: paddingOf(padding, cx),
        channelsFirst,
      };
      checkType(input, 'any', cx, 'input');
      // More axes before the batch axis are taken as batches of batches.
      if ((rankOf(input.shape) ?? 0) > n + 2) return made(cx, [input, filters], null, input.dtype);
      return made(cx, [input, filters], convolutionShape(input, filters, how, cx, { x: 'input', kernel: 'filters' }), input.dtype);
    },
    examples: [
      `tf.nn.conv${n}d(tf.zeros((1, ${extra(n)}, 3)), tf.zeros((${extra(n, 3)}, 3, 16)), 1, 'SAME')  #> [1, ${extra(n)}, 16]`,
      `tf.nn.conv${n}d(tf.zeros((1, ${extra(n)}, 4)), tf.zeros((${extra(n, 3)}, 3, 16)), 1, 'SAME')  #! error[dim-mismatch]: 3 channels`,
      `tf.nn.conv${n}d(tf.zeros((${extra(n)}, 3)), tf.zeros((${extra(n, 3)}, 3, 16)), 1, 'SAME')  #! error[rank-mismatch]: ${n + 2} axes`,
      `tf.nn.conv${n}d(tf.zeros((1, ${extra(n, 2)}, 3)), tf.zeros((${extra(n, 5)}, 3, 16)), 1, 'VALID')  #! error[non-positive-size]: 5`,
    ],
  });
});

export const depthwiseConv2d = tensorflowOp({
  name: 'nn.depthwise_conv2d',
  category: 'convolution',
  summary: 'Slides kernels over height and width, each channel by itself.',
  params: { input: x(), filter: x(), strides: dims(), padding: value(), data_format: text(), dilations: dims('None') },
  codes: ['rank-mismatch'],
  call({ input, filter, strides, padding, data_format, dilations }, cx, bound) {
    const channelsFirst = isChannelsFirst(data_format, bound.values.has('data_format'));
    const how: Sliding = {
      rank: 2,
      strides: steps(strides, 2, channelsFirst),
      dilations: dilations ? steps(dilations, 2, channelsFirst) : ones(2),
      padding: paddingOf(padding, cx),
      channelsFirst,
    };
    return made(cx, [input, filter], convolutionShape(input, filter, how, cx, { x: 'input', kernel: 'filter' }, true), input.dtype);
  },
  examples: [
    "tf.nn.depthwise_conv2d(tf.zeros((1, 8, 8, 3)), tf.zeros((3, 3, 3, 2)), [1, 1, 1, 1], 'SAME')  #> [1, 8, 8, 6]",
    "tf.nn.depthwise_conv2d(tf.zeros((8, 8, 3)), tf.zeros((3, 3, 3, 2)), [1, 1, 1, 1], 'SAME')  #! error[rank-mismatch]: 4 axes",
  ],
});

/** Convolutions that make their input larger: the shape of the result is given. */
export const transposed: readonly FunctionDef[] = [1, 2, 3].map((n) =>
  tensorflowOp({
    name: `nn.conv${n}d_transpose`,
    category: 'convolution',
    summary: 'The gradient of a convolution, which makes its input larger.',
    params: { input: x(), filters: x(), output_shape: dims(), strides: value() },
    other: ['padding', 'data_format', 'dilations', 'name'],
    codes: ['rank-mismatch'],
    call({ input, filters, output_shape }, cx) {
      refuseRank(input, n + 2, cx, 'input');
      return made(cx, [input, filters], output_shape && shapeOf(output_shape), input.dtype);
    },
    examples: [
      `tf.nn.conv${n}d_transpose(tf.zeros((1, ${extra(n, 4)}, 16)), tf.zeros((${extra(n, 3)}, 3, 16)), [1, ${extra(n)}, 3], 2)  #> [1, ${extra(n)}, 3]`,
      `tf.nn.conv${n}d_transpose(tf.zeros((${extra(n, 4)}, 16)), tf.zeros((${extra(n, 3)}, 3, 16)), [1, ${extra(n)}, 3], 2)  #! error[rank-mismatch]: ${n + 2} axes`,
    ],
  }),
);

/** Pools over one to three axes. */
export const pools: readonly FunctionDef[] = (['max', 'avg'] as const).flatMap((kind) =>
  [1, 2, 3, 0].map((n) =>
    tensorflowOp({
      name: `nn.${kind}_pool${n ? `${n}d` : ''}`,
      category: 'pooling',
      summary: kind === 'max' ? 'The largest value of each window.' : 'The mean of each window.',
      params: { input: x(), ksize: dims(), strides: dims(), padding: value(), data_format: text() },
      codes: ['rank-mismatch', 'non-positive-size'],
      call({ input, ksize, strides, padding, data_format }, cx, bound) {
        const rank = n || (rankOf(input.shape) === null ? null : rankOf(input.shape)! - 2);
        if (rank === null || rank < 1 || rank > 3) {
          refuseRank(input, { min: 3, max: 5 }, cx, 'input');
          return made(cx, [input], null, input.dtype);
        }
        const channelsFirst = isChannelsFirst(data_format, bound.values.has('data_format'));
        const how: Sliding = {
          rank,
          strides: steps(strides, rank, channelsFirst),
          dilations: ones(rank),
          padding: paddingOf(padding, cx),
          channelsFirst,
        };
        return made(cx, [input], poolShape(input, steps(ksize, rank, channelsFirst), how, cx, 'input'), input.dtype);
      },
      examples: [
        `tf.nn.${kind}_pool${n ? `${n}d` : ''}(tf.zeros((1, ${extra(n || 2)}, 3)), 2, 2, 'VALID')  #> [1, ${extra(n || 2, 4)}, 3]`,
        `tf.nn.${kind}_pool${n ? `${n}d` : ''}(tf.zeros((3, 3)), 2, 2, 'VALID')  #! error[rank-mismatch]: (3, 3)`,
        `tf.nn.${kind}_pool${n ? `${n}d` : ''}(tf.zeros((1, ${extra(n || 2, 2)}, 3)), 5, 1, 'VALID')  #! error[non-positive-size]: 5`,
      ],
    }),
  ),
);

export const biasAdd = tensorflowOp({
  name: 'nn.bias_add',
  summary: 'Adds a vector to the channels.',
  params: { value: x(), bias: x(), data_format: text() },
  codes: ['dim-mismatch'],
  call({ value, bias, data_format }, cx, bound) {
    const rank = rankOf(value.shape);
    const first = isChannelsFirst(data_format, bound.values.has('data_format'));
    const channels = rank === null || rank < 2 || first === null ? unknownDim : value.shape!.dims[first ? 1 : rank - 1]!;
    const size = rankOf(bias.shape) === 1 ? bias.shape!.dims[0]! : unknownDim;
    if (compareDims(channels, size) === 'different')
      cx.report(
        'dim-mismatch',
        msg('{0}: {1} has {2} channels, the bias {3}', cx.label, formatShape(value.shape), formatDim(channels), formatDim(size)),
        { at: 'bias', from: [value, bias] },
      );
    return made(cx, [value, bias], value.shape, value.dtype);
  },
  examples: [
    'tf.nn.bias_add(tf.zeros((2, 3)), tf.zeros(3))  #> [2, 3]',
    'tf.nn.bias_add(tf.zeros((2, 3)), tf.zeros(2))  #! error[dim-mismatch]: 3 channels',
  ],
});

export const dropout = tensorflowOp({
  name: 'nn.dropout',
  summary: 'Sets some elements to 0 at random.',
  params: { x: x(), rate: number(0.5) },
  other: ['noise_shape', 'seed', 'name'],
  codes: ['unknown-argument', 'dtype-mismatch'],
  call({ x, rate }, cx) {
    checkType(x, 'floating', cx, 'x');
    if (rate !== null && (rate < 0 || rate >= 1))
      cx.report('unknown-argument', msg('{0}: {1} is a share from 0 to 1, it cannot be {2}', cx.label, 'rate', rate), { at: 'rate' });
    return made(cx, [x], x.shape, x.dtype);
  },
  examples: [
    'tf.nn.dropout(tf.zeros((2, 3)), 0.5)  #> [2, 3]',
    'tf.nn.dropout(tf.zeros((2, 3)), 1.5)  #! error[unknown-argument]: 1.5',
    'tf.nn.dropout(tf.constant([1, 2]), 0.5)  #! error[dtype-mismatch]: int32',
  ],
});

/** Losses of two tensors in one shape. */
export const elementLosses: readonly FunctionDef[] = [
  tensorflowOp({
    name: 'nn.sigmoid_cross_entropy_with_logits',
    category: 'loss',
    summary: 'The cross entropy of each label with the sigmoid of its logit.',
    params: { labels: x('None'), logits: x('None') },
    codes: ['dim-mismatch', 'dtype-mismatch'],
    call({ labels, logits }, cx) {
      sameType(labels, logits, cx);
      if (sameShape(labels, logits, cx)) return made(cx, [labels, logits], logits.shape ?? labels.shape, logits.dtype);
      return made(cx, [labels, logits], logits.shape, logits.dtype);
    },
    examples: [
      'tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.zeros((2, 3)), logits=tf.zeros((2, 3)))  #> [2, 3]',
      'tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.zeros((2,)), logits=tf.zeros((2, 1)))  #! error[dim-mismatch]: (2,)',
      "tf.nn.sigmoid_cross_entropy_with_logits(labels=tf.zeros(2, 'int32'), logits=tf.zeros(2))  #! error[dtype-mismatch]: int32",
    ],
  }),
];

function sameShape(labels: TensorValue, logits: TensorValue, cx: CallContext): boolean {
  const [p, q] = [rankOf(labels.shape), rankOf(logits.shape)];
  if (p === null || q === null) return true;
  if (p === q && labels.shape!.dims.every((d, i) => compareDims(d, logits.shape!.dims[i]!) !== 'different')) return true;
  cx.report(
    'dim-mismatch',
    msg('{0}: labels {1} and logits {2} must have one shape', cx.label, formatShape(labels.shape), formatShape(logits.shape)),
    { from: [labels, logits] },
  );
  return false;
}

function sameType(labels: TensorValue, logits: TensorValue, cx: CallContext): void {
  if (
    labels.framework !== 'tensorflow' ||
    logits.framework !== 'tensorflow' ||
    labels.dtype === null ||
    logits.dtype === null ||
    labels.dtype === logits.dtype
  )
    return;
  cx.report('dtype-mismatch', msg('{0} mixes no types: {1} and {2}', cx.label, labels.dtype, logits.dtype), { from: [labels, logits] });
}

export const softmaxCrossEntropy = tensorflowOp({
  name: 'nn.softmax_cross_entropy_with_logits',
  category: 'loss',
  summary: 'The cross entropy of label probabilities with the softmax of logits.',
  params: { labels: x(), logits: x(), axis: integer(-1) },
  codes: ['broadcast-mismatch'],
  call({ labels, logits, axis }, cx) {
    // A graph flattens its tensors first, and knows of what is not whole only when it is run.
    const isLater = [labels, logits].some((t) => t.isSymbolic && !(t.shape && !t.shape.hasPrefix && t.shape.dims.every(isLiteral)));
    const shape = isLater ? logits.shape : fitShapes([labels, logits], cx);
    const rank = rankOf(shape);
    const out = rank && axis === -1 ? shapeOf(shape!.dims.slice(0, -1)) : null;
    return made(cx, [labels, logits], out, logits.dtype);
  },
  examples: [
    'tf.nn.softmax_cross_entropy_with_logits(labels=tf.zeros((2, 3)), logits=tf.zeros((2, 3)))  #> [2]',
    'tf.nn.softmax_cross_entropy_with_logits(labels=tf.zeros((2, 4)), logits=tf.zeros((2, 3)))  #! error[broadcast-mismatch]: (2, 4)',
  ],
});

export const sparseSoftmaxCrossEntropy = tensorflowOp({
  name: 'nn.sparse_softmax_cross_entropy_with_logits',
  category: 'loss',
  summary: 'The cross entropy of class indices with the softmax of logits.',
  params: { labels: x(), logits: x() },
  codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  call({ labels, logits }, cx) {
    if (labels.dtype !== null && !isWhole(labels.dtype) && ['float16', 'float32', 'float64', 'bool'].includes(labels.dtype))
      cx.report('dtype-mismatch', msg('{0} does not take {1}, it takes {2}', cx.label, labels.dtype, 'int32, int64'), {
        at: 'labels',
        from: [labels],
      });
    const [p, q] = [rankOf(labels.shape), rankOf(logits.shape)];
    if (p !== null && q !== null) {
      if (p !== q - 1)
        cx.report(
          'rank-mismatch',
          msg('{0}: labels {1} must have one axis less than logits {2}', cx.label, formatShape(labels.shape), formatShape(logits.shape)),
          { from: [labels, logits] },
        );
      else if (labels.shape!.dims.some((d, i) => compareDims(d, logits.shape!.dims[i]!) === 'different'))
        cx.report(
          'dim-mismatch',
          msg(
            '{0}: labels {1} and logits {2} must agree but for the classes',
            cx.label,
            formatShape(labels.shape),
            formatShape(logits.shape),
          ),
          { from: [labels, logits] },
        );
    }
    return made(cx, [labels, logits], labels.shape, logits.dtype);
  },
  examples: [
    'tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=tf.zeros((2, 3)))  #> [2]',
    'tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[[0], [1]], logits=tf.zeros((2, 3)))  #! error[rank-mismatch]: (2, 1)',
    'tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0, 1], logits=tf.zeros((4, 3)))  #! error[dim-mismatch]: (4, 3)',
    'tf.nn.sparse_softmax_cross_entropy_with_logits(labels=[0.0, 1.0], logits=tf.zeros((2, 3)))  #! error[dtype-mismatch]: float32',
  ],
});

export const embeddingLookup = tensorflowOp({
  name: 'nn.embedding_lookup',
  summary: 'The rows of a table at given ids.',
  params: { params: x(), ids: x() },
  other: ['max_norm', 'name'],
  codes: ['class-count'],
  call({ params, ids }, cx) {
    const rank = rankOf(params.shape);
    const rows = rank ? params.shape!.dims[0]! : unknownDim;
    if (ids.range && typeof rows === 'number' && ids.data && ids.range.max >= rows)
      cx.report('class-count', msg('{0}: the table has {1} rows, there is an id of {2}', cx.label, rows, ids.range.max), {
        at: 'ids',
        from: [params, ids],
      });
    return made(
      cx,
      [params, ids],
      rank && rankOf(ids.shape) !== null ? shapeOf([...ids.shape!.dims, ...params.shape!.dims.slice(1)]) : null,
      params.dtype,
    );
  },
  examples: [
    'tf.nn.embedding_lookup(tf.zeros((10, 4)), [[1, 2, 3]])  #> [1, 3, 4]',
    'tf.nn.embedding_lookup(tf.zeros((10, 4)), [10])  #! error[class-count]: 10 rows',
  ],
});

export const batchNormalization = tensorflowOp({
  name: 'nn.batch_normalization',
  category: 'normalization',
  summary: 'Normalizes by a mean and a variance, then scales and shifts.',
  params: { x: x(), mean: x(), variance: x(), offset: value(none), scale: value(none), variance_epsilon: value(none) },
  codes: ['broadcast-mismatch'],
  call({ x, mean, variance, offset, scale }, cx) {
    const all = [x, mean, variance, ...[offset, scale].filter((v) => v.kind !== 'none').map((v) => toTensor(v, cx.heap, 'tensorflow'))];
    return made(cx, all, fitShapes(all, cx), x.dtype);
  },
  examples: [
    'tf.nn.batch_normalization(tf.zeros((2, 3)), tf.zeros(3), tf.ones(3), None, None, 0.1)  #> [2, 3]',
    'tf.nn.batch_normalization(tf.zeros((2, 3)), tf.zeros(2), tf.ones(2), None, None, 0.1)  #! error[broadcast-mismatch]: (2,)',
  ],
});

export const l2Loss = tensorflowOp({
  name: 'nn.l2_loss',
  category: 'loss',
  summary: 'Half the sum of the squares.',
  params: { t: x() },
  codes: [],
  call: ({ t }, cx) => made(cx, [t], shapeOf([]), t.dtype),
  examples: ['tf.nn.l2_loss(tf.zeros((2, 3)))  #> []'],
});

/** Blocks of pixels moved into the channels and back. */
export const blocks: readonly FunctionDef[] = [true, false].map((isPacked) =>
  tensorflowOp({
    name: isPacked ? 'nn.space_to_depth' : 'nn.depth_to_space',
    summary: isPacked ? 'Blocks of pixels moved into the channels.' : 'Channels moved into blocks of pixels.',
    params: { input: x(), block_size: integer(), data_format: text() },
    codes: ['rank-mismatch'],
    call({ input, block_size, data_format }, cx, bound) {
      if (
        refuseRank(input, 4, cx, 'input') ||
        rankOf(input.shape) === null ||
        isChannelsFirst(data_format, bound.values.has('data_format')) !== false
      )
        return made(cx, [input], null, input.dtype);
      const [batch, height, width, channels] = input.shape!.dims as [Dim, Dim, Dim, Dim];
      const square = mulDims(block_size, block_size);
      const out = isPacked
        ? [batch, floorDivDims(height, block_size), floorDivDims(width, block_size), mulDims(channels, square)]
        : [batch, mulDims(height, block_size), mulDims(width, block_size), floorDivDims(channels, square)];
      return made(cx, [input], shapeOf(out), input.dtype);
    },
    examples: [
      isPacked
        ? 'tf.nn.space_to_depth(tf.zeros((1, 8, 8, 3)), 2)  #> [1, 4, 4, 12]'
        : 'tf.nn.depth_to_space(tf.zeros((1, 4, 4, 12)), 2)  #> [1, 8, 8, 3]',
      `tf.nn.${isPacked ? 'space_to_depth' : 'depth_to_space'}(tf.zeros((8, 8, 4)), 2)  #! error[rank-mismatch]: 4 axes`,
    ],
  }),
);
