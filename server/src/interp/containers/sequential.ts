import type { Expr } from '../../ir/ir';
import type { Place } from '../../ir/place';
import type { LayerDef } from '../../ops/kernel';
import { refusedShape } from '../../ops/keras/shapeArgument';
import { findOp } from '../../ops/registry';
import type { CallSite, LayerObject, ModelObject, TensorValue, Value } from '../../values/value';
import { tuple } from '../../values/value';
import type { Machine } from '../machine';
import { refuse } from '../reports/refusal';
import { labelOf } from '../reports/report';
import { declaredInput, runLayer, unknownTensor } from './layers';
import { callModel } from './models';
import { placeholder } from './placeholder';
import { refuseInStack, refuseLateInput } from './stacked';
import { isSurelyKeras3 } from './kerasFlavor';
import { baseOf } from './subclass';
import { refuseUninitialized } from './uninitialized';

/**
 * Appends one layer. `site` is the call that raises when it does not fit: `model.add(…)` with its argument, or the
 * constructor with a list.
 */
export function addLayer(m: Machine, id: number, value: Value, site: CallSite, argument: Expr | null): void {
  const model = m.get(id);
  if (model?.kind !== 'model' || refuseInStack(m, model, value, site, argument)) return;
  const added = model.framework === 'keras' ? baseOf(m, value)?.object : undefined;
  if (added?.own) refuseUninitialized(m, added, site);
  const layers = [...model.layers, value];
  m.set(id, { ...model, layers });
  const input = model.inputs ? null : inputOf(m, model, value, site, argument);
  if (input) {
    update(m, id, { inputs: [input.tensor], outputs: [input.tensor] });
    if (input.isLayerItself) return;
  }
  const now = m.get(id);
  if (now?.kind !== 'model' || !now.inputs) {
    if (value.kind === 'unknown') update(m, id, { isComplete: false });
    return;
  }
  append(m, id, value, site, argument);
}

/** Runs the layers on an input that became known only now: `model.build(…)` or the first call. */
export function buildChain(m: Machine, id: number, input: TensorValue, site: CallSite): void {
  const model = m.get(id);
  if (model?.kind !== 'model' || model.inputs) return;
  if (refuseLateInput(m, model, site)) {
    update(m, id, { inputs: [input], outputs: null, isComplete: false });
    return;
  }
  update(m, id, { inputs: [input], outputs: [input], chain: [] });
  for (const layer of model.layers) append(m, id, layer, site, null);
}

function append(m: Machine, id: number, value: Value, site: CallSite, argument: Expr | null): void {
  const model = m.get(id);
  if (model?.kind !== 'model') return;
  // Where paths met that added different layers, nothing is known of what comes out of them.
  const last = model.chain.at(-1) ?? (model.outputs ? model.inputs![0]! : unknownTensor(model.framework));
  const next = applyTo(m, value, last, site, argument);
  update(m, id, { chain: [...model.chain, next], outputs: [next], isComplete: model.isComplete && value.kind !== 'unknown' });
}

function applyTo(m: Machine, value: Value, x: TensorValue, site: CallSite, argument: Expr | null): TensorValue {
  const base = baseOf(m, value);
  const object = base?.object;
  if (base && object?.kind === 'layer') {
    return runLayer(m, base.id, [x], { place: object.site.place, report: reportPlace(m, object, site, argument), site: object.site });
  }
  if (base && object?.kind === 'model') return callModel(m, base.id, [x], site)[0] ?? unknownTensor(x.framework);
  return foreignLayer(m, value, [x], site.place);
}

/** A layer without a rule keeps the graph connected; nothing is known of its output. */
export function foreignLayer(m: Machine, value: Value, inputs: readonly TensorValue[], place: Place): TensorValue {
  const first = inputs[0]!;
  const op = value.kind === 'unknown' && value.path ? value.path.replace(/\(\).*$/, '') : 'unknown';
  return {
    ...unknownTensor(first.framework),
    producer: { id: m.nextId++, layer: null, op, name: '', inputs, outputIdx: 0, output: null, place, status: 'ok', callIdx: 0 },
  };
}

/** The whole call where it fits on a line, the layer itself inside a call over several lines. */
function reportPlace(m: Machine, layer: LayerObject, site: CallSite, argument: Expr | null): Place {
  const { call, home } = site;
  if (!call) return site.place;
  const isInside =
    layer.site.home === home && layer.site.call !== null && layer.site.call.from >= call.from && layer.site.call.to <= call.to;
  if (!isInside) return site.place;
  const isSpread = home.code.text.slice(call.from, call.to).includes('\n');
  return argument && !isSpread ? site.place : layer.site.place;
}

/** The input that the first layer brings: a placeholder, an input layer, or `input_shape` and its like. */
function inputOf(
  m: Machine,
  model: ModelObject,
  value: Value,
  site: CallSite,
  argument: Expr | null,
): { tensor: TensorValue; isLayerItself: boolean } | null {
  if (model.layers.length > 0 || !model.isComplete) return null;
  if (value.kind === 'tensor') return { tensor: value, isLayerItself: true };
  const object = baseOf(m, value)?.object;
  if (object?.kind === 'model' && object.inputs?.length === 1) {
    const { shape, dtype } = object.inputs[0]!;
    return {
      tensor: placeholder(m, { shape, dtype, framework: model.framework, place: object.site.place }),
      isLayerItself: false,
    };
  }
  if (object?.kind !== 'layer') return null;
  const def = findOp(object.op);
  refuseDeclared(m, object, def?.kind === 'layer' ? def : undefined, reportPlace(m, object, site, argument));
  const declared = declaredInput(m, object.args, def?.kind === 'layer' ? def : undefined);
  if (declared === 'absent' || (def?.kind !== 'layer' && !object.own)) return null;
  const tensor = placeholder(m, { shape: declared, dtype: inputDtype(object), framework: model.framework, place: object.site.place });
  m.inputSites = m.inputSites.set(tensor.producer!.id, {
    args: object.args,
    site: object.site,
    style: def?.kind === 'layer' ? def.style : 'python',
    op: object.op,
  });
  return { tensor, isLayerItself: def?.kind === 'layer' && def.category === 'input' };
}

/** `input_shape=…` that is no shape: Keras reads it once the layer is the first of a model. */
function refuseDeclared(m: Machine, { op, args, framework }: LayerObject, def: LayerDef | undefined, place: Place): void {
  if (framework !== 'keras' || m.frame.semantics.language !== 'python' || def?.category === 'input' || !isSurelyKeras3(m)) return;
  const given = args.values.get('input_shape');
  const size = def && 'input_dim' in def.params ? undefined : args.values.get('input_dim');
  const found = size
    ? refusedShape(tuple([size.value]), m, labelOf(op), 'input_dim')
    : given && refusedShape(given.value, m, labelOf(op), 'input_shape');
  if (found) refuse(m, 'ValueError', found.code, found.message, { place });
}

function inputDtype(layer: LayerObject): string | null {
  const dtype = layer.args.values.get('dtype')?.value;
  return dtype?.kind === 'str' ? dtype.value : dtype ? null : 'float32';
}

function update(m: Machine, id: number, change: Partial<ModelObject>): void {
  const model = m.get(id);
  if (model?.kind === 'model') m.set(id, { ...model, ...change });
}
