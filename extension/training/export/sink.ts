import { randomBytes } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { promises as fs } from 'node:fs';
import path from 'node:path';

/** Where an export goes. A writer waits for each call, so that no more than one part of it is in memory. */
export interface Sink {
  write(part: string | Uint8Array): Promise<void> | void;
}

const bufferedBytes = 256 << 10;

/**
 * Writes a file through `produce`. It appears at its place when all of it was written, and replaces what stood there; a failure in the middle
 * (a full disk) leaves that as it was.
 */
export async function writeWhole(file: string, produce: (sink: Sink) => Promise<void>): Promise<void> {
  const temporary = path.join(path.dirname(file), `.tensorwright-${randomBytes(6).toString('hex')}.tmp`);
  const sink = new FileSink(await fs.open(temporary, 'wx'));
  try {
    try {
      await produce(sink);
      await sink.flush();
    } finally {
      await sink.close();
    }
    await fs.rename(temporary, file);
  } catch (error) {
    await fs.rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

class FileSink implements Sink {
  #parts: Uint8Array[] = [];
  #size = 0;

  constructor(private readonly handle: FileHandle) {}

  write(part: string | Uint8Array): Promise<void> | void {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'utf8') : part;
    this.#parts.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= bufferedBytes) return this.flush();
  }

  async flush(): Promise<void> {
    const bytes = Buffer.concat(this.#parts, this.#size);
    this.#parts = [];
    this.#size = 0;
    await this.handle.appendFile(bytes);
  }

  async close(): Promise<void> {
    await this.handle.close();
  }
}
