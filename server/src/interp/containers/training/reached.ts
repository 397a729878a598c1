import type { Dim } from '../../../values/dim';
import type { ValueRange } from '../../../values/value';

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
export function isSurelyReached({ min, max, isContinuous, isLoose }: ValueRange, limit: number, count: Dim): boolean {
  if (min >= limit || max <= -1) return true;
  if (min === 0 && max === 1 && !isContinuous) return true;
  if (isLoose) return false;
  if (isContinuous) {
    const beyond = Math.max(0, max - limit) + Math.max(0, -1 - min);
    return typeof count === 'number' && (1 - beyond / (max - min)) ** count < risk;
  }
  const beyond = Math.max(0, max - limit + 1) + Math.max(0, -min);
  return typeof count === 'number' && (1 - beyond / (max - min + 1)) ** count < risk;
}
