import type { Axes, LayerDef } from '../kernel';
import { axes, defineLayer, flag, integer, msg, number, value, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, freeDim, isLiteral, modDims, mulDims, productOf } from '../../values/dim';
import { dimAt, formatShape, rankOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { kerasLayerParams } from './layerParams';

type Inputs = readonly TensorValue[];
type Cx = {
  label: string;
  report(
    code: 'axis-out-of-range',
    message: ReturnType<typeof msg>,
    more?: Parameters<Parameters<LayerDef['shape']>[2]['report']>[2],
  ): void;
};

const affine = { center: flag(true), scale: flag(true) };
const affineParams = [
  'beta_initializer',
  'gamma_initializer',
  'beta_regularizer',
  'gamma_regularizer',
  'beta_constraint',
  'gamma_constraint',
];

const shared = {
  category: 'normalization',
  framework: 'keras',
  keywordParams: kerasLayerParams,
  shown: ['axis'],
} as const;

/** Reports an axis that the input does not have. */
function checkAxes(given: Axes, x: TensorValue, cx: Cx): void {
  const rank = rankOf(x.shape);
  if (rank === null || !given || given === 'all') return;
  const wrong = given.find((axis) => isLiteral(axis) && (axis >= rank || axis < -rank));
  if (wrong === undefined) return;
  cx.report(
    'axis-out-of-range',
    msg('{0}: there is no axis {1}, its input has {2} axes: {3}', cx.label, formatDim(wrong), rank, formatShape(x.shape)),
    { at: 'axis', fixes: given.length === 1 ? [{ set: 'axis', value: -1 }] : [] },
  );
}

/** The extents along the normalized axes; null when the axes are not known. */
function featuresAlong(given: Axes, x: TensorValue): readonly Dim[] | null {
  if (!given || given === 'all') return null;
  return given.map((axis) => (isLiteral(axis) ? dimAt(x.shape, axis) : { kind: 'unknown' as const }));
}

function needed(given: Axes, x: TensorValue) {
  return given && given !== 'all'
    ? given.flatMap((axis) => (isLiteral(axis) ? [{ axis, dim: dimAt(x.shape, axis), isOnlyNeeded: true }] : []))
    : [];
}

function perValue(_: unknown, [x]: Inputs): Dim {
  return mulDims(2, productOf(x!.shape?.dims.slice(1) ?? []));
}

/** Gives the features of each example mean 0 and deviation 1, then scales and shifts them by learned amounts. */
export const layerNormalization = defineLayer({
  ...shared,
  name: 'keras.layers.LayerNormalization',
  docs: 'https://keras.io/api/layers/normalization_layers/layer_normalization/',
  params: { axis: axes(-1), epsilon: number(0.001), ...affine },
  otherParams: affineParams,
  keywordParams: ['rms_scaling', ...kerasLayerParams],
  codes: ['axis-out-of-range', 'dim-mismatch'],
  shape({ axis }, [x], cx) {
    checkAxes(axis, x!, cx);
    return x!.shape;
  },
  weights({ axis, center, scale }, [x]) {
    const features = featuresAlong(axis, x!);
    if (!features) return null;
    return [...(scale === false ? [] : [weight('gamma', features)]), ...(center === false ? [] : [weight('beta', features)])];
  },
  fixes: ({ axis, center, scale }, [x]) => (center === false && scale === false ? [] : needed(axis, x!)),
  flops: perValue,
  examples: [
    'keras.layers.LayerNormalization()(keras.Input((10, 64)))  #> [null, 10, 64]',
    'keras.layers.LayerNormalization(axis=3)(keras.Input((10, 64)))  #! error[axis-out-of-range]: no axis 3',
    'keras.layers.LayerNormalization()(keras.Input((10, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});

/** Gives groups of channels of each example mean 0 and deviation 1, then scales and shifts them by learned amounts. */
export const groupNormalization = defineLayer({
  ...shared,
  name: 'keras.layers.GroupNormalization',
  docs: 'https://keras.io/api/layers/normalization_layers/group_normalization/',
  params: { groups: integer(32), axis: integer(-1), epsilon: number(0.001), ...affine },
  otherParams: affineParams,
  shown: ['groups', 'axis'],
  codes: ['axis-out-of-range', 'dim-mismatch', 'non-positive-size', 'rank-mismatch'],
  keepsRank: true,
  refuses: ({ groups }, label) =>
    isLiteral(groups) && groups <= 0 && groups !== -1
      ? { code: 'non-positive-size', at: 'groups', message: msg('{0}: {1} must be positive, it is {2}', label, 'groups', groups) }
      : null,
  shape({ groups, axis }, [x], cx) {
    checkAxes([axis], x!, cx);
    const channels = isLiteral(axis) ? dimAt(x!.shape, axis) : null;
    if (
      channels !== null &&
      isLiteral(channels) &&
      isLiteral(groups) &&
      groups > 0 &&
      compareDims(modDims(channels, groups), 0) === 'different'
    ) {
      cx.report(
        'dim-mismatch',
        msg('{0}: {1} channels cannot be split into {2} groups; its input is {3}', cx.label, channels, groups, formatShape(x!.shape)),
        { at: 'groups', fixes: [{ set: 'groups', value: divisorNear(channels, groups) }] },
      );
    }
    return x!.shape;
  },
  weights({ axis, center, scale }, [x]) {
    const features = featuresAlong([axis], x!)!;
    return [...(scale === false ? [] : [weight('gamma', features)]), ...(center === false ? [] : [weight('beta', features)])];
  },
  fixes: ({ axis }, [x]) => (isLiteral(axis) ? [{ axis, dim: dimAt(x!.shape, axis) }] : []),
  flops: perValue,
  examples: [
    'keras.layers.GroupNormalization(8)(keras.Input((28, 28, 32)))  #> [null, 28, 28, 32]',
    'keras.layers.GroupNormalization()(keras.Input((28, 28, 48)))  #! error[dim-mismatch]: 48 channels cannot be split into 32 groups',
    'keras.layers.GroupNormalization(4, axis=4)(keras.Input((28, 28, 48)))  #! error[axis-out-of-range]: no axis 4',
    'keras.layers.GroupNormalization(0)  #! error[non-positive-size]: must be positive',
    'n = keras.layers.GroupNormalization(1); n(keras.Input((3,))); n(keras.Input((4, 3)))  #! error[rank-mismatch]: built for 2 axes',
  ],
});

/** The largest number of groups, not above the one asked for, into which the channels can be split. */
function divisorNear(channels: number, groups: number): number {
  let n = Math.min(channels, groups);
  while (channels % n !== 0) n--;
  return n;
}

/** Scales the values of each example so that their squares add up to 1. */
export const unitNormalization = defineLayer({
  ...shared,
  name: 'keras.layers.UnitNormalization',
  docs: 'https://keras.io/api/layers/normalization_layers/unit_normalization/',
  params: { axis: axes(-1) },
  codes: ['axis-out-of-range'],
  shape({ axis }, [x], cx) {
    checkAxes(axis, x!, cx);
    return x!.shape;
  },
  examples: [
    'keras.layers.UnitNormalization()(keras.Input((10, 64)))  #> [null, 10, 64]',
    'keras.layers.UnitNormalization(axis=3)(keras.Input((10, 64)))  #! error[axis-out-of-range]: no axis 3',
  ],
});

/** Divides the features of each example by their root mean square and scales them by learned amounts. */
export const rmsNormalization = defineLayer({
  ...shared,
  name: 'keras.layers.RMSNormalization',
  docs: 'https://keras.io/api/layers/normalization_layers/rms_normalization/',
  params: { axis: axes(-1), epsilon: number(0.000001) },
  codes: ['axis-out-of-range', 'dim-mismatch'],
  shape({ axis }, [x], cx) {
    checkAxes(axis, x!, cx);
    return x!.shape;
  },
  weights({ axis }, [x]) {
    const features = featuresAlong(axis, x!);
    return features && [weight('scale', features)];
  },
  fixes: ({ axis }, [x]) => needed(axis, x!),
  flops: perValue,
  examples: [
    'keras.layers.RMSNormalization()(keras.Input((10, 64)))  #> [null, 10, 64]',
    'keras.layers.RMSNormalization(axis=3)(keras.Input((10, 64)))  #! error[axis-out-of-range]: no axis 3',
    'keras.layers.RMSNormalization()(keras.Input((10, None)))  #! error[dim-mismatch]: needs a size on axis -1',
  ],
});

/** Keeps the largest singular value of the weights of the layer inside at 1. */
export const spectralNormalization = defineLayer({
  ...shared,
  name: 'keras.layers.SpectralNormalization',
  docs: 'https://keras.io/api/layers/normalization_layers/spectral_normalization/',
  params: { layer: value(), power_iterations: integer(1) },
  shown: ['power_iterations'],
  codes: ['non-positive-size'],
  refuses: ({ power_iterations: n }, label) =>
    isLiteral(n) && n <= 0
      ? {
          code: 'non-positive-size',
          at: 'power_iterations',
          message: msg('{0}: {1} must be positive, it is {2}', label, 'power_iterations', n),
        }
      : null,
  apply: ({ layer }, inputs, cx) => cx.inner(layer)?.apply(inputs) ?? { outputs: [{ shape: null }], isMultiple: false },
  weights({ layer }, inputs, cx) {
    const own = cx.inner(layer)?.weights(inputs);
    const kernel = own?.find(({ name }) => name === 'kernel' || name === 'embeddings');
    return own && kernel ? [...own, weight('vector_u', [kernel.shape.at(-1) ?? freeDim], false)] : null;
  },
  examples: [
    'keras.layers.SpectralNormalization(keras.layers.Conv2D(8, 3))(keras.Input((28, 28, 3)))  #> [null, 26, 26, 8]',
    'keras.layers.SpectralNormalization(keras.layers.Dense(8), power_iterations=0)  #! error[non-positive-size]: must be positive',
  ],
});
