import assert from 'node:assert/strict';
import type { ArchitectureState, FromArchitecture } from '../../../extension/protocol/architecturePanel';
import { findNodes, initialState, keptState, modelView, readKept, reduce } from '../../../webviews/architecture/state';
import type { PanelEvent, PanelState } from '../../../webviews/architecture/state';
import { chainPairs, cifar, lineRange, model, node, panelState, resnet } from '../../panels/architecture/sampleModels';

function run(events: PanelEvent[], from = initialState(null)): { state: PanelState; post: FromArchitecture[] } {
  const post: FromArchitecture[] = [];
  let state = from;
  for (const event of events) {
    const step = reduce(state, event);
    state = step.state;
    post.push(...step.post);
  }
  return { state, post };
}

const show = (state: ArchitectureState): PanelEvent => ({ type: 'host', message: { type: 'state', state } });
const cursor = (id: string | null): PanelEvent => ({ type: 'host', message: { type: 'select', node: id } });
const click = (key: string): PanelEvent => ({ type: 'selectItem', key, reveal: true });
const selected = (state: PanelState): string | null => modelView(state).selected;

describe('architecture state: selection', () => {
  it('sends a click to the editor, and the cursor never back', () => {
    const first = run([show(panelState([cifar()])), click('n:flatten')]);
    assert.deepEqual(first.post, [{ type: 'reveal', node: 'flatten' }]);
    const second = run([cursor('flatten'), cursor('dense')], first.state);
    assert.deepEqual(second.post, []);
    assert.equal(selected(second.state), 'n:dense');
  });

  it('keeps what was clicked when the cursor answers with another layer of the same line', () => {
    const loop = ['a', 'b', 'c'].map((id) => node(id, 'keras.layers.Dense', { range: lineRange(3) }));
    const other = node('d', 'keras.layers.Dense', { range: lineRange(9) });
    const graph = model('m', [...loop, other], chainPairs(['a', 'b', 'c', 'd']));
    const clicked = run([show(panelState([graph])), click('n:c'), cursor('a')]).state;
    assert.equal(selected(clicked), 'n:c');
    // Once the cursor has been elsewhere it is no echo any more.
    assert.equal(selected(run([cursor('d'), cursor('a')], clicked).state), 'n:a');
  });

  it('takes the selection back when the cursor leaves all layers, and ignores unknown ones', () => {
    const { state } = run([show(panelState([cifar()])), cursor('dense')]);
    assert.equal(selected(run([cursor('nothing of that name')], state).state), 'n:dense');
    assert.equal(selected(run([cursor(null)], state).state), null);
  });

  it('sends nothing for what has no place in the source', () => {
    const graph = model('m', [node('x', 'input'), node('d', 'keras.layers.Dense', { range: lineRange(1) })], [['x', 'd']]);
    const { state, post } = run([show(panelState([graph])), click('n:x')]);
    assert.equal(selected(state), 'n:x');
    assert.deepEqual(post, []);
  });

  it('goes to the first line of a folded group', () => {
    const { post } = run([show(panelState([resnet(false)])), click('g:layer3')]);
    assert.deepEqual(post, [{ type: 'reveal', node: 'layer3.0/conv1' }]);
  });

  it('survives edits by the node, and is dropped with it', () => {
    const { state } = run([show(panelState([cifar()])), click('n:dense')]);
    assert.equal(selected(run([show(panelState([cifar()]))], state).state), 'n:dense');
    const shorter = cifar();
    shorter.nodes = shorter.nodes.filter(({ id }) => id !== 'dense');
    assert.equal(selected(run([show(panelState([shorter]))], state).state), null);
  });
});

describe('architecture state: folding', () => {
  it('folds groups when they are first seen, and opens those around a fault', () => {
    const broken = resnet(false);
    const conv = broken.nodes.find(({ id }) => id === 'layer3.1/conv2')!;
    conv.status = 'error';
    const { folds } = modelView(run([show(panelState([broken]))]).state);
    assert.equal(folds.layer1, true);
    assert.equal(folds.layer3, false);
    assert.equal(folds['layer3.1'], false);
    assert.equal(folds['layer3.0'], true);
  });

  it('never folds or unfolds by a live update', () => {
    const { state } = run([show(panelState([resnet(false)])), { type: 'fold', group: 'layer2', isFolded: false }]);
    const broken = resnet(false);
    broken.nodes.find(({ id }) => id === 'layer3.1/conv2')!.status = 'error';
    const { folds } = modelView(run([show(panelState([broken]))], state).state);
    assert.equal(folds.layer2, false);
    assert.equal(folds.layer3, true);
  });

  it('unfolds what hides a node that is to be shown', () => {
    const { state, post } = run([show(panelState([resnet(false)])), { type: 'showNode', node: 'layer2.0/downsample' }]);
    assert.equal(state.graph!.keyOf.get('layer2.0/downsample'), 'n:layer2.0/downsample');
    assert.equal(selected(state), 'n:layer2.0/downsample');
    assert.deepEqual(post, []);
  });

  it('folds and unfolds all', () => {
    const open = run([show(panelState([resnet(false)])), { type: 'foldAll', isFolded: false }]).state;
    assert.equal(open.graph!.groups.length, 12);
    assert.equal(run([{ type: 'foldAll', isFolded: true }], open).state.graph!.groups.length, 0);
  });
});

describe('architecture state: models and files', () => {
  const two = [cifar(), resnet(false)];

  it('shows the model that the host names, and tells it of another choice', () => {
    const { state } = run([show(panelState(two, { model: 'ResNet18' }))]);
    assert.equal(state.model, 'ResNet18');
    const picked = run([{ type: 'pickModel', model: 'model' }], state);
    assert.equal(picked.state.model, 'model');
    assert.deepEqual(picked.post, [{ type: 'showModel', model: 'model' }]);
    assert.deepEqual(run([{ type: 'pickModel', model: 'none such' }], state).post, []);
  });

  it('keeps a view for each model', () => {
    const view = { x: 1, y: 2, k: 0.5 };
    const { state } = run([show(panelState(two)), { type: 'view', view }, { type: 'pickModel', model: 'ResNet18' }]);
    assert.equal(modelView(state).view, null);
    assert.deepEqual(modelView(run([{ type: 'pickModel', model: 'model' }], state).state).view, view);
  });

  it('shows nothing for a file without a model, and begins anew with another file', () => {
    const { state } = run([show(panelState(two)), click('n:dense')]);
    const none = run([show(panelState([]))], state).state;
    assert.equal(none.graph, null);
    assert.equal(selected(run([show(panelState(two))], none).state), 'n:dense');
    assert.equal(selected(run([show(panelState(two, { uri: 'file:///project/other.py' }))], state).state), null);
  });

  it('asks for a fix by its title', () => {
    const { post } = run([show(panelState([resnet(true)])), { type: 'applyFix', node: 'fc', title: 'Change fc to Linear(8192, 10)' }]);
    assert.deepEqual(post, [{ type: 'applyFix', node: 'fc', title: 'Change fc to Linear(8192, 10)' }]);
  });
});

describe('architecture state: kept over a restart', () => {
  it('restores folding, selection and view for the same file only', () => {
    const view = { x: 10, y: 20, k: 0.8 };
    const { state } = run([
      show(panelState([resnet(false)])),
      { type: 'fold', group: 'layer2', isFolded: false },
      click('g:layer1'),
      { type: 'view', view },
      { type: 'list', isList: true },
    ]);
    const kept = readKept(JSON.parse(JSON.stringify(keptState(state))) as Record<string, unknown>);
    const again = run([show(panelState([resnet(false)]))], initialState(kept)).state;
    assert.equal(modelView(again).folds.layer2, false);
    assert.equal(selected(again), 'g:layer1');
    assert.deepEqual(modelView(again).view, view);
    assert.equal(again.isList, true);
    const other = run([show(panelState([resnet(false)], { uri: 'file:///project/other.py' }))], initialState(kept)).state;
    assert.equal(modelView(other).view, null);
  });

  it('does not trust what it reads', () => {
    assert.equal(readKept(null), null);
    assert.equal(readKept({ uri: 3, views: {} }), null);
    const kept = readKept({
      uri: 'file:///a',
      views: { m: { folds: { a: 'yes', b: true }, selected: 7, view: { x: null, y: 0, k: 0 } }, n: null },
    });
    assert.deepEqual(kept, {
      uri: 'file:///a',
      model: null,
      isList: false,
      views: { m: { folds: { b: true }, selected: null, view: null }, n: { folds: {}, selected: null, view: null } },
    });
  });
});

describe('architecture state: search', () => {
  it('finds by name, kind and argument, all words needed', () => {
    const { state } = run([show(panelState([cifar()]))]);
    const found = (query: string): string[] => findNodes(run([{ type: 'query', query }], state).state).map(({ id }) => id);
    assert.deepEqual(found('conv'), ['conv2d', 'conv2d_1']);
    assert.deepEqual(found('conv 64'), ['conv2d_1']);
    assert.deepEqual(found('SOFTMAX'), ['dense_1']);
    assert.deepEqual(found('  '), []);
  });
});
