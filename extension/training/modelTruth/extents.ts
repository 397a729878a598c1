import type { GraphShape } from '../../protocol/graph';

export type RunShape = readonly (number | null)[] | null;

/** `equal` only when every extent that the run fixed is known; `unknown` differs from nothing. */
export type Agreement = 'equal' | 'different' | 'unknown';

/**
 * Compares a shape of the run with one of the analysis. The batch axis is left out: the run may have fixed it to the size of its first
 * batch. An axis that one side leaves open fits any extent, and so does a symbol until `symbols` says what it stands for.
 */
export function compareShapes(run: RunShape, known: GraphShape, symbols: Symbols = new Map()): Agreement {
  if (!run || !known) return 'unknown';
  const hasPrefix = known[0] === '*';
  const dims = hasPrefix ? known.slice(1) : known;
  if (hasPrefix ? run.length < dims.length : run.length !== dims.length) return 'different';
  let agreement: Agreement = hasPrefix ? 'unknown' : 'equal';
  const shift = run.length - dims.length;
  for (const [i, dim] of dims.entries()) {
    const axis = i + shift;
    const ran = run[axis];
    if (axis === 0 || typeof ran !== 'number') continue;
    const value = typeof dim === 'string' ? evaluate(dim, symbols) : dim;
    if (value === null) agreement = 'unknown';
    else if (value !== ran) return 'different';
  }
  return agreement;
}

/** What the symbols of a model's shapes stand for in this run. */
export type Symbols = Map<string, number>;

/** Takes from a shape what its plain symbols stand for; what was taken before stays. */
export function bindSymbols(run: RunShape, known: GraphShape, symbols: Symbols): void {
  if (!run || !known || known[0] === '*' || run.length !== known.length) return;
  known.forEach((dim, axis) => {
    const ran = run[axis];
    if (axis > 0 && typeof dim === 'string' && typeof ran === 'number' && isName(dim) && !symbols.has(dim)) symbols.set(dim, ran);
  });
}

/** The value of a polynomial as the analysis prints it (`2*n+1`, `(n-2)//2`); `null` when it is not known. */
function evaluate(text: string, symbols: Symbols): number | null {
  const quotient = /^\(([^()]+)\)\/\/(?:\(([^()]+)\)|(\d+))$/.exec(text);
  if (!quotient) return sumOf(text, symbols);
  const [above, below] = [sumOf(quotient[1]!, symbols), sumOf(quotient[2] ?? quotient[3]!, symbols)];
  return above === null || !below ? null : Math.floor(above / below);
}

function sumOf(text: string, symbols: Symbols): number | null {
  // Other forms of division inside a sum are not read: they are unknown, not wrong.
  if (!/^-?[\w*.]+([+-][\w*.]+)*$/.test(text)) return null;
  let sum = 0;
  for (const [, sign, product] of text.matchAll(/([+-]?)([^+-]+)/g)) {
    let value = sign === '-' ? -1 : 1;
    for (const factor of product!.split('*')) {
      const number = /^\d+$/.test(factor) ? Number(factor) : symbols.get(factor);
      if (number === undefined) return null;
      value *= number;
    }
    sum += value;
  }
  return sum;
}

function isName(dim: string): boolean {
  return /^[A-Za-z_][\w.]*$/.test(dim);
}
