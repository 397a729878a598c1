import type { BinaryOp, NodeBase } from '../ir/ir';
import type { Dim } from '../values/dim';
import { compareDims, freeDim, unknownDim } from '../values/dim';
import type { MaybeShape } from '../values/shape';
import { shapeOf } from '../values/shape';
import type { TensorValue, Value } from '../values/value';
import { unknown } from '../values/value';
import { unknownTensor } from './containers/layers';
import type { Machine } from './machine';

/** An operator on any two values: plain ones by the language's rules, lists by content, symbolic tensors by broadcasting. */
export function binaryOnValues(m: Machine, node: NodeBase, op: BinaryOp, left: Value, right: Value): Value {
  if (left.kind === 'tensor' || right.kind === 'tensor') return onTensors(m, node, op, left, right);
  const list = onLists(m, op, left, right);
  return list ?? m.frame.semantics.binary(op, left, right);
}

function onLists(m: Machine, op: BinaryOp, left: Value, right: Value): Value | null {
  if (m.frame.semantics.language !== 'python' || (op !== '+' && op !== '*')) return null;
  const a = left.kind === 'ref' ? m.get(left.id) : undefined;
  const b = right.kind === 'ref' ? m.get(right.id) : undefined;
  if (op === '+') {
    if (a?.kind !== 'list' || b?.kind !== 'list') return null;
    return m.alloc({ kind: 'list', isSet: false, items: a.items && b.items ? [...a.items, ...b.items] : null, element: unknown });
  }
  const [list, times] = a?.kind === 'list' ? [a, right] : b?.kind === 'list' ? [b, left] : [null, unknown];
  if (!list) return null;
  const n = times.kind === 'int' && typeof times.value === 'number' ? Math.max(0, times.value) : null;
  const items = list.items && n !== null && n * list.items.length <= 4096 ? Array.from({ length: n }, () => list.items!).flat() : null;
  return m.alloc({ kind: 'list', isSet: false, items, element: list.element });
}

/** Element by element, silent: what does not broadcast gives a tensor of unknown shape. */
function onTensors(m: Machine, node: NodeBase, op: BinaryOp, left: Value, right: Value): Value {
  if (op === '@') return unknown;
  const isScalar = (v: Value): boolean => v.kind === 'int' || v.kind === 'float' || v.kind === 'bool';
  const tensors = [left, right].filter((v): v is TensorValue => v.kind === 'tensor');
  const shape =
    tensors.length === 2 ? broadcast(tensors[0]!.shape, tensors[1]!.shape) : isScalar(left) || isScalar(right) ? tensors[0]!.shape : null;
  const first = tensors[0]!;
  if (!first.isSymbolic) return { ...first, shape, producer: null, dtype: null };
  return {
    ...first,
    shape,
    dtype: tensors.every((t) => t.dtype === first.dtype) ? first.dtype : null,
    producer: {
      id: m.nextId++,
      layer: null,
      op,
      name: op,
      // What is not known may be a tensor: the graph behind it is not seen.
      inputs: [...tensors, ...[left, right].flatMap((v) => (v.kind === 'unknown' ? [unknownTensor(first.framework)] : []))],
      outputIdx: 0,
      output: shape,
      place: m.place(node),
      status: 'ok',
      callIdx: 0,
    },
  };
}

/** The shape of an element-wise operation (NumPy's rule); unknown where the shapes do not fit or do not tell. */
export function broadcast(a: MaybeShape, b: MaybeShape): MaybeShape {
  if (!a || !b || a.hasPrefix || b.hasPrefix) return null;
  const rank = Math.max(a.dims.length, b.dims.length);
  const dims: Dim[] = [];
  for (let i = 1; i <= rank; i++) {
    const x = a.dims[a.dims.length - i] ?? 1;
    const y = b.dims[b.dims.length - i] ?? 1;
    if (x === 1) dims.unshift(y);
    else if (y === 1 || compareDims(x, y) === 'equal') dims.unshift(x);
    else if (x === freeDim && y === freeDim) dims.unshift(freeDim);
    else if (typeof x === 'number' && typeof y !== 'number') dims.unshift(x);
    else if (typeof y === 'number' && typeof x !== 'number') dims.unshift(y);
    else if (compareDims(x, y) === 'different') return null;
    else dims.unshift(unknownDim);
  }
  return shapeOf(dims);
}
