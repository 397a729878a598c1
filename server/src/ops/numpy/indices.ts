import { integer, readDims, rest, tensor, value } from '../kernel';
import type { LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral, mulDims, unknownDim } from '../../values/dim';
import { int, none, tuple, unknown } from '../../values/value';
import { array, arrayWith, axisOf, broadcastOf, dimsOf, numpyOp } from './arrays';
import { indicesOf, trueCount } from './ufuncs';

/** Functions that give indices, and the extents of arrays. */
export const indices: readonly LibraryEntry[] = [
  numpyOp({
    name: 'numpy.nonzero',
    summary: 'The indices of the elements that are not zero, an array for each axis.',
    params: { a: tensor() },
    isMethodToo: true,
    call: ({ a }) => indicesOf(a),
    examples: ['np.nonzero([0, 1, 1])[0]  #> [2]'],
  }),
  numpyOp({
    name: 'numpy.flatnonzero',
    summary: 'The positions of the elements that are not zero in the flattened array.',
    params: { a: tensor() },
    call: ({ a }) => array([trueCount(a)], 'int64'),
    examples: ['np.flatnonzero([0, 1, 1])  #> [2]'],
  }),
  numpyOp({
    name: 'numpy.argwhere',
    summary: 'The indices of the elements that are not zero, a row for each.',
    params: { a: tensor() },
    call: ({ a }) => array([trueCount(a), dimsOf(a.shape)?.length ?? unknownDim], 'int64'),
    examples: ['np.argwhere([[0, 1], [1, 1]])  #> [3, 2]'],
  }),
  numpyOp({
    name: 'numpy.unravel_index',
    summary: 'The indices in a shape of positions in the flattened array.',
    params: { indices: tensor(), shape: value() },
    otherParams: ['order'],
    call({ indices, shape }, cx) {
      const own = readDims(shape, cx.heap);
      return own ? tuple(own.map(() => arrayWith(indices.shape, 'int64'))) : unknown;
    },
    examples: ['np.unravel_index([1, 2], (2, 3))[0]  #> [2]'],
  }),
  numpyOp({
    name: 'numpy.ravel_multi_index',
    summary: 'The positions in the flattened array of indices in a shape.',
    params: { multi_index: value(), dims: value() },
    otherParams: ['mode', 'order'],
    call({ multi_index }, cx) {
      const items = cx.iterate(multi_index);
      return items
        ? arrayWith(
            broadcastOf(
              cx,
              items.map((v) => tensor().read(v, cx.heap)),
            ),
            'int64',
          )
        : unknown;
    },
    examples: ['np.ravel_multi_index(([0, 1], [1, 2]), (2, 3))  #> [2]'],
  }),
  ...(['tril_indices', 'triu_indices'] as const).map((name) =>
    numpyOp({
      name: `numpy.${name}`,
      summary:
        name === 'tril_indices'
          ? 'The indices of the elements on and below a diagonal.'
          : 'The indices of the elements on and above a diagonal.',
      params: { n: integer(), k: integer(0), m: value(none) },
      call({ n, k, m }) {
        const isSimple = isLiteral(n) && isLiteral(k) && m.kind === 'none';
        let count = 0;
        if (isSimple && n <= 4096)
          for (let i = 0; i < n; i++)
            count += name === 'tril_indices' ? Math.min(n, Math.max(0, i + k + 1)) : n - Math.min(n, Math.max(0, i + k));
        const each = array([isSimple && n <= 4096 ? count : unknownDim], 'int64');
        return tuple([each, each]);
      },
      examples: [`np.${name}(3)[0]  #> [6]`],
    }),
  ),
  numpyOp({
    name: 'numpy.diag_indices',
    summary: 'The indices of the diagonal of an array.',
    params: { n: integer(), ndim: integer(2) },
    call: ({ n, ndim }) => (isLiteral(ndim) ? tuple(Array.from({ length: ndim }, () => array([n], 'int64'))) : unknown),
    examples: ['np.diag_indices(3)[0]  #> [3]'],
  }),
  numpyOp({
    name: 'numpy.ix_',
    summary: 'Index arrays that select a block of rows and columns.',
    params: { args: rest() },
    call({ args }, cx) {
      const sizes = args?.map((v) => tensor().read(v, cx.heap));
      return sizes
        ? tuple(
            sizes.map((x, i) =>
              array(
                sizes.map((_, j) =>
                  i === j
                    ? x.dtype === 'bool'
                      ? x.data
                        ? x.data.filter((d) => d !== 0).length
                        : unknownDim
                      : (dimsOf(x.shape)?.[0] ?? unknownDim)
                    : 1,
                ),
                x.dtype === 'bool' ? 'int64' : x.dtype,
              ),
            ),
          )
        : unknown;
    },
    examples: ['np.ix_([0, 1], [0, 2, 3])[1]  #> [1, 3]'],
  }),
  numpyOp({
    name: 'numpy.broadcast_shapes',
    summary: 'The shape to which shapes are broadcast.',
    params: { args: rest() },
    codes: ['broadcast-mismatch'],
    call({ args }, cx) {
      const shapes = args?.map((v) => readDims(v, cx.heap));
      if (!shapes?.every((s) => s !== null)) return unknown;
      const own = dimsOf(
        broadcastOf(
          cx,
          shapes.map((s) => array(s, null)),
        ),
      );
      return own ? tuple(own.map(int)) : unknown;
    },
    examples: [
      'np.ones(np.broadcast_shapes((2, 1), (3,)))  #> [2, 3]',
      'np.broadcast_shapes((2,), (3,))  #! error[broadcast-mismatch]: differ',
    ],
  }),
  numpyOp({
    name: 'numpy.broadcast_arrays',
    summary: 'Arrays repeated to one shape.',
    params: { args: rest() },
    keywordParams: ['subok'],
    codes: ['broadcast-mismatch'],
    call({ args }, cx) {
      const items = args?.map((v) => tensor().read(v, cx.heap));
      const shape = items ? broadcastOf(cx, items) : null;
      return items ? tuple(items.map((x) => arrayWith(shape, x.dtype, { range: x.range ?? null }))) : unknown;
    },
    examples: [
      'np.broadcast_arrays(np.ones((2, 1)), np.ones(3))[0]  #> [2, 3]',
      'np.broadcast_arrays(np.ones(2), np.ones(3))  #! error[broadcast-mismatch]: differ',
    ],
  }),
  numpyOp({
    name: 'numpy.shape',
    summary: 'The extents of an array.',
    params: { a: tensor() },
    call: ({ a }) => (dimsOf(a.shape) ? tuple(dimsOf(a.shape)!.map(int)) : unknown),
    examples: ['np.ones(np.shape(np.eye(3)))  #> [3, 3]'],
  }),
  numpyOp({
    name: 'numpy.ndim',
    summary: 'The number of axes of an array.',
    params: { a: tensor() },
    call: ({ a }) => int(dimsOf(a.shape)?.length ?? unknownDim),
  }),
  numpyOp({
    name: 'numpy.size',
    summary: 'The number of elements of an array, or along an axis.',
    params: { a: tensor(), axis: value(none) },
    call({ a, axis }, cx) {
      const own = dimsOf(a.shape);
      if (axis.kind === 'none') return int(own ? own.reduce<Dim>(mulDims, 1) : unknownDim);
      const place = axis.kind === 'int' ? axisOf(cx, axis.value, own?.length ?? null, a) : null;
      return int(own && place !== null ? own[place]! : unknownDim);
    },
  }),
].flat();
