import type { CallContext } from '../../kernel';
import { arrayAttribute, toTensor } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { freeDim, isLiteral, unknownDim } from '../../../values/dim';
import { rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { int, str, unknown } from '../../../values/value';

export const datasetClass = 'tensorflow.data.Dataset';

/** Attribute of a dataset: how many elements its first batch has. */
export const firstBatch = '#first';

/** How many elements a dataset has: an extent, no end, or not known. */
export type Count = Dim | 'endless';

/** A dataset of elements of one structure. */
export function datasetOf(cx: CallContext, element: Value, count: Count = unknownDim): Value {
  return cx.object(datasetClass, { '#element': element, '#count': count === 'endless' ? str('endless') : int(count) });
}

export function elementOf(cx: CallContext, dataset: Value): Value {
  return cx.attr(dataset, '#element') ?? unknown;
}

export function countOf(cx: CallContext, dataset: Value): Count {
  const count = cx.attr(dataset, '#count');
  return count?.kind === 'str' ? 'endless' : count?.kind === 'int' ? count.value : unknownDim;
}

/**
 * The same structure with each tensor replaced. Tuples and dicts are structure; lists and arrays are tensors, as in `tf.data`. What is
 * not known stays so.
 */
export function mapTensors(cx: CallContext, value: Value, f: (x: TensorValue) => Value): Value {
  if (value.kind === 'tuple') return { kind: 'tuple', items: value.items.map((item) => mapTensors(cx, item, f)) };
  if (value.kind === 'unknown' || value.kind === 'none') return value;
  const object = value.kind === 'ref' ? cx.heap.get(value.id) : undefined;
  if (object?.kind === 'dict') {
    let { entries } = object;
    for (const [key, entry] of object.entries.entries())
      entries = entries.set(key, { key: entry.key, value: mapTensors(cx, entry.value, f) });
    return cx.alloc({ ...object, entries });
  }
  if (object && object.kind !== 'list' && !(object.kind === 'object' && object.attrs.has(arrayAttribute)))
    return object.kind === 'object' && object.cls === datasetClass ? value : unknown;
  if (value.kind === 'function' || value.kind === 'method' || value.kind === 'library' || value.kind === 'slice') return unknown;
  const tensor = toTensor(value, cx.heap, 'tensorflow');
  return f({ ...tensor, framework: tensor.isSymbolic ? tensor.framework : 'tensorflow' });
}

/** Every tensor of a structure. */
export function tensorsIn(cx: CallContext, value: Value): readonly TensorValue[] {
  const found: TensorValue[] = [];
  mapTensors(cx, value, (x) => {
    found.push(x);
    return x;
  });
  return found;
}

/** A row of an array. */
export function rowOf(x: TensorValue): TensorValue {
  const rank = rankOf(x.shape);
  return { ...x, shape: rank ? shapeOf(x.shape!.dims.slice(1)) : null, data: null, producer: null };
}

/** Rows on top of each other. */
export function batchOf(x: TensorValue, size: Dim): TensorValue {
  return { ...x, shape: rankOf(x.shape) === null ? null : shapeOf([size, ...x.shape!.dims]), data: null, producer: null };
}

/** What a loop over a dataset gives: every tensor has an extent on each axis then, and the first is that of the batch, the same for all. */
export function concreteElement(cx: CallContext, dataset: Value): Value {
  let batch: Dim | null = null;
  return mapTensors(cx, elementOf(cx, dataset), (x) =>
    x.shape?.dims.includes(freeDim)
      ? {
          ...x,
          shape: {
            ...x.shape,
            dims: x.shape.dims.map((d, i) => (d === freeDim ? (i === 0 ? (batch ??= batchSymbol(cx, dataset)) : unknownDim) : d)),
          },
        }
      : x,
  );
}

/** An extent for the batches of a dataset, with what is known of the first one. */
function batchSymbol(cx: CallContext, dataset: Value): Dim {
  const batch = cx.symbol('batch');
  const first = firstBatchOf(cx, dataset);
  if (first !== null && typeof batch !== 'number' && batch.kind === 'symbolic') cx.setFact(`first ${batch.key}`, String(first));
  return batch;
}

function firstBatchOf(cx: CallContext, dataset: Value): number | null {
  const size = cx.attr(dataset, firstBatch);
  return size?.kind === 'int' && isLiteral(size.value) ? size.value : null;
}
