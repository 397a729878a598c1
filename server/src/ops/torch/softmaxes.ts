import type { Category } from '../kernel';
import { any, axisOf, dim, dtype, flag, integer, msg, number, single, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, floorDivDims, formatDim, isLiteral, modDims } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import { floats, refuseElements, refuseOtherType } from './inputTypes';
import { placement } from './torchModule';
import { twins } from './twins';

const x = 'torch.zeros(2, 6)';

const category: Category = 'activation';

/** Which axis sums to one when nobody says so: PyTorch guesses, and warns. */
function softmaxAxis(given: Dim | null, rank: number | null): Dim {
  if (given !== null) return given;
  return rank === null ? { kind: 'unknown' } : rank === 0 || rank === 1 || rank === 3 ? 0 : 1;
}

function softmaxOf(module: string, fn: string, summary: string) {
  return twins({
    module: `nn.${module}`,
    fn: `nn.functional.${fn}`,
    summary,
    category,
    params: { dim: optionalAxis() },
    fnParams: { _stacklevel: any(), dtype: dtype() },
    order: ['dim', '_stacklevel', 'dtype'],
    shown: ['dim'],
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    rule(args, [input], cx) {
      const rank = rankOf(input!.shape);
      if (rank !== null) axisOf(input!, softmaxAxis(args.dim, rank), cx, 'dim', Math.max(1, rank));
      const { dtype: type } = args as { readonly dtype?: string | null };
      const asked = type === undefined || type === 'absent' ? undefined : type;
      if (asked === undefined) refuseElements(input!, floats, cx);
      return single(input!.shape, asked === undefined ? input!.dtype : asked);
    },
    examples: {
      module: [
        `torch.nn.${module}(dim=1)(${x})  #> [2, 6]`,
        `torch.nn.${module}(dim=2)(${x})  #! error[axis-out-of-range]: no axis 2`,
        `torch.nn.${module}(dim=1)(torch.zeros(2, 6, dtype=torch.int64))  #! error[dtype-mismatch]: type int64`,
      ],
      fn: [
        `torch.nn.functional.${fn}(${x}, dim=1)  #> [2, 6]`,
        `torch.nn.functional.${fn}(${x}, dim=2)  #! error[axis-out-of-range]: no axis 2`,
        `torch.nn.functional.${fn}(torch.zeros(2, 6, dtype=torch.int64), dim=1)  #! error[dtype-mismatch]: type int64`,
      ],
    },
  });
}

/** An axis, or None. */
function optionalAxis() {
  const inner = integer(0);
  return {
    ...inner,
    type: 'int | None',
    fallback: null as Dim | null,
    fallbackText: 'None',
    read: (value: Parameters<typeof inner.read>[0], heap: Parameters<typeof inner.read>[1]): Dim | null =>
      value.kind === 'none' ? null : inner.read(value, heap),
  };
}

export const softmaxes = [
  ...softmaxOf('Softmax', 'softmax', 'Turns numbers into shares that sum to 1 along an axis.'),
  ...softmaxOf('LogSoftmax', 'log_softmax', 'The logarithm of the softmax along an axis.'),
  ...softmaxOf('Softmin', 'softmin', 'Turns numbers into shares that sum to 1 along an axis, the smallest to the largest.'),
  ...twins({
    module: 'nn.Softmax2d',
    summary: 'Turns the channels at each place of an image into shares that sum to 1.',
    category,
    params: {},
    codes: ['rank-mismatch', 'dtype-mismatch'],
    rule(_, [input], cx) {
      const rank = rankOf(input!.shape);
      if (rank !== null && rank !== 3 && rank !== 4)
        cx.report(
          'rank-mismatch',
          msg('{0} takes {1} or {2} axes, its input has {3}: {4}', cx.label, 3, 4, rank, formatShape(input!.shape)),
          {
            at: 'input',
          },
        );
      refuseElements(input!, floats, cx);
      return single(input!.shape);
    },
    examples: {
      module: [
        'torch.nn.Softmax2d()(torch.zeros(2, 3, 4, 4))  #> [2, 3, 4, 4]',
        'torch.nn.Softmax2d()(torch.zeros(2, 3))  #! error[rank-mismatch]: takes 3 or 4 axes',
        'torch.nn.Softmax2d()(torch.zeros(2, 3, 4, 4, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
      ],
    },
  }),
  ...twins({
    fn: 'nn.functional.gumbel_softmax',
    summary: 'Draws shares along an axis, or with `hard=True` one of the places, from numbers that may be learned.',
    category,
    params: { tau: number(1), hard: flag(false), eps: any(), dim: integer(-1) },
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    inputs: ['logits'],
    rule({ dim: at }, [input], cx) {
      if (rankOf(input!.shape) !== null) axisOf(input!, at, cx, 'dim', Math.max(1, rankOf(input!.shape)!));
      refuseElements(input!, floats, cx, 'logits');
      return single(input!.shape);
    },
    examples: {
      fn: [
        `torch.nn.functional.gumbel_softmax(${x})  #> [2, 6]`,
        `torch.nn.functional.gumbel_softmax(${x}, dim=2)  #! error[axis-out-of-range]: no axis 2`,
        'torch.nn.functional.gumbel_softmax(torch.zeros(2, 6, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
      ],
    },
  }),
];

/** Halves an axis: one half times the sigmoid of the other. */
export const glu = twins({
  module: 'nn.GLU',
  fn: 'nn.functional.glu',
  summary: 'Halves an axis: one half times the sigmoid of the other.',
  category,
  params: { dim: integer(-1) },
  shown: ['dim'],
  codes: ['axis-out-of-range', 'dim-mismatch', 'rank-mismatch', 'dtype-mismatch'],
  rule({ dim: given }, [input], cx) {
    refuseElements(input!, floats, cx);
    const rank = rankOf(input!.shape);
    if (rank === null) return single(null);
    if (rank === 0) {
      cx.report('rank-mismatch', msg('{0} takes at least {1} axes, its input has {2}: {3}', cx.label, 1, 0, formatShape(input!.shape)), {
        at: 'input',
      });
      return single(null);
    }
    const axis = axisOf(input!, given, cx, 'dim');
    if (axis === null) return single(null);
    const d = input!.shape!.dims[axis]!;
    if (modDims(d, 2) === 1)
      cx.report(
        'dim-mismatch',
        msg('{0}: axis {1} of {2} cannot be cut into {3} equal parts', cx.label, axis, formatShape(input!.shape), 2),
        {
          at: 'dim',
        },
      );
    return single(shapeOf(input!.shape!.dims.map((each, i) => (i === axis ? floorDivDims(each, 2) : each))));
  },
  examples: {
    module: [
      `torch.nn.GLU()(${x})  #> [2, 3]`,
      'torch.nn.GLU()(torch.zeros(2, 5))  #! error[dim-mismatch]: into 2 equal parts',
      `torch.nn.GLU(2)(${x})  #! error[axis-out-of-range]: no axis 2`,
      'torch.nn.GLU()(torch.zeros(()))  #! error[rank-mismatch]: at least 1 axes',
      'torch.nn.GLU()(torch.zeros(2, 6, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
    ],
    fn: [
      `torch.nn.functional.glu(${x})  #> [2, 3]`,
      'torch.nn.functional.glu(torch.zeros(2, 5))  #! error[dim-mismatch]: into 2 equal parts',
      `torch.nn.functional.glu(${x}, 2)  #! error[axis-out-of-range]: no axis 2`,
      'torch.nn.functional.glu(torch.zeros(()))  #! error[rank-mismatch]: at least 1 axes',
      'torch.nn.functional.glu(torch.zeros(2, 6, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
    ],
  },
});

/** Scales negative elements by slopes that are learned. */
export const prelu = twins({
  module: 'nn.PReLU',
  summary: 'Scales negative elements by slopes that are learned, one for all or one a channel.',
  category,
  params: { num_parameters: dim(1), init: any('0.25') },
  other: placement,
  codes: ['dim-mismatch', 'dtype-mismatch'],
  rule({ num_parameters }, [input], cx) {
    const rank = rankOf(input!.shape);
    const got = rank === null ? dimAt(null, 0) : rank < 2 ? 1 : dimAt(input!.shape, 1);
    if (compareDims(num_parameters, 1) === 'different' && (rank === 0 || compareDims(got, num_parameters) === 'different'))
      cx.report(
        'dim-mismatch',
        msg('{0} expects {1} channels, gets {2}: {3}', cx.label, formatDim(num_parameters), formatDim(got), formatShape(input!.shape)),
        { at: 'num_parameters', fixes: isLiteral(got) ? [{ set: 'num_parameters', value: got }] : [] },
      );
    refuseOtherType(input!, cx.ownType, cx);
    return single(input!.shape);
  },
  weights: ({ num_parameters }) => [weight('weight', [num_parameters])],
  examples: {
    module: [
      `torch.nn.PReLU()(${x})  #> [2, 6]`,
      `torch.nn.PReLU(3)(${x})  #! error[dim-mismatch]: expects 3 channels, gets 6`,
      'torch.nn.PReLU()(torch.zeros(2, 6, dtype=torch.int64))  #! error[dtype-mismatch]: weights of type float32',
    ],
  },
});

/** Scales negative elements by the slopes that it gets. */
export const preluFunction = twins({
  fn: 'nn.functional.prelu',
  also: ['prelu'],
  methods: ['prelu'],
  summary: 'Scales negative elements by the slopes that it gets, one for all or one a channel.',
  category,
  params: {},
  inputs: ['input', 'weight'],
  codes: ['dim-mismatch', 'rank-mismatch', 'dtype-mismatch'],
  rule(_, [input, slopes], cx) {
    const [rank, own] = [rankOf(input!.shape), rankOf(slopes!.shape)];
    if (own !== null && own > 1)
      cx.report(
        'rank-mismatch',
        msg('{0}: {1} must have {2}, it is {3}', cx.label, 'weight', msg('{0} to {1} axes', 0, 1), formatShape(slopes!.shape)),
        {
          at: 'weight',
        },
      );
    const n = own === 1 ? slopes!.shape!.dims[0]! : 1;
    const got = rank === null ? dimAt(null, 0) : rank < 2 ? 1 : dimAt(input!.shape, 1);
    if (compareDims(n, 1) === 'different' && compareDims(got, n) === 'different')
      cx.report(
        'dim-mismatch',
        msg('{0} expects {1} channels, gets {2}: {3}', cx.label, formatDim(n), formatDim(got), formatShape(input!.shape)),
        {
          at: 'weight',
        },
      );
    refuseOtherType(input!, slopes!.dtype, cx);
    return single(input!.shape);
  },
  examples: {
    fn: [
      `torch.nn.functional.prelu(${x}, torch.zeros(6))  #> [2, 6]`,
      `torch.nn.functional.prelu(${x}, torch.zeros(3))  #! error[dim-mismatch]: expects 3 channels, gets 6`,
      `torch.nn.functional.prelu(${x}, torch.zeros(1, 6))  #! error[rank-mismatch]: weight must have`,
      'torch.nn.functional.prelu(torch.zeros(2, 6, dtype=torch.int64), torch.zeros(1))  #! error[dtype-mismatch]: type int64',
    ],
  },
});
