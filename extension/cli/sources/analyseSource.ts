import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { AnalysisOutcome, Snapshot } from '../../../server/src/interp/document/analysis';
import { isSettled } from '../../../server/src/interp/document/analysis';
import { analyse } from '../../../server/src/interp/document/analyse';
import { analysisLimits } from '../../../server/src/limits';
import type { Source } from './readSource';

type Analyse = (snapshot: Snapshot, previous?: AnalysisOutcome) => AnalysisOutcome;

/**
 * Analyzes a source with the files that it imports.
 * @param versions of the libraries in use by name; absent ones are taken to be the newest
 */
export function analyseSource(
  source: Source,
  cwd: string,
  analyseSnapshot: Analyse = analyse,
  read = readImport,
  versions: Readonly<Record<string, string>> = {},
): AnalysisOutcome {
  const files = new Map<string, string | null>();
  const folder = source.uri.slice(0, source.uri.lastIndexOf('/'));
  const roots = [...new Set([folder, pathToFileURL(path.resolve(cwd)).href.replace(/\/$/, '')])];
  let previous: AnalysisOutcome | undefined;
  for (let round = 0; ; round++) {
    const { language, chunks } = source;
    const isLast = round >= analysisLimits.rounds || files.size >= analysisLimits.files;
    const settings = { stepBudget: analysisLimits.steps, asksAgain: !isLast, versions };
    const snapshot = { language, chunks, files: new Map(files), roots, settings };
    const outcome = analyseSnapshot(snapshot, previous);
    const missing = outcome.missing.filter((uri) => !files.has(uri));
    if (missing.length === 0 || isLast) return outcome;
    for (const uri of missing) files.set(uri, read(uri));
    if (isSettled(outcome, files)) return outcome;
    previous = outcome;
  }
}

/** Text of an imported file; `null` when there is none. */
export function readImport(uri: string): string | null {
  try {
    return fs.readFileSync(fileURLToPath(uri), 'utf8');
  } catch {
    return null;
  }
}
