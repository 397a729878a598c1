import type { CallContext, LibraryEntry } from '../kernel';
import { any, arrayOf, defineMethod, flag, msg, value } from '../kernel';
import { shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, str, tuple, unknown } from '../../values/value';
import { categoryOf } from './elementTypes';
import { heldBy, moduleParts, open } from './moduleTree';
import { torchModule } from './torchModule';
import { torchOp, x } from './torchOp';

/** A tensor as a parameter: modules register what is one. */
function parameter(tensor: TensorValue): TensorValue {
  return { ...tensor, isVariable: true };
}

/** What a list or dict of parameters holds, in order; null when that is not known. */
function heldIn(self: Value, cx: CallContext): readonly (readonly [string, Value])[] | null {
  const parts = moduleParts(cx.heap, self);
  return !parts || parts.module.attrs?.get(open) ? null : heldBy({ ...parts, instance: null });
}

/** The object that keeps what a container holds, also for an instance of a class of the program. */
function keeper(self: Value, cx: CallContext): Value {
  const object = self.kind === 'ref' ? cx.heap.get(self.id) : undefined;
  return object?.kind === 'instance' && object.base !== undefined ? { kind: 'ref', id: object.base } : self;
}

function put(self: Value, name: string, held: Value, cx: CallContext): void {
  cx.setAttr(keeper(self, cx), name, held.kind === 'tensor' ? parameter(held) : held);
}

function putAll(self: Value, given: readonly Value[] | null, cx: CallContext, from = 0): void {
  if (!given) put(self, open, none, cx);
  given?.forEach((each, i) => {
    put(self, String(from + i), each, cx);
  });
}

/** Pairs of a dict, or of a sequence of pairs. */
function putNamed(self: Value, given: Value, cx: CallContext): void {
  const object = given.kind === 'ref' ? cx.heap.get(given.id) : undefined;
  const pairs =
    object?.kind === 'dict'
      ? object.isOpen
        ? null
        : [...object.entries.values()].map(({ key, value: held }) => [key, held] as const)
      : (cx
          .iterate(given)
          ?.map((item) => (item.kind === 'tuple' && item.items.length === 2 ? ([item.items[0]!, item.items[1]!] as const) : null)) ?? null);
  if (!pairs) put(self, open, none, cx);
  for (const pair of pairs ?? []) {
    if (pair?.[0].kind === 'str' && pair[0].value !== null) put(self, pair[0].value, pair[1], cx);
    else put(self, open, none, cx);
  }
}

function list(items: readonly Value[] | null, cx: CallContext): Value {
  return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
}

export const parameters: readonly LibraryEntry[] = [
  ...torchOp({
    name: 'nn.Parameter',
    also: ['nn.parameter.Parameter'],
    summary: 'A tensor that a module registers as its own, so that an optimizer finds it.',
    category: 'utility',
    params: { data: x('None'), requires_grad: flag(true) },
    codes: ['dtype-mismatch'],
    call({ data, requires_grad }, cx, bound) {
      const given = bound.values.get('data')?.value;
      if (!given || given.kind === 'none') return parameter(arrayOf('torch', bound.isComplete ? shapeOf([0]) : null, 'float32'));
      const category = data.dtype === null ? null : categoryOf(data.dtype);
      if (requires_grad === true && (category === 'whole' || category === 'bool'))
        cx.report('dtype-mismatch', msg('{0} takes floats, it gets a tensor of type {1}', cx.label, data.dtype!), {
          at: 'data',
          from: [data],
        });
      return parameter({ ...data, framework: 'torch' });
    },
    examples: [
      'torch.nn.Parameter(torch.zeros(3, 4))  #> [3, 4]',
      'torch.nn.Parameter(torch.zeros(3, dtype=torch.int64))  #! error[dtype-mismatch]: takes floats',
    ],
  }),
  ...torchModule({
    name: 'nn.ParameterList',
    summary: 'Holds parameters in a list, so that they are registered.',
    category: 'wrapper',
    params: { values: any() },
    codes: [],
    shape: () => null,
    examples: ['torch.nn.ParameterList([torch.zeros(3, 4)])[0]  #> [3, 4]'],
  }),
  ...torchModule({
    name: 'nn.ParameterDict',
    summary: 'Holds parameters by name, so that they are registered.',
    category: 'wrapper',
    params: { parameters: any() },
    codes: [],
    shape: () => null,
    examples: ["torch.nn.ParameterDict({'w': torch.zeros(3, 4)})['w']  #> [3, 4]"],
  }),
  defineMethod({
    name: 'torch.nn.ParameterList.#fill',
    params: { self: value(), values: value(none) },
    call({ self, values }, cx) {
      if (values.kind !== 'none') putAll(self, cx.iterate(values), cx);
      return none;
    },
  }),
  defineMethod({
    name: 'torch.nn.ParameterDict.#fill',
    params: { self: value(), parameters: value(none) },
    call({ self, parameters: given }, cx) {
      if (given.kind !== 'none') putNamed(self, given, cx);
      return none;
    },
  }),
  defineMethod({
    name: 'torch.nn.ParameterList.__getitem__',
    params: { self: value(), idx: value() },
    codes: ['axis-out-of-range'],
    call({ self, idx }, cx) {
      const items = heldIn(self, cx);
      if (!items) return unknown;
      if (idx.kind === 'int' && typeof idx.value === 'number' && items.at(idx.value) === undefined) {
        cx.report('axis-out-of-range', msg('There is no item {0}: {1} has {2}', idx.value, 'ParameterList', items.length));
        return unknown;
      }
      return cx.getItem(
        list(
          items.map(([, each]) => each),
          cx,
        ),
        idx,
      );
    },
  }),
  defineMethod({
    name: 'torch.nn.ParameterList.__setitem__',
    params: { self: value(), idx: value(), param: value() },
    call({ self, idx, param }, cx) {
      const at = idx.kind === 'int' && typeof idx.value === 'number' ? heldIn(self, cx)?.at(idx.value)?.[0] : undefined;
      put(self, at ?? open, at === undefined ? none : param, cx);
      return none;
    },
  }),
  defineMethod({
    name: 'torch.nn.ParameterList.__iter__',
    params: { self: value() },
    call: ({ self }, cx) => list(heldIn(self, cx)?.map(([, each]) => each) ?? null, cx),
  }),
  ...(['append', 'extend'] as const).map((name) =>
    defineMethod({
      name: `torch.nn.ParameterList.${name}`,
      params: { self: value(), value: value() },
      call({ self, value: given }, cx) {
        const n = heldIn(self, cx)?.length;
        putAll(self, n === undefined ? null : name === 'append' ? [given] : cx.iterate(given), cx, n);
        return self;
      },
    }),
  ),
  ...['ParameterList', 'ParameterDict'].map((cls) =>
    defineMethod({
      name: `torch.nn.${cls}.__len__`,
      params: { self: value() },
      call: ({ self }, cx) => int(heldIn(self, cx)?.length ?? { kind: 'unknown' }),
    }),
  ),
  defineMethod({
    name: 'torch.nn.ParameterDict.__getitem__',
    params: { self: value(), key: value() },
    codes: ['missing-attribute'],
    call({ self, key }, cx) {
      const items = heldIn(self, cx);
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
    name: 'torch.nn.ParameterDict.__setitem__',
    params: { self: value(), key: value(), param: value() },
    call({ self, key, param }, cx) {
      if (key.kind === 'str' && key.value !== null) put(self, key.value, param, cx);
      else put(self, open, none, cx);
      return none;
    },
  }),
  defineMethod({
    name: 'torch.nn.ParameterDict.update',
    params: { self: value(), parameters: value() },
    call({ self, parameters: given }, cx) {
      putNamed(self, given, cx);
      return none;
    },
  }),
  ...(['__iter__', 'keys', 'values', 'items'] as const).map((name) =>
    defineMethod({
      name: `torch.nn.ParameterDict.${name}`,
      params: { self: value() },
      call({ self }, cx) {
        const items = heldIn(self, cx)?.map(([key, each]): Value =>
          name === 'values' ? each : name === 'items' ? tuple([str(key), each]) : str(key),
        );
        return list(items ?? null, cx);
      },
    }),
  ),
];
