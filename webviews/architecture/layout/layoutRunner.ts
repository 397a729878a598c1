import { chainLayout } from './chainLayout';
import type { LayoutEngine, LayoutInput, LayoutResult } from './layoutEngine';
import { simpleLayout } from './simpleLayout';

export type LayoutOutcome =
  | { status: 'done'; layout: LayoutResult }
  /** The engine was ended at its deadline, or could not run. */
  | { status: 'tooLong' | 'failed' };

/** Injected, so that tests need not wait. */
export interface Timer {
  set(run: () => void, milliseconds: number): () => void;
}

const realTimer: Timer = {
  set: (run, milliseconds) => {
    const id = setTimeout(run, milliseconds);
    return () => clearTimeout(id);
  },
};

/**
 * Keeps at most one layout under way: a new graph ends the one before it, and so does the deadline. Chains are placed at once, without the
 * engine. An outcome is told only for the newest graph, and never before `start` has returned.
 */
export class LayoutRunner {
  readonly #engine: LayoutEngine;
  readonly #deadline: number;
  readonly #timer: Timer;
  #generation = 0;
  #isBusy = false;
  #stopTimer: (() => void) | null = null;

  constructor(engine: LayoutEngine, deadline: number, timer: Timer = realTimer) {
    this.#engine = engine;
    this.#deadline = deadline;
    this.#timer = timer;
  }

  /** Answers at once for what needs no engine; otherwise `null`, and `tell` hears the outcome. */
  start(input: LayoutInput, draw: 'full' | 'simple', tell: (outcome: LayoutOutcome) => void): LayoutResult | null {
    this.cancel();
    const placed = chainLayout(input) ?? (draw === 'simple' ? simpleLayout(input) : null);
    if (placed) return placed;
    const generation = this.#generation;
    const finish = (outcome: LayoutOutcome): void => {
      if (generation !== this.#generation) return;
      this.#settle();
      tell(outcome);
    };
    this.#isBusy = true;
    this.#stopTimer = this.#timer.set(() => {
      this.#engine.cancel();
      finish({ status: 'tooLong' });
    }, this.#deadline);
    this.#engine.layout(input).then(
      (layout) => finish({ status: 'done', layout }),
      () => finish({ status: 'failed' }),
    );
    return null;
  }

  /** Ends what is under way, without a word. */
  cancel(): void {
    if (this.#isBusy) this.#engine.cancel();
    this.#settle();
  }

  #settle(): void {
    this.#generation += 1;
    this.#isBusy = false;
    this.#stopTimer?.();
    this.#stopTimer = null;
  }
}
