import type { CallContext } from '../kernel';
import { msg } from '../kernel';
import type { TensorValue } from '../../values/value';

/** Element types that a kernel of TensorFlow takes. */
export const takenTypes = {
  any: null,
  /** Fractions and complex numbers. */
  inexact: ['float16', 'bfloat16', 'float32', 'float64', 'complex64', 'complex128'],
  floating: ['float16', 'bfloat16', 'float32', 'float64'],
  narrow: ['float16', 'float32', 'float64'],
  single: ['float32', 'float64'],
  wide: ['float32', 'float64', 'complex64', 'complex128'],
  complex: ['complex64', 'complex128'],
  number: [
    'uint8',
    'uint16',
    'uint32',
    'uint64',
    'int8',
    'int16',
    'int32',
    'int64',
    'float16',
    'bfloat16',
    'float32',
    'float64',
    'complex64',
    'complex128',
  ],
  signed: ['int8', 'int16', 'int32', 'int64', 'float16', 'bfloat16', 'float32', 'float64', 'complex64', 'complex128'],
  real: ['uint8', 'uint16', 'uint32', 'uint64', 'int8', 'int16', 'int32', 'int64', 'float16', 'bfloat16', 'float32', 'float64'],
  whole: ['uint8', 'uint16', 'uint32', 'uint64', 'int8', 'int16', 'int32', 'int64'],
  boolean: ['bool'],
} as const;

export type Taken = keyof typeof takenTypes;

const every = ['bool', ...takenTypes.number];

/** Reports an element type that the function certainly does not take. */
export function checkType(x: TensorValue, taken: Taken, cx: CallContext, at: string): void {
  const types: readonly string[] | null = takenTypes[taken];
  // What takes one type alone has an array of NumPy converted to it.
  if (types?.length === 1 && x.framework === 'numpy') return;
  if (types === null || x.dtype === null || !every.includes(x.dtype) || types.includes(x.dtype)) return;
  const wanted = taken === 'number' || taken === 'real' || taken === 'signed' ? msg('numbers') : types.slice(0, 4).join(', ');
  cx.report('dtype-mismatch', msg('{0} does not take {1}, it takes {2}', cx.label, x.dtype, wanted), { at, from: [x] });
}

/** Complex numbers give their real type. */
export function realOf(dtype: string | null): string | null {
  return dtype === 'complex64' ? 'float32' : dtype === 'complex128' ? 'float64' : dtype;
}
