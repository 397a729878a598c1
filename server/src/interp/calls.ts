import type { Arg, CallExpr, Expr } from '../ir/ir';
import type { FunctionDef } from '../ops/kernel';
import { readArgs } from '../ops/kernel';
import { arityOf, methodArity } from '../ops/python/arity';
import { hasPythonMethod } from '../ops/python/methods';
import { isExceptionClass } from '../ops/python/exceptions';
import { canonicalPath, findContainer, findLibraryMember, findOp, isLibraryModule } from '../ops/registry';
import { unknownDim } from '../values/dim';
import { PersistentMap } from '../values/persistentMap';
import type { BoundArg, CallSite, HeapObject, InstanceObject, RefValue, UnknownValue, Value } from '../values/value';
import { bool, none, tuple, unknown } from '../values/value';
import { bindCall } from './bind';
import { checkCall, checkCount, checkSignature } from './reports/callArity';
import { checkForeign, foreignResult, methodPath } from './foreignCalls';
import { checkArguments } from './reports/checkArguments';
import { builtinFunction, builtinMethod } from './builtins';
import { callSuperConstructor, findMember, instantiate, superMember } from './classes';
import { constructContainer } from './containers/construct';
import { applyLayer, constructLayer } from './containers/layers';
import { applyModel, containerMethod } from './containers/models';
import { foreignLayer } from './containers/sequential';
import { baseOf } from './containers/subclass';
import { noteTraining } from './containers/torch/trainingSteps';
import { noteSingleBatch } from './containers/training/singleBatch';
import { callContext } from './context';
import { evalExpr } from './expressions';
import type { CallArgs } from './functions';
import { callFunction } from './functions';
import { requireModule } from './imports/imports';
import { iterateValue } from './loops/iterate';
import { libraryBase, withElement } from './libraryMembers';
import type { Machine } from './machine';
import { checkCallable } from './semantics/pythonTypes';
import { asToday } from './names/oldArguments';
import { calledNext, lacksNext } from './names/oldNext';
import { lookup } from './scopes';
import { refuseInFunction } from './containers/kerasTensors';

export function evalCall(m: Machine, e: CallExpr): Value {
  const special = specialCall(m, e);
  if (special) return special;
  m.called = e.callee;
  const callee = evalExpr(m, e.callee);
  if (e.optional && callee.kind === 'none') return callee;
  const args = evalArgs(m, e);
  if (m.isDead) return unknown;
  const site = siteOf(m, e);
  if (m.trainingEvents) noteTraining(m, e, callee, site);
  const value = callValue(m, callee, args, site);
  noteSingleBatch(m, e, value);
  return value;
}

export function siteOf(m: Machine, call: CallExpr): CallSite {
  return { place: m.place(call), call, home: m.frame.home };
}

/** Calls any value. `site` is where the call stands in the source. */
export function callValue(m: Machine, callee: Value, args: CallArgs, site: CallSite): Value {
  switch (callee.kind) {
    case 'function':
      checkCall(m, callee, args, false, site, callee.fn.name ?? 'lambda');
      return callFunction(m, callee, args, callee.self);
    case 'method':
      if (typeof callee.fn !== 'string') {
        checkCall(m, callee.fn, args, true, site, callee.fn.fn.name ?? 'lambda');
        return callFunction(m, callee.fn, args, callee.self);
      }
      return callMethod(m, callee.self, callee.fn, args, site);
    case 'library':
      return callLibrary(m, callee.path, args, site);
    case 'ref':
      return callObject(m, callee, args, site);
    default:
      if (isPython(m)) {
        m.here = site.place;
        if (!checkCallable(m, callee)) return unknown;
      }
      m.hazards++;
      if (callee.kind === 'unknown' && callee.path) return callForeign(m, callee, callee.path, args, site);
      escape(m, args);
      return unknown;
  }
}

function isPython(m: Machine): boolean {
  return m.frame.semantics.language === 'python';
}

/** `super()`, `super(...)` in a constructor, `require(...)`, and built-ins that look at the frame. */
function specialCall(m: Machine, e: CallExpr): Value | null {
  const { callee } = e;
  const isPython = m.frame.semantics.language === 'python';
  if (callee.k === 'attr' && !isPython && isSuper(callee.object)) {
    const args = evalArgs(m, e);
    return callValue(m, superMember(m, callee.name), args, siteOf(m, e));
  }
  if (callee.k !== 'name') return null;
  if (!isPython && callee.name === 'super') {
    callSuperConstructor(m, evalArgs(m, e));
    return none;
  }
  if (
    !isPython &&
    (callee.name === 'require' || callee.name === 'import') &&
    e.args.length === 1 &&
    lookup(m, callee.name).kind === 'unknown'
  ) {
    const specifier = evalExpr(m, e.args[0]!.value);
    return specifier.kind === 'str' && specifier.value !== null ? requireModule(m, specifier.value) : unknown;
  }
  return null;
}

function isSuper(e: Expr): boolean {
  return e.k === 'name' && e.name === 'super';
}

export function evalArgs(m: Machine, e: CallExpr): CallArgs {
  const positional: BoundArg[] = [];
  const keyword = new Map<string, BoundArg>();
  let isComplete = true;
  for (const arg of e.args) {
    const value = evalExpr(m, arg.value);
    if (arg.spread === 'none') {
      const bound = boundArg(m, arg, value);
      if (arg.name === null) positional.push(bound);
      else keyword.set(arg.name, bound);
    } else if (arg.spread === 'positional') {
      const items = iterateValue(m, value);
      if (items) positional.push(...items.map((item) => ({ value: item, expr: null, place: null })));
      else isComplete = false;
    } else {
      const dict = value.kind === 'ref' ? m.get(value.id) : undefined;
      if (dict?.kind !== 'dict') {
        isComplete = false;
        continue;
      }
      isComplete &&= !dict.isOpen;
      for (const entry of dict.entries.values()) {
        if (entry.key.kind === 'str' && entry.key.value !== null)
          keyword.set(entry.key.value, { value: entry.value, expr: null, place: null });
      }
    }
  }
  return { positional, keyword, isComplete, place: m.place(e) };
}

function boundArg(m: Machine, arg: Arg, value: Value): BoundArg {
  return { value, expr: arg.value, place: m.place(arg.value) };
}

/** Arguments made from values alone, for calls that the source does not spell. */
export function plainArgs(values: readonly Value[], named: ReadonlyMap<string, Value> = new Map()): CallArgs {
  const bound = (value: Value): BoundArg => ({ value, expr: null, place: null });
  return {
    positional: values.map(bound),
    keyword: new Map([...named].map(([name, value]) => [name, bound(value)])),
    isComplete: true,
    place: null,
  };
}

/**
 * A library call without a rule. What it constructs keeps its path, so that applying it to symbolic tensors leaves the graph
 * connected: `LSTM(8)(x)` is a node of which nothing is known but its inputs.
 */
function callForeign(m: Machine, callee: UnknownValue, path: string, args: CallArgs, site: CallSite): Value {
  if (path.endsWith('enable_numpy_behavior')) m.facts = m.facts.set('numpy behavior', '');
  m.log.callsSeen++;
  m.hazards++;
  const isConstructed = path.includes('()');
  if (isConstructed && (path.endsWith('()') || path.endsWith('().apply'))) {
    const first = args.positional[0]?.value;
    const inputs = first?.kind === 'tensor' ? [first] : first ? (iterateValue(m, first) ?? []).filter((v) => v.kind === 'tensor') : [];
    if (inputs.length && inputs.every((t) => t.isSymbolic)) return foreignLayer(m, callee, inputs, site.place);
  }
  checkForeign(m, callee.spelled ?? path, args, site);
  if (!keepsArguments(path)) escape(m, args);
  return foreignResult(m, path, args, site) ?? { kind: 'unknown', path: isConstructed ? null : `${path}()` };
}

function callLibrary(m: Machine, path: string, args: CallArgs, site: CallSite, passesSelf = false): Value {
  if (path.startsWith('python.') || path.startsWith('javascript.')) return callBuiltin(m, path, args, site, passesSelf);
  m.log.callsSeen++;
  m.hazards++;
  const container = findContainer(path);
  if (container) {
    m.log.callsKnown++;
    return constructContainer(m, container, asToday(m, container, args, site), site);
  }
  const op = findOp(path);
  if (op?.kind === 'layer') {
    m.log.callsKnown++;
    return constructLayer(m, op, asToday(m, op.name, args, site), site);
  }
  if (op) {
    m.log.callsKnown++;
    // A rule that takes whatever there is reads only what it needs.
    const today = asToday(m, op.name, args, site);
    const isFine = !op.takesAnyKeyword || checkForeign(m, op.isMethod ? methodPath(m, path, args) : path, today, site, op.isMethod);
    return callOp(m, op, today, site, isFine);
  }
  checkForeign(m, path, args, site, passesSelf);
  return foreignResult(m, path, args, site) ?? { kind: 'unknown', path: `${path}()` };
}

/** A function of the language itself or of its standard library. */
function callBuiltin(m: Machine, path: string, args: CallArgs, site: CallSite, passesSelf: boolean): Value {
  m.log.callsSeen++;
  m.here = site.place;
  const builtin = builtinFunction(path);
  if (!builtin) {
    if (isExceptionClass(path.slice(7))) return makeException(m, path, args, site);
    checkForeign(m, path, args, site, passesSelf);
    m.hazards++;
    return foreignResult(m, path, args, site) ?? { kind: 'unknown', path: `${path}()` };
  }
  m.log.callsKnown++;
  // Behind a spread of unknown length nothing says what stands where, or how much there is.
  if (!args.isComplete) {
    m.hazards++;
    escape(m, args);
    return unknown;
  }
  if (path.startsWith('python.') && !checkCount(m, path.slice('python.'.length), arityOf(path.slice('python.'.length)), args, site))
    return unknown;
  if (!checkSignature(m, path, args, false, site)) return unknown;
  const known = foreignResult(m, path, args, site);
  if (known) return known;
  const positional = args.positional.map((a) => a.value);
  const value = builtin(positional, new Map([...args.keyword].map(([name, a]) => [name, a.value])), callContext(m, site));
  if (isVague(value)) m.hazards++;
  return value;
}

function makeException(m: Machine, cls: string, args: CallArgs, site: CallSite): Value {
  const given: Value = args.isComplete ? tuple(args.positional.map(({ value }) => value)) : unknown;
  return m.alloc({ kind: 'object', cls, attrs: PersistentMap.from([['args', given] as const]), site });
}

/** What is known of its kind only: what it was made from was not known. */
function isVague(value: Value): boolean {
  if (value.kind === 'int') return typeof value.value !== 'number';
  return value.kind === 'float' || value.kind === 'str' || value.kind === 'bool' ? value.value === null : value.kind === 'unknown';
}

function callOp(m: Machine, op: FunctionDef, args: CallArgs, site: CallSite, isFine: boolean): Value {
  const bound = bindCall(m, op, args);
  if (isFine) checkArguments(m, op, args, bound, site);
  refuseInFunction(m, op, args, site);
  const result = op.call(readArgs(op.params, bound, m), callContext(m, site, op, bound), bound);
  // A fix may edit the declaration of a graph's input.
  if (result.kind === 'tensor' && result.producer?.op === 'input') {
    m.inputSites = m.inputSites.set(result.producer.id, { args: bound, site, style: op.style, op: op.name });
  }
  return mayBeTorch(op, args, result) ? unknown : withElement(args.positional[0]?.value, result);
}

/** Functions of NumPy that give an array of NumPy whatever they get. */
const givesArray = /^numpy\.(?:(?:as|asany|ascontiguous)?array|concatenate|[a-z]*stack|save\w*|shape|size|ndim)$/;

/** What NumPy's functions make of a tensor of PyTorch is mostly one again: they call its method of that name, or wrap what they computed. */
function mayBeTorch(op: FunctionDef, { positional }: CallArgs, result: Value): boolean {
  const isOfNumpy = op.name.startsWith('numpy.') && !op.isMethod && result.kind === 'tensor' && !givesArray.test(op.name);
  return isOfNumpy && positional.some(({ value }) => value.kind === 'tensor' && value.framework === 'torch');
}

function callObject(m: Machine, callee: RefValue, args: CallArgs, site: CallSite): Value {
  const object = m.get(callee.id);
  switch (object?.kind) {
    case 'class':
      return instantiate(m, callee, args, site);
    case 'instance': {
      const special = findMember(m, object.cls, '__call__');
      const base = special || object.base === undefined ? null : baseOf(m, callee);
      if (base) return base.object.kind === 'layer' ? applyLayer(m, base.id, args, site) : applyModel(m, base.id, args, site);
      const call = special ?? findMember(m, object.cls, 'call') ?? findMember(m, object.cls, 'forward');
      if (special?.kind === 'function') checkCall(m, special, args, true, site, '__call__');
      return call?.kind === 'function' ? callFunction(m, call, args, callee) : unknown;
    }
    case 'layer':
      return applyLayer(m, callee.id, args, site);
    case 'model':
      return applyModel(m, callee.id, args, site);
    case 'object': {
      if (hasPythonMethod(object.cls, '__call__')) return callMethod(m, callee, '__call__', args, site);
      const call = findLibraryMember(object.cls, '__call__');
      return call && call.kind !== 'property' ? callLibrary(m, call.name, withSelf(callee, args), site) : unknown;
    }
    default:
      if (isPython(m)) {
        m.here = site.place;
        checkCallable(m, callee);
      }
      return unknown;
  }
}

function withSelf(self: Value, args: CallArgs): CallArgs {
  return { ...args, positional: [{ value: self, expr: null, place: null }, ...args.positional] };
}

function callMethod(m: Machine, self: Value, name: string, args: CallArgs, site: CallSite): Value {
  // The method of a library's class, by its qualified name.
  if (name.includes('.')) return callLibrary(m, name, withSelf(self, args), site, true);
  const object = self.kind === 'ref' ? m.get(self.id) : undefined;
  if (self.kind === 'ref' && (object?.kind === 'layer' || object?.kind === 'model'))
    return containerMethod(m, self, object, name, args, site);
  m.here = site.place;
  if (name === 'next' && lacksNext(m, object)) return calledNext(m, self, site);
  const special = m.frame.semantics.language === 'python' ? ofObject(m, self, object, name, args) : undefined;
  if (special) return special;
  if (object?.kind === 'list' && !object.isSet && isPython(m) && args.isComplete && !checkCount(m, name, methodArity(name), args, site))
    return unknown;
  if (self.kind === 'str' && !args.isComplete) return unknown;
  const type = isPython(m) ? builtinType(self, object) : null;
  if (type !== null && !checkSignature(m, `python.${type}.${name}`, withSelf(self, args), true, site)) return unknown;
  const builtin = builtinMethod(m.frame.semantics.language, self, object, name);
  if (!builtin) {
    m.hazards++;
    return unknown;
  }
  return builtin(
    self,
    args.positional.map((a) => a.value),
    new Map([...args.keyword].map(([key, a]) => [key, a.value])),
    callContext(m, site),
  );
}

/** The built-in class of a value whose methods' arguments are known. */
function builtinType(self: Value, object: HeapObject | undefined): string | null {
  if (self.kind === 'str') return 'str';
  if (object?.kind === 'list') return object.isDeque ? 'deque' : object.isSet ? 'set' : 'list';
  return object?.kind === 'dict' && !object.isObject && !object.missing ? 'dict' : null;
}

/** What every class has from `object`, called through `super()`. */
function ofObject(m: Machine, self: Value, object: HeapObject | undefined, name: string, args: CallArgs): Value | undefined {
  const [first, second] = args.positional.map(({ value }) => value);
  switch (name) {
    case '__init__':
      if (object?.kind === 'instance' && libraryBase(m, object.cls)?.startsWith('python.') && !args.keyword.size)
        m.set((self as RefValue).id, { ...object, attrs: object.attrs.set('args', tuple(args.positional.map(({ value }) => value))) });
      return none;
    case '__init_subclass__':
    case '__delattr__':
      return none;
    case '__setattr__':
      if (object?.kind === 'instance' && first?.kind === 'str' && first.value !== null && self.kind === 'ref')
        m.set(self.id, { ...object, attrs: object.attrs.set(first.value, second ?? unknown) });
      return none;
    case '__new__': {
      const cls = first?.kind === 'ref' && m.get(first.id)?.kind === 'class' ? first : object?.kind === 'class' ? self : null;
      return cls ? m.alloc({ kind: 'instance', cls, attrs: PersistentMap.empty(), isOpen: false }) : unknown;
    }
    default:
      return undefined;
  }
}

/** Libraries whose functions leave the lists and dicts that they get as they are. */
const keepers = new Set([
  'python',
  'numpy',
  'pandas',
  'sklearn',
  'matplotlib',
  'tqdm',
  'json',
  'os',
  'pathlib',
  'time',
  'logging',
  'argparse',
  'glob',
  'sys',
]);

function keepsArguments(path: string): boolean {
  return keepers.has(path.split(/[.(]/, 1)[0]!) || isLibraryModule(path) || canonicalPath(path) !== null;
}

/** What an unknown function gets it may change: the contents of lists and dicts are no longer known. */
function escape(m: Machine, args: CallArgs): void {
  for (const { value: given } of [...args.positional, ...args.keyword.values()]) {
    // With a method goes its instance.
    const value = given.kind === 'method' ? given.self : given;
    if (value.kind !== 'ref') continue;
    const object = m.get(value.id);
    if (object?.kind === 'instance') {
      openInstance(m, value.id, object);
      continue;
    }
    if (object?.kind === 'list')
      for (const item of object.items ?? []) {
        const inside = item.kind === 'ref' ? m.get(item.id) : undefined;
        if (item.kind === 'ref' && inside?.kind === 'instance') openInstance(m, item.id, inside);
      }
    if (object?.kind === 'list') m.set(value.id, { ...object, items: null, element: unknown, count: unknownDim });
    else if (object?.kind === 'model') m.set(value.id, { ...object, compiled: null, isCompiled: null });
    else if (object?.kind === 'dict') {
      // The keys stay: where paths meet, a key of one path alone keeps its value.
      const entries = PersistentMap.from([...object.entries.entries()].map(([key, entry]) => [key, { ...entry, value: unknown }] as const));
      m.set(value.id, { ...object, entries, isOpen: true });
    } else if (object?.kind === 'object') {
      // What it holds may have grown: rules that know all of it look at this mark.
      m.set(value.id, { ...object, attrs: object.attrs.set('#escaped', bool(true)) });
    }
  }
}

/** Its methods may be called: what is empty may be filled then. */
function openInstance(m: Machine, id: number, object: InstanceObject): void {
  m.set(id, { ...object, attrs: object.attrs.set('#open', bool(true)) });
  for (const value of object.attrs.values()) {
    const part = value.kind === 'ref' ? m.get(value.id) : undefined;
    if (value.kind !== 'ref') continue;
    if (part?.kind === 'list' && part.items?.length === 0) m.set(value.id, { ...part, items: null, element: unknown, count: unknownDim });
    else if (part?.kind === 'dict' && part.entries.size === 0) m.set(value.id, { ...part, isOpen: true });
  }
}
