import type { Range } from '../../../extension/protocol/graph';
import type { LoweredChunk } from '../ir/ir';
import type { Place } from '../ir/place';
import { spanOf } from '../ir/place';
import type { FixEdit } from './diagnostic';
import { lineIndexOf } from './lineIndex';

export type Chunks = ReadonlyMap<string, LoweredChunk>;

/** Where a place stands now; `null` when its chunk is not at hand or no longer has it. */
export function rangeOf(chunks: Chunks, place: Place): Range | null {
  const chunk = chunks.get(place.chunk);
  const span = chunk && spanOf(chunk, place);
  return chunk && span ? lineIndexOf(chunk).range(span.from, span.to) : null;
}

/** Where an edit stands now. */
export function rangeOfEdit(chunks: Chunks, edit: FixEdit): Range | null {
  const chunk = chunks.get(edit.chunk);
  const unit = chunk?.units[edit.unitIdx];
  return chunk && unit ? lineIndexOf(chunk).range(unit.start + edit.from, unit.start + edit.to) : null;
}

export function comparePositions(a: { line: number; character: number }, b: { line: number; character: number }): number {
  return a.line - b.line || a.character - b.character;
}

/** True when the ranges share a character or touch. */
export function rangesTouch(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}
