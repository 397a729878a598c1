import assert from 'node:assert/strict';
import type { ModelGraph } from '../../../extension/protocol/graph';
import { createLocalizer } from '../../../extension/protocol/localize';
import { modelGraphs } from '../../../server/src/graph/modelGraph';
import { findOp } from '../../../server/src/ops/registry';
import { parseFixture } from '../../lint/support/fixture';
import { lintFixture } from '../../lint/support/lintFixture';

function graphsOf(text: string, name = 'net.py'): ModelGraph[] {
  return modelGraphs(lintFixture(parseFixture(name, text))[0]!.analysis, findOp, createLocalizer('en'));
}

const branches = `import keras
from keras import layers
x = keras.Input((8, 8, 3), name='image')
a = layers.Conv2D(4, 3, padding='same', activation='relu')(x)
b = layers.Conv2D(4, (1, 1), strides=(2, 2))(a)
skip = layers.Add()([a, a])
model = keras.Model(x, [b, skip])
`;

describe('modelGraphs', () => {
  it('draws nodes in the order of execution, with edges and their shapes', () => {
    const [graph] = graphsOf(branches);
    assert.equal(graph!.name, 'model');
    assert.deepEqual(graph!.inputs, [[null, 8, 8, 3]]);
    assert.deepEqual(graph!.outputs, [
      [null, 4, 4, 4],
      [null, 8, 8, 4],
    ]);
    assert.equal(graph!.nodes[0]!.op, 'input');
    const byLabel = new Map(graph!.nodes.map((node) => [node.label, node]));
    const edges = graph!.edges.map(({ from, to, shape }) => [from, to, shape?.join('x')]);
    assert.ok(
      edges.some(([from, to, shape]) => from === byLabel.get('a')!.id && to === byLabel.get('b')!.id && shape === 'x8x8x4'),
      JSON.stringify(edges),
    );
    const ids = graph!.nodes.map((node) => node.id);
    assert.equal(new Set(ids).size, ids.length);
    for (const edge of graph!.edges) assert.ok(ids.indexOf(edge.from) < ids.indexOf(edge.to), 'an edge leads back');
  });

  it('begins a model at its inputs, even where a layer of another model gives them', () => {
    const graphs = graphsOf(`import keras
from keras import layers
hidden = layers.Dense(4)(keras.Input((3,)))
tail = keras.Model(hidden, layers.Dense(2)(hidden))
x = keras.Input((4,))
outer = keras.Model(x, tail(x))
`);
    const tail = graphs.find(({ name }) => name === 'tail')!;
    assert.deepEqual(
      tail.nodes.map(({ op, shape, params }) => [op, shape, params]),
      [
        ['input', [null, 4], 0],
        ['keras.layers.Dense', [null, 2], 10],
      ],
    );
    assert.equal(tail.params, 10);
    assert.equal(tail.edges.length, 1);
    assert.equal(graphs.find(({ name }) => name === 'outer')!.params, 10);
  });

  it('says arguments, parameters, operations and the place of each layer', () => {
    const [graph] = graphsOf(branches);
    const [a, b] = ['a', 'b'].map((label) => graph!.nodes.find((node) => node.label === label)!);
    assert.equal(a!.params, 3 * 3 * 3 * 4 + 4);
    assert.ok(a!.args.includes('relu') && a!.args.includes('same'), a!.args.join());
    assert.ok(b!.args.includes('1×1') && b!.args.includes('2×2'), b!.args.join());
    // Multiply and add count as two, for each of 64 places.
    assert.ok(a!.flops !== null && a!.flops >= 2 * 64 * 4 * 27, String(a!.flops));
    assert.equal(a!.range!.start.line, 3);
    assert.deepEqual([a!.status, a!.message], ['ok', undefined]);
  });

  it('keeps ids when lines move and other layers change', () => {
    const ids = (text: string): string[] => graphsOf(text)[0]!.nodes.map((node) => node.id);
    assert.deepEqual(
      ids(`# one\n\n${branches.replace('layers.Conv2D(4, 3,', 'layers.Conv2D(16, 5,')}`.replace('(4, (1', '(16, (1')),
      ids(branches),
    );
  });

  it('keeps a broken model whole: the fault with its message and fixes, then what is assumed', () => {
    const [graph] = graphsOf(branches.replace("padding='same'", "padding='valid'").replace('(8, 8, 3)', '(2, 2, 3)'));
    const byLabel = new Map(graph!.nodes.map((node) => [node.label, node]));
    assert.equal(byLabel.get('a')!.status, 'error');
    assert.equal(byLabel.get('a')!.code, 'non-positive-size');
    assert.match(byLabel.get('a')!.message!, /does not fit/);
    assert.ok(byLabel.get('a')!.fixes!.length > 0);
    assert.equal(byLabel.get('b')!.status, 'unknown');
    assert.equal(byLabel.get('b')!.message, undefined);
  });

  it('draws a model that has no input yet', () => {
    const [graph] = graphsOf(
      "import * as tf from '@tensorflow/tfjs';\nconst m = tf.sequential();\nm.add(tf.layers.dense({ units: 3 }));\n",
      'net.ts',
    );
    assert.equal(graph!.nodes.at(-1)!.flops, null);
    assert.equal(graph!.params, null);
  });

  it('draws a model that a helper in another file builds, where the document binds it', () => {
    const [graph] = graphsOf(
      `import keras
from helper import build
model = build(9)
#- file: helper.py
import keras
def build(size):
    x = keras.Input((28, 28, 1))
    return keras.Model(x, keras.layers.Conv2D(4, size)(x))
`,
      'main.py',
    );
    assert.equal(graph!.range.start.line, 2);
    assert.deepEqual(
      graph!.nodes.map(({ op, range }) => [op, range]),
      [
        ['input', null],
        ['keras.layers.Conv2D', null],
      ],
    );
  });

  it('opens a nested model as a group, connected to what is around it', () => {
    const [, outer] = graphsOf(`import keras
from keras import layers
inner = keras.Sequential([keras.Input((4,)), layers.Dense(8), layers.Dense(2)])
x = keras.Input((4,))
y = layers.Dense(5)(inner(x))
model = keras.Model(x, y)
`);
    assert.equal(outer!.name, 'model');
    assert.equal(outer!.groups.length, 1);
    const [group] = outer!.groups;
    const inside = outer!.nodes.filter((node) => node.group === group!.id);
    assert.deepEqual(
      inside.map((node) => node.shape),
      [
        [null, 8],
        [null, 2],
      ],
    );
    const order = outer!.nodes.map((node) => node.id);
    assert.deepEqual(
      outer!.edges.map(({ from, to }) => order.indexOf(to) - order.indexOf(from)),
      [1, 1, 1],
    );
    assert.equal(outer!.params, 4 * 8 + 8 + 8 * 2 + 2 + 2 * 5 + 5);
  });
});
