import type { ParamSpec } from '../kernel';
import { any, defineLayer, defineOp, extents, optionalDim, text } from '../kernel';
import { msg } from '../../../../extension/protocol/localize';
import { freeDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { shapeOf } from '../../values/shape';
import { meantShape, refusedShape } from './shapeArgument';

/** The extents of an input: each is a whole number or None. */
function inputShape(): ParamSpec<MaybeShape | 'absent'> {
  const plain = extents('None');
  return {
    ...plain,
    read: (value, heap) => plain.read(meantShape(value, heap), heap),
    refuses: (value, heap, { label, param }) => refusedShape(value, heap, label, param),
  };
}

/** A placeholder for the data that goes into a model; the batch axis is added in front. */
export const input = defineOp({
  name: 'keras.Input',
  aliases: ['keras.layers.Input'],
  docs: 'https://keras.io/api/layers/core_layers/input/',
  category: 'input',
  params: {
    shape: inputShape(),
    batch_size: optionalDim(),
    dtype: text(),
    sparse: any(),
    ragged: any(),
    batch_shape: inputShape(),
    name: text(),
  },
  // The last one is of Keras 2.
  otherParams: ['tensor', 'optional', 'type_spec'],
  codes: ['missing-argument', 'dtype-mismatch'],
  call({ shape, batch_size, dtype, batch_shape, name }, cx, bound) {
    if (bound.isComplete && ['shape', 'batch_shape', 'tensor', 'type_spec'].every((given) => !bound.values.has(given)))
      cx.report('missing-argument', msg('{0} needs {1}', cx.label, 'shape'));
    const type = bound.values.has('dtype') ? dtype : 'float32';
    if (batch_shape !== 'absent') return cx.input(batch_shape, type, 'keras', name);
    if (shape === 'absent' || !shape) return cx.input(null, type, 'keras', name);
    return cx.input(shapeOf([batch_size ?? freeDim, ...shape.dims]), type, 'keras', name);
  },
  examples: [
    'keras.Input()  #! error[missing-argument]: Input needs shape',
    'keras.Input(((28, 28), 1))  #! error[dtype-mismatch]: is made of numbers',
    'keras.Input((28, 28, 1))  #> [null, 28, 28, 1]',
    'keras.Input(shape=(28, 28), batch_size=4)  #> [4, 28, 28]',
  ],
});

/** The first layer of a `Sequential` that says what goes in. */
export const inputLayer = defineLayer({
  name: 'keras.layers.InputLayer',
  docs: 'https://keras.io/api/layers/core_layers/input/',
  category: 'input',
  framework: 'keras',
  params: { shape: inputShape(), batch_size: optionalDim(), dtype: text(), sparse: any(), batch_shape: inputShape() },
  otherParams: [],
  takesAnyKeyword: true,
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ['keras.Sequential([keras.layers.InputLayer(shape=(8,)), keras.layers.Dense(2)])  #> [null, 2]'],
});
