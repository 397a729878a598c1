import type { CallContext, LibraryEntry } from '../kernel';
import { defineMethod, readDtype, rest, value } from '../kernel';
import type { TensorValue, Value } from '../../values/value';
import { bool, none, str, tuple, unknown } from '../../values/value';
import { asked, childrenOf, holderOf, mode, modulesIn } from './moduleTree';
import { moduleClass } from './torchModule';

function list(cx: CallContext, items: readonly Value[] | null): Value {
  return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
}

function named(cx: CallContext, items: readonly (readonly [string, Value])[] | null): Value {
  return list(cx, items?.map(([name, each]) => tuple([str(name), each])) ?? null);
}

/** What a walk over modules gives. A generator of the library: it is gone through once, which rules of lists do not mind. */
const walks: Readonly<Record<string, (self: Value, cx: CallContext) => Value>> = {
  parameters: (self, cx) => list(cx, cx.namedParameters(self)?.map(([, tensor]): TensorValue => tensor) ?? null),
  named_parameters: (self, cx) => named(cx, cx.namedParameters(self)),
  children: (self, cx) => list(cx, childrenOf(cx.heap, self)?.map(([, child]) => child) ?? null),
  named_children: (self, cx) => named(cx, childrenOf(cx.heap, self)),
  modules: (self, cx) => list(cx, isWhole(self, cx) ? modulesIn(cx.heap, self).map(([, each]) => each) : null),
  named_modules: (self, cx) => named(cx, isWhole(self, cx) ? modulesIn(cx.heap, self) : null),
  buffers: (_, cx) => list(cx, null),
  named_buffers: (_, cx) => list(cx, null),
};

function isWhole(self: Value, cx: CallContext): boolean {
  return modulesIn(cx.heap, self).every(([, each]) => childrenOf(cx.heap, each) !== null);
}

/** What changes where a module lies or how it behaves, and gives the module itself. */
const sameModule = 'to cuda cpu xpu ipu half float double bfloat16 type requires_grad_ to_empty share_memory compile'.split(' ');

/** The module, it and all below it with a mark of the rules'. */
function mark(self: Value, name: string, given: Value, cx: CallContext): Value {
  for (const [, each] of modulesIn(cx.heap, self)) cx.setAttr(holderOf(cx.heap, each), name, given);
  return self;
}

/** Keywords that say a type, or a tensor that has it. */
const takesType: ReadonlySet<string> = new Set(['dtype', 'dst_type', 'tensor']);

const typesByName: Readonly<Record<string, string>> = { half: 'float16', float: 'float32', double: 'float64', bfloat16: 'bfloat16' };

/** The type of the weights after a call that moves or converts a module; null where it leaves them as they are. */
function typeAfter(name: string, args: readonly Value[]): Value | null {
  const named = typesByName[name];
  if (named !== undefined) return str(named);
  if (name !== 'to' && name !== 'type') return null;
  for (const arg of args) {
    if (arg.kind === 'tensor') return arg.dtype === null ? unknown : str(arg.dtype);
    const type = arg.kind === 'library' || arg.kind === 'unknown' ? readDtype(arg) : null;
    if (type !== null) return str(type);
    // What nobody knows may be a type; a device mostly has a name.
    if (arg.kind === 'unknown' && arg.path === null) return unknown;
  }
  return null;
}

/** Methods of all modules. */
export const moduleMembers: readonly LibraryEntry[] = [
  ...Object.entries(walks).map(([name, walk]) =>
    defineMethod({
      name: `${moduleClass}.${name}`,
      params: { self: value() },
      otherParams: name.startsWith('named') ? ['prefix', 'recurse', 'remove_duplicate'] : ['recurse'],
      takesAnyKeyword: true,
      call({ self }, cx) {
        if (name.endsWith('parameters')) mark(self, asked, bool(true), cx);
        return walk(self, cx);
      },
    }),
  ),
  ...sameModule.map((name) =>
    defineMethod({
      name: `${moduleClass}.${name}`,
      params: { self: value(), args: rest() },
      takesAnyKeyword: true,
      call({ self, args }, cx, bound) {
        const to = typeAfter(name, [
          ...(args ?? [unknown]),
          ...[...bound.values].flatMap(([key, arg]) => (takesType.has(key) ? [arg.value] : [])),
        ]);
        return to ? mark(self, '#dtype', to, cx) : self;
      },
    }),
  ),
  defineMethod({
    name: `${moduleClass}.train`,
    params: { self: value(), mode: value(bool(true)) },
    call: ({ self, mode: given }, cx) => mark(self, mode, given.kind === 'bool' ? given : bool(null), cx),
  }),
  defineMethod({
    name: `${moduleClass}.eval`,
    params: { self: value() },
    call: ({ self }, cx) => mark(self, mode, bool(false), cx),
  }),
  defineMethod({
    name: `${moduleClass}.apply`,
    params: { self: value(), fn: value() },
    call({ self, fn }, cx) {
      for (const [, each] of modulesIn(cx.heap, self).slice(0, 64)) cx.call(fn, [each]);
      return self;
    },
  }),
  ...['add_module', 'register_module'].map((name) =>
    defineMethod({
      name: `${moduleClass}.${name}`,
      params: { self: value(), name: value(), module: value() },
      call({ self, name: given, module }, cx) {
        if (given.kind === 'str' && given.value !== null) cx.setAttr(self, given.value, module);
        return none;
      },
    }),
  ),
  defineMethod({
    name: `${moduleClass}.register_parameter`,
    params: { self: value(), name: value(), param: value() },
    call({ self, name, param }, cx) {
      if (name.kind === 'str' && name.value !== null) cx.setAttr(self, name.value, param);
      return none;
    },
  }),
  defineMethod({
    name: `${moduleClass}.register_buffer`,
    params: { self: value(), name: value(), tensor: value() },
    otherParams: ['persistent'],
    call({ self, name, tensor }, cx) {
      if (name.kind === 'str' && name.value !== null) cx.setAttr(self, name.value, tensor);
      return none;
    },
  }),
  defineMethod({
    name: `${moduleClass}.zero_grad`,
    params: { self: value() },
    otherParams: ['set_to_none'],
    call: () => none,
  }),
];
