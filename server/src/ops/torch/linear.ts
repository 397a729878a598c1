import { flag, msg, plainDim, single, weight } from '../kernel';
import { compareDims, formatDim, mulDims, productOf } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf, withLast } from '../../values/shape';
import { refuseOtherType } from './inputTypes';
import { placement, torchModule } from './torchModule';
import { refuseForeign, twins } from './twins';

/** Replaces the last axis, which must hold `in_features`, by `out_features`. */
export const linear = torchModule({
  name: 'nn.Linear',
  summary: 'Replaces the last axis, which must hold `in_features`, by `out_features`, each a weighted sum of all that came in.',
  category: 'linear',
  params: { in_features: plainDim(), out_features: plainDim(), bias: flag(true) },
  other: placement,
  rank: { min: 1 },
  shown: ['in_features', 'out_features'],
  codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  apply({ in_features, out_features }, [x], cx) {
    if (refuseForeign([x!], cx)) return single(withLast(x!.shape, out_features), cx.ownType);
    const got = dimAt(x!.shape, -1);
    if (compareDims(got, in_features) === 'different')
      cx.report(
        'dim-mismatch',
        msg('{0} expects {1} features, gets {2}: {3}', cx.label, formatDim(in_features), formatDim(got), formatShape(x!.shape)),
        { at: 'in_features', fixes: typeof got === 'number' ? [{ set: 'in_features', value: got }] : [] },
      );
    refuseOtherType(x!, cx.ownType, cx);
    return single(withLast(x!.shape, out_features), cx.ownType);
  },
  weights: ({ in_features, out_features, bias }) => {
    const own = weight('weight', [out_features, in_features]);
    return bias === false ? [own] : [own, weight('bias', [out_features])];
  },
  flops: ({ in_features }, _, output) => mulDims(2, mulDims(in_features, productOf(output?.dims ?? []))),
  examples: [
    'torch.nn.Linear(8, 3)(torch.zeros(4, 8))  #> [4, 3]',
    'torch.nn.Linear(8, 3)(torch.zeros(4, 9))  #! error[dim-mismatch]: expects 8 features',
    'torch.nn.Linear(8, 3)(torch.zeros(()))  #! error[rank-mismatch]: Linear',
    'torch.nn.Linear(8, 3)(torch.zeros(4, 8, dtype=torch.int64))  #! error[dtype-mismatch]: weights of type float32',
  ],
});

/** The same with the weights that it gets. */
export const linearFunction = twins({
  fn: 'nn.functional.linear',
  summary: 'Replaces the last axis by weighted sums, with a row of weights for each.',
  category: 'linear',
  params: {},
  inputs: ['input', 'weight', 'bias'],
  nNeeded: 2,
  codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  rule(_, [x, rows, bias], cx) {
    const [rank, own] = [rankOf(x!.shape), rankOf(rows!.shape)];
    if (rank === 0 || (own !== null && (own > 2 || own < 1))) {
      const [at, given] = rank === 0 ? (['input', x!] as const) : (['weight', rows!] as const);
      const wanted = rank === 0 ? msg('at least {0} axes', 1) : msg('{0} to {1} axes', 1, 2);
      cx.report('rank-mismatch', msg('{0}: {1} must have {2}, it is {3}', cx.label, at, wanted, formatShape(given.shape)), { at });
      return single(null);
    }
    const [got, taken] = [dimAt(x!.shape, -1), dimAt(rows!.shape, -1)];
    if (compareDims(got, taken) === 'different')
      cx.report(
        'dim-mismatch',
        msg('{0} expects {1} features, gets {2}: {3}', cx.label, formatDim(taken), formatDim(got), formatShape(x!.shape)),
        {
          at: 'weight',
        },
      );
    refuseOtherType(x!, rows!.dtype, cx);
    if (own === null) return single(null);
    const out = own === 1 ? null : rows!.shape!.dims[0]!;
    const extra = bias && rankOf(bias.shape) === 1 ? bias.shape!.dims[0]! : null;
    if (out !== null && extra !== null && extra !== 1 && compareDims(extra, out) === 'different')
      cx.report(
        'dim-mismatch',
        msg('{0}: the bias must have the shape {1}, it is {2}', cx.label, `(${formatDim(out)},)`, formatShape(bias!.shape)),
        {
          at: 'bias',
        },
      );
    if (out !== null) return single(withLast(x!.shape, out));
    return single(rank === null ? null : shapeOf(x!.shape!.dims.slice(0, -1)));
  },
  examples: {
    fn: [
      'torch.nn.functional.linear(torch.zeros(2, 8), torch.zeros(3, 8))  #> [2, 3]',
      'torch.nn.functional.linear(torch.zeros(2, 8), torch.zeros(8, 3))  #! error[dim-mismatch]: expects 3 features, gets 8',
      'torch.nn.functional.linear(torch.zeros(()), torch.zeros(3, 8))  #! error[rank-mismatch]: input must have',
      'torch.nn.functional.linear(torch.zeros(2, 8, dtype=torch.int64), torch.zeros(3, 8))  #! error[dtype-mismatch]: type int64',
    ],
  },
});
