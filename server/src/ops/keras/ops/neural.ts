import type { CallContext, FunctionDef, Sliding } from '../../kernel';
import {
  axisOf,
  choice,
  convolutionShape,
  flag,
  integer,
  msg,
  perAxis,
  poolShape,
  promoteLikeKeras,
  readDims,
  sequenceItems,
  text,
  value,
} from '../../kernel';
import type { Dim } from '../../../values/dim';
import { compareDims, floorDivDims, isLiteral, mulDims, unknownDim } from '../../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { none } from '../../../values/value';
import { spreadExtent } from '../transposed';
import { kerasOp, made, x } from './kerasOp';

const format = choice('channels_last', 'channels_last', 'channels_first');
const first = (dataFormat: string | null): boolean | null => (dataFormat === null ? null : dataFormat === 'channels_first');

/** One number for each axis that a window slides over, however they are given. */
function each(given: Value, rank: number, cx: CallContext, otherwise: Dim = 1): readonly Dim[] {
  if (given.kind === 'none') return Array<Dim>(rank).fill(otherwise);
  if (given.kind === 'int') return Array<Dim>(rank).fill(given.value);
  const items = sequenceItems(given, cx.heap) ? readDims(given, cx.heap) : null;
  return items?.length === rank ? items : items?.length === 1 ? Array<Dim>(rank).fill(items[0]!) : Array<Dim>(rank).fill(unknownDim);
}

interface How {
  readonly strides: Value;
  readonly padding: string | null;
  readonly data_format: string | null;
  readonly dilation_rate?: Value;
}

function sliding(rank: number, { strides, padding, data_format, dilation_rate }: How, cx: CallContext): Sliding {
  const known = padding === 'valid' || padding === 'same' ? padding : null;
  return {
    rank,
    strides: each(strides, rank, cx),
    dilations: each(dilation_rate ?? none, rank, cx),
    padding: known,
    channelsFirst: first(data_format),
  };
}

/** The number of axes that windows slide over, of the kernel or else of the images. */
function spatial(x: TensorValue, kernel: TensorValue): number | null {
  const rank = rankOf(x.shape) ?? rankOf(kernel.shape);
  return rank !== null && rank >= 3 && rank <= 5 ? rank - 2 : null;
}

const convolving = {
  strides: value({ kind: 'int', value: 1 }),
  padding: text('valid'),
  data_format: format,
  dilation_rate: value({ kind: 'int', value: 1 }),
};

export const conv = kerasOp({
  name: 'conv',
  params: { inputs: x(), kernel: x(), ...convolving },
  call({ inputs, kernel, ...how }, cx) {
    const rank = spatial(inputs, kernel);
    const at = { x: 'inputs', kernel: 'kernel' };
    const type = promoteLikeKeras(inputs.dtype, kernel.dtype);
    return made(cx, [inputs, kernel], rank === null ? null : convolutionShape(inputs, kernel, sliding(rank, how, cx), cx, at), type);
  },
});

export const depthwiseConv = kerasOp({
  name: 'depthwise_conv',
  params: { inputs: x(), kernel: x(), ...convolving },
  call({ inputs, kernel, ...how }, cx) {
    const rank = spatial(inputs, kernel);
    const at = { x: 'inputs', kernel: 'kernel' };
    const type = promoteLikeKeras(inputs.dtype, kernel.dtype);
    return made(cx, [inputs, kernel], rank === null ? null : convolutionShape(inputs, kernel, sliding(rank, how, cx), cx, at, true), type);
  },
});

export const separableConv = kerasOp({
  name: 'separable_conv',
  params: { inputs: x(), depthwise_kernel: x(), pointwise_kernel: x(), ...convolving },
  call({ inputs, depthwise_kernel: depthwise, pointwise_kernel: pointwise, ...how }, cx) {
    const rank = spatial(inputs, depthwise);
    const from = [inputs, depthwise, pointwise];
    const type = promoteLikeKeras(inputs.dtype, depthwise.dtype);
    if (rank === null) return made(cx, from, null, type);
    const middle = convolutionShape(inputs, depthwise, sliding(rank, how, cx), cx, { x: 'inputs', kernel: 'depthwise_kernel' }, true);
    const plain: How = { strides: none, padding: 'valid', data_format: how.data_format };
    const at = { x: 'inputs', kernel: 'pointwise_kernel' };
    return made(cx, from, convolutionShape({ ...inputs, shape: middle }, pointwise, sliding(rank, plain, cx), cx, at), type);
  },
});

export const convTranspose = kerasOp({
  name: 'conv_transpose',
  params: {
    inputs: x(),
    kernel: x(),
    strides: convolving.strides,
    padding: text('valid'),
    output_padding: value(none),
    data_format: format,
    dilation_rate: convolving.dilation_rate,
  },
  call({ inputs, kernel, strides, padding, output_padding, data_format, dilation_rate }, cx) {
    const rank = spatial(inputs, kernel);
    const type = promoteLikeKeras(inputs.dtype, kernel.dtype);
    const isFirst = first(data_format);
    if (rank === null || rankOf(inputs.shape) !== rank + 2 || rankOf(kernel.shape) !== rank + 2 || isFirst === null)
      return made(cx, [inputs, kernel], null, type);
    const how = {
      kernel_size: kernel.shape!.dims.slice(0, rank),
      strides: each(strides, rank, cx),
      padding,
      output_padding: output_padding.kind === 'none' ? null : each(output_padding, rank, cx),
      dilation_rate: each(dilation_rate, rank, cx),
    };
    const dims = [...inputs.shape!.dims];
    for (let i = 0; i < rank; i++) dims[i + (isFirst ? 2 : 1)] = spreadExtent(dims[i + (isFirst ? 2 : 1)]!, how, i);
    dims[isFirst ? 1 : rank + 1] = kernel.shape!.dims[rank]!;
    return made(cx, [inputs, kernel], shapeOf(dims), type);
  },
});

/** One value of each window. */
export const pools: readonly FunctionDef[] = (['max_pool', 'average_pool'] as const).map((name) =>
  kerasOp({
    name,
    params: { inputs: x(), pool_size: value(), strides: value(none), padding: text('valid'), data_format: format },
    call({ inputs, pool_size, strides, ...how }, cx) {
      const rank = spatial(inputs, inputs);
      if (rank === null) return made(cx, [inputs], null, inputs.dtype);
      const plain = sliding(rank, { strides: none, ...how }, cx);
      const sizes = each(pool_size, rank, cx);
      const by = strides.kind === 'none' ? sizes : each(strides, rank, cx);
      return made(cx, [inputs], poolShape(inputs, sizes, { ...plain, strides: by }, cx, 'inputs'), inputs.dtype);
    },
  }),
);

export const adaptivePools: readonly FunctionDef[] = (['adaptive_max_pool', 'adaptive_average_pool'] as const).map((name) =>
  kerasOp({
    name,
    params: { inputs: x(), output_size: value(), data_format: format },
    call({ inputs, output_size, data_format }, cx) {
      const rank = spatial(inputs, inputs);
      const isFirst = first(data_format);
      if (rank === null || isFirst === null) return made(cx, [inputs], null, inputs.dtype);
      const sizes = each(output_size, rank, cx);
      const dims = inputs.shape!.dims.map((d, i): Dim => sizes[i - (isFirst ? 2 : 1)] ?? d);
      if (!isFirst) dims[rank + 1] = inputs.shape!.dims[rank + 1]!;
      return made(cx, [inputs], shapeOf(dims), inputs.dtype);
    },
  }),
);

/** Functions that shift and scale their first tensor. */
export const normalizations: readonly FunctionDef[] = [
  kerasOp({
    name: 'batch_normalization',
    params: { x: x(), mean: x(), variance: x(), axis: integer() },
    other: ['offset', 'scale', 'epsilon'],
    call({ x, axis }, cx) {
      axisOf(x, axis, cx);
      return made(cx, [x], x.shape, x.dtype);
    },
  }),
  ...(['layer_normalization', 'rms_normalization'] as const).map((name) =>
    kerasOp({
      name,
      params: name === 'layer_normalization' ? { x: x(), gamma: value(none), beta: value(none) } : { x: x(), scale: value(none) },
      other: ['axis', 'epsilon'],
      takesAnyKeyword: name === 'layer_normalization',
      call: (args, cx) =>
        made(cx, [(args as { x: TensorValue }).x], (args as { x: TensorValue }).x.shape, (args as { x: TensorValue }).x.dtype),
    }),
  ),
];

export const glu = kerasOp({
  name: 'glu',
  params: { x: x(), axis: integer(-1) },
  call({ x, axis }, cx) {
    const at = axisOf(x, axis, cx);
    const size = at === null ? unknownDim : x.shape!.dims[at]!;
    if (isLiteral(size) && size % 2 === 1) {
      cx.report('dim-mismatch', msg('{0} halves axis {1}, its extent must be even: {2}', cx.label, at!, formatShape(x.shape)), {
        at: 'x',
        from: [x],
      });
      return made(cx, [x], null, x.dtype);
    }
    return made(cx, [x], at === null ? null : shapeOf(x.shape!.dims.map((d, i) => (i === at ? floorDivDims(d, 2) : d))), x.dtype);
  },
});

/** Reports a target and an output that certainly have different shapes. */
function sameShapes(target: TensorValue, output: TensorValue, cx: CallContext): boolean {
  const [p, q] = [rankOf(target.shape), rankOf(output.shape)];
  if (p === null || q === null) return true;
  const fits =
    p === q && target.shape!.dims.every((d, i) => !isLiteral(d) || !isLiteral(output.shape!.dims[i]!) || d === output.shape!.dims[i]);
  if (!fits)
    cx.report(
      'loss-target-mismatch',
      msg('{0}: the target {1} and the output {2} must have one shape', cx.label, formatShape(target.shape), formatShape(output.shape)),
      {
        from: [target, output],
      },
    );
  return fits;
}

/** Losses of each example. */
export const crossentropies: readonly FunctionDef[] = [
  kerasOp({
    name: 'binary_crossentropy',
    params: { target: x(), output: x(), from_logits: flag(false) },
    call({ target, output }, cx) {
      sameShapes(target, output, cx);
      return made(cx, [target, output], output.shape, output.dtype);
    },
  }),
  kerasOp({
    name: 'categorical_crossentropy',
    params: { target: x(), output: x(), from_logits: flag(false), axis: integer(-1) },
    call({ target, output, axis }, cx) {
      sameShapes(target, output, cx);
      const at = rankOf(output.shape) ? axisOf(output, axis, cx) : null;
      return made(cx, [target, output], at === null ? null : shapeOf(output.shape!.dims.filter((_, i) => i !== at)), output.dtype);
    },
  }),
  kerasOp({
    name: 'sparse_categorical_crossentropy',
    params: { target: x(), output: x(), from_logits: flag(false), axis: integer(-1) },
    call({ target, output, axis }, cx) {
      const at = rankOf(output.shape) ? axisOf(output, axis, cx) : null;
      if (at === null) return made(cx, [target, output], null, output.dtype);
      const wanted = output.shape!.dims.filter((_, i) => i !== at);
      const rank = rankOf(target.shape);
      if (rank !== null) {
        const own = rank === wanted.length + 1 && target.shape!.dims.at(-1) === 1 ? target.shape!.dims.slice(0, -1) : target.shape!.dims;
        if (own.length !== wanted.length || own.some((d, i) => isLiteral(d) && isLiteral(wanted[i]!) && d !== wanted[i]))
          cx.report(
            'loss-target-mismatch',
            msg(
              '{0}: the target {1} must have the shape of the output {2} without its classes',
              cx.label,
              formatShape(target.shape),
              formatShape(output.shape),
            ),
            { from: [target, output] },
          );
      }
      return made(cx, [target, output], shapeOf(wanted), output.dtype);
    },
  }),
  kerasOp({
    name: 'ctc_loss',
    params: { target: x(), output: x(), target_length: x(), output_length: x() },
    other: ['mask_index'],
    call: ({ target, output }, cx) =>
      made(cx, [target, output], rankOf(target.shape) ? shapeOf([dimAt(target.shape, 0)]) : null, output.dtype),
  }),
];

export const inTopK = kerasOp({
  name: 'in_top_k',
  params: { targets: x(), predictions: x(), k: integer() },
  call: ({ targets, predictions }, cx) => made(cx, [targets, predictions], targets.shape, 'bool'),
});

export const psnr = kerasOp({
  name: 'psnr',
  params: { x1: x(), x2: x(), max_val: value() },
  call({ x1, x2 }, cx) {
    sameShapes(x1, x2, cx);
    return made(cx, [x1, x2], shapeOf([]), x1.dtype);
  },
});

export const multiHot = kerasOp({
  name: 'multi_hot',
  params: { inputs: x(), num_classes: value(none), axis: integer(-1) },
  other: ['dtype', 'sparse'],
  takesAnyKeyword: true,
  call({ inputs, num_classes, axis }, cx, bound) {
    const rank = rankOf(inputs.shape);
    const n: Dim = num_classes.kind === 'int' ? num_classes.value : unknownDim;
    const type = bound.values.has('dtype') ? null : 'float32';
    if (rank === null || rank === 0 || rank > 2 || axis !== -1 || num_classes.kind === 'none') return made(cx, [inputs], null, type);
    return made(cx, [inputs], shapeOf(rank === 1 ? [n] : [inputs.shape!.dims[0]!, n]), type);
  },
});

export const dotProductAttention = kerasOp({
  name: 'dot_product_attention',
  params: { query: x(), key: x(), value: x() },
  other: ['bias', 'mask', 'scale', 'is_causal', 'flash_attention', 'attn_logits_soft_cap'],
  call({ query, key, value: values }, cx) {
    const all = [query, key, values];
    const odd = all.find((t) => rankOf(t.shape) !== null && rankOf(t.shape) !== 4);
    if (odd) {
      cx.report(
        'rank-mismatch',
        msg('{0} takes tensors of batch, time, heads and features, it gets {1}', cx.label, formatShape(odd.shape)),
        { from: [odd] },
      );
      return made(cx, all, null, query.dtype);
    }
    return made(cx, all, query.shape, query.dtype);
  },
});

/** Channels that become pixels, and pixels that become channels. */
export const depthAndSpace: readonly FunctionDef[] = (['depth_to_space', 'space_to_depth'] as const).map((name) =>
  kerasOp({
    name,
    params: { x: x(), block_size: integer(), data_format: format },
    call({ x, block_size: by, data_format }, cx) {
      const isFirst = first(data_format);
      if (rankOf(x.shape) !== 4 || isFirst === null) return made(cx, [x], null, x.dtype);
      const [c, h, w] = isFirst ? [1, 2, 3] : [3, 1, 2];
      const dims = [...x.shape!.dims];
      const square = mulDims(by, by);
      const [grown, shrunk] = name === 'depth_to_space' ? [[h, w], [c]] : [[c], [h, w]];
      for (const at of grown) dims[at] = mulDims(dims[at]!, at === c ? square : by);
      for (const at of shrunk) dims[at] = floorDivDims(dims[at]!, at === c ? square : by);
      return made(cx, [x], shapeOf(dims), x.dtype);
    },
  }),
);

const block = { dilation: perAxis(2, 1, 'lenient'), padding: perAxis(2, 0, 'lenient'), stride: perAxis(2, 1, 'lenient') };

/** How often a window fits along an axis with padding on both sides. */
function fits(n: Dim, size: Dim, dilation: Dim, padding: Dim, stride: Dim): Dim {
  if (![n, size, dilation, padding, stride].every(isLiteral) || stride === 0) return unknownDim;
  const [a, b, c, d, e] = [n, size, dilation, padding, stride] as number[];
  return Math.floor((a! + 2 * d! - c! * (b! - 1) - 1) / e!) + 1;
}

export const unfold = kerasOp({
  name: 'unfold',
  params: { x: x(), kernel_size: perAxis(2), ...block },
  call({ x, kernel_size: [kh, kw], dilation, padding, stride }, cx) {
    if (rankOf(x.shape) !== 4) return made(cx, [x], null, x.dtype);
    const [n, c, h, w] = x.shape!.dims as [Dim, Dim, Dim, Dim];
    const rows = fits(h, kh!, dilation[0]!, padding[0]!, stride[0]!);
    const columns = fits(w, kw!, dilation[1]!, padding[1]!, stride[1]!);
    return made(cx, [x], shapeOf([n, mulDims(c, mulDims(kh!, kw!)), mulDims(rows, columns)]), x.dtype);
  },
});

export const fold = kerasOp({
  name: 'fold',
  params: { x: x(), output_size: perAxis(2), kernel_size: perAxis(2), ...block },
  call({ x, output_size: [h, w], kernel_size: [kh, kw] }, cx) {
    if (rankOf(x.shape) !== 3) return made(cx, [x], null, x.dtype);
    const channels = floorDivDims(x.shape!.dims[1]!, mulDims(kh!, kw!));
    return made(cx, [x], shapeOf([x.shape!.dims[0]!, channels, h!, w!]), x.dtype);
  },
});

/** The sum of a part of each segment; how many there are is given, or only the ids say. */
export const segments: readonly FunctionDef[] = ['sum', 'max', 'min', 'prod'].map((name) =>
  kerasOp({
    name: `segment_${name}`,
    params: { data: x(), segment_ids: x(), num_segments: value(none) },
    other: ['sorted'],
    call({ data, segment_ids, num_segments }, cx) {
      const rank = rankOf(data.shape);
      if (rank === 0 || (rankOf(segment_ids.shape) ?? 1) !== 1) return made(cx, [data, segment_ids], null, data.dtype);
      const [n, ids] = [dimAt(data.shape, 0), dimAt(segment_ids.shape, 0)];
      const count: Dim = num_segments.kind === 'int' ? num_segments.value : unknownDim;
      const from = [data, segment_ids];
      if (rank !== null && compareDims(n, ids) === 'different' && isLiteral(n) && isLiteral(ids)) return made(cx, from, null, data.dtype);
      return made(cx, from, rank === null ? null : shapeOf([count, ...data.shape!.dims.slice(1)]), data.dtype);
    },
  }),
);
