import { readDims, readDtype } from '../../ops/kernel';
import { meantShape } from '../../ops/keras/shapeArgument';
import { findOp } from '../../ops/registry';
import { freeDim, unknownDim } from '../../values/dim';
import { PersistentMap } from '../../values/persistentMap';
import type { MaybeShape } from '../../values/shape';
import { shapeOf } from '../../values/shape';
import type { CallSite, InstanceObject, LayerObject, ModelObject, RefValue, TensorValue, Value } from '../../values/value';
import { int, none, ref, unknown } from '../../values/value';
import { shapeValue } from '../attributes';
import { bindCall } from '../bind';
import { plainArgs } from '../calls';
import { checkArguments } from '../reports/checkArguments';
import type { CallArgs } from '../functions';
import { iterateValue } from '../loops/iterate';
import type { Machine } from '../machine';
import { checkLayerArguments } from './baseArguments';
import { initContainer } from './construct';
import { isLegacyKeras } from './kerasFlavor';
import { runBase } from './layers';
import { modelAttr } from './modelAttributes';
import { refuseOpenWeight, refuseWeightName } from './modelReports';
import { applyGraph } from './models';
import { placeholder } from './placeholder';
import { tensorLeaves } from './structures';
import { initModule } from './torch/initModule';
import { moduleAttr } from './torch/moduleAttributes';
import { isModuleObject } from './torch/modules';
import { backendOf, callOwn, callsOwnCode, handleOf, ownMethod, runBuild } from './subclass';
import { checkWeightArguments } from './weightArguments';
import { countWeights } from './weights';

/** What every layer has. */
const layerMethods = new Set(
  'build call __call__ add_weight add_variable add_loss add_metric get_config compute_output_shape compute_output_spec compute_mask count_params get_weights set_weights build_from_config get_build_config save_own_variables load_own_variables stateless_call'.split(
    ' ',
  ),
);

/** What every model has beside. */
const modelMethods = new Set(
  'compile fit evaluate predict train_on_batch test_on_batch predict_on_batch fit_generator evaluate_generator predict_generator summary save save_weights load_weights get_layer train_step test_step predict_step compute_loss compute_metrics make_train_function make_test_function make_predict_function reset_metrics reset_states export to_json get_compile_config add pop get_metrics_result'.split(
    ' ',
  ),
);

/** A method that Keras wraps: the program's `build` also makes the layer a built one. */
export function wrappedMethod(m: Machine, instance: InstanceObject, name: string): Value | undefined {
  if (instance.base === undefined || name !== 'build') return undefined;
  const base = m.get(instance.base);
  if (isModuleObject(base)) return undefined;
  const isOwn = (base?.kind === 'layer' || base?.kind === 'model') && base.own && ownMethod(m, base.own, 'build');
  return isOwn ? { kind: 'method', self: ref(instance.base), fn: 'build' } : undefined;
}

/** What an instance has from its base class of the framework. */
export function inheritedAttr(m: Machine, instance: InstanceObject, name: string): Value | undefined {
  const base = instance.base === undefined ? undefined : m.get(instance.base);
  if (base?.kind !== 'layer' && base?.kind !== 'model') return undefined;
  if (isModuleObject(base)) return moduleAttr(m, handleOf(instance.base!, base), base, name);
  const isMethod = layerMethods.has(name) || (base.kind === 'model' && modelMethods.has(name));
  if (isMethod) return { kind: 'method', self: ref(instance.base!), fn: name };
  return modelAttr(m, base, name);
}

/** The constructor of the base class: what `super().__init__(…)` calls, or the call of a class without a constructor of its own. */
export function initBase(m: Machine, instance: RefValue, args: CallArgs, site: CallSite): void {
  const object = m.get(instance.id);
  const id = object?.kind === 'instance' ? object.base : undefined;
  const base = id === undefined ? undefined : m.get(id);
  if (id === undefined || (base?.kind !== 'layer' && base?.kind !== 'model')) return;
  if (base.kind === 'model') {
    initContainer(m, ref(id), args, site);
    return;
  }
  const def = findOp(base.op);
  const isRule = def?.kind === 'layer';
  const bound = isRule ? bindCall(m, def, args) : { values: args.keyword, isComplete: args.isComplete };
  const name = bound.values.get('name')?.value;
  m.set(id, { ...base, args: bound, name: name?.kind === 'str' ? (name.value ?? '') : '' });
  if (isRule) checkArguments(m, def, args, bound, site);
  if (isModuleObject(base)) initModule(m, id, args);
  else if (base.op === 'keras.layers.Layer') checkLayerArguments(m, base.own?.className ?? 'Layer', args, site);
}

/** Methods of the base class, called by the program's own code or on the instance; null for those that are not special here. */
export function subclassMethod(
  m: Machine,
  self: RefValue,
  object: LayerObject | ModelObject,
  name: string,
  args: CallArgs,
  site: CallSite,
): Value | null {
  const own = object.own!;
  switch (name) {
    case '__init__':
      initBase(m, ref(own.instance), args, site);
      return none;
    case '__call__':
      return callsOwnCode(m, object) ? callOwn(m, self.id, args, site) : null;
    case 'call':
      return callBase(m, self, object, args, site);
    case 'build': {
      const build = own.building === 'runs' ? null : ownMethod(m, own, 'build');
      if (build) return runBuild(m, self.id, build, args);
      if (object.kind === 'model' && !callsOwnCode(m, object)) return null;
      return buildBase(m, self, object, args, site);
    }
    case 'add_weight':
    case 'add_variable':
      refuseWeightName(m, args, site);
      checkWeightArguments(m, args, site);
      return addWeight(m, self, object, args, site);
    case 'add_loss':
    case 'add_metric':
    case 'save_own_variables':
    case 'load_own_variables':
      return none;
    case 'get_config':
      return m.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.empty(), isOpen: true });
    case 'count_params':
      return int(countWeights(m, self.id).params);
    case 'compute_output_shape':
      return outputShape(m, self, object, args, site);
    default:
      return null;
  }
}

/** `super().call(x)`: the rule of the class that was inherited from. */
function callBase(m: Machine, self: RefValue, object: LayerObject | ModelObject, args: CallArgs, site: CallSite): Value {
  if (object.kind === 'model') return object.container === 'subclass' ? unknown : applyGraph(m, self.id, args, site);
  return runBase(m, self.id, args, site);
}

/** A model without a `build` of its own is built by running `call` on placeholders. */
function buildBase(m: Machine, self: RefValue, object: LayerObject | ModelObject, args: CallArgs, site: CallSite): Value {
  const first = args.positional[0]?.value ?? args.keyword.get('input_shape')?.value;
  if (object.kind !== 'model' || object.own!.building === 'runs' || !first) return none;
  const inputs = placeholders(m, first, object, site);
  if (!inputs) return none;
  // Keras 3 only takes the model for built; what its code does with the shape shows where there is data.
  const isQuiet = !isLegacyKeras(m);
  if (isQuiet) m.muted++;
  callOwn(m, self.id, plainArgs([inputs]), site);
  if (isQuiet) m.muted--;
  return none;
}

/** Symbolic tensors for a shape, or for a list of shapes. */
function placeholders(m: Machine, value: Value, object: LayerObject | ModelObject, site: CallSite): Value | null {
  const one = (shape: MaybeShape): TensorValue =>
    placeholder(m, { shape, dtype: 'float32', framework: object.framework, place: site.place });
  const items = iterateValue(m, value);
  if (!items) return one(null);
  const isShape = items.every((item) => item.kind === 'int' || item.kind === 'none' || item.kind === 'unknown');
  if (isShape) return one(shapeOf(items.map((v) => (v.kind === 'none' ? freeDim : v.kind === 'int' ? v.value : unknownDim))));
  const inner = items.map((item) => placeholders(m, item, object, site));
  return inner.every((v): v is Value => v !== null) ? m.alloc({ kind: 'list', isSet: false, items: inner, element: unknown }) : null;
}

/** The shape that `call` gives for an input's shape. Nothing is reported, and nothing is built. */
function outputShape(m: Machine, self: RefValue, object: LayerObject | ModelObject, args: CallArgs, site: CallSite): Value {
  const first = args.positional[0]?.value;
  if (!first || !callsOwnCode(m, object)) return unknown;
  const inputs = placeholders(m, first, object, site);
  if (!inputs) return unknown;
  const before = m.state;
  m.muted++;
  const outputs = tensorLeaves(m, callOwn(m, self.id, plainArgs([inputs]), site));
  m.muted--;
  m.state = before;
  return outputs.length === 1 ? shapeValue(m, outputs[0]!.shape) : unknown;
}

/** `self.add_weight(shape=…, initializer=…, trainable=…)`; older programs give the name first. */
function addWeight(m: Machine, self: RefValue, object: LayerObject | ModelObject, args: CallArgs, site: CallSite): Value {
  const positional = args.positional.map((arg) => arg.value);
  if (positional[0]?.kind === 'str') positional.shift();
  const given = (name: string, idx: number): Value | undefined => args.keyword.get(name)?.value ?? positional[idx];
  const shape = given('shape', 0);
  const trainable = args.keyword.get('trainable')?.value;
  const dims = shape === undefined ? (args.isComplete ? [] : null) : shape.kind === 'none' ? [] : readDims(meantShape(shape, m), m);
  if (dims?.includes(freeDim) && shape?.kind !== 'tensor') refuseOpenWeight(m, site);
  const dtype = given('dtype', 2);
  const tensor: TensorValue = {
    kind: 'tensor',
    framework: backendOf(m, object),
    shape: dims && shapeOf(dims.map((dim) => (dim === freeDim ? unknownDim : dim))),
    dtype: dtype === undefined || dtype.kind === 'none' ? 'float32' : readDtype(dtype),
    isSymbolic: false,
    producer: null,
    isVariable: true,
  };
  const isTrainable = trainable === undefined ? (args.isComplete ? true : null) : trainable.kind === 'bool' ? trainable.value : null;
  const own = object.own!;
  m.set(self.id, { ...object, own: { ...own, weights: [...own.weights, { shape: tensor.shape, isTrainable, tensor }] } });
  return tensor;
}
