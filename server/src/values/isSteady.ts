import { PersistentMap } from './persistentMap';
import type { State } from './state';

/** Parts of parts below this depth are taken as different. */
const maxDepth = 8;

/**
 * True when all that there was is known to be as it was. What was made since is out of reach: whatever there was would differ if it led
 * there. Two unknown numbers are the same here, though they need not be equal: nothing more will be known of either.
 */
export function isSteady(before: State, after: State): boolean {
  let isSame = true;
  PersistentMap.differences(before.heap, after.heap, (_, was, is) => {
    if (was) isSame &&= is !== undefined && knowsTheSame(was, is, 0);
  });
  return isSame;
}

function knowsTheSame(a: unknown, b: unknown, depth: number): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > maxDepth) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, i) => knowsTheSame(item, b[i], depth + 1));
  }
  if (a instanceof PersistentMap && b instanceof PersistentMap) return haveTheSame(a as Members, b as Members, depth);
  // What is no plain record (the code of a function, a map of another kind) is the same when it is the very one.
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  for (const key of keys) if (!(identities.has(key) ? a[key] === b[key] : knowsTheSame(a[key], b[key], depth + 1))) return false;
  return true;
}

type Members = PersistentMap<string, unknown>;

function haveTheSame(a: Members, b: Members, depth: number): boolean {
  let isSame = a.size === b.size;
  if (isSame) PersistentMap.differences(a, b, (_, x, y) => (isSame &&= knowsTheSame(x, y, depth + 1)));
  return isSame;
}

/** Members that stand for one thing of the program: looking into them would walk the whole of it. */
const identities: ReadonlySet<string> = new Set(['producer', 'fn', 'home', 'code']);

function isRecord(value: object): value is Readonly<Record<string, unknown>> {
  return Object.getPrototypeOf(value) === Object.prototype;
}
