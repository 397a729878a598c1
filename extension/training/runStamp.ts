import { promises as fs } from 'node:fs';
import path from 'node:path';
import { listEventFiles, newestAttempt } from './eventFiles';
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
  const names = [planFile, processFile, stopFile, ...Object.values(ticketFiles), ...files.map(({ name }) => path.join(eventsFolder, name))];
  return (await Promise.all(names.map((name) => fileStamp(path.join(dir, name))))).join(' ');
}
