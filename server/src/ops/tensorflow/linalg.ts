import type { FunctionDef } from '../kernel';
import { choice, flag, refuseRank, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import { msg } from '../kernel';
import type { CallContext } from '../kernel';
import type { TensorValue } from '../../values/value';
import { none, tuple } from '../../values/value';
import { realOf } from './elementTypes';
import { made, tensorflowOp, x } from './tensorflowOp';

const matrices = { min: 2 };

/** The extents of matrices: those before, rows and columns; null when they are not known. */
function partsOf(t: TensorValue): { readonly batch: readonly Dim[]; readonly rows: Dim; readonly columns: Dim } | null {
  const rank = rankOf(t.shape);
  if (rank === null || rank < 2) return null;
  const { dims } = t.shape!;
  return { batch: dims.slice(0, -2), rows: dims.at(-2)!, columns: dims.at(-1)! };
}

function refuseUneven(t: TensorValue, cx: CallContext, at: string): boolean {
  if (refuseRank(t, matrices, cx, at)) return true;
  const parts = partsOf(t);
  if (!parts || compareDims(parts.rows, parts.columns) !== 'different') return false;
  cx.report('dim-mismatch', msg('{0} takes square matrices: {1}', cx.label, formatShape(t.shape)), { at, from: [t] });
  return true;
}

const least = (a: Dim, b: Dim): Dim => (typeof a === 'number' && typeof b === 'number' ? Math.min(a, b) : a === b ? a : unknownDim);

const complexOf = (dtype: string | null): string | null => (dtype === 'float32' ? 'complex64' : dtype === 'float64' ? 'complex128' : dtype);

export const adjoint = tensorflowOp({
  name: 'linalg.adjoint',
  summary: 'Matrices transposed and conjugated.',
  params: { matrix: x() },
  codes: [],
  call({ matrix }, cx) {
    const parts = partsOf(matrix);
    return made(cx, [matrix], parts && shapeOf([...parts.batch, parts.columns, parts.rows]), matrix.dtype);
  },
  examples: ['tf.linalg.adjoint(tf.zeros((5, 2, 3)))  #> [5, 3, 2]'],
});

export const cross = tensorflowOp({
  name: 'linalg.cross',
  summary: 'The cross product of vectors of 3.',
  params: { a: x(), b: x() },
  codes: ['broadcast-mismatch'],
  call({ a, b }, cx) {
    const [p, q] = [rankOf(a.shape), rankOf(b.shape)];
    const differ = p !== null && q !== null && (p !== q || a.shape!.dims.some((d, i) => compareDims(d, b.shape!.dims[i]!) === 'different'));
    if (differ)
      cx.report(
        'broadcast-mismatch',
        msg('{0} takes two tensors of one shape: {1} and {2}', cx.label, formatShape(a.shape), formatShape(b.shape)),
        { at: 'b', from: [a, b] },
      );
    return made(cx, [a, b], a.shape, a.dtype);
  },
  examples: [
    'tf.linalg.cross(tf.zeros((4, 3)), tf.ones((4, 3)))  #> [4, 3]',
    'tf.linalg.cross(tf.zeros((4, 3)), tf.ones(3))  #! error[broadcast-mismatch]: (3,)',
  ],
});

/** Decompositions of square matrices into values and vectors. */
export const eigen: readonly FunctionDef[] = (
  [
    ['linalg.eigh', [], 'Eigenvalues and eigenvectors of self-adjoint matrices.', 'tensor'],
    ['linalg.eig', ['eig'], 'Eigenvalues and eigenvectors of matrices.', 'tensor'],
  ] as const
).map(([name, also, summary, param]) =>
  tensorflowOp({
    name,
    also,
    summary,
    params: { [param]: x() },
    codes: ['rank-mismatch', 'dim-mismatch'],
    call(args, cx) {
      const t = (args as Record<string, TensorValue>)[param]!;
      const parts = refuseUneven(t, cx, param) ? null : partsOf(t);
      const dtype = name === 'linalg.eig' ? complexOf(t.dtype) : t.dtype;
      return tuple([
        made(cx, [t], parts && shapeOf([...parts.batch, parts.rows]), name === 'linalg.eigh' ? realOf(dtype) : dtype),
        made(cx, [t], t.shape, dtype),
      ]);
    },
    examples: [
      `tf.${name}(tf.eye(3))[0]  #> [3]`,
      `tf.${name}(tf.zeros(3))  #! error[rank-mismatch]: (3,)`,
      `tf.${name}(tf.zeros((3, 4)))  #! error[dim-mismatch]: square`,
    ],
  }),
);

export const svd = tensorflowOp({
  name: 'linalg.svd',
  summary: 'The singular value decomposition of matrices.',
  params: { tensor: x(), full_matrices: flag(false), compute_uv: flag(true) },
  codes: ['rank-mismatch'],
  call({ tensor, full_matrices, compute_uv }, cx) {
    const parts = refuseRank(tensor, matrices, cx, 'tensor') ? null : partsOf(tensor);
    const k = parts ? least(parts.rows, parts.columns) : unknownDim;
    const make = (...last: readonly Dim[]): TensorValue => made(cx, [tensor], parts && shapeOf([...parts.batch, ...last]), tensor.dtype);
    const s = make(k);
    if (compute_uv === false) return s;
    const [m, n] = [parts?.rows ?? unknownDim, parts?.columns ?? unknownDim];
    const cut = (d: Dim): Dim => (full_matrices === null ? unknownDim : full_matrices ? d : k);
    return tuple([{ ...s, dtype: realOf(s.dtype) }, make(m, cut(m)), make(n, cut(n))]);
  },
  examples: ['tf.linalg.svd(tf.zeros((5, 3)))[1]  #> [5, 3]', 'tf.linalg.svd(tf.zeros(3))  #! error[rank-mismatch]: (3,)'],
});

export const qr = tensorflowOp({
  name: 'linalg.qr',
  summary: 'The QR decomposition of matrices.',
  params: { input: x(), full_matrices: flag(false) },
  codes: ['rank-mismatch'],
  call({ input, full_matrices }, cx) {
    const parts = refuseRank(input, matrices, cx, 'input') ? null : partsOf(input);
    const k = parts && full_matrices !== null ? (full_matrices ? parts.rows : least(parts.rows, parts.columns)) : unknownDim;
    const make = (a: Dim, b: Dim): TensorValue => made(cx, [input], parts && shapeOf([...parts.batch, a, b]), input.dtype);
    return tuple([make(parts?.rows ?? unknownDim, k), make(k, parts?.columns ?? unknownDim)]);
  },
  examples: ['tf.linalg.qr(tf.zeros((5, 3)))[0]  #> [5, 3]', 'tf.linalg.qr(tf.zeros(3))  #! error[rank-mismatch]: (3,)'],
});

/** Solutions of linear systems. */
export const solvers: readonly FunctionDef[] = (
  [
    ['linalg.solve', 'Solves systems of linear equations.', ['matrix', 'rhs'], ['adjoint', 'name']],
    ['linalg.triangular_solve', 'Solves systems whose matrices are triangular.', ['matrix', 'rhs'], ['lower', 'adjoint', 'name']],
    ['linalg.cholesky_solve', 'Solves systems by a Cholesky decomposition.', ['chol', 'rhs'], ['name']],
  ] as const
).map(([name, summary, [a, b], other]) =>
  tensorflowOp({
    name,
    summary,
    params: { [a]: x(), [b]: x() },
    other: [...other],
    codes: ['rank-mismatch', 'dim-mismatch'],
    call(args, cx) {
      const given = args as Record<string, TensorValue>;
      const [left, right] = [given[a]!, given[b]!];
      if (refuseUneven(left, cx, a) || refuseRank(right, matrices, cx, b)) return made(cx, [left, right], null, right.dtype);
      const [p, q] = [partsOf(left), partsOf(right)];
      if (p && q && compareDims(p.rows, q.rows) === 'different')
        cx.report(
          'dim-mismatch',
          msg('{0}: {1} has not as many rows as {2}', cx.label, formatShape(right.shape), formatShape(left.shape)),
          { at: b, from: [left, right] },
        );
      return made(cx, [left, right], p?.batch.length === q?.batch.length ? right.shape : null, right.dtype);
    },
    examples: [
      `tf.${name}(tf.eye(3), tf.ones((3, 2)))  #> [3, 2]`,
      `tf.${name}(tf.eye(3), tf.ones(3))  #! error[rank-mismatch]: (3,)`,
      `tf.${name}(tf.eye(3), tf.ones((4, 2)))  #! error[dim-mismatch]: rows`,
    ],
  }),
);

export const lstsq = tensorflowOp({
  name: 'linalg.lstsq',
  summary: 'The least-squares solutions of systems of linear equations.',
  params: { matrix: x(), rhs: x() },
  other: ['l2_regularizer', 'fast', 'name'],
  codes: ['rank-mismatch'],
  call({ matrix, rhs }, cx) {
    const isWrong = refuseRank(matrix, matrices, cx, 'matrix') || refuseRank(rhs, matrices, cx, 'rhs');
    const [p, q] = isWrong ? [null, null] : [partsOf(matrix), partsOf(rhs)];
    return made(cx, [matrix, rhs], p && q ? shapeOf([...q.batch, p.columns, q.columns]) : null, rhs.dtype);
  },
  examples: [
    'tf.linalg.lstsq(tf.ones((5, 3)), tf.ones((5, 1)))  #> [3, 1]',
    'tf.linalg.lstsq(tf.ones((5, 3)), tf.ones(5))  #! error[rank-mismatch]: (5,)',
  ],
});

export const pinv = tensorflowOp({
  name: 'linalg.pinv',
  summary: 'The pseudo-inverses of matrices.',
  params: { a: x() },
  other: ['rcond', 'validate_args', 'name'],
  codes: [],
  call({ a }, cx) {
    const parts = partsOf(a);
    return made(cx, [a], parts && shapeOf([...parts.batch, parts.columns, parts.rows]), a.dtype);
  },
  examples: ['tf.linalg.pinv(tf.ones((5, 3)))  #> [3, 5]'],
});

/** Functions of square matrices that keep the shape, or give a number for each. */
export const ofMatrices: readonly FunctionDef[] = (
  [
    ['linalg.logm', 'The logarithms of matrices.', 'input', 'matrix', ['name']],
    ['linalg.matrix_rank', 'The ranks of matrices.', 'a', 'number', ['tol', 'validate_args', 'name']],
    ['linalg.eigvals', 'The eigenvalues of matrices.', 'tensor', 'values', ['name']],
  ] as const
).map(([name, summary, param, gives, other]) =>
  tensorflowOp({
    name,
    also: name === 'linalg.eigvals' ? ['eigvals'] : [],
    summary,
    params: { [param]: x() },
    other: [...other],
    codes: [],
    call(args, cx) {
      const t = (args as Record<string, TensorValue>)[param]!;
      const parts = partsOf(t);
      const shape: MaybeShape =
        gives === 'matrix' ? t.shape : parts && shapeOf(gives === 'number' ? parts.batch : [...parts.batch, parts.rows]);
      return made(cx, [t], shape, gives === 'number' ? 'int32' : gives === 'values' ? complexOf(t.dtype) : t.dtype);
    },
    examples: [
      `tf.${name}(tf.zeros((5, 3, 3)${name === 'linalg.logm' ? ', tf.complex64' : ''}))  #> [5${gives === 'matrix' ? ', 3, 3' : gives === 'values' ? ', 3' : ''}]`,
    ],
  }),
);

export const setDiagonal = tensorflowOp({
  name: 'linalg.set_diag',
  summary: 'Matrices with another diagonal.',
  params: { input: x(), diagonal: x() },
  other: ['name', 'k', 'align'],
  codes: ['dim-mismatch'],
  call({ input, diagonal }, cx, bound) {
    const parts = bound.values.has('k') ? null : partsOf(input);
    const wanted = parts && [...parts.batch, least(parts.rows, parts.columns)];
    const given = rankOf(diagonal.shape) === null ? null : diagonal.shape!.dims;
    if (wanted && given && (wanted.length !== given.length || wanted.some((d, i) => compareDims(d, given[i]!) === 'different')))
      cx.report(
        'dim-mismatch',
        msg(
          '{0}: the diagonal of {1} is {2}, not {3}',
          cx.label,
          formatShape(input.shape),
          formatShape(shapeOf(wanted)),
          formatShape(diagonal.shape),
        ),
        { at: 'diagonal', from: [input, diagonal] },
      );
    return made(cx, [input, diagonal], input.shape, input.dtype);
  },
  examples: [
    'tf.linalg.set_diag(tf.zeros((3, 3)), tf.ones(3))  #> [3, 3]',
    'tf.linalg.set_diag(tf.zeros((3, 3)), tf.ones(4))  #! error[dim-mismatch]: (4,)',
  ],
});

export const tensorDiagonal = tensorflowOp({
  name: 'linalg.tensor_diag',
  summary: 'A tensor with the given one as its diagonal.',
  params: { diagonal: x() },
  codes: [],
  call: ({ diagonal }, cx) =>
    made(
      cx,
      [diagonal],
      rankOf(diagonal.shape) === null ? null : shapeOf([...diagonal.shape!.dims, ...diagonal.shape!.dims]),
      diagonal.dtype,
    ),
  examples: ['tf.linalg.tensor_diag(tf.zeros(3))  #> [3, 3]'],
});

export const tensorDiagonalPart = tensorflowOp({
  name: 'linalg.tensor_diag_part',
  summary: 'The diagonal of a tensor.',
  params: { input: x() },
  codes: [],
  call({ input }, cx) {
    const rank = rankOf(input.shape);
    return made(cx, [input], rank !== null && rank % 2 === 0 ? shapeOf(input.shape!.dims.slice(0, rank / 2)) : null, input.dtype);
  },
  examples: ['tf.linalg.tensor_diag_part(tf.zeros((3, 3)))  #> [3]'],
});

export const slogdet = tensorflowOp({
  name: 'linalg.slogdet',
  summary: 'The sign and the logarithm of the determinants of matrices.',
  params: { input: x() },
  codes: ['rank-mismatch', 'dim-mismatch'],
  call({ input }, cx) {
    const parts = refuseUneven(input, cx, 'input') ? null : partsOf(input);
    const each = made(cx, [input], parts && shapeOf(parts.batch), input.dtype);
    return tuple([each, each]);
  },
  examples: [
    'tf.linalg.slogdet(tf.zeros((5, 3, 3)))[0]  #> [5]',
    'tf.linalg.slogdet(tf.zeros(3))  #! error[rank-mismatch]: (3,)',
    'tf.linalg.slogdet(tf.zeros((3, 4)))  #! error[dim-mismatch]: square',
  ],
});

export const normalize = tensorflowOp({
  name: 'linalg.normalize',
  summary: 'A tensor of norm 1, and the norm that it had.',
  params: { tensor: x(), ord: choice('euclidean', 'euclidean', 'fro'), axis: value(none) },
  codes: [],
  call({ tensor, axis }, cx) {
    const rank = rankOf(tensor.shape);
    const at = axis.kind === 'int' && typeof axis.value === 'number' && rank !== null ? (axis.value + rank) % rank : null;
    const kept =
      rank === null
        ? null
        : axis.kind === 'none'
          ? tensor.shape!.dims.map(() => 1)
          : at === null
            ? null
            : tensor.shape!.dims.map((d, i) => (i === at ? 1 : d));
    return tuple([made(cx, [tensor], tensor.shape, tensor.dtype), made(cx, [tensor], kept && shapeOf(kept), tensor.dtype)]);
  },
  examples: ['tf.linalg.normalize(tf.ones((2, 3)), axis=1)[1]  #> [2, 1]'],
});

export const globalNorm = tensorflowOp({
  name: 'linalg.global_norm',
  summary: 'The norm of several tensors together.',
  params: { t_list: value() },
  codes: [],
  call: (_, cx) => made(cx, [], shapeOf([]), 'float32'),
  examples: ['tf.linalg.global_norm([tf.ones(3), tf.ones((2, 2))])  #> []'],
});

export const clipByGlobalNorm = tensorflowOp({
  name: 'clip_by_global_norm',
  summary: 'Scales tensors together so that their common norm is at most a given one; gives them and the norm.',
  params: { t_list: value(), clip_norm: value() },
  other: ['use_norm', 'name'],
  codes: [],
  call: ({ t_list }, cx) => tuple([t_list, made(cx, [], shapeOf([]), 'float32')]),
  examples: ['tf.clip_by_global_norm([tf.ones(3)], 1.0)[1]  #> []'],
});
