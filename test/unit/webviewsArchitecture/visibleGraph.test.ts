import assert from 'node:assert/strict';
import { readFault } from '../../../webviews/architecture/fault';
import { opKind } from '../../../webviews/architecture/opKind';
import { moveIn } from '../../../webviews/architecture/render/keys';
import { firstView, fitView, keepInPlace, panInto, zoomAt } from '../../../webviews/architecture/render/viewport';
import { shapeText } from '../../../webviews/architecture/shapeText';
import { indexModel, visibleGraph } from '../../../webviews/architecture/visibleGraph';
import { chainPairs, cifar, longChain, model, node, resnet } from '../../panels/architecture/sampleModels';

describe('shapes and kinds', () => {
  it('writes a shape as people do', () => {
    assert.equal(shapeText([null, 32, 32, 3]), 'N×32×32×3');
    assert.equal(shapeText(['B', null, 'T']), 'B×?×T');
    assert.equal(shapeText(['2*N + 1', 8]), '(2*N + 1)×8');
    assert.equal(shapeText(['*', 128]), '*×128');
    assert.equal(shapeText([8192]), '8192');
    assert.equal(shapeText([]), '()');
    assert.equal(shapeText(null), '?');
  });

  it('knows the kinds by the names of three frameworks', () => {
    const kinds = {
      convolution: ['keras.layers.Conv2D', 'torch.nn.ConvTranspose1d', 'tf.layers.depthwiseConv2d', 'keras.layers.SeparableConv2D'],
      normalization: ['keras.layers.BatchNormalization', 'torch.nn.LayerNorm'],
      activation: ['keras.layers.ReLU', 'torch.nn.functional.log_softmax', 'tf.layers.leakyReLU', 'keras.layers.Activation'],
      pooling: ['keras.layers.GlobalAveragePooling2D', 'torch.nn.AdaptiveAvgPool2d', 'tf.layers.maxPooling1d'],
      linear: ['keras.layers.Dense', 'torch.nn.Linear'],
      merge: ['keras.layers.Add', 'tf.layers.concatenate', 'torch.cat'],
      io: ['input', 'keras.layers.InputLayer'],
      other: ['keras.layers.Flatten', 'keras.layers.Dropout', 'torch.nn.LSTM'],
    };
    for (const [kind, ops] of Object.entries(kinds)) for (const op of ops) assert.equal(opKind(op), kind, op);
  });
});

describe('visible graph', () => {
  it('sums a folded group up: what leaves it, what it costs, how sound it is', () => {
    const { byKey, edges } = visibleGraph(indexModel(resnet(false)), {});
    const layer3 = byKey.get('g:layer3')!;
    assert.equal(layer3.params, 9 * 128 * 256 + 3 * 9 * 256 * 256 + 128 * 256 + 4 * 2 * 256);
    assert.deepEqual(layer3.shape, [null, 256, 8, 8]);
    assert.equal(layer3.members.length, 11);
    assert.equal(layer3.status, 'ok');
    // Two ways lead into the block; from afar they are one.
    assert.equal(edges.filter(({ to }) => to === 'g:layer3').length, 1);
  });

  it('shows an open group with folded ones inside', () => {
    const graph = visibleGraph(indexModel(resnet(false)), { layer2: false });
    assert.deepEqual(
      graph.groups.map(({ id }) => id),
      ['layer2'],
    );
    assert.equal(graph.byKey.get('g:layer2.1')!.parent, 'layer2');
    assert.equal(graph.keyOf.get('layer2.0/conv1'), 'g:layer2.0');
    assert.equal(graph.keyOf.get('layer3.0/conv1'), 'g:layer3');
  });

  it('ends in an output with the shape of the last layer', () => {
    const graph = visibleGraph(indexModel(cifar()), {});
    const last = graph.edges.at(-1)!;
    assert.deepEqual([last.from, last.to, last.shape], ['n:dense_1', 'o:dense_1', [null, 10]]);
  });

  it('marks the edge into a fault, and all that follows as assumed', () => {
    const graph = visibleGraph(indexModel(resnet(true)), {});
    const status = (to: string): string | undefined => graph.edges.find((edge) => edge.to === to)?.status;
    assert.equal(status('n:flatten'), 'ok');
    assert.equal(status('n:fc'), 'error');
    assert.equal(status('n:log_softmax'), 'assumed');
    assert.equal(status('o:log_softmax'), 'assumed');
    assert.equal(graph.byKey.get('n:fc')!.isAssumed, false);
    assert.equal(graph.byKey.get('n:log_softmax')!.isAssumed, true);
  });

  it('shows a fault inside of a folded group on the group', () => {
    const broken = resnet(false);
    broken.nodes.find(({ id }) => id === 'layer3.1/conv2')!.status = 'error';
    assert.equal(visibleGraph(indexModel(broken), { layer3: true }).byKey.get('g:layer3')!.status, 'error');
  });

  it('drops wrong references: unknown ends of edges, unknown groups, groups that contain themselves', () => {
    const graph = model(
      'm',
      [node('a', 'input', { group: 'none' }), node('b', 'x.Dense', { group: 'loop' })],
      chainPairs(['a', 'b', 'c']),
      {
        groups: [
          { id: 'loop', label: 'loop', parent: 'pool', repeat: 1 },
          { id: 'pool', label: 'pool', parent: 'loop', repeat: 1 },
        ],
      },
    );
    const visible = visibleGraph(indexModel(graph), { loop: false, pool: false });
    assert.equal(visible.byKey.get('n:a')!.parent, null);
    assert.ok(visible.byKey.has('n:b'));
    assert.deepEqual(
      visible.edges.map(({ id }) => id),
      ['n:a → n:b', 'n:b → o:b'],
    );
  });

  it('takes 5,000 layers', () => {
    assert.equal(visibleGraph(indexModel(longChain(5000)), {}).items.length, 5001);
  });
});

describe('fault', () => {
  const faultOf = (message: string, shape: (number | null)[]): { actual: number | null; expected: number | null } => {
    const nodes = [node('flatten_1', 'x.Flatten', { shape }), node('dense_2', 'x.Dense', { status: 'error', message })];
    const { actual, expected } = readFault(indexModel(model('m', nodes, [['flatten_1', 'dense_2']])), nodes[1]!);
    return { actual, expected };
  };

  it('reads both sizes from the message, in any wording', () => {
    const sizes = { actual: 8192, expected: 512 };
    assert.deepEqual(faultOf('dense_2 takes 512 features, its input has 8,192', [null, 8192]), sizes);
    assert.deepEqual(faultOf('dense_2 需要 512 个特征，但输入有 8,192 个', [null, 8192]), sizes);
    assert.deepEqual(faultOf('expected last axis 512, got 8192 (512×4×4 after flatten_1).', [null, 8192]), sizes);
  });

  it('claims no sizes that the message does not make certain', () => {
    const none = { actual: null, expected: null };
    assert.deepEqual(faultOf('the input does not fit', [null, 8192]), none);
    assert.deepEqual(faultOf('3 and 4 do not broadcast', [null, 3, 4]), none);
    assert.deepEqual(faultOf('has 8192, needs 512 or 1024', [null, 8192]), { actual: 8192, expected: null });
  });

  it('tells how the shape came about, by groups where the fault is outside of them', () => {
    const index = indexModel(resnet(true));
    const { chain } = readFault(index, index.fault!);
    assert.deepEqual(
      chain.map(({ label, shape }) => `${label} ${shapeText(shape)}`),
      ['layer3 N×256×8×8', 'layer4 N×512×4×4', 'flatten N×8192'],
    );
  });

  it('leaves out what passes the shape on, and ends in a ring', () => {
    const shape = [null, 8];
    const nodes = [
      node('x', 'input', { shape: [null, 4] }),
      node('dense', 'x.Dense', { shape }),
      node('dropout', 'x.Dropout', { shape }),
      node('bad', 'x.Dense', { status: 'error' }),
    ];
    const straight = indexModel(model('m', nodes, chainPairs(['x', 'dense', 'dropout', 'bad'])));
    assert.deepEqual(
      readFault(straight, nodes[3]!).chain.map(({ label }) => label),
      ['x', 'dense'],
    );
    const ring = indexModel(model('m', nodes, chainPairs(['dense', 'dropout', 'dense', 'bad'])));
    assert.ok(readFault(ring, nodes[3]!).chain.length <= 3);
  });
});

describe('keys', () => {
  const graph = visibleGraph(indexModel(resnet(false)), { layer2: false, 'layer2.0': false });

  it('go along the edges', () => {
    assert.deepEqual(moveIn(graph, null, 'down'), { select: 'n:x' });
    assert.deepEqual(moveIn(graph, 'n:x', 'down'), { select: 'n:conv1' });
    assert.deepEqual(moveIn(graph, 'n:conv1', 'up'), { select: 'n:x' });
    assert.equal(moveIn(graph, 'n:x', 'up'), null);
    assert.equal(moveIn(graph, 'n:fc', 'down'), null);
    assert.deepEqual(moveIn(graph, 'n:x', 'last'), { select: 'n:fc' });
  });

  it('go between branches, into groups and out of them', () => {
    assert.deepEqual(moveIn(graph, 'n:layer2.0/conv1', 'right'), { select: 'n:layer2.0/downsample' });
    assert.deepEqual(moveIn(graph, 'n:layer2.0/downsample', 'left'), { select: 'n:layer2.0/conv1' });
    assert.deepEqual(moveIn(graph, 'n:layer2.0/conv1', 'left'), { select: 'g:layer2.0' });
    assert.deepEqual(moveIn(graph, 'g:layer2.0', 'left'), { fold: 'layer2.0', isFolded: true });
    assert.deepEqual(moveIn(graph, 'g:layer2.0', 'up'), { select: 'g:layer1' });
    assert.deepEqual(moveIn(graph, 'g:layer2', 'right'), { select: 'n:layer2.0/conv1' });
    assert.deepEqual(moveIn(graph, 'g:layer3', 'right'), { fold: 'layer3', isFolded: false });
  });
});

describe('viewport', () => {
  const size = { width: 900, height: 700 };
  const small = { x: 0, y: 0, width: 236, height: 500 };
  const tall = { x: 0, y: 0, width: 236, height: 5000 };

  it('shows a small graph whole and in the middle', () => {
    const view = firstView(small, size, null, false);
    assert.equal(view.k, 1.06);
    assert.equal(view.x + view.k * 118, 450);
  });

  it('keeps a large graph readable: at its top, or at what matters', () => {
    const top = firstView(tall, size, null, false);
    assert.deepEqual([top.k, top.y], [0.9, 18]);
    const focus = { x: 0, y: 3000, width: 236, height: 36 };
    const at = firstView(tall, size, focus, false);
    assert.ok(at.y + at.k * 3000 > 0 && at.y + at.k * 3036 < 700);
    const end = firstView(tall, size, { ...focus, y: 4964 }, false);
    assert.equal(Math.round(end.y + end.k * 5000), 682);
  });

  it('fits the whole of it when asked', () => {
    const { k, y } = fitView(tall, size);
    assert.ok(Math.abs(k - 664 / 5000) < 1e-9);
    assert.ok(Math.abs(y - 18) < 1e-9);
  });

  it('zooms at the pointer within limits', () => {
    const view = { x: 10, y: 20, k: 1 };
    const zoomed = zoomAt(view, 1.5, { x: 110, y: 220 });
    assert.deepEqual(zoomed, { k: 1.5, x: -40, y: -80 });
    assert.equal(zoomAt(view, 1000, { x: 0, y: 0 }).k, 2.5);
    assert.equal(zoomAt(view, 0.0001, { x: 0, y: 0 }).k, 0.1);
  });

  it('pans no further than needed', () => {
    const view = { x: 0, y: 0, k: 1 };
    assert.equal(panInto(view, { x: 100, y: 100, width: 236, height: 36 }, size), view);
    assert.deepEqual(panInto(view, { x: 100, y: 900, width: 236, height: 36 }, size), { k: 1, x: 0, y: 700 - 36 - 936 });
    assert.deepEqual(keepInPlace({ x: 5, y: 5, k: 2 }, { x: 10, y: 10 }, { x: 10, y: 60 }), { k: 2, x: 5, y: -95 });
  });
});
