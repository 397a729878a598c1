import { arrayAttribute, arrayOf } from './arrays';
import type { CallContext } from './define';
import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { Value } from '../../values/value';

/** The class of the images of Pillow. */
export const pillowImage = 'PIL.Image.Image';

/** What is known of an image: `channels` is null for a gray one, which has no axis for them, and undefined where nobody knows. */
export interface ImageFacts {
  readonly height: Dim;
  readonly width: Dim;
  readonly channels: Dim | null | undefined;
}

/** An image of Pillow; what it is as an array is kept under it. */
export function imageOf(cx: CallContext, { height, width, channels }: ImageFacts): Value {
  const dims = channels === undefined ? null : channels === null ? [height, width] : [height, width, channels];
  const array = arrayOf('numpy', dims && shapeOf(dims), 'uint8', { range: { min: 0, max: 255 } });
  return cx.object(pillowImage, { [arrayAttribute]: array });
}

/** What is known of a value that is an image of Pillow; null for anything else. */
export function imageFacts(cx: CallContext, value: Value): ImageFacts | null {
  const object = value.kind === 'ref' ? cx.heap.get(value.id) : undefined;
  if (object?.kind !== 'object' || object.cls !== pillowImage) return null;
  const array = object.attrs.get(arrayAttribute);
  const dims = array?.kind === 'tensor' && array.shape && !array.shape.hasPrefix ? array.shape.dims : null;
  if (!dims || dims.length < 2) return { height: unknownDim, width: unknownDim, channels: undefined };
  return { height: dims[0]!, width: dims[1]!, channels: dims.length === 2 ? null : dims[2] };
}
