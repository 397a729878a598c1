import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunPlan, RunTicket } from '../../protocol/runs';
import { processLiveness, readProcessRecord } from '../processIdentity';
import { isMissing, isRunFolder, planFile, processFile, readJson } from '../runFiles';
import { fileStamp } from '../runStamp';
import { readTicket, ticketState } from './ticket';

/** A run with a ticket that nobody has started yet. */
export interface WaitingRun {
  id: string;
  dir: string;
  ticket: RunTicket;
  /** It was claimed, but whoever did it has not recorded a process: at work just now, or killed in the middle. */
  isClaimed: boolean;
}

/** A run whose process lives on this machine. */
export interface LivingRun {
  id: string;
  dir: string;
  /** When its process was recorded; Unix milliseconds. */
  since: number;
}

export interface QueueLook {
  /** Of this machine, in order. */
  waiting: WaitingRun[];
  running: LivingRun[];
}

/**
 * Reads who waits and who runs off the run directories. Looks again and again cost little in a folder with many runs: one that has
 * ended is not read again, unless the look is thorough.
 */
export class QueueReader {
  /** Runs that need no further look, with the stamp of their process: another attempt would change it. */
  readonly #done = new Map<string, string>();
  readonly #plans = new Map<string, RunPlan>();
  #ids: string[] = [];

  constructor(readonly runsDir: string) {}

  /** `null` when the runs folder is gone. */
  async look(isThorough = false): Promise<QueueLook | null> {
    const entries = await fs.readdir(this.runsDir, { withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (!entries) return null;
    const ids = entries.filter((entry) => entry.isDirectory() && isRunFolder(entry.name)).map((entry) => entry.name);
    const known = new Set(ids);
    this.#ids = ids;
    for (const id of this.#done.keys()) if (!known.has(id)) this.#done.delete(id);
    const look: QueueLook = { waiting: [], running: [] };
    for (const id of ids) {
      const done = this.#done.get(id);
      if (done === undefined || (isThorough && (await this.#stamp(id)) !== done)) await this.#read(id, look);
    }
    look.waiting.sort((a, b) => a.ticket.order - b.ticket.order || (a.id < b.id ? -1 : 1));
    return look;
  }

  /** Runs of the last look, newest first. */
  get ids(): string[] {
    return [...this.#ids].sort().reverse();
  }

  dirOf(id: string): string {
    return path.join(this.runsDir, id);
  }

  /** The plan of a run; `undefined` when it cannot be read. */
  async plan(id: string): Promise<RunPlan | undefined> {
    let plan = this.#plans.get(id);
    if (!plan) {
      plan = (await readJson(path.join(this.runsDir, id, planFile))) as RunPlan | undefined;
      if (plan) this.#plans.set(id, plan);
    }
    return plan;
  }

  async #read(id: string, look: QueueLook): Promise<void> {
    const dir = path.join(this.runsDir, id);
    const stamp = await this.#stamp(id);
    const names = await fs.readdir(dir).catch(() => []);
    const since = (await fs.stat(path.join(dir, processFile)).catch(() => undefined))?.mtimeMs;
    const record = since === undefined ? undefined : await readProcessRecord(dir);
    if (record) {
      if ((await processLiveness(record, since)) === 'alive') look.running.push({ id, dir, since: since! });
      else this.#done.set(id, stamp);
      return;
    }
    const state = ticketState(names);
    if (state === 'waiting' || state === 'started') {
      const ticket = await readTicket(dir, state);
      if (ticket?.host === os.hostname()) look.waiting.push({ id, dir, ticket, isClaimed: state === 'started' });
    } else if (state !== null || (await isOld(dir))) this.#done.set(id, stamp);
  }

  async #stamp(id: string): Promise<string> {
    return fileStamp(path.join(this.runsDir, id, processFile));
  }
}

/** A directory without ticket and process is being launched, or was, long ago. */
async function isOld(dir: string): Promise<boolean> {
  const stat = await fs.stat(dir).catch(() => undefined);
  return stat !== undefined && Date.now() - stat.mtimeMs > 60_000;
}
