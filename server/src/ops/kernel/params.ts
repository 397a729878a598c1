import type { Dim } from '../../values/dim';
import { freeDim, productOf, unknownDim } from '../../values/dim';
import { arrayOf, readDims, readDtype, toTensor } from './arrays';
import type { MaybeShape } from '../../values/shape';
import { formatShape, shapeOf } from '../../values/shape';
import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import type { Framework, Heap, TensorValue, Value } from '../../values/value';
import { extentOf, unknown } from '../../values/value';

/**
 * How a parameter reads its argument. Reading never fails: what is not known, or not of the parameter's kind, reads as the
 * unknown of that kind, and a rule that meets it stays silent.
 */
export interface ParamSpec<T> {
  /** Shown in hovers and the reference: `int`, `(int, int)`, `str`. */
  readonly type: string;
  readonly isRequired: boolean;
  /** What an absent argument reads as. */
  readonly fallback: T;
  /** The default as the user would write it in Python; null when the parameter is required. */
  readonly fallbackText: string | null;
  /** Allowed texts, for completions and hovers. */
  readonly choices: readonly string[] | null;
  /** What the parameter reads as when it cannot be known whether it was given. */
  readonly unknownAs: T;
  /** `rest` takes all further positional arguments, as a tuple; what stands behind it, or is of kind `keyword`, comes by name only. */
  readonly kind?: 'rest' | 'keyword';
  read(value: Value, heap: Heap): T;
  /** Why every framework with this parameter refuses the value when the layer is made; null when it does not or nobody knows. */
  refuses?(value: Value, heap: Heap, cx: RefusalContext): Refusal | null;
}

export interface Refusal {
  readonly code: DiagnosticCode;
  readonly message: Message;
  /** The value that was likely meant. */
  readonly instead?: string;
  /** A function that makes of the argument what is wanted. */
  readonly convertBy?: string;
  /** What is missing behind the argument: `.parameters()`. */
  readonly append?: string;
  /** The first version of the framework that is known to refuse it. */
  readonly since?: string;
}

export interface RefusalContext {
  /** The op and the parameter as the user wrote them. */
  readonly label: string;
  readonly param: string;
  readonly style: 'python' | 'config';
  /** Qualified name of the op. */
  readonly op: string;
  /** The candidate that a misspelled word most likely means. */
  nearest(word: string, candidates: Iterable<string>): string | null;
}

export type Params = Readonly<Record<string, ParamSpec<never> | ParamSpec<unknown>>>;

export type Args<P> = { readonly [K in keyof P]: P[K] extends ParamSpec<infer T> ? T : never };

function spec<T>(
  type: string,
  unknownAs: T,
  read: (value: Value, heap: Heap) => T,
  given: { fallback: T; text: string } | null,
  choices: readonly string[] | null = null,
): ParamSpec<T> {
  return {
    type,
    isRequired: given === null,
    fallback: given ? given.fallback : unknownAs,
    fallbackText: given?.text ?? null,
    choices,
    unknownAs,
    read,
  };
}

/** A positive extent: units, filters, sizes. */
export function dim(fallback?: number): ParamSpec<Dim> {
  return { ...integer(fallback), refuses: (value, heap, cx) => refuseSequence(value, heap, cx) ?? refuseNotPositive([value], cx) };
}

/** A positive extent that has to be an `int` of Python: Keras takes no number of another library, and no float, however whole it is. */
export function plainDim(fallback?: number): ParamSpec<Dim> {
  return {
    ...integer(fallback),
    refuses: (value, heap, cx) => refuseSequence(value, heap, cx) ?? refuseNotPlain(value, cx) ?? refuseNotPositive([value], cx),
  };
}

/** An extent or None; `null` when it is None. */
export function optionalDim(): ParamSpec<Dim | null> {
  const read = spec<Dim | null>('int | None', unknownDim, (v) => (v.kind === 'none' ? null : readDim(v)), { fallback: null, text: 'None' });
  return { ...read, refuses: (value, _, cx) => refuseArray(value, 1, cx) };
}

/** Any whole number, for example an axis. */
export function integer(fallback?: number): ParamSpec<Dim> {
  const read = spec<Dim>('int', unknownDim, readDim, fallback === undefined ? null : { fallback, text: String(fallback) });
  return { ...read, refuses: (value, _, cx) => refuseArray(value, 1, cx) };
}

/** True, false, or null when unknown. */
export function flag(fallback: boolean): ParamSpec<boolean | null> {
  return spec<boolean | null>('bool', null, (v) => (v.kind === 'bool' ? v.value : null), { fallback, text: fallback ? 'True' : 'False' });
}

/** One of a few texts; null when unknown. */
export function choice(fallback: string, ...choices: string[]): ParamSpec<string | null> {
  return {
    ...spec<string | null>(
      choices.map((c) => `'${c}'`).join(' | '),
      null,
      (v) => (v.kind === 'str' ? (v.value?.toLowerCase() ?? null) : null),
      { fallback, text: `'${fallback}'` },
      choices,
    ),
    refuses: (value, _, cx) => refuseChoice(value, choices, cx),
  };
}

/** A share; null when unknown. */
export function share(fallback?: number): ParamSpec<number | null> {
  return {
    ...spec<number | null>('float', null, readNumber, fallback === undefined ? null : { fallback, text: String(fallback) }),
    refuses(value, _, { label, param }) {
      const given = readNumber(value);
      if (given === null || (given >= 0 && given <= 1)) return null;
      return { code: 'unknown-argument', message: msg('{0}: {1} is a share from 0 to 1, it cannot be {2}', label, param, given) };
    },
  };
}

/** A text; null when unknown or absent. */
export function text(fallback: string | null = null): ParamSpec<string | null> {
  return spec<string | null>('str', null, (v) => (v.kind === 'str' ? v.value : null), {
    fallback,
    text: fallback === null ? 'None' : `'${fallback}'`,
  });
}

/** A number or null when unknown. */
export function number(fallback: number): ParamSpec<number | null> {
  return spec<number | null>('float', null, readNumber, { fallback, text: String(fallback) });
}

/**
 * One number for all axes or one an axis: `(3, 3)` or `3` for two. A wrong count reads as unknown. With `first` more numbers
 * may be given than are read, with `counted` they need not be positive; `lenient` takes anything.
 */
export function perAxis(
  count: number,
  fallback?: number,
  check: 'strict' | 'counted' | 'first' | 'lenient' = 'strict',
): ParamSpec<readonly Dim[]> {
  const type = `int | (${Array<string>(count).fill('int').join(', ')})`;
  const all = (d: Dim): Dim[] => Array<Dim>(count).fill(d);
  return {
    ...spec<readonly Dim[]>(
      type,
      all(unknownDim),
      (v, heap) => {
        const items = sequenceItems(v, heap);
        if (items === undefined) return all(readDim(v));
        const given = check === 'strict' || check === 'counted' ? items : items?.slice(0, count);
        return given?.length === count ? given.map(readDim) : all(unknownDim);
      },
      fallback === undefined ? null : { fallback: all(fallback), text: String(fallback) },
    ),
    refuses(value, heap, cx) {
      if (check === 'lenient') return null;
      const items = sequenceItems(value, heap);
      if (items && items.length !== count && check !== 'first') {
        const message = msg('{0}: {1} takes one number or {2}, it gets {3}', cx.label, cx.param, count, items.length);
        return { code: 'rank-mismatch', message };
      }
      if (check === 'counted') return null;
      return (items === undefined && count > 1 ? refuseNotPlain(value, cx) : null) ?? refuseNotPositive(items ?? [value], cx);
    },
  };
}

/** As `perAxis`, `null` when None was given or nothing. */
export function optionalPerAxis(count: number, check: 'strict' | 'counted' = 'strict'): ParamSpec<readonly Dim[] | null> {
  const inner = perAxis(count, undefined, check);
  return {
    ...spec<readonly Dim[] | null>(`${inner.type} | None`, inner.unknownAs, (v, heap) => (v.kind === 'none' ? null : inner.read(v, heap)), {
      fallback: null,
      text: 'None',
    }),
    refuses: (value, heap, cx) => inner.refuses!(value, heap, cx),
  };
}

/** A list of extents of any length, None for a free one; `null` when nothing is known of it. `absent` when it was not given. */
export function extents(fallback?: 'None'): ParamSpec<MaybeShape | 'absent'> {
  return spec<MaybeShape | 'absent'>(
    'tuple of int',
    null,
    (v, heap) => {
      if (v.kind === 'none') return 'absent';
      const items = sequenceItems(v, heap);
      if (items === undefined) return v.kind === 'int' ? shapeOf([v.value]) : null;
      return items ? shapeOf(items.map(readExtent)) : null;
    },
    fallback === undefined ? null : { fallback: 'absent', text: fallback },
  );
}

/** Anything: kept for hovers and binding, not read by the rule. */
export function any(fallbackText: string | null = 'None'): ParamSpec<Value> {
  return spec<Value>('any', unknown, (v) => v, fallbackText === null ? null : { fallback: unknown, text: fallbackText });
}

/** An array, or what becomes one; of unknown shape when nothing is known of it. */
export function tensor(fallback?: 'None', framework: Framework = 'numpy'): ParamSpec<TensorValue> {
  const nothing = arrayOf(framework, null, null);
  return spec<TensorValue>(
    'array',
    nothing,
    (v, heap) => toTensor(v, heap, framework),
    fallback === undefined ? null : { fallback: nothing, text: 'None' },
  );
}

/** A sequence of arrays; null when their number is not known. An array counts as the sequence of its rows. */
export function tensors(framework: Framework = 'numpy'): ParamSpec<readonly TensorValue[] | null> {
  return spec<readonly TensorValue[] | null>(
    'sequence of arrays',
    null,
    (v, heap) => {
      if (v.kind === 'tensor') {
        const [n, ...rest] = v.shape && !v.shape.hasPrefix ? v.shape.dims : [];
        const row: TensorValue = { ...v, shape: shapeOf(rest), data: null };
        return typeof n === 'number' && n > 0 && n <= 64 ? Array.from({ length: n }, () => row) : null;
      }
      return sequenceItems(v, heap)?.map((item) => toTensor(item, heap, framework)) ?? null;
    },
    null,
  );
}

/** Extents: one number or a sequence of them; null when their count is not known, `-1` and None (`freeDim`) as given. */
export function dims(fallback?: readonly Dim[] | 'None'): ParamSpec<readonly Dim[] | null> {
  const text = fallback === undefined ? null : fallback === 'None' ? 'None' : `(${fallback.map(String).join(', ')})`;
  const read = spec<readonly Dim[] | null>(
    'int | tuple of int',
    null,
    readDims,
    text === null ? null : { fallback: fallback === 'None' ? null : fallback!, text },
  );
  return { ...read, refuses: refuseExtents };
}

/** Extents that are no whole numbers: a shape in a shape, what a division gives. */
function refuseExtents(value: Value, heap: Heap, cx: RefusalContext): Refusal | null {
  const { label, style } = cx;
  if (style === 'config') return null;
  const items = value.kind === 'float' ? [value] : (sequenceItems(value, heap) ?? []);
  const wrong = items.find((item) => item.kind === 'tuple' || item.kind === 'float' || item.kind === 'str');
  if (value.kind === 'tensor' && value.framework === 'tensorflow' && value.dtype !== null && /^float/.test(value.dtype))
    return { code: 'dtype-mismatch', message: msg('{0}: an extent is a whole number, not {1}', label, value.dtype) };
  if (wrong) return { code: 'dtype-mismatch', message: msg('{0}: an extent is a whole number, not {1}', label, wrong.kind) };
  return refuseArray(value, 'several', cx);
}

/** An array where one number, or a few, are taken: arguments in the wrong order. What is built as part of a graph is another matter. */
export function refuseArray(value: Value, takes: 1 | 'several', { label, param, style, op }: RefusalContext): Refusal | null {
  if (style === 'config' || value.kind !== 'tensor' || value.isSymbolic || value.framework === 'torch') return null;
  const { shape, dtype } = value;
  if (!shape || shape.hasPrefix || shape.dims.length === 0) return null;
  const size = productOf(shape.dims);
  // TensorFlow takes an array of NumPy that holds whole numbers as floats.
  const isStrict = value.framework !== 'numpy' || op.startsWith('numpy.');
  const isTable = shape.dims.length > 1 && typeof size === 'number' && size > 1;
  const isWrong = takes === 1 ? typeof size === 'number' && size > 1 : isTable || (isStrict && dtype !== null && /^float\d/.test(dtype));
  if (!isWrong) return null;
  const message =
    takes === 1
      ? msg('{0}: {1} is one whole number, it gets an array of shape {2}', label, param, formatShape(shape))
      : msg('{0}: {1} takes whole numbers, it gets an array of shape {2}', label, param, formatShape(shape));
  return { code: 'rank-mismatch', message };
}

/** One axis, several, or `all` for None; null when not known. */
export type Axes = readonly Dim[] | 'all' | null;

export function axes(fallback?: number | 'None'): ParamSpec<Axes> {
  const read = spec<Axes>(
    'int | tuple of int | None',
    null,
    (v, heap) => (v.kind === 'none' ? 'all' : readDims(v, heap)),
    fallback === undefined ? null : { fallback: fallback === 'None' ? 'all' : [fallback], text: String(fallback) },
  );
  return { ...read, refuses: (value, _, cx) => refuseArray(value, 'several', cx) };
}

/** An element type by its shared name; null when not known, `absent` for None or nothing. */
export function dtype(fallback: string | null = null): ParamSpec<string | null> {
  const read = spec<string | null>('dtype', null, (v) => (v.kind === 'none' ? 'absent' : readDtype(v)), {
    fallback: fallback ?? 'absent',
    text: fallback === null ? 'None' : `'${fallback}'`,
  });
  return { ...read, refuses: refuseDtype };
}

/** A value as it is; `unknown` when it is absent and has no default. */
export function value(fallback?: Value, text = 'None'): ParamSpec<Value> {
  return spec<Value>('any', unknown, (v) => v, fallback === undefined ? null : { fallback, text });
}

/** An element type as it is given: a name, a member of a library, an array's own. */
export function elementType(): ParamSpec<Value> {
  return { ...value(), type: 'dtype', refuses: refuseDtype };
}

/** All further positional arguments, as a tuple. */
export function rest(): ParamSpec<readonly Value[] | null> {
  return {
    ...spec<readonly Value[] | null>('*args', null, (v) => (v.kind === 'tuple' ? v.items : null), { fallback: [], text: '()' }),
    kind: 'rest',
  };
}

/** The same parameter, by name only. */
export function keyword<T>(param: ParamSpec<T>): ParamSpec<T> {
  return { ...param, kind: 'keyword' };
}

/** Names of element types that every framework has. */
const commonDtypes = 'float16 float32 float64 int8 int16 int32 int64 uint8 uint16 uint32 uint64 complex64 complex128 bfloat16'.split(' ');

/** A text that is close to the name of an element type, and none that any framework knows. */
function refuseDtype(value: Value, _: Heap, cx: RefusalContext): Refusal | null {
  if (value.kind === 'tensor' && value.shape && cx.style === 'python')
    return { code: 'dtype-mismatch', message: msg('{0}: {1} names an element type, it gets an array', cx.label, cx.param) };
  // Short names have too many neighbors: `f4`, `int`, `>i2`.
  if (value.kind !== 'str' || value.value === null || !/^[A-Za-z]{3,}\d{1,3}$/.test(value.value)) return null;
  if (commonDtypes.includes(value.value) || knownDtypes.test(value.value)) return null;
  const meant = cx.nearest(value.value, commonDtypes);
  if (meant === null) return null;
  const message = msg('{0}: there is no element type {1}; is {2} meant?', cx.label, `'${value.value}'`, `'${meant}'`);
  return { code: 'unknown-argument', message, instead: meant };
}

/** Types of fewer frameworks, and those that carry a size in characters. */
const knownDtypes = /^(?:float(?:8|96|128)|q?u?int\d+|complex\d+|bool8|str\d+|bytes\d+|float8\w*|Float\d+|U?Int\d+)$/;

/** Several numbers, or a text, where one number is taken. */
function refuseSequence(value: Value, heap: Heap, cx: RefusalContext): Refusal | null {
  const { label, param, style } = cx;
  if (style !== 'python') return null;
  if (value.kind === 'tensor') return refuseArray(value, 1, cx);
  const object = value.kind === 'ref' ? heap.get(value.id) : undefined;
  const given = value.kind === 'tuple' || value.kind === 'str' ? value.kind : object?.kind === 'list' && !object.isSet ? 'list' : null;
  if (given === null) return null;
  return { code: 'dtype-mismatch', message: msg('{0}: {1} is one whole number, it gets a value of type {2}', label, param, given) };
}

/** What is a number, but not an `int` of Python. */
function refuseNotPlain(value: Value, { label, param, style }: RefusalContext): Refusal | null {
  if (style !== 'python') return null;
  const type = notPlain(value);
  if (type === null) return null;
  const message = msg('{0}: {1} has to be an int of Python, it gets a value of type {2}', label, param, type);
  return { code: 'dtype-mismatch', message, since: '3.15', ...(value.kind !== 'none' && { convertBy: 'int' }) };
}

function notPlain(value: Value): string | null {
  if (value.kind === 'float') return 'float';
  if (value.kind !== 'tensor' || !value.shape || value.shape.hasPrefix || value.shape.dims.length || !value.dtype) return null;
  if (value.framework === 'tensorflow') return value.isSymbolic ? null : 'tf.Tensor';
  return value.framework === 'numpy' && /^(?:u?int|float)\d+$/.test(value.dtype) ? `numpy.${value.dtype}` : null;
}

function refuseNotPositive(values: readonly Value[], { label, param }: RefusalContext): Refusal | null {
  const wrong = values.find((v) => v.kind === 'int' && typeof v.value === 'number' && v.value <= 0);
  if (wrong?.kind !== 'int' || typeof wrong.value !== 'number') return null;
  return { code: 'non-positive-size', message: msg('{0}: {1} must be positive, it is {2}', label, param, wrong.value) };
}

/** Python's frameworks take any case; TensorFlow.js takes its own spelling (`channelsLast`) only. */
function refuseChoice(value: Value, choices: readonly string[], { label, param, style }: RefusalContext): Refusal | null {
  if (value.kind !== 'str' || value.value === null) return null;
  const text = value.value;
  const own = style === 'config' ? choices.map((c) => c.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())) : choices;
  if (own.includes(style === 'config' ? text : text.toLowerCase())) return null;
  const listed = own.map((c) => `'${c}'`).join(', ');
  const plain = (s: string): string => s.replace('_', '').toLowerCase();
  const instead = own.find((c) => plain(c) === plain(text));
  return {
    code: 'unknown-argument',
    message: msg('{0}: {1} cannot be {2}; it is one of {3}', label, param, `'${text}'`, listed),
    ...(instead !== undefined && { instead }),
  };
}

export function readDim(value: Value): Dim {
  if (value.kind === 'tensor' && value.data?.length === 1 && /^u?int/.test(value.dtype ?? '')) return value.data[0]!;
  return extentOf(value) ?? unknownDim;
}

function readExtent(value: Value): Dim {
  return value.kind === 'none' ? freeDim : readDim(value);
}

function readNumber(value: Value): number | null {
  if (value.kind === 'float') return value.value;
  return value.kind === 'int' && typeof value.value === 'number' ? value.value : null;
}

/** Items of a tuple or list; `null` when it is a sequence of unknown contents, `undefined` when it is none. */
export function sequenceItems(value: Value, heap: Heap): readonly Value[] | null | undefined {
  if (value.kind === 'tuple') return value.items;
  if (value.kind === 'unknown') return null;
  if (value.kind !== 'ref') return undefined;
  const object = heap.get(value.id);
  return object?.kind === 'list' ? object.items : undefined;
}
