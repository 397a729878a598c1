import fs from 'node:fs';
import path from 'node:path';
import type { EventBase, RunEvent } from '../../../protocol/runs';

/** An event as its author writes it; the writer adds what every record has. */
export type EventDraft = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, keyof EventBase> : never) : never;

/** While nothing can be written, older records than these are given up: training must not run out of memory because a disk is full. */
const maxWaitingBytes = 8 * 1024 * 1024;
const retryMs = 1000;

/**
 * Appends a run's events to its file. Records wait until `flush` and go out in one write, so that a reader never sees half of
 * one for long. A folder that cannot be written is no reason to lose the training: the writer says so once, and keeps trying.
 */
export class EventWriter {
  readonly file: string;
  readonly #start: number;
  readonly #trouble: (error: NodeJS.ErrnoException) => void;
  #fd: number | null = null;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;
  #sequence = 0;
  #failedAt: number | null = null;

  constructor(runDir: string, options: { start: number; trouble: (error: NodeJS.ErrnoException) => void; attempt?: number }) {
    this.#start = options.start;
    this.#trouble = options.trouble;
    this.file = path.join(runDir, 'events', `0.${options.attempt ?? 0}.jsonl`);
  }

  add(draft: EventDraft): void {
    const { k, ...fields } = draft;
    const t = Math.round((performance.now() - this.#start) * 1000) / 1e6;
    const line = Buffer.from(`${JSON.stringify({ v: 1, k, q: this.#sequence++, t, rank: 0, attempt: 0, ...fields })}\n`);
    this.#waiting.push(line);
    this.#waitingBytes += line.length;
  }

  /** Writes what waits. `last`: the process ends, so a pause after a failure is not waited for. */
  flush(last = false): void {
    if (this.#waitingBytes === 0) return;
    if (this.#failedAt !== null && !last && performance.now() - this.#failedAt < retryMs) return;
    try {
      this.#fd ??= this.#open();
      while (this.#waitingBytes > 0) {
        const all = this.#waiting.length === 1 ? this.#waiting[0]! : Buffer.concat(this.#waiting);
        // A write can be cut short by a full disk; the rest of the record follows as soon as there is room again.
        const written = fs.writeSync(this.#fd, all);
        this.#waiting = written < all.length ? [all.subarray(written)] : [];
        this.#waitingBytes -= written;
      }
      this.#failedAt = null;
    } catch (error) {
      if (this.#failedAt === null) this.#trouble(error as NodeJS.ErrnoException);
      this.#failedAt = performance.now();
      while (this.#waitingBytes > maxWaitingBytes && this.#waiting.length > 1) this.#dropOldest();
    }
  }

  #open(): number {
    fs.mkdirSync(path.dirname(this.file), { recursive: true });
    return fs.openSync(this.file, 'a');
  }

  /** The first buffer may be the rest of a record that is half on disk: it stays. */
  #dropOldest(): void {
    const [dropped] = this.#waiting.splice(1, 1);
    this.#waitingBytes -= dropped?.length ?? 0;
  }
}
