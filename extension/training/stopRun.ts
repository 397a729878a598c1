import { execFile } from 'node:child_process';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { ProcessRecord } from '../protocol/runs';
import type { StopResult } from './api';
import { processLiveness, readProcessRecord, readProcStat } from './processIdentity';
import { cancelQueuedRun } from './queue/cancelRun';
import { processFile, stopFile } from './runFiles';

interface StopOptions {
  /** How long the program may take to end by itself. */
  graceMs?: number;
  /** How long it may take after the first signal. */
  termMs?: number;
}

/**
 * Ends a run: one that waits is taken out of the queue, one that runs is asked by the `stop` file, then by a signal to its process
 * group, then by force. Signals only go to the process that the launcher recorded, never to another one that got its pid.
 */
export async function stopRun(dir: string, { graceMs = 10_000, termMs = 3000 }: StopOptions = {}): Promise<StopResult> {
  if (await cancelQueuedRun(dir)) return { outcome: 'cancelled' };
  const record = await readProcessRecord(dir);
  const recordedAt = (await fs.stat(path.join(dir, processFile)).catch(() => undefined))?.mtimeMs;
  const liveness = record ? await processLiveness(record, recordedAt) : 'dead';
  if (!record || liveness === 'dead') return { outcome: 'not-running' };

  // On a full disk the file cannot be made; then the signal comes at once.
  const asked = await fs.writeFile(path.join(dir, stopFile), '').then(
    () => true,
    () => false,
  );
  if (liveness === 'elsewhere') return { outcome: asked ? 'requested' : 'alive' };
  if (asked && (await hasEnded(record, graceMs))) return sweep(record, 'stopped');
  await signalGroup(record, 'SIGTERM');
  if (await hasEnded(record, termMs)) return sweep(record, 'terminated');
  await signalGroup(record, 'SIGKILL');
  return (await hasEnded(record, 5000)) ? sweep(record, 'killed') : { outcome: 'alive' };
}

/** What the program started in its own group ends with it. */
async function sweep(record: ProcessRecord, outcome: StopResult['outcome']): Promise<StopResult> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (let waited = 0; waited < 1000; waited += 50) {
      if (!(await groupLives(record.pid))) return { outcome };
      if (waited === 0) killGroup(record.pid, signal);
      await pause(50);
    }
  }
  return { outcome };
}

async function hasEnded(record: ProcessRecord, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  for (;;) {
    if ((await processLiveness(record)) === 'dead') return true;
    if (Date.now() >= until) return false;
    await pause(Math.min(50, until - Date.now()));
  }
}

async function signalGroup(record: ProcessRecord, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if ((await processLiveness(record)) !== 'alive') return;
  if (process.platform !== 'win32') return killGroup(record.pid, signal);
  // Windows has no SIGTERM for a process without a window; both steps end the whole tree.
  await new Promise<void>((resolve) => {
    execFile('taskkill', ['/PID', String(record.pid), '/T', '/F'], { windowsHide: true }, () => resolve());
  });
}

function killGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // Nobody is left in it.
  }
}

/**
 * Whether processes are left in the group of a leader that has just ended. The leader was seen alive in this call, and a pid is not given
 * away while a group of that number exists.
 */
async function groupLives(group: number): Promise<boolean> {
  if (process.platform === 'win32') return false;
  try {
    process.kill(-group, 0);
  } catch {
    return false;
  }
  if (process.platform !== 'linux') return true;
  // A zombie still counts for kill; it needs no further signal.
  for (const name of await fs.readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const stat = await readProcStat(Number(name));
    if (stat?.group === group && stat.state !== 'Z' && stat.state !== 'X') return true;
  }
  return false;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
