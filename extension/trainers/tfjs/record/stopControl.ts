import fs from 'node:fs';
import path from 'node:path';

const pollMs = 100;

/** Unwinds a training loop that has no other way to be ended. A program that catches it meets it again at its next step. */
export class StopRun extends Error {
  override name = 'StopRun';
  constructor() {
    super('The run was stopped.');
  }
}

/** Knows whether the run was asked to end: by its `stop` file, or by a signal. */
export class StopControl {
  readonly #file: string;
  readonly #onRequest: () => void;
  #polledAt = 0;
  #requestedAt: number | null = null;
  #lastHookAt = 0;

  constructor(runDir: string, onRequest: () => void) {
    this.#file = path.join(runDir, 'stop');
    this.#onRequest = onRequest;
  }

  get requested(): boolean {
    return this.#requestedAt !== null;
  }

  request(): void {
    if (this.#requestedAt !== null) return;
    this.#requestedAt = performance.now();
    this.#onRequest();
  }

  /** Called at each hook: cheap, and looks at the disk ten times a second at most. */
  atHook(): boolean {
    this.#lastHookAt = performance.now();
    return this.poll();
  }

  poll(): boolean {
    const now = performance.now();
    if (this.#requestedAt === null && now - this.#polledAt >= pollMs) {
      this.#polledAt = now;
      if (fs.existsSync(this.#file)) this.request();
    }
    return this.requested;
  }

  /** Milliseconds since the request, and since the program last reached a hook after it. */
  get waited(): { total: number; idle: number } {
    const now = performance.now();
    const requested = this.#requestedAt ?? now;
    return { total: now - requested, idle: now - Math.max(requested, this.#lastHookAt) };
  }
}
