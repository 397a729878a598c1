import type { LibraryEntry } from '../kernel';
import * as clamping from './clamping';
import * as extremes from './extremes';
import * as linalg from './linalg';
import * as matrixProducts from './matrixProducts';
import * as pairs from './pairs';
import * as pointwise from './pointwise';
import * as reductions from './reductions';
import * as scans from './scans';
import * as sorting from './sorting';
import * as spectral from './spectral';
import * as statistics from './statistics';

function opsOf(file: Readonly<Record<string, unknown>>): LibraryEntry[] {
  return Object.values(file)
    .flat()
    .filter((entry): entry is LibraryEntry => typeof entry === 'object' && entry !== null && 'kind' in entry);
}

/** The mathematics of PyTorch: what is computed of numbers, whatever they mean. */
export const maths: readonly LibraryEntry[] = [
  pointwise,
  pairs,
  clamping,
  reductions,
  extremes,
  scans,
  sorting,
  statistics,
  matrixProducts,
  linalg,
  spectral,
].flatMap(opsOf);
