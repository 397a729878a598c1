import type { RunSummary } from '../protocol/runViews';
import { readJson, writeFileAtomic } from './runFiles';
import { runStamp } from './runStamp';

/** Raised whenever what a summary is derived from its events by changes. */
const indexVersion = 4;

export interface IndexEntry {
  stamp: string;
  summary: RunSummary;
}

/**
 * Summaries of runs that have ended, so that a long list opens without reading all events. Only a cache: an entry counts while the files
 * it was made from have the same sizes and times, and the whole may be deleted at any time.
 */
export class SummaryIndex {
  #entries = new Map<string, IndexEntry>();
  #isChanged = false;

  constructor(readonly file: string) {}

  async read(): Promise<void> {
    const json = await readJson(this.file);
    const runs = json?.['version'] === indexVersion ? json['runs'] : undefined;
    if (typeof runs !== 'object' || runs === null) return;
    for (const [id, entry] of Object.entries(revive(runs) as Record<string, Partial<IndexEntry> | null>)) {
      if (typeof entry?.stamp === 'string' && typeof entry.summary === 'object') this.#entries.set(id, entry as IndexEntry);
    }
  }

  /** What is known of a run, if its files are still the same. */
  async get(id: string, dir: string): Promise<IndexEntry | undefined> {
    const entry = this.#entries.get(id);
    if (!entry || entry.stamp !== (await runStamp(dir))) return undefined;
    // The folder may have been moved as a whole.
    return { stamp: entry.stamp, summary: { ...entry.summary, id, dir } };
  }

  set(id: string, entry: IndexEntry): void {
    this.#entries.set(id, entry);
    this.#isChanged = true;
  }

  /** Writes what changed, of the runs that exist. A folder that cannot be written to has no index. */
  async write(exists: (id: string) => boolean): Promise<void> {
    for (const id of this.#entries.keys()) {
      if (exists(id)) continue;
      this.#entries.delete(id);
      this.#isChanged = true;
    }
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const runs = Object.fromEntries(this.#entries);
    await writeFileAtomic(this.file, JSON.stringify({ version: indexVersion, runs }, replacer)).catch(() => undefined);
  }
}

/** JSON has no NaN; summaries do. */
function replacer(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? { '#': String(value) } : value;
}

function revive(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(revive);
  const fields = value as Record<string, unknown>;
  if (typeof fields['#'] === 'string') return Number(fields['#']);
  return Object.fromEntries(Object.entries(fields).map(([key, item]) => [key, revive(item)]));
}
