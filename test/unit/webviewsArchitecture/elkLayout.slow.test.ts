import assert from 'node:assert/strict';
import ELK from 'elkjs/lib/elk.bundled.js';
import { ElkLayout } from '../../../webviews/architecture/layout/elkLayout';
import type { Elk } from '../../../webviews/architecture/layout/elkLayout';
import type { LayoutInput } from '../../../webviews/architecture/layout/layoutEngine';
import { randomFrom } from '../../panels/support/sampleRuns';
import { assertGroups, assertSound, chain, edge, item, randomDag } from './soundLayout';

describe('engine layout', function () {
  this.timeout(60_000);
  const create = (): Promise<Elk> => {
    const elk = new ELK();
    return Promise.resolve({ layout: (graph) => elk.layout(graph as never) as never, terminate: () => undefined });
  };

  it('draws random graphs with groups soundly', async () => {
    const engine = new ElkLayout(create);
    for (let seed = 1; seed <= 12; seed += 1) {
      const flat = randomDag(30, randomFrom(seed));
      assertSound(flat, await engine.layout(flat));
      const nested = randomDag(28, randomFrom(100 + seed), true);
      const layout = await engine.layout(nested);
      assertSound(nested, layout);
      assertGroups(nested, layout);
    }
  });

  it('keeps the main way of a residual block straight, with the shortcut beside it', async () => {
    const input: LayoutInput = {
      items: ['x', 'conv', 'norm', 'add', 'out'].map((key) => item(key)),
      groups: [],
      edges: [edge('x', 'conv'), edge('conv', 'norm'), edge('norm', 'add'), edge('x', 'add'), edge('add', 'out')],
    };
    const layout = await new ElkLayout(create).layout(input);
    assertSound(input, layout);
    assert.equal(new Set([...layout.items.values()].map((rect) => rect.x)).size, 1);
    assert.ok(layout.edges.get('x>add')!.length > 2);
  });

  it('asks for a new worker after a failure and after an end', async () => {
    let started = 0;
    let ended = 0;
    const engine = new ElkLayout(() => {
      started += 1;
      if (started === 1) return Promise.reject(new Error('no worker'));
      return create().then((elk) => ({ ...elk, terminate: () => void (ended += 1) }));
    });
    await assert.rejects(engine.layout(chain(2)), /no worker/);
    await engine.layout(chain(2));
    engine.cancel();
    await engine.layout(chain(2));
    assert.deepEqual({ started, ended }, { started: 3, ended: 1 });
  });
});
