import type { Message } from '../../../../extension/protocol/localize';
import type { FixSpec } from '../kernel';
import { msg } from '../kernel';
import type { DiagnosticCode, Severity } from '../../diagnostics/codes';
import type { Dim } from '../../values/dim';
import { compareDims } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { categoryOf } from './elementTypes';

/** What modules and functions report with. */
export interface Reports {
  readonly label: string;
  report(
    code: DiagnosticCode,
    message: Message,
    more?: {
      readonly at?: string;
      readonly from?: readonly TensorValue[];
      readonly severity?: Severity;
      readonly fixes?: readonly FixSpec[];
    },
  ): void;
}

/** True where two shapes certainly are not the same. */
export function differs(a: MaybeShape, b: MaybeShape): boolean {
  const [p, q] = [rankOf(a), rankOf(b)];
  if (p === null || q === null) return false;
  return p !== q || a!.dims.some((d, i) => compareDims(d, b!.dims[i]!) === 'different');
}

/** Reports an argument that certainly has another shape than it needs. True when it was reported. */
export function refuseShape(what: string, x: TensorValue, wanted: readonly Dim[], cx: Reports): boolean {
  if (!differs(x.shape, shapeOf(wanted))) return false;
  const code = rankOf(x.shape) === wanted.length ? 'dim-mismatch' : 'rank-mismatch';
  cx.report(code, msg('{0} expects {1} of shape {2}, gets {3}', cx.label, what, formatShape(shapeOf(wanted)), formatShape(x.shape)), {
    from: [x],
  });
  return true;
}

/** Weights are fractions: what is multiplied with them has to be. True when it was reported. */
export function refuseWhole(x: TensorValue, cx: Reports): boolean {
  const category = x.dtype === null ? null : categoryOf(x.dtype);
  if (category !== 'whole' && category !== 'bool') return false;
  cx.report('dtype-mismatch', msg('{0} takes floats, it gets a tensor of type {1}', cx.label, x.dtype!), { from: [x] });
  return true;
}

/** Positions in a table are whole numbers of 32 or 64 bits. True when it was reported. */
export function refuseIndices(x: TensorValue, cx: Reports): boolean {
  if (x.dtype === null || x.dtype === 'int64' || x.dtype === 'int32' || categoryOf(x.dtype) === null) return false;
  cx.report('dtype-mismatch', msg('{0} takes indices of type int64 or int32, not {1}', cx.label, x.dtype), { from: [x] });
  return true;
}
