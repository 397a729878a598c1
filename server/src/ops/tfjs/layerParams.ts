/** What the configuration of every TensorFlow.js layer takes besides its own keys, under the kernel's names. */
export const tfjsLayerParams: readonly string[] = [
  'input_shape',
  'batch_input_shape',
  'batch_size',
  'dtype',
  'name',
  'trainable',
  'weights',
  'input_d_type',
];
