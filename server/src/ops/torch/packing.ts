import type { CallContext } from '../kernel';
import type { Dim } from '../../values/dim';
import { unknownDim } from '../../values/dim';
import type { Heap, TensorValue, Value } from '../../values/value';

/** The class of sequences of several lengths, packed into one tensor. */
export const packedClass = 'torch.nn.utils.rnn.PackedSequence';

export interface Packed {
  readonly data: TensorValue;
  /** How many sequences there are. */
  readonly batch: Dim;
  /** How long the longest is. */
  readonly time: Dim;
}

/** What is packed in a value; null for anything else. */
export function packedOf(value: Value | undefined, heap: Heap): Packed | null {
  const object = value?.kind === 'ref' ? heap.get(value.id) : undefined;
  if (object?.kind !== 'object' || object.cls !== packedClass) return null;
  const data = object.attrs.get('data');
  if (data?.kind !== 'tensor') return null;
  const extent = (name: string): Dim => {
    const found = object.attrs.get(name);
    return found?.kind === 'int' ? found.value : unknownDim;
  };
  return { data, batch: extent('#batch'), time: extent('#time') };
}

/** The same packing around other data. */
export function repacked(value: Value, data: TensorValue, cx: Pick<CallContext, 'object' | 'heap'>): Value {
  const object = value.kind === 'ref' ? cx.heap.get(value.id) : undefined;
  const kept = object?.kind === 'object' ? Object.fromEntries(object.attrs.entries()) : {};
  return cx.object(packedClass, { ...kept, data });
}
