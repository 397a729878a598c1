import type { LibraryRoom } from '../kernel';
import { functions } from './functions';
import { layers } from './layers';

/** What is known of einops. */
export const einopsRoom: LibraryRoom = {
  modules: { einops: 'einops' },
  entries: [...functions, ...layers],
};
