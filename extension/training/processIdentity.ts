import { promises as fs } from 'node:fs';
import os from 'node:os';
import type { ProcessRecord } from '../protocol/runs';
import { readJson, processFile } from './runFiles';
import path from 'node:path';

/** Who a process is beyond its pid, which the system gives to others later. */

interface ProcStat {
  state: string;
  group: number;
  session: number;
  startTime: string;
}

/** `/proc/PID/stat`; `undefined` where there is no such process or no such file system. */
export async function readProcStat(pid: number): Promise<ProcStat | undefined> {
  let text: string;
  try {
    text = await fs.readFile(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name stands in parentheses and may hold spaces and parentheses itself, so fields are counted from the last one.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, , group, session] = fields;
  const startTime = fields[19];
  return state && startTime ? { state, group: Number(group), session: Number(session), startTime } : undefined;
}

let bootId: Promise<string> | undefined;

/** The same as long as this process lives. */
function readBootId(): Promise<string> {
  bootId ??= fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8').then(
    (text) => text.trim(),
    () => '',
  );
  return bootId;
}

/** Describes a process that lives now. */
export async function identifyProcess(pid: number): Promise<ProcessRecord> {
  const [stat, bootId] = await Promise.all([readProcStat(pid), readBootId()]);
  return { version: 1, pid, startTime: stat?.startTime ?? '', bootId, host: os.hostname() };
}

export async function readProcessRecord(dir: string): Promise<ProcessRecord | undefined> {
  return toProcessRecord(await readJson(path.join(dir, processFile)));
}

export function toProcessRecord(json: Record<string, unknown> | undefined): ProcessRecord | undefined {
  if (!json || !Number.isSafeInteger(json['pid']) || Number(json['pid']) <= 0) return undefined;
  const text = (name: string): string => (typeof json[name] === 'string' ? json[name] : '');
  return { version: 1, pid: Number(json['pid']), startTime: text('startTime'), bootId: text('bootId'), host: text('host') };
}

/** Whether the process lives: `elsewhere` when it ran on another machine, of which this one knows nothing. */
export type Liveness = 'alive' | 'dead' | 'elsewhere';

export async function processLiveness(record: ProcessRecord, recordedAt?: number): Promise<Liveness> {
  if (record.host !== os.hostname()) return 'elsewhere';
  if (await hasRestarted(record, recordedAt)) return 'dead';
  if (!pidExists(record.pid)) return 'dead';
  const stat = await readProcStat(record.pid);
  if (!stat) return process.platform === 'linux' ? 'dead' : 'alive';
  // A zombie has ended; only its parent has not asked yet.
  if (stat.state === 'Z' || stat.state === 'X') return 'dead';
  return !record.startTime || stat.startTime === record.startTime ? 'alive' : 'dead';
}

/** Whether this machine was started anew since a process of it was recorded, so that it cannot live any more. */
export async function hasRestarted(record: ProcessRecord, recordedAt?: number): Promise<boolean> {
  if (record.host !== os.hostname()) return false;
  const bootId = await readBootId();
  if (bootId && record.bootId) return bootId !== record.bootId;
  // Without a boot id, the record's age tells.
  return recordedAt !== undefined && recordedAt < Date.now() - os.uptime() * 1000 - 60_000;
}

export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of another user exists too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
