import type { LayerDef, ParamSpec } from '../kernel';
import { any, choice, defineLayer, number, share } from '../kernel';
import { kerasLayerParams } from './layerParams';

const shared = { category: 'regularization', framework: 'keras', keywordParams: kerasLayerParams, shown: ['rate'] } as const;
const sameShape = { shape: (_: unknown, [x]: Parameters<LayerDef['shape']>[1]) => x!.shape };

/** Sets a share of the features of a sequence to zero while training, each at all steps at once. */
export const spatialDropout1d = defineLayer({
  ...shared,
  ...sameShape,
  name: 'keras.layers.SpatialDropout1D',
  docs: 'https://keras.io/api/layers/regularization_layers/spatial_dropout1d/',
  params: { rate: share(), seed: any(), name: any(), dtype: any() },
  keywordParams: [],
  rank: 3,
  codes: ['rank-mismatch'],
  examples: [
    'keras.layers.SpatialDropout1D(0.2)(keras.Input((10, 8)))  #> [null, 10, 8]',
    'keras.layers.SpatialDropout1D(0.2)(keras.Input((8,)))  #! error[rank-mismatch]: takes 3 axes',
  ],
});

const spatialParams = {
  rate: share(),
  data_format: choice('channels_last', 'channels_last', 'channels_first'),
  seed: any(),
  name: any(),
  dtype: any(),
};

/** Sets a share of the channels of an image to zero while training. */
export const spatialDropout2d = defineLayer({
  ...shared,
  ...sameShape,
  name: 'keras.layers.SpatialDropout2D',
  docs: 'https://keras.io/api/layers/regularization_layers/spatial_dropout2d/',
  params: spatialParams,
  keywordParams: [],
  rank: 4,
  codes: ['rank-mismatch'],
  examples: [
    'keras.layers.SpatialDropout2D(0.2)(keras.Input((28, 28, 8)))  #> [null, 28, 28, 8]',
    'keras.layers.SpatialDropout2D(0.2)(keras.Input((28, 8)))  #! error[rank-mismatch]: takes 4 axes',
  ],
});

/** Sets a share of the channels of a volume to zero while training. */
export const spatialDropout3d = defineLayer({
  ...shared,
  ...sameShape,
  name: 'keras.layers.SpatialDropout3D',
  docs: 'https://keras.io/api/layers/regularization_layers/spatial_dropout3d/',
  params: spatialParams,
  keywordParams: [],
  rank: 5,
  codes: ['rank-mismatch'],
  examples: [
    'keras.layers.SpatialDropout3D(0.2)(keras.Input((8, 8, 8, 4)))  #> [null, 8, 8, 8, 4]',
    'keras.layers.SpatialDropout3D(0.2)(keras.Input((28, 28, 8)))  #! error[rank-mismatch]: takes 5 axes',
  ],
});

/** Multiplies by noise around 1 while training. */
export const gaussianDropout = defineLayer({
  ...shared,
  ...sameShape,
  name: 'keras.layers.GaussianDropout',
  docs: 'https://keras.io/api/layers/regularization_layers/gaussian_dropout/',
  params: { rate: share(), seed: any() },
  codes: [],
  examples: ['keras.layers.GaussianDropout(0.2)(keras.Input((10, 8)))  #> [null, 10, 8]'],
});

/** Drops values while training so that mean and deviation stay: for networks with `selu`. */
export const alphaDropout = defineLayer({
  ...shared,
  ...sameShape,
  name: 'keras.layers.AlphaDropout',
  docs: 'https://keras.io/api/layers/regularization_layers/alpha_dropout/',
  params: { rate: share(), noise_shape: any(), seed: any() },
  codes: [],
  examples: ['keras.layers.AlphaDropout(0.2)(keras.Input((10, 8)))  #> [null, 10, 8]'],
});

const deviation: ParamSpec<number | null> = {
  ...number(0),
  isRequired: true,
  fallbackText: null,
  refuses: (...given) => share().refuses!(...given),
};

/** Adds noise while training. */
export const gaussianNoise = defineLayer({
  ...shared,
  ...sameShape,
  name: 'keras.layers.GaussianNoise',
  docs: 'https://keras.io/api/layers/regularization_layers/gaussian_noise/',
  params: { stddev: deviation, seed: any() },
  shown: ['stddev'],
  codes: [],
  examples: ['keras.layers.GaussianNoise(0.1)(keras.Input((10, 8)))  #> [null, 10, 8]'],
});

/** Adds a penalty on the size of what passes through to the loss. */
export const activityRegularization = defineLayer({
  ...shared,
  ...sameShape,
  name: 'keras.layers.ActivityRegularization',
  docs: 'https://keras.io/api/layers/regularization_layers/activity_regularization/',
  params: { l1: number(0), l2: number(0) },
  shown: ['l1', 'l2'],
  codes: [],
  examples: ['keras.layers.ActivityRegularization(l2=0.01)(keras.Input((10, 8)))  #> [null, 10, 8]'],
});
