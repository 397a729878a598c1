import { dtype, integer, isWhole, keyword, msg, promoteDtypes, rest, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { productOf, unknownDim } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { MaybeShape } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, tuple, unknown } from '../../values/value';
import { arrayAttribute } from '../kernel';
import { array, arrayWith, broadcastOf, dimsOf, floatOf, isGiven, numpyOp, plainKind, promoteValues } from './arrays';

const ufuncKeywords = ['where', 'casting', 'order', 'subok', 'signature', 'sig'];

type Rule = (type: string | null) => string | null;

const same: Rule = (type) => type;
const toBool: Rule = () => 'bool';
/** What NumPy has no loop for stays unknown: that it raises is left to itself. */
const floatOnly: Rule = floatOf;
const magnitude: Rule = (type) => (type === 'complex128' ? 'float64' : type === 'complex64' ? 'float32' : type);
const notBool: Rule = (type) => (type === 'bool' ? null : type);
const oneToInt8: Rule = (type) => (type === 'bool' ? 'int8' : type);
const realFloat: Rule = (type) => (type?.startsWith('complex') ? null : floatOf(type));

/** A data frame comes back as a data frame: the same object with other values. */
function likeArgument(x: Value, result: TensorValue, cx: CallContext): Value {
  const object = x.kind === 'ref' ? cx.heap.get(x.id) : undefined;
  if (object?.kind !== 'object' || !object.attrs.has(arrayAttribute)) return result;
  return cx.alloc({ ...object, attrs: object.attrs.set(arrayAttribute, result) });
}

function result(
  cx: CallContext,
  shape: MaybeShape,
  type: string | null,
  out: Value,
  dtype: string | null,
  data: readonly number[] | null = null,
): TensorValue {
  const target = out.kind === 'tuple' ? (out.items[0] ?? none) : out;
  if (target.kind === 'tensor') {
    const [a, b] = [dimsOf(shape), dimsOf(target.shape)];
    const isWrong =
      a &&
      b &&
      (a.length > b.length ||
        a.some(
          (d, i) => typeof d === 'number' && typeof b[b.length - a.length + i] === 'number' && d !== 1 && d !== b[b.length - a.length + i],
        ));
    if (isWrong)
      cx.report(
        'broadcast-mismatch',
        msg('{0}: a result of shape {1} does not fit into out, which is {2}', cx.label, formatShape(shape), formatShape(target.shape)),
        { at: 'out', from: [target] },
      );
    cx.forget(target);
    return { ...target, data: null, range: null };
  }
  const own = dtype === 'absent' ? type : dtype;
  const isFinite = data?.every(Number.isFinite) ?? false;
  return arrayWith(shape, isGiven(target) ? null : own, { data: isFinite && own !== null && !own.startsWith('complex') ? data : null });
}

function unary(
  name: string,
  summary: string,
  rule: Rule,
  more: { aliases?: string[]; f?: (x: number) => number; isMethod?: boolean; isWhole?: boolean } = {},
): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    aliases: (more.aliases ?? []).map((other) => `numpy.${other}`),
    params: { x: value(), out: value(none), dtype: keyword(dtype()) },
    keywordParams: ufuncKeywords,
    isMethodToo: more.isMethod ?? false,
    call(args, cx) {
      const x = tensor().read(args.x, cx.heap);
      const found = result(cx, x.shape, rule(x.dtype), args.out, args.dtype, more.f && x.data ? x.data.map(more.f) : null);
      return likeArgument(args.x, found, cx);
    },
    examples: [`np.${name}(np.ones((2, 3)${rule === bits || more.isWhole ? ', dtype=int' : ''}))  #> [2, 3]`],
  });
}

function binary(
  name: string,
  summary: string,
  rule: Rule,
  more: { aliases?: string[]; f?: (x: number, y: number) => number; isWhole?: boolean } = {},
): LibraryEntry[] {
  const ones = (shape: string): string => `np.ones(${shape}${more.isWhole ? ', dtype=int' : ''})`;
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    aliases: (more.aliases ?? []).map((other) => `numpy.${other}`),
    params: { x1: value(), x2: value(), out: value(none), dtype: keyword(dtype()) },
    keywordParams: ufuncKeywords,
    codes: ['broadcast-mismatch'],
    call(args, cx) {
      const values = [args.x1, args.x2];
      const [a, b] = values.map((v) => tensor().read(v, cx.heap)) as [TensorValue, TensorValue];
      const shape = broadcastOf(cx, [a, b]);
      const type = rule === realFloat ? floatOfAll(values, cx) : rule(promoteValues(values, cx.heap));
      const data = more.f ? pairwise(a, b, more.f) : null;
      const found = result(cx, shape, type, args.out, args.dtype, data);
      const framed = values.find((v) => v.kind === 'ref' && cx.heap.get(v.id)?.kind === 'object');
      return framed ? likeArgument(framed, found, cx) : found;
    },
    examples: [
      `np.${name}(${ones('(2, 3)')}, ${ones('3')})  #> [2, 3]`,
      `np.${name}(${ones('(2, 3)')}, ${ones('2')})  #! error[broadcast-mismatch]: differ on axis -1`,
    ],
  });
}

/** Elements of both sides where both are known and one is a number or both have one shape. */
export function pairwise(a: TensorValue, b: TensorValue, f: (x: number, y: number) => number): readonly number[] | null {
  if (!a.data || !b.data) return null;
  const [x, y] = [a.data, b.data];
  if (y.length === 1) return x.map((v) => f(v, y[0]!));
  if (x.length === 1) return y.map((v) => f(x[0]!, v));
  return x.length === y.length && a.shape?.dims.length === b.shape?.dims.length ? x.map((v, i) => f(v, y[i]!)) : null;
}

/** Each side becomes a float of its own before both are joined. */
function floatOfAll(values: readonly Value[], cx: CallContext): string | null {
  const own = values.filter((v) => !plainKind(v)).map((v) => tensor().read(v, cx.heap).dtype);
  // A plain fraction makes float64 of whole numbers, whatever their width.
  if (values.some((v) => v.kind === 'float') && own.some((type) => type !== null && (isWhole(type) || type === 'bool'))) return 'float64';
  const strong = own.map(floatOf);
  const type = strong.length ? strong.reduce(promoteDtypes) : 'float64';
  return type?.startsWith('complex') ? null : type;
}

const bits: Rule = (type) => (type !== null && (type === 'bool' || isWhole(type)) ? type : null);
const shifted: Rule = (type) => (type === 'bool' ? 'int8' : bits(type));
const divided: Rule = (type) => (type === 'bool' || (type !== null && isWhole(type)) ? 'float64' : type);

const modulo = (x: number, y: number): number => (y === 0 ? NaN : ((x % y) + y) % y);

const unaries: readonly LibraryEntry[][] = [
  unary('abs', 'The absolute value of each element.', magnitude, { aliases: ['absolute'], f: Math.abs }),
  unary('fabs', 'The absolute value of each element, as a float.', realFloat, { f: Math.abs }),
  unary('negative', 'Each element with the other sign.', notBool, { f: (x) => -x }),
  unary('positive', 'Each element as it is.', notBool, { f: (x) => x }),
  unary('sign', '-1, 0 or 1 for each element, by its sign.', notBool, { f: Math.sign }),
  unary('square', 'The square of each element.', oneToInt8, { f: (x) => x * x }),
  unary('reciprocal', 'One divided by each element.', oneToInt8),
  unary('conjugate', 'The complex conjugate of each element.', oneToInt8, { aliases: ['conj'], isMethod: true }),
  unary('sqrt', 'The square root of each element.', floatOnly),
  unary('cbrt', 'The cube root of each element.', realFloat),
  unary('exp', 'e to the power of each element.', floatOnly),
  unary('exp2', '2 to the power of each element.', floatOnly),
  unary('expm1', 'e to the power of each element, minus one.', floatOnly),
  unary('log', 'The natural logarithm of each element.', floatOnly),
  unary('log2', 'The logarithm of each element to the base 2.', floatOnly),
  unary('log10', 'The logarithm of each element to the base 10.', floatOnly),
  unary('log1p', 'The natural logarithm of one plus each element.', floatOnly),
  unary('sin', 'The sine of each element.', floatOnly),
  unary('cos', 'The cosine of each element.', floatOnly),
  unary('tan', 'The tangent of each element.', floatOnly),
  unary('arcsin', 'The angle whose sine each element is.', floatOnly, { aliases: ['asin'] }),
  unary('arccos', 'The angle whose cosine each element is.', floatOnly, { aliases: ['acos'] }),
  unary('arctan', 'The angle whose tangent each element is.', floatOnly, { aliases: ['atan'] }),
  unary('sinh', 'The hyperbolic sine of each element.', floatOnly),
  unary('cosh', 'The hyperbolic cosine of each element.', floatOnly),
  unary('tanh', 'The hyperbolic tangent of each element.', floatOnly),
  unary('arcsinh', 'The inverse hyperbolic sine of each element.', floatOnly, { aliases: ['asinh'] }),
  unary('arccosh', 'The inverse hyperbolic cosine of each element.', floatOnly, { aliases: ['acosh'] }),
  unary('arctanh', 'The inverse hyperbolic tangent of each element.', floatOnly, { aliases: ['atanh'] }),
  unary('degrees', 'Angles in degrees, from radians.', realFloat, { aliases: ['rad2deg'] }),
  unary('radians', 'Angles in radians, from degrees.', realFloat, { aliases: ['deg2rad'] }),
  unary('floor', 'Each element rounded down.', same, { f: Math.floor }),
  unary('ceil', 'Each element rounded up.', same, { f: Math.ceil }),
  unary('trunc', 'Each element rounded toward zero.', same, { aliases: ['fix'], f: Math.trunc }),
  unary('rint', 'Each element rounded to the nearest whole number.', floatOnly),
  unary('spacing', 'The distance of each element to the next number.', realFloat),
  unary('isnan', 'Whether each element is NaN.', toBool),
  unary('isinf', 'Whether each element is infinite.', toBool),
  unary('isfinite', 'Whether each element is a finite number.', toBool),
  unary('signbit', 'Whether each element is negative.', toBool),
  unary('logical_not', 'Whether each element is zero.', toBool, { f: (x) => Number(x === 0) }),
  unary('bitwise_count', 'How many bits of each element are set.', () => 'uint8', { isWhole: true }),
  unary('invert', 'Each bit, or truth value, inverted.', bits, { aliases: ['bitwise_not', 'bitwise_invert'] }),
];

const binaries: readonly LibraryEntry[][] = [
  binary('add', 'The sums of elements.', same, { f: (x, y) => x + y }),
  binary('subtract', 'The differences of elements.', notBool, { f: (x, y) => x - y }),
  binary('multiply', 'The products of elements.', same, { f: (x, y) => x * y }),
  binary('divide', 'The quotients of elements.', divided, { aliases: ['true_divide'] }),
  binary('floor_divide', 'The quotients of elements, rounded down.', oneToInt8, { f: (x, y) => (y === 0 ? NaN : Math.floor(x / y)) }),
  binary('remainder', 'The remainders of divisions, with the sign of the divisor.', oneToInt8, { aliases: ['mod'], f: modulo }),
  binary('fmod', 'The remainders of divisions, with the sign of the dividend.', oneToInt8),
  binary('power', 'Elements to the power of others.', oneToInt8, { aliases: ['pow'] }),
  binary('float_power', 'Elements to the power of others, in float64 at least.', (type) =>
    type?.startsWith('complex') ? 'complex128' : type === null ? null : 'float64',
  ),
  binary('maximum', 'The greater of two elements.', same, { f: Math.max }),
  binary('minimum', 'The smaller of two elements.', same, { f: Math.min }),
  binary('fmax', 'The greater of two elements, the one that is not NaN.', same, { f: Math.max }),
  binary('fmin', 'The smaller of two elements, the one that is not NaN.', same, { f: Math.min }),
  binary('arctan2', 'The angles of points, from y and x.', realFloat, { aliases: ['atan2'] }),
  binary('hypot', 'The hypotenuses of right triangles.', realFloat),
  binary('logaddexp', 'The logarithms of sums of exponentials.', realFloat),
  binary('logaddexp2', 'The logarithms of sums of powers of 2, to the base 2.', realFloat),
  binary('copysign', 'Elements with the sign of others.', realFloat),
  binary('nextafter', 'The next number after an element toward another.', realFloat),
  binary('heaviside', 'The step function: 0, 1, or a given value at zero.', realFloat),
  binary('equal', 'Whether elements are equal.', toBool, { f: (x, y) => Number(x === y) }),
  binary('not_equal', 'Whether elements differ.', toBool, { f: (x, y) => Number(x !== y) }),
  binary('less', 'Whether elements are smaller than others.', toBool, { f: (x, y) => Number(x < y) }),
  binary('less_equal', 'Whether elements are smaller than others or equal.', toBool, { f: (x, y) => Number(x <= y) }),
  binary('greater', 'Whether elements are greater than others.', toBool, { f: (x, y) => Number(x > y) }),
  binary('greater_equal', 'Whether elements are greater than others or equal.', toBool, { f: (x, y) => Number(x >= y) }),
  binary('logical_and', 'Whether both elements are true.', toBool, { f: (x, y) => Number(x !== 0 && y !== 0) }),
  binary('logical_or', 'Whether one of two elements is true.', toBool, { f: (x, y) => Number(x !== 0 || y !== 0) }),
  binary('logical_xor', 'Whether exactly one of two elements is true.', toBool, { f: (x, y) => Number((x !== 0) !== (y !== 0)) }),
  binary('bitwise_and', 'The bits that both elements have.', bits, { isWhole: true }),
  binary('bitwise_or', 'The bits that one of two elements has.', bits, { isWhole: true }),
  binary('bitwise_xor', 'The bits that exactly one of two elements has.', bits, { isWhole: true }),
  binary('left_shift', 'The bits of elements shifted to the left.', shifted, { aliases: ['bitwise_left_shift'], isWhole: true }),
  binary('right_shift', 'The bits of elements shifted to the right.', shifted, { aliases: ['bitwise_right_shift'], isWhole: true }),
  binary('gcd', 'The greatest common divisors.', (type) => (type !== null && isWhole(type) ? type : null), { isWhole: true }),
  binary('lcm', 'The least common multiples.', (type) => (type !== null && isWhole(type) ? type : null), { isWhole: true }),
];

/** Functions that keep the shape of their first argument. */
function keeping(name: string, summary: string, rule: Rule, otherParams: readonly string[] = [], first = 'x'): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params: { [first]: value() },
    otherParams,
    call(args, cx) {
      const x = tensor().read(args[first]!, cx.heap);
      return likeArgument(args[first]!, arrayWith(x.shape, rule(x.dtype)), cx);
    },
    examples: [`np.${name}(np.ones((2, 3)))  #> [2, 3]`],
  });
}

/** The bounds of a clip as far as they are numbers. */
function clipped(x: TensorValue, low: Value, high: Value, cx: CallContext, out: Value): Value {
  const bounds = [low, high].filter((v) => v.kind !== 'none');
  const shape = broadcastOf(cx, [x, ...bounds.map((v) => tensor().read(v, cx.heap))]);
  const numberOf = (v: Value): number | null => (v.kind === 'none' ? null : (tensor().read(v, cx.heap).data?.[0] ?? null));
  const [min, max] = [numberOf(low), numberOf(high)];
  const range = min !== null && max !== null ? { min, max } : null;
  const type = bounds.length ? promoteValues([x, ...bounds], cx.heap) : x.dtype;
  return out.kind === 'tensor' ? { ...out, data: null, range: null } : arrayWith(shape, type, { range });
}

export const ufuncs: readonly LibraryEntry[] = [
  ...unaries,
  ...binaries,
  ...(
    [
      ['modf', 'The fractional and the whole part of each element.', 2],
      ['frexp', 'The mantissa and the exponent of each element.', 2],
    ] as const
  ).map(([name, summary]) =>
    numpyOp({
      name: `numpy.${name}`,
      summary,
      params: { x: tensor() },
      otherParams: ['out1', 'out2'],
      keywordParams: [...ufuncKeywords, 'out', 'dtype'],
      call: ({ x }) => tuple([arrayWith(x.shape, realFloat(x.dtype)), arrayWith(x.shape, name === 'modf' ? realFloat(x.dtype) : 'int32')]),
      examples: [`np.${name}(np.ones(3))[0]  #> [3]`],
    }),
  ),
  numpyOp({
    name: 'numpy.divmod',
    summary: 'The quotients rounded down, and the remainders.',
    params: { x1: value(), x2: value() },
    keywordParams: [...ufuncKeywords, 'out', 'dtype'],
    codes: ['broadcast-mismatch'],
    call({ x1, x2 }, cx) {
      const shape = broadcastOf(
        cx,
        [x1, x2].map((v) => tensor().read(v, cx.heap)),
      );
      const each = arrayWith(shape, oneToInt8(promoteValues([x1, x2], cx.heap)));
      return tuple([each, each]);
    },
    examples: ['np.divmod(np.arange(6), 4)[1]  #> [6]', 'np.divmod(np.arange(6), np.arange(4))  #! error[broadcast-mismatch]: differ'],
  }),
  numpyOp({
    name: 'numpy.ldexp',
    summary: 'Numbers times powers of 2.',
    params: { x1: tensor(), x2: tensor(), out: value(none) },
    keywordParams: [...ufuncKeywords, 'dtype'],
    codes: ['broadcast-mismatch'],
    call: ({ x1, x2 }, cx) => arrayWith(broadcastOf(cx, [x1, x2]), realFloat(x1.dtype)),
    examples: ['np.ldexp(np.ones((2, 3)), 2)  #> [2, 3]', 'np.ldexp(np.ones(3), np.arange(2))  #! error[broadcast-mismatch]: differ'],
  }),
  numpyOp({
    name: 'numpy.clip',
    summary: 'Each element, at least a lower and at most an upper bound.',
    params: { a: value(), a_min: value(none), a_max: value(none), out: value(none) },
    keywordParams: ['min', 'max', ...ufuncKeywords, 'dtype'],
    isMethodToo: true,
    codes: ['broadcast-mismatch'],
    call(args, cx, bound) {
      const x = tensor().read(args.a, cx.heap);
      const [low, high] = [bound.values.get('min')?.value ?? args.a_min, bound.values.get('max')?.value ?? args.a_max];
      const found = clipped(x, low, high, cx, args.out);
      return found.kind === 'tensor' ? likeArgument(args.a, found, cx) : found;
    },
    examples: [
      'np.clip(np.ones((2, 3)), 0, 1)  #> [2, 3]',
      'np.clip(np.ones((2, 3)), 0, np.ones(2))  #! error[broadcast-mismatch]: differ',
    ],
  }),
  numpyOp({
    name: 'numpy.round',
    summary: 'Each element rounded to a number of decimals.',
    aliases: ['numpy.around', 'numpy.round_'],
    params: { a: value(), decimals: integer(0), out: value(none) },
    isMethodToo: true,
    call(args, cx) {
      const x = tensor().read(args.a, cx.heap);
      return likeArgument(
        args.a,
        arrayWith(x.shape, x.dtype === 'bool' ? 'float16' : x.dtype, {
          range: x.dtype !== null && isWhole(x.dtype) ? (x.range ?? null) : null,
        }),
        cx,
      );
    },
    examples: ['np.round(np.ones((2, 3)), 2)  #> [2, 3]'],
  }),
  numpyOp({
    name: 'numpy.nan_to_num',
    summary: 'Each element, with numbers in place of NaN and infinity.',
    params: { x: value() },
    otherParams: ['copy', 'nan', 'posinf', 'neginf'],
    call(args, cx) {
      const x = tensor().read(args.x, cx.heap);
      return likeArgument(
        args.x,
        arrayWith(x.shape, x.dtype, { range: x.dtype !== null && isWhole(x.dtype) ? (x.range ?? null) : null }),
        cx,
      );
    },
    examples: ['np.nan_to_num(np.ones((2, 3)))  #> [2, 3]'],
  }),
  keeping('real', 'The real part of each element.', magnitude, [], 'val'),
  keeping('imag', 'The imaginary part of each element.', magnitude, [], 'val'),
  keeping(
    'angle',
    'The angle of each complex number.',
    (type) => (type === 'complex64' ? 'float32' : type === null ? null : type.startsWith('float') ? type : 'float64'),
    ['deg'],
    'z',
  ),
  keeping('iscomplex', 'Whether each element has an imaginary part.', toBool),
  keeping('isreal', 'Whether each element has no imaginary part.', toBool),
  keeping('isposinf', 'Whether each element is plus infinity.', toBool, ['out']),
  keeping('isneginf', 'Whether each element is minus infinity.', toBool, ['out']),
  keeping('sinc', 'sin(πx) / πx of each element.', (type) =>
    type === null ? null : isWhole(type) ? 'float64' : /^(float|complex)/.test(type) ? type : null,
  ),
  keeping('i0', 'The modified Bessel function of order 0.', (type) =>
    type === null ? null : isWhole(type) ? 'float64' : type.startsWith('float') ? type : null,
  ),
  keeping(
    'unwrap',
    'Angles without jumps of more than half a turn.',
    (type) => (type === null ? null : isWhole(type) ? 'float64' : type.startsWith('float') ? type : null),
    ['discont', 'axis', 'period'],
    'p',
  ),
  numpyOp({
    name: 'numpy.isclose',
    summary: 'Whether elements are equal within a tolerance.',
    params: { a: tensor(), b: tensor() },
    otherParams: ['rtol', 'atol', 'equal_nan'],
    codes: ['broadcast-mismatch'],
    call: ({ a, b }, cx) => arrayWith(broadcastOf(cx, [a, b]), 'bool'),
    examples: ['np.isclose(np.ones((2, 3)), 1)  #> [2, 3]', 'np.isclose(np.ones(3), np.ones(2))  #! error[broadcast-mismatch]: differ'],
  }),
  ...(['allclose', 'array_equal', 'array_equiv'] as const).map((name) =>
    numpyOp({
      name: `numpy.${name}`,
      summary: {
        allclose: 'Whether all elements are equal within a tolerance.',
        array_equal: 'Whether two arrays have one shape and equal elements.',
        array_equiv: 'Whether two arrays have equal elements when they are broadcast.',
      }[name],
      params: name === 'array_equal' || name === 'array_equiv' ? { a1: tensor(), a2: tensor() } : { a: tensor(), b: tensor() },
      otherParams: { allclose: ['rtol', 'atol', 'equal_nan'], array_equal: ['equal_nan'], array_equiv: [] }[name],
      codes: name === 'allclose' ? ['broadcast-mismatch'] : [],
      call(args, cx) {
        if (name === 'allclose') broadcastOf(cx, Object.values(args) as TensorValue[]);
        return { kind: 'bool', value: null };
      },
      examples: name === 'allclose' ? ['np.allclose(np.ones(3), np.ones(2))  #! error[broadcast-mismatch]: differ'] : [],
    }),
  ),
  numpyOp({
    name: 'numpy.where',
    summary: 'Elements of one array or another by a condition, or with the condition alone the indices at which it holds.',
    params: { condition: value(), x: value(none), y: value(none) },
    codes: ['broadcast-mismatch', 'missing-argument'],
    call({ condition, x, y }, cx, bound) {
      const test = tensor().read(condition, cx.heap);
      if (!bound.values.has('x') && !bound.values.has('y') && bound.isComplete) return indicesOf(test);
      if (bound.isComplete && bound.values.has('x') !== bound.values.has('y')) {
        cx.report('missing-argument', msg('{0} takes both x and y, or neither', cx.label), { from: [test] });
        return arrayWith(test.shape, null);
      }
      const [a, b] = [x, y].map((v) => tensor().read(v, cx.heap)) as [TensorValue, TensorValue];
      const range = a.range && b.range ? { min: Math.min(a.range.min, b.range.min), max: Math.max(a.range.max, b.range.max) } : null;
      return arrayWith(broadcastOf(cx, [test, a, b]), promoteValues([x, y], cx.heap), { range });
    },
    examples: [
      'np.where(np.ones((2, 3)) > 0, 1, 0)  #> [2, 3]',
      'np.where([0, 1, 1])[0]  #> [2]',
      'np.where(np.ones(3) > 0, np.ones(2), 0)  #! error[broadcast-mismatch]: differ',
      'np.where(np.ones(3) > 0, 5.0)  #! error[missing-argument]: both x and y',
    ],
  }),
  numpyOp({
    name: 'numpy.select',
    summary: 'Elements of the first array whose condition holds.',
    params: { condlist: value(), choicelist: value(), default: value({ kind: 'int', value: 0 }, '0') },
    call(args, cx) {
      const [tests, choices] = [args.condlist, args.choicelist].map((v) => cx.iterate(v));
      if (!tests || !choices?.length) return unknown;
      const values = [...tests, ...choices, args.default].map((v) => tensor().read(v, cx.heap));
      return arrayWith(broadcastOf(cx, values), promoteValues([...choices, args.default], cx.heap));
    },
    examples: ['np.select([np.arange(3) > 1], [np.arange(3)], 9)  #> [3]'],
  }),
  numpyOp({
    name: 'numpy.piecewise',
    summary: 'Functions applied to the elements where their conditions hold.',
    params: { x: tensor(), condlist: value(), funclist: value(), args: rest() },
    call: ({ x }) => arrayWith(x.shape, x.dtype),
  }),
].flat();

/** How many elements are not zero, as far as elements or their bounds tell. */
export function trueCount(x: TensorValue): Dim {
  if (x.data) return x.data.filter((n) => n !== 0).length;
  const own = dimsOf(x.shape);
  if (!own || !x.range) return unknownDim;
  if (x.range.min > 0 || x.range.max < 0) return productOf(own);
  return x.range.min === 0 && x.range.max === 0 ? 0 : unknownDim;
}

/** A tuple of index arrays, one for each axis. */
export function indicesOf(x: TensorValue): Value {
  const own = dimsOf(x.shape);
  if (!own) return unknown;
  const count = trueCount(x);
  const data = x.data && own.length === 1 ? x.data.flatMap((n, i) => (n !== 0 ? [i] : [])) : null;
  return tuple(own.map(() => array([count], 'int64', { data })));
}
