import type { LayerDef } from '../../../ops/kernel';
import { msg } from '../../../ops/kernel';
import { findLibraryMember, findOp } from '../../../ops/registry';
import { moduleClass } from '../../../ops/torch/torchModule';
import type { Place } from '../../../ir/place';
import type { Dim } from '../../../values/dim';
import type { CallSite, FunctionValue, LayerObject, RefValue, TensorValue, Value } from '../../../values/value';
import { none, ref, tuple, unknown } from '../../../values/value';
import { callValue, plainArgs } from '../../calls';
import { hasForeignBase } from '../../classes';
import type { CallArgs } from '../../functions';
import { callContext } from '../../context';
import { callFunction } from '../../functions';
import type { Machine } from '../../machine';
import { checkCall } from '../../reports/callArity';
import { appendText } from '../../reports/fixEdits';
import { labelOf } from '../../reports/report';
import { refuse } from '../../reports/refusal';
import { callArguments, callRule } from '../layers';
import { tensorLeaves } from '../structures';
import { ownMethod } from '../subclass';
import { initBase } from '../subclassMethods';
import { underCaller } from '../underCaller';
import { noteForward } from './trainingSteps';
import { childrenOf, wholeNetwork } from '../../../ops/torch/moduleTree';
import { wrappers } from '../../../ops/torch/wrappers';
import { isRecorded } from '../../../ops/torchvision/recordedModules';
import { moduleParameters } from './moduleWeights';
import { AfterFault, recordedForward, runRecorded } from './runRecorded';
import { handleOfModule, isModuleObject, moduleMethod, moduleOf } from './modules';

/**
 * `module(x)`: the program's `forward`, the modules of a stack one after the other, or the rule of a module of the library.
 *
 * @param shown where the result is shown: the call, or for a part of a stack where that was made
 */
export function callModule(m: Machine, id: number, args: CallArgs, site: CallSite, shown = site.place): Value {
  const module = m.get(id);
  if (!isModuleObject(module)) return unknown;
  const forward = module.own ? ownMethod(m, module.own, 'forward') : null;
  noteForward(m, id, site.place);
  const before = m.log.diagnostics.length;
  const value = forward ? callForward(m, module, forward, args, site) : runModule(m, id, args, site, shown);
  if (module.own || isShownWhole(module)) noteCall(m, id, args, value, shown, m.log.diagnostics.length > before);
  return value;
}

/** What happens inside a network of the library is no line of the program: only the whole is shown. */
function isShownWhole(module: LayerObject): boolean {
  return isRecorded(module) ? module.attrs?.get(wholeNetwork) !== undefined : module.op === 'torch.nn.Sequential';
}

function callForward(m: Machine, module: LayerObject, forward: FunctionValue, args: CallArgs, site: CallSite): Value {
  const { instance, className } = module.own!;
  checkCall(m, forward, args, true, site, className);
  const shapes = args.positional.flatMap(({ value }) => tensorLeaves(m, value)).map(({ shape }) => shape);
  return underCaller(m, site.place, className, shapes, () => callFunction(m, forward, args, ref(instance)));
}

/** What the library's own `forward` does: also `super().forward(x)`. */
export function runModule(m: Machine, id: number, args: CallArgs, site: CallSite, shown = site.place): Value {
  const module = m.get(id);
  if (!isModuleObject(module)) return unknown;
  const recorded = recordedForward(module);
  if (module.op === 'torch.nn.Sequential' || recorded === 'stack') return runStack(m, module, id, args, site);
  if (recorded) return runRecorded(m, handleOfModule(id, module), module, recorded, args, site);
  if (wrappers.has(module.op)) return callValue(m, module.attrs?.get('module') ?? unknown, args, site);
  const method = findLibraryMember(module.op, 'forward');
  if (method?.kind === 'function') return callValue(m, { kind: 'method', self: handleOfModule(id, module), fn: method.name }, args, site);
  if (lacksForward(m, module)) return refuseForward(m, module, site);
  const def = findOp(module.op);
  if (def?.kind === 'layer' && refuseTuple(m, def, args, site)) return unknown;
  const given = def?.kind === 'layer' ? callArguments(m, def, args) : null;
  if (!given) return unknown;
  const { tensors, isMultiple, arrange } = callRule(m, id, given, { place: shown, report: site.place, site });
  if (arrange) return arrange(tensors, callContext(m, site));
  return isMultiple ? tuple(tensors) : (tensors[0] ?? unknown);
}

function runStack(m: Machine, module: LayerObject, id: number, args: CallArgs, site: CallSite): Value {
  const children = childrenOf(m, handleOfModule(id, module));
  let value = args.positional[0]?.value ?? args.keyword.get('input')?.value;
  if (!children || !value || !args.isComplete) return unknown;
  const afterFault = isRecorded(module) ? new AfterFault(m) : null;
  for (const [, child] of children) {
    const part = moduleOf(m, child);
    value = part ? callModule(m, part.id, plainArgs([value]), site, part.object.site.place) : callValue(m, child, plainArgs([value]), site);
    if (m.isDead) break;
    afterFault?.note();
  }
  afterFault?.end();
  return m.isDead ? unknown : value;
}

/** A module of the library takes tensors: several in a tuple, as a recurrent module gives them, are an error. */
function refuseTuple(m: Machine, def: LayerDef, { positional }: CallArgs, site: CallSite): boolean {
  const first = positional[0];
  const { value } = first ?? {};
  if (value?.kind !== 'tuple' || value.names || def.category === 'wrapper' || def.name === 'torch.nn.Identity') return false;
  const [item] = value.items;
  if (item?.kind !== 'tensor' || item.framework !== 'torch') return false;
  const message = msg('{0} takes a tensor, it gets a tuple of {1}', labelOf(def.name), value.items.length);
  const fixes = first!.expr && site.call ? [appendText(site.home, first!.expr, '[0]')] : [];
  refuse(m, 'TypeError', 'input-mismatch', message, { place: site.place, fixes, from: [item] });
  return true;
}

const containers = new Set(['ModuleList', 'ModuleDict', 'ParameterList', 'ParameterDict'].map((name) => `torch.nn.${name}`));

/** Nothing says what a call does. */
function lacksForward(m: Machine, module: LayerObject): boolean {
  if (containers.has(module.op)) return true;
  const instance = module.own && m.get(module.own.instance);
  if (module.op !== moduleClass || instance?.kind !== 'instance' || instance.attrs.get('forward')) return false;
  const cls = instance.cls.kind === 'ref' ? m.get(instance.cls.id) : undefined;
  return cls?.kind === 'class' && !cls.isOpaque && !hasUnknownBase(m, instance.cls);
}

/** Some base is neither a class of the program nor the general module. */
function hasUnknownBase(m: Machine, cls: Value): boolean {
  const object = cls.kind === 'ref' ? m.get(cls.id) : undefined;
  if (object?.kind !== 'class') return !(cls.kind === 'library' && cls.path === moduleClass) && hasForeignBase(m, cls);
  return object.bases.some((base) => hasUnknownBase(m, base));
}

function refuseForward(m: Machine, module: LayerObject, site: CallSite): Value {
  const name = module.own?.className ?? labelOf(module.op);
  refuse(m, 'NotImplementedError', 'missing-attribute', msg('{0} has no method forward: it cannot be called', name), { place: site.place });
  return unknown;
}

/** What a module of the program, or a stack, gave: shown at its call. */
function noteCall(m: Machine, id: number, args: CallArgs, value: Value, place: Place, hasFault: boolean): void {
  const module = m.get(id);
  const tensor = tensorLeaves(m, value)[0];
  if (!isModuleObject(module) || !tensor || m.muted > 0 || !m.program.own.has(place.chunk)) return;
  const inputs = args.positional.flatMap((arg) => tensorLeaves(m, arg.value));
  m.log.layerCalls.push({
    place,
    site: module.site.place,
    layer: id,
    op: module.own?.className ?? module.op,
    name: module.name,
    inputs: inputs.map((t: TensorValue) => t.shape),
    output: tensor.shape,
    dtype: tensor.dtype,
    params: countOnce(m, id, module),
    status: hasFault ? 'error' : 'ok',
    tensor,
  });
}

/** Parameters that were counted in a unit, by module. */
const counted = new WeakMap<object, Map<number, Dim>>();

/** How many elements the parameters have: counted once a unit, as a loop calls the same module in each turn. */
function countOnce(m: Machine, id: number, module: LayerObject): Dim {
  let known = counted.get(m.log);
  if (!known) counted.set(m.log, (known = new Map<number, Dim>()));
  let params = known.get(id);
  if (params === undefined) known.set(id, (params = moduleParameters(m, handleOfModule(id, module)).params));
  return params;
}

/** A method of a module that is reached through its base class: `super().__init__()`, `super().forward(x)`, `Linear.forward`. */
export function callModuleMethod(m: Machine, self: RefValue, module: LayerObject, name: string, args: CallArgs, site: CallSite): Value {
  switch (name) {
    case '__init__':
      if (module.own) initBase(m, ref(module.own.instance), args, site);
      return none;
    case 'forward':
      return runModule(m, self.id, args, site);
    case '__call__':
      return callModule(m, self.id, args, site);
  }
  const path = moduleMethod(module, name);
  return path === null ? unknown : callValue(m, { kind: 'method', self: handleOfModule(self.id, module), fn: path }, args, site);
}
