import type { CallContext, FunctionDef, ParamSpec } from '../kernel';
import { defineMethod, fitShapes, flag, keyword, msg, number, text, value } from '../kernel';
import { int } from '../../values/value';
import type { MaybeShape } from '../../values/shape';
import type { Value } from '../../values/value';
import { categoryOf, resultType } from './elementTypes';
import { checkKind, intoSelf, operand, t, tensorOf, typeBy } from './operands';
import { made, torchOp } from './torchOp';

type Numbers = 'either' | 'other' | 'none';

interface More {
  readonly also?: readonly string[];
  /** Where plain numbers may stand in place of a tensor. */
  readonly numbers?: Numbers;
  readonly first?: string;
  readonly second?: string;
  readonly extra?: Readonly<Record<string, ParamSpec<unknown>>>;
  readonly other?: readonly string[];
  readonly noMethod?: boolean;
  readonly noInPlace?: boolean;
  readonly noOut?: boolean;
  /** Both tensors must have the same element type. */
  readonly sameType?: boolean;
}

/** Name, what becomes of the promoted element type (`TypeRule`), summary, and more. */
type Row = readonly [name: string, rule: string, summary: string, more?: More];

const alpha = { alpha: keyword(value(int(1), '1')) };

const arithmetic: readonly Row[] = [
  ['add', '====', 'The sum of two tensors, the second times `alpha`.', { numbers: 'either', extra: alpha }],
  ['sub', '====', 'The difference of two tensors, the second times `alpha`.', { also: ['subtract'], numbers: 'either', extra: alpha }],
  ['rsub', '====', 'The second tensor less the first times `alpha`.', { numbers: 'other', extra: alpha, noMethod: true, noOut: true }],
  ['mul', '====', 'The product of two tensors, element by element.', { also: ['multiply'], numbers: 'either' }],
  ['true_divide', 'ff==', 'The quotient of two tensors, with fractions.', { numbers: 'either' }],
  ['floor_divide', 'x==x', 'The quotient of two tensors, rounded down.', { numbers: 'either' }],
  ['remainder', 'x==x', 'The remainder of a division, with the sign of the divisor.', { numbers: 'either' }],
  ['fmod', 'x==x', 'The remainder of a division, with the sign of what is divided.', { numbers: 'other' }],
  ['maximum', '===x', 'The larger of two elements.', { noInPlace: true }],
  ['minimum', '===x', 'The smaller of two elements.', { noInPlace: true }],
  ['fmax', '===x', 'The larger of two elements, the number where one is none.', { noInPlace: true }],
  ['fmin', '===x', 'The smaller of two elements, the number where one is none.', { noInPlace: true }],
  ['atan2', 'ff=x', 'The angle of the point with two coordinates.', { also: ['arctan2'] }],
  ['copysign', 'ff=x', 'The first element with the sign of the second.', { numbers: 'other' }],
  ['ldexp', 'ff==', 'The first element times 2 to the power of the second.'],
  ['hypot', 'xx=x', 'The length of the hypotenuse over two sides.'],
  ['nextafter', 'xx=x', 'The next number after the first towards the second.'],
  ['logaddexp', 'xx==', 'The logarithm of the sum of two exponentials.', { noInPlace: true }],
  ['logaddexp2', 'xx=x', 'The logarithm to base 2 of the sum of two powers of 2.', { noInPlace: true }],
  ['gcd', 'x=xx', 'The greatest common divisor of two elements.'],
  ['lcm', 'x=xx', 'The least common multiple of two elements.'],
  ['igamma', 'xx=x', 'The lower incomplete gamma function.'],
  ['igammac', 'xx=x', 'The upper incomplete gamma function.'],
  ['xlogy', 'ff=x', 'The first element times the logarithm of the second.', { also: ['special.xlogy'], numbers: 'either' }],
];

const bits: readonly Row[] = [
  ['bitwise_and', '==xx', 'The bits that both elements have.', { numbers: 'either' }],
  ['bitwise_or', '==xx', 'The bits that one of the elements has.', { numbers: 'either' }],
  ['bitwise_xor', '==xx', 'The bits that one of the elements has alone.', { numbers: 'either' }],
  ['bitwise_left_shift', 'x=xx', 'The bits of the first element moved left.', { numbers: 'either' }],
  ['bitwise_right_shift', 'x=xx', 'The bits of the first element moved right.', { numbers: 'either' }],
  ['logical_and', 'bbbb', 'Whether both elements are true.'],
  ['logical_or', 'bbbb', 'Whether one of the elements is true.'],
  ['logical_xor', 'bbbb', 'Whether one of the elements alone is true.'],
];

const comparisons: readonly Row[] = [
  ['eq', 'bbbb', 'Whether two elements are equal.', { numbers: 'other' }],
  ['ne', 'bbbb', 'Whether two elements differ.', { also: ['not_equal'], numbers: 'other' }],
  ['gt', 'bbbx', 'Whether the first element is larger.', { also: ['greater'], numbers: 'other' }],
  ['ge', 'bbbx', 'Whether the first element is larger or equal.', { also: ['greater_equal'], numbers: 'other' }],
  ['lt', 'bbbx', 'Whether the first element is smaller.', { also: ['less'], numbers: 'other' }],
  ['le', 'bbbx', 'Whether the first element is smaller or equal.', { also: ['less_equal'], numbers: 'other' }],
  [
    'isclose',
    'bbbb',
    'Whether two elements are equal but for a tolerance.',
    {
      noInPlace: true,
      sameType: true,
      noOut: true,
      extra: { rtol: number(1e-5), atol: number(1e-8), equal_nan: flag(false) },
    },
  ],
];

const polynomials = [
  ['chebyshev_polynomial_t', 'The Chebyshev polynomial of the first kind.'],
  ['chebyshev_polynomial_u', 'The Chebyshev polynomial of the second kind.'],
  ['chebyshev_polynomial_v', 'The Chebyshev polynomial of the third kind.'],
  ['chebyshev_polynomial_w', 'The Chebyshev polynomial of the fourth kind.'],
  ['hermite_polynomial_h', "The physicist's Hermite polynomial."],
  ['hermite_polynomial_he', "The probabilist's Hermite polynomial."],
  ['laguerre_polynomial_l', 'The Laguerre polynomial.'],
  ['legendre_polynomial_p', 'The Legendre polynomial.'],
] as const;

const special: readonly Row[] = [
  ...polynomials.map(([name, summary]): Row => [`special.${name}`, 'ff=x', summary, { numbers: 'either', noMethod: true, second: 'n' }]),
  ['special.xlog1py', 'ff=x', 'The first element times the logarithm of 1 plus the second.', { numbers: 'either', noMethod: true }],
  ['special.zeta', 'ff=x', 'The Hurwitz zeta function.', { numbers: 'either', noMethod: true }],
  ['special.gammainc', 'xx=x', 'The regularized lower incomplete gamma function.', { noMethod: true }],
  ['special.gammaincc', 'xx=x', 'The regularized upper incomplete gamma function.', { noMethod: true }],
];

/** The shape and element type of the result of two operands. */
export function pairOf(
  name: string,
  rule: string,
  left: Value,
  right: Value,
  cx: CallContext,
  more: More = {},
): { readonly shape: MaybeShape; readonly dtype: string | null } {
  const [a, b] = [tensorOf(left), tensorOf(right)];
  const shape = fitShapes([a, b], cx);
  if (name === 'sub' || name === 'rsub') refuseBool([left, right], cx);
  if (more.sameType && a.dtype !== null && b.dtype !== null && a.dtype !== b.dtype) {
    refuseMixed(a.dtype, b.dtype, cx);
    return { shape, dtype: typeBy(rule, null, cx, 'other', []) };
  }
  const promoted = resultType(left, right);
  return { shape, dtype: typeBy(rule, promoted, cx, 'other', [a, b]) };
}

/** Reports two types that a function does not mix. */
export function refuseMixed(a: string, b: string, cx: CallContext): void {
  cx.report('dtype-mismatch', msg('{0} mixes no types: {1} and {2}', cx.label, a, b));
}

/** Truth values are not subtracted, be they in a tensor or one of the language's own. */
function refuseBool(values: readonly Value[], cx: CallContext): void {
  const isBool = values.some((each) => each.kind === 'bool' || (each.kind === 'tensor' && each.dtype === 'bool'));
  if (isBool) cx.report('dtype-mismatch', msg('{0}: PyTorch does not subtract truth values; use ^ or ~', cx.label));
}

function pairOp([name, rule, summary, more = {}]: Row): readonly FunctionDef[] {
  const { also = [], numbers = 'none', extra = {}, noMethod = false, noInPlace = false, noOut = false } = more;
  const first = more.first ?? 'input';
  const second = more.second ?? 'other';
  const names = [name, ...also.filter((each) => !each.startsWith('special.'))];
  const right = numbers === 'none' ? t() : operand();
  const params = { [first]: numbers === 'either' ? operand() : t(), [second]: right, ...extra };
  const call = (args: Readonly<Record<string, unknown>>, cx: CallContext): Value => {
    const [a, b] = [args[first] as Value, args[second] as Value];
    const { shape, dtype } = pairOf(name, rule, a, b, cx, more);
    return made(cx, [tensorOf(a), tensorOf(b)], shape, dtype);
  };
  const inPlace =
    noMethod || noInPlace
      ? []
      : names.map((each) =>
          defineMethod({
            name: `torch.Tensor.${each}_`,
            params: { [first]: t(), [second]: right, ...extra },
            synonyms: { x2: second },
            codes: ['broadcast-mismatch', 'dtype-mismatch'],
            call(args, cx) {
              const [a, b] = [args[first] as Value, args[second] as Value];
              const { shape, dtype } = pairOf(name, rule, a, b, cx, more);
              // Comparisons write 0 and 1.
              return intoSelf(tensorOf(a), shape, rule.startsWith('bbb') ? null : dtype, cx);
            },
          }),
        );
  const cast = rule.startsWith('xx') || rule.startsWith('ff') ? '' : rule === '==xx' || rule === 'x=xx' ? ', dtype=torch.int64' : '';
  const wrong =
    rule.indexOf('x') < 0 ? null : rule[3] === 'x' ? 'torch.ones(2, dtype=torch.complex64)' : rule[0] === 'x' ? 'torch.ones(2) > 0' : null;
  const sub = name === 'sub' || name === 'rsub' ? 'torch.ones(2) > 0' : wrong;
  return [
    ...torchOp({
      name,
      also,
      summary,
      method: !noMethod,
      methods: noMethod ? [] : names.slice(1),
      params,
      keywords: noOut ? [] : ['out'],
      codes: sub === null && !more.sameType ? ['broadcast-mismatch'] : ['broadcast-mismatch', 'dtype-mismatch'],
      call,
      examples: [
        `torch.${name}(torch.ones(4, 1${cast}), torch.ones(3${cast}))  #> [4, 3]`,
        `torch.${name}(torch.ones(4${cast}), torch.ones(3${cast}))  #! error[broadcast-mismatch]: do not fit`,
        ...(sub ? [`torch.${name}(${sub}, ${sub})  #! error[dtype-mismatch]: ${name.split('.').pop()}`] : []),
        ...(more.sameType
          ? [`torch.${name}(torch.ones(2), torch.ones(2, dtype=torch.int64))  #! error[dtype-mismatch]: mixes no types`]
          : []),
      ],
    }),
    ...inPlace,
  ];
}

/** Functions of two tensors, element by element: by broadcasting, with the promoted element type. */
export const pairs: readonly FunctionDef[] = [...arithmetic, ...bits, ...comparisons, ...special].flatMap(pairOp);

/** What a division with a way of rounding takes. */
const divided = { input: operand(), other: operand(), rounding_mode: keyword(text()) };

function quotient(input: Value, other: Value, mode: string | null, cx: CallContext): ReturnType<typeof pairOf> {
  return pairOf('div', mode === null ? 'ff==' : 'x==x', input, other, cx);
}

/** The quotient of two tensors, with fractions or rounded. */
export const div = [
  ...torchOp({
    name: 'div',
    also: ['divide'],
    summary: 'The quotient of two tensors, with fractions unless `rounding_mode` says otherwise.',
    method: true,
    methods: ['divide'],
    params: divided,
    keywords: ['out'],
    codes: ['broadcast-mismatch', 'dtype-mismatch'],
    call({ input, other, rounding_mode }, cx) {
      const { shape, dtype } = quotient(input, other, rounding_mode, cx);
      return made(cx, [tensorOf(input), tensorOf(other)], shape, dtype);
    },
    examples: [
      'torch.div(torch.ones(4, 1), torch.ones(3))  #> [4, 3]',
      'torch.div(torch.ones(4), torch.ones(3))  #! error[broadcast-mismatch]: do not fit',
      "torch.div(torch.ones(4) > 0, torch.ones(4) > 0, rounding_mode='floor')  #! error[dtype-mismatch]: does not take bool",
    ],
  }),
  ...['div_', 'divide_'].map((name) =>
    defineMethod({
      name: `torch.Tensor.${name}`,
      params: { ...divided, input: t() },
      codes: ['broadcast-mismatch', 'dtype-mismatch'],
      call({ input, other, rounding_mode }, cx) {
        const { shape, dtype } = quotient(input, other, rounding_mode, cx);
        return intoSelf(input, shape, dtype, cx);
      },
    }),
  ),
];

function power(base: Value, exponent: Value, cx: CallContext): ReturnType<typeof pairOf> {
  const isBoth = base.kind === 'tensor' && exponent.kind === 'tensor';
  const negative = exponent.kind === 'int' && typeof exponent.value === 'number' && exponent.value < 0 ? exponent.value : null;
  const isWhole = base.kind === 'tensor' && base.dtype !== null && categoryOf(base.dtype) === 'whole';
  if (negative !== null && isWhole)
    cx.report('dtype-mismatch', msg('{0}: whole numbers have no power {1}', cx.label, negative), { at: 'exponent' });
  return pairOf('pow', isBoth ? 'x===' : '====', base, exponent, cx);
}

/** Each element to a power. */
export const pow = [
  ...torchOp({
    name: 'pow',
    summary: 'Each element to the power of a number or of another tensor.',
    method: true,
    params: { input: operand(), exponent: operand() },
    keywords: ['out'],
    codes: ['broadcast-mismatch', 'dtype-mismatch'],
    call({ input, exponent }, cx) {
      const { shape, dtype } = power(input, exponent, cx);
      return made(cx, [tensorOf(input), tensorOf(exponent)], shape, dtype);
    },
    examples: [
      'torch.pow(torch.ones(2, 3), 2)  #> [2, 3]',
      'torch.pow(torch.ones(4), torch.ones(3))  #! error[broadcast-mismatch]: do not fit',
      'torch.pow(torch.ones(4, dtype=torch.int64), -1)  #! error[dtype-mismatch]: no power -1',
    ],
  }),
  defineMethod({
    name: 'torch.Tensor.pow_',
    params: { self: t(), exponent: operand() },
    codes: ['broadcast-mismatch', 'dtype-mismatch'],
    call({ self, exponent }, cx) {
      const { shape, dtype } = power(self, exponent, cx);
      return intoSelf(self, shape, dtype, cx);
    },
  }),
];

/** Each element to a power, in double precision. */
export const floatPower = [
  ...torchOp({
    name: 'float_power',
    summary: 'Each element to a power, in double precision.',
    method: true,
    params: { input: operand(), exponent: operand() },
    keywords: ['out'],
    codes: ['broadcast-mismatch'],
    call({ input, exponent }, cx) {
      const { shape, dtype } = pairOf('float_power', '====', input, exponent, cx);
      const category = dtype === null ? null : categoryOf(dtype);
      return made(
        cx,
        [tensorOf(input), tensorOf(exponent)],
        shape,
        category === null ? null : category === 'complex' ? 'complex128' : 'float64',
      );
    },
    examples: [
      'torch.float_power(torch.ones(2, 3), 2)  #> [2, 3]',
      'torch.float_power(torch.ones(4), torch.ones(3))  #! error[broadcast-mismatch]: do not fit',
    ],
  }),
];

/** What takes two tensors of one element type. */
export const typedPairs: readonly FunctionDef[] = (
  [
    ['heaviside', 'input', 'values', '===x', 'The unit step of each element, with a value for 0.'],
    ['complex', 'real', 'imag', 'xx=x', 'Complex numbers of two parts.'],
    ['polar', 'abs', 'angle', 'xx=x', 'Complex numbers of lengths and angles.'],
  ] as const
).flatMap(([name, first, second, rule, summary]) => {
  const isComplex = name !== 'heaviside';
  return torchOp({
    name,
    summary,
    method: !isComplex,
    params: { [first]: t(), [second]: t() },
    keywords: ['out'],
    codes: ['broadcast-mismatch', 'dtype-mismatch'],
    call(args, cx) {
      const [a, b] = [args[first]!, args[second]!];
      const shape = fitShapes([a, b], cx);
      checkKind(a, rule, cx, first);
      if (a.dtype !== null && b.dtype !== null && a.dtype !== b.dtype) refuseMixed(a.dtype, b.dtype, cx);
      const dtype = !isComplex ? a.dtype : a.dtype === 'float64' ? 'complex128' : a.dtype === 'float32' ? 'complex64' : null;
      return made(cx, [a, b], shape, dtype);
    },
    examples: [
      `torch.${name}(torch.ones(4, 1), torch.ones(3))  #> [4, 3]`,
      `torch.${name}(torch.ones(4), torch.ones(3))  #! error[broadcast-mismatch]: do not fit`,
      `torch.${name}(torch.ones(4), torch.ones(4, dtype=torch.float64))  #! error[dtype-mismatch]: mixes no types`,
    ],
  });
});

/** The unit step, written into the tensor. */
export const heavisideInPlace = defineMethod({
  name: 'torch.Tensor.heaviside_',
  params: { self: t(), values: t() },
  codes: ['broadcast-mismatch', 'dtype-mismatch'],
  call({ self, values }, cx) {
    if (self.dtype !== null && values.dtype !== null && self.dtype !== values.dtype) refuseMixed(self.dtype, values.dtype, cx);
    checkKind(self, '===x', cx, 'input');
    return intoSelf(self, fitShapes([self, values], cx), null, cx);
  },
});
