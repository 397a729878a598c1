import type { Dim } from '../../../values/dim';
import type { ValueRange } from '../../../values/value';

/** Bounds are what elements can be: among many of them some are at `limit` or above, or below zero. */
export function isSurelyReached(range: ValueRange, limit: number, count: Dim): boolean {
  if (range.min >= limit || range.max < 0) return true;
  const beyond = range.min < 0 ? -range.min : range.max - limit + 1;
  return typeof count === 'number' && (count * beyond) / (range.max - range.min + 1) >= 12;
}
