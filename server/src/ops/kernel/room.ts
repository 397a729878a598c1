import type { Value } from '../../values/value';
import type { LibraryEntry } from './define';
import type { OldArguments, RemovedNames } from './removed';

/** What is known of one library. */
export interface LibraryRoom {
  /** Modules as programs import them, by their canonical names; the longest prefix counts. */
  readonly modules: Readonly<Record<string, string>>;
  readonly entries: readonly LibraryEntry[];
  /** Other qualified names (canonical modules, old or second spellings) of what has a rule. */
  readonly names?: Readonly<Record<string, string>>;
  /** Values that are no calls: `numpy.pi`, `numpy.newaxis`. */
  readonly constants?: Readonly<Record<string, Value>>;
  /** Modules in whose stead others have the rules for what they have none for. */
  readonly fallbacks?: Readonly<Record<string, string>>;
  /** What earlier versions had, in tables. */
  readonly removedNames?: readonly RemovedNames[];
  /** Arguments of earlier versions, by qualified name. */
  readonly oldArguments?: Readonly<Record<string, OldArguments>>;
  /** What became of a qualified name of an earlier version; undefined for what is not gone. */
  readonly removed?: (path: string) => RemovedName | undefined;
}

/** A name that is gone from a library. */
export interface RemovedName {
  /** The qualified name that does the same today, as programs write it; null where nothing does. */
  readonly now: string | null;
  /** The qualified name whose rule says what is meant. */
  readonly meant: string;
  /** What programs without graphs use instead, where that is another thing. */
  readonly eager?: string;
  /** It is there still for programs that ask TensorFlow for Keras 2. */
  readonly isOfKeras2?: boolean;
  /** Another module that still has all of the old names, and the call that makes it work as it did. */
  readonly home?: { readonly module: string; readonly call: string };
}
