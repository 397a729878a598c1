import type { LoweredChunk } from '../../ir/ir';
import { PersistentMap } from '../../values/persistentMap';
import { State } from '../../values/state';
import type { HeapObject, ScopeObject } from '../../values/value';
import type { InputSite, Machine, UnitLog } from '../machine';
import type { ReadLog } from './readLog';
import { isAlike, readsTheSame } from './readLog';

/** The machine after one unit. */
export interface Checkpoint {
  readonly chunk: string;
  readonly unitIdx: number;
  readonly code: LoweredChunk['units'][number]['code'];
  readonly state: State;
  readonly scope: number;
  readonly nextId: number;
  readonly steps: number;
  readonly modules: PersistentMap<string, number>;
  readonly inputSites: PersistentMap<number, InputSite>;
  readonly symbols: PersistentMap<string, number>;
  readonly facts: PersistentMap<string, string>;
  readonly log: UnitLog;
  /** What the unit read of what was there before it. */
  readonly reads: ReadLog;
}

/** Ids of objects begin anew at each unit, so that one more object in one of them does not change those of all that follow. */
const idsPerUnit = 2 ** 14;

export function firstId(m: Machine, at: number): number {
  return Math.max(m.nextId, (at + 1) * idsPerUnit);
}

/**
 * What a unit would do in the state at hand if it read and changes nothing there that is not as it was before it in the earlier
 * analysis: the same changes, without running it. Null when that cannot be told, or when it is not so.
 */
export function carryOver(m: Machine, before: Checkpoint, old: Checkpoint): Checkpoint | null {
  const now = m.state;
  if (!now || m.nextId !== old.reads.below) return null;
  const steps = m.steps + old.steps - before.steps;
  if (steps > m.program.stepBudget) return null;
  if (before.modules !== m.modules || before.facts !== m.facts || !isSameMap(before.symbols, m.symbols)) return null;
  // A fix may edit where an input was declared.
  if (old.log.diagnostics.length && !isSameMap(before.inputSites, m.inputSites)) return null;
  if (!readsTheSame(old.reads, before.state, now)) return null;
  const heap = changedAlike(before.state, old.state, now);
  if (!heap) return null;
  let { inputSites } = m;
  PersistentMap.differences(before.inputSites, old.inputSites, (id, _, site) => site && (inputSites = inputSites.set(id, site)));
  const { modules, symbols, facts, nextId } = old;
  const state = new State(heap);
  Object.assign(m, { state, nextId, steps, modules, inputSites, symbols, facts });
  return { ...old, state, steps, inputSites };
}

function isSameMap<K extends string | number, V>(a: PersistentMap<K, V>, b: PersistentMap<K, V>): boolean {
  let isSame = true;
  if (a !== b) PersistentMap.differences(a, b, () => (isSame = false));
  return isSame;
}

/** The changes from one state to the next made in another, null where that has something else in their place. */
function changedAlike(before: State, after: State, now: State): State['heap'] | null {
  let heap: State['heap'] | null = now.heap;
  PersistentMap.differences(before.heap, after.heap, (id, old, changed) => {
    if (!heap) return;
    const here = now.get(id);
    if (!changed) heap = heap.delete(id);
    else if (here === old) heap = heap.set(id, changed);
    else {
      const scope = changedScope(old, changed, here);
      heap = scope && heap.set(id, scope);
    }
  });
  return heap;
}

/** A module's scope differs from statement to statement: only the names that were bound count. */
function changedScope(old: HeapObject | undefined, changed: HeapObject, here: HeapObject | undefined): ScopeObject | null {
  if (old?.kind !== 'scope' || changed.kind !== 'scope' || here?.kind !== 'scope') return null;
  if (old.isOpen !== here.isOpen) return null;
  let vars: ScopeObject['vars'] | null = here.vars;
  PersistentMap.differences(old.vars, changed.vars, (name, was, is) => {
    // What a name was may have been joined with what it became.
    if (vars && isAlike(was, here.vars.get(name))) vars = is ? vars.set(name, is) : vars.delete(name);
    else vars = null;
  });
  return vars && { ...changed, vars };
}
