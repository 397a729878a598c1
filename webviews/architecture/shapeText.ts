import type { GraphShape, ShapeDim } from '../../extension/protocol/graph';

/**
 * A shape as people write it: `N×32×32×3`. A free first axis is the batch `N`; a free axis elsewhere, or an unknown shape, is `?`.
 * There are no separators inside a number, so that a shape can be compared with the code.
 */
export function shapeText(shape: GraphShape): string {
  if (!shape) return '?';
  if (!shape.length) return '()';
  return shape.map((dim, axisIdx) => dimText(dim, axisIdx)).join('×');
}

function dimText(dim: ShapeDim, axisIdx: number): string {
  if (dim === null) return axisIdx === 0 ? 'N' : '?';
  // A sum inside a shape needs its own brackets: `(2*N + 1)×8`. A leading `*` stands for any number of axes.
  if (typeof dim === 'string') return /[^\w.*]/.test(dim) ? `(${dim})` : dim;
  return String(dim);
}

/** The last part of a qualified name: `keras.layers.Conv2D` is `Conv2D`. */
export function opName(op: string): string {
  return op.slice(op.lastIndexOf('.') + 1);
}

export function sameShape(a: GraphShape, b: GraphShape): boolean {
  if (!a || !b) return a === b;
  return a.length === b.length && a.every((dim, axisIdx) => dim === b[axisIdx]);
}
