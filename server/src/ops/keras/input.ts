import { any, defineLayer, defineOp, extents, optionalDim, text } from '../kernel';
import { freeDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';

/** A placeholder for the data that goes into a model; the batch axis is added in front. */
export const input = defineOp({
  name: 'keras.Input',
  aliases: ['keras.layers.Input'],
  docs: 'https://keras.io/api/layers/core_layers/input/',
  category: 'input',
  params: {
    shape: extents('None'),
    batch_size: optionalDim(),
    dtype: text(),
    sparse: any(),
    ragged: any(),
    batch_shape: extents('None'),
    name: text(),
  },
  // The last one is of Keras 2.
  otherParams: ['tensor', 'optional', 'type_spec'],
  codes: [],
  call({ shape, batch_size, dtype, batch_shape, name }, cx, bound) {
    const type = bound.values.has('dtype') ? dtype : 'float32';
    if (batch_shape !== 'absent') return cx.input(batch_shape, type, 'keras', name);
    if (shape === 'absent' || !shape) return cx.input(null, type, 'keras', name);
    return cx.input(shapeOf([batch_size ?? freeDim, ...shape.dims]), type, 'keras', name);
  },
  examples: ['keras.Input((28, 28, 1))  #> [null, 28, 28, 1]', 'keras.Input(shape=(28, 28), batch_size=4)  #> [4, 28, 28]'],
});

/** The first layer of a `Sequential` that says what goes in. */
export const inputLayer = defineLayer({
  name: 'keras.layers.InputLayer',
  docs: 'https://keras.io/api/layers/core_layers/input/',
  category: 'input',
  framework: 'keras',
  params: { shape: extents('None'), batch_size: optionalDim(), dtype: text(), sparse: any(), batch_shape: extents('None') },
  otherParams: [],
  takesAnyKeyword: true,
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ['keras.Sequential([keras.layers.InputLayer(shape=(8,)), keras.layers.Dense(2)])  #> [null, 2]'],
});
