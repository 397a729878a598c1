import type { CallContext, FunctionDef, LayerDef, LibraryEntry, Params } from '../kernel';
import { any, choice, defineLayer, defineOp, dim, extents, flag, msg, number, tensor, text, value, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { freeDim, isLiteral, mulDims, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Shape } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { bool, float, int, none, str, tuple, unknown } from '../../values/value';
import { partsOf } from './applicationLayers';
import type { Architecture, Family } from './architectures';
import { architectures, spatialSize, topParams } from './architectures';

const networkName = 'keras.applications.Network';

const byName = new Map(architectures.map((one) => [one.name, one]));

/**
 * All layers of a network as one: what it gives and how many weights it has. Its parts are not known one by one.
 */
const network: LayerDef = defineLayer({
  name: networkName,
  isSecondary: true,
  docs: '',
  category: 'application',
  framework: 'keras',
  params: {
    architecture: text(),
    include_top: flag(true),
    classes: dim(1000),
    pooling: any(),
    width: number(1),
    is_open: flag(false),
    is_plain: flag(true),
    /** One layer of it alone. */
    part: text(''),
  },
  keywordParams: ['name'],
  codes: [],
  shape({ architecture, include_top, classes, pooling, width, is_open, part }, [x]) {
    const one = byName.get(architecture ?? '');
    if (!one || include_top === null || part === null) return null;
    const batch = dimAt(x!.shape, 0);
    if (part) {
      const inner = partsOf(one.name)?.get(part);
      if (!inner) return null;
      const channels = part === 'predictions' ? classes : width === 1 ? inner.channels : unknownDim;
      if (inner.level === 'vector') return shapeOf([batch, channels]);
      const { level } = inner;
      const size = (axis: number): Dim => (level === null ? unknownDim : spatialSize(one, dimAt(x!.shape, axis), is_open === true, level));
      return shapeOf([batch, size(1), size(2), channels]);
    }
    if (include_top) return shapeOf([batch, classes]);
    const features = featuresOf(one, width);
    if (pooling.kind === 'str') return shapeOf([batch, features]);
    if (pooling.kind !== 'none') return null;
    const [height, width_] = [1, 2].map((axis) => spatialSize(one, dimAt(x!.shape, axis), is_open === true));
    return shapeOf([batch, height!, width_!, features]);
  },
  weights({ architecture, include_top, classes, width, is_plain, part }, [x]) {
    const one = byName.get(architecture ?? '');
    const channels = dimAt(x!.shape, -1);
    if (!one || part !== '' || include_top === null || width !== 1 || is_plain !== true || !isLiteral(channels) || !isLiteral(classes))
      return [weight('weights', [unknownDim])];
    const { family, filters } = one;
    const stem = (channels - 3) * family.kernel * family.kernel * filters;
    const own = (channels - 3) * (family.perChannel ?? 0);
    const side = mulDims(...([1, 2].map((axis) => spatialSize(one, dimAt(x!.shape, axis), false)) as [Dim, Dim]));
    const root = isLiteral(side) ? Math.sqrt(side) : 0;
    const top = include_top ? topParams(one, root, classes) : 0;
    const frozen = one.frozen + own;
    const trained = one.params + stem + own + top - frozen;
    const [isOpenHigh, isOpenWide] = [1, 2].map((axis) => dimAt(x!.shape, axis) === freeDim);
    if (!one.savedWhenOpen || (!isOpenHigh && !isOpenWide)) return [weight('trained', [trained]), weight('statistics', [frozen], false)];
    if (!isOpenHigh || !isOpenWide) return [weight('weights', [unknownDim])];
    const { savedWhenOpen: saved } = one;
    return [weight('trained', [trained - saved.trained]), weight('statistics', [frozen - saved.frozen], false)];
  },
  examples: [],
});

function featuresOf({ name, features }: Architecture, width: number | null): Dim {
  if (width === 1) return features;
  if (width === null) return unknownDim;
  if (name === 'MobileNet') return Math.trunc(features * width);
  if (name !== 'MobileNetV2') return unknownDim;
  return width <= 1 ? features : Math.max(8, Math.floor((features * width + 4) / 8) * 8);
}

const tops = { include_top: flag(true), weights: value(str('imagenet'), "'imagenet'") };
const shapes = { input_tensor: value(none), input_shape: extents('None'), pooling: value(none), classes: dim(1000) };
const activated = { classifier_activation: any("'softmax'") };
const named = { name: any() };

/** Parameters in the order of each constructor. */
const orders: Readonly<Record<Family['order'], Params>> = {
  common: { ...tops, ...shapes, ...activated, ...named },
  efficientnetV2: { ...tops, ...shapes, ...activated, include_preprocessing: flag(true), ...named },
  convnext: { include_top: flag(true), include_preprocessing: flag(true), weights: tops.weights, ...shapes, ...activated, ...named },
  nasnet: {
    input_shape: shapes.input_shape,
    ...tops,
    ...{ input_tensor: shapes.input_tensor, pooling: shapes.pooling, classes: shapes.classes },
    ...activated,
    ...named,
  },
  mobile: {
    input_shape: shapes.input_shape,
    alpha: number(1),
    ...tops,
    input_tensor: shapes.input_tensor,
    pooling: shapes.pooling,
    classes: shapes.classes,
    ...activated,
    ...named,
  },
  mobileV3: {
    input_shape: shapes.input_shape,
    alpha: number(1),
    minimalistic: flag(false),
    ...tops,
    input_tensor: shapes.input_tensor,
    classes: shapes.classes,
    pooling: shapes.pooling,
    dropout_rate: number(0.2),
    ...activated,
    include_preprocessing: flag(true),
    ...named,
  },
};

/** MobileNet has two more parameters than its successor. */
const mobileNetParams: Params = {
  input_shape: shapes.input_shape,
  alpha: number(1),
  depth_multiplier: number(1),
  dropout: number(0.001),
  ...tops,
  input_tensor: shapes.input_tensor,
  pooling: shapes.pooling,
  classes: shapes.classes,
  ...activated,
  ...named,
};

interface Given {
  readonly include_top: boolean | null;
  readonly weights: Value;
  readonly input_tensor: Value;
  readonly input_shape: Shape | null | 'absent';
  readonly pooling: Value;
  readonly classes: Dim;
  readonly alpha?: number | null;
  readonly minimalistic?: boolean | null;
  readonly depth_multiplier?: number | null;
  readonly name?: Value;
}

const isImagenet = ({ weights }: Given): boolean => weights.kind === 'str' && weights.value === 'imagenet';

/** The shape of an image as the constructor takes it: what it refuses is reported, and something that fits is assumed. */
function imageShape(one: Architecture, given: Given, cx: CallContext): readonly Dim[] | null {
  const { include_top, input_shape } = given;
  const { family, size } = one;
  if (input_shape === null || input_shape === undefined) return null;
  const isV3 = family.order === 'mobileV3';
  if (input_shape === 'absent') {
    if (include_top === null) return null;
    const isFixed = (include_top && !isV3) || one.name === 'NASNetMobile';
    return isFixed ? [size, size, 3] : [freeDim, freeDim, 3];
  }
  const { dims } = input_shape;
  const shown = formatShape(input_shape);
  if (dims.length !== 3) {
    cx.report('rank-mismatch', msg('{0}: {1} has height, width and channels, it cannot be {2}', cx.label, 'input_shape', shown), {
      at: 'input_shape',
      fixes: dims.length === 2 && dims.every(isLiteral) ? [{ set: 'input_shape', value: [...(dims as number[]), 3] }] : [],
    });
    return null;
  }
  const [height, width, channels] = dims as readonly [Dim, Dim, Dim];
  const report = (message: ReturnType<typeof msg>, fix?: readonly (number | null)[]): void =>
    cx.report('dim-mismatch', message, { at: 'input_shape', fixes: fix ? [{ set: 'input_shape', value: fix }] : [] });
  const sizes = family.otherSizes;
  const trained = sizes && isLiteral(height) && height === width && sizes.includes(height) ? height : size;
  const known = dims.every(isLiteral);
  if (isImagenet(given) && include_top && !isV3 && (known || dims.includes(freeDim))) {
    if (height !== trained || width !== trained || channels !== 3) {
      const wanted = formatShape(shapeOf([trained, trained, 3]));
      cx.report(
        'dim-mismatch',
        msg('{0}: with its top the weights of ImageNet are for images of {1}, {2} is {3}', cx.label, wanted, 'input_shape', shown),
        {
          at: 'input_shape',
          fixes: [
            { set: 'input_shape', value: [trained, trained, 3] },
            { set: 'include_top', value: false },
          ],
        },
      );
      return [trained, trained, 3];
    }
    return dims;
  }
  if (isImagenet(given) && !isV3 && isLiteral(channels) && channels !== 3) {
    report(msg('{0}: the weights of ImageNet are for 3 channels, {1} is {2}', cx.label, 'input_shape', shown), [
      isLiteral(height) ? height : null,
      isLiteral(width) ? width : null,
      3,
    ]);
    return [height, width, 3];
  }
  const { minSize } = family;
  if ([height, width].some((n) => isLiteral(n) && n < minSize)) {
    report(msg('{0} takes images of at least {1}×{1}, {2} is {3}', cx.label, minSize, 'input_shape', shown));
    return null;
  }
  if (include_top && !isV3 && dims.includes(freeDim)) {
    report(msg('{0}: with its top all sizes of {1} must be known, it is {2}', cx.label, 'input_shape', shown), [trained, trained, 3]);
    return [trained, trained, 3];
  }
  return dims;
}

function build(one: Architecture, given: Given, cx: CallContext): Value {
  const { include_top, classes, pooling, input_tensor } = given;
  if (isImagenet(given) && include_top && isLiteral(classes) && classes !== 1000)
    cx.report('unknown-argument', msg('{0}: with its top the weights of ImageNet are for 1000 classes, not {1}', cx.label, classes), {
      at: 'classes',
      fixes: [{ set: 'include_top', value: false }],
    });
  const dims = imageShape(one, given, cx);
  const isOwn = input_tensor.kind === 'none';
  const on =
    input_tensor.kind === 'tensor'
      ? input_tensor
      : cx.input(
          dims && isOwn ? shapeOf([freeDim, ...dims]) : shapeOf([freeDim, unknownDim, unknownDim, unknownDim]),
          'float32',
          'keras',
          null,
        );
  const isOpen = dims?.slice(0, 2).some((n) => !isLiteral(n)) ?? false;
  const isPlain =
    given.minimalistic !== true && given.minimalistic !== null && (given.depth_multiplier === undefined || given.depth_multiplier === 1);
  return cx.network(
    networkName,
    {
      architecture: str(one.name),
      include_top: bool(include_top),
      classes: int(classes),
      pooling,
      width: float(given.alpha === undefined ? 1 : given.alpha),
      is_open: bool(isOpen),
      is_plain: bool(isPlain && isFixedEnough(one, include_top, on)),
    },
    on,
    one.name,
    given.name?.kind === 'str' ? given.name.value : null,
  );
}

/** With a flat top the number of weights depends on the size of the image. */
function isFixedEnough({ top }: Architecture, includeTop: boolean | null, on: TensorValue): boolean {
  return !includeTop || !top?.isFlat || (isLiteral(dimAt(on.shape, 1)) && isLiteral(dimAt(on.shape, 2)));
}

function defineApplication(one: Architecture): FunctionDef {
  const { name, family, size } = one;
  const wide = name === 'MobileNet' ? mobileNetParams : orders[family.order];
  const isV3 = family.order === 'mobileV3';
  const side = spatialSize(one, size, false) as number;
  return defineOp({
    name: `keras.applications.${name}`,
    aliases: family.modules.map((module) => `keras.applications.${module}.${name}`),
    summary: `The network ${name} for images, of ${size} × ${size} points by default, with the weights that it learned on ImageNet.`,
    docs: 'https://keras.io/api/applications/',
    category: 'application',
    params: wide,
    codes: ['rank-mismatch', 'dim-mismatch', 'unknown-argument'],
    call: (args, cx) => build(one, args as unknown as Given, cx),
    examples: [
      `keras.applications.${name}()(keras.Input((${size}, ${size}, 3)))  #> [null, 1000]`,
      `keras.applications.${name}(include_top=False, input_shape=(${size}, ${size}, 3)).output  #> [null, ${side}, ${side}, ${one.features}]`,
      `keras.applications.${name}(classes=10)  #! error[unknown-argument]: 1000 classes`,
      `keras.applications.${name}(include_top=False, input_shape=(${family.minSize - 1}, 224, 3))  #! error[dim-mismatch]: at least`,
      ...(isV3
        ? []
        : [`keras.applications.${name}(include_top=False, input_shape=(${size}, ${size}, 1))  #! error[dim-mismatch]: 3 channels`]),
      `keras.applications.${name}(include_top=False, input_shape=(${size}, ${size}))  #! error[rank-mismatch]: input_shape`,
    ],
  });
}

const modules = new Map(architectures.flatMap(({ family }) => family.modules.map((module) => [module, family] as const)));

/** Scales the pixels as the network was trained, in place for an array of floating-point numbers. */
function definePreprocess(module: string, scaling: Family['scaling']): FunctionDef {
  return defineOp({
    name: `keras.applications.${module}.preprocess_input`,
    summary:
      scaling === 'none'
        ? 'Leaves the images as they are: the network scales them itself.'
        : scaling === 'tf'
          ? 'Brings the pixels of images from 0 to 255 into the range from -1 to 1.'
          : 'Takes the mean of ImageNet from each channel, as the network was trained.',
    docs: 'https://keras.io/api/applications/',
    category: 'application',
    params: { x: tensor(), data_format: any(), ...(module === 'imagenet_utils' && { mode: choice('caffe', 'caffe', 'tf', 'torch') }) },
    codes: [],
    call({ x }, cx) {
      if (scaling === 'none') return x;
      const isArray = x.framework === 'numpy';
      const dtype =
        x.dtype === null ? null : !isArray ? (x.dtype === 'float32' ? x.dtype : null) : /float/.test(x.dtype) ? x.dtype : 'float32';
      return cx.result([x], x.shape, dtype);
    },
    examples: [`keras.applications.${module}.preprocess_input(np.zeros((8, 224, 224, 3)))  #> [8, 224, 224, 3]`],
  });
}

function defineDecode(module: string): FunctionDef {
  return defineOp({
    name: `keras.applications.${module}.decode_predictions`,
    summary: 'The likeliest classes of ImageNet for each row of a prediction, with their names and scores.',
    docs: 'https://keras.io/api/applications/',
    category: 'application',
    params: { preds: tensor(), top: dim(5) },
    codes: ['dim-mismatch', 'rank-mismatch'],
    call({ preds, top }, cx) {
      const rank = rankOf(preds.shape);
      const classes = dimAt(preds.shape, -1);
      if (rank !== null && rank !== 2)
        cx.report(
          'rank-mismatch',
          msg('{0} takes a batch of predictions with 1000 classes, it gets {1}', cx.label, formatShape(preds.shape)),
          {
            at: 'preds',
            from: [preds],
          },
        );
      else if (isLiteral(classes) && classes !== 1000 && preds.shape)
        cx.report(
          'dim-mismatch',
          msg('{0} takes a batch of predictions with 1000 classes, it gets {1}', cx.label, formatShape(preds.shape)),
          {
            at: 'preds',
            from: [preds],
          },
        );
      const one = tuple([str(null), str(null), float(null)]);
      const count = isLiteral(top) && top <= 1000 ? top : null;
      const list = (n: number | null, element: Value): Value =>
        cx.alloc({ kind: 'list', isSet: false, items: n === null ? null : Array.from({ length: n }, () => element), element });
      const rows = rank === 2 && isLiteral(dimAt(preds.shape, 0)) ? (dimAt(preds.shape, 0) as number) : null;
      return rows !== null && rows > 256 ? unknown : list(rows, list(count, one));
    },
    examples: [
      `keras.applications.${module}.decode_predictions(np.zeros((2, 1000)), top=3)`,
      `keras.applications.${module}.decode_predictions(np.zeros((2, 10)))  #! error[dim-mismatch]: 1000 classes`,
      `keras.applications.${module}.decode_predictions(np.zeros(1000))  #! error[rank-mismatch]: a batch`,
    ],
  });
}

/** The networks of `keras.applications`, and what goes before and behind them. */
export const applications: readonly LibraryEntry[] = [
  network,
  ...architectures.map(defineApplication),
  ...[...modules].flatMap(([module, { scaling }]) => [definePreprocess(module, scaling), defineDecode(module)]),
  definePreprocess('imagenet_utils', 'caffe'),
  defineDecode('imagenet_utils'),
];
