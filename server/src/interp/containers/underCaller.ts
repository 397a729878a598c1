import { msg } from '../../../../extension/protocol/localize';
import type { Place } from '../../ir/place';
import type { MaybeShape } from '../../values/shape';
import { formatShape } from '../../values/shape';
import type { Machine } from '../machine';

/** Runs code of the program inside the call of a layer: what is reported there says where the call came from. */
export function underCaller<T>(m: Machine, place: Place, name: string, shapes: readonly MaybeShape[], run: () => T): T {
  const outer = m.callers;
  const message = shapes.length
    ? msg('{0} is called here on {1}', name, shapes.map(formatShape).join(', '))
    : msg('{0} is called here', name);
  m.callers = { place, message, outer };
  const value = run();
  m.callers = outer;
  return value;
}
