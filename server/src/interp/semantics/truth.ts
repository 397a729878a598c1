import { msg } from '../../../../extension/protocol/localize';
import type { Expr } from '../../ir/ir';
import { productOf } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { Value } from '../../values/value';
import { refuseUse } from '../containers/kerasTensors';
import { truthOf } from './dunders';
import { evalExpr } from '../expressions';
import type { Machine } from '../machine';
import { reportHere } from '../tensors';

/** Evaluates what a statement or an expression decides by; null when it is not known. */
export function truthOfTest(m: Machine, test: Expr): boolean | null {
  return truthAt(m, test, evalExpr(m, test));
}

/** The truth of what was found at `e`; reports what has none. */
export function truthAt(m: Machine, e: Expr, value: Value): boolean | null {
  if (value.kind !== 'tensor') return truthOf(m, value);
  if (m.frame.semantics.language !== 'python' || refuseUse(m, value, 'truth', m.place(e))) return null;
  const size = value.shape && !value.shape.hasPrefix && !value.isSymbolic ? productOf(value.shape.dims) : null;
  if ((value.framework === 'numpy' || value.framework === 'tensorflow') && typeof size === 'number' && size > 1) {
    m.here = m.place(e);
    reportHere(
      m,
      'rank-mismatch',
      msg('An array of {0} elements is neither true nor false: {1}; say whether all or any of them count', size, formatShape(value.shape)),
      [value],
    );
    return null;
  }
  return truthOf(m, value);
}
