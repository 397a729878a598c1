import type { FunctionDef } from '../../kernel';
import { choice, msg, perAxis, readDims, value, windowOutput } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { addDims, floorDivDims, isLiteral, productOf, subDims, unknownDim } from '../../../values/dim';
import type { MaybeShape } from '../../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { none } from '../../../values/value';
import type { CallContext, Params } from '../../kernel';
import { kerasOp, made, x } from './kerasOp';

const format = choice('channels_last', 'channels_last', 'channels_first');

function imageOp(
  name: string,
  params: Params,
  other: readonly string[],
  shape: (images: TensorValue, args: Readonly<Record<string, unknown>>, at: Places, cx: CallContext) => MaybeShape,
  takes: readonly number[] = [3, 4],
): FunctionDef {
  const op = kerasOp({
    name: `image.${name}`,
    params: { images: x(), ...params, data_format: { ...format, kind: 'keyword' as const } },
    other,
    call(args, cx) {
      const { images, data_format } = args as { images: TensorValue; data_format: string | null };
      const rank = rankOf(images.shape);
      if (rank !== null && !takes.includes(rank)) {
        cx.report('rank-mismatch', msg('{0} takes an image or a batch of images, it gets {1}', cx.label, formatShape(images.shape)), {
          at: 'images',
          from: [images],
        });
        return made(cx, [images], null, images.dtype);
      }
      const first = rank === null || data_format === null ? null : data_format === 'channels_first';
      if (rank === null || first === null) return made(cx, [images], null, images.dtype);
      const places = first
        ? { height: rank - 2, width: rank - 1, channels: rank - 3 }
        : { height: rank - 3, width: rank - 2, channels: rank - 1 };
      return made(cx, [images], shape(images, args, places, cx), images.dtype);
    },
  });
  return { ...op, aliases: [] };
}

interface Places {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

const with_ = (images: TensorValue, changes: Readonly<Record<number, Dim>>): MaybeShape =>
  shapeOf(images.shape!.dims.map((d, i) => changes[i] ?? d));
const same = (images: TensorValue): MaybeShape => images.shape;

const sides = ['top', 'bottom', 'left', 'right'] as const;

/** Padding or cropping: what is taken on two sides, or what is left in the end. */
function edges(name: 'pad_images' | 'crop_images'): FunctionDef {
  const word = name === 'pad_images' ? 'padding' : 'cropping';
  const order = name === 'pad_images' ? (['top', 'left', 'bottom', 'right'] as const) : (['top', 'left', 'bottom', 'right'] as const);
  const params = Object.fromEntries(order.map((side) => [`${side}_${word}`, value(none)]));
  return imageOp(name, { ...params, target_height: value(none), target_width: value(none) }, [], (images, args, at) => {
    const [top, bottom, left, right] = sides.map((side) => args[`${side}_${word}`] as Value);
    const extent = (n: Dim, a: Value, b: Value, target: Value): Dim => {
      if (target.kind === 'int') return target.value;
      if (a.kind !== 'int' || b.kind !== 'int') return unknownDim;
      const sum = addDims(a.value, b.value);
      return name === 'pad_images' ? addDims(n, sum) : subDims(n, sum);
    };
    const { dims } = images.shape!;
    return with_(images, {
      [at.height]: extent(dims[at.height]!, top!, bottom!, args.target_height as Value),
      [at.width]: extent(dims[at.width]!, left!, right!, args.target_width as Value),
    });
  });
}

/** Functions of images. */
export const imageFunctions: readonly FunctionDef[] = [
  imageOp(
    'resize',
    { size: value() },
    ['interpolation', 'antialias', 'crop_to_aspect_ratio', 'pad_to_aspect_ratio', 'fill_mode', 'fill_value', 'data_format'],
    (images, { size }, at, cx) => {
      const wanted = readDims(size as Value, cx.heap);
      if (wanted && wanted.length !== 2 && (size as Value).kind !== 'int') {
        cx.report('rank-mismatch', msg('{0} takes height and width as {1}, it gets {2}', cx.label, 'size', formatShape(shapeOf(wanted))), {
          at: 'size',
          from: [images],
        });
        return null;
      }
      return wanted?.length === 2 ? with_(images, { [at.height]: wanted[0]!, [at.width]: wanted[1]! }) : null;
    },
  ),
  imageOp('rgb_to_grayscale', {}, ['data_format'], (images, _, at) => with_(images, { [at.channels]: 1 })),
  ...['rgb_to_hsv', 'hsv_to_rgb'].map((name) => imageOp(name, {}, ['data_format'], same)),
  imageOp('affine_transform', { transform: x() }, ['interpolation', 'fill_mode', 'fill_value', 'data_format'], same),
  imageOp('perspective_transform', { start_points: x(), end_points: x() }, ['interpolation', 'fill_value', 'data_format'], same),
  imageOp('elastic_transform', {}, ['alpha', 'sigma', 'interpolation', 'fill_mode', 'fill_value', 'seed', 'data_format'], same),
  imageOp('gaussian_blur', { kernel_size: value(none) }, ['sigma', 'data_format'], same),
  edges('pad_images'),
  edges('crop_images'),
];

/** Patches of images or volumes, each as a row of all its numbers. */
export const patches: readonly FunctionDef[] = ([2, 3] as const).map((n) => {
  const main = n === 2 ? 'images' : 'volumes';
  const op = kerasOp({
    name: n === 2 ? 'image.extract_patches' : 'image.extract_patches_3d',
    params: {
      [main]: x(),
      size: perAxis(n, undefined, 'lenient'),
      strides: value(none),
      dilation_rate: value({ kind: 'int', value: 1 }),
      padding: choice('valid', 'valid', 'same'),
      data_format: format,
    },
    call(args, cx) {
      const given = args as unknown as {
        size: readonly Dim[];
        strides: Value;
        dilation_rate: Value;
        padding: 'valid' | 'same' | null;
        data_format: string | null;
      };
      const images = (args as Readonly<Record<string, unknown>>)[main] as TensorValue;
      const rank = rankOf(images.shape);
      if (rank === null || (rank !== n + 1 && rank !== n + 2) || given.data_format === null) return made(cx, [images], null, images.dtype);
      const isFirst = given.data_format === 'channels_first';
      const begin = rank - n - 1 + (isFirst ? 1 : 0);
      const all = (v: Value, otherwise: readonly Dim[]): readonly Dim[] => {
        if (v.kind === 'none') return otherwise;
        if (v.kind === 'int') return Array<Dim>(n).fill(v.value);
        const dims = readDims(v, cx.heap);
        return dims?.length === n ? dims : Array<Dim>(n).fill(unknownDim);
      };
      const [strides, dilations] = [all(given.strides, given.size), all(given.dilation_rate, Array<Dim>(n).fill(1))];
      const { dims } = images.shape!;
      const channels = dims[isFirst ? rank - n - 1 : rank - 1]!;
      const out = given.size.map((size, i) =>
        windowOutput(dims[begin + i]!, { size, stride: strides[i]!, dilation: dilations[i]! }, given.padding),
      );
      const row = productOf([...given.size, channels]);
      const before = dims.slice(0, rank - n - 1);
      return made(cx, [images], shapeOf(isFirst ? [...before, row, ...out] : [...before, ...out, row]), images.dtype);
    },
  });
  return { ...op, aliases: [] };
});

export const mapCoordinates: FunctionDef = {
  ...kerasOp({
    name: 'image.map_coordinates',
    params: { inputs: x(), coordinates: x(), order: value() },
    other: ['fill_mode', 'fill_value'],
    call: ({ inputs, coordinates }, cx) =>
      made(cx, [inputs, coordinates], rankOf(coordinates.shape) ? shapeOf(coordinates.shape!.dims.slice(1)) : null, inputs.dtype),
  }),
  aliases: [],
};

export const scaleAndTranslate: FunctionDef = {
  ...kerasOp({
    name: 'image.scale_and_translate',
    params: { images: x(), output_shape: value(), scale: x(), translation: x(), spatial_dims: value(), method: value() },
    other: ['antialias'],
    call({ images, output_shape }, cx) {
      const wanted = readDims(output_shape, cx.heap);
      return made(cx, [images], wanted && shapeOf(wanted), images.dtype);
    },
  }),
  aliases: [],
};

export const ssim: FunctionDef = {
  ...kerasOp({
    name: 'image.ssim',
    params: { image1: x(), image2: x() },
    other: ['max_val', 'filter_size', 'filter_sigma', 'k1', 'k2', 'data_format'],
    call: ({ image1, image2 }, cx) =>
      made(cx, [image1, image2], rankOf(image1.shape) === 4 ? shapeOf([image1.shape!.dims[0]!]) : null, image1.dtype),
  }),
  aliases: [],
};

export const sobelEdges: FunctionDef = {
  ...kerasOp({
    name: 'image.sobel_edges',
    params: { images: x() },
    other: ['data_format'],
    call: ({ images }, cx) => made(cx, [images], null, images.dtype),
  }),
  aliases: [],
};

const pair = (v: Value, cx: CallContext): readonly TensorValue[] | null => {
  const items = cx.iterate(v);
  return items?.length === 2 && items.every((item): item is TensorValue => item.kind === 'tensor') ? items : null;
};

const last = (shape: MaybeShape, give: (n: Dim) => Dim): MaybeShape =>
  rankOf(shape) ? shapeOf([...shape!.dims.slice(0, -1), give(shape!.dims.at(-1)!)]) : null;

const half = (n: Dim): Dim => addDims(floorDivDims(n, 2), 1);

/** Fourier transforms: complex numbers are a pair of tensors. */
export const transforms: readonly FunctionDef[] = [
  ...['fft', 'fft2', 'ifft2'].map((name) =>
    kerasOp({
      name,
      params: { x: value() },
      call({ x }, cx): Value {
        const both = pair(x, cx);
        return both
          ? { kind: 'tuple', items: cx.results(both, [both[0]!.shape, both[0]!.shape], both[0]!.dtype, { framework: 'keras' }) }
          : { kind: 'unknown', path: null };
      },
    }),
  ),
  kerasOp({
    name: 'rfft',
    params: { x: x(), fft_length: value(none) },
    call({ x, fft_length }, cx): Value {
      const shape = last(x.shape, (n) =>
        fft_length.kind === 'int'
          ? half(fft_length.value)
          : fft_length.kind === 'none'
            ? isLiteral(n)
              ? half(n)
              : unknownDim
            : unknownDim,
      );
      return { kind: 'tuple', items: cx.results([x], [shape, shape], x.dtype, { framework: 'keras' }) };
    },
  }),
  kerasOp({
    name: 'irfft',
    params: { x: value(), fft_length: value(none) },
    call({ x, fft_length }, cx): Value {
      const both = pair(x, cx);
      if (!both) return { kind: 'unknown', path: null };
      const shape = last(both[0]!.shape, (n) =>
        fft_length.kind === 'int' ? fft_length.value : fft_length.kind === 'none' && isLiteral(n) ? 2 * (n - 1) : unknownDim,
      );
      return made(cx, both, shape, both[0]!.dtype);
    },
  }),
  kerasOp({
    name: 'stft',
    params: {
      x: x(),
      sequence_length: value(),
      sequence_stride: value(),
      fft_length: value(),
      window: value(none),
      center: value({ kind: 'bool', value: true }),
    },
    call({ x, sequence_stride: stride, fft_length, center }, cx): Value {
      const n = x.shape?.dims.at(-1);
      const length = fft_length.kind === 'int' ? fft_length.value : unknownDim;
      const by = stride.kind === 'int' && isLiteral(stride.value) ? stride.value : null;
      const isCentered = center.kind === 'bool' ? center.value : null;
      const frames =
        n !== undefined && isLiteral(n) && isLiteral(length) && by && isCentered !== null
          ? 1 + Math.floor((n + (isCentered ? 2 * Math.floor(length / 2) : 0) - length) / by)
          : unknownDim;
      const shape = rankOf(x.shape) ? shapeOf([...x.shape!.dims.slice(0, -1), frames, half(length)]) : null;
      return { kind: 'tuple', items: cx.results([x], [shape, shape], x.dtype, { framework: 'keras' }) };
    },
  }),
  kerasOp({
    name: 'istft',
    params: { x: value(), sequence_length: value(), sequence_stride: value(), fft_length: value(), length: value(none) },
    other: ['window', 'center'],
    call({ x, length }, cx): Value {
      const both = pair(x, cx);
      if (!both) return { kind: 'unknown', path: null };
      const rank = rankOf(both[0]!.shape);
      const size = length.kind === 'int' ? length.value : unknownDim;
      return made(cx, both, rank !== null && rank >= 2 ? shapeOf([...both[0]!.shape!.dims.slice(0, -2), size]) : null, both[0]!.dtype);
    },
  }),
];
