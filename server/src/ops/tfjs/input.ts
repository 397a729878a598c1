import { defineOp, extents, text } from '../kernel';
import { freeDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';

/** A placeholder for the data that goes into a model; the batch axis is added in front. */
export const input = defineOp({
  name: 'tfjs.input',
  docs: 'https://js.tensorflow.org/api/latest/#input',
  category: 'input',
  style: 'config',
  params: { shape: extents('None'), batch_shape: extents('None'), dtype: text(), name: text() },
  otherParams: ['sparse'],
  codes: [],
  call({ shape, batch_shape, dtype, name }, cx, bound) {
    const type = bound.values.has('dtype') ? dtype : 'float32';
    if (batch_shape !== 'absent') return cx.input(batch_shape, type, 'tfjs', name);
    return cx.input(shape === 'absent' || !shape ? null : shapeOf([freeDim, ...shape.dims]), type, 'tfjs', name);
  },
  examples: ['tf.input({shape: [28, 28, 1]})  //> [null, 28, 28, 1]', 'tf.input({batchShape: [4, 8]})  //> [4, 8]'],
});
