import type { FunctionValue, Value } from '../../../values/value';
import { unknown } from '../../../values/value';
import { findMember } from '../../classes';
import { eitherWay } from '../../expressions';
import { callFunction } from '../../functions';
import { iterateValue } from '../../iterate';
import type { Machine } from '../../machine';

/** What Keras calls while it trains, evaluates and predicts, in that order. */
const events = ['train', 'epoch', 'train_batch', 'batch', 'test', 'test_batch', 'predict', 'predict_batch'].flatMap((part) => [
  `on_${part}_begin`,
  `on_${part}_end`,
]);

/**
 * Runs the methods of the program's own callbacks, of which each may be called any number of times: what they gather is known afterwards
 * to be more than nothing. Their faults are found where they are run as functions that nobody calls.
 */
export function runCallbacks(m: Machine, callbacks: Value | undefined): void {
  if (!callbacks || m.isDead) return;
  const given = callbacks.kind === 'ref' && m.get(callbacks.id)?.kind === 'instance' ? [callbacks] : iterateValue(m, callbacks);
  for (const callback of given ?? []) {
    const object = callback.kind === 'ref' ? m.get(callback.id) : undefined;
    for (const event of events) {
      // What is made of functions keeps them under the names of the events.
      const method =
        object?.kind === 'instance' ? findMember(m, object.cls, event) : object?.kind === 'object' ? object.attrs.get(event) : null;
      if (method?.kind === 'function') runPerhaps(m, method, object?.kind === 'instance' ? callback : null);
    }
  }
}

function runPerhaps(m: Machine, method: FunctionValue, self: Value | null): void {
  const isCalled = m.log.called.has(method.fn);
  m.muted++;
  m.uncertain++;
  const nothingGiven = { positional: [], keyword: new Map(), isComplete: false, place: null };
  eitherWay(
    m,
    () => callFunction(m, method, nothingGiven, self),
    () => unknown,
  );
  m.uncertain--;
  m.muted--;
  if (!isCalled) m.log.called.delete(method.fn);
}
