import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { FromCurves, ToCurves } from '../../../extension/protocol/curvesPanel';
import type { RunSummary, SeriesQuery } from '../../../extension/protocol/runViews';
import { runsMessage, serveCurves } from '../support/curvesHost';
import type { CurvesPanel } from '../support/curvesHost';
import { axeViolations, screenshot, startPanels, untranslated } from '../support/panelPage';
import type { PanelOptions, Panels } from '../support/panelPage';
import { themeNames } from '../support/panelServer';
import { sampleMetrics, sampleNow, sampleRun, sampleSummary } from '../support/sampleRuns';
import type { SampleOptions, SampleRun } from '../support/sampleRuns';

const chinese = JSON.parse(fs.readFileSync(new URL('../../../l10n/webviews.zh-cn.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;

const plans: (SampleOptions & { id: string; status?: RunSummary['status']; file?: string })[] = [
  { id: 'sgd-lr0.1', seed: 11, epochs: 90, overfit: 0.1 },
  { id: 'sgd-lr0.1-mixup0.4', seed: 31, epochs: 90, floor: 0.36, gap: -0.12, noise: 0.04, speed: 0.9 },
  { id: 'adamw-lr1e-3', seed: 17, epochs: 90, lr: 0.001, speed: 1.7, overfit: 0.42, floor: 0.012, gap: 0.24 },
  { id: 'sgd-lr0.1-nowd', seed: 41, epochs: 57, speed: 1.15, overfit: 0.5, gap: 0.22, noise: 0.06, status: 'running' },
  { id: 'sgd-lr1.0-nowarmup', seed: 3, epochs: 90, lr: 1, nanAt: 8110, floor: 0.5, noise: 0.11, speed: 0.55, status: 'failed' },
  {
    id: 'wide-resnet-28-10-cutmix-ema0.9999',
    seed: 8,
    epochs: 90,
    floor: 0.2,
    gap: 0,
    noise: 0.03,
    speed: 1.25,
    file: '/home/ada/wide_resnet.ts',
  },
];
const samples = new Map<string, SampleRun>(plans.map((plan) => [plan.id, sampleRun(plan)]));
const names = ['loss', 'val_loss', 'accuracy', 'val_accuracy', 'lr', 'grad_norm'];
const runs = plans.map(({ id, status = 'ok', file }, style) => {
  const sample = samples.get(id)!;
  const ended = status !== 'running';
  return sampleSummary(id, sample, {
    style,
    status,
    metrics: sampleMetrics(sample, names),
    startedAt: sampleNow - 22 * 3_600_000,
    endedAt: ended ? sampleNow - 22 * 3_600_000 + 2_285_000 : null,
    eta: ended ? null : 900,
    ...(file ? { file } : {}),
  });
});
const metrics = ['loss', 'val_accuracy', 'lr', 'grad_norm'];

describe('curves panel in a browser', function () {
  this.timeout(300_000);
  let panels: Panels;
  const opened: CurvesPanel[] = [];
  before(async () => {
    panels = await startPanels();
  });
  after(() => panels.close());
  afterEach(async () => {
    for (const panel of opened.splice(0)) {
      await panel.close();
      assert.deepEqual(panel.problems, []);
    }
  });

  async function open(options: Partial<PanelOptions> = {}): Promise<CurvesPanel> {
    const panel = await panels.open<ToCurves, FromCurves>({ bundle: 'curves', width: 1200, height: 765, ...options });
    opened.push(panel);
    await panel.waitFor('ready');
    return panel;
  }
  /** A panel with six runs, drawn. */
  async function openWithRuns(
    options: Partial<PanelOptions> = {},
    locale: [string, Record<string, string>] = ['en', {}],
  ): Promise<{ panel: CurvesPanel; asked: SeriesQuery[] }> {
    const panel = await open({ state: { version: 1, log: true, smoothing: 0.97, metrics }, ...options });
    const asked = serveCurves(panel, samples);
    await panel.post({ type: 'locale', locale: locale[0], messages: locale[1] }, runsMessage(runs, sampleNow));
    await drawn(panel);
    return { panel, asked };
  }
  /** Waits until every question is answered and the answer is drawn. */
  async function drawn(panel: CurvesPanel): Promise<void> {
    await panel.settle();
    await panel.page.waitForSelector('#app[aria-busy=false]', { timeout: 20_000 });
    await panel.settle();
  }
  const hoverAt = async (panel: CurvesPanel, x: number, y: number): Promise<void> => {
    const box = (await panel.page.locator('.focusable').first().boundingBox())!;
    await panel.page.mouse.move(box.x + 40 + (box.width - 56) * x, box.y + box.height * y);
    await panel.settle();
  };
  const axisText = (panel: CurvesPanel): Promise<string> => panel.page.locator('.xl').first().innerText();
  const kept = async (panel: CurvesPanel): Promise<Record<string, unknown>> => (await panel.savedState()) as Record<string, unknown>;
  const lastRange = (asked: readonly SeriesQuery[]): [number, number] => asked.at(-1)!.range!;
  const rowNames = (panel: CurvesPanel): Promise<(string | null)[]> =>
    panel.page.locator('[data-table-row]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-table-row')));

  for (const theme of themeNames) {
    it(`has nothing for axe-core to object to in ${theme}`, async () => {
      const { panel } = await openWithRuns({ theme, scale: 2 });
      await hoverAt(panel, 0.411, 0.52);
      assert.equal(await panel.page.locator('.tip').count(), 1);
      await panel.page.waitForSelector('table[data-table=chart]');
      await screenshot(panel.page, `curves-${theme}`);
      assert.deepEqual(await axeViolations(panel.page), []);
      await panel.page.locator('[data-action=metrics]').click();
      await panel.settle();
      assert.deepEqual(await axeViolations(panel.page), []);
      await panel.post(runsMessage([], sampleNow));
      assert.match(await panel.page.locator('#app').innerText(), /No runs in this workspace yet\./);
      if (theme === 'dark-modern') await screenshot(panel.page, `curves-empty-${theme}`);
      assert.deepEqual(await axeViolations(panel.page), []);
    });
  }

  it('asks for what is visible at its own width, and says that no point was dropped', async () => {
    const { panel, asked } = await openWithRuns({ scale: 2 });
    const want = asked.at(-1)!;
    assert.deepEqual(
      want.runs,
      plans.map((plan) => plan.id),
    );
    assert.deepEqual(want.metrics, metrics);
    assert.equal(want.range, null);
    assert.ok(want.columns > 1600 && want.columns < 1904, String(want.columns));
    const total = runs.reduce((sum, run) => sum + run.points, 0).toLocaleString('en-US');
    assert.equal(await panel.page.locator('[data-foot]').innerText(), `6 runs · ${total} points · none dropped`);
  });

  it('says of a value that it was computed from a running mean', async () => {
    const panel = await open({ state: { version: 1, metrics } });
    serveCurves(panel, samples, true);
    await panel.post({ type: 'locale', locale: 'zh-cn', messages: chinese }, runsMessage(runs, sampleNow));
    await drawn(panel);
    await hoverAt(panel, 0.411, 0.52);
    assert.match(await panel.page.locator('.tip').innerText(), /由累计平均值推算$/);
    const { panel: plain } = await openWithRuns();
    await hoverAt(plain, 0.411, 0.52);
    assert.doesNotMatch(await plain.page.locator('.tip').innerText(), /running mean/);
  });

  it('has the crosshair of all charts at the same x, the nearest curve in the hover, and all runs in the table', async () => {
    const { panel } = await openWithRuns();
    await hoverAt(panel, 0.411, 0.52);
    assert.equal(await panel.page.locator('.xh').count(), 4);
    const tip = await panel.page.locator('.tip').innerText();
    const shown = await axisText(panel);
    assert.match(tip, new RegExp(`step ${shown} · epoch 3\\d`));
    assert.match(tip, /loss 0\.\d{4} raw 0\.\d{4}/);
    assert.match(await panel.page.locator('.c-at').innerText(), new RegExp(`At step ${shown}`));
    const chosen = await panel.page.locator('tr.chosen').getAttribute('data-table-row');
    assert.ok(tip.includes(chosen!), `${chosen} in ${tip}`);
    assert.equal(await panel.page.locator('.li.chosen').getAttribute('data-run-row'), chosen);
    const cells = await panel.page.locator('[data-table-row] td:nth-child(2)').allInnerTexts();
    assert.equal(cells.filter((cell) => /^\d/.test(cell)).length, 5, 'the run that diverged has no value there');
    // The same x in the small charts, within a pixel.
    const shares = await panel.page.evaluate(() =>
      [...document.querySelectorAll('.plot')].map((plot) => {
        const over = plot.querySelector('.u-over')!.getBoundingClientRect();
        return (plot.querySelector('.xh')!.getBoundingClientRect().x - over.x) / over.width;
      }),
    );
    for (const share of shares) assert.ok(Math.abs(share - shares[0]!) < 0.006, JSON.stringify(shares));
    await panel.page.mouse.move(5, 5);
    await panel.settle();
    assert.equal(await panel.page.locator('.tip, .xh').count(), 0);
  });

  it('marks where a run ceased to be a number', async () => {
    const { panel } = await openWithRuns();
    assert.equal(await panel.page.locator('.tag').innerText(), 'NaN step 8,110');
    assert.equal(await panel.page.locator('[data-table-row="sgd-lr1.0-nowarmup"] td:last-child').innerText(), 'NaN at 8,110');
    const red = await panel.page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      const columns = new Map<number, number>();
      for (let i = 0; i < data.length; i += 4)
        if (data[i]! > 200 && data[i + 1]! < 140 && data[i + 2]! < 140 && data[i + 2]! > 90 && data[i + 3]! > 60)
          columns.set((i / 4) % canvas.width, (columns.get((i / 4) % canvas.width) ?? 0) + 1);
      return Math.max(0, ...columns.values());
    });
    assert.ok(red > 50, `a dotted red line, found ${red} pixels in a column`);
  });

  it('zooms at the pointer, pans, selects and resets', async () => {
    const { panel, asked } = await openWithRuns();
    await hoverAt(panel, 0.5, 0.5);
    const before = asked.length;
    await panel.page.mouse.wheel(0, -300);
    await drawn(panel);
    assert.ok(asked.length > before);
    const zoomed = (await kept(panel)).zoom as [number, number];
    const middle = (zoomed[0] + zoomed[1]) / 2;
    assert.ok(zoomed[0] > 2000 && zoomed[1] < 33_000 && Math.abs(middle - 17_550) < 1500, JSON.stringify(zoomed));
    assert.ok(
      lastRange(asked)[0] < zoomed[0] && lastRange(asked)[1] > zoomed[1],
      'the question has a margin for the average and for a pan',
    );

    const box = (await panel.page.locator('.focusable').first().boundingBox())!;
    await panel.page.mouse.move(box.x + 500, box.y + 100);
    await panel.page.mouse.down();
    await panel.page.mouse.move(box.x + 400, box.y + 110, { steps: 4 });
    await panel.page.mouse.up();
    await drawn(panel);
    const panned = (await kept(panel)).zoom as [number, number];
    assert.ok(panned[0] > zoomed[0] && Math.abs(panned[1] - panned[0] - (zoomed[1] - zoomed[0])) < 1e-6, JSON.stringify(panned));

    await panel.page.keyboard.down('Shift');
    await panel.page.mouse.move(box.x + 300, box.y + 100);
    await panel.page.mouse.down();
    await panel.page.mouse.move(box.x + 420, box.y + 110, { steps: 4 });
    await panel.settle();
    assert.equal(await panel.page.locator('.selection').count(), 1);
    await panel.page.mouse.up();
    await panel.page.keyboard.up('Shift');
    await drawn(panel);
    const selected = (await kept(panel)).zoom as [number, number];
    assert.ok(selected[0] > panned[0] && selected[1] < panned[1], JSON.stringify({ panned, selected }));
    assert.equal(await panel.page.locator('.selection').count(), 0);

    await panel.page.mouse.dblclick(box.x + 300, box.y + 100);
    await drawn(panel);
    assert.equal((await kept(panel)).zoom, null);
    assert.equal(asked.at(-1)!.range, null);
  });

  it('hides, shows and isolates runs, and pins one', async () => {
    const { panel, asked } = await openWithRuns();
    const row = (id: string) => panel.page.locator(`[data-run-row="${id}"]`);
    await row('adamw-lr1e-3').locator('[data-action=eye]').click();
    await drawn(panel);
    assert.equal(asked.at(-1)!.runs.length, 5);
    assert.equal(await panel.page.locator('[data-table-row]').count(), 5);
    assert.ok((await row('adamw-lr1e-3').getAttribute('class'))!.includes('off'));
    await row('adamw-lr1e-3').locator('[data-action=pin]').focus();
    await panel.page.keyboard.press('Space');
    await drawn(panel);
    assert.equal(asked.at(-1)!.runs.length, 6);
    await row('sgd-lr0.1')
      .locator('[data-action=pin]')
      .click({ modifiers: ['Alt'] });
    await drawn(panel);
    assert.deepEqual(asked.at(-1)!.runs, ['sgd-lr0.1']);
    await row('sgd-lr0.1')
      .locator('[data-action=pin]')
      .click({ modifiers: ['Alt'] });
    await drawn(panel);
    assert.equal(asked.at(-1)!.runs.length, 6);
    await row('sgd-lr0.1').locator('[data-action=pin]').click();
    await panel.page.mouse.move(700, 5);
    await panel.settle();
    assert.equal((await kept(panel)).pinned, 'sgd-lr0.1');
    assert.equal(await panel.page.locator('tr.chosen').getAttribute('data-table-row'), 'sgd-lr0.1');
    assert.equal(await panel.page.locator('[data-details]').getAttribute('data-details'), 'sgd-lr0.1');
  });

  it('keeps zoom, pins, sorting and scroll while new points come, and asks for them', async () => {
    const { panel, asked } = await openWithRuns({ height: 420 });
    await panel.page.locator('[data-sort=run]').click();
    await panel.post({ type: 'focus', run: 'sgd-lr0.1-nowd' });
    await hoverAt(panel, 0.5, 0.5);
    await panel.page.mouse.wheel(0, -200);
    await drawn(panel);
    const scroll = await panel.page.locator('.tbl').evaluate((table) => {
      table.scrollTop = 30;
      return table.scrollTop;
    });
    assert.ok(scroll > 0);
    const before = await kept(panel);
    const order = await rowNames(panel);
    const questions = asked.length;
    for (let i = 1; i <= 5; i++) {
      const grown = runs.map((run) => (run.status === 'running' ? { ...run, step: run.step + 10 * i, points: run.points + i } : run));
      await panel.post(runsMessage(grown, sampleNow + i * 1000));
    }
    await drawn(panel);
    assert.ok(asked.length > questions, 'new points are asked for');
    assert.deepEqual(await kept(panel), before);
    assert.deepEqual(await rowNames(panel), order);
    assert.deepEqual(order, [...order].sort());
    assert.equal(await panel.page.locator('.tbl').evaluate((table) => table.scrollTop), scroll);
  });

  it('comes back as it was', async () => {
    const state = {
      version: 1,
      hidden: ['sgd-lr0.1'],
      x: 'epoch',
      log: false,
      smoothing: 0.5,
      metrics: ['val_loss', 'loss'],
      zoom: [10, 40],
      pinned: 'adamw-lr1e-3',
      sort: { column: 'last', descending: true },
      filter: '',
    };
    const { panel, asked } = await openWithRuns({ state });
    const want = asked.at(-1)!;
    assert.equal(want.x, 'epoch');
    assert.deepEqual(want.metrics, ['val_loss', 'loss']);
    assert.ok(!want.runs.includes('sgd-lr0.1') && want.range![0] < 10 && want.range![1] > 40);
    assert.equal(await panel.page.locator('[data-action=x-epoch]').getAttribute('aria-checked'), 'true');
    assert.equal(await panel.page.locator('th[aria-sort=descending] [data-sort]').getAttribute('data-sort'), 'last');
    assert.equal(await panel.page.locator('tr.chosen').getAttribute('data-table-row'), 'adamw-lr1e-3');
  });

  it('ignores a kept state that it does not understand', async () => {
    const { panel, asked } = await openWithRuns({
      state: { version: 1, hidden: 7, x: 'parsecs', smoothing: 'much', metrics: [3], zoom: ['a', null], sort: { column: 'taste' } },
    });
    assert.equal(asked.at(-1)!.range, null);
    assert.equal(await panel.page.locator('[data-table-row]').count(), 6);
  });

  it('reads curves with the keyboard', async () => {
    const { panel } = await openWithRuns();
    const chart = panel.page.locator('.focusable').first();
    const said = (): Promise<string> => panel.page.locator('[aria-live=polite]').innerText();
    await chart.focus();
    await panel.page.keyboard.press('Home');
    await panel.settle();
    assert.match(await said(), /^sgd-lr0\.1, step 0, loss \d\.\d{4}$/);
    await panel.page.keyboard.press('ArrowRight');
    await panel.settle();
    const one = await said();
    await panel.page.keyboard.press('Shift+ArrowRight');
    await panel.settle();
    const eleven = await said();
    assert.notEqual(one, eleven);
    await panel.page.keyboard.press('End');
    await panel.settle();
    assert.match(await said(), /^sgd-lr0\.1, step 35,090, /);
    await panel.page.keyboard.press('ArrowDown');
    await panel.settle();
    assert.match(await said(), /^sgd-lr0\.1-mixup0\.4, step 35,090, /);
    await panel.page.keyboard.press('+');
    await panel.settle();
    assert.notEqual((await kept(panel)).zoom, null);
    await panel.page.keyboard.press('0');
    await panel.settle();
    assert.equal((await kept(panel)).zoom, null);
    await panel.page.waitForSelector('table[data-table=chart]');
    assert.equal(await panel.page.locator('table[data-table=chart]').first().locator('tbody tr').count(), 24);
  });

  it('is reached by Tab in reading order', async () => {
    const { panel } = await openWithRuns();
    const stops: string[] = [];
    for (let i = 0; i < 60; i++) {
      await panel.page.keyboard.press('Tab');
      stops.push(
        await panel.page.evaluate(() => {
          const at = document.activeElement!;
          return at.closest('.toolbar')
            ? 'toolbar'
            : at.closest('.side')
              ? 'list'
              : at.closest('.tbl')
                ? 'table'
                : at.closest('.main')
                  ? 'charts'
                  : 'outside';
        }),
      );
    }
    assert.deepEqual(stops.filter((stop, i) => stop !== stops[i - 1]).slice(0, 4), ['toolbar', 'list', 'charts', 'table']);
    await panel.page.locator('[data-action=x-step]').focus();
    await panel.page.keyboard.press('ArrowRight');
    await panel.settle();
    assert.equal((await kept(panel)).x, 'epoch');
  });

  it('changes axis, smoothing and metrics', async () => {
    const { panel, asked } = await openWithRuns();
    await panel.page.locator('[data-action=x-time]').click();
    await drawn(panel);
    assert.equal(asked.at(-1)!.x, 'time');
    await panel.page.locator('[data-action=y-false]').click();
    await panel.page.locator('[data-action=smoothing]').fill('0');
    await drawn(panel);
    await hoverAt(panel, 0.4, 0.5);
    assert.doesNotMatch(await panel.page.locator('.tip').innerText(), /raw/);
    await panel.page.locator('[data-action=metrics]').click();
    await panel.page.locator('[data-metric-choice=accuracy]').check();
    await drawn(panel);
    assert.deepEqual(asked.at(-1)!.metrics, [...metrics, 'accuracy']);
    await panel.page.keyboard.press('Escape');
    await panel.settle();
    assert.equal(await panel.page.locator('.popup').count(), 0);
    await panel.page.locator('[data-action=enlarge]').first().click();
    await drawn(panel);
    assert.equal(await panel.page.locator('.focusable').first().getAttribute('data-metric'), 'val_accuracy');
  });

  it('filters the list, and sends wishes to the host', async () => {
    const { panel } = await openWithRuns();
    await panel.page.locator('[data-action=filter]').fill('mixup');
    await panel.settle();
    assert.equal(await panel.page.locator('[data-run-row]').count(), 1);
    await panel.page.locator('[data-action=filter]').fill('nothing like it');
    await panel.settle();
    assert.match(await panel.page.locator('.side').innerText(), /No run matches the filter/);
    await panel.page.locator('[data-action=filter]').fill('');
    await panel.post({ type: 'focus', run: 'sgd-lr0.1-nowd' });
    for (const action of ['showOutput', 'openFile', 'stop']) await panel.page.locator(`.det [data-action=${action}]`).click();
    await panel.settle();
    assert.deepEqual(
      panel.sent().filter((message) => !['ready', 'query'].includes(message.type)),
      [
        { type: 'showOutput', run: 'sgd-lr0.1-nowd' },
        { type: 'openFile', run: 'sgd-lr0.1-nowd' },
        { type: 'stop', run: 'sgd-lr0.1-nowd' },
      ],
    );
  });

  it('fits into a narrow editor', async () => {
    const { panel } = await openWithRuns({ width: 700, height: 765, theme: 'light-modern', scale: 2 });
    assert.equal(await panel.page.locator('.side').isVisible(), false);
    assert.equal(await panel.page.locator('.cell:visible').count(), 2);
    await hoverAt(panel, 0.411, 0.52);
    await screenshot(panel.page, 'curves-narrow-light-modern');
    const overflow = await panel.page.evaluate(
      () => document.querySelector('.toolbar')!.scrollWidth - document.querySelector('.toolbar')!.clientWidth,
    );
    assert.ok(overflow <= 0, `the toolbar is ${overflow} px too wide`);
    await panel.page.locator('[data-action=runs]').click();
    await panel.settle();
    assert.equal(await panel.page.locator('.side').isVisible(), true);
    assert.deepEqual(await axeViolations(panel.page), []);
    await screenshot(panel.page, 'curves-narrow-runs-light-modern');
  });

  for (const [locale, messages] of [
    ['en', {}],
    ['zh-cn', chinese],
  ] as const) {
    it(`cuts nothing in ${locale}, however narrow the editor and wide the font`, async () => {
      const { panel } = await openWithRuns({}, [locale, messages]);
      for (const width of [260, 300, 400, 520, 620, 700, 820, 1200]) {
        await panel.page.setViewportSize({ width, height: 700 });
        await drawn(panel);
        await panel.page.evaluate(() => {
          for (const e of [document.documentElement, document.body])
            e.style.setProperty('--vscode-font-family', 'DejaVu Sans, Verdana, sans-serif');
        });
        await hoverAt(panel, 0.5, 0.5);
        const cutOff = await panel.page.evaluate(() =>
          [...document.querySelectorAll<HTMLElement>('.toolbar, .toolbar *, .tbl, .tbl th, .tip')]
            .filter((e) => e.getBoundingClientRect().width > 1)
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5 || (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 1))
            .map((e) => `${e.tagName}.${e.className} ${e.textContent}`),
        );
        assert.deepEqual(cutOff, [], `at ${width} px`);
        const shown = await panel.page.evaluate(() => {
          const zoom = document.querySelector('[data-action=resetZoom]')!.getBoundingClientRect();
          return [...document.querySelectorAll('.toolbar button:not([data-action=resetZoom]), .toolbar input')].filter((e) => {
            const box = e.getBoundingClientRect();
            return box.width > 0 && box.right > zoom.left && box.top < zoom.bottom;
          }).length;
        });
        assert.equal(shown, 0, `the zoom button lies on something at ${width} px`);
        for (const action of ['x-time', 'y-true', 'smoothing']) {
          assert.ok(await panel.page.locator(`[data-action=${action}]`).isVisible(), `${action} at ${width} px`);
        }
      }
    });
  }

  it('offers an example where there are no runs', async () => {
    const panel = await open();
    await panel.post(runsMessage([], sampleNow));
    await panel.page.locator('[data-action=openExample]').click();
    await panel.settle();
    assert.equal(panel.sent().filter((message) => message.type === 'openExample').length, 1);
  });

  it('draws anew when the theme changes', async () => {
    const { panel } = await openWithRuns();
    const inked = (): Promise<string> =>
      panel.page.evaluate(() => {
        const canvas = document.querySelector('canvas')!;
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        const colors = new Map<string, number>();
        for (let i = 0; i < data.length; i += 4)
          if (data[i + 3]! === 255)
            colors.set(`${data[i]},${data[i + 1]},${data[i + 2]}`, (colors.get(`${data[i]},${data[i + 1]},${data[i + 2]}`) ?? 0) + 1);
        return JSON.stringify(
          [...colors]
            .sort((a, b) => b[1] - a[1])
            .slice(0, 12)
            .map(([color]) => color),
        );
      });
    const dark = await inked();
    await panel.page.evaluate(() => (document.body.className = 'vscode-light'));
    await panel.settle();
    const light = await inked();
    assert.ok(dark.includes('90,141,245') || dark.includes('95,224,174'), dark);
    assert.ok(light.includes('63,104,222') || light.includes('0,112,94'), light);
  });

  it('has no word that skips translation', async () => {
    const { panel } = await openWithRuns({}, ['qps-ploc', {}]);
    await hoverAt(panel, 0.411, 0.52);
    await panel.page.locator('[data-action=metrics]').click();
    await panel.page.waitForSelector('table[data-table=chart]');
    assert.deepEqual(await untranslated(panel.page), []);
    await panel.post(runsMessage([], sampleNow));
    assert.deepEqual(await untranslated(panel.page), []);
  });

  it('speaks Chinese', async () => {
    const { panel } = await openWithRuns({ scale: 2 }, ['zh-cn', chinese]);
    await hoverAt(panel, 0.411, 0.52);
    await screenshot(panel.page, 'curves-zh');
    const shown = await panel.page.locator('#app').innerText();
    for (const words of ['平滑', '无一丢弃', '第 37 轮']) assert.ok(shown.includes(words), `${words} in ${shown}`);
    assert.equal(await panel.page.evaluate(() => document.documentElement.lang), 'zh-CN');
  });
});
