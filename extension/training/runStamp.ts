import { promises as fs } from 'node:fs';
import path from 'node:path';
import { listEventFiles, newestAttempt } from './eventFiles';
import { differencePath } from './modelTruth/reportFiles';
import { ticketFiles } from './queue/ticket';
import { eventsFolder, planFile, processFile, stopFile } from './runFiles';

/** Tells whether a file is the one that was read; empty when there is none. */
export async function fileStamp(file: string): Promise<string> {
  const stat = await fs.stat(file).catch(() => undefined);
  return stat ? `${stat.size}:${stat.mtimeMs}:${stat.ino}` : '';
}

/** Tells whether a run's summary still holds: of all files that it is made from, `meta.json` excepted, which is read anyway. */
export async function runStamp(dir: string): Promise<string> {
  const { files } = newestAttempt(await listEventFiles(dir).catch(() => []));
  const events = files.map(({ name }) => path.join(eventsFolder, name));
  const names = [planFile, processFile, stopFile, differencePath, ...Object.values(ticketFiles), ...events];
  return (await Promise.all(names.map((name) => fileStamp(path.join(dir, name))))).join(' ');
}

/** File systems tell times in ticks, the coarsest of two seconds. */
const tickMs = 2500;

/**
 * Tells by a single question whether names in a folder have come, gone or been replaced. What was read within a tick of the last change
 * may be older than a change of the same tick, so it does not count as the same.
 */
export class FolderStamp {
  private constructor(
    private readonly dir: string,
    private readonly mtimeMs: number,
    private readonly readAt: number,
  ) {}

  /** To be taken before the folder is read. */
  static async of(dir: string): Promise<FolderStamp> {
    const readAt = Date.now();
    return new FolderStamp(dir, (await fs.stat(dir).catch(() => undefined))?.mtimeMs ?? NaN, readAt);
  }

  async isSame(): Promise<boolean> {
    if (this.readAt - this.mtimeMs < tickMs) return false;
    return (await fs.stat(this.dir).catch(() => undefined))?.mtimeMs === this.mtimeMs;
  }

  /** Whether the last change had been this long ago when the stamp was taken. */
  isOld(ms: number): boolean {
    return this.readAt - this.mtimeMs > ms;
  }
}
