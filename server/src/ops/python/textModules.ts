import type { BuiltinFn, CallContext } from '../kernel';
import { listOf, objectOf } from '../kernel';
import { checkJson } from './checkJson';
import { unknownDim } from '../../values/dim';
import { PersistentMap } from '../../values/persistentMap';
import type { Value } from '../../values/value';
import { bool, float, int, none, str, unknown } from '../../values/value';

const nothing: BuiltinFn = () => none;
const someFloat: BuiltinFn = () => float(null);

/** Modules of texts, of time, and those that programs only pass through. */
export const textFunctions: Readonly<Record<string, Readonly<Record<string, BuiltinFn>>>> = {
  time: {
    time: someFloat,
    perf_counter: someFloat,
    monotonic: someFloat,
    process_time: someFloat,
    sleep: nothing,
    strftime: () => str(null),
    ctime: () => str(null),
    time_ns: () => int(unknownDim),
  },
  json: {
    loads: ([x], _kwargs, cx) => (x?.kind === 'str' && x.value !== null ? parsed(x.value, cx) : unknown),
    load: () => unknown,
    dumps: ([x], kwargs, cx) => {
      if (x && !kwargs.has('default') && !kwargs.has('cls')) checkJson(x, cx);
      return str(x && !kwargs.size ? written(x, cx) : null);
    },
    dump: ([x], kwargs, cx) => {
      if (x && !kwargs.has('default') && !kwargs.has('cls')) checkJson(x, cx);
      return none;
    },
  },
  string: { capwords: () => str(null) },
  re: {
    sub: () => str(null),
    split: (_args, _kwargs, cx) => listOf(cx, null, unknown),
    findall: (_args, _kwargs, cx) => listOf(cx, null, unknown),
    escape: () => str(null),
    compile: () => unknown,
    match: () => unknown,
    search: () => unknown,
    fullmatch: () => unknown,
    finditer: () => unknown,
  },
  contextlib: {
    contextmanager: ([fn]) => fn ?? unknown,
    asynccontextmanager: ([fn]) => fn ?? unknown,
    suppress: () => unknown,
    nullcontext: ([x]) => x ?? none,
    closing: ([x]) => x ?? unknown,
    redirect_stdout: () => unknown,
    ExitStack: () => unknown,
  },
};

function parsed(text: string, cx: CallContext): Value {
  try {
    return fromJson(JSON.parse(text) as unknown, text, cx);
  } catch {
    return cx.raise('ValueError');
  }
}

/** `1.0` is a float in Python, and JavaScript does not tell it from `1`: a text with such numbers is left unknown. */
function fromJson(value: unknown, text: string, cx: CallContext): Value {
  if (value === null) return none;
  if (typeof value === 'string') return str(value);
  if (typeof value === 'boolean') return bool(value);
  if (typeof value === 'number') return Number.isInteger(value) ? (/\d\.0*\b|\de/i.test(text) ? unknown : int(value)) : float(value);
  if (Array.isArray(value))
    return listOf(
      cx,
      value.map((item: unknown) => fromJson(item, text, cx)),
      unknown,
    );
  const entries = Object.entries(value as object);
  // JavaScript puts keys that read as numbers first.
  const isOrdered = !entries.some(([key]) => /^\d+$/.test(key));
  const items = entries.map(([key, item]) => [`s${key}`, { key: str(key), value: fromJson(item, text, cx) }] as const);
  return cx.alloc({ kind: 'dict', isObject: false, entries: PersistentMap.from(items), isOpen: !isOrdered });
}

function written(value: Value, cx: CallContext): string | null {
  switch (value.kind) {
    case 'none':
      return 'null';
    case 'bool':
      return value.value === null ? null : String(value.value);
    case 'str':
      return value.value === null || /[^ -~]/.test(value.value) ? null : JSON.stringify(value.value);
    case 'int':
    case 'float':
      return cx.text(value, 'repr');
    case 'tuple': {
      const items = value.items.map((item) => written(item, cx));
      return items.includes(null) ? null : `[${items.join(', ')}]`;
    }
    default: {
      const object = objectOf(cx, value);
      if (object?.kind === 'list' && !object.isSet && object.items) {
        const items = object.items.map((item) => written(item, cx));
        return items.includes(null) ? null : `[${items.join(', ')}]`;
      }
      if (object?.kind !== 'dict' || object.isOpen) return null;
      const items = [...object.entries.values()].map(({ key, value: item }) => {
        const inner = written(item, cx);
        return key.kind !== 'str' || inner === null ? null : `${written(key, cx)}: ${inner}`;
      });
      return items.includes(null) ? null : `{${items.join(', ')}}`;
    }
  }
}
