/** Bounds of an analysis, the same in the editor, on the command line and in tests, so that all say the same. */
export const analysisLimits = {
  /** Steps after which the rest of a program is left unknown. */
  steps: 400_000,
  /** Rounds of reading imports: a longer chain of files is left unknown. */
  rounds: 24,
  files: 400,
} as const;
