import { placeEdgeLabels } from '../layout/edgeLabels';
import type { LabelPlace } from '../layout/edgeLabels';
import type { LayoutResult, Point, Rect } from '../layout/layoutEngine';
import type { Fault } from '../fault';
import type { VisibleEdge, VisibleGraph } from '../visibleGraph';
import { edgeText, itemText } from './itemText';
import type { Measure } from './itemSize';
import { overlaps } from './viewport';

/** A placed graph with the texts on its edges: all that is needed to draw any part of it. */
export interface Drawing {
  graph: VisibleGraph;
  layout: LayoutResult;
  labels: ReadonlyMap<string, { at: LabelPlace; text: { shape: string; note: string }; width: number }>;
}

export function createDrawing(graph: VisibleGraph, layout: LayoutResult, fault: Fault | null, measure: Measure): Drawing {
  const texts = new Map<string, { shape: string; note: string }>();
  for (const edge of graph.edges) {
    if (edge.isLabeled) texts.set(edge.id, edgeText(edge, fault, faultLabel(graph, edge)));
  }
  const widths = [...texts].map(([id, { shape, note }]) => ({
    id,
    width: measure(shape, 'mono') + (note ? measure(note, 'mono') + 10 : 0),
  }));
  // A text without a free place covers others; that of a fault must not be the one that is covered.
  const first = new Set(graph.edges.filter((edge) => edge.status === 'error').map((edge) => edge.id));
  widths.sort((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)));
  const places = placeEdgeLabels(layout, widths);
  const labels = new Map(
    widths.flatMap(({ id, width }) => {
      const at = places.get(id);
      return at ? [[id, { at, text: texts.get(id)!, width }] as const] : [];
    }),
  );
  return { graph, layout, labels };
}

function faultLabel(graph: VisibleGraph, edge: VisibleEdge): string {
  const item = graph.byKey.get(edge.to);
  if (!item) return '';
  return item.members.find((node) => node.status === 'error')?.label ?? itemText(item).label;
}

/** The place of an item or of an open group's box. */
export function rectOf(layout: LayoutResult, key: string): Rect | null {
  return layout.items.get(key) ?? (key.startsWith('g:') ? (layout.groups.get(key.slice(2)) ?? null) : null);
}

/** The key under which a selected node or group is drawn. */
export function drawnKey(graph: VisibleGraph, key: string | null): string | null {
  if (key === null) return null;
  if (key.startsWith('n:')) return graph.keyOf.get(key.slice(2)) ?? null;
  if (graph.byKey.has(key) || graph.groups.some((group) => `g:${group.id}` === key)) return key;
  return null;
}

export function lineTouches(line: readonly Point[], part: Rect): boolean {
  for (let at = 1; at < line.length; at += 1) {
    const [a, b] = [line[at - 1]!, line[at]!];
    const box = { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
    if (overlaps(box, part, 1)) return true;
  }
  return false;
}

/**
 * What stays in place on screen when one drawing follows another: the folded group, else the selection, else what is nearest to the middle
 * of the canvas. Answers the two places of its top left corner.
 */
export function anchor(
  before: Drawing,
  after: Drawing,
  wanted: readonly (string | null)[],
  middle: Point,
): { before: Point; after: Point } | null {
  for (const key of wanted) {
    const pair = key === null ? null : both(before, after, key);
    if (pair) return pair;
  }
  let nearest: { before: Point; after: Point } | null = null;
  let least = Infinity;
  for (const [key, rect] of before.layout.items) {
    const distance = Math.hypot(rect.x + rect.width / 2 - middle.x, rect.y + rect.height / 2 - middle.y);
    if (distance >= least || !after.layout.items.has(key)) continue;
    least = distance;
    nearest = both(before, after, key);
  }
  return nearest;
}

function both(before: Drawing, after: Drawing, key: string): { before: Point; after: Point } | null {
  const old = rectOf(before.layout, key);
  const now = rectOf(after.layout, key);
  return old && now ? { before: old, after: now } : null;
}
