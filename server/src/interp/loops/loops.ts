import type { Dim } from '../../values/dim';
import { addDims, isKnown, isLiteral, mulDims, subDims, symbol, unknownDim } from '../../values/dim';
import { isSteady } from '../../values/isSteady';
import { itemCount, joinStates } from '../../values/join';
import { PersistentMap } from '../../values/persistentMap';
import { State } from '../../values/state';
import type { HeapObject } from '../../values/value';
import { unknown } from '../../values/value';
import { maxUnrolled } from './iterate';
import type { LoopFrame, Machine } from '../machine';

export interface Loop {
  readonly label: string | null;
  /** The variables that are bound anew each turn. */
  readonly names?: ReadonlySet<string>;
  /** Number of turns when it is known beforehand. */
  readonly turns: number | null;
  /** How many turns there are where nothing leaves the loop, for what is counted and not gone through one by one. */
  count(): Dim;
  /** Binds the loop's variable for a turn. */
  enter(turn: number): void;
  /** Whether another turn follows; null when it may. */
  test(turn: number): boolean | null;
  body(): void;
  after(): void;
  /** Runs where the loop ended of itself. */
  atEnd(): void;
}

/** Steps that a loop may take with all that is called inside it, before no loop in it is unrolled any more. */
const unrolledSteps = 20_000;
const maxTurnsWithoutEnd = 256;
const maxTurnsAfterBreak = 32;
/** A generator that has yielded so often says nothing new. */
const maxYields = 48;

/** After so many rounds what still changes is given up as unknown. */
const roundsBeforeWidening = 3;

/** Unrolls while it is known that another turn follows, then goes on to a fixpoint. */
export function runLoop(m: Machine, loop: Loop): void {
  const isOutermost = m.unrolledUntil === null;
  m.unrolledUntil ??= m.steps + unrolledSteps;
  try {
    runTurns(m, loop);
  } finally {
    if (isOutermost) m.unrolledUntil = null;
  }
}

function runTurns(m: Machine, loop: Loop): void {
  const frame: LoopFrame = { label: loop.label, isLoop: true, breaks: null, continues: null, ...(loop.names && { names: loop.names }) };
  m.frame.loops.push(frame);
  let turn = 0;
  let left: State | null = null;
  const oneTurn = (): void => {
    loop.enter(turn);
    loop.body();
    m.state = joinStates(m.state, frame.continues);
    frame.continues = null;
    if (m.state) loop.after();
    turn++;
  };
  for (;;) {
    if (m.isDead) break;
    if (loop.turns !== null && turn >= loop.turns) break;
    const goesOn = turn < maxUnrolled ? loop.test(turn) : null;
    const isFirst = turn === 0;
    if (goesOn === false) break;
    // A loop without a known end, or one that may have been left, says nothing new by its hundredth turn.
    const isGiving = (m.frame.yields?.values.length ?? 0) > maxYields;
    const limit = isGiving ? 0 : frame.breaks ? maxTurnsAfterBreak : loop.turns === null ? maxTurnsWithoutEnd : maxUnrolled;
    if (goesOn === true && turn < limit && m.steps < m.unrolledUntil!) {
      oneTurn();
      continue;
    }
    const before = m.state;
    const steady = fixpoint(m, loop, oneTurn);
    const isWhole = !m.frame.yields && !frame.breaks && m.frame.semantics.language === 'python';
    left = joinStates(
      left,
      before && steady && isWhole && isFirst && goesOn === null ? countLists(m, loop, before, steady, oneTurn) : steady,
    );
    m.state = null;
    break;
  }
  m.frame.loops.pop();
  m.state = joinStates(left, m.state);
  if (m.state) loop.atEnd();
  if (m.frame.yields && frame.breaks && m.state) m.frame.yields.isExact = false;
  m.state = joinStates(m.state, frame.breaks);
}

/** The state in which the loop may be left: joined over any number of turns. */
function fixpoint(m: Machine, loop: Loop, oneTurn: () => void): State | null {
  m.uncertain++;
  try {
    return untilSteady(m, loop, oneTurn);
  } finally {
    m.uncertain--;
    if (m.frame.yields) m.frame.yields.isExact = false;
  }
}

function untilSteady(m: Machine, loop: Loop, oneTurn: () => void): State | null {
  let head = m.state;
  for (let round = 0; ; round++) {
    m.state = head;
    oneTurn();
    const next = joinStates(head, m.state);
    if (!next || !head || isSteady(head, next)) {
      // The test may bind names; its last evaluation stands for the one that ended the loop.
      m.state = next;
      // A loop that nothing ends is never left here: a generator's, mostly.
      if (loop.turns === null && head && loop.test(1) === true && m.frame.yields) return null;
      return m.state;
    }
    if (round > 2 * roundsBeforeWidening) return head;
    head = round >= roundsBeforeWidening ? widen(head, next) : next;
  }
}

/**
 * Lists that each turn makes longer by as many items, in a loop that only ends of itself: how many they have after all turns. Two that
 * grow side by side have as many, however many turns there are.
 */
function countLists(m: Machine, loop: Loop, before: State, steady: State, oneTurn: () => void): State {
  const grown: { readonly id: number; readonly from: Dim; readonly start: Dim }[] = [];
  let heap = steady.heap;
  PersistentMap.differences(before.heap, steady.heap, (id, was, now) => {
    if (was?.kind !== 'list' || now?.kind !== 'list' || now.isSet || now.items || !isKnown(itemCount(was))) return;
    const start = symbol(`items of ${id}`);
    grown.push({ id, from: itemCount(was), start });
    heap = heap.set(id, { ...now, count: start });
  });
  if (!grown.length) return steady;
  const nReturns = m.frame.returns.length;
  const { value: more } = m.probe(() => {
    m.uncertain++;
    m.state = new State(heap);
    oneTurn();
    m.uncertain--;
    return grown.map(({ id, start }) => {
      const list = m.state?.get(id);
      const by = list?.kind === 'list' ? subDims(itemCount(list), start) : unknownDim;
      return isLiteral(by) ? by : null;
    });
  });
  m.frame.returns.length = nReturns;
  if (more.every((by) => by === null)) return steady;
  const count = loop.count();
  const turns = isKnown(count) ? count : symbol(m.nextName('n'));
  let counted = steady.heap;
  grown.forEach(({ id, from }, i) => {
    const list = counted.get(id);
    const by = more[i]!;
    if (by !== null && list?.kind === 'list') counted = counted.set(id, { ...list, count: addDims(from, mulDims(turns, by)) });
  });
  return new State(counted);
}

/** What differs from round to round becomes unknown. */
function widen(before: State, after: State): State {
  let { heap } = after;
  PersistentMap.differences(before.heap, after.heap, (id, inBefore, inAfter) => {
    if (inBefore && inAfter) heap = heap.set(id, widenObject(inBefore, inAfter));
  });
  return new State(heap);
}

function widenObject(before: HeapObject, after: HeapObject): HeapObject {
  if (before.kind === 'scope' && after.kind === 'scope') {
    let { vars } = after;
    PersistentMap.differences(before.vars, after.vars, (name) => (vars = vars.set(name, unknown)));
    return { ...after, vars };
  }
  if (after.kind === 'instance' && before.kind === 'instance') {
    let { attrs } = after;
    PersistentMap.differences(before.attrs, after.attrs, (name) => (attrs = attrs.set(name, unknown)));
    return { ...after, attrs };
  }
  if (after.kind === 'list') return { ...after, items: null, element: unknown, count: unknownDim };
  if (after.kind === 'dict') return { ...after, entries: PersistentMap.empty(), isOpen: true };
  return after;
}
