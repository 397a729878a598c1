/**
 * Calls `send` at most once a frame, with whatever is current then. The first call of a quiet time goes out in the same frame
 * interval, so that nothing is late by more than that.
 */
export class Throttle {
  readonly #send: () => void;
  readonly #intervalMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: () => void, intervalMs = 16) {
    this.#send = send;
    this.#intervalMs = intervalMs;
  }

  request(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#send();
    }, this.#intervalMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** Calls `send` once `delayMs` have passed without a further request: for what follows typing and the cursor. */
export class Debounce {
  readonly #send: () => void;
  readonly #delayMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: () => void, delayMs: number) {
    this.#send = send;
    this.#delayMs = delayMs;
  }

  request(): void {
    this.dispose();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#send();
    }, this.#delayMs);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
