import type { Value } from '../../values/value';
import type { LibraryEntry } from './define';

/** What is known of one library. */
export interface LibraryRoom {
  /** Modules as programs import them, by their canonical names; the longest prefix counts. */
  readonly modules: Readonly<Record<string, string>>;
  readonly entries: readonly LibraryEntry[];
  /** Other qualified names (canonical modules, old or second spellings) of what has a rule. */
  readonly names?: Readonly<Record<string, string>>;
  /** Values that are no calls: `numpy.pi`, `numpy.newaxis`. */
  readonly constants?: Readonly<Record<string, Value>>;
}
