import type { LibraryRoom } from '../kernel';
import { arrayOf, defineMethod, defineOp, readDims, value } from '../kernel';
import { unknownDim } from '../../values/dim';
import { rankOf, shapeOf } from '../../values/shape';
import { none, unknown } from '../../values/value';
import { imageFacts, imageOf, pillowImage } from '../kernel';

const docs = 'https://pillow.readthedocs.io/en/stable/reference/Image.html#PIL.Image.';

/** The channels of each mode of Pillow. */
const modes: Readonly<Record<string, number | null>> = {
  L: null,
  1: null,
  P: null,
  F: null,
  I: null,
  RGB: 3,
  YCbCr: 3,
  HSV: 3,
  LAB: 3,
  RGBA: 4,
  CMYK: 4,
  LA: 2,
};

const open = defineOp({
  name: 'PIL.Image.open',
  summary: 'Reads an image from a file.',
  docs: `${docs}open`,
  category: 'data',
  params: { fp: value() },
  otherParams: ['mode', 'formats'],
  codes: [],
  call: (_, cx) => imageOf(cx, { height: unknownDim, width: unknownDim, channels: undefined }),
  examples: ["PIL.Image.open('cat.jpg').resize((32, 24))"],
});

const make = defineOp({
  name: 'PIL.Image.new',
  summary: 'An image of one color, of a given width and height.',
  docs: `${docs}new`,
  category: 'data',
  params: { mode: value(), size: value() },
  otherParams: ['color'],
  codes: [],
  call({ mode, size }, cx) {
    const [width, height] = readDims(size, cx.heap) ?? [];
    const known = mode.kind === 'str' && mode.value !== null && Object.hasOwn(modes, mode.value);
    return imageOf(cx, { height: height ?? unknownDim, width: width ?? unknownDim, channels: known ? modes[mode.value] : undefined });
  },
  examples: ["np.asarray(PIL.Image.new('RGB', (32, 24)))  #> [24, 32, 3]"],
});

const fromArray = defineOp({
  name: 'PIL.Image.fromarray',
  summary: 'An array of height, width and channels as an image.',
  docs: `${docs}fromarray`,
  category: 'data',
  params: { obj: value() },
  otherParams: ['mode'],
  codes: [],
  call({ obj }, cx) {
    const dims = obj.kind === 'tensor' && rankOf(obj.shape) !== null ? obj.shape!.dims : [];
    if (dims.length < 2) return imageOf(cx, { height: unknownDim, width: unknownDim, channels: undefined });
    return imageOf(cx, { height: dims[0]!, width: dims[1]!, channels: dims.length === 2 ? null : dims[2] });
  },
  examples: ["np.asarray(PIL.Image.fromarray(np.zeros((24, 32), dtype='uint8')))  #> [24, 32]"],
});

/** What is known of Pillow, the library of images. */
export const pillowRoom: LibraryRoom = {
  modules: { PIL: 'PIL' },
  entries: [
    open,
    make,
    fromArray,
    ...['copy', 'transpose', 'filter', 'point'].map((name) =>
      defineMethod({
        name: `${pillowImage}.${name}`,
        params: { self: value(), other: value(none) },
        takesAnyKeyword: true,
        // What is turned may have width and height the other way.
        call({ self }, cx) {
          const facts = imageFacts(cx, self);
          if (!facts) return unknown;
          return imageOf(cx, name === 'transpose' ? { ...facts, height: unknownDim, width: unknownDim } : facts);
        },
      }),
    ),
    ...['save', 'show', 'close', 'load', 'verify', 'thumbnail', 'putpixel'].map((name) =>
      defineMethod({
        name: `${pillowImage}.${name}`,
        params: { self: value(), file: value(none), format: value(none) },
        takesAnyKeyword: true,
        call: () => none,
      }),
    ),
    defineMethod({
      name: `${pillowImage}.crop`,
      params: { self: value(), box: value(none) },
      call({ self, box }, cx) {
        const facts = imageFacts(cx, self);
        const [left, top, right, bottom] = readDims(box, cx.heap) ?? [];
        if (!facts) return unknown;
        const known = [left, top, right, bottom].every((n) => typeof n === 'number');
        return imageOf(cx, {
          ...facts,
          height: known ? (bottom as number) - (top as number) : unknownDim,
          width: known ? (right as number) - (left as number) : unknownDim,
        });
      },
    }),
    defineMethod({
      name: `${pillowImage}.getdata`,
      params: { self: value(), band: value(none) },
      call: () => arrayOf('numpy', shapeOf([], true), null),
    }),
  ],
};
