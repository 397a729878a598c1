import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { RunEvent } from '../protocol/runs';
import type { RunSummary, SeriesQuery, SeriesSlice } from '../protocol/runViews';
import type { OutputChunk, OutputStream, RunStore, RunStoreOptions } from './api';
import { decimate, emptySlice, type Slice } from './decimate';
import { FolderWatch } from './folderWatch';
import { FollowedRun } from './followedRun';
import type { MetricTrack } from './metricTrack';
import { queuePlaces } from './queue/queuePlaces';
import { OutputFollower } from './outputFollower';
import { eventsFolder, isRunFolder } from './runFiles';
import { assignStyle, freeStyle, readMeta } from './runMeta';
import { runStamp } from './runStamp';
import { SummaryIndex } from './summaryIndex';

/** Follows all runs of a folder, which need not exist yet. Begins at once; `refresh` waits for the first full look. */
export function createRunStore(runsDir: string, options: RunStoreOptions = {}): RunStore {
  return new Store(path.resolve(runsDir), options);
}

const waitingPollMs = 500;

/** How much a look takes in: runs that are active, also what may change of the others, or all files of all runs. */
type Extent = 'active' | 'ended' | 'all';

class Store implements RunStore {
  readonly #runs = new Map<string, FollowedRun>();
  readonly #index: SummaryIndex | null;
  readonly #watch: FolderWatch;
  readonly #listeners = new Set<(ids: string[]) => void>();
  readonly #outputs = new Map<OutputFollower, string>();
  readonly #changed = new Set<string>();
  readonly #slices = new WeakMap<MetricTrack, { key: string; slice: Slice }>();
  readonly #batchMs: number;
  readonly #onError: (error: unknown) => void;
  readonly #pollMs: number;
  readonly #slowPollMs: number;

  #queue: Promise<void>;
  #isPoked = false;
  /** Folders of which the file system said something since the last look. */
  #touched = new Set<string>();
  #waitingLookAt = 0;
  #placedKey = '';
  #pollTimer: NodeJS.Timeout | undefined;
  #pokeTimer: NodeJS.Timeout | undefined;
  #notifyTimer: NodeJS.Timeout | undefined;
  #notifiedAt = 0;
  #fullLookAt = 0;
  #isDisposed = false;
  #isThere = false;

  constructor(
    readonly runsDir: string,
    options: RunStoreOptions,
  ) {
    this.#batchMs = options.batchMs ?? 50;
    this.#onError = options.onError ?? (() => undefined);
    this.#pollMs = options.pollMs ?? 250;
    this.#slowPollMs = options.slowPollMs ?? 2000;
    const index = options.index === undefined ? path.join(runsDir, 'index.json') : options.index;
    this.#index = index === null ? null : new SummaryIndex(index);
    this.#watch = new FolderWatch(options.watch ?? true, (folder) => this.#poke(folder));
    this.#queue = this.#index?.read() ?? Promise.resolve();
    this.#begin('all');
  }

  list(): RunSummary[] {
    const summaries = [...this.#runs.values()].flatMap(({ summary }) => (summary ? [summary] : []));
    return summaries.sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? 1 : -1));
  }

  get(id: string): RunSummary | undefined {
    return this.#runs.get(id)?.summary;
  }

  events(id: string): readonly RunEvent[] {
    const run = this.#runs.get(id);
    if (run && !run.fold) this.#beginLoad([id]);
    return run?.events ?? [];
  }

  query(query: SeriesQuery): SeriesSlice[] {
    const missing = query.runs.filter((id) => this.#runs.get(id)?.fold === undefined);
    if (missing.length) this.#beginLoad(missing);
    return query.runs.flatMap((run) => query.metrics.map((metric) => ({ run, metric, ...this.#slice(run, metric, query) })));
  }

  #slice(run: string, metric: string, { x, range, columns }: SeriesQuery): Slice {
    const track = this.#runs.get(run)?.fold?.metrics.get(metric);
    if (!track) return emptySlice;
    const { series, axis } = track;
    // Of twenty curves on screen few grow at a time.
    const key = [x, range, columns, series.length, axis.stepsPerEpoch, axis.ended, axis.newest].join(' ');
    const known = this.#slices.get(track);
    if (known?.key === key) return known.slice;
    const { step, time } = series;
    const xAt = x === 'step' ? (i: number) => step[i]! : x === 'time' ? (i: number) => time[i]! : (i: number) => axis.at(step[i]!);
    const slice = { ...decimate(series, xAt, range, columns), ...(track.isDerived ? { isDerived: true } : {}) };
    this.#slices.set(track, { key, slice });
    return slice;
  }

  async load(ids: readonly string[]): Promise<void> {
    const wanted = ids.flatMap((id) => this.#runs.get(id) ?? []).filter((run) => !run.fold);
    if (!wanted.length) return;
    await this.#enqueue(async () => {
      for (const run of wanted) {
        run.keep();
        if (!run.fold) await this.#update(run, true);
      }
    });
  }

  onDidChange(listener: (ids: string[]) => void): { dispose(): void } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  onDidOutput(id: string, listener: (chunk: OutputChunk) => void, from?: Record<OutputStream, number>): { dispose(): void } {
    const follower = new OutputFollower(path.join(this.runsDir, id), listener, from);
    this.#outputs.set(follower, id);
    this.#poke();
    return {
      dispose: () => {
        follower.dispose();
        this.#outputs.delete(follower);
      },
    };
  }

  async refresh(): Promise<void> {
    await this.#look('all');
  }

  dispose(): void {
    this.#isDisposed = true;
    clearTimeout(this.#pollTimer);
    clearTimeout(this.#pokeTimer);
    clearTimeout(this.#notifyTimer);
    this.#watch.dispose();
    this.#listeners.clear();
    for (const follower of this.#outputs.keys()) follower.dispose();
    this.#outputs.clear();
  }

  /** Looks never overlap. One that fails (a drive that went away) costs only itself; the next one tries again. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      if (!this.#isDisposed) await work();
    });
    this.#queue = this.#queue.catch((error: unknown) => this.#onError(error));
    return this.#queue;
  }

  #begin(extent: Extent): void {
    this.#look(extent).catch(this.#onError);
  }

  #beginLoad(ids: readonly string[]): void {
    this.load(ids).catch(this.#onError);
  }

  /** The file system said that something happened; several such within a moment are one look. */
  #poke(folder?: string): void {
    if (folder !== undefined) this.#touched.add(folder);
    if (this.#isPoked || this.#isDisposed) return;
    this.#isPoked = true;
    this.#pokeTimer = setTimeout(() => {
      this.#isPoked = false;
      this.#begin('active');
    }, 10);
  }

  #look(extent: Extent): Promise<void> {
    clearTimeout(this.#pollTimer);
    return this.#enqueue(async () => {
      try {
        await this.#lookNow(extent);
      } finally {
        this.#scheduleNext();
      }
    });
  }

  #scheduleNext(): void {
    clearTimeout(this.#pollTimer);
    if (this.#isDisposed) return;
    const isBusy = [...this.#runs.values()].some((run) => run.isActive);
    // A folder that does not exist cannot be watched, and the first run is waited for like any other.
    const idleMs = this.#isThere ? this.#slowPollMs : Math.min(500, this.#slowPollMs);
    this.#pollTimer = setTimeout(
      () => {
        this.#begin(Date.now() - this.#fullLookAt >= this.#slowPollMs ? 'ended' : 'active');
      },
      isBusy ? this.#pollMs : idleMs,
    );
  }

  async #lookNow(extent: Extent): Promise<void> {
    const touched = this.#touched;
    this.#touched = new Set();
    await this.#findRuns();
    // A run that trains writes all the time; the many that wait need not be looked at each time.
    const looksAtWaiting = extent !== 'active' || Date.now() - this.#waitingLookAt >= waitingPollMs;
    if (looksAtWaiting) this.#waitingLookAt = Date.now();
    for (const run of [...this.#runs.values()]) {
      if (run.waitsWith && !looksAtWaiting && !touched.has(run.dir)) continue;
      if (run.isActive || (extent === 'all' && (await runStamp(run.dir)) !== run.stamp)) await this.#update(run);
      // A lost run may be resumed; others that ended only change what the user says about them.
      else if (extent === 'ended' && run.summary?.status === 'lost' && (await runStamp(run.dir)) !== run.stamp) await this.#update(run);
      else if (extent !== 'active' && (await run.refreshMeta())) this.#report(run.id);
    }
    if (extent !== 'active') this.#fullLookAt = Date.now();
    await this.#placeQueued(looksAtWaiting);
    await this.#assignStyles();
    this.#watchFolders();
    for (const follower of [...this.#outputs.keys()]) await follower.pump();
    await this.#index?.write((id) => this.#runs.has(id));
  }

  async #findRuns(): Promise<void> {
    const entries = await fs.readdir(this.runsDir, { withFileTypes: true }).catch(() => undefined);
    this.#isThere = entries !== undefined;
    const ids = new Set((entries ?? []).filter((entry) => entry.isDirectory() && isRunFolder(entry.name)).map((entry) => entry.name));
    for (const id of this.#runs.keys()) if (!ids.has(id)) this.#remove(id);
    // Newest first, so that a long list is useful before it is complete.
    for (const id of [...ids].sort().reverse()) {
      if (this.#runs.has(id) || this.#isDisposed) continue;
      const run = new FollowedRun(id, path.join(this.runsDir, id));
      const known = await this.#index?.get(id, run.dir);
      if (known) {
        await run.restore(known);
        this.#runs.set(id, run);
        this.#report(id);
      } else await this.#update(run);
    }
  }

  async #update(run: FollowedRun, isLoad = false): Promise<void> {
    const wasActive = run.isActive;
    const result = await run.update();
    if (result === 'gone') return this.#remove(run.id);
    const isNew = !this.#runs.has(run.id);
    this.#runs.set(run.id, run);
    if (isNew || isLoad || result === 'changed') this.#report(run.id);
    if (run.summary && !run.isActive && (wasActive || (result === 'changed' && !isLoad)))
      this.#index?.set(run.id, { stamp: run.stamp, summary: run.summary });
  }

  /** Tells the runs that wait where they stand, which hangs on all others; what else it hangs on is looked at when they are. */
  async #placeQueued(isDue: boolean): Promise<void> {
    const runs = [...this.#runs.values()];
    const waiting = new Map(runs.flatMap((run) => (run.waitsWith ? [[run.id, run.waitsWith]] : [])));
    const running = runs.filter(({ summary }) => summary?.status === 'running').length;
    const key = `${running} ${[...waiting.keys()].join(' ')}`;
    if (!isDue && key === this.#placedKey) return;
    this.#placedKey = key;
    const places = await queuePlaces(this.runsDir, waiting, running);
    for (const run of runs) if (run.setPlace(places.get(run.id) ?? null)) this.#report(run.id);
  }

  #remove(id: string): void {
    if (this.#runs.delete(id)) this.#report(id);
  }

  /** Oldest first, so that two windows agree without talking. */
  async #assignStyles(): Promise<void> {
    const unstyled = [...this.#runs.values()].filter((run) => run.meta.style === undefined).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const run of unstyled) {
      const taken = [...this.#runs.values()].flatMap(({ meta }) => meta.style ?? []);
      run.style = freeStyle(taken);
      // In a folder that cannot be written to, the style holds as long as this store.
      const meta = await assignStyle(run.dir, run.style).catch(async () => ({ ...(await readMeta(run.dir)), style: run.style }));
      run.setMeta(meta);
      this.#report(run.id);
    }
  }

  #watchFolders(): void {
    const folders = new Set([this.runsDir]);
    for (const run of this.#runs.values()) {
      if (!run.isActive) continue;
      folders.add(run.dir);
      if (!run.waitsWith) folders.add(path.join(run.dir, eventsFolder));
    }
    this.#watch.set(folders);
  }

  #report(id: string): void {
    this.#changed.add(id);
    if (this.#notifyTimer || this.#isDisposed) return;
    const wait = Math.max(0, this.#notifiedAt + this.#batchMs - Date.now());
    this.#notifyTimer = setTimeout(() => {
      this.#notifyTimer = undefined;
      this.#notifiedAt = Date.now();
      const ids = [...this.#changed];
      this.#changed.clear();
      for (const listener of [...this.#listeners]) listener(ids);
    }, wait);
  }
}
