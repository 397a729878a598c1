/**
 * The exponential moving average, without the bias of its start, as TensorBoard computes it. `weight` is the share of the past that
 * each recorded point keeps; where a slice stands for more points than it holds, the share is raised to the number of points
 * between two of its own, so that the curve hardly depends on the zoom. A gap stays a gap, and starts nothing anew.
 */
export function smooth(y: ArrayLike<number>, weight: number, pointsBetween = 1): Float64Array {
  const out = new Float64Array(y.length);
  const keep = Math.pow(weight, Math.max(1, pointsBetween));
  let mean = 0;
  let total = 0;
  for (let i = 0; i < y.length; i++) {
    const value = y[i]!;
    if (!Number.isFinite(value)) {
      out[i] = NaN;
      continue;
    }
    mean = mean * keep + (1 - keep) * value;
    total = total * keep + (1 - keep);
    out[i] = total > 0 ? mean / total : value;
  }
  return out;
}
