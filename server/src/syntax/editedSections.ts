import type { ParsedChunk } from './parsedChunk';

/** What an edit leaves of a text's sections. */
export interface EditedSections {
  /** The first one that may be another now: those before it are as they were. */
  readonly first: number;
  /** Where it begins, in the first column of a line. */
  readonly from: number;
  /** Old sections behind the edit, by the place in the new text at which they begin again if a scanner finds that one begins there. */
  readonly behind: ReadonlyMap<number, number>;
  /** By how much what stands behind the edit moved. */
  readonly moved: number;
}

/**
 * Compares a text with an earlier one. A section without faults depends on nothing outside it but on how the next line is indented, as
 * long as the scanner reads it with nothing left open; so the one before the change is read again, and none with faults is kept.
 */
export function editedSections({ text: old, sections }: ParsedChunk, text: string): EditedSections | null {
  const shorter = Math.min(old.length, text.length);
  const same = alike(old, text, shorter, false);
  const sameEnd = alike(old, text, shorter - same, true);
  const moved = text.length - old.length;

  const firstFaulty = sections.findIndex(({ code }) => code.broken);
  let first = lastIdx(sections, ({ start }) => start <= same) - 1;
  if (firstFaulty >= 0) first = Math.min(first, firstFaulty);
  while (first > 0 && !startsLine(old, sections[first]!.start)) first--;
  if (first <= 0) return null;

  const behind = new Map<number, number>();
  for (let i = sections.length - 1; i > first; i--) {
    const { start, code } = sections[i]!;
    if (code.broken || start < old.length - sameEnd) break;
    if (startsLine(old, start)) behind.set(start + moved, i);
  }
  return { first, from: sections[first]!.start, behind, moved };
}

function startsLine(text: string, offset: number): boolean {
  const before = text.charCodeAt(offset - 1);
  return before === 10 || before === 13;
}

/** How many characters two texts have alike, at most so many: from their start, or from their end. */
function alike(a: string, b: string, most: number, fromEnd: boolean): number {
  const part = (text: string, from: number, to: number): string =>
    fromEnd ? text.slice(text.length - to, text.length - from) : text.slice(from, to);
  let n = 0;
  // Whole pieces are compared many times faster than characters.
  for (let size = 4096; size >= 1; size = size === 1 ? 0 : size >> 3 || 1)
    while (n + size <= most && part(a, n, n + size) === part(b, n, n + size)) n += size;
  return n;
}

function lastIdx<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let idx = items.length - 1;
  while (idx >= 0 && !holds(items[idx]!)) idx--;
  return idx;
}
