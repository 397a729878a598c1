import type { RunEvent } from '../protocol/runs';
import { parseRunEvent } from './parseRunEvent';

const newline = 0x0a;
const nothing = new Uint8Array(0);
/** A line that grows beyond this is no record of ours; what follows its end is read again. */
const longestLine = 16 << 20;

/**
 * Turns the bytes of one events file, as they arrive, into records. Only whole lines count: the unterminated tail is kept until the rest
 * of it comes. Cutting the bytes elsewhere never changes the result.
 */
export class EventLines {
  /** Lines that could not be read. */
  malformed = 0;
  /** Records that the sequence numbers say were written but that never came, malformed ones not counted. */
  missing = 0;

  #rest = nothing;
  #skipping = false;
  #next: number | undefined;
  #malformedSince = 0;

  push(bytes: Uint8Array): RunEvent[] {
    const end = bytes.lastIndexOf(newline);
    if (end < 0) {
      this.#keep(bytes);
      return [];
    }
    const text = Buffer.concat([this.#rest, bytes.subarray(0, end)]).toString('utf8');
    this.#rest = nothing;
    const lines = text.split('\n');
    if (this.#skipping) {
      this.#skipping = false;
      lines.shift();
    }
    this.#keep(bytes.subarray(end + 1));
    const events: RunEvent[] = [];
    for (const line of lines) {
      if (!line.trim()) continue;
      const event = parseRunEvent(line);
      if (event === 'malformed') {
        this.malformed++;
        this.#malformedSince++;
      } else if (this.#isNew(event.q) && event.known) events.push(event.known);
    }
    return events;
  }

  #keep(tail: Uint8Array): void {
    if (!tail.length || this.#skipping) return;
    // Copied, since the caller may use its buffer again.
    this.#rest = new Uint8Array(Buffer.concat([this.#rest, tail]));
    if (this.#rest.length <= longestLine) return;
    this.#rest = nothing;
    this.#skipping = true;
    this.malformed++;
    this.#malformedSince++;
  }

  /** Follows the writer's numbers; one that was there already is a copy (a relayed log may hold them twice). */
  #isNew(q: number | undefined): boolean {
    if (q === undefined) return true;
    if (this.#next !== undefined && q < this.#next && q !== 0) return false;
    if (q !== 0 || this.#next === undefined) this.missing += Math.max(0, q - (this.#next ?? 0) - this.#malformedSince);
    this.#next = q + 1;
    this.#malformedSince = 0;
    return true;
  }
}
