import assert from 'node:assert/strict';
import { shapesAt } from '../../../server/src/docs/shapesAt';
import { parseFixture } from '../../lint/support/fixture';
import { lintFixture } from '../../lint/support/lintFixture';

/** What is known at the line that `#!` marks. */
function at(text: string, name = 'test.py'): string[] {
  const line = text.split('\n').findIndex((each) => /(#|\/\/)!/.test(each));
  assert.ok(line >= 0, 'no line is marked');
  const { analysis } = lintFixture(parseFixture(name, text.replace(/ *(#|\/\/)!/, '')))[0]!;
  const chunk = analysis.chunks.get(analysis.own[0]!)!;
  return shapesAt(analysis, chunk, line, line).map(({ name: what, input, shape }) => (input ? `${what} ${input} → ${shape}` : `${what} ${shape}`));
}

describe('shapes on a line', () => {
  const keras = 'import keras\nfrom keras import layers\n';

  it('are those of the names on it, and of its calls', () => {
    const text = `${keras}x = keras.Input((28, 28))\ndense = layers.Dense(10)\ny = dense(x) #!\n`;
    assert.deepEqual(at(text), ['dense (None, 28, 28) → (None, 28, 10)', 'x (None, 28, 28)']);
  });

  it('are told of a model that is trained', () => {
    const text = `${keras}i = keras.Input((784,))
model = keras.Model(i, layers.Dense(10)(i))
model.compile('sgd', 'mse')
model.fit(load()) #!
`;
    assert.deepEqual(at(text), ['model (None, 784) → (None, 10)']);
  });

  it('leave out what the analysis only assumes after a fault', () => {
    const text = `${keras}x = keras.Input((8, 8, 3))
y = layers.Conv2D(4, 9)(x) #!
z = layers.Flatten()(y)
`;
    assert.deepEqual(at(text), ['layers.Conv2D (None, 8, 8, 3) → ?', 'x (None, 8, 8, 3)']);
    assert.deepEqual(at(text.replace(' #!', '').replace('(y)\n', '(y) #!\n')), []);
  });

  it('are those of every line of a call, of attributes and of elements', () => {
    const text = `${keras}
class Batch:
    def __init__(self):
        self.images = keras.Input((28, 28))
batch = Batch()
pair = [keras.Input((3,)), keras.Input((4,))]
keras.ops.concatenate([batch.images, pair[0], pair[1]]) #!
`;
    assert.deepEqual(at(text).slice(0, 3), ['batch.images (None, 28, 28)', 'pair[0] (None, 3)', 'pair[1] (None, 4)']);
  });

  it('are none where nothing is known, and none of other lines', () => {
    assert.deepEqual(at(`${keras}x = load()\nn = 3\nprint(x, n) #!\ny = keras.Input((3,))\n`), []);
  });

  it('are written as the language has them', () => {
    const text = `import * as tf from '@tensorflow/tfjs';
const x = tf.input({ shape: [28, 28] });
const y = tf.layers.flatten().apply(x); //!
`;
    assert.deepEqual(at(text, 'test.ts'), ['tf.layers.flatten [null, 28, 28] → [null, 784]', 'x [null, 28, 28]']);
  });
});
