import type { FunctionDef, ParamSpec, PropertyDef } from '../kernel';
import { any, defineMethod, defineProperty, keyword, value } from '../kernel';
import { none, unknown } from '../../values/value';
import { intoSelf, t, typeBy } from './operands';
import { made, torchOp } from './torchOp';

/** Name, what becomes of the element types (`TypeRule`), summary, and more. */
type Row = readonly [
  name: string,
  rule: string,
  summary: string,
  more?: {
    readonly also?: readonly string[];
    readonly other?: readonly string[];
    readonly keywords?: readonly string[];
    readonly isPlain?: boolean;
    readonly noMethod?: boolean;
    readonly noOut?: boolean;
  },
];

const waves: readonly Row[] = [
  ['acos', 'ff==', 'The arc cosine of each element.', { also: ['arccos'] }],
  ['acosh', 'ff==', 'The inverse hyperbolic cosine of each element.', { also: ['arccosh'] }],
  ['asin', 'ff==', 'The arc sine of each element.', { also: ['arcsin'] }],
  ['asinh', 'ff==', 'The inverse hyperbolic sine of each element.', { also: ['arcsinh'] }],
  ['atan', 'ff==', 'The arc tangent of each element.', { also: ['arctan'] }],
  ['atanh', 'ff==', 'The inverse hyperbolic tangent of each element.', { also: ['arctanh'] }],
  ['cos', 'ff==', 'The cosine of each element.'],
  ['cosh', 'ff==', 'The hyperbolic cosine of each element.'],
  ['sin', 'ff==', 'The sine of each element.'],
  ['sinh', 'ff==', 'The hyperbolic sine of each element.'],
  ['tan', 'ff==', 'The tangent of each element.'],
  ['tanh', 'ff==', 'The hyperbolic tangent of each element.'],
  ['sinc', 'ff==', 'The normalized sinc of each element.', { also: ['special.sinc'] }],
  ['deg2rad', 'ff=x', 'Degrees as radians.'],
  ['rad2deg', 'ff=x', 'Radians as degrees.'],
];

const powers: readonly Row[] = [
  ['exp', 'ff==', 'e to the power of each element.'],
  ['exp2', 'ff==', '2 to the power of each element.', { also: ['special.exp2'] }],
  ['expm1', 'ff==', 'e to the power of each element, less 1.', { also: ['special.expm1'] }],
  ['log', 'ff==', 'The natural logarithm of each element.'],
  ['log10', 'ff==', 'The logarithm to base 10 of each element.'],
  ['log1p', 'ff==', 'The logarithm of 1 plus each element.', { also: ['special.log1p'] }],
  ['log2', 'ff==', 'The logarithm to base 2 of each element.'],
  ['reciprocal', 'ff==', '1 divided by each element.'],
  ['rsqrt', 'ff==', '1 divided by the square root of each element.'],
  ['sqrt', 'ff==', 'The square root of each element.'],
  ['square', 'i===', 'The square of each element.'],
  ['sigmoid', 'ff==', 'The logistic function of each element.', { also: ['special.expit'] }],
  ['logit', 'ff=x', 'The inverse of the logistic function of each element.', { also: ['special.logit'], other: ['eps'] }],
];

const signs: readonly Row[] = [
  ['abs', 'x==r', 'The absolute value of each element.', { also: ['absolute'] }],
  ['angle', 'ff=r', 'The angle of each complex number.'],
  ['neg', 'x===', 'Each element with the other sign.', { also: ['negative'] }],
  ['positive', 'x===', 'Each element as it is; truth values are refused.', { isPlain: true, noOut: true }],
  ['sgn', '====', 'The sign of each element; of a complex number its direction.'],
  ['sign', '===x', 'The sign of each element.'],
  ['ceil', 'x==x', 'Each element rounded up.'],
  ['floor', 'x==x', 'Each element rounded down.'],
  ['trunc', 'x==x', 'Each element without its fraction.', { also: ['fix'] }],
  ['frac', 'xx=x', 'The fraction of each element.'],
  ['round', 'x==x', 'Each element rounded to a number of decimals.', { keywords: ['decimals'] }],
  ['nan_to_num', '====', 'Each element, with numbers for what is none.', { other: ['nan', 'posinf', 'neginf'] }],
  ['bitwise_not', '==xx', 'Each element with all bits turned.'],
  ['logical_not', 'bbbb', 'Whether each element is 0.'],
  ['conj_physical', '====', 'The complex conjugate of each element, computed at once.'],
  ['conj', '====', 'The complex conjugate of each element.', { isPlain: true, noOut: true }],
  ['resolve_conj', '====', 'The same tensor with its conjugate computed.', { isPlain: true, noOut: true }],
  ['resolve_neg', '====', 'The same tensor with its negation computed.', { isPlain: true, noOut: true }],
  ['real', '===r', 'The real part of each element.', { isPlain: true, noOut: true, noMethod: true }],
  ['imag', 'xxxr', 'The imaginary part of each element.', { isPlain: true, noOut: true, noMethod: true }],
];

const questions: readonly Row[] = [
  ['isfinite', 'bbbb', 'Whether each element is finite.', { isPlain: true, noOut: true }],
  ['isinf', 'bbbb', 'Whether each element is infinite.', { isPlain: true, noOut: true }],
  ['isnan', 'bbbb', 'Whether each element is no number.', { isPlain: true, noOut: true }],
  ['isreal', 'bbbb', 'Whether each element has no imaginary part.', { isPlain: true, noOut: true }],
  ['isneginf', 'bbbx', 'Whether each element is minus infinity.', { isPlain: true }],
  ['isposinf', 'bbbx', 'Whether each element is plus infinity.', { isPlain: true }],
  ['signbit', 'bbbx', 'Whether each element is below 0.', { isPlain: true }],
];

const gammas: readonly Row[] = [
  ['digamma', 'ff=x', 'The digamma function of each element.', { also: ['special.digamma', 'special.psi'] }],
  ['lgamma', 'ff=x', 'The logarithm of the gamma function of each element.'],
  ['erf', 'ff=x', 'The error function of each element.', { also: ['special.erf'] }],
  ['erfc', 'ff=x', 'The complementary error function of each element.', { also: ['special.erfc'] }],
  ['erfinv', 'ff=x', 'The inverse error function of each element.', { also: ['special.erfinv'] }],
  ['i0', 'ff=x', 'The modified Bessel function of order 0 of each element.', { also: ['special.i0'] }],
];

const special: readonly Row[] = (
  [
    ['gammaln', 'The logarithm of the absolute gamma function of each element.'],
    ['airy_ai', 'The Airy function of each element.'],
    ['bessel_j0', 'The Bessel function of the first kind of order 0 of each element.'],
    ['bessel_j1', 'The Bessel function of the first kind of order 1 of each element.'],
    ['bessel_y0', 'The Bessel function of the second kind of order 0 of each element.'],
    ['bessel_y1', 'The Bessel function of the second kind of order 1 of each element.'],
    ['entr', 'The entropy of each element.'],
    ['erfcx', 'The scaled complementary error function of each element.'],
    ['i0e', 'The scaled modified Bessel function of order 0 of each element.'],
    ['i1', 'The modified Bessel function of order 1 of each element.'],
    ['i1e', 'The scaled modified Bessel function of order 1 of each element.'],
    ['log_ndtr', 'The logarithm of the area under the normal curve left of each element.'],
    ['modified_bessel_i0', 'The modified Bessel function of the first kind of order 0 of each element.'],
    ['modified_bessel_i1', 'The modified Bessel function of the first kind of order 1 of each element.'],
    ['modified_bessel_k0', 'The modified Bessel function of the second kind of order 0 of each element.'],
    ['modified_bessel_k1', 'The modified Bessel function of the second kind of order 1 of each element.'],
    ['ndtr', 'The area under the normal curve left of each element.'],
    ['ndtri', 'Where the normal curve has so much area to the left.'],
    ['scaled_modified_bessel_k0', 'The scaled modified Bessel function of the second kind of order 0 of each element.'],
    ['scaled_modified_bessel_k1', 'The scaled modified Bessel function of the second kind of order 1 of each element.'],
    ['spherical_bessel_j0', 'The spherical Bessel function of order 0 of each element.'],
  ] as const
).map(([name, summary]): Row => [`special.${name}`, 'ff=x', summary, { noMethod: true }]);

const activations: readonly Row[] = [
  ['relu', 'x==x', 'The positive part of each element.', { noOut: true }],
  ['selu', 'xx=x', 'The scaled exponential linear unit of each element.', { noMethod: true, noOut: true }],
  [
    'celu',
    'xx=x',
    'The continuously differentiable exponential linear unit of each element.',
    { noMethod: true, noOut: true, other: ['alpha'] },
  ],
  [
    'rrelu',
    'xx=x',
    'The leaky linear unit with a random slope of each element.',
    { noMethod: true, noOut: true, other: ['lower', 'upper', 'training', 'generator'] },
  ],
];

const named = (names: readonly string[] = []): Record<string, ParamSpec<unknown>> => Object.fromEntries(names.map((each) => [each, any()]));

/** Functions of each element, methods, and methods that write into the tensor itself. */
export const pointwise: readonly FunctionDef[] = [
  ...waves,
  ...powers,
  ...signs,
  ...questions,
  ...gammas,
  ...special,
  ...activations,
].flatMap(([name, rule, summary, { also = [], other = [], keywords = [], isPlain = false, noMethod = false, noOut = false } = {}]) => {
  const names = [name, ...also.filter((each) => !each.startsWith('special.'))];
  const params = { input: t(), ...named(other) };
  const wrong = rule[0] === 'x' ? 'torch.ones(2) > 0' : rule[3] === 'x' ? 'torch.ones(2, dtype=torch.complex64)' : null;
  const good =
    rule === '==xx'
      ? 'torch.ones(2, 3, dtype=torch.int64)'
      : rule.startsWith('xxx')
        ? 'torch.ones(2, 3, dtype=torch.complex64)'
        : 'torch.ones(2, 3)';
  const inPlace = isPlain
    ? []
    : names.map((each) =>
        defineMethod({
          name: `torch.Tensor.${each}_`,
          aliases: [`torch.${each}_`],
          params,
          keywordParams: keywords,
          codes: ['dtype-mismatch'],
          call: ({ input }, cx) => intoSelf(input, input.shape, typeBy(rule, input.dtype, cx, 'input', [input]), cx),
        }),
      );
  const one = torchOp({
    name,
    also,
    summary,
    method: !noMethod,
    methods: noMethod ? [] : names.slice(1),
    params,
    keywords: noOut ? keywords : [...keywords, 'out'],
    codes: wrong === null ? [] : ['dtype-mismatch'],
    call: ({ input }, cx) => made(cx, [input], input.shape, typeBy(rule, input.dtype, cx, 'input', [input])),
    examples: [`torch.${name}(${good})  #> [2, 3]`, ...(wrong ? [`torch.${name}(${wrong})  #! error[dtype-mismatch]: does not take`] : [])],
  });
  return [...one, ...inPlace];
});

/** Rounds to decimals, under its other name. */
export const specialRound = torchOp({
  name: 'special.round',
  summary: 'Each element rounded to a number of decimals.',
  params: { input: t(), decimals: keyword(value(none)) },
  keywords: ['out'],
  codes: [],
  call: ({ input }, cx) => made(cx, [input], input.shape, input.dtype),
  examples: ['torch.special.round(torch.ones(2, 3), decimals=1)  #> [2, 3]'],
});

/** Parts of complex numbers as attributes. */
export const complexParts: readonly PropertyDef[] = (['real', 'imag'] as const).map((name) =>
  defineProperty(`torch.Tensor.${name}`, (self, cx) =>
    self.kind === 'tensor'
      ? made(cx, [self], self.shape, typeBy(name === 'real' ? '===r' : 'xxxr', self.dtype, cx, 'input', [self]))
      : unknown,
  ),
);
