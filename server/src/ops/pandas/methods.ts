import type { CallContext, LibraryEntry } from '../kernel';
import { arrayOf, defineMethod, defineProperty, isFloating, promoteDtypes, readDtype, rest, toTensor, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, freeDim, isKnown, isLiteral, mulDims, unknownDim } from '../../values/dim';
import { dimAt, rankOf, shapeOf } from '../../values/shape';
import type { Value } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';
import type { FrameParts } from './frame';
import {
  arrayIn,
  changeFrame,
  columnAt,
  columnDtype,
  frameClass,
  frameOf,
  indexOf,
  isFrame,
  isSeries,
  keyOf,
  labelsIn,
  positionOf,
  readFrame,
  rowsOf,
  seriesClass,
  seriesOf,
  sharedClass,
} from './frame';
import { checkLabels, withColumns, withRowCount } from './selecting';

const method = (
  name: string,
  params: readonly string[],
  call: (args: Readonly<Record<string, Value>>, cx: CallContext, given: (name: string) => Value) => Value,
  cls = sharedClass,
): LibraryEntry =>
  defineMethod({
    name: `${cls}.${name}`,
    // What does not matter here may come by position as well.
    params: { self: value(), ...Object.fromEntries(params.map((param) => [param, value(none)])), others: rest() },
    takesAnyKeyword: true,
    call: ({ others: _, ...args }, cx, bound) =>
      call(args as Readonly<Record<string, Value>>, cx, (key) => bound.values.get(key)?.value ?? (bound.isComplete ? none : unknown)),
  });

const isTrue = (v: Value): boolean | null => (v.kind === 'none' ? false : v.kind === 'bool' ? v.value : null);

/** Gives the result, or puts it in the place of the frame itself (`inplace=True`). */
function give(cx: CallContext, self: Value, inplace: Value, result: Value): Value {
  const isInPlace = isTrue(inplace);
  if (isInPlace === false) return result;
  for (const name of ['#array', '#columns', '#dtypes']) {
    const now = cx.attr(result, name) ?? unknown;
    if (cx.attr(self, name) !== undefined) cx.setAttr(self, name, isInPlace ? now : unknown);
  }
  return isInPlace ? none : unknown;
}

/** The same rows and columns with other values. */
function alike(cx: CallContext, self: Value, dtype: 'same' | 'unknown' | (string & {}), keepsValues = false): Value {
  if (isSeries(cx, self)) {
    const array = arrayIn(cx, self);
    const type = dtype === 'same' ? array.dtype : dtype === 'unknown' ? null : dtype;
    return seriesOf(cx, rowsOf(cx, self), type, keepsValues ? { ...array, data: null } : undefined);
  }
  const frame = readFrame(cx, self);
  if (dtype === 'same' && keepsValues) return withRowCount(cx, self, frame.rows);
  if (dtype === 'same') return frameOf(cx, { ...frame, ranges: null, ...(frame.dtypes && { dtype: undefined }) });
  const type = dtype === 'unknown' ? null : dtype;
  return frameOf(cx, {
    rows: frame.rows,
    labels: frame.labels,
    width: frame.width,
    dtypes: frame.labels?.map(() => type) ?? null,
    dtype: type,
  });
}

/** Number of rows that `head`, `tail` and `nlargest` give. */
function few(cx: CallContext, self: Value, n: Value): Dim {
  const rows = rowsOf(cx, self);
  const wanted = n.kind === 'none' ? 5 : n.kind === 'int' ? n.value : unknownDim;
  return isLiteral(rows) && isLiteral(wanted) && wanted >= 0 ? Math.min(rows, wanted) : cx.symbol('rows');
}

/** A column for each number that is taken down a frame, one number for a series. */
function reduce(cx: CallContext, self: Value, axis: Value, numericOnly: Value, dtype: string | null): Value {
  if (isSeries(cx, self)) return dtype === 'int64' ? int(unknownDim) : arrayOf('numpy', shapeOf([]), dtype);
  const frame = readFrame(cx, self);
  const along = axisOf(axis);
  if (along === null) return unknown;
  if (along === 1) return seriesOf(cx, frame.rows, dtype);
  return seriesOf(cx, isTrue(numericOnly) === false ? frame.width : cx.symbol('columns'), dtype);
}

function axisOf(axis: Value): 0 | 1 | null {
  if (axis.kind === 'none') return 0;
  if (axis.kind === 'str') return axis.value === 'columns' ? 1 : axis.value === 'index' || axis.value === 'rows' ? 0 : null;
  return axis.kind === 'int' && (axis.value === 0 || axis.value === 1) ? axis.value : null;
}

function drop(cx: CallContext, self: Value, { labels, axis, index, columns }: Readonly<Record<string, Value>>, errors: Value): Value {
  const along = axisOf(axis!);
  const names = columns!.kind !== 'none' ? columns! : along === 1 ? labels! : null;
  const gone = columns!.kind !== 'none' ? index! : along === 0 ? labels! : index!;
  if (isSeries(cx, self)) return withRowCount(cx, self, cx.symbol('rows'));
  if (along === null) return unknown;
  const frame = readFrame(cx, self);
  // Labels of rows may occur twice: what is left is not known, though by the usual numbering it would be.
  const rows = gone.kind === 'none' ? frame.rows : cx.symbol('rows');
  if (!names) return withRowCount(cx, self, rows);
  const list = labelsIn(cx, names);
  if (list && errors.kind === 'none') checkLabels(cx, self, list, frame);
  if (!list || !frame.labels) {
    const n = list && isKnown(frame.width) ? addKnown(frame.width, -list.length) : cx.symbol('columns');
    return frameOf(cx, { rows, width: n, ...(frame.dtype !== 'object' && { dtype: frame.dtype }) });
  }
  const keys = new Set(list.map(keyOf));
  const kept = frame.labels.map((_, i) => i).filter((i) => !keys.has(keyOf(frame.labels![i]!)));
  return frameOf(cx, {
    rows,
    labels: kept.map((i) => frame.labels![i]!),
    dtypes: kept.map((i) => columnDtype(frame, i)),
    distinct: rows === frame.rows ? kept.map((i) => frame.distinct?.[i] ?? null) : null,
    ranges: kept.map((i) => frame.ranges?.[i] ?? null),
  });
}

function addKnown(n: Dim, by: number): Dim {
  return typeof n === 'number' ? Math.max(0, n + by) : unknownDim;
}

/** Element-wise operators: whatever the other side is, rows and columns stay; series of different length are put together by label. */
function operate(cx: CallContext, self: Value, other: Value, dtype: string | null): Value {
  const array = arrayIn(cx, self);
  if (isFrame(cx, self)) {
    const frame = readFrame(cx, self);
    const parts: FrameParts = { rows: frame.rows, labels: frame.labels, width: frame.width, dtype };
    // A series is put beside the columns, another frame beside the rows.
    if (isSeries(cx, other)) return frameOf(cx, { ...parts, dtype: binaryKind(dtype) });
    return isFrame(cx, other) && !isSame(cx, frame.rows, other) ? frameOf(cx, { ...parts, rows: unknownDim }) : frameOf(cx, parts);
  }
  if (isFrame(cx, other)) return unknown;
  const rows = dimAt(array.shape, 0);
  return seriesOf(cx, isSeries(cx, other) && !isSame(cx, rows, other) ? cx.symbol('rows') : rows, dtype);
}

/** Columns that the series lacks become fractions without a value. */
function binaryKind(dtype: string | null): string | null {
  return dtype !== null && isFloating(dtype) ? dtype : null;
}

function isSame(cx: CallContext, rows: Dim, other: Value): boolean {
  return compareDims(rows, rowsOf(cx, other)) === 'equal';
}

function binaryDtype(cx: CallContext, self: Value, other: Value, op: string): string | null {
  const [a, b] = [arrayIn(cx, self).dtype, toTensor(other, cx.heap).dtype];
  if (!a || !b || a === 'object' || b === 'object' || a === 'str' || b === 'str') return null;
  const isNumber = other.kind === 'int' || other.kind === 'float';
  const both =
    a === 'bool' && other.kind === 'bool'
      ? null
      : isNumber && other.kind === 'int' && a !== 'bool'
        ? a
        : isNumber && isFloating(a)
          ? a
          : promoteDtypes(a, b);
  if (op === '/') return both && (isFloating(both) ? both : 'float64');
  return op === '+' || op === '-' || op === '*' ? both : null;
}

const same = [
  'copy',
  'sort_values',
  'sort_index',
  'reindex_like',
  'infer_objects',
  'round',
  'abs',
  'clip',
  'where',
  'mask',
  'cumsum',
  'cummax',
  'cummin',
];
/** Methods behind which the values are still the same ones. */
const keeping: ReadonlySet<string> = new Set(['copy', 'sort_values', 'sort_index', 'infer_objects']);
const changed = [
  'replace',
  'fillna',
  'ffill',
  'bfill',
  'interpolate',
  'shift',
  'diff',
  'pct_change',
  'rank',
  'convert_dtypes',
  'map',
  'applymap',
  'transform',
  'combine_first',
  'to_datetime',
];
const tests = ['isnull', 'isna', 'notnull', 'notna', 'isin', 'eq', 'ne', 'lt', 'gt', 'le', 'ge', 'between'];
const inFloats = ['mean', 'std', 'var', 'median', 'skew', 'kurt', 'sem', 'quantile'];
const inKind = ['sum', 'min', 'max', 'prod'];

const seriesDtype = (cx: CallContext, self: Value): string | null => {
  const { dtype } = arrayIn(cx, self);
  return dtype === 'object' || dtype === 'str' ? null : dtype;
};

/** Methods and attributes of frames and series. */
export const methods: readonly LibraryEntry[] = [
  defineProperty(`${sharedClass}.values`, (self, cx) => asArray(cx, self)),
  defineProperty(`${sharedClass}.array`, () => unknown),
  defineProperty(`${sharedClass}.shape`, (self, cx) =>
    tuple((arrayIn(cx, self).shape?.dims ?? []).map((d) => (d === freeDim ? none : int(d)))),
  ),
  defineProperty(`${sharedClass}.ndim`, (self, cx) => int(rankOf(arrayIn(cx, self).shape) ?? unknownDim)),
  defineProperty(`${sharedClass}.size`, (self, cx) => int(mulAll(arrayIn(cx, self).shape?.dims ?? [unknownDim]))),
  defineProperty(`${sharedClass}.index`, (self, cx) => indexOf(cx, null, rowsOf(cx, self))),
  defineProperty(`${seriesClass}.dtype`, (self, cx) => str(arrayIn(cx, self).dtype)),
  defineProperty(`${seriesClass}.T`, (self) => self),
  defineProperty(`${frameClass}.columns`, (self, cx) => {
    const frame = readFrame(cx, self);
    return indexOf(cx, frame.labels, frame.width);
  }),
  defineProperty(`${frameClass}.dtypes`, (self, cx) => seriesOf(cx, readFrame(cx, self).width, 'object')),
  defineProperty(`${frameClass}.T`, (self, cx) => {
    const frame = readFrame(cx, self);
    return frameOf(cx, { rows: frame.width, width: frame.rows, dtype: frame.dtype });
  }),
  method('__len__', [], ({ self }, cx) => int(rowsOf(cx, self!))),
  method('to_numpy', ['dtype'], ({ self, dtype }, cx) => {
    const array = asArray(cx, self!);
    return dtype!.kind === 'none' || array.kind !== 'tensor' ? array : { ...array, dtype: readDtype(dtype!), data: null };
  }),
  ...['to_list', 'tolist'].map((name) =>
    method(
      name,
      [],
      ({ self }, cx) => {
        const rows = rowsOf(cx, self!);
        const { dtype } = arrayIn(cx, self!);
        const element: Value = dtype === 'str' ? str(null) : dtype && /int/.test(dtype) ? int(unknownDim) : unknown;
        const items = isLiteral(rows) && rows <= 256 ? Array.from({ length: rows }, () => element) : null;
        return cx.alloc({ kind: 'list', isSet: false, items, element });
      },
      seriesClass,
    ),
  ),
  ...same.map((name) =>
    method(name, [], ({ self }, cx, given) => give(cx, self!, given('inplace'), alike(cx, self!, 'same', keeping.has(name)))),
  ),
  ...changed.map((name) =>
    method(name, ['first'], ({ self }, cx, given) => give(cx, self!, given('inplace'), alike(cx, self!, fills(cx, self!, name)))),
  ),
  ...tests.map((name) => method(name, ['first', 'second'], ({ self }, cx) => alike(cx, self!, 'bool'))),
  ...inFloats.map((name) =>
    method(name, ['axis'], ({ self, axis }, cx, given) =>
      name === 'quantile' ? unknown : reduce(cx, self!, axis!, given('numeric_only'), 'float64'),
    ),
  ),
  ...inKind.map((name) =>
    method(name, ['axis'], ({ self, axis }, cx, given) => {
      const dtype = seriesDtype(cx, self!);
      const summed = name === 'sum' && dtype === 'bool' ? 'int64' : dtype;
      return reduce(cx, self!, axis!, given('numeric_only'), summed);
    }),
  ),
  method('count', ['axis'], ({ self, axis }, cx, given) => reduce(cx, self!, axis!, given('numeric_only'), 'int64')),
  method('nunique', ['axis'], ({ self, axis }, cx) =>
    isSeries(cx, self!) ? int(cx.symbol('classes')) : reduce(cx, self!, axis!, none, 'int64'),
  ),
  method(
    'unique',
    [],
    ({ self }, cx) => {
      const { dtype } = arrayIn(cx, self!);
      return arrayOf('numpy', shapeOf([cx.symbol('classes')]), dtype);
    },
    seriesClass,
  ),
  method('value_counts', [], (_, cx) => seriesOf(cx, cx.symbol('classes'), 'int64'), seriesClass),
  method('head', ['n'], ({ self, n }, cx) => withRowCount(cx, self!, few(cx, self!, n!))),
  method('tail', ['n'], ({ self, n }, cx) => withRowCount(cx, self!, few(cx, self!, n!))),
  method('sample', ['n', 'frac'], ({ self, n, frac }, cx) => {
    const rows = rowsOf(cx, self!);
    const share = frac!.kind === 'float' ? frac.value : frac!.kind === 'int' && isLiteral(frac.value) ? frac.value : null;
    if (n!.kind === 'int') return withRowCount(cx, self!, n.value);
    if (frac!.kind === 'none' && n!.kind === 'none') return withRowCount(cx, self!, 1);
    if (share === 1) return withRowCount(cx, self!, rows);
    return withRowCount(cx, self!, share !== null && isLiteral(rows) ? halfToEven(share * rows) : cx.symbol('rows'));
  }),
  method('dropna', ['axis'], ({ self, axis }, cx, given) => {
    const along = axisOf(axis!);
    if (isFrame(cx, self!) && along !== 0) {
      const frame = readFrame(cx, self!);
      return give(cx, self!, given('inplace'), frameOf(cx, { rows: along === 1 ? frame.rows : unknownDim, width: cx.symbol('columns') }));
    }
    return give(cx, self!, given('inplace'), withRowCount(cx, self!, cx.symbol('rows')));
  }),
  ...['drop_duplicates', 'query', 'nlargest', 'nsmallest', 'truncate'].map((name) =>
    method(name, [], ({ self }, cx, given) => give(cx, self!, given('inplace'), withRowCount(cx, self!, cx.symbol('rows')))),
  ),
  method('reindex', ['labels', 'index', 'columns', 'axis'], ({ self, labels, index, columns, axis }, cx) => {
    const isAcross = axis!.kind !== 'none' && axisOf(axis!) !== 0;
    if (isSeries(cx, self!) || (columns!.kind === 'none' && !isAcross)) return withRowCount(cx, self!, cx.symbol('rows'));
    const rows = isAcross || (labels!.kind === 'none' && index!.kind === 'none') ? rowsOf(cx, self!) : cx.symbol('rows');
    const wanted = columns!.kind !== 'none' ? labelsIn(cx, columns!) : null;
    return frameOf(cx, wanted ? { rows, labels: wanted } : { rows, width: cx.symbol('columns') });
  }),
  method('duplicated', [], ({ self }, cx) => seriesOf(cx, rowsOf(cx, self!), 'bool')),
  method('drop', ['labels', 'axis', 'index', 'columns'], ({ self, ...args }, cx, given) =>
    give(cx, self!, given('inplace'), drop(cx, self!, args, given('errors'))),
  ),
  method('astype', ['dtype'], ({ self, dtype }, cx) => {
    const type = dtype!.kind === 'ref' ? null : readDtype(dtype!);
    return alike(cx, self!, type === null || type === 'str' ? 'unknown' : type);
  }),
  method('reset_index', [], ({ self }, cx, given) => {
    const isDropped = isTrue(given('drop'));
    if (isDropped) return give(cx, self!, given('inplace'), withRowCount(cx, self!, rowsOf(cx, self!)));
    // The old index becomes a column, or several.
    return give(cx, self!, given('inplace'), frameOf(cx, { rows: rowsOf(cx, self!), width: cx.symbol('columns') }));
  }),
  method(
    'set_index',
    ['keys'],
    ({ self, keys }, cx, given) => {
      const list = labelsIn(cx, keys!);
      const isDropped = given('drop').kind === 'none' ? true : isTrue(given('drop'));
      if (!list || !isDropped)
        return give(cx, self!, given('inplace'), frameOf(cx, { rows: rowsOf(cx, self!), width: cx.symbol('columns') }));
      return give(cx, self!, given('inplace'), drop(cx, self!, { labels: none, axis: none, index: none, columns: keys! }, none));
    },
    frameClass,
  ),
  method('rename', ['mapper', 'index', 'columns'], ({ self, columns }, cx, given) => {
    if (isSeries(cx, self!)) return alike(cx, self!, 'same');
    const frame = readFrame(cx, self!);
    const names = columns!.kind === 'ref' ? cx.heap.get(columns.id) : undefined;
    const entries = names?.kind === 'dict' && !names.isOpen ? names.entries : null;
    const labels = entries && frame.labels ? frame.labels.map((label) => entries.get(keyOf(label)!)?.value ?? label) : null;
    return give(
      cx,
      self!,
      given('inplace'),
      frameOf(cx, {
        rows: frame.rows,
        labels,
        width: frame.width,
        dtypes: frame.dtypes,
        ranges: frame.ranges,
        ...(!frame.dtypes && { dtype: frame.dtype }),
      }),
    );
  }),
  method(
    'pop',
    ['item'],
    ({ self, item }, cx) => {
      const frame = readFrame(cx, self!);
      const at = positionOf(frame, item!);
      const column = columnAt(cx, frame, at);
      if (keyOf(item!) !== null) checkLabels(cx, self!, [item!], frame);
      const rest = drop(cx, self!, { labels: none, axis: none, index: none, columns: item! }, str('ignore'));
      for (const name of ['#array', '#columns', '#dtypes']) cx.setAttr(self!, name, cx.attr(rest, name) ?? unknown);
      return column;
    },
    frameClass,
  ),
  method(
    '__delitem__',
    ['item'],
    ({ self, item }, cx) => {
      if (keyOf(item!) !== null) checkLabels(cx, self!, [item!]);
      const left = drop(cx, self!, { labels: none, axis: none, index: none, columns: item! }, str('ignore'));
      for (const name of ['#array', '#columns', '#dtypes']) cx.setAttr(self!, name, cx.attr(left, name) ?? unknown);
      return none;
    },
    frameClass,
  ),
  method(
    'insert',
    ['loc', 'column', 'value'],
    ({ self, loc, column, value: given }, cx) => {
      const frame = readFrame(cx, self!);
      const parts = keyOf(column!) === null ? { rows: frame.rows, width: unknownDim } : withColumns(cx, frame, [column!], given!);
      const at = loc!.kind === 'int' && isLiteral(loc.value) ? loc.value : null;
      const moved = <T>(items: readonly T[] | null | undefined): T[] | null =>
        items && at !== null ? [...items.slice(0, at), items.at(-1)!, ...items.slice(at, -1)] : null;
      changeFrame(
        cx,
        self!,
        'labels' in parts && parts.labels
          ? {
              rows: parts.rows,
              labels: moved(parts.labels),
              width: parts.labels.length,
              dtypes: moved(parts.dtypes),
              ranges: moved(parts.ranges),
            }
          : parts,
      );
      return none;
    },
    frameClass,
  ),
  defineMethod({
    name: `${frameClass}.assign`,
    params: { self: value() },
    takesAnyKeyword: true,
    call({ self }, cx, bound) {
      const frame = readFrame(cx, self);
      let parts: FrameParts = {
        rows: frame.rows,
        labels: frame.labels,
        width: frame.width,
        dtypes: frame.dtypes,
        ranges: frame.ranges,
        ...(!frame.dtypes && { dtype: frame.dtype }),
      };
      for (const [name, { value: given }] of bound.values) {
        if (name === 'self') continue;
        const now = frameOf(cx, parts);
        parts = withColumns(cx, readFrame(cx, now), [str(name)], given);
      }
      return frameOf(cx, parts);
    },
  }),
  method('corr', [], ({ self }, cx, given) => {
    if (isSeries(cx, self!)) return unknown;
    const width = isTrue(given('numeric_only')) === false ? readFrame(cx, self!).width : cx.symbol('columns');
    return frameOf(cx, { rows: width, width, dtype: 'float64' });
  }),
  method('select_dtypes', [], ({ self }, cx) => frameOf(cx, { rows: rowsOf(cx, self!), width: cx.symbol('columns') }), frameClass),
  method(
    'to_frame',
    [],
    ({ self }, cx) => frameOf(cx, { rows: rowsOf(cx, self!), width: 1, dtype: arrayIn(cx, self!).dtype }),
    seriesClass,
  ),
  method('apply', ['func', 'axis'], ({ self }, cx) => (isSeries(cx, self!) ? seriesOf(cx, rowsOf(cx, self!), null) : unknown)),
  ...['merge', 'join'].map((name) =>
    method(name, [], (_, cx) => frameOf(cx, { rows: cx.symbol('rows'), width: cx.symbol('columns') }), frameClass),
  ),
  method('info', [], () => none),
  method('describe', [], () => unknown),
  ...['to_csv', 'to_excel', 'to_json', 'to_pickle', 'to_parquet', 'plot', 'hist'].map((name) =>
    method(name, ['first', 'second'], () => unknown),
  ),
  method(
    'iterrows',
    [],
    ({ self }, cx) => {
      const frame = readFrame(cx, self!);
      return cx.alloc({
        kind: 'list',
        isSet: false,
        items: null,
        element: tuple([int(unknownDim), seriesOf(cx, frame.width, frame.dtype)]),
      });
    },
    frameClass,
  ),
  ...[frameClass, seriesClass].flatMap((cls) => [
    defineMethod({
      name: `${cls}.__binary__`,
      params: { self: value(), other: value(), op: value() },
      call: ({ self, other, op }, cx) =>
        op.kind === 'str' && op.value === '@'
          ? unknown
          : operate(cx, self, other, binaryDtype(cx, self, other, op.kind === 'str' ? (op.value ?? '') : '')),
    }),
    defineMethod({
      name: `${cls}.__compare__`,
      params: { self: value(), other: value(), op: value() },
      call: ({ self, other }, cx) => operate(cx, self, other, 'bool'),
    }),
    defineMethod({
      name: `${cls}.__unary__`,
      params: { self: value(), op: value() },
      call: ({ self }, cx) => alike(cx, self, 'same'),
    }),
  ]),
  defineProperty(`${seriesClass}.cat`, (self, cx) => cx.object('pandas.Categorical', { codes: seriesOf(cx, rowsOf(cx, self), null) })),
];

/** Missing values that are filled leave whole numbers and texts as they are, of others the type may change. */
function fills(cx: CallContext, self: Value, name: string): 'same' | 'unknown' {
  const { dtype } = arrayIn(cx, self);
  return (name === 'fillna' || name === 'ffill' || name === 'bfill') && dtype !== null && dtype !== 'object' ? 'same' : 'unknown';
}

function asArray(cx: CallContext, self: Value): Value {
  if (isSeries(cx, self)) return arrayIn(cx, self);
  const frame = readFrame(cx, self);
  return { ...arrayOf('numpy', shapeOf([frame.rows, frame.width]), frame.dtype), ...(frame.ranges && { columns: frame.ranges }) };
}

function mulAll(dims: readonly Dim[]): Dim {
  return dims.reduce(mulDims, 1);
}

function halfToEven(n: number): number {
  const low = Math.floor(n);
  return n - low === 0.5 ? (low % 2 === 0 ? low : low + 1) : Math.round(n);
}
