import type { Recorder } from './record/recorder';
import type { StopControl } from './record/stopControl';
import { StopRun } from './record/stopControl';

const signals = { SIGINT: 2, SIGTERM: 15 } as const;
const pollMs = 100;
/** A program that trained has this long to finish what follows its training; then a stopped run ends. */
const idleMs = 2000;

/**
 * Sees to it that a run ends once, whatever way the program takes: by itself, by `process.exit`, by an error, by a stop or by a
 * signal. The record is closed in the process's own `exit` event, which all of these pass.
 */
export class Ending {
  #failed = false;
  #killed = false;
  readonly #stop: StopControl;
  readonly #recorder: Recorder;

  constructor(recorder: Recorder, stop: StopControl, cleanUp: () => void) {
    this.#recorder = recorder;
    this.#stop = stop;
    process.once('exit', (code) => {
      const status = this.#killed ? 'killed' : this.#failed ? 'failed' : stop.requested ? 'stopped' : code === 0 ? 'ok' : 'failed';
      if (status === 'stopped') process.exitCode = 0;
      recorder.end(status, status === 'stopped' ? 0 : code);
      cleanUp();
    });
    for (const signal of Object.keys(signals) as (keyof typeof signals)[]) process.on(signal, () => this.#onSignal(signal));
    // The run outlives the window and the terminal it was started from.
    process.on('SIGHUP', () => undefined);
    setInterval(() => this.#onTimer(), pollMs).unref();
  }

  /** Calls `report` for an error that nobody caught, unless it is how a stop unwinds the program, and ends the process. */
  catchErrors(report: (error: unknown) => void): (error: unknown) => never {
    const end = (error: unknown): never => {
      if (error instanceof StopRun) process.exit(0);
      report(error);
      // An error on the way out of a run that was stopped is printed, but the run counts as stopped.
      this.#failed = !this.#stop.requested;
      process.exit(Number(process.exitCode ?? 0) || 1);
    };
    process.on('uncaughtException', (error) => {
      // A program with a handler of its own wants to live on.
      if (!(error instanceof StopRun) && process.listenerCount('uncaughtException') > 1) return;
      end(error);
    });
    return end;
  }

  #onSignal(signal: keyof typeof signals): void {
    if (!this.#stop.requested) {
      this.#stop.request();
      return;
    }
    this.#killed = true;
    process.exit(128 + signals[signal]);
  }

  #onTimer(): void {
    this.#recorder.tick();
    if (!this.#stop.poll()) return;
    const trained = this.#recorder.steps.total > 0 || this.#recorder.trainingBegan;
    if (!trained || this.#stop.waited.idle > idleMs) process.exit(0);
  }
}
