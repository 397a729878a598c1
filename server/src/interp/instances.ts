import { isSubclass as isLibrarySubclass } from '../ops/registry';
import { isExceptionClass, isExceptionSubclass } from '../ops/python/exceptions';
import type { Value } from '../values/value';
import { mroOf } from './classes';
import { libraryClassOf } from './libraryMembers';
import type { Machine } from './machine';
import { iterateValue } from './loops/iterate';

/** Whether `isinstance(value, type)` holds; null when that cannot be told. */
export function isInstance(m: Machine, value: Value, type: Value): boolean | null {
  const types = type.kind === 'tuple' ? type.items : [type];
  if (type.kind === 'ref' && m.get(type.id)?.kind === 'list')
    return anyOf((iterateValue(m, type) ?? [{ kind: 'unknown', path: null } as const]).map((t) => isInstance(m, value, t)));
  return anyOf(types.map((each) => isOne(m, value, each)));
}

function anyOf(each: readonly (boolean | null)[]): boolean | null {
  return each.includes(true) ? true : each.includes(null) ? null : false;
}

/** Names of the built-in types that a plain value is an instance of. */
function plainTypes(m: Machine, value: Value): readonly string[] | null {
  switch (value.kind) {
    case 'int':
      return ['int'];
    case 'bool':
      return ['bool', 'int'];
    case 'float':
      return ['float'];
    case 'str':
      return ['str'];
    case 'none':
      return ['NoneType'];
    case 'tuple':
      return ['tuple'];
    case 'slice':
      return ['slice'];
    case 'range':
      return ['range'];
    case 'ref': {
      const object = m.get(value.id);
      if (object?.kind === 'list') return object.isView ? null : object.isDeque ? ['deque'] : object.isSet ? ['set'] : ['list'];
      if (object?.kind === 'dict') return ['dict'];
      return null;
    }
    default:
      return null;
  }
}

const builtinTypes = new Set([
  'int',
  'float',
  'bool',
  'str',
  'tuple',
  'list',
  'dict',
  'set',
  'range',
  'slice',
  'bytes',
  'complex',
  'frozenset',
  'bytearray',
  'type',
]);

function isOne(m: Machine, value: Value, type: Value): boolean | null {
  if (type.kind === 'library' && type.path === 'python.object') return true;
  if (value.kind === 'unknown' || type.kind === 'unknown') return null;
  const name = type.kind === 'library' && type.path.startsWith('python.') ? type.path.slice(7) : null;
  const plain = plainTypes(m, value);
  if (plain) {
    if (value.kind === 'tuple' && value.cls !== undefined && type.kind === 'ref') return value.cls === type.id;
    if (name !== null && builtinTypes.has(name)) return plain.includes(name);
    if (type.kind === 'ref' && m.get(type.id)?.kind === 'class') return false;
    // Abstract classes and the frameworks' own containers are not told apart here.
    return null;
  }
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'instance') return isSubclassOf(m, object.cls, type);
  if (object?.kind === 'class' && type.kind === 'ref') {
    // An exception may be raised as its class.
    return isSubclassOf(m, value, type);
  }
  if (name !== null && isExceptionClass(name)) {
    const own = object?.kind === 'object' ? object.cls : value.kind === 'library' ? value.path : null;
    return own?.startsWith('python.') && isExceptionClass(own.slice(7)) ? isExceptionSubclass(own.slice(7), name) : null;
  }
  if (type.kind === 'ref' && m.get(type.id)?.kind === 'class') {
    if (value.kind === 'tensor' || object?.kind === 'object' || object?.kind === 'layer' || object?.kind === 'model') return false;
    return value.kind === 'library' ? false : null;
  }
  // No container of the standard library is an array; what is abstract may take one in.
  if (value.kind === 'tensor' && name?.startsWith('collections.') && !name.includes('.abc.')) return false;
  if (name !== null && builtinTypes.has(name) && name !== 'type') {
    return value.kind === 'tensor' ||
      object?.kind === 'object' ||
      object?.kind === 'layer' ||
      object?.kind === 'model' ||
      value.kind === 'function'
      ? false
      : null;
  }
  const own = libraryClassOf(m, value);
  if (own !== null && type.kind === 'library') return isLibrarySubclass(own, type.path) ? true : null;
  return null;
}

/** Whether a class is another or inherits from it. */
export function isSubclassOf(m: Machine, cls: Value, of: Value): boolean | null {
  const types = of.kind === 'tuple' ? of.items : [of];
  if (types.length !== 1 || types[0] !== of) return anyOf(types.map((each) => isSubclassOf(m, cls, each)));
  if (of.kind === 'unknown' || cls.kind === 'unknown') return null;
  const order = mroOf(m, cls);
  let isForeign = false;
  for (const each of order) {
    if (each.kind === 'ref' && of.kind === 'ref' && each.id === of.id) return true;
    if (each.kind === 'library') {
      if (of.kind === 'library' && (each.path === of.path || isLibrarySubclass(each.path, of.path))) return true;
      if (of.kind === 'library' && each.path.startsWith('python.') && of.path.startsWith('python.')) {
        const [a, b] = [each.path.slice(7), of.path.slice(7)];
        if (isExceptionClass(a) && isExceptionClass(b)) {
          if (isExceptionSubclass(a, b)) return true;
          continue;
        }
      }
      isForeign = true;
    } else if (each.kind !== 'ref') isForeign = true;
  }
  if (of.kind === 'library' && of.path === 'python.object') return true;
  if (cls.kind === 'library' && of.kind === 'library' && cls.path === 'python.bool' && of.path === 'python.int') return true;
  if (of.kind === 'ref') return isForeign ? (m.get(of.id)?.kind === 'class' ? false : null) : false;
  return isForeign || of.kind !== 'library' || !of.path.startsWith('python.') ? null : false;
}
