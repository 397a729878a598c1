import type { CallContext } from '../../kernel';
import { arrayOf, msg } from '../../kernel';
import { pillowImage } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { str, tuple, unknown } from '../../../values/value';

/** Items up to so many are told one by one. */
const mostItems = 256;

/** What the default collate makes of `size` items that are all alike. */
export function collate(cx: CallContext, item: Value, size: Dim): Value {
  switch (item.kind) {
    case 'tensor':
      return stacked(cx, item, size);
    case 'int':
      return arrayOf('torch', shapeOf([size]), 'int64');
    case 'bool':
      return arrayOf('torch', shapeOf([size]), 'bool');
    case 'float':
      return arrayOf('torch', shapeOf([size]), 'float64');
    case 'str':
      return listOfAlike(cx, str(null), size);
    case 'tuple': {
      const items = item.items.map((each) => collate(cx, each, size));
      return item.names ? { ...item, items } : cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
    }
    case 'none':
      return refuse(cx, 'None');
    case 'ref':
      return ofObject(cx, item.id, size);
    default:
      return unknown;
  }
}

function ofObject(cx: CallContext, id: number, size: Dim): Value {
  const object = cx.heap.get(id);
  if (object?.kind === 'list' && !object.isSet && !object.isView) {
    // Lists whose items are not known one by one may differ in length.
    const items = object.items?.map((each) => collate(cx, each, size)) ?? null;
    return items ? cx.alloc({ kind: 'list', isSet: false, items, element: unknown }) : unknown;
  }
  if (object?.kind === 'dict') {
    let { entries } = object;
    for (const [key, entry] of object.entries.entries())
      entries = entries.set(key, { key: entry.key, value: collate(cx, entry.value, size) });
    return cx.alloc({ ...object, entries });
  }
  if (object?.kind === 'object' && object.cls === pillowImage) return refuse(cx, 'PIL.Image');
  if (object?.kind === 'instance' && !object.isOpen && object.base === undefined && object.cls.kind === 'ref') {
    const cls = cx.heap.get(object.cls.id);
    if (cls?.kind === 'class' && !cls.isOpaque && !cls.bases.length) return refuse(cx, cls.name);
  }
  return unknown;
}

function stacked(cx: CallContext, x: TensorValue, size: Dim): Value {
  if (x.framework === 'numpy') {
    if (x.dtype === 'object' || x.dtype === 'str')
      return x.dtype === 'str' && rankOf(x.shape) === 0 ? unknown : x.element || !x.shape ? unknown : refuse(cx, x.dtype);
  } else if (x.framework !== 'torch') return unknown;
  const shape = x.shape && !x.shape.hasPrefix ? shapeOf([size, ...x.shape.dims]) : null;
  const dtype = x.dtype === 'str' ? null : x.dtype;
  return arrayOf('torch', shape, dtype, { range: x.range ?? null });
}

function refuse(cx: CallContext, type: string): Value {
  return cx.raise(
    'TypeError',
    'dtype-mismatch',
    msg('Batches are made of tensors, arrays, numbers, texts, and of sequences and dicts of them; the data set gives {0}', type),
  );
}

/** A list of so many values of one kind. */
export function listOfAlike(cx: CallContext, item: Value, size: Dim): Value {
  const isFew = typeof size === 'number' && size <= mostItems;
  const items = isFew ? Array.from({ length: size }, () => copyOf(cx, item)) : null;
  return cx.alloc({ kind: 'list', isSet: false, items, element: item, ...(!isFew && { count: size }) });
}

/** Each item has lists and dicts of its own: what a function does to one of them it does to no other. */
function copyOf(cx: CallContext, item: Value): Value {
  if (item.kind === 'tuple') return { ...item, items: item.items.map((each) => copyOf(cx, each)) };
  const object = item.kind === 'ref' ? cx.heap.get(item.id) : undefined;
  return object?.kind === 'list' || object?.kind === 'dict' ? cx.alloc({ ...object }) : item;
}

/** What a loader without batches makes of an item: arrays become tensors. */
export function converted(cx: CallContext, item: Value): Value {
  if (item.kind === 'tensor')
    return item.framework === 'numpy' && item.dtype !== 'object' && item.dtype !== 'str' && rankOf(item.shape)
      ? { ...item, framework: 'torch' }
      : item;
  if (item.kind !== 'tuple') return item;
  const items = item.items.map((each) => converted(cx, each));
  return item.names ? { ...tuple(items), ...item, items } : cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
}
