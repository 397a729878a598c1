/**
 * A repair replaces `del` characters at `at` by `ins` in the text that the grammar reads; nothing outside `syntax/` sees it.
 * Repairs close what half-typed code leaves open, and spell forms that a grammar does not know in ones that it does.
 */
export interface Repair {
  readonly at: number;
  readonly del: number;
  readonly ins: string;
}

/** Stands for what nests too deeply; the lowering sees that the original text at it is no name. */
export const cutName = '_';

/** Two repairs at one place keep the order in which they were made. */
export function sortRepairs(repairs: Repair[]): Repair[] {
  return repairs.sort((a, b) => a.at - b.at);
}

/** A repaired text, and the way back from its offsets to those of the original. */
export class RepairedText {
  readonly text: string;
  /** By repair: where it starts and ends in the repaired text, and what to add to an offset behind it. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #ats: number[] = [];
  readonly #shifts: number[] = [];

  /** `repairs` are sorted and do not overlap; one that does is dropped. */
  constructor(original: string, repairs: readonly Repair[]) {
    let text = '';
    let pos = 0;
    for (const { at, del, ins } of repairs) {
      if (at < pos) continue;
      text += original.slice(pos, at);
      this.#starts.push(text.length);
      text += ins;
      this.#ends.push(text.length);
      this.#ats.push(at);
      pos = at + del;
      this.#shifts.push(pos - text.length);
    }
    this.text = repairs.length > 0 ? text + original.slice(pos) : original;
  }

  get isRepaired(): boolean {
    return this.#starts.length > 0;
  }

  /** Original offset of the first character of a node. */
  from(pos: number): number {
    const idx = this.#lastStartingAt(pos);
    if (idx < 0) return pos;
    return pos >= this.#ends[idx]! ? pos + this.#shifts[idx]! : this.#ats[idx]!;
  }

  /** Original offset behind the last character of a node. */
  to(pos: number): number {
    const idx = this.#lastStartingAt(pos - 1);
    if (idx < 0) return pos;
    return pos >= this.#ends[idx]! ? pos + this.#shifts[idx]! : this.#ats[idx]!;
  }

  /** The last repair that starts at `pos` or before it, or -1. */
  #lastStartingAt(pos: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= pos) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
