import type { Value } from '../../values/value';
import { unknown } from '../../values/value';
import type { CallContext } from '../kernel';

/** Set by a program that asks for tables with columns (`set_output`, `set_config`) where transformers give arrays by themselves. */
export const tablesFact = 'sklearn output';

/** What a transformer gives. */
export function asOutput(cx: CallContext, array: Value): Value {
  return cx.fact(tablesFact) === undefined ? array : unknown;
}
