/**
 * Least share of the recorded output shapes and parameter counts that the engine must know of each program, so that silence is no way
 * to agree with everything. They rise with the layers and libraries that have rules; a new program gets what it measures.
 */
export const knownRates: Readonly<Record<string, number>> = {
  binaryMlp: 1,
  cifarFunctional: 1,
  cifarSequential: 1,
  kerasDigits: 1,
  kerasForms: 0.8,
  kerasModels: 0.8,
  legacyDigits: 1,
  // Plain variables: nothing is recorded that could be known.
  linearRegression: 1,
  // Recurrent layers and attention have no rules yet.
  seq2seqAttention: 0,
  tensorflowForms: 0.9,
  tensorflowLoops: 1,
};

/** A program of one of the libraries that have rules; of others nothing is known yet. */
export function usesRules(text: string): boolean {
  return /^\s*(?:import|from) (?:keras|tf_keras|tensorflow)\b/m.test(text);
}
