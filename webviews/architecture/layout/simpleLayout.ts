import type { LayoutInput, LayoutItem, LayoutResult, Point, Rect } from './layoutEngine';
import { boundsOf, spacing } from './layoutEngine';

const laneGap = 14;

/**
 * Draws any graph in linear time: rows by the longest way from an input, edges between neighboring rows bent once, all longer ones in lanes at
 * the right. It draws no boxes around groups and does not untangle; it stands in when the engine takes too long.
 */
export function simpleLayout(input: LayoutInput): LayoutResult {
  const rowOf = assignRows(input);
  const rows: LayoutItem[][] = [];
  for (const item of input.items) (rows[rowOf.get(item.key)!] ??= []).push(item);
  const widths = rows.map((row) => row.reduce((sum, item) => sum + item.width, 0) + (row.length - 1) * spacing.betweenColumns);
  const width = widths.reduce((widest, each) => Math.max(widest, each), 0);

  const items = new Map<string, Rect>();
  const rowTop: number[] = [];
  const rowBottom: number[] = [];
  let y = 0;
  for (const [index, row] of rows.entries()) {
    rowTop.push(y);
    let x = (width - widths[index]!) / 2;
    for (const item of row) {
      items.set(item.key, { x, y, width: item.width, height: item.height });
      x += item.width + spacing.betweenColumns;
    }
    y += row.reduce((tallest, item) => Math.max(tallest, item.height), 0);
    rowBottom.push(y);
    y += 2 * spacing.betweenRows;
  }

  const edges = new Map<string, Point[]>();
  /** The last row that each lane at the right is taken to. */
  const lanes: number[] = [];
  const byStart = [...input.edges].sort((a, b) => rowOf.get(a.from)! - rowOf.get(b.from)!);
  for (const edge of byStart) {
    const from = items.get(edge.from)!;
    const to = items.get(edge.to)!;
    const start = { x: from.x + from.width / 2, y: from.y + from.height };
    const end = { x: to.x + to.width / 2, y: to.y };
    const firstRow = rowOf.get(edge.from)!;
    const lastRow = rowOf.get(edge.to)!;
    const above = rowTop[lastRow]! - spacing.betweenRows / 2;
    if (lastRow === firstRow + 1) {
      edges.set(edge.id, start.x === end.x ? [start, end] : [start, { x: start.x, y: above }, { x: end.x, y: above }, end]);
      continue;
    }
    let lane = lanes.findIndex((takenTo) => takenTo < Math.min(firstRow, lastRow));
    if (lane < 0) lane = lanes.length;
    lanes[lane] = Math.max(firstRow, lastRow);
    const laneX = width + spacing.betweenColumns / 2 + lane * laneGap;
    const below = rowBottom[firstRow]! + spacing.betweenRows / 2;
    edges.set(edge.id, [start, { x: start.x, y: below }, { x: laneX, y: below }, { x: laneX, y: above }, { x: end.x, y: above }, end]);
  }
  return { items, groups: new Map(), edges, bounds: boundsOf(items.values(), edges.values()) };
}

/** A row for each item: one more than the largest of what feeds it. A ring is cut at its first item in reading order. */
function assignRows({ items, edges }: LayoutInput): Map<string, number> {
  const targets = new Map<string, string[]>();
  const waitsFor = new Map(items.map((item) => [item.key, 0]));
  for (const { from, to } of edges) {
    const list = targets.get(from);
    if (list) list.push(to);
    else targets.set(from, [to]);
    waitsFor.set(to, waitsFor.get(to)! + 1);
  }
  const rows = new Map<string, number>();
  const done = new Set<string>();
  const settle = (first: string): void => {
    const ready = [first];
    for (let key = ready.pop(); key !== undefined; key = ready.pop()) {
      if (done.has(key)) continue;
      done.add(key);
      const row = rows.get(key) ?? 0;
      rows.set(key, row);
      for (const target of targets.get(key) ?? []) {
        if (done.has(target)) continue;
        rows.set(target, Math.max(rows.get(target) ?? 0, row + 1));
        const left = waitsFor.get(target)! - 1;
        waitsFor.set(target, left);
        if (left === 0) ready.push(target);
      }
    }
  };
  for (const item of items) if (waitsFor.get(item.key) === 0) settle(item.key);
  for (const item of items) settle(item.key);
  return rows;
}
