/** What every layout reads and answers. Plain data, so that it can cross into a worker. */

export interface LayoutItem {
  key: string;
  width: number;
  height: number;
  /** Key of the open group around it. */
  group: string | null;
}

export interface LayoutGroup {
  key: string;
  parent: string | null;
}

export interface LayoutEdge {
  id: string;
  from: string;
  to: string;
}

export interface LayoutInput {
  /** In reading order. */
  items: LayoutItem[];
  /** Every parent stands before its children. */
  groups: LayoutGroup[];
  edges: LayoutEdge[];
}

export interface Point {
  x: number;
  y: number;
}

export interface Rect extends Point {
  width: number;
  height: number;
}

export interface LayoutResult {
  items: Map<string, Rect>;
  groups: Map<string, Rect>;
  /** Corner points from the source's bottom to the target's top; every segment is horizontal or vertical. */
  edges: Map<string, Point[]>;
  bounds: Rect;
}

/** A way to place a graph. `cancel` ends a layout under way at once; its promise then never settles with a result. */
export interface LayoutEngine {
  layout(input: LayoutInput): Promise<LayoutResult>;
  cancel(): void;
}

/** Distances in the graph's own units, the same for every engine. */
export const spacing = {
  betweenRows: 26,
  betweenColumns: 40,
  groupHeader: 24,
  /** From a group's header to its first row. */
  groupTop: 18,
  groupSide: 16,
  groupBottom: 16,
} as const;

export function boundsOf(rects: Iterable<Rect>, lines: Iterable<Point[]> = []): Rect {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  const include = (x: number, y: number): void => {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  };
  for (const rect of rects) {
    include(rect.x, rect.y);
    include(rect.x + rect.width, rect.y + rect.height);
  }
  for (const line of lines) for (const point of line) include(point.x, point.y);
  return left === Infinity ? { x: 0, y: 0, width: 0, height: 0 } : { x: left, y: top, width: right - left, height: bottom - top };
}
