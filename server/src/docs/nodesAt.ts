import type { LoweredChunk, Unit } from '../ir/ir';
import type { Place } from '../ir/place';
import { placeOf } from '../ir/place';

/** Places of the nodes that hold an offset, the smallest first. */
export function nodesAt(chunk: LoweredChunk, offset: number): Place[] {
  const unitIdx = unitAt(chunk.units, offset);
  const unit = chunk.units[unitIdx];
  if (!unit) return [];
  const at = offset - unit.start;
  const found: { id: number; size: number }[] = [];
  unit.code.spans.forEach((span, id) => {
    if (span && span[0] <= at && at <= span[1]) found.push({ id, size: span[1] - span[0] });
  });
  // Of nodes of one size the inner one comes later in preorder.
  found.sort((a, b) => a.size - b.size || b.id - a.id);
  return found.map(({ id }) => placeOf(chunk.uri, unitIdx, id));
}

/** Index of the last unit that starts at or before the offset; units are in the order of the text. */
function unitAt(units: readonly Unit[], offset: number): number {
  let low = 0;
  let high = units.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (units[middle]!.start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}
