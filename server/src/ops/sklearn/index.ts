import type { LibraryRoom } from '../kernel';

/** What is known of scikit-learn. */
export const sklearnRoom: LibraryRoom = {
  modules: { sklearn: 'sklearn' },
  entries: [],
};
