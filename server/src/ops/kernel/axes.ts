import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { DiagnosticCode } from '../../diagnostics/codes';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import type { Axes } from './params';

/** What a rule that several libraries share needs of the call: how to name and how to report it. */
export interface RuleContext {
  readonly label: string;
  report(code: DiagnosticCode, message: Message, more?: { readonly at?: string; readonly from?: readonly TensorValue[] }): void;
}

/** An axis counted from 0 of a tensor with `rank` axes; null when it is not known or was reported. */
export function axisOf(x: TensorValue, axis: Dim, cx: RuleContext, at = 'axis', rank = rankOf(x.shape)): number | null {
  if (!isLiteral(axis) || rank === null) return null;
  if (axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  cx.report('axis-out-of-range', msg('{0}: there is no axis {1} among {2}: {3}', cx.label, axis, rank, formatShape(x.shape)), {
    at,
    from: [x],
  });
  return null;
}

/** Several axes counted from 0; null when one is not known or was reported. */
export function axesOf(x: TensorValue, axes: Axes, cx: RuleContext, at = 'axis'): readonly number[] | null {
  const rank = rankOf(x.shape);
  if (axes === null || rank === null) return null;
  if (axes === 'all') return Array.from({ length: rank }, (_, i) => i);
  const found: number[] = [];
  for (const axis of axes) {
    const one = axisOf(x, axis, cx, at);
    if (one === null) return null;
    found.push(one);
  }
  return found;
}

/** The shape after reducing axes to one value each; with `keepdims` they stay with an extent of 1. */
export function reduceShape(x: TensorValue, axes: Axes, keepdims: boolean | null, cx: RuleContext, at = 'axis'): MaybeShape {
  if (axes === 'all' && keepdims === false) return shapeOf([]);
  const gone = axesOf(x, axes, cx, at);
  if (!gone || !x.shape) return null;
  if (keepdims === null) return gone.length ? null : x.shape;
  const { dims } = x.shape;
  return shapeOf(keepdims ? dims.map((d, i) => (gone.includes(i) ? 1 : d)) : dims.filter((_, i) => !gone.includes(i)));
}

/** The shape with the extent at one axis replaced. */
export function withDim(shape: MaybeShape, axis: number | null, dim: Dim): MaybeShape {
  if (!shape || shape.hasPrefix) return null;
  return shapeOf(shape.dims.map((d, i) => (axis === null ? unknownDim : i === axis ? dim : d)));
}

/** Reports a tensor with a number of axes that the operation does not take. True when it certainly has a wrong one. */
export function refuseRank(
  x: TensorValue,
  takes: number | { readonly min: number; readonly max?: number },
  cx: RuleContext,
  at: string,
): boolean {
  const rank = rankOf(x.shape);
  if (rank === null) return false;
  const { min, max } = typeof takes === 'number' ? { min: takes, max: takes } : { max: Infinity, ...takes };
  if (rank >= min && rank <= max) return false;
  const wanted = min === max ? msg('{0} axes', min) : max === Infinity ? msg('at least {0} axes', min) : msg('{0} to {1} axes', min, max);
  cx.report('rank-mismatch', msg('{0}: {1} must have {2}, it is {3}', cx.label, at, wanted, formatShape(x.shape)), { at, from: [x] });
  return true;
}
