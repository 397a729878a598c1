import type { CallContext, LibraryEntry } from '../kernel';
import { any, defineMethod, msg, rest, value } from '../kernel';
import type { Value } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';
import { childrenOf, holderOf, moduleParts, open } from './moduleTree';
import { torchModule } from './torchModule';

/** The class behind all modules: a class of the program inherits from it. */
export const module = torchModule({
  name: 'nn.Module',
  summary: 'The base class of all networks and their parts: it registers modules and parameters that become its attributes.',
  category: 'wrapper',
  params: {},
  codes: [],
  shape: () => null,
  examples: [],
});

/** Puts modules into a module under their positions. */
function put(self: Value, items: readonly Value[] | null, cx: CallContext, from = 0): void {
  if (!items) cx.setAttr(holderOf(cx.heap, self), open, none);
  items?.forEach((item, i) => {
    cx.setAttr(holderOf(cx.heap, self), String(from + i), item);
  });
}

/** What a container holds, in order; null when that is not known. */
function itemsOf(self: Value, cx: CallContext): readonly (readonly [string, Value])[] | null {
  const children = childrenOf(cx.heap, self);
  const object = moduleParts(cx.heap, self);
  if (!children || !object) return null;
  // An instance's own attributes are no items, though the library counts them.
  return children;
}

/** The modules of a dict that was given, by its keys. */
function fromDict(given: Value, cx: CallContext): readonly (readonly [string, Value])[] | null | undefined {
  const object = given.kind === 'ref' ? cx.heap.get(given.id) : undefined;
  if (object?.kind !== 'dict') return undefined;
  if (object.isOpen) return null;
  return [...object.entries.values()].flatMap(({ key, value: each }) =>
    key.kind === 'str' && key.value !== null ? [[key.value, each] as const] : [],
  );
}

function putNamed(self: Value, given: Value, cx: CallContext): void {
  const pairs = fromDict(given, cx) ?? pairsOf(cx.iterate(given));
  if (!pairs) cx.setAttr(holderOf(cx.heap, self), open, none);
  for (const [name, each] of pairs ?? []) cx.setAttr(holderOf(cx.heap, self), name, each);
}

function pairsOf(items: readonly Value[] | null): readonly (readonly [string, Value])[] | null {
  const pairs = items?.map((item) =>
    item.kind === 'tuple' && item.items.length === 2 && item.items[0]!.kind === 'str' && item.items[0].value !== null
      ? ([item.items[0].value, item.items[1]!] as const)
      : null,
  );
  return pairs?.every((pair) => pair !== null) ? pairs : null;
}

export const containers: readonly LibraryEntry[] = [
  ...torchModule({
    name: 'nn.Sequential',
    summary: 'Calls modules one after the other, each on what the one before gave.',
    category: 'wrapper',
    params: { args: rest() },
    codes: [],
    shape: () => null,
    examples: ['torch.nn.Sequential(torch.nn.Linear(8, 3), torch.nn.Linear(3, 2))(torch.zeros(4, 8))  #> [4, 2]'],
  }),
  ...torchModule({
    name: 'nn.ModuleList',
    summary: 'Holds modules in a list, so that their parameters are registered.',
    category: 'wrapper',
    params: { modules: any() },
    codes: [],
    shape: () => null,
    examples: ['torch.nn.ModuleList([torch.nn.Linear(8, 3)])[0](torch.zeros(4, 8))  #> [4, 3]'],
  }),
  ...torchModule({
    name: 'nn.ModuleDict',
    summary: 'Holds modules by name, so that their parameters are registered.',
    category: 'wrapper',
    params: { modules: any() },
    codes: [],
    shape: () => null,
    examples: ["torch.nn.ModuleDict({'out': torch.nn.Linear(8, 3)})['out'](torch.zeros(4, 8))  #> [4, 3]"],
  }),
  defineMethod({
    name: 'torch.nn.Sequential.#fill',
    params: { self: value(), args: rest() },
    call({ self, args }, cx) {
      const [only] = args ?? [];
      const named = args?.length === 1 && only ? fromDict(only, cx) : undefined;
      if (named !== undefined && only) putNamed(self, only, cx);
      else put(self, args, cx);
      return none;
    },
  }),
  defineMethod({
    name: 'torch.nn.ModuleList.#fill',
    params: { self: value(), modules: value(none) },
    call({ self, modules }, cx) {
      if (modules.kind !== 'none') put(self, cx.iterate(modules), cx);
      return none;
    },
  }),
  defineMethod({
    name: 'torch.nn.ModuleDict.#fill',
    params: { self: value(), modules: value(none) },
    call({ self, modules }, cx) {
      if (modules.kind !== 'none') putNamed(self, modules, cx);
      return none;
    },
  }),
  ...['Sequential', 'ModuleList'].flatMap((cls) => [
    defineMethod({
      name: `torch.nn.${cls}.__getitem__`,
      params: { self: value(), idx: value() },
      codes: ['axis-out-of-range'],
      call({ self, idx }, cx) {
        const items = itemsOf(self, cx);
        if (!items) return unknown;
        const list = cx.alloc({ kind: 'list', isSet: false, items: items.map(([, each]) => each), element: unknown });
        if (idx.kind === 'slice') {
          const cut = cx.iterate(cx.getItem(list, idx));
          return cut
            ? cx.callWith({ kind: 'library', path: `torch.nn.${cls}` }, cls === 'ModuleList' ? [tuple(cut)] : cut, new Map())
            : unknown;
        }
        if (idx.kind !== 'int' || typeof idx.value !== 'number') return cx.elementOf(list);
        const at = idx.value < 0 ? items.length + idx.value : idx.value;
        const item = items[at];
        if (!item) cx.report('axis-out-of-range', msg('There is no item {0}: {1} has {2}', idx.value, cls, items.length));
        return item?.[1] ?? unknown;
      },
    }),
    defineMethod({
      name: `torch.nn.${cls}.__setitem__`,
      params: { self: value(), idx: value(), module: value() },
      call({ self, idx, module: given }, cx) {
        const items = itemsOf(self, cx);
        if (idx.kind !== 'int' || typeof idx.value !== 'number' || !items) {
          cx.setAttr(holderOf(cx.heap, self), open, none);
          return none;
        }
        const name = items.at(idx.value)?.[0];
        if (name !== undefined) cx.setAttr(holderOf(cx.heap, self), name, given);
        return none;
      },
    }),
    defineMethod({
      name: `torch.nn.${cls}.__iter__`,
      params: { self: value() },
      call({ self }, cx) {
        const items = itemsOf(self, cx);
        return cx.alloc({ kind: 'list', isSet: false, items: items?.map(([, each]) => each) ?? null, element: unknown });
      },
    }),
    defineMethod({
      name: `torch.nn.${cls}.__len__`,
      params: { self: value() },
      call: ({ self }, cx) => int(itemsOf(self, cx)?.length ?? { kind: 'unknown' }),
    }),
    defineMethod({
      name: `torch.nn.${cls}.append`,
      params: { self: value(), module: value() },
      call({ self, module: given }, cx) {
        const items = itemsOf(self, cx);
        put(self, items ? [given] : null, cx, items?.length);
        return self;
      },
    }),
    defineMethod({
      name: `torch.nn.${cls}.extend`,
      params: { self: value(), modules: value() },
      call({ self, modules }, cx) {
        const items = itemsOf(self, cx);
        put(self, items && cx.iterate(modules), cx, items?.length);
        return self;
      },
    }),
  ]),
  defineMethod({
    name: 'torch.nn.ModuleDict.__getitem__',
    params: { self: value(), key: value() },
    codes: ['missing-attribute'],
    call({ self, key }, cx) {
      const items = itemsOf(self, cx);
      if (!items || key.kind !== 'str' || key.value === null) return unknown;
      const item = items.find(([name]) => name === key.value);
      if (!item)
        cx.report(
          'missing-attribute',
          msg('There is no key {0}; the keys are {1}', `'${key.value}'`, items.map(([name]) => `'${name}'`).join(', ')),
        );
      return item?.[1] ?? unknown;
    },
  }),
  defineMethod({
    name: 'torch.nn.ModuleDict.__setitem__',
    params: { self: value(), key: value(), module: value() },
    call({ self, key, module: given }, cx) {
      const name = key.kind === 'str' ? key.value : null;
      cx.setAttr(holderOf(cx.heap, self), name ?? open, given);
      return none;
    },
  }),
  defineMethod({
    name: 'torch.nn.ModuleDict.__len__',
    params: { self: value() },
    call: ({ self }, cx) => int(itemsOf(self, cx)?.length ?? { kind: 'unknown' }),
  }),
  ...(['__iter__', 'keys', 'values', 'items'] as const).map((name) =>
    defineMethod({
      name: `torch.nn.ModuleDict.${name}`,
      params: { self: value() },
      call({ self }, cx) {
        const items = itemsOf(self, cx)?.map(([key, each]): Value =>
          name === 'values' ? each : name === 'items' ? tuple([str(key), each]) : str(key),
        );
        return cx.alloc({ kind: 'list', isSet: false, items: items ?? null, element: unknown });
      },
    }),
  ),
];
