import { arrayOf, defineOp, dims, dtype, msg } from '../kernel';
import type { CallContext } from '../kernel';
import type { Dim } from '../../values/dim';
import { freeDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { Value } from '../../values/value';

const likeParams = ['order'];
const likeKeywords = ['device', 'like'];

/** An array of zeros. */
export const zeros = defineOp({
  name: 'numpy.zeros',
  docs: 'https://numpy.org/doc/stable/reference/generated/numpy.zeros.html',
  category: 'array',
  params: { shape: dims(), dtype: dtype('float64') },
  otherParams: likeParams,
  keywordParams: likeKeywords,
  codes: ['non-positive-size'],
  call: ({ shape, dtype }, cx) => filled(shape, dtype, cx, 0),
  examples: ['np.zeros((2, 3))  #> [2, 3]', 'np.zeros((2, -3))  #! error[non-positive-size]: -3'],
});

/** An array of ones. */
export const ones = defineOp({
  name: 'numpy.ones',
  docs: 'https://numpy.org/doc/stable/reference/generated/numpy.ones.html',
  category: 'array',
  params: { shape: dims(), dtype: dtype('float64') },
  otherParams: likeParams,
  keywordParams: likeKeywords,
  codes: ['non-positive-size'],
  call: ({ shape, dtype }, cx) => filled(shape, dtype, cx, 1),
  examples: ['np.ones(4)  #> [4]', 'np.ones((2, -3))  #! error[non-positive-size]: -3'],
});

/** An array whose elements are whatever was in memory. */
export const empty = defineOp({
  name: 'numpy.empty',
  docs: 'https://numpy.org/doc/stable/reference/generated/numpy.empty.html',
  category: 'array',
  params: { shape: dims(), dtype: dtype('float64') },
  otherParams: likeParams,
  keywordParams: likeKeywords,
  codes: ['non-positive-size'],
  call: ({ shape, dtype }, cx) => filled(shape, dtype, cx, null),
  examples: ['np.empty((2, 3))  #> [2, 3]', 'np.empty((2, -3))  #! error[non-positive-size]: -3'],
});

function filled(shape: readonly Dim[] | null, dtype: string | 'absent' | null, cx: CallContext, element: number | null): Value {
  const negative = shape?.find((n): n is number => typeof n === 'number' && n < 0);
  if (negative !== undefined)
    cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative), { at: 'shape' });
  const isKnown = shape && negative === undefined && !shape.includes(freeDim);
  const type = dtype === 'absent' ? 'float64' : dtype;
  const range = element === null ? null : { min: element, max: element };
  return arrayOf('numpy', isKnown ? shapeOf(shape) : null, type, { range });
}
