import type { LayoutResult, Point, Rect } from './layoutEngine';
import { spacing } from './layoutEngine';

export interface LabelPlace extends Point {
  /** Something is behind the text, so it needs a halo to be read. */
  isCrowded: boolean;
}

export interface LabelSize {
  id: string;
  width: number;
}

const height = 14;
const gap = 8;
const cell = 128;
/** With more edges there is no order that could be kept, and looking for it would hold up the page. */
const mostEdges = 2000;

/**
 * Places for the texts on the edges: beside the middle of a vertical piece, right of it before left, where the text covers neither an item nor
 * a group's header or frame nor another edge. What finds no free place keeps the first one.
 */
export function placeEdgeLabels(layout: LayoutResult, labels: readonly LabelSize[]): Map<string, LabelPlace> {
  // Beside a straight edge of a chain there is always room.
  const isChain = [...layout.edges.values()].every((line) => line.length === 2);
  if (isChain || layout.edges.size > mostEdges) return placeWithoutLooking(layout, labels, !isChain);
  const obstacles = new Grid();
  for (const rect of layout.items.values()) obstacles.add(rect);
  for (const rect of layout.groups.values()) {
    obstacles.add({ ...rect, width: Math.min(rect.width, 160), height: spacing.groupHeader });
    for (const x of [rect.x, rect.x + rect.width]) obstacles.add({ ...rect, x, width: 0 });
    for (const y of [rect.y, rect.y + rect.height]) obstacles.add({ ...rect, y, height: 0 });
  }
  for (const [id, line] of layout.edges) {
    for (let corner = 1; corner < line.length; corner += 1) obstacles.add(segment(line[corner - 1]!, line[corner]!), id);
  }
  const places = new Map<string, LabelPlace>();
  for (const { id, width } of labels) {
    const line = layout.edges.get(id);
    if (!line || line.length < 2) continue;
    const candidates = candidatesOn(line, width);
    const free = candidates.find((place) => !obstacles.hits(boxOf(place, width), id));
    const place = free ?? candidates[0]!;
    places.set(id, { ...place, isCrowded: !free });
    obstacles.add(boxOf(place, width));
  }
  return places;
}

function placeWithoutLooking(layout: LayoutResult, labels: readonly LabelSize[], isCrowded: boolean): Map<string, LabelPlace> {
  const places = new Map<string, LabelPlace>();
  for (const { id, width } of labels) {
    const line = layout.edges.get(id);
    const place = line && line.length > 1 ? candidatesOn(line, width)[0] : undefined;
    if (place) places.set(id, { ...place, isCrowded });
  }
  return places;
}

/** Baselines of the text, the best first. */
function candidatesOn(line: readonly Point[], width: number): Point[] {
  const places: Point[] = [];
  const pieces = line.slice(1).map((end, index) => ({ start: line[index]!, end }));
  const upright = pieces.filter(({ start, end }) => start.x === end.x && Math.abs(end.y - start.y) >= height - 2);
  for (const share of [0.5, 0.25, 0.75]) {
    for (const { start, end } of upright) {
      const y = start.y + (end.y - start.y) * share + 4;
      places.push({ x: start.x + gap, y }, { x: start.x - gap - width, y });
    }
  }
  if (!places.length) places.push({ x: line[0]!.x + gap, y: line[0]!.y + height });
  return places;
}

function boxOf(place: Point, width: number): Rect {
  return { x: place.x, y: place.y - height + 3, width, height };
}

function segment(a: Point, b: Point): Rect {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

/** Rectangles by the cells that they touch, so that a question looks only at what is near. */
class Grid {
  readonly #cells = new Map<string, { rect: Rect; owner: string | undefined }[]>();

  add(rect: Rect, owner?: string): void {
    for (const key of cellsOf(rect)) {
      const list = this.#cells.get(key);
      if (list) list.push({ rect, owner });
      else this.#cells.set(key, [{ rect, owner }]);
    }
  }

  hits(rect: Rect, owner: string): boolean {
    for (const key of cellsOf(rect)) {
      for (const other of this.#cells.get(key) ?? []) {
        if (other.owner !== owner && touches(rect, other.rect)) return true;
      }
    }
    return false;
  }
}

function touches(a: Rect, b: Rect): boolean {
  return a.x <= b.x + b.width && b.x <= a.x + a.width && a.y <= b.y + b.height && b.y <= a.y + a.height;
}

function* cellsOf(rect: Rect): Iterable<string> {
  for (let column = Math.floor(rect.x / cell); column <= Math.floor((rect.x + rect.width) / cell); column += 1) {
    for (let row = Math.floor(rect.y / cell); row <= Math.floor((rect.y + rect.height) / cell); row += 1) yield `${column} ${row}`;
  }
}
