import type { Facades } from '../library/facade';
import type { Tf } from '../library/tf';
import type { Recorder } from '../record/recorder';
import type { StopControl } from '../record/stopControl';
import { StopRun } from '../record/stopControl';

/** What the hooks share. */
export interface HookContext {
  tf: Tf;
  facades: Facades;
  recorder: Recorder;
  stop: StopControl;
  /** Replaces the number of epochs of `fit` and `fitDataset`. */
  epochs?: number;
  /** Above 0 while a hooked call runs, so that what it calls in turn is not counted again. */
  depth: number;
}

/** Ends the program here when the run was asked to stop. */
export function endIfStopped({ stop }: HookContext): void {
  if (!stop.atHook()) return;
  // A program that catches everything and tries again would never be let go.
  if (stop.waited.total > 5000) process.exit(0);
  throw new StopRun();
}
