import { isFloating, readDims } from '../../ops/kernel';
import { findContainer, findOp } from '../../ops/registry';
import type { MaybeShape } from '../../values/shape';
import { shapeOf } from '../../values/shape';
import type {
  CallSite,
  FunctionValue,
  InstanceObject,
  LayerObject,
  ModelObject,
  OwnState,
  Producer,
  RefValue,
  TensorValue,
  Value,
} from '../../values/value';
import { none, ref, unknown } from '../../values/value';
import { shapeValue } from '../attributes';
import { findMember } from '../classes';
import { plainArgs } from '../calls';
import type { CallArgs } from '../functions';
import { callFunction } from '../functions';
import { libraryBase } from '../libraryMembers';
import type { Machine } from '../machine';
import { readName } from '../scopes';
import { refuseOwnCall } from './callArguments';
import { runRule } from './layers';
import { placeholder } from './placeholder';
import { checkInitialized } from './torch/initModule';
import { isModuleObject, isModulePath } from './torch/modules';
import { leavesOf, mapStructure, tensorLeaves } from './structures';
import { underCaller } from './underCaller';
import { refuseUninitialized } from './uninitialized';
import { countWeights } from './weights';

/*
 * Instances of classes of the program that inherit from a layer or model of Keras. The instance has the attributes that the program
 * gives it; beside it stands a layer or model object, its base, which keeps what Keras keeps: weights, parts, whether it is built.
 */

/** A layer or model of the framework, or the one that an instance of a class of the program is; null for anything else. */
export function baseOf(m: Machine, value: Value): { readonly id: number; readonly object: LayerObject | ModelObject } | null {
  if (value.kind !== 'ref') return null;
  let { id } = value;
  let object = m.get(id);
  if (object?.kind === 'instance' && object.base !== undefined) {
    id = object.base;
    object = m.get(id);
  }
  return object?.kind === 'layer' || object?.kind === 'model' ? { id, object } : null;
}

/** What the program handles: the instance of its class, or the layer or model itself. */
export function handleOf(id: number, object: LayerObject | ModelObject): RefValue {
  return ref(object.own?.instance ?? id);
}

/** Gives a new instance its base, when its class inherits from a layer or model. */
export function attachBase(m: Machine, instance: RefValue, cls: RefValue, site: CallSite): void {
  const path = libraryBase(m, cls);
  const object = m.get(instance.id);
  const klass = m.get(cls.id);
  if (path === null || object?.kind !== 'instance' || klass?.kind !== 'class') return;
  const own: OwnState = { instance: instance.id, className: klass.name, weights: [], members: [], isExact: true, building: 'no' };
  const base = newBase(m, path, own, site);
  if (!base) return;
  m.set(instance.id, { ...object, base: base.id });
}

/** True for a class of the program that inherits from a layer or model. */
export function isLayerClass(m: Machine, cls: RefValue): boolean {
  const path = libraryBase(m, cls);
  return path !== null && (findContainer(path)?.startsWith('keras.') === true || isLayerPath(path));
}

function isLayerPath(path: string): boolean {
  return path.startsWith('keras.layers.') || findOp(path)?.kind === 'layer' || isModulePath(path);
}

function newBase(m: Machine, path: string, own: OwnState, site: CallSite): RefValue | null {
  if (findContainer(path)?.startsWith('keras.')) {
    const model: ModelObject = {
      kind: 'model',
      framework: 'keras',
      op: path,
      name: null,
      site,
      container: path === 'keras.Sequential' ? 'sequential' : 'subclass',
      layers: [],
      chain: [],
      inputs: null,
      outputs: null,
      isMultiple: { inputs: false, outputs: false },
      isComplete: true,
      nCalls: 0,
      own,
    };
    const value = m.alloc(model);
    m.log.models.push(value.id);
    return value;
  }
  const def = findOp(path);
  if (!isLayerPath(path)) return null;
  return m.alloc({
    kind: 'layer',
    op: path,
    framework: isModulePath(path) ? 'torch' : def?.kind === 'layer' ? def.framework : 'keras',
    name: '',
    args: { values: new Map(), isComplete: true },
    site,
    built: null,
    nCalls: 0,
    own,
  });
}

/** Notes what became an attribute: layers and models in it are part of the whole. */
export function trackMember(m: Machine, instance: InstanceObject, value: Value): void {
  const base = instance.base === undefined ? undefined : m.get(instance.base);
  if ((base?.kind !== 'layer' && base?.kind !== 'model') || !base.own) return;
  if (isModuleObject(base)) {
    checkInitialized(m, instance.base!, base, value);
    return;
  }
  if (value.kind !== 'ref' && value.kind !== 'tuple' && value.kind !== 'unknown') return;
  const { own } = base;
  if (value.kind === 'ref' && own.members.some((member) => member.kind === 'ref' && member.id === value.id)) return;
  m.set(instance.base!, { ...base, own: { ...own, members: [...own.members, value] } });
}

/** A method that the class of the program, or one of its bases in the program, defines. */
export function ownMethod(m: Machine, { instance }: OwnState, name: string): FunctionValue | null {
  const object = m.get(instance);
  const member = object?.kind === 'instance' ? findMember(m, object.cls, name) : undefined;
  return member?.kind === 'function' ? member : null;
}

/** True when calling it runs code of the program, not a rule. */
export function callsOwnCode(m: Machine, object: LayerObject | ModelObject): boolean {
  return object.own !== undefined && ownMethod(m, object.own, 'call') !== null;
}

/**
 * `layer(x)` of a class with a `call` of its own: builds it on the first call, then runs `call` on the tensors as a backend has
 * them. What comes out is one node of the graph around it.
 */
export function callOwn(m: Machine, id: number, args: CallArgs, site: CallSite): Value {
  const object = m.get(id);
  if ((object?.kind !== 'layer' && object?.kind !== 'model') || !object.own) return unknown;
  const call = ownMethod(m, object.own, 'call');
  if (!call) return unknown;
  const { className, instance } = object.own;
  refuseUninitialized(m, object, site);
  if (refuseOwnCall(m, className, call, args, site)) return unknown;
  const outer = args.positional.concat([...args.keyword.values()]).flatMap(({ value }) => tensorLeaves(m, value));
  const inner = innerArgs(m, object, args, site);
  const tensors = inner.positional.concat([...inner.keyword.values()]).flatMap(({ value }) => tensorLeaves(m, value));
  const reportsBefore = m.log.diagnostics.length;
  const shapes = outer.map((t) => t.shape);
  const isGraph = m.callers === null && outer.some((t) => t.isSymbolic);
  const result = underCaller(m, site.place, className, shapes, () => {
    const named = shapesOf(m, call, inner);
    buildOwn(m, id, named, site);
    const declared = isGraph ? declaredOutput(m, id, object, outer, named, site) : null;
    if (declared) m.muted++;
    const found = withTraining(m, inner.keyword.get('training')?.value ?? trainingAt(call, inner), () =>
      callFunction(m, call, withContext(m, call, inner), ref(instance)),
    );
    if (declared) m.muted--;
    return declared ?? found;
  });
  const now = m.get(id);
  if (now?.kind !== 'layer' && now?.kind !== 'model') return unknown;
  const hasFault = m.log.diagnostics.length > reportsBefore;
  return finish(m, id, now, { outer, tensors, result, site, hasFault, given: args });
}

/**
 * In a graph Keras believes the class that says what comes out, and `call` runs only when there is data: `compute_output_shape` of
 * the program, or that of the layer of Keras that the class inherits from. Null: `call` itself is asked.
 */
function declaredOutput(
  m: Machine,
  id: number,
  object: LayerObject | ModelObject,
  outer: readonly TensorValue[],
  shapes: ReadonlyMap<string, Value>,
  site: CallSite,
): Value | null {
  if (object.kind === 'model' || !object.own) return null;
  const make = (shape: MaybeShape): TensorValue => ({ ...tensorOfUnknown(outer), shape, dtype: dtypeOf(m, object) });
  const declares = ownMethod(m, object.own, 'compute_output_shape');
  if (declares) {
    const [first] = shapes.values();
    if (!first || declares.fn.params.length !== 2) return null;
    const arg = { value: first, expr: null, place: null };
    const value = callFunction(
      m,
      declares,
      { positional: [arg], keyword: new Map(), isComplete: true, place: site.place },
      ref(object.own.instance),
    );
    const dims = value.kind === 'tensor' ? null : readDims(value, m);
    return dims && value.kind === 'tuple' && value.items.every((item) => item.kind === 'int' || item.kind === 'none')
      ? make(shapeOf(dims))
      : null;
  }
  if (findOp(object.op)?.kind !== 'layer') return null;
  m.muted++;
  const tensor = runRule(m, id, outer, { place: site.place, report: site.place, site });
  m.muted--;
  return { ...tensor, producer: null };
}

interface Finished {
  readonly outer: readonly TensorValue[];
  readonly tensors: readonly TensorValue[];
  readonly result: Value;
  readonly site: CallSite;
  readonly hasFault: boolean;
  readonly given: CallArgs;
}

/** Notes the call, and gives the result as the caller sees it. */
function finish(
  m: Machine,
  id: number,
  object: LayerObject | ModelObject,
  { outer, tensors, result, site, hasFault, given }: Finished,
): Value {
  const own = object.own!;
  const nCalls = object.nCalls + 1;
  if (object.kind === 'layer') {
    const { params, trainable } = countWeights(m, id);
    const nonTrainable = typeof params === 'number' && typeof trainable === 'number' ? params - trainable : 0;
    const built = { fixed: [], rank: null, params: trainable, nonTrainable, inputs: outer.map((t) => t.shape), place: site.place };
    m.set(id, { ...object, built: object.built ?? built, nCalls });
  } else {
    const outputs = leavesOf(m, result);
    // The first call tells what the model is made of; a later one may only see other extents.
    const isFirst = object.container === 'subclass' && object.outputs === null;
    const isKnown = outputs.every((t): t is TensorValue => t.kind === 'tensor') && tensors.length > 0;
    m.set(id, { ...object, nCalls, ...(isFirst && isKnown && { inputs: tensors, outputs: outputs }) });
  }
  const isSymbolic = outer.some((t) => t.isSymbolic);
  const framework = outer.find((t) => t.isSymbolic)?.framework;
  const producerId = m.nextId++;
  let outputIdx = 0;
  const seen: TensorValue[] = [];
  const value = mapStructure(m, result.kind === 'unknown' ? tensorOfUnknown(outer) : result, (leaf) => {
    if (leaf.kind !== 'tensor') return leaf;
    const producer: Producer = {
      id: producerId,
      layer: id,
      op: own.className,
      name: object.name ?? '',
      inputs: outer,
      outputIdx: outputIdx++,
      output: leaf.shape,
      place: site.place,
      status: hasFault ? 'error' : outer.some((t) => t.producer && t.producer.status !== 'ok') ? 'assumed' : 'ok',
      callIdx: object.nCalls,
      given: {
        positional: given.positional.map(({ value }) => value),
        keyword: new Map([...given.keyword].map(([name, arg]) => [name, arg.value])),
      },
    };
    const tensor: TensorValue = { ...leaf, framework: framework ?? leaf.framework, isSymbolic, producer };
    seen.push(tensor);
    return tensor;
  });
  if (object.kind === 'layer') noteCall(m, id, object, seen[0], outer, site);
  return value;
}

function noteCall(
  m: Machine,
  id: number,
  object: LayerObject,
  tensor: TensorValue | undefined,
  inputs: readonly TensorValue[],
  site: CallSite,
): void {
  if (!tensor || m.muted > 0 || !m.program.own.has(site.place.chunk)) return;
  m.log.layerCalls.push({
    place: site.place,
    site: object.site.place,
    layer: id,
    op: object.own!.className,
    name: object.name,
    inputs: inputs.map((t) => t.shape),
    output: tensor.shape,
    dtype: tensor.dtype,
    params: countWeights(m, id).params,
    status: tensor.producer?.status ?? 'ok',
    tensor,
  });
}

function tensorOfUnknown(outer: readonly TensorValue[]): TensorValue {
  return {
    kind: 'tensor',
    framework: outer.find((t) => t.isSymbolic)?.framework ?? 'keras',
    shape: null,
    dtype: null,
    isSymbolic: true,
    producer: null,
  };
}

/**
 * The arguments as `call` sees them: tensors of the backend, which are part of the graph inside the layer. Arrays become tensors,
 * and floating ones take the layer's own type.
 */
function innerArgs(m: Machine, object: LayerObject | ModelObject, args: CallArgs, site: CallSite): CallArgs {
  const framework = backendOf(m, object);
  const cast = dtypeOf(m, object);
  const leaf = (value: Value): Value => {
    if (value.kind !== 'tensor') return value;
    const dtype = value.dtype !== null && isFloating(value.dtype) && value.framework !== 'torch' ? cast : value.dtype;
    const producer = value.producer ?? placeholder(m, { shape: value.shape, dtype, framework, place: site.place }).producer;
    return { ...value, framework, dtype, isSymbolic: true, producer };
  };
  const inner = <T extends { readonly value: Value }>(arg: T): T => ({ ...arg, value: mapStructure(m, arg.value, leaf) });
  return {
    ...args,
    positional: args.positional.map(inner),
    keyword: new Map([...args.keyword].map(([name, arg]) => [name, inner(arg)])),
  };
}

/** What floating inputs are cast to. */
function dtypeOf(m: Machine, object: LayerObject | ModelObject): string | null {
  const given = object.kind === 'layer' ? object.args.values.get('dtype')?.value : undefined;
  if (!given || given.kind === 'none') return object.kind === 'layer' && !object.args.isComplete ? null : 'float32';
  return given.kind === 'str' ? (given.value?.replace('mixed_', '') ?? null) : null;
}

/** Programs that import TensorFlow may use its functions inside a layer, where they meet tensors of its own. */
export function backendOf(m: Machine, object: LayerObject | ModelObject): TensorValue['framework'] {
  const cls = m.get(object.own!.instance);
  const klass = cls?.kind === 'instance' && cls.cls.kind === 'ref' ? m.get(cls.cls.id) : undefined;
  for (let id = klass?.kind === 'class' ? klass.scope : null; id !== null;) {
    const scope = m.scope(id);
    if (!scope) break;
    if (scope.level === 'module') {
      const tf = readName(m, id, scope, 'tf') ?? readName(m, id, scope, 'tensorflow');
      return tf ? 'tensorflow' : 'keras';
    }
    id = scope.parent;
  }
  return 'keras';
}

/** Shapes of the tensors among the arguments of `call`, by the name of their parameter. */
function shapesOf(m: Machine, call: FunctionValue, args: CallArgs): Map<string, Value> {
  const shapes = new Map<string, Value>();
  const params = call.fn.params.slice(1).filter(({ kind }) => kind !== 'rest' && kind !== 'keywordRest' && kind !== 'keywordOnly');
  const note = (name: string, value: Value): void => {
    if (name === 'mask' || !tensorLeaves(m, value).length) return;
    shapes.set(
      `${name}_shape`,
      mapStructure(m, value, (leaf) => (leaf.kind === 'tensor' ? shapeValue(m, leaf.shape) : leaf.kind === 'none' ? none : unknown)),
    );
  };
  args.positional.forEach(({ value }, i) => {
    const param = params[i];
    if (param) note(param.name, value);
  });
  for (const [name, { value }] of args.keyword) note(name, value);
  return shapes;
}

/** The first call builds: `build` of the program with the shapes of the inputs. */
function buildOwn(m: Machine, id: number, shapes: ReadonlyMap<string, Value>, site: CallSite): void {
  const object = m.get(id);
  if ((object?.kind !== 'layer' && object?.kind !== 'model') || !object.own || object.own.building !== 'no') return;
  const instance = m.get(object.own.instance);
  const isBuilt = instance?.kind === 'instance' ? instance.attrs.get('built') : undefined;
  if (isBuilt?.kind === 'bool' && isBuilt.value === true) return;
  const build = ownMethod(m, object.own, 'build');
  if (!build) return;
  const params = build.fn.params.slice(1).filter(({ kind }) => kind !== 'rest' && kind !== 'keywordRest');
  const arg = (value: Value): CallArgs['positional'][number] => ({ value, expr: null, place: null });
  const first = [...shapes.values()][0] ?? none;
  const args: CallArgs =
    params.length === 1
      ? { positional: [arg(first)], keyword: new Map(), isComplete: true, place: site.place }
      : {
          positional: [],
          keyword: new Map([...shapes].filter(([name]) => params.some((p) => p.name === name)).map(([name, value]) => [name, arg(value)])),
          isComplete: true,
          place: site.place,
        };
  runBuild(m, id, build, args);
}

/** Builds a layer for inputs of these shapes, as a layer around it does that calls it only where there is data. */
export function buildFor(m: Machine, id: number, inputs: readonly TensorValue[], site: CallSite): void {
  const object = m.get(id);
  const call = (object?.kind === 'layer' || object?.kind === 'model') && object.own ? ownMethod(m, object.own, 'call') : null;
  if (!call) return;
  const className = (object as LayerObject | ModelObject).own!.className;
  const shapes = inputs.map((t) => t.shape);
  underCaller(m, site.place, className, shapes, () => {
    buildOwn(m, id, shapesOf(m, call, plainArgs(inputs)), site);
  });
}

/** Runs the program's `build`, and takes the layer for built. */
export function runBuild(m: Machine, id: number, build: FunctionValue, args: CallArgs): Value {
  const set = (building: OwnState['building']): number | null => {
    const object = m.get(id);
    if ((object?.kind !== 'layer' && object?.kind !== 'model') || !object.own) return null;
    m.set(id, { ...object, own: { ...object.own, building } });
    return object.own.instance;
  };
  const instance = set('runs');
  const value = instance === null ? unknown : callFunction(m, build, args, ref(instance));
  set('done');
  return value;
}

/** Calls inside take the `training` of the call around them, where they are not given one. */
export function withTraining<T>(m: Machine, training: Value | undefined, run: () => T): T {
  const outer = m.training;
  if (training && training.kind !== 'none') m.training = training;
  const value = run();
  m.training = outer;
  return value;
}

function trainingAt(call: FunctionValue, args: CallArgs): Value | undefined {
  const idx = call.fn.params.slice(1).findIndex(({ name }) => name === 'training');
  return idx < 0 ? undefined : args.positional[idx]?.value;
}

/** Adds what Keras passes by itself: `training` of the call around, and a mask that may or may not be there. */
function withContext(m: Machine, call: FunctionValue, args: CallArgs): CallArgs {
  const keyword = new Map(args.keyword);
  const add = (name: string, value: Value | null): void => {
    const idx = call.fn.params.slice(1).findIndex((param) => param.name === name);
    if (idx >= 0 && idx >= args.positional.length && !keyword.has(name) && value) keyword.set(name, { value, expr: null, place: null });
  };
  add('training', m.training);
  add('mask', unknown);
  return { ...args, keyword };
}
