import type { Weight } from '../ops/kernel';
import { formatDim } from '../values/dim';

/** How a parameter count comes about, weight by weight: `3×3×32×64 + 64`. Empty when there is nothing to explain. */
export function parameterArithmetic(weights: readonly Weight[]): string {
  return weights.map((weight) => (weight.shape.length ? weight.shape.map(formatDim).join('×') : '1')).join(' + ');
}

/** `18,496`: grouped the same way in both languages. */
export function groupedCount(count: number): string {
  return count.toLocaleString('en-US');
}
