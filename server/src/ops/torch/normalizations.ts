import type { ParamSpec } from '../kernel';
import { any, axes, axesOf, dims, flag, integer, msg, number, plainDim, readDims, single, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, isLiteral, productOf } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Heap, TensorValue, Value } from '../../values/value';
import { none, unknown } from '../../values/value';
import { refuseOneElement } from './batchNorms';
import type { Takes } from './inputTypes';
import { floats, floatsAndComplex, refuseElements, refuseOtherType } from './inputTypes';
import { placement } from './torchModule';
import type { TwinContext } from './twins';
import { extentsOf, twins } from './twins';

/** The last axes, which are normalized together. */
function normalizedShape(): ParamSpec<readonly Dim[] | null> {
  const read = (value: Value, heap: Heap): readonly Dim[] | null => readDims(value, heap);
  return { ...dims(), read };
}

/** Reports an input whose last axes are not those that are normalized. */
function refuseLast(x: TensorValue, wanted: readonly Dim[] | null, cx: TwinContext): void {
  const rank = rankOf(x.shape);
  if (!wanted || rank === null) return;
  const isShort = rank < wanted.length;
  const differs = wanted.some((d, i) => compareDims(dimAt(x.shape, i - wanted.length), d) === 'different');
  if (!isShort && !differs) return;
  const got = dimAt(x.shape, -1);
  cx.report(
    'dim-mismatch',
    msg('{0} expects the last axes to be {1}, its input is {2}', cx.label, formatShape(shapeOf(wanted)), formatShape(x.shape)),
    { at: 'normalized_shape', fixes: wanted.length === 1 && !isShort && isLiteral(got) ? [{ set: 'normalized_shape', value: got }] : [] },
  );
}

/** The weights of a function are as large as what is normalized. */
function refuseWeights(given: readonly (TensorValue | undefined)[], wanted: readonly Dim[], cx: TwinContext): void {
  for (const one of given) {
    if (!one || rankOf(one.shape) === null) continue;
    const { dims: own } = one.shape!;
    if (own.length === wanted.length && own.every((d, i) => compareDims(d, wanted[i]!) !== 'different')) continue;
    const message = msg(
      '{0}: {1} must have the shape {2}, it is {3}',
      cx.label,
      'weight',
      formatShape(shapeOf(wanted)),
      formatShape(one.shape),
    );
    cx.report('dim-mismatch', message, { at: 'weight', from: [one] });
    return;
  }
}

/** A number where several are taken. */
function refuseNumber(cx: TwinContext): boolean {
  if (cx.given('normalized_shape')?.kind !== 'int') return false;
  cx.report('rank-mismatch', msg('{0}: {1} takes several numbers, it gets one', cx.label, 'normalized_shape'), { at: 'normalized_shape' });
  return true;
}

function lastNorm(name: 'LayerNorm' | 'RMSNorm', fn: 'layer_norm' | 'rms_norm', takes: Takes, what: string) {
  const isLayer = name === 'LayerNorm';
  const common = { category: 'normalization', codes: ['dim-mismatch', 'dtype-mismatch'] } as const;
  return [
    ...twins({
      ...common,
      module: `nn.${name}`,
      summary: `${what} over the last axes.`,
      params: {
        normalized_shape: normalizedShape(),
        eps: any(isLayer ? '1e-05' : 'None'),
        elementwise_affine: flag(true),
        ...(isLayer && { bias: flag(true) }),
      },
      other: placement,
      shown: ['normalized_shape'],
      attributes: ({ normalized_shape, elementwise_affine }) => ({
        normalized_shape: normalized_shape ? extentsOf(normalized_shape) : unknown,
        bias: elementwise_affine === false || !isLayer ? none : unknown,
        ...(elementwise_affine === false && { weight: none }),
      }),
      rule({ normalized_shape, elementwise_affine }, [x], cx) {
        refuseLast(x!, normalized_shape, cx);
        if (!refuseElements(x!, takes, cx) && isLayer && elementwise_affine) refuseOtherType(x!, cx.ownType, cx, true);
        return single(x!.shape);
      },
      weights(args) {
        const { normalized_shape: shape, elementwise_affine } = args;
        if (!shape || elementwise_affine === null) return null;
        if (!elementwise_affine) return [];
        const hasBias = isLayer && (args as { readonly bias?: boolean | null }).bias !== false;
        return hasBias ? [weight('weight', shape), weight('bias', shape)] : [weight('weight', shape)];
      },
      examples: {
        module: [
          `torch.nn.${name}(8)(torch.zeros(2, 4, 8))  #> [2, 4, 8]`,
          `torch.nn.${name}((4, 8))(torch.zeros(2, 4, 8))  #> [2, 4, 8]`,
          `torch.nn.${name}(4)(torch.zeros(2, 4, 8))  #! error[dim-mismatch]: expects the last axes to be (4,)`,
          `torch.nn.${name}(8)(torch.zeros(2, 4, 8, dtype=torch.int64))  #! error[dtype-mismatch]: type int64`,
        ],
      },
    }),
    ...twins({
      ...common,
      fn: `nn.functional.${fn}`,
      also: [fn],
      summary: `${what} over the last axes, with the weights that it gets.`,
      params: { normalized_shape: normalizedShape(), weight: any(), bias: any(), eps: any() },
      order: isLayer ? ['normalized_shape', 'weight', 'bias', 'eps'] : ['normalized_shape', 'weight', 'eps'],
      codes: ['dim-mismatch', 'dtype-mismatch', 'rank-mismatch'],
      rule({ normalized_shape }, [x], cx) {
        if (refuseNumber(cx)) return single(x!.shape);
        refuseLast(x!, normalized_shape, cx);
        refuseElements(x!, takes, cx);
        const given = ['weight', 'bias'].map((each) => cx.given(each)).map((each) => (each?.kind === 'tensor' ? each : undefined));
        if (normalized_shape) refuseWeights(given, normalized_shape, cx);
        return single(x!.shape);
      },
      examples: {
        fn: [
          `torch.nn.functional.${fn}(torch.zeros(2, 4, 8), (8,))  #> [2, 4, 8]`,
          `torch.nn.functional.${fn}(torch.zeros(2, 4, 8), (4,))  #! error[dim-mismatch]: expects the last axes to be (4,)`,
          `torch.nn.functional.${fn}(torch.zeros(2, 4, 8), 8)  #! error[rank-mismatch]: takes several numbers`,
          `torch.nn.functional.${fn}(torch.zeros(2, 4, 8, dtype=torch.int64), (8,))  #! error[dtype-mismatch]: type int64`,
        ],
      },
    }),
  ];
}

export const lastNorms = [
  ...lastNorm('LayerNorm', 'layer_norm', floats, 'Normalizes to a mean of 0 and a variance of 1'),
  ...lastNorm('RMSNorm', 'rms_norm', floatsAndComplex, 'Divides by the root of the mean square'),
];

/** Reports channels that the groups do not split, and inputs with one value a group. */
function refuseGroups(x: TensorValue, groups: Dim, cx: TwinContext): void {
  const rank = rankOf(x.shape);
  if (rank === null) return;
  if (rank < 2) {
    cx.report('rank-mismatch', msg('{0} takes at least {1} axes, its input has {2}: {3}', cx.label, 2, rank, formatShape(x.shape)), {
      at: 'input',
    });
    return;
  }
  const channels = dimAt(x.shape, 1);
  const n = dimAt(x.shape, 0);
  const rest = productOf(x.shape!.dims.slice(2));
  if (!isLiteral(channels) || !isLiteral(groups) || groups <= 0) return;
  if (isLiteral(n) && isLiteral(rest) && Math.floor((n * channels) / groups) * rest === 1)
    cx.report('non-positive-size', msg('{0} needs more than one element to normalize: {1}', cx.label, formatShape(x.shape)), {
      at: 'input',
    });
  else if (channels % groups !== 0) {
    const message = msg('{0}: {1} channels cannot be split into {2} groups: {3}', cx.label, channels, groups, formatShape(x.shape));
    cx.report('dim-mismatch', message, { at: 'num_groups' });
  }
}

/** Normalizes groups of channels. */
export const groupNorm = twins({
  module: 'nn.GroupNorm',
  summary: 'Normalizes groups of channels of each example by itself.',
  category: 'normalization',
  params: { num_groups: integer(), num_channels: plainDim(), eps: any('1e-05'), affine: flag(true) },
  other: placement,
  shown: ['num_groups', 'num_channels'],
  codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size', 'dtype-mismatch'],
  refuses({ num_groups, num_channels }, label) {
    if (!isLiteral(num_groups) || !isLiteral(num_channels) || num_groups <= 0 || num_channels % num_groups === 0) return null;
    const message = msg('{0}: {1} of {2} cannot be split into {3} groups', label, 'num_channels', num_channels, num_groups);
    return { code: 'dim-mismatch', message, at: 'num_groups' };
  },
  rule({ num_groups, num_channels, affine }, [x], cx) {
    const got = dimAt(x!.shape, 1);
    if ((rankOf(x!.shape) ?? 0) >= 2 && affine && compareDims(got, num_channels) === 'different') {
      cx.report(
        'dim-mismatch',
        msg('{0} expects {1} channels, gets {2}: {3}', cx.label, formatDim(num_channels), formatDim(got), formatShape(x!.shape)),
        { at: 'num_channels', fixes: isLiteral(got) ? [{ set: 'num_channels', value: got }] : [] },
      );
    } else refuseGroups(x!, num_groups, cx);
    if (!refuseElements(x!, floats, cx) && affine) refuseOtherType(x!, cx.ownType, cx, true);
    return single(x!.shape);
  },
  weights: ({ num_channels, affine }) =>
    affine === null ? null : affine ? [weight('weight', [num_channels]), weight('bias', [num_channels])] : [],
  examples: {
    module: [
      'torch.nn.GroupNorm(2, 8)(torch.zeros(4, 8, 5, 5))  #> [4, 8, 5, 5]',
      'torch.nn.GroupNorm(2, 8)(torch.zeros(4, 6, 5, 5))  #! error[dim-mismatch]: expects 8 channels, gets 6',
      'torch.nn.GroupNorm(3, 8)  #! error[dim-mismatch]: cannot be split into 3 groups',
      'torch.nn.GroupNorm(2, 8)(torch.zeros(8))  #! error[rank-mismatch]: at least 2 axes',
      'torch.nn.GroupNorm(8, 8)(torch.zeros(1, 8))  #! error[non-positive-size]: more than one element',
      'torch.nn.GroupNorm(2, 8)(torch.zeros(4, 8, 5, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
    ],
  },
});

/** Normalizes groups of channels. */
export const groupNormFunction = twins({
  fn: 'nn.functional.group_norm',
  also: ['group_norm'],
  summary: 'Normalizes groups of channels of each example by itself, with the weights that it gets.',
  category: 'normalization',
  params: { num_groups: integer(), weight: any(), bias: any(), eps: any() },
  codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size', 'dtype-mismatch'],
  rule({ num_groups }, [x], cx) {
    refuseGroups(x!, num_groups, cx);
    refuseElements(x!, floats, cx);
    const given = ['weight', 'bias'].map((each) => cx.given(each)).map((each) => (each?.kind === 'tensor' ? each : undefined));
    if (rankOf(x!.shape) !== null) refuseWeights(given, [dimAt(x!.shape, 1)], cx);
    return single(x!.shape);
  },
  examples: {
    fn: [
      'torch.nn.functional.group_norm(torch.zeros(4, 8, 5, 5), 2)  #> [4, 8, 5, 5]',
      'torch.nn.functional.group_norm(torch.zeros(4, 8, 5, 5), 3)  #! error[dim-mismatch]: cannot be split into 3 groups',
      'torch.nn.functional.group_norm(torch.zeros(8), 2)  #! error[rank-mismatch]: at least 2 axes',
      'torch.nn.functional.group_norm(torch.zeros(1, 8), 8)  #! error[non-positive-size]: more than one element',
      'torch.nn.functional.group_norm(torch.zeros(4, 8, 5, dtype=torch.int64), 2)  #! error[dtype-mismatch]: type int64',
    ],
  },
});

/** A tensor in an argument that has one number a channel. */
function refusePerChannel(names: readonly string[], x: TensorValue, cx: TwinContext): void {
  const channels = dimAt(x.shape, 1);
  for (const name of names) {
    const given = cx.given(name);
    if (given?.kind !== 'tensor' || rankOf(given.shape) === null || rankOf(x.shape) === null) continue;
    const n = productOf(given.shape!.dims);
    if (compareDims(n, channels) !== 'different') continue;
    const message = msg(
      '{0}: {1} has {2} elements for {3} channels: {4}',
      cx.label,
      name,
      formatDim(n),
      formatDim(channels),
      formatShape(x.shape),
    );
    cx.report('dim-mismatch', message, { at: name, from: [given] });
    return;
  }
}

/** Normalizes each channel over the batch. */
export const batchNorm = twins({
  fn: 'nn.functional.batch_norm',
  summary: 'Normalizes each channel over the batch, or with the statistics that it gets.',
  category: 'normalization',
  params: { running_mean: any(), running_var: any(), weight: any(), bias: any(), training: flag(false), momentum: any(), eps: any() },
  codes: ['dim-mismatch', 'rank-mismatch', 'missing-argument', 'dtype-mismatch'],
  rule({ training }, [x], cx) {
    const rank = rankOf(x!.shape);
    if (rank !== null && rank < 2) {
      cx.report('rank-mismatch', msg('{0} takes at least {1} axes, its input has {2}: {3}', cx.label, 2, rank, formatShape(x!.shape)), {
        at: 'input',
      });
      return single(x!.shape);
    }
    if (training === false && ['running_mean', 'running_var'].some((name) => cx.given(name)?.kind === 'none'))
      cx.report('missing-argument', msg('{0} needs running_mean and running_var unless it trains', cx.label), { at: 'running_mean' });
    refuseElements(x!, floats, cx);
    refusePerChannel(['running_mean', 'running_var', 'weight', 'bias'], x!, cx);
    return single(x!.shape);
  },
  examples: {
    fn: [
      'torch.nn.functional.batch_norm(torch.zeros(2, 4), torch.zeros(4), torch.ones(4))  #> [2, 4]',
      'torch.nn.functional.batch_norm(torch.zeros(2, 4), torch.zeros(3), torch.ones(4))  #! error[dim-mismatch]: running_mean has 3 elements',
      'torch.nn.functional.batch_norm(torch.zeros(4), torch.zeros(4), torch.ones(4))  #! error[rank-mismatch]: at least 2 axes',
      'torch.nn.functional.batch_norm(torch.zeros(2, 4), None, None)  #! error[missing-argument]: unless it trains',
      'torch.nn.functional.batch_norm(torch.zeros(2, 4, dtype=torch.int64), torch.zeros(4), torch.ones(4))  #! error[dtype-mismatch]: type int64',
    ],
  },
});

/** Normalizes each channel of each example. */
export const instanceNorm = twins({
  fn: 'nn.functional.instance_norm',
  summary: 'Normalizes each channel of each example by itself.',
  category: 'normalization',
  params: { running_mean: any(), running_var: any(), weight: any(), bias: any(), use_input_stats: flag(true), momentum: any(), eps: any() },
  codes: ['dim-mismatch', 'non-positive-size', 'dtype-mismatch'],
  rule({ use_input_stats }, [x], cx) {
    const rank = rankOf(x!.shape);
    if (use_input_stats && rank !== null) refuseOneElement(x!, Math.max(0, rank - 2), cx);
    refuseElements(x!, floats, cx);
    refusePerChannel(['running_mean', 'running_var', 'weight', 'bias'], x!, cx);
    return single(x!.shape);
  },
  examples: {
    fn: [
      'torch.nn.functional.instance_norm(torch.zeros(2, 4, 5))  #> [2, 4, 5]',
      'torch.nn.functional.instance_norm(torch.zeros(2, 4, 5), weight=torch.zeros(3))  #! error[dim-mismatch]: weight has 3 elements',
      'torch.nn.functional.instance_norm(torch.zeros(2, 4, 1))  #! error[non-positive-size]: more than one element',
      'torch.nn.functional.instance_norm(torch.zeros(2, 4, 5, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
    ],
  },
});

/** Divides by what lies in neighboring channels. */
export const localResponseNorm = twins({
  module: 'nn.LocalResponseNorm',
  fn: 'nn.functional.local_response_norm',
  summary: 'Divides each element by what lies at its place in neighboring channels.',
  category: 'normalization',
  params: { size: integer(), alpha: any(), beta: any(), k: any() },
  codes: ['rank-mismatch', 'non-positive-size'],
  rule({ size }, [x], cx) {
    const rank = rankOf(x!.shape);
    if (rank !== null && rank < 3)
      cx.report('rank-mismatch', msg('{0} takes at least {1} axes, its input has {2}: {3}', cx.label, 3, rank, formatShape(x!.shape)), {
        at: 'input',
      });
    if (isLiteral(size) && size <= 0)
      cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, 'size', size), { at: 'size' });
    return single(x!.shape, x!.dtype === 'int64' ? 'float32' : x!.dtype !== null && floats(x!.dtype) ? x!.dtype : null);
  },
  examples: {
    module: [
      'torch.nn.LocalResponseNorm(2)(torch.zeros(2, 4, 5))  #> [2, 4, 5]',
      'torch.nn.LocalResponseNorm(2)(torch.zeros(2, 4))  #! error[rank-mismatch]: at least 3 axes',
      'torch.nn.LocalResponseNorm(0)(torch.zeros(2, 4, 5))  #! error[non-positive-size]: must be positive',
    ],
    fn: [
      'torch.nn.functional.local_response_norm(torch.zeros(2, 4, 5), 2)  #> [2, 4, 5]',
      'torch.nn.functional.local_response_norm(torch.zeros(2, 4), 2)  #! error[rank-mismatch]: at least 3 axes',
      'torch.nn.functional.local_response_norm(torch.zeros(2, 4, 5), 0)  #! error[non-positive-size]: must be positive',
    ],
  },
});

/** The same across channels of images. */
export const crossMapNorm = twins({
  module: 'nn.CrossMapLRN2d',
  summary: 'Divides each element of an image by what lies at its place in neighboring channels.',
  category: 'normalization',
  params: { size: integer(), alpha: any(), beta: any(), k: any() },
  codes: ['rank-mismatch', 'dtype-mismatch'],
  rule(_, [x], cx) {
    const rank = rankOf(x!.shape);
    if (rank !== null && rank !== 4)
      cx.report('rank-mismatch', msg('{0} takes {1} axes, its input has {2}: {3}', cx.label, 4, rank, formatShape(x!.shape)), {
        at: 'input',
      });
    refuseElements(x!, floatsAndComplex, cx);
    return single(x!.shape);
  },
  examples: {
    module: [
      'torch.nn.CrossMapLRN2d(2)(torch.zeros(2, 4, 5, 5))  #> [2, 4, 5, 5]',
      'torch.nn.CrossMapLRN2d(2)(torch.zeros(2, 4, 5))  #! error[rank-mismatch]: takes 4 axes',
      'torch.nn.CrossMapLRN2d(2)(torch.zeros(2, 4, 5, 5, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
    ],
  },
});

/** Divides vectors by their length. */
export const normalize = twins({
  fn: 'nn.functional.normalize',
  summary: 'Divides the vectors along an axis by their norm.',
  category: 'normalization',
  params: { p: number(2), dim: axes(1), eps: any(), out: any() },
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  rule({ dim }, [x], cx) {
    if (rankOf(x!.shape) !== 0) axesOf(x!, dim, cx, 'dim');
    refuseElements(x!, floatsAndComplex, cx);
    return single(x!.shape);
  },
  examples: {
    fn: [
      'torch.nn.functional.normalize(torch.zeros(2, 4))  #> [2, 4]',
      'torch.nn.functional.normalize(torch.zeros(4))  #! error[axis-out-of-range]: no axis 1',
      'torch.nn.functional.normalize(torch.zeros(2, 4, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
    ],
  },
});
