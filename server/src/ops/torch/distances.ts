import { any, axisOf, broadcastShapes, flag, integer, msg, number, plainDim, single, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, floorDivDims, formatDim, isLiteral, mulDims, subDims } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { none, unknown } from '../../values/value';
import { floatType, promoteTypes, realType } from './elementTypes';
import { floats, notBool, refuseElements, refuseOtherType } from './inputTypes';
import { placement } from './torchModule';
import type { TwinContext } from './twins';
import { twins } from './twins';

/** The shape that two tensors have together; null and reported where they have none. */
function together(a: TensorValue, b: TensorValue, cx: TwinContext): MaybeShape {
  const both = broadcastShapes(a.shape, b.shape);
  if (both.fits) return both.shape;
  cx.report(
    'broadcast-mismatch',
    msg('{0}: shapes {1} and {2} do not fit together', cx.label, formatShape(a.shape), formatShape(b.shape)),
    {
      from: [a, b],
    },
  );
  return null;
}

/** The cosine of the angle between vectors. */
export const cosineSimilarity = twins({
  module: 'nn.CosineSimilarity',
  fn: 'nn.functional.cosine_similarity',
  also: ['cosine_similarity'],
  summary: 'The cosine of the angle between the vectors along an axis.',
  category: 'array',
  params: { dim: integer(1), eps: any('1e-08') },
  inputs: ['x1', 'x2'],
  codes: ['broadcast-mismatch', 'axis-out-of-range', 'dtype-mismatch'],
  rule({ dim }, [a, b], cx) {
    const shape = together(a!, b!, cx);
    const type = promoteTypes(a!.dtype, b!.dtype);
    refuseElements(a!, floats, cx, 'x1');
    if (!shape || rankOf(shape) === null) return single(null, type);
    const axis = axisOf({ ...a!, shape }, dim, cx, 'dim', Math.max(1, shape.dims.length));
    return single(axis === null ? null : shapeOf(shape.dims.filter((_, i) => i !== axis)), type);
  },
  examples: {
    module: [
      'torch.nn.CosineSimilarity()(torch.zeros(2, 3), torch.zeros(2, 3))  #> [2]',
      'torch.nn.CosineSimilarity()(torch.zeros(2, 3), torch.zeros(2, 4))  #! error[broadcast-mismatch]: do not fit together',
      'torch.nn.CosineSimilarity()(torch.zeros(3), torch.zeros(3))  #! error[axis-out-of-range]: no axis 1',
      'torch.nn.CosineSimilarity()(torch.zeros(2, 3, dtype=torch.int64), torch.zeros(2, 3))  #! error[dtype-mismatch]: type int64',
    ],
    fn: [
      'torch.nn.functional.cosine_similarity(torch.zeros(2, 3), torch.zeros(2, 3))  #> [2]',
      'torch.nn.functional.cosine_similarity(torch.zeros(2, 3), torch.zeros(2, 4))  #! error[broadcast-mismatch]: do not fit together',
      'torch.nn.functional.cosine_similarity(torch.zeros(3), torch.zeros(3))  #! error[axis-out-of-range]: no axis 1',
      'torch.nn.functional.cosine_similarity(torch.zeros(2, 3, dtype=torch.int64), torch.zeros(2, 3))  #! error[dtype-mismatch]: type int64',
    ],
  },
});

/** The distance between vectors. */
export const pairwiseDistance = twins({
  module: 'nn.PairwiseDistance',
  fn: 'nn.functional.pairwise_distance',
  also: ['pairwise_distance'],
  summary: 'The distance between the vectors along the last axis.',
  category: 'array',
  params: { p: number(2), eps: any('1e-06'), keepdim: flag(false) },
  inputs: ['x1', 'x2'],
  codes: ['broadcast-mismatch', 'dtype-mismatch'],
  rule({ keepdim }, [a, b], cx) {
    const shape = together(a!, b!, cx);
    refuseElements(a!, notBool, cx, 'x1');
    const type = realType(floatType(promoteTypes(a!.dtype, b!.dtype)));
    if (!shape || rankOf(shape) === null || keepdim === null) return single(null, type);
    return single(shapeOf(keepdim && shape.dims.length ? [...shape.dims.slice(0, -1), 1] : shape.dims.slice(0, -1)), type);
  },
  examples: {
    module: [
      'torch.nn.PairwiseDistance()(torch.zeros(2, 3), torch.zeros(2, 3))  #> [2]',
      'torch.nn.PairwiseDistance(keepdim=True)(torch.zeros(2, 3), torch.zeros(3))  #> [2, 1]',
      'torch.nn.PairwiseDistance()(torch.zeros(2, 3), torch.zeros(2, 4))  #! error[broadcast-mismatch]: do not fit together',
      'torch.nn.PairwiseDistance()(torch.zeros(2, 3, dtype=torch.bool), torch.zeros(2, 3, dtype=torch.bool))  #! error[dtype-mismatch]: type bool',
    ],
    fn: [
      'torch.nn.functional.pairwise_distance(torch.zeros(2, 3), torch.zeros(2, 3))  #> [2]',
      'torch.nn.functional.pairwise_distance(torch.zeros(2, 3), torch.zeros(2, 4))  #! error[broadcast-mismatch]: do not fit together',
      'torch.nn.functional.pairwise_distance(torch.zeros(2, 3, dtype=torch.bool), torch.zeros(2, 3, dtype=torch.bool))  #! error[dtype-mismatch]: type bool',
    ],
  },
});

/** The distances between all rows. */
export const pdist = twins({
  fn: 'nn.functional.pdist',
  also: ['pdist'],
  summary: 'The distances between each two rows of a matrix.',
  category: 'array',
  params: { p: number(2) },
  codes: ['rank-mismatch', 'dtype-mismatch'],
  rule(_, [x], cx) {
    const rank = rankOf(x!.shape);
    refuseElements(x!, floats, cx);
    if (rank !== null && rank !== 2)
      cx.report('rank-mismatch', msg('{0} takes {1} axes, its input has {2}: {3}', cx.label, 2, rank, formatShape(x!.shape)), {
        at: 'input',
      });
    const n = dimAt(x!.shape, -2);
    return single(shapeOf([floorDivDims(mulDims(n, subDims(n, 1)), 2)]));
  },
  examples: {
    fn: [
      'torch.nn.functional.pdist(torch.zeros(4, 3))  #> [6]',
      'torch.nn.functional.pdist(torch.zeros(4))  #! error[rank-mismatch]: takes 2 axes',
      'torch.nn.functional.pdist(torch.zeros(4, 3, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
    ],
  },
});

/** What a bilinear map makes of two tensors that agree on all axes but the last. */
function bilinearShape(
  a: TensorValue,
  b: TensorValue,
  [one, two, out]: readonly [Dim, Dim, Dim],
  isModule: boolean,
  cx: TwinContext,
): MaybeShape {
  for (const [x, wanted, set] of [
    [a, one, 'in1_features'],
    [b, two, 'in2_features'],
  ] as const) {
    const got = dimAt(x.shape, -1);
    if (compareDims(got, wanted) !== 'different') continue;
    cx.report(
      'dim-mismatch',
      msg('{0} expects {1} features, gets {2}: {3}', cx.label, formatDim(wanted), formatDim(got), formatShape(x.shape)),
      {
        at: isModule ? set : 'input1',
        fixes: isModule && isLiteral(got) ? [{ set, value: got }] : [],
        from: [x],
      },
    );
    return null;
  }
  const [p, q] = [rankOf(a.shape), rankOf(b.shape)];
  if (p === null || q === null) return null;
  const front = a.shape!.dims.slice(0, -1);
  if (p !== q || front.some((d, i) => compareDims(d, dimAt(b.shape, i)) === 'different'))
    cx.report(
      'dim-mismatch',
      msg('{0}: the inputs differ before the last axis: {1} and {2}', cx.label, formatShape(a.shape), formatShape(b.shape)),
      {
        from: [a, b],
      },
    );
  return shapeOf([...front, out]);
}

/** A map that is linear in each of two inputs. */
export const bilinear = twins({
  module: 'nn.Bilinear',
  summary: 'A map that is linear in each of its two inputs.',
  category: 'linear',
  params: { in1_features: plainDim(), in2_features: plainDim(), out_features: plainDim(), bias: flag(true) },
  other: placement,
  inputs: ['input1', 'input2'],
  codes: ['dim-mismatch', 'dtype-mismatch'],
  rule({ in1_features, in2_features, out_features }, [a, b], cx) {
    if (!b) return single(null);
    refuseOtherType(a!, cx.ownType, cx);
    return single(bilinearShape(a!, b, [in1_features, in2_features, out_features], true, cx), cx.ownType);
  },
  attributes: ({ bias }) => ({ bias: bias === false ? none : unknown }),
  weights({ in1_features, in2_features, out_features, bias }) {
    const own = weight('weight', [out_features, in1_features, in2_features]);
    return bias === false ? [own] : [own, weight('bias', [out_features])];
  },
  examples: {
    module: [
      'torch.nn.Bilinear(3, 4, 5)(torch.zeros(2, 3), torch.zeros(2, 4))  #> [2, 5]',
      'torch.nn.Bilinear(3, 4, 5)(torch.zeros(2, 3), torch.zeros(2, 3))  #! error[dim-mismatch]: expects 4 features, gets 3',
      'torch.nn.Bilinear(3, 4, 5)(torch.zeros(2, 3, dtype=torch.int64), torch.zeros(2, 4))  #! error[dtype-mismatch]: weights of type float32',
    ],
  },
});

/** The same with the weights that it gets. */
export const bilinearFunction = twins({
  fn: 'nn.functional.bilinear',
  also: ['bilinear'],
  summary: 'A map that is linear in each of its two inputs, with the weights that it gets.',
  category: 'linear',
  params: {},
  inputs: ['input1', 'input2', 'weight', 'bias'],
  nNeeded: 3,
  codes: ['dim-mismatch', 'dtype-mismatch'],
  rule(_, [a, b, kernel], cx) {
    if (rankOf(kernel!.shape) !== 3) return single(null);
    const [out, one, two] = kernel!.shape!.dims as [Dim, Dim, Dim];
    refuseOtherType(a!, kernel!.dtype, cx);
    return single(bilinearShape(a!, b!, [one, two, out], false, cx));
  },
  examples: {
    fn: [
      'torch.nn.functional.bilinear(torch.zeros(2, 3), torch.zeros(2, 4), torch.zeros(5, 3, 4))  #> [2, 5]',
      'torch.nn.functional.bilinear(torch.zeros(2, 3), torch.zeros(2, 3), torch.zeros(5, 3, 4))  #! error[dim-mismatch]: expects 4 features',
      'torch.nn.functional.bilinear(torch.zeros(2, 3, dtype=torch.int64), torch.zeros(2, 4), torch.zeros(5, 3, 4))  #! error[dtype-mismatch]: type int64',
    ],
  },
});
