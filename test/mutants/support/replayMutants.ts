import { createLocalizer } from '../../../extension/protocol/localize';
import { analyseSource } from '../../../extension/cli/sources/analyseSource';
import type { Source } from '../../../extension/cli/sources/readSource';
import type { RenderedDiagnostic } from '../../../server/src/diagnostics/renderDiagnostics';
import { renderDiagnostics } from '../../../server/src/diagnostics/renderDiagnostics';
import type { Analysis } from '../../../server/src/interp/document/analysis';
import { analyseRelevant } from '../../../server/src/interp/document/analyseRelevant';
import { withTrialFixes } from '../../../server/src/interp/trials/trialFixes';
import { crashReason } from './crashReasons';
import type { Mutant } from './mutant';
import { mutantsOf, mutated, programsOf, sourceOf } from './mutant';
import { statementLines } from './statementLines';

/**
 * `exact`: an error on the traceback's line, or inside the call that begins there. `elsewhere`: an error, but on another line.
 * `missed`: no error. `false alarm`: an error in a program that runs. `quiet`: none in one. `not counted`: it crashes for a reason
 * that no analysis of shapes and names can tell.
 */
export type Verdict = 'exact' | 'elsewhere' | 'missed' | 'false alarm' | 'quiet' | 'not counted';

export interface JudgedMutant {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  /** The errors alone. */
  readonly errors: readonly RenderedDiagnostic[];
  /** A fault of ours: the analysis threw. */
  readonly fault: string | null;
}

const localizer = createLocalizer('en');

export interface Checked {
  readonly source: Source;
  readonly analysis: Analysis;
  readonly errors: readonly RenderedDiagnostic[];
}

/** As the command line checks a file; nothing lies beside it. Fixes that are found by trying cost more than all the rest. */
export function checkProgram(source: Source, triesFixes = false): Checked {
  const outcome = analyseSource(source, '/programs', analyseRelevant, () => null);
  const analysis = triesFixes ? withTrialFixes(outcome) : outcome.result;
  const errors = renderDiagnostics(analysis, localizer).filter(({ severity }) => severity === 'error');
  return { source, analysis, errors };
}

/** Every mutant of a group beside what the analysis says of it. */
export function replayMutants(
  group: string,
  triesFixes = false,
  isWanted: (mutant: Mutant, idx: number) => boolean = () => true,
): JudgedMutant[] {
  const sources = new Map(programsOf(group).map((program) => [program, sourceOf(program)]));
  const mutants = mutantsOf(group).filter(isWanted);
  return mutants.map((mutant) => {
    const source = sources.get(mutant.p);
    if (!source) throw new Error(`${mutant.p} is gone: record the mutants again`);
    try {
      const checked = checkProgram(mutated(source, mutant), triesFixes);
      return { mutant, verdict: verdictOf(mutant, checked), errors: checked.errors, fault: null };
    } catch (error) {
      const verdict = crashReason(mutant) === null ? 'quiet' : 'missed';
      return { mutant, verdict, errors: [], fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
    }
  });
}

export function verdictOf(mutant: Mutant, { source, errors }: Checked): Verdict {
  const reason = crashReason(mutant);
  if (reason === null) return errors.length ? 'false alarm' : 'quiet';
  if (reason === 'other') return 'not counted';
  if (!errors.length) return 'missed';
  const chunk = source.chunks[mutant.cell ?? 0]!;
  const statements = statementLines(chunk.text);
  const isThere = errors.some(({ uri, range: { start } }) => {
    if (uri !== chunk.uri) return false;
    return start.line === mutant.line || (start.line > mutant.line! && statements[start.line] === mutant.line);
  });
  return isThere ? 'exact' : 'elsewhere';
}
