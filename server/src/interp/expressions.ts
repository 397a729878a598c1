import type { CompareOp, ComprehensionExpr, Expr, FormatExpr, SequenceExpr } from '../ir/ir';
import type { Dim } from '../values/dim';
import { unknownDim } from '../values/dim';
import { joinStates, joinValues } from '../values/join';
import { PersistentMap } from '../values/persistentMap';
import type { DictObject, Value } from '../values/value';
import { bool, float, int, none, str, tuple, undefinedValue, unknown } from '../values/value';
import { keyOf } from '../values/keys';
import { getAttr } from './attributes';
import { binaryOnValues, compareObjects, compareValues, unaryOnObject } from './arithmetic';
import { formatted } from '../ops/python/text';
import { evalCall } from './calls';
import { makeClass, superMember } from './classes';
import { callDunder } from './semantics/dunders';
import { functionAttr } from './names/functionAttributes';
import { makeFunction } from './functions';
import { yieldFrom, yieldValue } from './loops/generators';
import { memberMeant, valueOfExtent } from './names/goneNames';
import { behindGuard } from './guards';
import { getItem } from './items';
import { countOf, elementValue, iterateValue, turnValue } from './loops/iterate';
import type { Machine } from './machine';
import { checkMember } from './names/absentMember';
import { checkFormat } from './formatting';
import { assume } from './narrow';
import { assignOutside, findName } from './scopes';
import { checkComparison, checkHashable, checkIterable } from './semantics/pythonTypes';
import { distinct } from './semantics/semanticsPython';
import { assignTarget, readTarget } from './targets';
import { asker, pythonText } from './texts';
import { undefinedName } from './names/undefinedNames';
import { truthAt, truthOfTest } from './semantics/truth';

/** The value of an expression on the path at hand. Nothing is evaluated on a path that does not arrive. */
export function evalExpr(m: Machine, e: Expr): Value {
  m.step();
  if (m.isDead) return unknown;
  const value = evaluate(m, e);
  if (value.kind === 'unknown' && !m.isDead) m.hazards++;
  if (e.k === 'name' || e.k === 'attr' || e.k === 'call' || e.k === 'index' || e.k === 'binary') m.record(e, value);
  return value;
}

function evaluate(m: Machine, e: Expr): Value {
  const { semantics } = m.frame;
  switch (e.k) {
    case 'const':
      return constant(e.type, e.value);
    case 'name':
      return findName(m, e.name) ?? undefinedName(m, e);
    case 'attr': {
      const parent = superArgs(m, e.object);
      if (parent) return superMember(m, e.name, parent);
      m.wanted = e.name;
      const object = evalExpr(m, e.object);
      if (e.optional && object.kind === 'none') return undefinedValue;
      m.here = m.place(e);
      return (
        functionAttr(m, object, e) ??
        valueOfExtent(m, object, e) ??
        memberMeant(m, object, e) ??
        checkMember(m, object, e) ??
        getAttr(m, object, e.name)
      );
    }
    case 'index': {
      const object = evalExpr(m, e.object);
      if (e.optional && object.kind === 'none') return undefinedValue;
      const index = evalExpr(m, e.index);
      m.here = m.place(e);
      m.hereIndex = e.index;
      const item = getItem(m, object, index);
      m.hereIndex = null;
      return item;
    }
    case 'slice': {
      const part = (x: Expr | null): Value => (x ? evalExpr(m, x) : none);
      return { kind: 'slice', lower: part(e.lower), upper: part(e.upper), step: part(e.step) };
    }
    case 'call':
      return evalCall(m, e);
    case 'tuple':
    case 'list':
    case 'set':
      return sequence(m, e);
    case 'dict': {
      let entries = PersistentMap.empty<string, { key: Value; value: Value }>();
      let isOpen = false;
      for (const entry of e.entries) {
        if (!entry.key) {
          const source = evalExpr(m, entry.value);
          const other = source.kind === 'ref' ? m.get(source.id) : undefined;
          if (other?.kind !== 'dict') {
            isOpen ||= source.kind !== 'none';
            continue;
          }
          for (const [key, each] of other.entries.entries()) entries = entries.set(key, each);
          isOpen ||= other.isOpen;
          continue;
        }
        const key = evalExpr(m, entry.key);
        if (semantics.language === 'python') {
          m.here = m.place(entry.key);
          checkHashable(m, key);
        }
        const value = evalExpr(m, entry.value);
        const name = keyOf(key);
        if (name === null) isOpen = true;
        else entries = entries.set(name, { key, value });
      }
      const dict: DictObject = { kind: 'dict', isObject: e.isObject, entries, isOpen };
      return m.alloc(dict);
    }
    case 'binary': {
      const left = evalExpr(m, e.left);
      return binaryOnValues(m, e, e.op, left, evalExpr(m, e.right));
    }
    case 'unary': {
      const operand = evalExpr(m, e.operand);
      if (e.op === 'not') truthAt(m, e.operand, operand);
      m.here = m.place(e);
      return unaryOnObject(m, e.op, operand) ?? semantics.unary(e.op, operand, m);
    }
    case 'logical': {
      const left = evalExpr(m, e.left);
      const truth = e.op === 'nullish' ? (left.kind === 'unknown' ? null : left.kind !== 'none') : truthAt(m, e.left, left);
      const stops = truth === null ? null : e.op === 'and' ? !truth : truth;
      if (stops === true) return left;
      if (stops === false) return evalExpr(m, e.right);
      let either: Value = unknown;
      behindGuard(m, e.left, () => {
        either = eitherWay(
          m,
          () => left,
          () => evalExpr(m, e.right),
        );
      });
      return either;
    }
    case 'compare': {
      let left = evalExpr(m, e.left);
      let result = true as boolean | null;
      if (e.rest.length === 1) {
        const right = evalExpr(m, e.rest[0]!.right);
        m.here = m.place(e);
        const special = compareObjects(m, e.rest[0]!.op, left, right);
        if (special) return special;
        const truth = semantics.compare(e.rest[0]!.op, left, right, m);
        return truth === null && comparesElements(e.rest[0]!.op) && (mayHaveElements(m, left) || mayHaveElements(m, right))
          ? unknown
          : bool(truth);
      }
      for (const { op, right: rightExpr } of e.rest) {
        const right = evalExpr(m, rightExpr);
        m.here = m.place(e);
        if (semantics.language === 'python') checkComparison(m, op, left, right);
        const one = compareValues(m, op, left, right);
        result = result === false || one === false ? false : result === null || one === null ? null : true;
        if (result === false) break;
        left = right;
      }
      return bool(result);
    }
    case 'conditional': {
      const truth = truthOfTest(m, e.test);
      if (truth !== null) return evalExpr(m, truth ? e.then : e.else);
      let either: Value = unknown;
      behindGuard(m, e.test, () => {
        either = eitherWay(
          m,
          () => (assume(m, e.test, true), evalExpr(m, e.then)),
          () => (assume(m, e.test, false), evalExpr(m, e.else)),
        );
      });
      return either;
    }
    case 'function':
      return makeFunction(m, e.fn);
    case 'classExpr':
      return makeClass(m, e.cls);
    case 'format':
      return str(formatText(m, e));
    case 'comprehension':
      return comprehension(m, e);
    case 'await':
      return e.value ? evalExpr(m, e.value) : none;
    case 'yield': {
      const value = e.value ? evalExpr(m, e.value) : none;
      yieldValue(m, value);
      return unknown;
    }
    case 'yieldFrom':
      if (e.value) yieldFrom(m, evalExpr(m, e.value));
      return unknown;
    case 'assignExpr': {
      const old = e.op || e.returnsOld ? readTarget(m, e.target) : unknown;
      const right = evalExpr(m, e.value);
      const value =
        e.op === null
          ? right
          : e.op === 'and' || e.op === 'or' || e.op === 'nullish'
            ? joinValues(old, right)
            : binaryOnValues(m, e, e.op, old, right);
      // A walrus in a comprehension binds around it.
      if (e.target.k === 'nameTarget' && semantics.language === 'python') assignOutside(m, e.target.name, value);
      else assignTarget(m, e.target, value, null);
      return e.returnsOld ? old : value;
    }
    case 'spread':
      evalExpr(m, e.value);
      return unknown;
    case 'unknown':
      for (const part of e.parts) evalExpr(m, part);
      return unknown;
  }
}

/** What is not known may be an array, and so may what a library makes: these are compared element by element. */
function mayHaveElements(m: Machine, value: Value): boolean {
  if (value.kind === 'unknown') return true;
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  return object?.kind === 'object' && !object.cls.startsWith('python.');
}

function comparesElements(op: CompareOp): boolean {
  return op !== 'is' && op !== 'is not' && op !== 'in' && op !== 'not in' && op !== 'instanceof';
}

/** Evaluates both, each on a copy of the path, and joins. */
export function eitherWay(m: Machine, then: () => Value, otherwise: () => Value): Value {
  const before = m.state;
  const a = then();
  const after = m.state;
  m.state = before;
  const b = otherwise();
  const arrivedA = after !== null;
  const arrivedB = m.state !== null;
  m.state = joinStates(after, m.state);
  return !arrivedA ? b : !arrivedB ? a : joinValues(a, b);
}

function constant(type: string, value: number | string | boolean | null): Value {
  switch (type) {
    case 'int':
      return int(Number.isSafeInteger(value) ? (value as number) : { kind: 'unknown' });
    case 'float':
      return float(value as number);
    case 'str':
      return str(value as string);
    case 'bool':
      return bool(value as boolean);
    case 'none':
      return none;
    case 'undefined':
      return undefinedValue;
    case 'ellipsis':
      return { kind: 'library', path: 'python.Ellipsis' };
    default:
      return unknown;
  }
}

function sequence(m: Machine, e: SequenceExpr): Value {
  const items = itemsOf(m, e.items);
  if (e.k === 'tuple') return items ? tuple(items) : unknown;
  return m.alloc({ kind: 'list', isSet: e.k === 'set', items: items && e.k === 'set' ? distinct(items) : items, element: unknown });
}

/** Items of a display with its spreads, or null when a spread is of unknown length. */
export function itemsOf(m: Machine, exprs: readonly Expr[]): Value[] | null {
  let items: Value[] | null = [];
  for (const item of exprs) {
    if (item.k !== 'spread') {
      const value = evalExpr(m, item);
      items?.push(value);
      continue;
    }
    const more = iterateValue(m, evalExpr(m, item.value));
    items = items && more ? [...items, ...more] : null;
  }
  return items;
}

function formatText(m: Machine, e: FormatExpr): string | null {
  let text: string | null = '';
  for (const part of e.parts) {
    if (part.k === 'text') {
      if (text !== null) text += part.text;
      continue;
    }
    const value = evalExpr(m, part.value);
    const spec = part.spec ? formatText(m, part.spec) : null;
    m.here = m.place(part.value);
    const shown = part.spec && spec === null ? null : fieldText(m, value, part.conversion, spec);
    text = text === null || shown === null ? null : text + shown;
  }
  return text;
}

function fieldText(m: Machine, value: Value, conversion: 'r' | 's' | 'a' | null, spec: string | null): string | null {
  if (m.frame.semantics.language !== 'python') return m.frame.semantics.format(value, spec);
  const text = conversion ? pythonText(m, value, conversion === 's' ? 'str' : 'repr') : null;
  if (conversion && text === null) return null;
  const own = conversion ? undefined : callDunder(m, value, '__format__', [str(spec ?? '')]);
  if (own) return own.kind === 'str' ? own.value : null;
  if (!conversion && spec !== null && !checkFormat(m, value, spec)) return null;
  return formatted(conversion ? str(text) : value, spec ?? '', m, asker(m));
}

/** The arguments of `super(…)` in `super(…).name`; null for everything else. */
function superArgs(m: Machine, e: Expr): readonly Value[] | null {
  if (e.k !== 'call' || e.callee.k !== 'name' || e.callee.name !== 'super' || m.frame.semantics.language !== 'python') return null;
  return e.args.map((arg) => evalExpr(m, arg.value));
}

/** Runs over known sequences; anything else gives a list of unknown contents, its element evaluated once. */
function comprehension(m: Machine, e: ComprehensionExpr): Value {
  const outer = m.frame.scope;
  const { closures } = m;
  m.frame.scope = m.newScope('block', outer);
  const scope = m.frame.scope;
  const values: Value[] = [];
  const keys: Value[] = [];
  let isKnown = true;
  let element: Value | null = null;
  let count: Dim = unknownDim;
  const run = (at: number): void => {
    const clause = e.clauses[at];
    if (!clause) {
      if (e.key) keys.push(evalExpr(m, e.key));
      const value = evalExpr(m, e.element);
      element = element ? joinValues(element, value) : value;
      values.push(value);
      return;
    }
    if (clause.k === 'if') {
      const truth = truthOfTest(m, clause.test);
      if (truth === null) isKnown = false;
      if (truth !== false) run(at + 1);
      return;
    }
    const source = evalExpr(m, clause.iter);
    if (m.frame.semantics.language === 'python') {
      m.here = m.place(clause.iter);
      checkIterable(m, source);
    }
    const items = iterateValue(m, source);
    if (!items) {
      isKnown = false;
      if (e.clauses.length === 1) count = countOf(m, source);
      assignTarget(m, clause.target, turnValue(m, source) ?? elementValue(m, source), null);
      run(at + 1);
      return;
    }
    for (const item of items) {
      assignTarget(m, clause.target, item, null);
      run(at + 1);
    }
  };
  run(0);
  m.frame.scope = outer;
  m.dropScope(scope, closures);
  if (e.kind === 'generator' && m.frame.semantics.language === 'python') {
    const source = isKnown ? tuple(values) : m.alloc({ kind: 'list', isSet: false, items: null, element: element ?? unknown, count });
    return m.alloc({ kind: 'iterator', source, position: 0 });
  }
  if (e.kind !== 'dict') {
    const items = isKnown ? (e.kind === 'set' ? distinct(values) : values) : null;
    return m.alloc({ kind: 'list', isSet: e.kind === 'set', items, element: element ?? unknown, ...(e.kind !== 'set' && { count }) });
  }
  let entries = PersistentMap.empty<string, { key: Value; value: Value }>();
  keys.forEach((key, i) => {
    const name = keyOf(key);
    if (name === null) isKnown = false;
    else entries = entries.set(name, { key, value: values[i]! });
  });
  return m.alloc({ kind: 'dict', isObject: false, entries, isOpen: !isKnown });
}
