import type { CallContext, FunctionDef } from '../kernel';
import { integer, msg, refuseRank } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, isLiteral, productOf, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { made, torchOp, x } from './torchOp';
import { axisIn, dimsOf } from './views';

/** One of the triangles of matrices. */
export const triangles: readonly FunctionDef[] = (
  [
    ['tril', 'The matrices with zeros above a diagonal.'],
    ['triu', 'The matrices with zeros below a diagonal.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: true,
    methods: [`${name}_`],
    params: { input: x(), diagonal: integer(0) },
    keywords: ['out'],
    codes: ['rank-mismatch'],
    call({ input }, cx) {
      refuseRank(input, { min: 2 }, cx, 'input');
      const { range } = input;
      return made(cx, [input], input.shape, input.dtype, {
        range: range ? { ...range, min: Math.min(0, range.min), max: Math.max(0, range.max), isLoose: true } : null,
      });
    },
    examples: [`torch.${name}(torch.ones(3, 3))  #> [3, 3]`, `torch.${name}(torch.ones(3))  #! error[rank-mismatch]: at least 2 axes`],
  }),
);

/** How many elements a diagonal of a matrix has. */
function lengthOf(rows: Dim, columns: Dim, offset: Dim): Dim {
  if (rows === columns && offset === 0) return rows;
  if (!isLiteral(rows) || !isLiteral(columns) || !isLiteral(offset)) return unknownDim;
  return Math.max(0, offset >= 0 ? Math.min(rows, columns - offset) : Math.min(rows + offset, columns));
}

/** The side of a square matrix with so many elements on a diagonal. */
function sideOf(length: Dim, offset: Dim): Dim {
  return isLiteral(offset) ? addDims(length, Math.abs(offset)) : unknownDim;
}

/** A diagonal of a matrix, or the matrix of a diagonal. */
export const diag = torchOp({
  name: 'diag',
  summary: 'The diagonal of a matrix, or the matrix that has a vector on its diagonal.',
  method: true,
  params: { input: x(), diagonal: integer(0) },
  keywords: ['out'],
  codes: ['rank-mismatch'],
  call({ input, diagonal: offset }, cx) {
    const own = dimsOf(input);
    if (!own || refuseRank(input, { min: 1, max: 2 }, cx, 'input')) return made(cx, [input], null, input.dtype);
    const side = own.length === 1 ? sideOf(own[0]!, offset) : null;
    return made(cx, [input], shapeOf(side === null ? [lengthOf(own[0]!, own[1]!, offset)] : [side, side]), input.dtype);
  },
  examples: [
    'torch.diag(torch.zeros(3))  #> [3, 3]',
    'torch.diag(torch.zeros(3, 4), 1)  #> [3]',
    'torch.diag(torch.zeros(2, 3, 4))  #! error[rank-mismatch]: 1 to 2 axes',
  ],
});

/** The two axes of a plane; null when they are not known or were reported. */
function planeOf(input: TensorValue, one: Dim, other: Dim, cx: CallContext, rank?: number): readonly [number, number] | null {
  const a = axisIn(input, one, cx, 'dim1', rank);
  const b = a === null ? null : axisIn(input, other, cx, 'dim2', rank);
  if (typeof a !== 'number' || typeof b !== 'number') return null;
  if (a !== b) return [a, b];
  cx.report('axis-out-of-range', msg('{0}: axis {1} is named twice', cx.label, a), { at: 'dim2', from: [input] });
  return null;
}

/** The diagonals of matrices. */
export const diagonal = torchOp({
  name: 'diagonal',
  summary: 'The diagonals of the planes of two axes, on a new last axis.',
  method: true,
  params: { input: x(), offset: integer(0), dim1: integer(0), dim2: integer(1) },
  codes: ['axis-out-of-range'],
  call({ input, offset, dim1, dim2 }, cx) {
    const own = dimsOf(input);
    const plane = planeOf(input, dim1, dim2, cx);
    if (!own || !plane) return made(cx, [input], null, input.dtype);
    const left = own.filter((_, i) => !plane.includes(i));
    return made(cx, [input], shapeOf([...left, lengthOf(own[plane[0]]!, own[plane[1]]!, offset)]), input.dtype, {
      range: input.range ?? null,
    });
  },
  examples: [
    'torch.diagonal(torch.zeros(3, 4))  #> [3]',
    'torch.diagonal(torch.zeros(2, 3, 4), 1, 1, 2)  #> [2, 3]',
    'torch.diagonal(torch.zeros(3))  #! error[axis-out-of-range]: no axis 1',
  ],
});

/** Matrices that have the last axis on their diagonals. */
export const diagEmbed = torchOp({
  name: 'diag_embed',
  summary: 'Matrices that have the last axis of a tensor on their diagonals.',
  method: true,
  params: { input: x(), offset: integer(0), dim1: integer(-2), dim2: integer(-1) },
  codes: ['axis-out-of-range', 'rank-mismatch'],
  call({ input, offset, dim1, dim2 }, cx) {
    const own = dimsOf(input);
    if (!own || refuseRank(input, { min: 1 }, cx, 'input')) return made(cx, [input], null, input.dtype);
    const plane = planeOf(input, dim1, dim2, cx, own.length + 1);
    if (!plane) return made(cx, [input], null, input.dtype);
    const side = sideOf(own.at(-1)!, offset);
    const left = own.slice(0, -1);
    const shape: MaybeShape = shapeOf(Array.from({ length: own.length + 1 }, (_, i) => (plane.includes(i) ? side : left.shift()!)));
    return made(cx, [input], shape, input.dtype);
  },
  examples: [
    'torch.diag_embed(torch.zeros(2, 3))  #> [2, 3, 3]',
    'torch.diag_embed(torch.zeros(2, 3), 0, 0, 3)  #! error[axis-out-of-range]: no axis 3',
    'torch.diag_embed(torch.tensor(3))  #! error[rank-mismatch]: at least 1 axes',
  ],
});

/** A matrix that has all elements on its diagonal. */
export const diagflat = torchOp({
  name: 'diagflat',
  summary: 'The matrix that has all elements of a tensor on its diagonal.',
  method: true,
  params: { input: x(), offset: integer(0) },
  codes: [],
  call({ input, offset }, cx) {
    const own = dimsOf(input);
    const side = own ? sideOf(productOf(own), offset) : unknownDim;
    return made(cx, [input], shapeOf([side, side]), input.dtype);
  },
  examples: ['torch.diagflat(torch.zeros(2, 3))  #> [6, 6]'],
});

/** A part of a tensor replaced, as a new tensor. */
export const partScatters: readonly FunctionDef[] = (
  [
    ['diagonal_scatter', 'A copy of a tensor with another one on the diagonals of a plane.', ['offset', 'dim1', 'dim2']],
    ['select_scatter', 'A copy of a tensor with another one at a position of an axis.', ['dim', 'index']],
    ['slice_scatter', 'A copy of a tensor with another one in a slice of an axis.', ['dim', 'start', 'end', 'step']],
  ] as const
).flatMap(([name, summary, other]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: x(), src: x() },
    other,
    keywords: ['out'],
    codes: [],
    call: ({ input }, cx) => made(cx, [input], input.shape, input.dtype),
    examples: [
      name === 'diagonal_scatter'
        ? 'torch.diagonal_scatter(torch.zeros(3, 3), torch.ones(3))  #> [3, 3]'
        : name === 'select_scatter'
          ? 'torch.select_scatter(torch.zeros(2, 3), torch.ones(3), 0, 0)  #> [2, 3]'
          : 'torch.slice_scatter(torch.zeros(4, 3), torch.ones(2, 3), 0, 0, 2)  #> [4, 3]',
    ],
  }),
);
