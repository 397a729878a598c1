import type { LibraryEntry } from '../../kernel';
import * as arrays from './arrays';
import * as elementwise from './elementwise';
import * as control from './control';
import * as images from './images';
import * as joining from './joining';
import * as linalg from './linalg';
import * as making from './making';
import * as neural from './neural';
import * as rearranging from './rearranging';
import * as reducing from './reducing';
import * as statistics from './statistics';

/** What is known of `keras.ops` and `keras.random`. */
export const opsEntries: readonly LibraryEntry[] = [
  elementwise,
  reducing,
  arrays,
  control,
  images,
  joining,
  linalg,
  making,
  neural,
  rearranging,
  statistics,
]
  .flatMap((file) => Object.values(file as Readonly<Record<string, unknown>>).flat())
  .filter((entry): entry is LibraryEntry => typeof entry === 'object' && entry !== null && 'kind' in entry);
