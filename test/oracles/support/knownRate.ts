import fs from 'node:fs';
import path from 'node:path';
import { parseFixture } from '../../lint/support/fixture';
import { lintFixture } from '../../lint/support/lintFixture';

/** How much the analysis knows: silence alone would pass every test of quiet. */
export interface KnownRate {
  /** Calls of libraries, and those with a rule. */
  readonly calls: { readonly seen: number; readonly known: number };
  /** Names that hold tensors, those of known rank, and those whose every extent is known or free. */
  readonly tensors: { readonly seen: number; readonly ranked: number; readonly full: number };
}

export function knownRate(files: readonly string[]): KnownRate {
  const calls = { seen: 0, known: 0 };
  const tensors = { seen: 0, ranked: 0, full: 0 };
  for (const file of files) {
    for (const { analysis } of lintFixture(parseFixture(path.basename(file), fs.readFileSync(file, 'utf8')))) {
      calls.seen += analysis.calls.seen;
      calls.known += analysis.calls.known;
      // A name in a loop is bound in each of a thousand turns: it counts once, with what is known of it each time.
      const names = new Map<string, { isRanked: boolean; isFull: boolean }>();
      for (const { value, place } of analysis.bindings) {
        if (value.kind !== 'tensor') continue;
        const shape = value.shape && !value.shape.hasPrefix ? value.shape : null;
        const isFull = shape?.dims.every((dim) => typeof dim === 'number' || dim.kind !== 'unknown') === true;
        const key = `${place.chunk} ${place.node}`;
        const before = names.get(key);
        names.set(key, { isRanked: shape !== null && before?.isRanked !== false, isFull: isFull && before?.isFull !== false });
      }
      for (const { isRanked, isFull } of names.values()) {
        tensors.seen++;
        if (isRanked) tensors.ranked++;
        if (isFull) tensors.full++;
      }
    }
  }
  return { calls, tensors };
}

export function describeRate({ calls, tensors }: KnownRate): string {
  const share = (part: number, all: number): string => `${part}/${all} (${all === 0 ? '–' : Math.round((100 * part) / all)} %)`;
  return `calls with a rule ${share(calls.known, calls.seen)}; named tensors of known rank ${share(tensors.ranked, tensors.seen)}, with all extents ${share(tensors.full, tensors.seen)}`;
}
