import { readDims } from '../kernel';
import type { ParamSpec } from '../kernel';
import type { Dim } from '../../values/dim';
import type { Heap, Value } from '../../values/value';

/** Extents as `*size` takes them: one by one, or in one sequence; null when they are not known. */
export function sizes(): ParamSpec<readonly Dim[] | null> {
  return {
    type: '*int | sequence of int',
    isRequired: true,
    fallback: null,
    fallbackText: null,
    choices: null,
    unknownAs: null,
    kind: 'rest',
    read: readSizes,
  };
}

function readSizes(value: Value, heap: Heap): readonly Dim[] | null {
  if (value.kind !== 'tuple') return readDims(value, heap);
  const [only] = value.items;
  const isNested = value.items.length === 1 && (only!.kind === 'tuple' || only!.kind === 'ref' || only!.kind === 'unknown');
  return isNested ? readDims(only, heap) : readDims(value, heap);
}
