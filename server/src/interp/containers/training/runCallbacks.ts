import { unknownDim } from '../../../values/dim';
import { PersistentMap } from '../../../values/persistentMap';
import type { CallSite, FunctionValue, RefValue, Value } from '../../../values/value';
import { float, int, str, unknown } from '../../../values/value';
import { checkCall } from '../../reports/callArity';
import { findMember } from '../../classes';
import { eitherWay } from '../../expressions';
import type { CallArgs } from '../../functions';
import { callFunction } from '../../functions';
import { iterateValue } from '../../loops/iterate';
import { plainArgs } from '../../calls';
import type { Machine } from '../../machine';

/** What Keras calls while it trains, evaluates and predicts, in that order. */
const events = ['train', 'epoch', 'train_batch', 'batch', 'test', 'test_batch', 'predict', 'predict_batch'].flatMap((part) => [
  `on_${part}_begin`,
  `on_${part}_end`,
]);

/** What it surely calls in each `fit`, in that order. */
const surely = [
  'on_train_begin',
  'on_epoch_begin',
  'on_batch_begin',
  'on_train_batch_begin',
  'on_batch_end',
  'on_train_batch_end',
  'on_epoch_end',
  'on_train_end',
];

interface Training {
  readonly model: RefValue;
  readonly site: CallSite;
  /** The names in the `logs` of an epoch; null where they are not all known. */
  readonly logs: readonly string[] | null;
}

/**
 * Runs the methods of the program's own callbacks. What a `fit` surely calls is run once as it is called. Then each of them may be called
 * any number of times: what they gather is known afterwards to be more than nothing.
 *
 * @param training null where something else than a `fit` calls them, or where it is not known what it gives them
 */
export function runCallbacks(m: Machine, callbacks: Value | undefined, training: Training | null): void {
  if (!callbacks || m.isDead) return;
  const given = callbacks.kind === 'ref' && m.get(callbacks.id)?.kind === 'instance' ? [callbacks] : iterateValue(m, callbacks);
  if (training && given) for (const event of surely) runSurely(m, given, event, training);
  for (const callback of given ?? []) {
    for (const event of events) {
      const method = methodOf(m, callback, event);
      if (method) runPerhaps(m, method.fn, method.self);
    }
  }
}

function methodOf(m: Machine, callback: Value, event: string): { readonly fn: FunctionValue; readonly self: Value | null } | null {
  const object = callback.kind === 'ref' ? m.get(callback.id) : undefined;
  // What is made of functions keeps them under the names of the events.
  const method =
    object?.kind === 'instance' ? findMember(m, object.cls, event) : object?.kind === 'object' ? object.attrs.get(event) : null;
  return method?.kind === 'function' ? { fn: method, self: object?.kind === 'instance' ? callback : null } : null;
}

/** One event for all callbacks, which get the same `logs`: what one of them puts there the next ones find. */
function runSurely(m: Machine, callbacks: readonly Value[], event: string, { model, site, logs }: Training): void {
  const own = callbacks.filter((callback) => methodOf(m, callback, event));
  if (!own.length || m.isDead) return;
  const isEpoch = event === 'on_epoch_end';
  const names = isEpoch || event === 'on_train_end' ? (logs ?? []) : [];
  const entries = PersistentMap.from(
    names.map((name): [string, { key: Value; value: Value }] => [`s${name}`, { key: str(name), value: float(null) }]),
  );
  const numbers = m.alloc({ kind: 'dict', isObject: false, entries, isOpen: !isEpoch || logs === null });
  const args: CallArgs = {
    ...plainArgs(event.startsWith('on_train_') && !event.includes('batch') ? [numbers] : [int(unknownDim), numbers]),
    place: site.place,
  };
  for (const callback of own) {
    const object = callback.kind === 'ref' ? m.get(callback.id) : undefined;
    if (callback.kind === 'ref' && object?.kind === 'instance') m.set(callback.id, { ...object, attrs: object.attrs.set('model', model) });
    const method = methodOf(m, callback, event);
    if (!method) continue;
    checkCall(m, method.fn, args, method.self !== null, site, event);
    if (!m.isDead) callFunction(m, method.fn, args, method.self);
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
