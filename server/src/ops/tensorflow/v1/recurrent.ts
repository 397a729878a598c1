import type { CallContext, FunctionDef, LibraryEntry } from '../../kernel';
import { arrayOf, defineClass, defineMethod, defineProperty, integer, msg, optionalDim, refuseRank, toTensor, value } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { addDims, freeDim, isLiteral, unknownDim } from '../../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { bool, int, none, tuple, unknown } from '../../../values/value';
import { made } from '../tensorflowOp';
import { elementType, firstVersionOp } from './firstVersion';
import { firstVersion } from './removedNames';

const cellClass = `${firstVersion}.nn.rnn_cell.RNNCell`;

/** What a cell carries from step to step: extents, in the structure of its state. */
type State = { readonly size: Dim } | { readonly parts: readonly State[]; readonly names?: readonly string[] };

/** A cell keeps the extents of its output and its state as values of the program. */
function makeCell(cx: CallContext, output: Value, state: Value, inner: readonly Value[] = []): Value {
  return cx.object(cellClass, { '#output': output, '#state': state, '#cells': tuple(inner) });
}

function lstmState(c: Value, h: Value): Value {
  return { kind: 'tuple', items: [c, h], names: ['c', 'h'], name: 'LSTMStateTuple' };
}

const single = (name: string, params: string, contrib: readonly string[]): FunctionDef =>
  firstVersionOp({
    name: `nn.rnn_cell.${name}`,
    contrib,
    category: 'recurrent',
    summary: name.includes('GRU') ? 'A gated recurrent unit, one step of it.' : 'A simple recurrent unit, one step of it.',
    params: { num_units: integer() },
    other: params.split(' '),
    codes: [],
    call: ({ num_units }, cx) => makeCell(cx, int(num_units), int(num_units)),
    examples: [],
    isSecondary: true,
  });

export const cells: readonly LibraryEntry[] = [
  defineClass(cellClass),
  single('BasicRNNCell', 'activation reuse name dtype', ['rnn.BasicRNNCell', 'rnn.RNNCell']),
  single('GRUCell', 'activation reuse kernel_initializer bias_initializer name dtype', ['rnn.GRUCell']),
  ...(
    [
      ['BasicLSTMCell', 'forget_bias', 'activation reuse name dtype'],
      ['LSTMCell', 'use_peepholes cell_clip initializer', 'activation reuse name dtype'],
    ] as const
  ).map(([name, before, after]) =>
    firstVersionOp({
      name: `nn.rnn_cell.${name}`,
      contrib: [`rnn.${name}`, ...(name === 'LSTMCell' ? ['rnn.LSTMBlockCell', 'rnn.LayerNormBasicLSTMCell'] : [])],
      category: 'recurrent',
      summary: 'A long short-term memory, one step of it.',
      params: {
        num_units: integer(),
        ...Object.fromEntries(before.split(' ').map((each) => [each, value(none)])),
        ...(name === 'LSTMCell'
          ? {
              num_proj: optionalDim(),
              proj_clip: value(none),
              num_unit_shards: value(none),
              num_proj_shards: value(none),
              forget_bias: value(none),
            }
          : {}),
        state_is_tuple: value(bool(true), 'True'),
      },
      other: after.split(' '),
      codes: [],
      call(args, cx) {
        const { num_units, state_is_tuple } = args;
        const proj = (args as { num_proj?: Dim | null }).num_proj ?? null;
        const output = proj ?? num_units;
        const isTuple = state_is_tuple.kind === 'bool' ? state_is_tuple.value : null;
        const state =
          isTuple === true ? lstmState(int(num_units), int(output)) : isTuple === false ? int(addDims(num_units, output)) : unknown;
        return makeCell(cx, int(output), state);
      },
      examples: [],
      isSecondary: true,
    }),
  ),
  ...(
    [
      [
        'DropoutWrapper',
        'input_keep_prob output_keep_prob state_keep_prob variational_recurrent input_size dtype seed',
        'drops some elements',
      ],
      ['ResidualWrapper', 'residual_fn', 'adds its input to its output'],
      ['DeviceWrapper', 'device', 'is computed on a device'],
    ] as const
  ).map(([name, other, what]) =>
    firstVersionOp({
      name: `nn.rnn_cell.${name}`,
      contrib: [`rnn.${name}`],
      category: 'recurrent',
      summary: `A cell that ${what}.`,
      params: { cell: value() },
      other: [...other.split(' '), 'dropout_state_filter_visitor'],
      codes: [],
      call: ({ cell }, cx) => makeCell(cx, cx.attr(cell, '#output') ?? unknown, cx.attr(cell, '#state') ?? unknown, [cell]),
      examples: [],
      isSecondary: true,
    }),
  ),
  firstVersionOp({
    name: 'nn.rnn_cell.MultiRNNCell',
    contrib: ['rnn.MultiRNNCell'],
    category: 'recurrent',
    summary: 'Cells one behind the other.',
    params: { cells: value() },
    other: ['state_is_tuple'],
    codes: ['missing-argument'],
    call({ cells }, cx) {
      const items = cells.kind === 'ref' || cells.kind === 'tuple' ? cx.iterate(cells) : null;
      if (items?.length === 0) cx.report('missing-argument', msg('{0} needs at least one cell', cx.label), { at: 'cells' });
      const last = items?.at(-1);
      const states = items?.map((cell) => cx.attr(cell, '#state') ?? unknown);
      return makeCell(cx, (last && cx.attr(last, '#output')) ?? unknown, states ? tuple(states) : unknown, items ?? [unknown]);
    },
    examples: [],
    isSecondary: true,
  }),
  firstVersionOp({
    name: 'nn.rnn_cell.LSTMStateTuple',
    contrib: ['rnn.LSTMStateTuple'],
    category: 'recurrent',
    summary: 'The two states of a long short-term memory.',
    params: { c: value(), h: value() },
    other: [],
    codes: [],
    call: ({ c, h }) => lstmState(c, h),
    examples: [],
    isSecondary: true,
  }),
];

/** The state of a cell as extents; null when it is not known. */
function stateOf(given: Value | undefined): State | null {
  if (given?.kind === 'int') return { size: given.value };
  if (given?.kind !== 'tuple') return null;
  const parts = given.items.map(stateOf);
  return parts.every((part): part is State => part !== null) ? { parts, ...(given.names && { names: given.names }) } : null;
}

function stateTensors(state: State | null, batch: Dim, tensor: (dims: readonly Dim[]) => Value): Value {
  if (!state) return unknown;
  if ('size' in state) return tensor([batch, state.size]);
  const items = state.parts.map((part) => stateTensors(part, batch, tensor));
  return state.names ? { kind: 'tuple', items, names: state.names, name: 'LSTMStateTuple' } : tuple(items);
}

function outputSize(cell: Value, cx: CallContext): Dim {
  const size = cx.attr(cell, '#output');
  return size?.kind === 'int' ? size.value : unknownDim;
}

/** One and the same cell cannot stand behind itself: its weights are made for the extent that comes in first. */
function refuseShared(cell: Value, features: Dim, cx: CallContext): void {
  const inner = cx.attr(cell, '#cells');
  if (inner?.kind !== 'tuple' || inner.items.length < 2) return;
  const [first, second] = inner.items;
  const size = first ? outputSize(first, cx) : unknownDim;
  const isSame = first?.kind === 'ref' && second?.kind === 'ref' && first.id === second.id;
  if (isSame && isLiteral(size) && isLiteral(features) && size !== features)
    cx.report(
      'dim-mismatch',
      msg(
        '{0}: one cell stands in several layers; its weights are made for {1} features, the next layer gets {2}',
        cx.label,
        features,
        size,
      ),
      { at: 'cell' },
    );
}

/** Runs a cell along the time axis. */
export const dynamicRnn = firstVersionOp({
  name: 'nn.dynamic_rnn',
  category: 'recurrent',
  summary: 'Runs a cell along the time axis.',
  params: {
    cell: value(),
    inputs: value(),
    sequence_length: value(none),
    initial_state: value(none),
    dtype: elementType(),
    parallel_iterations: value(none),
    swap_memory: value(none),
    time_major: value(bool(false), 'False'),
  },
  other: ['scope'],
  codes: ['rank-mismatch', 'dim-mismatch', 'missing-argument'],
  call({ cell, inputs, initial_state, dtype, time_major }, cx, bound) {
    const x = toTensor(inputs, cx.heap, 'tensorflow');
    refuseNoType(initial_state, dtype, bound.isComplete, cx);
    const { outputs, batch } = along(cell, x, time_major.kind === 'bool' ? time_major.value : null, cx);
    const state =
      initial_state.kind === 'none'
        ? stateTensors(stateOf(cx.attr(cell, '#state')), batch, (dims) => made(cx, [x], shapeOf(dims), x.dtype))
        : likeState(initial_state, x, cx);
    return tuple([outputs, state]);
  },
  examples: [
    "tf.compat.v1.nn.dynamic_rnn(None, tf.zeros((2, 5, 3)), dtype='float32')[0]",
    "tf.compat.v1.nn.dynamic_rnn(None, tf.zeros((2, 5)), dtype='float32')[0]  #! error[rank-mismatch]: at least 3 axes",
    'tf.compat.v1.nn.dynamic_rnn(None, tf.zeros((2, 5, 3)))[0]  #! error[missing-argument]: initial_state',
    "tf.compat.v1.disable_eager_execution(); tf.compat.v1.nn.dynamic_rnn(None, tf.compat.v1.placeholder(tf.float32, [None, 5, None]), dtype='float32')[0]  #! error[dim-mismatch]: needs a size",
  ],
});

function refuseNoType(initial: Value, dtype: string | null, isComplete: boolean, cx: CallContext): void {
  if (isComplete && initial.kind === 'none' && dtype === 'absent')
    cx.report('missing-argument', msg('{0} needs {1}', cx.label, msg('{0} or {1}', 'initial_state', 'dtype')), {});
}

/** The outputs of all steps, and the extent of the batch. */
function along(cell: Value, x: TensorValue, isTimeMajor: boolean | null, cx: CallContext): { outputs: TensorValue; batch: Dim } {
  if (refuseRank(x, { min: 3 }, cx, 'inputs') || rankOf(x.shape) !== 3) return { outputs: made(cx, [x], null, x.dtype), batch: unknownDim };
  const [first, second, features] = x.shape!.dims as [Dim, Dim, Dim];
  if (features === freeDim)
    cx.report('dim-mismatch', msg('{0} needs a size on axis {1}, its input leaves it open: {2}', cx.label, -1, formatShape(x.shape)), {
      at: 'inputs',
      from: [x],
    });
  refuseShared(cell, features, cx);
  const batch = isTimeMajor === null ? unknownDim : isTimeMajor ? second : first;
  return { outputs: made(cx, [x], shapeOf([first, second, outputSize(cell, cx)]), x.dtype), batch };
}

/** The last state has the structure of the first. */
function likeState(initial: Value, x: TensorValue, cx: CallContext): Value {
  if (initial.kind === 'tensor') return made(cx, [x, initial], initial.shape, initial.dtype);
  if (initial.kind === 'tuple') return { ...initial, items: initial.items.map((item) => likeState(item, x, cx)) };
  return unknown;
}

/** Runs a cell forward and another one backward along the time axis. */
export const bidirectionalDynamicRnn = firstVersionOp({
  name: 'nn.bidirectional_dynamic_rnn',
  category: 'recurrent',
  summary: 'Runs a cell forward and another one backward along the time axis.',
  params: {
    cell_fw: value(),
    cell_bw: value(),
    inputs: value(),
    sequence_length: value(none),
    initial_state_fw: value(none),
    initial_state_bw: value(none),
    dtype: elementType(),
    parallel_iterations: value(none),
    swap_memory: value(none),
    time_major: value(bool(false), 'False'),
  },
  other: ['scope'],
  codes: ['rank-mismatch', 'dim-mismatch'],
  call({ cell_fw, cell_bw, inputs, time_major }, cx) {
    const x = toTensor(inputs, cx.heap, 'tensorflow');
    const isTimeMajor = time_major.kind === 'bool' ? time_major.value : null;
    const [fw, bw] = [along(cell_fw, x, isTimeMajor, cx), along(cell_bw, x, isTimeMajor, cx)];
    const state = (cell: Value): Value =>
      stateTensors(stateOf(cx.attr(cell, '#state')), fw.batch, (dims) => made(cx, [x], shapeOf(dims), x.dtype));
    return tuple([tuple([fw.outputs, bw.outputs]), tuple([state(cell_fw), state(cell_bw)])]);
  },
  examples: [
    "tf.compat.v1.nn.bidirectional_dynamic_rnn(None, None, tf.zeros((2, 5, 3)), dtype='float32')[0]",
    "tf.compat.v1.nn.bidirectional_dynamic_rnn(None, None, tf.zeros((2, 5)), dtype='float32')[0]  #! error[rank-mismatch]: at least 3 axes",
    "tf.compat.v1.disable_eager_execution(); tf.compat.v1.nn.bidirectional_dynamic_rnn(None, None, tf.compat.v1.placeholder(tf.float32, [None, 5, None]), dtype='float32')[0]  #! error[dim-mismatch]: needs a size",
  ],
});

/** The steps of an input that comes as a list; null when they are not known. */
function steps(inputs: Value, cx: CallContext): readonly TensorValue[] | null {
  if (inputs.kind === 'tensor') {
    cx.report(
      'rank-mismatch',
      msg(
        '{0} takes a list with a tensor for each step, it gets a tensor {1}; tf.unstack makes a list of it',
        cx.label,
        formatShape(inputs.shape),
      ),
      {
        at: 'inputs',
        from: [inputs],
      },
    );
    return null;
  }
  return inputs.kind === 'unknown' ? null : (cx.iterate(inputs)?.map((item) => toTensor(item, cx.heap, 'tensorflow')) ?? null);
}

function listOf(cx: CallContext, items: readonly Value[] | null): Value {
  return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
}

/** Runs a cell along a list of steps. */
export const staticRnn = firstVersionOp({
  name: 'nn.static_rnn',
  contrib: ['rnn.static_rnn'],
  category: 'recurrent',
  summary: 'Runs a cell along a list of steps.',
  params: { cell: value(), inputs: value(), initial_state: value(none), dtype: elementType() },
  other: ['sequence_length', 'scope'],
  codes: ['rank-mismatch', 'dim-mismatch', 'missing-argument'],
  call({ cell, inputs, initial_state, dtype }, cx, bound) {
    refuseNoType(initial_state, dtype, bound.isComplete, cx);
    const each = steps(inputs, cx);
    const first = each?.[0];
    if (!each || !first) return tuple([listOf(cx, null), unknown]);
    refuseShared(cell, dimAt(first.shape, -1), cx);
    const batch = rankOf(first.shape) === 2 ? first.shape!.dims[0]! : unknownDim;
    const tensor = (dims: readonly Dim[]): Value => made(cx, each, shapeOf(dims), first.dtype);
    const outputs = each.map((step) =>
      rankOf(step.shape) === 2 ? tensor([batch, outputSize(cell, cx)]) : made(cx, each, null, step.dtype),
    );
    const state =
      initial_state.kind === 'none' ? stateTensors(stateOf(cx.attr(cell, '#state')), batch, tensor) : likeState(initial_state, first, cx);
    return tuple([listOf(cx, outputs), state]);
  },
  examples: [
    "tf.compat.v1.nn.static_rnn(None, [tf.zeros((2, 3))], dtype='float32')",
    "tf.compat.v1.nn.static_rnn(None, tf.zeros((2, 5, 3)), dtype='float32')  #! error[rank-mismatch]: tf.unstack",
    'tf.compat.v1.nn.static_rnn(None, [tf.zeros((2, 3))])  #! error[missing-argument]: initial_state',
    "import os; import tensorflow as tf; os.environ['TF_USE_LEGACY_KERAS'] = '1'; c = tf.compat.v1.nn.rnn_cell.GRUCell(8); tf.compat.v1.nn.static_rnn(tf.compat.v1.nn.rnn_cell.MultiRNNCell([c, c]), [tf.zeros((2, 3))], dtype='float32')  #! error[dim-mismatch]: one cell",
  ],
});

/** Runs a cell forward and another one backward along a list of steps. */
export const staticBidirectionalRnn = firstVersionOp({
  name: 'nn.static_bidirectional_rnn',
  contrib: ['rnn.static_bidirectional_rnn'],
  category: 'recurrent',
  summary: 'Runs a cell forward and another one backward along a list of steps.',
  params: { cell_fw: value(), cell_bw: value(), inputs: value() },
  other: ['initial_state_fw', 'initial_state_bw', 'dtype', 'sequence_length', 'scope'],
  codes: ['rank-mismatch'],
  call({ cell_fw, cell_bw, inputs }, cx) {
    const each = steps(inputs, cx);
    const first = each?.[0];
    if (!each || !first) return tuple([listOf(cx, null), unknown, unknown]);
    const batch = rankOf(first.shape) === 2 ? first.shape!.dims[0]! : unknownDim;
    const tensor = (dims: readonly Dim[]): Value => made(cx, each, shapeOf(dims), first.dtype);
    const size = addDims(outputSize(cell_fw, cx), outputSize(cell_bw, cx));
    const state = (cell: Value): Value => stateTensors(stateOf(cx.attr(cell, '#state')), batch, tensor);
    return tuple([
      listOf(
        cx,
        each.map(() => tensor([batch, size])),
      ),
      state(cell_fw),
      state(cell_bw),
    ]);
  },
  examples: [
    "tf.compat.v1.nn.static_bidirectional_rnn(None, None, [tf.zeros((2, 3))], dtype='float32')",
    "tf.compat.v1.nn.static_bidirectional_rnn(None, None, tf.zeros((2, 5, 3)), dtype='float32')  #! error[rank-mismatch]: tf.unstack",
  ],
});

export const cellMembers: readonly LibraryEntry[] = [
  defineProperty(`${cellClass}.output_size`, (self, cx) => cx.attr(self, '#output') ?? unknown),
  defineProperty(`${cellClass}.state_size`, (self, cx) => cx.attr(self, '#state') ?? unknown),
  defineMethod({
    name: `${cellClass}.zero_state`,
    params: { self: value(), batch_size: value(), dtype: elementType() },
    call({ self, batch_size, dtype }, cx) {
      const batch: Dim = batch_size.kind === 'int' ? batch_size.value : batch_size.kind === 'tensor' ? freeDim : unknownDim;
      return stateTensors(stateOf(cx.attr(self, '#state')), batch, (dims) =>
        batch_size.kind === 'tensor' ? made(cx, [batch_size], shapeOf(dims), dtype) : arrayOf('tensorflow', shapeOf(dims), dtype),
      );
    },
  }),
  defineMethod({
    name: `${cellClass}.__call__`,
    params: { self: value(), inputs: value(), state: value() },
    otherParams: ['scope'],
    codes: ['rank-mismatch'],
    call({ self, inputs, state }, cx) {
      const x = toTensor(inputs, cx.heap, 'tensorflow');
      const batch = rankOf(x.shape) === 2 ? x.shape!.dims[0]! : unknownDim;
      const output = made(cx, [x], rankOf(x.shape) === 2 ? shapeOf([batch, outputSize(self, cx)]) : null, x.dtype);
      return tuple([output, likeState(state, x, cx)]);
    },
  }),
];
