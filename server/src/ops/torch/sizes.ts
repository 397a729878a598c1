import { dims, msg, readDims } from '../kernel';
import type { CallContext, ParamSpec, Refusal, RefusalContext } from '../kernel';
import type { Dim } from '../../values/dim';
import { isLiteral } from '../../values/dim';
import { formatShape, shapeOf } from '../../values/shape';
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
    refuses: refuseFraction,
  };
}

function readSizes(value: Value, heap: Heap): readonly Dim[] | null {
  if (value.kind !== 'tuple') return readDims(value, heap);
  const [only] = value.items;
  const isNested = value.items.length === 1 && (only!.kind === 'tuple' || only!.kind === 'ref' || only!.kind === 'unknown');
  return isNested ? readDims(only, heap) : readDims(value, heap);
}

/** An extent that is a fraction: what `/` gives. */
function refuseFraction(value: Value, heap: Heap, { label }: RefusalContext): Refusal | null {
  if (value.kind !== 'tuple') return null;
  const [only] = value.items;
  const object = value.items.length === 1 && only!.kind === 'ref' ? heap.get(only.id) : undefined;
  const items = object?.kind === 'list' && !object.isSet ? object.items : only?.kind === 'tuple' ? only.items : value.items;
  const wrong = items?.find((item) => item.kind === 'float' || item.kind === 'str' || (item.kind === 'tuple' && items.length > 1));
  return wrong ? { code: 'dtype-mismatch', message: msg('{0}: an extent is a whole number, not {1}', label, wrong.kind) } : null;
}

/** Extents in one sequence, where a single number is refused. */
export function sequence(): ParamSpec<readonly Dim[] | null> {
  const read = dims();
  return {
    ...read,
    type: 'sequence of int',
    refuses(value, heap, cx) {
      if (value.kind !== 'int' && value.kind !== 'float') return read.refuses?.(value, heap, cx) ?? null;
      return { code: 'dtype-mismatch', message: msg('{0}: {1} is a sequence of extents, it gets {2}', cx.label, cx.param, value.kind) };
    },
  };
}

/** True when one of the extents of something new is surely below zero, which is reported. */
export function refuseNegative(size: readonly Dim[] | null, cx: CallContext, at = 'size'): boolean {
  if (!size?.some((d) => isLiteral(d) && d < 0)) return false;
  cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, formatShape(shapeOf(size))), { at });
  return true;
}
