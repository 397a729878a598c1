import { any, defineClass, tensor, value } from '../kernel';
import type { LibraryEntry } from '../kernel';
import type { Value } from '../../values/value';
import { none, unknown } from '../../values/value';
import { array, arrayWith, numpyOp } from './arrays';
import { converted } from './creation';

/** Element types by their names in NumPy, with the shared name of the type. */
const scalars: readonly (readonly [name: string, dtype: string, summary: string])[] = [
  ['bool', 'bool', 'Truth values, or the conversion to them.'],
  ['int8', 'int8', 'Whole numbers of 8 bits, or the conversion to them.'],
  ['int16', 'int16', 'Whole numbers of 16 bits, or the conversion to them.'],
  ['int32', 'int32', 'Whole numbers of 32 bits, or the conversion to them.'],
  ['int64', 'int64', 'Whole numbers of 64 bits, or the conversion to them.'],
  ['uint8', 'uint8', 'Whole numbers of 8 bits without a sign, or the conversion to them.'],
  ['uint16', 'uint16', 'Whole numbers of 16 bits without a sign, or the conversion to them.'],
  ['uint32', 'uint32', 'Whole numbers of 32 bits without a sign, or the conversion to them.'],
  ['uint64', 'uint64', 'Whole numbers of 64 bits without a sign, or the conversion to them.'],
  ['float16', 'float16', 'Floats of 16 bits, or the conversion to them.'],
  ['float32', 'float32', 'Floats of 32 bits, or the conversion to them.'],
  ['float64', 'float64', 'Floats of 64 bits, or the conversion to them.'],
  ['complex64', 'complex64', 'Complex numbers of two floats of 32 bits, or the conversion to them.'],
  ['complex128', 'complex128', 'Complex numbers of two floats of 64 bits, or the conversion to them.'],
  ['str_', 'str', 'Texts, or the conversion to them.'],
];

/** Second names of element types. They keep their own path: `readDtype` knows them. */
export const typeAliases: Readonly<Record<string, string>> = {
  'numpy.bool_': 'numpy.bool',
  'numpy.int_': 'numpy.int64',
  'numpy.intp': 'numpy.int64',
  'numpy.long': 'numpy.int64',
  'numpy.longlong': 'numpy.int64',
  'numpy.uint': 'numpy.uint64',
  'numpy.uintp': 'numpy.uint64',
  'numpy.ulong': 'numpy.uint64',
  'numpy.ulonglong': 'numpy.uint64',
  'numpy.intc': 'numpy.int32',
  'numpy.uintc': 'numpy.uint32',
  'numpy.short': 'numpy.int16',
  'numpy.ushort': 'numpy.uint16',
  'numpy.byte': 'numpy.int8',
  'numpy.ubyte': 'numpy.uint8',
  'numpy.half': 'numpy.float16',
  'numpy.single': 'numpy.float32',
  'numpy.double': 'numpy.float64',
  'numpy.csingle': 'numpy.complex64',
  'numpy.cdouble': 'numpy.complex128',
};

/** Classes of element types: only compared with and looked up, never made. */
const abstract = [
  'generic',
  'number',
  'integer',
  'signedinteger',
  'unsignedinteger',
  'inexact',
  'floating',
  'complexfloating',
  'flexible',
  'character',
];

export const types: readonly LibraryEntry[] = [
  ...scalars.map(([name, dtype, summary]) =>
    numpyOp({
      name: `numpy.${name}`,
      summary,
      params: { value: value({ kind: 'int', value: 0 }, '0') },
      otherParams: dtype === 'str' ? ['encoding', 'errors'] : [],
      call(args, cx) {
        const x = tensor().read(args.value, cx.heap);
        return dtype === 'str'
          ? { kind: 'str', value: null }
          : arrayWith(args.value.kind === 'str' ? array([], null).shape : x.shape, dtype, converted(x, dtype));
      },
      examples: dtype === 'str' ? [] : [`np.${name}([1, 0])  #> [2]`],
    }),
  ),
  abstract.map((name) => defineClass(`numpy.${name}`)),
  numpyOp({
    name: 'numpy.dtype',
    summary: 'An element type as an object.',
    params: { dtype: value() },
    otherParams: ['align', 'copy'],
    keywordParams: ['metadata'],
    // One of several fields is described by a list or a dict.
    call: ({ dtype }): Value => (dtype.kind === 'ref' ? unknown : dtype),
  }),
  ...(['finfo', 'iinfo'] as const).map((name) =>
    numpyOp({
      name: `numpy.${name}`,
      summary: name === 'finfo' ? 'The limits of a type of floats.' : 'The limits of a type of whole numbers.',
      params: { [name === 'iinfo' ? 'int_type' : 'dtype']: any(null) },
      call: (_, cx) => cx.object(`numpy.${name}`),
    }),
  ),
  numpyOp({
    name: 'numpy.isscalar',
    summary: 'Whether a value is a single number or text.',
    params: { element: value() },
    call: ({ element }) => ({
      kind: 'bool',
      value: ['int', 'float', 'bool', 'str'].includes(element.kind) ? true : element.kind === 'none' ? false : null,
    }),
  }),
  numpyOp({
    name: 'numpy.issubdtype',
    summary: 'Whether an element type is of a kind.',
    params: { arg1: value(), arg2: value() },
    call: () => ({ kind: 'bool', value: null }),
  }),
  ...(
    [
      ['can_cast', 'Whether one type can be converted to another.', 'from_'],
      ['result_type', 'The type that an operation of several values would give.', 'arrays'],
      ['promote_types', 'The smallest type that holds two others.', 'type1'],
      ['min_scalar_type', 'The smallest type that holds a value.', 'a'],
      ['common_type', 'The type of floats that arrays share.', 'arrays'],
    ] as const
  ).map(([name, summary, first]) =>
    numpyOp({
      name: `numpy.${name}`,
      summary,
      params: { [first]: value(none) },
      otherParams: name === 'can_cast' ? ['to', 'casting'] : ['more', 'others', 'rest', 'last'],
      call: () => (name === 'can_cast' ? { kind: 'bool', value: null } : { kind: 'unknown', path: null }),
    }),
  ),
].flat();
