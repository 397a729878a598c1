import type { Dim } from '../../values/dim';
import type { ValueRange } from '../../values/value';

/** Whether all elements, as whole numbers, are from 0 to below `limit`. */
export function staysBelow({ min, max, isContinuous }: ValueRange, limit: number): boolean {
  return min > -1 && (isContinuous ? max <= limit : max < limit);
}

/** How likely it may be at most that chance spares a program. */
const risk = 1e-4;

/**
 * Bounds are what elements can be: among many of them some are, as whole numbers, at `limit` or above, or below zero. Labels of 1 or 0
 * are all 0 where nobody trains.
 */
export function isSurelyReached(range: ValueRange, limit: number, count: Dim): boolean {
  if (range.min === 0 && range.max === 1 && !range.isContinuous) return true;
  return isSurelyOutside(range, 0, limit, count);
}

/** Whether some of `count` elements are surely, as whole numbers, below `from` or at `limit` or above. */
export function isSurelyOutside({ min, max, isContinuous, isLoose }: ValueRange, from: number, limit: number, count: Dim): boolean {
  if (min >= limit || max <= from - 1) return true;
  if (isLoose) return false;
  const width = isContinuous ? max - min : max - min + 1;
  const above = isContinuous ? max - limit : max - limit + 1;
  const below = isContinuous ? from - 1 - min : from - min;
  return typeof count === 'number' && (1 - (Math.max(0, above) + Math.max(0, below)) / width) ** count < risk;
}
