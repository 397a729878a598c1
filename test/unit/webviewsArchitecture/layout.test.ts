import assert from 'node:assert/strict';
import { chainLayout } from '../../../webviews/architecture/layout/chainLayout';
import { placeEdgeLabels } from '../../../webviews/architecture/layout/edgeLabels';
import type { LayoutInput } from '../../../webviews/architecture/layout/layoutEngine';
import { simpleLayout } from '../../../webviews/architecture/layout/simpleLayout';
import { randomFrom } from '../../panels/support/sampleRuns';
import { assertGroups, assertSound, chain, contains, edge, item, overlap, randomDag } from './soundLayout';

describe('chain layout', () => {
  it('places 5,000 layers in one column, without recursion', () => {
    const input = chain(5000);
    const layout = chainLayout(input)!;
    assert.equal(layout.items.size, 5000);
    assert.equal(new Set([...layout.items.values()].map((rect) => rect.x)).size, 1);
    const tops = input.items.map(({ key }) => layout.items.get(key)!.y);
    assert.ok(tops.every((top, at) => at === 0 || top === tops[at - 1]! + 62));
    assert.equal(layout.edges.size, 4999);
  });

  it('puts boxes around groups that follow each other, one within another', () => {
    const input: LayoutInput = {
      items: [item('a'), item('b', 'outer'), item('c', 'inner'), item('d', 'inner'), item('e', 'outer'), item('f')],
      groups: [
        { key: 'outer', parent: null },
        { key: 'inner', parent: 'outer' },
      ],
      edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'd'), edge('d', 'e'), edge('e', 'f')],
    };
    const layout = chainLayout(input)!;
    assertSound(input, layout);
    assertGroups(input, layout);
    assert.ok(contains(layout.groups.get('outer')!, layout.groups.get('inner')!));
  });

  it('leaves to the engine what branches, what runs in a ring and groups in pieces', () => {
    const three = [item('a'), item('b'), item('c')];
    assert.equal(chainLayout({ items: three, groups: [], edges: [edge('a', 'b'), edge('a', 'c')] }), null);
    assert.equal(chainLayout({ items: three, groups: [], edges: [edge('a', 'c'), edge('b', 'c')] }), null);
    assert.equal(chainLayout({ items: three, groups: [], edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'a')] }), null);
    const pieces = [item('a', 'g'), item('b'), item('c', 'g')];
    assert.equal(chainLayout({ items: pieces, groups: [{ key: 'g', parent: null }], edges: [edge('a', 'b'), edge('b', 'c')] }), null);
  });

  it('places unconnected layers beside each other, and nothing at all', () => {
    const input: LayoutInput = { items: [item('a'), item('b'), item('c')], groups: [], edges: [edge('a', 'c')] };
    assertSound(input, chainLayout(input)!);
    assert.deepEqual(chainLayout({ items: [], groups: [], edges: [] })!.bounds, { x: 0, y: 0, width: 0, height: 0 });
  });
});

describe('simple layout', () => {
  it('draws random graphs without covering an item or losing an edge', () => {
    for (let seed = 1; seed <= 25; seed += 1) {
      const input = randomDag(40, randomFrom(seed));
      assertSound(input, simpleLayout(input));
    }
  });

  it('survives rings and 5,000 branching layers', () => {
    const ring: LayoutInput = {
      items: [item('a'), item('b'), item('c')],
      groups: [],
      edges: [edge('a', 'b'), edge('b', 'c'), edge('c', 'a')],
    };
    assertSound(ring, simpleLayout(ring));
    const deep = chain(5000);
    for (let at = 0; at + 2 < 5000; at += 2) deep.edges.push(edge(`n${at}`, `n${at + 2}`));
    assert.equal(simpleLayout(deep).edges.size, deep.edges.length);
  });
});

describe('texts on edges', () => {
  it('cover no item, no other edge and no other text, where there is room', () => {
    const input = randomDag(30, randomFrom(7));
    const layout = simpleLayout(input);
    const places = placeEdgeLabels(
      layout,
      input.edges.map(({ id }) => ({ id, width: 60 })),
    );
    assert.equal(places.size, input.edges.length);
    const free = [...places.values()].filter((place) => !place.isCrowded);
    assert.ok(free.length > 0);
    const boxes = free.map(({ x, y }) => ({ x, y: y - 11, width: 60, height: 14 }));
    for (const [at, box] of boxes.entries()) {
      for (const rect of layout.items.values()) assert.ok(!overlap(box, rect));
      for (const other of boxes.slice(at + 1)) assert.ok(!overlap(box, other));
    }
  });

  it('stand right of a plain edge', () => {
    const layout = chainLayout(chain(2))!;
    assert.deepEqual(placeEdgeLabels(layout, [{ id: 'n0>n1', width: 60 }]).get('n0>n1'), { x: 126, y: 53, isCrowded: false });
  });
});
