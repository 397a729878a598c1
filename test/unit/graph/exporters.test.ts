import assert from 'node:assert/strict';
import type { GraphNode, ModelGraph } from '../../../extension/protocol/graph';
import { graphMermaid } from '../../../server/src/graph/mermaid';
import { graphSvg } from '../../../server/src/graph/svg';
import { layOut, nodeHeight, nodeWidth } from '../../../server/src/graph/svgLayout';

const node = (id: string, more: Partial<GraphNode> = {}): GraphNode => ({
  id,
  label: id,
  op: 'keras.layers.Dense',
  group: null,
  range: null,
  args: [],
  shape: [null, 4],
  params: 20,
  flops: null,
  status: 'ok',
  ...more,
});
const edge = (from: string, to: string): ModelGraph['edges'][number] => ({ from, to, shape: [null, 4] });
const graph: ModelGraph = {
  name: 'model',
  framework: 'keras',
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } },
  inputs: [[null, 4]],
  outputs: [[null, 4]],
  params: 1234,
  nodes: [
    node('x', { op: 'input', params: 0 }),
    node('a', { group: 'g', args: ['relu'] }),
    node('b', { status: 'error', message: 'a < b & "c"', label: '<script>alert(1)</script>' }),
    node('c', { status: 'unknown' }),
  ],
  edges: [edge('x', 'a'), edge('x', 'b'), edge('a', 'c'), edge('b', 'c'), edge('x', 'c')],
  groups: [{ id: 'g', label: 'block', parent: null, repeat: 2 }],
};

describe('graphSvg', () => {
  const svg = graphSvg(graph);

  it('is one element with balanced tags, without anything from elsewhere', () => {
    const open: string[] = [];
    for (const [, close, name, self] of svg.matchAll(/<(\/?)([a-zA-Z]+)[^<>]*?(\/?)>/g)) {
      if (close) assert.equal(open.pop(), name);
      else if (!self) open.push(name!);
    }
    assert.deepEqual(open, []);
    assert.doesNotMatch(svg, /<script|<image|href|@import|url\((?!#)/);
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  });

  it('draws every node and edge, faults and assumptions apart, user text escaped', () => {
    assert.equal(svg.match(/class="node /g)!.length, 4);
    assert.equal(svg.match(/class="edge /g)!.length, 5);
    assert.match(svg, /class="node error"><title>a &#60; b &#38; &#34;c&#34;<\/title>/);
    assert.match(svg, /class="node unknown"/);
    assert.match(svg, /Dense relu/);
    assert.match(svg, />N×4</);
  });

  it('lays no node over another, and all inside of the picture', () => {
    const layout = layOut(graph);
    const places = [...layout.nodes.values()];
    places.forEach((a, i) => {
      assert.ok(a.x - nodeWidth / 2 >= 0 && a.x + nodeWidth / 2 <= layout.width && a.y >= 0 && a.y + nodeHeight <= layout.height);
      for (const b of places.slice(i + 1))
        assert.ok(Math.abs(a.x - b.x) >= nodeWidth || Math.abs(a.y - b.y) >= nodeHeight, 'two nodes overlap');
    });
  });

  it('draws an empty model', () => assert.match(graphSvg({ ...graph, nodes: [], edges: [] }), /<svg/));
});

describe('graphMermaid', () => {
  const text = graphMermaid(graph);

  it('is a flowchart with subgraphs, shapes on edges and classes for faults', () => {
    assert.deepEqual(text.split('\n'), [
      'flowchart TD',
      '  subgraph g0["block ×2"]',
      '    n1["a<br/>Dense relu"]',
      '  end',
      '  n0(["x<br/>input"])',
      '  n2["#60;script#62;alert(1)#60;/script#62;<br/>Dense"]',
      '  n3["c<br/>Dense"]',
      '  n0 -->|"N×4"| n1',
      '  n0 -->|"N×4"| n2',
      '  n1 -->|"N×4"| n3',
      '  n2 -->|"N×4"| n3',
      '  n0 -->|"N×4"| n3',
      '  classDef error stroke:#d13438,stroke-width:2px',
      '  class n2 error',
      '  classDef unknown stroke-dasharray:4 3',
      '  class n3 unknown',
      '',
    ]);
  });
});
