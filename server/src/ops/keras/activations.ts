import { any, axes, defineLayer, number, weight } from '../kernel';
import { isLiteral } from '../../values/dim';
import { dimAt, rankOf } from '../../values/shape';
import { kerasLayerParams } from './layerParams';

const shared = { category: 'activation', framework: 'keras', keywordParams: kerasLayerParams } as const;

/** Passes positive values and sets the others to zero, or to a share of themselves. */
export const relu = defineLayer({
  ...shared,
  name: 'keras.layers.ReLU',
  docs: 'https://keras.io/api/layers/activation_layers/relu/',
  params: { max_value: any(), negative_slope: number(0), threshold: number(0) },
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ['keras.layers.ReLU()(keras.Input((8, 8)))  #> [null, 8, 8]'],
});

/** Passes positive values and a share of negative ones. */
export const leakyRelu = defineLayer({
  ...shared,
  name: 'keras.layers.LeakyReLU',
  docs: 'https://keras.io/api/layers/activation_layers/leaky_relu/',
  params: { negative_slope: number(0.3) },
  // The name before Keras 3, which is still taken.
  keywordParams: ['alpha', ...kerasLayerParams],
  shown: ['negative_slope'],
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ['keras.layers.LeakyReLU(0.2)(keras.Input((8, 8)))  #> [null, 8, 8]'],
});

/** Passes positive values and a learned share of negative ones. */
export const prelu = defineLayer({
  ...shared,
  name: 'keras.layers.PReLU',
  docs: 'https://keras.io/api/layers/activation_layers/prelu/',
  params: { alpha_initializer: any("'Zeros'"), alpha_regularizer: any(), alpha_constraint: any(), shared_axes: axes('None') },
  shown: ['shared_axes'],
  codes: ['rank-mismatch', 'dim-mismatch'],
  keepsRank: true,
  shape: (_, [x]) => x!.shape,
  weights({ shared_axes }, [x]) {
    if (rankOf(x!.shape) === null || shared_axes === null) return null;
    const shared = shared_axes === 'all' ? [] : shared_axes;
    if (!shared.every(isLiteral)) return null;
    const rank = x!.shape!.dims.length;
    // An axis below zero counts from the end of what is behind the batch, one less than one would think.
    const at = shared.map((axis) => (axis > 0 ? axis : axis - 1 + rank));
    return [
      weight(
        'alpha',
        x!.shape!.dims.flatMap((dim, i) => (i === 0 ? [] : [at.includes(i) ? 1 : dim])),
      ),
    ];
  },
  fixes({ shared_axes }, [x]) {
    const rank = rankOf(x!.shape);
    const shared = shared_axes === 'all' ? [] : shared_axes;
    if (rank === null || !shared?.every(isLiteral)) return [];
    const own = Array.from({ length: rank - 1 }, (_, i) => i + 1).filter(
      (axis) => !shared.includes(axis) && !shared.includes(axis + 1 - rank),
    );
    return own.map((axis) => ({ axis, dim: dimAt(x!.shape, axis), ...(shared.length === 0 && { isOnlyNeeded: true }) }));
  },
  examples: [
    'keras.layers.PReLU(shared_axes=[1, 2])(keras.Input((28, 28, 8)))  #> [null, 28, 28, 8]',
    'keras.layers.PReLU()(keras.Input((None, 8)))  #! error[dim-mismatch]: needs a size on axis 1',
    'p = keras.layers.PReLU(); p(keras.Input((3,))); p(keras.Input((4, 3)))  #! error[rank-mismatch]: built for 2 axes',
  ],
});

/** Passes positive values and bends negative ones towards a constant. */
export const elu = defineLayer({
  ...shared,
  name: 'keras.layers.ELU',
  docs: 'https://keras.io/api/layers/activation_layers/elu/',
  params: { alpha: number(1) },
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ['keras.layers.ELU()(keras.Input((8, 8)))  #> [null, 8, 8]'],
});

/** Turns the values along an axis into shares that add up to 1. */
export const softmax = defineLayer({
  ...shared,
  name: 'keras.layers.Softmax',
  docs: 'https://keras.io/api/layers/activation_layers/softmax/',
  params: { axis: axes(-1) },
  callParams: ['mask', 'training'],
  shown: ['axis'],
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ['keras.layers.Softmax()(keras.Input((8, 10)))  #> [null, 8, 10]'],
});
