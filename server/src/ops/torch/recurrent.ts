import type { Args, LayerResult, LibraryEntry, ParamSpec, Weight } from '../kernel';
import { arranged, choice, flag, integer, msg, number, plainDim, weight } from '../kernel';
import type { LayerRuleContext } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, freeDim, mulDims, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf, withLast } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { tuple } from '../../values/value';
import { floatType } from './elementTypes';
import { refuseShape, refuseWhole } from './expectedShapes';
import { packedOf, repacked } from './packing';
import { placement, torchModule } from './torchModule';

/** The kinds of recurrent modules: how many sums each step makes, and how many states it hands on. */
export const recurrentKinds = {
  RNN: { gates: 1, states: 1, step: 'one layer of sums' },
  LSTM: { gates: 4, states: 2, step: 'a memory with gates' },
  GRU: { gates: 3, states: 1, step: 'gates without a memory of their own' },
} as const;

export type RecurrentKind = keyof typeof recurrentKinds;

const before = { input_size: plainDim(), hidden_size: plainDim(), num_layers: plainDim(1) };
const behind = { bias: flag(true), batch_first: flag(false), dropout: number(0), bidirectional: flag(false) };
const params: Readonly<Record<RecurrentKind, Readonly<Record<string, ParamSpec<never> | ParamSpec<unknown>>>>> = {
  RNN: { ...before, nonlinearity: choice('tanh', 'tanh', 'relu'), ...behind },
  LSTM: { ...before, ...behind, proj_size: integer(0) },
  GRU: { ...before, ...behind, proj_size: integer(0) },
};

type RecurrentArgs = Args<typeof before & typeof behind> & { readonly proj_size?: Dim };

type RecurrentCodes = 'dim-mismatch' | 'rank-mismatch' | 'dtype-mismatch' | 'input-mismatch' | 'non-positive-size';

/** What all sizes of a recurrent module follow from. */
interface Sizes {
  readonly directions: Dim;
  readonly output: Dim;
  readonly hidden: Dim;
  readonly stacked: Dim;
}

function sizesOf({ hidden_size, num_layers, bidirectional, proj_size = 0 }: RecurrentArgs): Sizes {
  const directions: Dim = bidirectional === null ? unknownDim : bidirectional ? 2 : 1;
  const output = proj_size === 0 ? hidden_size : typeof proj_size === 'number' ? proj_size : unknownDim;
  return { directions, output, hidden: hidden_size, stacked: mulDims(directions, num_layers) };
}

function run(kind: RecurrentKind, args: RecurrentArgs, x: TensorValue, cx: LayerRuleContext<RecurrentCodes>): LayerResult {
  const packed = packedOf(cx.given('input'), cx.heap);
  const data = packed?.data ?? x;
  const rank = packed ? 3 : rankOf(x.shape);
  const { directions, output, hidden, stacked } = sizesOf(args);
  const batch = packed
    ? packed.batch
    : rank === 3
      ? args.batch_first === null
        ? unknownDim
        : dimAt(x.shape, args.batch_first ? 0 : 1)
      : null;
  const width = dimAt(data.shape, -1);
  const inner = rank === null ? null : rank === 2 ? [] : [batch ?? unknownDim];
  const states = inner === null ? [null, null] : [output, hidden].map((n) => shapeOf([stacked, ...inner, n]));
  if (refuseWhole(data, cx)) return result(kind, data, [mulDims(directions, output), states], cx.given('input'), packed !== null);
  if (compareDims(width, args.input_size) === 'different')
    cx.report(
      'dim-mismatch',
      msg('{0} expects {1} features, gets {2}: {3}', cx.label, formatDim(args.input_size), formatDim(width), formatShape(data.shape)),
      { at: 'input_size', fixes: typeof width === 'number' ? [{ set: 'input_size', value: width }] : [] },
    );
  else {
    const time = packed || rank === null ? unknownDim : rank === 2 || args.batch_first === false ? dimAt(x.shape, 0) : dimAt(x.shape, 1);
    if (time === 0 && args.batch_first !== null)
      cx.report('non-positive-size', msg('{0} takes at least one step, its input has none: {1}', cx.label, formatShape(x.shape)));
    else checkStates(kind, cx.given('hx'), states, cx);
  }
  return result(kind, data, [mulDims(directions, output), states], cx.given('input'), packed !== null);
}

type States = readonly (ReturnType<typeof shapeOf> | null)[];

/** The states that a call begins with: one, or those of an LSTM in a pair. */
function checkStates(kind: RecurrentKind, given: Value | undefined, states: States, cx: LayerRuleContext<RecurrentCodes>): void {
  if (!given || given.kind === 'none') return;
  if (kind !== 'LSTM') {
    if (given.kind === 'tuple')
      cx.report('input-mismatch', msg('{0} takes one state, it gets a tuple of {1}', cx.label, given.items.length));
    else if (given.kind === 'tensor' && states[0]) refuseShape('h_0', given, states[0].dims, cx);
    return;
  }
  if (given.kind === 'tensor') {
    cx.report('input-mismatch', msg('{0} takes a pair of states, (h_0, c_0), it gets one tensor: {1}', cx.label, formatShape(given.shape)));
    return;
  }
  if (given.kind !== 'tuple' || given.items.length !== 2) return;
  for (const [i, name] of ['h_0', 'c_0'].entries()) {
    const state = given.items[i]!;
    const wanted = states[i];
    if (state.kind === 'tensor' && wanted && refuseShape(name, state, wanted.dims, cx)) return;
  }
}

function result(
  kind: RecurrentKind,
  data: TensorValue,
  [width, states]: readonly [Dim, States],
  input: Value | undefined,
  isPacked: boolean,
): LayerResult {
  const shape = withLast(data.shape, width);
  const dtype = floatType(data.dtype);
  const outputs = [{ shape, dtype }, ...states.slice(0, recurrentKinds[kind].states).map((state) => ({ shape: state, dtype }))];
  return arranged(outputs, ([output, ...last], cx) =>
    tuple([isPacked ? repacked(input!, output!, cx) : output!, last.length > 1 ? tuple(last) : last[0]!]),
  );
}

function weightsOf(kind: RecurrentKind, args: RecurrentArgs): readonly Weight[] | null {
  const { num_layers, bias, bidirectional, input_size, hidden_size, proj_size = 0 } = args;
  if (typeof num_layers !== 'number' || num_layers > 256 || bias === null || bidirectional === null || typeof proj_size !== 'number')
    return null;
  const { directions, output } = sizesOf(args);
  const gates = mulDims(recurrentKinds[kind].gates, hidden_size);
  return Array.from({ length: num_layers }, (_, layer) =>
    (bidirectional ? ['', '_reverse'] : ['']).flatMap((suffix) => {
      const own = `l${layer}${suffix}`;
      const from = layer === 0 ? input_size : mulDims(directions, output);
      return [
        weight(`weight_ih_${own}`, [gates, from]),
        weight(`weight_hh_${own}`, [gates, output]),
        ...(bias ? [weight(`bias_ih_${own}`, [gates]), weight(`bias_hh_${own}`, [gates])] : []),
        ...(proj_size > 0 ? [weight(`weight_hr_${own}`, [proj_size, hidden_size])] : []),
      ];
    }),
  ).flat();
}

const articles: Readonly<Record<RecurrentKind, string>> = {
  RNN: 'A recurrent module of plain sums over a sequence: gives all outputs, and the last state of each layer.',
  LSTM: 'A recurrent module with a memory and gates: gives all outputs, and the pair of the last states, `(h_n, c_n)`.',
  GRU: 'A recurrent module with gates: gives all outputs, and the last state of each layer.',
};

/** Modules that go over a sequence; the outputs come beside the last states. */
export const recurrent: readonly LibraryEntry[] = (Object.keys(recurrentKinds) as RecurrentKind[]).flatMap((kind) =>
  torchModule<Readonly<Record<string, ParamSpec<never> | ParamSpec<unknown>>>, RecurrentCodes>({
    name: `nn.${kind}`,
    summary: articles[kind],
    category: 'recurrent',
    params: params[kind],
    other: placement,
    inputs: ['input'],
    callParams: ['hx'],
    rank: { min: 2, max: 3 },
    shown: ['input_size', 'hidden_size', 'num_layers', 'bidirectional'],
    codes: ['dim-mismatch', 'rank-mismatch', 'dtype-mismatch', 'input-mismatch', 'non-positive-size'],
    refuses(args, label) {
      const { proj_size = 0, hidden_size, dropout } = args as unknown as RecurrentArgs;
      if (dropout !== null && (dropout < 0 || dropout > 1))
        return {
          at: 'dropout',
          code: 'unknown-argument',
          message: msg('{0}: {1} is a share from 0 to 1, it cannot be {2}', label, 'dropout', dropout),
        };
      if (kind === 'GRU' && typeof proj_size === 'number' && proj_size !== 0)
        return { at: 'proj_size', code: 'unknown-argument', message: msg('{0}: only LSTM takes proj_size', label) };
      const isWrong = typeof proj_size === 'number' && (proj_size < 0 || (typeof hidden_size === 'number' && proj_size >= hidden_size));
      if (!isWrong) return null;
      return {
        at: 'proj_size',
        code: 'dim-mismatch',
        message: msg('{0}: proj_size must be smaller than hidden_size, {1}, it is {2}', label, formatDim(hidden_size), proj_size),
      };
    },
    apply: (args, [x], cx) => run(kind, args as unknown as RecurrentArgs, x!, cx),
    weights: (args) => weightsOf(kind, args as unknown as RecurrentArgs),
    examples: [
      `torch.nn.${kind}(8, 16, batch_first=True)(torch.zeros(4, 5, 8))[0]  #> [4, 5, 16]`,
      `torch.nn.${kind}(8, 16, bidirectional=True)(torch.zeros(5, 4, 8))[0]  #> [5, 4, 32]`,
      `torch.nn.${kind}(8, 16)(torch.zeros(5, 4, 9))  #! error[dim-mismatch]: expects 8 features`,
      `torch.nn.${kind}(8, 16)(torch.zeros(2, 5, 4, 8))  #! error[rank-mismatch]: at most 3 axes`,
      `torch.nn.${kind}(8, 16)(torch.zeros(5, 4, 8, dtype=torch.int64))  #! error[dtype-mismatch]: takes floats`,
      kind === 'LSTM'
        ? 'torch.nn.LSTM(8, 16)(torch.zeros(5, 4, 8), torch.zeros(1, 4, 16))  #! error[input-mismatch]: a pair of states'
        : `torch.nn.${kind}(8, 16)(torch.zeros(5, 4, 8), (torch.zeros(1, 4, 16), torch.zeros(1, 4, 16)))  #! error[input-mismatch]: one state`,
      `torch.nn.${kind}(8, 16)(torch.zeros(0, 4, 8))  #! error[non-positive-size]: at least one step`,
    ],
  }),
);

const cellSummaries: Readonly<Record<RecurrentKind, string>> = {
  RNN: 'One step of a recurrent module of plain sums: the next state.',
  LSTM: 'One step of a recurrent module with a memory and gates: the pair of the next states, `(h, c)`.',
  GRU: 'One step of a recurrent module with gates: the next state.',
};

const cell = { input_size: plainDim(), hidden_size: plainDim(), bias: flag(true) };

/** One step of a recurrent module. */
export const recurrentCells: readonly LibraryEntry[] = (Object.keys(recurrentKinds) as RecurrentKind[]).flatMap((kind) =>
  torchModule({
    name: `nn.${kind}Cell`,
    summary: cellSummaries[kind],
    category: 'recurrent',
    params: { ...cell, ...(kind === 'RNN' && { nonlinearity: choice('tanh', 'tanh', 'relu') }) },
    other: placement,
    inputs: ['input'],
    callParams: ['hx'],
    rank: { min: 1, max: 2 },
    shown: ['input_size', 'hidden_size'],
    codes: ['dim-mismatch', 'rank-mismatch', 'dtype-mismatch'],
    apply({ input_size, hidden_size }, [x], cx) {
      const width = dimAt(x!.shape, -1);
      const shape = withLast(x!.shape, hidden_size);
      if (refuseWhole(x!, cx)) void 0;
      else if (compareDims(width, input_size) === 'different')
        cx.report(
          'dim-mismatch',
          msg('{0} expects {1} features, gets {2}: {3}', cx.label, formatDim(input_size), formatDim(width), formatShape(x!.shape)),
          { at: 'input_size', fixes: typeof width === 'number' ? [{ set: 'input_size', value: width }] : [] },
        );
      else {
        const hx = cx.given('hx');
        const given = hx?.kind === 'tuple' ? hx.items : hx ? [hx] : [];
        const wanted = shape && !shape.hasPrefix && !shape.dims.includes(freeDim) ? shape.dims : null;
        given.some(
          (state) => state.kind === 'tensor' && (kind !== 'LSTM' || hx?.kind === 'tuple') && wanted && refuseShape('hx', state, wanted, cx),
        );
      }
      const states = Array.from({ length: recurrentKinds[kind].states }, () => ({ shape, dtype: floatType(x!.dtype) }));
      return states.length > 1 ? { outputs: states, isMultiple: true } : { outputs: states, isMultiple: false };
    },
    weights: ({ input_size, hidden_size, bias }) => {
      const gates = mulDims(recurrentKinds[kind].gates, hidden_size);
      const own = [weight('weight_ih', [gates, input_size]), weight('weight_hh', [gates, hidden_size])];
      return bias === false ? own : [...own, weight('bias_ih', [gates]), weight('bias_hh', [gates])];
    },
    examples: [
      `torch.nn.${kind}Cell(8, 16)(torch.zeros(4, 8))${kind === 'LSTM' ? '[0]' : ''}  #> [4, 16]`,
      `torch.nn.${kind}Cell(8, 16)(torch.zeros(4, 9))  #! error[dim-mismatch]: expects 8 features`,
      `torch.nn.${kind}Cell(8, 16)(torch.zeros(5, 4, 8))  #! error[rank-mismatch]: at most 2 axes`,
      `torch.nn.${kind}Cell(8, 16)(torch.zeros(4, 8, dtype=torch.int64))  #! error[dtype-mismatch]: takes floats`,
    ],
  }),
);
