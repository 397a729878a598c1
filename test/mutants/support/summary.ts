import type { Analysis } from '../../../server/src/interp/document/analysis';
import type { JudgedMutant } from './replayMutants';

export interface Summary {
  /** Mutants that crash for shape, dtype or API reasons. */
  readonly crashes: number;
  readonly exact: number;
  readonly elsewhere: number;
  readonly missed: number;
  readonly runs: number;
  readonly falseAlarms: number;
  readonly notCounted: number;
  /** Of those that are found, how many carry a fix. */
  readonly withFix: number;
}

export function summarize(judged: readonly JudgedMutant[]): Summary {
  const count = (...verdicts: JudgedMutant['verdict'][]): number => judged.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const found = judged.filter(({ verdict }) => verdict === 'exact' || verdict === 'elsewhere');
  return {
    crashes: count('exact', 'elsewhere', 'missed'),
    exact: count('exact'),
    elsewhere: count('elsewhere'),
    missed: count('missed'),
    runs: count('quiet', 'false alarm'),
    falseAlarms: count('false alarm'),
    notCounted: count('not counted'),
    withFix: found.filter(({ errors }) => errors.some(({ fixes }) => fixes.length > 0)).length,
  };
}

/** The lines of the table that tests and reports print. */
export function describeSummary(name: string, s: Summary): string[] {
  return [
    `${name}: ${s.crashes + s.runs + s.notCounted} mutants`,
    `  crash for shape, dtype or API reasons: ${s.crashes}; on the exact line ${share(s.exact, s.crashes)}, elsewhere ${share(s.elsewhere, s.crashes)}, missed ${share(s.missed, s.crashes)}`,
    `  run: ${s.runs}; errors said of them: ${s.falseAlarms}`,
    `  crash for other reasons, not counted: ${s.notCounted}`,
    `  reported with a fix: ${share(s.withFix, s.exact + s.elsewhere)}`,
  ];
}

export interface KnownNames {
  readonly seen: number;
  readonly ranked: number;
  readonly full: number;
}

/** Of the names that the analysis takes for tensors: those of known rank, and those whose every extent is known, free or symbolic. */
export function knownNames(analyses: Iterable<Analysis>): KnownNames {
  const out = { seen: 0, ranked: 0, full: 0 };
  for (const { bindings } of analyses) {
    for (const { value } of bindings) {
      if (value.kind !== 'tensor') continue;
      out.seen++;
      if (!value.shape || value.shape.hasPrefix) continue;
      out.ranked++;
      if (value.shape.dims.every((dim) => typeof dim === 'number' || dim.kind !== 'unknown')) out.full++;
    }
  }
  return out;
}

export function share(part: number, all: number): string {
  return `${part}/${all} (${all === 0 ? '–' : ((100 * part) / all).toFixed(1)} %)`;
}
