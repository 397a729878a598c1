import { dtype, integer, keyword, msg, promoteDtypes, readDims, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, isKnown, isLiteral, mulDims, productOf, subDims, unknownDim, formatDim } from '../../values/dim';
import { formatShape, shapeOf } from '../../values/shape';
import type { TensorValue, Value, ValueRange } from '../../values/value';
import { none } from '../../values/value';
import { array, axisOf, dimsOf, dtypeOr, isGiven, numpyOp, sequenceOf } from './arrays';

function shapesText(items: readonly TensorValue[]): string {
  const shown = items.slice(0, 6).map((x) => formatShape(x.shape));
  return items.length > 6 ? `${shown.join(', ')} …` : shown.join(', ');
}

/** Bounds column by column, of arrays that are laid side by side. */
function columnsOfAll(items: readonly TensorValue[]): readonly (ValueRange | null)[] | null {
  const columns = items.flatMap((x) => {
    const width = dimsOf(x.shape)?.at(-1);
    return !isLiteral(width ?? unknownDim) || (width as number) > mostColumns
      ? []
      : (x.columns ?? Array<ValueRange | null>(width as number).fill(x.range ?? null));
  });
  return columns.some((range) => range) ? columns : null;
}

const mostColumns = 64;

function withColumns(x: TensorValue, columns: readonly (ValueRange | null)[] | null): TensorValue {
  return columns && columns.length === dimsOf(x.shape)?.at(-1) ? { ...x, columns, range: unevenly(x.range, columns) } : x;
}

/** Not every column reaches what one of them does. */
function unevenly(range: ValueRange | null | undefined, columns: readonly (ValueRange | null)[]): ValueRange | null {
  return range && columns.some((own) => own?.min !== range.min || own.max !== range.max) ? { ...range, isLoose: true } : (range ?? null);
}

function rangeOfAll(items: readonly TensorValue[]): ValueRange | null {
  const ranges = items.flatMap((x) => x.range ?? []);
  if (ranges.length !== items.length || !items.length) return null;
  return { min: Math.min(...ranges.map((r) => r.min)), max: Math.max(...ranges.map((r) => r.max)) };
}

/** Arrays of equal rank joined along an axis; all other extents must agree. */
export function joined(cx: CallContext, items: readonly TensorValue[], axis: Dim, at = 'arrays'): TensorValue {
  const type = items.map((x) => x.dtype).reduce(promoteDtypes, items[0]?.dtype ?? null);
  if (!items.length) {
    cx.report('missing-argument', msg('{0} takes at least {1} tensors in a list, it gets {2}', cx.label, 1, 0), { at });
    return array(null, null);
  }
  const range = rangeOfAll(items);
  const known = items.map((x) => dimsOf(x.shape));
  const first = known.find((d) => d !== null);
  if (!first) return array(null, type, { range });
  if (known.some((d) => d && d.length !== first.length)) {
    cx.report('rank-mismatch', msg('{0}: its inputs have different numbers of axes: {1}', cx.label, shapesText(items)), {
      at,
      from: items,
    });
    return array(null, type);
  }
  const reference = items[known.indexOf(first)]!;
  if (first.length === 0) {
    cx.report('rank-mismatch', msg('{0} cannot join arrays without axes', cx.label), { at, from: items });
    return array(null, type);
  }
  const place = axisOf(cx, axis, first.length, reference);
  if (place === null) return array(isLiteral(axis) ? null : first.map(() => unknownDim), type, { range });
  const out = first.map((_, i): Dim => {
    const each = known.map((d) => d?.[i] ?? unknownDim);
    if (i === place) return each.reduce<Dim>(addDims, 0);
    const one = each.find(isLiteral) ?? each.find(isKnown) ?? each[0]!;
    return one;
  });
  for (const [i, d] of out.entries()) {
    if (i === place || !known.some((other) => other && compareDims(other[i]!, d) === 'different')) continue;
    cx.report(
      'dim-mismatch',
      msg('{0}: its inputs differ on axis {1}, and only axis {2} is joined: {3}', cx.label, i, place, shapesText(items)),
      { at, from: items },
    );
    break;
  }
  const data = place === 0 && items.every((x) => x.data) ? items.flatMap((x) => x.data!) : null;
  const isBeside = place === first.length - 1 && first.length > 1;
  return withColumns(array(out, type, { data, range }), isBeside ? columnsOfAll(items) : null);
}

/** Arrays of one shape as the rows of a new axis. */
function stacked(cx: CallContext, items: readonly TensorValue[], axis: Dim): TensorValue {
  const type = items.map((x) => x.dtype).reduce(promoteDtypes, items[0]?.dtype ?? null);
  if (!items.length) {
    cx.report('missing-argument', msg('{0} takes at least {1} tensors in a list, it gets {2}', cx.label, 1, 0), { at: 'arrays' });
    return array(null, null);
  }
  const range = rangeOfAll(items);
  const known = items.map((x) => dimsOf(x.shape));
  const first = known.find((d) => d !== null);
  if (!first) return array(null, type, { range });
  const isWrong = known.some((d) => d && (d.length !== first.length || d.some((n, i) => compareDims(n, first[i]!) === 'different')));
  if (isWrong) {
    cx.report('dim-mismatch', msg('{0}: all arrays must have one shape: {1}', cx.label, shapesText(items)), { at: 'arrays', from: items });
    return array(null, type);
  }
  const place = axisOf(cx, axis, first.length + 1, items[known.indexOf(first)]!);
  if (place === null) return array(null, type, { range });
  const data = place === 0 && items.every((x) => x.data) ? items.flatMap((x) => x.data!) : null;
  const merged = first.map((n, i) => known.map((d) => d?.[i]).find((d) => d !== undefined && isLiteral(d)) ?? n);
  const out = array([...merged.slice(0, place), items.length, ...merged.slice(place)], type, { data, range });
  return withColumns(out, place === first.length && place > 0 && items.length <= mostColumns ? items.map((x) => x.range ?? null) : null);
}

type Lift = (own: readonly Dim[]) => readonly Dim[];

const lifts: Readonly<Record<string, Lift>> = {
  vstack: (d) => (d.length === 0 ? [1, 1] : d.length === 1 ? [1, ...d] : d),
  hstack: (d) => (d.length === 0 ? [1] : d),
  dstack: (d) => (d.length === 0 ? [1, 1, 1] : d.length === 1 ? [1, ...d, 1] : d.length === 2 ? [...d, 1] : d),
  column_stack: (d) => (d.length === 0 ? [1, 1] : d.length === 1 ? [...d, 1] : d),
};

function lifted(x: TensorValue, lift: Lift): TensorValue {
  const own = dimsOf(x.shape);
  return own ? { ...x, shape: shapeOf(lift(own)) } : x;
}

function stacking(name: string, summary: string, example: string, aliases: readonly string[] = []): LibraryEntry[] {
  const withTypes = name === 'vstack' || name === 'hstack';
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    aliases,
    params: { tup: value() },
    keywordParams: withTypes ? ['dtype', 'casting'] : [],
    codes: ['dim-mismatch', 'rank-mismatch'],
    call({ tup }, cx, bound) {
      const { items, one } = sequenceOf(tup, cx);
      const lift = lifts[name]!;
      const type = bound.values.get('dtype') ? dtype().read(bound.values.get('dtype')!.value, cx.heap) : 'absent';
      if (!items) {
        const each = dimsOf(lifted(one, lift).shape);
        const place = name === 'vstack' ? 0 : name === 'dstack' ? 2 : name === 'hstack' && each?.length === 1 ? 0 : 1;
        return array(each ? each.map((d, i) => (i === place ? unknownDim : d)) : null, one.dtype, { range: one.range ?? null });
      }
      const parts = items.map((x) => lifted(x, lift));
      const rank = parts.map((x) => dimsOf(x.shape)?.length).find((n) => n !== undefined);
      const axis =
        name === 'vstack' ? 0 : name === 'dstack' ? 2 : name === 'column_stack' ? 1 : rank === undefined ? unknownDim : rank === 1 ? 0 : 1;
      const out = joined(cx, parts, axis, 'tup');
      return type === 'absent' ? out : { ...out, dtype: type, data: null };
    },
    examples: [
      example,
      `np.${name}([np.ones((2, 3)), np.ones((3, 4))])  #! error[dim-mismatch]: differ on axis`,
      `np.${name}([np.ones((2, 3)), np.ones((2, 3, 4, 5))])  #! error[rank-mismatch]: different numbers of axes`,
    ],
  });
}

function padded(cx: CallContext, x: TensorValue, width: Value): TensorValue {
  const own = dimsOf(x.shape);
  if (!own) return array(null, x.dtype);
  const given = tensor().read(width, cx.heap);
  const widths = dimsOf(given.shape);
  if (width.kind === 'unknown' || !widths || (width.kind === 'ref' && cx.heap.get(width.id)?.kind === 'dict'))
    return array(
      own.map(() => unknownDim),
      x.dtype,
    );
  // (before, after) for each axis, one pair for all, or one number.
  const [rows, columns] = widths.length === 2 ? [widths[0]!, widths[1]!] : widths.length === 1 ? [1, widths[0]!] : [1, 1];
  if (
    widths.length > 2 ||
    (isLiteral(rows) && rows !== 1 && rows !== own.length) ||
    (isLiteral(columns) && columns !== 1 && columns !== 2)
  ) {
    cx.report(
      'broadcast-mismatch',
      msg(
        '{0}: the widths of shape {1} do not fit an array of {2} axes: {3}',
        cx.label,
        formatShape(given.shape),
        own.length,
        formatShape(x.shape),
      ),
      { at: 'pad_width', from: [x] },
    );
    return array(
      own.map(() => unknownDim),
      x.dtype,
    );
  }
  const { data } = given;
  if (!data || !isLiteral(rows) || !isLiteral(columns))
    return array(
      own.map(() => unknownDim),
      x.dtype,
    );
  const at = (i: number, side: number): number => data[(rows === 1 ? 0 : i) * columns + (columns === 1 ? 0 : side)]!;
  const negative = data.find((n) => n < 0);
  if (negative !== undefined)
    cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative), { at: 'pad_width', from: [x] });
  return array(
    own.map((d, i) => addDims(d, at(i, 0) + at(i, 1))),
    x.dtype,
  );
}

function repeated(cx: CallContext, x: TensorValue, repeats: Value, axis: Value): TensorValue {
  const own = dimsOf(x.shape);
  const times = tensor().read(repeats, cx.heap);
  const counts = dimsOf(times.shape);
  const range = x.range ?? null;
  const flat = axis.kind === 'none';
  if (!own) return array(flat ? [unknownDim] : null, x.dtype, { range });
  const place = flat ? 0 : axis.kind === 'int' ? axisOf(cx, axis.value, own.length, x) : null;
  const from = flat ? [productOf(own)] : own;
  if (place === null)
    return array(
      from.map(() => unknownDim),
      x.dtype,
      { range },
    );
  const n = from[place]!;
  const total = ((): Dim => {
    if (repeats.kind === 'int') return mulDims(n, repeats.value);
    if (!counts) return unknownDim;
    const single = counts.length === 0 || counts[0] === 1;
    if (times.data) return single ? mulDims(n, times.data[0]!) : times.data.reduce((a, b) => a + b, 0);
    return unknownDim;
  })();
  if (counts?.length === 1 && counts[0] !== 1 && compareDims(counts[0]!, n) === 'different')
    cx.report('broadcast-mismatch', msg('{0}: {1} counts are given for {2} elements', cx.label, formatDim(counts[0]!), formatDim(n)), {
      at: 'repeats',
      from: [x],
    });
  const count = times.data?.length === 1 ? times.data[0]! : null;
  const data =
    x.data && count !== null && (flat || own.length === 1) && x.data.length * count <= 1024
      ? x.data.flatMap((v) => Array<number>(count).fill(v))
      : null;
  return array(
    from.map((d, i) => (i === place ? total : d)),
    x.dtype,
    { range, data },
  );
}

/** Functions that join arrays, repeat them or add to them. */
export const joining: readonly LibraryEntry[] = [
  numpyOp({
    name: 'numpy.concatenate',
    summary: 'Arrays joined along an axis that they have.',
    aliases: ['numpy.concat'],
    params: { arrays: value(), axis: value({ kind: 'int', value: 0 }, '0'), out: value(none), dtype: keyword(dtype()) },
    keywordParams: ['casting'],
    codes: ['dim-mismatch', 'rank-mismatch', 'axis-out-of-range', 'missing-argument'],
    call(args, cx) {
      const { items, one } = sequenceOf(args.arrays, cx);
      if (!items) {
        const own = dimsOf(one.shape);
        const place = own && args.axis.kind === 'int' ? axisOf(cx, args.axis.value, own.length, one) : null;
        return array(
          args.axis.kind === 'none' ? [unknownDim] : own && place !== null ? own.map((d, i) => (i === place ? unknownDim : d)) : null,
          dtypeOr(args.dtype, one.dtype),
          { range: one.range ?? null },
        );
      }
      const flat = items.map((x) => (dimsOf(x.shape) ? { ...x, shape: shapeOf([productOf(dimsOf(x.shape)!)]) } : x));
      const out =
        args.axis.kind === 'none' ? joined(cx, flat, 0) : joined(cx, items, args.axis.kind === 'int' ? args.axis.value : unknownDim);
      return args.dtype === 'absent' ? out : { ...out, dtype: args.dtype, data: null };
    },
    examples: [
      'np.concatenate([np.ones((2, 3)), np.ones((4, 3))])  #> [6, 3]',
      'np.concatenate([np.ones((2, 3)), np.ones((4, 3))], axis=1)  #! error[dim-mismatch]: differ on axis 0',
      'np.concatenate([np.ones((2, 3)), np.ones(3)])  #! error[rank-mismatch]: different numbers of axes',
      'np.concatenate([np.ones(3), np.ones(3)], axis=1)  #! error[axis-out-of-range]: no axis 1',
      'np.concatenate([])  #! error[missing-argument]: at least 1',
    ],
  }),
  numpyOp({
    name: 'numpy.stack',
    summary: 'Arrays of one shape joined along a new axis.',
    params: { arrays: value(), axis: integer(0), out: value(none), dtype: keyword(dtype()) },
    keywordParams: ['casting'],
    codes: ['dim-mismatch', 'axis-out-of-range', 'missing-argument'],
    call(args, cx) {
      const { items, one } = sequenceOf(args.arrays, cx);
      if (!items) {
        const own = dimsOf(one.shape);
        const place = own ? axisOf(cx, args.axis, own.length + 1, one) : null;
        return array(
          own && place !== null ? [...own.slice(0, place), unknownDim, ...own.slice(place)] : null,
          dtypeOr(args.dtype, one.dtype),
          { range: one.range ?? null },
        );
      }
      const out = stacked(cx, items, args.axis);
      return args.dtype === 'absent' ? out : { ...out, dtype: args.dtype, data: null };
    },
    examples: [
      'np.stack([np.ones(3), np.ones(3)])  #> [2, 3]',
      'np.stack([np.ones(3), np.ones(4)])  #! error[dim-mismatch]: one shape',
      'np.stack([np.ones(3), np.ones(3)], axis=2)  #! error[axis-out-of-range]: no axis 2',
      'np.stack([])  #! error[missing-argument]: at least 1',
    ],
  }),
  stacking('vstack', 'Arrays on top of each other.', 'np.vstack([np.ones(3), np.ones((2, 3))])  #> [3, 3]'),
  stacking('hstack', 'Arrays side by side.', 'np.hstack([np.ones((2, 3)), np.ones((2, 1))])  #> [2, 4]'),
  stacking('dstack', 'Arrays behind each other, along a third axis.', 'np.dstack([np.ones((2, 3)), np.ones((2, 3))])  #> [2, 3, 2]'),
  stacking('column_stack', 'Arrays as the columns of a matrix.', 'np.column_stack([np.ones(3), np.ones(3)])  #> [3, 2]'),
  numpyOp({
    name: 'numpy.append',
    summary: 'An array with values at its end; without an axis both are flattened.',
    params: { arr: tensor(), values: tensor(), axis: value(none) },
    codes: ['dim-mismatch', 'rank-mismatch'],
    call({ arr, values, axis }, cx) {
      const flat = (x: TensorValue): TensorValue => ({
        ...x,
        shape: shapeOf([dimsOf(x.shape) ? productOf(dimsOf(x.shape)!) : unknownDim]),
      });
      if (!isGiven(axis)) return joined(cx, [flat(arr), flat(values)], 0, 'values');
      return joined(cx, [arr, values], axis.kind === 'int' ? axis.value : unknownDim, 'values');
    },
    examples: [
      'np.append(np.ones((2, 3)), [1, 2])  #> [8]',
      'np.append(np.ones((2, 3)), [[1, 2]], axis=0)  #! error[dim-mismatch]: differ on axis 1',
      'np.append(np.ones((2, 3)), [1, 2, 3], axis=0)  #! error[rank-mismatch]: different numbers of axes',
    ],
  }),
  numpyOp({
    name: 'numpy.insert',
    summary: 'An array with values put in before given positions of an axis.',
    params: { arr: tensor(), obj: value(), values: tensor(), axis: value(none) },
    codes: ['axis-out-of-range'],
    call({ arr, obj, values, axis }, cx) {
      const own = dimsOf(arr.shape);
      const index = obj.kind === 'slice' ? null : tensor().read(obj, cx.heap);
      const places = index && index.dtype !== 'bool' ? dimsOf(index.shape) : null;
      const given = dimsOf(values.shape);
      // A single position takes all of the values, several one each.
      if (!isGiven(axis)) {
        const added = !places
          ? unknownDim
          : places.length === 0
            ? given
              ? productOf(given)
              : unknownDim
            : places[0] === 1
              ? unknownDim
              : places[0]!;
        return array([own ? addDims(productOf(own), added) : unknownDim], arr.dtype);
      }
      const place = axis.kind === 'int' ? axisOf(cx, axis.value, own?.length ?? null, arr) : null;
      if (!own || place === null) return array(null, arr.dtype);
      const added = !places
        ? unknownDim
        : places.length === 0
          ? given && given.length < own.length
            ? 1
            : unknownDim
          : places[0] === 1
            ? unknownDim
            : places[0]!;
      return array(
        own.map((d, i) => (i === place ? addDims(d, added) : d)),
        arr.dtype,
      );
    },
    examples: ['np.insert(np.arange(3), 1, 7)  #> [4]', 'np.insert(np.ones((2, 3)), 1, 0, axis=2)  #! error[axis-out-of-range]: no axis 2'],
  }),
  numpyOp({
    name: 'numpy.delete',
    summary: 'An array without given positions of an axis.',
    params: { arr: tensor(), obj: value(), axis: value(none) },
    codes: ['axis-out-of-range'],
    call({ arr, obj, axis }, cx) {
      const own = dimsOf(arr.shape);
      const flat = !isGiven(axis);
      const from = own && (flat ? [productOf(own)] : own);
      const place = flat ? 0 : axis.kind === 'int' ? axisOf(cx, axis.value, own?.length ?? null, arr) : null;
      if (!from || place === null) return array(flat ? [unknownDim] : null, arr.dtype, { range: arr.range ?? null });
      const n = from[place]!;
      const index = obj.kind === 'slice' ? null : tensor().read(obj, cx.heap);
      const data = index && index.dtype !== 'bool' ? index.data : null;
      if (data && isLiteral(n)) {
        const outside = data.find((i) => i < -n || i >= n);
        if (outside !== undefined)
          cx.report(
            'axis-out-of-range',
            msg('There is no element {0} on axis {1}, which has {2}: {3}', outside, place, n, formatShape(arr.shape)),
            { at: 'obj', from: [arr] },
          );
      }
      const gone = data ? (isLiteral(n) ? new Set(data.map((i) => (i < 0 ? i + n : i))).size : data.length === 1 ? 1 : null) : null;
      return array(
        from.map((d, i) => (i === place ? (gone === null ? unknownDim : subDims(d, gone)) : d)),
        arr.dtype,
        { range: arr.range ?? null },
      );
    },
    examples: [
      'np.delete(np.ones((4, 3)), 0, axis=0)  #> [3, 3]',
      'np.delete(np.ones((4, 3)), 4, axis=0)  #! error[axis-out-of-range]: no element 4',
    ],
  }),
  numpyOp({
    name: 'numpy.tile',
    summary: 'An array repeated as a whole along axes.',
    params: { A: tensor(), reps: value() },
    call({ A, reps }, cx) {
      const own = dimsOf(A.shape);
      const times = readDims(reps, cx.heap);
      if (!own || !times) return array(null, A.dtype, { range: A.range ?? null });
      const rank = Math.max(own.length, times.length);
      const grown = (d: readonly Dim[]): readonly Dim[] => [...Array<Dim>(rank - d.length).fill(1), ...d];
      const [a, b] = [grown(own), grown(times)];
      return array(
        a.map((d, i) => mulDims(d, b[i]!)),
        A.dtype,
        { range: A.range ?? null },
      );
    },
    examples: ['np.tile(np.ones((2, 3)), (2, 1))  #> [4, 3]'],
  }),
  numpyOp({
    name: 'numpy.repeat',
    summary: 'Each element repeated along an axis.',
    params: { a: tensor(), repeats: value(), axis: value(none) },
    isMethodToo: true,
    codes: ['axis-out-of-range', 'broadcast-mismatch'],
    call: ({ a, repeats, axis }, cx) => repeated(cx, a, repeats, axis),
    examples: [
      'np.repeat(np.ones((2, 3)), 2, axis=0)  #> [4, 3]',
      'np.repeat(np.ones((2, 3)), 2, axis=2)  #! error[axis-out-of-range]: no axis 2',
      'np.repeat(np.ones(3), [1, 2])  #! error[broadcast-mismatch]: 2 counts are given for 3',
    ],
  }),
  numpyOp({
    name: 'numpy.pad',
    summary: 'An array with elements added at the ends of its axes.',
    params: { array: tensor(), pad_width: value(), mode: value({ kind: 'str', value: 'constant' }, "'constant'") },
    keywordParams: ['constant_values', 'end_values', 'stat_length', 'reflect_type'],
    codes: ['broadcast-mismatch', 'non-positive-size'],
    call: (args, cx) => padded(cx, args.array, args.pad_width),
    examples: [
      'np.pad(np.ones((2, 3)), ((1, 1), (0, 2)))  #> [4, 5]',
      'np.pad(np.ones((2, 3)), ((1, 1), (0, 2), (0, 0)))  #! error[broadcast-mismatch]: do not fit an array of 2 axes',
      'np.pad(np.ones(3), -1)  #! error[non-positive-size]: -1',
    ],
  }),
  numpyOp({
    name: 'numpy.block',
    summary: 'An array made of nested lists of blocks.',
    params: { arrays: value() },
    call: () => array(null, null),
  }),
].flat();
