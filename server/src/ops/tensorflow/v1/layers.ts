import type { CallContext, FunctionDef, LayerContext, LayerDef, ParamSpec } from '../../kernel';
import { msg, readArgs, refuseRank, value } from '../../kernel';
import { batchNormalization } from '../../keras/batchNormalization';
import { conv2d } from '../../keras/conv2d';
import { conv1d, conv3d } from '../../keras/convolution';
import { dense } from '../../keras/dense';
import { separableConv2d } from '../../keras/depthwise';
import { dropout } from '../../keras/elementwise';
import { flatten } from '../../keras/flatten';
import { averagePooling1d, averagePooling2d, averagePooling3d, maxPooling1d, maxPooling2d, maxPooling3d } from '../../keras/pooling';
import { conv2dTranspose } from '../../keras/transposed';
import { freeDim } from '../../../values/dim';
import { formatShape } from '../../../values/shape';
import type { BoundArg, BoundArgs, TensorValue } from '../../../values/value';
import { none, str, unknown } from '../../../values/value';
import { made, x } from '../tensorflowOp';
import { firstVersionOp } from './firstVersion';

interface LayerFunction {
  /** Without the library. */
  readonly name: string;
  readonly contrib?: readonly string[];
  readonly layer: LayerDef;
  /** Behind the inputs, in order; `old>new` where Keras has another name. */
  readonly params: string;
  /** What an argument that is not given is. */
  readonly defaults?: Readonly<Record<string, BoundArg>>;
  readonly summary: string;
}

const given = (v: BoundArg['value']): BoundArg => ({ value: v, expr: null, place: null });

/** A layer as a function: it is made and applied in one call. */
function layerFunction({ name, contrib = [], layer, params, defaults = {}, summary }: LayerFunction): FunctionDef {
  const order = params.split(' ').map((each) => each.split('>') as [string, string?]);
  const specs: Record<string, ParamSpec<unknown>> = {};
  for (const [own, today = own] of order) {
    const spec = Object.hasOwn(layer.params, today) ? (layer.params[today] as ParamSpec<unknown>) : null;
    specs[own] = spec && !defaults[today] ? spec : value(none);
  }
  const home = name.startsWith('contrib.') ? null : name;
  const op = firstVersionOp({
    name: home ?? contrib[0]!,
    contrib,
    category: layer.category,
    summary,
    params: { inputs: x(), ...specs },
    other: [],
    codes: [...layer.codes, 'dim-mismatch', 'rank-mismatch'],
    call(args, cx, bound) {
      const inputs = args.inputs;
      const values = new Map<string, BoundArg>(Object.entries(defaults));
      for (const [own, today = own] of order) {
        const arg = bound.values.get(own);
        if (arg && !(arg.value.kind === 'none' && defaults[today])) values.set(today, arg);
      }
      return applied(layer, { ...bound, values }, inputs, cx);
    },
    examples: [],
    // Keras 3 took them away for good.
    isSecondary: true,
  });
  return home
    ? op
    : { ...op, name: `tensorflow.contrib.${contrib[0]!}`, aliases: contrib.slice(1).map((each) => `tensorflow.contrib.${each}`) };
}

function applied(layer: LayerDef, bound: BoundArgs, inputs: TensorValue, cx: CallContext): TensorValue {
  if (layer.rank !== undefined && refuseRank(inputs, layer.rank, cx, 'inputs')) return made(cx, [inputs], null, inputs.dtype);
  const args = readArgs(layer.params, bound, cx.heap) as never;
  const rule: LayerContext = {
    heap: cx.heap,
    isOnData: false,
    ownType: null,
    mayMixFloats: () => true,
    inner: () => null,
    attribute: () => unknown,
    label: cx.label,
    framework: 'keras',
    given: () => undefined,
    run: () => unknown,
    param: (name) => name,
    bound: (name) => bound.values.get(name)?.value ?? null,
    report: (code, message) => cx.report(code, message, { from: [inputs] }),
  };
  const free = layer.fixes?.(args, [inputs]).find(({ dim }) => dim === freeDim);
  if (free)
    cx.report(
      'dim-mismatch',
      msg('{0} needs a size on axis {1}, its input leaves it open: {2}', cx.label, free.axis, formatShape(inputs.shape)),
      { from: [inputs] },
    );
  return made(cx, [inputs], layer.shape(args, [inputs], rule), inputs.dtype);
}

const convolution = (dilation = true): string =>
  `filters kernel_size strides padding data_format${dilation ? ' dilation_rate' : ''} activation use_bias kernel_initializer bias_initializer ` +
  'kernel_regularizer bias_regularizer activity_regularizer kernel_constraint bias_constraint trainable name reuse';
const pooling = 'pool_size strides padding data_format name';
const weights =
  'activation_fn normalizer_fn normalizer_params weights_initializer weights_regularizer biases_initializer biases_regularizer reuse ' +
  'variables_collections outputs_collections trainable scope';

/** The layers of TensorFlow 1, and those of its contributions. */
export const layerFunctions: readonly FunctionDef[] = [
  layerFunction({
    name: 'layers.dense',
    layer: dense,
    params:
      'units activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer activity_regularizer ' +
      'kernel_constraint bias_constraint trainable name reuse',
    summary: 'Replaces the last axis by features, each a weighted sum of all that came in.',
  }),
  ...([1, 2, 3] as const).map((n) =>
    layerFunction({
      name: `layers.conv${n}d`,
      layer: n === 1 ? conv1d : n === 2 ? conv2d : conv3d,
      params: convolution(),
      summary: 'Slides learned kernels over what comes in.',
    }),
  ),
  layerFunction({
    name: 'layers.conv2d_transpose',
    layer: conv2dTranspose,
    params: convolution(false),
    summary: 'The gradient of a convolution, which makes its input larger.',
  }),
  layerFunction({
    name: 'layers.separable_conv2d',
    layer: separableConv2d,
    params: 'filters kernel_size strides padding data_format dilation_rate depth_multiplier activation use_bias name',
    summary: 'Slides kernels over each channel, then mixes the channels.',
  }),
  ...(
    [
      ['max', maxPooling1d, maxPooling2d, maxPooling3d],
      ['average', averagePooling1d, averagePooling2d, averagePooling3d],
    ] as const
  ).flatMap(([kind, ...all]) =>
    all.map((layer, i) =>
      layerFunction({
        name: `layers.${kind}_pooling${i + 1}d`,
        layer,
        params: pooling,
        summary: kind === 'max' ? 'The largest value of each window.' : 'The mean of each window.',
      }),
    ),
  ),
  layerFunction({
    name: 'layers.flatten',
    contrib: ['layers.flatten'],
    layer: flatten,
    params: 'name data_format',
    summary: 'Makes one axis of all but the first.',
  }),
  layerFunction({
    name: 'layers.dropout',
    layer: dropout,
    params: 'rate noise_shape seed training name',
    defaults: { rate: given({ kind: 'float', value: 0.5 }) },
    summary: 'Sets some elements to 0 at random while training.',
  }),
  layerFunction({
    name: 'layers.batch_normalization',
    layer: batchNormalization,
    params:
      'axis momentum epsilon center scale beta_initializer gamma_initializer moving_mean_initializer moving_variance_initializer ' +
      'beta_regularizer gamma_regularizer beta_constraint gamma_constraint training trainable name reuse renorm renorm_clipping ' +
      'renorm_momentum fused virtual_batch_size adjustment',
    summary: 'Normalizes each feature over the batch.',
  }),
  layerFunction({
    name: 'contrib.layers.fully_connected',
    contrib: ['layers.fully_connected', 'layers.linear', 'layers.relu', 'slim.fully_connected'],
    layer: dense,
    params: `num_outputs>units ${weights}`,
    summary: 'Replaces the last axis by features, each a weighted sum of all that came in.',
  }),
  layerFunction({
    name: 'contrib.layers.conv2d',
    contrib: ['layers.conv2d', 'layers.convolution2d', 'slim.conv2d'],
    layer: conv2d,
    params: `num_outputs>filters kernel_size stride>strides padding data_format rate>dilation_rate ${weights}`,
    defaults: { padding: given(str('same')), data_format: given(str('channels_last')) },
    summary: 'Slides learned kernels over height and width.',
  }),
  ...(['max', 'avg'] as const).map((kind) =>
    layerFunction({
      name: `contrib.layers.${kind}_pool2d`,
      contrib: [`layers.${kind}_pool2d`, `slim.${kind}_pool2d`],
      layer: kind === 'max' ? maxPooling2d : averagePooling2d,
      params: 'kernel_size>pool_size stride>strides padding data_format outputs_collections scope',
      defaults: { strides: given({ kind: 'int', value: 2 }), data_format: given(str('channels_last')) },
      summary: kind === 'max' ? 'The largest value of each window.' : 'The mean of each window.',
    }),
  ),
];
