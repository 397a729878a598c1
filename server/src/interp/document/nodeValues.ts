import type { Place } from '../../ir/place';
import type { Value } from '../../values/value';

/** What one run of code found, by chunk and node. */
type Found = ReadonlyMap<string, ReadonlyMap<number, Value>>;

/** Values of expressions by chunk and node, for whoever points at one: the last one that was seen. */
export class NodeValues {
  readonly #merged = new Map<string, ReadonlyMap<number, Value>>();

  constructor(readonly runs: readonly Found[]) {}

  /** Those of a chunk, put together when they are first asked for: few of all analyses are looked at in every place. */
  get(chunk: string): ReadonlyMap<number, Value> {
    let merged = this.#merged.get(chunk);
    if (!merged) {
      const all = new Map<number, Value>();
      for (const run of this.runs) for (const [node, value] of run.get(chunk) ?? []) all.set(node, value);
      this.#merged.set(chunk, (merged = all));
    }
    return merged;
  }

  at({ chunk, node }: Place): Value | undefined {
    for (let i = this.runs.length - 1; i >= 0; i--) {
      const value = this.runs[i]!.get(chunk)?.get(node);
      if (value) return value;
    }
    return undefined;
  }
}
