/**
 * Six colors and six dashes make 36 pairs; a run keeps its pair for life. The first six runs differ in both, the seventh takes
 * the first color with the second dash, and so on. The colors themselves are `--tw-s1` … `--tw-s6` of theme.css.
 */

const dashes: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [10, 3, 2, 3], [5, 2, 1, 2, 1, 2], [12, 4]];
const pairs = 36;

export interface SeriesStyle {
  /** Name of the custom property with the color. */
  readonly token: string;
  readonly dash: readonly number[];
}

export function seriesStyle(index: number): SeriesStyle {
  const pair = ((Math.trunc(index) % pairs) + pairs) % pairs;
  const color = pair % 6;
  return { token: `--tw-s${color + 1}`, dash: dashes[(color + Math.floor(pair / 6)) % 6]! };
}
