import type { LibraryRoom } from '../kernel';

/** What is known of pandas. */
export const pandasRoom: LibraryRoom = {
  modules: { pandas: 'pandas' },
  entries: [],
};
