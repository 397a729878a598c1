import { formatDim } from '../values/dim';
import type { Heap, LayerObject, Value } from '../values/value';

/** The given arguments that are worth a place on a node, as short texts: `3×3`, `same`, `relu`. */
export function shownArgs(layer: LayerObject, shown: readonly string[], heap: Heap): string[] {
  const out: string[] = [];
  for (const name of shown) {
    const arg = layer.args.values.get(name);
    const text = arg && shortText(arg.value, name, heap);
    if (text) out.push(text);
  }
  return out;
}

/** `null` for what is not known, or says nothing (`false`, `None`, the identity as an activation). */
function shortText(value: Value, name: string, heap: Heap): string | null {
  switch (value.kind) {
    case 'int':
      return typeof value.value === 'number' || value.value.kind === 'symbolic' ? formatDim(value.value) : null;
    case 'float':
      return value.value === null ? null : String(value.value);
    case 'str':
      return value.value === 'linear' ? null : value.value;
    case 'bool':
      return value.value ? name : null;
    case 'tuple':
      return sequenceText(value.items, name, heap);
    case 'ref': {
      const object = heap.get(value.id);
      return object?.kind === 'list' && object.items ? sequenceText(object.items, name, heap) : null;
    }
    case 'library':
      return value.path.slice(value.path.lastIndexOf('.') + 1);
    default:
      return null;
  }
}

function sequenceText(items: readonly Value[], name: string, heap: Heap): string | null {
  const parts = items.map((item) => shortText(item, name, heap));
  return parts.length && parts.every((part) => part !== null) ? parts.join('×') : null;
}
