import type { GraphGroup, GraphNode, GraphShape, ModelGraph } from '../../extension/protocol/graph';
import { opKind } from './opKind';
import type { OpKind } from './opKind';
import { sameShape } from './shapeText';

/** What is drawn of a model once some groups are folded: pure data, in reading order, without coordinates. */

export type ItemKind = 'node' | 'group' | 'output';
export type ItemStatus = GraphNode['status'];

export interface VisibleItem {
  /** `n:` a node, `g:` a folded group, `o:` an output of the model, then the id. */
  key: string;
  kind: ItemKind;
  id: string;
  opKind: OpKind;
  /** The nodes that it stands for; for an output the node that gives it. */
  members: GraphNode[];
  group: GraphGroup | null;
  /** Id of the open group around it. */
  parent: string | null;
  /** What it gives. */
  shape: GraphShape;
  params: number | null;
  flops: number | null;
  status: ItemStatus;
  /** It follows a fault, so its shapes hold only if the fault is repaired. */
  isAssumed: boolean;
}

export interface VisibleEdge {
  id: string;
  from: string;
  to: string;
  shape: GraphShape;
  status: 'ok' | 'error' | 'assumed';
  /** Another edge that leaves the same item says the same. */
  isLabeled: boolean;
}

export interface OpenGroup {
  id: string;
  group: GraphGroup;
  parent: string | null;
}

export interface VisibleGraph {
  items: VisibleItem[];
  /** Every parent stands before its children. */
  groups: OpenGroup[];
  edges: VisibleEdge[];
  byKey: ReadonlyMap<string, VisibleItem>;
  /** The key that shows a node: its own, or that of the outermost folded group around it. */
  keyOf: ReadonlyMap<string, string>;
}

export type Folds = Readonly<Record<string, boolean>>;

/** A model with what can be asked of it often, made once per state. Wrong references are dropped, so that all readers may trust the rest. */
export interface ModelIndex {
  model: ModelGraph;
  nodes: ReadonlyMap<string, GraphNode>;
  groups: ReadonlyMap<string, GraphGroup>;
  /** Ids of the groups around a node, the outermost first. */
  pathOf(nodeId: string): readonly string[];
  membersOf(groupId: string): readonly GraphNode[];
  edgesInto(nodeId: string): readonly { from: string; shape: GraphShape }[];
  edgesFrom(nodeId: string): readonly { to: string; shape: GraphShape }[];
  /** Nodes that come after a fault. */
  assumed: ReadonlySet<string>;
  /** The first node with an error, in reading order. */
  fault: GraphNode | null;
}

export function indexModel(model: ModelGraph): ModelIndex {
  const nodes = new Map<string, GraphNode>();
  for (const node of model.nodes) if (!nodes.has(node.id)) nodes.set(node.id, node);
  const groups = new Map(model.groups.map((group) => [group.id, group]));
  const groupPaths = new Map<string, readonly string[]>();
  const groupPath = (id: string | null): readonly string[] => {
    if (id === null || !groups.has(id)) return [];
    const known = groupPaths.get(id);
    if (known) return known;
    const path: string[] = [];
    // A group that is its own ancestor ends the way up.
    for (let at: string | null = id; at !== null && groups.has(at) && !path.includes(at); at = groups.get(at)!.parent) path.unshift(at);
    groupPaths.set(id, path);
    return path;
  };
  const members = new Map<string, GraphNode[]>();
  for (const node of nodes.values()) for (const id of groupPath(node.group)) append(members, id, node);
  const into = new Map<string, { from: string; shape: GraphShape }[]>();
  const outOf = new Map<string, { to: string; shape: GraphShape }[]>();
  for (const { from, to, shape } of model.edges) {
    if (!nodes.has(from) || !nodes.has(to)) continue;
    append(into, to, { from, shape });
    append(outOf, from, { to, shape });
  }
  const assumed = new Set<string>();
  const pending = [...nodes.values()].filter((node) => node.status === 'error').map((node) => node.id);
  const fault = nodes.get(pending[0] ?? '') ?? null;
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const { to } of outOf.get(id) ?? []) {
      if (assumed.has(to)) continue;
      assumed.add(to);
      pending.push(to);
    }
  }
  return {
    model,
    nodes,
    groups,
    pathOf: (nodeId) => groupPath(nodes.get(nodeId)?.group ?? null),
    membersOf: (groupId) => members.get(groupId) ?? [],
    edgesInto: (nodeId) => into.get(nodeId) ?? [],
    edgesFrom: (nodeId) => outOf.get(nodeId) ?? [],
    assumed,
    fault,
  };
}

export function visibleGraph(index: ModelIndex, folds: Folds): VisibleGraph {
  const items: VisibleItem[] = [];
  const groups: OpenGroup[] = [];
  const byKey = new Map<string, VisibleItem>();
  const keyOf = new Map<string, string>();
  const opened = new Set<string>();
  for (const node of index.nodes.values()) {
    const path = index.pathOf(node.id);
    const foldedAt = path.findIndex((id) => folds[id] ?? true);
    const open = foldedAt < 0 ? path : path.slice(0, foldedAt);
    for (const [depth, id] of open.entries()) {
      if (opened.has(id)) continue;
      opened.add(id);
      groups.push({ id, group: index.groups.get(id)!, parent: open[depth - 1] ?? null });
    }
    const parent = open.at(-1) ?? null;
    const folded = foldedAt < 0 ? null : index.groups.get(path[foldedAt]!)!;
    const key = folded ? `g:${folded.id}` : `n:${node.id}`;
    keyOf.set(node.id, key);
    const known = byKey.get(key);
    if (known) {
      known.members.push(node);
      continue;
    }
    const item: VisibleItem = {
      key,
      kind: folded ? 'group' : 'node',
      id: folded ? folded.id : node.id,
      opKind: folded ? 'module' : opKind(node.op),
      members: [node],
      group: folded,
      parent,
      shape: node.shape,
      params: node.params,
      flops: node.flops,
      status: node.status,
      isAssumed: index.assumed.has(node.id),
    };
    items.push(item);
    byKey.set(key, item);
  }
  for (const item of items) if (item.kind === 'group') summarize(item, index);
  const edges = liftEdges(index, keyOf, byKey);
  addOutputs(index, items, byKey, edges, keyOf);
  return { items, groups, edges: withLabels(edges), byKey, keyOf };
}

/** A folded group gives what leaves it, costs what its nodes cost, and is as sound as the worst of them. */
function summarize(item: VisibleItem, index: ModelIndex): void {
  const inside = new Set(item.members.map((node) => node.id));
  const leaving = item.members.filter((node) => {
    const edges = index.edgesFrom(node.id);
    return !edges.length || edges.some((edge) => !inside.has(edge.to));
  });
  item.shape = (leaving.at(-1) ?? item.members.at(-1)!).shape;
  item.params = sum(item.members.map((node) => node.params));
  item.flops = sum(item.members.map((node) => node.flops));
  item.status = item.members.some((node) => node.status === 'error')
    ? 'error'
    : item.members.every((node) => node.status === 'unknown')
      ? 'unknown'
      : 'ok';
  item.isAssumed = item.members.every((node) => index.assumed.has(node.id));
}

/** Edges between what is drawn; those inside a folded group vanish, and parallel ones of one shape become one. */
function liftEdges(index: ModelIndex, keyOf: ReadonlyMap<string, string>, byKey: ReadonlyMap<string, VisibleItem>): VisibleEdge[] {
  const edges = new Map<string, VisibleEdge>();
  for (const edge of index.model.edges) {
    const from = keyOf.get(edge.from);
    const to = keyOf.get(edge.to);
    if (from === undefined || to === undefined || from === to) continue;
    const source = index.nodes.get(edge.from)!;
    const target = index.nodes.get(edge.to)!;
    const follows = source.status === 'error' || index.assumed.has(source.id);
    const status = target.status === 'error' && source.status !== 'error' ? 'error' : follows ? 'assumed' : 'ok';
    const id = `${from} → ${to}`;
    const known = edges.get(id);
    if (!known) edges.set(id, { id, from, to, shape: edge.shape ?? source.shape, status, isLabeled: true });
    else if (status === 'error' && byKey.get(to)!.status === 'error') known.status = 'error';
  }
  return [...edges.values()];
}

/** What nothing inside the model reads is an output of it; a pill says its shape. */
function addOutputs(
  index: ModelIndex,
  items: VisibleItem[],
  byKey: Map<string, VisibleItem>,
  edges: VisibleEdge[],
  keyOf: ReadonlyMap<string, string>,
): void {
  for (const node of index.nodes.values()) {
    if (index.edgesFrom(node.id).length || node.op === 'input') continue;
    const follows = node.status === 'error' || index.assumed.has(node.id);
    const item: VisibleItem = {
      key: `o:${node.id}`,
      kind: 'output',
      id: node.id,
      opKind: 'io',
      members: [node],
      group: null,
      parent: null,
      shape: node.shape,
      params: null,
      flops: null,
      status: follows || node.status === 'unknown' ? 'unknown' : 'ok',
      isAssumed: follows,
    };
    items.push(item);
    byKey.set(item.key, item);
    const from = keyOf.get(node.id)!;
    edges.push({
      id: `${from} → ${item.key}`,
      from,
      to: item.key,
      shape: node.shape,
      status: follows ? 'assumed' : 'ok',
      isLabeled: true,
    });
  }
}

function withLabels(edges: VisibleEdge[]): VisibleEdge[] {
  const said = new Map<string, GraphShape[]>();
  for (const edge of edges) {
    if (edge.status === 'error') continue;
    const shapes = said.get(edge.from) ?? [];
    edge.isLabeled = !shapes.some((shape) => sameShape(shape, edge.shape));
    if (edge.isLabeled) said.set(edge.from, [...shapes, edge.shape]);
  }
  return edges;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The sum of what is known; `null` when nothing is. */
export function sum(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length || !values.length ? known.reduce((total, value) => total + value, 0) : null;
}
