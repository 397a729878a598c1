import type { Dim } from '../../values/dim';
import { compareDims, formatDim, isLiteral } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, shapeOf } from '../../values/shape';
import type { BoundArgs, Heap, TensorValue, Value, ValueRange } from '../../values/value';
import type { DiagnosticCode } from '../../diagnostics/codes';
import { arrayOf, broadcastAll, defineOp, isWhole, mayHoldObjects, msg, promoteDtypes, promoteWithNumber, toTensor } from '../kernel';
import type { Args, Axes, CallContext, Category, FunctionDef, LibraryEntry, Params, ParamSpec } from '../kernel';

interface NumpyOp<P extends Params> {
  readonly name: string;
  /** The hover's first line. */
  readonly summary: string;
  readonly params: P;
  readonly otherParams?: readonly string[];
  readonly keywordParams?: readonly string[];
  readonly aliases?: readonly string[];
  readonly takesAnyKeyword?: boolean;
  readonly codes?: readonly DiagnosticCode[];
  readonly examples?: readonly string[];
  readonly category?: Category;
  /** Arrays have it as a method too: the same rule with the array first. */
  readonly isMethodToo?: boolean;
  call(args: Args<P>, cx: CallContext, bound: BoundArgs): Value;
}

/** A function of NumPy, and the method of the same name and rule where arrays have one. */
export function numpyOp<const P extends Params>({ isMethodToo, ...given }: NumpyOp<P>): LibraryEntry[] {
  const op = defineOp({
    category: 'array',
    docs: `https://numpy.org/doc/stable/reference/${given.name.startsWith('numpy.random.') ? 'random/' : ''}generated/${given.name}.html`,
    codes: [],
    examples: [],
    ...given,
    params: Object.fromEntries(
      Object.entries(given.params).map(([name, param]) => [name, param.type === 'dtype' ? typeParam(param) : param]),
    ) as P,
  });
  return isMethodToo ? [op, methodOf(op)] : [op];
}

/** NumPy makes no element type of a number: `np.zeros(2, 3)` has a shape whose brackets are missing. */
function typeParam(param: ParamSpec<never> | ParamSpec<unknown>): ParamSpec<unknown> {
  const given = param as ParamSpec<unknown>;
  return {
    ...given,
    refuses(value, heap, cx) {
      if (value.kind !== 'int' && value.kind !== 'float' && value.kind !== 'bool') return given.refuses?.(value, heap, cx) ?? null;
      return {
        code: 'dtype-mismatch',
        message: msg('{0}: {1} names an element type, it gets {2}; several extents stand in brackets', cx.label, cx.param, value.kind),
      };
    },
  };
}

/** The method of arrays that does what a function does with its first argument. */
export function methodOf(op: FunctionDef, name = op.name.slice(op.name.lastIndexOf('.') + 1)): FunctionDef {
  return { ...op, name: `numpy.ndarray.${name}`, aliases: [], docs: '', codes: [], examples: [], isMethod: true, isSecondary: true };
}

/** The extents of a shape of known rank. */
export function dimsOf(shape: MaybeShape): readonly Dim[] | null {
  return shape && !shape.hasPrefix ? shape.dims : null;
}

export function array(
  dims: readonly Dim[] | null,
  dtype: string | null,
  more: { readonly data?: readonly number[] | null; readonly range?: ValueRange | null } = {},
): TensorValue {
  return arrayOf('numpy', dims && shapeOf(dims), dtype, more);
}

export function arrayWith(
  shape: MaybeShape,
  dtype: string | null,
  more: { readonly data?: readonly number[] | null; readonly range?: ValueRange | null } = {},
): TensorValue {
  return arrayOf('numpy', shape, dtype, more);
}

/** An array of which nothing is known. */
export const anyArray = array(null, null);

/** An axis as a number from 0; null when it is not known, or was reported because the array does not have it. */
export function axisOf(cx: CallContext, axis: Dim, rank: number | null, x: TensorValue, at = 'axis'): number | null {
  if (rank === null || !isLiteral(axis)) return null;
  if (axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  cx.report(
    'axis-out-of-range',
    msg('{0}: there is no axis {1}, the array has {2} axes: {3}', cx.label, axis, rank, formatShape(x.shape)),
    { at, from: [x], ...(rank > 0 && { fixes: [{ set: at, value: axis < 0 ? -rank : rank - 1 }] }) },
  );
  return null;
}

/** Axes as numbers from 0, in the order given; null when one is not known or was reported. */
export function axesOf(
  cx: CallContext,
  axes: Axes,
  x: TensorValue,
  rank = dimsOf(x.shape)?.length ?? null,
  at = 'axis',
): readonly number[] | null {
  if (axes === null) return null;
  if (rank === null) {
    const twice = axes === 'all' ? undefined : axes.find((axis, i) => isLiteral(axis) && axes.indexOf(axis) !== i);
    if (twice !== undefined)
      cx.report('axis-out-of-range', msg('{0}: axis {1} is given twice', cx.label, formatDim(twice)), { at, from: [x] });
    return null;
  }
  if (axes === 'all') return Array.from({ length: rank }, (_, i) => i);
  const out: number[] = [];
  for (const axis of axes) {
    const found = axisOf(cx, axis, rank, x, at);
    if (found === null) return null;
    if (out.includes(found)) {
      cx.report('axis-out-of-range', msg('{0}: axis {1} is given twice', cx.label, found), { at, from: [x] });
      return null;
    }
    out.push(found);
  }
  return out;
}

/** The shape of arrays that are broadcast together; null when it is not known or they do not fit, which is reported. */
export function broadcastOf(cx: CallContext, tensors: readonly TensorValue[]): MaybeShape {
  const merged = broadcastAll(tensors.map((t) => t.shape));
  if (merged.fits) return merged.shape;
  const text = tensors.map((t) => formatShape(t.shape)).join(', ');
  cx.report('broadcast-mismatch', msg('{0}: the shapes do not fit each other, they differ on axis {1}: {2}', cx.label, merged.axis, text), {
    from: tensors,
  });
  return null;
}

/** A plain number of the language beside an array: it does not widen the type of the array. */
export function plainKind(value: Value): 'int' | 'float' | 'bool' | null {
  return value.kind === 'int' || value.kind === 'float' || value.kind === 'bool' ? value.kind : null;
}

/** The element type of an operation on several values, plain numbers among them. */
export function promoteValues(values: readonly Value[], heap: Heap): string | null {
  const strong = values.filter((v) => !plainKind(v)).map((v) => toTensor(v, heap).dtype);
  const weak = values.flatMap((v) => plainKind(v) ?? []);
  if (!strong.length) return weak.includes('float') ? 'float64' : weak.includes('int') ? 'int64' : 'bool';
  const dtype = strong.reduce(promoteDtypes);
  return weak.reduce<string | null>((d, kind) => promoteWithNumber(d, kind, 'numpy'), dtype);
}

/** The type in which NumPy computes functions of real numbers, such as the sine. */
export function floatOf(dtype: string | null): string | null {
  if (dtype === null) return null;
  if (dtype === 'bool' || dtype === 'int8' || dtype === 'uint8') return 'float16';
  if (dtype === 'int16' || dtype === 'uint16') return 'float32';
  return isWhole(dtype) ? 'float64' : /^(float|complex)/.test(dtype) ? dtype : null;
}

/** The type of a mean: whole numbers give float64. */
export function meanOf(dtype: string | null): string | null {
  if (dtype === null) return null;
  return isWhole(dtype) || dtype === 'bool' ? 'float64' : /^(float|complex)/.test(dtype) ? dtype : null;
}

/** What an argument of an element type says: `absent` when none is given. */
export function dtypeOr(dtype: string | null, otherwise: string | null): string | null {
  return dtype === 'absent' ? otherwise : dtype;
}

/** What a function that fills `out` gives: that array; otherwise the result. */
export function intoOut(out: Value, result: Value): Value {
  return out.kind === 'tensor' ? { ...out, data: null, range: null } : result;
}

export function isGiven(value: Value): boolean {
  return value.kind !== 'none';
}

/** The number of elements, when every extent is known. */
export function sizeOf(dims: readonly Dim[] | null): number | null {
  return dims?.every(isLiteral) ? dims.reduce<number>((n, d) => n * d, 1) : null;
}

export function differ(a: Dim, b: Dim): boolean {
  return compareDims(a, b) === 'different';
}

/** What a sequence of arrays is, when it is not known how many there are: one of them. */
export function sequenceOf(value: Value, cx: CallContext): { readonly items: readonly TensorValue[] | null; readonly one: TensorValue } {
  if (value.kind === 'tensor' && mayHoldObjects(value) && dimsOf(value.shape)?.length === 1) return { items: null, one: anyArray };
  const items = value.kind === 'tensor' ? rowsOf(value) : cx.iterate(value);
  if (items) return { items: items.map((item) => toTensor(item, cx.heap)), one: anyArray };
  return { items: null, one: value.kind === 'unknown' ? anyArray : toTensor(cx.elementOf(value), cx.heap) };
}

function rowsOf(x: TensorValue): readonly TensorValue[] | null {
  const dims = dimsOf(x.shape);
  const n = dims?.[0];
  if (typeof n !== 'number' || n > 256) return null;
  const width = sizeOf(dims!.slice(1));
  return Array.from({ length: n }, (_, i) =>
    array(dims!.slice(1), x.dtype, {
      data: x.data && width !== null ? x.data.slice(i * width, (i + 1) * width) : null,
      range: x.range ?? null,
    }),
  );
}

/** Elements by their positions, for a result that only moves them. */
export function moved(x: TensorValue, size: number | null, from: (at: number) => number): readonly number[] | null {
  const { data } = x;
  return data && size !== null && size <= 1024 ? Array.from({ length: size }, (_, i) => data[from(i)]!) : null;
}
