import type { FunctionDef } from '../kernel';
import { defineMethod, dtype, keyword } from '../kernel';
import { none, unknown } from '../../values/value';
import type { Dim } from '../../values/dim';
import { isLiteral, unknownDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import type { CallContext, ParamSpec } from '../kernel';
import { concatShape, fitShapes, integer, msg, refuseRank, tensor, value } from '../kernel';
import { axis, axisIn, extentAt, namedResult, readAxes, replacedAt, axesIn } from './axisArguments';
import { floatType, resultType } from './elementTypes';
import { intoSelf, t, typeBy } from './operands';
import { made, torchOp } from './torchOp';

/** Running sums and products. */
export const running: readonly FunctionDef[] = (
  [
    ['cumsum', 'The running sum along an axis.'],
    ['cumprod', 'The running product along an axis.'],
  ] as const
).flatMap(([name, summary]) => [
  ...torchOp({
    name,
    summary,
    method: true,
    params: { input: t(), dim: axis(), dtype: keyword(dtype()) },
    keywords: ['out'],
    codes: ['axis-out-of-range'],
    call({ input, dim, dtype: type }, cx) {
      axisIn(input, dim, cx);
      return made(cx, [input], input.shape, type === 'absent' ? typeBy('ii==', input.dtype, cx, 'input', [input]) : type);
    },
    examples: [
      `torch.${name}(torch.ones(2, 3), dim=1)  #> [2, 3]`,
      `torch.${name}(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  }),
  defineMethod({
    name: `torch.Tensor.${name}_`,
    params: { input: t(), dim: axis(), dtype: keyword(dtype()) },
    synonyms: { axis: 'dim' },
    codes: ['axis-out-of-range'],
    call({ input, dim }, cx) {
      axisIn(input, dim, cx);
      return intoSelf(input, input.shape, null, cx);
    },
  }),
]);

/** The largest or smallest element so far. */
export const records: readonly FunctionDef[] = (
  [
    ['cummax', 'The largest element so far along an axis, and its position.'],
    ['cummin', 'The smallest element so far along an axis, and its position.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: t(), dim: axis() },
    keywords: ['out'],
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    call({ input, dim }, cx) {
      axisIn(input, dim, cx);
      const type = typeBy('===x', input.dtype, cx, 'input', [input]);
      return namedResult(cx, name, [input], { values: [input.shape, type], indices: [input.shape, 'int64'] });
    },
    examples: [
      `torch.${name}(torch.ones(2, 3), dim=1).values  #> [2, 3]`,
      `torch.${name}(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2`,
      `torch.${name}(torch.ones(2, dtype=torch.complex64), 0)  #! error[dtype-mismatch]: does not take`,
    ],
  }),
);

/** The logarithm of the running sum of the exponentials. */
export const logcumsumexp = torchOp({
  name: 'logcumsumexp',
  summary: 'The logarithm of the running sum of the exponentials along an axis.',
  method: true,
  params: { input: t(), dim: axis() },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ input, dim }, cx) {
    axisIn(input, dim, cx);
    return made(cx, [input], input.shape, typeBy('xx==', input.dtype, cx, 'input', [input]));
  },
  examples: [
    'torch.logcumsumexp(torch.ones(2, 3), dim=1)  #> [2, 3]',
    'torch.logcumsumexp(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2',
    'torch.logcumsumexp(torch.ones(2, dtype=torch.int64), 0)  #! error[dtype-mismatch]: does not take',
  ],
});

/** Softmax and its logarithm; `dim` is required. */
export const softmaxes: readonly FunctionDef[] = (
  [
    ['softmax', 'Makes shares of the elements along an axis, which add up to 1.'],
    ['log_softmax', 'The logarithm of softmax along an axis.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    also: [`special.${name}`],
    summary,
    method: true,
    params: { input: t(), dim: axis(), dtype: dtype() },
    keywords: ['out'],
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    call({ input, dim, dtype: type }, cx) {
      axisIn(input, dim, cx);
      return made(cx, [input], input.shape, type === 'absent' ? typeBy('xx=x', input.dtype, cx, 'input', [input]) : type);
    },
    examples: [
      `torch.${name}(torch.ones(2, 3), dim=1)  #> [2, 3]`,
      `torch.${name}(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2`,
      `torch.${name}(torch.ones(2, dtype=torch.int64), 0)  #! error[dtype-mismatch]: does not take`,
    ],
  }),
);

function minus(dim: Dim, n: number): Dim {
  return isLiteral(dim) ? Math.max(0, dim - n) : unknownDim;
}

/** Differences of neighbors along an axis. */
export const diff = torchOp({
  name: 'diff',
  summary: 'The differences of neighbors along an axis.',
  method: true,
  params: { input: t(), n: integer(1), dim: axis(-1), prepend: tensor('None', 'torch'), append: tensor('None', 'torch') },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'rank-mismatch', 'dim-mismatch'],
  call({ input, n, dim, prepend, append }, cx, bound) {
    if (refuseRank(input, { min: 1 }, cx, 'input')) return made(cx, [input], null, input.dtype);
    const at = axisIn(input, dim, cx);
    const given = (name: string): boolean => (bound.values.get(name)?.value.kind ?? 'none') !== 'none';
    const parts = [...(given('prepend') ? [prepend] : []), input, ...(given('append') ? [append] : [])];
    const shape = parts.length > 1 && at !== null ? concatShape(parts, at, cx, 'prepend') : input.shape;
    const whole = { ...input, shape };
    return made(
      cx,
      parts,
      isLiteral(n) ? replacedAt(whole, at, minus(extentAt(whole, at), n)) : replacedAt(whole, at, unknownDim),
      input.dtype,
    );
  },
  examples: [
    'torch.diff(torch.ones(2, 5))  #> [2, 4]',
    'torch.diff(torch.ones(2, 5), dim=2)  #! error[axis-out-of-range]: no axis 2',
    'torch.diff(torch.ones(()))  #! error[rank-mismatch]: at least 1 axes',
    'torch.diff(torch.ones(2, 5), prepend=torch.ones(3, 1))  #! error[dim-mismatch]: axis 0',
  ],
});

const area = { y: t(), x: value(none), dx: keyword(value(none)), dim: keyword(axis(-1)) } satisfies Record<
  string,
  ParamSpec<never> | ParamSpec<unknown>
>;

function areaType(y: TensorValue, x: TensorValue | null, cx: CallContext): string | null {
  const type = typeBy('x===', y.dtype, cx, 'y', [y]);
  return floatType(x ? (type === null ? null : resultType(y, x)) : type);
}

/** Checks the points at which heights were taken. */
function checkPoints(y: TensorValue, x: TensorValue | null, at: number | null, cx: CallContext): void {
  if (!x?.shape || x.shape.hasPrefix || at === null) return;
  const own = extentAt(y, at);
  const [n] = x.shape.dims;
  if (x.shape.dims.length === 1) {
    if (isLiteral(own) && isLiteral(n!) && n !== own)
      cx.report('dim-mismatch', msg('{0}: axis {1} has {2} elements, there are {3} points', cx.label, at, own, n), {
        at: 'x',
        from: [y, x],
      });
  } else fitShapes([y, x], cx, 'x');
}

/** Areas under curves by the trapezoidal rule. */
export const areas: readonly FunctionDef[] = (
  [
    ['trapezoid', ['trapz'], 'The area under a curve along an axis, by the trapezoidal rule.'],
    ['cumulative_trapezoid', [], 'The running area under a curve along an axis, by the trapezoidal rule.'],
  ] as const
).flatMap(([name, also, summary]) =>
  torchOp({
    name,
    also,
    summary,
    params: area,
    codes: ['axis-out-of-range', 'dim-mismatch', 'dtype-mismatch', 'broadcast-mismatch'],
    call({ y, x, dim }, cx) {
      const at = axisIn(y, dim, cx);
      const points = x.kind === 'tensor' ? x : null;
      checkPoints(y, points, at, cx);
      const type = areaType(y, points, cx);
      if (at === null || !y.shape || y.shape.hasPrefix || (points && points.shape?.dims.length !== 1)) {
        const same = points?.shape?.dims.length === y.shape?.dims.length && at !== null && points?.shape && !points.shape.hasPrefix;
        if (!same) return made(cx, [y], null, type);
      }
      const { dims } = y.shape!;
      const whole = name !== 'trapezoid';
      return made(cx, [y], shapeOf(whole ? dims.map((d, i) => (i === at ? minus(d, 1) : d)) : dims.filter((_, i) => i !== at)), type);
    },
    examples: [
      `torch.${name}(torch.ones(2, 5))  #> [2${name === 'trapezoid' ? '' : ', 4'}]`,
      `torch.${name}(torch.ones(2, 5), dim=2)  #! error[axis-out-of-range]: no axis 2`,
      `torch.${name}(torch.ones(2, 5), torch.ones(4))  #! error[dim-mismatch]: 4 points`,
      `torch.${name}(torch.ones(2, 5), torch.ones(2, 4))  #! error[broadcast-mismatch]: do not fit`,
      `torch.${name}(torch.ones(2, 5) > 0)  #! error[dtype-mismatch]: does not take bool`,
    ],
  }),
);

/** Slopes along axes. */
export const gradient = torchOp({
  name: 'gradient',
  summary: 'The slope at each element along axes, a tensor for each axis.',
  params: { input: t(), spacing: keyword(value(none)), dim: keyword(value(none)), edge_order: keyword(integer(1)) },
  codes: ['axis-out-of-range'],
  call({ input, dim, spacing }, cx) {
    const axes = axesIn(input, readAxes(dim, cx.heap), cx);
    if (!axes || spacing.kind === 'tensor') return unknown;
    const type = floatType(input.dtype);
    return { kind: 'tuple', items: axes.map(() => made(cx, [input], input.shape, type)) };
  },
  examples: [
    'torch.gradient(torch.ones(4, 5))[0]  #> [4, 5]',
    'torch.gradient(torch.ones(4, 5), dim=2)  #! error[axis-out-of-range]: no axis 2',
  ],
});
