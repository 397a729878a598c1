import { msg } from '../../../../extension/protocol/localize';
import { findOp } from '../../ops/registry';
import { formatShape, rankOf } from '../../values/shape';
import type { ModelObject, Producer, TensorValue, Value } from '../../values/value';
import type { Machine } from '../machine';
import { inOrder } from './models';
import { labelOf } from '../reports/report';

/** How many states a layer goes through time with. */
const counts: Readonly<Record<string, number>> = { 'keras.layers.LSTM': 2, 'keras.layers.GRU': 1, 'keras.layers.SimpleRNN': 1 };

/** Keras builds a graph with initial states that do not fit, and refuses them once it computes: reported where they are given. */
export function checkInitialStates(m: Machine, model: ModelObject): void {
  if (model.framework !== 'keras' || !model.outputs) return;
  for (const { producer } of inOrder(model.outputs)) {
    const given = producer?.call?.named.get('initial_state');
    const count = producer && Object.hasOwn(counts, producer.op) ? counts[producer.op] : undefined;
    if (!producer || !given || count === undefined || findOp(producer.op)?.kind !== 'layer') continue;
    check(m, producer, statesOf(m, given), count);
  }
}

function statesOf(m: Machine, given: Value): readonly TensorValue[] | null {
  if (given.kind === 'tensor') return [given];
  const object = given.kind === 'ref' ? m.get(given.id) : undefined;
  const items = given.kind === 'tuple' ? given.items : object?.kind === 'list' ? object.items : null;
  return items?.every((item): item is TensorValue => item.kind === 'tensor') ? items : null;
}

function check(m: Machine, producer: Producer, states: readonly TensorValue[] | null, count: number): void {
  if (!states?.length) return;
  const wrong = states.slice(0, count).find((t) => rankOf(t.shape) !== null && rankOf(t.shape) !== 2);
  if (states.length >= count && !wrong) return;
  const label = labelOf(producer.op);
  const message = wrong
    ? msg('{0} begins with {1} states of the shape (batch, units); initial_state is {2}', label, count, formatShape(wrong.shape))
    : msg('{0} begins with {1} states, initial_state has {2}', label, count, states.length);
  m.report({ code: 'rank-mismatch', severity: 'error', message, place: producer.place, related: [], fixes: [] });
}
