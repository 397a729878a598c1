import { msg } from '../../../extension/protocol/localize';
import { plainIndex, slicePositions, sliceSteps } from '../ops/kernel';
import { findLibraryMember } from '../ops/registry';
import { unknownDim } from '../values/dim';
import { joinValues } from '../values/join';
import { keyOf } from '../values/keys';
import { PersistentMap } from '../values/persistentMap';
import type { DictObject, RangeValue, RefValue, SliceValue, StrValue, Value } from '../values/value';
import { int, str, tuple, undefinedValue, unknown } from '../values/value';
import { callValue, plainArgs } from './calls';
import { findMember } from './classes';
import { callDunder } from './semantics/dunders';
import { iterateValue } from './loops/iterate';
import { replaceText } from './reports/fixEdits';
import { callSpecial, nodeSite } from './libraryMembers';
import type { Machine } from './machine';
import { nearest } from './names/nearest';
import { checkHashable, checkPosition, checkSubscript, typeName } from './semantics/pythonTypes';
import { refuse } from './reports/refusal';
import { indexTensor } from './tensors';
import { pythonText } from './texts';

/** `object[index]`. */
export function getItem(m: Machine, object: Value, index: Value): Value {
  const isPython = m.frame.semantics.language === 'python';
  if (isPython && !checkSubscript(m, object, false)) return unknown;
  if (object.kind === 'tensor') return indexTensor(m, object, index);
  if (object.kind === 'library') {
    // What NumPy asks for by square brackets: `np.c_[a, b]`.
    const member = findLibraryMember(object.path, '__getitem__');
    return member?.kind === 'function'
      ? callValue(m, { kind: 'method', self: object, fn: member.name }, plainArgs([index]), nodeSite(m))
      : unknown;
  }
  const target = object.kind === 'ref' ? m.get(object.id) : undefined;
  if (target?.kind === 'dict') {
    if (isPython && !target.isObject && !checkHashable(m, index)) return unknown;
    const key = keyOf(index);
    const entry = key === null ? undefined : target.entries.get(key);
    if (entry) return entry.value;
    if (key !== null && !target.isOpen && m.frame.semantics.language === 'python') return absentKey(m, object as RefValue, target, index);
    return unknown;
  }
  if (target?.kind === 'instance') {
    const own = callDunder(m, object, '__getitem__', [index]);
    if (own) return own;
  }
  if (target?.kind === 'class') {
    const member = target.flavor === 'enum' && index.kind === 'str' && index.value !== null ? target.attrs.get(index.value) : undefined;
    const own = findMember(m, object, '__class_getitem__');
    return member ?? (own?.kind === 'function' ? unknown : object);
  }
  if (target?.kind === 'object' || target?.kind === 'instance' || target?.kind === 'layer')
    return callSpecial(m, object, '__getitem__', [index], nodeSite(m)) ?? unknown;
  const isSequence = object.kind === 'str' || object.kind === 'range' || object.kind === 'tuple' || target?.kind === 'list';
  if (isPython && isSequence && !checkPosition(m, object, index)) return unknown;
  if (object.kind === 'str') return charAt(m, object, index);
  if (object.kind === 'range') return rangeItem(m, object, index);
  const items = object.kind === 'tuple' ? object.items : target?.kind === 'list' ? target.items : null;
  if (!items) return target?.kind === 'list' && index.kind === 'int' ? target.element : unknown;
  if (index.kind === 'slice') {
    const cut = sliceItems(items, index);
    if (object.kind === 'tuple') return cut ? tuple(cut) : unknown;
    return m.alloc({ kind: 'list', isSet: false, items: cut, element: unknown });
  }
  const position = plainIndex(index);
  if (typeof position !== 'number') return index.kind === 'int' && items.length ? items.reduce(joinValues) : unknown;
  const item = items[position < 0 && isPython ? items.length + position : position];
  if (item === undefined && isPython) refusePosition(m, object, position, items.length);
  return item ?? (isPython ? unknown : undefinedValue);
}

/** A position that a sequence of known length lacks. */
function refusePosition(m: Machine, sequence: Value, position: number, length: number): void {
  // What is empty here may have been filled by what others have called.
  if (length === 0) {
    m.raise({ kind: 'library', path: 'python.IndexError' });
    return;
  }
  const message = msg('There is no item {0}: {1} has {2}', position, typeName(m, sequence) ?? '?', length);
  refuse(m, 'IndexError', 'axis-out-of-range', message);
}

/** A key that a dict surely lacks: what a `defaultdict` puts there, or an error. */
function absentKey(m: Machine, dict: RefValue, { missing, entries }: DictObject, key: Value): Value {
  if (!missing) {
    refuseKey(m, key, entries);
    return unknown;
  }
  if ('value' in missing) return missing.value;
  const value = callValue(m, missing.factory, plainArgs([]), nodeSite(m));
  setItem(m, dict, key, value);
  return value;
}

/** A key that a dict surely lacks. */
function refuseKey(m: Machine, key: Value, entries: DictObject['entries']): void {
  const shown = (value: Value): string => pythonText(m, value, 'repr') ?? '?';
  const own = [...entries.values()].slice(0, 12).map((entry) => shown(entry.key));
  const names = [...entries.values()].flatMap((entry) => (entry.key.kind === 'str' && entry.key.value !== null ? [entry.key.value] : []));
  const meant = key.kind === 'str' && key.value !== null ? (nearest(key.value, names) ?? beginning(key.value, names)) : null;
  // What is empty here may have been filled by what others have called.
  if (!own.length || (m.hereIndex?.k !== 'const' && isAssumed(m))) {
    m.raise({ kind: 'library', path: 'python.KeyError' });
    return;
  }
  const message = msg(
    'There is no key {0}; the keys are {1}',
    shown(key),
    entries.size > own.length ? `${own.join(', ')}, …` : own.join(', '),
  );
  const written = m.hereIndex;
  const fix =
    meant !== null && written?.k === 'const' && key.kind === 'str'
      ? replaceText(m.frame.home, written.from + 1, written.to - 1, meant)
      : null;
  refuse(m, 'KeyError', 'missing-attribute', message, { fixes: [fix] });
}

/** Whoever calls a function that nobody calls here may give it another key than what comes of its defaults. */
function isAssumed(m: Machine): boolean {
  if (!m.isUncalled) return false;
  for (let { frame }: { frame: Machine['frame'] | null } = m; frame; frame = frame.below)
    if (frame.fn?.params.some(({ fallback }) => fallback?.k === 'const')) return true;
  return false;
}

/** The only one that begins so: `acc` for `accuracy`. */
function beginning(key: string, names: readonly string[]): string | null {
  const found = key.length > 1 ? names.filter((name) => name.startsWith(key)) : [];
  return found.length === 1 ? found[0]! : null;
}

function charAt(m: Machine, text: StrValue, index: Value): Value {
  if (m.frame.semantics.language !== 'python') return unknown;
  const position = index.kind === 'slice' ? undefined : plainIndex(index);
  if (index.kind !== 'slice' && position === undefined) return unknown;
  if (text.value === null) return str(null);
  const chars = [...text.value];
  if (index.kind === 'slice')
    return str(
      slicePositions(chars.length, index)
        ?.map((at) => chars[at]!)
        .join('') ?? null,
    );
  if (typeof position !== 'number') return str(null);
  const char = chars[position < 0 ? chars.length + position : position];
  if (char === undefined) refusePosition(m, text, position, chars.length);
  return str(char ?? null);
}

function rangeItem(m: Machine, range: RangeValue, index: Value): Value {
  const { start, stop, step } = range;
  if (typeof start !== 'number' || typeof stop !== 'number' || typeof step !== 'number' || step === 0)
    return index.kind === 'int' ? int(unknownDim) : unknown;
  const n = Math.max(0, Math.ceil((stop - start) / step));
  if (index.kind === 'slice') {
    // What is left of a range by slicing is one again.
    const cut = sliceSteps(n, index);
    if (!cut) return unknown;
    const [first, by] = [start + cut.start * step, step * cut.step];
    return { kind: 'range', start: first, stop: first + by * cut.count, step: by };
  }
  if (index.kind !== 'int' || typeof index.value !== 'number') return index.kind === 'int' ? int(unknownDim) : unknown;
  const at = index.value < 0 ? n + index.value : index.value;
  if (at >= 0 && at < n) return int(start + at * step);
  refusePosition(m, range, index.value, n);
  return unknown;
}

/** Python's slicing of a known sequence; null when a bound is unknown. */
function sliceItems(items: readonly Value[], slice: SliceValue): Value[] | null {
  return slicePositions(items.length, slice)?.map((at) => items[at]!) ?? null;
}

export function setItem(m: Machine, object: Value, index: Value, value: Value): void {
  // Which backend a framework takes may hang on it.
  if ((object.kind === 'unknown' || object.kind === 'library') && object.path?.endsWith('os.environ') && index.kind === 'str')
    m.facts = m.facts.set(`env ${index.value}`, value.kind === 'str' ? (value.value ?? '') : '');
  if (m.frame.semantics.language === 'python' && !checkSubscript(m, object, true)) return;
  if (object.kind !== 'ref') return;
  const target = m.get(object.id);
  if (m.frame.semantics.language === 'python' && target?.kind === 'list' && !checkPosition(m, object, index)) return;
  if (target?.kind === 'dict') {
    if (m.frame.semantics.language === 'python' && !checkHashable(m, index)) return;
    const key = keyOf(index);
    m.set(object.id, key === null ? { ...target, isOpen: true } : { ...target, entries: target.entries.set(key, { key: index, value }) });
  } else if (target?.kind === 'list' && target.items && index.kind === 'slice') {
    m.set(object.id, { ...target, items: spliced(m, target.items, index, value) });
  } else if (target?.kind === 'list' && target.items) {
    const at =
      index.kind === 'int' && typeof index.value === 'number' ? (index.value < 0 ? target.items.length + index.value : index.value) : null;
    const fits = at !== null && at >= 0 && at < target.items.length;
    const appends = at === target.items.length && m.frame.semantics.language === 'javascript';
    if (fits || appends) m.set(object.id, { ...target, items: Object.assign([...target.items], { [at]: value }) });
    // Some item was replaced, nobody knows which: each may be what it was or the new one.
    else if (at === null && index.kind === 'int')
      m.set(object.id, { ...target, items: target.items.map((item) => joinValues(item, value)) });
    else if (at !== null && m.frame.semantics.language === 'python' && !target.isSet) refusePosition(m, object, at, target.items.length);
    else m.set(object.id, { ...target, items: null });
  } else if (target?.kind === 'instance' && callDunder(m, object, '__setitem__', [index, value])) {
    return;
  } else if (target?.kind === 'object' || target?.kind === 'instance' || target?.kind === 'layer') {
    callSpecial(m, object, '__setitem__', [index, value], nodeSite(m));
  }
}

/** `items[slice] = value`; null when a bound or the value is not known. */
function spliced(m: Machine, items: readonly Value[], slice: SliceValue, value: Value | null): Value[] | null {
  const steps = sliceSteps(items.length, slice);
  const more = value === null ? [] : iterateValue(m, value);
  if (!steps || !more) return null;
  const out = [...items];
  if (steps.step === 1) {
    out.splice(steps.start, steps.count, ...more);
    return out;
  }
  const taken = slicePositions(items.length, slice)!;
  if (value === null) return out.filter((_, i) => !taken.includes(i));
  if (more.length !== taken.length) {
    refuse(
      m,
      'ValueError',
      'dim-mismatch',
      msg('{0} items cannot be put in the place of {1} that do not stand side by side', more.length, taken.length),
    );
    return null;
  }
  taken.forEach((at, i) => (out[at] = more[i]!));
  return out;
}

/** `del object[index]`. */
export function deleteItem(m: Machine, object: Value, index: Value): void {
  const target = object.kind === 'ref' ? m.get(object.id) : undefined;
  if (object.kind !== 'ref' || !target) return;
  if (target.kind === 'dict') {
    const key = keyOf(index);
    if (key === null) m.set(object.id, { ...target, isOpen: true, entries: PersistentMap.empty() });
    else {
      if (!target.isOpen && !target.entries.has(key)) refuseKey(m, index, target.entries);
      const now = m.get(object.id);
      if (now?.kind === 'dict') m.set(object.id, { ...now, entries: now.entries.delete(key) });
    }
  } else if (target.kind === 'list' && target.items) {
    const at =
      index.kind === 'int' && typeof index.value === 'number' ? (index.value < 0 ? target.items.length + index.value : index.value) : null;
    if (at !== null && !(at in target.items) && m.frame.semantics.language === 'python') {
      refusePosition(m, object, at < 0 ? at - target.items.length : at, target.items.length);
      return;
    }
    const items =
      index.kind === 'slice' ? spliced(m, target.items, index, null) : at === null ? null : target.items.filter((_, i) => i !== at);
    m.set(object.id, { ...target, items });
  } else if (target.kind === 'instance') callDunder(m, object, '__delitem__', [index]);
  else if (target.kind === 'object' || target.kind === 'layer') callSpecial(m, object, '__delitem__', [index], nodeSite(m));
}
