import type { FunctionDef } from '../../kernel';
import { fitShapes, floatLikeKeras, promoteLikeKeras, promoteNumberLikeKeras, toTensor, value } from '../../kernel';
import type { TensorValue, Value } from '../../../values/value';
import { none } from '../../../values/value';
import { kerasOp, made, x } from './kerasOp';

type Gives = 'same' | 'float' | 'bool' | 'real';

const unaries: Readonly<Record<Gives, string>> = {
  float:
    'arccos arccosh arcsin arcsinh arctan arctanh cos cosh log log10 log1p log2 sin sinc sinh sqrt tan tanh exp exp2 expm1 ceil fabs floor cbrt deg2rad rad2deg i0 angle',
  same: 'relu relu6 sigmoid silu softplus softsign elu selu gelu celu hard_sigmoid hard_silu hard_tanh hard_shrink soft_shrink tanh_shrink squareplus log_sigmoid sparse_plus sparse_sigmoid erf erfc erfinv rsqrt reciprocal sign negative copy stop_gradient conj nan_to_num trunc round square sparsemax threshold bitwise_not bitwise_invert',
  bool: 'isfinite isinf isnan isneginf isposinf isreal logical_not signbit',
  real: 'abs absolute real imag',
};

/** Parameters behind the tensor. */
const others: Readonly<Record<string, readonly string[]>> = {
  elu: ['alpha'],
  celu: ['alpha'],
  gelu: ['approximate'],
  hard_shrink: ['threshold'],
  soft_shrink: ['threshold'],
  squareplus: ['b'],
  nan_to_num: ['nan', 'posinf', 'neginf'],
  round: ['decimals'],
  sparsemax: ['axis'],
  threshold: ['threshold', 'default_value'],
};

const second: Readonly<Record<string, readonly string[]>> = { silu: ['swish'], hard_silu: ['hard_swish'], conj: ['conjugate'] };

/** Functions of each element by itself. */
export const unaryFunctions: readonly FunctionDef[] = (Object.keys(unaries) as Gives[]).flatMap((gives) =>
  unaries[gives].split(' ').map((name) =>
    kerasOp({
      name,
      also: second[name] ?? [],
      params: { [name === 'stop_gradient' ? 'variable' : 'x']: x() },
      other: others[name] ?? [],
      call(args, cx) {
        const [input] = Object.values(args) as [TensorValue];
        const real = input.dtype === 'complex64' ? 'float32' : input.dtype === 'complex128' ? 'float64' : input.dtype;
        return made(
          cx,
          [input],
          input.shape,
          gives === 'bool' ? 'bool' : gives === 'float' ? floatLikeKeras(input.dtype) : gives === 'real' ? real : input.dtype,
        );
      },
    }),
  ),
);

const binaries: Readonly<Record<'same' | 'float' | 'bool', string>> = {
  same: 'add subtract multiply power maximum minimum fmax fmin mod fmod floor_divide bitwise_and bitwise_or bitwise_xor gcd lcm left_shift right_shift bitwise_left_shift bitwise_right_shift',
  float: 'divide true_divide divide_no_nan arctan2 logaddexp logaddexp2 hypot nextafter heaviside ldexp',
  bool: 'equal not_equal greater greater_equal less less_equal logical_and logical_or logical_xor isclose',
};

/** Functions of two tensors that are broadcast against each other. */
export const binaryFunctions: readonly FunctionDef[] = (['same', 'float', 'bool'] as const).flatMap((gives) =>
  binaries[gives].split(' ').map((name) => {
    const [first, last] = /^bitwise|_shift$/.test(name) ? ['x', 'y'] : ['x1', 'x2'];
    return kerasOp({
      name,
      params: { [first]: value(), [last]: value() },
      other: name === 'isclose' ? ['rtol', 'atol', 'equal_nan'] : [],
      call(args, cx) {
        const [left, right] = Object.values(args) as [Value, Value];
        const [a, b] = [toTensor(left, cx.heap, 'keras'), toTensor(right, cx.heap, 'keras')];
        const dtype = promoted(left, right, a, b);
        return made(cx, [a, b], fitShapes([a, b], cx), gives === 'bool' ? 'bool' : gives === 'float' ? floatLikeKeras(dtype) : dtype);
      },
    });
  }),
);

/** The type of two operands, numbers of the language among them. */
export function promoted(left: Value, right: Value, a: TensorValue, b: TensorValue): string | null {
  const number = (v: Value): 'int' | 'float' | 'bool' | null =>
    v.kind === 'int' || v.kind === 'float' || v.kind === 'bool' ? v.kind : null;
  const [p, q] = [number(left), number(right)];
  if (p && q) return promoteLikeKeras(a.dtype, b.dtype);
  return p ? promoteNumberLikeKeras(b.dtype, p) : q ? promoteNumberLikeKeras(a.dtype, q) : promoteLikeKeras(a.dtype, b.dtype);
}

export const clip = kerasOp({
  name: 'clip',
  params: { x: x(), x_min: value(), x_max: value() },
  call: ({ x, x_min, x_max }, cx) => {
    const [low, high] = [toTensor(x_min, cx.heap, 'keras'), toTensor(x_max, cx.heap, 'keras')];
    const isPlain = [x_min, x_max].every((v) => v.kind === 'int' || (v.kind === 'float' && x.dtype?.startsWith('float')));
    return made(cx, [x], fitShapes([x, low, high], cx), isPlain && x.dtype !== 'bool' ? x.dtype : null);
  },
});

export const leakyRelu = kerasOp({
  name: 'leaky_relu',
  params: { x: x(), negative_slope: value(none) },
  call: ({ x }, cx) => made(cx, [x], x.shape, floatLikeKeras(x.dtype)),
});

export const where = kerasOp({
  name: 'where',
  params: { condition: x(), x1: value(none), x2: value(none) },
  call({ condition, x1, x2 }, cx) {
    if (x1.kind === 'none' || x2.kind === 'none') return { kind: 'unknown', path: null };
    const [a, b] = [toTensor(x1, cx.heap, 'keras'), toTensor(x2, cx.heap, 'keras')];
    return made(cx, [condition, a, b], fitShapes([condition, a, b], cx), promoted(x1, x2, a, b));
  },
});
