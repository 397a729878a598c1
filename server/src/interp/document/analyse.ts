import { sameVersions } from '../../../../extension/protocol/versions';
import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Language, LoweredChunk } from '../../ir/ir';
import { lowerChunk } from '../../ir/lowerChunk';
import type { ParsedChunk } from '../../syntax/parsedChunk';
import { parseChunk } from '../../syntax/parseChunk';
import { State } from '../../values/state';
import type { Analysis, AnalysisOutcome, Binding, LayerCall, ModelRecord, Snapshot } from './analysis';
import type { Checkpoint } from './checkpoint';
import { carryOver, firstId } from './checkpoint';
import { findEntries } from './entries';
import type { UnitLog } from '../machine';
import { BudgetExceeded, emptyLog, Machine, semanticsOf } from '../machine';
import { NodeValues } from './nodeValues';
import { newModuleScope, runUnit } from './program';
import { newReadLog } from './readLog';
import { modelRecords } from './records';
import type { UncalledRun } from './uncalled';
import { runUncalled } from './uncalled';
import { unusedBranches } from './unusedBranches';
import { settleUndefinedNames } from '../names/undefinedNames';

/** Everything that a later analysis of the same document can take over. */
interface Kept {
  readonly snapshot: Snapshot;
  readonly parsed: ReadonlyMap<string, ParsedChunk>;
  readonly lowered: ReadonlyMap<string, LoweredChunk>;
  readonly checkpoints: readonly Checkpoint[];
  readonly uncalled: readonly UncalledRun[];
  /** Steps that the program took. */
  readonly steps: number;
}

const kept = new WeakMap<AnalysisOutcome, Kept>();

/** What an outcome was made from; undefined for a document that was not run. */
export function workOf(outcome: AnalysisOutcome): Pick<Kept, 'snapshot' | 'parsed' | 'steps'> | undefined {
  return kept.get(outcome);
}

/**
 * Analyses a document. With the outcome of an earlier analysis of it, only what changed and what depends on that is run again;
 * the result is the same.
 */
export function analyse(snapshot: Snapshot, previous?: AnalysisOutcome): AnalysisOutcome {
  const before = previous ? kept.get(previous) : undefined;
  const parsed = new Map<string, ParsedChunk>();
  const lowered = new Map<string, LoweredChunk>();
  const lower = (uri: string, language: Language, text: string): LoweredChunk => {
    const done = lowered.get(uri);
    if (done && done.text === text) return done;
    const oldParsed = before?.parsed.get(uri);
    const oldLowered = before?.lowered.get(uri);
    const same = oldLowered?.text === text && oldLowered.language === language;
    const tree = same && oldParsed ? oldParsed : parseChunk(uri, language, text, oldParsed);
    const chunk = same ? oldLowered : lowerChunk(tree, oldLowered);
    parsed.set(uri, tree);
    lowered.set(uri, chunk);
    return chunk;
  };
  const own = snapshot.chunks.map(({ uri, text }) => lower(uri, snapshot.language, text));
  const m = new Machine({
    own: new Set(snapshot.chunks.map((c) => c.uri)),
    roots: snapshot.roots,
    stepBudget: snapshot.settings.stepBudget,
    undefinedNames: snapshot.settings.undefinedNames !== false,
    versions: snapshot.settings.versions ?? {},
    readFile: (uri) => snapshot.files.get(uri),
    ownChunk: (uri) => own.find((chunk) => chunk.uri === uri),
    lower: (uri, text) => lower(uri, languageOf(uri, snapshot.language), text),
  });
  const holds = before !== undefined && isComparable(before.snapshot, snapshot);
  const run = new Run(m, own, holds ? before.checkpoints : [], holds ? before.uncalled : [], snapshot.settings.asksAgain === true);
  run.all();
  const outcome = outcomeOf(snapshot, own, lowered, run);
  kept.set(outcome, { snapshot, parsed, lowered, checkpoints: run.checkpoints, uncalled: run.uncalled, steps: m.steps });
  return outcome;
}

/** Checkpoints hold while the settings and every file outside the document are the same. A file not looked for yet was taken for none. */
function isComparable(a: Snapshot, b: Snapshot): boolean {
  return (
    a.language === b.language &&
    a.settings.stepBudget === b.settings.stepBudget &&
    a.settings.undefinedNames === b.settings.undefinedNames &&
    sameVersions(a.settings.versions ?? {}, b.settings.versions ?? {}) &&
    a.roots.length === b.roots.length &&
    a.roots.every((root, i) => root === b.roots[i]) &&
    a.chunks.length === b.chunks.length &&
    a.chunks.every((c, i) => c.uri === b.chunks[i]!.uri) &&
    [...a.files.keys()].every((uri) => b.files.has(uri)) &&
    [...b.files].every(([uri, text]) => (a.files.get(uri) ?? null) === text)
  );
}

function languageOf(uri: string, fallback: Language): Language {
  if (/\.pyw?$/.test(uri)) return 'python';
  if (/\.[cm]?tsx?$/.test(uri)) return 'typescript';
  return /\.[cm]?jsx?$/.test(uri) ? 'javascript' : fallback;
}

/** One pass over the document, from the last checkpoint that still holds. */
class Run {
  readonly checkpoints: Checkpoint[] = [];
  isComplete = true;
  isPreliminary = false;
  /** The budget ended the program in the middle of a statement, whose log is not kept. */
  wasCut = false;
  /** What came out of the functions that nobody calls. */
  uncalled: readonly UncalledRun[] = [];
  finalState: State = State.empty;

  constructor(
    readonly m: Machine,
    readonly chunks: readonly LoweredChunk[],
    readonly earlier: readonly Checkpoint[],
    readonly earlierUncalled: readonly UncalledRun[],
    readonly asksAgain: boolean,
  ) {}

  all(): void {
    const { m } = this;
    const work = this.chunks.flatMap((chunk) => chunk.order.map((unitIdx) => ({ chunk, unitIdx })));
    let scope = -1;
    let at = 0;
    for (; at < work.length; at++) {
      const old = this.earlier[at];
      const { chunk, unitIdx } = work[at]!;
      if (!old || !isOf(old, chunk, unitIdx) || old.reads.hasLookedBeyond) break;
      this.checkpoints.push(old);
    }
    const last = this.checkpoints.at(-1);
    if (last) {
      const { state, nextId, steps, modules, inputSites, symbols, facts } = last;
      Object.assign(m, { state, nextId, steps, modules, inputSites, symbols, facts });
      scope = last.scope;
    } else if (this.chunks[0]) {
      // The cells of a notebook share one module.
      scope = newModuleScope(m, this.chunks[0], true);
    }
    try {
      for (; at < work.length; at++) {
        const { chunk, unitIdx } = work[at]!;
        m.nextId = firstId(m, at);
        const [before, old] = [this.earlier[at - 1], this.earlier[at]];
        const isSame = before && old && old.scope === scope && isOf(old, chunk, unitIdx);
        this.checkpoints.push((isSame && carryOver(m, before, old)) || this.#run(chunk, unitIdx, scope));
      }
      this.finalState = m.state ?? State.empty;
      const logs = this.checkpoints.map((c) => c.log);
      const isMissing = (uri: string): boolean => m.program.readFile(uri) === undefined;
      this.isPreliminary = this.asksAgain && logs.some(({ missing }) => [...missing].some(isMissing));
      if (this.isPreliminary) return;
      this.uncalled = runUncalled(
        m,
        logs,
        { state: this.finalState, module: scope, semantics: semanticsOf(this.chunks[0]!.language) },
        this.earlierUncalled,
      );
      this.isComplete = this.uncalled.every((run) => run.isComplete);
    } catch (error) {
      if (!(error instanceof BudgetExceeded)) throw error;
      this.isComplete = false;
      this.wasCut = true;
      this.finalState = m.state ?? this.checkpoints.at(-1)?.state ?? State.empty;
    } finally {
      m.reads = null;
    }
  }

  #run(chunk: LoweredChunk, unitIdx: number, scope: number): Checkpoint {
    const { m } = this;
    const before = m.state ?? State.empty;
    const reads = newReadLog(m.nextId);
    m.log = emptyLog();
    m.reads = reads;
    runUnit(m, chunk, unitIdx, scope);
    m.reads = null;
    // After `sys.exit()` or an uncaught raise the rest is still looked at, from the last state there was.
    m.state ??= before;
    const { state, nextId, steps, modules, inputSites, symbols, facts, log } = m;
    const { code } = chunk.units[unitIdx]!;
    return { chunk: chunk.uri, unitIdx, code, state, scope, nextId, steps, modules, inputSites, symbols, facts, log, reads };
  }
}

function isOf(checkpoint: Checkpoint, chunk: LoweredChunk, unitIdx: number): boolean {
  return checkpoint.chunk === chunk.uri && checkpoint.unitIdx === unitIdx && checkpoint.code === chunk.units[unitIdx]!.code;
}

function outcomeOf(
  snapshot: Snapshot,
  own: readonly LoweredChunk[],
  lowered: ReadonlyMap<string, LoweredChunk>,
  run: Run,
): AnalysisOutcome {
  const main = run.checkpoints.map((c) => c.log);
  const logs = [...main, ...(run.wasCut ? [run.m.log] : []), ...run.uncalled.map((u) => u.log)];
  const values = new NodeValues(logs.map((log) => log.values));
  const diagnostics: Diagnostic[] = [];
  const layerCalls: LayerCall[] = [];
  const bindings: Binding[] = [];
  for (const log of logs) {
    for (const d of log.diagnostics)
      if (!diagnostics.some((x) => x.code === d.code && x.place.node === d.place.node && x.place.chunk === d.place.chunk))
        diagnostics.push(d);
    layerCalls.push(...log.layerCalls);
    bindings.push(...log.bindings);
  }
  const fits = logs.flatMap((log) => log.fits);
  const modelIds = logs.flatMap((log) => log.models);
  const program = modelRecords(run.finalState, modelIds, bindings);
  const sum = (count: (log: UnitLog) => number): number => logs.reduce((total, log) => total + count(log), 0);
  const result: Analysis = {
    chunks: lowered,
    own: snapshot.chunks.map((c) => c.uri),
    language: snapshot.language,
    diagnostics: settleUndefinedNames([...diagnostics, ...unusedBranches(run.finalState, modelIds, layerCalls, own, diagnostics)], own),
    layerCalls,
    bindings,
    models: renumber([...program.models, ...run.uncalled.flatMap((u) => u.records.models)]),
    replacedModels: [...program.replaced, ...run.uncalled.flatMap((u) => u.records.replaced)],
    fits,
    entries: findEntries({
      chunks: own,
      fits,
      valueAt: (place) => values.at(place),
    }),
    values,
    state: run.finalState,
    usesLibrary: logs.some((log) => log.usesLibrary),
    isComplete: run.isComplete,
    calls: { seen: sum((log) => log.callsSeen), known: sum((log) => log.callsKnown) },
  };
  return {
    result,
    dependencies: [...new Set(logs.flatMap((log) => [...log.dependencies]))],
    missing: [...new Set(logs.flatMap((log) => [...log.missing]))],
    isPreliminary: run.isPreliminary,
  };
}

function renumber(records: readonly ModelRecord[]): ModelRecord[] {
  const seen = new Map<string, number>();
  return records.map((record) => {
    const base = record.name.replace(/#\d+$/, '');
    const n = (seen.get(base) ?? 0) + 1;
    seen.set(base, n);
    return { ...record, name: n === 1 ? base : `${base}#${n}` };
  });
}
