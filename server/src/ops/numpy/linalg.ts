import { flag, integer, keyword, matmulShape, msg, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, mulDims, productOf, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, tuple, unknown } from '../../values/value';
import { array, arrayWith, axisOf, broadcastOf, differ, dimsOf, intoOut, numpyOp, promoteValues } from './arrays';
import { axes } from '../kernel';
import { reducedDims } from './reductions';

/** LAPACK computes in float32 or float64: whole numbers become float64; float16 it does not take. */
function lapack(type: string | null): string | null {
  if (type === null || type === 'float16') return null;
  return /^(u?int|bool)/.test(type) ? 'float64' : /^(float|complex)/.test(type) ? type : null;
}

function realOf(type: string | null): string | null {
  return type === 'complex128' ? 'float64' : type === 'complex64' ? 'float32' : type;
}

/** Stacks of matrices: reports what has too few axes or is not square. */
function matrices(cx: CallContext, x: TensorValue, isSquare: boolean, at = 'a'): readonly Dim[] | null {
  const own = dimsOf(x.shape);
  if (!own) return null;
  if (own.length < 2) {
    cx.report('rank-mismatch', msg('{0} takes an array of at least {1} axes, it gets {2}', cx.label, 2, own.length), { at, from: [x] });
    return null;
  }
  if (isSquare && differ(own.at(-1)!, own.at(-2)!)) {
    cx.report('dim-mismatch', msg('{0} takes square matrices, it gets {1}', cx.label, formatShape(x.shape)), { at, from: [x] });
    return null;
  }
  return own;
}

function onMatrices(
  name: string,
  summary: string,
  isSquare: boolean,
  result: (own: readonly Dim[] | null, type: string | null, cx: CallContext) => Value,
  more: { others?: readonly string[]; example: string } = { example: '[3, 3]' },
): LibraryEntry[] {
  return numpyOp({
    name: `numpy.linalg.${name}`,
    summary,
    params: { a: tensor() },
    otherParams: more.others ?? [],
    codes: isSquare ? ['rank-mismatch', 'dim-mismatch'] : ['rank-mismatch'],
    call: ({ a }, cx) => result(matrices(cx, a, isSquare), lapack(a.dtype), cx),
    examples: [
      `np.linalg.${name}(np.eye(3))${more.example}`,
      `np.linalg.${name}(np.ones(3))  #! error[rank-mismatch]: at least 2`,
      ...(isSquare ? [`np.linalg.${name}(np.ones((2, 3)))  #! error[dim-mismatch]: square matrices`] : []),
    ],
  });
}

const lead = (own: readonly Dim[] | null): readonly Dim[] | null => own && own.slice(0, -2);
const smaller = (own: readonly Dim[]): Dim => {
  const [m, n] = [own.at(-2)!, own.at(-1)!];
  return isLiteral(m) && isLiteral(n) ? Math.min(m, n) : m === n ? m : unknownDim;
};

function product(cx: CallContext, a: TensorValue, b: TensorValue): MaybeShape {
  const found = matmulShape(a.shape, b.shape);
  if (found.fits) return found.shape;
  const shapes = [formatShape(a.shape), formatShape(b.shape)] as const;
  if (found.why === 'scalar')
    cx.report('rank-mismatch', msg('{0} takes arrays with axes: {1} and {2}', cx.label, ...shapes), { from: [a, b] });
  else if (found.why === 'inner')
    cx.report(
      'dim-mismatch',
      msg('{0}: the last axis of the first and the second to last of the other differ: {1} and {2}', cx.label, ...shapes),
      { from: [a, b] },
    );
  else
    cx.report('broadcast-mismatch', msg('The axes of {0} and {1} before the last two do not fit each other', ...shapes), { from: [a, b] });
  return null;
}

/** `dot`: as `matmul` for up to two axes; else over the last axis of the first and the second to last of the other. */
function dot(cx: CallContext, a: TensorValue, b: TensorValue): readonly Dim[] | null {
  const [x, y] = [dimsOf(a.shape), dimsOf(b.shape)];
  if (!x || !y) return null;
  if (x.length === 0) return y;
  if (y.length === 0) return x;
  const inner = y.length === 1 ? y[0]! : y.at(-2)!;
  if (differ(x.at(-1)!, inner)) {
    cx.report(
      'dim-mismatch',
      msg(
        '{0}: the last axis of the first and the second to last of the other differ: {1} and {2}',
        cx.label,
        formatShape(a.shape),
        formatShape(b.shape),
      ),
      { from: [a, b] },
    );
    return null;
  }
  return [...x.slice(0, -1), ...(y.length === 1 ? [] : [...y.slice(0, -2), y.at(-1)!])];
}

function tensordot(cx: CallContext, a: TensorValue, b: TensorValue, given: Value): readonly Dim[] | null {
  const [x, y] = [dimsOf(a.shape), dimsOf(b.shape)];
  if (!x || !y) return null;
  let pairs: [readonly number[], readonly number[]] | null = null;
  if (given.kind === 'int' && isLiteral(given.value)) {
    const n = given.value;
    if (n > x.length || n > y.length) {
      cx.report(
        'axis-out-of-range',
        msg('{0}: {1} axes are joined, the arrays are {2} and {3}', cx.label, n, formatShape(a.shape), formatShape(b.shape)),
        { at: 'axes', from: [a, b] },
      );
      return null;
    }
    pairs = [Array.from({ length: n }, (_, i) => x.length - n + i), Array.from({ length: n }, (_, i) => i)];
  } else {
    const sides = cx.iterate(given)?.map((side) => (side.kind === 'int' ? [side.value] : (tensor().read(side, cx.heap).data ?? null)));
    if (sides?.length !== 2 || !sides.every((s): s is number[] => !!s && s.every(isLiteral))) return null;
    const [p, q] = sides as [number[], number[]];
    const own = (axis: number, rank: number, z: TensorValue): number | null => axisOf(cx, axis, rank, z, 'axes');
    const left = p.map((i) => own(i, x.length, a));
    const right = left.includes(null) ? [] : q.map((i) => own(i, y.length, b));
    if (left.includes(null) || right.includes(null)) return null;
    pairs = [left as number[], right as number[]];
  }
  const isWrong = pairs[0].length !== pairs[1].length || pairs[0].some((i, k) => differ(x[i]!, y[pairs[1][k]!]!));
  if (isWrong) {
    cx.report(
      'dim-mismatch',
      msg('{0}: the axes that are joined differ: {1} and {2}', cx.label, formatShape(a.shape), formatShape(b.shape)),
      { at: 'axes', from: [a, b] },
    );
    return null;
  }
  return [...x.filter((_, i) => !pairs[0].includes(i)), ...y.filter((_, i) => !pairs[1].includes(i))];
}

function norm(cx: CallContext, x: TensorValue, ord: Value, axis: Value, keepdims: boolean | null): Value {
  const type = realOf(x.dtype === 'float16' ? 'float16' : lapack(x.dtype));
  const own = dimsOf(x.shape);
  if (axis.kind === 'none' && ord.kind !== 'none' && own && own.length > 2) {
    cx.report('rank-mismatch', msg('{0} takes an array of at most {1} axes, it gets {2}', cx.label, 2, own.length), { at: 'x', from: [x] });
    return array(null, type);
  }
  return array(reducedDims(cx, x, axes('None').read(axis, cx.heap), keepdims), type);
}

function solve(cx: CallContext, a: TensorValue, b: TensorValue): Value {
  const own = matrices(cx, a, true);
  const type = lapack(promoteValues([a, b], cx.heap));
  const right = dimsOf(b.shape);
  if (!own || !right) return array(null, type);
  const n = right.length === 1 ? right[0]! : right.at(-2);
  if (n !== undefined && differ(own.at(-1)!, n)) {
    cx.report(
      'dim-mismatch',
      msg('{0}: a matrix {1} does not fit a right side {2}', cx.label, formatShape(a.shape), formatShape(b.shape)),
      { at: 'b', from: [a, b] },
    );
    return array(null, type);
  }
  if (right.length === 1) return array([...own.slice(0, -2), own.at(-1)!], type);
  const batch = broadcastOf(cx, [array(own.slice(0, -2), null), array(right.slice(0, -2), null)]);
  return array(dimsOf(batch) && [...dimsOf(batch)!, own.at(-1)!, right.at(-1)!], type);
}

const pairwise = (a: TensorValue, b: TensorValue, cx: CallContext): string | null => promoteValues([a, b], cx.heap);

export const linalg: readonly LibraryEntry[] = [
  numpyOp({
    name: 'numpy.dot',
    summary: 'The product of matrices and vectors, or over the last axis of arrays of more axes.',
    params: { a: value(), b: value(), out: value(none) },
    isMethodToo: true,
    codes: ['dim-mismatch'],
    call(args, cx) {
      const [a, b] = [args.a, args.b].map((v) => tensor().read(v, cx.heap)) as [TensorValue, TensorValue];
      return intoOut(args.out, array(dot(cx, a, b), promoteValues([a, b], cx.heap)));
    },
    examples: [
      'np.dot(np.ones((2, 3)), np.ones((3, 4)))  #> [2, 4]',
      'np.dot(np.ones((2, 3)), np.ones((2, 3)))  #! error[dim-mismatch]: differ: (2, 3) and (2, 3)',
    ],
  }),
  numpyOp({
    name: 'numpy.matmul',
    summary: 'The product of matrices; axes before the last two are broadcast.',
    aliases: ['numpy.linalg.matmul'],
    params: { x1: tensor(), x2: tensor(), out: value(none) },
    keywordParams: ['casting', 'order', 'dtype', 'subok', 'axes', 'axis', 'signature', 'sig', 'keepdims'],
    codes: ['dim-mismatch', 'rank-mismatch', 'broadcast-mismatch'],
    call: ({ x1, x2, out }, cx) => intoOut(out, arrayWith(product(cx, x1, x2), pairwise(x1, x2, cx))),
    examples: [
      'np.matmul(np.ones((5, 2, 3)), np.ones((3, 4)))  #> [5, 2, 4]',
      'np.matmul(np.ones((2, 3)), np.ones((2, 3)))  #! error[dim-mismatch]: differ',
      'np.matmul(np.ones((2, 3)), 2)  #! error[rank-mismatch]: takes arrays with axes',
      'np.matmul(np.ones((2, 2, 3)), np.ones((4, 3, 5)))  #! error[broadcast-mismatch]: do not fit',
    ],
  }),
  numpyOp({
    name: 'numpy.inner',
    summary: 'The products of the last axes.',
    params: { a: tensor(), b: tensor() },
    codes: ['dim-mismatch'],
    call({ a, b }, cx) {
      const [x, y] = [dimsOf(a.shape), dimsOf(b.shape)];
      const type = pairwise(a, b, cx);
      if (!x || !y) return array(null, type);
      if (!x.length || !y.length) return array([...x, ...y], type);
      if (differ(x.at(-1)!, y.at(-1)!)) {
        cx.report('dim-mismatch', msg('{0}: the last axes differ: {1} and {2}', cx.label, formatShape(a.shape), formatShape(b.shape)), {
          from: [a, b],
        });
        return array(null, type);
      }
      return array([...x.slice(0, -1), ...y.slice(0, -1)], type);
    },
    examples: [
      'np.inner(np.ones((2, 3)), np.ones(3))  #> [2]',
      'np.inner(np.ones(2), np.ones(3))  #! error[dim-mismatch]: the last axes differ',
    ],
  }),
  numpyOp({
    name: 'numpy.outer',
    summary: 'The products of all elements of one array with all of another.',
    params: { a: tensor(), b: tensor(), out: value(none) },
    call({ a, b, out }, cx) {
      const count = (x: TensorValue): Dim => (dimsOf(x.shape) ? productOf(dimsOf(x.shape)!) : unknownDim);
      return intoOut(out, array([count(a), count(b)], pairwise(a, b, cx)));
    },
    examples: ['np.outer(np.ones(2), np.ones(3))  #> [2, 3]'],
  }),
  ...(['vdot', 'vecdot'] as const).map((name) =>
    numpyOp({
      name: `numpy.${name}`,
      summary: name === 'vdot' ? 'The product of two flattened arrays.' : 'The products of vectors along the last axis.',
      aliases: name === 'vecdot' ? ['numpy.linalg.vecdot'] : [],
      params: name === 'vdot' ? { a: tensor(), b: tensor() } : { a: tensor(), b: tensor() },
      otherParams: name === 'vecdot' ? ['out'] : [],
      keywordParams: name === 'vecdot' ? ['axis', 'axes', 'keepdims', 'dtype', 'casting', 'order', 'subok', 'signature', 'sig'] : [],
      codes: ['dim-mismatch'],
      call({ a, b }, cx, bound) {
        const [x, y] = [dimsOf(a.shape), dimsOf(b.shape)];
        const type = pairwise(a, b, cx);
        if (!x || !y || ['axis', 'axes', 'keepdims'].some((each) => bound.values.has(each)))
          return array(name === 'vdot' ? [] : null, type);
        const isWrong = name === 'vdot' ? differ(productOf(x), productOf(y)) : x.length > 0 && y.length > 0 && differ(x.at(-1)!, y.at(-1)!);
        if (isWrong)
          cx.report('dim-mismatch', msg('{0}: the last axes differ: {1} and {2}', cx.label, formatShape(a.shape), formatShape(b.shape)), {
            from: [a, b],
          });
        if (name === 'vdot') return array([], type);
        const batch = isWrong ? null : broadcastOf(cx, [array(x.slice(0, -1), null), array(y.slice(0, -1), null)]);
        return arrayWith(batch, type);
      },
      examples: [`np.${name}(np.ones(3), np.ones(3))  #> []`, `np.${name}(np.ones(2), np.ones(3))  #! error[dim-mismatch]: differ`],
    }),
  ),
  numpyOp({
    name: 'numpy.tensordot',
    summary: 'The products of arrays summed over given axes.',
    aliases: ['numpy.linalg.tensordot'],
    params: { a: tensor(), b: tensor(), axes: value({ kind: 'int', value: 2 }, '2') },
    codes: ['dim-mismatch', 'axis-out-of-range'],
    call: (args, cx) => array(tensordot(cx, args.a, args.b, args.axes), pairwise(args.a, args.b, cx)),
    examples: [
      'np.tensordot(np.ones((2, 3, 4)), np.ones((3, 4, 5)))  #> [2, 5]',
      'np.tensordot(np.ones((2, 3)), np.ones((2, 3)), axes=1)  #! error[dim-mismatch]: the axes that are joined differ',
      'np.tensordot(np.ones(3), np.ones(3))  #! error[axis-out-of-range]: 2 axes are joined',
    ],
  }),
  numpyOp({
    name: 'numpy.kron',
    summary: 'The Kronecker product: a block of one array for each element of another.',
    params: { a: tensor(), b: tensor() },
    call({ a, b }, cx) {
      const [x, y] = [dimsOf(a.shape), dimsOf(b.shape)];
      if (!x || !y) return array(null, pairwise(a, b, cx));
      const n = Math.max(x.length, y.length);
      const grown = (d: readonly Dim[]): readonly Dim[] => [...Array<Dim>(n - d.length).fill(1), ...d];
      return array(
        grown(x).map((d, i) => mulDims(d, grown(y)[i]!)),
        pairwise(a, b, cx),
      );
    },
    examples: ['np.kron(np.eye(2), np.ones((2, 3)))  #> [4, 6]'],
  }),
  numpyOp({
    name: 'numpy.cross',
    summary: 'The vector products of vectors of three elements.',
    params: { a: tensor(), b: tensor() },
    otherParams: ['axisa', 'axisb', 'axisc', 'axis'],
    codes: ['dim-mismatch'],
    call({ a, b }, cx, bound) {
      const [x, y] = [dimsOf(a.shape), dimsOf(b.shape)];
      const type = pairwise(a, b, cx);
      if (!x?.length || !y?.length || bound.values.size > 2) return array(null, type);
      const wrong = [x.at(-1)!, y.at(-1)!].find((d) => isLiteral(d) && d !== 3 && d !== 2);
      if (wrong !== undefined) {
        cx.report(
          'dim-mismatch',
          msg('{0} takes vectors of three elements, it gets {1} and {2}', cx.label, formatShape(a.shape), formatShape(b.shape)),
          { from: [a, b] },
        );
        return array(null, type);
      }
      return arrayWith(x.at(-1) === 3 && y.at(-1) === 3 ? broadcastOf(cx, [a, b]) : null, type);
    },
    examples: [
      'np.cross(np.ones((4, 3)), np.ones(3))  #> [4, 3]',
      'np.cross(np.ones(4), np.ones(4))  #! error[dim-mismatch]: three elements',
    ],
  }),
  onMatrices('inv', 'The inverse matrices.', true, (own, type) => array(own, type), { example: '  #> [3, 3]' }),
  onMatrices(
    'pinv',
    'The pseudo-inverse matrices.',
    false,
    (own, type) => array(own && [...own.slice(0, -2), own.at(-1)!, own.at(-2)!], type),
    { others: ['rcond', 'hermitian', 'rtol'], example: '  #> [3, 3]' },
  ),
  onMatrices('det', 'The determinants.', true, (own, type) => array(lead(own), type), { example: '  #> []' }),
  onMatrices(
    'slogdet',
    'The signs and logarithms of determinants.',
    true,
    (own, type) => tuple([array(lead(own), type), array(lead(own), realOf(type))]),
    { example: '[1]  #> []' },
  ),
  onMatrices('cholesky', 'The Cholesky factors.', true, (own, type) => array(own, type), { others: ['upper'], example: '  #> [3, 3]' }),
  // Eigenvalues are complex or not by their values.
  onMatrices('eig', 'The eigenvalues and eigenvectors.', true, (own) => tuple([array(own && own.slice(0, -1), null), array(own, null)]), {
    example: '[1]  #> [3, 3]',
  }),
  onMatrices('eigvals', 'The eigenvalues.', true, (own) => array(own && own.slice(0, -1), null), { example: '  #> [3]' }),
  onMatrices(
    'eigh',
    'The eigenvalues and eigenvectors of symmetric matrices.',
    true,
    (own, type) => tuple([array(own && own.slice(0, -1), realOf(type)), array(own, type)]),
    { others: ['UPLO'], example: '[1]  #> [3, 3]' },
  ),
  onMatrices('eigvalsh', 'The eigenvalues of symmetric matrices.', true, (own, type) => array(own && own.slice(0, -1), realOf(type)), {
    others: ['UPLO'],
    example: '  #> [3]',
  }),
  onMatrices('svdvals', 'The singular values.', false, (own, type) => array(own && [...own.slice(0, -2), smaller(own)], realOf(type)), {
    example: '  #> [3]',
  }),
  onMatrices('cond', 'The condition numbers.', false, (own, type) => array(lead(own), realOf(type)), { others: ['p'], example: '  #> []' }),
  numpyOp({
    name: 'numpy.linalg.svd',
    summary: 'The singular value decomposition.',
    params: { a: tensor(), full_matrices: flag(true), compute_uv: flag(true), hermitian: flag(false) },
    codes: ['rank-mismatch'],
    call({ a, full_matrices, compute_uv }, cx) {
      const own = matrices(cx, a, false);
      const type = lapack(a.dtype);
      if (compute_uv === null || full_matrices === null) return unknown;
      const values = array(own && [...own.slice(0, -2), smaller(own)], realOf(type));
      if (!compute_uv) return values;
      const k = own ? smaller(own) : unknownDim;
      const u = array(own && [...own.slice(0, -1), full_matrices ? own.at(-2)! : k], type);
      const v = array(own && [...own.slice(0, -2), full_matrices ? own.at(-1)! : k, own.at(-1)!], type);
      return tuple([u, values, v]);
    },
    examples: ['np.linalg.svd(np.ones((2, 3)))[1]  #> [2]', 'np.linalg.svd(np.ones(3))  #! error[rank-mismatch]: at least 2'],
  }),
  numpyOp({
    name: 'numpy.linalg.qr',
    summary: 'The factors of a matrix: one with orthogonal columns and a triangular one.',
    params: { a: tensor(), mode: value({ kind: 'str', value: 'reduced' }, "'reduced'") },
    codes: ['rank-mismatch'],
    call({ a, mode }, cx) {
      const own = matrices(cx, a, false);
      const type = lapack(a.dtype);
      if (mode.kind !== 'str' || !own) return unknown;
      const k = mode.value === 'complete' ? own.at(-2)! : smaller(own);
      const r = array([...own.slice(0, -2), k, own.at(-1)!], type);
      return mode.value === 'r'
        ? r
        : mode.value === 'raw' || mode.value === null
          ? unknown
          : tuple([array([...own.slice(0, -1), k], type), r]);
    },
    examples: ['np.linalg.qr(np.ones((4, 3)))[0]  #> [4, 3]', 'np.linalg.qr(np.ones(3))  #! error[rank-mismatch]: at least 2'],
  }),
  numpyOp({
    name: 'numpy.linalg.solve',
    summary: 'The solutions of linear equations.',
    params: { a: tensor(), b: tensor() },
    codes: ['rank-mismatch', 'dim-mismatch'],
    call: ({ a, b }, cx) => solve(cx, a, b),
    examples: [
      'np.linalg.solve(np.eye(3), np.ones(3))  #> [3]',
      'np.linalg.solve(np.ones(3), np.ones(3))  #! error[rank-mismatch]: at least 2',
      'np.linalg.solve(np.eye(3), np.ones(4))  #! error[dim-mismatch]: does not fit a right side',
    ],
  }),
  numpyOp({
    name: 'numpy.linalg.lstsq',
    summary: 'The solutions of linear equations by least squares.',
    params: { a: tensor(), b: tensor(), rcond: value(none) },
    codes: ['dim-mismatch'],
    call({ a, b }, cx) {
      const [x, y] = [dimsOf(a.shape), dimsOf(b.shape)];
      const type = lapack(pairwise(a, b, cx));
      if (x?.length === 2 && y?.length && differ(x[0]!, y[0]!))
        cx.report(
          'dim-mismatch',
          msg('{0}: a matrix {1} does not fit a right side {2}', cx.label, formatShape(a.shape), formatShape(b.shape)),
          { at: 'b', from: [a, b] },
        );
      const k = x?.length === 2 ? smaller(x) : unknownDim;
      return tuple([
        array(x?.length === 2 && y ? [x[1]!, ...y.slice(1)] : null, type),
        array([unknownDim], realOf(type)),
        int(unknownDim),
        array([k], realOf(type)),
      ]);
    },
    examples: [
      'np.linalg.lstsq(np.ones((4, 2)), np.ones(4))[0]  #> [2]',
      'np.linalg.lstsq(np.ones((4, 2)), np.ones(3))  #! error[dim-mismatch]: does not fit',
    ],
  }),
  numpyOp({
    name: 'numpy.linalg.norm',
    summary: 'The lengths of vectors, or norms of matrices.',
    params: { x: tensor(), ord: value(none), axis: value(none), keepdims: flag(false) },
    codes: ['axis-out-of-range', 'rank-mismatch'],
    call: (args, cx) => norm(cx, args.x, args.ord, args.axis, args.keepdims),
    examples: [
      'np.linalg.norm(np.ones((2, 3)), axis=1)  #> [2]',
      'np.linalg.norm(np.ones((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2',
      'np.linalg.norm(np.ones((2, 3, 4)), 2)  #! error[rank-mismatch]: at most 2',
    ],
  }),
  numpyOp({
    name: 'numpy.linalg.vector_norm',
    summary: 'The lengths of vectors.',
    params: { x: tensor(), axis: keyword(axes('None')), keepdims: keyword(flag(false)) },
    keywordParams: ['ord'],
    codes: ['axis-out-of-range'],
    call: (args, cx) => array(reducedDims(cx, args.x, args.axis, args.keepdims), realOf(lapack(args.x.dtype))),
    examples: [
      'np.linalg.vector_norm(np.ones((2, 3)), axis=1)  #> [2]',
      'np.linalg.vector_norm(np.ones((2, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2',
    ],
  }),
  numpyOp({
    name: 'numpy.linalg.matrix_norm',
    summary: 'The norms of matrices.',
    params: { x: tensor(), keepdims: keyword(flag(false)) },
    keywordParams: ['ord'],
    codes: ['rank-mismatch'],
    call({ x, keepdims }, cx) {
      const own = lead(matrices(cx, x, false));
      return array(keepdims === null ? null : keepdims && own ? [...own, 1, 1] : own, realOf(lapack(x.dtype)));
    },
    examples: [
      'np.linalg.matrix_norm(np.eye(3))  #> []',
      'np.linalg.matrix_norm(np.ones((2, 3, 4)), keepdims=True)  #> [2, 1, 1]',
      'np.linalg.matrix_norm(np.ones(3))  #! error[rank-mismatch]: at least 2',
    ],
  }),
  numpyOp({
    name: 'numpy.linalg.matrix_rank',
    summary: 'The ranks of matrices.',
    params: { A: tensor() },
    otherParams: ['tol', 'hermitian'],
    keywordParams: ['rtol'],
    call({ A }) {
      const own = dimsOf(A.shape);
      return array(own && (own.length < 2 ? [] : own.slice(0, -2)), 'int64');
    },
    examples: ['np.linalg.matrix_rank(np.eye(3))  #> []'],
  }),
  numpyOp({
    name: 'numpy.linalg.matrix_power',
    summary: 'Square matrices to the power of a whole number.',
    params: { a: tensor(), n: integer() },
    codes: ['rank-mismatch', 'dim-mismatch'],
    call({ a, n }, cx) {
      return array(matrices(cx, a, true), isLiteral(n) ? (n < 0 ? lapack(a.dtype) : a.dtype) : null);
    },
    examples: [
      'np.linalg.matrix_power(np.eye(3), 2)  #> [3, 3]',
      'np.linalg.matrix_power(np.ones(3), 2)  #! error[rank-mismatch]: at least 2',
      'np.linalg.matrix_power(np.ones((2, 3)), 2)  #! error[dim-mismatch]: square matrices',
    ],
  }),
  numpyOp({
    name: 'numpy.linalg.multi_dot',
    summary: 'The product of several matrices.',
    params: { arrays: value() },
    keywordParams: ['out'],
    codes: ['dim-mismatch'],
    call({ arrays }, cx) {
      const items = cx.iterate(arrays)?.map((v) => tensor().read(v, cx.heap));
      if (!items?.length) return unknown;
      return items
        .slice(1)
        .reduce<TensorValue>((a, b) => arrayWith(a.shape && b.shape ? shapeOrNull(dot(cx, a, b)) : null, pairwise(a, b, cx)), items[0]!);
    },
    examples: [
      'np.linalg.multi_dot([np.ones((2, 3)), np.ones((3, 4)), np.ones((4, 5))])  #> [2, 5]',
      'np.linalg.multi_dot([np.ones((2, 3)), np.ones((2, 4)), np.ones((4, 5))])  #! error[dim-mismatch]: differ',
    ],
  }),
].flat();

function shapeOrNull(own: readonly Dim[] | null): MaybeShape {
  return own && shapeOf(own);
}
