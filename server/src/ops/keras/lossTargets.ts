import { broadcastShapes } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, isKnown } from '../../values/dim';
import type { MaybeShape, Shape } from '../../values/shape';
import { rankOf, shapeOf } from '../../values/shape';

/**
 * How a loss or metric compares labels with what the model gives. Taken from what Keras does on all its backends:
 * - `elements`: one with the other, by broadcasting: `(8,)` against `(8, 10)` may run and mean nothing.
 * - `equal`: both have one shape.
 * - `classes`: one-hot labels of the output's own shape.
 * - `indices`: class numbers, without the output's last axis or with a last axis of one.
 */
export type LossKind = 'elements' | 'equal' | 'classes' | 'indices';

/** Losses by their names in Keras' function and class spellings, without underscores and in lower case. */
const kinds: Readonly<Record<string, LossKind>> = {
  meansquarederror: 'elements',
  meanabsoluteerror: 'elements',
  meanabsolutepercentageerror: 'elements',
  meansquaredlogarithmicerror: 'elements',
  huber: 'elements',
  logcosh: 'elements',
  cosinesimilarity: 'elements',
  poisson: 'elements',
  hinge: 'elements',
  squaredhinge: 'elements',
  categoricalhinge: 'elements',
  kldivergence: 'elements',
  categoricalfocalcrossentropy: 'elements',
  dice: 'elements',
  tversky: 'elements',
  binarycrossentropy: 'equal',
  binaryfocalcrossentropy: 'equal',
  categoricalcrossentropy: 'classes',
  sparsecategoricalcrossentropy: 'indices',
};

/** Short and old names. */
const short: Readonly<Record<string, string>> = {
  mse: 'meansquarederror',
  mae: 'meanabsoluteerror',
  mape: 'meanabsolutepercentageerror',
  msle: 'meansquaredlogarithmicerror',
  bce: 'binarycrossentropy',
  kld: 'kldivergence',
  kullbackleiblerdivergence: 'kldivergence',
  cosineproximity: 'cosinesimilarity',
};

/** One spelling of all names of a loss: `MSE`, `mse` and `MeanSquaredError` are `meansquarederror`. */
export function plainLossName(name: string): string {
  const plain = name.replaceAll('_', '').toLowerCase();
  return Object.hasOwn(short, plain) ? short[plain]! : plain;
}

export function lossKind(name: string): LossKind | null {
  const plain = plainLossName(name);
  return Object.hasOwn(kinds, plain) ? kinds[plain]! : null;
}

/** What a loss makes of labels and output. `values`: the shape of the loss before it is reduced. */
export type LossVerdict =
  | { readonly kind: 'fits'; readonly values: MaybeShape }
  /** It runs, and compares each with others than its own. */
  | { readonly kind: 'broadcasts'; readonly to: MaybeShape }
  | { readonly kind: 'refused'; readonly why: 'rank' | 'extent' | 'classes' };

const unsure: LossVerdict = { kind: 'fits', values: null };

/** Judges labels `y` against output `p`, both with the batch axis. `adapts`: a last axis of one is added or dropped first, as in training. */
export function judgeLoss(kind: LossKind, y: MaybeShape, p: MaybeShape, adapts = true): LossVerdict {
  if (!y || !p || y.hasPrefix || p.hasPrefix || p.dims.length === 0) return unsure;
  const [labels, output] = adapts ? sameRank(y, p) : [y, p];
  switch (kind) {
    case 'elements':
      return judgeElements(labels, output);
    case 'indices':
      return judgeIndices(labels, output);
    case 'equal':
    case 'classes':
      return judgeEqual(labels, output, kind);
  }
}

/** Keras drops or adds a last axis of one where the ranks differ by one. */
function sameRank(y: Shape, p: Shape): [Shape, Shape] {
  const dropped = (s: Shape): Shape => shapeOf(s.dims.slice(0, -1));
  const added = (s: Shape): Shape => shapeOf([...s.dims, 1]);
  const [a, b] = [y.dims.length, p.dims.length];
  if (a === b + 1 && y.dims.at(-1) === 1) return b === 1 ? [y, added(p)] : [dropped(y), p];
  if (b === a + 1 && p.dims.at(-1) === 1) return a === 1 ? [added(y), p] : [y, dropped(p)];
  return [y, p];
}

function judgeElements(y: Shape, p: Shape): LossVerdict {
  const merged = broadcastShapes(y, p);
  if (!merged.fits) return { kind: 'refused', why: rankOf(y) === rankOf(p) ? 'extent' : 'rank' };
  const values = merged.shape && shapeOf(merged.shape.dims.slice(0, -1));
  if (y.dims.length !== p.dims.length) return { kind: 'broadcasts', to: merged.shape };
  const widens = y.dims.some((dim, axis) => (dim === 1) !== (p.dims[axis] === 1) && isKnown(dim) && isKnown(p.dims[axis]!));
  return widens ? { kind: 'broadcasts', to: merged.shape } : { kind: 'fits', values };
}

function judgeEqual(y: Shape, p: Shape, kind: LossKind): LossVerdict {
  if (y.dims.length !== p.dims.length) return { kind: 'refused', why: 'rank' };
  const last = p.dims.length - 1;
  const wrong = y.dims.findIndex((dim, axis) => differ(dim, p.dims[axis]!));
  if (wrong < 0) return { kind: 'fits', values: shapeOf(p.dims.slice(0, -1)) };
  return { kind: 'refused', why: wrong === last && kind === 'classes' ? 'classes' : 'extent' };
}

function judgeIndices(y: Shape, p: Shape): LossVerdict {
  const isColumn = y.dims.length === p.dims.length && y.dims.at(-1) === 1;
  // An unknown last extent may be the one that is dropped.
  if (y.dims.length === p.dims.length && !isColumn && !isKnown(y.dims.at(-1)!)) return unsure;
  const indices = isColumn ? y.dims.slice(0, -1) : y.dims;
  const rows = p.dims.slice(0, -1);
  if (indices.length !== rows.length) return { kind: 'refused', why: y.dims.length === p.dims.length ? 'classes' : 'rank' };
  return indices.some((dim, axis) => differ(dim, rows[axis]!))
    ? { kind: 'refused', why: 'extent' }
    : { kind: 'fits', values: shapeOf(rows) };
}

function differ(a: Dim, b: Dim): boolean {
  return compareDims(a, b) === 'different';
}
