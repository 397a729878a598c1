import type { Message } from '../../../../extension/protocol/localize';
import { msg } from '../../../../extension/protocol/localize';
import type { Weight } from '../../ops/kernel';
import { weight } from '../../ops/kernel';
import { compareDims, freeDim, unknownDim } from '../../values/dim';
import type { MaybeShape, Shape } from '../../values/shape';
import { formatShape, rankOf } from '../../values/shape';
import type { CallSite, LayerObject, ModelObject, Producer, RefValue, TensorValue, Value } from '../../values/value';
import { none, tuple, undefinedValue, unknown } from '../../values/value';
import { plainArgs } from '../calls';
import type { CallArgs } from '../functions';
import { keyOf } from '../../values/keys';
import { PersistentMap } from '../../values/persistentMap';
import { iterateValue } from '../loops/iterate';
import { nodeSite } from '../libraryMembers';
import type { Machine } from '../machine';
import { inBrackets } from '../reports/report';
import { adaptLayer, applyLayer, buildLayer, frameworkOf, innerLayer, tensorsOf } from './layers';
import { refuseModelCall } from './callArguments';
import { runOnData } from './dataRun';
import { checkInitialStates } from './initialStates';
import { inspect } from './modelMethods';
import { placeholder } from './placeholder';
import { addLayer, buildChain } from './sequential';
import { tensorLeaves } from './structures';
import { callOwn, callsOwnCode } from './subclass';
import { callModuleMethod } from './torch/callModule';
import { isModuleObject } from './torch/modules';
import { subclassMethod } from './subclassMethods';
import { meantMethod } from './training/missingMethod';
import { refuseWithoutCall } from './modelReports';
import { rerun } from './training/runOnBatch';
import { refuseUninitialized } from './uninitialized';
import { trainingMethod } from './training/training';

/** Methods that train: their calls are what Train runs. */
const training = new Set(['fit', 'fitDataset', 'fit_generator', 'trainOnBatch', 'train_on_batch']);

export function containerMethod(
  m: Machine,
  self: RefValue,
  object: LayerObject | ModelObject,
  name: string,
  args: CallArgs,
  site: CallSite,
): Value {
  if (isModuleObject(object)) return callModuleMethod(m, self, object, name, args, site);
  if (object.own) {
    if (object.kind === 'model' && name === 'compile') refuseUninitialized(m, object, site);
    const value = subclassMethod(m, self, object, name, args, site);
    if (value) return value;
  }
  if (name === 'apply' || name === 'call' || name === '__call__') {
    return object.kind === 'layer' ? applyLayer(m, self.id, args, site) : applyModel(m, self.id, args, site);
  }
  if (name === 'build' && object.kind === 'layer' && !object.own) return buildLayer(m, self.id, args);
  if (name === 'adapt' && object.op === 'keras.layers.Normalization' && !object.own) return adaptLayer(m, self.id, args);
  const answer = inspect(m, self, object, name, args, site);
  if (answer || object.kind === 'layer') return answer ?? unknown;
  const trained = trainingMethod(m, self, object, name, args, site);
  if (trained) return trained;
  const first = args.positional[0] ?? [...args.keyword.values()][0];
  if (training.has(name)) {
    if (!m.muted) m.log.fits.push({ place: site.place, model: self.id, object });
    return unknown;
  }
  if (name === 'add' && object.container === 'sequential' && object.framework === 'keras' && !first && args.isComplete) {
    m.report({
      code: 'missing-argument',
      severity: 'error',
      message: msg('{0} needs {1}', 'add', 'layer'),
      place: site.place,
      related: [],
      fixes: [],
    });
    return none;
  }
  if (name === 'add' && object.container === 'sequential' && first) {
    addLayer(m, self.id, first.value, site, first.expr);
    return m.frame.semantics.language === 'python' ? none : undefinedValue;
  }
  if (name === 'build' && object.container === 'sequential' && first) {
    const shape = shapeArgument(m, first.value);
    if (shape) buildChain(m, self.id, placeholder(m, { shape, dtype: 'float32', framework: object.framework, place: site.place }), site);
    return none;
  }
  if (name === 'pop' && object.container === 'sequential') {
    const layers = object.layers.slice(0, -1);
    const chain = object.chain.slice(0, -1);
    const last = chain.at(-1) ?? object.inputs?.[0];
    m.set(self.id, { ...object, layers, chain, outputs: last ? [last] : null });
    return none;
  }
  const meant = meantMethod(m, object, name, site);
  if (meant !== null && meant !== name) return containerMethod(m, self, object, meant, args, site);
  return unknown;
}

function shapeArgument(m: Machine, value: Value): MaybeShape {
  const items = iterateValue(m, value);
  return items
    ? { dims: items.map((v) => (v.kind === 'none' ? freeDim : v.kind === 'int' ? v.value : unknownDim)), hasPrefix: false }
    : null;
}

/** `model(x)`, `model.apply(x)`. */
export function applyModel(m: Machine, id: number, args: CallArgs, site: CallSite): Value {
  const model = m.get(id);
  if (model?.kind === 'model' && callsOwnCode(m, model)) return callOwn(m, id, args, site);
  if (model?.kind === 'model') refuseWithoutCall(m, model, site);
  return applyGraph(m, id, args, site);
}

/** Runs the tensors through the layers of a sequential or functional model. */
export function applyGraph(m: Machine, id: number, args: CallArgs, site: CallSite): Value {
  const model = m.get(id);
  const first = args.positional[0] ?? [...args.keyword.values()][0];
  if (model?.kind !== 'model' || !first) return unknown;
  const inputs = tensorsOf(m, first.value, frameworkOf(m, id));
  if (!inputs?.length) return unknown;
  const isRefused = refuseModelCall(m, model, args, inputs.length, site);
  const isSymbolic = inputs.some((t) => t.isSymbolic);
  if (!isSymbolic) checkInitialStates(m, model);
  const meant = isRefused ? (model.inputs ?? inputs).map((t) => ({ ...t, isSymbolic })) : inputs;
  let outputs = callGraph(m, id, meant, site);
  if (outputs.length === 0) return unknown;
  if (!isSymbolic && outputs.every(({ producer }) => producer?.status === 'ok')) {
    const found = runOnData(m, id, meant, site);
    if (found) outputs = outputs.map((t, i) => (t.shape && rankOf(t.shape) !== null ? t : { ...t, shape: found[i]?.shape ?? t.shape }));
  }
  if (model.outputKeys) return dictOfOutputs(m, model.outputKeys, outputs);
  const isMultiple = model.isMultiple.outputs || outputs.length > 1;
  // How many there are is not known where one of those given is not.
  if (isMultiple && !model.outputs) return unknown;
  if (!isMultiple) return outputs[0]!;
  return m.frame.semantics.language === 'python'
    ? tuple(outputs)
    : m.alloc({ kind: 'list', isSet: false, items: outputs, element: unknown });
}

/** Outputs under the keys that they were declared with. */
export function dictOfOutputs(m: Machine, keys: readonly Value[], outputs: readonly Value[]): Value {
  const entries = keys.flatMap((key, i) => {
    const name = keyOf(key);
    return name === null || keys.length !== outputs.length ? [] : [[name, { key, value: outputs[i]! }] as const];
  });
  return m.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.from(entries), isOpen: entries.length !== keys.length });
}

/** What a model gives for the tensors; empty when its outputs are not known. */
export function callModel(m: Machine, id: number, inputs: readonly TensorValue[], site: CallSite): readonly TensorValue[] {
  const model = m.get(id);
  if (model?.kind !== 'model') return [];
  if (callsOwnCode(m, model)) {
    const arg = inputs.length === 1 ? inputs[0]! : m.alloc({ kind: 'list', isSet: false, items: inputs, element: unknown });
    return tensorLeaves(m, callOwn(m, id, plainArgs([arg]), site));
  }
  return callGraph(m, id, inputs, site);
}

function callGraph(m: Machine, id: number, inputs: readonly TensorValue[], site: CallSite): readonly TensorValue[] {
  let model = m.get(id);
  if (model?.kind !== 'model') return [];
  if (!model.inputs && model.container === 'sequential' && inputs[0]?.shape) {
    buildChain(
      m,
      id,
      placeholder(m, { shape: inputs[0].shape, dtype: inputs[0].dtype, framework: model.framework, place: site.place }),
      site,
    );
    model = m.get(id);
    if (model?.kind !== 'model') return [];
  }
  const { outputs } = model;
  if (!model.inputs || !outputs) {
    const { length } = outputs ?? [null];
    return Array.from({ length }, (_, i) => ({
      ...inputs[0]!,
      shape: null,
      dtype: null,
      producer: callProducer(m, id, model, inputs, i, null, site, 'ok'),
    }));
  }
  const isWrong = !checkInputs(m, model, inputs, site);
  const shapes = isWrong ? outputs.map((t) => t.shape) : replay(m, model, inputs);
  m.set(id, { ...model, nCalls: model.nCalls + 1 });
  return outputs.map((t, i) => ({
    ...t,
    shape: shapes[i]!,
    isSymbolic: inputs.some((x) => x.isSymbolic),
    producer: callProducer(m, id, model, inputs, i, shapes[i]!, site, isWrong ? 'error' : 'ok'),
  }));
}

function callProducer(
  m: Machine,
  id: number,
  model: ModelObject,
  inputs: readonly TensorValue[],
  outputIdx: number,
  output: MaybeShape,
  site: CallSite,
  status: 'ok' | 'error',
): Producer {
  return {
    id: m.nextId++,
    layer: id,
    op: model.op,
    name: model.name ?? '',
    inputs,
    outputIdx,
    output,
    place: site.place,
    status,
    callIdx: model.nCalls,
  };
}

function checkInputs(m: Machine, model: ModelObject, inputs: readonly TensorValue[], site: CallSite): boolean {
  const wants = model.inputs!;
  if (wants.length !== inputs.length) return true;
  for (const [i, want] of wants.entries()) {
    const got = inputs[i]!;
    if (!want.shape || !got.shape) continue;
    const [a, b] = [rankOf(want.shape), rankOf(got.shape)];
    // Keras adds or drops a trailing axis of one by itself.
    const adapts =
      a !== null && b !== null && Math.abs(a - b) === 1 && ([...want.shape.dims].at(-1) === 1 || [...got.shape.dims].at(-1) === 1);
    const wrongRank = a !== null && b !== null && a !== b && !adapts;
    const wrong = (from: Shape): boolean =>
      a === b && from.dims.some((dim, axis) => axis > 0 && compareDims(dim, got.shape!.dims[axis]!) === 'different');
    const wrongDim = wrong(want.shape) && !layersTake(m, model, inputs, site);
    if (!wrongRank && !wrongDim) continue;
    // Keras compares shapes without a last axis of one, so that the wrong one of a symbolic input passes until there is data.
    const passes = !wrongRank && model.framework === 'keras' && got.isSymbolic && [want, got].some((t) => [...t.shape!.dims].at(-1) === 1);
    const severity = passes && !wrong({ ...want.shape, dims: want.shape.dims.slice(0, -1) }) ? 'warning' : 'error';
    const place = want.producer?.place;
    const asWritten = (message: Message): Message => (model.framework === 'tfjs' ? inBrackets(message) : message);
    m.report({
      code: 'input-mismatch',
      severity,
      message: asWritten(msg('The model takes {0}, it is called on {1}', formatShape(want.shape), formatShape(got.shape))),
      place: site.place,
      related: place ? [{ place, message: asWritten(msg('The input is {0}', formatShape(want.shape))) }] : [],
      fixes: [],
    });
    return false;
  }
  return true;
}

/** Called on data, a sequential model of Keras compares no extent with its input: its layers take the data or refuse it. */
function layersTake(m: Machine, model: ModelObject, inputs: readonly TensorValue[], site: CallSite): boolean {
  if (model.container !== 'sequential' || model.framework !== 'keras' || inputs.some((t) => t.isSymbolic)) return false;
  return !m.probe(() => rerun(m, model, inputs, site)).found.some(({ severity }) => severity === 'error');
}

/** Shapes of the outputs for other inputs: the rules of all layers once more, without reports or records. */
function replay(m: Machine, model: ModelObject, inputs: readonly TensorValue[]): readonly MaybeShape[] {
  const done = new Map<string, TensorValue>();
  model.inputs!.forEach((t, i) => {
    if (t.producer && inputs[i]) done.set(tensorKey(t), inputs[i]);
  });
  const compute = (t: TensorValue): TensorValue => {
    const { producer } = t;
    if (!producer) return t;
    const known = done.get(tensorKey(t));
    if (known) return known;
    const again = producer.inputs.map(compute);
    const shape = shapeAgain(m, producer, again, t.shape);
    const out = { ...t, shape };
    done.set(tensorKey(t), out);
    return out;
  };
  // Long chains are computed from the front, so that the recursion stays shallow.
  for (const t of inOrder(model.outputs!)) compute(t);
  return model.outputs!.map((t) => compute(t).shape);
}

function shapeAgain(m: Machine, producer: Producer, inputs: readonly TensorValue[], before: MaybeShape): MaybeShape {
  const layer = producer.layer === null ? undefined : m.get(producer.layer);
  if (producer.inputs.every((t, i) => t.shape === inputs[i]!.shape)) return before;
  if (layer?.kind === 'model' && !layer.own)
    return before && rankOf(before) !== null
      ? { ...before, dims: before.dims.map((d, i) => (i === 0 ? d : typeof d === 'number' ? d : unknownDim)) }
      : null;
  if ((layer?.kind === 'model' || layer?.kind === 'layer') && callsOwnCode(m, layer)) return ownShapeAgain(m, producer, inputs);
  if (layer?.kind !== 'layer' || producer.layer === null) return null;
  const { call, outputIdx } = producer;
  const inner = innerLayer(m, { kind: 'ref', id: producer.layer });
  return inner?.apply(call ? inputs.slice(0, call.nInputs) : inputs, call?.named).outputs[outputIdx]?.shape ?? null;
}

/** What a model gives for inputs of other shapes, without reports or records; null when its graph is not known. */
export function outputShapes(m: Machine, model: ModelObject, inputs: readonly TensorValue[]): readonly MaybeShape[] | null {
  return model.inputs && model.outputs ? replay(m, model, inputs) : null;
}

/** The weights of all layers of a model, those of a shared one once; null when they are not known. */
export function modelWeights(m: Machine, model: ModelObject): readonly Weight[] | null {
  if (!model.isComplete) return null;
  const ids = new Set<number>();
  const nodes = model.container === 'sequential' ? [] : inOrder(model.outputs ?? [], new Set((model.inputs ?? []).map(tensorKey)));
  for (const value of model.layers) if (value.kind === 'ref') ids.add(value.id);
  for (const { producer } of nodes) {
    if (producer?.layer !== null && producer?.layer !== undefined) ids.add(producer.layer);
    else if (producer && producer.op !== 'input' && producer.op.includes('.')) return null;
  }
  const out: Weight[] = [];
  for (const id of ids) {
    const object = m.get(id);
    if (object?.kind === 'model') {
      const inner = modelWeights(m, object);
      if (!inner) return null;
      out.push(...inner);
    } else if (object?.kind === 'layer') {
      if (!object.built) return null;
      out.push(weight('', [object.built.params]), weight('', [object.built.nonTrainable], false));
    }
  }
  return out;
}

/** Runs the code of a layer of the program's own once more, for the extents alone. */
function ownShapeAgain(m: Machine, producer: Producer, inputs: readonly TensorValue[]): MaybeShape {
  if (producer.layer === null) return null;
  const before = m.state;
  m.muted++;
  const site = { ...nodeSite(m), place: producer.place };
  const arg = inputs.length === 1 ? inputs[0]! : tuple(inputs);
  const outputs = tensorLeaves(m, callOwn(m, producer.layer, plainArgs([arg]), site));
  m.muted--;
  m.state = before;
  return outputs[producer.outputIdx]?.shape ?? null;
}

/** All tensors of a graph, each after those it is made from; nothing before those of `first`. */
export function inOrder(outputs: readonly TensorValue[], first: ReadonlySet<string> = new Set()): TensorValue[] {
  const seen = new Map<string, TensorValue>();
  const stack = [...outputs];
  while (stack.length) {
    const t = stack.pop()!;
    if (!t.producer || seen.has(tensorKey(t))) continue;
    seen.set(tensorKey(t), t);
    if (!first.has(tensorKey(t))) stack.push(...t.producer.inputs);
  }
  return [...seen.values()].sort((a, b) => a.producer!.id - b.producer!.id);
}

export function tensorKey(t: TensorValue): string {
  return t.producer ? `${t.producer.id}.${t.producer.outputIdx}` : '';
}
