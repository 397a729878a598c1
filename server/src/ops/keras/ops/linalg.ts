import type { CallContext, FunctionDef } from '../../kernel';
import { broadcastShapes, floatLikeKeras, matmulShape, msg, promoteLikeKeras, refuseRank, value } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { compareDims, isLiteral, unknownDim } from '../../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { bool, str, tuple, unknown } from '../../../values/value';
import { kerasOp, made, x } from './kerasOp';

/** The rows and columns of the matrices, and what comes before; null when that is not known. Reports what is no matrix, or none of equal sides. */
function matrix(
  t: TensorValue,
  cx: CallContext,
  at: string,
  isSquare: boolean,
): { before: readonly Dim[]; rows: Dim; columns: Dim } | null {
  if (refuseRank(t, { min: 2 }, cx, at)) return null;
  const rank = rankOf(t.shape);
  if (rank === null) return null;
  const { dims } = t.shape!;
  const [rows, columns] = [dims[rank - 2]!, dims[rank - 1]!];
  if (isSquare && compareDims(rows, columns) === 'different' && isLiteral(rows) && isLiteral(columns)) {
    cx.report('dim-mismatch', msg('{0} takes square matrices, it gets {1}', cx.label, formatShape(t.shape)), { at, from: [t] });
    return null;
  }
  return { before: dims.slice(0, -2), rows, columns };
}

const smaller = (a: Dim, b: Dim): Dim => (isLiteral(a) && isLiteral(b) ? Math.min(a, b) : a === b ? a : unknownDim);

type Matrix = NonNullable<ReturnType<typeof matrix>>;

function ofMatrix(
  name: string,
  isSquare: boolean,
  give: (m: Matrix) => readonly (readonly Dim[])[],
  more: { other?: readonly string[]; type?: (d: string | null) => string | null; types?: readonly (string | null | undefined)[] } = {},
): FunctionDef {
  return kerasOp({
    name,
    also: [`linalg.${name}`],
    params: { x: x() },
    other: more.other ?? [],
    call({ x }, cx): Value {
      const found = matrix(x, cx, 'x', isSquare);
      const type = (more.type ?? floatLikeKeras)(x.dtype);
      const shapes = found ? give(found) : null;
      const count = shapes?.length ?? give({ before: [], rows: 1, columns: 1 }).length;
      const outs = Array.from({ length: count }, (_, i) => {
        const own = more.types?.[i];
        return made(cx, [x], shapes ? shapeOf(shapes[i]!) : null, own === undefined ? type : own);
      });
      return outs.length === 1 ? outs[0]! : tuple(outs);
    },
  });
}

const whole = (m: Matrix): readonly Dim[] => [...m.before, m.rows, m.columns];

/** Functions of matrices. */
export const matrixFunctions: readonly FunctionDef[] = [
  ofMatrix('cholesky', true, (m) => [whole(m)], { other: ['upper'] }),
  ofMatrix('cholesky_inverse', true, (m) => [whole(m)], { other: ['upper'] }),
  ofMatrix('inv', true, (m) => [whole(m)]),
  ofMatrix('det', true, (m) => [m.before]),
  ofMatrix('logdet', true, (m) => [m.before]),
  ofMatrix('slogdet', true, (m) => [m.before, m.before]),
  ofMatrix('pinv', false, (m) => [[...m.before, m.columns, m.rows]], { other: ['rcond'] }),
  ofMatrix('matrix_rank', false, (m) => [m.before], { other: ['tol'], type: () => null }),
  ofMatrix('eig', true, (m) => [[...m.before, m.rows], whole(m)], { types: [null, null] }),
  ofMatrix('eigh', true, (m) => [[...m.before, m.rows], whole(m)]),
  ofMatrix('lu_factor', false, (m) => [whole(m), [...m.before, smaller(m.rows, m.columns)]], {
    types: [undefined, 'int32'],
  }),
];

export const qr = kerasOp({
  name: 'qr',
  also: ['linalg.qr'],
  params: { x: x(), mode: value(str('reduced')) },
  call({ x, mode }, cx) {
    const m = matrix(x, cx, 'x', false);
    const how = mode.kind === 'str' ? mode.value : null;
    const k = m && (how === 'complete' ? m.rows : how === 'reduced' ? smaller(m.rows, m.columns) : unknownDim);
    const type = floatLikeKeras(x.dtype);
    return tuple([
      made(cx, [x], m && shapeOf([...m.before, m.rows, k!]), type),
      made(cx, [x], m && shapeOf([...m.before, k!, m.columns]), type),
    ]);
  },
});

export const svd = kerasOp({
  name: 'svd',
  also: ['linalg.svd'],
  params: { x: x(), full_matrices: value(bool(true)), compute_uv: value(bool(true)) },
  call({ x, full_matrices: full, compute_uv }, cx) {
    const m = matrix(x, cx, 'x', false);
    const type = floatLikeKeras(x.dtype);
    const k = m && smaller(m.rows, m.columns);
    const values = made(cx, [x], m && shapeOf([...m.before, k!]), type);
    if (compute_uv.kind !== 'bool' || compute_uv.value === null || full.kind !== 'bool' || full.value === null) return unknown;
    if (!compute_uv.value) return values;
    const [left, right] = full.value ? [m?.rows, m?.columns] : [k ?? undefined, k ?? undefined];
    return tuple([
      made(cx, [x], m && shapeOf([...m.before, m.rows, left!]), type),
      values,
      made(cx, [x], m && shapeOf([...m.before, right!, m.columns]), type),
    ]);
  },
});

/** Solutions of linear equations. */
export const solvers: readonly FunctionDef[] = (['solve', 'solve_triangular', 'lstsq'] as const).map((name) =>
  kerasOp({
    name,
    also: [`linalg.${name}`],
    params: { a: x(), b: x() },
    other: name === 'solve_triangular' ? ['lower'] : name === 'lstsq' ? ['rcond'] : [],
    call({ a, b }, cx) {
      const type = floatLikeKeras(promoteLikeKeras(a.dtype, b.dtype));
      const m = matrix(a, cx, 'a', name !== 'lstsq');
      const rank = rankOf(b.shape);
      if (!m || rank === null) return made(cx, [a, b], null, type);
      const [rows, given] = [m.rows, b.shape!.dims[0]];
      if (name === 'lstsq' && isLiteral(rows) && given !== undefined && isLiteral(given) && !m.before.length && rows !== given) {
        cx.report('dim-mismatch', msg('{0}: {1} equations cannot be solved for {2}', cx.label, rows, formatShape(b.shape)), {
          at: 'b',
          from: [a, b],
        });
        return made(cx, [a, b], null, type);
      }
      if (name === 'lstsq')
        return made(cx, [a, b], rank <= 2 && rank > 0 && !m.before.length ? shapeOf([m.columns, ...b.shape!.dims.slice(1)]) : null, type);
      const isVector = rank === m.before.length + 1;
      const at = isVector ? rank - 1 : rank - 2;
      const product = isVector ? null : matmulShape(a.shape, b.shape);
      if (at >= 0 && isLiteral(m.rows) && isLiteral(b.shape!.dims[at]!) && m.rows !== b.shape!.dims[at]) {
        cx.report('dim-mismatch', msg('{0}: {1} equations cannot be solved for {2}', cx.label, m.rows, formatShape(b.shape)), {
          at: 'b',
          from: [a, b],
        });
        return made(cx, [a, b], null, type);
      }
      const merged = broadcastShapes(shapeOf(m.before), shapeOf(b.shape!.dims.slice(0, at)));
      return made(cx, [a, b], merged.fits && (isVector || product?.fits) ? b.shape : null, type);
    },
  }),
);
