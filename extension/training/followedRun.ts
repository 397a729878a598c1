import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { ProcessRecord, RunEvent, RunMeta, RunPlan, RunTicket } from '../protocol/runs';
import type { LostReason, QueuePlace, RunArtifact, RunSummary } from '../protocol/runViews';
import { EventTail, listEventFiles, newestAttempt } from './eventFiles';
import { artifactsFolder, findReport } from './modelTruth/reportFiles';
import { processLiveness, readProcessRecord, type Liveness } from './processIdentity';
import { readTicket, ticketFiles, ticketState, type TicketState } from './queue/ticket';
import { RunFold } from './runFold';
import { eventsFolder, isMissing, metaFile, planFile, processFile, readJson, stopFile } from './runFiles';
import { findLostReason } from './lostReason';
import { readMeta } from './runMeta';
import { runSize } from './runSize';
import { fileStamp, FolderStamp, runStamp } from './runStamp';
import { concludeStatus } from './runStatus';
import { summarizeRun } from './summarizeRun';
import type { IndexEntry } from './summaryIndex';

/** How old the size of a run that goes on may be. */
const measureMs = 60_000;

/** What was read of the events, as far as it is needed. */
interface Detail {
  /** Names the files that are read; another attempt or a lower rank starts afresh. */
  key: string;
  fold: RunFold;
  tails: EventTail[];
}

/** One run directory, read piece by piece as it grows. Calls must not overlap; the store sees to that. */
export class FollowedRun {
  /** `undefined` until the first look. */
  summary: RunSummary | undefined;
  meta: RunMeta = { version: 1 };
  /** Stands in for the style that could not be written to `meta.json`. */
  style = 0;
  /** Whether the process may still write. */
  isActive = true;
  /** Of the files that the summary was made from. */
  stamp = '';

  #detail: Detail | null = null;
  /** Somebody asked for the series of this run, or it was followed live: they stay. */
  #isKept = false;
  #plan: RunPlan | undefined;
  #process: { record: ProcessRecord; at: number } | undefined;
  #processStamp = '';
  #metaStamp = '';
  #stopRequested = false;
  #report: RunArtifact | null = null;
  #bytes: number | null = null;
  #measuredAt = 0;
  #liveness: Liveness | null = null;
  #ticketState: TicketState | null = null;
  #ticket: RunTicket | undefined;
  #ticketStamp = '';
  #folder: FolderStamp | undefined;

  constructor(
    readonly id: string,
    readonly dir: string,
  ) {}

  get events(): readonly RunEvent[] {
    return this.#detail?.fold.events ?? [];
  }

  get fold(): RunFold | undefined {
    return this.#detail?.fold;
  }

  /** What it waits with, while it waits. */
  get waitsWith(): RunTicket | undefined {
    return this.summary?.status === 'queued' && this.#ticketState === 'waiting' ? this.#ticket : undefined;
  }

  /** Says where it stands in the queue. `true` when that is another place than before. */
  setPlace(place: QueuePlace | null): boolean {
    if (!this.summary || JSON.stringify(this.summary.queue ?? null) === JSON.stringify(place)) return false;
    this.summary = { ...this.summary, queue: place };
    return true;
  }

  /** Takes a summary from the index instead of reading the events. */
  async restore({ stamp, summary }: IndexEntry): Promise<void> {
    this.summary = summary;
    this.#bytes = summary.bytes;
    this.stamp = stamp;
    this.isActive = false;
    await this.refreshMeta();
  }

  /** The next look reads the events, and they stay. A run that has none counts as read then, too. */
  keep(): void {
    this.#isKept = true;
  }

  /** Looks at the disk. A run that has ended is read once for its summary and then forgotten, unless it is kept. */
  async update(now = Date.now()): Promise<'gone' | 'same' | 'changed'> {
    try {
      return await this.#update(now);
    } catch (error) {
      if (isMissing(error) && !(await exists(this.dir))) return 'gone';
      // A folder that may not be read is listed as such and holds up no other; the next look tries again.
      const isFirst = !this.summary;
      if (this.#isKept) this.#detail ??= emptyDetail('');
      await this.#summarize(now, isFirst);
      return isFirst ? 'changed' : 'same';
    }
  }

  async #update(now: number): Promise<'gone' | 'same' | 'changed'> {
    // Many may wait, for long, and nothing changes in a run that waits.
    if (this.waitsWith && (await this.#folder?.isSame())) return 'same';
    this.#folder = await FolderStamp.of(this.dir);
    // Taken before the files are read: what is written meanwhile then makes it another one.
    const stamp = await runStamp(this.dir);
    const names = await fs.readdir(this.dir);
    if (!names.some((name) => name === planFile || name === processFile || name === eventsFolder)) return 'gone';
    this.#plan ??= await this.#readPlan();
    await this.#readProcess();
    const metaChanged = await this.refreshMeta();
    // Found out before the events are read: a process that is dead now has written all it ever will.
    this.#liveness = this.#process ? await processLiveness(this.#process.record, this.#process.at) : null;
    const ticketChanged = await this.#readTicket(ticketState(names));
    const read = names.includes(eventsFolder) ? await this.#readEvents() : false;
    const stopRequested = names.includes(stopFile);
    const report = names.includes(artifactsFolder) ? await findReport(this.dir) : null;
    const before = this.summary;
    const changed = read || metaChanged || ticketChanged || stopRequested !== this.#stopRequested || report?.at !== this.#report?.at;
    this.#stopRequested = stopRequested;
    this.#report = report;
    const wasActive = this.isActive;
    const summary = await this.#summarize(now, changed);
    const measured = await this.#measure(now, stamp !== this.stamp || wasActive !== this.isActive);
    if (this.isActive) this.#isKept = true;
    if (this.#isKept) this.#detail ??= emptyDetail('');
    else this.#detail = null;
    this.stamp = stamp;
    return changed || measured || summary.status !== before?.status ? 'changed' : 'same';
  }

  /** Of a run that goes on only now and then: its size is for lists. `true` when it is another one. */
  async #measure(now: number, isOther: boolean): Promise<boolean> {
    if (this.#bytes !== null && (this.isActive ? now - this.#measuredAt < measureMs : !isOther)) return false;
    const bytes = await runSize(this.dir);
    this.#measuredAt = now;
    if (bytes === this.#bytes || !this.summary) return false;
    this.#bytes = bytes;
    this.summary = { ...this.summary, bytes };
    return true;
  }

  async #summarize(now: number, changed: boolean): Promise<RunSummary> {
    const fold = this.#detail?.fold ?? new RunFold();
    const lastWritten = this.#liveness === 'alive' ? now : await lastWrite(this.dir);
    const createdAt = Date.parse(this.#plan?.createdAt ?? '') || 0;
    const { ended } = fold;
    const status = concludeStatus(
      {
        ended,
        liveness: this.#liveness,
        ticket: this.#ticketState,
        createdAt,
        lastWritten,
        isReadable: !!this.#plan,
        stopRequested: this.#stopRequested,
      },
      now,
    );
    this.isActive = status === 'running' || status === 'queued' || this.#liveness === 'alive';
    if (!changed && this.summary?.status === status) return this.summary;
    const before = this.summary;
    const lostReason = status === 'lost' ? await this.#findLostReason(fold) : null;
    this.summary = summarizeRun(
      {
        id: this.id,
        dir: this.dir,
        plan: this.#plan,
        meta: this.meta,
        style: this.meta.style ?? this.style,
        status,
        ticket: this.#ticketState && { state: this.#ticketState, ...this.#ticket },
        malformedLines: sum(this.#detail?.tails, (tail) => tail.lines.malformed),
        missingRecords: sum(this.#detail?.tails, (tail) => tail.lines.missing),
        stopRequested: this.#stopRequested,
        report: this.#report,
        lostReason,
        bytes: this.#bytes,
        lastWritten,
      },
      fold,
    );
    // The place is told from outside, and stays until then.
    if (status === 'queued' && before?.queue) this.summary.queue = before.queue;
    return this.summary;
  }

  #findLostReason({ started, system, lastTime }: RunFold): Promise<LostReason | null> {
    const lastRecord = started?.wall ? (started.wall + lastTime) * 1000 : 0;
    return findLostReason({ dir: this.dir, plan: this.#plan, process: this.#process, hasStarted: started !== null, system, lastRecord });
  }

  /** Reads `meta.json` again when it was replaced; what it says goes into the summary. */
  async refreshMeta(): Promise<boolean> {
    const stamp = await fileStamp(path.join(this.dir, metaFile));
    if (stamp === this.#metaStamp) return false;
    this.#metaStamp = stamp;
    // The name of the plan shows again when the user's is taken away.
    this.#plan ??= await this.#readPlan();
    this.setMeta(await readMeta(this.dir));
    return true;
  }

  setMeta(meta: RunMeta): void {
    this.meta = meta;
    if (!this.summary) return;
    this.summary = {
      ...this.summary,
      style: meta.style ?? this.style,
      pinned: meta.pinned ?? false,
      name: meta.name ?? this.#plan?.name ?? this.summary.name,
    };
  }

  async #readPlan(): Promise<RunPlan | undefined> {
    const json = await readJson(path.join(this.dir, planFile));
    if (!json || typeof json['file'] !== 'string' || typeof json['name'] !== 'string' || typeof json['backend'] !== 'object')
      return undefined;
    return json as unknown as RunPlan;
  }

  /** Whoever starts a run may add to its ticket. */
  async #readTicket(state: TicketState | null): Promise<boolean> {
    const stamp = state === null ? '' : `${state} ${await fileStamp(path.join(this.dir, ticketFiles[state]))}`;
    if (stamp === this.#ticketStamp) return false;
    this.#ticketStamp = stamp;
    this.#ticketState = state;
    this.#ticket = state === null ? undefined : await readTicket(this.dir, state);
    return true;
  }

  /** A new attempt replaces the record. */
  async #readProcess(): Promise<void> {
    const file = path.join(this.dir, processFile);
    const stamp = await fileStamp(file);
    if (stamp === this.#processStamp) return;
    this.#processStamp = stamp;
    const record = await readProcessRecord(this.dir);
    const at = (await fs.stat(file).catch(() => undefined))?.mtimeMs;
    this.#process = record && at !== undefined ? { record, at } : undefined;
  }

  async #readEvents(): Promise<boolean> {
    const { files, main } = newestAttempt(await listEventFiles(this.dir));
    if (!main) return false;
    const key = `${main.attempt}.${main.rank}`;
    let changed = false;
    // A file that was replaced while it was read makes all be read again, once.
    for (let round = 0; round < 2; round++) {
      if (this.#detail?.key !== key) {
        this.#detail = emptyDetail(key);
        changed = true;
      }
      const { fold, tails } = this.#detail;
      for (const file of files) if (!tails.some((tail) => tail.file.name === file.name)) tails.push(new EventTail(this.dir, file));
      let replaced = false;
      for (const tail of tails) {
        const isMain = tail.file.rank === main.rank;
        const result = await tail.read((events) => {
          for (const event of events) fold.add(event, isMain);
        });
        if (result === 'grown') changed = true;
        if (result === 'replaced') replaced = true;
      }
      if (!replaced) break;
      this.#detail = null;
    }
    return changed;
  }
}

function emptyDetail(key: string): Detail {
  return { key, fold: new RunFold(), tails: [] };
}

function sum(tails: readonly EventTail[] | undefined, count: (tail: EventTail) => number): number {
  return (tails ?? []).reduce((total, tail) => total + count(tail), 0);
}

async function lastWrite(dir: string): Promise<number> {
  const files = [dir, ...['stdout.log', 'stderr.log'].map((name) => path.join(dir, name))];
  for (const name of await listEventFiles(dir).catch(() => [])) files.push(path.join(dir, eventsFolder, name));
  const times = await Promise.all(files.map(async (file) => (await fs.stat(file).catch(() => undefined))?.mtimeMs ?? 0));
  return Math.max(...times);
}

async function exists(file: string): Promise<boolean> {
  return fs.stat(file).then(
    () => true,
    () => false,
  );
}
