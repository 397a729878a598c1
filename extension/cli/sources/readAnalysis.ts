import path from 'node:path';
import type { AnalysisOutcome } from '../../../server/src/interp/analysis';
import { CliFailure } from '../failure';
import { analyseSource } from './analyseSource';
import type { Source } from './readSource';
import { isMessage, readSource } from './readSource';

/** Reads and analyzes one file that the command cannot do without. */
export function readAnalysis(file: string, cwd: string): { source: Source; outcome: AnalysisOutcome } {
  const source = readSource(path.resolve(cwd, file));
  if (isMessage(source)) throw new CliFailure(source);
  return { source, outcome: analyseSource(source, cwd) };
}
