import path from 'node:path';
import type { AnalysisOutcome } from '../../../server/src/interp/document/analysis';
import type { LibraryVersions } from '../../training';
import { CliFailure } from '../failure';
import { analyse } from '../../../server/src/interp/document/analyse';
import { analyseSource, readImport } from './analyseSource';
import type { Source } from './readSource';
import { isMessage, readSource } from './readSource';

/**
 * Reads and analyzes one file that the command cannot do without.
 * @param versions of the libraries in use by name; absent ones are taken to be the newest
 */
export function readAnalysis(file: string, cwd: string, versions: LibraryVersions = {}): { source: Source; outcome: AnalysisOutcome } {
  const source = readSource(path.resolve(cwd, file));
  if (isMessage(source)) throw new CliFailure(source);
  return { source, outcome: analyseSource(source, cwd, analyse, readImport, versions) };
}
