import type { ModelGraph } from '../../../extension/protocol/graph';

export interface PlacedNode {
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** By node id: the middle of the top edge. */
  readonly nodes: ReadonlyMap<string, PlacedNode>;
}

export const nodeWidth = 224;
export const nodeHeight = 44;
const rowGap = 36;
const columnGap = 56;
const margin = 24;

/**
 * Rows by the longest way from an input, columns by the mean of what feeds a node. Models are read from top to bottom and
 * branch little, so this is neat without a layout engine; the panel has a real one.
 */
export function layOut(graph: ModelGraph): Layout {
  const sources = new Map<string, string[]>();
  for (const edge of graph.edges) sources.set(edge.to, [...(sources.get(edge.to) ?? []), edge.from]);
  const row = new Map<string, number>();
  for (const node of graph.nodes) row.set(node.id, Math.max(-1, ...(sources.get(node.id) ?? []).map((from) => row.get(from) ?? -1)) + 1);
  const rows: string[][] = [];
  for (const node of graph.nodes) (rows[row.get(node.id)!] ??= []).push(node.id);

  const column = new Map<string, number>();
  for (const ids of rows) {
    const wanted = ids.map((id, i) => ({ id, at: meanColumn(sources.get(id) ?? [], column) ?? i - (ids.length - 1) / 2 }));
    wanted.sort((a, b) => a.at - b.at);
    const middle = wanted.reduce((sum, w) => sum + w.at, 0) / wanted.length;
    wanted.forEach(({ id }, i) => column.set(id, middle + i - (wanted.length - 1) / 2));
  }
  const columns = [...column.values()];
  const left = Math.min(0, ...columns);
  const right = Math.max(0, ...columns);
  const step = nodeWidth + columnGap;
  return {
    width: Math.round((right - left) * step + nodeWidth + 2 * margin + columnGap),
    height: rows.length * (nodeHeight + rowGap) - rowGap + 2 * margin,
    nodes: new Map(
      graph.nodes.map((node) => [
        node.id,
        { x: (column.get(node.id)! - left) * step + nodeWidth / 2 + margin, y: row.get(node.id)! * (nodeHeight + rowGap) + margin },
      ]),
    ),
  };
}

function meanColumn(from: readonly string[], column: ReadonlyMap<string, number>): number | null {
  const known = from.flatMap((id) => column.get(id) ?? []);
  return known.length ? known.reduce((a, b) => a + b, 0) / known.length : null;
}
