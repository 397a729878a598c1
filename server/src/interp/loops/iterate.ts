import type { Dim } from '../../values/dim';
import { ceilDivDims, isKnown, subDims, symbol, unknownDim } from '../../values/dim';
import { elementOf, itemCount, joinStates, joinValues } from '../../values/join';
import { arrayAttribute } from '../../ops/kernel';
import { isSubclass } from '../../ops/registry';
import type { State } from '../../values/state';
import type { IteratorObject, TensorValue, Value } from '../../values/value';
import { int, str, unknown } from '../../values/value';
import { membersOf } from '../classFlavors';
import { callDunder } from '../semantics/dunders';
import { callSpecial, nodeSite } from '../libraryMembers';
import { indexTensor } from '../tensors';
import type { Machine, Raised } from '../machine';

/** Loops over known sequences are unrolled up to this many turns. */
export const maxUnrolled = 4096;

/** The items that iterating over a value gives, or null when they are not known. */
export function iterateValue(m: Machine, value: Value): readonly Value[] | null {
  switch (value.kind) {
    case 'tuple':
      return value.items;
    case 'range': {
      const { start, stop, step } = value;
      if (!isNumber(start) || !isNumber(stop) || !isNumber(step) || step === 0) return null;
      const n = Math.max(0, Math.ceil((stop - start) / step));
      return n > maxUnrolled ? null : Array.from({ length: n }, (_, i) => int(start + i * step));
    }
    case 'str':
      return value.value === null || value.value.length > maxUnrolled ? null : [...value.value].map(str);
    case 'ref': {
      const object = m.get(value.id);
      if (object?.kind === 'list') {
        // In which order a set gives its items nobody knows.
        const { items } = object;
        if (!object.isSet || !items || items.length < 2 || m.frame.semantics.language !== 'python') return items;
        const any = items.reduce(joinValues);
        return items.map(() => any);
      }
      if (object?.kind === 'dict' && !object.isObject) return object.isOpen ? null : [...object.entries.values()].map((e) => e.key);
      if (object?.kind === 'iterator') return takeRest(m, value.id, object);
      if (object?.kind === 'class') return membersOf(m, value);
      if (object?.kind === 'instance') return instanceItems(m, value);
      if (object?.kind === 'object' || object?.kind === 'layer') {
        const inner = iterated(m, value);
        return inner ? iterateValue(m, inner) : null;
      }
      return null;
    }
    case 'tensor': {
      const n = rowCount(value);
      return typeof n === 'number' && n <= maxRows ? Array.from({ length: n }, (_, i) => indexTensor(m, value, int(i))) : null;
    }
    default:
      return null;
  }
}

/** What each item of a value is that can be iterated, where the items are not known one by one. */
export function elementValue(m: Machine, value: Value): Value {
  if (value.kind === 'range') return int(unknownDim);
  if (value.kind === 'str') return str(null);
  if (value.kind === 'tuple') return value.items.length ? value.items.reduce(joinValues) : unknown;
  if (value.kind === 'tensor') return rowCount(value) === undefined ? unknown : indexTensor(m, value, int(unknownDim));
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'list') return elementOf(object);
  if (object?.kind === 'instance') return instanceElement(m, value);
  if (object?.kind === 'dict' && !object.isObject) {
    const keys = [...object.entries.values()].map((entry) => entry.key);
    return keys.length && !object.isOpen ? keys.reduce(joinValues) : unknown;
  }
  if (object?.kind === 'iterator') return elementValue(m, object.source);
  if (object?.kind === 'object' || object?.kind === 'layer') {
    const inner = iterated(m, value);
    return inner ? elementValue(m, inner) : unknown;
  }
  return unknown;
}

/** The item of one turn among others: a number that runs by ones is the same wherever the turn looks at it, so that `x[i:i + 3]` has three rows. */
export function turnValue(m: Machine, value: Value): Value | null {
  return value.kind === 'range' && value.step === 1 && isNumber(value.start) && value.start >= 0 ? int(symbol(m.nextName('i'))) : null;
}

/** How many items iterating over a value gives. */
export function countOf(m: Machine, value: Value): Dim {
  if (value.kind === 'tuple') return value.items.length;
  if (value.kind === 'str') return value.value === null ? unknownDim : [...value.value].length;
  if (value.kind === 'tensor') return knownRows(value);
  if (value.kind === 'range') {
    const { start, stop, step } = value;
    if (!isNumber(step) || step < 1) return unknownDim;
    const count = ceilDivDims(subDims(stop, start), step);
    return isNumber(count) ? Math.max(0, count) : isKnown(count) ? count : unknownDim;
  }
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  switch (object?.kind) {
    case 'list':
      return object.isSet ? unknownDim : itemCount(object);
    case 'dict':
      return object.isOpen ? unknownDim : object.entries.size;
    case 'iterator':
      return object.position === null || object.isCyclic ? unknownDim : subDims(countOf(m, object.source), object.position);
    case 'object': {
      const array = isSubclass(object.cls, 'pandas.Series') ? object.attrs.get(arrayAttribute) : undefined;
      return array?.kind === 'tensor' ? knownRows(array) : unknownDim;
    }
    default:
      return unknownDim;
  }
}

function knownRows(array: TensorValue): Dim {
  const rows = rowCount(array);
  return rows !== undefined && isKnown(rows) ? rows : unknownDim;
}

/** What an iterator still has; it is used up afterwards. */
function takeRest(m: Machine, id: number, iterator: IteratorObject): readonly Value[] | null {
  if (iterator.isCyclic || iterator.position === null) return null;
  const items = iterateValue(m, iterator.source);
  if (!items) return null;
  m.set(id, { ...iterator, position: Math.max(iterator.position, items.length) });
  return items.slice(iterator.position);
}

/** The next item of an iterator; `end` when it surely has none, and unknown where that cannot be told. */
export function takeNext(m: Machine, value: Value): Value | 'end' {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (value.kind === 'ref' && object?.kind === 'iterator') {
    const { position } = object;
    if (position === null) return elementValue(m, object.source);
    const { source } = object;
    m.set(value.id, { ...object, position: position + 1 });
    if (source.kind === 'range' && isNumber(source.start) && isNumber(source.step) && isNumber(source.stop)) {
      const at = source.start + position * source.step;
      return source.step > 0 ? (at < source.stop ? int(at) : 'end') : at > source.stop ? int(at) : 'end';
    }
    const items = iterateValue(m, source);
    if (!items) return elementValue(m, source);
    return items[object.isCyclic ? position % items.length : position] ?? 'end';
  }
  const own = callDunder(m, value, '__next__', []);
  return own ?? unknown;
}

/** A user's class is asked for so many items at most. */
const maxAsked = 64;

/** The items that an instance of a class of the program gives, as long as each of them is sure. */
function instanceItems(m: Machine, self: Value): readonly Value[] | null {
  const iterator = callDunder(m, self, '__iter__', []);
  if (iterator) {
    const object = iterator.kind === 'ref' ? m.get(iterator.id) : undefined;
    if (object?.kind !== 'instance') return iterateValue(m, iterator);
    return untilRaised(m, () => callDunder(m, iterator, '__next__', []));
  }
  const inherited = iterated(m, self);
  if (inherited) return iterateValue(m, inherited);
  if (self.kind !== 'ref') return null;
  let at = 0;
  return untilRaised(m, () => callDunder(m, self, '__getitem__', [int(at++)]));
}

/** Calls until an exception surely ends it: `StopIteration`, or `IndexError` of `__getitem__`. */
function untilRaised(m: Machine, next: () => Value | undefined): readonly Value[] | null {
  const before = m.state;
  const outer = m.raises;
  const items: Value[] = [];
  try {
    for (;;) {
      const raises: Raised[] = [];
      m.raises = raises;
      m.muted++;
      const value = next();
      m.muted--;
      const ended = m.isDead;
      // Nothing ends it, or nobody knows when.
      if ((!ended && (raises.length > 0 || items.length >= maxAsked)) || value === undefined) {
        m.state = before;
        return null;
      }
      if (ended) {
        m.state = raises.map(({ state }) => state).reduce<State | null>(joinStates, null) ?? before;
        return items;
      }
      items.push(value);
    }
  } finally {
    m.raises = outer;
  }
}

/** What any item is: of an iterator, of a sequence that is asked by number. */
function instanceElement(m: Machine, self: Value): Value {
  const iterator = callDunder(m, self, '__iter__', []);
  if (iterator) {
    const object = iterator.kind === 'ref' ? m.get(iterator.id) : undefined;
    return object?.kind === 'instance' ? (quietly(m, () => callDunder(m, iterator, '__next__', [])) ?? unknown) : elementValue(m, iterator);
  }
  const inherited = iterated(m, self);
  if (inherited) return elementValue(m, inherited);
  return quietly(m, () => callDunder(m, self, '__getitem__', [int(unknownDim)])) ?? unknown;
}

/** Goes on behind a call that may have ended by an exception. */
function quietly(m: Machine, run: () => Value | undefined): Value | undefined {
  const before = m.state;
  const outer = m.raises;
  const raises: Raised[] = [];
  m.raises = raises;
  const value = run();
  m.raises = outer;
  m.state ??= raises.map(({ state }) => state).reduce<State | null>(joinStates, null) ?? before;
  return value;
}

/** Rows are looked at one by one up to this many. */
const maxRows = 64;

function rowCount({ shape }: TensorValue): Dim | undefined {
  return shape && !shape.hasPrefix ? shape.dims[0] : undefined;
}

/** What `__iter__` of a library's object gives: something that can be iterated in turn. */
function iterated(m: Machine, value: Value): Value | undefined {
  const inner = callSpecial(m, value, '__iter__', [], nodeSite(m));
  return inner && (inner.kind !== 'ref' || value.kind !== 'ref' || inner.id !== value.id) ? inner : undefined;
}

function isNumber(dim: Dim): dim is number {
  return typeof dim === 'number';
}
