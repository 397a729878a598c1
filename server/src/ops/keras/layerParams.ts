/** What the constructor of every Keras layer takes besides its own parameters; the shape of the input comes from Keras 2 and still works. */
export const kerasLayerParams: readonly string[] = [
  'name',
  'dtype',
  'trainable',
  'autocast',
  'activity_regularizer',
  'input_shape',
  'input_dim',
];

/** What every layer that changes images takes as well, by keyword only. */
export const imageLayerParams: readonly string[] = [...kerasLayerParams, 'factor', 'bounding_box_format', 'data_format'];
