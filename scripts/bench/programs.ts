/** Programs of about a wanted length in the style of real ones: a model every 70 lines or so, with helpers, data and comments around it. */
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
      ...Array.from({ length: 3 }, (_, i) => pythonHelper(`${n}_${i}`)).flat(),
    );
  }
  return `${out.join('\n')}\n`;
}

function pythonHelper(name: string): string[] {
  return [
    `def summarize_${name}(values, width=20, title='loss'):`,
    '    """Formats the last values of a metric as one line.',
    '',
    '    The values are rounded to four decimals and cut to the width.',
    '    """',
    '    if not values:',
    "        return f'{title}: -'",
    '    best = min(values)',
    '    mean = sum(values) / len(values)',
    '    parts = []',
    '    for i, value in enumerate(values[-width:]):',
    "        marker = '*' if value == best else ' '",
    "        parts.append(f'{marker}{value:.4f}')",
    '    # The mean is what the eye looks for first.',
    "    return f'{title} {mean:.4f}: ' + ' '.join(parts)",
    '',
    '',
  ];
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
      ...Array.from({ length: 3 }, (_, i) => typescriptHelper(`${n}x${i}`)).flat(),
    );
  }
  return `${out.join('\n')}\n`;
}

function typescriptHelper(name: string): string[] {
  return [
    '/**',
    ' * Formats the last values of a metric as one line.',
    ' * The values are rounded to four decimals and cut to the width.',
    ' */',
    `export function summarize${name}(values: readonly number[], width = 20, title = 'loss'): string {`,
    '  if (values.length === 0) return `${title}: -`;',
    '  const best = Math.min(...values);',
    '  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;',
    '  const parts: string[] = [];',
    '  for (const value of values.slice(-width)) {',
    "    const marker = value === best ? '*' : ' ';",
    '    parts.push(`${marker}${value.toFixed(4)}`);',
    '  }',
    '  // The mean is what the eye looks for first.',
    "  return `${title} ${mean.toFixed(4)}: ${parts.join(' ')}`;",
    '}',
    '',
  ];
}
