import { PersistentMap } from '../../../values/persistentMap';
import { shapeOf } from '../../../values/shape';
import type { CallSite, ModelObject, TensorValue, Value } from '../../../values/value';
import { bool, none, ref, str, tuple } from '../../../values/value';
import { freeDim } from '../../../values/dim';
import { callValue, plainArgs } from '../../calls';
import { callFunction } from '../../functions';
import type { Machine } from '../../machine';
import { kerasBackend } from '../kerasFlavor';
import { callsOwnCode, ownMethod, withTraining } from '../subclass';
import { underCaller } from '../underCaller';
import type { Batches, MaybeFeed } from './feed';
import { isFeed } from './feed';

/**
 * Runs the step that a class of the program has of its own on one batch, as `fit` and `evaluate` do with TensorFlow; what is wrong in
 * there shows at its own line. False once something was reported; true where the class leaves the step to Keras.
 */
export function runOwnStep(m: Machine, model: ModelObject, method: string, batches: Batches, site: CallSite): boolean {
  const isTraining = method === 'fit' || method === 'train_on_batch';
  const step = model.own ? ownMethod(m, model.own, isTraining ? 'train_step' : 'test_step') : null;
  const [x, y, weights] = [batchOf(m, batches.x), batchOf(m, batches.y), batchOf(m, batches.weights)];
  if (!step && x && y !== undefined && weights !== undefined) return runOwnLoss(m, model, isTraining, x, y, weights, site);
  if (!step || !x || y === undefined || weights === undefined || kerasBackend(m) !== 'tensorflow') return true;
  const data = y === null ? (x.kind === 'tuple' ? tuple([x]) : x) : tuple(weights === null ? [x, y] : [x, y, weights]);
  const before = m.log.diagnostics.length;
  underCaller(m, site.place, model.own!.className, [], () =>
    withTraining(m, bool(isTraining), () => callFunction(m, step, plainArgs([data]), ref(model.own!.instance))),
  );
  return m.log.diagnostics.length === before;
}

/** Calls the model and hands what comes out to the `compute_loss` of its class, as the step of Keras does. */
function runOwnLoss(
  m: Machine,
  model: ModelObject,
  isTraining: boolean,
  x: Value,
  y: Value | null,
  weights: Value | null,
  site: CallSite,
): boolean {
  const loss = model.own ? ownMethod(m, model.own, 'compute_loss') : null;
  if (!loss || !callsOwnCode(m, model) || kerasBackend(m) !== 'tensorflow') return true;
  const self = ref(model.own!.instance);
  const before = m.log.diagnostics.length;
  underCaller(m, site.place, model.own!.className, [], () =>
    withTraining(m, bool(isTraining), () => {
      const outputs = callValue(m, self, plainArgs([x]), site);
      if (m.log.diagnostics.length > before) return;
      const given = new Map<string, Value>([
        ['x', x],
        ['y', y ?? none],
        ['y_pred', outputs],
        ['sample_weight', weights ?? none],
      ]);
      if (loss.fn.params.some(({ name }) => name === 'training')) given.set('training', bool(isTraining));
      callFunction(m, loss, plainArgs([], given), self);
    }),
  );
  return m.log.diagnostics.length === before;
}

/** What a step gets of a feed: tensors of a batch. Null for nothing, undefined when it is not known. */
function batchOf(m: Machine, feed: MaybeFeed): Value | null | undefined {
  if (feed === null) return null;
  if (!isFeed(feed)) return undefined;
  const items = feed.items.map(({ key, tensor }) => ({ key, value: batchTensor(tensor) }));
  if (feed.kind === 'one') return items[0]!.value;
  if (feed.kind === 'list') return tuple(items.map(({ value }) => value));
  const entries = items.map(({ key, value }) => [`s${key ?? ''}`, { key: str(key), value }] as const);
  return m.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.from(entries), isOpen: false });
}

/** Keras casts numbers of NumPy to its own float; data sets keep what they have. */
function batchTensor(t: TensorValue): TensorValue {
  const { shape } = t;
  const dims = shape && !shape.hasPrefix && shape.dims.length ? shapeOf([freeDim, ...shape.dims.slice(1)]) : shape;
  const dtype = t.framework === 'numpy' && t.dtype?.startsWith('float') ? 'float32' : t.dtype;
  return { kind: 'tensor', framework: 'tensorflow', shape: dims, dtype, isSymbolic: false, producer: null };
}
