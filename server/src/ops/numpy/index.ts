import type { LibraryRoom } from '../kernel';
import { none } from '../../values/value';
import { creation } from './creation';
import { differences } from './differences';
import { einsums } from './einsum';
import { filesAndChanges } from './filesAndChanges';
import { indices } from './indices';
import { joining } from './joining';
import { joiningByIndex } from './joiningByIndex';
import { linalg } from './linalg';
import { ndarray } from './ndarray';
import { random } from './random';
import { reductions } from './reductions';
import { removedNumpyNames } from './removedNames';
import { reshaping } from './reshaping';
import { sorting } from './sorting';
import { splitting } from './splitting';
import { statistics } from './statistics';
import { taking } from './taking';
import { typeAliases, types } from './types';
import { ufuncs } from './ufuncs';

/** What is known of NumPy. */
export const numpyRoom: LibraryRoom = {
  modules: { numpy: 'numpy' },
  entries: [
    ...creation,
    ...reshaping,
    ...joining,
    ...joiningByIndex,
    ...splitting,
    ...ufuncs,
    ...reductions,
    ...types,
    ...ndarray,
    ...random,
    ...sorting,
    ...taking,
    ...differences,
    ...indices,
    ...filesAndChanges,
    ...linalg,
    ...einsums,
    ...statistics,
  ],
  names: typeAliases,
  removedNames: removedNumpyNames,
  constants: {
    'numpy.pi': { kind: 'float', value: Math.PI },
    'numpy.e': { kind: 'float', value: Math.E },
    'numpy.euler_gamma': { kind: 'float', value: 0.577_215_664_901_532_9 },
    'numpy.inf': { kind: 'float', value: Infinity },
    'numpy.nan': { kind: 'float', value: NaN },
    'numpy.newaxis': none,
    'numpy.True_': { kind: 'bool', value: true },
    'numpy.False_': { kind: 'bool', value: false },
    'numpy.little_endian': { kind: 'bool', value: null },
    'numpy.__version__': { kind: 'str', value: null },
  },
};
