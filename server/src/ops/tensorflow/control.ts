import type { CallContext, FunctionDef } from '../kernel';
import { arrayOf, msg, readDtype, toTensor, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import { joinShapes, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { bool, none, unknown } from '../../values/value';
import { mapTensors, rowOf, tensorsIn } from './data/elements';
import { tensorflowOp } from './tensorflowOp';

/** The extent that all parts of a structure share on their first axis. */
function countOfRows(parts: readonly TensorValue[]): Dim {
  return parts.reduce<Dim>(
    (n, part) => (n === unknownDim && part.shape && !part.shape.hasPrefix ? (part.shape.dims[0] ?? unknownDim) : n),
    unknownDim,
  );
}

/** Each tensor of a structure with an axis in front. */
function stacked(cx: CallContext, each: Value, n: Dim): Value {
  return mapTensors(cx, each, (t) => ({
    ...arrayOf('tensorflow', rankOf(t.shape) === null ? null : shapeOf([n, ...t.shape!.dims]), t.dtype),
    isSymbolic: t.isSymbolic,
    producer: t.producer,
  }));
}

/** Functions that call one of the program's on each row and stack what it gives. */
export const rowwise: readonly FunctionDef[] = (
  [
    ['map_fn', 'Calls a function on each row and stacks the results.'],
    ['vectorized_map', 'Calls a function on all rows at once and stacks the results.'],
  ] as const
).map(([name, summary]) =>
  tensorflowOp({
    name,
    summary,
    params: { fn: value(), elems: value() },
    other:
      name === 'map_fn'
        ? ['dtype', 'parallel_iterations', 'back_prop', 'swap_memory', 'infer_shape', 'name', 'fn_output_signature']
        : ['fallback_to_while_loop', 'warn'],
    codes: [],
    call({ fn, elems }, cx, bound) {
      const parts = tensorsIn(cx, elems);
      if (!parts.length || parts.some((part) => rankOf(part.shape) === null || rankOf(part.shape) === 0)) return unknown;
      const each = cx.call(fn, [mapTensors(cx, elems, rowOf)]);
      const type = bound.values.get('fn_output_signature') ?? bound.values.get('dtype');
      const dtype = type ? readDtype(type.value) : null;
      const out = stacked(cx, each, countOfRows(parts));
      return out.kind === 'tensor' && type ? { ...out, dtype: dtype ?? out.dtype } : out;
    },
    examples: [`tf.${name}(lambda row: tf.reduce_sum(row), tf.zeros((4, 3)))  #> [4]`],
  }),
);

/** What two branches have in common; unknown where they differ in kind. */
function common(a: Value, b: Value): Value {
  if (a.kind === 'tensor' && b.kind === 'tensor')
    return {
      ...arrayOf('tensorflow', joinShapes(a.shape, b.shape), a.dtype === b.dtype ? a.dtype : null),
      isSymbolic: a.isSymbolic && b.isSymbolic,
    };
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.items.length === b.items.length)
    return { kind: 'tuple', items: a.items.map((item, i) => common(item, b.items[i]!)) };
  return unknown;
}

/** As a tensor, where it is a number. */
function asTensor(cx: CallContext, v: Value): Value {
  return v.kind === 'int' || v.kind === 'float' || v.kind === 'bool' ? toTensor(v, cx.heap, 'tensorflow') : v;
}

export const cond = tensorflowOp({
  name: 'cond',
  summary: 'Calls one of two functions, as a condition says.',
  params: { pred: value(), true_fn: value(none), false_fn: value(none) },
  codes: [],
  call({ pred, true_fn, false_fn }, cx) {
    const data = pred.kind === 'tensor' ? pred.data : null;
    const truth = pred.kind === 'bool' ? pred.value : data?.length === 1 ? data[0] !== 0 : null;
    if (truth !== null) return asTensor(cx, cx.call(truth ? true_fn : false_fn, []));
    return common(asTensor(cx, cx.call(true_fn, [])), asTensor(cx, cx.call(false_fn, [])));
  },
  examples: ['tf.cond(tf.constant(True), lambda: tf.ones((2, 3)), lambda: tf.zeros((2, 3)))  #> [2, 3]'],
});

export const switchCase = tensorflowOp({
  name: 'switch_case',
  summary: 'Calls one of several functions, by its number.',
  params: { branch_index: value(), branch_fns: value(), default: value(none) },
  codes: ['dtype-mismatch'],
  call({ branch_index, branch_fns }, cx) {
    if (branch_index.kind === 'int')
      cx.report('dtype-mismatch', msg('{0} takes a tensor as branch_index, not a number of Python', cx.label), { at: 'branch_index' });
    const fns = cx.iterate(branch_fns);
    const idx =
      branch_index.kind === 'int' && typeof branch_index.value === 'number'
        ? branch_index.value
        : branch_index.kind === 'tensor'
          ? branch_index.data?.[0]
          : undefined;
    if (!fns?.length || fns.some((fn) => fn.kind !== 'function')) return unknown;
    // A number that is none of theirs means the last.
    if (idx !== undefined) return asTensor(cx, cx.call(fns[idx] ?? fns.at(-1)!, []));
    return fns.map((fn) => asTensor(cx, cx.call(fn, []))).reduce(common);
  },
  examples: [
    'tf.switch_case(tf.constant(1), [lambda: tf.ones((2, 3)), lambda: tf.zeros((4,))])  #> [4]',
    'tf.switch_case(1, [lambda: tf.ones((2, 3)), lambda: tf.zeros((4,))])  #! error[dtype-mismatch]: takes a tensor',
  ],
});

export const whileLoop = tensorflowOp({
  name: 'while_loop',
  summary: 'Calls a function on its own results as long as a condition holds.',
  params: { cond: value(), body: value(), loop_vars: value() },
  other: ['shape_invariants', 'parallel_iterations', 'back_prop', 'swap_memory', 'maximum_iterations', 'name'],
  codes: [],
  call({ body, loop_vars }, cx) {
    const items = cx.iterate(loop_vars)?.map((item) => asTensor(cx, item));
    if (!items) return unknown;
    const before = items.map((item) => mapTensors(cx, item, (t) => ({ ...t, data: null, range: null })));
    const result = cx.call(body, before);
    const after = before.length === 1 && result.kind === 'tensor' ? [result] : cx.iterate(result);
    return after?.length === before.length
      ? { kind: 'tuple', items: before.map((item, i) => common(item, asTensor(cx, after[i]!))) }
      : unknown;
  },
  examples: ['tf.while_loop(lambda i, s: i < 5, lambda i, s: (i + 1, s + 2.0), (tf.constant(0), tf.zeros((3,))))[1]  #> [3]'],
});

/** Functions that carry a state from row to row. */
export const folds: readonly FunctionDef[] = (
  [
    ['scan', 'Carries a state from row to row and keeps each.'],
    ['foldl', 'Carries a state from the first row to the last.'],
    ['foldr', 'Carries a state from the last row to the first.'],
  ] as const
).map(([name, summary]) =>
  tensorflowOp({
    name,
    summary,
    params: { fn: value(), elems: value(), initializer: value(none) },
    other: ['parallel_iterations', 'back_prop', 'swap_memory', ...(name === 'scan' ? ['infer_shape', 'reverse'] : []), 'name'],
    codes: [],
    call({ fn, elems, initializer }, cx) {
      const parts = tensorsIn(cx, elems);
      if (!parts.length || parts.some((part) => rankOf(part.shape) === null || rankOf(part.shape) === 0)) return unknown;
      const row = mapTensors(cx, elems, rowOf);
      if (initializer.kind === 'unknown') {
        cx.call(fn, [initializer, row]);
        return unknown;
      }
      const before =
        initializer.kind === 'none' ? row : mapTensors(cx, asTensor(cx, initializer), (t) => ({ ...t, data: null, range: null }));
      const state = common(before, asTensor(cx, cx.call(fn, [before, row])));
      return name === 'scan' ? stacked(cx, state, countOfRows(parts)) : state;
    },
    examples: [`tf.${name}(lambda total, row: total + row, tf.zeros((4, 3)))  #> [${name === 'scan' ? '4, 3' : '3'}]`],
  }),
);

/** Python inside a graph: what it gives has the types that are said, and any shape. */
export const pythonFunctions: readonly FunctionDef[] = (
  [
    ['numpy_function', 'Calls a function of NumPy inside a graph.'],
    ['py_function', 'Calls a function of Python inside a graph.'],
  ] as const
).map(([name, summary]) =>
  tensorflowOp({
    name,
    summary,
    params: { func: value(none), inp: value(none), Tout: value(none) },
    other: name === 'numpy_function' ? ['stateful', 'name'] : ['name'],
    codes: [],
    call({ func, Tout }, cx) {
      // Without a function it makes a decorator.
      if (func.kind === 'none') return unknown;
      const types = Tout.kind === 'tuple' || Tout.kind === 'ref' ? cx.iterate(Tout) : [Tout];
      const tensors = types?.map((type) => arrayOf('tensorflow', null, readDtype(type)));
      if (!tensors) return unknown;
      return Tout.kind === 'tuple' || Tout.kind === 'ref'
        ? cx.alloc({ kind: 'list', isSet: false, items: tensors, element: unknown })
        : (tensors[0] ?? unknown);
    },
    examples: [`tf.${name}(lambda a: a, [tf.zeros((2, 3))], tf.float32)`],
  }),
);

/** What only says or checks something. */
export const sayings: readonly FunctionDef[] = (
  [
    ['print', 'Prints tensors, in a graph as well.', []],
    ['no_op', 'Does nothing.', []],
    ['random.set_seed', 'Sets the seed of all random numbers.', ['seed']],
  ] as const
).map(([name, summary, names]) => {
  const op = tensorflowOp({
    name,
    summary,
    params: Object.fromEntries(names.map((each) => [each, value()])),
    category: 'utility',
    other: name === 'print' ? Array<string>(64).fill('input') : name === 'no_op' ? ['name'] : [],
    codes: [],
    call: () => none,
    examples: [name === 'random.set_seed' ? 'tf.random.set_seed(1)' : `tf.${name}()`],
  });
  return { ...op, takesAnyKeyword: name === 'print' };
});

export const isTensor = tensorflowOp({
  name: 'is_tensor',
  summary: 'Whether something is a tensor.',
  params: { x: value() },
  other: [],
  codes: [],
  call: ({ x: given }) =>
    bool(
      given.kind === 'tensor'
        ? given.framework === 'tensorflow'
          ? true
          : given.framework === 'numpy'
            ? false
            : null
        : given.kind === 'unknown' || given.kind === 'ref'
          ? null
          : false,
    ),
  examples: ['tf.is_tensor(3)'],
});
