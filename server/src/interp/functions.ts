import type { FunctionCode, Param } from '../ir/ir';
import type { Place } from '../ir/place';
import { joinStates, joinValues } from '../values/join';
import { PersistentMap } from '../values/persistentMap';
import type { BoundArg, FunctionValue, Value } from '../values/value';
import { none, ref, str, tuple, undefinedValue, unknown } from '../values/value';
import { symbol } from '../values/dim';
import { isModuleClass } from './containers/torch/modules';
import { evalExpr } from './expressions';
import { iteratorOf, newYields } from './loops/generators';
import type { Machine } from './machine';
import { setVar } from './scopes';
import { execBlock } from './statements';
import { assignTarget } from './targets';

/** The arguments of a call, evaluated. */
export interface CallArgs {
  readonly positional: readonly BoundArg[];
  readonly keyword: ReadonlyMap<string, BoundArg>;
  /** False after a spread of unknown length. */
  readonly isComplete: boolean;
  readonly place: Place | null;
}

/** Deeper calls than this are left unknown. */
const maxDepth = 48;
const maxRecursion = 6;
/** Calls of itself of which nobody knows whether they happen: each may branch again, and what comes out is hardly known. */
const maxOpenRecursion = 2;
/** What a function that nobody calls gets is hardly known in the first place. */
const maxUncalledRecursion = 1;

export function makeFunction(m: Machine, fn: FunctionCode, owner: number | null = null): FunctionValue {
  const isPython = m.frame.semantics.language === 'python';
  const value: FunctionValue = {
    kind: 'function',
    fn,
    home: m.frame.home,
    scope: m.frame.scope,
    defaults: isPython ? fn.params.map((p) => (p.fallback ? evalExpr(m, p.fallback) : null)) : null,
    self: fn.isArrow ? m.frame.self : null,
    owner,
    ...(m.ofOtherVersions > 0 && { isOfOtherVersion: true }),
  };
  m.log.created.push(value);
  m.closures++;
  return value;
}

/** Runs a function of the program. What it returns on any path is joined. */
export function callFunction(m: Machine, f: FunctionValue, args: CallArgs, self: Value | null): Value {
  m.log.called.add(f.fn);
  if (m.isDead || m.frame.depth >= maxDepth || recursesTooDeep(m, f.fn)) return unknown;
  const semantics = m.frame.semantics;
  // JavaScript's generators are not followed.
  if (f.fn.isGenerator && semantics.language !== 'python') {
    m.log.called.delete(f.fn);
    return unknown;
  }
  const { closures } = m;
  const before = m.state;
  const yields = f.fn.isGenerator ? newYields(m) : null;
  const scope = m.newScope('function', f.scope, { globals: f.fn.globals, nonlocals: f.fn.nonlocals });
  const own = f.fn.isArrow ? f.self : self;
  m.pushFrame(
    { home: f.home, semantics, scope, fn: f.fn, self: own, owner: f.owner, module: moduleOf(m, f.scope), callPlace: args.place },
    yields,
  );
  // A lambda has the `self` around it in sight already; as a method it gets one.
  const passesSelf = self !== null && semantics.language === 'python' && !(f.fn.isArrow && self === f.self);
  bindParams(m, f, passesSelf ? { ...args, positional: [{ value: self, expr: null, place: null }, ...args.positional] } : args);
  execBlock(m, f.fn.body);
  const { returns } = m.frame;
  let value: Value | null = m.isDead ? null : semantics.language === 'python' ? none : undefinedValue;
  for (const each of returns) {
    value = value ? joinValues(value, each.value) : each.value;
    m.state = joinStates(m.state, each.state);
  }
  m.popFrame();
  if (yields) return iteratorOf(m, yields, before, m.state);
  m.dropScope(scope, closures);
  return value ?? unknown;
}

/** Runs a function that nobody calls: its parameters are their defaults, or unknown. */
export function callUncalled(m: Machine, f: FunctionValue, self: Value | null): void {
  callFunction(m, f, { positional: [], keyword: new Map(), isComplete: false, place: null }, self);
}

function recursesTooDeep(m: Machine, fn: FunctionCode): boolean {
  let n = 0;
  let isOpen = false;
  for (let frame = m.frame as Machine['frame'] | null; frame; frame = frame.below) {
    // On another path it has returned already.
    isOpen ||= frame.returns.length > 0;
    if (frame.fn !== fn) continue;
    isOpen ||= m.uncertain > frame.uncertain;
    if (++n >= (isOpen ? (m.isUncalled ? maxUncalledRecursion : maxOpenRecursion) : maxRecursion)) return true;
  }
  return false;
}

function moduleOf(m: Machine, scopeId: number): number {
  let id = scopeId;
  for (;;) {
    const scope = m.scope(id);
    if (!scope || scope.level === 'module' || scope.parent === null) return id;
    id = scope.parent;
  }
}

function bindParams(m: Machine, f: FunctionValue, args: CallArgs): void {
  const { params } = f.fn;
  const used = new Set<string>();
  let next = 0;
  for (const [i, param] of params.entries()) {
    let value: Value;
    if (param.kind === 'rest') {
      const rest = args.positional.slice(next).map((a) => a.value);
      next = args.positional.length;
      value = restValue(m, rest, args.isComplete);
    } else if (param.kind === 'keywordRest') {
      let entries = PersistentMap.empty<string, { key: Value; value: Value }>();
      for (const [name, arg] of args.keyword) if (!used.has(name)) entries = entries.set(`s${name}`, { key: str(name), value: arg.value });
      value = m.alloc({ kind: 'dict', isObject: false, entries, isOpen: !args.isComplete });
    } else {
      const byName = param.kind === 'positionalOnly' ? undefined : args.keyword.get(param.name);
      const byPosition = param.kind === 'keywordOnly' || byName ? undefined : args.positional[next];
      if (byName) used.add(param.name);
      if (byPosition) next++;
      value = (byName ?? byPosition)?.value ?? absent(m, f, param, i, args.isComplete);
      if (value.kind === 'none' && value.isUndefined && param.fallback) value = absent(m, f, param, i, true);
    }
    if (param.pattern) assignTarget(m, param.pattern, value, 'let');
    else setVar(m, m.frame.scope, param.name, value);
  }
}

function absent(m: Machine, f: FunctionValue, param: Param, index: number, isComplete: boolean): Value {
  const fallback = f.defaults ? f.defaults[index] : param.fallback ? evalExpr(m, param.fallback) : undefinedValue;
  // A default of None mostly stands for something made in the body; an unknown caller may have given anything.
  if (!isComplete && !fallback && makesModule(m, f)) return { ...unknown, extent: symbol(m.nextName(param.name), 1) };
  if (!isComplete && (!fallback || fallback.kind === 'none')) return unknown;
  return fallback ?? unknown;
}

/** The constructor of a module: numbers that it is given are the sizes of its parts. */
function makesModule(m: Machine, f: FunctionValue): boolean {
  return f.fn.name === '__init__' && m.isUncalled && f.owner !== null && isModuleClass(m, ref(f.owner));
}

function restValue(m: Machine, rest: readonly Value[], isComplete: boolean): Value {
  if (m.frame.semantics.language === 'python') return isComplete ? tuple(rest) : unknown;
  return m.alloc({ kind: 'list', isSet: false, items: isComplete ? rest : null, element: unknown });
}
