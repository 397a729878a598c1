import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { ArchitectureState, FromArchitecture, ToArchitecture } from '../../../extension/protocol/architecturePanel';
import { pseudoLocale } from '../../../extension/protocol/localize';
import { axeViolations, screenshot, startPanels, untranslated } from '../support/panelPage';
import type { Panel, PanelOptions, Panels } from '../support/panelPage';
import { themeNames } from '../support/panelServer';
import { randomFrom } from '../support/sampleRuns';
import { cifar, longChain, panelState, resnet, tangle } from './sampleModels';

type ArchitecturePanel = Panel<ToArchitecture, FromArchitecture>;

const chinese = JSON.parse(fs.readFileSync(new URL('../../../l10n/webviews.zh-cn.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;
const scenes: Record<string, ArchitectureState> = {
  plain: panelState([cifar()]),
  broken: panelState([resnet(true)], { file: 'resnet.py' }),
  blocks: panelState([resnet(false), cifar()], { file: 'resnet.py' }),
  none: panelState([], { file: 'utils.py' }),
};

describe('architecture panel in a browser', function () {
  this.timeout(120_000);
  let panels: Panels;
  const opened: ArchitecturePanel[] = [];
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());
  afterEach(async () => {
    for (const panel of opened.splice(0)) await panel.close();
  });

  async function open(
    state: ArchitectureState,
    options: Partial<PanelOptions> = {},
    locale: { locale: string; messages: Record<string, string> } = { locale: 'en', messages: {} },
  ): Promise<ArchitecturePanel> {
    const panel = await panels.open<ToArchitecture, FromArchitecture>({
      bundle: 'architecture',
      width: 1200,
      height: 760,
      reducedMotion: true,
      ...options,
    });
    opened.push(panel);
    await panel.waitFor('ready');
    await panel.post({ type: 'locale', ...locale }, { type: 'state', state });
    return panel;
  }

  const selected = (panel: ArchitecturePanel): Promise<string | null> => panel.page.getAttribute('#app', 'data-selected');
  const reveals = (panel: ArchitecturePanel): string[] =>
    panel.sent().flatMap((message) => (message.type === 'reveal' ? [message.node] : []));
  const zoomOf = (panel: ArchitecturePanel): Promise<string | null> => panel.page.textContent('.zoom span');
  const boxOf = async (panel: ArchitecturePanel, selector: string): Promise<{ x: number; y: number }> => {
    const box = await panel.page.locator(selector).boundingBox();
    assert.ok(box, `${selector} is not on the page`);
    return box;
  };
  async function unfold(panel: ArchitecturePanel, group: string, inside: string): Promise<void> {
    await panel.page.click(`[data-toggle="${group}"]`);
    await panel.page.waitForSelector(inside);
    await panel.settle();
  }

  describe('a straight model', () => {
    it('is drawn at once, without the engine, with shapes on the edges', async () => {
      const panel = await open(scenes.plain!);
      const requests: string[] = [];
      panel.page.on('request', (request) => requests.push(request.url()));
      assert.equal(await panel.page.getAttribute('#app', 'data-model'), 'model');
      assert.equal(await panel.page.getAttribute('#app', 'data-nodes'), '10');
      assert.deepEqual(
        await panel.page.locator('[data-node]').evaluateAll((nodes) => nodes.map((each) => (each as SVGElement).dataset.node)),
        cifar().nodes.map(({ id }) => id),
      );
      const labels = await panel.page.locator('.edge-label').allTextContents();
      assert.deepEqual(labels.slice(0, 3), ['N×32×32×3', 'N×32×32×32', 'N×32×32×32']);
      assert.equal(labels.at(-1), 'N×10');
      assert.match((await panel.page.textContent('.totals'))!, /545\.2 k params.*12\.32 M FLOPs/);
      assert.equal(requests.filter((url) => url.includes('elk')).length, 0);
      assert.deepEqual(panel.problems, []);
    });

    it('selects on a click and goes to the line; the cursor selects and is not answered', async () => {
      const panel = await open(scenes.plain!);
      await panel.page.click('[data-node="flatten"]');
      assert.equal(await selected(panel), 'flatten');
      assert.deepEqual(reveals(panel), ['flatten']);
      assert.match((await panel.page.textContent('.details'))!, /flatten.*N×8×8×64.*N×4096/s);
      await panel.post({ type: 'select', node: 'flatten' }, { type: 'select', node: 'dense' });
      assert.equal(await selected(panel), 'dense');
      assert.equal(await panel.page.getAttribute('[data-node="dense"]', 'aria-selected'), 'true');
      assert.match((await panel.page.textContent('.details'))!, /524,416 96\.2%/);
      await panel.post({ type: 'select', node: null });
      assert.equal(await selected(panel), '');
      assert.deepEqual(reveals(panel), ['flatten']);
    });

    it('goes along the edges by key, to the source by Enter', async () => {
      const panel = await open(scenes.plain!);
      await panel.page.focus('.graph');
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) await panel.page.keyboard.press(key);
      assert.equal(await selected(panel), 'conv2d');
      assert.equal(
        await panel.page.getAttribute('.graph', 'aria-activedescendant'),
        await panel.page.getAttribute('[data-node="conv2d"]', 'id'),
      );
      assert.deepEqual(reveals(panel), []);
      await panel.page.keyboard.press('Enter');
      assert.deepEqual(reveals(panel), ['conv2d']);
      await panel.page.keyboard.press('End');
      assert.equal(await selected(panel), 'dense_1');
    });

    it('zooms and pans by wheel, key, button and drag', async () => {
      const panel = await open(scenes.plain!);
      const before = await boxOf(panel, '[data-node="conv2d"]');
      await panel.page.mouse.move(before.x + 10, before.y + 10);
      await panel.page.mouse.wheel(0, -100);
      await panel.settle();
      const zoomed = Number.parseInt((await zoomOf(panel))!, 10);
      assert.ok(zoomed > 100 && zoomed < 140, `${zoomed}%`);
      // What is under the pointer stays there.
      const after = await boxOf(panel, '[data-node="conv2d"]');
      assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 5);
      await panel.page.mouse.down();
      await panel.page.mouse.move(before.x + 60, before.y + 90, { steps: 4 });
      await panel.page.mouse.up();
      await panel.settle();
      const dragged = await boxOf(panel, '[data-node="conv2d"]');
      assert.ok(Math.abs(dragged.x - after.x - 50) < 2 && Math.abs(dragged.y - after.y - 80) < 2);
      assert.equal(await selected(panel), '', 'a drag is no click');
      await panel.page.keyboard.press('-');
      await panel.page.click('[data-action="zoomOut"]');
      await panel.settle();
      assert.ok(Number.parseInt((await zoomOf(panel))!, 10) < 90);
      await panel.page.keyboard.press('0');
      await panel.settle();
      assert.ok(Math.abs((await boxOf(panel, '[data-node="conv2d"]')).x - before.x) < 2);
    });

    it('keeps place, zoom, selection and elements through an edit', async () => {
      const panel = await open(scenes.plain!);
      await panel.page.keyboard.press('+');
      await panel.page.click('[data-node="flatten"]');
      const before = await boxOf(panel, '[data-node="flatten"]');
      await panel.page.evaluate(() => Object.assign(document.querySelector('[data-node="flatten"]')!, { mark: 1 }));
      const zoom = await zoomOf(panel);
      const edited = cifar();
      edited.nodes.splice(1, 1);
      edited.edges = edited.edges.filter(({ from, to }) => from !== 'conv2d' && to !== 'conv2d');
      edited.edges.unshift({ from: 'input_layer', to: 'batch_normalization', shape: [null, 32, 32, 3] });
      await panel.post({ type: 'state', state: panelState([edited], { selected: 'flatten' }) });
      const after = await boxOf(panel, '[data-node="flatten"]');
      assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 1.5, 'the selected layer has moved');
      assert.equal(await zoomOf(panel), zoom);
      assert.equal(await selected(panel), 'flatten');
      assert.equal(
        await panel.page.evaluate(() => (document.querySelector('[data-node="flatten"]') as unknown as { mark?: number }).mark),
        1,
      );
      assert.equal(await panel.page.locator('[data-node="conv2d"]').count(), 0);
    });

    it('finds layers by name', async () => {
      const panel = await open(scenes.plain!);
      await panel.page.keyboard.press('/');
      await panel.page.keyboard.type('conv');
      await panel.settle();
      assert.equal(await panel.page.locator('.item.found').count(), 2);
      await panel.page.keyboard.press('Enter');
      await panel.page.keyboard.press('Enter');
      assert.equal(await selected(panel), 'conv2d_1');
      assert.equal(await panel.page.textContent('.find .result'), '2 of 2');
      await panel.page.keyboard.press('Escape');
      await panel.settle();
      assert.equal(await panel.page.locator('.item.found').count(), 0);
    });

    it('is a table too', async () => {
      const panel = await open(scenes.plain!);
      await panel.page.click('[data-action="list"]');
      const rows = await panel.page.locator('.layer-list tbody tr').allTextContents();
      assert.equal(rows.length, 10);
      assert.match(rows[7]!, /dense.*Dense 128, relu.*flatten.*N×128.*524,416/);
      await panel.page.click('[data-row="dense"] [data-action="row"]');
      assert.deepEqual(reveals(panel), ['dense']);
      assert.deepEqual(await axeViolations(panel.page), []);
    });
  });

  describe('a broken model', () => {
    it('says what is wrong, where, and what repairs it', async () => {
      const panel = await open(scenes.broken!);
      assert.match((await panel.page.textContent('.problem'))!, /fc takes 512 features, its input has 8,192.*resnet\.py:68/);
      assert.equal(await panel.page.getAttribute('[data-node="fc"]', 'data-status'), 'error');
      assert.equal(await panel.page.getAttribute('[data-to="fc"]', 'data-edge-status'), 'error');
      assert.match((await panel.page.textContent('.edge-label.bad'))!, /^N×8192\s*≠ 512 expected by fc$/);
      assert.equal(await panel.page.locator('.item.assumed').count(), 2);
      const details = (await panel.page.textContent('.details'))!;
      assert.match(details, /How the 8,192 came about.*layer4.*N×512×4×4.*flatten.*N×8192.*fc.*takes 512/s);
      await panel.page.click('[data-action="fix"]');
      await panel.page.click('[data-action="applyFix"] >> nth=1');
      await panel.page.click('[data-action="goToProblem"]');
      assert.deepEqual(
        panel.sent().filter(({ type }) => type !== 'ready'),
        [
          { type: 'applyFix', node: 'fc', title: 'Pool before flatten: avg_pool2d(x, 4)' },
          { type: 'applyFix', node: 'fc', title: 'Change fc to Linear(8192, 10)' },
          { type: 'reveal', node: 'fc' },
        ],
      );
    });

    it('is whole again after the repair, without a jump', async () => {
      const panel = await open(scenes.broken!);
      await panel.page.click('[data-node="flatten"]');
      const before = await boxOf(panel, '[data-node="flatten"]');
      const fixed = resnet(true);
      for (const node of fixed.nodes) Object.assign(node, { status: 'ok', message: undefined, code: undefined, fixes: undefined });
      await panel.post({ type: 'state', state: panelState([fixed], { file: 'resnet.py' }) });
      assert.equal(await panel.page.locator('.problem, .item.assumed, .edge.bad, .edge.assumed').count(), 0);
      const after = await boxOf(panel, '[data-node="flatten"]');
      assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 1.5);
    });

    it('stays readable in a narrow column: at 90 %, panned to the fault, details below', async () => {
      const panel = await open(scenes.broken!, { width: 600, height: 760 });
      assert.equal(await zoomOf(panel), '90%');
      const fault = await boxOf(panel, '[data-node="fc"]');
      const details = await boxOf(panel, '.details');
      assert.ok(fault.y > 64 && fault.y + 36 < details.y);
      assert.equal(details.x, 0);
    });
  });

  describe('a branching model', () => {
    it('is arranged by the engine in a worker, under the strict policy', async () => {
      const panel = await open(scenes.blocks!);
      const loaded: string[] = [];
      panel.page.on('request', (request) => loaded.push(new URL(request.url()).pathname));
      await unfold(panel, 'layer2', '[data-toggle="layer2.0"]');
      await unfold(panel, 'layer2.0', '[data-node="layer2.0/downsample"]');
      const main = await boxOf(panel, '[data-node="layer2.0/conv2"]');
      const shortcut = await boxOf(panel, '[data-node="layer2.0/downsample"]');
      assert.ok(shortcut.x > main.x + 236 || shortcut.x + 236 < main.x, 'the shortcut stands beside');
      assert.equal(loaded.filter((each) => each === '/dist/elk-worker.js').length, 1);
      assert.deepEqual(panel.problems, []);
    });

    it('keeps the clicked header under the pointer', async () => {
      const panel = await open(scenes.blocks!);
      for (const group of ['layer3', 'layer2']) {
        const folded = await boxOf(panel, `[data-group="${group}"] .glyph`);
        await unfold(panel, group, `.group[data-group="${group}"]`);
        const header = await boxOf(panel, `.group[data-group="${group}"] > .glyph`);
        assert.ok(Math.abs(header.x - folded.x) < 4 && Math.abs(header.y - folded.y) < 10, `${group} jumped`);
      }
      await panel.page.click('[data-action="foldAll"]');
      await panel.settle();
      assert.equal(await panel.page.locator('.group').count(), 0);
    });

    it('folds and unfolds by key', async () => {
      const panel = await open(scenes.blocks!);
      await panel.post({ type: 'select', node: 'layer2.0/conv1' });
      await panel.page.focus('.graph');
      assert.equal(await panel.page.getAttribute('[data-group="layer2"]', 'aria-selected'), 'true', 'the folded group shows the cursor');
      await panel.page.keyboard.press('ArrowRight');
      await panel.page.waitForSelector('.group[data-group="layer2"]');
      await panel.page.keyboard.press('ArrowLeft');
      await panel.page.keyboard.press('ArrowLeft');
      await panel.page.waitForSelector('.item[data-group="layer2"]');
    });

    it('offers the choice of the model', async () => {
      const panel = await open(scenes.blocks!);
      await panel.page.selectOption('[data-action="model"]', 'model');
      assert.equal(await panel.page.getAttribute('#app', 'data-model'), 'model');
      assert.deepEqual(await panel.waitFor('showModel'), { type: 'showModel', model: 'model' });
      await panel.page.click('[data-action="goToModel"]');
      assert.deepEqual(await panel.waitFor('revealModel'), { type: 'revealModel', model: 'model' });
    });

    it('comes back as it was left', async () => {
      const first = await open(scenes.blocks!);
      await unfold(first, 'layer3', '.group[data-group="layer3"]');
      await first.page.click('[data-node="bn1"]');
      await first.page.keyboard.press('-');
      await first.settle();
      const before = await boxOf(first, '[data-node="bn1"]');
      const second = await open(scenes.blocks!, { state: await first.savedState() });
      await second.page.waitForSelector('.group[data-group="layer3"]');
      await second.settle();
      const after = await boxOf(second, '[data-node="bn1"]');
      assert.ok(Math.hypot(after.x - before.x, after.y - before.y) < 1.5);
      assert.equal(await selected(second), 'bn1');
      assert.equal(await zoomOf(second), await zoomOf(first));
    });

    it('is drawn simply, with a word about it, when the engine cannot run', async () => {
      const panel = await open(scenes.none!);
      await panel.page.route('**/elk-worker.js', (route) => route.abort());
      await panel.post({ type: 'state', state: panelState([tangle(12, 2, randomFrom(1))]) });
      await panel.page.waitForSelector('[data-trouble="failed"]');
      assert.equal(await panel.page.locator('[data-node]').count(), 12);
    });
  });

  describe('a large model', () => {
    it('of 5,000 layers is there at once, with only what is seen as elements', async () => {
      const panel = await open(scenes.none!);
      const state = panelState([longChain(5000)]);
      const took = await panel.page.evaluate(
        async (message) => {
          const started = performance.now();
          window.postMessage(message, '*');
          while (!document.querySelector('[data-node="input"]')) await new Promise((resolve) => requestAnimationFrame(resolve));
          return performance.now() - started;
        },
        { type: 'state', state },
      );
      console.log(`        first paint of 5,000 layers: ${Math.round(took)} ms`);
      assert.equal(await panel.page.getAttribute('#app', 'data-nodes'), '5000');
      assert.ok((await panel.page.locator('[data-node]').count()) < 60);
      await panel.page.focus('.graph');
      await panel.page.keyboard.press('End');
      await panel.settle();
      assert.ok(await panel.page.locator('[data-node="dense_4999"]').isVisible());
      await panel.page.keyboard.press('0');
      await panel.settle();
      assert.ok((await panel.page.locator('[data-node]').count()) < 500);
      await panel.page.click('[data-action="list"]');
      assert.equal(await panel.page.locator('tbody tr').count(), 500);
      await panel.page.click('[data-action="moreRows"]');
      assert.equal(await panel.page.locator('tbody tr').count(), 1000);
      assert.deepEqual(panel.problems, []);
    });

    it('whose layout takes too long is given up, and drawn simply on request', async () => {
      const panel = await open(panelState([tangle(2000, 3, randomFrom(3))]));
      await panel.page.waitForSelector('[data-trouble="busy"]');
      // The page answers while the worker is busy, and a new graph ends it.
      await panel.post({ type: 'state', state: scenes.plain! });
      await panel.page.waitForSelector('[data-node="flatten"]');
      assert.equal(await panel.page.locator('.trouble').count(), 0);
      await panel.post({ type: 'state', state: panelState([tangle(2000, 3, randomFrom(3))]) });
      await panel.page.waitForSelector('[data-trouble="tooLong"]', { timeout: 60_000 });
      await panel.page.click('[data-action="drawSimply"]');
      await panel.page.waitForSelector('[data-node="n0"]');
      assert.equal(await panel.page.locator('.trouble').count(), 0);
      assert.deepEqual(panel.problems, []);
    });
  });

  it('says that a file has no model, and survives nonsense', async () => {
    const panel = await open(scenes.none!);
    assert.match((await panel.page.textContent('#app'))!, /No model in this file/);
    await panel.page.evaluate(() => {
      for (const message of [null, 7, 'state', { type: 'unknown' }, { type: 'select', node: 'x' }]) window.postMessage(message, '*');
    });
    await panel.settle();
    assert.deepEqual(panel.problems, []);
  });

  describe('is accessible and translated', () => {
    for (const theme of themeNames) {
      it(`has nothing for axe to object to in ${theme}`, async () => {
        for (const [name, scene] of Object.entries(scenes)) {
          const panel = await open(scene, { theme });
          await panel.page.focus('body');
          if (name === 'blocks') await unfold(panel, 'layer2', '.group[data-group="layer2"]');
          assert.deepEqual(await axeViolations(panel.page), [], name);
          assert.deepEqual(panel.problems, [], name);
        }
      });
    }

    it('has no text that goes past the localizer', async () => {
      for (const scene of Object.values(scenes)) {
        const panel = await open(scene, {}, { locale: pseudoLocale, messages: {} });
        assert.deepEqual(await untranslated(panel.page), []);
        if (!scene.models.length) continue;
        await panel.page.click('.graph [data-node] >> nth=1');
        assert.deepEqual(await untranslated(panel.page), []);
        await panel.page.click('[data-action="list"]');
        assert.deepEqual(await untranslated(panel.page), []);
      }
    });
  });

  // Nothing to test: the pictures are for people, and only made when asked for.
  if (process.env.UPDATE_SCREENSHOTS === '1')
    it('has its pictures', async () => {
      const shot = async (
        name: string,
        scene: ArchitectureState,
        options: Partial<PanelOptions>,
        act?: (panel: ArchitecturePanel) => Promise<void>,
        zh = false,
      ): Promise<void> => {
        const panel = await open(scene, { scale: 2, ...options }, zh ? { locale: 'zh-cn', messages: chinese } : undefined);
        await act?.(panel);
        await panel.settle();
        await screenshot(panel.page, `architecture-${name}`);
      };
      const shortcut = async (panel: ArchitecturePanel): Promise<void> => {
        await unfold(panel, 'layer2', '[data-toggle="layer2.0"]');
        await unfold(panel, 'layer2.0', '[data-node="layer2.0/downsample"]');
        await panel.page.click('[data-node="layer2.0/downsample"]');
      };
      const group = (panel: ArchitecturePanel): Promise<void> => panel.page.click('[data-group="layer3"]', { position: { x: 120, y: 20 } });
      await shot('plain-dark', scenes.plain!, {}, (panel) => panel.page.click('[data-node="dense"]'));
      await shot('selected-dark', scenes.blocks!, {}, group);
      await shot('open-dark', scenes.blocks!, {}, shortcut);
      await shot('open-light', scenes.blocks!, { theme: 'light-modern' }, shortcut);
      await shot('broken-dark', scenes.broken!, {});
      await shot('broken-light-zh', scenes.broken!, { theme: 'light-modern' }, undefined, true);
      await shot('broken-hc-dark', scenes.broken!, { theme: 'hc-dark' });
      await shot('selected-hc-light', scenes.blocks!, { theme: 'hc-light' }, group);
      await shot('broken-narrow-dark', scenes.broken!, { width: 600 });
      await shot('list-light', scenes.blocks!, { theme: 'light-modern' }, (panel) => panel.page.click('[data-action="list"]'));
      await shot('none-dark', scenes.none!, {});
    });
});
