import type { CallContext, LibraryEntry } from '../kernel';
import { arrayOf, defineMethod, defineProperty, msg, sparseAttribute, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { freeDim, unknownDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, none, str, tuple } from '../../values/value';

const sparseClass = 'scipy.sparse.csr_matrix';

/** A sparse matrix, as encoders and vectorizers give it. */
export function sparseOf(cx: CallContext, rows: Dim, columns: Dim, dtype: string | null): Value {
  return cx.object(sparseClass, { [sparseAttribute]: arrayOf('numpy', shapeOf([rows, columns]), dtype) });
}

function inner(self: Value, cx: CallContext): TensorValue {
  const array = cx.attr(self, sparseAttribute);
  return array?.kind === 'tensor' ? array : arrayOf('numpy', shapeOf([unknownDim, unknownDim]), null);
}

const dense = (name: string): LibraryEntry =>
  defineMethod({
    name: `${sparseClass}.${name}`,
    params: { self: value(), order: value(none), out: value(none) },
    call: ({ self }, cx) => inner(self, cx),
  });

/** What is known of SciPy's sparse matrices. */
export const sparseMembers: readonly LibraryEntry[] = [
  defineMethod({
    name: `${sparseClass}.__len__`,
    params: { self: value() },
    call: (_, cx) => cx.raise('TypeError', 'missing-attribute', msg('A sparse matrix has no length; shape[0] is the number of its rows')),
  }),
  dense('toarray'),
  dense('todense'),
  defineProperty(`${sparseClass}.A`, (self, cx) => inner(self, cx)),
  defineProperty(`${sparseClass}.dtype`, (self, cx) => str(inner(self, cx).dtype)),
  defineProperty(`${sparseClass}.shape`, (self, cx) => tuple(inner(self, cx).shape!.dims.map((d) => (d === freeDim ? none : int(d))))),
  defineMethod({
    name: `${sparseClass}.astype`,
    params: { self: value(), dtype: value() },
    call: ({ self }, cx) => cx.object(sparseClass, { [sparseAttribute]: { ...inner(self, cx), dtype: null } }),
  }),
];
