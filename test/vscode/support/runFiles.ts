import fs from 'node:fs';
import path from 'node:path';
import type { ProcessRecord, RunEvent } from '../../../extension/protocol/runs';

/** Directories of the runs of a workspace, oldest first. */
export function runDirs(workspace: string): string[] {
  const runs = path.join(workspace, '.tensorwright/runs');
  if (!fs.existsSync(runs)) return [];
  return fs
    .readdirSync(runs)
    .filter((name) => fs.existsSync(path.join(runs, name, 'run.json')))
    .sort()
    .map((name) => path.join(runs, name));
}

/** Everything that was recorded, read anew and without the code under test; an unterminated last line does not count. */
export function readEvents(dir: string): RunEvent[] {
  const text = fs.readFileSync(path.join(dir, 'events/0.0.jsonl'), 'utf8');
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RunEvent);
}

/**
 * Points that the records hold: each value of each step, each value at the end of an epoch, and the learning rate where it
 * changes and at the end of each epoch.
 */
export function countPoints(events: readonly RunEvent[]): number {
  let points = 0;
  let rate: number | undefined;
  for (const event of events) {
    if (event.k === 'step') {
      for (const column of [event.loss, ...Object.values(event.metrics ?? {})]) points += column.filter((value) => value !== null).length;
      if (event.lr !== undefined && event.lr !== rate) points++;
      rate = event.lr ?? rate;
    } else if (event.k === 'epoch') {
      points += Object.keys(event.metrics).length + (event.lr === undefined ? 0 : 1);
    }
  }
  return points;
}

/** Numbers of the steps, in the order in which they were recorded. */
export function stepNumbers(events: readonly RunEvent[]): number[] {
  return events.flatMap((event) => (event.k === 'step' ? event.loss.map((_, index) => event.s0 + index) : []));
}

export function processOf(dir: string): number {
  return (JSON.parse(fs.readFileSync(path.join(dir, 'process.json'), 'utf8')) as ProcessRecord).pid;
}

/** Whether a process still runs. One that ended and that nobody waited for keeps its number. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3) !== 'Z';
  } catch {
    return process.platform !== 'linux';
  }
}

/** Ends whatever a failed test left training: a run outlives its window, and so also the test. */
export function endRuns(workspace: string): void {
  for (const dir of runDirs(workspace)) {
    try {
      const pid = processOf(dir);
      if (isRunning(pid)) process.kill(-pid, 'SIGKILL');
    } catch {
      // It never had a process, or has none any more.
    }
  }
}
