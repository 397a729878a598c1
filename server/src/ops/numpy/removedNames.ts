import type { RemovedNames } from '../kernel';
import { all } from '../kernel';

/** What NumPy took away before and with its second version. */
const names: Record<string, string | null> = {
  'numpy.product': 'numpy.prod',
  'numpy.cumproduct': 'numpy.cumprod',
  'numpy.sometrue': 'numpy.any',
  'numpy.alltrue': 'numpy.all',
  'numpy.in1d': 'numpy.isin',
  'numpy.trapz': 'numpy.trapezoid',
  'numpy.rank': 'numpy.ndim',
  'numpy.round_': 'numpy.round',
  'numpy.NaN': 'numpy.nan',
  'numpy.NAN': 'numpy.nan',
  'numpy.Inf': 'numpy.inf',
  'numpy.Infinity': 'numpy.inf',
  'numpy.infty': 'numpy.inf',
  'numpy.PINF': 'numpy.inf',
  'numpy.float_': 'numpy.float64',
  'numpy.complex_': 'numpy.complex128',
  'numpy.cfloat': 'numpy.complex128',
  'numpy.singlecomplex': 'numpy.complex64',
  'numpy.longfloat': 'numpy.longdouble',
  'numpy.string_': 'numpy.bytes_',
  'numpy.unicode_': 'numpy.str_',
  'numpy.int0': 'numpy.intp',
  'numpy.uint0': 'numpy.uintp',
  'numpy.bool8': 'numpy.bool_',
  'numpy.object0': 'numpy.object_',
  'numpy.mat': 'numpy.asmatrix',
  'numpy.issubclass_': 'builtins.issubclass',
  'numpy.compare_chararrays': 'numpy.char.compare_chararrays',
  'numpy.DataSource': 'numpy.lib.npyio.DataSource',
  'numpy.byte_bounds': 'numpy.lib.array_utils.byte_bounds',
  'numpy.ndarray.ptp': null,
  'numpy.ndarray.itemset': null,
  'numpy.ndarray.newbyteorder': null,
};

export const removedNumpyNames: readonly RemovedNames[] = [
  {
    library: 'NumPy',
    since: '1.24',
    modules: {},
    names: {
      'numpy.float': 'builtins.float',
      'numpy.int': 'builtins.int',
      'numpy.object': 'builtins.object',
      'numpy.str': 'builtins.str',
      'numpy.complex': 'builtins.complex',
      'numpy.unicode': 'builtins.str',
    },
  },
  {
    library: 'NumPy',
    since: '1.23',
    modules: {},
    names: all('numpy', 'asscalar typeDict loads', null),
  },
  { library: 'NumPy', since: '2', modules: {}, names },
];
