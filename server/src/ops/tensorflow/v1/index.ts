import type { LibraryEntry } from '../../kernel';
import * as layers from './layers';
import * as losses from './losses';
import { mnistReader } from './mnist';
import * as old from './old';
import * as placeholders from './placeholders';
import * as recurrent from './recurrent';
import * as session from './session';
import * as training from './training';
import * as variables from './variables';
import { variants } from './variants';

/** What TensorFlow 1 has of its own, in `tensorflow.compat.v1` and `tensorflow.contrib`. */
export function firstVersionEntries(today: readonly LibraryEntry[]): readonly LibraryEntry[] {
  return [
    ...[placeholders, session, variables, training, losses, layers, recurrent, old].flatMap((file) =>
      (Object.values(file) as readonly unknown[])
        .flat()
        .filter((entry): entry is LibraryEntry => typeof entry === 'object' && entry !== null && 'kind' in entry),
    ),
    ...mnistReader,
    ...variants(today),
  ];
}
