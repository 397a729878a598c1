import { arrayOf, dims, msg, toTensor, value } from '../../kernel';
import type { CallContext, FunctionDef } from '../../kernel';
import { compareDims, freeDim } from '../../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { none, unknown } from '../../../values/value';
import { made, x } from '../tensorflowOp';
import { elementType, firstVersionOp } from './firstVersion';

/** A variable that is found by its name. */
export const getVariable = firstVersionOp({
  name: 'get_variable',
  also: ['get_local_variable'],
  category: 'utility',
  summary: 'A variable that is found by its name, or made.',
  params: { name: value(), shape: value(none), dtype: elementType(), initializer: value(none) },
  other: [
    'regularizer',
    'trainable',
    'collections',
    'caching_device',
    'partitioner',
    'validate_shape',
    'use_resource',
    'custom_getter',
    'constraint',
    'synchronization',
    'aggregation',
  ],
  codes: ['unknown-argument'],
  call({ shape, dtype, initializer }, cx) {
    const type = dtype === 'absent' ? 'float32' : dtype;
    if (initializer.kind === 'tensor') {
      if (shape.kind !== 'none' && shape.kind !== 'unknown')
        cx.report('unknown-argument', msg('{0} takes {1} or {2}, not both', cx.label, 'shape', msg('a constant initializer')), {
          at: 'shape',
        });
      return arrayOf('tensorflow', initializer.shape, initializer.dtype);
    }
    const read = dims().read(shape, cx.heap);
    return arrayOf('tensorflow', read && shapeOf(read.map((d) => (d === freeDim ? { kind: 'unknown' as const } : d))), type);
  },
  examples: [
    "tf.compat.v1.get_variable('w', [784, 10])  #> [784, 10]",
    "tf.compat.v1.get_variable('w', initializer=tf.zeros([2, 3]))  #> [2, 3]",
    "tf.compat.v1.get_variable('w', [2, 3], initializer=tf.zeros([2, 3]))  #! error[unknown-argument]: not both",
  ],
});

function refuseOther(ref: TensorValue, given: TensorValue, cx: CallContext): void {
  const [p, q] = [rankOf(ref.shape), rankOf(given.shape)];
  if (p === null || q === null) return;
  if (p === q && ref.shape!.dims.every((d, i) => compareDims(d, given.shape!.dims[i]!) !== 'different')) return;
  cx.report('dim-mismatch', msg('{0}: a variable of {1} cannot become {2}', cx.label, formatShape(ref.shape), formatShape(given.shape)), {
    at: 'value',
    from: [ref, given],
  });
}

/** Operations that change a variable when they are run. */
export const assignments: readonly FunctionDef[] = (
  [
    ['assign', 'Gives a variable other values.'],
    ['assign_add', 'Adds to a variable.'],
    ['assign_sub', 'Subtracts from a variable.'],
  ] as const
).map(([name, summary]) =>
  firstVersionOp({
    name,
    category: 'utility',
    summary,
    params: { ref: x(), value: value() },
    other: name === 'assign' ? ['validate_shape', 'use_locking', 'name'] : ['use_locking', 'name'],
    codes: ['dim-mismatch'],
    call({ ref, value }, cx) {
      const given = toTensor(value, cx.heap, 'tensorflow');
      refuseOther(ref, given, cx);
      return made(cx, [ref, given], ref.shape, ref.dtype);
    },
    examples: [
      `tf.compat.v1.${name}(tf.Variable(tf.zeros([2, 3])), tf.ones([2, 3]))  #> [2, 3]`,
      `tf.compat.v1.${name}(tf.Variable(tf.zeros([2, 3])), tf.ones([3, 2]))  #! error[dim-mismatch]: (3, 2)`,
    ],
  }),
);

function listOf(cx: CallContext): Value {
  return cx.alloc({ kind: 'list', isSet: false, items: null, element: unknown });
}

/** The variables that the program has made so far: nobody counts them. */
export const collections: readonly FunctionDef[] = (
  [
    ['trainable_variables', 'The variables that training changes.'],
    ['global_variables', 'All variables.'],
    ['local_variables', 'The variables that are not saved.'],
  ] as const
).map(([name, summary]) =>
  firstVersionOp({
    name,
    also: name === 'global_variables' ? ['all_variables'] : [],
    category: 'utility',
    summary,
    params: { scope: value(none) },
    other: [],
    codes: [],
    call: (_, cx) => listOf(cx),
    examples: [`tf.compat.v1.${name}()`],
  }),
);

/** Gradients of sums, in the graph. */
export const gradients = firstVersionOp({
  name: 'gradients',
  category: 'utility',
  summary: 'The gradients of some tensors by others.',
  params: { ys: value(), xs: value() },
  other: [
    'grad_ys',
    'name',
    'colocate_gradients_with_ops',
    'gate_gradients',
    'aggregation_method',
    'stop_gradients',
    'unconnected_gradients',
  ],
  codes: [],
  call({ ys, xs }, cx) {
    const from = (ys.kind === 'tensor' ? [ys] : (cx.iterate(ys) ?? [])).filter((t) => t.kind === 'tensor');
    const by = xs.kind === 'tensor' ? [xs] : cx.iterate(xs);
    const items = by?.map((t) => (t.kind === 'tensor' ? made(cx, [...from, t], t.shape, t.dtype) : unknown)) ?? null;
    return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
  },
  examples: ['tf.compat.v1.gradients(tf.zeros(()), [tf.zeros((2, 3))])'],
});

/** Changes of type that were functions of their own. */
export const conversions: readonly FunctionDef[] = (
  [
    ['to_float', 'float32'],
    ['to_double', 'float64'],
    ['to_int32', 'int32'],
    ['to_int64', 'int64'],
    ['to_bfloat16', 'bfloat16'],
    ['to_complex64', 'complex64'],
    ['to_complex128', 'complex128'],
  ] as const
).map(([name, type]) =>
  firstVersionOp({
    name,
    summary: `The same elements as ${type}.`,
    params: { x: x() },
    codes: [],
    call: ({ x }, cx) => made(cx, [x], x.shape, type, { data: type.startsWith('int') ? null : (x.data ?? null) }),
    examples: [`tf.compat.v1.${name}(tf.zeros((2, 3)))  #> [2, 3]`],
  }),
);

/** Gives a tensor on, and prints others when it is computed. */
export const print = firstVersionOp({
  name: 'Print',
  category: 'utility',
  summary: 'Gives a tensor on, and prints others when it is computed.',
  params: { input_: value(), data: value() },
  other: ['message', 'first_n', 'summarize', 'name'],
  codes: [],
  call: ({ input_ }) => input_,
  examples: ['tf.compat.v1.Print(tf.zeros((2, 3)), [1])  #> [2, 3]'],
});

/** Forgets the graph that was built so far. */
export const resets: readonly FunctionDef[] = (['reset_default_graph', 'set_random_seed'] as const).map((name) =>
  firstVersionOp({
    name,
    category: 'utility',
    summary: name === 'set_random_seed' ? 'Makes random numbers repeat themselves.' : 'Forgets the graph that was built so far.',
    params: name === 'set_random_seed' ? { seed: value() } : {},
    other: [],
    codes: [],
    call: () => none,
    examples: [`tf.compat.v1.${name}(${name === 'set_random_seed' ? '1' : ''})`],
  }),
);

/** A number that a training step raises by one. */
export const globalStep: readonly FunctionDef[] = [
  'train.get_or_create_global_step',
  'train.create_global_step',
  'train.get_global_step',
].map((name) =>
  firstVersionOp({
    name,
    category: 'utility',
    summary: 'The variable that counts training steps.',
    params: { graph: value(none) },
    other: [],
    codes: [],
    call: () => arrayOf('tensorflow', shapeOf([]), 'int64'),
    examples: [`tf.compat.v1.${name}()`],
  }),
);
