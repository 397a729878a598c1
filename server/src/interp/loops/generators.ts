import { joinStates, joinValues } from '../../values/join';
import type { State } from '../../values/state';
import type { Value } from '../../values/value';
import { tuple, unknown } from '../../values/value';
import { elementValue, iterateValue } from './iterate';
import type { Machine, Yields } from '../machine';

export function newYields(m: Machine): Yields {
  return { values: [], isExact: true, uncertain: m.uncertain, last: null };
}

/** `yield value`: whoever iterates gets it, and may never ask for another. */
export function yieldValue(m: Machine, value: Value): void {
  const { yields } = m.frame;
  if (!yields || m.isDead) return;
  yields.values.push(value);
  if (m.uncertain > yields.uncertain) yields.isExact = false;
  yields.last = m.state;
}

export function yieldFrom(m: Machine, source: Value): void {
  const { yields } = m.frame;
  if (!yields || m.isDead) return;
  const items = iterateValue(m, source);
  if (items) for (const item of items) yieldValue(m, item);
  else {
    yields.isExact = false;
    yieldValue(m, elementValue(m, source));
  }
}

/**
 * The iterator that calling a generator gives. Its body has been run to the end from the call on: nobody knows how much of it the
 * program will ask for, so what it changes may have happened or not.
 */
export function iteratorOf(m: Machine, yields: Yields, before: State | null, after: State | null): Value {
  const ended = joinStates(after, yields.last);
  m.state = joinStates(before, ended);
  const { values } = yields;
  if (yields.isExact) return m.alloc({ kind: 'iterator', source: tuple(values), position: 0 });
  const element = joinedLists(m, values) ?? (values.length ? values.reduce(joinValues) : unknown);
  const source = m.alloc({ kind: 'list', isSet: false, items: null, element });
  return m.alloc({ kind: 'iterator', source, position: 0 });
}

/** Of lists of the same length that are yielded in turn one with the items of all: they are objects of their own, and have no join. */
function joinedLists(m: Machine, values: readonly Value[]): Value | null {
  const lists = values.map((value) => (value.kind === 'ref' ? m.get(value.id) : undefined));
  const rows = lists.map((list) => (list?.kind === 'list' && !list.isSet ? list.items : null));
  const [first] = rows;
  if (!first || rows.some((row) => row?.length !== first.length)) return null;
  const items = first.map((_, i) => rows.map((row) => row![i]!).reduce(joinValues));
  return m.alloc({ kind: 'list', isSet: false, items, element: unknown });
}
