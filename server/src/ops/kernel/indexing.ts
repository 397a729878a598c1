import type { Dim, SymbolicDim } from '../../values/dim';
import { addDims, cutDim, floorDivDims, isLiteral, productOf, subDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { shapeOf } from '../../values/shape';
import type { Heap, SliceValue, TensorValue, Value } from '../../values/value';
import { isArrayLike, toTensor } from './arrays';
import { broadcastAll } from './broadcast';
import { isSurelyOutside } from './reached';

export type Indexed =
  | { readonly kind: 'shape'; readonly shape: MaybeShape; readonly data: readonly number[] | null }
  /** An index of `count` parts for `rank` axes. */
  | { readonly kind: 'tooMany'; readonly count: number; readonly rank: number }
  /** An index that the axis does not have. */
  | { readonly kind: 'outside'; readonly axis: number; readonly index: number; readonly size: number }
  /** A mask whose extent differs from the axis it selects from. */
  | { readonly kind: 'mask'; readonly axis: number; readonly mask: Dim; readonly size: Dim }
  /** Index arrays that do not broadcast against each other. */
  | { readonly kind: 'unfit' }
  /** A part that indexes no array of numbers: a text, a fraction, a dict. */
  | { readonly kind: 'noIndex'; readonly type: 'str' | 'float' | 'dict' | 'set' }
  /** A slice whose bound is no whole number. */
  | { readonly kind: 'noBound'; readonly type: 'str' | 'float' }
  /** A slice that PyTorch does not go backwards, or in steps of none. */
  | { readonly kind: 'noStep'; readonly step: number }
  /** An array of PyTorch's that holds no positions. */
  | { readonly kind: 'noPositions'; readonly dtype: string };

const nothing: Indexed = { kind: 'shape', shape: null, data: null };

/**
 * The shape of `x[index]` by NumPy's rules of basic and advanced indexing (https://numpy.org/doc/stable/user/basics.indexing.html), which
 * PyTorch and, for what it takes, TensorFlow share.
 */
export function indexShape(x: TensorValue, index: Value, heap: Heap): Indexed {
  const parts = partsOf(x, index, heap);
  if (!x.shape) return nothing;
  if (parts.some((part) => part.kind === 'unknown' && part.path !== 'python.Ellipsis')) return nothing;
  if (x.framework === 'torch') {
    const refused = refusedByTorch(parts);
    if (refused) return refused;
  }
  const wrong = parts.find((part) => part.kind === 'str' || part.kind === 'float');
  if (wrong && x.framework === 'numpy' && x.dtype !== null && x.dtype !== 'object') return { kind: 'noIndex', type: wrong.kind };
  const container = x.framework === 'numpy' ? parts.map((part) => containerOf(part, heap)).find((type) => type !== null) : undefined;
  if (container && x.dtype !== null && x.dtype !== 'object') return { kind: 'noIndex', type: container };
  const fractions = parts.find((part) => part.kind === 'tensor' && part.dtype !== null && /^(?:float|complex)\d/.test(part.dtype));
  if (fractions && x.framework === 'numpy' && x.dtype !== null && x.dtype !== 'object') return { kind: 'noIndex', type: 'float' };
  const bounds = x.framework === 'numpy' ? parts.flatMap((part) => (part.kind === 'slice' ? [wrongBound(part)] : [])) : [];
  const bound = bounds.find((type) => type !== null);
  if (bound) return { kind: 'noBound', type: bound };
  const consumed = parts.map((part) => axesOf(part, heap));
  if (consumed.some((n) => n === null)) return nothing;
  const dots = parts.findIndex(isEllipsis);
  const count = consumed.reduce<number>((sum, n) => sum + n!, 0);
  const { dims, hasPrefix } = x.shape;
  if (hasPrefix) return nothing;
  if (count > dims.length) return { kind: 'tooMany', count, rank: dims.length };
  const left = dims.length - count;
  const out: Dim[] = [];
  const advanced: { readonly shape: MaybeShape; readonly at: number }[] = [];
  let isApart = false;
  let axis = 0;
  let lastAdvanced = -2;
  for (const [i, part] of parts.entries()) {
    if (i === dots) {
      out.push(...dims.slice(axis, axis + left));
      axis += left;
      continue;
    }
    if (part.kind === 'none') {
      out.push(1);
      continue;
    }
    const size = dims[axis]!;
    if (part.kind === 'slice') {
      out.push(sliceExtent(size, part));
      axis++;
      continue;
    }
    const plain = plainIndex(part);
    if (plain !== undefined) {
      if (isLiteral(plain) && isLiteral(size) && (plain >= size || plain < -size)) return { kind: 'outside', axis, index: plain, size };
      // Beside index arrays a number is one of them; PyTorch takes numbers and slices first.
      if (x.framework !== 'torch' && parts.some((other) => isIndexArray(other))) {
        if (lastAdvanced >= 0 && lastAdvanced !== i - 1) isApart = true;
        lastAdvanced = i;
        advanced.push({ shape: shapeOf([]), at: out.length });
      }
      axis++;
      continue;
    }
    const array = toTensor(part, heap);
    if (lastAdvanced >= 0 && lastAdvanced !== i - 1) isApart = true;
    lastAdvanced = i;
    if (array.dtype === 'bool') {
      const mask = array.shape && !array.shape.hasPrefix ? array.shape.dims : null;
      if (!mask) return nothing;
      for (const [j, extent] of mask.entries()) {
        const own = dims[axis + j]!;
        if (isLiteral(extent) && isLiteral(own) && extent !== own) return { kind: 'mask', axis: axis + j, mask: extent, size: own };
      }
      axis += mask.length;
      const chosen = array.data ? array.data.filter((d) => d !== 0).length : unknownDim;
      advanced.push({ shape: shapeOf([chosen]), at: out.length });
      continue;
    }
    if (array.data && isLiteral(size)) {
      const wrong = array.data.find((n) => n >= size || n < -size);
      if (wrong !== undefined) return { kind: 'outside', axis, index: wrong, size };
    } else if (array.range && isLiteral(size) && (x.framework === 'numpy' || x.framework === 'torch')) {
      const count = array.shape && !array.shape.hasPrefix ? productOf(array.shape.dims) : 0;
      const { min, max } = array.range;
      if (count !== 0 && isSurelyOutside(array.range, -size, size, count))
        return { kind: 'outside', axis, index: max >= size ? max : min, size };
    }
    advanced.push({ shape: array.shape, at: out.length });
    axis++;
  }
  const rest = dims.slice(axis);
  if (!advanced.length) return { kind: 'shape', shape: shapeOf([...out, ...rest]), data: pick(x, parts) };
  const merged = broadcastAll(advanced.map(({ shape }) => shape));
  if (!merged.fits) return { kind: 'unfit' };
  if (!merged.shape || merged.shape.hasPrefix) return nothing;
  const at = isApart ? 0 : advanced[0]!.at;
  return { kind: 'shape', shape: shapeOf([...out.slice(0, at), ...merged.shape.dims, ...out.slice(at), ...rest]), data: null };
}

/** The parts of an index. A list of sequences or slices counts as a tuple for PyTorch. */
function partsOf(x: TensorValue, index: Value, heap: Heap): readonly Value[] {
  if (index.kind === 'tuple') return index.items;
  const object = x.framework === 'torch' && index.kind === 'ref' ? heap.get(index.id) : undefined;
  const items = object?.kind === 'list' && !object.isSet ? object.items : null;
  const isTuple = items?.some(
    (item) =>
      item.kind === 'tuple' ||
      item.kind === 'slice' ||
      item.kind === 'none' ||
      isEllipsis(item) ||
      (item.kind === 'tensor' && item.shape?.dims.length !== 0) ||
      (item.kind === 'ref' && heap.get(item.id)?.kind === 'list'),
  );
  return isTuple && items!.length < 32 ? items! : [index];
}

/** What PyTorch takes for no index, though NumPy may. */
function refusedByTorch(parts: readonly Value[]): Indexed | null {
  for (const part of parts) {
    if (part.kind === 'str' || part.kind === 'float') return { kind: 'noIndex', type: part.kind };
    if (part.kind === 'slice') {
      const bound = wrongBound(part);
      if (bound) return { kind: 'noBound', type: bound };
      const step = part.step.kind === 'int' ? part.step.value : 1;
      if (typeof step === 'number' && step <= 0) return { kind: 'noStep', step };
    }
    if (part.kind !== 'tensor' || part.dtype === null) continue;
    if (/^(?:float|bfloat|complex)\d/.test(part.dtype) && part.framework === 'torch') return { kind: 'noPositions', dtype: part.dtype };
    // Bytes count as truth values.
    if (part.dtype === 'uint8') return nothing;
  }
  return null;
}

/** A dict or a set, which are no index; a list is one. */
function containerOf(part: Value, heap: Heap): 'dict' | 'set' | null {
  const object = part.kind === 'ref' ? heap.get(part.id) : undefined;
  if (object?.kind === 'dict' && !object.isObject) return 'dict';
  return object?.kind === 'list' && object.isSet ? 'set' : null;
}

/** What a bound of a slice is that is surely no whole number: what a division gives, a text. */
export function wrongBound({ lower, upper, step }: SliceValue): 'str' | 'float' | null {
  for (const bound of [lower, upper, step]) {
    if (bound.kind === 'float' || bound.kind === 'str') return bound.kind;
    // What functions of NumPy give for one number.
    const isNumber = bound.kind === 'tensor' && bound.framework === 'numpy' && bound.shape?.dims.length === 0 && !bound.shape.hasPrefix;
    if (isNumber && bound.dtype !== null && /^float\d/.test(bound.dtype)) return 'float';
  }
  return null;
}

/** How many axes a part of an index takes; null when that is not known. */
function axesOf(part: Value, heap: Heap): number | null {
  if (part.kind === 'none' || isEllipsis(part)) return 0;
  if (part.kind === 'slice' || part.kind === 'int') return 1;
  // True and False add an axis, which no program wants.
  if (part.kind === 'bool' || part.kind === 'str' || part.kind === 'float') return null;
  if (!isArrayLike(part, heap)) return null;
  const array = toTensor(part, heap);
  if (array.dtype === null || !array.shape) return null;
  if (array.dtype !== 'bool') return 1;
  return array.shape.hasPrefix ? null : array.shape.dims.length;
}

function isEllipsis(part: Value): boolean {
  return (part.kind === 'unknown' || part.kind === 'library') && part.path === 'python.Ellipsis';
}

function isIndexArray(part: Value): boolean {
  return plainIndex(part) === undefined && part.kind !== 'slice' && part.kind !== 'none' && !isEllipsis(part);
}

/** A single number as an index, also one that an array of no axes holds. */
export function plainIndex(part: Value): Dim | undefined {
  if (part.kind === 'int') return part.value;
  if (part.kind === 'tensor' && part.shape?.dims.length === 0 && !part.shape.hasPrefix && part.dtype !== 'bool')
    return part.data?.[0] ?? unknownDim;
  return undefined;
}

function isSymbolic(size: Dim): size is SymbolicDim {
  return typeof size !== 'number' && size.kind === 'symbolic';
}

/** How many elements a slice takes of an axis. */
export function sliceExtent(size: Dim, slice: { readonly lower: Value; readonly upper: Value; readonly step: Value }): Dim {
  const bound = (v: Value): Dim | null => (v.kind === 'none' ? null : v.kind === 'int' ? v.value : (plainIndex(v) ?? unknownDim));
  const [lower, upper, step] = [bound(slice.lower), bound(slice.upper), bound(slice.step)];
  if (step === 0) return unknownDim;
  if (lower === null && upper === null && (step === null || step === 1 || step === -1)) return size;
  const steps = isLiteral(size) ? sliceSteps(size, slice) : null;
  if (steps) return steps.count;
  if (step !== null && !isLiteral(step)) return unknownDim;
  const by = step ?? 1;
  if (by < 0) return unknownDim;
  // Of an axis of unknown size: `x[:-1]` has one less, `x[-3:]` three; `x[:n]` may have fewer than n.
  const from = lower ?? 0;
  let count: Dim = unknownDim;
  // `x[i:i + 3]` has three wherever it begins: who takes windows takes whole ones.
  const width = upper === null ? unknownDim : subDims(upper, from);
  if (!isLiteral(from) && isLiteral(width) && width >= 0) count = width;
  if (isLiteral(from) && from >= 0 && upper !== null && isLiteral(upper) && upper >= 0 && isSymbolic(size))
    count = upper <= from ? 0 : subDims(cutDim(size, upper), from);
  if (isLiteral(from) && from >= 0 && upper === null)
    count = typeof size === 'number' || size.kind === 'symbolic' ? subDims(size, from) : unknownDim;
  else if (isLiteral(from) && from >= 0 && isLiteral(upper!) && upper < 0)
    count = typeof size === 'number' || size.kind === 'symbolic' ? addDims(size, upper - from) : unknownDim;
  return by === 1 ? count : typeof count === 'number' || count.kind === 'symbolic' ? floorDivDims(addDims(count, by - 1), by) : unknownDim;
}

export interface SliceSteps {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

/** Where a slice begins in a sequence of `n` items, how it goes on, and how many it takes; null when a bound is not known. */
export function sliceSteps(n: number, slice: { readonly lower: Value; readonly upper: Value; readonly step: Value }): SliceSteps | null {
  const bound = (v: Value): number | null | undefined => {
    if (v.kind === 'none') return null;
    const plain = v.kind === 'bool' && v.value !== null ? Number(v.value) : plainIndex(v);
    return isLiteral(plain ?? unknownDim) ? (plain as number) : undefined;
  };
  const [lower, upper, by] = [bound(slice.lower), bound(slice.upper), bound(slice.step)];
  if (lower === undefined || upper === undefined || by === undefined || by === 0) return null;
  const step = by ?? 1;
  const clip = (x: number): number => Math.min(Math.max(x < 0 ? x + n : x, step > 0 ? 0 : -1), step > 0 ? n : n - 1);
  const start = lower === null ? (step > 0 ? 0 : n - 1) : clip(lower);
  const stop = upper === null ? (step > 0 ? n : -1) : clip(upper);
  return { start, step, count: Math.max(0, Math.ceil((stop - start) / step)) };
}

/** The positions that a slice takes of a sequence of `n` items, in order; null when a bound is not known. */
export function slicePositions(n: number, slice: { readonly lower: Value; readonly upper: Value; readonly step: Value }): number[] | null {
  const steps = sliceSteps(n, slice);
  return steps && Array.from({ length: steps.count }, (_, i) => steps.start + i * steps.step);
}

/** The elements that a single index or slice takes of known data along the first axis. */
function pick(x: TensorValue, parts: readonly Value[]): readonly number[] | null {
  const [part] = parts;
  if (!x.data || !part || parts.length !== 1 || !x.shape) return null;
  const n = x.shape.dims[0];
  if (typeof n !== 'number' || n === 0) return null;
  const width = x.data.length / n;
  const row = (i: number): readonly number[] => x.data!.slice(i * width, (i + 1) * width);
  const plain = plainIndex(part);
  if (plain !== undefined) return isLiteral(plain) ? row(plain < 0 ? plain + n : plain) : null;
  if (part.kind !== 'slice') return null;
  return slicePositions(n, part)?.flatMap(row) ?? null;
}
