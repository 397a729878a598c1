import { PersistentMap } from './persistentMap';
import type { HeapObject } from './value';

/**
 * Everything that a program can change: the objects of the heap, by id. A state is a value: changing it gives another one,
 * and keeping the old one costs nothing. Names live in scope objects, so the heap is all there is.
 */
export class State {
  static readonly empty = new State(PersistentMap.empty());

  constructor(readonly heap: PersistentMap<number, HeapObject>) {}

  get(id: number): HeapObject | undefined {
    return this.heap.get(id);
  }

  without(id: number): State {
    return new State(this.heap.delete(id));
  }

  with(id: number, object: HeapObject): State {
    const heap = this.heap.set(id, object);
    return heap === this.heap ? this : new State(heap);
  }
}
