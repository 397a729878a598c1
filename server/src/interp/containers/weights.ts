import { findOp } from '../../ops/registry';
import type { Dim } from '../../values/dim';
import { addDims, freeDim, productOf, unknownDim } from '../../values/dim';
import type { Heap, LayerObject, ModelObject, OwnState, TensorValue, Value } from '../../values/value';
import { inOrder, tensorKey } from './models';

/** Counts of weights as `count_params` has them; an unknown dim where something is not known. */
export interface WeightCount {
  readonly params: Dim;
  readonly trainable: Dim;
}

const nothing: WeightCount = { params: 0, trainable: 0 };
const notKnown: WeightCount = { params: unknownDim, trainable: unknownDim };

/** The weights of a layer or model with all inside it, those of a shared layer once. */
export function countWeights(heap: Heap, id: number): WeightCount {
  const { params, trainable } = countIn(heap, id, new Set());
  const object = heap.get(id);
  const flag = object?.kind === 'model' ? object.trainable : undefined;
  return { params, trainable: flag === false ? 0 : flag === null ? unknownDim : trainable };
}

function countIn(heap: Heap, id: number, seen: Set<number>): WeightCount {
  if (seen.has(id)) return nothing;
  seen.add(id);
  const object = heap.get(id);
  if (object?.kind === 'layer') {
    const count = object.own ? countOwn(heap, object.own, seen, baseCount(object), trainableOf(object)) : builtCount(object);
    return count;
  }
  if (object?.kind !== 'model') return notKnown;
  const flag = object.trainable ?? true;
  if (object.own && object.container === 'subclass') return countOwn(heap, object.own, seen, nothing, flag);
  const inner = memberIds(object).reduce<WeightCount>(
    (sum, member) => (member === null ? sum : plus(sum, member === 'foreign' ? notKnown : countIn(heap, resolveBase(heap, member), seen))),
    object.isComplete ? nothing : notKnown,
  );
  return object.own ? countOwn(heap, object.own, seen, inner, flag) : inner;
}

/** What `trainable` of a layer is; null when that is not known. */
export function trainableOf(layer: LayerObject | ModelObject): boolean | null {
  if (layer.trainable !== undefined) return layer.trainable;
  const given = layer.kind === 'layer' ? layer.args.values.get('trainable')?.value : undefined;
  if (!given) return true;
  return given.kind === 'bool' ? given.value : null;
}

/** What a layer of the framework made when it was built; one that has no weights in any case needs no building. */
function builtCount(layer: LayerObject): WeightCount {
  const { built } = layer;
  if (!built) {
    const def = findOp(layer.op);
    return def?.kind === 'layer' && !def.weights ? nothing : notKnown;
  }
  const flag = trainableOf(layer);
  const trainable = flag === null ? (built.params === 0 ? 0 : unknownDim) : flag ? built.params : 0;
  return { params: addDims(built.params, built.nonTrainable), trainable };
}

/** What a layer of the program's own has from the class that it inherits from. */
function baseCount(layer: LayerObject): WeightCount {
  if (findOp(layer.op)?.kind === 'layer') return builtCount(layer);
  return layer.op === 'keras.layers.Layer' ? nothing : notKnown;
}

function countOwn(heap: Heap, own: OwnState, seen: Set<number>, base: WeightCount, flag: boolean | null): WeightCount {
  let sum = own.isExact ? base : notKnown;
  for (const weight of own.weights) {
    const size = weight.shape && !weight.shape.hasPrefix ? productOf(weight.shape.dims) : unknownDim;
    const params = size === freeDim ? unknownDim : size;
    const isTrainable = weight.isTrainable === false || flag === false ? false : weight.isTrainable && flag;
    sum = plus(sum, { params, trainable: isTrainable === null ? unknownDim : isTrainable ? params : 0 });
  }
  for (const member of own.members) sum = plus(sum, countMember(heap, member, seen));
  return sum;
}

function countMember(heap: Heap, value: Value, seen: Set<number>): WeightCount {
  if (value.kind === 'tuple') return value.items.reduce((sum, item) => plus(sum, countMember(heap, item, seen)), nothing);
  if (value.kind === 'unknown') return mayHoldWeights(value.path) ? notKnown : nothing;
  if (value.kind !== 'ref') return nothing;
  const object = heap.get(value.id);
  switch (object?.kind) {
    case 'layer':
    case 'model':
      return countIn(heap, value.id, seen);
    case 'instance':
      return object.base === undefined ? nothing : countIn(heap, object.base, seen);
    case 'list':
      if (seen.has(value.id)) return nothing;
      seen.add(value.id);
      if (!object.items)
        return countMember(heap, object.element, seen) === nothing && object.element.kind !== 'unknown' ? nothing : notKnown;
      return object.items.reduce((sum, item) => plus(sum, countMember(heap, item, seen)), nothing);
    case 'dict': {
      if (seen.has(value.id)) return nothing;
      seen.add(value.id);
      let sum = object.isOpen ? notKnown : nothing;
      for (const entry of object.entries.values()) sum = plus(sum, countMember(heap, entry.value, seen));
      return sum;
    }
    default:
      return nothing;
  }
}

/** Of a value of which nothing but its origin is known: losses, metrics and optimizers are no part of a model's weights. */
export function mayHoldWeights(path: string | null): boolean {
  return (
    path === null ||
    !/^(keras\.(losses|metrics|optimizers|initializers|regularizers|constraints|random|activations)|numpy|pandas|python)\b/.test(path)
  );
}

/** Layers of a functional or sequential model by object id; null for what is no layer, `foreign` for one without a rule. */
function memberIds(model: ModelObject): (number | 'foreign' | null)[] {
  if (model.container === 'sequential') return model.layers.map((v) => (v.kind === 'ref' ? v.id : null));
  const inputs = new Set((model.inputs ?? []).map(tensorKey));
  const all = inOrder([...(model.inputs ?? []), ...(model.outputs ?? [])], inputs);
  return all.map((t) => (inputs.has(tensorKey(t)) ? null : isForeign(t) ? 'foreign' : (t.producer?.layer ?? null)));
}

/** A layer of a library without a rule: neither an input nor an operator or a function. */
export function isForeign({ producer }: TensorValue): boolean {
  if (!producer || producer.layer !== null || producer.op === 'input') return false;
  return producer.op === 'unknown' || (producer.op.includes('.') && findOp(producer.op)?.kind !== 'function');
}

/** The layers and models among what an instance holds, those in lists and dicts included, each once. */
export function memberLayers(heap: Heap, members: readonly Value[]): Value[] {
  const out: Value[] = [];
  const seen = new Set<number>();
  const walk = (value: Value): void => {
    if (value.kind === 'tuple') value.items.forEach(walk);
    if (value.kind !== 'ref' || seen.has(value.id)) return;
    seen.add(value.id);
    const object = heap.get(value.id);
    if (object?.kind === 'list') object.items?.forEach(walk);
    else if (object?.kind === 'dict') for (const entry of object.entries.values()) walk(entry.value);
    else if (object?.kind === 'layer' || object?.kind === 'model' || (object?.kind === 'instance' && object.base !== undefined))
      out.push(value);
  };
  members.forEach(walk);
  return out;
}

/** The layer or model that an object is to the framework. */
export function resolveBase(heap: Heap, id: number): number {
  const object = heap.get(id);
  return object?.kind === 'instance' ? (object.base ?? id) : id;
}

function plus(a: WeightCount, b: WeightCount): WeightCount {
  return a === nothing ? b : b === nothing ? a : { params: addDims(a.params, b.params), trainable: addDims(a.trainable, b.trainable) };
}
