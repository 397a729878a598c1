import type { CallContext } from '../kernel';
import {
  any,
  arrayAttribute,
  arrayOf,
  choice,
  defineMethod,
  defineOp,
  defineProperty,
  dims,
  dtype,
  flag,
  msg,
  perAxis,
  tensor,
  text,
  value,
} from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, str, tuple } from '../../values/value';

const imageClass = 'PIL.Image.Image';

/** An image of Pillow; what it is as an array is kept under it. Gray ones have no axis for the channels, unless nobody knows. */
function imageOf(cx: CallContext, height: Dim, width: Dim, channels: Dim | null | undefined): Value {
  const dims = channels === undefined ? null : channels === null ? [height, width] : [height, width, channels];
  const array = arrayOf('numpy', dims && shapeOf(dims), 'uint8', { range: { min: 0, max: 255 } });
  return cx.object(imageClass, { [arrayAttribute]: array });
}

const channelsOf: Readonly<Record<string, number | null>> = { grayscale: null, rgb: 3, rgba: 4 };

/** Reads an image file, in `target_size` (height, width) where that is given. */
export const loadImg = defineOp({
  name: 'keras.utils.load_img',
  aliases: ['keras.preprocessing.image.load_img', 'keras._legacy.preprocessing.image.load_img', 'keras.utils.image_utils.load_img'],
  docs: 'https://keras.io/api/data_loading/image/#load_img-function',
  category: 'data',
  params: {
    path: any(null),
    color_mode: choice('rgb', 'grayscale', 'rgba', 'rgb'),
    target_size: dims('None'),
    interpolation: text('nearest'),
    keep_aspect_ratio: flag(false),
  },
  codes: ['unknown-argument'],
  call({ color_mode, target_size }, cx) {
    const [height, width] = target_size && target_size.length >= 2 ? target_size : [cx.symbol('height'), cx.symbol('width')];
    const isKnown = color_mode !== null && Object.hasOwn(channelsOf, color_mode);
    return imageOf(cx, height!, width!, isKnown ? channelsOf[color_mode] : undefined);
  },
  examples: [
    "keras.utils.img_to_array(keras.utils.load_img('cat.png', target_size=(64, 48)))  #> [64, 48, 3]",
    "keras.utils.load_img('cat.png', color_mode='gray')  #! error[unknown-argument]: color_mode",
  ],
});

/** An image as an array with an axis for the channels. */
export const imgToArray = defineOp({
  name: 'keras.utils.img_to_array',
  aliases: [
    'keras.preprocessing.image.img_to_array',
    'keras._legacy.preprocessing.image.img_to_array',
    'keras.utils.image_utils.img_to_array',
  ],
  docs: 'https://keras.io/api/data_loading/image/#img_to_array-function',
  category: 'data',
  params: { img: tensor(), data_format: value(none), dtype: dtype('float32') },
  codes: ['rank-mismatch'],
  call({ img, data_format, dtype }, cx, bound) {
    const rank = rankOf(img.shape);
    const type = dtype === 'absent' ? (bound.values.get('dtype')?.value.kind === 'unknown' ? null : 'float32') : dtype;
    const range = img.range ?? null;
    if (rank === null) return arrayOf('numpy', shapeOf([unknownDim, unknownDim, unknownDim]), type, { range });
    if (rank === 3) {
      const [height, width, channels] = img.shape!.dims as readonly [Dim, Dim, Dim];
      const isMoved = data_format.kind === 'str' && data_format.value === 'channels_first';
      const isKept = data_format.kind === 'none' || (data_format.kind === 'str' && data_format.value === 'channels_last');
      const dims = isMoved ? [channels, height, width] : isKept ? [height, width, channels] : [unknownDim, unknownDim, unknownDim];
      return arrayOf('numpy', shapeOf(dims), type, { range });
    }
    if (rank === 2) {
      const dims = img.shape!.dims;
      const isLast = data_format.kind === 'none' || (data_format.kind === 'str' && data_format.value === 'channels_last');
      const isFirst = data_format.kind === 'str' && data_format.value === 'channels_first';
      return arrayOf('numpy', shapeOf(isLast ? [...dims, 1] : isFirst ? [1, ...dims] : [unknownDim, unknownDim, unknownDim]), type, {
        range,
      });
    }
    cx.report('rank-mismatch', msg('{0} takes an image with 2 or 3 axes, it gets {1}', cx.label, formatShape(img.shape)), {
      at: 'img',
      from: [img],
    });
    return arrayOf('numpy', shapeOf([unknownDim, unknownDim, unknownDim]), type);
  },
  examples: [
    'keras.utils.img_to_array(np.zeros((28, 28)))  #> [28, 28, 1]',
    'keras.utils.img_to_array(np.zeros((8, 28, 28, 3)))  #! error[rank-mismatch]: 2 or 3 axes',
  ],
});

/** An array of height, width and 1, 3 or 4 channels as an image of Pillow. */
export const arrayToImg = defineOp({
  name: 'keras.utils.array_to_img',
  aliases: [
    'keras.preprocessing.image.array_to_img',
    'keras._legacy.preprocessing.image.array_to_img',
    'keras.utils.image_utils.array_to_img',
  ],
  docs: 'https://keras.io/api/data_loading/image/#array_to_img-function',
  category: 'data',
  params: { x: tensor(), data_format: value(none), scale: flag(true), dtype: any() },
  codes: ['rank-mismatch', 'dim-mismatch'],
  call({ x, data_format }, cx) {
    const isLast = data_format.kind === 'none' || (data_format.kind === 'str' && data_format.value === 'channels_last');
    const dims = checkImage(x, isLast, cx);
    const channels = dims[2]!;
    return imageOf(cx, dims[0]!, dims[1]!, channels === 1 ? null : isLiteral(channels) ? channels : undefined);
  },
  examples: [
    'keras.utils.array_to_img(np.zeros((28, 28, 1)))',
    'keras.utils.array_to_img(np.zeros((28, 28)))  #! error[rank-mismatch]: 3 axes',
    'keras.utils.array_to_img(np.zeros((28, 28, 2)))  #! error[dim-mismatch]: 2 channels',
  ],
});

/** Writes an array as an image file. */
export const saveImg = defineOp({
  name: 'keras.utils.save_img',
  aliases: ['keras.preprocessing.image.save_img', 'keras._legacy.preprocessing.image.save_img'],
  docs: 'https://keras.io/api/data_loading/image/#save_img-function',
  category: 'data',
  params: { path: any(null), x: tensor(), data_format: value(none), file_format: any(), scale: flag(true) },
  takesAnyKeyword: true,
  codes: ['rank-mismatch', 'dim-mismatch'],
  call({ x, data_format }, cx) {
    checkImage(x, data_format.kind === 'none' || (data_format.kind === 'str' && data_format.value === 'channels_last'), cx);
    return none;
  },
  examples: [
    "keras.utils.save_img('cat.png', np.zeros((28, 28, 3)))",
    "keras.utils.save_img('cat.png', np.zeros((28, 28)))  #! error[rank-mismatch]: 3 axes",
    "keras.utils.save_img('cat.png', np.zeros((28, 28, 2)))  #! error[dim-mismatch]: 2 channels",
  ],
});

/** Height, width and channels of an array that is to become an image. */
function checkImage(x: TensorValue, isLast: boolean, cx: CallContext): readonly Dim[] {
  const nothing = [unknownDim, unknownDim, unknownDim];
  const rank = rankOf(x.shape);
  if (rank !== null && rank !== 3) {
    cx.report('rank-mismatch', msg('{0} takes an image with 3 axes, it gets {1}', cx.label, formatShape(x.shape)), { at: 'x', from: [x] });
    return nothing;
  }
  if (rank === null || !isLast) return nothing;
  const channels = dimAt(x.shape, -1);
  if (isLiteral(channels) && ![1, 3, 4].includes(channels))
    cx.report('dim-mismatch', msg('{0}: an image has 1, 3 or 4 channels, this one has {1} channels', cx.label, channels), {
      at: 'x',
      from: [x],
    });
  return x.shape!.dims;
}

/** Resizes images to `size` (height, width) without distortion: what does not fit the new proportions is cut off. */
export const smartResize = defineOp({
  name: 'keras.preprocessing.image.smart_resize',
  aliases: ['keras._legacy.preprocessing.image.smart_resize'],
  docs: 'https://keras.io/api/data_loading/image/',
  category: 'data',
  params: { x: tensor(), size: perAxis(2, undefined, 'lenient'), interpolation: text('bilinear'), data_format: value(none) },
  takesAnyKeyword: true,
  codes: [],
  call({ x, size, data_format }, cx) {
    const rank = rankOf(x.shape);
    const isLast = data_format.kind === 'none' || (data_format.kind === 'str' && data_format.value === 'channels_last');
    if (!isLast || (rank !== 3 && rank !== 4)) return cx.result([x], null, null);
    const { dims } = x.shape!;
    return cx.result(
      [x],
      shapeOf([...(rank === 4 ? [dims[0]!] : []), ...size, dims.at(-1)!]),
      x.framework === 'numpy' ? 'float32' : x.dtype,
    );
  },
  examples: ['keras.preprocessing.image.smart_resize(np.zeros((30, 40, 3)), (20, 20))  #> [20, 20, 3]'],
});

function channelsIn(array: TensorValue): Dim | null | undefined {
  const rank = rankOf(array.shape);
  return rank === null ? undefined : rank === 2 ? null : dimAt(array.shape, 2);
}

function sizeOf(cx: CallContext, self: Value): readonly [Dim, Dim] {
  const array = cx.attr(self, arrayAttribute);
  return array?.kind === 'tensor' ? [dimAt(array.shape, 0), dimAt(array.shape, 1)] : [unknownDim, unknownDim];
}

/** What is known of Pillow's images. */
export const imageMembers = [
  defineProperty(`${imageClass}.size`, (self, cx) => {
    const [height, width] = sizeOf(cx, self);
    return tuple([int(width), int(height)]);
  }),
  defineProperty(`${imageClass}.width`, (self, cx) => int(sizeOf(cx, self)[1])),
  defineProperty(`${imageClass}.height`, (self, cx) => int(sizeOf(cx, self)[0])),
  defineProperty(`${imageClass}.mode`, () => str(null)),
  defineMethod({
    name: `${imageClass}.resize`,
    params: { self: value(), size: perAxis(2, undefined, 'lenient') },
    otherParams: ['resample', 'box', 'reducing_gap'],
    call({ self, size }, cx) {
      const array = cx.attr(self, arrayAttribute);
      const channels = array?.kind === 'tensor' ? channelsIn(array) : undefined;
      return imageOf(cx, size[1]!, size[0]!, channels);
    },
  }),
  defineMethod({
    name: `${imageClass}.convert`,
    params: { self: value(), mode: text() },
    otherParams: ['matrix', 'dither', 'palette', 'colors'],
    call({ self, mode }, cx) {
      const [height, width] = sizeOf(cx, self);
      const known: Readonly<Record<string, number | null>> = { L: null, RGB: 3, RGBA: 4 };
      if (mode === null || !Object.hasOwn(known, mode)) return imageOf(cx, height, width, undefined);
      return imageOf(cx, height, width, known[mode]);
    },
  }),
];
