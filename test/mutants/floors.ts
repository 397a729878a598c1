/** What the analysis reaches of one framework's programs; the numbers only rise. */
export interface Floors {
  /** Share of the mutants that crash for shape, dtype or API reasons with an error on the traceback's line. */
  readonly exact: number;
  /** Share of the names that held arrays when the programs ran whose rank is known, and whose extents are all known or symbolic. */
  readonly ranked: number;
  readonly full: number;
  /** Which of the mutants are replayed by the test; `npm run mutants:report` replays all. */
  readonly everyNth: number;
  /** Share of the reported mutants that run after their first fix, of every so manyth mutant; 0 while they have not been tried. */
  readonly repaired: number;
}

const keras: Floors = { exact: 0.95, ranked: 0.95, full: 0.93, repaired: 0.75, everyNth: 1 };
const torch: Floors = { exact: 0.75, ranked: 0, full: 0, repaired: 0, everyNth: 3 };

/** Groups of programs are named after their framework; those of Keras are the first. */
export function floorsOf(group: string): Floors {
  return group.startsWith('torch') ? torch : keras;
}

export const floors = {
  /** Every so manyth mutant has its first fix looked at. */
  sampled: 16,
  /** The share on the exact line among the programs of questions. */
  questions: 0.91,
};
