import type { FunctionDef } from '../kernel';
import { fitShapes, flag, integer, keyword, msg, value } from '../kernel';
import { none, unknown } from '../../values/value';
import { shapeOf } from '../../values/shape';
import { axesIn, axis, axisIn, namedResult, refuseCount, refuseEmpty, withoutAxis } from './axisArguments';
import { resultType } from './elementTypes';
import { t, typeBy } from './operands';
import { made, torchOp } from './torchOp';

const complex = 'torch.ones(2, dtype=torch.complex64)';

/** The largest or smallest element: of all, along an axis with its position, or of two tensors. */
export const extremes: readonly FunctionDef[] = (
  [
    ['max', 'The largest element: of all, along an axis with its position, or of two tensors.'],
    ['min', 'The smallest element: of all, along an axis with its position, or of two tensors.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: t(), dim: value(none), keepdim: flag(false), other: keyword(value(none)) },
    keywords: ['out'],
    codes: ['axis-out-of-range', 'dtype-mismatch', 'broadcast-mismatch', 'non-positive-size'],
    call({ input, dim, keepdim, other }, cx) {
      const second = dim.kind === 'tensor' ? dim : other.kind === 'tensor' ? other : null;
      if (second) {
        const type = typeBy('===x', resultType(input, second), cx, 'input', [input, second]);
        return made(cx, [input, second], fitShapes([input, second], cx), type);
      }
      const type = typeBy('===x', input.dtype, cx, 'input', [input]);
      if (dim.kind === 'none' && other.kind === 'none') {
        refuseEmpty(input, axesIn(input, 'all', cx), cx);
        return made(cx, [input], shapeOf([]), type);
      }
      if (dim.kind === 'tuple') {
        cx.report('dtype-mismatch', msg('{0}: {1} is one whole number, it gets a value of type {2}', cx.label, 'dim', 'tuple'), {
          at: 'dim',
        });
        return unknown;
      }
      if (dim.kind !== 'int') return unknown;
      const shape = withoutAxis(input, dim.value, keepdim, cx);
      if (shape) refuseEmpty(input, axesIn(input, [dim.value], cx), cx);
      return namedResult(cx, name, [input], { values: [shape, type], indices: [shape, 'int64'] });
    },
    examples: [
      `torch.${name}(torch.ones(2, 3), dim=1).values  #> [2]`,
      `torch.${name}(torch.ones(2, 3), torch.ones(3))  #> [2, 3]`,
      `torch.${name}(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2`,
      `torch.${name}(torch.ones(2, 3), torch.ones(2))  #! error[broadcast-mismatch]: do not fit`,
      `torch.${name}(${complex})  #! error[dtype-mismatch]: does not take`,
      `torch.${name}(torch.ones(0, 3))  #! error[non-positive-size]: has no elements`,
    ],
  }),
);

/** Medians: of all elements, or along an axis with their positions. */
export const medians: readonly FunctionDef[] = (
  [
    ['median', 'The median: of all elements, or along an axis with its position.'],
    ['nanmedian', 'The median of the numbers: of all elements, or along an axis with its position.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: t(), dim: axis('None'), keepdim: flag(false) },
    keywords: ['out'],
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    call({ input, dim, keepdim }, cx) {
      const type = typeBy('x==x', input.dtype, cx, 'input', [input]);
      if (dim === 'all') return made(cx, [input], shapeOf([]), type);
      const shape = withoutAxis(input, dim, keepdim, cx);
      return namedResult(cx, name, [input], { values: [shape, type], indices: [shape, 'int64'] });
    },
    examples: [
      `torch.${name}(torch.ones(2, 3), dim=1).values  #> [2]`,
      `torch.${name}(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2`,
      `torch.${name}(${complex})  #! error[dtype-mismatch]: does not take`,
    ],
  }),
);

/** The most frequent element along an axis. */
export const mode = torchOp({
  name: 'mode',
  summary: 'The most frequent element along an axis, and its position.',
  method: true,
  params: { input: t(), dim: axis(-1), keepdim: flag(false) },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ input, dim, keepdim }, cx) {
    const type = typeBy('===x', input.dtype, cx, 'input', [input]);
    const shape = withoutAxis(input, dim, keepdim, cx);
    return namedResult(cx, 'mode', [input], { values: [shape, type], indices: [shape, 'int64'] });
  },
  examples: [
    'torch.mode(torch.ones(2, 3), dim=1).values  #> [2]',
    'torch.mode(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2',
    `torch.mode(${complex})  #! error[dtype-mismatch]: does not take`,
  ],
});

/** The `k`-th smallest element along an axis. */
export const kthvalue = torchOp({
  name: 'kthvalue',
  summary: 'The `k`-th smallest element along an axis, and its position.',
  method: true,
  params: { input: t(), k: integer(), dim: axis(-1), keepdim: flag(false) },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ input, k, dim, keepdim }, cx) {
    const type = typeBy('x==x', input.dtype, cx, 'input', [input]);
    const shape = withoutAxis(input, dim, keepdim, cx);
    if (shape) refuseCount(k, input, axisIn(input, dim, cx), 1, cx);
    return namedResult(cx, 'kthvalue', [input], { values: [shape, type], indices: [shape, 'int64'] });
  },
  examples: [
    'torch.kthvalue(torch.ones(2, 3), 2, dim=1).values  #> [2]',
    'torch.kthvalue(torch.ones(2, 3), 4)  #! error[axis-out-of-range]: 4 of 3',
    `torch.kthvalue(${complex}, 1)  #! error[dtype-mismatch]: does not take`,
  ],
});
