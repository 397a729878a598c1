import type { CallContext } from '../kernel';
import { arrayOf, msg, readDims } from '../kernel';
import { categoryOf } from '../torch/elementTypes';
import { imageOf } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, formatDim, isLiteral, unknownDim } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Value } from '../../values/value';
import { tuple, unknown } from '../../values/value';
import { readDtype } from '../kernel';
import type { Picture } from './pictures';
import { pictured, pictureOf } from './pictures';

/** What a transform does to a picture, from its arguments. The second version of the module takes more kinds of things. */
export type Transform = (given: Value, args: Readonly<Record<string, Value>>, cx: CallContext, version: 1 | 2, name: string) => Value;

/** Height and width as `size` says them: one number for both, or two; null where nobody knows. */
export function sizeOf(size: Value | undefined, cx: CallContext): readonly [Dim, Dim] | null {
  const dims = size && readDims(size, cx.heap);
  if (!dims || dims.length < 1 || dims.length > 2) return null;
  return [dims[0]!, dims[1] ?? dims[0]!];
}

function refuse(cx: CallContext, name: string, takes: string, given: string): Value {
  cx.raise('TypeError', 'dtype-mismatch', msg('{0} takes {1}, it gets {2}', name, takes, given));
  return unknown;
}

const shown = { pillow: 'PIL.Image', tensor: 'Tensor', array: 'numpy.ndarray' } as const;

/** The first version takes no arrays; the second lets through what it does not know. */
function on(
  f: (picture: Picture, args: Readonly<Record<string, Value>>, cx: CallContext, name: string, version: 1 | 2) => Value,
): Transform {
  return (given, args, cx, version, name) => {
    const picture = pictureOf(cx, given);
    if (!picture)
      return version === 2 ? structured(given, (each) => (pictureOf(cx, each) ? on(f)(each, args, cx, version, name) : unknown)) : unknown;
    if (picture.kind === 'array')
      return version === 2 ? given : name.startsWith('Random') ? unknown : refuse(cx, name, 'PIL.Image, Tensor', shown.array);
    return f(picture, args, cx, name, version);
  };
}

function structured(given: Value, f: (each: Value) => Value): Value {
  return given.kind === 'tuple' && !given.names ? tuple(given.items.map(f)) : unknown;
}

/** Leaves the extents as they are. */
const same = on((picture, _, cx) => pictured(cx, picture, {}));

const unknownSize = on((picture, _, cx) => pictured(cx, picture, { height: unknownDim, width: unknownDim }));

const toTensor: Transform = (given, _, cx, version, name) => {
  const picture = pictureOf(cx, given);
  if (!picture) return unknown;
  if (picture.kind === 'tensor') return version === 2 ? given : refuse(cx, name, 'PIL.Image, numpy.ndarray', shown.tensor);
  const { height, width, channels, tensor } = picture;
  if (tensor) {
    const rank = rankOf(tensor.shape);
    if (rank !== null && rank !== 2 && rank !== 3) {
      cx.raise('ValueError', 'rank-mismatch', msg('{0} takes an image with 2 or 3 axes, it gets {1}', name, formatShape(tensor.shape)));
      return arrayOf('torch', null, null);
    }
    const dtype = tensor.dtype === 'uint8' ? 'float32' : tensor.dtype;
    return arrayOf('torch', rank === null ? null : shapeOf([channels ?? 1, height, width]), dtype);
  }
  return arrayOf(
    'torch',
    shapeOf([channels === undefined ? unknownDim : (channels ?? 1), height, width]),
    channels === undefined ? null : 'float32',
    { range: { min: 0, max: 1, isContinuous: true } },
  );
};

/** To a tensor without a change of the elements. */
function raw(takesArrays: boolean): Transform {
  return (given, _, cx, version, name) => {
    const picture = pictureOf(cx, given);
    if (!picture) return unknown;
    if (picture.kind === 'tensor') {
      if (version === 1) return refuse(cx, name, 'PIL.Image', shown.tensor);
      return takesArrays && rankOf(picture.tensor!.shape) === 2
        ? arrayOf('torch', shapeOf([1, ...picture.tensor!.shape!.dims]), picture.tensor!.dtype)
        : given;
    }
    if (picture.kind === 'array' && !takesArrays) return version === 2 ? given : refuse(cx, name, 'PIL.Image', shown.array);
    const { height, width, channels, tensor } = picture;
    const rank = tensor ? rankOf(tensor.shape) : 3;
    if (rank === null || (tensor && rank !== 2 && rank !== 3)) return arrayOf('torch', null, tensor?.dtype ?? null);
    return arrayOf(
      'torch',
      shapeOf([channels === undefined ? unknownDim : (channels ?? 1), height, width]),
      tensor ? tensor.dtype : channels === undefined ? null : 'uint8',
    );
  };
}

function countOf(given: Value | undefined, cx: CallContext): Dim {
  if (!given || given.kind === 'float' || given.kind === 'int') return given ? 1 : unknownDim;
  if (given.kind === 'tensor') return rankOf(given.shape) === 1 ? given.shape!.dims[0]! : unknownDim;
  return cx.countOf(given);
}

const normalize: Transform = (given, { mean, std }, cx, version, name) => {
  const picture = pictureOf(cx, given);
  if (!picture)
    return version === 2
      ? structured(given, (each) =>
          pictureOf(cx, each)?.kind === 'tensor' ? normalize(each, { mean: mean!, std: std! }, cx, version, name) : unknown,
        )
      : unknown;
  if (picture.kind === 'pillow') return refuse(cx, name, 'Tensor', shown.pillow);
  if (picture.kind === 'array') return version === 2 ? given : refuse(cx, name, 'Tensor', shown.array);
  const x = picture.tensor!;
  const category = x.dtype === null ? null : categoryOf(x.dtype);
  if (category === 'whole' || category === 'bool') {
    cx.raise('TypeError', 'dtype-mismatch', msg('{0} takes a tensor of floats, it gets {1}', name, x.dtype!));
    return pictured(cx, picture, { dtype: 'float32' });
  }
  const rank = rankOf(x.shape);
  if (rank === null) return arrayOf('torch', null, x.dtype);
  if (rank < 3) {
    cx.raise(
      'ValueError',
      'rank-mismatch',
      msg('{0} takes channels, height and width as the last axes, it gets {1}', name, formatShape(x.shape)),
    );
    return given;
  }
  const channels = picture.channels!;
  for (const n of [countOf(mean, cx), countOf(std, cx)]) {
    if (!isLiteral(n) || n === 1 || compareDims(n, channels) !== 'different') continue;
    if (version === 2 && channels === 1) return pictured(cx, picture, { channels: n });
    cx.raise(
      'RuntimeError',
      'dim-mismatch',
      msg('{0} has values for {1} channels, the image has {2}: {3}', name, n, formatDim(channels), formatShape(x.shape)),
    );
    return given;
  }
  return isLiteral(channels) ? given : pictured(cx, picture, {});
};

/** One number is for the shorter side, and the other side keeps its share. */
const resize = on((picture, { size, max_size }, cx, name) => {
  const dims = size && readDims(size, cx.heap);
  if (picture.tensor && (rankOf(picture.tensor.shape) ?? 3) < 3) {
    cx.raise(
      'ValueError',
      'rank-mismatch',
      msg('{0} takes channels, height and width as the last axes, it gets {1}', name, formatShape(picture.tensor.shape)),
    );
    return unknown;
  }
  if (dims?.length === 2) return pictured(cx, picture, { height: dims[0]!, width: dims[1]! });
  const { height, width } = picture;
  const short = dims?.length === 1 ? dims[0]! : null;
  if (short === null || !isLiteral(short) || !isLiteral(height) || !isLiteral(width)) {
    // A square stays one.
    const isSquare = short !== null && compareDims(height, width) === 'equal' && (!max_size || max_size.kind === 'none');
    return pictured(cx, picture, isSquare ? { height: short, width: short } : { height: unknownDim, width: unknownDim });
  }
  const long = Math.trunc((short * Math.max(height, width)) / Math.min(height, width));
  const most = max_size?.kind === 'int' && isLiteral(max_size.value) ? max_size.value : null;
  if (max_size && max_size.kind !== 'none' && most === null) return pictured(cx, picture, { height: unknownDim, width: unknownDim });
  const [s, l] = most !== null && long > most ? [Math.trunc((most * short) / long), most] : [short, long];
  return pictured(cx, picture, height <= width ? { height: s, width: l } : { height: l, width: s });
});

const toSize = on((picture, { size, output_size }, cx) => {
  const dims = sizeOf(size ?? output_size, cx);
  return pictured(cx, picture, dims ? { height: dims[0], width: dims[1] } : { height: unknownDim, width: unknownDim });
});

/** Left, top, right and bottom; null where nobody knows. */
function sides(padding: Value | undefined, cx: CallContext): readonly [Dim, Dim, Dim, Dim] | null {
  const dims = padding && readDims(padding, cx.heap);
  if (dims?.length === 1) return [dims[0]!, dims[0]!, dims[0]!, dims[0]!];
  if (dims?.length === 2) return [dims[0]!, dims[1]!, dims[0]!, dims[1]!];
  return dims?.length === 4 ? [dims[0]!, dims[1]!, dims[2]!, dims[3]!] : null;
}

const pad = on((picture, { padding }, cx) => {
  const by = sides(padding, cx);
  if (!by) return pictured(cx, picture, { height: unknownDim, width: unknownDim });
  return pictured(cx, picture, {
    height: addDims(picture.height, addDims(by[1], by[3])),
    width: addDims(picture.width, addDims(by[0], by[2])),
  });
});

const randomCrop = on((picture, { size, padding, pad_if_needed }, cx, name) => {
  const dims = sizeOf(size, cx);
  if (!dims) return pictured(cx, picture, { height: unknownDim, width: unknownDim });
  const by = padding === undefined || padding.kind === 'none' ? ([0, 0, 0, 0] as const) : sides(padding, cx);
  const isPadded = pad_if_needed !== undefined && !(pad_if_needed.kind === 'bool' && pad_if_needed.value === false);
  const [height, width] = by
    ? [addDims(picture.height, addDims(by[1], by[3])), addDims(picture.width, addDims(by[0], by[2]))]
    : [unknownDim, unknownDim];
  const isLarger = (a: Dim, b: Dim): boolean => isLiteral(a) && isLiteral(b) && a > b;
  if (!isPadded && (isLarger(dims[0], height) || isLarger(dims[1], width)))
    cx.raise(
      'ValueError',
      'non-positive-size',
      msg(
        '{0}: a part of {1} does not fit into {2}',
        name,
        `${formatDim(dims[0])}×${formatDim(dims[1])}`,
        `${formatDim(height)}×${formatDim(width)}`,
      ),
    );
  return pictured(cx, picture, { height: dims[0], width: dims[1] });
});

const crop = on((picture, { height, width }, cx) =>
  pictured(cx, picture, {
    height: height?.kind === 'int' ? height.value : unknownDim,
    width: width?.kind === 'int' ? width.value : unknownDim,
  }),
);

const grayscale = on((picture, { num_output_channels }, cx, _, version) => {
  const n = num_output_channels === undefined ? 1 : num_output_channels.kind === 'int' ? num_output_channels.value : unknownDim;
  if (picture.tensor && (rankOf(picture.tensor.shape) ?? 3) < 3) return unknown;
  // The first version leaves a tensor of one channel as it is.
  if (picture.tensor && version === 1 && n !== 1 && picture.channels !== 3)
    return pictured(cx, picture, { channels: picture.channels === 1 ? 1 : unknownDim });
  return pictured(cx, picture, { channels: n });
});

const rgb = on((picture, _, cx) =>
  picture.tensor && (rankOf(picture.tensor.shape) ?? 3) < 3 ? unknown : pictured(cx, picture, { channels: 3 }),
);

const erasing: Transform = (given, _, cx, version) => {
  const picture = pictureOf(cx, given);
  // Only sometimes it looks at what it is given.
  return picture?.kind === 'tensor' ? pictured(cx, picture, {}) : version === 2 && picture?.kind === 'pillow' ? given : unknown;
};

const convertType: Transform = (given, { dtype }, cx, version, name) => {
  const picture = pictureOf(cx, given);
  if (!picture) return unknown;
  if (picture.kind !== 'tensor') return version === 2 ? given : refuse(cx, name, 'Tensor', shown[picture.kind]);
  const type = dtype === undefined ? 'float32' : dtype.kind === 'library' || dtype.kind === 'unknown' ? readDtype(dtype) : null;
  return arrayOf('torch', picture.tensor!.shape, type);
};

const toPillow: Transform = (given, { mode }, cx, version, name) => {
  const picture = pictureOf(cx, given);
  if (!picture) return unknown;
  if (picture.kind === 'pillow') return version === 2 ? given : refuse(cx, name, 'Tensor, numpy.ndarray', shown.pillow);
  const rank = rankOf(picture.tensor!.shape);
  if (rank !== null && rank !== 2 && rank !== 3)
    cx.raise(
      'ValueError',
      'rank-mismatch',
      msg('{0} takes an image with 2 or 3 axes, it gets {1}', name, formatShape(picture.tensor!.shape)),
    );
  const { height, width, channels } = picture;
  const isPlain = mode === undefined || mode.kind === 'none';
  const known = channels === null || channels === 1 ? null : isLiteral(channels ?? unknownDim) ? channels : undefined;
  return imageOf(cx, { height, width, channels: isPlain && rank !== null ? known : undefined });
};

/** Several parts of a picture. */
function crops(count: number): Transform {
  return (given, args, cx, version, name) => {
    if (!pictureOf(cx, given)) return unknown;
    const one = toSize(given, args, cx, version, name);
    return one.kind === 'unknown' ? unknown : tuple(Array.from({ length: count }, () => one));
  };
}

const rotate = on((picture, { expand }, cx) =>
  pictured(
    cx,
    picture,
    expand === undefined || (expand.kind === 'bool' && expand.value === false) ? {} : { height: unknownDim, width: unknownDim },
  ),
);

const identity: Transform = (given) => given;

const lambda: Transform = (given, { lambd }, cx) => (lambd ? cx.call(lambd, [given]) : unknown);

export const transforms = {
  same,
  unknownSize,
  toTensor,
  pil: raw(false),
  image: raw(true),
  normalize,
  resize,
  toSize,
  pad,
  randomCrop,
  crop,
  grayscale,
  rgb,
  erasing,
  convertType,
  toPillow,
  five: crops(5),
  ten: crops(10),
  rotate,
  identity,
  lambda,
} satisfies Record<string, Transform>;

export type TransformName = keyof typeof transforms;
