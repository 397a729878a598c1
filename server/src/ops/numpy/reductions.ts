import { axes, dtype, flag, integer, isWhole, keyword, msg, tensor, value } from '../kernel';
import type { Axes, CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, isLiteral, productOf, unknownDim, formatDim } from '../../values/dim';
import type { TensorValue, Value, ValueRange } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import { array, axesOf, axisOf, dimsOf, intoOut, isGiven, meanOf, numpyOp, promoteValues, sizeOf } from './arrays';

type Rule = (type: string | null) => string | null;

const same: Rule = (type) => type;
const toBool: Rule = () => 'bool';
/** Sums of small whole numbers are computed in the platform's int. */
const summed: Rule = (type) =>
  type === null
    ? null
    : type === 'bool'
      ? 'int64'
      : type.startsWith('uint')
        ? 'uint64'
        : isWhole(type)
          ? 'int64'
          : /^(float|complex)/.test(type)
            ? type
            : null;
const spread: Rule = (type) => (type === 'complex128' ? 'float64' : type === 'complex64' ? 'float32' : meanOf(type));

/** The shape without the reduced axes, or with size 1 in their place. */
export function reducedDims(cx: CallContext, x: TensorValue, axis: Axes, keepdims: boolean | null, at = 'axis'): readonly Dim[] | null {
  const own = dimsOf(x.shape);
  if (axis === 'all' && keepdims === false) return [];
  if (!own || keepdims === null) {
    if (own) axesOf(cx, axis, x, own.length, at);
    return null;
  }
  const places = axesOf(cx, axis, x, own.length, at);
  if (!places) return null;
  return keepdims ? own.map((d, i) => (places.includes(i) ? 1 : d)) : own.filter((_, i) => !places.includes(i));
}

interface Reduction {
  readonly rule: Rule;
  readonly f?: (data: readonly number[]) => number;
  readonly keepsRange?: boolean;
  readonly method?: boolean;
  readonly aliases?: readonly string[];
  /** Parameters between `axis` and `keepdims`, behind `dtype` and `out` where there are such. */
  readonly params: readonly string[];
  readonly others: readonly string[];
  readonly keywords?: readonly string[];
  readonly first?: string;
}

function reduction(
  name: string,
  summary: string,
  { rule, f, keepsRange, method, aliases, params, others, keywords, first = 'a' }: Reduction,
): LibraryEntry[] {
  const specs = {
    [first]: value(),
    axis: axes('None'),
    ...(params.includes('dtype') && { dtype: dtype() }),
    ...(params.includes('out') && { out: value(none) }),
    ...(params.includes('ddof') && { ddof: integer(0) }),
    ...(params.includes('overwrite_input') && { overwrite_input: flag(false) }),
    ...(params.includes('keepdims') && { keepdims: flag(false) }),
    ...(params.includes('*keepdims') && { keepdims: keyword(flag(false)) }),
  };
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    aliases: (aliases ?? []).map((other) => `numpy.${other}`),
    params: specs,
    otherParams: others,
    keywordParams: keywords ?? [],
    isMethodToo: method ?? false,
    codes: ['axis-out-of-range'],
    call(args, cx) {
      const given = args as { axis: Axes; dtype?: string | null; out?: Value; keepdims?: boolean | null };
      const x = tensor().read((args as unknown as Record<string, Value>)[first]!, cx.heap);
      const keepdims = given.keepdims === undefined ? false : given.keepdims;
      const out = reducedDims(cx, x, given.axis, keepdims);
      const type = given.dtype === undefined || given.dtype === 'absent' ? rule(x.dtype) : given.dtype;
      const own = dimsOf(x.shape);
      const isWholeArray = given.axis === 'all' || (own?.length === 1 && given.axis?.length === 1);
      const data = f && x.data?.length && isWholeArray ? [f(x.data)].filter(Number.isFinite) : null;
      const symbolic = symbolicProduct(name, args, first, given.axis, cx);
      if (symbolic) return symbolic;
      const result = array(out, type, { data: data?.length ? data : null, range: keepsRange ? (x.range ?? null) : null });
      return given.out ? intoOut(given.out, result) : result;
    },
    examples: [
      `np.${name}(np.ones((2, 3)), axis=0)  #> [3]`,
      `np.${name}(np.ones((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  });
}

/** `np.prod(x.shape[1:])` where an extent has a name only. */
function symbolicProduct(name: string, args: object, first: string, axis: Axes, cx: CallContext): Value | null {
  if (name !== 'prod' && name !== 'sum') return null;
  const given = (args as Record<string, Value>)[first]!;
  const items = given.kind === 'tuple' || given.kind === 'ref' ? cx.iterate(given) : null;
  if (!items?.length || axis !== 'all' || !items.every((item) => item.kind === 'int')) return null;
  const dims = items.map((item) => (item as { value: Dim }).value);
  if (dims.every(isLiteral)) return null;
  return { kind: 'int', value: name === 'prod' ? productOf(dims) : dims.reduce<Dim>(addDims, 0) };
}

const sum = (d: readonly number[]): number => d.reduce((a, b) => a + b, 0);
const usual = { params: ['dtype', 'out', 'keepdims'], others: ['initial', 'where'] } as const;
const extreme = { params: ['out', 'keepdims'], others: ['initial', 'where'] } as const;

const simple: readonly LibraryEntry[][] = [
  reduction('sum', 'The sum of elements along axes.', { ...usual, rule: summed, f: sum, method: true }),
  reduction('prod', 'The product of elements along axes.', {
    ...usual,
    rule: summed,
    f: (d) => d.reduce((a, b) => a * b, 1),
    method: true,
  }),
  reduction('mean', 'The mean of elements along axes.', {
    params: ['dtype', 'out', 'keepdims'],
    others: [],
    keywords: ['where'],
    rule: meanOf,
    f: (d) => sum(d) / d.length,
    method: true,
    keepsRange: true,
  }),
  reduction('std', 'The standard deviation of elements along axes.', {
    params: ['dtype', 'out', 'ddof', 'keepdims'],
    others: [],
    keywords: ['where', 'mean', 'correction'],
    rule: spread,
    method: true,
  }),
  reduction('var', 'The variance of elements along axes.', {
    params: ['dtype', 'out', 'ddof', 'keepdims'],
    others: [],
    keywords: ['where', 'mean', 'correction'],
    rule: spread,
    method: true,
  }),
  reduction('max', 'The greatest element along axes.', {
    ...extreme,
    rule: same,
    f: (d) => Math.max(...d),
    method: true,
    aliases: ['amax'],
    keepsRange: true,
  }),
  reduction('min', 'The smallest element along axes.', {
    ...extreme,
    rule: same,
    f: (d) => Math.min(...d),
    method: true,
    aliases: ['amin'],
    keepsRange: true,
  }),
  reduction('ptp', 'The difference of the greatest and the smallest element along axes.', {
    params: ['out', 'keepdims'],
    others: [],
    rule: same,
    f: (d) => Math.max(...d) - Math.min(...d),
  }),
  reduction('all', 'Whether all elements along axes are true.', {
    params: ['out', 'keepdims'],
    others: [],
    keywords: ['where'],
    rule: toBool,
    f: (d) => Number(d.every((n) => n !== 0)),
    method: true,
  }),
  reduction('any', 'Whether an element along axes is true.', {
    params: ['out', 'keepdims'],
    others: [],
    keywords: ['where'],
    rule: toBool,
    f: (d) => Number(d.some((n) => n !== 0)),
    method: true,
  }),
  reduction('nansum', 'The sum of elements along axes, NaN as zero.', { ...usual, rule: summed }),
  reduction('nanprod', 'The product of elements along axes, NaN as one.', { ...usual, rule: summed }),
  reduction('nanmean', 'The mean of elements along axes without NaN.', {
    params: ['dtype', 'out', 'keepdims'],
    others: [],
    keywords: ['where'],
    rule: meanOf,
  }),
  reduction('nanstd', 'The standard deviation of elements along axes without NaN.', {
    params: ['dtype', 'out', 'ddof', 'keepdims'],
    others: [],
    keywords: ['where', 'mean', 'correction'],
    rule: spread,
  }),
  reduction('nanvar', 'The variance of elements along axes without NaN.', {
    params: ['dtype', 'out', 'ddof', 'keepdims'],
    others: [],
    keywords: ['where', 'mean', 'correction'],
    rule: spread,
  }),
  reduction('nanmax', 'The greatest element along axes without NaN.', { ...extreme, rule: same }),
  reduction('nanmin', 'The smallest element along axes without NaN.', { ...extreme, rule: same }),
  reduction('median', 'The median of elements along axes.', { params: ['out', 'overwrite_input', 'keepdims'], others: [], rule: meanOf }),
  reduction('nanmedian', 'The median of elements along axes without NaN.', {
    params: ['out', 'overwrite_input', 'keepdims'],
    others: [],
    rule: meanOf,
  }),
  reduction('count_nonzero', 'How many elements along axes are not zero.', {
    params: ['*keepdims'],
    others: [],
    rule: () => 'int64',
    f: (d) => d.filter((n) => n !== 0).length,
  }),
];

/** The position of an extreme element. */
function position(name: string, summary: string, pick: ((...n: number[]) => number) | null): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params: { a: tensor(), axis: axes('None'), out: value(none), keepdims: keyword(flag(false)) },
    isMethodToo: !name.startsWith('nan'),
    codes: ['axis-out-of-range'],
    call({ a, axis, out, keepdims }, cx) {
      const data = pick && axis === 'all' && a.data?.length ? [a.data.indexOf(pick(...a.data))] : null;
      const own = dimsOf(a.shape);
      const [place, n] = [axis === 'all' ? null : (axis?.[0] ?? null), axis === 'all' ? null : own];
      const size = axis === 'all' ? sizeOf(own) : isLiteral(place ?? unknownDim) && n ? (n.at(place as number) ?? null) : null;
      const range: ValueRange | null = isLiteral(size ?? unknownDim) && (size as number) > 0 ? { min: 0, max: (size as number) - 1 } : null;
      return intoOut(out, array(reducedDims(cx, a, axis, keepdims), 'int64', { data, range: data ? null : range }));
    },
    examples: [
      `np.${name}(np.ones((2, 3)), axis=1)  #> [2]`,
      `np.${name}(np.ones((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  });
}

/** Running sums and products keep the shape along an axis, and flatten without one. */
function running(name: string, summary: string, f: (a: number, b: number) => number): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params: { a: tensor(), axis: value(none), dtype: dtype(), out: value(none) },
    isMethodToo: !name.startsWith('nan'),
    codes: ['axis-out-of-range'],
    call({ a, axis, dtype: given, out }, cx) {
      const own = dimsOf(a.shape);
      const type = given === 'absent' ? summed(a.dtype) : given;
      if (axis.kind === 'int') axisOf(cx, axis.value, own?.length ?? null, a);
      const shape = isGiven(axis) ? own : [own ? productOf(own) : unknownDim];
      let last: number | null = null;
      const data =
        a.data && own?.length === 1 && !name.startsWith('nan') ? a.data.map((n) => (last = last === null ? n : f(last, n))) : null;
      return intoOut(out, array(axis.kind === 'unknown' ? null : shape, type, { data }));
    },
    examples: [
      `np.${name}(np.ones((2, 3)), axis=1)  #> [2, 3]`,
      `np.${name}(np.ones((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  });
}

/** Percentiles: an axis for the shares that are asked for, in front. */
function percentile(name: string, summary: string): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params: { a: tensor(), q: value(), axis: axes('None'), out: value(none) },
    otherParams: ['overwrite_input', 'method', 'keepdims'],
    keywordParams: ['weights', 'interpolation'],
    codes: ['axis-out-of-range'],
    call({ a, q, axis }, cx, bound) {
      const keepdims = bound.values.get('keepdims')?.value;
      const out = reducedDims(cx, a, axis, keepdims === undefined ? false : keepdims.kind === 'bool' ? keepdims.value : null);
      const shares = dimsOf(tensor().read(q, cx.heap).shape);
      return array(out && shares ? [...shares, ...out] : null, meanOf(promoteValues([a, q], cx.heap)));
    },
    examples: [
      `np.${name}(np.ones((2, 3)), [${name.endsWith('quantile') ? '0.25, 0.75' : '25, 75'}], axis=0)  #> [2, 3]`,
      `np.${name}(np.ones((2, 3)), ${name.endsWith('quantile') ? '0.5' : '50'}, axis=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  });
}

function cumulative(name: string, summary: string): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params: {
      x: tensor(),
      axis: keyword(value(none)),
      dtype: keyword(dtype()),
      out: keyword(value(none)),
      include_initial: keyword(flag(false)),
    },
    call({ x, axis, dtype: given, include_initial }, cx) {
      const own = dimsOf(x.shape);
      if (!own || include_initial === null) return array(null, null);
      const place = axis.kind === 'int' ? axisOf(cx, axis.value, own.length, x) : own.length === 1 ? 0 : null;
      return array(
        place === null ? null : own.map((d, i) => (i === place && include_initial ? addDims(d, 1) : d)),
        given === 'absent' ? summed(x.dtype) : given,
      );
    },
    examples: [`np.${name}(np.ones(3))  #> [3]`],
  });
}

/** Functions that make one number of all elements, or of those along axes. */
export const reductions: readonly LibraryEntry[] = [
  ...simple,
  position('argmax', 'The position of the greatest element along an axis, or in the flattened array.', Math.max),
  position('argmin', 'The position of the smallest element along an axis, or in the flattened array.', Math.min),
  position('nanargmax', 'The position of the greatest element along an axis without NaN.', null),
  position('nanargmin', 'The position of the smallest element along an axis without NaN.', null),
  running('cumsum', 'The running sums of elements.', (a, b) => a + b),
  running('cumprod', 'The running products of elements.', (a, b) => a * b),
  running('nancumsum', 'The running sums of elements, NaN as zero.', (a, b) => a + b),
  running('nancumprod', 'The running products of elements, NaN as one.', (a, b) => a * b),
  cumulative('cumulative_sum', 'The running sums of elements along an axis.'),
  cumulative('cumulative_prod', 'The running products of elements along an axis.'),
  percentile('percentile', 'The values below which given percentages of the elements lie.'),
  percentile('nanpercentile', 'The values below which given percentages of the elements lie, without NaN.'),
  percentile('quantile', 'The values below which given shares of the elements lie.'),
  percentile('nanquantile', 'The values below which given shares of the elements lie, without NaN.'),
  numpyOp({
    name: 'numpy.average',
    summary: 'The weighted mean of elements along axes.',
    params: { a: tensor(), axis: axes('None'), weights: value(none), returned: flag(false), keepdims: keyword(flag(false)) },
    codes: ['axis-out-of-range', 'dim-mismatch'],
    call({ a, axis, weights, returned, keepdims }, cx) {
      const own = dimsOf(a.shape);
      const w = isGiven(weights) ? tensor().read(weights, cx.heap) : null;
      const sizes = w && dimsOf(w.shape);
      const n = own && axis !== 'all' && axis?.length === 1 && isLiteral(axis[0]!) ? own.at(axis[0]) : undefined;
      const isVector = sizes?.length === 1 && own && own.length > 1 && n !== undefined;
      if (
        (isVector && isLiteral(n) && isLiteral(sizes[0]!) && n !== sizes[0]) ||
        (sizes?.length === 1 && own?.length === 1 && isLiteral(own[0]!) && isLiteral(sizes[0]!) && own[0] !== sizes[0])
      )
        cx.report(
          'dim-mismatch',
          msg('{0}: {1} weights are given for {2} elements', cx.label, formatDim(sizes[0]), formatDim(n ?? own[0]!)),
          { at: 'weights', from: [a] },
        );
      const type = w ? meanOf(promoteValues([a, w], cx.heap)) : meanOf(a.dtype);
      const out = array(reducedDims(cx, a, axis, keepdims), type);
      return returned === true ? tuple([out, out]) : returned === null ? unknown : out;
    },
    examples: [
      'np.average(np.ones((2, 3)), axis=0)  #> [3]',
      'np.average(np.ones((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2',
      'np.average(np.ones((2, 3)), axis=0, weights=[1, 2, 3])  #! error[dim-mismatch]: 3 weights are given for 2',
    ],
  }),
].flat();
