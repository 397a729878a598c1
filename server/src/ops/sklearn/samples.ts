import type { CallContext } from '../kernel';
import { isFloating, msg, samplesOf, tableArray } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';

/** Reports values of different numbers of samples; the first that differs from the first one is named. */
export function checkSamples(values: readonly Value[], cx: CallContext, at?: string): void {
  if (!values.every((value) => refuseObject(value, cx))) return;
  const given = values.filter((value) => value.kind !== 'none' && value.kind !== 'unknown');
  const first = given[0] && samplesOf(given[0], cx);
  if (first === undefined) return;
  for (const other of given.slice(1)) {
    const n = samplesOf(other, cx);
    if (compareDims(first, n) !== 'different') continue;
    cx.report(
      'dim-mismatch',
      msg('{0} takes as many samples in each argument, it gets {1} and {2}', cx.label, formatDim(first), formatDim(n)),
      { ...(at !== undefined && { at }), from: given.filter((value): value is TensorValue => value.kind === 'tensor') },
    );
    return;
  }
}

/** False, and reported, for what is to be fit in the place of data. */
function refuseObject(value: Value, cx: CallContext): boolean {
  const type = value.kind === 'ref' && cx.heap.get(value.id)?.kind === 'object' ? cx.plainType(value) : null;
  if (type === null) return true;
  cx.raise('TypeError', 'dtype-mismatch', msg('{0} takes arrays, not {1}', cx.label, type));
  return false;
}

export interface Table {
  readonly array: TensorValue;
  readonly rows: Dim;
  readonly columns: Dim;
  readonly isRefused: boolean;
}

/** Samples as rows and features as columns: what every estimator takes. Anything but two axes is refused. */
export function readTable(value: Value, cx: CallContext, at = 'X', expected?: Dim): Table {
  refuseObject(value, cx);
  const array = tableArray(value, cx);
  const rank = rankOf(array.shape);
  const nothing: Table = {
    array,
    rows: rank === null || rank === 0 ? unknownDim : dimAt(array.shape, 0),
    columns: unknownDim,
    isRefused: true,
  };
  if (rank === null) return { ...nothing, isRefused: false };
  if (rank !== 2) {
    const last = dimAt(array.shape, -1);
    cx.report(
      'rank-mismatch',
      rank === 1
        ? msg(
            '{0} takes a table of samples and features, it gets one axis: {1}; reshape(-1, 1) makes it one feature',
            cx.label,
            formatShape(array.shape),
          )
        : msg('{0} takes a table of samples and features, it gets {1} axes: {2}', cx.label, rank, formatShape(array.shape)),
      { at, from: [array] },
    );
    return { ...nothing, columns: expected ?? (rank > 2 ? last : unknownDim) };
  }
  const [rows, columns] = array.shape!.dims as readonly [Dim, Dim];
  if (expected !== undefined && compareDims(columns, expected) === 'different') {
    cx.report(
      'dim-mismatch',
      msg(
        '{0}: the fit was on {1} features, this table has {2}: {3}',
        cx.label,
        formatDim(expected),
        formatDim(columns),
        formatShape(array.shape),
      ),
      { at, from: [array] },
    );
    return { array, rows, columns: expected, isRefused: true };
  }
  return { array, rows, columns, isRefused: false };
}

/** Estimators compute in floating-point numbers: what comes in as such stays, everything else becomes float64. */
export function floatDtype({ dtype }: TensorValue): string | null {
  if (dtype === null || dtype === 'object' || dtype === 'str') return dtype === null ? null : 'float64';
  return isFloating(dtype) ? (dtype === 'float16' ? null : dtype) : 'float64';
}
