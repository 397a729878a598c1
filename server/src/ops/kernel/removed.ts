/** Names that a library no longer has, with what does the same today. */
export interface RemovedNames {
  /** The library whose version decides, as people write it, and its first version without them. */
  readonly library: string;
  readonly since: string;
  /** Modules by qualified name as programs spell it, with where what was in them is now. Null: nowhere. */
  readonly modules: Readonly<Record<string, string | null>>;
  /** Members of modules and classes, with what does the same. Null: nothing does. */
  readonly names: Readonly<Record<string, string | null>>;
}

/** The same answer for many names of one module. */
export function all(home: string, names: string, now: string | null): Record<string, string | null> {
  return Object.fromEntries(names.split(' ').map((name) => [`${home}.${name}`, now]));
}

/** Arguments that a call took once, and what they are today. A call with one of them is read as it was meant then. */
export interface OldArguments {
  /** Null: nothing does the same. */
  readonly renamed: Readonly<Record<string, string | null>>;
  /** Extents that were given one by one, by position behind the first argument or by name: now one sequence. */
  readonly sizes?: { readonly now: string; readonly was: readonly string[] };
  /** Two extents without the batch that make the shape of the input: `input_length, input_dim`. */
  readonly inputShape?: readonly [string, string];
  /** Today's words for old ones, by today's name of the argument. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
