import { findOp } from '../../ops/registry';
import type { Weight } from '../../ops/kernel';
import { readArgs } from '../../ops/kernel';
import type { MaybeShape } from '../../values/shape';
import { shapeOf } from '../../values/shape';
import type { LayerObject, ModelObject, TensorValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import type { Machine } from '../machine';
import { quietContext, unknownTensor } from './layers';
import { layersOf } from './modelLayers';
import { baseOf } from './subclass';

/** Layers whose rule lists the weights one by one, in the order in which Keras has them. */
const listed: ReadonlySet<string> = new Set(['linear', 'convolution', 'embedding', 'normalization', 'recurrent', 'activation']);

/** `layer.weights`: their shapes in order. Null where they are not all known, or nobody knows whether they are there yet. */
export function weightShapes(m: Machine, object: LayerObject | ModelObject): readonly MaybeShape[] | null {
  const seen = new Set<number>();
  const out: MaybeShape[] = [];
  return add(m, object, seen, out) ? out : null;
}

function add(m: Machine, object: LayerObject | ModelObject, seen: Set<number>, out: MaybeShape[]): boolean {
  if (object.kind === 'layer') {
    const shapes = ofLayer(m, object);
    if (shapes) out.push(...shapes);
    return shapes !== null;
  }
  // The code of the program may make weights in any order.
  if (object.own || object.framework !== 'keras') return false;
  const layers = layersOf(m, object);
  if (!layers || (object.container === 'sequential' && !object.inputs)) return false;
  return layers.every((layer) => {
    const base = baseOf(m, layer);
    if (!base) return false;
    if (seen.has(base.id)) return true;
    seen.add(base.id);
    return add(m, base.object, seen, out);
  });
}

/** `layer.kernel`: a weight that the layer keeps under its name. */
export function namedWeight(m: Machine, layer: LayerObject, name: string): TensorValue | null {
  const shape = kept.has(name) ? listOf(m, layer)?.find((weight) => weight.name === name)?.shape : undefined;
  return shape ? { kind: 'tensor', framework: 'keras', shape: shapeOf(shape), dtype: 'float32', isSymbolic: false, producer: null } : null;
}

/** Weights that are attributes of their layers. */
const kept = new Set('kernel bias embeddings gamma beta moving_mean moving_variance depthwise_kernel pointwise_kernel'.split(' '));

function ofLayer(m: Machine, layer: LayerObject): readonly MaybeShape[] | null {
  return inTurn(listOf(m, layer))?.map(({ shape }) => shapeOf(shape)) ?? null;
}

/** The weights of a layer that is built; null where they are not all known, one by one. */
function listOf(m: Machine, layer: LayerObject): readonly Weight[] | null {
  const def = findOp(layer.op);
  if (layer.own || def?.kind !== 'layer' || def.framework !== 'keras' || def.category === 'application') return null;
  if (!def.weights) return def.category === 'wrapper' || def.category === 'preprocessing' ? null : [];
  if (!listed.has(def.category) || !layer.built || !layer.args.isComplete || layer.args.values.has('lora_rank')) return null;
  const args = readArgs(def.params, layer.args, m) as never;
  const inputs = layer.built.inputs.map((shape): TensorValue => ({ ...unknownTensor(def.framework), shape }));
  return def.weights(args, inputs, quietContext(m));
}

/** Those that are trained come first. */
function inTurn(weights: readonly Weight[] | null): readonly Weight[] | null {
  if (!weights || weights.some(({ name }) => name === '')) return null;
  return [...weights.filter((w) => w.isTrainable), ...weights.filter((w) => !w.isTrainable)];
}

/** What `get_weights()` gives: arrays of these shapes. */
export function weightArrays(m: Machine, object: LayerObject | ModelObject): Value {
  const shapes = weightShapes(m, object);
  if (!shapes) return unknown;
  const items = shapes.map((shape): TensorValue => {
    return { kind: 'tensor', framework: 'numpy', shape, dtype: 'float32', isSymbolic: false, producer: null };
  });
  return m.alloc({ kind: 'list', isSet: false, items, element: unknown });
}
