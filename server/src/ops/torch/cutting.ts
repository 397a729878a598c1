import type { FunctionDef } from '../kernel';
import { dims, integer, msg, value } from '../kernel';
import { addDims, floorDivDims, isKnown, isLiteral, subDims, unknownDim } from '../../values/dim';
import { formatDim } from '../../values/dim';
import { formatShape, shapeOf } from '../../values/shape';
import { none } from '../../values/value';
import { refuseNegative } from './sizes';
import { made, torchOp, x } from './torchOp';
import { axisIn, dimsOf, replaced, selected, stridesOf } from './views';

/** Part of an axis. */
export const narrow: readonly FunctionDef[] = (
  [
    ['narrow', 'A number of elements of an axis from a position on.'],
    ['narrow_copy', 'A copy of a number of elements of an axis from a position on.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: x(), dim: integer(), start: integer(), length: integer() },
    keywords: name === 'narrow' ? [] : ['out'],
    codes: ['axis-out-of-range', 'dim-mismatch', 'non-positive-size', 'rank-mismatch'],
    call({ input, dim, start, length }, cx) {
      const own = dimsOf(input);
      const axis = axisIn(input, dim, cx);
      if (axis === 'none') {
        cx.report('rank-mismatch', msg('{0} takes tensors with axes: {1}', cx.label, formatShape(input.shape)), {
          at: 'input',
          from: [input],
        });
        return made(cx, [input], null, input.dtype);
      }
      if (!own || axis === null || refuseNegative([length], cx, 'length')) return made(cx, [input], null, input.dtype);
      const extent = own[axis]!;
      if (isLiteral(extent) && isLiteral(start) && isLiteral(length)) {
        const from = start < 0 ? start + extent : start;
        if (from < 0 || from + length > extent)
          cx.report('dim-mismatch', msg('{0}: axis {1} has {2} elements, not {3} from {4} on', cx.label, axis, extent, length, start), {
            at: 'length',
            from: [input],
          });
        else {
          const strides = stridesOf(own);
          return selected(cx, input, replaced(own, axis, length), strides, strides ? from * strides[axis]! : 0);
        }
      }
      return made(cx, [input], replaced(own, axis, length), input.dtype);
    },
    examples: [
      `torch.${name}(torch.zeros(5, 3), 0, 1, 2)  #> [2, 3]`,
      `torch.${name}(torch.zeros(5, 3), 2, 1, 2)  #! error[axis-out-of-range]: no axis 2`,
      `torch.${name}(torch.zeros(5, 3), 0, 4, 2)  #! error[dim-mismatch]: has 5 elements`,
      `torch.${name}(torch.zeros(5, 3), 0, 4, -2)  #! error[non-positive-size]: cannot be negative`,
      `torch.${name}(torch.tensor(3), 0, 0, 1)  #! error[rank-mismatch]: takes tensors with axes`,
    ],
  }),
);

/** One position of an axis. */
export const select = torchOp({
  name: 'select',
  summary: 'What lies at one position of an axis, without that axis.',
  method: true,
  params: { input: x(), dim: integer(), index: integer() },
  codes: ['axis-out-of-range'],
  call({ input, dim, index }, cx) {
    const own = dimsOf(input);
    const axis = axisIn(input, dim, cx);
    if (axis === 'none') {
      cx.report(
        'axis-out-of-range',
        msg('{0}: there is no axis {1} among {2}: {3}', cx.label, formatDim(dim), 0, formatShape(input.shape)),
        { at: 'dim', from: [input] },
      );
      return made(cx, [input], null, input.dtype);
    }
    if (!own || axis === null)
      return made(cx, [input], own && own.length ? shapeOf(own.slice(1).map(() => unknownDim)) : null, input.dtype);
    const extent = own[axis]!;
    const strides = stridesOf(own);
    const left = shapeOf(own.filter((_, i) => i !== axis));
    if (!isLiteral(extent) || !isLiteral(index)) return made(cx, [input], left, input.dtype);
    if (index >= extent || index < -extent) {
      cx.report(
        'axis-out-of-range',
        msg('There is no element {0} on axis {1}, which has {2}: {3}', index, axis, extent, formatShape(input.shape)),
        { at: 'index', from: [input] },
      );
      return made(cx, [input], left, input.dtype);
    }
    const at = index < 0 ? index + extent : index;
    return selected(cx, input, left, strides && strides.filter((_, i) => i !== axis), strides ? at * strides[axis]! : 0);
  },
  examples: [
    'torch.select(torch.zeros(5, 3), 1, 0)  #> [5]',
    'torch.zeros(5, 3).select(0, -1)  #> [3]',
    'torch.select(torch.zeros(5, 3), 1, 3)  #! error[axis-out-of-range]: no element 3',
  ],
});

/** Windows along an axis. */
export const unfold = torchOp({
  name: 'unfold',
  summary: 'All windows of a size along an axis, their elements on a new last axis.',
  method: 'only',
  params: { self: x(), dimension: integer(), size: integer(), step: integer() },
  codes: ['axis-out-of-range', 'dim-mismatch', 'non-positive-size'],
  call({ self, dimension, size, step }, cx) {
    const own = dimsOf(self);
    const axis = axisIn(self, dimension, cx, 'dimension');
    if (isLiteral(step) && step < 1) {
      cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, 'step', step), { at: 'step', from: [self] });
      return made(cx, [self], null, self.dtype);
    }
    if (!own || axis === null || refuseNegative([size], cx, 'size')) return made(cx, [self], null, self.dtype);
    if (axis === 'none') return made(cx, [self], shapeOf([size]), self.dtype);
    const extent = own[axis]!;
    if (isLiteral(extent) && isLiteral(size) && size > extent) {
      cx.report('dim-mismatch', msg('{0}: axis {1} has {2} elements, a window takes {3}', cx.label, axis, extent, size), {
        at: 'size',
        from: [self],
      });
      return made(cx, [self], null, self.dtype);
    }
    const left = isKnown(extent) && isKnown(size) ? subDims(extent, size) : unknownDim;
    const count = left === unknownDim || !isLiteral(step) ? unknownDim : addDims(floorDivDims(left, step), 1);
    return made(cx, [self], shapeOf([...replaced(own, axis, count)!.dims, size]), self.dtype, { range: self.range ?? null });
  },
  examples: [
    'torch.zeros(2, 7).unfold(1, 3, 2)  #> [2, 3, 3]',
    'torch.zeros(2, 7).unfold(2, 3, 2)  #! error[axis-out-of-range]: no axis 2',
    'torch.zeros(2, 7).unfold(1, 8, 1)  #! error[dim-mismatch]: a window takes 8',
    'torch.zeros(2, 7).unfold(1, 3, 0)  #! error[non-positive-size]: must be positive',
  ],
});

/** Any steps through the memory. */
export const asStrided = torchOp({
  name: 'as_strided',
  summary: 'The memory of a tensor seen in given extents and steps.',
  method: true,
  params: { input: x(), size: dims(), stride: dims(), storage_offset: value(none) },
  codes: ['rank-mismatch'],
  call({ input, size, stride }, cx) {
    if (size && stride && size.length !== stride.length)
      cx.report('rank-mismatch', msg('{0}: {1} steps are given for {2} axes', cx.label, stride.length, size.length), {
        at: 'stride',
        from: [input],
      });
    return made(cx, [input], size && shapeOf(size), input.dtype);
  },
  examples: [
    'torch.as_strided(torch.zeros(6), (2, 3), (3, 1))  #> [2, 3]',
    'torch.as_strided(torch.zeros(6), (2, 3), (3,))  #! error[rank-mismatch]: 1 steps are given for 2 axes',
  ],
});
