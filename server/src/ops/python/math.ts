import type { BuiltinFn } from '../kernel';
import { numberOf } from '../kernel';
import type { Value } from '../../values/value';
import { float, int, unknown } from '../../values/value';

const onFloat =
  (f: (x: number, y: number) => number): BuiltinFn =>
  ([a, b]) => {
    const x = numberOf(a);
    const y = b ? numberOf(b) : 0;
    return float(x === null || y === null ? null : f(x, y));
  };

const toWhole =
  (f: (x: number) => number): BuiltinFn =>
  ([a]): Value => {
    if (a?.kind === 'int') return a;
    const x = numberOf(a);
    return x === null || !Number.isFinite(x) ? int({ kind: 'unknown' }) : int(f(x));
  };

/** Python's `math` module, as far as sizes are computed with it. */
export const pythonMath: Readonly<Record<string, BuiltinFn>> = {
  ceil: toWhole(Math.ceil),
  floor: toWhole(Math.floor),
  trunc: toWhole(Math.trunc),
  sqrt: onFloat((x) => Math.sqrt(x)),
  exp: onFloat((x) => Math.exp(x)),
  log: ([a, base]) => {
    const x = numberOf(a);
    const b = base ? numberOf(base) : Math.E;
    return float(x === null || b === null ? null : Math.log(x) / Math.log(b));
  },
  log2: onFloat((x) => Math.log2(x)),
  log10: onFloat((x) => Math.log10(x)),
  pow: onFloat((x, y) => x ** y),
  isqrt: ([a]) => {
    const x = numberOf(a);
    return x === null || x < 0 ? unknown : int(Math.floor(Math.sqrt(x)));
  },
  prod: ([x], _, cx) => {
    const numbers = x ? cx.iterate(x)?.map(numberOf) : null;
    return numbers?.every((n) => n !== null) ? int(numbers.reduce<number>((a, b) => a * b, 1)) : unknown;
  },
  gcd: ([a, b]) => {
    let [x, y] = [numberOf(a), numberOf(b)];
    if (x === null || y === null) return unknown;
    while (y) [x, y] = [y, x % y];
    return int(Math.abs(x));
  },
};
