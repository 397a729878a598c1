/** Fewest and most positional arguments of built-in functions and methods that take no others than these; null: any number. */
const counts: Readonly<Record<string, readonly [number, number | null]>> = {
  len: [1, 1],
  range: [1, 3],
  abs: [1, 1],
  chr: [1, 1],
  ord: [1, 1],
  hash: [1, 1],
  id: [1, 1],
  callable: [1, 1],
  isinstance: [2, 2],
  issubclass: [2, 2],
  hasattr: [2, 2],
  setattr: [3, 3],
  divmod: [2, 2],
  any: [1, 1],
  all: [1, 1],
  reversed: [1, 1],
  iter: [1, 2],
  next: [1, 2],
};

const methodCounts: Readonly<Record<string, readonly [number, number | null]>> = {
  append: [1, 1],
  appendleft: [1, 1],
  extend: [1, 1],
  insert: [2, 2],
  remove: [1, 1],
  reverse: [0, 0],
  clear: [0, 0],
  copy: [0, 0],
  popleft: [0, 0],
};

/** What a built-in function takes by position, where that is all that it takes. */
export function arityOf(name: string): readonly [number, number | null] | undefined {
  return Object.hasOwn(counts, name) ? counts[name] : undefined;
}

/** The same of a method of lists and deques. */
export function methodArity(name: string): readonly [number, number | null] | undefined {
  return Object.hasOwn(methodCounts, name) ? methodCounts[name] : undefined;
}
