import type { FunctionDef } from '../kernel';
import { axisOf, dims, dtype, fitShapes, integer, msg, toTensor, value, withDim } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, subDims, unknownDim } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import { none } from '../../values/value';
import { made, tensorflowOp, x } from './tensorflowOp';

export const gather = tensorflowOp({
  name: 'gather',
  summary: 'The parts of a tensor at given indices of an axis.',
  params: { params: x(), indices: x(), validate_indices: value(none), axis: value(none), batch_dims: integer(0) },
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ params, indices, axis, batch_dims }, cx) {
    if (indices.dtype !== null && (indices.dtype.startsWith('float') || indices.dtype === 'bool') && indices.data?.length !== 0)
      cx.report('dtype-mismatch', msg('{0} does not take {1}, it takes {2}', cx.label, indices.dtype, 'int32, int64'), {
        at: 'indices',
        from: [indices],
      });
    const wanted: Dim = axis.kind === 'none' ? batch_dims : axis.kind === 'int' ? axis.value : unknownDim;
    const at = axisOf(params, wanted, cx);
    if (at === null || !isLiteral(batch_dims) || rankOf(indices.shape) === null) return made(cx, [params, indices], null, params.dtype);
    const { dims: own } = params.shape!;
    const skip = batch_dims < 0 ? batch_dims + indices.shape!.dims.length : batch_dims;
    const size = own[at]!;
    const wrong = isLiteral(size) ? indices.data?.find((i) => i < 0 || i >= size) : undefined;
    if (wrong !== undefined)
      cx.report(
        'axis-out-of-range',
        msg('There is no element {0} on axis {1}, which has {2}: {3}', wrong, at, isLiteral(size) ? size : 0, formatShape(params.shape)),
        { at: 'indices', from: [params] },
      );
    return made(
      cx,
      [params, indices],
      shapeOf([...own.slice(0, at), ...indices.shape!.dims.slice(skip), ...own.slice(at + 1)]),
      params.dtype,
      { range: params.range ?? null },
    );
  },
  examples: [
    'tf.gather(tf.zeros((5, 3)), [0, 2])  #> [2, 3]',
    'tf.gather(tf.zeros((5, 3)), [0], axis=2)  #! error[axis-out-of-range]: no axis 2',
    'tf.gather(tf.zeros((5, 3)), [0.5])  #! error[dtype-mismatch]: float32',
  ],
});

export const gatherNd = tensorflowOp({
  name: 'gather_nd',
  summary: 'The parts of a tensor at given places.',
  params: { params: x(), indices: x(), batch_dims: integer(0) },
  other: ['name', 'bad_indices_policy'],
  codes: ['rank-mismatch'],
  call({ params, indices, batch_dims }, cx) {
    const [p, q] = [rankOf(params.shape), rankOf(indices.shape)];
    const depth = q ? indices.shape!.dims.at(-1)! : unknownDim;
    if (p === null || q === null || q === 0 || !isLiteral(depth) || !isLiteral(batch_dims))
      return made(cx, [params, indices], null, params.dtype);
    if (depth + batch_dims > p) {
      cx.report('rank-mismatch', msg('The index has {0} parts, but the array has {1} axes: {2}', depth, p, formatShape(params.shape)), {
        at: 'indices',
        from: [params, indices],
      });
      return made(cx, [params, indices], null, params.dtype);
    }
    return made(
      cx,
      [params, indices],
      shapeOf([...indices.shape!.dims.slice(0, -1), ...params.shape!.dims.slice(batch_dims + depth)]),
      params.dtype,
    );
  },
  examples: [
    'tf.gather_nd(tf.zeros((5, 3)), [[0, 1], [2, 2]])  #> [2]',
    'tf.gather_nd(tf.zeros(5), [[0, 1]])  #! error[rank-mismatch]: 2 parts',
  ],
});

export const booleanMask = tensorflowOp({
  name: 'boolean_mask',
  summary: 'The elements where a mask holds.',
  params: { tensor: x(), mask: x(), axis: value(none) },
  codes: ['dim-mismatch'],
  call({ tensor, mask, axis }, cx) {
    const n = rankOf(mask.shape);
    const at = axis.kind === 'none' ? 0 : axis.kind === 'int' ? axisOf(tensor, axis.value, cx) : null;
    if (n === null || at === null || rankOf(tensor.shape) === null) return made(cx, [tensor, mask], null, tensor.dtype);
    const own = tensor.shape!.dims;
    const wrong = mask.shape!.dims.findIndex((d, i) => isLiteral(d) && isLiteral(own[at + i] ?? unknownDim) && own[at + i] !== d);
    if (wrong >= 0)
      cx.report('dim-mismatch', msg('{0}: the mask {1} does not fit {2}', cx.label, formatShape(mask.shape), formatShape(tensor.shape)), {
        at: 'mask',
        from: [tensor, mask],
      });
    const chosen = mask.data ? mask.data.filter((d) => d !== 0).length : unknownDim;
    return made(cx, [tensor, mask], shapeOf([...own.slice(0, at), chosen, ...own.slice(at + n)]), tensor.dtype);
  },
  examples: [
    'tf.boolean_mask(tf.zeros((3, 2)), [True, False, True])  #> [2, 2]',
    'tf.boolean_mask(tf.zeros((3, 2)), [True, False])  #! error[dim-mismatch]: (2,)',
  ],
});

export const where = tensorflowOp({
  name: 'where',
  summary: 'Elements of one tensor or the other, or the places where a condition holds.',
  params: { condition: x(), x: value(none), y: value(none) },
  codes: ['broadcast-mismatch'],
  call({ condition, x, y }, cx) {
    if (x.kind === 'none' && y.kind === 'none') {
      const rank = rankOf(condition.shape);
      const count = condition.data && rank !== null ? condition.data.filter((d) => d !== 0).length : unknownDim;
      return made(cx, [condition], shapeOf([count, rank ?? unknownDim]), 'int64');
    }
    const [a, b] = [toTensor(x, cx.heap, 'tensorflow'), toTensor(y, cx.heap, 'tensorflow')];
    const isNumber = (kind: string): boolean => kind === 'int' || kind === 'float';
    const type = a.dtype === b.dtype ? a.dtype : isNumber(x.kind) ? b.dtype : isNumber(y.kind) ? a.dtype : null;
    return made(cx, [condition, a, b], fitShapes([condition, a, b], cx), type);
  },
  examples: [
    'tf.where(tf.zeros((2, 3)) > 0, 1.0, tf.zeros(3))  #> [2, 3]',
    'tf.where(tf.zeros(2) > 0, tf.zeros(3), 0.0)  #! error[broadcast-mismatch]: (2,), (3,)',
  ],
});

export const slice = tensorflowOp({
  name: 'slice',
  summary: 'A block of a tensor.',
  params: { input_: x(), begin: dims(), size: dims() },
  codes: ['rank-mismatch', 'axis-out-of-range'],
  call({ input_, begin, size }, cx) {
    const rank = rankOf(input_.shape);
    if (!size || !begin) return made(cx, [input_], null, input_.dtype);
    if (rank !== null && (size.length !== rank || begin.length !== rank)) {
      cx.report(
        'rank-mismatch',
        msg('{0}: {1} axes are named, the tensor has {2}: {3}', cx.label, size.length, rank, formatShape(input_.shape)),
        { at: 'size', from: [input_] },
      );
      return made(cx, [input_], null, input_.dtype);
    }
    const out = size.map((n, i) => (n === -1 ? (rank === null ? unknownDim : subDims(input_.shape!.dims[i]!, begin[i]!)) : n));
    const wrong =
      rank === null
        ? -1
        : input_.shape!.dims.findIndex(
            (d, i) => isLiteral(d) && isLiteral(begin[i]!) && isLiteral(out[i]!) && (begin[i] < 0 || out[i] < 0 || begin[i] + out[i] > d),
          );
    if (wrong >= 0)
      cx.report('axis-out-of-range', msg('{0}: the block reaches beyond axis {1} of {2}', cx.label, wrong, formatShape(input_.shape)), {
        at: 'size',
        from: [input_],
      });
    return made(cx, [input_], shapeOf(out), input_.dtype);
  },
  examples: [
    'tf.slice(tf.zeros((5, 3)), [1, 0], [2, -1])  #> [2, 3]',
    'tf.slice(tf.zeros((5, 3)), [1], [2])  #! error[rank-mismatch]: 1 axes',
    'tf.slice(tf.zeros((5, 3)), [4, 0], [2, 1])  #! error[axis-out-of-range]: axis 0',
  ],
});

/** Elements in order. */
export const sorting: readonly FunctionDef[] = (
  [
    ['sort', 'The elements in order along an axis.', null],
    ['argsort', 'The indices that put the elements in order along an axis.', 'int32'],
  ] as const
).map(([name, summary, type]) =>
  tensorflowOp({
    name,
    summary,
    params: { values: x(), axis: integer(-1) },
    other: name === 'sort' ? ['direction', 'name'] : ['direction', 'stable', 'name'],
    codes: ['axis-out-of-range'],
    call({ values, axis }, cx) {
      axisOf(values, axis, cx);
      return made(cx, [values], values.shape, type ?? values.dtype);
    },
    examples: [`tf.${name}(tf.zeros((2, 3)))  #> [2, 3]`, `tf.${name}(tf.zeros((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2`],
  }),
);

export const topK = tensorflowOp({
  name: 'math.top_k',
  also: ['nn.top_k'],
  summary: 'The largest elements of the last axis and their indices.',
  params: { input: x(), k: integer(1) },
  other: ['sorted', 'index_type', 'name'],
  codes: ['dim-mismatch'],
  call({ input, k }, cx) {
    const rank = rankOf(input.shape);
    const size = rank ? input.shape!.dims[rank - 1]! : unknownDim;
    if (isLiteral(size) && isLiteral(k) && k > size)
      cx.report('dim-mismatch', msg('{0}: the last axis of {1} has fewer than {2} elements', cx.label, formatShape(input.shape), k), {
        at: 'k',
        from: [input],
      });
    const shape = rank ? withDim(input.shape, rank - 1, k) : null;
    const items = [made(cx, [input], shape, input.dtype), made(cx, [input], shape, 'int32')];
    return { kind: 'tuple', items, names: ['values', 'indices'], name: 'TopKV2' };
  },
  examples: [
    'tf.math.top_k(tf.zeros((2, 5)), k=3)[0]  #> [2, 3]',
    'tf.math.top_k(tf.zeros((2, 5)), k=6)  #! error[dim-mismatch]: fewer than 6',
  ],
});

export const inTopK = tensorflowOp({
  name: 'math.in_top_k',
  also: ['nn.in_top_k'],
  summary: 'Whether each target is among the largest predictions.',
  params: { targets: x(), predictions: x(), k: integer() },
  codes: [],
  call: ({ targets, predictions }, cx) => made(cx, [targets, predictions], targets.shape, 'bool'),
  examples: ['tf.math.in_top_k([0, 1], tf.zeros((2, 5)), 3)  #> [2]'],
});

export const unique = tensorflowOp({
  name: 'unique',
  summary: 'The different elements of a vector, and which one each element is.',
  params: { x: x(), out_idx: dtype('int32') },
  codes: ['rank-mismatch'],
  call({ x, out_idx }, cx) {
    if ((rankOf(x.shape) ?? 1) !== 1)
      cx.report('rank-mismatch', msg('{0}: {1} must have {2}, it is {3}', cx.label, 'x', msg('{0} axes', 1), formatShape(x.shape)), {
        at: 'x',
        from: [x],
      });
    const n = x.data ? new Set(x.data).size : unknownDim;
    return {
      kind: 'tuple',
      items: [
        made(cx, [x], shapeOf([n]), x.dtype, { range: x.range ?? null }),
        made(cx, [x], x.shape, out_idx === 'absent' ? 'int32' : out_idx),
      ],
    };
  },
  examples: ['tf.unique([1, 2, 1])[0]  #> [2]', 'tf.unique(tf.zeros((2, 3)))  #! error[rank-mismatch]: (2, 3)'],
});

export const clipByValue = tensorflowOp({
  name: 'clip_by_value',
  summary: 'Each element, cut off at two ends.',
  params: { t: x(), clip_value_min: x(), clip_value_max: x() },
  codes: ['broadcast-mismatch'],
  call({ t, clip_value_min, clip_value_max }, cx) {
    fitShapes([t, clip_value_min, clip_value_max], cx);
    return made(cx, [t], t.shape, t.dtype);
  },
  examples: [
    'tf.clip_by_value(tf.zeros((2, 3)), 0.0, 1.0)  #> [2, 3]',
    'tf.clip_by_value(tf.zeros((2, 3)), tf.zeros(2), 1.0)  #! error[broadcast-mismatch]: (2,)',
  ],
});

export const clipByNorm = tensorflowOp({
  name: 'clip_by_norm',
  summary: 'Vectors cut off at a length.',
  params: { t: x(), clip_norm: value(), axes: value(none) },
  codes: [],
  call: ({ t }, cx) => made(cx, [t], t.shape, t.dtype),
  examples: ['tf.clip_by_norm(tf.zeros((2, 3)), 1.0)  #> [2, 3]'],
});

export const sequenceMask = tensorflowOp({
  name: 'sequence_mask',
  summary: 'Truth values that hold up to a length.',
  params: { lengths: x(), maxlen: value(none), dtype: dtype('bool') },
  codes: [],
  call({ lengths, maxlen, dtype }, cx) {
    const longest: Dim =
      maxlen.kind === 'int' ? maxlen.value : maxlen.kind === 'none' && lengths.data?.length ? Math.max(0, ...lengths.data) : unknownDim;
    return made(
      cx,
      [lengths],
      rankOf(lengths.shape) === null ? null : shapeOf([...lengths.shape!.dims, longest]),
      dtype === 'absent' ? 'bool' : dtype,
    );
  },
  examples: ['tf.sequence_mask([1, 3, 2])  #> [3, 3]'],
});

/** A result in the shape of the first tensor. */
export const scatters: readonly FunctionDef[] = (
  ['tensor_scatter_nd_update', 'tensor_scatter_nd_add', 'tensor_scatter_nd_sub', 'tensor_scatter_nd_max', 'tensor_scatter_nd_min'] as const
).map((name) =>
  tensorflowOp({
    name,
    summary: `The tensor with the elements at some places ${name.endsWith('update') ? 'replaced' : name.endsWith('add') ? 'increased' : name.endsWith('sub') ? 'decreased' : name.endsWith('max') ? 'raised to at least a value' : 'lowered to at most a value'}.`,
    params: { tensor: x(), indices: x(), updates: x() },
    other: ['name', 'bad_indices_policy'],
    codes: [],
    call: ({ tensor, indices, updates }, cx) => made(cx, [tensor, indices, updates], tensor.shape, tensor.dtype),
    examples: [`tf.${name}(tf.zeros((4,)), [[1], [2]], [1.0, 2.0])  #> [4]`],
  }),
);

export const scatterNd = tensorflowOp({
  name: 'scatter_nd',
  summary: 'Zeros with values at some places.',
  params: { indices: x(), updates: x(), shape: dims() },
  other: ['name', 'bad_indices_policy'],
  codes: ['rank-mismatch'],
  call({ indices, updates, shape }, cx) {
    const [p, q] = [rankOf(indices.shape), rankOf(updates.shape)];
    const depth = p ? indices.shape!.dims.at(-1)! : unknownDim;
    if (shape && p && q !== null && isLiteral(depth) && q !== p - 1 + shape.length - depth)
      cx.report(
        'rank-mismatch',
        msg(
          '{0}: the updates {1} do not fit the indices {2} of {3}',
          cx.label,
          formatShape(updates.shape),
          formatShape(indices.shape),
          formatShape(shapeOf(shape)),
        ),
        { at: 'updates', from: [updates] },
      );
    return made(cx, [indices, updates], shape && shapeOf(shape), updates.dtype);
  },
  examples: [
    'tf.scatter_nd([[1], [2]], [1.0, 2.0], [4])  #> [4]',
    'tf.scatter_nd([[1], [2]], [1.0, 2.0], [4, 3])  #! error[rank-mismatch]: (2,)',
  ],
});

/** Sums and the like over rows of one group. */
export const segments: readonly FunctionDef[] = (['sum', 'mean', 'max', 'min', 'prod'] as const).flatMap((kind) => [
  tensorflowOp({
    name: `math.segment_${kind}`,
    summary: `The ${kind} of the rows of each group; the groups lie in order.`,
    params: { data: x(), segment_ids: x() },
    codes: [],
    call: ({ data, segment_ids }, cx) =>
      made(
        cx,
        [data, segment_ids],
        withDim(data.shape, 0, segment_ids.data?.length ? Math.max(...segment_ids.data) + 1 : unknownDim),
        data.dtype,
      ),
    examples: [`tf.math.segment_${kind}(tf.zeros((3, 2)), [0, 0, 1])  #> [2, 2]`],
  }),
  tensorflowOp({
    name: `math.unsorted_segment_${kind}`,
    summary: `The ${kind} of the rows of each group.`,
    params: { data: x(), segment_ids: x(), num_segments: integer() },
    codes: [],
    call({ data, segment_ids, num_segments }, cx) {
      const n = rankOf(segment_ids.shape);
      const shape = n === null || rankOf(data.shape) === null ? null : shapeOf([num_segments, ...data.shape!.dims.slice(n)]);
      return made(cx, [data, segment_ids], shape, data.dtype);
    },
    examples: [`tf.math.unsorted_segment_${kind}(tf.zeros((3, 2)), [1, 0, 1], 4)  #> [4, 2]`],
  }),
]);

export const searchsorted = tensorflowOp({
  name: 'searchsorted',
  summary: 'Where values would stand in an ordered tensor.',
  params: { sorted_sequence: x(), values: x(), side: value(none), out_type: dtype('int32') },
  codes: [],
  call: ({ sorted_sequence, values, out_type }, cx) =>
    made(cx, [sorted_sequence, values], values.shape, out_type === 'absent' ? 'int32' : out_type),
  examples: ['tf.searchsorted([1, 2, 3], [2, 3])  #> [2]'],
});
