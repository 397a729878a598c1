import type { CallContext, FunctionDef } from '../kernel';
import { elementType, isFloating, msg, readDims, refuseRank, value, readDtype } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, formatDim, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { none } from '../../values/value';
import { made, tensorflowOp, x } from './tensorflowOp';

const oneOrMany = { min: 3, max: 4 };

/** The image or images with another height and width; reports what is no image. */
function resized(images: TensorValue, height: Dim, width: Dim, cx: CallContext, at: string): MaybeShape {
  if (refuseRank(images, oneOrMany, cx, at) || rankOf(images.shape) === null) return null;
  const { dims } = images.shape!;
  return shapeOf([...dims.slice(0, -3), height, width, dims.at(-1)!]);
}

export const resize = tensorflowOp({
  name: 'image.resize',
  summary: 'Images in another height and width.',
  params: { images: x(), size: value(), method: value({ kind: 'str', value: 'bilinear' }), preserve_aspect_ratio: value(none) },
  other: ['antialias', 'name'],
  codes: ['rank-mismatch', 'unknown-argument'],
  call({ images, size, method, preserve_aspect_ratio }, cx) {
    const wanted = readDims(size, cx.heap);
    if (wanted && wanted.length !== 2)
      cx.report('unknown-argument', msg('{0}: size is a height and a width, it gets {1} numbers', cx.label, wanted.length), { at: 'size' });
    const keeps =
      preserve_aspect_ratio.kind !== 'none' && !(preserve_aspect_ratio.kind === 'bool' && preserve_aspect_ratio.value === false);
    const [height, width] = wanted?.length === 2 && !keeps ? wanted : [unknownDim, unknownDim];
    const isNearest = method.kind === 'str' && method.value === 'nearest';
    const dtype = isNearest ? images.dtype : method.kind === 'str' && method.value !== null ? 'float32' : null;
    return made(cx, [images], resized(images, height!, width!, cx, 'images'), dtype);
  },
  examples: [
    'tf.image.resize(tf.zeros((8, 28, 28, 1)), (32, 32))  #> [8, 32, 32, 1]',
    'tf.image.resize(tf.zeros((28, 28)), (32, 32))  #! error[rank-mismatch]: (28, 28)',
    'tf.image.resize(tf.zeros((28, 28, 1)), (32, 32, 1))  #! error[unknown-argument]: 3 numbers',
  ],
});

/** Images of a given height and width, cut or framed. */
export const framed: readonly FunctionDef[] = (
  [
    ['image.resize_with_crop_or_pad', 'Images cut or framed to a height and width.', 'image', 'same'],
    ['image.resize_with_pad', 'Images resized and framed to a height and width.', 'image', 'float32'],
  ] as const
).map(([name, summary, param, type]) =>
  tensorflowOp({
    name,
    summary,
    params: { [param]: x(), target_height: value(), target_width: value() },
    other: type === 'same' ? [] : ['method', 'antialias'],
    codes: ['rank-mismatch'],
    call(args, cx) {
      const { image, target_height, target_width } = args as unknown as Record<string, TensorValue>;
      const of = (v: unknown): Dim => ((v as { kind: string }).kind === 'int' ? (v as { value: Dim }).value : unknownDim);
      return made(cx, [image!], resized(image!, of(target_height), of(target_width), cx, param), type === 'same' ? image!.dtype : type);
    },
    examples: [
      `tf.${name}(tf.zeros((28, 28, 1)), 32, 32)  #> [32, 32, 1]`,
      `tf.${name}(tf.zeros((28, 28)), 32, 32)  #! error[rank-mismatch]: (28, 28)`,
    ],
  }),
);

export const cropToBox = tensorflowOp({
  name: 'image.crop_to_bounding_box',
  summary: 'A box of images.',
  params: { image: x(), offset_height: value(), offset_width: value(), target_height: value(), target_width: value() },
  other: [],
  codes: ['rank-mismatch', 'dim-mismatch'],
  call({ image, offset_height, offset_width, target_height, target_width }, cx) {
    const of = (v: { kind: string }): Dim => (v.kind === 'int' ? (v as unknown as { value: Dim }).value : unknownDim);
    const shape = resized(image, of(target_height), of(target_width), cx, 'image');
    if (shape) {
      const [height, width] = [image.shape!.dims.at(-3)!, image.shape!.dims.at(-2)!];
      const reach = [addDims(of(offset_height), of(target_height)), addDims(of(offset_width), of(target_width))];
      for (const [i, end] of reach.entries()) {
        const size = i === 0 ? height : width;
        if (typeof end === 'number' && typeof size === 'number' && end > size) {
          cx.report(
            'dim-mismatch',
            msg('{0}: the box reaches to {1}, beyond the {2} of {3}', cx.label, end, formatDim(size), formatShape(image.shape)),
            { at: 'image', from: [image] },
          );
          break;
        }
      }
    }
    return made(cx, [image], shape, image.dtype);
  },
  examples: [
    'tf.image.crop_to_bounding_box(tf.zeros((28, 28, 1)), 2, 2, 20, 20)  #> [20, 20, 1]',
    'tf.image.crop_to_bounding_box(tf.zeros((28, 28)), 2, 2, 20, 20)  #! error[rank-mismatch]: (28, 28)',
    'tf.image.crop_to_bounding_box(tf.zeros((28, 28, 1)), 2, 2, 28, 20)  #! error[dim-mismatch]: 30',
  ],
});

interface ImageRow {
  readonly name: string;
  readonly summary: string;
  readonly param: 'image' | 'images';
  readonly other: readonly string[];
  readonly rank: { readonly min: number; readonly max?: number };
  readonly channels?: number;
  readonly gives?: number;
  readonly type?: 'float32';
}

const most = { min: 3 };

const imageRows: readonly ImageRow[] = [
  { name: 'flip_left_right', summary: 'Images mirrored left to right.', param: 'image', other: [], rank: oneOrMany },
  { name: 'flip_up_down', summary: 'Images mirrored top to bottom.', param: 'image', other: [], rank: oneOrMany },
  { name: 'random_flip_left_right', summary: 'Images mirrored left to right at random.', param: 'image', other: ['seed'], rank: oneOrMany },
  { name: 'random_flip_up_down', summary: 'Images mirrored top to bottom at random.', param: 'image', other: ['seed'], rank: oneOrMany },
  { name: 'adjust_brightness', summary: 'Images made brighter or darker.', param: 'image', other: ['delta'], rank: { min: 0 } },
  {
    name: 'random_brightness',
    summary: 'Images made brighter or darker at random.',
    param: 'image',
    other: ['max_delta', 'seed'],
    rank: { min: 0 },
  },
  { name: 'adjust_contrast', summary: 'Images with more or less contrast.', param: 'images', other: ['contrast_factor'], rank: most },
  {
    name: 'random_contrast',
    summary: 'Images with more or less contrast at random.',
    param: 'image',
    other: ['lower', 'upper', 'seed'],
    rank: most,
  },
  {
    name: 'adjust_saturation',
    summary: 'Images with stronger or weaker colors.',
    param: 'image',
    other: ['saturation_factor', 'name'],
    rank: most,
    channels: 3,
  },
  {
    name: 'random_saturation',
    summary: 'Images with stronger or weaker colors at random.',
    param: 'image',
    other: ['lower', 'upper', 'seed'],
    rank: most,
    channels: 3,
  },
  { name: 'adjust_hue', summary: 'Images with other colors.', param: 'image', other: ['delta', 'name'], rank: most, channels: 3 },
  {
    name: 'random_hue',
    summary: 'Images with other colors at random.',
    param: 'image',
    other: ['max_delta', 'seed'],
    rank: most,
    channels: 3,
  },
  {
    name: 'rgb_to_grayscale',
    summary: 'Gray images of colored ones.',
    param: 'images',
    other: ['name'],
    rank: { min: 1 },
    channels: 3,
    gives: 1,
  },
  {
    name: 'grayscale_to_rgb',
    summary: 'Gray images with three equal channels.',
    param: 'images',
    other: ['name'],
    rank: { min: 1 },
    channels: 1,
    gives: 3,
  },
  { name: 'rgb_to_hsv', summary: 'Images by hue, saturation and value.', param: 'images', other: ['name'], rank: { min: 1 }, channels: 3 },
  {
    name: 'hsv_to_rgb',
    summary: 'Images of hue, saturation and value by their colors.',
    param: 'images',
    other: ['name'],
    rank: { min: 1 },
    channels: 3,
  },
  {
    name: 'per_image_standardization',
    summary: 'Images with a mean of 0 and a variance of 1.',
    param: 'image',
    other: [],
    rank: most,
    type: 'float32',
  },
];

/** Functions of images that keep height and width. */
export const imageFunctions: readonly FunctionDef[] = imageRows.map(({ name, summary, param, other, rank, channels, gives, type }) =>
  tensorflowOp({
    name: `image.${name}`,
    summary,
    params: { [param]: x() },
    other,
    codes: [...(rank.min > 0 ? ['rank-mismatch' as const] : []), ...(channels === undefined ? [] : ['dim-mismatch' as const])],
    call(args, cx) {
      const images = args[param] as TensorValue;
      if (refuseRank(images, rank, cx, param)) return made(cx, [images], null, images.dtype);
      const last = rankOf(images.shape) ? images.shape!.dims.at(-1)! : unknownDim;
      if (channels !== undefined && compareDims(last, channels) === 'different')
        cx.report(
          'dim-mismatch',
          msg('{0}: images with {1} channels are needed, {2} has {3}', cx.label, channels, formatShape(images.shape), formatDim(last)),
          { at: param, from: [images] },
        );
      const shape =
        gives === undefined || !images.shape ? images.shape : shapeOf([...images.shape.dims.slice(0, -1), gives], images.shape.hasPrefix);
      return made(cx, [images], shape, type && images.dtype !== null && !isFloating(images.dtype) ? type : images.dtype);
    },
    examples: [
      `tf.image.${name}(tf.zeros((8, 8, ${channels ?? 3}))${argumentsFor(other)})  #> [8, 8, ${gives ?? channels ?? 3}]`,
      ...(rank.min === 0
        ? []
        : [
            `tf.image.${name}(${rank.min === 1 ? 'tf.zeros(())' : 'tf.zeros((8, 8))'}${argumentsFor(other)})  #! error[rank-mismatch]: ${rank.min === 1 ? '' : '(8, 8)'}`.replace(
              ': ',
              rank.min === 1 ? ': at least' : ': ',
            ),
          ]),
      ...(channels === undefined
        ? []
        : [`tf.image.${name}(tf.zeros((8, 8, 4))${argumentsFor(other)})  #! error[dim-mismatch]: ${channels} channels`]),
    ],
  }),
);

function argumentsFor(other: readonly string[]): string {
  const needed = other.filter((name) => name !== 'seed' && name !== 'name');
  return needed.map((name) => `, ${name === 'upper' ? 0.9 : 0.5}`).join('');
}

export const convertImageDtype = tensorflowOp({
  name: 'image.convert_image_dtype',
  summary: 'Images in another type, scaled to its range.',
  params: { image: x(), dtype: elementType() },
  other: ['saturate', 'name'],
  codes: [],
  call({ image, dtype }, cx) {
    const type = readDtype(dtype);
    return made(cx, [image], image.shape, type, { range: type !== null && isFloating(type) ? { min: 0, max: 1 } : null });
  },
  examples: ['tf.image.convert_image_dtype(tf.zeros((8, 8, 3)), tf.float32)  #> [8, 8, 3]'],
});

export const randomCrop = tensorflowOp({
  name: 'image.random_crop',
  summary: 'A block of a tensor at a random place.',
  params: { value: x(), size: value() },
  other: ['seed', 'name'],
  codes: ['dim-mismatch'],
  call({ value, size }, cx) {
    const wanted = readDims(size, cx.heap);
    const rank = rankOf(value.shape);
    const wrong =
      wanted && rank === wanted.length
        ? wanted.findIndex((n, i) => typeof n === 'number' && typeof value.shape!.dims[i] === 'number' && n > value.shape!.dims[i])
        : -1;
    if (wrong >= 0)
      cx.report(
        'dim-mismatch',
        msg('{0}: the block {1} is larger than {2}', cx.label, formatShape(shapeOf(wanted!)), formatShape(value.shape)),
        { at: 'size', from: [value] },
      );
    return made(cx, [value], wanted && shapeOf(wanted), value.dtype);
  },
  examples: [
    'tf.image.random_crop(tf.zeros((32, 32, 3)), (28, 28, 3))  #> [28, 28, 3]',
    'tf.image.random_crop(tf.zeros((32, 32, 3)), (33, 28, 3))  #! error[dim-mismatch]: (33, 28, 3)',
  ],
});

/** Images out of files: their size shows only when they are read. */
export const decoders: readonly FunctionDef[] = ['decode_jpeg', 'decode_png', 'decode_image', 'decode_bmp', 'decode_gif'].map((name) =>
  tensorflowOp({
    name: `io.${name}`,
    also: [`image.${name}`],
    summary: 'The image that the contents of a file hold.',
    params: { contents: value(), channels: value(none) },
    other:
      name === 'decode_jpeg'
        ? ['ratio', 'fancy_upscaling', 'try_recover_truncated', 'acceptable_fraction', 'dct_method', 'name']
        : name === 'decode_image'
          ? ['dtype', 'name', 'expand_animations']
          : ['dtype', 'name'],
    codes: [],
    call({ channels }, cx, bound) {
      const wanted = channels.kind === 'int' && channels.value !== 0 ? channels.value : unknownDim;
      const isPlain = name !== 'decode_gif' && (name !== 'decode_image' || bound.values.has('expand_animations'));
      const dtype = bound.values.get('dtype')?.value;
      return made(cx, [], isPlain ? shapeOf([unknownDim, unknownDim, wanted]) : null, dtype ? readDtype(dtype) : 'uint8', {
        range: { min: 0, max: 255 },
      });
    },
    examples: [`tf.io.${name}(tf.io.read_file('a.png'))`],
  }),
);
