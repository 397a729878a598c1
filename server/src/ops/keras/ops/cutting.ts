import type { CallContext } from '../../kernel';
import { readDims } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { isLiteral, subDims, unknownDim } from '../../../values/dim';
import type { MaybeShape } from '../../../values/shape';
import { shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { unknown } from '../../../values/value';

/** The extents of the parts that places cut an axis into. */
function partsAt(places: readonly Dim[], size: Dim): Dim[] {
  const n = isLiteral(size) ? size : null;
  const literal = places.every(isLiteral)
    ? places.map((p) => (p < 0 ? (n === null ? NaN : Math.max(0, p + n)) : n === null ? p : Math.min(p, n)))
    : null;
  if (!literal || literal.some(Number.isNaN)) return [...places, size].map(() => unknownDim);
  return [...literal, size].map((to, i): Dim => {
    const from = i === 0 ? 0 : literal[i - 1]!;
    return isLiteral(to) ? Math.max(0, to - from) : from === 0 ? to : subDims(to, from);
  });
}

/** A tensor cut along an axis into equal parts or at places, as a list; a rough cut need not come out even. */
export function cut(x: TensorValue, sections: Value, axis: number | null, isRough: boolean, cx: CallContext): Value {
  if (axis === null) return unknown;
  const size = x.shape!.dims[axis]!;
  const whole = sections.kind === 'int' && isLiteral(sections.value) ? sections.value : null;
  let parts: readonly Dim[] | null = null;
  if (whole !== null && whole > 0 && whole <= 1024) {
    const rest = isLiteral(size) ? size % whole : 0;
    // What does not come out even is for the backend to say.
    if (rest && !isRough) return unknown;
    parts = Array.from({ length: whole }, (_, i) => (isLiteral(size) ? Math.floor(size / whole) + (i < rest ? 1 : 0) : unknownDim));
  } else if (sections.kind !== 'int') {
    const places = readDims(sections, cx.heap);
    parts = places && partsAt(places, size);
  }
  if (!parts) return unknown;
  const shapes = parts.map((part): MaybeShape => shapeOf(x.shape!.dims.map((d, i) => (i === axis ? part : d))));
  return cx.alloc({ kind: 'list', isSet: false, items: cx.results([x], shapes, x.dtype, { framework: 'keras' }), element: unknown });
}
