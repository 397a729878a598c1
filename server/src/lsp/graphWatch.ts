import type { ModelGraph } from '../../../extension/protocol/graph';
import { uriKey } from './uris';

/** Remembers which graphs a client was given, to tell it only of those that changed. */
export class GraphWatch {
  readonly #sent = new Map<string, string>();

  sent(uri: string, graphs: readonly ModelGraph[]): void {
    this.#sent.set(uriKey(uri), JSON.stringify(graphs));
  }

  isWatched(uri: string): boolean {
    return this.#sent.has(uriKey(uri));
  }

  /** True once for each change: what differs is told, and the client asks again. */
  differs(uri: string, graphs: readonly ModelGraph[]): boolean {
    const text = JSON.stringify(graphs);
    if (this.#sent.get(uriKey(uri)) === text) return false;
    this.#sent.set(uriKey(uri), text);
    return true;
  }

  forget(uri: string): void {
    this.#sent.delete(uriKey(uri));
  }
}
