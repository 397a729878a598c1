import assert from 'node:assert/strict';
import { createLocalizer } from '../../../extension/protocol/localize';
import { analyse } from '../../../server/src/interp/document/analyse';
import { withTrialFixes } from '../../../server/src/interp/trials/trialFixes';
import { spanOf } from '../../../server/src/ir/place';

const data = `import numpy as np
import keras

x_train = np.random.rand(100, 4)
x_test = np.random.rand(20, 4)
y_train = np.random.randint(0, 3, 100)
y_test = np.random.randint(0, 3, 20)
model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, activation='softmax')])
model.compile('adam', 'sparse_categorical_crossentropy')
`;

/** The statement that is at fault, repaired by the first fix of the first error. */
function repaired(text: string): string | null {
  const uri = 'file:///p/main.py';
  const outcome = analyse({ language: 'python', chunks: [{ uri, text }], files: new Map(), roots: [], settings: { stepBudget: 100_000 } });
  assert.ok(
    outcome.result.diagnostics.some(({ severity }) => severity === 'error'),
    'an error',
  );
  const { diagnostics, chunks } = withTrialFixes(outcome);
  const fix = diagnostics.find(({ fixes }) => fixes.length)?.fixes[0];
  if (!fix) return null;
  assert.ok(createLocalizer('en').render(fix.title).length > 0);
  const { units } = chunks.get(uri)!;
  const edits = fix.edits.map((edit) => ({ ...edit, at: units[edit.unitIdx]!.start })).sort((a, b) => b.at + b.from - a.at - a.from);
  const result = edits.reduce((now, { at, from, to, newText }) => now.slice(0, at + from) + newText + now.slice(at + to), text);
  const changed = result.split('\n').filter((line) => !text.split('\n').includes(line));
  assert.ok(diagnostics.every(({ place }) => spanOf(chunks.get(uri)!, place)));
  return changed.join('\n');
}

describe('fixes that are found by trying', () => {
  it('names the array that belongs to the other', () => {
    assert.equal(repaired(`${data}model.fit(x_train, y_test)\n`), 'model.fit(x_train, y_train)');
    assert.equal(repaired(`${data}model.evaluate(x_train, y_test)\n`), 'model.evaluate(x_test, y_test)');
  });

  it('takes away an index or a call that is too much', () => {
    assert.equal(repaired(`${data}model.fit(x_train, y_train[:-1])\n`), 'model.fit(x_train, y_train)');
    assert.equal(repaired(`${data}model.fit(x_train.reshape(-1, 2), y_train)\n`), 'model.fit(x_train, y_train)');
  });

  it('changes a number where the array is made', () => {
    const text = data.replace('np.random.randint(0, 3, 100)', 'np.random.randint(0, 3, 90)');
    assert.equal(repaired(`${text}weights = np.ones(100)\nmodel.fit(x_train, y_train)\n`), 'y_train = np.random.randint(0, 3, 100)');
  });

  it('gives a name that got lost to what was made last', () => {
    const text = `import keras
inputs = keras.Input((4,))
hidden = keras.layers.Dense(8)(inputs)
model = keras.Model(inputs, outputs)
`;
    assert.equal(repaired(text), 'outputs = hidden');
  });

  it('does to an array what is done to its twin', () => {
    const text = `import numpy as np
import keras
x_train, x_test = np.random.rand(60, 8, 8), np.random.rand(20, 8, 8)
y_train, y_test = np.random.rand(60), np.random.rand(20)
x_test = x_test.reshape(20, 64)
model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(1)])
model.compile('adam', 'mse')
model.fit(x_train, y_train, validation_data=(x_test, y_test))
model.predict(x_train)
`;
    assert.equal(repaired(text), 'x_train = x_train.reshape(-1, 64)');
  });

  it('puts steps into the order in which their axes fit', () => {
    const text = `import keras
model = keras.Sequential()
model.add(keras.Input((8, 8, 3)))
model.add(keras.layers.Flatten())
model.add(keras.layers.MaxPooling2D())
model.add(keras.layers.Dense(3))
`;
    assert.match(repaired(text)!, /^$/);
  });

  it('takes what a call lacks from another call of the same function', () => {
    const text = `import keras
model = keras.Sequential([keras.Input((8,)), keras.layers.Dropout(0.3), keras.layers.Dense(4), keras.layers.Dropout()])
`;
    assert.match(repaired(text)!, /Dropout\(0\.3\)\]\)$/);
  });

  it('repairs the cause of several errors once', () => {
    const text = `import numpy as np
import keras
x = np.random.rand(60, 8, 8)
model = keras.Sequential([keras.Input((64,)), keras.layers.Dense(1)])
model.predict(x)
model.predict(x, verbose=0)
`;
    assert.equal(repaired(text), 'x = x.reshape(len(x), -1)');
  });

  it('offers nothing where what it tries only hides the error', () => {
    const text = `import numpy as np
import keras
from elsewhere import load
x = np.zeros((10, 4))
other = load()
model = keras.Sequential([keras.Input((7, 9, 2)), keras.layers.Conv2D(3, 2)])
model.predict(x)
`;
    assert.equal(repaired(text), null);
  });
});
