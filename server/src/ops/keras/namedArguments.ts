import { initializerRows, constraintRows, regularizerRows } from './classTables';
import type { ClassRow } from './classTables';

/** What a layer is given by name for its weights: `kernel_initializer='he_normal'`. */
const families = [
  { suffix: 'initializer', rows: initializerRows, more: ['normal', 'one', 'uniform', 'zero', 'STFTInitializer'] },
  { suffix: 'regularizer', rows: regularizerRows, more: [] },
  { suffix: 'constraint', rows: constraintRows, more: [] },
] as const;

/** The names that a parameter of this name takes, with what they are names of; null for any other parameter. */
export function namesFor(param: string): { readonly kind: string; readonly names: ReadonlySet<string> } | null {
  const family = families.find(({ suffix }) => param.endsWith(`_${suffix}`) || param === suffix);
  return family ? { kind: family.suffix, names: namesOf(family.rows, family.more) } : null;
}

function namesOf(rows: readonly ClassRow[], more: readonly string[]): ReadonlySet<string> {
  const known = byRows.get(rows);
  if (known) return known;
  const names = new Set([...rows.flatMap(([name, , , aliases = []]) => [name, ...aliases]), ...more]);
  byRows.set(rows, names);
  return names;
}

const byRows = new WeakMap<readonly ClassRow[], ReadonlySet<string>>();
