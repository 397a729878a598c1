import type { Optimizer } from '@tensorflow/tfjs-core';

/** What is known of one optimizer: each is a series of its own, so that the two of a GAN do not mix. */
export interface OptimizerState {
  index: number;
  /** Epochs begun so far; a later `fit` goes on counting. */
  epoch: number | undefined;
  /** When its last step ended, or its loop began. */
  since: number | undefined;
  /** The model event, as text, that was last written for it. */
  announced: string | undefined;
}

const states = new WeakMap<Optimizer, OptimizerState>();
let count = 0;

export function stateOf(optimizer: Optimizer): OptimizerState {
  let state = states.get(optimizer);
  if (!state) states.set(optimizer, (state = { index: count++, epoch: undefined, since: undefined, announced: undefined }));
  return state;
}

export function learningRateOf(optimizer: Optimizer): number | undefined {
  const { learningRate } = optimizer as unknown as { learningRate?: unknown };
  return typeof learningRate === 'number' ? learningRate : undefined;
}
