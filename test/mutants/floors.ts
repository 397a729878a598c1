/** What the analysis reaches today, in each group of programs; the numbers only rise. */
export const floors = {
  /** Share of the mutants that crash for shape, dtype or API reasons with an error on the traceback's line. */
  exact: 0.95,
  /** Share of the names that held arrays when the programs ran whose rank is known, and whose extents are all known or symbolic. */
  ranked: 0.95,
  full: 0.93,
  /** Share of the reported mutants that run after their first fix, of every so manyth mutant. */
  repaired: 0.75,
  sampled: 16,
  /** The share on the exact line among the programs of questions. */
  questions: 0.91,
};
