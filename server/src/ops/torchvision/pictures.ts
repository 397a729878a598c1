import type { CallContext } from '../kernel';
import { arrayOf } from '../kernel';
import { imageFacts, imageOf } from '../kernel';
import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import { rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';

/** What a transform may be given: an image of Pillow, a tensor of channels, height and width with any axes before, or an array. */
export interface Picture {
  readonly kind: 'pillow' | 'tensor' | 'array';
  readonly height: Dim;
  readonly width: Dim;
  /** Null for a gray image of Pillow; undefined where nobody knows. */
  readonly channels: Dim | null | undefined;
  /** Absent for an image of Pillow. */
  readonly tensor?: TensorValue;
}

/** A value as a picture; null where it is certainly none or nobody knows. */
export function pictureOf(cx: CallContext, given: Value): Picture | null {
  const facts = imageFacts(cx, given);
  if (facts) return { kind: 'pillow', ...facts };
  if (given.kind !== 'tensor' || (given.framework !== 'torch' && given.framework !== 'numpy')) return null;
  const rank = rankOf(given.shape);
  const at = (i: number): Dim => (rank !== null && i >= 0 && i < rank ? given.shape!.dims[i]! : unknownDim);
  if (given.framework === 'numpy')
    return { kind: 'array', tensor: given, height: at(0), width: at(1), channels: rank === null ? undefined : rank === 2 ? null : at(2) };
  const n = rank ?? 0;
  return {
    kind: 'tensor',
    tensor: given,
    height: at(n - 2),
    width: at(n - 1),
    channels: rank === null ? undefined : n < 3 ? null : at(n - 3),
  };
}

/** The same picture with other extents. */
export function pictured(
  cx: CallContext,
  picture: Picture,
  change: { readonly height?: Dim; readonly width?: Dim; readonly channels?: Dim; readonly dtype?: string | null },
): Value {
  const height = change.height ?? picture.height;
  const width = change.width ?? picture.width;
  if (picture.kind === 'pillow') {
    const channels = change.channels === undefined ? picture.channels : change.channels === 1 ? null : change.channels;
    return imageOf(cx, { height, width, channels });
  }
  const x = picture.tensor!;
  const dtype = change.dtype === undefined ? x.dtype : change.dtype;
  const rank = rankOf(x.shape);
  if (picture.kind === 'array' || rank === null || rank < 2) return arrayOf(x.framework, picture.kind === 'array' ? x.shape : null, dtype);
  const dims = [...x.shape!.dims.slice(0, -2), height, width];
  if (change.channels !== undefined && rank > 2) dims[rank - 3] = change.channels;
  return arrayOf('torch', shapeOf(dims), dtype);
}
