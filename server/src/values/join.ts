import type { Dim, SymbolicDim } from './dim';
import { joinDims, unknownDim } from './dim';
import { PersistentMap } from './persistentMap';
import type { MaybeShape } from './shape';
import { joinShapes } from './shape';
import { State } from './state';
import type {
  DictObject,
  HeapObject,
  LayerObject,
  ListObject,
  ModelObject,
  OwnState,
  ScopeObject,
  TensorValue,
  Value,
  ValueRange,
} from './value';
import { int, unknown } from './value';

/** What is known of a value that is one or the other: the very first where that says no less, so that loops come to rest. */
export function joinValues(a: Value, b: Value): Value {
  if (a === b || sameValue(a, b)) return a;
  if (a.kind === 'int' && b.kind === 'int') {
    const dim = joinDims(a.value, b.value);
    return isSameDim(dim, a.value) ? a : int(dim);
  }
  if (a.kind === 'float' && b.kind === 'float') return a.value === null ? a : { kind: 'float', value: null };
  if (a.kind === 'str' && b.kind === 'str') return a.value === null ? a : { kind: 'str', value: null };
  if (a.kind === 'bool' && b.kind === 'bool') return a.value === null ? a : { kind: 'bool', value: null };
  if (a.kind === 'tuple' && b.kind === 'tuple' && a.items.length === b.items.length) {
    const items = a.items.map((item, i) => joinValues(item, b.items[i]!));
    const isSame = a.cls === b.cls && items.every((item, i) => item === a.items[i]);
    if (isSame) return a;
    return a.cls !== undefined && a.cls === b.cls ? { ...a, items } : { kind: 'tuple', items };
  }
  if (a.kind === 'tensor' && b.kind === 'tensor' && a.framework === b.framework) return joinTensors(a, b);
  return unknown;
}

function joinTensors(a: TensorValue, b: TensorValue): TensorValue {
  const joined: TensorValue = {
    kind: 'tensor',
    framework: a.framework,
    shape: joinShapes(a.shape, b.shape),
    dtype: a.dtype === b.dtype ? a.dtype : null,
    isSymbolic: a.isSymbolic && b.isSymbolic,
    producer: a.producer === b.producer ? a.producer : null,
    range: joinRanges(a.range, b.range),
  };
  const isSame =
    isSameShape(joined.shape, a.shape) &&
    joined.dtype === a.dtype &&
    joined.isSymbolic === a.isSymbolic &&
    joined.producer === a.producer &&
    joined.range === (a.range ?? null) &&
    a.element === b.element &&
    (!a.columns || a.columns === b.columns) &&
    !a.data;
  return isSame ? a : joined;
}

/** Bounds of both: what each of them reaches, the one that is meant need not. */
function joinRanges(a: ValueRange | null | undefined, b: ValueRange | null | undefined): ValueRange | null {
  if (!a || !b) return null;
  const isWithin = b.min >= a.min && b.max <= a.max;
  const isEqual = b.min === a.min && b.max === a.max && !b.isLoose && !b.isContinuous === !a.isContinuous;
  if (isWithin && (a.isLoose || isEqual) && (a.isContinuous || !b.isContinuous)) return a;
  const isContinuous = a.isContinuous || b.isContinuous;
  return { min: Math.min(a.min, b.min), max: Math.max(a.max, b.max), ...(isContinuous && { isContinuous }), isLoose: true };
}

function isSameShape(a: MaybeShape, b: MaybeShape): boolean {
  if (a === b) return true;
  if (!a || !b || a.hasPrefix !== b.hasPrefix || a.dims.length !== b.dims.length) return false;
  return a.dims.every((dim, i) => isSameDim(dim, b.dims[i]!));
}

function isSameDim(a: Dim, b: Dim): boolean {
  if (a === b) return true;
  if (typeof a === 'number' || typeof b === 'number' || a.kind !== b.kind) return false;
  return a.kind !== 'symbolic' || a.key === (b as SymbolicDim).key;
}

/** Equal by content, or the same object; `false` may also mean that it cannot be told. */
export function sameValue(a: Value, b: Value): boolean {
  if (a === b) return true;
  if (a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'unknown':
      return a.extent === undefined || isSameDim(a.extent, (b as typeof a).extent ?? unknownDim);
    case 'int': {
      const other = (b as typeof a).value;
      return (
        a.value === other ||
        (typeof a.value !== 'number' &&
          typeof other !== 'number' &&
          a.value.kind === 'symbolic' &&
          other.kind === 'symbolic' &&
          a.value.key === other.key)
      );
    }
    case 'float':
    case 'str':
    case 'bool':
      return a.value !== null && a.value === (b as typeof a).value;
    case 'none':
      return a.isUndefined === (b as typeof a).isUndefined;
    case 'tuple': {
      const items = (b as typeof a).items;
      return a.items.length === items.length && a.items.every((item, i) => sameValue(item, items[i]!));
    }
    case 'library':
      return a.path === (b as typeof a).path;
    case 'ref':
      return a.id === (b as typeof a).id;
    case 'function':
      return a.fn === (b as typeof a).fn && a.scope === (b as typeof a).scope;
    case 'method':
      return a.fn === (b as typeof a).fn && sameValue(a.self, (b as typeof a).self);
    case 'tensor':
    case 'slice':
    case 'range':
      return false;
  }
}

/** The state after two paths met. `null` stands for a path that does not arrive. */
export function joinStates(a: State | null, b: State | null): State | null {
  if (!a || !b || a === b) return a ?? b;
  let heap = a.heap;
  PersistentMap.differences(a.heap, b.heap, (id, inA, inB) => {
    // An object that only one path made is reachable from that path's values alone.
    heap = heap.set(id, inA && inB ? joinObjects(inA, inB) : (inA ?? inB!));
  });
  return new State(heap);
}

function joinObjects(a: HeapObject, b: HeapObject): HeapObject {
  if (a.kind === 'scope' && b.kind === 'scope') return joinScopes(a, b);
  if (a.kind === 'list' && b.kind === 'list') return joinLists(a, b);
  if (a.kind === 'dict' && b.kind === 'dict') return joinDicts(a, b);
  if (a.kind === 'class' && b.kind === 'class') return { ...a, attrs: joinMaps(a.attrs, b.attrs) };
  if (a.kind === 'instance' && b.kind === 'instance') {
    const attrs = joinMaps(a.attrs, b.attrs);
    return attrs === a.attrs && (a.isOpen || !b.isOpen) ? a : { ...a, attrs, isOpen: a.isOpen || b.isOpen };
  }
  if (a.kind === 'layer' && b.kind === 'layer') {
    return {
      ...a,
      built: a.built === b.built ? a.built : null,
      nCalls: Math.max(a.nCalls, b.nCalls),
      ...joinTrainable(a, b),
      ...joinOwn(a.own, b.own),
      ...(a.attrs && b.attrs && { attrs: joinMaps(a.attrs, b.attrs) }),
    };
  }
  if (a.kind === 'model' && b.kind === 'model') {
    const same =
      a.layers.length === b.layers.length && a.layers.every((layer, i) => sameValue(layer, b.layers[i]!)) && a.outputs === b.outputs;
    const own = { ...joinTrainable(a, b), ...joinOwn(a.own, b.own) };
    const isCompiled = a.isCompiled === b.isCompiled ? (a.isCompiled ?? null) : null;
    const compiled = a.compiled?.id === b.compiled?.id ? (a.compiled ?? null) : null;
    if (same) return { ...a, ...own, compiled, isCompiled };
    return { ...a, layers: [], chain: [], outputs: null, isComplete: false, compiled: null, isCompiled: null, ...own };
  }
  if (a.kind === 'object' && b.kind === 'object' && a.cls === b.cls) {
    const attrs = joinMaps(a.attrs, b.attrs);
    return attrs === a.attrs ? a : { ...a, attrs };
  }
  if (a.kind === 'iterator' && b.kind === 'iterator')
    return a.position === b.position || a.position === null ? a : { ...a, position: null };
  return a;
}

function joinTrainable(a: LayerObject | ModelObject, b: LayerObject | ModelObject): { trainable?: boolean | null } {
  if (a.trainable === b.trainable) return {};
  return { trainable: null };
}

function joinOwn(a: OwnState | undefined, b: OwnState | undefined): { own?: OwnState } {
  if (!a || !b || a === b) return a ? { own: a } : {};
  const isSame = a.weights === b.weights && a.members.length === b.members.length && a.members.every((x, i) => sameValue(x, b.members[i]!));
  const longer = a.members.length >= b.members.length ? a : b;
  return { own: { ...longer, isExact: a.isExact && b.isExact && isSame, building: a.building === b.building ? a.building : 'no' } };
}

function joinMaps(a: PersistentMap<string, Value>, b: PersistentMap<string, Value>): PersistentMap<string, Value> {
  let out = a;
  PersistentMap.differences(a, b, (key, inA, inB) => {
    // Bound on one path only: a use of it either comes after that path or fails for another reason.
    out = out.set(key, inA && inB ? joinValues(inA, inB) : (inA ?? inB!));
  });
  return out;
}

function joinScopes(a: ScopeObject, b: ScopeObject): ScopeObject {
  const vars = joinMaps(a.vars, b.vars);
  return vars === a.vars && (a.isOpen || !b.isOpen) ? a : { ...a, vars, isOpen: a.isOpen || b.isOpen };
}

function joinLists(a: ListObject, b: ListObject): ListObject {
  // What an empty list has joined says nothing of its items.
  const element = isEmpty(a) ? elementOf(b) : isEmpty(b) ? elementOf(a) : joinValues(elementOf(a), elementOf(b));
  if (!a.items || !b.items || a.items.length !== b.items.length) {
    const count = joinDims(itemCount(a), itemCount(b));
    return !a.items && element === a.element && isSameDim(count, itemCount(a)) ? a : { ...a, items: null, element, count };
  }
  const items = a.items.map((item, i) => joinValues(item, b.items![i]!));
  return items.every((item, i) => item === a.items![i]) ? a : { ...a, items, element };
}

function joinDicts(a: DictObject, b: DictObject): DictObject {
  let entries = a.entries;
  let isOpen = a.isOpen || b.isOpen;
  PersistentMap.differences(a.entries, b.entries, (key, inA, inB) => {
    if (inA && inB) entries = entries.set(key, { key: inA.key, value: joinValues(inA.value, inB.value) });
    else {
      entries = entries.delete(key);
      isOpen = true;
    }
  });
  return { ...a, entries, isOpen };
}

function isEmpty({ items }: ListObject): boolean {
  return items?.length === 0;
}

/** How many items a list has. */
export function itemCount({ items, count }: ListObject): Dim {
  return items ? items.length : (count ?? unknownDim);
}

/** What any item of a list is. */
export function elementOf(list: ListObject): Value {
  if (!list.items) return list.element;
  return list.items.length ? list.items.reduce(joinValues) : list.element;
}
