import type { GraphEdge, GraphGroup, GraphNode, ModelGraph, Range } from '../../../extension/protocol/graph';
import type { Localizer } from '../../../extension/protocol/localize';
import { rangeOf } from '../diagnostics/ranges';
import type { Analysis, ModelNode, ModelRecord } from '../interp/document/analysis';
import type { Place } from '../ir/place';
import type { OpDef } from '../ops/kernel';
import { readArgs } from '../ops/kernel';
import type { MaybeShape } from '../values/shape';
import type { Framework, LayerObject, TensorValue } from '../values/value';
import { graphCount, graphShape } from './graphShape';
import { shownArgs } from './layerArgs';
import { problemOf } from './nodeProblem';

export type FindOp = (name: string) => OpDef | undefined;

/** The models of a document as graphs, in the order of the program. */
export function modelGraphs(analysis: Analysis, findOp: FindOp, localizer: Localizer): ModelGraph[] {
  return analysis.models.flatMap((model) => modelGraph(model, analysis, findOp, localizer) ?? []);
}

/** `null` when the document does not have the model: it is neither made nor bound there. */
export function modelGraph(model: ModelRecord, analysis: Analysis, findOp: FindOp, localizer: Localizer): ModelGraph | null {
  // A model that a helper in another file builds stands where the document binds it.
  const range = ownRange(analysis, model.place) ?? (model.bindingPlace && ownRange(analysis, model.bindingPlace));
  if (!range) return null;
  const drawing: Drawing = { analysis, findOp, localizer, framework: model.framework, nodes: [], edges: [], groups: [] };
  draw(drawing, model, null, new Set());
  return {
    name: model.name,
    framework: model.framework,
    range,
    inputs: model.inputs.map(graphShape),
    outputs: model.outputs.map(graphShape),
    params: graphCount(model.params),
    nodes: drawing.nodes,
    edges: drawing.edges,
    groups: drawing.groups,
  };
}

/** Ranges of a graph are positions in its document; what stands in another file has none. */
function ownRange(analysis: Analysis, place: Place): Range | null {
  return analysis.own.includes(place.chunk) ? rangeOf(analysis.chunks, place) : null;
}

interface Drawing {
  readonly analysis: Analysis;
  readonly findOp: FindOp;
  readonly localizer: Localizer;
  readonly framework: Framework;
  readonly nodes: GraphNode[];
  readonly edges: GraphEdge[];
  readonly groups: GraphGroup[];
}

/** Where a node of the model under drawing is entered and left in the drawing: a nested model has several nodes of its own. */
interface Ports {
  readonly entries: readonly string[];
  readonly exits: readonly string[];
}

/**
 * Draws a model's nodes in the order of execution, which is the order of reading. A node that stands for a nested model is
 * replaced by that model's nodes in a group; `open` holds the models around it, so that a cycle of names ends.
 */
function draw(drawing: Drawing, model: ModelRecord, within: { node: ModelNode; group: string } | null, open: ReadonlySet<number>): Ports {
  const ports = new Map<string, Ports>();
  const consumed = new Set(model.nodes.flatMap((node) => node.from));
  const entries: string[] = [];
  for (const node of model.nodes) {
    const id = within ? `${within.group}/${node.id}` : node.id;
    // What a nested model calls its input is the output of a node outside.
    if (within && node.op === 'input') {
      ports.set(node.id, { entries: [], exits: [] });
      continue;
    }
    const nested = node.group === null ? undefined : nestedModel(drawing.analysis, node, model, open);
    if (nested) {
      drawing.groups.push({ id, label: node.label, parent: within?.group ?? null, repeat: 1 });
      ports.set(node.id, draw(drawing, nested, { node, group: id }, new Set([...open, model.id])));
    } else {
      drawing.nodes.push(graphNode(drawing, node, id, within?.group ?? null));
      ports.set(node.id, { entries: [id], exits: [id] });
    }
    const own = ports.get(node.id)!;
    let isFedFromOutside = node.from.length === 0;
    node.from.forEach((from, i) => {
      const source = ports.get(from);
      if (!source || source.exits.length === 0) isFedFromOutside = true;
      for (const exit of source?.exits ?? [])
        for (const entry of own.entries) drawing.edges.push({ from: exit, to: entry, shape: graphShape(node.inputs[i] ?? null) });
    });
    if (within && isFedFromOutside) entries.push(...own.entries);
  }
  const exits = model.nodes.filter((node) => !consumed.has(node.id)).flatMap((node) => ports.get(node.id)?.exits ?? []);
  return { entries, exits };
}

function nestedModel(analysis: Analysis, node: ModelNode, outer: ModelRecord, open: ReadonlySet<number>): ModelRecord | undefined {
  return analysis.models.find((m) => m.id === node.layer && m.id !== outer.id && !open.has(m.id) && m.nodes.length > 0);
}

function graphNode(drawing: Drawing, node: ModelNode, id: string, group: string | null): GraphNode {
  const { analysis, findOp, localizer } = drawing;
  const object = node.layer === null ? undefined : analysis.state.get(node.layer);
  const layer = object?.kind === 'layer' ? object : null;
  const op = findOp(node.op);
  const problem = node.status === 'error' ? problemOf(node, analysis, localizer) : null;
  const isUnknown = node.status === 'assumed' || node.output === null;
  return {
    id,
    label: node.label,
    op: node.op,
    group,
    range: ownRange(analysis, node.site ?? node.place),
    args: layer && op?.kind === 'layer' ? shownArgs(layer, op.shown ?? [], analysis.state) : [],
    shape: graphShape(node.output),
    params: graphCount(node.params),
    flops: layer && op?.kind === 'layer' ? flopsOf(op, layer, node, drawing) : null,
    status: node.status === 'error' ? 'error' : isUnknown ? 'unknown' : 'ok',
    ...(problem && { message: problem.message, code: problem.code, fixes: problem.fixes }),
  };
}

function flopsOf(
  op: Extract<OpDef, { kind: 'layer' }>,
  layer: LayerObject,
  node: ModelNode,
  { analysis, framework }: Drawing,
): number | null {
  // A layer of a model whose input is not known yet has no inputs to compute with.
  if (!op.flops || node.status !== 'ok' || node.inputs.length === 0) return null;
  const args = readArgs(op.params, layer.args, analysis.state);
  return graphCount(
    op.flops(
      args,
      node.inputs.map((shape) => plainTensor(shape, framework)),
      node.output,
    ),
  );
}

function plainTensor(shape: MaybeShape, framework: Framework): TensorValue {
  return { kind: 'tensor', framework, shape, dtype: null, isSymbolic: true, producer: null };
}
