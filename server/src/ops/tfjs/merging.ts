import { add as kerasAdd, concatenate as kerasConcatenate } from '../keras/merging';
import { msg, portLayer } from '../kernel';
import { freeDim, isKnown } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import { tfjsLayerParams } from './layerParams';

/** As in Keras, but a free extent on either side leaves the result free. */
export const add = portLayer(kerasAdd, {
  name: 'tfjs.layers.add',
  docs: 'https://js.tensorflow.org/api/latest/#layers.add',
  otherParams: tfjsLayerParams,
  changes: {
    shape(args, inputs, cx) {
      const out = kerasAdd.shape(args, inputs, cx);
      if (!out) return out;
      return shapeOf(
        out.dims.map((dim, axis) =>
          inputs.some((x) => x.shape?.dims[x.shape.dims.length - (out.dims.length - axis)] === freeDim) && axis > 0 ? freeDim : dim,
        ),
      );
    },
  },
  examples: [
    'tf.layers.add().apply([tf.input({shape: [8, 8, 3]}), tf.input({shape: [8, 8, 1]})])  //> [null, 8, 8, 3]',
    'tf.layers.add().apply([tf.input({shape: [null, 3]}), tf.input({shape: [8, 3]})])  //> [null, null, 3]',
    'tf.layers.add().apply([tf.input({shape: [8]}), tf.input({shape: [9]})])  //! error[broadcast-mismatch]: do not fit',
    'tf.layers.add().apply([tf.input({shape: [8]})])  //! error[missing-argument]: at least 2',
  ],
});

/** As in Keras, but at least two tensors are wanted. */
export const concatenate = portLayer(kerasConcatenate, {
  name: 'tfjs.layers.concatenate',
  docs: 'https://js.tensorflow.org/api/latest/#layers.concatenate',
  otherParams: tfjsLayerParams,
  changes: {
    shape(args, inputs, cx) {
      if (inputs.length === 1) cx.report('missing-argument', msg('{0} takes at least {1} tensors in a list, it gets {2}', cx.label, 2, 1));
      const out = kerasConcatenate.shape(args, inputs, cx);
      return (
        out &&
        shapeOf(
          out.dims.map((dim, axis) => (axis === 0 && !isKnown(dim) ? freeDim : dim)),
          out.hasPrefix,
        )
      );
    },
  },
  examples: [
    'tf.layers.concatenate().apply([tf.input({shape: [8, 3]}), tf.input({shape: [8, 5]})])  //> [null, 8, 8]',
    'tf.layers.concatenate({axis: 1}).apply([tf.input({shape: [8, 3]}), tf.input({shape: [4, 3]})])  //> [null, 12, 3]',
    'tf.layers.concatenate().apply([tf.input({shape: [8, 3]}), tf.input({shape: [7, 5]})])  //! error[dim-mismatch]: differ on axis 1',
    'tf.layers.concatenate().apply([tf.input({shape: [8, 3]}), tf.input({shape: [7]})])  //! error[rank-mismatch]: different numbers of axes',
    'tf.layers.concatenate({axis: 3}).apply([tf.input({shape: [8, 3]}), tf.input({shape: [8, 3]})])  //! error[axis-out-of-range]: no axis 3',
    'tf.layers.concatenate().apply([tf.input({shape: [8, 3]})])  //! error[missing-argument]: at least 2',
  ],
});
