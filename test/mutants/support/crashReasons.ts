import type { Mutant } from './mutant';

/** Why a mutant crashes, as far as it matters here. */
export type CrashReason = 'shape, dtype or API' | 'other';

/** Exceptions that say that a shape, an element type or the API is wrong, unless the message says otherwise. */
const counted = new Set([
  'AttributeError',
  'AxisError',
  'ImportError',
  'IndexError',
  'InvalidArgumentError',
  'InvalidParameterError',
  'ModuleNotFoundError',
  'NameError',
  'NotImplementedError',
  'RuntimeError',
  'TypeError',
  'UFuncNoLoopError',
  'UFuncTypeError',
  'UnboundLocalError',
  'UnimplementedError',
  'ValueError',
  '_UFuncNoLoopError',
  '_UFuncOutputCastingError',
  '_UFuncBinaryResolutionError',
  '_UFuncInputCastingError',
]);

/**
 * Messages that are about the data itself, about files, or about texts and plain numbers: nothing that a shape, an element type or
 * a signature tells.
 */
const aboutData = [
  /could not convert string|invalid literal for int|not in list|could not be parsed|unterminated|unconverted data/,
  /contains? (?:NaN|infinity)|Input X contains|too large for/,
  /No such file|cannot be read|Cannot find empty port/,
  /least populated class|should be greater or equal to the number of classes|resulting train set will be empty|n_splits|train_size|test_size/,
  /low >= high|high <= 0|empty range|probabilities do not sum|a must be greater than 0|Cannot choose from|Sample larger than population/,
  /unsupported format character|not all arguments converted|Unknown format code|format string/,
  /the directory|The filepath provided must end in/,
];

/** The one place that says which crashes the analysis is measured by. Where the program itself was must be known. */
export function crashReason({ ends, message = '', line }: Mutant): CrashReason | null {
  if (ends === 'runs') return null;
  if (line === undefined || !counted.has(ends)) return 'other';
  return aboutData.some((pattern) => pattern.test(message)) ? 'other' : 'shape, dtype or API';
}
