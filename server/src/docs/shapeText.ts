import type { Language } from '../ir/ir';
import { formatDim } from '../values/dim';
import type { MaybeShape } from '../values/shape';
import { formatShape } from '../values/shape';

/** A shape as the language at hand prints it: `(None, 32)` in Python, `[null, 32]` in JavaScript. */
export function shapeText(shape: MaybeShape, language: Language): string {
  if (language === 'python') return formatShape(shape);
  if (!shape) return '?';
  const dims = shape.dims.map((dim) => (typeof dim !== 'number' && dim.kind === 'free' ? 'null' : formatDim(dim)));
  return `[${(shape.hasPrefix ? ['…', ...dims] : dims).join(', ')}]`;
}
