import type { OutOfMemoryFacts } from './runs';

/** `other`: what was allocated beyond the named parts, which is mostly what layers keep of the batch for the backward pass. */
export type MemoryPart = 'batch' | 'parameters' | 'gradients' | 'optimizer' | 'other';

export interface MemoryUse {
  /** In bytes, the greatest first. */
  parts: { part: MemoryPart; bytes: number }[];
  /** What most of it depends on: the size of the batch, or the model; `null` where too little is known. */
  mostly: 'batch' | 'model' | null;
}

/** What a training that ran out of memory held, as far as it is known. */
export function memoryUse(facts: OutOfMemoryFacts): MemoryUse {
  const named = (['batch', 'parameters', 'gradients', 'optimizer'] as const).flatMap((part) => {
    const bytes = facts[part];
    return isSize(bytes) ? [{ part, bytes }] : [];
  });
  const sum = named.reduce((total, { bytes }) => total + bytes, 0);
  const other = isSize(facts.allocated) && sum > 0 ? facts.allocated - sum : 0;
  const parts = [...named, ...(other > 0 ? [{ part: 'other' as const, bytes: other }] : [])].sort((a, b) => b.bytes - a.bytes);
  const ofModel = (part: MemoryPart): boolean => part === 'parameters' || part === 'gradients' || part === 'optimizer';
  const model = parts.reduce((total, { part, bytes }) => total + (ofModel(part) ? bytes : 0), 0);
  const batch = parts.reduce((total, { part, bytes }) => total + (ofModel(part) ? 0 : bytes), 0);
  // Without the framework's own count, what the layers keep is unknown, and it is usually the most.
  const isKnown = model > 0 && isSize(facts.allocated);
  return { parts, mostly: isKnown ? (model > batch ? 'model' : 'batch') : null };
}

function isSize(bytes: unknown): bytes is number {
  return typeof bytes === 'number' && Number.isFinite(bytes) && bytes > 0;
}
