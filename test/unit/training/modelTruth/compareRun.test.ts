import assert from 'node:assert/strict';
import type { KnownLayer, KnownModels } from '../../../../extension/protocol/knownModels';
import type { ModelEvent } from '../../../../extension/protocol/runs';
import { compareRun } from '../../../../extension/training/modelTruth/compareRun';
import { knew, known, knownModel, ran, runModel } from './models';

/** Each difference as `path: aspects`. */
function differences(run: ModelEvent | ModelEvent[], analysis: KnownModels, hasArguments = false): string[] {
  const { differing } = compareRun([run].flat(), analysis, { hasArguments });
  return differing.flatMap(({ layers, paramsDiffer }) => [
    ...layers.filter(({ differs }) => differs.length).map(({ path, differs }) => `${path}: ${differs.join(', ')}`),
    ...(paramsDiffer ? ['total: params'] : []),
  ]);
}

const net = (): ModelEvent =>
  runModel([
    ran('conv', 'Conv2D', [null, 8, 8, 1], [null, 6, 6, 4], 40),
    ran('flatten', 'Flatten', [null, 6, 6, 4], [null, 144], 0),
    ran('drop', 'Dropout', [null, 144], [null, 144], 0),
    ran('dense', 'Dense', [null, 144], [null, 10], 1450),
  ]);
const netLayers = () => [
  knew('Conv2D', [null, 8, 8, 1], [null, 6, 6, 4], 40),
  knew('Flatten', [null, 6, 6, 4], [null, 144], 0),
  knew('Dropout', [null, 144], [null, 144], 0),
  knew('Dense', [null, 144], [null, 10], 1450),
];

describe('a run and the analysis', () => {
  describe('differ', () => {
    it('in the output and the input of layers', () => {
      const layers = netLayers();
      layers[0]!.out = [[null, 8, 8, 4]];
      layers[1]!.in = [null, 8, 8, 4];
      assert.deepEqual(differences(net(), known([knownModel(layers)])), ['conv: out', 'flatten: in']);
    });

    it('in the rank of an output', () => {
      const layers = netLayers();
      layers[1]!.out = [[null, 6, 24]];
      assert.deepEqual(differences(net(), known([knownModel(layers)])), ['flatten: out']);
    });

    it('in the known axes behind unknown ones', () => {
      const layers = netLayers();
      layers[3]!.out = [['*', 11]];
      assert.deepEqual(differences(net(), known([knownModel(layers)])), ['dense: out']);
    });

    it('in counts of parameters, and with them in the total', () => {
      const layers = netLayers();
      layers[0]!.params = 36;
      assert.deepEqual(differences(net(), known([knownModel(layers)])), ['conv: params', 'total: params']);
    });

    it('in the total alone, when a shared layer is counted twice', () => {
      assert.deepEqual(differences(net(), known([knownModel(netLayers(), { params: 1530 })])), ['total: params']);
    });

    it('in a layer that only one of them has', () => {
      const layers = netLayers();
      layers.splice(2, 1);
      assert.deepEqual(differences(net(), known([knownModel(layers)])), ['drop: run only']);
      assert.deepEqual(differences(net(), known([knownModel([...netLayers(), knew('Activation')], { params: null })])), [
        'Activation: analysis only',
      ]);
    });

    it('in the class of a layer with a name of its own', () => {
      const layers = netLayers();
      layers[3] = knew('Embedding', null, null, null, { name: 'dense' });
      assert.deepEqual(differences(net(), known([knownModel(layers)])), ['dense: class']);
    });

    it('where the analysis reports an error and the framework builds the layer', () => {
      const layers = netLayers();
      layers[3] = knew('Dense', null, null, null, { fault: 'dim-mismatch' });
      assert.deepEqual(differences(net(), known([knownModel(layers)])), ['dense: fault']);
    });

    it('inside of a nested model, under its path', () => {
      const run = runModel([
        ran('encoder', 'Functional', [null, 8], [null, 3], 35),
        ran('encoder/dense', 'Dense', [null, 8], [null, 3], 27),
        ran('encoder/norm', 'Activation', [null, 3], [null, 3], 0),
        ran('head', 'Dense', [null, 3], [null, 2], 8),
      ]);
      const inner = [knew('Dense', [null, 8], [null, 4], 27), knew('Activation', [null, 3], [null, 3], 0)];
      const layers = [knew('Functional', [null, 8], [null, 3], 35, { layers: inner }), knew('Dense', [null, 3], [null, 2], 8)];
      assert.deepEqual(differences(run, known([knownModel(layers)])), ['encoder/dense: out']);
    });

    it('in a symbol that stands for two sizes, and in what is computed with it', () => {
      const run = runModel([
        ran('a', 'Dense', [null, 7, 4], [null, 7, 8], 40),
        ran('b', 'Dense', [null, 9, 8], [null, 9, 8], 72),
        ran('c', 'Flatten', [null, 9, 8], [null, 72], 0),
      ]);
      const layers = [
        knew('Dense', [null, 'n', 4], [null, 'n', 8], 40),
        knew('Dense', [null, 'n+2', 8], [null, 'n', 8], 72),
        knew('Flatten', [null, 'n+2', 8], [null, '8*n+15'], 0),
      ];
      assert.deepEqual(differences(run, known([knownModel(layers)])), ['b: out', 'c: out']);
    });

    it('in each of several models, once a distinct one', () => {
      const gen = runModel([ran('up', 'Dense', [null, 2], [null, 4], 12), ran('act', 'Activation', [null, 4], [null, 4], 0)], {
        name: 'generator',
      });
      const wrong = netLayers();
      wrong[0]!.params = 1;
      const analysis = known([
        knownModel([knew('Dense', [null, 2], [null, 5], 12), knew('Activation', [null, 4], [null, 4], 0)], { ownName: 'generator' }),
        knownModel(wrong, { name: 'net' }),
      ]);
      const events = [gen, net(), { ...gen, opt: 1, plan: { epochs: 2 } }, { ...net(), optimizer: { class: 'SGD' } }];
      assert.deepEqual(differences(events, analysis), ['up: out', 'conv: params', 'total: params']);
      assert.equal(compareRun(events, analysis, { hasArguments: false }).models.length, 2);
    });
  });

  describe('do not differ', () => {
    const silent = (run: ModelEvent | ModelEvent[], analysis: KnownModels): void => assert.deepEqual(differences(run, analysis), []);

    it('when all is the same, or the analysis knows nothing', () => {
      silent(net(), known([knownModel(netLayers())]));
      silent(net(), known([]));
      silent(net(), known([knownModel([knew('Conv2D'), knew('Flatten'), knew('Dropout'), knew('Dense')])]));
    });

    it('in the batch, in open axes, and in a symbol', () => {
      const run = runModel([
        ran('a', 'Conv2D', [32, null, 12, 3], [32, null, 10, 4], 112),
        ran('b', 'Dense', [32, 10, 10, 4], [32, 10, 10, 5], 25),
      ]);
      silent(
        run,
        known([knownModel([knew('Conv2D', [null, 9, null, 3], [64, 7, 'w', 4], 112), knew('Dense', ['*', 4], [null, null, 'w', 5], 25)])]),
      );
    });

    it('in the order in which branches are listed', () => {
      const run = runModel(
        [
          ran('input_1', 'InputLayer', null, [null, 8], 0),
          ran('wide', 'Dense', [null, 8], [null, 32], 288),
          ran('narrow', 'Dense', [null, 8], [null, 4], 36),
          ran('middle', 'Dense', [null, 4], [null, 32], 160),
          ran('add', 'Add', null, [null, 32], 0),
        ],
        { class: 'Functional' },
      );
      const layers = [
        knew('Dense', [null, 8], [null, 4], 36),
        knew('Dense', [null, 4], [null, 32], 160),
        knew('Dense', [null, 8], [null, 32], 288),
        knew('Add', null, [null, 32], 0),
      ];
      silent(run, known([knownModel(layers, { class: 'Functional' })]));
    });

    it('in a layer that is called on two shapes', () => {
      const run = runModel([ran('shared', 'Dense', null, [null, 5, 4], 20), ran('act', 'Activation', null, null, 0)]);
      const shared = knew('Dense', null, null, 20, {
        out: [
          [null, 4],
          [null, 5, 4],
        ],
      });
      silent(run, known([knownModel([shared, knew('Activation', null, [null, 4], 0)])]));
    });

    it('in what a wrapper holds, and in layers that Keras 2 makes of operators', () => {
      const run = runModel([
        ran('td', 'TimeDistributed', [null, 5, 8], [null, 5, 4], 36),
        ran('td/dense', 'Dense', null, null, 36),
        ran('tf.math.add', 'TFOpLambda', null, [null, 5, 4], 0),
        ran('bi', 'Bidirectional', [null, 5, 4], [null, 12], 528),
        ran('bi/forward_lstm', 'LSTM', [null, 5, 4], [null, 6], 264),
        ran('bi/backward_lstm', 'LSTM', [null, 5, 4], [null, 6], 264),
      ]);
      const layers = [knew('TimeDistributed', [null, 5, 8], [null, 5, 4], 36), knew('Bidirectional', [null, 5, 4], [null, 12], 528)];
      silent(run, known([knownModel(layers)]));
    });

    it('in a layer of two models that the framework lists once', () => {
      const run = runModel(
        [
          ran('inner', 'Functional', [null, 4], [null, 4], 40),
          ran('inner/one', 'Dense', [null, 4], [null, 4], 20),
          ran('inner/two', 'Dense', [null, 4], [null, 4], 20),
        ],
        { params: 40 },
      );
      const dense = (): KnownLayer => knew('Dense', [null, 4], [null, 4], 20);
      const inner = knew('Functional', [null, 4], [null, 4], 40, { layers: [dense(), { ...dense(), isRepeated: true }] });
      silent(run, known([knownModel([inner, { ...dense(), isRepeated: true }], { params: 40 })]));
      assert.equal(differences(run, known([knownModel([inner, dense()], { params: 40 })])).length, 1);
    });

    it('in layers of the program itself, which the analysis looks through', () => {
      const block = [
        ran('block', 'Block', [null, 8], [null, 4], 36),
        ran('block/dense', 'Dense', [null, 8], [null, 4], 36),
        ran('block/inner', 'Gate', [null, 4], [null, 4], 0),
        ran('block/inner/act', 'Activation', [null, 4], [null, 4], 0),
      ];
      const sampling = ran('sampling', 'Sampling', null, [null, 4], 0);
      const layers = () => [knew('Dense', [null, 8], [null, 4], 36), knew('Activation', [null, 4], [null, 4], 0)];
      silent(runModel([...block, sampling]), known([knownModel(layers())]));
      const wrong = layers();
      wrong[0]!.out = [[null, 5]];
      assert.deepEqual(differences(runModel([...block, sampling]), known([knownModel(wrong)])), ['block/dense: out']);
    });

    it('in layers beside one that has no rule: it may stand for many', () => {
      silent(net(), known([knownModel([knew('Conv2D'), knew(null), knew('Dense', ['*', 144], [null, 10], null)])]));
    });

    it('in the spelling of classes', () => {
      const run = runModel([ran('conv2d_Conv2D1', 'Conv2D', [null, 8, 8, 1], [null, 6, 6, 4], 40)], { fw: 'tfjs', class: 'Model' });
      const model = knownModel([knew('conv2d', [null, 8, 8, 1], [null, 6, 6, 4], 40)], { framework: 'tfjs', class: 'Functional' });
      silent(run, known([model]));
      assert.equal(compareRun([run], known([model]), { hasArguments: false }).coverage.values.known, 2);
    });

    it('from the model of another turn of a loop, or of another function', () => {
      const other = (units: number): ModelEvent =>
        runModel([ran('a', 'Dense', [null, 4], [null, units], 5 * units), ran('b', 'Dense', [null, units], [null, 1], units + 1)]);
      const of = (units: number) => [
        knew('Dense', [null, 4], [null, units], 5 * units),
        knew('Dense', [null, units], [null, 1], units + 1),
      ];
      silent([other(8), other(16)], known([knownModel(of(16)), knownModel(of(8))]));
      // What the analysis had to assume, with 64 units by default, proves nothing.
      silent(other(8), known([knownModel(of(64), { isAssumed: true })]));
    });

    it('from a model that the program may have loaded', () => {
      const teacher = runModel([ran('a', 'Dense', [null, 784], [null, 512], 401920), ran('b', 'Dense', [null, 512], [null, 10], 5130)]);
      const student = knownModel([knew('Dense', [null, 784], [null, 16], 12560), knew('Dense', [null, 16], [null, 10], 170)], {
        isTrained: false,
      });
      silent(teacher, known([student], { trainsUnknown: true }));
      silent(teacher, known([student]));
    });

    it('from a class of the user, another library, or plain variables', () => {
      const wrong = netLayers();
      wrong[3]!.params = 7;
      const analysis = known([knownModel(wrong)]);
      silent({ ...net(), class: 'Net' }, analysis);
      silent({ ...net(), fw: 'tfjs' }, analysis);
      silent(runModel([], { class: 'Variables', params: 3 }), analysis);
    });

    it('when the run was given arguments', () => {
      const wrong = netLayers();
      wrong[3]!.out = [[null, 11]];
      assert.deepEqual(differences(net(), known([knownModel(wrong)]), true), []);
      assert.deepEqual(differences(net(), known([knownModel(wrong)]), false), ['dense: out']);
    });
  });

  it('are compared at once however many layers there are', () => {
    const sizes = Array.from({ length: 3000 }, (_, i) => i + 1);
    const layers = sizes.map((n) => ran(`dense_${n}`, 'Dense', [null, n], [null, n + 1], n));
    const same = sizes.map((n) => knew('Dense', [null, n], [null, n + 1], n));
    const total = (sizes.length * (sizes.length + 1)) / 2;
    const compare = (knownLayers: KnownLayer[]) =>
      compareRun([runModel(layers, { params: total })], known([knownModel(knownLayers, { params: total })]), { hasArguments: false });
    assert.equal(compare(same).coverage.values.known, 6000);
    // Another order is not looked through, and nothing is claimed of it.
    const { models, differing } = compare([...same].reverse());
    assert.deepEqual([models.length, differing.length], [1, 0]);
  });

  it('say how much of what was recorded the analysis knew', () => {
    const layers = netLayers();
    layers[1] = knew(null);
    layers[3]!.out = [['*', 10]];
    const run = net();
    run.layers.push(ran('more', 'Softmax', null, null, 0));
    const { coverage } = compareRun([run], known([knownModel(layers, { params: null })]), { hasArguments: false });
    // Of nine values, the output and the parameters of conv and dropout and the parameters of dense are known in full.
    assert.deepEqual(coverage, { layers: { seen: 5, found: 3 }, values: { seen: 9, known: 5 } });
    const nothing = compareRun([run], known([]), { hasArguments: false }).coverage;
    assert.deepEqual(nothing, { layers: { seen: 5, found: 0 }, values: { seen: 9, known: 0 } });
  });
});
