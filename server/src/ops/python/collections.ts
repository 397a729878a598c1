import type { BuiltinFn, CallContext } from '../kernel';
import { listOf, numberOf, objectOf } from '../kernel';
import { PersistentMap } from '../../values/persistentMap';
import type { ClassField, Value } from '../../values/value';
import { int, unknown } from '../../values/value';
import { count } from './dictMethods';
import { dictOf } from './functions';
import { isNone } from './sequences';

export const collectionsFunctions: Readonly<Record<string, BuiltinFn>> = {
  OrderedDict: (args, kwargs, cx) => dictOf(args[0], kwargs, cx),
  defaultdict: ([factory, source], kwargs, cx) => {
    const made = dictOf(source, kwargs, cx);
    const object = objectOf(cx, made);
    if (made.kind === 'ref' && object?.kind === 'dict' && factory && !isNone(factory)) cx.set(made.id, { ...object, missing: { factory } });
    return made;
  },
  Counter: ([source], kwargs, cx) => {
    const made = cx.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.empty(), isOpen: false, missing: { value: int(0) } });
    const object = objectOf(cx, made);
    if (object?.kind === 'dict') count(object, made.id, source ?? dictOf(undefined, kwargs, cx), 1, cx);
    return made;
  },
  deque: (args, kwargs, cx) => {
    const [source] = args;
    const most = args[1] ?? kwargs.get('maxlen');
    const items = source ? cx.iterate(source) : [];
    const limit = most && !isNone(most) ? numberOf(most) : Infinity;
    // What falls out at the other end is not followed.
    if (limit !== Infinity) return listOf(cx, null, items?.length ? items[0]! : unknown);
    return cx.alloc({ kind: 'list', isSet: false, isDeque: true, items, element: unknown });
  },
  namedtuple: (args, kwargs, cx) => namedTuple(args[0], args[1] ?? kwargs.get('field_names'), kwargs.get('defaults'), cx),
  ChainMap: () => unknown,
  UserDict: () => unknown,
};

/** `namedtuple('Point', 'x y')`, also with a list of names or of pairs. */
export function namedTuple(name: Value | undefined, names: Value | undefined, defaults: Value | undefined, cx: CallContext): Value {
  if (name?.kind !== 'str' || name.value === null || !names) return unknown;
  const parts = names.kind === 'str' ? names.value?.split(/[\s,]+/).filter((part) => part) : cx.iterate(names)?.map((item) => nameOf(item));
  const fallbacks = defaults && !isNone(defaults) ? cx.iterate(defaults) : [];
  if (!parts || !fallbacks || parts.includes(null)) return unknown;
  const fields = parts.map((part, i): ClassField => {
    const fallback = fallbacks[i - (parts.length - fallbacks.length)] ?? null;
    return { name: part!, fallback, factory: null, isInit: true };
  });
  return cx.makeClass(name.value, { flavor: 'namedtuple', fields });
}

function nameOf(item: Value): string | null {
  const name = item.kind === 'tuple' ? item.items[0] : item;
  return name?.kind === 'str' ? name.value : null;
}
