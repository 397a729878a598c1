import type { CallContext } from '../kernel';
import { isSurelyOutside, msg } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, isLiteral, productOf } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { dimsOf } from './views';

/*
 * What functions ask of a tensor of positions. Unlike in brackets, they take no negative ones.
 */

/** Reports positions of a type that is none. True when it did. */
export function refuseIndexType(index: TensorValue, cx: CallContext, takes: readonly string[] = ['int64', 'int32'], at = 'index'): boolean {
  // An empty tensor without a type of its own is taken.
  if (index.dtype === null || takes.includes(index.dtype) || dimsOf(index)?.includes(0)) return false;
  cx.report('dtype-mismatch', msg('{0}: {1} holds positions as {2}, it is {3}', cx.label, at, takes.join(', '), index.dtype), {
    at,
    from: [index],
  });
  return true;
}

/** Reports positions that an axis of a given extent does not have. */
export function refuseOutside(
  index: TensorValue,
  extent: Dim,
  cx: CallContext,
  { at = 'index', from = 0 }: { readonly at?: string; readonly from?: number } = {},
): void {
  if (!isLiteral(extent)) return;
  const wrong = index.data?.find((n) => n >= extent || n < from);
  const own = dimsOf(index);
  const range = index.data ? null : index.range;
  const isOut = range && own && !own.includes(0) && isSurelyOutside(range, from, extent, productOf(own));
  if (wrong === undefined && !isOut) return;
  const position = wrong ?? (range!.max >= extent ? range!.max : range!.min);
  cx.report('axis-out-of-range', msg('{0}: there is no position {1} among {2}', cx.label, position, extent), { at, from: [index] });
}

/** Reports an extent of `index` beyond that of `limit` on another axis than `free`. True when it did. */
export function refuseLarger(index: TensorValue, limit: TensorValue, free: number | null, cx: CallContext): boolean {
  const [own, most] = [dimsOf(index), dimsOf(limit)];
  if (!own || !most || own.length !== most.length || own.includes(0)) return false;
  const wrong = own.findIndex((d, i) => i !== free && isLiteral(d) && isLiteral(most[i]!) && d > most[i]);
  if (wrong < 0) return false;
  cx.report(
    'dim-mismatch',
    msg('{0}: positions of shape {1} reach beyond {2} on axis {3}', cx.label, formatShape(index.shape), formatShape(limit.shape), wrong),
    { at: 'index', from: [index, limit] },
  );
  return true;
}

/** Reports another number of axes than the tensor has. True when it did. */
export function refuseOtherRank(index: TensorValue, input: TensorValue, cx: CallContext, at = 'index'): boolean {
  const [own, other] = [dimsOf(index), dimsOf(input)];
  if (!own || !other || Math.max(own.length, 1) === Math.max(other.length, 1) || own.includes(0)) return false;
  cx.report(
    'rank-mismatch',
    msg(
      '{0}: {1} must have as many axes as the tensor, it is {2} beside {3}',
      cx.label,
      at,
      formatShape(index.shape),
      formatShape(input.shape),
    ),
    { at, from: [index, input] },
  );
  return true;
}

/** Reports two tensors of different types where one is wanted. True when it did. */
export function refuseOtherType(input: TensorValue, source: TensorValue, cx: CallContext, at: string): boolean {
  if (input.dtype === null || source.dtype === null || input.dtype === source.dtype) return false;
  cx.report('dtype-mismatch', msg('{0} takes two tensors of one type, it gets {1} and {2}', cx.label, input.dtype, source.dtype), {
    at,
    from: [input, source],
  });
  return true;
}

/** Reports two extents that surely differ. */
export function differ(a: Dim, b: Dim): boolean {
  return compareDims(a, b) === 'different';
}
