import type { ClassCode, Stmt } from '../ir/ir';
import { PersistentMap } from '../values/persistentMap';
import type { BoundArg, CallSite, ClassField, ClassObject, RefValue, Value } from '../values/value';
import { int, str, unknown } from '../values/value';
import { getAttr } from './attributes';
import { callValue, plainArgs } from './calls';
import { checkFields } from './reports/callArity';
import { findMember, hasForeignBase, mroOf } from './classes';
import type { CallArgs } from './functions';
import { callFunction } from './functions';
import { nodeSite } from './libraryMembers';
import type { Machine } from './machine';

/** What `@dataclass`, `NamedTuple` and `Enum` make of a class. */
export function flavorClass(m: Machine, cls: RefValue, decorators: readonly Value[]): void {
  const object = m.get(cls.id);
  if (object?.kind !== 'class' || m.isDead) return;
  const bases = mroOf(m, cls).slice(1);
  const isA = (path: string): boolean => object.bases.some((base) => base.kind === 'library' && base.path === path);
  if (decorators.some((d) => isDataclassDecorator(m, d))) {
    const inherited = bases.flatMap((base) => fieldsOf(m, base) ?? []);
    m.set(cls.id, { ...object, flavor: 'dataclass', fields: mergeFields(inherited, ownFields(m, object)) });
  } else if (isA('python.typing.NamedTuple')) m.set(cls.id, { ...object, flavor: 'namedtuple', fields: ownFields(m, object) });
  else if (bases.some((base) => base.kind === 'library' && enumBases.has(base.path))) makeMembers(m, cls, object);
}

const enumBases = new Set(['Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag'].map((name) => `python.enum.${name}`));

function isDataclassDecorator(m: Machine, value: Value): boolean {
  if (value.kind === 'library') return value.path === 'python.dataclasses.dataclass';
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  return object?.kind === 'object' && object.cls === 'python.dataclasses.dataclass';
}

function fieldsOf(m: Machine, cls: Value): readonly ClassField[] | undefined {
  const object = cls.kind === 'ref' ? m.get(cls.id) : undefined;
  return object?.kind === 'class' ? object.fields : undefined;
}

function mergeFields(inherited: readonly ClassField[], own: readonly ClassField[]): ClassField[] {
  const byName = new Map(inherited.map((field) => [field.name, field]));
  for (const field of own) byName.set(field.name, field);
  return [...byName.values()];
}

/** The annotated names of a class body, in order, with their defaults. */
function ownFields(m: Machine, { cls, attrs }: ClassObject): ClassField[] {
  return cls.body.flatMap((stmt: Stmt): ClassField[] => {
    if (stmt.k !== 'assign' || !stmt.annotation) return [];
    const [target] = stmt.targets;
    if (target?.k !== 'nameTarget' || isClassVar(stmt.annotation)) return [];
    const { name } = target;
    if (!stmt.value) return [{ name, fallback: null, factory: null, isInit: true }];
    const value = attrs.get(name) ?? unknown;
    const given = value.kind === 'ref' ? m.get(value.id) : undefined;
    if (given?.kind !== 'object' || given.cls !== 'python.dataclasses.field')
      return [{ name, fallback: value, factory: null, isInit: true }];
    const init = given.attrs.get('init');
    return [
      {
        name,
        fallback: given.attrs.get('default') ?? null,
        factory: given.attrs.get('default_factory') ?? null,
        isInit: !(init?.kind === 'bool' && init.value === false),
      },
    ];
  });
}

function isClassVar(annotation: NonNullable<Extract<Stmt, { k: 'assign' }>['annotation']>): boolean {
  const e = annotation.k === 'index' ? annotation.object : annotation;
  return (e.k === 'name' || e.k === 'attr') && e.name === 'ClassVar';
}

/** Each plain attribute of the body becomes a member with a name and a value. */
function makeMembers(m: Machine, cls: RefValue, object: ClassObject): void {
  let { attrs } = object;
  let last = 0;
  for (const [name, value] of object.attrs.entries()) {
    if (name.startsWith('_') || name.includes('.') || value.kind === 'function' || value.kind === 'method') continue;
    const isAuto = value.kind === 'library' && value.path === 'python.enum.auto()';
    const given: Value = isAuto ? int(last + 1) : value;
    if (given.kind === 'int' && typeof given.value === 'number') last = given.value;
    const member = m.alloc({
      kind: 'instance',
      cls,
      attrs: PersistentMap.from<string, Value>([
        ['name', str(name)],
        ['value', given],
      ]),
      isOpen: false,
    });
    attrs = attrs.set(name, member);
  }
  m.set(cls.id, { ...object, attrs, flavor: 'enum' });
}

export function membersOf(m: Machine, cls: RefValue): readonly Value[] | null {
  const object = m.get(cls.id);
  if (object?.kind !== 'class' || object.flavor !== 'enum') return null;
  return [...object.attrs.values()].filter((value) => {
    const member = value.kind === 'ref' ? m.get(value.id) : undefined;
    return member?.kind === 'instance' && member.cls.kind === 'ref' && member.cls.id === cls.id;
  });
}

/** An instance of a class whose instances are made by a library of Python; undefined for every other. */
export function makeFlavored(m: Machine, cls: RefValue, args: CallArgs, site: CallSite): Value | undefined {
  const holder = mroOf(m, cls)
    .map((each) => (each.kind === 'ref' ? m.get(each.id) : undefined))
    .find((each): each is ClassObject => each?.kind === 'class' && each.flavor !== undefined);
  if (!holder) return undefined;
  if (holder.flavor === 'enum') {
    const wanted = args.positional[0]?.value;
    const members = membersOf(m, cls) ?? [];
    const found = members.find((member) => wanted && m.frame.semantics.compare('==', getAttr(m, member, 'value'), wanted, m) === true);
    return found ?? unknown;
  }
  const fields = holder.fields ?? [];
  const own = m.get(cls.id);
  // A base that nobody sees may have fields of its own, before these.
  const isForeign = holder.flavor === 'dataclass' && hasForeignBase(m, cls);
  if (!isForeign && !findMember(m, cls, '__init__') && !findMember(m, cls, '__new__') && own?.kind === 'class' && !own.isOpaque)
    checkFields(m, fields, args, site, own.name);
  if (holder.flavor === 'namedtuple') {
    const values = bindFields(m, fields, args);
    return { kind: 'tuple', items: values, names: fields.map(({ name }) => name), cls: cls.id, name: holder.name };
  }
  if (findMember(m, cls, '__init__')) return undefined;
  const instance = m.alloc({ kind: 'instance', cls, attrs: PersistentMap.empty(), isOpen: isForeign || !args.isComplete });
  const values = bindFields(m, fields, isForeign && args.positional.length > 0 ? { ...args, positional: [], isComplete: false } : args);
  const object = m.get(instance.id);
  if (object?.kind === 'instance')
    m.set(instance.id, { ...object, attrs: PersistentMap.from(fields.map((field, i) => [field.name, values[i]!] as const)) });
  const after = findMember(m, cls, '__post_init__');
  if (after?.kind === 'function') callFunction(m, after, plainArgs([]), instance);
  return instance;
}

function bindFields(m: Machine, fields: readonly ClassField[], args: CallArgs): Value[] {
  let next = 0;
  return fields.map((field) => {
    let given: BoundArg | undefined;
    if (field.isInit) given = args.keyword.get(field.name) ?? args.positional[next];
    if (field.isInit && !args.keyword.has(field.name)) next++;
    if (given) return given.value;
    if (!args.isComplete) return unknown;
    if (field.factory) return callValue(m, field.factory, plainArgs([]), nodeSite(m));
    return field.fallback ?? unknown;
  });
}

/** A class that only a call makes: `namedtuple('Point', 'x y')`, `type('Name', bases, attrs)`. */
export function madeClass(
  m: Machine,
  name: string,
  more: { readonly bases?: readonly Value[]; readonly attrs?: PersistentMap<string, Value> } & Pick<ClassObject, 'flavor' | 'fields'>,
): RefValue {
  const cls: ClassCode = { name, nameFrom: 0, nameTo: 0, bases: [], body: [], doc: null };
  const { bases = [], attrs = PersistentMap.empty<string, Value>(), flavor, fields } = more;
  m.closures++;
  return m.alloc({
    kind: 'class',
    name,
    cls,
    home: m.frame.home,
    bases,
    attrs,
    scope: m.frame.scope,
    ...(flavor && { flavor }),
    ...(fields && { fields }),
  });
}
