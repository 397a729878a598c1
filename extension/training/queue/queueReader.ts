import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { ProcessRecord, RunPlan, RunTicket } from '../../protocol/runs';
import { processLiveness, readProcessRecord } from '../processIdentity';
import { isMissing, isRunFolder, planFile, processFile, readJson } from '../runFiles';
import { fileStamp, FolderStamp } from '../runStamp';
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

/** What is known of a run. Another attempt would give one that is done another process, and another stamp. */
type Known =
  | { kind: 'done'; stamp: string }
  | { kind: 'running'; stamp: string; record: ProcessRecord; run: LivingRun }
  | { kind: 'waiting'; folder: FolderStamp; run: WaitingRun };

/** How often runs that are done are looked at for another attempt. */
const thoroughMs = 30_000;
/** How many runs are read at a time. */
const batch = 32;
const readers = new Map<string, QueueReader>();

/**
 * Reads who waits and who runs off the run directories. The first look at a folder with many runs takes a while; in later ones, one that
 * has ended costs nothing and one that waits a single question.
 */
export class QueueReader {
  readonly #known = new Map<string, Known>();
  readonly #plans = new Map<string, RunPlan>();
  #thoroughAt = 0;

  private constructor(readonly runsDir: string) {}

  /** The reader of a folder, which this process keeps. */
  static of(runsDir: string): QueueReader {
    let reader = readers.get(runsDir);
    if (!reader) readers.set(runsDir, (reader = new QueueReader(runsDir)));
    return reader;
  }

  /** `null` when the runs folder is gone. */
  async look(): Promise<QueueLook | null> {
    const entries = await fs.readdir(this.runsDir, { withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (!entries) return null;
    const ids = new Set(entries.filter((entry) => entry.isDirectory() && isRunFolder(entry.name)).map((entry) => entry.name));
    for (const id of this.#known.keys()) if (!ids.has(id)) this.#known.delete(id);
    const isThorough = Date.now() - this.#thoroughAt > thoroughMs;
    if (isThorough) this.#thoroughAt = Date.now();
    const look: QueueLook = { waiting: [], running: [] };
    const wanted = [...ids].filter((id) => isThorough || this.#known.get(id)?.kind !== 'done');
    for (let i = 0; i < wanted.length; i += batch) await Promise.all(wanted.slice(i, i + batch).map((id) => this.#read(id, look)));
    look.waiting.sort((a, b) => a.ticket.order - b.ticket.order || (a.id < b.id ? -1 : 1));
    return look;
  }

  /** Runs of the last look, newest first. */
  get ids(): string[] {
    return [...this.#known.keys()].sort().reverse();
  }

  dirOf(id: string): string {
    return path.join(this.runsDir, id);
  }

  /** The plan of a run; `undefined` when it cannot be read. */
  async plan(id: string): Promise<RunPlan | undefined> {
    let plan = this.#plans.get(id);
    if (!plan) {
      plan = (await readJson(path.join(this.dirOf(id), planFile))) as RunPlan | undefined;
      if (plan) this.#plans.set(id, plan);
    }
    return plan;
  }

  async #read(id: string, look: QueueLook): Promise<void> {
    const known = await this.#refresh(id, this.#known.get(id));
    if (known) this.#known.set(id, known);
    else this.#known.delete(id);
    if (known?.kind === 'running') look.running.push(known.run);
    if (known?.kind === 'waiting' && known.run.ticket.host === os.hostname()) look.waiting.push(known.run);
  }

  async #refresh(id: string, known: Known | undefined): Promise<Known | undefined> {
    const dir = this.dirOf(id);
    if (known?.kind === 'waiting' && (await known.folder.isSame())) return known;
    const stamp = await fileStamp(path.join(dir, processFile));
    if (known && known.kind !== 'waiting' && known.stamp === stamp) {
      if (known.kind === 'done') return known;
      return (await processLiveness(known.record, known.run.since)) === 'alive' ? known : { kind: 'done', stamp };
    }
    // Taken before the names are read: what comes meanwhile then makes it another one.
    const folder = await FolderStamp.of(dir);
    const names: string[] = await fs.readdir(dir).catch(() => []);
    if (names.includes(processFile)) {
      const since = (await fs.stat(path.join(dir, processFile)).catch(() => undefined))?.mtimeMs;
      const record = await readProcessRecord(dir);
      if (!record || since === undefined) return undefined;
      const lives = (await processLiveness(record, since)) === 'alive';
      return lives ? { kind: 'running', stamp, record, run: { id, dir, since } } : { kind: 'done', stamp };
    }
    const state = ticketState(names);
    if (state === 'waiting' || state === 'started') {
      const ticket = await readTicket(dir, state);
      return ticket && { kind: 'waiting', folder, run: { id, dir, ticket, isClaimed: state === 'started' } };
    }
    return state !== null || folder.isOld(60_000) ? { kind: 'done', stamp } : undefined;
  }
}
