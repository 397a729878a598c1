import type { VisibleGraph } from '../visibleGraph';

export type Move = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';
export type KeyResult = { select: string } | { fold: string; isFolded: boolean } | null;

/**
 * Where an arrow key goes in the graph: up and down along the edges, right into a group or to the next branch, left out of a group. `null`
 * where there is nothing further.
 */
export function moveIn(graph: VisibleGraph, selected: string | null, move: Move): KeyResult {
  const items = graph.items.filter((item) => item.kind !== 'output');
  const ends = { first: items[0], last: items.at(-1) };
  if (move === 'first' || move === 'last' || selected === null) {
    const key = move === 'last' ? ends.last?.key : ends.first?.key;
    return key === undefined ? null : { select: key };
  }
  const openId = graph.groups.find((group) => `g:${group.id}` === selected)?.id;
  if (openId !== undefined) return moveFromHeader(graph, openId, move);
  const item = graph.byKey.get(selected);
  if (!item) return null;
  switch (move) {
    case 'down':
      return target(graph.edges.find((edge) => edge.from === selected && graph.byKey.get(edge.to)?.kind !== 'output')?.to);
    case 'up':
      return target(graph.edges.find((edge) => edge.to === selected)?.from);
    case 'right':
      return item.kind === 'group' ? { fold: item.id, isFolded: false } : target(sibling(graph, selected, 1));
    case 'left': {
      const previous = sibling(graph, selected, -1);
      return target(previous ?? (item.parent === null ? undefined : `g:${item.parent}`));
    }
  }
}

function moveFromHeader(graph: VisibleGraph, id: string, move: Move): KeyResult {
  const inside = (key: string): boolean => {
    for (let at = graph.byKey.get(key)?.parent ?? null; at !== null; at = graph.groups.find((group) => group.id === at)?.parent ?? null) {
      if (at === id) return true;
    }
    return false;
  };
  switch (move) {
    case 'left':
      return { fold: id, isFolded: true };
    case 'up':
      return target(graph.edges.find((edge) => inside(edge.to) && !inside(edge.from))?.from);
    default:
      return target(graph.items.find((item) => inside(item.key))?.key);
  }
}

/** The branch beside: the next or previous item that is fed by the same item. */
function sibling(graph: VisibleGraph, key: string, step: 1 | -1): string | undefined {
  const source = graph.edges.find((edge) => edge.to === key)?.from;
  if (source === undefined) return undefined;
  const beside = graph.edges.filter((edge) => edge.from === source && graph.byKey.get(edge.to)?.kind !== 'output').map((edge) => edge.to);
  return beside[beside.indexOf(key) + step];
}

function target(key: string | undefined): KeyResult {
  return key === undefined ? null : { select: key };
}
