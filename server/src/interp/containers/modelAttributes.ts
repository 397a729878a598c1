import type { LayerObject, ModelObject, TensorValue, Value } from '../../values/value';
import { str, unknown } from '../../values/value';
import { shapeValue } from '../attributes';
import type { Machine } from '../machine';

/** Attributes of layers and models that programs read; undefined for what is a method. */
export function modelAttr(m: Machine, object: LayerObject | ModelObject, name: string): Value | undefined {
  if (name === 'name') return str(object.name || null);
  if (object.kind === 'layer') {
    if (['input', 'output', 'weights', 'kernel', 'bias', 'trainable', 'built', 'dtype'].includes(name)) return unknown;
    return undefined;
  }
  switch (name) {
    case 'input':
    case 'inputs':
      return endpoints(m, object.inputs, name === 'inputs');
    case 'output':
    case 'outputs':
      return endpoints(m, object.outputs, name === 'outputs');
    case 'output_shape':
    case 'outputShape':
      return object.outputs?.length === 1 ? shapeValue(m, object.outputs[0]!.shape) : unknown;
    case 'input_shape':
    case 'inputShape':
      return object.inputs?.length === 1 ? shapeValue(m, object.inputs[0]!.shape) : unknown;
    case 'layers':
      return m.alloc({
        kind: 'list',
        isSet: false,
        items: object.container === 'sequential' && object.isComplete ? object.layers : null,
        element: unknown,
      });
    case 'trainable':
    case 'weights':
    case 'optimizer':
    case 'loss':
    case 'history':
    case 'metrics':
      return unknown;
    default:
      return undefined;
  }
}

function endpoints(m: Machine, tensors: readonly TensorValue[] | null, asList: boolean): Value {
  if (!tensors) return unknown;
  if (!asList && tensors.length === 1) return tensors[0]!;
  return m.alloc({ kind: 'list', isSet: false, items: tensors, element: unknown });
}
