import { defineLayer } from '../kernel';
import { convolution } from './convolution';

/** Slides `filters` kernels over the height and width of an image and sums over its channels. */
export const conv2d = defineLayer({
  ...convolution(2),
  name: 'keras.layers.Conv2D',
  aliases: ['keras.layers.Convolution2D'],
  docs: 'https://keras.io/api/layers/convolution_layers/convolution2d/',
  examples: [
    'keras.layers.Conv2D(32, 3)(keras.Input((32, 32, 3)))  #> [null, 30, 30, 32]',
    "keras.layers.Conv2D(8, (3, 5), strides=2, padding='same')(keras.Input((32, 32, 3)))  #> [null, 16, 16, 8]",
    'keras.layers.Conv2D(8, 3, dilation_rate=2)(keras.Input((32, 32, 3)))  #> [null, 28, 28, 8]',
    'keras.layers.Conv2D(8, 3)(keras.Input((2, 2, 3)))  #! error[non-positive-size]: does not fit into 2×2',
    'keras.layers.Conv2D(8, 3)(keras.Input((28, 28)))  #! error[rank-mismatch]: takes 4 axes',
    'keras.layers.Conv2D(8, 3, groups=2)(keras.Input((8, 8, 3)))  #! error[dim-mismatch]: 3 channels cannot be split into 2 groups',
  ],
});
