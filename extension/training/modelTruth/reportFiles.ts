import { promises as fs } from 'node:fs';
import path from 'node:path';
import type { RunArtifact } from '../../protocol/runViews';

export const artifactsFolder = 'artifacts';

/** In the run's `artifacts/`: the same report for programs and for people. */
export const differenceFiles = { json: 'model-difference.json', text: 'model-difference.md' } as const;

/** Relative to the run directory, with `/`, as artifacts are named. */
export const differencePath = `${artifactsFolder}/${differenceFiles.text}`;

/** The report of a run, if it has one. Only the runner appends to the events, so that no event tells of it. */
export async function findReport(dir: string): Promise<RunArtifact | null> {
  const stat = await fs.stat(path.join(dir, differencePath)).catch(() => undefined);
  return stat?.isFile() ? { kind: 'report', path: differencePath, at: stat.mtimeMs } : null;
}
