import { msg } from '../kernel';
import type { CallContext } from '../kernel';
import type { Value } from '../../values/value';

/** True where JSON takes a value; what it surely does not take is reported. */
export function checkJson(value: Value, cx: CallContext): boolean {
  const type = notJson(value, cx, 0);
  if (type === null) return true;
  const message = /^(?:numpy|tensorflow)/.test(type)
    ? msg('JSON takes no {0}; {1} makes plain numbers of it', type, type === 'numpy.ndarray' ? 'tolist()' : 'float(…)')
    : msg('JSON takes no {0}', type);
  cx.raise('TypeError', 'dtype-mismatch', message);
  return false;
}

function notJson(value: Value, cx: CallContext, depth: number): string | null {
  if (depth > 8) return null;
  if (value.kind === 'range' || value.kind === 'function') return value.kind;
  if (value.kind === 'tensor') return typeOfTensor(value);
  const items = value.kind === 'tuple' ? value.items : null;
  const object = value.kind === 'ref' ? cx.heap.get(value.id) : undefined;
  if (object?.kind === 'list' && object.isSet) return 'set';
  const inner =
    items ??
    (object?.kind === 'list' ? object.items : object?.kind === 'dict' ? [...object.entries.values()].map((entry) => entry.value) : null);
  for (const item of inner ?? []) {
    const type = notJson(item, cx, depth + 1);
    if (type !== null) return type;
  }
  return null;
}

/** Arrays and single numbers of NumPy; a float64 is a float of Python as well. */
function typeOfTensor({ framework, shape, dtype, isSymbolic }: Extract<Value, { kind: 'tensor' }>): string | null {
  if (isSymbolic || !shape || shape.hasPrefix || (framework !== 'numpy' && framework !== 'tensorflow')) return null;
  if (framework === 'tensorflow') return 'tensorflow.Tensor';
  if (shape.dims.length) return 'numpy.ndarray';
  return dtype !== null && /^(?:u?int\d|float(?:16|32)|bool)/.test(dtype) ? `numpy.${dtype}` : null;
}
