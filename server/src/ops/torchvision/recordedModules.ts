import type { CallContext } from '../kernel';
import { arrayOf } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, mulDims, unknownDim } from '../../values/dim';
import { PersistentMap } from '../../values/persistentMap';
import { shapeOf } from '../../values/shape';
import type { BoundArg, CallSite, LayerObject, RefValue, Value } from '../../values/value';
import { bool, float, int, none, str, tuple } from '../../values/value';
import type { Recorded, RecordedModule } from './networkTable';
import { recordedModule } from './networkTable';

/** Under this name a module of a recorded network keeps which one of the table it is. */
const partKey = '#part';

/** The recorded module that an object is; null for what the program made itself. */
export function recordOf({ attrs }: LayerObject): RecordedModule | null {
  const part = attrs?.get(partKey);
  return part?.kind === 'int' && typeof part.value === 'number' ? recordedModule(part.value) : null;
}

export function isRecorded({ attrs }: LayerObject): boolean {
  return attrs?.get(partKey) !== undefined;
}

/** Makes a recorded module with all below it. */
export function makeRecorded(cx: CallContext, idx: number, classes: Dim): RefValue {
  // Nothing of a part can be edited: the program only wrote the call that made the whole.
  return make(cx, idx, classes, { ...cx.site, call: null });
}

function make(cx: CallContext, idx: number, classes: Dim, site: CallSite): RefValue {
  const { op, args, children, more } = recordedModule(idx);
  const attrs: (readonly [string, Value])[] = [[partKey, int(idx)]];
  for (const [name, value] of Object.entries(more.values ?? {})) attrs.push([name, valueOf(value, classes)]);
  for (const [name, [shape, isParameter, dtype = 'float32']] of Object.entries(more.tensors ?? {}))
    attrs.push([
      name,
      { ...arrayOf('torch', shapeOf(shape.map((extent) => dimOf(extent, classes))), dtype), ...(isParameter && { isVariable: true }) },
    ]);
  for (const name of more.missing ?? []) attrs.push([name, none]);
  for (const [name, child] of children) attrs.push([name, make(cx, child, classes, site)]);
  const values = new Map<string, BoundArg>(
    Object.entries(args).map(([name, value]) => [name, { value: valueOf(value, classes), expr: null, place: null }]),
  );
  return cx.alloc({
    kind: 'layer',
    op,
    framework: 'torch',
    name: '',
    args: { values, isComplete: true },
    site,
    built: null,
    nCalls: 0,
    attrs: PersistentMap.from(attrs),
  });
}

function dimOf(value: Recorded, classes: Dim): Dim {
  if (typeof value === 'number') return value;
  return isLinear(value) ? addDims(mulDims(value.C, classes), value['+'] ?? 0) : unknownDim;
}

function isLinear(value: Recorded): value is { readonly C: number; readonly '+'?: number } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueOf(value: Recorded, classes: Dim): Value {
  if (value === null) return none;
  if (typeof value === 'boolean') return bool(value);
  if (typeof value === 'string') return str(value);
  if (typeof value === 'number') return Number.isInteger(value) ? int(value) : float(value);
  if (isLinear(value)) return int(dimOf(value, classes));
  return tuple(value.map((item) => valueOf(item, classes)));
}
