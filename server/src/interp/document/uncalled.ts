import type { FunctionCode } from '../../ir/ir';
import { State } from '../../values/state';
import { PersistentMap } from '../../values/persistentMap';
import type { FunctionValue, HeapObject, Value } from '../../values/value';
import { ref, unknown } from '../../values/value';
import { memberKinds } from '../attributes';
import { findMember, instantiate } from '../classes';
import { attachBase, isLayerClass } from '../containers/subclass';
import { callFunction, callUncalled } from '../functions';
import { nodeSite } from '../libraryMembers';
import type { UnitLog } from '../machine';
import { BudgetExceeded, emptyLog, type Machine } from '../machine';
import type { ModelRecords } from './records';
import type { ReadLog } from './readLog';
import { newReadLog, readsTheSame } from './readLog';
import { modelRecords } from './records';
import type { Semantics } from '../semantics/semantics';

/** One function that nobody calls, run at the program's end with its defaults; taken over while what it read is the same. */
export interface UncalledRun {
  readonly fn: FunctionCode;
  readonly chunk: string;
  readonly unitIdx: number;
  readonly scope: number;
  readonly log: UnitLog;
  readonly records: ModelRecords;
  readonly steps: number;
  readonly isComplete: boolean;
  readonly reads: ReadLog;
  /** The program's end, as it was read. */
  readonly state: State;
  /** `Machine.facts` as text. */
  readonly facts: string;
  /** What it made, where functions in it see that. */
  readonly made: Made;
}

type Made = readonly (readonly [id: number, object: HeapObject])[];

/** A function that may have to be run, where what it sees besides the program's end comes from, and whether that is as it was. */
interface Waiting {
  readonly f: FunctionValue;
  readonly made: Made;
  readonly isSame: boolean;
}

export interface ProgramEnd {
  readonly state: State;
  /** Scope of the document's module. */
  readonly module: number;
  readonly semantics: Semantics;
}

/** Each function gets this share of the budget, so that one of them cannot use up all; together they get as much as the program. */
const share = 8;
/** Object ids of one function's run do not meet those of another. */
const idsPerRun = 2 ** 20;

export function runUncalled(m: Machine, logs: readonly UnitLog[], end: ProgramEnd, earlier: readonly UncalledRun[]): UncalledRun[] {
  const done = new Set(logs.flatMap((log) => [...log.called]));
  // What is found inside another file that nobody of the document calls has no place to stand on: that file tells of itself.
  const isOwn = (f: FunctionValue): boolean => m.program.own.has(f.home.chunk);
  // Mostly the last ones call the others, which then need no run of their own.
  const created = logs.flatMap((log) => log.created.filter(isOwn)).reverse();
  const waiting = created.map((f): Waiting => ({ f, made: [], isSame: true }));
  const runs: UncalledRun[] = [];
  const below = m.nextId;
  const { symbols } = m;
  const last = m.steps + m.program.stepBudget;
  const byCode = new Map(earlier.map((run) => [run.fn, run]));
  const facts = [...m.facts.entries()].join();
  for (let i = 0; i < waiting.length; i++) {
    const { f, made, isSame } = waiting[i]!;
    if (done.has(f.fn)) continue;
    done.add(f.fn);
    m.nextId = below + (runs.length + 1) * idsPerRun;
    m.symbols = symbols;
    const old = isSame ? byCode.get(f.fn) : undefined;
    const run = old && old.facts === facts && holds(old, f, end.state, m) ? old : runOne(m, { f, made, end, below, last, facts });
    if (run === old) m.steps += old.steps;
    runs.push(run);
    for (const called of run.log.called) done.add(called);
    waiting.push(...run.log.created.filter(isOwn).map((inner) => ({ f: inner, made: run.made, isSame: run === old })));
  }
  m.state = end.state;
  m.nextId = below;
  return runs;
}

interface OneRun {
  readonly f: FunctionValue;
  readonly made: Made;
  readonly end: ProgramEnd;
  readonly below: number;
  readonly last: number;
  readonly facts: string;
}

function runOne(m: Machine, { f, made, end, below, last, facts }: OneRun): UncalledRun {
  const reads = newReadLog(below);
  const stepsBefore = m.steps;
  let isComplete = true;
  m.log = emptyLog();
  m.state = withMade(end.state, made);
  m.reads = reads;
  m.isUncalled = true;
  m.uncalledFrom = m.nextId;
  m.pushFrame({
    home: f.home,
    semantics: end.semantics,
    scope: f.scope,
    fn: null,
    self: null,
    owner: null,
    module: end.module,
    callPlace: null,
  });
  if (f.isOfOtherVersion) m.ofOtherVersions++;
  try {
    m.withBudget(Math.min(last, stepsBefore + Math.floor(m.program.stepBudget / share)), () => callUncalled(m, f, selfOf(m, f)));
  } catch (error) {
    if (!(error instanceof BudgetExceeded)) throw error;
    isComplete = false;
  }
  m.resetFrames();
  m.reads = null;
  m.isUncalled = false;
  // A method that nobody calls has an instance of which nothing is known; whoever calls a function may give it other arguments.
  const isAssumed = f.fn.params.length > 0;
  const records = m.state ? modelRecords(m.state, m.log.models, m.log.bindings, isAssumed) : { models: [], replaced: [] };
  const { chunk, unitIdx } = f.home;
  return {
    fn: f.fn,
    chunk,
    unitIdx,
    scope: f.scope,
    log: m.log,
    records,
    steps: m.steps - stepsBefore,
    isComplete,
    reads,
    state: end.state,
    facts,
    made: m.log.created.length > 0 ? madeSince(end.state, m.state) : [],
  };
}

function withMade(state: State, made: Made): State {
  let { heap } = state;
  for (const [id, object] of made) heap = heap.set(id, object);
  return new State(heap);
}

/** A path that ends in a raise leaves nothing. */
function madeSince(before: State, after: State | null): Made {
  const made: [number, HeapObject][] = [];
  if (after)
    PersistentMap.differences(before.heap, after.heap, (id, was, is) => {
      if (!was && is) made.push([id, is]);
    });
  return made;
}

/** True when the function stands where it stood and everything that it read is as it was. */
function holds(old: UncalledRun, f: FunctionValue, state: State, m: Machine): boolean {
  if (!old.isComplete || old.reads.hasWritten || old.chunk !== f.home.chunk || old.unitIdx !== f.home.unitIdx || old.scope !== f.scope)
    return false;
  // Near the end of the budget a run from the start might be cut where the old one was not.
  if (m.steps + old.steps > m.program.stepBudget) return false;
  return readsTheSame(old.reads, old.state, state);
}

/** Methods that depend on what the constructor made. */
const shaping = new Set(['__init__', 'build', 'call', 'forward']);

/**
 * A method that nobody calls runs on an instance of which nothing is known; that of a layer or model on one that is made with the
 * defaults of its constructor, so that the layers in it are known.
 */
function selfOf(m: Machine, f: FunctionValue): Value | null {
  if (f.owner === null) return f.self;
  const cls = ref(f.owner);
  const isShaping = f.fn.name !== null && shaping.has(f.fn.name);
  if (!isShaping || m.frame.semantics.language !== 'python' || memberKinds.has(f.fn) || !isLayerClass(m, cls)) return unknown;
  const site = nodeSite(m);
  const nothingGiven = { positional: [], keyword: new Map(), isComplete: false, place: null };
  m.muted++;
  let instance: Value;
  if (f.fn.name === '__init__') {
    const bare = m.alloc({ kind: 'instance', cls, attrs: PersistentMap.empty(), isOpen: true });
    attachBase(m, bare, cls, site);
    instance = bare;
  } else {
    instance = instantiate(m, cls, nothingGiven, site);
    const build = f.fn.name === 'build' ? undefined : findMember(m, cls, 'build');
    if (build?.kind === 'function') callFunction(m, build, nothingGiven, instance);
  }
  m.muted--;
  // What making it found belongs to the runs of the constructor and of `build`.
  m.log = emptyLog();
  return instance;
}
