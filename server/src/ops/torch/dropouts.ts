import { any, flag, msg, share, single } from '../kernel';
import { formatShape, rankOf } from '../../values/shape';
import { twins } from './twins';

const kinds = [
  ['Dropout', 'dropout', 'Sets elements to zero at random while it trains.', ['dropout', 'dropout_']],
  ['Dropout1d', 'dropout1d', 'Sets whole channels of sequences to zero at random while it trains.', []],
  ['Dropout2d', 'dropout2d', 'Sets whole channels of images to zero at random while it trains.', []],
  ['Dropout3d', 'dropout3d', 'Sets whole channels of volumes to zero at random while it trains.', []],
  [
    'AlphaDropout',
    'alpha_dropout',
    'Drops elements at random while it trains, and keeps mean and variance.',
    ['alpha_dropout', 'alpha_dropout_'],
  ],
  [
    'FeatureAlphaDropout',
    'feature_alpha_dropout',
    'Drops whole channels at random while it trains, and keeps mean and variance.',
    ['feature_alpha_dropout', 'feature_alpha_dropout_'],
  ],
] as const;

export const dropouts = kinds.flatMap(([cls, fn, summary, also]) => {
  const isSequence = cls === 'Dropout1d';
  const shape = isSequence ? '2, 3, 8' : '2, 3, 8, 8';
  return twins({
    module: `nn.${cls}`,
    fn: `nn.functional.${fn}`,
    ...(also.length > 0 && { also }),
    summary,
    category: 'regularization',
    params: { p: share(0.5), inplace: any('False') },
    fnParams: { training: flag(fn !== 'alpha_dropout' && fn !== 'feature_alpha_dropout') },
    order: ['p', 'training', 'inplace'],
    shown: ['p'],
    codes: isSequence ? ['unknown-argument', 'rank-mismatch'] : ['unknown-argument'],
    rule(_, [x], cx) {
      const rank = rankOf(x!.shape);
      if (isSequence && rank !== null && rank !== 2 && rank !== 3)
        cx.report('rank-mismatch', msg('{0} takes {1} or {2} axes, its input has {3}: {4}', cx.label, 2, 3, rank, formatShape(x!.shape)), {
          at: 'input',
        });
      return single(x!.shape);
    },
    examples: {
      module: [
        `torch.nn.${cls}(0.2)(torch.zeros(${shape}))  #> [${shape}]`,
        `torch.nn.${cls}(20)  #! error[unknown-argument]: a share from 0 to 1`,
        ...(isSequence ? [`torch.nn.${cls}()(torch.zeros(2, 3, 8, 8))  #! error[rank-mismatch]: takes 2 or 3 axes`] : []),
      ],
      fn: [
        `torch.nn.functional.${fn}(torch.zeros(${shape}), 0.2)  #> [${shape}]`,
        `torch.nn.functional.${fn}(torch.zeros(${shape}), 20)  #! error[unknown-argument]: a share from 0 to 1`,
        ...(isSequence ? [`torch.nn.functional.${fn}(torch.zeros(2, 3, 8, 8))  #! error[rank-mismatch]: takes 2 or 3 axes`] : []),
      ],
    },
  });
});
