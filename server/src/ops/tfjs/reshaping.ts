import { flatten as kerasFlatten } from '../keras/flatten';
import { reshape as kerasReshape } from '../keras/reshape';
import type { LayerDef } from '../kernel';
import { msg, portLayer, text } from '../kernel';
import { freeDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import { tfjsLayerParams } from './layerParams';

/** TensorFlow.js must know every extent after the batch before it flattens. */
export const flatten = portLayer(kerasFlatten, {
  name: 'tfjs.layers.flatten',
  docs: 'https://js.tensorflow.org/api/latest/#layers.flatten',
  otherParams: tfjsLayerParams,
  changes: {
    params: { data_format: text() },
    rank: { min: 3 },
    codes: ['rank-mismatch', 'dim-mismatch'],
    shape(args, [x], cx) {
      if (rankOf(x!.shape) !== null && x!.shape!.dims.slice(1).includes(freeDim)) {
        cx.report(
          'dim-mismatch',
          msg('{0} needs every size after the batch, its input leaves one open: {1}', cx.label, formatShape(x!.shape)),
        );
      }
      return kerasFlatten.shape(args, [x!], cx);
    },
  },
  examples: [
    'tf.layers.flatten().apply(tf.input({shape: [7, 7, 64]}))  //> [null, 3136]',
    'tf.layers.flatten().apply(tf.input({shape: [8]}))  //! error[rank-mismatch]: flatten takes at least 3 axes',
    'tf.layers.flatten().apply(tf.input({shape: [null, 8]}))  //! error[dim-mismatch]: leaves one open',
  ],
});

/** With a free batch TensorFlow.js repeats what is written, an extent of −1 or null staying open until there is data. */
const openHole: LayerDef['shape'] = (args, inputs, cx): MaybeShape => {
  const written = (args as { target_shape: MaybeShape | 'absent' }).target_shape;
  if (!written || written === 'absent') return kerasReshape.shape(args, inputs, cx);
  // `null` asks for an extent to be computed, as −1 does.
  const target = shapeOf(written.dims.map((dim) => (dim === freeDim ? -1 : dim)));
  const out = kerasReshape.shape({ ...args, target_shape: target }, inputs, cx);
  if (!out) return out;
  const isOpen = rankOf(inputs[0]!.shape) === null || inputs[0]!.shape!.dims.includes(freeDim);
  return isOpen ? shapeOf([out.dims[0]!, ...target.dims.map((dim, i) => (dim === -1 ? freeDim : out.dims[i + 1]!))]) : out;
};

export const reshape = portLayer(kerasReshape, {
  name: 'tfjs.layers.reshape',
  needsConfig: true,
  docs: 'https://js.tensorflow.org/api/latest/#layers.reshape',
  otherParams: tfjsLayerParams,
  changes: { shape: openHole },
  examples: [
    'tf.layers.reshape({targetShape: [4, 8]}).apply(tf.input({shape: [32]}))  //> [null, 4, 8]',
    'tf.layers.reshape({targetShape: [-1, 8]}).apply(tf.input({shape: [4, 16]}))  //> [null, null, 8]',
    'tf.layers.reshape({targetShape: [5, 8]}).apply(tf.input({shape: [32]}))  //! error[reshape-size]: 32 elements do not fit',
  ],
});
