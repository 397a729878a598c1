import type { CallContext } from '../kernel';
import { broadcastShapes, fitShapes, flag, integer, keyword, msg, number, refuseRank, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { bool, none } from '../../values/value';
import { axis, axisIn, namedResult } from './axisArguments';
import { floatType, realType, resultType } from './elementTypes';
import { t, typeBy } from './operands';
import { refuseMixed } from './pairs';
import { made, torchOp } from './torchOp';

/** A row is a variable: as many rows and columns as there are variables. */
function between(x: TensorValue, cx: CallContext): MaybeShape {
  if (refuseRank(x, { min: 0, max: 2 }, cx, 'input')) return null;
  const rank = rankOf(x.shape);
  if (rank === null) return null;
  const n = dimAt(x.shape, 0);
  return rank === 2 && n !== 1 ? shapeOf([n, n]) : shapeOf([]);
}

/** Checks the weights of observations. */
function checkWeights(x: TensorValue, weights: Value, at: string, cx: CallContext): void {
  if (weights.kind !== 'tensor' || (rankOf(x.shape) ?? 0) === 0) return;
  if (refuseRank(weights, { min: 0, max: 1 }, cx, at)) return;
  const [n, own] = [dimAt(weights.shape, -1), dimAt(x.shape, -1)];
  if (compareDims(n, own) === 'different')
    cx.report('dim-mismatch', msg('{0}: there are {1} weights for {2} elements', cx.label, formatDim(n), formatDim(own)), {
      at,
      from: [x, weights],
    });
}

/** How variables vary together. */
export const cov = torchOp({
  name: 'cov',
  summary: 'The covariance of variables, which are rows.',
  method: true,
  params: { input: t(), correction: keyword(integer(1)), fweights: keyword(value(none)), aweights: keyword(value(none)) },
  codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  call({ input, fweights, aweights }, cx) {
    const shape = between(input, cx);
    if (shape) {
      checkWeights(input, fweights, 'fweights', cx);
      checkWeights(input, aweights, 'aweights', cx);
    }
    const plain = fweights.kind === 'none' && aweights.kind === 'none';
    const type = typeBy('xf==', input.dtype, cx, 'input', [input]);
    return made(cx, [input], shape, plain || type === 'float32' ? type : null);
  },
  examples: [
    'torch.cov(torch.ones(3, 8))  #> [3, 3]',
    'torch.cov(torch.ones(2, 3, 8))  #! error[rank-mismatch]: 0 to 2 axes',
    'torch.cov(torch.ones(3, 8), aweights=torch.ones(3))  #! error[dim-mismatch]: 3 weights',
    'torch.cov(torch.ones(2) > 0)  #! error[dtype-mismatch]: does not take bool',
  ],
});

/** How variables correlate. */
export const corrcoef = torchOp({
  name: 'corrcoef',
  summary: 'The correlation of variables, which are rows.',
  method: true,
  params: { input: t() },
  codes: ['rank-mismatch', 'dtype-mismatch'],
  call: ({ input }, cx) => made(cx, [input], between(input, cx), typeBy('xf==', input.dtype, cx, 'input', [input])),
  examples: [
    'torch.corrcoef(torch.ones(3, 8))  #> [3, 3]',
    'torch.corrcoef(torch.ones(2, 3, 8))  #! error[rank-mismatch]: 0 to 2 axes',
    'torch.corrcoef(torch.ones(2) > 0)  #! error[dtype-mismatch]: does not take bool',
  ],
});

/** The norm of a difference. */
export const dist = torchOp({
  name: 'dist',
  summary: 'The norm of the difference of two tensors.',
  method: true,
  params: { input: t(), other: t(), p: number(2) },
  codes: ['broadcast-mismatch', 'dtype-mismatch'],
  call({ input, other }, cx) {
    const type = typeBy('xx==', resultType(input, other), cx, 'input', [input, other]);
    fitShapes([input, other], cx);
    return made(cx, [input, other], shapeOf([]), realType(type));
  },
  examples: [
    'torch.dist(torch.ones(2, 3), torch.ones(3))  #> []',
    'torch.dist(torch.ones(2, 3), torch.ones(2))  #! error[broadcast-mismatch]: do not fit',
    'torch.dist(torch.ones(2, dtype=torch.int64), torch.ones(2, dtype=torch.int64))  #! error[dtype-mismatch]: does not take',
  ],
});

/** Distances of each row of one matrix to each of another. */
export const cdist = torchOp({
  name: 'cdist',
  summary: 'The distance of each row of one matrix to each row of another; axes before the last two are broadcast.',
  params: { x1: t(), x2: t(), p: number(2) },
  other: ['compute_mode'],
  codes: ['rank-mismatch', 'dim-mismatch', 'broadcast-mismatch', 'dtype-mismatch'],
  call({ x1, x2 }, cx) {
    const from = [x1, x2];
    const type = typeBy('xx=x', x1.dtype, cx, 'x1', from);
    if (type !== null) typeBy('xx=x', x2.dtype, cx, 'x2', from);
    if (refuseRank(x1, { min: 2 }, cx, 'x1') || refuseRank(x2, { min: 2 }, cx, 'x2')) return made(cx, from, null, type);
    if (x1.dtype !== x2.dtype && x2.dtype !== null && type !== null) refuseMixed(type, x2.dtype, cx);
    const [m, n]: readonly Dim[] = [dimAt(x1.shape, -1), dimAt(x2.shape, -1)];
    if (compareDims(m!, n!) === 'different')
      cx.report('dim-mismatch', msg('{0}: the rows have {1} and {2} elements', cx.label, formatDim(m!), formatDim(n!)), { from });
    if (rankOf(x1.shape) === null || rankOf(x2.shape) === null) return made(cx, from, null, type);
    const [a, b] = [x1.shape!.dims, x2.shape!.dims];
    const batch = broadcastShapes(shapeOf(a.slice(0, -2)), shapeOf(b.slice(0, -2)));
    if (!batch.fits)
      cx.report(
        'broadcast-mismatch',
        msg('The axes of {0} and {1} before the last two do not fit each other', formatShape(x1.shape), formatShape(x2.shape)),
        { from },
      );
    return made(cx, from, batch.fits && batch.shape ? shapeOf([...batch.shape.dims, a.at(-2)!, b.at(-2)!]) : null, type);
  },
  examples: [
    'torch.cdist(torch.ones(5, 3), torch.ones(7, 3))  #> [5, 7]',
    'torch.cdist(torch.ones(5, 3), torch.ones(3))  #! error[rank-mismatch]: at least 2 axes',
    'torch.cdist(torch.ones(5, 3), torch.ones(7, 4))  #! error[dim-mismatch]: 3 and 4',
    'torch.cdist(torch.ones(2, 5, 3), torch.ones(3, 7, 3))  #! error[broadcast-mismatch]: before the last two',
    'torch.cdist(torch.ones(5, 3), torch.ones(7, 3, dtype=torch.int64))  #! error[dtype-mismatch]: does not take',
  ],
});

/** Cuts the norms of parts. */
export const renorm = torchOp({
  name: 'renorm',
  summary: 'Cuts the norms of the parts along an axis at a bound.',
  method: true,
  params: { input: t(), p: number(2), dim: axis(), maxnorm: value() },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ input, dim }, cx) {
    axisIn(input, dim, cx);
    return made(cx, [input], input.shape, typeBy('xx==', input.dtype, cx, 'input', [input]));
  },
  examples: [
    'torch.renorm(torch.ones(2, 3), 2, 0, 1.0)  #> [2, 3]',
    'torch.renorm(torch.ones(2, 3), 2, 2, 1.0)  #! error[axis-out-of-range]: no axis 2',
    'torch.renorm(torch.ones(2, 3, dtype=torch.int64), 2, 0, 1.0)  #! error[dtype-mismatch]: does not take',
  ],
});

/** Whether two tensors have the same shape and elements. */
export const equal = torchOp({
  name: 'equal',
  summary: 'Whether two tensors have the same shape and the same elements.',
  method: true,
  params: { input: t(), other: t() },
  codes: [],
  call({ input, other }) {
    const [p, q] = [rankOf(input.shape), rankOf(other.shape)];
    if (p === null || q === null) return bool(null);
    const differs = p !== q || input.shape!.dims.some((d, i) => compareDims(d, other.shape!.dims[i]!) === 'different');
    return bool(differs ? false : null);
  },
  examples: ['torch.equal(torch.ones(2), torch.ones(2))'],
});

/** Whether two tensors are equal but for a tolerance. */
export const allclose = torchOp({
  name: 'allclose',
  summary: 'Whether all elements of two tensors are equal but for a tolerance.',
  method: true,
  params: { input: t(), other: t(), rtol: number(1e-5), atol: number(1e-8), equal_nan: flag(false) },
  codes: ['broadcast-mismatch', 'dtype-mismatch'],
  call({ input, other }, cx) {
    if (input.dtype !== null && other.dtype !== null && input.dtype !== other.dtype) refuseMixed(input.dtype, other.dtype, cx);
    else fitShapes([input, other], cx);
    return bool(null);
  },
  examples: [
    'torch.allclose(torch.ones(2), torch.ones(3))  #! error[broadcast-mismatch]: do not fit',
    'torch.allclose(torch.ones(2), torch.ones(2, dtype=torch.float64))  #! error[dtype-mismatch]: mixes no types',
  ],
});

/** Mantissa and exponent. */
export const frexp = torchOp({
  name: 'frexp',
  summary: 'The mantissa and the exponent of each element.',
  method: true,
  params: { input: t() },
  keywords: ['out'],
  codes: ['dtype-mismatch'],
  call({ input }, cx) {
    const type = typeBy('xx=x', input.dtype, cx, 'input', [input]);
    return namedResult(cx, 'frexp', [input], { mantissa: [input.shape, type], exponent: [input.shape, 'int32'] });
  },
  examples: [
    'torch.frexp(torch.ones(2, 3)).exponent  #> [2, 3]',
    'torch.frexp(torch.ones(2, dtype=torch.int64))  #! error[dtype-mismatch]: does not take',
  ],
});

/** The gamma function of several dimensions. */
export const mvlgamma = torchOp({
  name: 'mvlgamma',
  also: ['special.multigammaln'],
  summary: 'The logarithm of the gamma function of `p` dimensions of each element.',
  method: true,
  params: { input: t(), p: integer() },
  keywords: ['out'],
  codes: [],
  call: ({ input }, cx) => made(cx, [input], input.shape, floatType(input.dtype)),
  examples: ['torch.mvlgamma(torch.ones(2, 3) * 5, 2)  #> [2, 3]'],
});

/** Derivatives of the digamma function. */
export const polygamma = torchOp({
  name: 'polygamma',
  also: ['special.polygamma'],
  summary: 'The `n`-th derivative of the digamma function of each element.',
  params: { n: integer(), input: t() },
  keywords: ['out'],
  codes: ['dtype-mismatch'],
  call: ({ input }, cx) => made(cx, [input], input.shape, typeBy('ff=x', input.dtype, cx, 'input', [input])),
  examples: [
    'torch.polygamma(1, torch.ones(2, 3))  #> [2, 3]',
    'torch.polygamma(1, torch.ones(2, dtype=torch.complex64))  #! error[dtype-mismatch]: does not take',
  ],
});
