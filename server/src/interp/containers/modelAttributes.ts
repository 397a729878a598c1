import { optimizerClasses } from '../../ops/keras/identifiers';
import { findOp } from '../../ops/registry';
import type { LayerObject, ModelObject, TensorValue, Value } from '../../values/value';
import { bool, str, unknown } from '../../values/value';
import { PersistentMap } from '../../values/persistentMap';
import { shapeValue } from '../attributes';
import type { Machine } from '../machine';
import { layersOf, weightsOf } from './modelLayers';
import { refuseEndOfStack } from './modelReports';
import { namedWeight } from './weightLists';
import { trainableOf } from './weights';

/** Attributes of layers and models that programs read; undefined for what is a method. */
export function modelAttr(m: Machine, object: LayerObject | ModelObject, name: string): Value | undefined {
  switch (name) {
    case 'name':
      return str(object.name || null);
    case 'trainable':
      return bool(trainableOf(object));
    case 'weights':
    case 'variables':
    case 'trainable_weights':
    case 'trainable_variables': {
      const weights = weightsOf(m, object, name.startsWith('trainable') ? 'trainable' : 'all');
      return weights ? list(m, weights) : unknown;
    }
    case 'non_trainable_weights':
    case 'non_trainable_variables':
    case 'losses':
    case 'metrics':
    case 'built':
    case 'dtype':
    case 'compute_dtype':
    case 'variable_dtype':
    case 'dtype_policy':
    case 'supports_masking':
    case 'input_spec':
      return unknown;
  }
  return object.kind === 'layer' ? layerAttr(m, object, name) : graphAttr(m, object, name);
}

/** `layer.output` is known of the layer's only node; `layer.units` and its like are what it was made with. */
function layerAttr(m: Machine, layer: LayerObject, name: string): Value | undefined {
  if (name === 'input' || name === 'output') return endpoints(m, layer.node?.[`${name}s`] ?? null, false);
  const weight = namedWeight(m, layer, name);
  if (weight) return weight;
  if (name === 'kernel' || name === 'bias' || name === 'input_shape' || name === 'output_shape' || name === 'activation') return unknown;
  const def = findOp(layer.op);
  const given = layer.args.values.get(name);
  if (def?.kind !== 'layer' || !Object.hasOwn(def.params, name)) return undefined;
  // An array that a layer is given it may keep in another form.
  return !given || given.value.kind === 'tensor' ? unknown : given.value;
}

function graphAttr(m: Machine, model: ModelObject, name: string): Value | undefined {
  // What a method of the program calls has no graph.
  const isGraph = model.container !== 'subclass';
  switch (name) {
    case 'input':
    case 'inputs':
      if (name === 'input') refuseEndOfStack(m, model, name);
      return endpoints(m, isGraph ? model.inputs : null, name === 'inputs');
    case 'output':
    case 'outputs':
      if (name === 'output') refuseEndOfStack(m, model, name);
      return endpoints(m, isGraph ? model.outputs : null, name === 'outputs');
    case 'output_shape':
    case 'outputShape':
      return shapes(m, isGraph ? model.outputs : null);
    case 'input_shape':
    case 'inputShape':
      return shapes(m, isGraph ? model.inputs : null);
    case 'layers': {
      const layers = layersOf(m, model);
      return m.alloc({ kind: 'list', isSet: false, items: layers, element: unknown });
    }
    case 'optimizer':
      return optimizerOf(m, model);
    case 'loss':
    case 'history':
    case 'metrics_names':
    case 'stop_training':
    case 'compiled_loss':
    case 'compiled_metrics':
    case 'jit_compile':
    case 'run_eagerly':
    case 'input_names':
    case 'output_names':
      return unknown;
    default:
      return undefined;
  }
}

function optimizerOf(m: Machine, model: ModelObject): Value {
  const compiled = model.compiled?.kind === 'ref' ? m.get(model.compiled.id) : undefined;
  if (compiled?.kind !== 'object') return unknown;
  const given = compiled.attrs.get('optimizer');
  if (given?.kind === 'ref') return m.get(given.id)?.kind === 'object' ? given : unknown;
  const named = given?.kind === 'str' ? given.value?.toLowerCase() : undefined;
  const cls = named && optimizerClasses.find((name) => name.toLowerCase() === named);
  return cls ? m.alloc({ kind: 'object', cls: `keras.optimizers.${cls}`, attrs: PersistentMap.from([]), site: compiled.site }) : unknown;
}

function shapes(m: Machine, tensors: readonly TensorValue[] | null): Value {
  if (!tensors) return unknown;
  return tensors.length === 1
    ? shapeValue(m, tensors[0]!.shape)
    : list(
        m,
        tensors.map((t) => shapeValue(m, t.shape)),
      );
}

function endpoints(m: Machine, tensors: readonly TensorValue[] | null, asList: boolean): Value {
  if (!tensors) return unknown;
  if (!asList && tensors.length === 1) return tensors[0]!;
  return list(m, tensors);
}

function list(m: Machine, items: readonly Value[]): Value {
  return m.alloc({ kind: 'list', isSet: false, items, element: unknown });
}
