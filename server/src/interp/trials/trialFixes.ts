import type { Diagnostic, Fix, FixEdit } from '../../diagnostics/diagnostic';
import type { Value } from '../../values/value';
import { rankOf } from '../../values/shape';
import { analyse, workOf } from '../analyse';
import type { Analysis, AnalysisOutcome, Snapshot } from '../analysis';
import { candidatesFor } from './candidates';
import { Statements } from './statements';

/** Changes that are tried for one error, and for all errors of a document. */
const mostTrials = { error: 48, document: 120 };

const found = new WeakMap<AnalysisOutcome, Map<Diagnostic, readonly Fix[]>>();

/**
 * The analysis with repairs that were tried for the errors that have none: each is a small change with which the program, analysed once
 * more, lacks the error and has no other instead. Bounded in trials; a document without errors costs nothing.
 */
export function withTrialFixes(outcome: AnalysisOutcome, isWanted: (d: Diagnostic) => boolean = () => true): Analysis {
  const { result } = outcome;
  if (result.language !== 'python') return result;
  const own = new Set(result.own);
  const open = result.diagnostics.filter((d) => d.severity === 'error' && !d.fixes.length && own.has(d.place.chunk) && isWanted(d));
  if (!open.length) return result;
  const kept = found.get(outcome) ?? new Map<Diagnostic, readonly Fix[]>();
  found.set(outcome, kept);
  const trials = new Trials(outcome);
  for (const d of open) if (!kept.has(d)) kept.set(d, trials.fixesOf(d));
  return { ...result, diagnostics: result.diagnostics.map((d) => (kept.get(d)?.length ? { ...d, fixes: kept.get(d)! } : d)) };
}

class Trials {
  readonly #snapshot: Snapshot | null;
  readonly #statements: Statements | null;
  readonly #names: ReadonlyMap<string, string>;
  readonly #before: readonly string[];
  readonly #known: number;
  #left = mostTrials.document;

  constructor(readonly outcome: AnalysisOutcome) {
    const work = workOf(outcome);
    const { own, chunks } = outcome.result;
    const lowered = own.flatMap((uri) => chunks.get(uri) ?? []);
    const parsed = own.flatMap((uri) => work?.parsed.get(uri) ?? []);
    const isWhole = work && lowered.length === own.length && parsed.length === own.length;
    this.#snapshot = work?.snapshot ?? null;
    this.#statements = isWhole ? new Statements(lowered, parsed) : null;
    this.#names = namesOf(outcome.result);
    this.#before = faultsOf(outcome.result);
    this.#known = knownNames(outcome.result);
  }

  fixesOf(d: Diagnostic): readonly Fix[] {
    if (!this.#statements || !this.#snapshot) return [];
    const candidates = candidatesFor(d, this.#statements, this.#names).slice(0, Math.min(mostTrials.error, this.#left));
    for (const { title, edits } of candidates) {
      this.#left--;
      if (this.#repairs(edits)) return [{ title, isPreferred: false, edits }];
    }
    return [];
  }

  /** Fewer faults, none of them new, and no less known than before: a fault that is only out of sight is not repaired. */
  #repairs(edits: readonly FixEdit[]): boolean {
    const { result } = analyse(edited(this.#snapshot!, this.outcome.result, edits), this.outcome);
    const after = faultsOf(result);
    const { seen, known } = this.outcome.result.calls;
    const isHidden =
      knownNames(result) < this.#known || result.calls.known < known - 2 || result.calls.seen - result.calls.known > seen - known;
    if (after.length >= this.#before.length || !result.isComplete || isHidden) return false;
    const rest = [...this.#before];
    return after.every((fault) => {
      const at = rest.indexOf(fault);
      if (at >= 0) rest.splice(at, 1);
      return at >= 0;
    });
  }
}

/** Errors and warnings, in words that do not move with the text. */
function faultsOf({ diagnostics }: Analysis): string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ code, message, severity }) => `${severity} ${code} ${message.text} ${JSON.stringify(message.args)}`);
}

function edited(snapshot: Snapshot, { chunks }: Analysis, edits: readonly FixEdit[]): Snapshot {
  return {
    ...snapshot,
    chunks: snapshot.chunks.map(({ uri, text }) => {
      const units = chunks.get(uri)!.units;
      const own = edits.filter(({ chunk }) => chunk === uri).map((e) => ({ ...e, at: units[e.unitIdx]!.start }));
      own.sort((a, b) => b.at + b.from - (a.at + a.from));
      return { uri, text: own.reduce((now, e) => now.slice(0, e.at + e.from) + e.newText + now.slice(e.at + e.to), text) };
    }),
  };
}

/** What each name held last, as far as one may stand for another of the same. */
function namesOf({ bindings }: Analysis): Map<string, string> {
  const names = new Map<string, string>();
  for (const { name, value } of bindings) {
    const kind = kindOf(value);
    if (kind !== null) names.set(name, kind);
  }
  return names;
}

function kindOf(value: Value): string | null {
  if (value.kind === 'tensor') return value.shape === null ? null : value.isSymbolic ? 'symbolic' : 'array';
  return value.kind === 'int' || value.kind === 'tuple' ? value.kind : null;
}

/** Named tensors of known rank. */
function knownNames({ bindings }: Analysis): number {
  return bindings.filter(({ value }) => value.kind === 'tensor' && rankOf(value.shape) !== null).length;
}
