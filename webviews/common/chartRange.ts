/** Which part of the numbers a chart shows. */

export type Interval = readonly [number, number];

/** Smallest and largest finite value of `y` where x is within the interval; on a log axis only what is positive. */
export function extent(
  curves: Iterable<{ readonly x: ArrayLike<number>; readonly y: ArrayLike<number> }>,
  x: Interval,
  log: boolean,
): Interval | null {
  let low = Infinity;
  let high = -Infinity;
  for (const curve of curves) {
    for (let i = 0; i < curve.x.length; i++) {
      const at = curve.x[i]!;
      const value = curve.y[i]!;
      if (at < x[0] || at > x[1] || !Number.isFinite(value) || (log && value <= 0)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return low <= high ? [low, high] : null;
}

/** A y interval around what is to be seen: from zero when that costs little, else with some air. */
export function fitLinear(seen: Interval | null): Interval {
  if (!seen) return [0, 1];
  const [low, high] = seen;
  if (low === high) return low === 0 ? [0, 1] : [Math.min(low * 0.9, low * 1.1), Math.max(low * 0.9, low * 1.1)];
  const air = (high - low) * 0.06;
  const bottom = low >= 0 && low < high * 0.4 ? 0 : low - air;
  // Shares end at 1; air above would promise more.
  const top = high <= 1 && high > 0.9 && low >= 0 ? Math.max(1, high) : high + air;
  return [bottom, top];
}

/** A y interval on a log axis, ending on the ladder 1–3–10. */
export function fitLog(seen: Interval | null): Interval {
  if (!seen) return [0.1, 1];
  const bottom = ladderBelow(seen[0]);
  const top = ladderAbove(seen[1]);
  return bottom === top ? [bottom / 3, top * 3] : [bottom, top];
}

/** Ticks 1–3–10, thinned to decades and then to every n-th one where they would touch. */
export function logTicks([low, high]: Interval, pixels: number, space: number): number[] {
  const first = Math.floor(Math.log10(low) + 1e-9);
  const last = Math.ceil(Math.log10(high) - 1e-9);
  const decadePixels = pixels / Math.max(0.1, Math.log10(high / low));
  const ticks: number[] = [];
  const every = Math.max(1, Math.ceil(space / decadePixels));
  for (let exponent = first; exponent <= last; exponent++) {
    if (exponent % every) continue;
    ticks.push(decade(exponent));
    if (decadePixels >= 2 * space) ticks.push(Number(`3e${exponent}`));
  }
  return ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));
}

function decade(exponent: number): number {
  // `10 ** -3` is off by one bit, and would be printed so.
  return Number(`1e${exponent}`);
}

function ladderBelow(value: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  return value >= 3 * decade(exponent) * (1 - 1e-9) ? Number(`3e${exponent}`) : decade(exponent);
}

function ladderAbove(value: number): number {
  const exponent = Math.floor(Math.log10(value) + 1e-9);
  if (value <= decade(exponent) * (1 + 1e-9)) return decade(exponent);
  return value <= 3 * decade(exponent) * (1 + 1e-9) ? Number(`3e${exponent}`) : decade(exponent + 1);
}
