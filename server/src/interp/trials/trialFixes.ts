import type { Diagnostic, Fix, FixEdit } from '../../diagnostics/diagnostic';
import type { Place } from '../../ir/place';
import { nodeIdOf, unitIdxOf } from '../../ir/place';
import type { State } from '../../values/state';
import type { Value } from '../../values/value';
import { rankOf } from '../../values/shape';
import { analyse, workOf } from '../document/analyse';
import type { Analysis, AnalysisOutcome, Snapshot } from '../document/analysis';
import { candidatesFor } from './candidates';
import { Statements } from './statements';

/** Changes that are tried for one error, for one that has a repair of its own, and for all errors of a document. */
const mostTrials = { error: 48, repaired: 12, document: 120 };

/** Characters read and steps taken in all trials of a document together: a large one has fewer of them. */
const mostWork = 800_000;

const found = new WeakMap<AnalysisOutcome, Map<Diagnostic, readonly Fix[]>>();

/**
 * The analysis with the repairs of its errors tried out. Those after which the program, analysed once more, lacks the error and has no
 * other instead come first, those after which the error is still there are left out. Where none holds, small changes are tried. Bounded
 * in trials; a document without errors costs nothing.
 */
export function withTrialFixes(outcome: AnalysisOutcome, isWanted: (d: Diagnostic) => boolean = () => true): Analysis {
  const { result } = outcome;
  if (result.language !== 'python') return result;
  const own = new Set(result.own);
  const open = result.diagnostics.filter((d) => d.severity === 'error' && own.has(d.place.chunk) && isWanted(d));
  if (!open.length) return result;
  const kept = found.get(outcome) ?? new Map<Diagnostic, readonly Fix[]>();
  found.set(outcome, kept);
  const trials = new Trials(outcome);
  for (const d of open) if (!kept.has(d)) kept.set(d, trials.fixesOf(d));
  // What cures all was perhaps found at a later one.
  for (const d of open) if (!kept.get(d)!.length) kept.set(d, trials.cures);
  return { ...result, diagnostics: result.diagnostics.map((d) => (kept.has(d) ? { ...d, fixes: kept.get(d)! } : d)) };
}

/**
 * What becomes of the program with a change. `cures`: no error is left. `repairs`: fewer faults, none of them new, and no less known than
 * before: a fault that is only out of sight is not repaired. `moves on`: this one is gone, and others show.
 */
type Verdict = 'cures' | 'repairs' | 'moves on' | 'fails';

class Trials {
  readonly #snapshot: Snapshot | null;
  readonly #statements: Statements | null;
  readonly #before: readonly string[];
  readonly #known: number;
  /** The changes that take every error away: what they repair is the cause of all. */
  readonly cures: Fix[] = [];
  #left: number;

  constructor(readonly outcome: AnalysisOutcome) {
    const work = workOf(outcome);
    const { own, chunks } = outcome.result;
    const lowered = own.flatMap((uri) => chunks.get(uri) ?? []);
    const parsed = own.flatMap((uri) => work?.parsed.get(uri) ?? []);
    const isWhole = work && lowered.length === own.length && parsed.length === own.length;
    this.#snapshot = work?.snapshot ?? null;
    const perTrial = lowered.reduce((sum, { text }) => sum + text.length, 0) + (work?.steps ?? 0);
    this.#left = Math.min(mostTrials.document, Math.floor(mostWork / Math.max(1, perTrial)));
    this.#statements = isWhole ? new Statements(lowered, parsed) : null;
    this.#before = faultsOf(outcome.result);
    this.#known = knownNames(outcome.result);
  }

  fixesOf(d: Diagnostic): readonly Fix[] {
    if (!this.#statements || !this.#snapshot) return d.fixes;
    const judged = d.fixes.map((fix) => ({ fix, verdict: this.#judge(fix.edits, d) }));
    const [cures, repairs, rest] = (['cures', 'repairs', 'moves on'] as const).map((wanted) =>
      judged.filter(({ verdict }) => verdict === wanted).map(({ fix }) => fix),
    ) as [Fix[], Fix[], Fix[]];
    this.cures.push(...cures.slice(0, 1));
    const own = [...cures, ...repairs, ...rest];
    if (cures.length) return own;
    // One change that cures all is the cause's; where each error has its own repair, few are looked for.
    const [known] = this.cures;
    if (known) return [known, ...own];
    const most = repairs.length ? mostTrials.repaired : mostTrials.error;
    let repair: Fix | null = null;
    for (const { title, edits } of candidatesFor(d, this.#statements, (place) => namesOf(this.outcome.result, place)).slice(
      0,
      Math.max(0, Math.min(most, this.#left)),
    )) {
      const verdict = this.#judge(edits, d);
      const fix = { title, isPreferred: false, edits };
      if (verdict === 'cures') {
        this.cures.push(fix);
        return [fix, ...own];
      }
      if (verdict === 'repairs') repair ??= fix;
    }
    return repair && !repairs.length ? [repair, ...rest] : own;
  }

  #judge(edits: readonly FixEdit[], d: Diagnostic): Verdict {
    this.#left--;
    const { result } = analyse(edited(this.#snapshot!, this.outcome.result, edits), this.outcome);
    if (result.own.some((uri) => result.chunks.get(uri)?.broken && !this.outcome.result.chunks.get(uri)?.broken)) return 'fails';
    const after = faultsOf(result);
    const { seen, known } = this.outcome.result.calls;
    const isHidden =
      knownNames(result) < this.#known || result.calls.known < known - 2 || result.calls.seen - result.calls.known > seen - known;
    const count = (faults: readonly string[], fault: string): number => faults.filter((one) => one === fault).length;
    const own = faultOf(d);
    const isGone = count(after, own) < count(this.#before, own);
    // In other words, but still there.
    if (!isGone || this.#isThere(d, result, edits)) return 'fails';
    if (!result.isComplete || isHidden) return 'moves on';
    if (!after.every((fault) => count(after, fault) <= count(this.#before, fault))) return 'moves on';
    return errorsOf(result) === 0 ? 'cures' : 'repairs';
  }

  /** Whether an error of the same kind stands in the same place after a change. */
  #isThere(d: Diagnostic, after: Analysis, edits: readonly FixEdit[]): boolean {
    const [{ chunk }, unitIdx] = [d.place, unitIdxOf(d.place)];
    // Where a statement comes or goes, units have other numbers.
    if (this.outcome.result.chunks.get(chunk)?.units.length !== after.chunks.get(chunk)?.units.length) return false;
    const start = startOf(this.outcome.result, d);
    if (start === undefined) return false;
    const before = edits.filter((edit) => edit.chunk === chunk && edit.unitIdx === unitIdx && edit.to <= start);
    const moved = before.reduce((sum, { from, to, newText }) => sum + newText.length - (to - from), start);
    return after.diagnostics.some(
      (other) =>
        other.code === d.code && other.place.chunk === chunk && unitIdxOf(other.place) === unitIdx && startOf(after, other) === moved,
    );
  }
}

/** Where an error begins in its unit. */
function startOf({ chunks }: Analysis, { place }: Diagnostic): number | undefined {
  return chunks.get(place.chunk)?.units[unitIdxOf(place)]?.code.spans[nodeIdOf(place)]?.[0];
}

function errorsOf({ diagnostics }: Analysis): number {
  return diagnostics.filter(({ severity }) => severity === 'error').length;
}

/** Errors and warnings, in words that do not move with the text. */
function faultsOf({ diagnostics }: Analysis): string[] {
  return diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning').map(faultOf);
}

function faultOf({ code, message, severity }: Diagnostic): string {
  return `${severity} ${code} ${message.text} ${JSON.stringify(message.args)}`;
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

/** What each name held last before a place, as far as one may stand for another of the same; else what it held first. */
function namesOf({ bindings, state, own }: Analysis, at: Place): Map<string, string> {
  const names = new Map<string, string>();
  const order = ({ chunk, node }: Place): number => own.indexOf(chunk) * 2 ** 40 + node;
  for (const { name, value, place } of bindings) {
    const kind = kindOf(value, state);
    if (kind !== null && (order(place) < order(at) || !names.has(name))) names.set(name, kind);
  }
  return names;
}

function kindOf(value: Value, state: State): string | null {
  const object = value.kind === 'ref' ? state.get(value.id) : undefined;
  if (object?.kind === 'object' && /^(tensorflow\.data|pandas)\./.test(object.cls)) return object.cls;
  if (value.kind === 'tensor')
    return value.shape === null ? null : value.isSymbolic ? 'symbolic' : value.framework === 'numpy' ? 'array' : 'tensor';
  return value.kind === 'int' || value.kind === 'tuple' ? value.kind : null;
}

/** Named tensors of known rank. */
function knownNames({ bindings }: Analysis): number {
  return bindings.filter(({ value }) => value.kind === 'tensor' && rankOf(value.shape) !== null).length;
}
