import type { CallContext, LibraryEntry } from '../kernel';
import { defineMethod, defineProperty, msg, value } from '../kernel';
import { dimAt, formatShape, rankOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { bool, int, none, tuple, unknown } from '../../values/value';
import { isLiteral, productOf, unknownDim } from '../../values/dim';
import { categoryOf } from './elementTypes';
import { inOrder, lastTwo } from './rearranging';
import { made, torchOp, x } from './torchOp';
import { axisIn, dimsOf, stridesOf } from './views';

/** The size of a tensor, or of one of its axes. */
function sizeOf(self: Value, dim: Value, cx: CallContext): Value {
  if (self.kind !== 'tensor') return unknown;
  const rank = rankOf(self.shape);
  if (dim.kind === 'none') return rank === null ? unknown : tuple(self.shape!.dims.map(int));
  if (dim.kind !== 'int' || typeof dim.value !== 'number') return int(unknownDim);
  if (rank === null) return int(dimAt(self.shape, dim.value));
  const axis = rank === 0 ? null : axisIn(self, dim.value, cx);
  if (rank === 0)
    cx.report('axis-out-of-range', msg('{0}: there is no axis {1} among {2}: {3}', cx.label, dim.value, 0, formatShape(self.shape)), {
      at: 'dim',
      from: [self],
    });
  return int(typeof axis === 'number' ? self.shape!.dims[axis]! : unknownDim);
}

function countOf(self: Value): Value {
  return int(self.kind === 'tensor' && self.shape && !self.shape.hasPrefix ? productOf(self.shape.dims) : unknownDim);
}

/** A number of the kind that an element type holds. */
export function plainNumber(dtype: string | null, n: number | null): Value {
  const category = dtype === null ? null : categoryOf(dtype);
  if (category === 'whole') return int(n ?? unknownDim);
  if (category === 'floating') return { kind: 'float', value: n };
  return category === 'bool' ? bool(n === null ? null : n !== 0) : unknown;
}

/** The one element as a plain number. */
function itemOf(self: TensorValue, cx: CallContext): Value {
  const own = dimsOf(self);
  const count = own ? productOf(own) : unknownDim;
  if (isLiteral(count) && count !== 1)
    cx.report('rank-mismatch', msg('{0} takes a tensor of one element, it has shape {1}', cx.label, formatShape(self.shape)), {
      from: [self],
    });
  return plainNumber(self.dtype, isLiteral(count) && count === 1 ? (self.data?.[0] ?? null) : null);
}

/** The elements as nested lists. */
function listOf(self: TensorValue, cx: CallContext): Value {
  const own = dimsOf(self);
  if (!own) return unknown;
  if (!own.length) return plainNumber(self.dtype, self.data?.[0] ?? null);
  const strides = stridesOf(own);
  const total = productOf(own);
  const rows = (axis: number, from: number): Value => {
    if (axis === own.length) return plainNumber(self.dtype, self.data?.[from] ?? null);
    const items = Array.from({ length: own[axis] as number }, (_, i) => rows(axis + 1, from + i * strides![axis]!));
    return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
  };
  if (strides && isLiteral(total) && total <= 1024) return rows(0, 0);
  const element = own.length === 1 ? plainNumber(self.dtype, null) : unknown;
  return cx.alloc({ kind: 'list', isSet: false, items: null, element, count: own[0]! });
}

function reversed(self: TensorValue, cx: CallContext): TensorValue {
  const own = dimsOf(self);
  return own
    ? inOrder(
        cx,
        self,
        own.map((_, i) => own.length - 1 - i),
      )
    : made(cx, [self], null, self.dtype);
}

/** A property of tensors. */
function property(name: string, read: (self: TensorValue, cx: CallContext) => Value): LibraryEntry {
  return defineProperty(`torch.Tensor.${name}`, (self, cx) => (self.kind === 'tensor' ? read(self, cx) : unknown));
}

/** A method that gives no tensor. */
function ask(name: string, answer: (self: TensorValue, cx: CallContext) => Value): LibraryEntry {
  return defineMethod({
    name: `torch.Tensor.${name}`,
    params: { self: value() },
    takesAnyKeyword: true,
    call: ({ self }, cx) => (self.kind === 'tensor' ? answer(self, cx) : unknown),
  });
}

const isOf =
  (category: string) =>
  ({ dtype }: TensorValue): Value =>
    bool(dtype === null ? null : categoryOf(dtype) === category);

/** Attributes and methods of tensors that give no tensor. */
export const tensorMembers: readonly LibraryEntry[] = [
  defineMethod({
    name: 'torch.Tensor.size',
    params: { self: value(), dim: value(none) },
    codes: ['axis-out-of-range'],
    call: ({ self, dim }, cx) => sizeOf(self, dim, cx),
  }),
  ...['dim', 'ndimension'].map((name) => ask(name, ({ shape }) => int(rankOf(shape) ?? unknownDim))),
  ...['numel', 'nelement'].map((name) => ask(name, countOf)),
  ask('__len__', (self) => int(dimAt(self.shape, 0))),
  ask('is_floating_point', isOf('floating')),
  ask('is_complex', isOf('complex')),
  ask('is_contiguous', () => bool(null)),
  ask('is_pinned', () => bool(null)),
  ask('get_device', () => int(unknownDim)),
  ask('storage_offset', () => int(unknownDim)),
  ask('data_ptr', () => int(unknownDim)),
  ask('element_size', ({ dtype }) => {
    const bits = /^(?:u?int|float|complex)(\d+)$/.exec(dtype ?? '')?.[1];
    return int(dtype === 'bool' ? 1 : dtype === 'bfloat16' ? 2 : bits === undefined ? unknownDim : Number(bits) / 8);
  }),
  defineMethod({ name: 'torch.Tensor.item', params: { self: x() }, codes: ['rank-mismatch'], call: ({ self }, cx) => itemOf(self, cx) }),
  defineMethod({ name: 'torch.Tensor.tolist', params: { self: x() }, call: ({ self }, cx) => listOf(self, cx) }),
  property('dtype', ({ dtype }) => (dtype === null ? unknown : { kind: 'library', path: `torch.${dtype}` })),
  property('device', () => ({ kind: 'unknown', path: 'torch.device()' })),
  property('T', reversed),
  property('mT', (self, cx) => lastTwo(self, cx, 'mT')),
  property('mH', (self, cx) => lastTwo(self, cx, 'mH')),
  property('H', (self, cx) => lastTwo(self, cx, 'H', true)),
  property('data', (self) => self),
  property('requires_grad', () => bool(null)),
  property('is_leaf', () => bool(null)),
  property('is_cuda', () => bool(null)),
  property('is_sparse', () => bool(false)),
  property('is_quantized', () => bool(false)),
  property('is_meta', () => bool(null)),
  property('nbytes', () => int(unknownDim)),
  property('itemsize', () => int(unknownDim)),
  property('grad', () => unknown),
  property('grad_fn', () => unknown),
];

/** Functions of the module that ask the same. */
export const questions: readonly LibraryEntry[] = [
  ...torchOp({
    name: 'numel',
    summary: 'The number of elements of a tensor.',
    params: { input: x() },
    codes: [],
    call: ({ input }) => countOf(input),
    examples: ['torch.zeros(torch.numel(torch.zeros(2, 3)))  #> [6]'],
  }),
  ...torchOp({
    name: 'is_tensor',
    summary: 'Whether a value is a tensor of PyTorch.',
    params: { obj: value() },
    codes: [],
    call: ({ obj }) => bool(obj.kind === 'unknown' || obj.kind === 'ref' ? null : obj.kind === 'tensor' && obj.framework === 'torch'),
    examples: ['torch.zeros(2 if torch.is_tensor(torch.zeros(3)) else 3)  #> [2]'],
  }),
  ...torchOp({
    name: 'is_floating_point',
    summary: 'Whether a tensor holds floats.',
    params: { input: x() },
    codes: [],
    call: ({ input }) => isOf('floating')(input),
    examples: ['torch.zeros(2 if torch.is_floating_point(torch.zeros(3)) else 3)  #> [2]'],
  }),
  ...torchOp({
    name: 'is_complex',
    summary: 'Whether a tensor holds complex numbers.',
    params: { input: x() },
    codes: [],
    call: ({ input }) => isOf('complex')(input),
    examples: ['torch.zeros(2 if torch.is_complex(torch.zeros(3)) else 3)  #> [3]'],
  }),
];
