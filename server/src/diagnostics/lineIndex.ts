import type { Position, Range } from '../../../extension/protocol/graph';

/** Offsets of a text as lines and characters, both from 0, in UTF-16 code units as in LSP. `\n`, `\r\n` and `\r` end a line. */
export class LineIndex {
  readonly #starts: number[] = [0];
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 13 && text.charCodeAt(at + 1) === 10) continue;
      if (code === 10 || code === 13) this.#starts.push(at + 1);
    }
  }

  get nLines(): number {
    return this.#starts.length;
  }

  /** Text of a line without its end. */
  line(idx: number): string {
    const start = this.#starts[idx];
    if (start === undefined) return '';
    return this.#text.slice(start, this.#starts[idx + 1] ?? this.#text.length).replace(/\r?\n$|\r$/, '');
  }

  position(offset: number): Position {
    const clamped = Math.min(Math.max(offset, 0), this.#text.length);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - this.#starts[low]! };
  }

  range(from: number, to: number): Range {
    return { start: this.position(from), end: this.position(to) };
  }

  /** Offset of a position; what lies behind the end of its line or of the text is moved to that end. */
  offset(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return position.line < 0 ? 0 : this.#text.length;
    return start + Math.min(Math.max(position.character, 0), this.line(position.line).length);
  }
}

const indices = new WeakMap<object, LineIndex>();

/** The index of a chunk's text, made once a chunk. */
export function lineIndexOf(chunk: { readonly text: string }): LineIndex {
  let index = indices.get(chunk);
  if (!index) indices.set(chunk, (index = new LineIndex(chunk.text)));
  return index;
}
