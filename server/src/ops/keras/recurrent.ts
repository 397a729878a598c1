import type { Args, FixSpec, InnerContext, InnerLayer, LayerContext, LayerResult, Output, Params, Weight } from '../kernel';
import { activationSpec, any, defineLayer, dim, flag, msg, plainDim, sequenceItems, several, single, value, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { freeDim, mulDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { kerasLayerParams } from './layerParams';

type Inputs = readonly TensorValue[];

/** What a recurrent layer gives at each step and hands on to the next. */
export interface Cell {
  readonly output: Dim;
  readonly states: readonly Dim[];
}

const flow = { return_sequences: flag(false), return_state: flag(false), go_backwards: flag(false), stateful: flag(false) };
type FlowArgs = Args<typeof flow>;

/** The outputs of running a cell over time: the last one or all, and the last states if asked for. */
export function overTime(
  x: TensorValue,
  cell: Cell,
  { return_sequences, return_state }: Pick<FlowArgs, 'return_sequences' | 'return_state'>,
): LayerResult {
  const batch = dimAt(x.shape, 0);
  const output = oneOrAll(x, [cell.output], return_sequences);
  if (return_state === null) return single(output);
  const states = cell.states.map((units): Output => ({ shape: shapeOf([batch, units]) }));
  return return_state ? several([{ shape: output }, ...states]) : single(output);
}

/** With all steps the time axis stays. */
export function oneOrAll(x: TensorValue, features: readonly Dim[], returnsSequences: boolean | null): MaybeShape {
  if (returnsSequences === null) return shapeOf(features.slice(-1), true);
  const batch = dimAt(x.shape, 0);
  return shapeOf(returnsSequences ? [batch, dimAt(x.shape, 1), ...features] : [batch, ...features]);
}

/** A layer before that gives its last step only gives all of them with `return_sequences`. */
export function returnSequences(x: TensorValue, { inner }: InnerContext): readonly FixSpec[] {
  const { producer } = x;
  if (!producer || producer.layer === null || rankOf(x.shape) === null) return [];
  const before = inner({ kind: 'ref', id: producer.layer });
  if (before?.def && 'return_sequences' in before.def.params) return [{ of: x, set: 'return_sequences', value: true }];
  const held = before && (before.args['layer'] as Value | undefined);
  const within = held && inner(held);
  return within?.def && 'return_sequences' in within.def.params ? [{ of: x, inside: 'layer', set: 'return_sequences', value: true }] : [];
}

const initializers = ['kernel_initializer', 'recurrent_initializer', 'bias_initializer'];
const constraints = [
  'kernel_regularizer',
  'recurrent_regularizer',
  'bias_regularizer',
  'activity_regularizer',
  'kernel_constraint',
  'recurrent_constraint',
  'bias_constraint',
];
const cellConstraints = constraints.filter((name) => name !== 'activity_regularizer');

const none = (names: readonly string[]): Record<string, ReturnType<typeof any>> => Object.fromEntries(names.map((name) => [name, any()]));

const recurrent = {
  category: 'recurrent',
  framework: 'keras',
  // Keras 2 chose between two ways to compute; Keras 3 takes the word and ignores it.
  keywordParams: ['zero_output_for_mask', 'implementation', ...kerasLayerParams],
  callParams: ['initial_state', 'mask', 'training'],
  rank: 3,
  rankFixes: returnSequences,
  shown: ['units', 'return_sequences', 'return_state'],
  codes: ['rank-mismatch', 'dim-mismatch'],
} as const;

/** Weights of a cell: `gates` blocks of `units` for the input, for the state before, and rows of bias. */
function gated(gates: number, units: Dim, features: Dim, biasRows: number | null, useBias: boolean | null): readonly Weight[] {
  const width = mulDims(units, gates);
  const kernels = [weight('kernel', [features, width]), weight('recurrent_kernel', [units, width])];
  if (useBias === false) return kernels;
  return [...kernels, weight('bias', biasRows === 1 ? [width] : [biasRows ?? unknownDim, width])];
}

/** A layer that keeps its states between batches must know how many sequences it follows. */
function needsBatch(
  stateful: boolean | null,
  x: TensorValue,
  cx: { label: string; report(code: 'dim-mismatch', message: ReturnType<typeof msg>, more?: { at: string }): void },
): void {
  if (stateful !== true || dimAt(x.shape, 0) !== freeDim) return;
  cx.report('dim-mismatch', msg('{0} with stateful=True needs a fixed batch size; its input is {1}', cx.label, formatShape(x.shape)), {
    at: 'stateful',
  });
}

function fixedFeatures(_: unknown, [x]: Inputs) {
  return [{ axis: -1, dim: dimAt(x!.shape, -1), isOnlyNeeded: true }];
}

/** Reads a sequence step by step; each output goes back in with the next step. */
export const simpleRnn = defineLayer({
  ...recurrent,
  name: 'keras.layers.SimpleRNN',
  docs: 'https://keras.io/api/layers/recurrent_layers/simple_rnn/',
  params: {
    units: plainDim(),
    activation: activationSpec("'tanh'"),
    use_bias: flag(true),
    ...none([...initializers, ...constraints, 'dropout', 'recurrent_dropout']),
    ...flow,
    unroll: flag(false),
    seed: any(),
  },
  apply(args, [x], cx) {
    needsBatch(args.stateful, x!, cx);
    return overTime(x!, { output: args.units, states: [args.units] }, args);
  },
  weights: ({ units, use_bias }, [x]) => gated(1, units, dimAt(x!.shape, -1), 1, use_bias),
  fixes: fixedFeatures,
  examples: [
    'keras.layers.SimpleRNN(16)(keras.Input((10, 8)))  #> [null, 16]',
    'keras.layers.SimpleRNN(16, return_sequences=True)(keras.Input((10, 8)))  #> [null, 10, 16]',
    'keras.layers.SimpleRNN(16)(keras.Input((8,)))  #! error[rank-mismatch]: takes 3 axes',
    'keras.layers.SimpleRNN(16)(keras.Input((10, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});

/** Reads a sequence step by step with a memory that gates open and close. */
export const lstm = defineLayer({
  ...recurrent,
  name: 'keras.layers.LSTM',
  docs: 'https://keras.io/api/layers/recurrent_layers/lstm/',
  params: {
    units: dim(),
    activation: activationSpec("'tanh'"),
    recurrent_activation: activationSpec("'sigmoid'"),
    use_bias: flag(true),
    ...none([...initializers, 'unit_forget_bias', ...constraints, 'dropout', 'recurrent_dropout', 'seed']),
    ...flow,
    unroll: flag(false),
    use_cudnn: any("'auto'"),
  },
  apply(args, [x], cx) {
    needsBatch(args.stateful, x!, cx);
    return overTime(x!, { output: args.units, states: [args.units, args.units] }, args);
  },
  weights: ({ units, use_bias }, [x]) => gated(4, units, dimAt(x!.shape, -1), 1, use_bias),
  fixes: fixedFeatures,
  examples: [
    'keras.layers.LSTM(32)(keras.Input((10, 8)))  #> [null, 32]',
    'keras.layers.LSTM(32, return_sequences=True)(keras.Input((None, 8)))  #> [null, null, 32]',
    'output, state, carry = keras.layers.LSTM(32, return_state=True)(keras.Input((10, 8)))',
    'keras.layers.LSTM(32)(keras.layers.LSTM(32)(keras.Input((10, 8))))  #! error[rank-mismatch]: takes 3 axes',
    'keras.layers.LSTM(32, stateful=True)(keras.Input((10, 8)))  #! error[dim-mismatch]: needs a fixed batch size',
  ],
});

/** Reads a sequence step by step; two gates decide what is kept and what is renewed. */
export const gru = defineLayer({
  ...recurrent,
  name: 'keras.layers.GRU',
  docs: 'https://keras.io/api/layers/recurrent_layers/gru/',
  params: {
    units: plainDim(),
    activation: activationSpec("'tanh'"),
    recurrent_activation: activationSpec("'sigmoid'"),
    use_bias: flag(true),
    ...none([...initializers, ...constraints, 'dropout', 'recurrent_dropout', 'seed']),
    ...flow,
    unroll: flag(false),
    reset_after: flag(true),
    use_cudnn: any("'auto'"),
  },
  apply(args, [x], cx) {
    needsBatch(args.stateful, x!, cx);
    return overTime(x!, { output: args.units, states: [args.units] }, args);
  },
  weights: ({ units, use_bias, reset_after }, [x]) =>
    gated(3, units, dimAt(x!.shape, -1), reset_after === null ? null : reset_after ? 2 : 1, use_bias),
  fixes: fixedFeatures,
  examples: [
    'keras.layers.GRU(32)(keras.Input((10, 8)))  #> [null, 32]',
    'keras.layers.GRU(32, return_sequences=True)(keras.Input((10, 8)))  #> [null, 10, 32]',
    'keras.layers.GRU(32)(keras.Input((8,)))  #! error[rank-mismatch]: takes 3 axes',
    'keras.layers.GRU(32)(keras.Input((10, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});

const cellCategory = {
  category: 'recurrent',
  framework: 'keras',
  keywordParams: kerasLayerParams,
  callParams: ['states', 'training'],
  shown: ['units'],
  codes: [],
} as const;

/** One step: the new output and, in a sequence, the new states. */
function step(units: Dim, [x]: Inputs): LayerResult {
  return several([{ shape: shapeOf([dimAt(x!.shape, 0), units]) }, { shape: null }]);
}

/** One step of a `SimpleRNN`. */
export const simpleRnnCell = defineLayer({
  ...cellCategory,
  name: 'keras.layers.SimpleRNNCell',
  docs: 'https://keras.io/api/layers/recurrent_layers/simple_rnn_cell/',
  params: {
    units: dim(),
    activation: activationSpec("'tanh'"),
    use_bias: flag(true),
    ...none([...initializers, ...cellConstraints, 'dropout', 'recurrent_dropout', 'seed']),
  },
  apply: ({ units }, inputs) => step(units, inputs),
  weights: ({ units, use_bias }, [x]) => gated(1, units, dimAt(x!.shape, -1), 1, use_bias),
  examples: ['keras.layers.RNN(keras.layers.SimpleRNNCell(16))(keras.Input((10, 8)))  #> [null, 16]'],
});

/** One step of an `LSTM`. */
export const lstmCell = defineLayer({
  ...cellCategory,
  name: 'keras.layers.LSTMCell',
  docs: 'https://keras.io/api/layers/recurrent_layers/lstm_cell/',
  params: {
    units: dim(),
    activation: activationSpec("'tanh'"),
    recurrent_activation: activationSpec("'sigmoid'"),
    use_bias: flag(true),
    ...none([...initializers, 'unit_forget_bias', ...cellConstraints, 'dropout', 'recurrent_dropout', 'seed']),
  },
  apply: ({ units }, inputs) => step(units, inputs),
  weights: ({ units, use_bias }, [x]) => gated(4, units, dimAt(x!.shape, -1), 1, use_bias),
  examples: ['keras.layers.RNN(keras.layers.LSTMCell(16))(keras.Input((10, 8)))  #> [null, 16]'],
});

/** One step of a `GRU`. */
export const gruCell = defineLayer({
  ...cellCategory,
  name: 'keras.layers.GRUCell',
  docs: 'https://keras.io/api/layers/recurrent_layers/gru_cell/',
  params: {
    units: dim(),
    activation: activationSpec("'tanh'"),
    recurrent_activation: activationSpec("'sigmoid'"),
    use_bias: flag(true),
    ...none([...initializers, ...cellConstraints, 'dropout', 'recurrent_dropout']),
    reset_after: flag(true),
    seed: any(),
  },
  apply: ({ units }, inputs) => step(units, inputs),
  weights: ({ units, use_bias, reset_after }, [x]) =>
    gated(3, units, dimAt(x!.shape, -1), reset_after === null ? null : reset_after ? 2 : 1, use_bias),
  examples: ['keras.layers.RNN(keras.layers.GRUCell(16))(keras.Input((10, 8)))  #> [null, 16]'],
});

/** Several cells as one: each takes what the one before gives. */
export const stackedRnnCells = defineLayer({
  ...cellCategory,
  name: 'keras.layers.StackedRNNCells',
  shown: [],
  docs: 'https://keras.io/api/layers/recurrent_layers/stacked_rnn_cell/',
  params: { cells: value() },
  apply: ({ cells }, [x], cx) => {
    const last = sequenceItems(cells, cx.heap)?.at(-1);
    const cell = last && cellOf(cx, last);
    return several([{ shape: cell ? shapeOf([dimAt(x!.shape, 0), cell.output]) : null }, { shape: null }]);
  },
  weights: ({ cells }, [x], cx) => stackedWeights(cx, sequenceItems(cells, cx.heap) ?? null, x!),
  examples: [
    'keras.layers.RNN(keras.layers.StackedRNNCells([keras.layers.LSTMCell(16), keras.layers.LSTMCell(4)]))(keras.Input((10, 8)))  #> [null, 4]',
  ],
});

function stackedWeights(cx: InnerContext, cells: readonly Value[] | null, x: TensorValue): readonly Weight[] | null {
  let input = x;
  const out: Weight[] = [];
  for (const each of cells ?? []) {
    const cell = cellOf(cx, each);
    const own = cell && cx.inner(each)?.weights([input]);
    if (!cell || !own) return null;
    out.push(...own);
    input = { ...x, shape: shapeOf([dimAt(x.shape, 0), cell.output]) };
  }
  return cells && out;
}

/** What is known of a cell, alone, stacked, or of several in a list; null for one of the program's own. */
export function cellOf(
  cx: InnerContext,
  cell: Value,
): (Cell & { readonly stacked: readonly Value[] | null; readonly isNested: boolean }) | null {
  const listed = sequenceItems(cell, cx.heap);
  const inner = listed ? null : cx.inner(cell);
  const cells = listed ?? (inner?.op === stackedRnnCells.name ? sequenceItems(inner.args['cells'] as Value, cx.heap) : undefined);
  if (cells) {
    const parts = cells.map((each) => cellOf(cx, each));
    if (!parts.length || !parts.every((part) => part !== null)) return null;
    const nested = parts.some((part) => part.states.length > 1);
    return {
      output: parts.at(-1)!.output,
      states: parts.flatMap((part) => (nested ? [unknownDim] : part.states)),
      stacked: cells,
      isNested: nested,
    };
  }
  if (!inner) return null;
  const units = inner.args['units'] as Dim | undefined;
  if (inner.def === null) return ownCell(cx, cell);
  if (units === undefined || !isCell(inner)) return null;
  return { output: units, states: inner.op === lstmCell.name ? [units, units] : [units], stacked: null, isNested: false };
}

/** A cell of the program's own says its sizes itself. */
function ownCell(cx: InnerContext, cell: Value): ReturnType<typeof cellOf> {
  const sizes = cx.attribute(cell, 'state_size');
  const items = sizes.kind === 'int' ? [sizes] : sequenceItems(sizes, cx.heap);
  const states = items?.map((item) => (item.kind === 'int' ? item.value : null));
  if (!states?.length || !states.every((size): size is Dim => size !== null)) return null;
  const output = cx.attribute(cell, 'output_size');
  return { output: output.kind === 'int' ? output.value : (states[0] ?? unknownDim), states, stacked: null, isNested: false };
}

function isCell({ op }: InnerLayer): boolean {
  return op === lstmCell.name || op === gruCell.name || op === simpleRnnCell.name;
}

/** True where every cell is one of Keras' own. */
function isOfKeras(cx: InnerContext, cell: Value): boolean {
  const listed = sequenceItems(cell, cx.heap);
  if (listed) return listed.length > 0 && listed.every((each) => isOfKeras(cx, each));
  const inner = cx.inner(cell);
  return inner !== null && isCell(inner);
}

/** Runs the code of a cell of the program for one step, as it is done once there is data; the size of what comes out, if it is known. */
function stepOutput(cell: Value, sizes: readonly Dim[], x: TensorValue, cx: LayerContext): Dim | null {
  const [batch, , ...rest] = x.shape && !x.shape.hasPrefix ? x.shape.dims : [];
  const isOwn = !sequenceItems(cell, cx.heap) && cx.inner(cell)?.def === null;
  if (batch === undefined || !isOwn || cx.attribute(cell, 'get_initial_state').kind === 'function' || cx.given('initial_state'))
    return null;
  const at = (dims: readonly Dim[]): TensorValue => ({ ...x, shape: shapeOf([batch, ...dims]), producer: null });
  const states: Value = { kind: 'tuple', items: sizes.map((size) => at([size])) };
  const result = cx.run(cell, [at(rest), states]);
  const output = result.kind === 'tuple' ? result.items[0] : null;
  return output?.kind === 'tensor' && rankOf(output.shape) === 2 ? dimAt(output.shape, 1) : null;
}

/** Runs a cell over the steps of a sequence. */
export const rnn = defineLayer({
  ...recurrent,
  name: 'keras.layers.RNN',
  rank: undefined as never,
  keywordParams: kerasLayerParams,
  docs: 'https://keras.io/api/layers/recurrent_layers/rnn/',
  params: { cell: value(), ...flow, unroll: flag(false), zero_output_for_mask: flag(false) } satisfies Params,
  shown: ['return_sequences', 'return_state'],
  codes: ['dim-mismatch', 'rank-mismatch'],
  apply(args, [x], cx) {
    const cell = cellOf(cx, args.cell);
    needsBatch(args.stateful, x!, cx);
    // With its states it gives several, nobody knows how many.
    if (!cell) return single(null);
    const rank = rankOf(x!.shape);
    // A step takes the batch and what stands behind the time: here that leaves the batch alone, whose size is open.
    if (rank !== null && rank < 3 && dimAt(x!.shape, 0) === freeDim && isOfKeras(cx, args.cell)) {
      const message = msg('{0} takes {1} axes with the batch, its input has {2}: {3}', cx.label, 3, rank, formatShape(x!.shape));
      cx.report('rank-mismatch', message, { fixes: returnSequences(x!, cx) });
      return single(null);
    }
    if (rank === 3 && dimAt(x!.shape, -1) === freeDim) {
      cx.report('dim-mismatch', msg('{0} needs a size on axis {1}, its input leaves it open: {2}', cx.label, -1, formatShape(x!.shape)));
    }
    const seen = cx.isOnData ? stepOutput(args.cell, cell.states, x!, cx) : null;
    const result = overTime(x!, seen ? { ...cell, output: seen } : cell, args);
    if (!cell.isNested) return result;
    return { ...result, outputs: result.outputs.map((output, i) => (i === 0 ? output : { shape: null })) };
  },
  weights({ cell }, [x], cx) {
    const [batch, , ...rest] = x!.shape && !x!.shape.hasPrefix ? x!.shape.dims : [];
    const atStep: TensorValue = { ...x!, shape: batch === undefined ? null : shapeOf([batch, ...rest]) };
    const known = cellOf(cx, cell);
    if (known?.stacked) return stackedWeights(cx, known.stacked, atStep);
    return cx.inner(cell)?.weights([atStep]) ?? null;
  },
  examples: [
    'keras.layers.RNN(keras.layers.LSTMCell(16), return_sequences=True)(keras.Input((10, 8)))  #> [null, 10, 16]',
    'keras.layers.RNN([keras.layers.GRUCell(16), keras.layers.GRUCell(4)])(keras.Input((10, 8)))  #> [null, 4]',
    'keras.layers.RNN(keras.layers.GRUCell(4))(keras.Input((8,)))  #! error[rank-mismatch]: takes 3 axes with the batch',
    'keras.layers.RNN(keras.layers.GRUCell(4), stateful=True)(keras.Input((10, 8)))  #! error[dim-mismatch]: needs a fixed batch size',
  ],
});
