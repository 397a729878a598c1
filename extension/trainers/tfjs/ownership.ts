import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ProcessRecord } from '../../protocol/runs';

/**
 * Whether this process is the one that runs a run. Who starts a child may be killed before it can record it, and then another one is started:
 * of several, the one in `process.json` goes on, and the first creates it. A record of a process that has ended is of an earlier attempt.
 */
export function ownsRun(runDir: string): boolean {
  const file = path.join(runDir, 'process.json');
  const own: ProcessRecord = { version: 1, pid: process.pid, startTime: statOf('self').startTime, bootId: bootId(), host: os.hostname() };
  const temporary = `${file}.${process.pid}.tmp`;
  for (let attempt = 0; attempt < 2; attempt++) {
    const record = read(file);
    if (record) return record.pid === own.pid || !lives(record, own);
    try {
      // Created together with its content: the launcher does the same at the same time.
      fs.writeFileSync(temporary, `${JSON.stringify(own, null, 2)}\n`);
      fs.linkSync(temporary, file);
      return true;
    } catch {
      // Somebody was faster, or nothing can be written here: then nobody else can say that the run is theirs.
    } finally {
      fs.rmSync(temporary, { force: true });
    }
  }
  return true;
}

function lives(record: ProcessRecord, own: ProcessRecord): boolean {
  if (record.host !== own.host || (record.bootId && own.bootId && record.bootId !== own.bootId)) return false;
  try {
    process.kill(record.pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  const { state, startTime } = statOf(String(record.pid));
  // A zombie has ended; only its parent has not asked yet.
  if (state === 'Z' || state === 'X') return false;
  return !record.startTime || !own.startTime || startTime === record.startTime;
}

function read(file: string): ProcessRecord | undefined {
  try {
    const record = JSON.parse(fs.readFileSync(file, 'utf8')) as Partial<ProcessRecord>;
    return Number.isSafeInteger(record.pid) ? (record as ProcessRecord) : undefined;
  } catch {
    return undefined;
  }
}

/** State and start time, in clock ticks since the machine started; empty where the system does not tell. */
function statOf(pid: string): { state: string; startTime: string } {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', startTime: fields[19] ?? '' };
  } catch {
    return { state: '', startTime: '' };
  }
}

function bootId(): string {
  try {
    return fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return '';
  }
}
