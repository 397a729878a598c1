import type { LayoutInput, LayoutItem, LayoutResult, Point, Rect } from './layoutEngine';
import { boundsOf, spacing } from './layoutEngine';

/**
 * Places straight chains without an engine, so that the first paint of a sequential model never waits: one column a chain, from top to
 * bottom, with boxes around the groups whose items follow each other. Answers `null` when the graph branches, or when a group's items do
 * not stand in one piece of one chain. Linear in the size of the graph, and without recursion.
 */
export function chainLayout(input: LayoutInput): LayoutResult | null {
  const chains = findChains(input);
  if (!chains) return null;
  const parents = new Map(input.groups.map((group) => [group.key, group.parent]));
  const items = new Map<string, Rect>();
  const groups = new Map<string, Rect>();
  const closed = new Set<string>();
  let left = 0;
  for (const chain of chains) {
    const depth = chain.reduce((deepest, item) => Math.max(deepest, pathOf(item.group, parents).length), 0);
    const width = chain.reduce((widest, item) => Math.max(widest, item.width), 0);
    const axis = left + depth * spacing.groupSide + width / 2;
    const open: { key: string; top: number }[] = [];
    let y = 0;
    const close = (): void => {
      const { key, top } = open.pop()!;
      y += spacing.groupBottom;
      const inset = open.length * spacing.groupSide;
      // All columns of one chain are as wide as its widest item, so boxes of one depth line up.
      const side = (depth - open.length) * spacing.groupSide;
      groups.set(key, { x: left + inset, y: top, width: width + 2 * side, height: y - top });
      closed.add(key);
    };
    for (const [index, item] of chain.entries()) {
      const path = pathOf(item.group, parents);
      let shared = 0;
      while (shared < open.length && open[shared]!.key === path[shared]) shared += 1;
      while (open.length > shared) close();
      if (index > 0) y += spacing.betweenRows;
      for (const key of path.slice(shared)) {
        // The items of this group do not follow each other.
        if (closed.has(key)) return null;
        open.push({ key, top: y });
        y += spacing.groupHeader + spacing.groupTop;
      }
      items.set(item.key, { x: axis - item.width / 2, y, width: item.width, height: item.height });
      y += item.height;
    }
    while (open.length) close();
    left += width + 2 * depth * spacing.groupSide + spacing.betweenColumns;
  }
  const edges = new Map<string, Point[]>();
  for (const edge of input.edges) {
    const from = items.get(edge.from)!;
    const to = items.get(edge.to)!;
    const x = from.x + from.width / 2;
    edges.set(edge.id, [
      { x, y: from.y + from.height },
      { x, y: to.y },
    ]);
  }
  return { items, groups, edges, bounds: boundsOf([...items.values(), ...groups.values()]) };
}

/** The chains of a graph in which nothing branches, each from its first item to its last; `null` when something does. */
function findChains({ items, edges }: LayoutInput): LayoutItem[][] | null {
  const next = new Map<string, string>();
  const hasPrevious = new Set<string>();
  for (const { from, to } of edges) {
    if (next.has(from) || hasPrevious.has(to)) return null;
    next.set(from, to);
    hasPrevious.add(to);
  }
  const byKey = new Map(items.map((item) => [item.key, item]));
  const chains: LayoutItem[][] = [];
  let placed = 0;
  for (const first of items) {
    if (hasPrevious.has(first.key)) continue;
    const chain: LayoutItem[] = [];
    for (let item: LayoutItem | undefined = first; item; item = byKey.get(next.get(item.key) ?? '')) chain.push(item);
    placed += chain.length;
    chains.push(chain);
  }
  // Items that were not reached stand in a ring.
  return placed === items.length ? chains : null;
}

/** The groups around an item, the outermost first. */
function pathOf(group: string | null, parents: ReadonlyMap<string, string | null>): string[] {
  const path: string[] = [];
  for (let key = group; key !== null; key = parents.get(key) ?? null) path.unshift(key);
  return path;
}
