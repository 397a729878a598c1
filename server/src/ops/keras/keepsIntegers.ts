import type { TensorValue } from '../../values/value';

/** Element type of layers that only move values: floats take the layer's own, whole numbers and truth values stay. */
export function keepsIntegers(_: unknown, [x]: readonly TensorValue[], own: string | null): string | null {
  const dtype = x?.dtype ?? null;
  return dtype === null ? null : /^b?float/.test(dtype) ? own : dtype;
}
