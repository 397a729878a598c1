import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { ProcessRecord } from '../../protocol/runs';
import type { QueueReason } from '../../protocol/runViews';
import { processLiveness, toProcessRecord } from '../processIdentity';
import { isMissing, readJson, toJson, writeFileAtomic } from '../runFiles';
import { dispatcherFile, makeQueueFolder, queueFolder } from './queueFiles';

/** What a dispatcher says of itself. */
export interface Dispatcher {
  process: ProcessRecord;
  /** Why the runs that it looks after wait, as far as only it can know. */
  waits: Record<string, QueueReason>;
}

/** How often a dispatcher says that it is there, and after which silence it is not. */
const renewMs = 15_000;
const silentMs = 60_000;

/** The dispatchers of a folder that live on this machine, by environment. */
export async function livingDispatchers(runsDir: string): Promise<Map<string, Dispatcher>> {
  const living = new Map<string, Dispatcher>();
  for (const name of await fs.readdir(path.join(runsDir, queueFolder)).catch(() => [])) {
    const environment = /^dispatcher-\w+-(\w+)\.json$/.exec(name)?.[1];
    if (!environment || path.basename(dispatcherFile(runsDir, environment)) !== name) continue;
    const dispatcher = await readDispatcher(runsDir, environment);
    if (dispatcher) living.set(environment, dispatcher);
  }
  return living;
}

/** The dispatcher of an environment, if it lives. */
export async function readDispatcher(runsDir: string, environment: string): Promise<Dispatcher | undefined> {
  const file = dispatcherFile(runsDir, environment);
  const json = await readJson(file);
  const record = toProcessRecord(json?.['process'] as Record<string, unknown> | undefined);
  if (!record) return undefined;
  const since = (await fs.stat(file).catch(() => undefined))?.mtimeMs;
  if ((await processLiveness(record, since)) !== 'alive') return undefined;
  // Where the start time cannot be read, another process may have got the number by now.
  if (!record.startTime && Date.now() - (since ?? 0) > silentMs) return undefined;
  return { process: record, waits: (json?.['waits'] as Dispatcher['waits'] | undefined) ?? {} };
}

/** Says that this process is the dispatcher of an environment; it keeps saying so by calling again. `false` when another one is. */
export async function announceDispatcher(runsDir: string, environment: string, own: Dispatcher): Promise<boolean> {
  const other = await readDispatcher(runsDir, environment);
  if (other && other.process.pid !== own.process.pid) return false;
  const at = (await fs.stat(dispatcherFile(runsDir, environment)).catch(() => undefined))?.mtimeMs ?? 0;
  if (other && Date.now() - at < renewMs && JSON.stringify(other.waits) === JSON.stringify(own.waits)) return true;
  await makeQueueFolder(runsDir);
  await writeFileAtomic(dispatcherFile(runsDir, environment), toJson({ version: 1, ...own }));
  return true;
}

/** Takes back what `announceDispatcher` said. */
export async function retireDispatcher(runsDir: string, environment: string, own: Dispatcher): Promise<void> {
  const now = await readDispatcher(runsDir, environment);
  if (now && now.process.pid !== own.process.pid) return;
  await fs.rm(dispatcherFile(runsDir, environment), { force: true }).catch((error: unknown) => {
    if (!isMissing(error)) throw error;
  });
}
