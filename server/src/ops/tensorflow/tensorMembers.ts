import type { CallContext, LibraryEntry } from '../kernel';
import { arrayOf, defineMethod, defineProperty, dims, msg, readDtype, toTensor, value } from '../kernel';
import { compareDims, freeDim } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { bool, int, none, tuple, unknown } from '../../values/value';
import { made, x } from './tensorflowOp';

/** The extents of a tensor as a program reads them. */
function extentsOf({ shape }: TensorValue): Value {
  if (rankOf(shape) === null) return unknown;
  return tuple(shape!.dims.map((d) => (d === freeDim ? { ...none, isExtent: true } : int(d))));
}

function asTensor(self: Value): TensorValue | null {
  return self.kind === 'tensor' ? self : null;
}

/** A variable takes only what has its shape. */
function assigned(self: TensorValue, given: Value, cx: CallContext): Value {
  const next = toTensor(given, cx.heap, 'tensorflow');
  const [p, q] = [rankOf(self.shape), rankOf(next.shape)];
  const differs =
    p !== null && q !== null && (p !== q || self.shape!.dims.some((d, i) => compareDims(d, next.shape!.dims[i]!) === 'different'));
  if (differs)
    cx.report('dim-mismatch', msg('{0}: a variable of {1} cannot become {2}', cx.label, formatShape(self.shape), formatShape(next.shape)), {
      at: 'value',
      from: [self, next],
    });
  return self;
}

/** Methods and properties of tensors and variables. */
export const tensorMembers: readonly LibraryEntry[] = [
  defineMethod({
    name: 'tensorflow.Tensor.numpy',
    params: { self: x() },
    call: ({ self }) => arrayOf('numpy', self.shape, self.dtype, { data: self.data ?? null, range: self.range ?? null }),
  }),
  defineMethod({
    name: 'tensorflow.Tensor.get_shape',
    params: { self: value() },
    call: ({ self }) => (self.kind === 'tensor' ? extentsOf(self) : unknown),
  }),
  defineMethod({
    name: 'tensorflow.Tensor.set_shape',
    params: { self: value(), shape: value() },
    codes: ['dim-mismatch'],
    call({ self, shape }, cx) {
      const wanted = dims().read(shape, cx.heap);
      if (self.kind !== 'tensor' || !wanted) return none;
      const own = rankOf(self.shape) === null ? null : self.shape!.dims;
      if (own && (own.length !== wanted.length || own.some((d, i) => compareDims(d, wanted[i]!) === 'different')))
        cx.report('dim-mismatch', msg('{0}: {1} does not fit {2}', cx.label, formatShape(shapeOf(wanted)), formatShape(self.shape)), {
          at: 'shape',
          from: [self],
        });
      else if (self.isSymbolic) cx.refine(self, shapeOf(wanted.map((d, i) => (d === freeDim ? (own?.[i] ?? freeDim) : d))));
      return none;
    },
  }),
  ...['assign', 'assign_add', 'assign_sub'].map((name) =>
    defineMethod({
      name: `tensorflow.Tensor.${name}`,
      params: { self: x(), [name === 'assign' ? 'value' : 'delta']: value() },
      otherParams: ['use_locking', 'name', 'read_value'],
      codes: ['dim-mismatch'],
      call: (args, cx) => assigned(args.self, (name === 'assign' ? args.value : args.delta) as Value, cx),
    }),
  ),
  ...['read_value', 'value', 'cpu', 'gpu'].map((name) =>
    defineMethod({ name: `tensorflow.Tensor.${name}`, params: { self: value() }, call: ({ self }) => self }),
  ),
  defineProperty('tensorflow.Tensor.device', () => ({ kind: 'str', value: null })),
  defineProperty('tensorflow.Tensor.name', () => ({ kind: 'str', value: null })),
  defineProperty('tensorflow.Tensor.trainable', () => bool(null)),
  defineProperty('tensorflow.Tensor.ndim', (self) => {
    const rank = rankOf(asTensor(self)?.shape ?? null);
    return rank === null ? { kind: 'int', value: { kind: 'unknown' } } : int(rank);
  }),
];

/** The shape and type of a tensor that is to come, as a tensor of which nothing else is known. */
export function specOf(shape: Value, dtype: Value, cx: CallContext): TensorValue {
  const items = shape.kind === 'none' ? null : cx.iterate(shape);
  const dims = items?.map((item) => (item.kind === 'int' ? item.value : item.kind === 'none' ? freeDim : ({ kind: 'unknown' } as const)));
  return made(cx, [], dims ? { dims, hasPrefix: false } : null, dtype.kind === 'none' ? 'float32' : readDtype(dtype));
}
