import { einsumShape, flag, mixLikeTensorflow, msg, productShape, readDims, tensordotShape, text, toTensor, value } from '../kernel';
import type { CallContext, FunctionDef } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, isLiteral } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { checkType, realOf } from './elementTypes';
import { made, tensorflowOp, x } from './tensorflowOp';

function mixedType(left: Value, right: Value, a: TensorValue, b: TensorValue, cx: CallContext): string | null {
  const mixed = mixLikeTensorflow(left, right, a, b);
  if (mixed.fits) return mixed.dtype;
  cx.report('dtype-mismatch', msg('{0} mixes no types: {1} and {2}', cx.label, ...mixed.types), { from: [a, b] });
  return null;
}

/** An array of NumPy in the first place keeps its type; one in the second place takes that of the first. */
function matmulType(left: Value, right: Value, a: TensorValue, b: TensorValue, cx: CallContext): string | null {
  const keeps = left.kind === 'tensor' && a.framework === 'numpy' && b.framework === 'tensorflow';
  if (!keeps || a.dtype === null || b.dtype === null || a.dtype === b.dtype) return mixedType(left, right, a, b, cx);
  cx.report('dtype-mismatch', msg('{0} mixes no types: {1} and {2}', cx.label, a.dtype, b.dtype), { at: 'a', from: [a, b] });
  return b.dtype;
}

/** The last two axes swapped. */
function swapped(t: TensorValue, isSwapped: boolean | null): TensorValue {
  if (isSwapped === false || !t.shape) return t;
  const { dims, hasPrefix } = t.shape;
  if (isSwapped === null || dims.length < 2) return { ...t, shape: null };
  return { ...t, shape: shapeOf([...dims.slice(0, -2), dims.at(-1)!, dims.at(-2)!], hasPrefix) };
}

export const matmul = tensorflowOp({
  name: 'linalg.matmul',
  also: ['matmul'],
  summary: 'The product of matrices in the last two axes.',
  params: { a: value(), b: value(), transpose_a: flag(false), transpose_b: flag(false), adjoint_a: flag(false), adjoint_b: flag(false) },
  other: ['a_is_sparse', 'b_is_sparse', 'output_type', 'grad_a', 'grad_b', 'name'],
  codes: ['dim-mismatch', 'rank-mismatch', 'dtype-mismatch', 'broadcast-mismatch'],
  call(args, cx) {
    const [a, b] = [toTensor(args.a, cx.heap, 'tensorflow'), toTensor(args.b, cx.heap, 'tensorflow')];
    const dtype = matmulType(args.a, args.b, a, b, cx);
    const either = (p: boolean | null, q: boolean | null): boolean | null => (p || q ? true : p === null || q === null ? null : false);
    const [left, right] = [swapped(a, either(args.transpose_a, args.adjoint_a)), swapped(b, either(args.transpose_b, args.adjoint_b))];
    const flat = [left, right].find((t) => (rankOf(t.shape) ?? 2) < 2);
    if (flat) {
      cx.report(
        'rank-mismatch',
        msg('{0} takes matrices, with two axes or more: {1} and {2}', cx.label, formatShape(a.shape), formatShape(b.shape)),
        { from: [a, b] },
      );
      return made(cx, [a, b], null, dtype);
    }
    return made(cx, [a, b], productShape(left, right, cx), dtype);
  },
  examples: [
    'tf.matmul(tf.zeros((2, 3)), tf.zeros((3, 4)))  #> [2, 4]',
    'tf.matmul(tf.zeros((2, 3)), tf.zeros((4, 3)), transpose_b=True)  #> [2, 4]',
    'tf.matmul(tf.zeros((2, 3)), tf.zeros((4, 3)))  #! error[dim-mismatch]: (2, 3) and (4, 3)',
    'tf.matmul(tf.zeros((2, 3)), tf.zeros(3))  #! error[rank-mismatch]: matrices',
    "tf.matmul(tf.zeros((2, 3)), tf.zeros((3, 4), 'int32'))  #! error[dtype-mismatch]: float32 and int32",
    'tf.matmul(np.zeros((2, 3)), tf.zeros((3, 4)))  #! error[dtype-mismatch]: float64 and float32',
    'tf.matmul(tf.zeros((2, 3)), np.zeros((3, 4)))  #> [2, 4]',
    'tf.matmul(tf.zeros((5, 2, 3)), tf.zeros((4, 3, 4)))  #! error[broadcast-mismatch]: (5, 2, 3)',
  ],
});

export const matvec = tensorflowOp({
  name: 'linalg.matvec',
  summary: 'The product of matrices with vectors.',
  params: { a: x(), b: x(), transpose_a: flag(false) },
  other: ['adjoint_a', 'a_is_sparse', 'b_is_sparse', 'name'],
  codes: ['dim-mismatch'],
  call({ a, b, transpose_a }, cx) {
    const column: TensorValue = { ...b, shape: b.shape && shapeOf([...b.shape.dims, 1], b.shape.hasPrefix) };
    const product = productShape(swapped(a, transpose_a), column, cx);
    return made(cx, [a, b], product && shapeOf(product.dims.slice(0, -1), product.hasPrefix), a.dtype);
  },
  examples: [
    'tf.linalg.matvec(tf.zeros((2, 3)), tf.zeros(3))  #> [2]',
    'tf.linalg.matvec(tf.zeros((2, 3)), tf.zeros(4))  #! error[dim-mismatch]: (2, 3)',
  ],
});

export const einsum = tensorflowOp({
  name: 'einsum',
  also: ['linalg.einsum'],
  summary: 'A sum of products over named axes.',
  params: { equation: text(), inputs: { ...value(), kind: 'rest' } },
  other: ['optimize', 'name'],
  codes: ['dim-mismatch', 'rank-mismatch'],
  call({ equation, inputs }, cx) {
    const given = inputs.kind === 'tuple' ? inputs.items.map((v) => toTensor(v, cx.heap, 'tensorflow')) : null;
    const dtype = given?.every((t) => t.dtype === given[0]!.dtype) ? (given[0]?.dtype ?? null) : null;
    return made(cx, given ?? [], einsumShape(equation, given, cx, 'inputs'), dtype);
  },
  examples: [
    "tf.einsum('bij,bjk->bik', tf.zeros((5, 2, 3)), tf.zeros((5, 3, 4)))  #> [5, 2, 4]",
    "tf.einsum('ij,jk->ik', tf.zeros((2, 3)), tf.zeros((4, 3)))  #! error[dim-mismatch]: 'j'",
    "tf.einsum('ij,jk->ik', tf.zeros((2, 3)), tf.zeros(3))  #! error[rank-mismatch]: 'jk'",
  ],
});

export const tensordot = tensorflowOp({
  name: 'tensordot',
  also: ['linalg.tensordot'],
  summary: 'Sums of products over pairs of axes of two tensors.',
  params: { a: x(), b: x(), axes: value() },
  codes: ['dim-mismatch'],
  call({ a, b, axes }, cx) {
    return made(cx, [a, b], tensordotShape(a, b, pairsOf(axes, cx), cx), a.dtype ?? b.dtype);
  },
  examples: [
    'tf.tensordot(tf.zeros((2, 3)), tf.zeros((3, 4)), axes=1)  #> [2, 4]',
    'tf.tensordot(tf.zeros((2, 3)), tf.zeros((4, 3)), axes=1)  #! error[dim-mismatch]: (4, 3)',
  ],
});

function pairsOf(axes: Value, cx: CallContext): Dim | readonly [readonly Dim[], readonly Dim[]] | null {
  if (axes.kind === 'int') return axes.value;
  const items = cx.iterate(axes);
  if (items?.length !== 2) return null;
  const [left, right] = items.map((item) => readDims(item, cx.heap));
  return left && right ? [left, right] : null;
}

/** A matrix by its last two axes: `square` ones must have equal extents. */
type MatrixShape = 'same' | 'batch' | 'vector' | 'swapped';

const matrixRows: readonly (readonly [string, string, MatrixShape, 'same' | 'real', string])[] = [
  ['linalg.inv', 'The inverse of matrices.', 'same', 'same', 'input'],
  ['linalg.cholesky', 'The Cholesky factor of matrices.', 'same', 'same', 'input'],
  ['linalg.expm', 'The exponential of matrices.', 'same', 'same', 'input'],
  ['linalg.sqrtm', 'The square root of matrices.', 'same', 'same', 'input'],
  ['linalg.det', 'The determinant of matrices.', 'batch', 'same', 'input'],
  ['linalg.logdet', 'The logarithm of the determinant of positive matrices.', 'batch', 'real', 'matrix'],
  ['linalg.eigvalsh', 'The eigenvalues of symmetric matrices.', 'vector', 'same', 'tensor'],
];

/** Functions of square matrices. */
export const squareMatrices: readonly FunctionDef[] = matrixRows.map(([name, summary, gives, type, param]) =>
  tensorflowOp({
    name,
    summary,
    params: { [param]: x() },
    other: name === 'linalg.inv' ? ['adjoint', 'name'] : ['name'],
    codes: ['dim-mismatch', 'rank-mismatch'],
    call(args, cx) {
      const input = args[param] as TensorValue;
      checkType(input, name === 'linalg.inv' ? 'inexact' : 'wide', cx, param);
      const dims = matrixDims(input, cx, param, true);
      const out = !dims ? null : gives === 'same' ? dims : gives === 'batch' ? dims.slice(0, -2) : dims.slice(0, -1);
      return made(cx, [input], out && shapeOf(out), type === 'real' ? realOf(input.dtype) : input.dtype);
    },
    examples: [
      `tf.${name}(tf.eye(3))  #> ${gives === 'same' ? '[3, 3]' : gives === 'batch' ? '[]' : '[3]'}`,
      `tf.${name}(tf.zeros((2, 3)))  #! error[dim-mismatch]: (2, 3)`,
      `tf.${name}(tf.zeros(3))  #! error[rank-mismatch]: (3,)`,
    ],
  }),
);

/** The extents of matrices; reports what is none. */
function matrixDims(input: TensorValue, cx: CallContext, at: string, isSquare = false): readonly Dim[] | null {
  const rank = rankOf(input.shape);
  if (rank === null) return null;
  const { dims } = input.shape!;
  if (rank < 2) {
    cx.report(
      'rank-mismatch',
      msg('{0}: {1} must have {2}, it is {3}', cx.label, at, msg('at least {0} axes', 2), formatShape(input.shape)),
      { at, from: [input] },
    );
    return null;
  }
  if (isSquare && compareDims(dims.at(-1)!, dims.at(-2)!) === 'different') {
    cx.report('dim-mismatch', msg('{0} takes square matrices: {1}', cx.label, formatShape(input.shape)), { at, from: [input] });
  }
  return dims;
}

/** The last two axes swapped. */
export const matrixTranspose = tensorflowOp({
  name: 'linalg.matrix_transpose',
  summary: 'Matrices with rows and columns swapped.',
  params: { a: x() },
  other: ['name', 'conjugate'],
  codes: ['rank-mismatch'],
  call: ({ a }, cx) => made(cx, [a], matrixDims(a, cx, 'a') ? swapped(a, true).shape : null, a.dtype),
  examples: [
    'tf.linalg.matrix_transpose(tf.zeros((5, 2, 3)))  #> [5, 3, 2]',
    'tf.linalg.matrix_transpose(tf.zeros(3))  #! error[rank-mismatch]: (3,)',
  ],
});

/** Part of a matrix, in its shape. */
export const bandPart = tensorflowOp({
  name: 'linalg.band_part',
  summary: 'The elements near the diagonal of matrices, 0 elsewhere.',
  params: { input: x(), num_lower: value(), num_upper: value() },
  codes: ['rank-mismatch'],
  call: ({ input }, cx) => made(cx, [input], matrixDims(input, cx, 'input') && input.shape, input.dtype),
  examples: [
    'tf.linalg.band_part(tf.ones((3, 3)), -1, 0)  #> [3, 3]',
    'tf.linalg.band_part(tf.ones(3), -1, 0)  #! error[rank-mismatch]: (3,)',
  ],
});

export const diag = tensorflowOp({
  name: 'linalg.diag',
  summary: 'Matrices with given diagonals.',
  params: { diagonal: x() },
  other: ['name', 'k', 'num_rows', 'num_cols', 'padding_value', 'align'],
  codes: [],
  call({ diagonal }, cx, bound) {
    const rank = rankOf(diagonal.shape);
    const isPlain = bound.isComplete && ![...bound.values.keys()].some((key) => key !== 'diagonal' && key !== 'name');
    return made(cx, [diagonal], rank && isPlain ? shapeOf([...diagonal.shape!.dims, diagonal.shape!.dims.at(-1)!]) : null, diagonal.dtype);
  },
  examples: ['tf.linalg.diag(tf.zeros(3))  #> [3, 3]'],
});

export const diagPart = tensorflowOp({
  name: 'linalg.diag_part',
  summary: 'The diagonals of matrices.',
  params: { input: x() },
  other: ['name', 'k', 'padding_value', 'align'],
  codes: ['rank-mismatch'],
  call({ input }, cx, bound) {
    const dims = matrixDims(input, cx, 'input');
    const isPlain = bound.isComplete && ![...bound.values.keys()].some((key) => key !== 'input' && key !== 'name');
    const [rows, columns] = dims ? [dims.at(-2)!, dims.at(-1)!] : [null, null];
    const least = rows !== null && columns !== null && isLiteral(rows) && isLiteral(columns) ? Math.min(rows, columns) : null;
    return made(cx, [input], dims && isPlain && least !== null ? shapeOf([...dims.slice(0, -2), least]) : null, input.dtype);
  },
  examples: ['tf.linalg.diag_part(tf.zeros((2, 3)))  #> [2]', 'tf.linalg.diag_part(tf.zeros(3))  #! error[rank-mismatch]: (3,)'],
});

export const trace = tensorflowOp({
  name: 'linalg.trace',
  summary: 'The sum of the diagonals of matrices.',
  params: { x: x() },
  codes: ['rank-mismatch'],
  call({ x }, cx) {
    const dims = matrixDims(x, cx, 'x');
    return made(cx, [x], dims && shapeOf(dims.slice(0, -2)), x.dtype);
  },
  examples: ['tf.linalg.trace(tf.zeros((5, 2, 2)))  #> [5]', 'tf.linalg.trace(tf.zeros(3))  #! error[rank-mismatch]: (3,)'],
});
