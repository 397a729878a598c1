import type { BuiltinFn, CallContext } from '../kernel';
import { numberOf } from '../kernel';
import { unknownDim } from '../../values/dim';
import type { Value } from '../../values/value';
import { bool, float, int, tuple, unknown } from '../../values/value';

/** A number, truth values included. */
function real(value: Value | undefined): number | null {
  return value?.kind === 'bool' && value.value !== null ? Number(value.value) : numberOf(value);
}

/** A result that Python would refuse to compute is not known. */
const proper = (x: number): number | null => (Number.isNaN(x) ? null : x);

const onFloat =
  (f: (x: number, y: number) => number): BuiltinFn =>
  ([a, b]) => {
    const x = real(a);
    const y = b ? real(b) : 0;
    return float(x === null || y === null ? null : proper(f(x, y)));
  };

const toWhole =
  (f: (x: number) => number, special: string): BuiltinFn =>
  ([a], _kwargs, cx): Value => {
    if (a?.kind === 'int') return a;
    if (a?.kind === 'ref') return cx.callMethod(a, special);
    const x = real(a);
    return x === null || !Number.isSafeInteger(f(x)) ? int(unknownDim) : int(f(x));
  };

const onWhole =
  (f: (...n: number[]) => number | null): BuiltinFn =>
  (args) => {
    const numbers = args.map((a) => (a.kind === 'int' || a.kind === 'bool' ? real(a) : null));
    const result = numbers.every((n) => n !== null) ? f(...numbers) : null;
    return int(result !== null && Number.isSafeInteger(result) ? result : unknownDim);
  };

function logarithm(f: (x: number) => number): BuiltinFn {
  return ([a], _kwargs, cx) => {
    const x = real(a);
    if (x !== null && x <= 0) cx.raise('ValueError');
    return float(x === null || x <= 0 ? null : f(x));
  };
}

const gcd = (x: number, y: number): number => {
  let [a, b] = [Math.abs(x), Math.abs(y)];
  while (b) [a, b] = [b, a % b];
  return a;
};

function points(cx: CallContext, value: Value | undefined): readonly number[] | null {
  const numbers = value ? cx.iterate(value)?.map(real) : null;
  return numbers?.every((n) => n !== null) ? numbers : null;
}

function factors(n: number, k: number): number {
  let out = 1;
  for (let i = 0; i < k; i++) out *= n - i;
  return out;
}

/** Python's `math` module. */
export const pythonMath: Readonly<Record<string, BuiltinFn>> = {
  ceil: toWhole(Math.ceil, '__ceil__'),
  floor: toWhole(Math.floor, '__floor__'),
  trunc: toWhole(Math.trunc, '__trunc__'),
  sqrt: ([a], _kwargs, cx) => {
    const x = real(a);
    if (x !== null && x < 0) cx.raise('ValueError');
    return float(x === null || x < 0 ? null : Math.sqrt(x));
  },
  cbrt: onFloat(Math.cbrt),
  exp: onFloat((x) => Math.exp(x)),
  exp2: onFloat((x) => 2 ** x),
  expm1: onFloat((x) => Math.expm1(x)),
  log: ([a, base]) => {
    const x = real(a);
    const b = base ? real(base) : Math.E;
    if (x === null || b === null || x <= 0 || b <= 0 || b === 1) return float(null);
    return float(base ? Math.log(x) / Math.log(b) : Math.log(x));
  },
  log2: logarithm(Math.log2),
  log10: logarithm(Math.log10),
  log1p: onFloat((x) => Math.log1p(x)),
  pow: onFloat((x, y) => x ** y),
  fabs: onFloat((x) => Math.abs(x)),
  fmod: onFloat((x, y) => (y === 0 ? NaN : x % y)),
  remainder: ([a, b]) => {
    const [x, y] = [real(a), real(b)];
    if (x === null || y === null || y === 0) return float(null);
    const q = x / y;
    const near = Math.abs(q % 1) === 0.5 ? 2 * Math.round(q / 2) : Math.round(q);
    return float(x - near * y);
  },
  copysign: onFloat((x, y) => (Object.is(y, -0) || y < 0 ? -Math.abs(x) : Math.abs(x))),
  sin: onFloat((x) => Math.sin(x)),
  cos: onFloat((x) => Math.cos(x)),
  tan: onFloat((x) => Math.tan(x)),
  asin: onFloat((x) => Math.asin(x)),
  acos: onFloat((x) => Math.acos(x)),
  atan: onFloat((x) => Math.atan(x)),
  atan2: onFloat((x, y) => Math.atan2(x, y)),
  sinh: onFloat((x) => Math.sinh(x)),
  cosh: onFloat((x) => Math.cosh(x)),
  tanh: onFloat((x) => Math.tanh(x)),
  asinh: onFloat((x) => Math.asinh(x)),
  acosh: onFloat((x) => Math.acosh(x)),
  atanh: onFloat((x) => Math.atanh(x)),
  degrees: onFloat((x) => x * (180 / Math.PI)),
  radians: onFloat((x) => x * (Math.PI / 180)),
  erf: () => float(null),
  erfc: () => float(null),
  gamma: () => float(null),
  lgamma: () => float(null),
  hypot: (args) => {
    const numbers = args.map(real);
    return float(numbers.every((n) => n !== null) ? Math.hypot(...numbers) : null);
  },
  dist: ([p, q], _kwargs, cx) => {
    const [a, b] = [points(cx, p), points(cx, q)];
    return float(a && b && a.length === b.length ? Math.hypot(...a.map((x, i) => x - b[i]!)) : null);
  },
  fsum: ([x], _kwargs, cx) => {
    const numbers = points(cx, x);
    return float(numbers?.every(Number.isInteger) ? numbers.reduce((a, b) => a + b, 0) : null);
  },
  isqrt: onWhole((x) => (x < 0 ? null : Math.floor(Math.sqrt(x)))),
  prod: ([x], kwargs, cx) => {
    const items = x ? cx.iterate(x) : null;
    const start = kwargs.get('start') ?? int(1);
    return items ? items.reduce((total, item) => cx.binary('*', total, item), start) : unknown;
  },
  gcd: onWhole((...n) => n.reduce(gcd, 0)),
  lcm: onWhole((...n) => n.reduce((a, b) => (a && b ? Math.abs(a * b) / gcd(a, b) : 0), 1)),
  factorial: onWhole((n) => (n < 0 ? null : factors(n, n))),
  comb: onWhole((n, k = 0) => {
    if (n < 0 || k < 0) return null;
    if (k > n) return 0;
    let out = 1;
    for (let i = 1; i <= Math.min(k, n - k); i++) out = Math.round((out * (n - Math.min(k, n - k) + i)) / i);
    return out;
  }),
  perm: onWhole((n, k = n) => (n < 0 || k < 0 ? null : k > n ? 0 : factors(n, k))),
  isnan: ([a]) => {
    const x = real(a);
    return bool(x === null ? null : Number.isNaN(x));
  },
  isinf: ([a]) => {
    const x = real(a);
    return bool(x === null ? null : Math.abs(x) === Infinity);
  },
  isfinite: ([a]) => {
    const x = real(a);
    return bool(x === null ? null : Number.isFinite(x));
  },
  isclose: (args, kwargs) => {
    const [x, y] = [real(args[0]), real(args[1])];
    const relative = kwargs.has('rel_tol') ? real(kwargs.get('rel_tol')) : 1e-9;
    const absolute = kwargs.has('abs_tol') ? real(kwargs.get('abs_tol')) : 0;
    if (x === null || y === null || relative === null || absolute === null) return bool(null);
    return bool(x === y || Math.abs(x - y) <= Math.max(relative * Math.max(Math.abs(x), Math.abs(y)), absolute));
  },
  modf: ([a]) => {
    const x = real(a);
    return x === null || !Number.isFinite(x) ? tuple([float(null), float(null)]) : tuple([float(x % 1), float(Math.trunc(x))]);
  },
  frexp: () => tuple([float(null), int(unknownDim)]),
  ldexp: onFloat((x, y) => x * 2 ** y),
};
