import type { KnownLayer, KnownModel, KnownModels, KnownPlace } from '../../../extension/protocol/knownModels';
import { rangeOf } from '../diagnostics/ranges';
import type { Analysis, AnalysisOutcome, ModelNode, ModelRecord } from '../interp/document/analysis';
import { samePlace, spanOf, type Place } from '../ir/place';
import { allOps } from '../ops/registry';
import { graphCount, graphShape } from './graphShape';
import type { FindOp } from './modelGraph';
import { sourceLines } from './sourceLines';

/** More models than that come from a loop; what a run trained is hardly among all the others. */
const mostModels = 200;

/** The models of a program as a training process would describe them, those included that later ones replace. */
export function knownModels({ result: analysis, dependencies }: AnalysisOutcome, findOp: FindOp): KnownModels {
  const records = [...analysis.models, ...analysis.replacedModels];
  const cx: Context = { analysis, findOp, byId: new Map(records.map((record) => [record.id, record])) };
  const models: KnownModel[] = [];
  const seen = new Set<string>();
  for (const record of records) {
    const model = knownModel(cx, record);
    // Turns of a loop that build the same model are one.
    const key = JSON.stringify({ ...model, name: '' });
    if (seen.has(key)) continue;
    seen.add(key);
    if (models.push(model) === mostModels) break;
  }
  const classes = allOps.flatMap(({ kind, name }) => (kind === 'layer' ? [name.slice(name.lastIndexOf('.') + 1)] : []));
  return { models, dependencies: [...dependencies], classes: [...new Set(classes)], trainsUnknown: trainsUnknown(analysis) };
}

interface Context {
  readonly analysis: Analysis;
  readonly findOp: FindOp;
  readonly byId: ReadonlyMap<number, ModelRecord>;
}

function knownModel(cx: Context, record: ModelRecord): KnownModel {
  const { analysis } = cx;
  return {
    name: record.name,
    ownName: record.ownName,
    framework: record.framework,
    class: modelClass(record),
    params: graphCount(record.params),
    layers: markRepeated((lists) => layersOf(cx, record, new Set([record.id]), lists)),
    isAssumed: record.isAssumed,
    isTrained: analysis.fits.some((fit) => fit.model === record.id),
    at: placeOf(analysis, record.place),
    lines: sourceLines(analysis, placesOf(record)),
  };
}

function modelClass({ className, container }: ModelRecord): string {
  return className ?? (container === 'sequential' ? 'Sequential' : 'Functional');
}

function markRepeated(listLayers: (lists: LayerLists) => KnownLayer[]): KnownLayer[] {
  const lists: LayerLists = [];
  const layers = listLayers(lists);
  const first = new Map<number, KnownLayer>();
  for (const [id, layer] of lists.flatMap((list) => [...list])) {
    const other = first.get(id);
    if (other) other.isRepeated = layer.isRepeated = true;
    else first.set(id, layer);
  }
  return layers;
}

/** Layers by object id, a map for each list: that of the model itself and those of the models in it. */
type LayerLists = Map<number, KnownLayer>[];

/** Layers in the order of execution, a shared one once. Inputs and operators are no layers. `open` ends a cycle of names. */
function layersOf(cx: Context, record: ModelRecord, open: ReadonlySet<number>, lists: LayerLists): KnownLayer[] {
  const byLayer = new Map<number, KnownLayer>();
  lists.push(byLayer);
  const layers: KnownLayer[] = [];
  for (const node of record.nodes) {
    const shared = node.layer === null ? undefined : byLayer.get(node.layer);
    if (shared) {
      shared.out.push(graphShape(node.output));
      shared.in = null;
      continue;
    }
    if (!isLayer(cx, node)) continue;
    const layer = knownLayer(cx, node, open, lists);
    if (node.layer !== null) byLayer.set(node.layer, layer);
    layers.push(layer);
  }
  const { analysis } = cx;
  const isHidden = record.nodes.some(({ inputs, from }) => inputs.length > from.length);
  if (isHidden || !analysis.isComplete || !record.isComplete || changesAfterTraining(analysis, record)) layers.push(unseenLayers);
  return layers;
}

/** Stands for layers that were added where the analysis cannot see. */
const unseenLayers: KnownLayer = { name: null, class: null, in: null, out: [null], params: null, at: null };

function isLayer({ findOp }: Context, node: ModelNode): boolean {
  const op = findOp(node.op);
  if (node.op === 'input' || (op?.kind === 'layer' && op.category === 'input')) return false;
  // An operator has neither a layer nor the name of a library; what is called and not known may be one layer or many.
  return node.layer !== null || node.op === 'unknown' || (node.op.includes('.') && op?.kind !== 'function');
}

function knownLayer(cx: Context, node: ModelNode, open: ReadonlySet<number>, lists: LayerLists): KnownLayer {
  const { analysis } = cx;
  const nested = node.group === null || node.layer === null || open.has(node.layer) ? undefined : cx.byId.get(node.layer);
  // What follows a fault is assumed: nothing of it is known.
  const isSound = node.status === 'ok';
  const fault = node.status === 'error' ? faultAt(analysis, node) : undefined;
  return {
    name: node.ownName,
    class: nested ? modelClass(nested) : classOf(cx, node),
    in: isSound && node.inputs.length === 1 ? graphShape(node.inputs[0]!) : null,
    out: [isSound ? graphShape(node.output) : null],
    params: isSound ? graphCount(node.params) : null,
    at: placeOf(analysis, node.site ?? node.place),
    ...(fault === undefined ? {} : { fault }),
    ...(nested ? { layers: layersOf(cx, nested, new Set([...open, nested.id]), lists) } : {}),
  };
}

/** Only of ops that have a rule: another name may be an alias, or a function that makes several layers. */
function classOf({ findOp, analysis }: Context, { op, layer }: ModelNode): string | null {
  const object = layer === null ? undefined : analysis.state.get(layer);
  if ((object?.kind === 'layer' || object?.kind === 'model') && object.own) return object.own.className;
  return layer !== null && findOp(op)?.kind === 'layer' ? op.slice(op.lastIndexOf('.') + 1) : null;
}

function faultAt(analysis: Analysis, node: ModelNode): string | undefined {
  return analysis.diagnostics.find((d) => d.severity === 'error' && d.subject && samePlace(d.subject, node.place))?.code;
}

/** `model.pop()` after `fit`: what was trained is no longer what stands at the end. */
function changesAfterTraining(analysis: Analysis, { id }: ModelRecord): boolean {
  const last = analysis.state.get(id);
  return analysis.fits.some(
    ({ model, object }) => model === id && object && last?.kind === 'model' && object.layers.length !== last.layers.length,
  );
}

/** A call of `fit` on something unknown, or a loop of the program's own whose steps train no model by its methods. */
function trainsUnknown({ entries, fits, chunks }: Analysis): boolean {
  return entries.some(({ kind, place }) => {
    if (kind === 'main') return false;
    const outer = spanIn(chunks, place);
    return !fits.some((fit) => {
      const inner = fit.model !== null && fit.place.chunk === place.chunk ? spanIn(chunks, fit.place) : null;
      return inner && outer && outer.from <= inner.from && inner.to <= outer.to;
    });
  });
}

function spanIn(chunks: Analysis['chunks'], place: Place): { from: number; to: number } | null {
  const chunk = chunks.get(place.chunk);
  return chunk ? spanOf(chunk, place) : null;
}

function placesOf(record: ModelRecord): Place[] {
  const own = [record.place, ...(record.bindingPlace ? [record.bindingPlace] : [])];
  return [...own, ...record.nodes.flatMap((node) => (node.site ? [node.place, node.site] : [node.place]))];
}

function placeOf({ chunks }: Analysis, place: Place): KnownPlace | null {
  const range = rangeOf(chunks, place);
  return range && { uri: place.chunk, line: range.start.line + 1 };
}
