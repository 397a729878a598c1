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
