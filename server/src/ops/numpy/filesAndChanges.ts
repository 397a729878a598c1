import { defineMethod, msg, rest, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import { unknownDim } from '../../values/dim';
import { formatShape } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, unknown } from '../../values/value';
import { array, dimsOf, numpyOp } from './arrays';

/** Numbers of a text file: rows and columns, or one axis where there is but one of either. */
const table: TensorValue = { ...array(null, null), mostAxes: 2 };

const byResult: readonly (readonly [name: string, summary: string, result: (cx: CallContext) => Value])[] = [
  ['set_printoptions', 'Sets how arrays are printed.', () => none],
  ['get_printoptions', 'How arrays are printed.', () => unknown],
  ['printoptions', 'Sets how arrays are printed inside a with statement.', () => unknown],
  ['seterr', 'Sets what happens at floating-point errors.', () => unknown],
  ['geterr', 'What happens at floating-point errors.', () => unknown],
  ['errstate', 'Sets what happens at floating-point errors inside a with statement.', () => unknown],
  ['save', 'Writes an array to a file.', () => none],
  ['savez', 'Writes several arrays to a file.', () => none],
  ['savez_compressed', 'Writes several arrays to a compressed file.', () => none],
  ['array2string', 'An array as text.', () => ({ kind: 'str', value: null })],
  ['array_str', 'An array as text.', () => ({ kind: 'str', value: null })],
  ['array_repr', 'An array as text that shows its type.', () => ({ kind: 'str', value: null })],
  ['shares_memory', 'Whether two arrays share memory.', () => ({ kind: 'bool', value: null })],
  ['may_share_memory', 'Whether two arrays might share memory.', () => ({ kind: 'bool', value: null })],
  ['copyto', 'Copies values into an array.', () => none],
  ['put', 'Sets elements of the flattened array.', () => none],
  ['place', 'Sets the elements where a condition holds.', () => none],
  ['putmask', 'Sets the elements where a mask holds.', () => none],
  ['put_along_axis', 'Sets the elements at positions along an axis.', () => none],
  ['fill_diagonal', 'Sets the diagonal of an array.', () => none],
  ['vectorize', 'A function applied to each element.', () => unknown],
  ['frompyfunc', 'A function of the language as one on arrays.', () => unknown],
  ['iterable', 'Whether a value can be iterated.', () => ({ kind: 'bool', value: null })],
  ['load', 'An array, or several, read from a file.', () => ({ kind: 'unknown', path: 'numpy.load()' })],
  ['fromstring', 'Numbers read from a text.', () => array([unknownDim], null)],
  ['fromfile', 'Numbers read from a file.', () => array([unknownDim], null)],
  ['loadtxt', 'Numbers read from a text file.', () => table],
  ['genfromtxt', 'Numbers read from a text file, with missing ones.', () => table],
  ['memmap', 'An array that lies in a file.', () => array(null, null)],
];

/** Functions that change their first argument. */
const inPlace = new Set(['copyto', 'put', 'place', 'putmask', 'put_along_axis', 'fill_diagonal']);

function changed(cx: CallContext, x: TensorValue): Value {
  cx.forget(x);
  return none;
}

/** Functions that read, write or print arrays, and such as change them in place. */
export const filesAndChanges: readonly LibraryEntry[] = [
  ...byResult.map(([name, summary, result]) => [
    ...numpyOp({
      name: `numpy.${name}`,
      summary,
      params: { args: rest() },
      takesAnyKeyword: true,
      category: 'utility',
      call: ({ args }, cx) => (inPlace.has(name) && args?.[0]?.kind === 'tensor' ? changed(cx, args[0]) : result(cx)),
    }),
  ]),
  numpyOp({
    name: 'numpy.savetxt',
    summary: 'Writes an array to a text file.',
    params: { fname: value(), X: value() },
    otherParams: ['fmt', 'delimiter', 'newline', 'header', 'footer', 'comments', 'encoding'],
    category: 'utility',
    codes: ['rank-mismatch'],
    call({ X }, cx) {
      const x = tensor().read(X, cx.heap);
      const rank = X.kind === 'tensor' ? dimsOf(x.shape)?.length : undefined;
      if (rank !== undefined && (rank === 0 || rank > 2))
        cx.report('rank-mismatch', msg('{0} writes rows and columns, it gets {1} axes: {2}', cx.label, rank, formatShape(x.shape)), {
          at: 'X',
          from: [x],
        });
      return none;
    },
    examples: ["np.savetxt('table.csv', np.ones((2, 3)))", "np.savetxt('table.csv', np.ones((2, 3, 4)))  #! error[rank-mismatch]: 3 axes"],
  }),
  [
    defineMethod({
      name: 'numpy.ndarray.put',
      params: { a: tensor(), args: rest() },
      takesAnyKeyword: true,
      call: ({ a }, cx) => changed(cx, a),
    }),
  ],
  ...['sort', 'partition'].map((name) => [
    defineMethod({
      name: `numpy.ndarray.${name}`,
      params: { a: tensor(), args: rest() },
      takesAnyKeyword: true,
      call: ({ a }, cx) => changed(cx, a),
    }),
  ]),
].flat();
