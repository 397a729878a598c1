import type { TensorValue, Value } from '../../values/value';
import { isFloating, isWhole, promoteDtypes } from './dtypes';

/** The element type of a result of two operands, or the two types that cannot be mixed. */
export type Mixed =
  { readonly fits: true; readonly dtype: string | null } | { readonly fits: false; readonly types: readonly [string, string] };

/**
 * TensorFlow mixes no tensors of different types: `tf.constant(1) + tf.constant(1.0)` is refused. Numbers of the language and arrays of
 * NumPy become what the tensor holds, where that is possible. `a` and `b` are the operands as tensors.
 */
export function mixLikeTensorflow(left: Value, right: Value, a: TensorValue, b: TensorValue): Mixed {
  const [isA, isB] = [isOwn(left), isOwn(right)];
  if (isA && isB) {
    if (a.dtype !== null && b.dtype !== null && a.dtype !== b.dtype) return { fits: false, types: [a.dtype, b.dtype] };
    return { fits: true, dtype: a.dtype ?? b.dtype };
  }
  if (!isA && !isB) return { fits: true, dtype: a.dtype === b.dtype ? a.dtype : null };
  const [own, other] = isA ? [a, right] : [b, left];
  if (own.dtype === null) return { fits: true, dtype: null };
  const refused: Mixed = { fits: false, types: isA ? [own.dtype, other.kind] : [other.kind, own.dtype] };
  const isNumber = isWhole(own.dtype) || isFloating(own.dtype) || own.dtype.startsWith('complex');
  switch (other.kind) {
    case 'int':
      return isNumber ? { fits: true, dtype: own.dtype } : own.dtype === 'bool' ? refused : { fits: true, dtype: null };
    case 'float':
      return isWhole(own.dtype) || own.dtype === 'bool' ? refused : { fits: true, dtype: isNumber ? own.dtype : null };
    case 'tensor':
      return { fits: true, dtype: other.framework === 'numpy' && isNumber ? own.dtype : other.dtype === own.dtype ? own.dtype : null };
    case 'tuple':
    case 'ref': {
      const dtype = isA ? b.dtype : a.dtype;
      return { fits: true, dtype: dtype !== null && isFloating(dtype) === isFloating(own.dtype) ? own.dtype : null };
    }
    default:
      return { fits: true, dtype: null };
  }
}

/** A tensor that TensorFlow itself made. */
function isOwn(value: Value): boolean {
  return value.kind === 'tensor' && value.framework === 'tensorflow';
}

/** Keras promotes as JAX does: whole numbers and fractions give the type of the fractions. */
export function promoteLikeKeras(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return null;
  if (a === b) return a;
  if (a === 'bool') return b;
  if (b === 'bool') return a;
  const [inexactA, inexactB] = [!isWhole(a), !isWhole(b)];
  if (inexactA !== inexactB) return inexactA ? a : b;
  if (!inexactA) {
    const types = [a, b];
    // There is nothing wider than 64 bits to hold both.
    if (types.includes('uint64')) return types.every((t) => t.startsWith('u')) ? 'uint64' : null;
    return promoteDtypes(a, b);
  }
  if ([a, b].every(isFloating)) return isHalf(a) && isHalf(b) ? 'float32' : isHalf(a) ? b : isHalf(b) ? a : 'float64';
  if (a === 'complex128' || b === 'complex128' || a === 'float64' || b === 'float64') return null;
  return 'complex64';
}

/** What Keras computes with fractions of whole numbers: float32 unless the type has fractions itself. */
export function floatLikeKeras(dtype: string | null): string | null {
  if (dtype === null) return null;
  return isWhole(dtype) || dtype === 'bool' ? 'float32' : dtype;
}

/** Numbers of the language are weak: they change the kind of a type, not its width. */
export function promoteNumberLikeKeras(dtype: string | null, number: 'int' | 'float' | 'bool'): string | null {
  if (dtype === null) return null;
  if (number === 'bool') return dtype;
  if (number === 'int') return dtype === 'bool' ? 'int32' : dtype;
  return isWhole(dtype) || dtype === 'bool' ? 'float32' : dtype;
}

function isHalf(dtype: string): boolean {
  return dtype === 'float16' || dtype === 'bfloat16';
}

/** TensorFlow divides whole numbers as fractions that hold them. */
export function quotientOfTensorflow(dtype: string | null): string | null {
  if (dtype === null || isFloating(dtype) || dtype.startsWith('complex')) return dtype;
  if (['int8', 'uint8', 'int16', 'uint16'].includes(dtype)) return 'float32';
  return isWhole(dtype) ? 'float64' : null;
}
