import type { FunctionDef } from '../kernel';
import { fitShapes, isWhole, mixLikeTensorflow, msg, number, quotientOfTensorflow, toTensor, value } from '../kernel';
import type { TensorValue, Value } from '../../values/value';
import type { Taken } from './elementTypes';
import { checkType, realOf } from './elementTypes';
import { made, tensorflowOp, x } from './tensorflowOp';

/** What of an element type comes out: the same, truth values, or what holds a quotient. */
type Gives = 'same' | 'bool' | 'real' | 'quotient';

interface Unary {
  readonly name: string;
  readonly also?: readonly string[];
  readonly summary: string;
  readonly takes?: Taken;
  readonly gives?: Gives;
  readonly param?: string;
  readonly other?: readonly string[];
}

const unaries: readonly Unary[] = [
  { name: 'math.abs', also: ['abs'], summary: 'The absolute value of each element.', takes: 'signed', gives: 'real' },
  { name: 'math.acos', also: ['acos'], summary: 'The angle whose cosine each element is.' },
  { name: 'math.acosh', also: ['acosh'], summary: 'The inverse hyperbolic cosine of each element.' },
  { name: 'math.angle', summary: 'The angle of each complex number.', takes: 'inexact', gives: 'real', param: 'input' },
  { name: 'math.asin', also: ['asin'], summary: 'The angle whose sine each element is.' },
  { name: 'math.asinh', also: ['asinh'], summary: 'The inverse hyperbolic sine of each element.' },
  { name: 'math.atan', also: ['atan'], summary: 'The angle whose tangent each element is.' },
  { name: 'math.atanh', also: ['atanh'], summary: 'The inverse hyperbolic tangent of each element.' },
  { name: 'math.bessel_i0', summary: 'The modified Bessel function of order 0 of each element.', takes: 'narrow' },
  { name: 'math.bessel_i1', summary: 'The modified Bessel function of order 1 of each element.', takes: 'narrow' },
  { name: 'math.ceil', summary: 'Each element rounded up.', takes: 'floating' },
  { name: 'math.conj', summary: 'The complex conjugate of each element.', takes: 'number' },
  { name: 'math.cos', also: ['cos'], summary: 'The cosine of each element.' },
  { name: 'math.cosh', also: ['cosh'], summary: 'The hyperbolic cosine of each element.' },
  { name: 'math.digamma', summary: 'The derivative of the logarithm of the gamma function of each element.', takes: 'narrow' },
  { name: 'math.erf', summary: 'The error function of each element.', takes: 'floating' },
  { name: 'math.erfc', summary: 'The complementary error function of each element.', takes: 'floating' },
  { name: 'math.erfinv', summary: 'The inverse error function of each element.', takes: 'single' },
  { name: 'math.erfcinv', summary: 'The inverse complementary error function of each element.', takes: 'single' },
  { name: 'math.exp', also: ['exp'], summary: 'The exponential of each element.' },
  { name: 'math.expm1', summary: 'The exponential of each element minus 1.' },
  { name: 'math.floor', also: ['floor'], summary: 'Each element rounded down.', takes: 'floating' },
  { name: 'math.imag', summary: 'The imaginary part of each element.', takes: 'any', gives: 'real', param: 'input' },
  { name: 'math.is_finite', summary: 'Whether each element is finite.', takes: 'floating', gives: 'bool' },
  { name: 'math.is_inf', summary: 'Whether each element is infinite.', takes: 'floating', gives: 'bool' },
  { name: 'math.is_nan', summary: 'Whether each element is not a number.', takes: 'floating', gives: 'bool' },
  { name: 'math.lgamma', summary: 'The logarithm of the gamma function of each element.', takes: 'narrow' },
  { name: 'math.log', summary: 'The natural logarithm of each element.' },
  { name: 'math.log1p', summary: 'The natural logarithm of 1 plus each element.' },
  { name: 'math.log_sigmoid', summary: 'The logarithm of the sigmoid of each element.', takes: 'floating' },
  { name: 'math.logical_not', also: ['logical_not'], summary: 'The opposite of each truth value.', takes: 'boolean' },
  { name: 'math.ndtri', summary: 'The quantile of the normal distribution at each element.', takes: 'single' },
  { name: 'math.negative', also: ['negative'], summary: 'Each element with its sign turned.', takes: 'signed' },
  { name: 'math.real', summary: 'The real part of each element.', takes: 'number', gives: 'real', param: 'input' },
  { name: 'math.reciprocal', summary: 'One divided by each element.' },
  { name: 'math.reciprocal_no_nan', summary: 'One divided by each element, 0 where that is 0.' },
  { name: 'math.rint', summary: 'Each element rounded to the nearest whole number.', takes: 'single' },
  {
    name: 'math.round',
    also: ['round'],
    summary: 'Each element rounded to the nearest whole number, halves to the even one.',
    takes: 'real',
  },
  { name: 'math.rsqrt', summary: 'One divided by the square root of each element.' },
  { name: 'math.sigmoid', also: ['sigmoid', 'nn.sigmoid'], summary: 'The sigmoid of each element.' },
  { name: 'math.sign', also: ['sign'], summary: 'The sign of each element: -1, 0 or 1.', takes: 'signed' },
  { name: 'math.sin', also: ['sin'], summary: 'The sine of each element.' },
  { name: 'math.sinh', also: ['sinh'], summary: 'The hyperbolic sine of each element.' },
  {
    name: 'math.softplus',
    also: ['nn.softplus'],
    summary: 'The softplus of each element, a smooth ReLU.',
    takes: 'floating',
    param: 'features',
  },
  { name: 'math.sqrt', also: ['sqrt'], summary: 'The square root of each element.' },
  { name: 'math.square', also: ['square'], summary: 'The square of each element.', takes: 'number' },
  { name: 'math.tan', also: ['tan'], summary: 'The tangent of each element.' },
  { name: 'math.tanh', also: ['tanh', 'nn.tanh'], summary: 'The hyperbolic tangent of each element.' },
  { name: 'nn.elu', summary: 'The exponential linear unit of each element.', takes: 'floating', param: 'features' },
  {
    name: 'nn.gelu',
    summary: 'The Gaussian error linear unit of each element.',
    takes: 'floating',
    param: 'features',
    other: ['approximate', 'name'],
  },
  { name: 'nn.relu', summary: 'Each element, 0 where it is negative.', takes: 'real', param: 'features' },
  { name: 'nn.relu6', summary: 'Each element, cut off at 0 and 6.', takes: 'real', param: 'features' },
  { name: 'nn.selu', summary: 'The scaled exponential linear unit of each element.', takes: 'floating', param: 'features' },
  { name: 'nn.silu', also: ['nn.swish'], summary: 'Each element times its sigmoid.', param: 'features', other: ['beta'] },
  {
    name: 'nn.softsign',
    also: ['math.softsign'],
    summary: 'Each element divided by 1 plus its absolute value.',
    takes: 'floating',
    param: 'features',
  },
  { name: 'identity', summary: 'A tensor with the same contents.', takes: 'any', param: 'input' },
  { name: 'stop_gradient', summary: 'The same tensor, as a constant for the gradient.', takes: 'any', param: 'input' },
];

/** Functions of each element by itself. */
export const unaryFunctions: readonly FunctionDef[] = unaries.map((row) => {
  const { name, takes = 'inexact', gives = 'same', param = 'x' } = row;
  return tensorflowOp({
    name,
    also: row.also ?? [],
    summary: row.summary,
    params: { [param]: x() },
    other: row.other ?? ['name'],
    codes: takes === 'any' ? [] : ['dtype-mismatch'],
    call(args, cx) {
      const input = args[param] as TensorValue;
      checkType(input, takes, cx, param);
      return made(cx, [input], input.shape, gives === 'bool' ? 'bool' : gives === 'real' ? realOf(input.dtype) : input.dtype);
    },
    examples: [
      `tf.${name}(${takes === 'boolean' ? 'tf.constant([True, False])' : 'tf.zeros((2, 3))'})  #> ${takes === 'boolean' ? '[2]' : '[2, 3]'}`,
      ...(takes === 'any'
        ? []
        : [
            `tf.${name}(tf.constant(${takes === 'number' || takes === 'signed' || takes === 'real' ? '[True]' : '[1, 2]'}))  #! error[dtype-mismatch]: ${name.slice(name.lastIndexOf('.') + 1)}`,
          ]),
    ],
  });
});

/** The leaky ReLU: elements below 0 are scaled by `alpha`. */
export const leakyRelu = tensorflowOp({
  name: 'nn.leaky_relu',
  summary: 'Each element, scaled by `alpha` where it is negative.',
  params: { features: x(), alpha: number(0.2) },
  codes: ['dtype-mismatch'],
  call({ features }, cx) {
    checkType(features, 'real', cx, 'features');
    return made(cx, [features], features.shape, features.dtype !== null && isWhole(features.dtype) ? 'float32' : features.dtype);
  },
  examples: ['tf.nn.leaky_relu(tf.zeros((2, 3)))  #> [2, 3]', 'tf.nn.leaky_relu(tf.constant([True]))  #! error[dtype-mismatch]: bool'],
});

interface Binary {
  readonly name: string;
  readonly also?: readonly string[];
  readonly summary: string;
  readonly takes?: Taken;
  readonly gives?: Gives;
  readonly params?: readonly [string, string];
}

const binaries: readonly Binary[] = [
  { name: 'math.add', also: ['add'], summary: 'The sum of two tensors, element by element.' },
  { name: 'math.subtract', also: ['subtract'], summary: 'The difference of two tensors, element by element.' },
  { name: 'math.multiply', also: ['multiply'], summary: 'The product of two tensors, element by element.' },
  { name: 'math.divide', also: ['divide'], summary: 'The quotient of two tensors, element by element, with fractions.', gives: 'quotient' },
  {
    name: 'math.truediv',
    also: ['truediv'],
    summary: 'The quotient of two tensors with fractions, also of whole numbers.',
    gives: 'quotient',
  },
  { name: 'math.divide_no_nan', summary: 'The quotient of two tensors, 0 where the divisor is 0.', gives: 'quotient' },
  { name: 'math.floordiv', summary: 'The quotient of two tensors, rounded down.', takes: 'real' },
  { name: 'math.floormod', also: ['math.mod'], summary: 'The remainder of a division rounded down.', takes: 'real' },
  { name: 'math.pow', also: ['pow'], summary: 'One tensor to the power of the other.', takes: 'signed' },
  { name: 'math.maximum', also: ['maximum'], summary: 'The larger of two elements.', takes: 'real' },
  { name: 'math.minimum', also: ['minimum'], summary: 'The smaller of two elements.', takes: 'real' },
  { name: 'math.squared_difference', summary: 'The square of the difference, element by element.' },
  { name: 'math.atan2', also: ['atan2'], summary: 'The angle of the point with these coordinates.', takes: 'floating', params: ['y', 'x'] },
  { name: 'math.xlogy', summary: '`x` times the logarithm of `y`, 0 where `x` is 0.', takes: 'inexact' },
  { name: 'math.xdivy', summary: '`x` divided by `y`, 0 where `x` is 0.', takes: 'inexact' },
  { name: 'math.multiply_no_nan', summary: 'The product of two tensors, 0 where `y` is 0.', takes: 'inexact' },
  { name: 'math.equal', also: ['equal'], summary: 'Whether the elements are equal.', takes: 'any', gives: 'bool' },
  { name: 'math.not_equal', also: ['not_equal'], summary: 'Whether the elements differ.', takes: 'any', gives: 'bool' },
  { name: 'math.greater', also: ['greater'], summary: 'Whether the elements of the first are larger.', takes: 'real', gives: 'bool' },
  {
    name: 'math.greater_equal',
    also: ['greater_equal'],
    summary: 'Whether the elements of the first are at least as large.',
    takes: 'real',
    gives: 'bool',
  },
  { name: 'math.less', also: ['less'], summary: 'Whether the elements of the first are smaller.', takes: 'real', gives: 'bool' },
  {
    name: 'math.less_equal',
    also: ['less_equal'],
    summary: 'Whether the elements of the first are at most as large.',
    takes: 'real',
    gives: 'bool',
  },
  { name: 'math.logical_and', also: ['logical_and'], summary: 'Whether both truth values hold.', takes: 'boolean', gives: 'bool' },
  { name: 'math.logical_or', also: ['logical_or'], summary: 'Whether one of two truth values holds.', takes: 'boolean', gives: 'bool' },
  { name: 'math.logical_xor', summary: 'Whether exactly one of two truth values holds.', takes: 'boolean', gives: 'bool' },
  { name: 'bitwise.bitwise_and', summary: 'The bits that both numbers have.', takes: 'whole' },
  { name: 'bitwise.bitwise_or', summary: 'The bits that one of two numbers has.', takes: 'whole' },
  { name: 'bitwise.bitwise_xor', summary: 'The bits that exactly one of two numbers has.', takes: 'whole' },
  { name: 'bitwise.left_shift', summary: 'The bits of a number moved to the left.', takes: 'whole' },
  { name: 'bitwise.right_shift', summary: 'The bits of a number moved to the right.', takes: 'whole' },
];

/** Functions of two tensors that are broadcast against each other. */
export const binaryFunctions: readonly FunctionDef[] = binaries.map((row) => {
  const { name, takes = 'number', gives = 'same' } = row;
  const [first, second] = row.params ?? ['x', 'y'];
  const sample = takes === 'boolean' ? 'tf.constant([True])' : takes === 'whole' ? 'tf.constant([1, 2])' : 'tf.zeros((2, 3))';
  const label = name.slice(name.lastIndexOf('.') + 1);
  return tensorflowOp({
    name,
    also: row.also ?? [],
    summary: row.summary,
    params: { [first]: value(), [second]: value() },
    codes: ['dtype-mismatch', ...(gives === 'bool' && label.includes('equal') && takes === 'any' ? [] : ['broadcast-mismatch' as const])],
    call(args, cx) {
      const [left, right] = [args[first], args[second]] as [Value, Value];
      const [a, b] = [toTensor(left, cx.heap, 'tensorflow'), toTensor(right, cx.heap, 'tensorflow')];
      const shape = takes === 'any' ? fitQuietly(a, b) : fitShapes([a, b], cx);
      const mixed = mixLikeTensorflow(left, right, a, b);
      let dtype: string | null = null;
      if (mixed.fits) {
        ({ dtype } = mixed);
        if (dtype !== null) checkType({ ...a, dtype }, takes, cx, first);
      } else cx.report('dtype-mismatch', msg('{0} mixes no types: {1} and {2}', cx.label, ...mixed.types), { from: [a, b] });
      return made(cx, [a, b], shape, gives === 'bool' ? 'bool' : gives === 'quotient' ? quotientOfTensorflow(dtype) : dtype);
    },
    examples: [
      `tf.${name}(${sample}, ${sample})  #> ${takes === 'boolean' ? '[1]' : takes === 'whole' ? '[2]' : '[2, 3]'}`,
      ...(takes === 'boolean'
        ? [`tf.${name}(tf.constant([1]), tf.constant([1]))  #! error[dtype-mismatch]: int32`]
        : [`tf.${name}(tf.constant([1]), tf.constant([1.0]))  #! error[dtype-mismatch]: int32 and float32`]),
      ...(takes === 'any'
        ? []
        : takes === 'boolean' || takes === 'whole'
          ? [
              `tf.${name}(tf.cast(tf.zeros(2), ${takes === 'whole' ? 'tf.int32' : 'tf.bool'}), tf.cast(tf.zeros(3), ${takes === 'whole' ? 'tf.int32' : 'tf.bool'}))  #! error[broadcast-mismatch]: (2,), (3,)`,
            ]
          : [`tf.${name}(tf.zeros(2), tf.zeros(3))  #! error[broadcast-mismatch]: (2,), (3,)`]),
    ],
  });
});

/** Shapes that do not fit are no error where one asks whether two tensors are equal. */
function fitQuietly(a: TensorValue, b: TensorValue): TensorValue['shape'] {
  return fitShapes([a, b], { label: '', report: () => undefined });
}
