import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { RunEvent } from '../protocol/runs';
import { EventLines } from './eventLines';
import { eventsFolder, isMissing } from './runFiles';

/** A part small enough that reading a long run does not hold up the editor between two of them. */
const partBytes = 256 << 10;

interface EventFile {
  name: string;
  rank: number;
  attempt: number;
}

/** The files of the newest attempt, and which of them drives the curves: the lowest rank. */
export function newestAttempt(names: readonly string[]): { files: EventFile[]; main: EventFile | undefined } {
  const all: EventFile[] = [];
  for (const name of names) {
    const match = /^(\d+)\.(\d+)\.jsonl$/.exec(name);
    if (match) all.push({ name, rank: Number(match[1]), attempt: Number(match[2]) });
  }
  const attempt = Math.max(...all.map((file) => file.attempt));
  const files = all.filter((file) => file.attempt === attempt).sort((a, b) => a.rank - b.rank);
  return { files, main: files[0] };
}

export async function listEventFiles(dir: string): Promise<string[]> {
  try {
    return await fs.readdir(path.join(dir, eventsFolder));
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** Follows one events file by byte offset; a look costs a `stat` when nothing was appended. */
export class EventTail {
  readonly lines = new EventLines();
  #offset = 0;

  constructor(
    readonly dir: string,
    readonly file: EventFile,
  ) {}

  /** Reads what was appended. `replaced`: the file is shorter than what was read, so it is another one. */
  async read(receive: (events: RunEvent[]) => void): Promise<'same' | 'grown' | 'replaced'> {
    const full = path.join(this.dir, eventsFolder, this.file.name);
    let size: number;
    try {
      ({ size } = await fs.stat(full));
    } catch (error) {
      if (isMissing(error)) return this.#offset ? 'replaced' : 'same';
      throw error;
    }
    if (size < this.#offset) return 'replaced';
    if (size === this.#offset) return 'same';
    const handle = await fs.open(full, 'r');
    try {
      const buffer = Buffer.allocUnsafe(Math.min(partBytes, size - this.#offset));
      while (this.#offset < size) {
        const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, size - this.#offset), this.#offset);
        if (!bytesRead) break;
        this.#offset += bytesRead;
        receive(this.lines.push(buffer.subarray(0, bytesRead)));
      }
    } finally {
      await handle.close();
    }
    return 'grown';
  }
}
