/**
 * A map that shares structure: `set` copies one path of a 32-way trie and leaves the old map as it was. Equal subtrees are
 * the same object, which lets a join skip everything that two paths have in common. Entries come in the order in which their keys
 * were first set, as a dict of Python and an object of JavaScript give them.
 */
type Key = string | number;

interface Leaf<K, V> {
  readonly hash: number;
  readonly key: K;
  readonly value: V;
  /** Grows with each key that is set anew, so that it tells which of two came first. */
  readonly order: number;
}
interface Collision<K, V> {
  readonly hash: number;
  readonly leaves: readonly Leaf<K, V>[];
}
interface Branch<K, V> {
  readonly bitmap: number;
  readonly slots: readonly TrieNode<K, V>[];
}
type TrieNode<K, V> = Leaf<K, V> | Collision<K, V> | Branch<K, V>;

let nextOrder = 0;

export class PersistentMap<K extends Key, V> {
  static readonly #empty = new PersistentMap<never, never>(null, 0);
  readonly #root: TrieNode<K, V> | null;
  readonly size: number;

  private constructor(root: TrieNode<K, V> | null, size: number) {
    this.#root = root;
    this.size = size;
  }

  static empty<K extends Key, V>(): PersistentMap<K, V> {
    return PersistentMap.#empty;
  }

  static from<K extends Key, V>(entries: Iterable<readonly [K, V]>): PersistentMap<K, V> {
    let map = PersistentMap.empty<K, V>();
    for (const [key, value] of entries) map = map.set(key, value);
    return map;
  }

  get(key: K): V | undefined {
    return this.#leaf(key)?.value;
  }

  #leaf(key: K): Leaf<K, V> | undefined {
    const hash = hashOf(key);
    let node = this.#root;
    for (let shift = 0; node; shift += 5) {
      if ('key' in node) return node.key === key ? node : undefined;
      if ('leaves' in node) return node.leaves.find((l) => l.key === key);
      const bit = 1 << ((hash >>> shift) & 31);
      if (!(node.bitmap & bit)) return undefined;
      node = node.slots[bitCount(node.bitmap & (bit - 1))]!;
    }
    return undefined;
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  set(key: K, value: V): PersistentMap<K, V> {
    const old = this.#leaf(key);
    if (old && old.value === value && value !== undefined) return this;
    const leaf: Leaf<K, V> = { hash: old?.hash ?? hashOf(key), key, value, order: old?.order ?? nextOrder++ };
    if (!this.#root) return new PersistentMap<K, V>(leaf, 1);
    return new PersistentMap<K, V>(insert(this.#root, leaf, 0), old === undefined ? this.size + 1 : this.size);
  }

  delete(key: K): PersistentMap<K, V> {
    if (!this.#root || this.get(key) === undefined) return this;
    const root = remove(this.#root, hashOf(key), key, 0);
    return root ? new PersistentMap<K, V>(root, this.size - 1) : PersistentMap.empty<K, V>();
  }

  *entries(): IterableIterator<[K, V]> {
    if (!this.#root) return;
    const leaves = [...walk(this.#root)];
    if (leaves.length > 1) leaves.sort((a, b) => a.order - b.order);
    for (const leaf of leaves) yield [leaf.key, leaf.value];
  }

  *keys(): IterableIterator<K> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): IterableIterator<V> {
    for (const [, value] of this.entries()) yield value;
  }

  /** Calls back for each key whose value differs between the maps; shared subtrees are skipped. */
  static differences<K extends Key, V>(
    a: PersistentMap<K, V>,
    b: PersistentMap<K, V>,
    visit: (key: K, inA: V | undefined, inB: V | undefined) => void,
  ): void {
    compare(a.#root, b.#root, visit);
  }
}

function compare<K extends Key, V>(
  a: TrieNode<K, V> | null,
  b: TrieNode<K, V> | null,
  visit: (key: K, inA: V | undefined, inB: V | undefined) => void,
): void {
  if (a === b) return;
  if (a && b && 'bitmap' in a && 'bitmap' in b) {
    for (let bits = a.bitmap | b.bitmap; bits; bits &= bits - 1) {
      const bit = bits & -bits;
      compare(slotAt(a, bit), slotAt(b, bit), visit);
    }
    return;
  }
  const inA = byKey(a);
  const inB = byKey(b);
  for (const [key, value] of inA) if (inB.get(key) !== value) visit(key, value, inB.get(key));
  for (const [key, value] of inB) if (!inA.has(key)) visit(key, undefined, value);
}

function byKey<K extends Key, V>(node: TrieNode<K, V> | null): Map<K, V> {
  const out = new Map<K, V>();
  if (node) for (const leaf of walk(node)) out.set(leaf.key, leaf.value);
  return out;
}

function slotAt<K, V>(branch: Branch<K, V>, bit: number): TrieNode<K, V> | null {
  return branch.bitmap & bit ? branch.slots[bitCount(branch.bitmap & (bit - 1))]! : null;
}

function insert<K extends Key, V>(node: TrieNode<K, V>, leaf: Leaf<K, V>, shift: number): TrieNode<K, V> {
  if ('bitmap' in node) {
    const bit = 1 << ((leaf.hash >>> shift) & 31);
    const at = bitCount(node.bitmap & (bit - 1));
    const slots = [...node.slots];
    if (node.bitmap & bit) slots[at] = insert(slots[at]!, leaf, shift + 5);
    else slots.splice(at, 0, leaf);
    return { bitmap: node.bitmap | bit, slots };
  }
  if (node.hash === leaf.hash) {
    const leaves = 'leaves' in node ? node.leaves : [node];
    const others = leaves.filter((l) => l.key !== leaf.key);
    return others.length ? { hash: leaf.hash, leaves: [...others, leaf] } : leaf;
  }
  const split: Branch<K, V> = { bitmap: 1 << ((node.hash >>> shift) & 31), slots: [node] };
  return insert(split, leaf, shift);
}

function remove<K extends Key, V>(node: TrieNode<K, V>, hash: number, key: K, shift: number): TrieNode<K, V> | null {
  if ('key' in node) return node.key === key ? null : node;
  if ('leaves' in node) {
    const leaves = node.leaves.filter((l) => l.key !== key);
    return leaves.length === 1 ? leaves[0]! : { hash: node.hash, leaves };
  }
  const bit = 1 << ((hash >>> shift) & 31);
  if (!(node.bitmap & bit)) return node;
  const at = bitCount(node.bitmap & (bit - 1));
  const child = remove(node.slots[at]!, hash, key, shift + 5);
  const slots = [...node.slots];
  if (child) {
    slots[at] = child;
    return slots.length === 1 && !('bitmap' in child) ? child : { bitmap: node.bitmap, slots };
  }
  slots.splice(at, 1);
  if (slots.length === 0) return null;
  if (slots.length === 1 && !('bitmap' in slots[0]!)) return slots[0]!;
  return { bitmap: node.bitmap & ~bit, slots };
}

function* walk<K, V>(node: TrieNode<K, V>): IterableIterator<Leaf<K, V>> {
  if ('key' in node) yield node;
  else if ('leaves' in node) yield* node.leaves;
  else for (const slot of node.slots) yield* walk(slot);
}

function hashOf(key: Key): number {
  if (typeof key === 'number') return Math.imul(key, 0x9e3779b1) ^ (key >>> 15);
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  return hash ^ (hash >>> 15);
}

function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
