import type { CallContext, FunctionDef, Params } from '../kernel';
import {
  arrayOf,
  axes,
  axisOf,
  concatShape,
  defineOp,
  dims,
  dtype,
  expandShape,
  fitShapes,
  flag,
  integer,
  productShape,
  readDims,
  reduceShape,
  reshapeShape,
  squeezeShape,
  stackShape,
  tensor,
  tensors,
  tensordotShape,
  tileShape,
  toTensor,
  transposeShape,
  value,
} from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, freeDim, mulDims, productOf, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';

type Given = Readonly<Record<string, unknown>>;

function backendOp(
  name: string,
  params: Params,
  call: (args: Given, cx: CallContext) => Value,
  other: readonly string[] = [],
): FunctionDef {
  return defineOp({
    name: `keras.backend.${name}`,
    isSecondary: true,
    docs: 'https://www.tensorflow.org/api_docs/python/tf/keras/backend',
    category: 'array',
    params,
    otherParams: other,
    codes: [],
    call: (args, cx) => call(args as Given, cx),
    examples: [],
  });
}

const x = (): ReturnType<typeof tensor> => tensor(undefined, 'tensorflow');
const input = (args: Given): TensorValue => args.x as TensorValue;

const made = (cx: CallContext, from: readonly TensorValue[], shape: MaybeShape, type: string | null): TensorValue =>
  cx.result(from, shape, type, { framework: 'tensorflow' });

/** What depends on one tensor alone. */
function ofTensor(
  name: string,
  more: Params,
  shape: (x: TensorValue, args: Given, cx: CallContext) => MaybeShape,
  type: (x: TensorValue) => string | null = (t) => t.dtype,
): FunctionDef {
  return backendOp(name, { x: x(), ...more }, (args, cx) => made(cx, [input(args)], shape(input(args), args, cx), type(input(args))));
}

const along = { axis: axes('None'), keepdims: flag(false) };
const named = (names: string, give: (name: string) => FunctionDef): FunctionDef[] => names.split(' ').map(give);
const same = (t: TensorValue): MaybeShape => t.shape;
const sized = (t: TensorValue): Dim => (rankOf(t.shape) === null ? unknownDim : productOf(t.shape!.dims));
const given = (shape: readonly Dim[] | null): MaybeShape => (shape && !shape.includes(freeDim) ? shapeOf(shape) : null);
const typed = (type: string | null): string | null => (type === 'absent' ? 'float32' : type);

function staticShape(t: TensorValue): Value {
  if (rankOf(t.shape) === null) return unknown;
  return tuple(t.shape!.dims.map((d) => (d === freeDim ? none : int(d))));
}

/** Products of the rows of two batches along an axis of each. */
function batchDot(a: TensorValue, b: TensorValue, axes: Value, cx: CallContext): MaybeShape {
  const [p, q] = [rankOf(a.shape), rankOf(b.shape)];
  if (p === null || q === null || p < 2 || q < 2) return null;
  const pair =
    axes.kind === 'int' ? [axes.value, axes.value] : axes.kind === 'none' ? [p - 1, q === 2 ? 1 : q - 2] : readDims(axes, cx.heap);
  if (pair?.length !== 2) return null;
  const [i, j] = [axisOf(a, pair[0]!, cx, 'axes'), axisOf(b, pair[1]!, cx, 'axes')];
  if (i === null || j === null || i === 0 || j === 0) return null;
  const rest = tensordotShape(
    { ...a, shape: shapeOf(a.shape!.dims.slice(1)) },
    { ...b, shape: shapeOf(b.shape!.dims.slice(1)) },
    [[i - 1], [j - 1]],
    cx,
  );
  if (!rest) return null;
  const out = [dimAt(a.shape, 0), ...rest.dims];
  return shapeOf(out.length === 1 ? [...out, 1] : out);
}

/**
 * The functions of `tf.keras.backend` that Keras 3 keeps for old programs. They are TensorFlow's own under other names; the backend of
 * Keras 3 itself has a few of them only.
 */
export const legacyBackend: readonly FunctionDef[] = [
  ...named('abs cos exp log sin sqrt square sigmoid tanh softplus softsign hard_sigmoid sign round', (name) => ofTensor(name, {}, same)),
  ...named('sum mean max min prod std var', (name) =>
    ofTensor(name, along, (t, { axis, keepdims }, cx) => reduceShape(t, axis as never, keepdims as boolean | null, cx)),
  ),
  ...named('any all', (name) =>
    ofTensor(
      name,
      along,
      (t, { axis, keepdims }, cx) => reduceShape(t, axis as never, keepdims as boolean | null, cx),
      () => 'bool',
    ),
  ),
  ...named('argmax argmin', (name) =>
    ofTensor(
      name,
      { axis: axes(-1) },
      (t, { axis }, cx) => reduceShape(t, axis as never, false, cx),
      () => 'int64',
    ),
  ),
  ...named('cumsum cumprod', (name) => ofTensor(name, { axis: integer(0) }, same)),
  ofTensor('softmax', { axis: integer(-1) }, same),
  ofTensor('elu', { alpha: value(none) }, same),
  ofTensor('relu', { alpha: value(none), max_value: value(none), threshold: value(none) }, same),
  ofTensor('clip', { min_value: value(), max_value: value() }, same),
  ofTensor('pow', { a: value() }, same),
  ofTensor('l2_normalize', { axis: value(none) }, same),
  ofTensor('dropout', { level: value(), noise_shape: value(none), seed: value(none) }, same),
  ofTensor('reverse', { axes: value() }, same),
  ...named('zeros_like ones_like', (name) => ofTensor(name, { dtype: dtype(), name: value(none) }, same)),
  backendOp('stop_gradient', { variables: value() }, ({ variables }) => variables as Value),
  backendOp('cast', { x: x(), dtype: dtype() }, (args, cx) =>
    made(cx, [input(args)], input(args).shape, args.dtype === 'absent' ? null : (args.dtype as string | null)),
  ),
  ofTensor('cast_to_floatx', {}, same, () => 'float32'),
  ofTensor('flatten', {}, (t) => shapeOf([sized(t)])),
  ofTensor('batch_flatten', {}, (t) =>
    rankOf(t.shape) === null ? shapeOf([unknownDim, unknownDim]) : shapeOf([dimAt(t.shape, 0), productOf(t.shape!.dims.slice(1))]),
  ),
  ofTensor('reshape', { shape: dims() }, (t, { shape }, cx) => reshapeShape(t, shape as readonly Dim[] | null, cx)),
  ofTensor('transpose', {}, (t, _, cx) => transposeShape(t, 'all', cx)),
  ofTensor('permute_dimensions', { pattern: dims() }, (t, { pattern }, cx) =>
    transposeShape(t, pattern as readonly Dim[] | null, cx, 'pattern'),
  ),
  ofTensor('expand_dims', { axis: integer(-1) }, (t, { axis }, cx) => expandShape(t, [axis as Dim], cx)),
  ofTensor('squeeze', { axis: integer() }, (t, { axis }, cx) => squeezeShape(t, [axis as Dim], cx)),
  ofTensor('tile', { n: dims() }, (t, { n }) => tileShape(t, n as readonly Dim[] | null, mulDims)),
  ofTensor('repeat', { n: integer() }, (t, { n }) =>
    rankOf(t.shape) === 2 ? shapeOf([t.shape!.dims[0]!, n as Dim, t.shape!.dims[1]!]) : null,
  ),
  ofTensor('repeat_elements', { rep: integer(), axis: integer() }, (t, { rep, axis }, cx) => {
    const at = axisOf(t, axis as Dim, cx);
    return at === null ? null : shapeOf(t.shape!.dims.map((d, i) => (i === at ? mulDims(d, rep as Dim) : d)));
  }),
  ofTensor('temporal_padding', { padding: dims([1, 1]) }, (t, { padding }) => {
    const [before, after] = (padding as readonly Dim[] | null) ?? [unknownDim, unknownDim];
    return rankOf(t.shape) === 3 ? shapeOf(t.shape!.dims.map((d, i) => (i === 1 ? addDims(d, addDims(before!, after!)) : d))) : null;
  }),
  ...named('zeros ones', (name) =>
    backendOp(name, { shape: dims(), dtype: dtype(), name: value(none) }, (args, cx) =>
      made(cx, [], given(args.shape as readonly Dim[] | null), typed(args.dtype as string | null)),
    ),
  ),
  backendOp('eye', { size: integer(), dtype: dtype(), name: value(none) }, (args, cx) =>
    made(cx, [], shapeOf([args.size as Dim, args.size as Dim]), typed(args.dtype as string | null)),
  ),
  ...named('random_normal random_uniform truncated_normal random_bernoulli', (name) =>
    backendOp(
      name,
      {
        shape: dims(),
        ...(name === 'random_bernoulli'
          ? { p: value(none) }
          : name === 'random_uniform'
            ? { minval: value(none), maxval: value(none) }
            : { mean: value(none), stddev: value(none) }),
        dtype: dtype(),
        seed: value(none),
      },
      (args, cx) => made(cx, [], given(args.shape as readonly Dim[] | null), typed(args.dtype as string | null)),
    ),
  ),
  ...named('variable constant', (name) =>
    backendOp(
      name,
      { value: x(), dtype: dtype() },
      (args, cx) => made(cx, [], (args.value as TensorValue).shape, typed(args.dtype as string | null)),
      name === 'variable' ? ['name', 'constraint'] : ['shape', 'name'],
    ),
  ),
  backendOp('one_hot', { indices: x(), num_classes: integer() }, (args, cx) => {
    const t = args.indices as TensorValue;
    return made(cx, [t], rankOf(t.shape) === null ? null : shapeOf([...t.shape!.dims, args.num_classes as Dim]), 'float32');
  }),
  backendOp('gather', { reference: x(), indices: x() }, (args, cx) => {
    const [t, at] = [args.reference as TensorValue, args.indices as TensorValue];
    return made(
      cx,
      [t, at],
      rankOf(t.shape) && rankOf(at.shape) !== null ? shapeOf([...at.shape!.dims, ...t.shape!.dims.slice(1)]) : null,
      t.dtype,
    );
  }),
  ...named('concatenate stack', (name) =>
    backendOp(
      name,
      { [name === 'stack' ? 'x' : 'tensors']: tensors('tensorflow'), axis: integer(name === 'stack' ? 0 : -1) },
      (args, cx) => {
        const all = (args.x ?? args.tensors) as readonly TensorValue[] | null;
        const shape = name === 'stack' ? stackShape(all, args.axis as Dim, cx, 'x') : concatShape(all, args.axis as Dim, cx, 'tensors');
        return made(cx, all ?? [], shape, all?.[0]?.dtype ?? null);
      },
    ),
  ),
  ...named('equal not_equal greater greater_equal less less_equal maximum minimum', (name) =>
    backendOp(name, { x: value(), y: value() }, (args, cx) => {
      const [a, b] = [toTensor(args.x as Value, cx.heap, 'tensorflow'), toTensor(args.y as Value, cx.heap, 'tensorflow')];
      return made(cx, [a, b], fitShapes([a, b], cx), name.endsWith('imum') ? (a.dtype === b.dtype ? a.dtype : null) : 'bool');
    }),
  ),
  backendOp('dot', { x: x(), y: x() }, (args, cx) => {
    const [a, b] = [args.x as TensorValue, args.y as TensorValue];
    const [p, q] = [rankOf(a.shape), rankOf(b.shape)];
    if (p === null || q === null || p < 2 || q < 2) return made(cx, [a, b], null, a.dtype);
    const shape = p === 2 && q === 2 ? productShape(a, b, cx) : tensordotShape(a, b, [[p - 1], [q - 2]], cx);
    return made(cx, [a, b], shape, a.dtype);
  }),
  backendOp('batch_dot', { x: x(), y: x(), axes: value(none) }, (args, cx) => {
    const [a, b] = [args.x as TensorValue, args.y as TensorValue];
    return made(cx, [a, b], batchDot(a, b, args.axes as Value, cx), a.dtype);
  }),
  backendOp('bias_add', { x: x(), bias: x(), data_format: value(none) }, (args, cx) =>
    made(cx, [args.x as TensorValue, args.bias as TensorValue], (args.x as TensorValue).shape, (args.x as TensorValue).dtype),
  ),
  backendOp('binary_crossentropy', { target: x(), output: x(), from_logits: flag(false) }, (args, cx) =>
    made(
      cx,
      [args.target as TensorValue, args.output as TensorValue],
      (args.output as TensorValue).shape,
      (args.output as TensorValue).dtype,
    ),
  ),
  ...named('categorical_crossentropy sparse_categorical_crossentropy', (name) =>
    backendOp(
      name,
      { target: x(), output: x(), from_logits: flag(false), axis: integer(-1) },
      (args, cx) => {
        const output = args.output as TensorValue;
        const at = rankOf(output.shape) ? axisOf(output, args.axis as Dim, cx) : null;
        return made(
          cx,
          [args.target as TensorValue, output],
          at === null ? null : shapeOf(output.shape!.dims.filter((_, i) => i !== at)),
          output.dtype,
        );
      },
      name.startsWith('sparse') ? ['ignore_class'] : [],
    ),
  ),
  backendOp('int_shape', { x: x() }, (args) => staticShape(input(args))),
  backendOp('shape', { x: x() }, (args, cx) =>
    made(cx, [], rankOf(input(args).shape) === null ? null : shapeOf([rankOf(input(args).shape)!]), 'int32'),
  ),
  backendOp('ndim', { x: x() }, (args) => int(rankOf(input(args).shape) ?? unknownDim)),
  backendOp('dtype', { x: x() }, (args) => str(input(args).dtype)),
  backendOp('count_params', { x: x() }, (args) => int(sized(input(args)))),
  ...named('eval get_value', (name) =>
    backendOp(name, { x: x() }, (args) => arrayOf('numpy', input(args).shape, input(args).dtype, { data: input(args).data ?? null })),
  ),
  backendOp('set_value', { x: value(), value: value() }, () => none),
];
