import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import type { Heap, HeapObject, ModelObject, Producer, TensorValue, Value } from '../../values/value';
import type { State } from '../../values/state';
import type { Binding, ModelNode, ModelRecord } from './analysis';
import { inOrder, tensorKey } from '../containers/models';
import { countWeights, isForeign, memberLayers, resolveBase } from '../containers/weights';
import { labelOf } from '../reports/report';

export interface ModelRecords {
  readonly models: readonly ModelRecord[];
  /** Those that a later one of the same place and name replaces. */
  readonly replaced: readonly ModelRecord[];
}

/** Every model of the program as it stands in a state. */
export function modelRecords(state: State, models: readonly number[], bindings: readonly Binding[], isAssumed = false): ModelRecords {
  if (models.length === 0) return { models: [], replaced: [] };
  const byModel = new Map<number, Binding>();
  const byTensor = new Map<string, string>();
  const byLayer = new Map<number, string>();
  for (const binding of bindings) {
    const { value } = binding;
    if (value.kind === 'tensor' && !byTensor.has(tensorKey(value))) byTensor.set(tensorKey(value), binding.name);
    if (value.kind !== 'ref') continue;
    if (binding.kind === 'layer' && !byLayer.has(value.id)) byLayer.set(value.id, binding.name);
    const known = byModel.get(value.id);
    if (binding.kind === 'model' && (!known || (binding.isTopLevel && !known.isTopLevel))) byModel.set(value.id, binding);
  }
  const latest = new Map<string, ModelRecord>();
  const replaced: ModelRecord[] = [];
  for (const id of models) {
    const object = state.get(id);
    if (object?.kind !== 'model') continue;
    const binding = byModel.get(id) ?? null;
    const { nodes, params } = graphOf(new Source(state, byTensor, byLayer), id, object);
    if (nodes.length === 0) continue;
    const key = `${object.site.place.chunk} ${object.site.place.node} ${binding?.place.node ?? ''}`;
    const earlier = latest.get(key);
    if (earlier) replaced.push(earlier);
    latest.set(key, {
      id,
      name: binding?.name ?? object.name ?? 'model',
      ownName: object.name || null,
      className: object.own?.className ?? null,
      framework: object.framework,
      container: object.container,
      isComplete: object.isComplete,
      isAssumed,
      place: object.site.place,
      bindingPlace: binding?.place ?? null,
      inputs: (object.inputs ?? []).map((t) => t.shape),
      outputs: (object.outputs ?? []).map((t) => t.shape),
      ...params,
      nodes,
    });
  }
  return { models: uniqueNames([...latest.values()]), replaced };
}

function uniqueNames(records: readonly ModelRecord[]): ModelRecord[] {
  const seen = new Map<string, number>();
  return records.map((record) => {
    const n = (seen.get(record.name) ?? 0) + 1;
    seen.set(record.name, n);
    return n === 1 ? record : { ...record, name: `${record.name}#${n}` };
  });
}

interface Graph {
  readonly nodes: readonly ModelNode[];
  readonly params: { readonly params: Dim; readonly trainableParams: Dim };
}

/** What a model's graph was made from: objects by id, and the names that the program gives to tensors and layers. */
interface Looked {
  readonly objects: Map<number, HeapObject | undefined>;
  readonly names: Map<string | number, string | undefined>;
}

class Source implements Heap {
  readonly looked: Looked = { objects: new Map(), names: new Map() };

  constructor(
    readonly state: State,
    readonly byTensor: ReadonlyMap<string, string>,
    readonly byLayer: ReadonlyMap<number, string>,
  ) {}

  get(id: number): HeapObject | undefined {
    const object = this.state.get(id);
    this.looked.objects.set(id, object);
    return object;
  }

  nameOf(tensor: TensorValue): string | undefined {
    return this.#name(tensorKey(tensor));
  }

  nameOfLayer(id: number): string | undefined {
    return this.#name(id);
  }

  #name(key: string | number): string | undefined {
    const name = this.#bound(key);
    this.looked.names.set(key, name);
    return name;
  }

  #bound(key: string | number): string | undefined {
    return typeof key === 'number' ? this.byLayer.get(key) : this.byTensor.get(key);
  }

  /** True when all that was looked up before is the same here. */
  has({ objects, names }: Looked): boolean {
    for (const [id, object] of objects) if (this.state.get(id) !== object) return false;
    for (const [key, name] of names) if (this.#bound(key) !== name) return false;
    return true;
  }
}

/** Graphs of earlier analyses: from key to key most models stay as they are. */
const drawn = new WeakMap<ModelObject, { readonly id: number; readonly looked: Looked; readonly graph: Graph }>();

function graphOf(source: Source, id: number, model: ModelObject): Graph {
  const known = drawn.get(model);
  if (known?.id === id && source.has(known.looked)) return known.graph;
  const nodes = nodesOf(source, model);
  const graph = { nodes, params: totals(source, id, model.container === 'subclass' ? null : nodes) };
  drawn.set(model, { id, looked: source.looked, graph });
  return graph;
}

function nodesOf(source: Source, model: ModelObject): ModelNode[] {
  const names = new NodeNames();
  const attributes = attributeNames(source, model);
  if (model.container === 'sequential' && !model.inputs) return unbuiltNodes(source, model, (id) => source.nameOfLayer(id), names);
  if (model.container === 'subclass' && !model.outputs) {
    const layers = memberLayers(source, model.own!.members);
    return unbuiltNodes(source, { ...model, layers }, (id) => attributes.get(id), names);
  }
  const ids = new Map<string, string>();
  const nodes: ModelNode[] = [];
  const tensors = model.container === 'sequential' ? [...model.inputs!, ...model.chain] : tensorsOf(model);
  const inputs = new Set((model.inputs ?? []).map(tensorKey));
  for (const tensor of tensors) {
    // What a layer gives may be the input of a model: the layer is then no part of it.
    const producer = inputs.has(tensorKey(tensor)) ? inputProducer(tensor) : tensor.producer;
    const key = producer ? `${producer.id}` : `none${nodes.length}`;
    if (ids.has(key)) continue;
    const layer = producer?.layer === null || producer === null ? undefined : source.get(producer.layer);
    const held = producer && producer.layer !== null ? attributes.get(producer.layer) : undefined;
    const variable =
      held ?? source.nameOf(tensor) ?? (producer && producer.layer !== null ? source.nameOfLayer(producer.layer) : undefined);
    const label = names.next(producer?.name || variable, producer?.op ?? 'unknown');
    ids.set(key, label);
    nodes.push({
      id: label,
      label,
      ownName: producer?.name || null,
      op: producer?.op ?? 'unknown',
      from: (producer?.inputs ?? []).flatMap((t) => (t.producer ? (ids.get(String(t.producer.id)) ?? []) : [])),
      inputs: (producer?.inputs ?? []).map((t) => t.shape),
      output: tensor.shape,
      params:
        layer?.kind === 'layer' || layer?.kind === 'model'
          ? countWeights(source, producer!.layer!).params
          : isForeign(tensor)
            ? unknownDim
            : 0,
      place: producer?.place ?? model.site.place,
      site: layer?.kind === 'layer' || layer?.kind === 'model' ? layer.site.place : null,
      layer: producer?.layer ?? null,
      status: producer?.status ?? 'ok',
      group: layer?.kind === 'model' ? (layer.name ?? label) : null,
    });
  }
  return nodes;
}

/** Under which attribute the instance of a class of the program holds each layer: `head`, `blocks.0`. */
function attributeNames(heap: Heap, model: ModelObject): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  const instance = model.own ? heap.get(model.own.instance) : undefined;
  if (instance?.kind !== 'instance') return names;
  const lists = new Set<number>();
  const note = (value: Value, name: string): void => {
    if (value.kind !== 'ref') return;
    const id = resolveBase(heap, value.id);
    const object = heap.get(id);
    if ((object?.kind === 'layer' || object?.kind === 'model') && !names.has(id)) names.set(id, name);
    else if (object?.kind === 'list' && !lists.has(id)) {
      // A list may hold itself.
      lists.add(id);
      object.items?.forEach((item, i) => note(item, `${name}.${i}`));
    }
  };
  for (const [name, value] of instance.attrs.entries()) note(value, name);
  return names;
}

/** The tensors of a functional model, each after those it is made from. */
function tensorsOf({ inputs, outputs }: ModelObject): TensorValue[] {
  return inOrder([...(inputs ?? []), ...(outputs ?? [])], new Set((inputs ?? []).map(tensorKey)));
}

function inputProducer({ producer, shape }: TensorValue): Producer | null {
  return producer && producer.op !== 'input' ? { ...producer, op: 'input', name: '', layer: null, inputs: [], output: shape } : producer;
}

/** The layers of a sequential model whose input nobody has given yet. */
function unbuiltNodes(heap: Heap, model: ModelObject, nameOf: (layer: number) => string | undefined, names: NodeNames): ModelNode[] {
  let before: string | null = null;
  return model.layers.map((value) => {
    const id = value.kind === 'ref' ? resolveBase(heap, value.id) : null;
    const object = id === null ? undefined : heap.get(id);
    const known = object?.kind === 'layer' || object?.kind === 'model' ? object : null;
    const op = known ? (known.own?.className ?? known.op) : foreignName(value);
    const label = names.next(known?.name || (id === null ? undefined : nameOf(id)), op);
    const node: ModelNode = {
      id: label,
      label,
      ownName: known?.name || null,
      op,
      from: before === null ? [] : [before],
      inputs: [],
      output: null,
      params: unknownDim,
      place: known?.site.place ?? model.site.place,
      site: known?.site.place ?? null,
      layer: known ? id : null,
      status: 'ok',
      group: known?.kind === 'model' ? (known.name ?? label) : null,
    };
    before = label;
    return node;
  });
}

function foreignName(value: Value): string {
  return value.kind === 'unknown' && value.path ? value.path.replace(/\(\).*$/, '') : 'unknown';
}

/** Weights of the model, those of a shared layer once. */
function totals(heap: Heap, id: number, nodes: readonly ModelNode[] | null): { params: Dim; trainableParams: Dim } {
  if (nodes?.some((n) => n.layer === null && n.params !== 0)) return { params: unknownDim, trainableParams: unknownDim };
  const { params, trainable } = countWeights(heap, id);
  return { params, trainableParams: trainable };
}

/** Ids and labels of nodes: the user's own name where there is one, else the layer's in snake case; the occurrence tells equal ones apart. */
class NodeNames {
  readonly #used = new Map<string, number>();

  next(own: string | undefined, op: string): string {
    const base = own ?? snakeCase(labelOf(op));
    const n = this.#used.get(base) ?? 0;
    this.#used.set(base, n + 1);
    return n === 0 ? base : `${base}_${n}`;
  }
}

/** `MaxPooling2D` → `max_pooling2d`, as Keras names layers. */
function snakeCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])(?=[a-z])/g, '$1_$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase();
}
