import { sameValue } from '../../values/join';
import type { State } from '../../values/state';
import type { Value } from '../../values/value';

/** What code read of a state that was there before it ran: while all of it is the same, so is what the code finds and does. */
export interface ReadLog {
  /** Objects with smaller ids were there before. */
  readonly below: number;
  readonly objects: Set<number>;
  /** Names, by the scope that was asked for them. */
  readonly names: Map<number, Set<string>>;
  /** True once something that was there before was changed. */
  hasWritten: boolean;
  /** True once something mattered that no state tells, as what other statements of the file bind. */
  hasLookedBeyond: boolean;
}

export function newReadLog(below: number): ReadLog {
  return { below, objects: new Set(), names: new Map(), hasWritten: false, hasLookedBeyond: false };
}

export function noteName(reads: ReadLog, scope: number, name: string): void {
  const names = reads.names.get(scope);
  if (names) names.add(name);
  else reads.names.set(scope, new Set([name]));
}

/** True when everything that was read is the same in another state. */
export function readsTheSame(reads: ReadLog, before: State, now: State): boolean {
  if (reads.hasLookedBeyond) return false;
  for (const id of reads.objects) if (before.get(id) !== now.get(id)) return false;
  for (const [id, names] of reads.names) {
    const [old, scope] = [before.get(id), now.get(id)];
    if (old === scope) continue;
    if (old?.kind !== 'scope' || scope?.kind !== 'scope' || old.isOpen !== scope.isOpen) return false;
    for (const name of names) if (!isAlike(old.vars.get(name), scope.vars.get(name))) return false;
  }
  return true;
}

/** The same for whoever reads it. Of what is neither plain nor a reference only one and the same value is. */
export function isAlike(a: Value | undefined, b: Value | undefined): boolean {
  if (a === b) return true;
  if (!a || !b || a.kind !== b.kind) return false;
  if (a.kind === 'tuple' && b.kind === 'tuple') return !a.names && !b.names && areAlike(a.items, b.items);
  if (a.kind === 'function' && b.kind === 'function') {
    const isSameCode = a.fn === b.fn && a.home.code === b.home.code && a.home.unitIdx === b.home.unitIdx && a.home.chunk === b.home.chunk;
    return isSameCode && a.scope === b.scope && a.owner === b.owner && a.self === b.self && areAlike(a.defaults ?? [], b.defaults ?? []);
  }
  return plain.has(a.kind) && sameValue(a, b);
}

const plain: ReadonlySet<Value['kind']> = new Set(['int', 'float', 'str', 'bool', 'none', 'library', 'ref']);

function areAlike(a: readonly (Value | null)[], b: readonly (Value | null)[]): boolean {
  return a.length === b.length && a.every((x, i) => isAlike(x ?? undefined, b[i] ?? undefined));
}
