import { promises as fs } from 'node:fs';
import path from 'node:path';
import { processLiveness, readProcessRecord, readProcStat } from './processIdentity';
import { processFile } from './runFiles';

/** How long leftovers have to end by themselves after the first signal. */
const termMs = 2000;

/**
 * Ends what a run left behind whose own process is gone: workers of a loader whose parent was killed wait for it for ever. Resolves with
 * how many there were. Only processes of the session that the launcher made for the run are touched; where the system does not tell
 * sessions (anywhere but Linux), none are.
 */
export async function endLeftovers(dir: string): Promise<number> {
  const record = await readProcessRecord(dir);
  const recordedAt = (await fs.stat(path.join(dir, processFile)).catch(() => undefined))?.mtimeMs;
  if (!record?.startTime || (await processLiveness(record, recordedAt)) !== 'dead') return 0;
  const left = (): Promise<number[]> => processesOfSession(record.pid, Number(record.startTime));
  const found = await left();
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (let waited = 0; waited < termMs; waited += 50) {
      const pids = await left();
      if (!pids.length) return found.length;
      if (waited === 0) for (const pid of pids) send(pid, signal);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  return found.length;
}

/** A session is named after the process that began it, and all of it is younger than that. */
async function processesOfSession(session: number, since: number): Promise<number[]> {
  const pids: number[] = [];
  for (const name of await fs.readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readProcStat(Number(name));
    if (!stat || stat.session !== session || stat.state === 'Z' || stat.state === 'X') continue;
    // Another session may have got the number after the whole of ours had ended.
    const leader = await readProcStat(session);
    if (leader && leader.startTime !== String(since)) return [];
    if (Number(stat.startTime) >= since) pids.push(Number(name));
  }
  return pids;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended.
  }
}
