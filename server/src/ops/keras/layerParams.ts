/** What the constructor of every Keras layer takes besides its own parameters; `input_shape` and its like come from Keras 2 and still work. */
export const kerasLayerParams: readonly string[] = [
  'name',
  'dtype',
  'trainable',
  'autocast',
  'activity_regularizer',
  'input_shape',
  'batch_input_shape',
  'batch_shape',
  'input_dim',
  'input_dtype',
  'batch_size',
  'weights',
  'dynamic',
];

/** What every layer that changes images takes as well, by keyword only. */
export const imageLayerParams: readonly string[] = [...kerasLayerParams, 'factor', 'bounding_box_format', 'data_format'];
