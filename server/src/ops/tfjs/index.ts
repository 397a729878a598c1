import type { OpDef } from '../kernel';

/** Every op of TensorFlow.js that has a rule. */
export const tfjsOps: readonly OpDef[] = [];
