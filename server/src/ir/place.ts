import type { LoweredChunk, Unit } from './ir';

/**
 * Where something stands in a program: a chunk and a node in it, never an absolute offset, so that what was found for an
 * unchanged unit stays right when edits move it.
 */
export interface Place {
  readonly chunk: string;
  /** Unit index × 2^20 + id of the node in the unit. */
  readonly node: number;
}

const idsPerUnit = 2 ** 20;

export function placeOf(chunk: string, unitIdx: number, id: number): Place {
  return { chunk, node: unitIdx * idsPerUnit + id };
}

export function unitIdxOf(place: Place): number {
  return Math.floor(place.node / idsPerUnit);
}

export function nodeIdOf(place: Place): number {
  return place.node % idsPerUnit;
}

export function samePlace(a: Place, b: Place): boolean {
  return a.node === b.node && a.chunk === b.chunk;
}

/** Offsets of a place in the text of its chunk; `null` when the chunk no longer has it. */
export function spanOf(chunk: LoweredChunk, place: Place): { from: number; to: number } | null {
  const unit: Unit | undefined = chunk.units[unitIdxOf(place)];
  const span = unit?.code.spans[nodeIdOf(place)];
  return unit && span ? { from: unit.start + span[0], to: unit.start + span[1] } : null;
}
