import { defineMethod, tensor, value } from '../kernel';
import type { CallContext, LibraryEntry } from '../kernel';
import type { Dim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { unknown } from '../../values/value';
import { dimsOf } from './arrays';
import { joined } from './joining';

/** `np.c_[a, b]` puts arrays of one axis side by side as columns, `np.r_[a, b]` joins them along the first axis. */
function byIndex(name: 'c_' | 'r_', index: Value, cx: CallContext): Value {
  const parts = index.kind === 'tuple' ? index.items : [index];
  // Texts and slices are a language of their own.
  if (parts.some((part) => part.kind === 'str' || part.kind === 'slice' || part.kind === 'unknown')) return unknown;
  const items = parts.map((part) => lifted(tensor().read(part, cx.heap), name));
  if (items.some((item) => dimsOf(item.shape) === null)) return unknown;
  return joined(cx, items, name === 'c_' ? -1 : 0, 'index');
}

function lifted(x: TensorValue, name: 'c_' | 'r_'): TensorValue {
  const own = dimsOf(x.shape);
  if (!own || own.length > 1 || (own.length === 1 && name === 'r_')) return x;
  const dims: readonly Dim[] = name === 'r_' ? [1] : own.length === 0 ? [1, 1] : [...own, 1];
  return { ...x, shape: shapeOf(dims) };
}

/** Joining by square brackets. */
export const joiningByIndex: readonly LibraryEntry[] = (['c_', 'r_'] as const).map((name) =>
  defineMethod({
    name: `numpy.${name}.__getitem__`,
    params: { self: value(), index: value() },
    call: ({ index }, cx) => byIndex(name, index, cx),
  }),
);
