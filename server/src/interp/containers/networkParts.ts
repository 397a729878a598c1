import { partsOf } from '../../ops/keras/applicationLayers';
import { findOp } from '../../ops/registry';
import type { CallSite, LayerObject, ModelObject, RefValue, TensorValue } from '../../values/value';
import { str } from '../../values/value';
import { plainArgs } from '../calls';
import type { CallArgs } from '../functions';
import type { Machine } from '../machine';
import { applyLayer } from './layers';
import { isNetwork } from './modelLayers';
import { reportLayerName } from './modelReports';
import { inOrder, tensorKey } from './models';

/** Names that Keras gives by itself, with or without a number behind. */
const counted =
  /_\d+$|^(input|conv2d|batch_normalization|activation|concatenate|add|lambda|max_pooling2d|average_pooling2d|rescaling|normalization|dense|flatten|dropout|global_)/;

/** `base.get_layer(name)` of a model around a network of `keras.applications`: the one layer of it; null where it is not known. */
export function networkPart(m: Machine, model: ModelObject, name: string, args: CallArgs, site: CallSite): RefValue | null {
  const first = new Set((model.inputs ?? []).map(tensorKey));
  const whole = inOrder(model.outputs ?? [], first).filter((t) => !first.has(tensorKey(t)) && isNetwork(m, t));
  const layer = whole.length === 1 ? networkOf(m, whole[0]!) : null;
  const architecture = layer?.args.values.get('architecture')?.value;
  const parts = architecture?.kind === 'str' && architecture.value !== null ? partsOf(architecture.value) : null;
  if (!layer || !parts || layer.args.values.has('part')) return null;
  if (parts.has(name)) {
    const values = new Map([...layer.args.values, ['part', { value: str(name), expr: null, place: null }] as const]);
    const part = m.alloc({ ...layer, name, args: { values, isComplete: true }, built: null, node: undefined, nCalls: 0 });
    applyLayer(m, part.id, plainArgs([whole[0]!.producer!.inputs[0]!]), site);
    return part;
  }
  const isAlone = model.outputs?.length === 1 && tensorKey(model.outputs[0]!) === tensorKey(whole[0]!);
  if (isAlone && !counted.test(name)) reportLayerName(m, [...parts.keys()], name, args, site);
  return null;
}

function networkOf(m: Machine, { producer }: TensorValue): LayerObject | null {
  const layer = producer?.layer == null ? undefined : m.get(producer.layer);
  return layer?.kind === 'layer' && findOp(layer.op) && producer!.inputs.length === 1 ? layer : null;
}
