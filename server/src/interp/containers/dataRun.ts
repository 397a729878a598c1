import { findOp } from '../../ops/registry';
import type { Dim } from '../../values/dim';
import { compareDims, freeDim, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape } from '../../values/shape';
import type { CallSite, LayerObject, ModelObject, Producer, TensorValue, Value } from '../../values/value';
import { plainArgs } from '../calls';
import type { Machine } from '../machine';
import { callLayer, unknownTensor } from './layers';
import { inOrder, tensorKey } from './models';
import { mapStructure, tensorLeaves } from './structures';
import { callOwn, callsOwnCode, ownMethod } from './subclass';

/*
 * A graph of Keras is built on what layers say of their outputs, and computed when there is data. Where these two may differ the graph
 * is run once more here, as it is then: code of the program behind `compute_output_shape` or `output_shape`, cells, masks, and extents
 * that the inputs leave open.
 */

/**
 * Runs the graph of a model on a batch, and reports the first thing that is refused only then: within the program's code on its line,
 * elsewhere at the call that feeds. Null where nothing new can be known.
 */
export function runOnData(m: Machine, id: number, inputs: readonly TensorValue[], site: CallSite): readonly TensorValue[] | null {
  const model = m.get(id);
  if (model?.kind !== 'model' || model.framework !== 'keras' || model.inputs?.length !== inputs.length || !model.outputs) return null;
  const key = inputs.map((t) => formatShape(t.shape)).join();
  if (model.ranOn === key) return null;
  m.set(id, { ...model, ranOn: key });
  if (!mayDiffer(m, model, inputs)) return null;
  const { value, found } = m.probe(() => runGraph(m, model, inputs, site));
  const fault = found.find(({ severity }) => severity === 'error');
  if (fault) m.report(fault);
  return fault ? null : value;
}

/** True where the graph holds something that data may not pass although the graph was built. */
function mayDiffer(m: Machine, model: ModelObject, inputs: readonly TensorValue[], depth = 0): boolean {
  if (!model.inputs || !model.outputs || depth > 8) return false;
  const hasOtherShape = model.inputs.some((want, i) => !isSame(want.shape, inputs[i]?.shape ?? null));
  const isOpen = model.inputs.some((t) => t.shape?.dims.some((dim, axis) => axis > 0 && dim === freeDim));
  if (hasOtherShape && isOpen) return true;
  const first = new Set(model.inputs.map(tensorKey));
  return inOrder(model.outputs, first).some(({ producer }) => {
    const object = producer?.layer == null ? undefined : m.get(producer.layer);
    if (object?.kind === 'model' && !object.own) return mayDiffer(m, object, producer!.inputs, depth + 1);
    if (object?.kind !== 'layer' && object?.kind !== 'model') return false;
    return isTrusted(m, object, producer!) || (hasOtherShape && callsOwnCode(m, object));
  });
}

/** True for a layer that a graph is built with on its word alone. */
function isTrusted(m: Machine, object: LayerObject | ModelObject, producer: Producer): boolean {
  if (object.own && callsOwnCode(m, object))
    return ownMethod(m, object.own, 'compute_output_shape') !== null || findOp(object.op)?.kind === 'layer';
  if (object.kind !== 'layer') return false;
  switch (object.op) {
    case 'keras.layers.Lambda':
      return object.args.values.has('output_shape');
    case 'keras.layers.RNN':
    case 'keras.layers.Attention':
    case 'keras.layers.AdditiveAttention':
    case 'keras.layers.MultiHeadAttention':
      return true;
    default:
      return producer.call?.named.has('initial_state') === true;
  }
}

/** All calls of a graph once more, on the shapes that the inputs have. */
export function runGraph(m: Machine, model: ModelObject, inputs: readonly TensorValue[], site: CallSite): readonly TensorValue[] {
  const done = new Map<string, TensorValue>();
  const calls = new Map<number, readonly TensorValue[]>();
  const wants = model.inputs!;
  wants.forEach((want, i) => {
    const got = inputs[i]!;
    if (want.producer) done.set(tensorKey(want), { ...got, dtype: want.dtype, isSymbolic: false });
  });
  for (const t of inOrder(model.outputs!, new Set(wants.map(tensorKey)))) {
    const { producer } = t;
    if (!producer || done.has(tensorKey(t))) continue;
    const from = producer.inputs.map((x) => (x.producer ? (done.get(tensorKey(x)) ?? unknownTensor(model.framework)) : x));
    let outputs = calls.get(producer.id);
    if (!outputs) {
      outputs = again(m, producer, from, done, site) ?? [];
      calls.set(producer.id, outputs);
    }
    done.set(tensorKey(t), outputs[producer.outputIdx] ?? asBuilt(t, from));
    if (m.log.diagnostics.some(({ severity }) => severity === 'error')) break;
  }
  return model.outputs!.map((t) => done.get(tensorKey(t)) ?? unknownTensor(model.framework));
}

/** The outputs of one call on data; null where they are what the graph says. */
function again(
  m: Machine,
  producer: Producer,
  from: readonly TensorValue[],
  done: ReadonlyMap<string, TensorValue>,
  site: CallSite,
): readonly TensorValue[] | null {
  const object = producer.layer === null ? undefined : m.get(producer.layer);
  if ((object?.kind !== 'layer' && object?.kind !== 'model') || producer.layer === null || producer.status === 'error') return null;
  const hasOtherShape = producer.inputs.some((x, i) => !isSame(x.shape, from[i]!.shape));
  const onData = (value: Value): Value =>
    mapStructure(m, value, (leaf) => (leaf.kind === 'tensor' && leaf.producer ? (done.get(tensorKey(leaf)) ?? leaf) : leaf));
  if (callsOwnCode(m, object)) {
    if (!producer.given || (!hasOtherShape && !isTrusted(m, object, producer))) return null;
    const named = new Map([...producer.given.keyword].map(([name, value]) => [name, onData(value)]));
    return tensorLeaves(m, callOwn(m, producer.layer, plainArgs(producer.given.positional.map(onData), named), site));
  }
  if (object.kind === 'model') {
    if (!hasOtherShape && !mayDiffer(m, object, from)) return null;
    return object.inputs?.length === from.length && object.outputs
      ? runGraph(m, object, from, site)
      : from.map(() => unknownTensor('keras'));
  }
  if (!hasOtherShape && !isTrusted(m, object, producer)) return null;
  const nInputs = producer.call?.nInputs ?? from.length;
  const named = new Map([...(producer.call?.named ?? [])].map(([name, value]) => [name, onData(value)]));
  const at = { place: producer.place, report: site.place, site: null, caller: site };
  return callLayer(m, producer.layer, { inputs: from.slice(0, nInputs), named, more: from.slice(nInputs) }, at).tensors;
}

/** What the graph says of a tensor, for other extents of the batch: then the open ones may be any. */
function asBuilt(t: TensorValue, from: readonly TensorValue[]): TensorValue {
  const isAsBefore = t.producer!.inputs.every((x, i) => isSame(x.shape, from[i]!.shape));
  const differsInBatch = t.producer!.inputs.every((x, i) => isSame(withoutBatch(x.shape), withoutBatch(from[i]!.shape)));
  const dims = t.shape?.dims.map((dim): Dim => (dim === freeDim ? unknownDim : dim));
  const shape = isAsBefore ? t.shape : differsInBatch && t.shape && dims ? { ...t.shape, dims } : null;
  return { ...t, shape, isSymbolic: false };
}

function withoutBatch(shape: MaybeShape): MaybeShape {
  return shape && { ...shape, dims: shape.dims.slice(1) };
}

function isSame(a: MaybeShape, b: MaybeShape): boolean {
  if (a === b) return true;
  if (!a || !b || a.hasPrefix || b.hasPrefix || a.dims.length !== b.dims.length) return false;
  return a.dims.every((dim, axis) => dim === b.dims[axis] || compareDims(dim, b.dims[axis]!) === 'equal');
}
