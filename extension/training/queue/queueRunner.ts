import { promises as fs } from 'node:fs';
import path from 'node:path';
import { msg } from '../../protocol/localize';
import type { RunTicket } from '../../protocol/runs';
import type { QueueReason } from '../../protocol/runViews';
import { TrainingError, type LaunchedRun } from '../api';
import { listGpus, type GpuInfo } from '../listGpus';
import { asTrainingError, refreshSources } from '../prepareRun';
import { errorCode, isMissing } from '../runFiles';
import { startRun } from '../startRun';
import { livingDispatchers } from './dispatchers';
import { GpuView } from './gpuView';
import { readLimits } from './limits';
import { withLock } from './lock';
import { nextToStart } from './nextToStart';
import { makeQueueFolder, nowFile, queueFolder } from './queueFiles';
import { QueueReader, type QueueLook, type WaitingRun } from './queueReader';
import { failTicket, moveTicket, noteStart } from './ticket';

export interface RunnerOptions {
  /** Of this process: `environmentId`. */
  environment: string;
  /** Copy of the trainers for runs whose own is gone. */
  trainer: string;
  /** After how long a run is taken over whose own dispatcher is dead; in milliseconds. A window with the right environment may still come. */
  adoptMs: number;
  /** Looks after this run alone, whatever its environment is. */
  only?: string;
  listGpus?: () => Promise<GpuInfo[]>;
}

export interface Pass {
  started: Map<string, LaunchedRun>;
  failed: Map<string, TrainingError>;
  /** Why runs that are looked after here wait. */
  waits: Map<string, QueueReason>;
  /** Something waits that this process has to look after, now or when it is taken over. */
  hasWork: boolean;
  /** The runs folder does not exist any more. */
  isGone: boolean;
}

/**
 * Starts runs of a queue when it is their turn. Any number of processes may do it for the same folder: decisions are made under a lock,
 * and each starts the runs that were queued with its own environment variables, so that a program gets those of the moment when it was queued
 * although their values are never written down.
 */
export class QueueRunner {
  readonly #reader: QueueReader;
  readonly #gpus: GpuView;
  readonly #options: RunnerOptions;
  /** Since when a run has had nobody to start it. */
  readonly #orphans = new Map<string, number>();

  constructor(
    readonly runsDir: string,
    options: RunnerOptions,
  ) {
    this.#reader = QueueReader.of(runsDir);
    this.#gpus = new GpuView(this.#reader, options.listGpus ?? listGpus);
    this.#options = options;
  }

  /** Starts what may start now. `waitMs`: how long to wait for others who are doing the same. */
  async pass(waitMs: number): Promise<Pass> {
    const pass: Pass = { started: new Map(), failed: new Map(), waits: new Map(), hasWork: false, isGone: false };
    try {
      await this.#pass(pass, waitMs);
    } catch (error) {
      if (!isMissing(error) || (await exists(this.runsDir))) throw error;
      pass.isGone = true;
    }
    return pass;
  }

  async #pass(pass: Pass, waitMs: number): Promise<void> {
    const look = await this.#reader.look();
    if (!look) return void (pass.isGone = true);
    const own = await this.#own(look.waiting);
    pass.hasWork = own.hasWork;
    if (!own.ids.size) return;
    const isInterrupted = look.waiting.some((run) => run.isClaimed && own.ids.has(run.id));
    // Only what looks as if there were something to do is worth a lock.
    if (!isInterrupted && !(await this.#choose(look, own.ids, pass))) return;
    await withLock(await makeQueueFolder(this.runsDir), waitMs, () => this.#startAll(pass, own.ids));
  }

  /** Under the lock. */
  async #startAll(pass: Pass, own: ReadonlySet<string>): Promise<void> {
    for (;;) {
      const look = await this.#reader.look();
      if (!look) return void (pass.isGone = true);
      // Nobody else is at work now, so whoever claimed these was killed before there was a process.
      for (const run of look.waiting) if (run.isClaimed) await moveTicket(run.dir, 'started', 'waiting');
      const run = await this.#choose(look, own, pass);
      if (!run) return;
      await this.#start(run, pass);
    }
  }

  /** The run that is next, if this process starts it; notes why its other ones wait. */
  async #choose(look: QueueLook, own: ReadonlySet<string>, pass: Pass): Promise<WaitingRun | undefined> {
    const urgent = await this.#urgent(look.waiting);
    const wanted = look.waiting.find(({ id }) => own.has(id) && urgent.has(id));
    if (wanted) return wanted;
    const [limits, { queue, running, gpus }] = await Promise.all([readLimits(this.runsDir), this.#gpus.view(look, urgent)]);
    const { next, waits } = nextToStart(queue, running, limits, gpus);
    pass.waits = new Map([...waits].filter(([id]) => own.has(id)));
    return look.waiting.find(({ id }) => id === next && own.has(id));
  }

  async #urgent(waiting: readonly WaitingRun[]): Promise<Set<string>> {
    const names = new Set(await fs.readdir(path.join(this.runsDir, queueFolder)).catch(() => []));
    return new Set(waiting.filter(({ id }) => names.has(path.basename(nowFile(this.runsDir, id)))).map(({ id }) => id));
  }

  /** The runs that this process starts: those of its environment, and those whose own dispatcher has been dead for a while. */
  async #own(waiting: readonly WaitingRun[]): Promise<{ ids: Set<string>; hasWork: boolean }> {
    const { only } = this.#options;
    const ids = new Set<string>();
    if (only !== undefined) {
      if (waiting.some(({ id }) => id === only)) ids.add(only);
      return { ids, hasWork: ids.size > 0 };
    }
    const now = Date.now();
    const living = waiting.length ? await livingDispatchers(this.runsDir) : new Map();
    const orphans = waiting.filter(({ ticket }) => ticket.environment !== this.#options.environment && !living.has(ticket.environment));
    for (const id of this.#orphans.keys()) if (!orphans.some((run) => run.id === id)) this.#orphans.delete(id);
    for (const { id } of orphans) {
      const since = this.#orphans.get(id) ?? now;
      this.#orphans.set(id, since);
      if (now - since >= this.#options.adoptMs) ids.add(id);
    }
    for (const { id, ticket } of waiting) if (ticket.environment === this.#options.environment) ids.add(id);
    return { ids, hasWork: ids.size > 0 || orphans.length > 0 };
  }

  /** Starts one run, or notes why that is not possible; on a full disk it goes on waiting. */
  async #start(run: WaitingRun, pass: Pass): Promise<void> {
    const { id, dir, ticket } = run;
    if (!(await moveTicket(dir, 'waiting', 'started'))) return;
    try {
      pass.started.set(id, await this.startClaimed(run));
    } catch (error) {
      if (isMissing(error) && !(await exists(dir))) return;
      const failure = asTrainingError(error, this.runsDir);
      pass.failed.set(id, failure);
      if (isDiskFull(error)) {
        await moveTicket(dir, 'started', 'waiting');
        throw error;
      }
      await failTicket(dir, ticket, failure.userMessage);
    } finally {
      await fs.rm(nowFile(this.runsDir, id), { force: true }).catch(() => undefined);
    }
  }

  /** Starts a run whose ticket is claimed. */
  async startClaimed({ id, dir, ticket }: WaitingRun): Promise<LaunchedRun> {
    const plan = await this.#reader.plan(id);
    if (!plan) throw new TrainingError(msg('The plan of {0} cannot be read.', id));
    const copy = (await exists(ticket.trainer)) ? ticket.trainer : this.#options.trainer;
    await this.#note(dir, ticket, await refreshSources(plan, dir));
    return { plan, dir, ...(await startRun(plan, dir, copy)) };
  }

  async #note(dir: string, ticket: RunTicket, edited: string[]): Promise<void> {
    const isAdopted = ticket.environment !== this.#options.environment;
    if (isAdopted || edited.length)
      await noteStart(dir, ticket, { ...(isAdopted ? { adopted: true } : {}), ...(edited.length ? { edited } : {}) });
  }
}

export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes(errorCode(error) || errorCode((error as { cause?: unknown } | null)?.cause));
}

async function exists(file: string): Promise<boolean> {
  return fs.stat(file).then(
    () => true,
    () => false,
  );
}
