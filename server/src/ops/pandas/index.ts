import type { LibraryRoom } from '../kernel';
import { combining } from './combining';
import { construction } from './construction';
import { methods } from './methods';
import { reading } from './reading';
import { removedPandasNames } from './removedNames';
import { selecting } from './selecting';

/** What is known of pandas. */
export const pandasRoom: LibraryRoom = {
  modules: { pandas: 'pandas' },
  entries: [...construction, ...reading, ...selecting, ...methods, ...combining],
  removedNames: removedPandasNames,
};
