import { findOp } from '../../ops/registry';
import type { LayerObject, ModelObject, Producer, TensorValue, Value } from '../../values/value';
import type { Machine } from '../machine';
import { inOrder, tensorKey } from './models';
import { baseOf, handleOf } from './subclass';
import { isForeign, memberLayers } from './weights';

/** `model.layers` in Keras' order; null when not all of them are known. */
export function layersOf(m: Machine, model: ModelObject): readonly Value[] | null {
  if (!model.isComplete) return null;
  if (model.container === 'subclass') return model.own?.isExact ? memberLayers(m, model.own.members) : null;
  if (model.container === 'sequential') return model.layers.filter((value) => !isInput(m, value));
  return model.inputs && model.outputs ? graphLayers(m, model.inputs, model.outputs) : null;
}

/** A sequential model lists its layers without the input. */
function isInput(m: Machine, value: Value): boolean {
  if (value.kind === 'tensor') return true;
  const base = baseOf(m, value);
  const def = base?.object.kind === 'layer' ? findOp(base.object.op) : undefined;
  return def?.kind === 'layer' && def.category === 'input';
}

/**
 * The layers of a graph, those furthest from the outputs first; of equally far ones the one that is met first on the way from the
 * outputs (`map_graph_network`).
 */
function graphLayers(m: Machine, inputs: readonly TensorValue[], outputs: readonly TensorValue[]): readonly Value[] | null {
  const first = new Set(inputs.map(tensorKey));
  const tensors = inOrder([...outputs, ...inputs], first);
  if (tensors.some((t) => !first.has(tensorKey(t)) && (isForeign(t) || t.producer?.inputs.some((x) => !x.producer)))) return null;
  // A network of `keras.applications` stands as one: its own layers are not known.
  if (tensors.some((t) => !first.has(tensorKey(t)) && isNetwork(m, t))) return null;
  const order = traversal(outputs, first);
  const depthOfNode = new Map<number, number>();
  const depths = new Map<string, number>();
  const tensorsOf = new Map<string, TensorValue>();
  const byId = new Map<number, TensorValue>(tensors.map((t) => [t.producer!.id, t]));
  for (const t of [...byId.values()].sort((a, b) => b.producer!.id - a.producer!.id)) {
    const producer = t.producer!;
    const key = layerKey(t, first);
    const depth = Math.max(depthOfNode.get(producer.id) ?? 0, depths.get(key) ?? 0);
    depthOfNode.set(producer.id, depth);
    depths.set(key, depth);
    tensorsOf.set(key, t);
    if (first.has(tensorKey(t))) continue;
    for (const input of producer.inputs)
      if (input.producer) depthOfNode.set(input.producer.id, Math.max(depthOfNode.get(input.producer.id) ?? 0, depth + 1));
  }
  const keys = [...depths.keys()].sort((a, b) => depths.get(b)! - depths.get(a)! || (order.get(a) ?? 0) - (order.get(b) ?? 0));
  return keys.flatMap((key): Value[] => {
    const t = tensorsOf.get(key)!;
    if (first.has(tensorKey(t))) return [inputLayer(m, t)];
    const { layer } = t.producer!;
    const object = layer === null ? undefined : m.get(layer);
    return object?.kind === 'layer' || object?.kind === 'model' ? [handleOf(layer!, object)] : [];
  });
}

/** True for what a whole network gives. */
export function isNetwork(m: Machine, { producer }: TensorValue): boolean {
  const layer = producer === null || producer.layer === null ? undefined : m.get(producer.layer);
  const op = layer?.kind === 'layer' && !layer.own ? findOp(layer.op) : undefined;
  return op?.kind === 'layer' && op.category === 'application';
}

function layerKey(t: TensorValue, inputs: ReadonlySet<string>): string {
  const producer = t.producer!;
  return inputs.has(tensorKey(t)) || producer.layer === null ? `node${producer.id}` : `layer${producer.layer}`;
}

/** Positions at which layers are met first, depth first from the outputs. */
function traversal(outputs: readonly TensorValue[], inputs: ReadonlySet<string>): ReadonlyMap<string, number> {
  const order = new Map<string, number>();
  const done = new Set<number>();
  const stack = [...outputs].reverse();
  while (stack.length) {
    const t = stack.pop()!;
    if (!t.producer || done.has(t.producer.id)) continue;
    done.add(t.producer.id);
    const key = layerKey(t, inputs);
    if (!order.has(key)) order.set(key, order.size);
    if (!inputs.has(tensorKey(t))) stack.push(...[...t.producer.inputs].reverse());
  }
  return order;
}

/** The layer that stands for a graph's input. */
function inputLayer(m: Machine, tensor: TensorValue): Value {
  const producer: Producer = tensor.producer!;
  const layer: LayerObject = {
    kind: 'layer',
    op: 'keras.layers.InputLayer',
    framework: tensor.framework,
    name: producer.name,
    args: { values: new Map(), isComplete: true },
    site: { place: producer.place, call: null, home: m.frame.home },
    built: null,
    nCalls: 1,
    node: { inputs: [tensor], outputs: [tensor] },
  };
  return m.alloc(layer);
}

/** `model.get_layer(name)`: only names that the program gave are certain. */
export function layerNamed(m: Machine, layers: readonly Value[], name: string): Value | null {
  return layers.find((value) => baseOf(m, value)?.object.name === name) ?? null;
}

/** Sets `trainable` of a layer and of all inside it. */
export function setTrainable(m: Machine, value: Value, trainable: boolean | null, seen: Set<number> = new Set()): void {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (value.kind === 'tuple') for (const item of value.items) setTrainable(m, item, trainable, seen);
  if (value.kind !== 'ref' || seen.has(value.id)) return;
  seen.add(value.id);
  if (object?.kind === 'list') object.items?.forEach((item) => setTrainable(m, item, trainable, seen));
  if (object?.kind === 'dict') for (const entry of object.entries.values()) setTrainable(m, entry.value, trainable, seen);
  const base = baseOf(m, value);
  if (!base) return;
  m.set(base.id, { ...base.object, trainable });
  const inside =
    base.object.kind === 'model' && base.object.container !== 'subclass'
      ? (layersOf(m, base.object) ?? [])
      : (base.object.own?.members ?? []);
  for (const layer of inside) setTrainable(m, layer, trainable, seen);
}

export function weightsOf(m: Machine, object: LayerObject | ModelObject, which: 'all' | 'trainable'): Value[] | null {
  if (object.kind !== 'layer' || !object.own || object.own.members.length || !object.own.isExact) return null;
  if (findOp(object.op)) return null;
  return object.own.weights.filter((w) => which === 'all' || w.isTrainable).map((w) => w.tensor);
}
