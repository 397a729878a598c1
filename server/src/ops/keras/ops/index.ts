import type { LibraryEntry } from '../../kernel';
import * as arrays from './arrays';
import * as elementwise from './elementwise';
import * as reducing from './reducing';

/** What is known of `keras.ops` and `keras.random`. */
export const opsEntries: readonly LibraryEntry[] = [elementwise, reducing, arrays]
  .flatMap((file) => Object.values(file as Readonly<Record<string, unknown>>).flat())
  .filter((entry): entry is LibraryEntry => typeof entry === 'object' && entry !== null && 'kind' in entry);
