import type { CallContext, FunctionDef, ParamSpec } from '../kernel';
import { broadcastShapes, dtype, fitShapes, flag, integer, keyword, msg, refuseRank, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { none, str, tuple } from '../../values/value';
import { axis, axisIn, namedResult, readAxes, reducedShape } from './axisArguments';
import { realType, resultType } from './elementTypes';
import { sameTypeOf } from './matrixProducts';
import { t, typeBy } from './operands';
import { made, torchOp } from './torchOp';

/** A tensor as matrices: the axes before the last two, and these. */
interface Matrices {
  readonly batch: readonly Dim[];
  readonly m: Dim;
  readonly n: Dim;
  readonly dtype: string | null;
}

/** Reads matrices of fractions; null when their number of axes is not known or wrong. `isSquare`: others are reported. */
function matricesOf(x: TensorValue, cx: CallContext, isSquare: boolean, at = 'A'): Matrices | null {
  if (refuseRank(x, { min: 2 }, cx, at)) return null;
  const type = typeBy('xx==', x.dtype, cx, at, [x]);
  if (rankOf(x.shape) === null) return null;
  const { dims } = x.shape!;
  const [m, n] = [dims.at(-2)!, dims.at(-1)!];
  if (isSquare && compareDims(m, n) === 'different') {
    cx.report('dim-mismatch', msg('{0} takes square matrices, it gets {1}', cx.label, formatShape(x.shape)), { at, from: [x] });
    return null;
  }
  return { batch: dims.slice(0, -2), m, n, dtype: type };
}

function lesser(m: Dim, n: Dim): Dim {
  if (isLiteral(m) && isLiteral(n)) return Math.min(m, n);
  return compareDims(m, n) === 'equal' ? m : unknownDim;
}

const complexType: Readonly<Record<string, string>> = {
  float32: 'complex64',
  float64: 'complex128',
  complex64: 'complex64',
  complex128: 'complex128',
};

type Kind = 'own' | 'real' | 'complex' | 'int32';
/** What a function of matrices gives: its name, element type, and extents behind the batch. */
type Part = readonly [name: string, kind: Kind, extents: readonly ('m' | 'n' | 'k')[]];

interface Row {
  readonly name: string;
  readonly summary: string;
  readonly also?: readonly string[];
  readonly isSquare: boolean;
  readonly parts: readonly Part[];
  readonly more?: Readonly<Record<string, ParamSpec<unknown>>>;
  readonly keywords?: readonly string[];
  readonly method?: string;
  readonly first?: string;
  /** Its named tuple; a single part comes alone. */
  readonly tuple?: string;
}

const check = { check_errors: keyword(flag(false)) };
const uplo = { UPLO: value(str('L'), "'L'") };

const rows: readonly Row[] = [
  {
    name: 'linalg.inv',
    also: ['inverse'],
    method: 'inverse',
    summary: 'The inverse of square matrices.',
    isSquare: true,
    parts: [['', 'own', ['m', 'm']]],
  },
  {
    name: 'linalg.inv_ex',
    summary: 'The inverse of square matrices, and where there was none.',
    isSquare: true,
    tuple: 'linalg_inv_ex',
    more: check,
    parts: [
      ['inverse', 'own', ['m', 'm']],
      ['info', 'int32', []],
    ],
  },
  {
    name: 'linalg.det',
    also: ['det'],
    method: 'det',
    summary: 'The determinant of square matrices.',
    isSquare: true,
    parts: [['', 'own', []]],
  },
  {
    name: 'linalg.slogdet',
    also: ['slogdet'],
    method: 'slogdet',
    summary: 'The sign and the logarithm of the determinant of square matrices.',
    isSquare: true,
    tuple: 'linalg_slogdet',
    parts: [
      ['sign', 'own', []],
      ['logabsdet', 'real', []],
    ],
  },
  {
    name: 'logdet',
    method: 'logdet',
    summary: 'The logarithm of the determinant of square matrices.',
    isSquare: true,
    first: 'input',
    parts: [['', 'own', []]],
  },
  {
    name: 'linalg.eig',
    summary: 'The eigenvalues and eigenvectors of square matrices.',
    isSquare: true,
    tuple: 'linalg_eig',
    parts: [
      ['eigenvalues', 'complex', ['m']],
      ['eigenvectors', 'complex', ['m', 'm']],
    ],
  },
  {
    name: 'linalg.eigh',
    summary: 'The eigenvalues and eigenvectors of symmetric matrices.',
    isSquare: true,
    tuple: 'linalg_eigh',
    more: uplo,
    parts: [
      ['eigenvalues', 'real', ['m']],
      ['eigenvectors', 'own', ['m', 'm']],
    ],
  },
  { name: 'linalg.eigvals', summary: 'The eigenvalues of square matrices.', isSquare: true, parts: [['', 'complex', ['m']]] },
  { name: 'linalg.eigvalsh', summary: 'The eigenvalues of symmetric matrices.', isSquare: true, more: uplo, parts: [['', 'real', ['m']]] },
  {
    name: 'linalg.svdvals',
    summary: 'The singular values of matrices.',
    isSquare: false,
    keywords: ['driver'],
    parts: [['', 'real', ['k']]],
  },
  {
    name: 'linalg.cholesky',
    summary: 'The Cholesky factor of positive definite matrices.',
    isSquare: true,
    more: { upper: keyword(flag(false)) },
    parts: [['', 'own', ['m', 'm']]],
  },
  {
    name: 'linalg.cholesky_ex',
    summary: 'The Cholesky factor of matrices, and where there was none.',
    isSquare: true,
    tuple: 'linalg_cholesky_ex',
    more: { upper: keyword(flag(false)), ...check },
    parts: [
      ['L', 'own', ['m', 'm']],
      ['info', 'int32', []],
    ],
  },
  {
    name: 'cholesky_inverse',
    method: 'cholesky_inverse',
    summary: 'The inverse of matrices by their Cholesky factors.',
    isSquare: true,
    first: 'L',
    more: { upper: flag(false) },
    parts: [['', 'own', ['m', 'm']]],
  },
  {
    name: 'linalg.matrix_exp',
    also: ['matrix_exp'],
    method: 'matrix_exp',
    summary: 'The matrix exponential of square matrices.',
    isSquare: true,
    parts: [['', 'own', ['m', 'm']]],
  },
  {
    name: 'linalg.pinv',
    also: ['pinverse'],
    method: 'pinverse',
    summary: 'The pseudoinverse of matrices.',
    isSquare: false,
    more: { rcond: value(none) },
    keywords: ['atol', 'rtol', 'hermitian'],
    parts: [['', 'own', ['n', 'm']]],
  },
  {
    name: 'linalg.lu',
    summary: 'Takes matrices apart into a permutation, a lower and an upper triangle.',
    isSquare: false,
    tuple: 'linalg_lu',
    keywords: ['pivot'],
    parts: [
      ['P', 'own', ['m', 'm']],
      ['L', 'own', ['m', 'k']],
      ['U', 'own', ['k', 'n']],
    ],
  },
  {
    name: 'linalg.lu_factor',
    summary: 'The compact factors of matrices and their pivots.',
    isSquare: false,
    tuple: 'linalg_lu_factor',
    keywords: ['pivot'],
    parts: [
      ['LU', 'own', ['m', 'n']],
      ['pivots', 'int32', ['k']],
    ],
  },
  {
    name: 'linalg.lu_factor_ex',
    summary: 'The compact factors of matrices, their pivots, and where there were none.',
    isSquare: false,
    tuple: 'linalg_lu_factor_ex',
    keywords: ['pivot', 'check_errors'],
    parts: [
      ['LU', 'own', ['m', 'n']],
      ['pivots', 'int32', ['k']],
      ['info', 'int32', []],
    ],
  },
  {
    name: 'linalg.ldl_factor',
    summary: 'The compact factors of symmetric matrices and their pivots.',
    isSquare: true,
    tuple: 'linalg_ldl_factor',
    keywords: ['hermitian'],
    parts: [
      ['LD', 'own', ['m', 'm']],
      ['pivots', 'int32', ['m']],
    ],
  },
  {
    name: 'geqrf',
    method: 'geqrf',
    summary: 'The compact form of a QR decomposition.',
    isSquare: false,
    first: 'input',
    tuple: 'geqrf',
    parts: [
      ['a', 'own', ['m', 'n']],
      ['tau', 'own', ['k']],
    ],
  },
];

function typeOf(kind: Kind, own: string | null): string | null {
  if (kind === 'int32') return 'int32';
  if (kind === 'real') return realType(own);
  return kind === 'complex' ? (own === null ? null : (complexType[own] ?? null)) : own;
}

/** Decompositions and functions of single matrices. */
export const ofMatrices: readonly FunctionDef[] = rows.flatMap(
  ({ name, summary, also = [], isSquare, parts, more = {}, keywords = [], method, first = 'A', tuple: tupleName }) => {
    const part = parts[0]![0];
    const access = part ? `.${part}` : '';
    const shown = (parts[0]![2] as readonly string[]).map(() => '3').join(', ');
    return torchOp({
      name,
      also,
      summary,
      methods: method === undefined ? [] : [method],
      params: { [first]: t(), ...more },
      keywords: [...keywords, 'out'],
      codes: ['rank-mismatch', 'dtype-mismatch', ...(isSquare ? (['dim-mismatch'] as const) : [])],
      call(args, cx) {
        const x = args[first] as TensorValue;
        const found = matricesOf(x, cx, isSquare, first);
        const k = found ? lesser(found.m, found.n) : unknownDim;
        const each = parts.map(([label, kind, extents]) => {
          const shape = found && shapeOf([...found.batch, ...extents.map((e) => (e === 'm' ? found.m : e === 'n' ? found.n : k))]);
          return [label, [shape, typeOf(kind, found?.dtype ?? null)]] as const;
        });
        return tupleName === undefined ? made(cx, [x], ...each[0]![1]) : namedResult(cx, tupleName, [x], Object.fromEntries(each));
      },
      examples: [
        `torch.${name}(torch.rand(3, 3))${access}  #> [${shown}]`,
        `torch.${name}(torch.rand(3))  #! error[rank-mismatch]: at least 2 axes`,
        `torch.${name}(torch.ones(3, 3, dtype=torch.int64))  #! error[dtype-mismatch]: does not take`,
        ...(isSquare ? [`torch.${name}(torch.rand(2, 3))  #! error[dim-mismatch]: square`] : []),
      ],
    });
  },
);

const flat = (name: string): string[] => [
  `torch.${name}(torch.rand(3))  #! error[rank-mismatch]: at least 2 axes`,
  `torch.${name}(torch.ones(3, 3, dtype=torch.int64))  #! error[dtype-mismatch]: does not take`,
];

/** Singular value decompositions, of today and of old, whose last part is not transposed. */
export const svds: readonly FunctionDef[] = (
  [
    ['linalg.svd', 'linalg_svd', 'Vh', 'Takes matrices apart into singular vectors and values.'],
    ['svd', 'svd', 'V', 'Takes matrices apart into singular vectors and values, the last ones as columns.'],
  ] as const
).flatMap(([name, label, last, summary]) => {
  const isNew = last === 'Vh';
  return torchOp({
    name,
    summary,
    method: !isNew,
    params: isNew ? { A: t(), full_matrices: flag(true) } : { A: t(), some: flag(true), compute_uv: flag(true) },
    keywords: ['driver', 'out'],
    codes: ['rank-mismatch', 'dtype-mismatch'],
    call(args, cx) {
      const { A, full_matrices, some } = args as { A: TensorValue; full_matrices?: boolean | null; some?: boolean | null };
      const found = matricesOf(A, cx, false);
      const isFull = isNew ? full_matrices : some === null ? null : !some;
      if (!found) return namedResult(cx, label, [A], { U: [null, null], S: [null, null], [last]: [null, null] });
      const { batch, m, n } = found;
      const k = lesser(m, n);
      const [rows, columns] = isFull === null || isFull === undefined ? [unknownDim, unknownDim] : isFull ? [m, n] : [k, k];
      return namedResult(cx, label, [A], {
        U: [shapeOf([...batch, m, rows]), found.dtype],
        S: [shapeOf([...batch, k]), realType(found.dtype)],
        [last]: [shapeOf(isNew ? [...batch, columns, n] : [...batch, n, columns]), found.dtype],
      });
    },
    examples: [`torch.${name}(torch.rand(5, 3)).S  #> [3]`, ...flat(name)],
  });
});

/** Orthogonal and triangular factors. */
export const qr = torchOp({
  name: 'linalg.qr',
  summary: 'Takes matrices apart into an orthogonal and an upper triangular factor.',
  params: { A: t(), mode: value(str('reduced'), "'reduced'") },
  keywords: ['out'],
  codes: ['rank-mismatch', 'dtype-mismatch', 'unknown-argument'],
  call({ A, mode }, cx) {
    const found = matricesOf(A, cx, false);
    const how = mode.kind === 'str' ? mode.value : null;
    if (how !== null && !['reduced', 'complete', 'r'].includes(how))
      cx.report(
        'unknown-argument',
        msg('{0}: {1} cannot be {2}; it is one of {3}', cx.label, 'mode', `'${how}'`, "'reduced', 'complete', 'r'"),
        {
          at: 'mode',
        },
      );
    if (!found || how === null) return namedResult(cx, 'linalg_qr', [A], { Q: [null, null], R: [null, null] });
    const { batch, m, n } = found;
    const k = lesser(m, n);
    return namedResult(cx, 'linalg_qr', [A], {
      Q: [how === 'r' ? shapeOf([0]) : shapeOf([...batch, m, how === 'complete' ? m : k]), found.dtype],
      R: [shapeOf([...batch, how === 'complete' ? m : k, n]), found.dtype],
    });
  },
  examples: [
    'torch.linalg.qr(torch.rand(5, 3)).Q  #> [5, 3]',
    ...flat('linalg.qr'),
    "torch.linalg.qr(torch.rand(5, 3), mode='full')  #! error[unknown-argument]: 'reduced'",
  ],
});

/** What is asked of two sides that do not fit. */
function reportSides(a: TensorValue, b: TensorValue, cx: CallContext): void {
  cx.report(
    'dim-mismatch',
    msg('{0}: the equations {1} and the right side {2} do not fit', cx.label, formatShape(a.shape), formatShape(b.shape)),
    {
      from: [a, b],
    },
  );
}

/** The shape of what solves equations; a right side without an axis more counts as vectors where its shape says so. */
function solved(a: TensorValue, b: TensorValue, left: boolean | null, cx: CallContext, takesVectors = true): MaybeShape {
  const found = matricesOf(a, cx, true);
  const q = rankOf(b.shape);
  if (!found || q === null || left === null) return null;
  if (refuseRank(b, { min: takesVectors ? 1 : 2 }, cx, 'B')) return null;
  const { dims } = b.shape!;
  const p = found.batch.length + 2;
  const own = [...found.batch, found.m];
  const isVector = takesVectors && (q === 1 || (q === p - 1 && dims.every((d, i) => compareDims(d, own[i]!) === 'equal')));
  if (isVector) {
    if (compareDims(dims.at(-1)!, found.m) === 'different') {
      reportSides(a, b, cx);
      return null;
    }
    return left ? shapeOf(own) : null;
  }
  if (compareDims(dims.at(left ? -2 : -1)!, found.m) === 'different') {
    // Where extents are not known the right side may be vectors after all.
    if (q !== p - 1 || dims.every(isLiteral)) reportSides(a, b, cx);
    return null;
  }
  const batch = broadcastShapes(shapeOf(found.batch), shapeOf(dims.slice(0, -2)));
  if (!batch.fits) {
    reportSides(a, b, cx);
    return null;
  }
  return batch.shape && shapeOf([...batch.shape.dims, ...dims.slice(-2)]);
}

const unfit = (name: string, more = ''): string[] => [
  `torch.${name}(torch.rand(3, 3), torch.rand(4, 2)${more})  #! error[dim-mismatch]: do not fit`,
  `torch.${name}(torch.rand(3), torch.rand(3, 2)${more})  #! error[rank-mismatch]: at least 2 axes`,
  `torch.${name}(torch.rand(3, 3), torch.ones(3, 2, dtype=torch.float64)${more})  #! error[dtype-mismatch]: mixes no types`,
];

/** Solutions of linear equations. */
export const solvers = [
  ...torchOp({
    name: 'linalg.solve',
    summary: 'Solves linear equations.',
    params: { A: t(), B: t(), left: keyword(flag(true)) },
    keywords: ['out'],
    codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
    call: ({ A, B, left }, cx) => made(cx, [A, B], solved(A, B, left, cx), sameTypeOf([A, B], cx, true)),
    examples: ['torch.linalg.solve(torch.rand(3, 3), torch.rand(3, 2))  #> [3, 2]', ...unfit('linalg.solve')],
  }),
  ...torchOp({
    name: 'linalg.solve_ex',
    summary: 'Solves linear equations, and says where there was no solution.',
    params: { A: t(), B: t(), left: keyword(flag(true)), check_errors: keyword(flag(false)) },
    keywords: ['out'],
    codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
    call({ A, B, left }, cx) {
      const shape = solved(A, B, left, cx);
      const info = rankOf(A.shape) === null ? null : shapeOf(A.shape!.dims.slice(0, -2));
      return namedResult(cx, 'linalg_solve_ex', [A, B], { result: [shape, sameTypeOf([A, B], cx, true)], info: [info, 'int32'] });
    },
    examples: ['torch.linalg.solve_ex(torch.rand(3, 3), torch.rand(3, 2)).result  #> [3, 2]', ...unfit('linalg.solve_ex')],
  }),
  ...torchOp({
    name: 'linalg.solve_triangular',
    summary: 'Solves linear equations of triangular matrices.',
    params: { A: t(), B: t(), upper: keyword(flag(false)), left: keyword(flag(true)), unitriangular: keyword(flag(false)) },
    keywords: ['out'],
    codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
    call: ({ A, B, left }, cx) => made(cx, [A, B], solved(A, B, left, cx, false), sameTypeOf([A, B], cx, true)),
    examples: [
      'torch.linalg.solve_triangular(torch.rand(3, 3), torch.rand(3, 2), upper=True)  #> [3, 2]',
      ...unfit('linalg.solve_triangular', ', upper=True'),
    ],
  }),
  ...torchOp({
    name: 'cholesky_solve',
    summary: 'Solves linear equations by the Cholesky factor of their matrices.',
    method: true,
    params: { B: t(), L: t(), upper: flag(false) },
    keywords: ['out'],
    codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
    call: ({ B, L }, cx) => made(cx, [B, L], solved(L, B, true, cx, false), sameTypeOf([B, L], cx, true)),
    examples: [
      'torch.cholesky_solve(torch.rand(3, 2), torch.rand(3, 3))  #> [3, 2]',
      'torch.cholesky_solve(torch.rand(4, 2), torch.rand(3, 3))  #! error[dim-mismatch]: do not fit',
      'torch.cholesky_solve(torch.rand(3), torch.rand(3, 3))  #! error[rank-mismatch]: at least 2 axes',
      'torch.cholesky_solve(torch.rand(3, 2), torch.ones(3, 3, dtype=torch.float64))  #! error[dtype-mismatch]: mixes no types',
    ],
  }),
];

/** Least squares. */
export const lstsq = torchOp({
  name: 'linalg.lstsq',
  summary: 'Solves linear equations by least squares.',
  params: { input: t(), b: t(), rcond: value(none), driver: keyword(value(none)) },
  codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  call({ input, b, driver }, cx) {
    const found = matricesOf(input, cx, false, 'input');
    const q = rankOf(b.shape);
    const type = sameTypeOf([input, b], cx, true);
    let shape: MaybeShape = null;
    if (found && q !== null && !refuseRank(b, { min: 1 }, cx, 'b')) {
      const { dims } = b.shape!;
      const isVector = q === found.batch.length + 1;
      const rows = dims.at(isVector ? -1 : -2)!;
      if (compareDims(rows, found.m) === 'different') reportSides(input, b, cx);
      else if (isVector) shape = shapeOf([...found.batch, found.n]);
      else {
        const batch = broadcastShapes(shapeOf(found.batch), shapeOf(dims.slice(0, -2)));
        if (batch.fits && batch.shape) shape = shapeOf([...batch.shape.dims, found.n, dims.at(-1)!]);
      }
    }
    const isDefault = driver.kind === 'none';
    return namedResult(cx, 'linalg_lstsq', [input, b], {
      solution: [shape, type],
      residuals: [null, type],
      rank: [found && isDefault ? shapeOf(found.batch) : null, 'int64'],
      singular_values: [isDefault ? shapeOf([0]) : null, realType(type)],
    });
  },
  examples: [
    'torch.linalg.lstsq(torch.rand(5, 3), torch.rand(5, 2)).solution  #> [3, 2]',
    'torch.linalg.lstsq(torch.rand(5, 3), torch.rand(4, 2))  #! error[dim-mismatch]: do not fit',
    'torch.linalg.lstsq(torch.rand(3), torch.rand(3, 2))  #! error[rank-mismatch]: at least 2 axes',
    'torch.linalg.lstsq(torch.rand(5, 3), torch.ones(5, 2, dtype=torch.float64))  #! error[dtype-mismatch]: mixes no types',
  ],
});

/** Powers of matrices. */
export const matrixPower = torchOp({
  name: 'linalg.matrix_power',
  also: ['matrix_power'],
  summary: 'The power of square matrices.',
  methods: ['matrix_power'],
  params: { input: t(), n: integer() },
  keywords: ['out'],
  codes: ['rank-mismatch', 'dim-mismatch'],
  call({ input, n }, cx) {
    if (refuseRank(input, { min: 2 }, cx, 'input')) return made(cx, [input], null, input.dtype);
    if (compareDims(dimAt(input.shape, -1), dimAt(input.shape, -2)) === 'different')
      cx.report('dim-mismatch', msg('{0} takes square matrices, it gets {1}', cx.label, formatShape(input.shape)), {
        at: 'input',
        from: [input],
      });
    if (isLiteral(n) && n < 0) typeBy('xx==', input.dtype, cx, 'input', [input]);
    return made(cx, [input], input.shape, input.dtype);
  },
  examples: [
    'torch.linalg.matrix_power(torch.rand(3, 3), 2)  #> [3, 3]',
    'torch.linalg.matrix_power(torch.rand(3), 2)  #! error[rank-mismatch]: at least 2 axes',
    'torch.linalg.matrix_power(torch.rand(2, 3), 2)  #! error[dim-mismatch]: square',
  ],
});

/** Ranks of matrices. */
export const matrixRank = torchOp({
  name: 'linalg.matrix_rank',
  summary: 'The rank of matrices.',
  params: { A: t(), tol: value(none), hermitian: flag(false) },
  keywords: ['atol', 'rtol', 'out'],
  codes: ['rank-mismatch', 'dtype-mismatch'],
  call({ A }, cx) {
    const found = matricesOf(A, cx, false);
    return made(cx, [A], found && shapeOf(found.batch), 'int64');
  },
  examples: ['torch.linalg.matrix_rank(torch.rand(2, 5, 3))  #> [2]', ...flat('linalg.matrix_rank')],
});

/** How close matrices are to having no inverse. */
export const cond = torchOp({
  name: 'linalg.cond',
  summary: 'The condition number of matrices.',
  params: { A: t(), p: value(none) },
  keywords: ['out'],
  codes: ['rank-mismatch', 'dtype-mismatch', 'dim-mismatch'],
  call({ A, p }, cx) {
    const isAny = p.kind === 'none' || (p.kind === 'int' && (p.value === 2 || p.value === -2)) || p.kind === 'unknown';
    const found = matricesOf(A, cx, !isAny && p.kind !== 'float');
    return made(cx, [A], found && shapeOf(found.batch), realType(found?.dtype ?? null));
  },
  examples: [
    'torch.linalg.cond(torch.rand(2, 3, 3))  #> [2]',
    ...flat('linalg.cond'),
    'torch.linalg.cond(torch.rand(2, 3), 1)  #! error[dim-mismatch]: square',
  ],
});

const given = (type: string | null | undefined): string | null => (type === undefined || type === 'absent' ? null : type);

/** Norms of vectors. */
export const vectorNorm = torchOp({
  name: 'linalg.vector_norm',
  summary: 'The norm of all elements, or of the vectors along axes.',
  params: { x: t(), ord: value(none), dim: value(none), keepdim: flag(false), dtype: keyword(dtype()) },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ x, dim, keepdim, dtype: type }, cx) {
    const own = typeBy('xx==', x.dtype, cx, 'x', [x]);
    return made(cx, [x], reducedShape(x, readAxes(dim, cx.heap), keepdim, cx), type === null ? null : realType(given(type) ?? own));
  },
  examples: [
    'torch.linalg.vector_norm(torch.ones(2, 3), dim=1)  #> [2]',
    'torch.linalg.vector_norm(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2',
    'torch.linalg.vector_norm(torch.ones(2, dtype=torch.int64))  #! error[dtype-mismatch]: does not take',
  ],
});

/** Norms of matrices. */
export const matrixNorm = torchOp({
  name: 'linalg.matrix_norm',
  summary: 'The norm of matrices, which lie on two axes.',
  params: {
    A: t(),
    ord: value(none),
    dim: value(
      tuple([
        { kind: 'int', value: -2 },
        { kind: 'int', value: -1 },
      ]),
      '(-2, -1)',
    ),
    keepdim: flag(false),
    dtype: keyword(dtype()),
  },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch', 'rank-mismatch'],
  call({ A, dim, keepdim, dtype: type }, cx) {
    if (refuseRank(A, { min: 2 }, cx, 'A')) return made(cx, [A], null, null);
    const own = typeBy('xx==', A.dtype, cx, 'A', [A]);
    return made(cx, [A], reducedShape(A, readAxes(dim, cx.heap), keepdim, cx), type === null ? null : realType(given(type) ?? own));
  },
  examples: [
    'torch.linalg.matrix_norm(torch.ones(2, 3, 4))  #> [2]',
    'torch.linalg.matrix_norm(torch.ones(3))  #! error[rank-mismatch]: at least 2 axes',
    'torch.linalg.matrix_norm(torch.ones(2, 3), dim=(0, 2))  #! error[axis-out-of-range]: no axis 2',
    'torch.linalg.matrix_norm(torch.ones(2, 3, dtype=torch.int64))  #! error[dtype-mismatch]: does not take',
  ],
});

/** Norms of vectors or matrices, as the axes say. */
export const norm = torchOp({
  name: 'linalg.norm',
  summary: 'The norm of vectors along one axis or of matrices along two.',
  params: { A: t(), ord: value(none), dim: value(none), keepdim: flag(false), dtype: keyword(dtype()) },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch', 'rank-mismatch'],
  call({ A, ord, dim, keepdim, dtype: type }, cx) {
    const own = typeBy('xx==', A.dtype, cx, 'A', [A]);
    const axes = readAxes(dim, cx.heap);
    const refuse = (): void => {
      cx.report('rank-mismatch', msg('{0}: with an order it takes one axis or two: {1}', cx.label, formatShape(A.shape)), {
        at: 'A',
        from: [A],
      });
    };
    if (dim.kind === 'none' && (ord.kind === 'str' || ord.kind === 'int' || ord.kind === 'float') && (rankOf(A.shape) ?? 0) > 2) refuse();
    else if (axes && axes !== 'all' && axes.length > 2) refuse();
    return made(cx, [A], reducedShape(A, axes, keepdim, cx), type === null ? null : realType(given(type) ?? own));
  },
  examples: [
    'torch.linalg.norm(torch.ones(2, 3), dim=1)  #> [2]',
    'torch.linalg.norm(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2',
    'torch.linalg.norm(torch.ones(2, 3, 4), 2)  #! error[rank-mismatch]: one axis or two',
    'torch.linalg.norm(torch.ones(2, dtype=torch.int64))  #! error[dtype-mismatch]: does not take',
  ],
});

/** Products of vectors along an axis. */
export const vecdot = torchOp({
  name: 'linalg.vecdot',
  summary: 'The sums of products of vectors along an axis; the others are broadcast.',
  params: { x: t(), y: t(), dim: keyword(axis(-1)) },
  keywords: ['out'],
  codes: ['broadcast-mismatch', 'axis-out-of-range'],
  call({ x, y, dim }, cx) {
    const shape = fitShapes([x, y], cx);
    const whole: TensorValue = { ...x, shape };
    const at = shape ? axisIn(whole, dim, cx) : null;
    return made(cx, [x, y], at === null ? null : shapeOf(shape!.dims.filter((_, i) => i !== at)), resultType(x, y));
  },
  examples: [
    'torch.linalg.vecdot(torch.ones(2, 3), torch.ones(3))  #> [2]',
    'torch.linalg.vecdot(torch.ones(2, 3), torch.ones(4))  #! error[broadcast-mismatch]: do not fit',
    'torch.linalg.vecdot(torch.ones(2, 3), torch.ones(3), dim=2)  #! error[axis-out-of-range]: no axis 2',
  ],
});

/** Powers of the elements of vectors. */
export const vanders: readonly FunctionDef[] = (
  [
    ['linalg.vander', 'Matrices of the powers of the elements of vectors.'],
    ['vander', 'A matrix of the powers of the elements of a vector.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    params: { x: t(), N: name === 'vander' ? value(none) : keyword(value(none)) },
    other: name === 'vander' ? ['increasing'] : [],
    codes: name === 'vander' ? ['rank-mismatch'] : [],
    call({ x, N }, cx) {
      if ((name === 'vander' && refuseRank(x, 1, cx, 'x')) || rankOf(x.shape) === null) return made(cx, [x], null, null);
      const dims = x.shape!.dims.length ? x.shape!.dims : [1];
      const n: Dim = N.kind === 'int' ? N.value : N.kind === 'none' ? dims.at(-1)! : unknownDim;
      return made(cx, [x], shapeOf([...dims, n]), x.dtype === 'bool' ? null : x.dtype);
    },
    examples: [
      `torch.${name}(torch.ones(4), N=3)  #> [4, 3]`,
      ...(name === 'vander' ? ['torch.vander(torch.ones(()))  #! error[rank-mismatch]: axes'] : []),
    ],
  }),
);
