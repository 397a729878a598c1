import type { CallContext } from '../kernel';
import { arrayOf, choice, defineOp, dtype, msg, optionalDim, toTensor, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import { dimAt, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value, ValueRange } from '../../values/value';
import { float, unknown } from '../../values/value';

/** Makes sequences of different lengths rows of one array: filled up or cut to `maxlen`, which is the longest length by default. */
export const padSequences = defineOp({
  name: 'keras.utils.pad_sequences',
  aliases: [
    'keras.preprocessing.sequence.pad_sequences',
    'keras._legacy.preprocessing.sequence.pad_sequences',
    'keras.utils.sequence_utils.pad_sequences',
    'keras.utils.data_utils.pad_sequences',
  ],
  docs: 'https://keras.io/api/data_loading/timeseries/#pad_sequences-function',
  category: 'data',
  params: {
    sequences: value(),
    maxlen: optionalDim(),
    dtype: dtype('int32'),
    padding: choice('pre', 'pre', 'post'),
    truncating: choice('pre', 'pre', 'post'),
    value: value(float(0), '0.0'),
  },
  codes: ['rank-mismatch', 'unknown-argument'],
  call({ sequences, maxlen, dtype, value: fill }, cx, bound) {
    const read = readSequences(sequences, cx);
    const type = dtype === 'absent' ? (bound.values.has('dtype') ? null : 'int32') : dtype;
    if (read === 'flat') {
      cx.report('rank-mismatch', msg('{0} takes a list of sequences, it gets one sequence of numbers', cx.label), { at: 'sequences' });
      return arrayOf('numpy', shapeOf([unknownDim, maxlen ?? unknownDim]), type);
    }
    const length = maxlen ?? read.longest ?? cx.symbol('time');
    const dims = read.inner === null ? null : [read.count, length, ...read.inner];
    const range = read.range && withFill(read.range, fill);
    return arrayOf('numpy', dims ? shapeOf(dims) : null, type, { range });
  },
  examples: [
    'keras.utils.pad_sequences([[1, 2, 3], [4]])  #> [2, 3]',
    'keras.utils.pad_sequences([[1, 2, 3], [4]], maxlen=10)  #> [2, 10]',
    'keras.utils.pad_sequences([1, 2, 3], maxlen=10)  #! error[rank-mismatch]: a list of sequences',
    "keras.utils.pad_sequences([[1], [2, 3]], padding='left')  #! error[unknown-argument]: padding",
  ],
});

interface Sequences {
  readonly count: Dim;
  readonly longest: Dim | null;
  /** Axes of one element of a sequence; null when not known. */
  readonly inner: readonly Dim[] | null;
  readonly range: ValueRange | null;
}

function readSequences(sequences: Value, cx: CallContext): Sequences | 'flat' {
  if (sequences.kind === 'tensor') return readArray(sequences);
  const items = sequences.kind === 'unknown' ? null : cx.iterate(sequences);
  if (!items) {
    const element = sequences.kind === 'unknown' ? unknown : cx.elementOf(sequences);
    const one = element.kind === 'unknown' ? null : toTensor(element, cx.heap);
    const inner = one?.shape && !one.shape.hasPrefix ? one.shape.dims.slice(1) : [];
    return { count: lengthOf(sequences, cx), longest: null, inner, range: one?.range ?? null };
  }
  if (items.length && items.every((item) => item.kind === 'int' || item.kind === 'float' || item.kind === 'bool')) return 'flat';
  const rows = items.map((item) => toTensor(item, cx.heap));
  const lengths = rows.map((row) => (row.dtype === 'object' ? unknownDim : dimAt(row.shape, 0)));
  const longest = lengths.every(isLiteral) && lengths.length ? Math.max(...lengths) : null;
  const ranks = rows.map((row) => rankOf(row.shape));
  const first = rows.find((row) => row.shape && dimAt(row.shape, 0) !== 0);
  const ranges = rows.map((row) => row.range ?? null).filter((range) => range !== null);
  const range =
    ranges.length === rows.length && rows.length
      ? { min: Math.min(...ranges.map(({ min }) => min)), max: Math.max(...ranges.map(({ max }) => max)) }
      : null;
  // Rows that are not known are lists of numbers, as nearly always.
  const inner = ranks.every((rank) => rank === null || rank === 1) ? [] : (first?.shape?.dims.slice(1) ?? null);
  return { count: items.length, longest, inner, range };
}

function readArray(array: TensorValue): Sequences | 'flat' {
  const { shape, range = null } = array;
  const rank = rankOf(shape);
  if (rank === null) return { count: unknownDim, longest: null, inner: array.dtype === 'object' ? [] : null, range };
  if (array.dtype === 'object' || array.dtype === null || array.dtype === 'str')
    return { count: shape!.dims[0] ?? unknownDim, longest: null, inner: rank <= 2 ? [] : null, range };
  if (rank === 1) return shape!.dims[0] === 0 ? { count: 0, longest: null, inner: [], range } : 'flat';
  if (rank === 0) return { count: unknownDim, longest: null, inner: null, range };
  return { count: shape!.dims[0]!, longest: shape!.dims[1]!, inner: shape!.dims.slice(2), range };
}

function lengthOf(sequences: Value, cx: CallContext): Dim {
  if (sequences.kind === 'unknown') return cx.symbol('n');
  const object = sequences.kind === 'ref' ? cx.heap.get(sequences.id) : undefined;
  if (object?.kind !== 'object') return cx.symbol('n');
  const count = cx.attr(sequences, '#count');
  return count?.kind === 'int' ? count.value : cx.symbol('n');
}

function withFill(range: ValueRange, fill: Value): ValueRange | null {
  const n = fill.kind === 'float' ? fill.value : fill.kind === 'int' && typeof fill.value === 'number' ? fill.value : null;
  return n === null ? null : { ...range, min: Math.min(range.min, n), max: Math.max(range.max, n) };
}
