import type { LayoutEngine, LayoutInput, LayoutResult, Point, Rect } from './layoutEngine';
import { boundsOf, spacing } from './layoutEngine';

/** The part of ELK's JSON graphs that is used here. */
export interface ElkNode {
  id: string;
  x?: number;
  y?: number;
  width?: number;
  height?: number;
  layoutOptions?: Record<string, string>;
  children?: ElkNode[];
  ports?: ElkNode[];
  edges?: ElkEdge[];
}

export interface ElkEdge {
  id: string;
  sources: string[];
  targets: string[];
  layoutOptions?: Record<string, string>;
  sections?: { startPoint: Point; endPoint: Point; bendPoints?: Point[] }[];
}

/** What this room needs of elkjs: one layout at a time, and an end to it. */
export interface Elk {
  layout(graph: ElkNode): Promise<ElkNode>;
  terminate(): void;
}

/**
 * Layered layout of branching graphs by elkjs. It cannot be interrupted, so `cancel` ends its worker; the next layout starts another.
 */
export class ElkLayout implements LayoutEngine {
  readonly #create: () => Promise<Elk>;
  #elk: Promise<Elk> | null = null;

  constructor(create: () => Promise<Elk>) {
    this.#create = create;
  }

  async layout(input: LayoutInput): Promise<LayoutResult> {
    this.#elk ??= this.#create();
    const started = this.#elk;
    try {
      return fromElk(input, await (await started).layout(toElk(input)));
    } catch (error) {
      // A worker that could not be started, or that broke, is not asked again.
      if (this.#elk === started) this.#elk = null;
      throw error;
    }
  }

  cancel(): void {
    const elk = this.#elk;
    this.#elk = null;
    elk?.then(
      (started) => started.terminate(),
      () => undefined,
    );
  }
}

const options: Record<string, string> = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.json.shapeCoords': 'ROOT',
  'elk.json.edgeCoords': 'ROOT',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.spacing.nodeNodeBetweenLayers': String(spacing.betweenRows),
  'elk.spacing.nodeNode': String(spacing.betweenColumns),
  'elk.spacing.edgeNode': '24',
  'elk.spacing.edgeEdge': '14',
};
const mainWay: Record<string, string> = { 'elk.layered.priority.straightness': '20', 'elk.layered.priority.shortness': '5' };
const groupPadding = `[top=${spacing.groupHeader + spacing.groupTop},left=${spacing.groupSide},bottom=${spacing.groupBottom},right=${spacing.groupSide}]`;

/** Edges leave an item at the middle of its bottom and enter at the middle of its top, so that the main way stays a straight line. */
function toElk(input: LayoutInput): ElkNode {
  const root: ElkNode = { id: 'root', layoutOptions: options, children: [], edges: [] };
  const containers = new Map<string | null, ElkNode>([[null, root]]);
  for (const group of input.groups) {
    const node: ElkNode = { id: `group ${group.key}`, layoutOptions: { 'elk.padding': groupPadding }, children: [] };
    containers.get(group.parent)!.children!.push(node);
    containers.set(group.key, node);
  }
  for (const { key, width, height, group } of input.items) {
    containers.get(group)!.children!.push({
      id: `item ${key}`,
      width,
      height,
      layoutOptions: { 'elk.portConstraints': 'FIXED_POS' },
      ports: [
        { id: `in ${key}`, x: width / 2, y: 0, width: 0, height: 0, layoutOptions: { 'elk.port.side': 'NORTH' } },
        { id: `out ${key}`, x: width / 2, y: height, width: 0, height: 0, layoutOptions: { 'elk.port.side': 'SOUTH' } },
      ],
    });
  }
  const main = longestWay(input);
  root.edges = input.edges.map((edge) => ({
    id: `edge ${edge.id}`,
    sources: [`out ${edge.from}`],
    targets: [`in ${edge.to}`],
    layoutOptions: main.has(edge.id) ? mainWay : undefined,
  }));
  return root;
}

/** The edges of the longest way from an input to an output: the axis that the eye follows. Rings are left out. */
function longestWay({ items, edges }: LayoutInput): Set<string> {
  const outOf = new Map<string, { id: string; to: string }[]>();
  const waitsFor = new Map(items.map(({ key }) => [key, 0]));
  for (const { id, from, to } of edges) {
    const list = outOf.get(from);
    if (list) list.push({ id, to });
    else outOf.set(from, [{ id, to }]);
    waitsFor.set(to, waitsFor.get(to)! + 1);
  }
  const best = new Map<string, { length: number; edge: string; from: string }>();
  const ready = items.filter(({ key }) => waitsFor.get(key) === 0).map(({ key }) => key);
  let end: string | null = null;
  let most = 0;
  for (let key = ready.pop(); key !== undefined; key = ready.pop()) {
    const length = best.get(key)?.length ?? 0;
    if (length > most) [most, end] = [length, key];
    for (const { id, to } of outOf.get(key) ?? []) {
      if ((best.get(to)?.length ?? 0) < length + 1) best.set(to, { length: length + 1, edge: id, from: key });
      const left = waitsFor.get(to)! - 1;
      waitsFor.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  const way = new Set<string>();
  for (let step = best.get(end ?? ''); step; step = best.get(step.from)) way.add(step.edge);
  return way;
}

function fromElk(input: LayoutInput, root: ElkNode): LayoutResult {
  const rects = new Map<string, Rect>();
  const pending = [...(root.children ?? [])];
  for (let node = pending.pop(); node; node = pending.pop()) {
    rects.set(node.id, { x: node.x ?? 0, y: node.y ?? 0, width: node.width ?? 0, height: node.height ?? 0 });
    pending.push(...(node.children ?? []));
  }
  const lines = new Map((root.edges ?? []).map((edge) => [edge.id, cornersOf(edge)]));
  const items = new Map(input.items.map(({ key }) => [key, rects.get(`item ${key}`)!]));
  const groups = new Map(input.groups.map(({ key }) => [key, rects.get(`group ${key}`)!]));
  const edges = new Map<string, Point[]>();
  for (const { id } of input.edges) {
    const line = lines.get(`edge ${id}`);
    if (line) edges.set(id, line);
  }
  return { items, groups, edges, bounds: boundsOf([...items.values(), ...groups.values()], edges.values()) };
}

function cornersOf(edge: ElkEdge): Point[] {
  const points = (edge.sections ?? []).flatMap((section) => [section.startPoint, ...(section.bendPoints ?? []), section.endPoint]);
  return points.map(({ x, y }) => ({ x, y }));
}
