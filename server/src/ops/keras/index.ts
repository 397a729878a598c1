import type { OpDef } from '../kernel';
import { dense } from './dense';

/** Every op of Keras that has a rule. */
export const kerasOps: readonly OpDef[] = [dense];
