import type { LibraryRoom } from '../kernel';
import { empty, ones, zeros } from './creation';

/** What is known of NumPy. */
export const numpyRoom: LibraryRoom = {
  modules: { numpy: 'numpy' },
  entries: [zeros, ones, empty],
};
