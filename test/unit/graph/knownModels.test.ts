import assert from 'node:assert/strict';
import type { KnownLayer, KnownModels } from '../../../extension/protocol/knownModels';
import { knownModels } from '../../../server/src/graph/knownModels';
import { analyse } from '../../../server/src/interp/document/analyse';
import { findOp } from '../../../server/src/ops/registry';

function knownOf(text: string, stepBudget = 1_000_000): KnownModels {
  const chunks = [{ uri: 'file:///fixture/net.py', text }];
  const outcome = analyse({ language: 'python', chunks, files: new Map(), roots: ['file:///fixture'], settings: { stepBudget } });
  return knownModels(outcome, findOp);
}

/** `class out params`, those inside of a nested model indented. */
function show(layers: readonly KnownLayer[], indent = ''): string[] {
  return layers.flatMap((layer) => [
    `${indent}${layer.class ?? '?'} ${layer.out.map((out) => JSON.stringify(out)).join(' ')} ${layer.params ?? '?'}`,
    ...show(layer.layers ?? [], `${indent}  `),
  ]);
}

const head = 'import keras\nfrom keras import layers\n';

describe('knownModels', () => {
  it('lists layers without inputs and operators, with the names that the program gives', () => {
    const { models } = knownOf(`${head}
x = keras.Input((8, 8, 3), name='image')
a = layers.Conv2D(4, 3, padding='same', name='first')(x)
b = layers.Dense(4)(a + 1)
model = keras.Model(x, b, name='net')
`);
    const [model] = models;
    assert.deepEqual([model!.name, model!.ownName, model!.class, model!.framework], ['model', 'net', 'Functional', 'keras']);
    assert.deepEqual(
      model!.layers.map(({ name }) => name),
      ['first', null],
    );
    assert.equal(show(model!.layers)[0], 'Conv2D [null,8,8,4] 112');
    assert.deepEqual(model!.layers[0]!.at, { uri: 'file:///fixture/net.py', line: 5 });
  });

  it('has a shared layer once, with the output of each call, and a nested model with its layers', () => {
    const { models } = knownOf(`${head}
inner = keras.Sequential([keras.Input((4,)), layers.Dense(3)])
one = layers.Dense(4)
a, b = keras.Input((2, 6)), keras.Input((6,))
left, right = one(a), one(b)
model = keras.Model([a, b], layers.Concatenate()([inner(right), inner(one(b))]))
`);
    const model = models.find(({ name }) => name === 'model')!;
    assert.deepEqual(show(model.layers), [
      'Dense [null,4] [null,4] 28',
      'Sequential [null,3] [null,3] 15',
      '  Dense [null,3] 15',
      'Concatenate [null,6] 0',
    ]);
    assert.equal(model.params, 43);
  });

  it('marks a layer that stands in a model and in one inside of it', () => {
    const { models } = knownOf(`${head}
x = keras.Input((4,))
one, two = layers.Dense(4), layers.Dense(4)
inner = keras.Model(x, two(one(x)), name='inner')
y = keras.Input((4,))
model = keras.Model(y, inner(one(y)))
`);
    const model = models.find(({ name }) => name === 'model')!;
    const [first, nested] = model.layers;
    assert.deepEqual([first!.isRepeated, nested!.isRepeated], [true, undefined]);
    assert.deepEqual(
      nested!.layers!.map(({ isRepeated }) => isRepeated),
      [true, undefined],
    );
  });

  it('has each model of a loop and of a function that is called several times, equal ones once', () => {
    const { models } = knownOf(`${head}
def build(units):
    return keras.Sequential([keras.Input((4,)), layers.Dense(units)])
for units in (8, 16, 8):
    model = build(units)
`);
    assert.deepEqual(models.map(({ params }) => params).sort(), [40, 80]);
  });

  it('tells what it had to assume, and what is seen to be trained', () => {
    const { models, trainsUnknown } = knownOf(`${head}
def unused(units=5):
    spare = keras.Sequential([keras.Input((4,)), layers.Dense(units)])
    return spare
def alone():
    single = keras.Sequential([keras.Input((4,)), layers.Dense(6)])
    return single
model = keras.Sequential([keras.Input((4,)), layers.Dense(7)])
model.fit(load(), epochs=2)
`);
    const facts = Object.fromEntries(models.map(({ name, isAssumed, isTrained }) => [name, [isAssumed, isTrained]]));
    assert.deepEqual(facts, { model: [false, true], spare: [true, false], single: [false, false] });
    assert.equal(trainsUnknown, false);
  });

  it('says that a program trains what it cannot name: a loaded model, or a loop of its own', () => {
    assert.equal(knownOf(`${head}model = keras.models.load_model('m.keras')\nmodel.fit(x, y, epochs=2)\n`).trainsUnknown, true);
    assert.equal(knownOf(`${head}for x in data:\n    optimizer.apply_gradients(zip(g, v))\n`).trainsUnknown, true);
    const own = `${head}model = keras.Sequential([keras.Input((4,)), layers.Dense(7)])\nfor x, y in data:\n    model.train_on_batch(x, y)\n`;
    assert.equal(knownOf(own).trainsUnknown, false);
  });

  it('marks layers that it cannot see with one of no class', () => {
    const last = (text: string, steps?: number): KnownLayer => knownOf(head + text, steps).models[0]!.layers.at(-1)!;
    const sequential = 'model = keras.Sequential([keras.Input((4,)), layers.Dense(7)])\n';
    assert.equal(last(sequential).class, 'Dense');
    assert.equal(last(`${sequential}model.add(unknown())\n`).class, null);
    const functional = (value: string): string => `x = keras.Input((4,))\nmodel = keras.Model(x, layers.Dense(7)(${value}))\n`;
    assert.equal(last(functional('x')).class, 'Dense');
    assert.equal(last(functional('x * 2')).class, 'Dense');
    assert.equal(last(functional('unknown(x)')).class, null);
    assert.equal(last(functional('x + unknown(x)')).class, null);
    assert.equal(last(`${sequential}model.fit(x)\nmodel.pop()\nmodel.add(layers.Dense(1))\nmodel.add(layers.Dense(2))\n`).class, null);
    assert.equal(last(`${sequential}for i in range(4000):\n    i = i + 1\n`, 2000).class, null);
  });

  it('says where it reports a fault, and knows nothing of what comes after', () => {
    const { models } = knownOf(`${head}
model = keras.Sequential([keras.Input((2, 2, 3)), layers.Conv2D(8, 3), layers.Flatten()])
`);
    const [conv, flatten] = models[0]!.layers;
    assert.equal(conv!.fault, 'non-positive-size');
    assert.deepEqual([conv!.out, conv!.params, flatten!.fault, flatten!.out, flatten!.params], [[null], null, undefined, [null], null]);
  });

  it('names the statements that build a model, with those that bind what they read', () => {
    const text = `import keras
import numpy
from keras import layers

SIZES = [8, 4]
SEED = 3


def block(x, units):
    # A comment inside.
    return layers.Dense(units)(x)


def report():
    print(numpy.zeros(3), SEED)


inputs = keras.Input((4,))
x = inputs
for units in SIZES:
    x = block(x, units)
report()
model = keras.Model(inputs, x)
model.compile('sgd', 'mse')
`;
    const { lines } = knownOf(text).models[0]!;
    assert.deepEqual(
      lines.map(({ from, to }) => [from, to]),
      [
        [1, 1],
        [3, 3],
        [5, 5],
        [9, 11],
        [18, 21],
        [23, 23],
      ],
    );
    const kept = text.split('\n').filter((_, i) => lines.some(({ from, to }) => from <= i + 1 && i + 1 <= to));
    assert.deepEqual(show(knownOf(kept.join('\n')).models[0]!.layers), show(knownOf(text).models[0]!.layers));
  });
});
