/**
 * One extent of a shape: a literal, a polynomial over named symbols with floor-division in normal form, the framework's own
 * free extent (Keras' `None`: any size is accepted), or unknown to us.
 *
 * Comparing has three answers. Only `different` may ever lead to a report: a free or unknown extent is never different.
 */
export type Dim = number | SymbolicDim | typeof freeDim | typeof unknownDim;

export interface SymbolicDim {
  readonly kind: 'symbolic';
  /** Sum of terms, sorted by key, no zero coefficients; the constant has the empty key. Never a lone constant. */
  readonly terms: readonly Term[];
  /** Normal form as text: equal keys mean equal polynomials. */
  readonly key: string;
}

export interface Term {
  readonly coef: number;
  /** Sorted by key; a power is a repeated atom. */
  readonly atoms: readonly Atom[];
  readonly key: string;
}

export interface Atom {
  readonly key: string;
  /** Null for a plain symbol. */
  readonly floorDiv: { readonly num: Dim; readonly den: Dim } | null;
  /** The smallest number that it stands for; absent: 0. */
  readonly least?: number;
  /** The smaller of a number and an extent: what `x[:8]` takes of it. */
  readonly cut?: { readonly at: number; readonly of: SymbolicDim };
}

export const freeDim = { kind: 'free' } as const;
export const unknownDim = { kind: 'unknown' } as const;

export type Comparison = 'equal' | 'different' | 'unknown';

/** @param least the smallest number that it stands for */
export function symbol(name: string, least = 0): Dim {
  return fromTerms([{ coef: 1, atoms: [{ key: name, floorDiv: null, ...(least > 0 && { least }) }], key: name }]);
}

export function isLiteral(dim: Dim): dim is number {
  return typeof dim === 'number';
}

/** Known or symbolic: arithmetic on it says something. */
export function isKnown(dim: Dim): dim is number | SymbolicDim {
  return typeof dim === 'number' || dim.kind === 'symbolic';
}

export function compareDims(a: Dim, b: Dim): Comparison {
  if (!isKnown(a) || !isKnown(b)) return 'unknown';
  const difference = subDims(a, b);
  if (typeof difference === 'number') return difference === 0 ? 'equal' : 'different';
  return isNeverZero(difference as SymbolicDim, 0) ? 'different' : 'unknown';
}

/** Whether two extents differ as soon as every symbol stands for so many at least: a fifth of the samples and the others, but for the fewest. */
export function differBeyond(a: Dim, b: Dim, least: number): boolean {
  if (!isKnown(a) || !isKnown(b)) return false;
  const difference = subDims(a, b);
  return typeof difference === 'number' ? difference !== 0 : isNeverZero(difference as SymbolicDim, least);
}

/** `num // den` under a name of its own. */
export function namedQuotient(name: Dim, num: Dim, den: number): Dim {
  return typeof num === 'number' ? Math.floor(num / den) : asQuotient(formatDim(name), num, den);
}

/** The smaller of both. */
export function cutDim(dim: SymbolicDim, at: number): Dim {
  if (at === 0) return 0;
  const key = `min(${at}, ${formatDim(dim)})`;
  return fromTerms([{ coef: 1, atoms: [{ key, floorDiv: null, cut: { at, of: dim } }], key }]);
}

/** With each part of a sum that was cut off as `known` says it is. */
export function resolveCuts(dim: Dim, known: (cut: { readonly at: number; readonly of: SymbolicDim }) => number | null): Dim {
  if (typeof dim === 'number' || dim.kind !== 'symbolic' || !dim.terms.some(({ atoms }) => atoms.some(({ cut }) => cut))) return dim;
  return dim.terms.reduce<Dim>((sum, term) => {
    const factors = term.atoms.map((atom): Dim => {
      const value = atom.cut ? known(atom.cut) : null;
      return value ?? fromTerms([{ coef: 1, atoms: [atom], key: atom.key }]);
    });
    return addDims(sum, mulDims(term.coef, productOf(factors)));
  }, 0);
}

/**
 * A polynomial that has no zero where each symbol is a whole number from `least` on. Its quotients are taken for what is divided, less a
 * fraction below one.
 */
function isNeverZero(dim: SymbolicDim, least: number): boolean {
  const slopes = new Map<string, { readonly slope: number; readonly from: number }>();
  let [low, high] = [0, 0];
  const add = (terms: readonly Term[], scale: number): boolean =>
    terms.every(({ coef, atoms, key }) => {
      const by = coef * scale;
      const [atom] = atoms;
      if (!atom) [low, high] = [low + by, high + by];
      else if (atoms.every(({ floorDiv, cut }) => !floorDiv && !cut)) {
        const from = atoms.reduce((product, atom) => product * Math.max(least, atom.least ?? 0), 1);
        slopes.set(key, { slope: (slopes.get(key)?.slope ?? 0) + by, from });
      } else if (atoms.length > 1) return false;
      else if (atom.cut) [low, high] = [low + Math.min(0, by * atom.cut.at), high + Math.max(0, by * atom.cut.at)];
      else {
        const { num, den } = atom.floorDiv!;
        if (typeof den !== 'number' || den <= 0 || !isKnown(num)) return false;
        const rest = (by * (den - 1)) / den;
        [low, high] = [low - Math.max(0, rest), high - Math.min(0, rest)];
        return add(termsOf(num), by / den);
      }
      return true;
    });
  if (!add(dim.terms, 1)) return false;
  for (const { slope, from } of slopes.values()) {
    if (Math.abs(slope) < 1e-9) continue;
    const start = slope * from;
    if (slope > 0) [low, high] = [low + start, Infinity];
    else [low, high] = [-Infinity, high + start];
  }
  return low > 1e-9 || high < -1e-9;
}

export function addDims(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (!isKnown(a) || !isKnown(b)) return mix(a, b);
  return fromTerms([...termsOf(a), ...termsOf(b)]);
}

export function subDims(a: Dim, b: Dim): Dim {
  return addDims(a, mulDims(b, -1));
}

export function mulDims(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  if (a === 0 || b === 0) return 0;
  if (!isKnown(a) || !isKnown(b)) return a === 1 ? b : b === 1 ? a : mix(a, b);
  return fromTerms(termsOf(a).flatMap((s) => termsOf(b).map((t) => mulTerms(s, t))));
}

/** Division rounded down, for a positive divisor. A divisor of zero gives an unknown extent. */
export function floorDivDims(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? unknownDim : Math.floor(a / b);
  if (b === 1) return a;
  if (!isKnown(a) || !isKnown(b) || b === 0) return mix(a, b);
  if (typeof b === 'number') {
    // What b divides leaves the quotient: (6n + 4) // 2 is 3n + 2, (6n + 1) // 2 is 3n + 1 // 2.
    const whole: Term[] = [];
    const rest: Term[] = [];
    for (const term of termsOf(a)) {
      if (term.coef % b === 0) whole.push({ ...term, coef: term.coef / b });
      else rest.push(term);
    }
    const remainder = fromTerms(rest);
    if (typeof remainder === 'number') return fromTerms([...whole, constant(Math.floor(remainder / b))]);
    if (whole.length) return addDims(fromTerms(whole), quotient(remainder, b));
  } else if (compareDims(a, b) === 'equal') {
    return 1;
  } else {
    const exact = divideExactly(a, b);
    if (exact !== null) return exact;
  }
  return quotient(a, b);
}

/** The remainder with the sign of the divisor, as in Python. */
export function modDims(a: Dim, b: Dim): Dim {
  if (typeof a === 'number' && typeof b === 'number') return b === 0 ? unknownDim : ((a % b) + b) % b;
  return subDims(a, mulDims(floorDivDims(a, b), b));
}

/** Rounded up: `ceil(a / b)`. */
export function ceilDivDims(a: Dim, b: Dim): Dim {
  return floorDivDims(addDims(a, subDims(b, 1)), b);
}

/** What a join of two paths knows. */
export function joinDims(a: Dim, b: Dim): Dim {
  if (a === b || compareDims(a, b) === 'equal') return a;
  return unknownDim;
}

export function productOf(dims: readonly Dim[]): Dim {
  return dims.reduce(mulDims, 1);
}

/** `None` for a free extent, as Keras prints it, and `?` for an unknown one. */
export function formatDim(dim: Dim): string {
  if (typeof dim === 'number') return String(dim);
  if (dim.kind === 'free') return 'None';
  if (dim.kind === 'unknown') return '?';
  return dim.terms.map((term, i) => formatTerm(term, i === 0)).join('');
}

function formatTerm(term: Term, isFirst: boolean): string {
  const sign = term.coef < 0 ? '-' : isFirst ? '' : '+';
  const size = Math.abs(term.coef);
  const body = term.atoms.map((a) => a.key).join('*');
  if (!body) return `${sign}${size}`;
  return `${sign}${size === 1 ? '' : `${size}*`}${body}`;
}

/** A free extent stays free only with literals; anything unknown wins. */
function mix(a: Dim, b: Dim): Dim {
  const unknown = (d: Dim): boolean => typeof d !== 'number' && d.kind === 'unknown';
  return unknown(a) || unknown(b) ? unknownDim : freeDim;
}

function constant(value: number): Term {
  return { coef: value, atoms: [], key: '' };
}

function termsOf(dim: number | SymbolicDim): readonly Term[] {
  return typeof dim === 'number' ? (dim === 0 ? [] : [constant(dim)]) : dim.terms;
}

function mulTerms(a: Term, b: Term): Term {
  const atoms = [...a.atoms, ...b.atoms].sort((x, y) => (x.key < y.key ? -1 : x.key > y.key ? 1 : 0));
  return { coef: a.coef * b.coef, atoms, key: atoms.map((x) => x.key).join('*') };
}

function fromTerms(terms: readonly Term[]): number | SymbolicDim {
  const byKey = new Map<string, Term>();
  for (const term of terms) {
    const old = byKey.get(term.key);
    byKey.set(term.key, old ? { ...old, coef: old.coef + term.coef } : term);
  }
  const kept = [...byKey.values()].filter((t) => t.coef !== 0);
  // Symbols first, the constant last: `n-2` reads better than `-2+n`.
  kept.sort((a, b) => (a.key === b.key ? 0 : a.key === '' ? 1 : b.key === '' ? -1 : a.key < b.key ? -1 : 1));
  if (kept.length === 0) return 0;
  if (kept.length === 1 && kept[0]!.key === '') return kept[0]!.coef;
  return { kind: 'symbolic', terms: kept, key: kept.map((t) => `${t.coef}·${t.key}`).join('+') };
}

function quotient(num: Dim, den: Dim): Dim {
  return asQuotient(`(${formatDim(num)})//${typeof den === 'number' ? den : `(${formatDim(den)})`}`, num, den);
}

function asQuotient(key: string, num: Dim, den: Dim): Dim {
  return fromTerms([{ coef: 1, atoms: [{ key, floorDiv: { num, den } }], key }]);
}

/** The quotient when a single-term divisor divides every term. */
function divideExactly(a: number | SymbolicDim, b: SymbolicDim): Dim | null {
  const divisor = b.terms.length === 1 ? b.terms[0]! : null;
  if (!divisor) return null;
  const out: Term[] = [];
  for (const term of termsOf(a)) {
    if (term.coef % divisor.coef !== 0) return null;
    const left = [...term.atoms];
    for (const atom of divisor.atoms) {
      const at = left.findIndex((x) => x.key === atom.key);
      if (at < 0) return null;
      left.splice(at, 1);
    }
    out.push({ coef: term.coef / divisor.coef, atoms: left, key: left.map((x) => x.key).join('*') });
  }
  return fromTerms(out);
}
