import type { CallContext, FunctionDef } from '../kernel';
import { arrayOf, axisOf, dims, dtype, elementType, fitShapes, integer, keyword, msg, optionalDim, toTensor, value } from '../kernel';
import { readDtype } from '../kernel';
import type { Dim } from '../../values/dim';
import { ceilDivDims, freeDim, isKnown, isLiteral, subDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none } from '../../values/value';
import { made, tensorflowOp, x } from './tensorflowOp';

/** A tensor of given contents. */
export const constant = tensorflowOp({
  name: 'constant',
  summary: 'A tensor of the values that are given.',
  params: { value: value(), dtype: dtype(), shape: dims('None') },
  codes: ['reshape-size'],
  call({ value, dtype, shape }, cx) {
    const from = toTensor(value, cx.heap, 'tensorflow');
    const own = dtype === 'absent' ? from.dtype : dtype;
    if (!shape) return made(cx, [from], from.shape, own, { data: from.data ?? null, range: from.range ?? null });
    const n = countOf(from.shape);
    const wanted = countOf(shapeOf(shape));
    if (n !== null && wanted !== null && n !== 1 && n !== wanted)
      cx.report('reshape-size', msg('{0}: {1} values do not fill a shape of {2}', cx.label, n, wanted), { at: 'shape', from: [from] });
    return made(cx, [from], shapeOf(shape), own, { data: n === wanted ? (from.data ?? null) : null, range: from.range ?? null });
  },
  examples: ['tf.constant([[1, 2], [3, 4]])  #> [2, 2]', 'tf.constant([1, 2, 3], shape=(2, 2))  #! error[reshape-size]: 3 values'],
});

function countOf(shape: MaybeShape): number | null {
  return shape && !shape.hasPrefix && shape.dims.every(isLiteral) ? shape.dims.reduce((a, b) => a * b, 1) : null;
}

/** A tensor of an array, a list or a number. */
export const convertToTensor = tensorflowOp({
  name: 'convert_to_tensor',
  summary: 'A tensor of an array, a list or a number.',
  params: { value: value(), dtype: dtype() },
  other: ['dtype_hint', 'name'],
  codes: ['dtype-mismatch'],
  call({ value, dtype }, cx) {
    const from = toTensor(value, cx.heap, 'tensorflow');
    if (
      dtype !== null &&
      dtype !== 'absent' &&
      value.kind === 'tensor' &&
      value.framework === 'tensorflow' &&
      from.dtype !== null &&
      from.dtype !== dtype
    )
      cx.report('dtype-mismatch', msg('{0}: the tensor is {1}, only tf.cast makes {2} of it', cx.label, from.dtype, dtype), {
        at: 'dtype',
        from: [from],
      });
    return made(cx, [from], from.shape, dtype === 'absent' ? from.dtype : dtype, { data: from.data ?? null, range: from.range ?? null });
  },
  examples: [
    'tf.convert_to_tensor(np.zeros((2, 3)))  #> [2, 3]',
    "tf.convert_to_tensor(tf.zeros(2), dtype='int32')  #! error[dtype-mismatch]: float32",
  ],
});

/** A tensor that can be changed. */
export const variable = tensorflowOp({
  name: 'Variable',
  summary: 'A tensor that training changes.',
  params: {
    initial_value: value(none),
    trainable: value(none),
    validate_shape: value(none),
    caching_device: value(none),
    name: value(none),
    variable_def: value(none),
    dtype: dtype(),
  },
  other: ['import_scope', 'constraint', 'synchronization', 'aggregation', 'shape', 'experimental_enable_variable_lifting'],
  // Whoever has a say in how variables are made may take a keyword of its own; the others pass over it.
  takesAnyKeyword: true,
  codes: [],
  call({ initial_value, dtype }, cx) {
    const given = initial_value.kind === 'function' || initial_value.kind === 'method' ? cx.call(initial_value, []) : initial_value;
    const from = toTensor(given, cx.heap, 'tensorflow');
    return { ...arrayOf('tensorflow', from.shape, dtype === 'absent' ? from.dtype : dtype), isVariable: true };
  },
  examples: ['tf.Variable(tf.zeros((2, 3)))  #> [2, 3]'],
});

/** Reports extents that no tensor can have. */
function checked(shape: readonly Dim[] | null, cx: CallContext, at = 'shape'): MaybeShape {
  const negative = shape?.find((n): n is number => isLiteral(n) && n < 0);
  if (negative === undefined) return shape && !shape.includes(freeDim) ? shapeOf(shape) : null;
  cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative), { at });
  return null;
}

/** Tensors of one value. */
export const filled: readonly FunctionDef[] = (
  [
    ['zeros', 'A tensor of zeros.', 0],
    ['ones', 'A tensor of ones.', 1],
  ] as const
).map(([name, summary, element]) =>
  tensorflowOp({
    name,
    summary,
    params: { shape: dims(), dtype: dtype('float32') },
    other: ['name', 'layout'],
    codes: ['non-positive-size'],
    call: ({ shape, dtype }, cx) =>
      made(cx, [], checked(shape, cx), dtype === 'absent' ? 'float32' : dtype, { range: { min: element, max: element } }),
    examples: [`tf.${name}((2, 3))  #> [2, 3]`, `tf.${name}((2, -3))  #! error[non-positive-size]: -3`],
  }),
);

/** Tensors like others. */
export const likes: readonly FunctionDef[] = (
  [
    ['zeros_like', 'Zeros in the shape of another tensor.', 0],
    ['ones_like', 'Ones in the shape of another tensor.', 1],
  ] as const
).map(([name, summary, element]) =>
  tensorflowOp({
    name,
    summary,
    params: { input: x(), dtype: dtype() },
    other: ['name', 'layout'],
    codes: [],
    call: ({ input, dtype }, cx) =>
      made(cx, [input], input.shape, dtype === 'absent' ? input.dtype : dtype, { range: { min: element, max: element } }),
    examples: [`tf.${name}(tf.zeros((2, 3)))  #> [2, 3]`],
  }),
);

export const fill = tensorflowOp({
  name: 'fill',
  summary: 'A tensor of one value.',
  params: { dims: dims(), value: x() },
  other: ['name', 'layout'],
  codes: ['non-positive-size'],
  call: ({ dims, value }, cx) => made(cx, [value], checked(dims, cx, 'dims'), value.dtype, { range: value.range ?? null }),
  examples: ['tf.fill([2, 3], 7)  #> [2, 3]', 'tf.fill([2, -3], 7)  #! error[non-positive-size]: -3'],
});

export const range = tensorflowOp({
  name: 'range',
  summary: 'Numbers from a first one up to, and without, a last one.',
  params: { start: value(), limit: value(none), delta: value({ kind: 'int', value: 1 }), dtype: dtype() },
  codes: ['non-positive-size'],
  call({ start, limit, delta, dtype }, cx) {
    const [from, to] = limit.kind === 'none' ? [{ kind: 'int', value: 0 } as Value, start] : [start, limit];
    const parts = [from, to, delta].map((v) => toTensor(v, cx.heap, 'tensorflow'));
    const numbers = parts.map((part) => part.data?.[0] ?? null);
    const order = ['int32', 'int64', 'float16', 'bfloat16', 'float32', 'float64'];
    const types = parts.map((part) => part.dtype);
    const own = types.every((t) => t !== null && order.includes(t)) ? order[Math.max(...types.map((t) => order.indexOf(t!)))]! : null;
    const type = dtype === 'absent' ? own : dtype;
    const [a, b, step] = numbers;
    let n: Dim = unknownDim;
    let data: number[] | null = null;
    if (a !== null && b !== null && step !== null && a !== undefined && b !== undefined && step) {
      if (step > 0 ? a > b : a < b)
        cx.report('non-positive-size', msg('{0}: there are no numbers from {1} to {2} in steps of {3}', cx.label, a, b, step), {});
      n = Math.max(0, Math.ceil((b - a) / step));
      data = n <= 1024 ? Array.from({ length: n }, (_, i) => a + i * step) : null;
    } else if (
      from.kind === 'int' &&
      to.kind === 'int' &&
      delta.kind === 'int' &&
      isKnown(from.value) &&
      isKnown(to.value) &&
      isLiteral(delta.value) &&
      delta.value > 0
    )
      n = ceilDivDims(subDims(to.value, from.value), delta.value);
    return made(cx, parts, shapeOf([n]), type, { data });
  },
  examples: ['tf.range(5)  #> [5]', 'tf.range(2, 10, 3)  #> [3]', 'tf.range(5, 1)  #! error[non-positive-size]: from 5 to 1'],
});

export const linspace = tensorflowOp({
  name: 'linspace',
  summary: 'Evenly spaced numbers between two ends.',
  params: { start: x(), stop: x(), num: integer() },
  other: ['name', 'axis'],
  codes: [],
  call({ start, stop, num }, cx) {
    const own = rankOf(start.shape) === 0 && rankOf(stop.shape) === 0 ? shapeOf([num]) : null;
    const dtype = start.dtype === 'int32' || start.dtype === 'int64' ? 'float64' : start.dtype;
    return made(
      cx,
      [start, stop],
      own,
      dtype === stop.dtype || (stop.dtype !== null && stop.dtype.startsWith('int') && dtype === 'float64') ? dtype : null,
    );
  },
  examples: ['tf.linspace(0.0, 1.0, 5)  #> [5]'],
});

export const eye = tensorflowOp({
  name: 'eye',
  also: ['linalg.eye'],
  summary: 'A matrix with ones on its diagonal.',
  params: { num_rows: integer(), num_columns: optionalDim(), batch_shape: dims('None'), dtype: dtype('float32') },
  codes: [],
  call: ({ num_rows, num_columns, batch_shape, dtype }, cx) =>
    made(cx, [], shapeOf([...(batch_shape ?? []), num_rows, num_columns ?? num_rows]), dtype === 'absent' ? 'float32' : dtype, {
      range: { min: 0, max: 1 },
    }),
  examples: ['tf.eye(3)  #> [3, 3]', 'tf.eye(2, 4)  #> [2, 4]'],
});

export const oneHot = tensorflowOp({
  name: 'one_hot',
  summary: 'A vector for each index, 1 at the index and 0 elsewhere.',
  params: { indices: x(), depth: integer(), on_value: value(none), off_value: value(none), axis: integer(-1), dtype: dtype() },
  codes: ['dtype-mismatch', 'axis-out-of-range'],
  call({ indices, depth, on_value, off_value, axis, dtype }, cx) {
    // An array of NumPy is converted.
    if (indices.framework !== 'numpy' && indices.dtype !== null && (indices.dtype.startsWith('float') || indices.dtype === 'bool'))
      cx.report('dtype-mismatch', msg('{0} does not take {1}, it takes {2}', cx.label, indices.dtype, 'uint8, int32, int64'), {
        at: 'indices',
        from: [indices],
      });
    const rank = rankOf(indices.shape);
    const at = rank === null ? null : axisOf(indices, axis, cx, 'axis', rank + 1);
    const own = indices.shape?.dims ?? [];
    const shape = at === null ? null : shapeOf([...own.slice(0, at), depth, ...own.slice(at)]);
    const hasValues = on_value.kind !== 'none' || off_value.kind !== 'none';
    const value = toTensor(on_value.kind === 'none' ? off_value : on_value, cx.heap, 'tensorflow');
    return made(cx, [indices], shape, dtype !== 'absent' ? dtype : hasValues ? value.dtype : 'float32', {
      range: hasValues ? null : { min: 0, max: 1 },
    });
  },
  examples: [
    'tf.one_hot([0, 2, 1], 3)  #> [3, 3]',
    'tf.one_hot([0.5], 3)  #! error[dtype-mismatch]: float32',
    'tf.one_hot([0, 1], 3, axis=3)  #! error[axis-out-of-range]: no axis 3',
  ],
});

export const cast = tensorflowOp({
  name: 'cast',
  also: ['dtypes.cast'],
  summary: 'The same numbers in another type.',
  params: { x: x(), dtype: elementType() },
  codes: [],
  call: ({ x, dtype }, cx) => castTo(x, readDtype(dtype), cx),
  examples: ['tf.cast(tf.zeros((2, 3)), tf.int32)  #> [2, 3]'],
});

export const saturateCast = tensorflowOp({
  name: 'saturate_cast',
  also: ['dtypes.saturate_cast'],
  summary: 'The same numbers in another type, held to what that can say.',
  params: { value: x(), dtype: elementType() },
  codes: [],
  call: ({ value: given, dtype }, cx) => castTo(given, readDtype(dtype), cx),
  examples: ['tf.saturate_cast(tf.zeros((2, 3)), tf.uint8)  #> [2, 3]'],
});

function castTo(x: TensorValue, type: string | null, cx: CallContext): TensorValue {
  const data =
    type !== null && (type.startsWith('int') || type.startsWith('uint'))
      ? (x.data?.map(Math.trunc) ?? null)
      : type === 'bool'
        ? null
        : (x.data ?? null);
  return made(cx, [x], x.shape, type, { data, range: type === 'bool' ? null : (x.range ?? null) });
}

export const complex = tensorflowOp({
  name: 'complex',
  also: ['dtypes.complex'],
  summary: 'Complex numbers of their real and imaginary parts.',
  params: { real: x(), imag: x() },
  codes: [],
  call: ({ real, imag }, cx) =>
    made(
      cx,
      [real, imag],
      fitShapes([real, imag], cx),
      real.dtype === 'float32' ? 'complex64' : real.dtype === 'float64' ? 'complex128' : null,
    ),
  examples: ['tf.complex(tf.zeros(3), tf.zeros(3))  #> [3]'],
});

export const meshgrid = tensorflowOp({
  name: 'meshgrid',
  summary: 'The coordinates of a grid, one tensor an axis.',
  params: { args: { ...value(), kind: 'rest' }, indexing: keyword(value({ kind: 'str', value: 'xy' })) },
  other: ['name'],
  codes: [],
  call({ args, indexing }, cx) {
    const given: readonly TensorValue[] | null = args.kind === 'tuple' ? args.items.map((v) => toTensor(v, cx.heap, 'tensorflow')) : null;
    const axis = given?.map(({ shape }): Dim => (rankOf(shape) === 0 ? 1 : rankOf(shape) === 1 ? shape!.dims[0]! : unknownDim));
    if (!given || !axis || indexing.kind !== 'str') return { kind: 'unknown', path: null };
    const out = indexing.value === 'xy' && axis.length > 1 ? [axis[1]!, axis[0]!, ...axis.slice(2)] : axis;
    const items = given.map((t) => made(cx, given, shapeOf(out), t.dtype));
    return cx.alloc({ kind: 'list', isSet: false, items, element: { kind: 'unknown', path: null } });
  },
  examples: ['tf.meshgrid(tf.range(3), tf.range(4))[0]  #> [4, 3]'],
});
