import type { Place } from '../../ir/place';
import type { MaybeShape } from '../../values/shape';
import type { Framework, TensorValue } from '../../values/value';
import type { Machine } from '../machine';

export interface PlaceholderOptions {
  /** With the batch axis. */
  readonly shape: MaybeShape;
  readonly dtype: string | null;
  readonly framework: Framework;
  readonly name?: string;
  readonly place: Place;
}

/** A fresh symbolic tensor that is an input of a graph. */
export function placeholder(m: Machine, { shape, dtype, framework, name = '', place }: PlaceholderOptions): TensorValue {
  const id = m.nextId++;
  return {
    kind: 'tensor',
    framework,
    shape,
    dtype,
    isSymbolic: true,
    producer: { id, layer: null, op: 'input', name, inputs: [], outputIdx: 0, output: shape, place, status: 'ok', callIdx: 0 },
  };
}
