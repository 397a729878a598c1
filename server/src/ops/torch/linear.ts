import { flag, msg, plainDim, weight } from '../kernel';
import { compareDims, formatDim, mulDims, productOf } from '../../values/dim';
import { dimAt, formatShape, withLast } from '../../values/shape';
import { placement, torchModule } from './torchModule';

/** Replaces the last axis, which must hold `in_features`, by `out_features`. */
export const linear = torchModule({
  name: 'nn.Linear',
  summary: 'Replaces the last axis, which must hold `in_features`, by `out_features`, each a weighted sum of all that came in.',
  category: 'linear',
  params: { in_features: plainDim(), out_features: plainDim(), bias: flag(true) },
  other: placement,
  rank: { min: 1 },
  shown: ['in_features', 'out_features'],
  codes: ['rank-mismatch', 'dim-mismatch'],
  shape({ in_features, out_features }, [x], cx) {
    const got = dimAt(x!.shape, -1);
    if (compareDims(got, in_features) === 'different')
      cx.report(
        'dim-mismatch',
        msg('{0} expects {1} features, gets {2}: {3}', cx.label, formatDim(in_features), formatDim(got), formatShape(x!.shape)),
        { at: 'in_features', fixes: typeof got === 'number' ? [{ set: 'in_features', value: got }] : [] },
      );
    return withLast(x!.shape, out_features);
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
  ],
});
