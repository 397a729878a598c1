import type { ShapeAt } from '../../protocol/languageServer';

/** More is no help beside an error. */
const most = 6;

/** `x (None, 28, 28), dense (None, 28, 28) → (None, 28, 10)`; empty when nothing is known. */
export function shapesText(shapes: readonly ShapeAt[]): string {
  const shown = shapes.slice(0, most).map(({ name, input, shape }) => (input ? `${name} ${input} → ${shape}` : `${name} ${shape}`));
  return [...shown, ...(shapes.length > most ? ['…'] : [])].join(', ');
}
