import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunSummary } from '../protocol/runViews';
import { deleteRun } from './deleteRun';
import { processLiveness, readProcessRecord } from './processIdentity';
import { ticketState } from './queue/ticket';
import { isMissing, isRunFolder, metaFile, parseJson, planFile, readJson } from './runFiles';
import { runSize } from './runSize';

/** What may be kept of runs that are over and not pinned; 0 is no limit. */
export interface KeepLimits {
  count: number;
  bytes: number;
}

export interface PrunedRun {
  run: RunSummary;
  /** Of its files; `null` where nobody had to know. */
  bytes: number | null;
}

export interface PruneResult {
  /** Oldest first. */
  removed: PrunedRun[];
  failed: { run: RunSummary; error: unknown }[];
}

/**
 * Removes the runs that ended first, beyond the limits. Runs that go on or wait, pinned ones, and those that a comparison uses are neither removed
 * nor counted; the one that ended last stays, whatever it takes. A folder that is not surely a run that is over is left alone. Several
 * windows may do it at once: whether a run goes hangs only on those that ended after it.
 * @param runs all runs of the folder, as a store lists them
 * @param remove how a run goes; for good when it is not said
 */
export async function pruneRuns(
  runsDir: string,
  runs: readonly RunSummary[],
  limits: KeepLimits,
  { remove = (run) => deleteRun(run.dir), dryRun = false }: { remove?: (run: RunSummary) => Promise<void>; dryRun?: boolean } = {},
): Promise<PruneResult> {
  const result: PruneResult = { removed: [], failed: [] };
  if (limits.count <= 0 && limits.bytes <= 0) return result;
  const groups = await readGroups(runsDir);
  const over: PrunedRun[] = [];
  for (const run of runs) {
    if (run.status === 'running' || run.status === 'queued' || run.pinned || (await standing(run, groups)) === 'stays') continue;
    over.push({ run, bytes: limits.bytes > 0 ? await runSize(run.dir).catch(() => null) : run.bytes });
  }
  for (const pruned of beyondLimits(over, limits)) {
    const { run } = pruned;
    try {
      // Somebody may have pinned it, or resumed it, since it was listed.
      if ((await standing(run, groups)) !== 'removable') continue;
      if (!dryRun) await remove(run);
      result.removed.push(pruned);
    } catch (error) {
      result.failed.push({ run, error });
    }
  }
  return result;
}

/** Those that go, oldest first. */
export function beyondLimits(runs: readonly PrunedRun[], limits: KeepLimits): PrunedRun[] {
  const end = ({ run }: PrunedRun): number => run.endedAt ?? run.startedAt;
  const newestFirst = [...runs].sort((a, b) => end(b) - end(a) || (a.run.id < b.run.id ? 1 : -1));
  let kept = 0;
  let bytes = 0;
  for (const each of newestFirst) {
    bytes += each.bytes ?? 0;
    const isBeyond = (limits.count > 0 && kept >= limits.count) || (limits.bytes > 0 && bytes > limits.bytes);
    if (isBeyond && kept > 0) break;
    kept++;
  }
  return newestFirst.slice(kept).reverse();
}

/** Plans of comparisons in a runs folder, by their ids. */
async function readGroups(runsDir: string): Promise<Map<string, string>> {
  const groups = new Map<string, string>();
  const folder = path.join(runsDir, 'groups');
  for (const name of await fs.readdir(folder).catch(() => [])) {
    if (name.endsWith('.json'))
      groups.set(path.basename(name, '.json'), await fs.readFile(path.join(folder, name), 'utf8').catch(() => ''));
  }
  return groups;
}

/**
 * Whether a folder is surely a run, over, not pinned, and used by nobody: where something cannot be read, it stays. One that is over may be
 * `ending`: its process is on its way out, so it counts but cannot go yet.
 */
async function standing({ id, dir, status }: RunSummary, groups: ReadonlyMap<string, string>): Promise<'removable' | 'ending' | 'stays'> {
  if (path.basename(dir) !== id || !isRunFolder(id)) return 'stays';
  const stat = await fs.lstat(dir).catch(() => undefined);
  if (!stat?.isDirectory()) return 'stays';
  const plan = await readJson(path.join(dir, planFile));
  if (plan?.['id'] !== id || typeof plan['file'] !== 'string' || typeof plan['createdAt'] !== 'string') return 'stays';

  const group = plan['group'];
  if (typeof group === 'string' && groups.has(group)) return 'stays';
  if ([...groups.values()].some((text) => text.includes(JSON.stringify(id)))) return 'stays';

  if (!(await isUnpinned(dir))) return 'stays';
  const waits = ['waiting', 'started'].includes(ticketState(await fs.readdir(dir).catch(() => [])) ?? '');
  const record = await readProcessRecord(dir);
  if (!record) return waits ? 'stays' : 'removable';
  if (record.host !== os.hostname()) return status === 'lost' ? 'stays' : 'removable';
  return (await processLiveness(record)) === 'dead' ? 'removable' : 'ending';
}

async function isUnpinned(dir: string): Promise<boolean> {
  try {
    const meta = parseJson(await fs.readFile(path.join(dir, metaFile), 'utf8'));
    return meta !== undefined && !meta['pinned'];
  } catch (error) {
    return isMissing(error);
  }
}
