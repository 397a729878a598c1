import { isFloating, isWhole, msg } from '../kernel';
import type { TensorValue } from '../../values/value';
import { categoryOf } from './elementTypes';
import type { TwinContext } from './twins';

/** Which element types an operation takes. */
export type Takes = (dtype: string) => boolean;

export const floats: Takes = isFloating;
export const numbers: Takes = (dtype) => isFloating(dtype) || isWhole(dtype);
export const anyType: Takes = () => true;
export const notBool: Takes = (dtype) => dtype !== 'bool';
export const floatsAndComplex: Takes = (dtype) => isFloating(dtype) || dtype.startsWith('complex');
/** Averages are of floats, and of the widest whole numbers. */
export const averaged: Takes = (dtype) => isFloating(dtype) || dtype === 'int64';
/** Images are of floats or bytes. */
export const images: Takes = (dtype) => isFloating(dtype) || dtype === 'uint8';

/** Reports an input whose elements are of a type that the operation does not take. */
export function refuseElements(x: TensorValue, takes: Takes, cx: TwinContext, at = 'input'): boolean {
  if (x.dtype === null || categoryOf(x.dtype) === null || takes(x.dtype)) return false;
  cx.report('dtype-mismatch', msg('{0} takes no elements of type {1}', cx.label, x.dtype), { at, from: [x] });
  return true;
}

/**
 * Reports an input whose type is not that of the weights. Where a program computes in mixed precision the narrow floats are made equal;
 * whole numbers and float64 never are. With `isLenient` narrow floats may meet weights of float32 anyway.
 */
export function refuseOtherType(x: TensorValue, own: string | null, cx: TwinContext, isLenient = false): boolean {
  const { dtype } = x;
  if (dtype === null || own === null || dtype === own) return false;
  const [p, q] = [categoryOf(dtype), categoryOf(own)];
  if (!p || !q) return false;
  const isNarrow = p === 'floating' && q === 'floating' && dtype !== 'float64' && own !== 'float64';
  if (isNarrow && (isLenient || cx.mayMixFloats())) return false;
  cx.report('dtype-mismatch', msg('{0} has weights of type {1}, its input is of type {2}', cx.label, own, dtype), { from: [x] });
  return true;
}
