import type { InnerContext, InnerLayer, LayerContext, LayerDef, LayerResult, ReportMore } from '../../ops/kernel';
import { checkCallNames } from './callNames';
import { camelCase, msg, readArgs, single, toTensor, weight } from '../../ops/kernel';
import { meantShape } from '../../ops/keras/shapeArgument';
import { findOp } from '../../ops/registry';
import { isRecorded } from '../../ops/torchvision/recordedModules';
import type { Place } from '../../ir/place';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, freeDim, isKnown, productOf, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf } from '../../values/shape';
import type {
  BoundArgs,
  BuiltLayer,
  CallSite,
  LayerNode,
  LayerObject,
  ModelObject,
  Producer,
  TensorValue,
  Value,
} from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import { getAttr } from '../attributes';
import { bindCall } from '../bind';
import { callValue, plainArgs } from '../calls';
import { checkArguments } from '../reports/checkArguments';
import type { CallArgs } from '../functions';
import { iterateValue } from '../loops/iterate';
import { nodeSite } from '../libraryMembers';
import type { Machine } from '../machine';
import { labelOf, LayerReporter } from '../reports/report';
import { refuseLayerCall, tensorInConstructor } from './callArguments';
import { modelWeights, outputShapes } from './models';
import { tensorLeaves } from './structures';
import { checkEmbeddingWeights } from './setWeights';
import { callModule } from './torch/callModule';
import { initModule } from './torch/initModule';
import { mayMixFloats, moduleType } from './torch/moduleTypes';
import { isModuleObject } from './torch/modules';
import { baseOf, buildFor, callOwn, callsOwnCode, ownMethod } from './subclass';
import { underCaller } from './underCaller';
import { countWeights } from './weights';
import type { DiagnosticCode } from '../../diagnostics/codes';
import type { Message } from '../../../../extension/protocol/localize';

/** An object for a layer that the program constructs; its rule runs when it is applied. */
export function constructLayer(m: Machine, def: LayerDef, args: CallArgs, site: CallSite): Value {
  const bound = bindCall(m, def, args);
  const name = bound.values.get('name')?.value;
  const layer: LayerObject = {
    kind: 'layer',
    op: def.name,
    framework: def.framework,
    name: name?.kind === 'str' ? (name.value ?? '') : '',
    args: bound,
    site,
    built: null,
    nCalls: 0,
  };
  const ref = m.alloc(layer);
  // `tf.layers.add([x, y])` makes the layer and applies it.
  const first = def.isMerging && def.style === 'config' ? args.positional[0] : undefined;
  if (first?.value.kind === 'ref' && m.get(first.value.id)?.kind === 'list') return applyLayer(m, ref.id, args, site);
  const meant = tensorInConstructor(m, def, args, site);
  if (meant) {
    const positional = args.positional.filter(({ value }) => value !== meant);
    const rest = constructLayer(m, def, { ...args, positional, isComplete: false }, site);
    return rest.kind === 'ref' ? applyLayer(m, rest.id, plainArgs([meant]), site) : rest;
  }
  checkArguments(m, def, args, bound, site);
  if (def.framework === 'torch') initModule(m, ref.id, args);
  else checkEmbeddingWeights(m, layer, site);
  return ref;
}

/** `layer(x)`, `layer([x, y])`, `attention(query=q, value=v)`, `layer.apply(x)`. */
export function applyLayer(m: Machine, id: number, args: CallArgs, site: CallSite): Value {
  const layer = m.get(id);
  if (isModuleObject(layer)) return callModule(m, id, args, site);
  if (layer?.kind === 'layer' && callsOwnCode(m, layer)) return callOwn(m, id, args, site);
  const def = layer?.kind === 'layer' ? findOp(layer.op) : undefined;
  if (def?.kind !== 'layer') return unknown;
  if (layer?.kind === 'layer') checkCallNames(m, layer, def, args, site);
  if (refuseLayerCall(m, def, args, site)) return assumedOutput(m, def, args);
  const given = callArguments(m, def, args);
  if (!given) return unknown;
  const { tensors, isMultiple } = callLayer(m, id, given, { place: site.place, report: site.place, site });
  if (!isMultiple) return tensors[0] ?? unknown;
  return m.frame.semantics.language === 'python'
    ? tuple(tensors)
    : m.alloc({ kind: 'list', isSet: false, items: tensors, element: unknown });
}

/** What comes out of a call that was refused: the shape that the layer gives the tensor that is there, if there is just one. */
function assumedOutput(m: Machine, def: LayerDef, { positional }: CallArgs): Value {
  const first = positional[0]?.value;
  // Unknown as it is, it keeps the graph together.
  return first?.kind === 'tensor' ? { ...unknownTensor(def.framework), isSymbolic: first.isSymbolic } : unknown;
}

/** `super().call(…)` in a class of the program: the rule of the layer that it inherits from. */
export function runBase(m: Machine, id: number, args: CallArgs, site: CallSite): Value {
  const layer = m.get(id);
  const def = layer?.kind === 'layer' ? findOp(layer.op) : undefined;
  const given = def?.kind === 'layer' ? callArguments(m, def, args) : null;
  if (!given) return unknown;
  const { tensors, isMultiple } = callRule(m, id, given, { place: site.place, report: site.place, site });
  return isMultiple ? tuple(tensors) : (tensors[0] ?? unknown);
}

/** What a call hands to a layer: its inputs, the other arguments by name, and the tensors in those. */
export interface LayerArguments {
  readonly inputs: readonly TensorValue[];
  readonly named: ReadonlyMap<string, Value>;
  readonly more: readonly TensorValue[];
  /** All arguments as they were given, by the names of their parameters. */
  readonly passed?: ReadonlyMap<string, Value>;
}

/** Null when there is no telling what goes in. */
export function callArguments(m: Machine, def: LayerDef, args: CallArgs): LayerArguments | null {
  const names = def.inputs ?? ['inputs'];
  const params = [...names, ...(def.callParams ?? [])];
  const given = new Map<string, Value>();
  args.positional.forEach(({ value }, i) => {
    const name = params[i];
    if (name !== undefined) given.set(name, value);
  });
  for (const [name, { value }] of args.keyword) given.set(name, value);
  // What a layer calls its input is its own affair: `layer(x=…)`.
  if (!def.inputs && !given.has('inputs')) {
    const first = args.keyword.keys().next();
    if (first.done) return null;
    given.set('inputs', given.get(first.value)!);
    given.delete(first.value);
  }
  const framework = def.framework;
  const passed = framework === 'torch' ? new Map(given) : given;
  const inputs: TensorValue[] = [];
  for (const name of names) {
    const value = given.get(name);
    given.delete(name);
    if (!value || (value.kind === 'none' && inputs.length)) break;
    if (!def.inputs) {
      const all = tensorsOf(m, value, framework);
      if (!all) return null;
      inputs.push(...all);
    } else inputs.push(value.kind === 'unknown' ? unknownTensor(framework) : toTensor(value, m, framework));
  }
  if (def.inputs && !inputs.length) return null;
  return { inputs, named: given, passed, more: [...given.values()].flatMap((value) => tensorsIn(m, value)) };
}

/** Tensors in an argument of a call, alone or in a sequence. */
function tensorsIn(m: Machine, value: Value): readonly TensorValue[] {
  if (value.kind === 'tensor') return [value];
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  const items = value.kind === 'tuple' ? value.items : object?.kind === 'list' ? object.items : null;
  return items?.flatMap((item) => tensorsIn(m, item)) ?? [];
}

export interface Application {
  /** Where the result is shown. */
  readonly place: Place;
  /** Where a fault is reported: the innermost line that raises. */
  readonly report: Place;
  /** The call that applies, for finding the argument at fault. */
  readonly site: CallSite | null;
  /** Where code of the program is called from, if that is another call than the one that applies. */
  readonly caller?: CallSite;
}

/** Applies a layer to tensors alone: what a sequential model does. */
export function runLayer(m: Machine, id: number, inputs: readonly TensorValue[], at: Application): TensorValue {
  return callLayer(m, id, { inputs, named: new Map(), more: [] }, at).tensors[0] ?? unknownTensor(frameworkOf(m, id));
}

/** Calls a layer: checks, builds it on the first call, and gives its outputs. */
export function callLayer(
  m: Machine,
  id: number,
  { inputs, named, more }: LayerArguments,
  at: Application,
): { readonly tensors: readonly TensorValue[]; readonly isMultiple: boolean } {
  const layer = m.get(id);
  if (layer?.kind === 'layer' && callsOwnCode(m, layer)) return { tensors: [runOwn(m, id, inputs, at)], isMultiple: false };
  return callRule(m, id, { inputs, named, more }, at);
}

/** Applies the rule of the framework's own class. */
export function runRule(m: Machine, id: number, inputs: readonly TensorValue[], at: Application): TensorValue {
  return callRule(m, id, { inputs, named: new Map(), more: [] }, at).tensors[0] ?? unknownTensor(frameworkOf(m, id));
}

/** The tensors that a call gave, and how they come. */
export type Applied = { readonly tensors: readonly TensorValue[] } & Omit<LayerResult, 'outputs'>;

export function callRule(m: Machine, id: number, { inputs, named, more, passed = named }: LayerArguments, at: Application): Applied {
  const layer = m.get(id);
  const def = layer?.kind === 'layer' ? findOp(layer.op) : undefined;
  if (layer?.kind !== 'layer' || def?.kind !== 'layer') return { tensors: [unknownTensor(frameworkOf(m, id))], isMultiple: false };
  const args = readArgs(def.params, layer.args, m) as never;
  const reporter = new LayerReporter(m, layer, def, inputs, at);
  const quiet = quietContext(m);
  const isOnData = computes(m, inputs);
  const fits =
    checkInputs(def, layer.built, inputs, reporter, quiet, isOnData) && (layer.built !== null || checkOpen(def, args, inputs, reporter));
  const report = fits ? (...given: Parameters<typeof reporter.report>) => reporter.report(...given) : (): void => undefined;
  const cx = layerContext(m, layer, def, { label: reporter.label, named: passed, report, at: fits ? at : null, isOnData });
  const { outputs, isMultiple, arrange } = applyRule(def, args, inputs, cx);
  const built = layer.built ?? build(def, args, inputs, at.place, quiet);
  const status = reporter.hasReported ? 'error' : inputs.some((t) => t.producer && t.producer.status !== 'ok') ? 'assumed' : 'ok';
  const isSymbolic = inputs.some((t) => t.isSymbolic);
  const framework = inputs.some((t) => t.isSymbolic && t.framework === 'tensorflow') ? 'tensorflow' : def.framework;
  const own = def.dtype ? def.dtype(args, inputs, ownDtype(layer)) : (inputs[0]?.dtype ?? null);
  const producerId = m.nextId++;
  const tensors = outputs.map(({ shape, dtype }, outputIdx): TensorValue => {
    const producer: Producer = {
      id: producerId,
      layer: id,
      op: def.name,
      name: layer.name,
      inputs: more.length ? [...inputs, ...more] : inputs,
      outputIdx,
      output: shape,
      place: at.place,
      status,
      callIdx: layer.nCalls,
      ...(named.size && { call: { nInputs: inputs.length, named } }),
    };
    return { kind: 'tensor', framework, shape, dtype: dtype === undefined ? own : dtype, isSymbolic, producer };
  });
  const now = m.get(id);
  const node = isSymbolic ? { node: nodeOf(layer, inputs, tensors) } : {};
  // PyTorch's modules are what they are from the start: a call that changes none lets loops come to rest.
  if (def.framework !== 'torch' || !layer.built)
    m.set(id, { ...(now?.kind === 'layer' ? now : layer), built, ...(def.framework !== 'torch' && { nCalls: layer.nCalls + 1 }), ...node });
  const first = tensors[0];
  if (first && inputs[0] && def.name === 'keras.layers.Embedding') m.lookups?.push({ embedded: first, data: inputs[0] });
  if (first && m.muted === 0 && m.program.own.has(at.place.chunk) && !isRecorded(layer)) {
    m.log.layerCalls.push({
      place: at.place,
      site: layer.site.place,
      layer: id,
      op: def.name,
      name: layer.name,
      inputs: inputs.map((t) => t.shape),
      output: first.shape,
      dtype: first.dtype,
      params: addDims(built.params, built.nonTrainable),
      status,
      tensor: first,
    });
  }
  return { tensors, isMultiple, ...(arrange && { arrange }) };
}

/** True where a layer gets tensors of a backend: data, or what code of the program inside another layer works on. */
function computes(m: Machine, inputs: readonly TensorValue[]): boolean {
  return m.callers !== null || (inputs.length > 0 && !inputs.some((t) => t.isSymbolic));
}

/** The rule of a layer, whichever form it has. */
export function applyRule(def: LayerDef, args: never, inputs: readonly TensorValue[], cx: LayerContext): LayerResult {
  return def.apply ? def.apply(args, inputs, cx) : single(def.shape(args, inputs, cx));
}

/** A layer of the program's own, applied where no call of the source does it: in a stack, or by another layer. */
function runOwn(m: Machine, id: number, inputs: readonly TensorValue[], at: Application): TensorValue {
  const site = at.site ?? nodeSite(m);
  const needed = neededArguments(m, id);
  // How the tensors of a graph were given to a method of several parameters, only their number tells.
  if (needed > 1 && needed !== inputs.length) return unknownTensor(frameworkOf(m, id));
  const args: readonly Value[] =
    needed > 1 || inputs.length === 1 ? inputs : [m.alloc({ kind: 'list', isSet: false, items: inputs, element: unknown })];
  const result = callOwn(m, id, plainArgs(args), { ...site, place: at.place });
  return tensorLeaves(m, result)[0] ?? unknownTensor(frameworkOf(m, id));
}

/** How many arguments the method `call` of a layer of the program's own needs. */
function neededArguments(m: Machine, id: number): number {
  const layer = m.get(id);
  const call = layer?.kind === 'layer' && layer.own ? ownMethod(m, layer.own, 'call') : null;
  const params = call?.fn.params.slice(1) ?? [];
  return params.filter(({ kind, fallback }) => (kind === 'positional' || kind === 'positionalOnly') && !fallback).length;
}

/** The only node of a layer in a graph; null for one that has several. */
function nodeOf(layer: LayerObject, inputs: readonly TensorValue[], outputs: readonly TensorValue[]): LayerNode | null {
  return layer.node === undefined ? { inputs, outputs } : null;
}

/** What a layer computes in: the part of its policy that counts (`mixed_float16` computes in float16). */
function ownDtype(layer: LayerObject): string | null {
  const given = layer.args.values.get('dtype')?.value;
  if (!given) return layer.args.isComplete ? 'float32' : null;
  if (given.kind === 'none') return 'float32';
  return given.kind === 'str' ? (given.value?.replace('mixed_', '') ?? null) : null;
}

/** Rank and the extents that earlier calls fixed: what every layer checks before its own rule. */
function checkInputs(
  def: LayerDef,
  built: BuiltLayer | null,
  inputs: readonly TensorValue[],
  reporter: LayerReporter,
  cx: InnerContext,
  isOnData: boolean,
): boolean {
  if (def.isMerging) return true;
  for (const x of inputs) {
    const rank = rankOf(x.shape);
    if (rank !== null && def.rank !== undefined && !fitsRank(def.rank, rank)) {
      reporter.report('rank-mismatch', rankMessage(def, reporter.label, rank, x.shape), rankFix(def, x, cx));
      return false;
    }
    const before = built?.rank ?? null;
    if (def.keepsRank && rank !== null && before !== null && rank !== before) {
      const message = msg('{0} was built for {1} axes, this input has {2}: {3}', reporter.label, before, rank, formatShape(x.shape));
      reporter.report('rank-mismatch', message, { builtAt: built?.place });
      return false;
    }
    for (const { axis, dim, isOnlyNeeded, stretches } of built?.fixed ?? []) {
      // Graphs of Keras take it; the weights meet it with the first batch. A weight of one may stretch, but not in a recurrent layer.
      if (isOnlyNeeded && (!isOnData || (dim === 1 && !/recurrent|wrapper/.test(def.category)))) continue;
      const got = dimAt(x.shape, axis);
      if (compareDims(got, dim) !== 'different' || (stretches && got === 1)) continue;
      reporter.report(
        'dim-mismatch',
        msg(
          '{0} was built for {1} features on axis {2}; this input has {3}: {4}',
          reporter.label,
          show(dim),
          axis,
          show(got),
          formatShape(x.shape),
        ),
        {
          builtAt: built?.place,
        },
      );
      return false;
    }
  }
  return true;
}

/** Weights need a size: an extent that they depend on must not be left open. */
function checkOpen(def: LayerDef, args: never, inputs: readonly TensorValue[], reporter: LayerReporter): boolean {
  const open = def.fixes?.(args, inputs).find(({ dim }) => dim === freeDim);
  if (!open) return true;
  const shape = formatShape(inputs[0]?.shape ?? null);
  reporter.report('dim-mismatch', msg('{0} needs a size on axis {1}, its input leaves it open: {2}', reporter.label, open.axis, shape), {});
  return false;
}

function fitsRank(want: NonNullable<LayerDef['rank']>, rank: number): boolean {
  return typeof want === 'number' ? rank === want : rank >= want.min && rank <= (want.max ?? Infinity);
}

function rankMessage(def: LayerDef, label: string, rank: number, shape: MaybeShape): Message {
  if (typeof def.rank === 'object' && rank >= def.rank.min)
    return msg('{0} takes at most {1} axes with the batch, its input has {2}: {3}', label, def.rank.max ?? 0, rank, formatShape(shape));
  return typeof def.rank === 'number'
    ? msg('{0} takes {1} axes with the batch, its input has {2}: {3}', label, def.rank, rank, formatShape(shape))
    : msg('{0} takes at least {1} axes with the batch, its input has {2}: {3}', label, def.rank?.min ?? 0, rank, formatShape(shape));
}

/** Images without a channel axis are the common case: the input's own shape is what is wrong. */
function rankFix(def: LayerDef, x: TensorValue, cx: InnerContext): ReportMore {
  const { producer } = x;
  const own = def.rankFixes?.(x, cx) ?? [];
  if (own.length) return { fixes: own };
  const isInput = producer?.op === 'input' && typeof def.rank === 'number' && rankOf(x.shape) === def.rank - 1;
  const dims = x.shape?.dims.slice(1) ?? [];
  if (!isInput || !dims.every((d): d is number => typeof d === 'number')) return {};
  return { fixes: [{ of: x, set: 'shape', value: [...dims, 1] }] };
}

function build(def: LayerDef, args: never, inputs: readonly TensorValue[], place: Place, cx: InnerContext): BuiltLayer {
  const weights = def.weights ? def.weights(args, inputs, cx) : [];
  const count = (isTrainable: boolean): Dim =>
    weights === null
      ? unknownDim
      : weights.filter((w) => w.isTrainable === isTrainable).reduce<Dim>((sum, w) => addDims(sum, counted(productOf(w.shape))), 0);
  return {
    fixed: (def.fixes?.(args, inputs) ?? []).filter(({ dim }) => isKnown(dim)),
    rank: rankOf(inputs[0]?.shape ?? null),
    params: count(true),
    nonTrainable: count(false),
    inputs: inputs.map((t) => t.shape),
    place,
  };
}

/** `layer.build(shape)`: the weights are there without a call. */
export function buildLayer(m: Machine, id: number, { positional, keyword }: CallArgs): Value {
  const layer = m.get(id);
  const def = layer?.kind === 'layer' ? findOp(layer.op) : undefined;
  const given = positional[0]?.value ?? keyword.get('input_shape')?.value;
  if (layer?.kind !== 'layer' || def?.kind !== 'layer' || layer.built || !given) return none;
  const isOne = given.kind === 'tuple' && given.items.every((item) => item.kind !== 'tuple' && item.kind !== 'ref');
  const input: TensorValue = { ...unknownTensor(def.framework), shape: isOne ? shapeFrom(m, given, null) : null };
  const args = readArgs(def.params, layer.args, m) as never;
  m.set(id, { ...layer, built: build(def, args, [input], nodeSite(m).place, quietContext(m)) });
  return none;
}

/** `layer.adapt(data)`: the statistics are of the features of the data. */
export function adaptLayer(m: Machine, id: number, { positional, keyword }: CallArgs): Value {
  const layer = m.get(id);
  const def = layer?.kind === 'layer' && !layer.built ? findOp(layer.op) : undefined;
  const data = (positional[0] ?? keyword.get('data'))?.value;
  const { shape = null } = data?.kind === 'tensor' ? data : {};
  if (layer?.kind !== 'layer' || def?.kind !== 'layer' || !def.fixes || !shape || (rankOf(shape) ?? 0) < 2) return none;
  const args = readArgs(def.params, layer.args, m) as never;
  const input: TensorValue = { ...unknownTensor(def.framework), shape: { ...shape, dims: [freeDim, ...shape.dims.slice(1)] } };
  m.set(id, { ...layer, built: build(def, args, [input], nodeSite(m).place, quietContext(m)) });
  return none;
}

/** A weight has no free extent: what is not known of it makes the count unknown. */
function counted(dim: Dim): Dim {
  return dim === freeDim ? unknownDim : dim;
}

function show(dim: Dim): string | number {
  return typeof dim === 'number' ? dim : formatShape({ dims: [dim], hasPrefix: false });
}

interface RuleRun {
  readonly label: string;
  readonly named: ReadonlyMap<string, Value>;
  report(code: DiagnosticCode, message: Message, more: ReportMore): void;
  /** Where faults of layers inside are reported; null: nowhere. */
  readonly at: Application | null;
  readonly isOnData: boolean;
}

function layerContext(m: Machine, layer: LayerObject, def: LayerDef, run: RuleRun): LayerContext {
  const { label, named, at, isOnData } = run;
  return {
    label,
    isOnData,
    framework: def.framework,
    heap: m,
    report: (code: DiagnosticCode, message: Message, more?: ReportMore) => run.report(code, message, more ?? {}),
    param: (name) => (def.style === 'config' ? camelCase(name) : name),
    bound: (name) => layer.args.values.get(name)?.value ?? null,
    given: (name) => named.get(name),
    ownType: def.framework === 'torch' ? moduleType(m, layer) : ownDtype(layer),
    mayMixFloats: () => mayMixFloats(m),
    run(fn, args, keywords) {
      const site = at?.caller ?? at?.site;
      if (!site) return unknown;
      const shapes = args.flatMap((arg) => (arg.kind === 'tensor' ? [arg.shape] : []));
      const before = m.log.diagnostics.length;
      const result = underCaller(m, site.place, label, shapes, () => callValue(m, fn, plainArgs(args, keywords), site));
      // In a graph Keras asks the function for a shape, and says at the call of the layer that it cannot have it.
      if (!isOnData && at) moveReports(m, before, at.report);
      return result;
    },
    inner: (value) => innerLayer(m, value, at),
    attribute: (value, name) => attributeOf(m, value, name),
  };
}

/** What was reported since stands at this place, and where it was found is its cause. */
function moveReports(m: Machine, since: number, place: Place): void {
  for (const found of m.log.diagnostics.splice(since)) {
    const cause = { place: found.place, message: found.message };
    const related = [cause, ...found.related.filter((each) => each.place !== place)];
    m.report(found.severity === 'error' ? { ...found, place, related } : found);
  }
}

export function quietContext(m: Machine): InnerContext {
  return { heap: m, inner: (value) => innerLayer(m, value), attribute: (value, name) => attributeOf(m, value, name) };
}

function attributeOf(m: Machine, value: Value, name: string): Value {
  return value.kind === 'ref' && m.get(value.id)?.kind === 'instance' ? getAttr(m, value, name) : unknown;
}

/** A layer that another one holds, asked without being called by the program. With `at` its faults are reported there. */
export function innerLayer(m: Machine, value: Value, at: Application | null = null): InnerLayer | null {
  const own = baseOf(m, value);
  if (own && callsOwnCode(m, own.object)) return innerOwn(m, own.id, own.object);
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'model') return innerModel(m, object);
  const def = object?.kind === 'layer' ? findOp(object.op) : undefined;
  if (object?.kind !== 'layer' || def?.kind !== 'layer') return null;
  const args = readArgs(def.params, object.args, m) as never;
  const quiet = quietContext(m);
  return {
    op: def.name,
    def,
    args,
    apply(inputs, named = new Map()) {
      const reporter = at && new LayerReporter(m, object, def, inputs, at);
      const isOnData = computes(m, inputs);
      const isSound = !reporter || checkInputs(def, object.built, inputs, reporter, quiet, isOnData);
      const report =
        reporter && isSound ? (...given: Parameters<LayerReporter['report']>) => reporter.report(...given) : (): void => undefined;
      const cx = layerContext(m, object, def, { label: labelOf(def.name), named, report, at: isSound ? at : null, isOnData });
      const { outputs, isMultiple } = applyRule(def, args, inputs, cx);
      const own = def.dtype ? def.dtype(args, inputs, ownDtype(object)) : (inputs[0]?.dtype ?? null);
      return { outputs: outputs.map(({ shape, dtype }) => ({ shape, dtype: dtype === undefined ? own : dtype })), isMultiple };
    },
    weights: (inputs) => (def.weights ? def.weights(args, inputs, quiet) : []),
  };
}

/** An instance of a class of the program inside a wrapper: its code runs for what comes out, and builds it. */
function innerOwn(m: Machine, id: number, object: LayerObject | ModelObject): InnerLayer {
  return {
    op: object.op,
    def: null,
    args: {},
    apply(inputs) {
      m.muted++;
      const result = callOwn(m, id, plainArgs(inputs), nodeSite(m));
      m.muted--;
      const outputs = tensorLeaves(m, result).map(({ shape, dtype }) => ({ shape, dtype }));
      return outputs.length ? { outputs, isMultiple: result.kind !== 'tensor' } : single(null, null);
    },
    weights(inputs) {
      buildFor(m, id, inputs, nodeSite(m));
      const { params, trainable } = countWeights(m, id);
      const rest = typeof params === 'number' && typeof trainable === 'number' ? params - trainable : 0;
      return params === unknownDim ? null : [weight('', [trainable]), weight('', [rest], false)];
    },
  };
}

/** A model inside a wrapper: its shapes again for other inputs. */
function innerModel(m: Machine, model: ModelObject): InnerLayer {
  return {
    op: model.op,
    def: null,
    args: {},
    apply(inputs) {
      const shapes = outputShapes(m, model, inputs);
      const dtypes = model.outputs?.map((t) => t.dtype) ?? [];
      return shapes
        ? {
            outputs: shapes.map((shape, i) => ({ shape, dtype: dtypes[i] ?? null })),
            isMultiple: model.isMultiple.outputs || shapes.length > 1,
          }
        : single(null, null);
    },
    weights: () => modelWeights(m, model),
  };
}

/** The tensors in an argument: one, or the items of a list; null when it is neither. */
export function tensorsOf(m: Machine, value: Value, framework: TensorValue['framework']): readonly TensorValue[] | null {
  if (value.kind === 'tensor') return [value];
  if (value.kind === 'unknown') return [unknownTensor(framework)];
  const items = iterateValue(m, value);
  if (!items) return null;
  return items.every((item) => item.kind === 'tensor' || item.kind === 'unknown')
    ? items.map((item) => (item.kind === 'tensor' ? item : unknownTensor(framework)))
    : null;
}

export function unknownTensor(framework: TensorValue['framework']): TensorValue {
  return { kind: 'tensor', framework, shape: null, dtype: null, isSymbolic: true, producer: null };
}

export function frameworkOf(m: Machine, id: number): TensorValue['framework'] {
  const object = m.get(id);
  return object?.kind === 'layer' || object?.kind === 'model' ? object.framework : 'keras';
}

/** The shape that a layer's own arguments give its input (`input_shape=…`), with the batch axis; null when they give none. */
export function declaredInput(m: Machine, args: BoundArgs, def?: LayerDef): MaybeShape | 'absent' {
  const get = (...names: string[]): Value | undefined =>
    names.map((n) => args.values.get(n)?.value).find((v) => v !== undefined && v.kind !== 'none');
  const whole = get('batch_input_shape', 'batch_shape');
  if (whole) return shapeFrom(m, meantShape(whole, m), null);
  const batch = get('batch_size');
  const inner = get('input_shape', 'shape');
  const batchDim: Dim = batch?.kind === 'int' ? batch.value : freeDim;
  if (inner) return shapeFrom(m, meantShape(inner, m), batchDim);
  // `Embedding(input_dim, …)` means something else.
  const inputDim = def && 'input_dim' in def.params ? undefined : get('input_dim');
  if (inputDim?.kind === 'int' || inputDim?.kind === 'tuple') return shapeFrom(m, meantShape(tuple([inputDim]), m), batchDim);
  return inputDim ? null : 'absent';
}

function shapeFrom(m: Machine, value: Value, batch: Dim | null): MaybeShape {
  const items = value.kind === 'int' ? [value] : iterateValue(m, value);
  if (!items) return null;
  const dims = items.map((item): Dim => (item.kind === 'none' ? freeDim : item.kind === 'int' ? item.value : unknownDim));
  return { dims: batch === null ? dims : [batch, ...dims], hasPrefix: false };
}
