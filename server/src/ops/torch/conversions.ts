import type { CallContext, LibraryEntry } from '../kernel';
import { arrayOf, broadcastShapes, defineMethod, msg, readDims, readDtype, rest, toTensor, value } from '../kernel';
import { isLiteral } from '../../values/dim';
import { formatShape, shapeOf } from '../../values/shape';
import type { BoundArg, TensorValue, Value } from '../../values/value';
import { none, str, tuple, unknown } from '../../values/value';
import { categoryOf, promoteTypes, realType, resultType, torchType, typeNames } from './elementTypes';
import { cast } from './fromData';
import { made, torchOp, x } from './torchOp';
import { dimsOf } from './views';

/** The same elements in another type. */
function casted(self: TensorValue, type: string | null, cx: CallContext): TensorValue {
  if (type === self.dtype) return self;
  const category = type === null ? null : categoryOf(type);
  const range = self.range && (category === 'floating' || category === 'whole') ? self.range : null;
  return made(cx, [self], self.shape, type, { data: cast(self.data, type), range });
}

const casts: Readonly<Record<string, string>> = {
  ...typeNames,
  bfloat16: 'bfloat16',
  bool: 'bool',
  byte: 'uint8',
  char: 'int8',
};

/** An argument that says where something lies: a text, a device, or a name that speaks of one. */
function isPlace({ value: given, expr }: Pick<BoundArg, 'value' | 'expr'>): boolean {
  if (given.kind === 'str' || given.kind === 'int' || given.kind === 'bool' || given.kind === 'none') return true;
  if (given.kind !== 'unknown') return false;
  if (given.path !== null) return /device|cuda/.test(given.path);
  const name = expr?.k === 'name' ? expr.name : expr?.k === 'attr' ? expr.name : '';
  return /dev|gpu|cuda|rank|accelerator/i.test(name);
}

/** The type that an argument of `to` asks for: `undefined` for none, null when nobody knows. */
function typeAsked(given: Value, expr: BoundArg['expr']): string | null | undefined {
  if (given.kind === 'tensor') return given.dtype;
  return torchType(given) ?? (isPlace({ value: given, expr }) ? undefined : null);
}

const to = defineMethod({
  name: 'torch.Tensor.to',
  params: { self: x(), args: rest() },
  keywordParams: ['dtype', 'device', 'non_blocking', 'copy', 'memory_format', 'other'],
  call({ self, args }, cx, bound) {
    const named = bound.values.get('dtype')?.value;
    if (named && named.kind !== 'none') return casted(self, readDtype(named), cx);
    if (!args) return casted(self, null, cx);
    const expr = bound.values.get('args')?.expr ?? null;
    for (const given of [...args.slice(0, 2), ...(bound.values.has('other') ? [bound.values.get('other')!.value] : [])]) {
      const type = typeAsked(given, expr);
      if (type !== undefined) return casted(self, type, cx);
    }
    return self;
  },
});

/** The type that `x.type(...)` names. */
function namedType(given: Value): string | null {
  const path = given.kind === 'library' ? given.path : given.kind === 'unknown' ? given.path : given.kind === 'str' ? given.value : null;
  const cls = path === null ? undefined : /(?:^|\.)(\w+)Tensor$/.exec(path)?.[1];
  const word = cls?.toLowerCase();
  if (word !== undefined) return casts[word] ?? null;
  return torchType(given) ?? null;
}

/** What gives the very elements of its tensor. */
const same = 'detach detach_ clone contiguous cpu cuda xpu pin_memory share_memory_ to_dense coalesce refine_names'.split(' ');

/** What fills its tensor with other elements. */
const fills = 'random_ uniform_ normal_ bernoulli_ exponential_ geometric_ log_normal_ cauchy_ fill_ zero_ fill_diagonal_'.split(' ');

function copied(self: TensorValue, source: Value, cx: CallContext): TensorValue {
  const other = toTensor(source, cx.heap, 'torch');
  const merged = broadcastShapes(self.shape, other.shape);
  const [own, given] = [dimsOf(self), dimsOf(other)];
  const isLarger =
    own &&
    given &&
    (given.length > own.length || given.some((d, i) => own[own.length - given.length + i] === 1 && isLiteral(d) && d !== 1));
  if (!merged.fits || isLarger)
    cx.report(
      'broadcast-mismatch',
      msg('An array of shape {0} cannot be assigned to a part of shape {1}', formatShape(other.shape), formatShape(self.shape)),
      {
        at: 'src',
        from: [self, other],
      },
    );
  cx.forget(self);
  return { ...self, data: null, range: null };
}

/** Methods that give the tensor itself, as another type or as something else. */
export const conversions: readonly LibraryEntry[] = [
  to,
  ...Object.entries(casts).map(([name, type]) =>
    defineMethod({
      name: `torch.Tensor.${name}`,
      params: { self: x() },
      keywordParams: ['memory_format'],
      call: ({ self }, cx) => casted(self, type, cx),
    }),
  ),
  ...same.map((name) =>
    defineMethod({
      name: `torch.Tensor.${name}`,
      params: { self: x(), args: rest() },
      takesAnyKeyword: true,
      // A copy shares no memory.
      call: ({ self }) =>
        name === 'clone' && self.data ? { ...self, data: [...self.data], range: self.range ? { ...self.range } : null } : self,
    }),
  ),
  ...fills.map((name) =>
    defineMethod({
      name: `torch.Tensor.${name}`,
      params: { self: x(), args: rest() },
      takesAnyKeyword: true,
      call({ self, args }, cx) {
        cx.forget(self);
        const fill =
          name === 'zero_' ? 0 : name === 'fill_' && args?.[0]?.kind === 'int' && typeof args[0].value === 'number' ? args[0].value : null;
        return { ...self, data: null, range: fill === null ? null : { min: fill, max: fill } };
      },
    }),
  ),
  defineMethod({
    name: 'torch.Tensor.copy_',
    params: { self: x(), src: value() },
    otherParams: ['non_blocking'],
    codes: ['broadcast-mismatch'],
    call: ({ self, src }, cx) => copied(self, src, cx),
  }),
  defineMethod({
    name: 'torch.Tensor.type_as',
    params: { self: x(), other: x() },
    call: ({ self, other }, cx) => casted(self, other.dtype, cx),
  }),
  defineMethod({
    name: 'torch.Tensor.type',
    params: { self: x(), dtype: value(none) },
    takesAnyKeyword: true,
    call: ({ self, dtype }, cx) => (dtype.kind === 'none' ? str(null) : casted(self, namedType(dtype), cx)),
  }),
  ...['numpy', '__array__'].map((name) =>
    defineMethod({
      name: `torch.Tensor.${name}`,
      params: { self: x() },
      takesAnyKeyword: true,
      codes: ['dtype-mismatch'],
      call({ self }, cx) {
        if (self.dtype === 'bfloat16')
          cx.report('dtype-mismatch', msg('{0}: NumPy has no element type {1}', cx.label, self.dtype), { from: [self] });
        return arrayOf('numpy', self.shape, self.dtype, { data: self.data ?? null, range: self.range ?? null });
      },
    }),
  ),
];

const alike = [
  ['clone', 'A copy of a tensor.'],
  ['detach', 'The tensor without the memory of how it was computed.'],
] as const;

/** Functions that give a tensor as it is. */
export const copies: readonly LibraryEntry[] = alike.flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    params: { input: x() },
    keywords: ['memory_format'],
    codes: [],
    call: ({ input }) => (name === 'clone' && input.data ? { ...input, data: [...input.data] } : input),
    examples: [`torch.${name}(torch.zeros(2, 3))  #> [2, 3]`],
  }),
);

const complexOf: Readonly<Record<string, string>> = { float16: 'complex32', float32: 'complex64', float64: 'complex128' };

/** Complex numbers as pairs of real ones, and back. */
export const complexViews: readonly LibraryEntry[] = [
  ...torchOp({
    name: 'view_as_real',
    summary: 'Complex numbers as pairs of real ones on a new last axis.',
    params: { input: x() },
    codes: ['dtype-mismatch'],
    call({ input }, cx) {
      if (input.dtype !== null && categoryOf(input.dtype) !== 'complex')
        cx.report('dtype-mismatch', msg('{0} takes complex numbers, not {1}', cx.label, input.dtype), { from: [input] });
      const own = dimsOf(input);
      return made(cx, [input], own && shapeOf([...own, 2]), realType(input.dtype));
    },
    examples: [
      'torch.view_as_real(torch.zeros(2, 3, dtype=torch.complex64))  #> [2, 3, 2]',
      'torch.view_as_real(torch.zeros(2, 3))  #! error[dtype-mismatch]: not float32',
    ],
  }),
  ...torchOp({
    name: 'view_as_complex',
    summary: 'Pairs of real numbers on the last axis as complex ones.',
    params: { input: x() },
    codes: ['dim-mismatch', 'dtype-mismatch', 'rank-mismatch'],
    call({ input }, cx) {
      const own = dimsOf(input);
      const last = own?.at(-1);
      const isOther = input.dtype !== null && complexOf[input.dtype] === undefined;
      if (isOther)
        cx.report('dtype-mismatch', msg('{0} takes a tensor of a floating type, not {1}', cx.label, input.dtype), { from: [input] });
      else if (own && last === undefined)
        cx.report('rank-mismatch', msg('{0} takes tensors with axes: {1}', cx.label, formatShape(input.shape)), { from: [input] });
      else if (last !== undefined && isLiteral(last) && last !== 2)
        cx.report('dim-mismatch', msg('{0} takes pairs on the last axis: {1}', cx.label, formatShape(input.shape)), { from: [input] });
      return made(cx, [input], own && shapeOf(own.slice(0, -1)), input.dtype === null ? null : (complexOf[input.dtype] ?? null));
    },
    examples: [
      'torch.view_as_complex(torch.zeros(3, 2))  #> [3]',
      'torch.view_as_complex(torch.zeros(2, 3))  #! error[dim-mismatch]: pairs on the last axis',
      'torch.view_as_complex(torch.zeros(3, 2, dtype=torch.int64))  #! error[dtype-mismatch]: not int64',
      'torch.view_as_complex(torch.zeros(()))  #! error[rank-mismatch]: takes tensors with axes',
    ],
  }),
];

function typeValue(type: string | null): Value {
  return type === null ? unknown : { kind: 'library', path: `torch.${type}` };
}

/** What types become together. */
export const typeQuestions: readonly LibraryEntry[] = [
  ...torchOp({
    name: 'promote_types',
    summary: 'The element type that holds two others.',
    params: { type1: value(), type2: value() },
    codes: [],
    call: ({ type1, type2 }) => typeValue(promoteTypes(readDtype(type1), readDtype(type2))),
    examples: ['torch.zeros(2, dtype=torch.promote_types(torch.int64, torch.float32))  #> [2]'],
  }),
  ...torchOp({
    name: 'result_type',
    summary: 'The element type of an operation on two tensors or numbers.',
    params: { tensor: value(), other: value() },
    codes: [],
    call: ({ tensor, other }) => typeValue(resultType(tensor, other)),
    examples: ['torch.zeros(2, dtype=torch.result_type(torch.zeros(2), 1))  #> [2]'],
  }),
  defineMethod({
    name: 'torch.Size',
    isMethod: false,
    params: { size: value(none) },
    call({ size }, cx) {
      if (size.kind === 'none') return tuple([]);
      const extents = readDims(size, cx.heap);
      return extents ? tuple(extents.map((d): Value => ({ kind: 'int', value: d }))) : unknown;
    },
  }),
];
