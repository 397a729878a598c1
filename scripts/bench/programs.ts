/** Programs of a wanted length in the style of real ones: a few models, functions, and data around them. */
export function pythonProgram(lines: number): string {
  const out = ['import keras', 'from keras import layers', '', 'NUM_CLASSES = 10', 'SIZE = (64, 64, 3)', ''];
  for (let n = 0; out.length < lines; n++) {
    out.push(
      `def build_model_${n}(input_shape=SIZE, filters=${16 + (n % 4) * 8}, depth=3):`,
      `    """Model number ${n}."""`,
      '    inputs = keras.Input(shape=input_shape)',
      "    x = layers.Conv2D(filters, 3, padding='same', activation='relu')(inputs)",
      '    for i in range(depth):',
      '        skip = x',
      "        x = layers.Conv2D(filters, 3, padding='same')(x)",
      '        x = layers.BatchNormalization()(x)',
      "        x = layers.Activation('relu')(x)",
      '        x = layers.Add()([x, skip])',
      '    x = layers.GlobalAveragePooling2D()(x)',
      '    x = layers.Dropout(0.5)(x)',
      "    outputs = layers.Dense(NUM_CLASSES, activation='softmax')(x)",
      `    return keras.Model(inputs, outputs, name=f'model_{${n}}')`,
      '',
      `model_${n} = build_model_${n}()`,
      `model_${n}.compile(optimizer='adam', loss='sparse_categorical_crossentropy')`,
      '',
      `history_${n} = {'loss': [], 'accuracy': []}`,
      `for key in ['loss', 'accuracy']:`,
      `    history_${n}[key].append(0.0)`,
      '',
    );
  }
  return `${out.slice(0, lines).join('\n')}\n`;
}

export function typescriptProgram(lines: number): string {
  const out = ["import * as tf from '@tensorflow/tfjs';", '', 'const numClasses = 10;', ''];
  for (let n = 0; out.length < lines; n++) {
    out.push(
      `export function buildModel${n}(filters: number = ${16 + (n % 4) * 8}, depth = 3): tf.LayersModel {`,
      '  const input = tf.input({ shape: [64, 64, 3] });',
      "  let x = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same', activation: 'relu' }).apply(input) as tf.SymbolicTensor;",
      '  for (let i = 0; i < depth; i++) {',
      '    const skip = x;',
      "    x = tf.layers.conv2d({ filters, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;",
      '    x = tf.layers.batchNormalization({}).apply(x) as tf.SymbolicTensor;',
      '    x = tf.layers.add().apply([x, skip]) as tf.SymbolicTensor;',
      '  }',
      '  x = tf.layers.globalAveragePooling2d({}).apply(x) as tf.SymbolicTensor;',
      "  const output = tf.layers.dense({ units: numClasses, activation: 'softmax' }).apply(x) as tf.SymbolicTensor;",
      `  return tf.model({ inputs: input, outputs: output, name: \`model\${${n}}\` });`,
      '}',
      '',
      `const model${n} = buildModel${n}();`,
      `model${n}.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });`,
      '',
    );
  }
  return `${out.slice(0, lines).join('\n')}\n`;
}
