import type { BuiltinFn, CallContext } from '../kernel';
import { objectOf } from '../kernel';
import { PersistentMap } from '../../values/persistentMap';
import type { ClassField, Value } from '../../values/value';
import { bool, int, str, tuple, unknown } from '../../values/value';
import { namedTuple } from './collections';

/** `dataclasses`, `enum`, `typing` and `copy`: modules of classes and their instances. */
export const dataFunctions: Readonly<Record<string, Readonly<Record<string, BuiltinFn>>>> = {
  dataclasses: {
    dataclass: ([cls], _kwargs, cx) => cls ?? cx.object('python.dataclasses.dataclass'),
    field: (_args, kwargs, cx) => cx.object('python.dataclasses.field', Object.fromEntries(kwargs)),
    asdict: ([x], _kwargs, cx) => asDict(x, cx),
    astuple: ([x], _kwargs, cx) => {
      const fields = x && fieldsOf(x, cx);
      return fields ? tuple(fields.map(({ name }) => cx.getAttr(x, name))) : unknown;
    },
    fields: ([x], _kwargs, cx) => {
      const fields = x && fieldsOf(x, cx);
      return fields ? tuple(fields.map(({ name }) => cx.object('python.dataclasses.Field', { name: str(name) }))) : unknown;
    },
    is_dataclass: ([x], _kwargs, cx) => bool(x ? fieldsOf(x, cx) !== null : null),
    replace: ([x], kwargs, cx) => {
      const object = x && objectOf(cx, x);
      if (x?.kind !== 'ref' || object?.kind !== 'instance') return unknown;
      let { attrs } = object;
      for (const [name, value] of kwargs) attrs = attrs.set(name, value);
      return cx.alloc({ ...object, attrs });
    },
  },
  enum: {
    auto: () => ({ kind: 'library', path: 'python.enum.auto()' }),
    unique: ([cls]) => cls ?? unknown,
    Enum: ([name, members], _kwargs, cx) => functionalEnum(name, members, cx),
    IntEnum: ([name, members], _kwargs, cx) => functionalEnum(name, members, cx),
    StrEnum: () => unknown,
    Flag: () => unknown,
    IntFlag: () => unknown,
  },
  typing: {
    NamedTuple: (args, kwargs, cx) => namedTuple(args[0], args[1] ?? kwargs.get('fields'), undefined, cx),
    cast: ([, x]) => x ?? unknown,
  },
  copy: {
    copy: ([x], _kwargs, cx) => (x ? shallow(x, cx) : unknown),
    deepcopy: ([x], _kwargs, cx) => (x ? deep(x, cx, new Map()) : unknown),
  },
};

function functionalEnum(name: Value | undefined, members: Value | undefined, cx: CallContext): Value {
  const names =
    members?.kind === 'str'
      ? members.value?.split(/[\s,]+/).filter((part) => part)
      : (members && cx.iterate(members))?.map((item) => (item.kind === 'str' ? item.value : null));
  if (name?.kind !== 'str' || name.value === null || !names || names.includes(null)) return unknown;
  const cls = cx.makeClass(name.value, { flavor: 'enum' });
  const object = objectOf(cx, cls);
  if (object?.kind !== 'class') return unknown;
  let { attrs } = object;
  names.forEach((member, i) => {
    const own = PersistentMap.from<string, Value>([
      ['name', str(member)],
      ['value', int(i + 1)],
    ]);
    attrs = attrs.set(member!, cx.alloc({ kind: 'instance', cls, attrs: own, isOpen: false }));
  });
  cx.set(cls.id, { ...object, attrs });
  return cls;
}

function fieldsOf(x: Value, cx: CallContext): readonly ClassField[] | null {
  const object = objectOf(cx, x);
  const cls = object?.kind === 'instance' ? objectOf(cx, object.cls) : object;
  return cls?.kind === 'class' && cls.flavor === 'dataclass' ? (cls.fields ?? null) : null;
}

function asDict(x: Value | undefined, cx: CallContext): Value {
  const fields = x && fieldsOf(x, cx);
  if (!fields) return unknown;
  const entries = fields.map(({ name }) => {
    const value = cx.getAttr(x, name);
    return [`s${name}`, { key: str(name), value: fieldsOf(value, cx) ? asDict(value, cx) : deep(value, cx, new Map()) }] as const;
  });
  return cx.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.from(entries), isOpen: false });
}

function shallow(x: Value, cx: CallContext): Value {
  const own = special(x, '__copy__', cx);
  if (own) return own;
  const object = objectOf(cx, x);
  return object?.kind === 'list' || object?.kind === 'dict' || object?.kind === 'instance' ? cx.alloc({ ...object }) : x;
}

/** What refers to itself is copied once. Layers and models have an identity that a copy does not share. */
function deep(x: Value, cx: CallContext, done: Map<number, Value>): Value {
  if (x.kind === 'tuple') return { ...x, items: x.items.map((item) => deep(item, cx, done)) };
  if (x.kind !== 'ref') return x;
  const known = done.get(x.id);
  if (known) return known;
  const object = objectOf(cx, x);
  switch (object?.kind) {
    case 'list': {
      const copy = cx.alloc(object);
      done.set(x.id, copy);
      cx.set(copy.id, { ...object, items: object.items?.map((item) => deep(item, cx, done)) ?? null });
      return copy;
    }
    case 'dict': {
      const copy = cx.alloc(object);
      done.set(x.id, copy);
      const entries = [...object.entries.entries()].map(
        ([key, entry]) => [key, { key: entry.key, value: deep(entry.value, cx, done) }] as const,
      );
      cx.set(copy.id, { ...object, entries: PersistentMap.from(entries) });
      return copy;
    }
    case 'instance': {
      const copy = cx.alloc(object);
      done.set(x.id, copy);
      const attrs = PersistentMap.from([...object.attrs.entries()].map(([name, value]) => [name, deep(value, cx, done)] as const));
      cx.set(copy.id, { ...object, attrs });
      return copy;
    }
    case 'class':
      return x;
    default:
      return unknown;
  }
}

function special(x: Value, name: string, cx: CallContext): Value | undefined {
  const object = objectOf(cx, x);
  return object?.kind === 'instance' && cx.member(object.cls, name) ? cx.callMethod(x, name) : undefined;
}
