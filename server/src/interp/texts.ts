import type { TextOf } from '../ops/python/text';
import { textOf } from '../ops/python/text';
import { isExceptionClass } from '../ops/python/exceptions';
import type { Value } from '../values/value';
import { callDunder } from './semantics/dunders';
import { mroOf } from './classes';
import type { Machine } from './machine';

/** Python's `str` or `repr` of any value; null when it is not known. */
export function pythonText(m: Machine, value: Value, how: 'str' | 'repr'): string | null {
  return textOf(value, how, m, asker(m));
}

/** Asks instances of classes of the program for their text. */
export function asker(m: Machine): TextOf {
  return (value, how) => {
    const object = value.kind === 'ref' ? m.get(value.id) : undefined;
    if (object?.kind === 'instance') {
      const own = (how === 'str' ? callDunder(m, value, '__str__', []) : undefined) ?? callDunder(m, value, '__repr__', []);
      if (own) return own.kind === 'str' ? own.value : null;
      const cls = object.cls.kind === 'ref' ? m.get(object.cls.id) : undefined;
      if (cls?.kind !== 'class') return null;
      if (cls.flavor === 'dataclass') {
        const parts = (cls.fields ?? []).map(({ name }) => {
          const text = pythonText(m, object.attrs.get(name) ?? { kind: 'unknown', path: null }, 'repr');
          return text === null ? null : `${name}=${text}`;
        });
        return parts.includes(null) ? null : `${cls.name}(${parts.join(', ')})`;
      }
      if (mroOf(m, object.cls).some((each) => each.kind === 'library' && isExceptionClass(each.path.slice(7))))
        return exceptionText(m, cls.name, object.attrs.get('args'), how);
      return null;
    }
    if (object?.kind === 'object' && object.cls.startsWith('python.') && isExceptionClass(object.cls.slice(7)))
      return exceptionText(m, object.cls.slice(7), object.attrs.get('args'), how);
    return null;
  };
}

function exceptionText(m: Machine, name: string, args: Value | undefined, how: 'str' | 'repr'): string | null {
  if (args?.kind !== 'tuple') return null;
  const parts = args.items.map((item) =>
    pythonText(m, item, how === 'str' && args.items.length === 1 && name !== 'KeyError' ? 'str' : 'repr'),
  );
  if (parts.includes(null)) return null;
  if (how === 'repr') return `${name}(${parts.join(', ')})`;
  return parts.length === 1 ? parts[0]! : parts.length === 0 ? '' : `(${parts.join(', ')})`;
}
