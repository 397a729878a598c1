import type { FunctionDef } from '../kernel';
import { number, readDims, refuseRank, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, ceilDivDims, floorDivDims, mulDims, productOf, unknownDim } from '../../values/dim';
import { dimAt, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, tuple } from '../../values/value';
import { made, tensorflowOp, x } from './tensorflowOp';

const oneOrMany = { min: 3, max: 4 };
const extent = (v: Value): Dim => (v.kind === 'int' ? v.value : unknownDim);

/** Images of another height and width. */
function sized(image: TensorValue, height: Dim, width: Dim): TensorValue['shape'] {
  if (rankOf(image.shape) === null) return null;
  const { dims } = image.shape!;
  return shapeOf([...dims.slice(0, -3), height, width, dims.at(-1)!]);
}

export const centralCrop = tensorflowOp({
  name: 'image.central_crop',
  summary: 'The middle part of images.',
  params: { image: x(), central_fraction: number(1) },
  other: [],
  codes: ['rank-mismatch'],
  call({ image, central_fraction: part }, cx) {
    // The whole of an image is given back unseen.
    if (part === 1) return made(cx, [image], image.shape, image.dtype);
    if (part === null || refuseRank(image, oneOrMany, cx, 'image')) return made(cx, [image], null, image.dtype);
    const cut = (d: Dim): Dim => (typeof d === 'number' ? d - 2 * Math.trunc((d - d * part) / 2) : unknownDim);
    return made(cx, [image], sized(image, cut(dimAt(image.shape, -3)), cut(dimAt(image.shape, -2))), image.dtype);
  },
  examples: [
    'tf.image.central_crop(tf.zeros((28, 20, 3)), 0.5)  #> [14, 10, 3]',
    'tf.image.central_crop(tf.zeros((28, 20)), 0.5)  #! error[rank-mismatch]: (28, 20)',
  ],
});

/** Height and width exchanged, or turned. */
export const turned: readonly FunctionDef[] = (
  [
    ['image.transpose', 'Images with height and width exchanged.', []],
    ['image.rot90', 'Images turned to the left by 90 degrees.', ['k', 'name']],
  ] as const
).map(([name, summary, other]) =>
  tensorflowOp({
    name,
    summary,
    params: { image: x() },
    other: name === 'image.transpose' ? ['name'] : [...other],
    codes: ['rank-mismatch'],
    call({ image }, cx, bound) {
      if (refuseRank(image, oneOrMany, cx, 'image')) return made(cx, [image], null, image.dtype);
      const k = bound.values.get('k')?.value;
      const turns = k === undefined ? 1 : k.kind === 'int' && typeof k.value === 'number' ? k.value : null;
      const [height, width] = [dimAt(image.shape, -3), dimAt(image.shape, -2)];
      if (turns === null)
        return made(cx, [image], sized(image, height === width ? height : unknownDim, height === width ? width : unknownDim), image.dtype);
      return made(cx, [image], turns % 2 ? sized(image, width, height) : image.shape, image.dtype);
    },
    examples: [`tf.${name}(tf.zeros((28, 20, 3)))  #> [20, 28, 3]`, `tf.${name}(tf.zeros((28, 20)))  #! error[rank-mismatch]: (28, 20)`],
  }),
);

export const padToBox = tensorflowOp({
  name: 'image.pad_to_bounding_box',
  summary: 'Images in a larger frame of zeros.',
  params: { image: x(), offset_height: value(), offset_width: value(), target_height: value(), target_width: value() },
  other: [],
  codes: ['rank-mismatch'],
  call({ image, target_height, target_width }, cx) {
    if (refuseRank(image, oneOrMany, cx, 'image')) return made(cx, [image], null, image.dtype);
    return made(cx, [image], sized(image, extent(target_height), extent(target_width)), image.dtype);
  },
  examples: [
    'tf.image.pad_to_bounding_box(tf.zeros((28, 28, 1)), 2, 2, 32, 32)  #> [32, 32, 1]',
    'tf.image.pad_to_bounding_box(tf.zeros((28, 28)), 2, 2, 32, 32)  #! error[rank-mismatch]: (28, 28)',
  ],
});

export const extractPatches = tensorflowOp({
  name: 'image.extract_patches',
  summary: 'Patches of images, each laid flat into the channels.',
  params: { images: x(), sizes: value(), strides: value(), rates: value(), padding: value() },
  codes: ['rank-mismatch'],
  call({ images, sizes, strides, rates, padding }, cx) {
    if (refuseRank(images, 4, cx, 'images') || rankOf(images.shape) === null) return made(cx, [images], null, images.dtype);
    const [size, step, rate] = [sizes, strides, rates].map((v) => readDims(v, cx.heap));
    const word = padding.kind === 'str' ? padding.value?.toUpperCase() : null;
    const along = (axis: 1 | 2): Dim => {
      const [n, s, r] = [size?.[axis], step?.[axis], rate?.[axis]];
      const whole = images.shape!.dims[axis]!;
      if (n === undefined || s === undefined || r === undefined || !word) return unknownDim;
      if (word === 'SAME') return ceilDivDims(whole, s);
      const reach = addDims(mulDims(addDims(n, -1), r), 1);
      return addDims(floorDivDims(addDims(whole, mulDims(reach, -1)), s), 1);
    };
    const depth = size?.length === 4 ? productOf([size[1]!, size[2]!, images.shape!.dims[3]!]) : unknownDim;
    return made(cx, [images], shapeOf([images.shape!.dims[0]!, along(1), along(2), depth]), images.dtype);
  },
  examples: [
    "tf.image.extract_patches(tf.zeros((1, 64, 64, 3)), [1, 8, 8, 1], [1, 8, 8, 1], [1, 1, 1, 1], 'VALID')  #> [1, 8, 8, 192]",
    "tf.image.extract_patches(tf.zeros((64, 64, 3)), [1, 8, 8, 1], [1, 8, 8, 1], [1, 1, 1, 1], 'VALID')  #! error[rank-mismatch]: (64, 64, 3)",
  ],
});

export const cropAndResize = tensorflowOp({
  name: 'image.crop_and_resize',
  summary: 'Boxes of images, each resized to one size.',
  params: { image: x(), boxes: x(), box_indices: x(), crop_size: value() },
  other: ['method', 'extrapolation_value', 'name'],
  codes: [],
  call({ image, boxes, crop_size }, cx) {
    const size = readDims(crop_size, cx.heap);
    const n = dimAt(boxes.shape, 0);
    return made(cx, [image, boxes], size?.length === 2 ? shapeOf([n, ...size, dimAt(image.shape, -1)]) : null, 'float32');
  },
  examples: ['tf.image.crop_and_resize(tf.zeros((2, 28, 28, 3)), tf.zeros((5, 4)), tf.zeros((5,), tf.int32), (14, 14))  #> [5, 14, 14, 3]'],
});

/** Measures of how alike two images are. */
export const likeness: readonly FunctionDef[] = (
  [
    ['image.psnr', 'The peak signal-to-noise ratio of two images.', ['a', 'b', 'max_val'], ['name']],
    [
      'image.ssim',
      'The structural similarity of two images.',
      ['img1', 'img2', 'max_val'],
      ['filter_size', 'filter_sigma', 'k1', 'k2', 'return_index_map'],
    ],
  ] as const
).map(([name, summary, [a, b, most], other]) =>
  tensorflowOp({
    name,
    summary,
    params: { [a]: x(), [b]: x(), [most]: value() },
    other: [...other],
    codes: [],
    call(args, cx, bound) {
      const [left, right] = [(args as Record<string, TensorValue>)[a]!, (args as Record<string, TensorValue>)[b]!];
      const [p, q] = [rankOf(left.shape), rankOf(right.shape)];
      const isPlain = p !== null && q !== null && p >= 3 && q >= 3 && !bound.values.has('return_index_map');
      return made(cx, [left, right], isPlain ? shapeOf((p >= q ? left : right).shape!.dims.slice(0, -3)) : null, 'float32');
    },
    examples: [`tf.${name}(tf.ones((5, 28, 28, 3)), tf.ones((5, 28, 28, 3)), 1.0)  #> [5]`],
  }),
);

export const totalVariation = tensorflowOp({
  name: 'image.total_variation',
  summary: 'How much neighboring points of images differ.',
  params: { images: x() },
  codes: ['rank-mismatch'],
  call({ images }, cx) {
    const isWrong = refuseRank(images, oneOrMany, cx, 'images');
    const rank = rankOf(images.shape);
    return made(cx, [images], isWrong || rank === null ? null : shapeOf(rank === 4 ? [images.shape!.dims[0]!] : []), images.dtype);
  },
  examples: [
    'tf.image.total_variation(tf.ones((5, 28, 28, 3)))  #> [5]',
    'tf.image.total_variation(tf.ones((28, 28)))  #! error[rank-mismatch]: (28, 28)',
  ],
});

export const sobelEdges = tensorflowOp({
  name: 'image.sobel_edges',
  summary: 'The edges of images, along both axes.',
  params: { image: x() },
  other: [],
  codes: [],
  call: ({ image }, cx) => made(cx, [image], rankOf(image.shape) === null ? null : shapeOf([...image.shape!.dims, 2]), image.dtype),
  examples: ['tf.image.sobel_edges(tf.ones((5, 28, 28, 3)))  #> [5, 28, 28, 3, 2]'],
});

export const imageGradients = tensorflowOp({
  name: 'image.image_gradients',
  summary: 'The differences of neighboring points of images, along both axes.',
  params: { image: x() },
  other: [],
  codes: ['rank-mismatch'],
  call({ image }, cx) {
    refuseRank(image, 4, cx, 'image');
    const each = made(cx, [image], image.shape, image.dtype);
    return tuple([each, each]);
  },
  examples: [
    'tf.image.image_gradients(tf.ones((5, 28, 28, 3)))[0]  #> [5, 28, 28, 3]',
    'tf.image.image_gradients(tf.ones((28, 28, 3)))  #! error[rank-mismatch]: (28, 28, 3)',
  ],
});

/** Changes of color and light that keep the shape. */
export const recolored: readonly FunctionDef[] = (
  [
    ['adjust_gamma', 'Images with another gamma.', 'image', ['gamma', 'gain']],
    ['rgb_to_yuv', 'Images of red, green and blue as brightness and color.', 'images', []],
    ['yuv_to_rgb', 'Images of brightness and color as red, green and blue.', 'images', []],
    ['rgb_to_yiq', 'Images of red, green and blue in the colors of NTSC.', 'images', []],
    ['yiq_to_rgb', 'Images in the colors of NTSC as red, green and blue.', 'images', []],
    ['stateless_random_flip_left_right', 'Images mirrored left to right, as a seed says.', 'image', ['seed']],
    ['stateless_random_flip_up_down', 'Images mirrored top to bottom, as a seed says.', 'image', ['seed']],
    ['stateless_random_brightness', 'Images made brighter or darker, as a seed says.', 'image', ['max_delta', 'seed']],
    ['stateless_random_contrast', 'Images of more or less contrast, as a seed says.', 'image', ['lower', 'upper', 'seed']],
    ['stateless_random_saturation', 'Images of stronger or weaker colors, as a seed says.', 'image', ['lower', 'upper', 'seed']],
    ['stateless_random_hue', 'Images of other hues, as a seed says.', 'image', ['max_delta', 'seed']],
  ] as const
).map(([name, summary, param, other]) =>
  tensorflowOp({
    name: `image.${name}`,
    summary,
    params: { [param]: x() },
    other: [...other],
    codes: [],
    call(args, cx) {
      const image = (args as Record<string, TensorValue>)[param]!;
      return made(cx, [image], image.shape, image.dtype);
    },
    examples: [
      `tf.image.${name}(tf.ones((28, 28, 3))${name.endsWith('brightness') || name.endsWith('hue') ? ', 0.1, (1, 2)' : name.endsWith('contrast') || name.endsWith('saturation') ? ', 0.5, 1.5, (1, 2)' : name.includes('flip') ? ', (1, 2)' : ''})  #> [28, 28, 3]`,
    ],
  }),
);

export const statelessCrop = tensorflowOp({
  name: 'image.stateless_random_crop',
  summary: 'A block of a tensor, at a place that a seed says.',
  params: { value: x(), size: value(), seed: value() },
  codes: [],
  call({ value: given, size }, cx) {
    const wanted = readDims(size, cx.heap);
    return made(cx, [given], wanted && shapeOf(wanted), given.dtype);
  },
  examples: ['tf.image.stateless_random_crop(tf.zeros((32, 32, 3)), (28, 28, 3), (1, 2))  #> [28, 28, 3]'],
});

export const suppression = tensorflowOp({
  name: 'image.non_max_suppression',
  summary: 'The numbers of the boxes that stay when those that overlap better ones are dropped.',
  params: { boxes: x(), scores: x(), max_output_size: value() },
  other: ['iou_threshold', 'score_threshold', 'name'],
  codes: [],
  call: ({ boxes, scores }, cx) => made(cx, [boxes, scores], shapeOf([unknownDim]), 'int32'),
  examples: ['tf.image.non_max_suppression(tf.zeros((5, 4)), tf.zeros(5), 3)'],
});

export const drawBoxes = tensorflowOp({
  name: 'image.draw_bounding_boxes',
  summary: 'Images with boxes drawn on them.',
  params: { images: x(), boxes: x(), colors: value(none) },
  codes: [],
  call: ({ images }, cx) => made(cx, [images], images.shape, images.dtype),
  examples: ['tf.image.draw_bounding_boxes(tf.zeros((2, 28, 28, 3)), tf.zeros((2, 1, 4)), None)  #> [2, 28, 28, 3]'],
});
