import { msg } from '../../../../../extension/protocol/localize';
import type { CallExpr, Expr } from '../../../ir/ir';
import type { Place } from '../../../ir/place';
import type { Value } from '../../../values/value';
import type { Machine } from '../../machine';

/** Arrays that are all that was ever drawn from an iterator of batches, with where that was made. */
const drawnAlone = new WeakMap<Value, Place>();

/** Remembers what `next(generator.flow(…))` gives: the iterator is gone behind it. */
export function noteSingleBatch(m: Machine, call: CallExpr, value: Value): void {
  const { callee, args } = call;
  const from =
    callee.k === 'attr' && callee.name === 'next' ? callee.object : callee.k === 'name' && callee.name === 'next' ? args[0]?.value : null;
  if (!from || !isFlow(from)) return;
  for (const item of value.kind === 'tuple' ? value.items : [value]) if (item.kind === 'tensor') drawnAlone.set(item, m.place(from));
}

function isFlow(e: Expr): boolean {
  return e.k === 'call' && e.callee.k === 'attr' && /^flow(?:_from_directory|_from_dataframe)?$/.test(e.callee.name);
}

/** Training that goes over one batch again and again where augmented ones were meant. */
export function checkSingleBatch(m: Machine, x: Value): void {
  const place = drawnAlone.get(x);
  if (!place) return;
  m.report({
    code: 'suspicious-training',
    severity: 'warning',
    message: msg('Only one batch is drawn here, and fit trains on nothing else: give the iterator itself to fit'),
    place,
    related: [],
    fixes: [],
  });
}
