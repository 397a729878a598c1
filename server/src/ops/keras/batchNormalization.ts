import { any, defineLayer, flag, integer, msg, number, weight } from '../kernel';
import { isLiteral, mulDims, productOf } from '../../values/dim';
import { dimAt, formatShape, rankOf } from '../../values/shape';
import { kerasLayerParams } from './layerParams';

/** Gives each feature of a batch mean 0 and deviation 1, then scales and shifts it by learned amounts. */
export const batchNormalization = defineLayer({
  name: 'keras.layers.BatchNormalization',
  docs: 'https://keras.io/api/layers/normalization_layers/batch_normalization/',
  category: 'normalization',
  framework: 'keras',
  params: {
    axis: integer(-1),
    momentum: number(0.99),
    epsilon: number(0.001),
    center: flag(true),
    scale: flag(true),
    beta_initializer: any(),
    gamma_initializer: any(),
    moving_mean_initializer: any(),
    moving_variance_initializer: any(),
    beta_regularizer: any(),
    gamma_regularizer: any(),
    beta_constraint: any(),
    gamma_constraint: any(),
    renorm: flag(false),
  },
  // The last three are of Keras 2.
  otherParams: ['renorm_clipping', 'renorm_momentum', 'synchronized', 'fused', 'virtual_batch_size', 'adjustment'],
  keywordParams: kerasLayerParams,
  shown: ['axis'],
  codes: ['axis-out-of-range', 'rank-mismatch'],
  keepsRank: true,
  shape({ axis }, [x], cx) {
    const rank = rankOf(x!.shape);
    if (rank !== null && isLiteral(axis) && (axis >= rank || axis < -rank)) {
      cx.report(
        'axis-out-of-range',
        msg('{0}: there is no axis {1}, its input has {2} axes: {3}', cx.label, axis, rank, formatShape(x!.shape)),
        { at: 'axis', fixes: [{ set: 'axis', value: -1 }] },
      );
    }
    return x!.shape;
  },
  weights({ axis, center, scale, renorm }, [x]) {
    const features = isLiteral(axis) ? dimAt(x!.shape, axis) : ({ kind: 'unknown' } as const);
    return [
      ...(scale === false ? [] : [weight('gamma', [features])]),
      ...(center === false ? [] : [weight('beta', [features])]),
      weight('moving_mean', [features], false),
      weight('moving_variance', [features], false),
      ...(renorm === false ? [] : ['moving_stddev', 'renorm_mean', 'renorm_stddev'].map((name) => weight(name, [features], false))),
    ];
  },
  fixes: ({ axis }, [x]) => (isLiteral(axis) ? [{ axis, dim: dimAt(x!.shape, axis) }] : []),
  flops: (_, [x]) => mulDims(2, productOf(x!.shape?.dims.slice(1) ?? [])),
  examples: [
    'bn = keras.layers.BatchNormalization(); bn(keras.Input((3,))); bn(keras.Input((4, 3)))  #! error[rank-mismatch]: built for 2 axes',
    'keras.layers.BatchNormalization()(keras.Input((8, 8, 3)))  #> [null, 8, 8, 3]',
    'keras.layers.BatchNormalization(axis=4)(keras.Input((8, 3)))  #! error[axis-out-of-range]: no axis 4',
  ],
});
