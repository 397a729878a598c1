import type { SeriesSlice } from '../protocol/runViews';
import type { Series } from './series';

export type Slice = Omit<SeriesSlice, 'run' | 'metric'>;

const none = new Float64Array(0);
export const emptySlice: Slice = { x: none, y: none, step: none, points: 0, nonFinite: [] };

/**
 * The points that draw the same picture as all of them: of each pixel column the first, least, greatest and last value, and one
 * gap where values are not finite. One point beyond either end of the range lets lines reach the edges.
 * @param xAt position of a point by its index; must not fall as the index grows
 */
export function decimate(series: Series, xAt: (index: number) => number, range: readonly [number, number] | null, columns: number): Slice {
  const n = series.length;
  if (!n) return emptySlice;
  const { value, step } = series;
  const nColumns = Math.max(1, Math.min(16_384, Math.floor(columns) || 1));
  const [x0, x1] = range ? [Math.min(...range), Math.max(...range)] : [xAt(0), xAt(n - 1)];
  const from = firstAfter(xAt, 0, n, x0, true);
  const to = firstAfter(xAt, from, n, x1, false);

  const picked = new Picked(Math.min(to - from, nColumns * 7) + 2);
  const nonFinite: Slice['nonFinite'] = [];
  if (from > 0) picked.add(from - 1);
  if (to - from <= nColumns * 4) {
    for (let i = from; i < to; i++) {
      picked.add(i);
      if (!Number.isFinite(value[i]!)) nonFinite.push({ x: xAt(i), step: step[i]!, value: nameOf(value[i]!) });
    }
  } else {
    let start = from;
    let width = Math.ceil((to - from) / nColumns);
    for (let column = 1; column <= nColumns && start < to; column++) {
      const border = x0 + ((x1 - x0) * column) / nColumns;
      const end = column === nColumns ? to : seekAfter(xAt, start, to, border, width);
      if (end === start) continue;
      width = end - start;
      const marks = pickColumn(value, start, end, picked);
      if (marks) for (const i of marks) nonFinite.push({ x: xAt(i), step: step[i]!, value: nameOf(value[i]!) });
      start = end;
    }
  }
  if (to < n) picked.add(to);
  return { ...picked.slice(value, step, xAt), points: to - from, nonFinite };
}

/** Indices of chosen points, rising. */
class Picked {
  readonly #indices: Uint32Array;
  #length = 0;

  constructor(capacity: number) {
    this.#indices = new Uint32Array(capacity);
  }

  add(index: number): void {
    if (this.#length && this.#indices[this.#length - 1] === index) return;
    this.#indices[this.#length++] = index;
  }

  slice(value: Float64Array, step: Float64Array, xAt: (index: number) => number): Pick<Slice, 'x' | 'y' | 'step'> {
    const n = this.#length;
    const result = { x: new Float64Array(n), y: new Float64Array(n), step: new Float64Array(n) };
    let x = -Infinity;
    for (let k = 0; k < n; k++) {
      const i = this.#indices[k]!;
      // Charts need a rising axis; clocks that were set back would break it.
      x = Math.max(x, xAt(i));
      result.x[k] = x;
      result.y[k] = Number.isFinite(value[i]!) ? value[i]! : NaN;
      result.step[k] = step[i]!;
    }
    return result;
  }
}

/** Adds the points of one column and gives those to be marked: the first of each kind that is not finite. */
function pickColumn(value: Float64Array, start: number, end: number, picked: Picked): number[] | undefined {
  let first = -1;
  let last = -1;
  let least = -1;
  let greatest = -1;
  let lowest = Infinity;
  let highest = -Infinity;
  let marks: number[] | undefined;
  for (let i = start; i < end; i++) {
    const y = value[i]!;
    if (y - y !== 0) {
      marks ??= [];
      if (!marks.some((mark) => Object.is(value[mark], y))) marks.push(i);
      continue;
    }
    if (first < 0) first = i;
    last = i;
    if (y < lowest) {
      lowest = y;
      least = i;
    }
    if (y > highest) {
      highest = y;
      greatest = i;
    }
  }
  if (marks) {
    const chosen = first < 0 ? marks : [first, least, greatest, last, ...marks];
    for (const i of [...chosen].sort((a, b) => a - b)) picked.add(i);
  } else {
    picked.add(first);
    picked.add(Math.min(least, greatest));
    picked.add(Math.max(least, greatest));
    picked.add(last);
  }
  return marks;
}

/** As `firstAfter`, for a place that is about as far away as the last one was: columns are mostly of one width. */
function seekAfter(xAt: (index: number) => number, low: number, high: number, x: number, guess: number): number {
  let reach = Math.max(1, guess);
  while (low + reach < high && xAt(low + reach) <= x) {
    low += reach + 1;
    reach *= 2;
  }
  return firstAfter(xAt, low, Math.min(high, low + reach), x, false);
}

/** Index of the first point behind `x`, or at it when `atToo`. */
function firstAfter(xAt: (index: number) => number, low: number, high: number, x: number, atToo: boolean): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    const position = xAt(middle);
    if (atToo ? position >= x : position > x) high = middle;
    else low = middle + 1;
  }
  return low;
}

function nameOf(value: number): 'NaN' | 'Infinity' | '-Infinity' {
  return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
}
