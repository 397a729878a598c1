import type { LibraryEntry } from '../kernel';

/** All that a file exports: ops, and lists of ops. */
export function opsOf(file: Readonly<Record<string, unknown>>): LibraryEntry[] {
  return Object.values(file)
    .flat()
    .filter((entry): entry is LibraryEntry => typeof entry === 'object' && entry !== null && 'kind' in entry);
}
