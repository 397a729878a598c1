import assert from 'node:assert/strict';
import fs from 'node:fs';
import type { FromLive, LiveState, ToLive } from '../../../extension/protocol/livePanel';
import type { QueuePlace, RunSummary } from '../../../extension/protocol/runViews';
import { axeViolations, screenshot, startPanels, untranslated } from '../support/panelPage';
import type { Panel, PanelOptions, Panels } from '../support/panelPage';
import { themeNames } from '../support/panelServer';
import { sampleFigures } from '../support/sampleFigures';
import { sampleNow, sampleRun, sampleSlice, sampleSummary } from '../support/sampleRuns';

type LivePanel = Panel<ToLive, FromLive>;

const chinese = JSON.parse(fs.readFileSync(new URL('../../../l10n/webviews.zh-cn.json', import.meta.url), 'utf8')) as Record<
  string,
  string
>;
const main = sampleRun({ seed: 19, epochs: 36.41 });
const half = sampleRun({ seed: 5, epochs: 6, lr: 0.05, totalEpochs: 30, speed: 0.8, noise: 0.07 });
const broken = sampleRun({ seed: 3, epochs: 24, noise: 0.11, speed: 0.55, nanAt: 8110 });

function stateOf(runs: RunSummary[], change: Partial<LiveState> = {}, run = main): LiveState {
  const id = change.selected ?? runs[0]?.id;
  const series = id ? [sampleSlice(id, run, 'loss'), sampleSlice(id, run, 'val_loss')] : [];
  return {
    runs,
    selected: null,
    series,
    figures: [],
    offer: { file: 'resnet18_cifar10.ts', target: 'model.fit' },
    now: sampleNow,
    trusted: true,
    ...change,
  };
}

const running = sampleSummary('resnet18_cifar10', main, {
  warnings: [
    {
      code: 'backend',
      text: 'The program asks for the backend "webgl", which this run does not have; it goes on with "cpu".',
      at: { file: '/home/ada/train.ts', line: 31 },
    },
  ],
});
const failed = sampleSummary('resnet18_cifar10', sampleRun({ seed: 23, epochs: 8 }), {
  status: 'failed',
  endedAt: sampleNow - 4000,
  startedAt: sampleNow - 202_000,
  eta: null,
  stepsPerSecond: null,
  system: null,
  failure: {
    cls: 'Error',
    msg: 'Error when checking target: expected dense_Dense2 to have shape [,10], but got array with shape [128,1].',
    code: 'exception',
    at: { file: '/home/ada/src/resnet18_cifar10.ts', line: 61, col: 9, fn: 'trainEpoch' },
    trace:
      'Error: Error when checking target: expected dense_Dense2 to have shape [,10]\n    at trainEpoch (/home/ada/src/resnet18_cifar10.ts:61:9)\n    at main (/home/ada/src/resnet18_cifar10.ts:88:3)',
  },
});
const stopped = sampleSummary('resnet18_cifar10', main, { status: 'stopped', endedAt: sampleNow - 1000, eta: null, stepsPerSecond: null });

const gpu = { index: 0, name: 'NVIDIA GeForce RTX 4090', util: 0.87, mem: 9.4e9, memTotal: 24e9, power: 318.4, temp: 64 };
const python: Partial<RunSummary> = {
  kind: 'python',
  file: '/home/ada/resnet18_cifar10.py',
  interpreter: { path: '/home/ada/.venv/bin/python', version: '3.12.7', source: 'environments', environment: 'venv' },
  backend: { requested: 'auto', picked: '', refused: [] },
  device: { backend: 'cuda', name: 'NVIDIA GeForce RTX 4090', framework: 'PyTorch 2.9.1' },
  system: { cpu: 3.2, rss: 4.1e9, memUsed: 21e9, memTotal: 67.4e9, tensors: null, gpus: [gpu] },
};
const onGpu = sampleSummary('resnet18_cifar10', main, {
  ...python,
  phase: 'validating',
  artifacts: [
    { kind: 'report', path: 'artifacts/model-difference.md', at: sampleNow },
    ...sampleFigures.map(({ path, title }) => ({ kind: 'figure' as const, path, ...(title ? { title } : {}), at: sampleNow })),
  ],
  metrics: sampleSummary('x', main).metrics.map((metric) => (metric.name === 'loss' ? { ...metric, isDerived: true } : metric)),
});
const pythonFailed: Partial<RunSummary> = {
  ...python,
  status: 'failed',
  endedAt: sampleNow - 4000,
  startedAt: sampleNow - 202_000,
  eta: null,
  stepsPerSecond: null,
};
const trace = 'Traceback (most recent call last):\n  File "/home/ada/train.py", line 88, in <module>\n    main()';

/** One that waits for its turn. */
const waits = (id: string, queue: QueuePlace): RunSummary =>
  sampleSummary(id, sampleRun({ seed: 1, epochs: 0 }), {
    ...python,
    status: 'queued',
    phase: null,
    step: 0,
    totalSteps: null,
    epoch: null,
    totalEpochs: null,
    eta: null,
    stepsPerSecond: null,
    metrics: [],
    points: 0,
    params: null,
    optimizer: null,
    device: null,
    system: null,
    startedAt: sampleNow - 95_000,
    queue,
  });
const forRuns = { kind: 'runs', running: 1, limit: 1 } as const;
const queue = [1, 2, 3].map((position) => waits(`sweep-lr${position}e-4-k3f${position}`, { position, reason: forRuns }));
const onMemory = waits('llama-lora-c2d9', { position: 1, reason: { kind: 'gpu', gpu: 0, bytes: 18.2e9 } });

const scenes: Record<string, LiveState> = {
  running: stateOf([running]),
  queue: stateOf([running, ...queue], { waiting: 12 }),
  queued: stateOf([onMemory], { waiting: 1, series: [] }),
  two: stateOf([running, sampleSummary('gpt_tiny_shakespeare_ctx256', half, { eta: 7800, totalSteps: 26_000 })], {
    selected: 'resnet18_cifar10',
  }),
  failed: stateOf([failed], {}, sampleRun({ seed: 23, epochs: 8 })),
  stopped: stateOf([stopped]),
  diverged: stateOf([sampleSummary('sgd-lr1.0-nowarmup', broken, { totalSteps: 35_100 })], {}, broken),
  welcome: stateOf([
    {
      ...stopped,
      name: 'adam-lr3e-4',
      status: 'ok',
      endedAt: sampleNow - 21 * 3_600_000,
      startedAt: sampleNow - 21 * 3_600_000 - 2_285_000,
    },
  ]),
  empty: stateOf([]),
  untrusted: stateOf([], { trusted: false, offer: null }),
  python: {
    ...stateOf([onGpu], { figures: [...sampleFigures] }),
    series: [{ ...sampleSlice('resnet18_cifar10', main, 'loss'), isDerived: true }, sampleSlice('resnet18_cifar10', main, 'val_loss')],
  },
  'python-many-gpus': stateOf([
    sampleSummary('resnet18_cifar10', main, {
      ...python,
      system: { ...python.system!, gpus: [0, 1, 2, 3].map((index) => ({ ...gpu, index, util: [0.91, 0.88, 0.93, 0.4][index]! })) },
    }),
  ]),
  'python-loading': stateOf(
    [
      sampleSummary('train-3c9e', sampleRun({ seed: 1, epochs: 0 }), {
        ...python,
        step: 0,
        epoch: null,
        eta: null,
        stepsPerSecond: null,
        phase: 'importing',
        phaseModule: 'torch',
        phaseSince: sampleNow - 12_000,
        metrics: [],
        points: 0,
        params: null,
        optimizer: null,
        seed: null,
        device: null,
        system: { cpu: 1, rss: 0.4e9, memUsed: 9e9, memTotal: 16.6e9, tensors: null, gpus: [] },
        startedAt: sampleNow - 13_000,
      }),
    ],
    {},
    sampleRun({ seed: 1, epochs: 0 }),
  ),
  'python-keyboard': stateOf([
    sampleSummary('resnet18_cifar10', main, {
      ...python,
      device: { backend: 'cpu', name: 'AMD EPYC 7763', framework: 'PyTorch 2.9.1', why: 'This PyTorch is built without support for GPUs.' },
      system: { ...python.system!, gpus: [] },
      warnings: [
        { code: 'device', text: 'This PyTorch is built without support for GPUs.' },
        {
          code: 'breakpoint',
          text: 'The program stops at a breakpoint, but a run has no keyboard: it goes on. Debug stops there.',
          at: { file: '/home/ada/train.py', line: 31 },
        },
      ],
    }),
  ]),
  'python-failed': stateOf(
    [
      sampleSummary('resnet18_cifar10', sampleRun({ seed: 23, epochs: 8 }), {
        ...pythonFailed,
        failure: {
          cls: 'RuntimeError',
          msg: 'mat1 and mat2 shapes cannot be multiplied (128x2048 and 512x10)',
          code: 'exception',
          at: { file: '/home/ada/resnet.py', line: 61, col: 13, fn: 'forward' },
          from: { file: '/home/ada/train.py', line: 88, col: 5 },
          trace,
        },
      }),
    ],
    {},
    sampleRun({ seed: 23, epochs: 8 }),
  ),
  'python-memory': stateOf(
    [
      sampleSummary('resnet18_cifar10', sampleRun({ seed: 23, epochs: 0 }), {
        ...pythonFailed,
        step: 0,
        epoch: null,
        metrics: [],
        failure: {
          cls: 'OutOfMemoryError',
          msg: 'CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacity of 23.99 GiB of which 1.21 GiB is free.',
          code: 'oom',
          at: { file: '/home/ada/train.py', line: 40, fn: 'train' },
          memory: {
            device: 'cuda',
            batchSize: 512,
            batch: 6.3e6,
            parameters: 44.7e6,
            gradients: 44.7e6,
            optimizer: 89.4e6,
            allocated: 22.4e9,
            total: 24e9,
          },
          trace,
        },
      }),
    ],
    {},
    sampleRun({ seed: 23, epochs: 0 }),
  ),
  'python-package': stateOf(
    [
      sampleSummary('train-3c9e', sampleRun({ seed: 23, epochs: 0 }), {
        ...pythonFailed,
        step: 0,
        epoch: null,
        metrics: [],
        device: null,
        params: null,
        optimizer: null,
        seed: null,
        system: null,
        failure: {
          cls: 'ModuleNotFoundError',
          msg: "No module named 'sklearn'",
          code: 'missing-module',
          at: { file: '/home/ada/train.py', line: 3, fn: '<module>' },
          install: {
            module: 'sklearn',
            package: 'scikit-learn',
            command: ['/home/ada/.venv/bin/python', '-m', 'pip', 'install', 'scikit-learn'],
          },
          trace,
        },
      }),
    ],
    {},
    sampleRun({ seed: 23, epochs: 0 }),
  ),
  starting: stateOf(
    [
      sampleSummary('mnist', sampleRun({ seed: 1, epochs: 0 }), {
        step: 0,
        epoch: null,
        eta: null,
        stepsPerSecond: null,
        phase: 'bundling',
        metrics: [],
        points: 0,
        system: null,
        device: null,
        startedAt: sampleNow - 2000,
      }),
    ],
    {},
    sampleRun({ seed: 1, epochs: 0 }),
  ),
};

describe('live view in a browser', function () {
  this.timeout(300_000);
  let panels: Panels;
  const opened: LivePanel[] = [];
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

  async function open(options: Partial<PanelOptions> = {}): Promise<LivePanel> {
    const panel = await panels.open<ToLive, FromLive>({ bundle: 'live', width: 320, height: 720, ...options });
    opened.push(panel);
    await panel.waitFor('ready');
    return panel;
  }
  const text = (panel: LivePanel): Promise<string> => panel.page.locator('#app').innerText();
  const ofType = (panel: LivePanel, type: FromLive['type']): FromLive[] => panel.sent().filter((message) => message.type === type);

  for (const theme of themeNames) {
    it(`has nothing for axe-core to object to in ${theme}, in any state`, async () => {
      const panel = await open({ theme, scale: 2 });
      for (const [name, state] of Object.entries(scenes)) {
        await panel.post({ type: 'locale', locale: 'en', messages: {} }, { type: 'state', state });
        assert.deepEqual(await axeViolations(panel.page), [], name);
        const isKept = theme === 'dark-modern' || ['running', 'failed', 'python', 'python-failed'].includes(name);
        if (isKept) await screenshot(panel.page, `live-${name}-${theme}`);
      }
    });
  }

  it('says how far a run is, and shows its curve', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes.running! });
    const shown = await text(panel);
    for (const words of [
      'Epoch 37 of 90',
      '23 min left',
      '14,200 of 35,100 steps · 15.1 steps/s',
      'ends 15:27',
      'The program asks for the backend "webgl", which this run does not have; it goes on with "cpu".',
      'train.ts:31',
      'by epoch · smoothed 0.9',
    ])
      assert.ok(shown.includes(words), `${words} in ${shown}`);
    assert.match(shown, /Learning: val_loss was best|No better val_loss|val_loss rises/);
    assert.equal(await panel.page.locator('#app').getAttribute('data-run'), 'resnet18_cifar10');
    assert.equal(await panel.page.locator('#app').getAttribute('data-status'), 'running');
    assert.equal(await panel.page.locator('#app').getAttribute('data-points'), String(running.points));
    const inked = await panel.page.evaluate(() => {
      const canvas = document.querySelector('canvas')!;
      const pixels = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data;
      let blue = 0;
      let orange = 0;
      for (let i = 0; i < pixels.length; i += 4) {
        if (pixels[i + 2]! > 200 && pixels[i]! < 120 && pixels[i + 3]! > 200) blue++;
        if (pixels[i]! > 200 && pixels[i + 2]! < 90 && pixels[i + 3]! > 200) orange++;
      }
      return { blue, orange };
    });
    assert.ok(inked.blue > 200 && inked.orange > 80, JSON.stringify(inked));
    assert.equal(await panel.page.locator('table[data-table=chart] tbody tr').count(), 24);
  });

  it('moves nothing when numbers change', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes.running! });
    const boxes = (): Promise<string> =>
      panel.page.evaluate(() =>
        JSON.stringify(
          [...document.querySelectorAll('#app td, #app h2, .verdict, .bar, canvas, .ib, .device, .lg > span')].map(
            (e) => e.getBoundingClientRect().toJSON() as unknown,
          ),
        ),
      );
    const before = await boxes();
    const next = {
      ...running,
      step: 14_390,
      eta: 4.2 * 60,
      stepsPerSecond: 9.8,
      metrics: running.metrics.map((m) => ({ ...m, last: (m.last ?? 0) * 3.3 })),
    };
    await panel.post({ type: 'state', state: stateOf([next], { now: sampleNow + 12_000 }) });
    assert.ok((await text(panel)).includes('14,390'));
    assert.equal(await boxes(), before);
  });

  it('stops gracefully at the first click and by force at the second', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes.running! });
    const stop = panel.page.locator('[data-action=stop]');
    assert.equal(await stop.getAttribute('aria-label'), 'Stop training');
    await stop.click();
    await panel.settle();
    assert.ok((await text(panel)).includes('Stopping…'));
    assert.equal(await stop.getAttribute('aria-label'), 'Stop at once, without saving');
    await panel.post({ type: 'state', state: stateOf([{ ...running, stopRequested: true }]) });
    await stop.click();
    await panel.settle();
    assert.deepEqual(ofType(panel, 'stop'), [
      { type: 'stop', run: 'resnet18_cifar10' },
      { type: 'stop', run: 'resnet18_cifar10' },
    ]);
    await panel.post({ type: 'state', state: scenes.stopped! });
    assert.equal(await stop.count(), 0);
    assert.match(await text(panel), /Stopped in epoch 37 of 90/);
  });

  it("shows the framework's words, leads to the line, and unfolds the trace on demand", async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes.failed! });
    assert.match(await text(panel), /Failed in epoch 9 of 90/);
    assert.match(await text(panel), /expected dense_Dense2 to have shape \[,10\]/);
    assert.equal(await panel.page.locator('.trace').count(), 0);
    await panel.page.locator('[data-action=trace]').click();
    await panel.settle();
    assert.match(await panel.page.locator('.trace').innerText(), /at main/);
    await panel.page.locator('[data-action=goTo]').click();
    await panel.page.locator('[data-action=showOutput]').click();
    await panel.page.locator('[data-action=runAgain]').click();
    await panel.page.locator('[data-action=openCurves]').click();
    await panel.settle();
    assert.deepEqual(
      panel.sent().filter((message) => !['ready', 'resize'].includes(message.type)),
      [
        { type: 'goTo', file: '/home/ada/src/resnet18_cifar10.ts', line: 61, col: 9 },
        { type: 'showOutput', run: 'resnet18_cifar10' },
        { type: 'runAgain', run: 'resnet18_cifar10' },
        { type: 'openCurves', run: 'resnet18_cifar10' },
      ],
    );
  });

  for (const [locale, messages] of [
    ['en', {}],
    ['zh-cn', chinese],
  ] as const) {
    it(`says in ${locale} on one line each how far a stopped run came, in a narrow side bar too`, async () => {
      for (const width of [260, 300, 400, 620]) {
        const panel = await open({ width });
        await panel.post({ type: 'locale', locale, messages }, { type: 'state', state: scenes.stopped! });
        const lines = await panel.page.evaluate(() => {
          for (const e of [document.documentElement, document.body])
            e.style.setProperty('--vscode-font-family', 'DejaVu Sans, Verdana, sans-serif');
          return [...document.querySelectorAll<HTMLElement>('.run .kv')].map((e) => ({
            height: e.getBoundingClientRect().height,
            isCut: [...e.querySelectorAll<HTMLElement>('*'), e].some((part) => part.scrollWidth > part.clientWidth && part.clientWidth > 0),
          }));
        });
        assert.deepEqual(
          lines,
          lines.map(() => ({ height: 20, isCut: false })),
          `at ${width} px`,
        );
        assert.equal(lines.length, 2);
        const names = await panel.page
          .locator('.m tbody th')
          .evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent));
        assert.deepEqual(names, [], `at ${width} px`);
      }
    });
  }

  it('says what a Python program is doing before its first step, and how long already', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes['python-loading']! });
    assert.match(await text(panel), /Loading torch… 12 s/);
    assert.match(await text(panel), /Python 3\.12\.7 \(\.venv\)/);
    const [run] = scenes['python-loading']!.runs;
    const phases: [Partial<RunSummary>, RegExp][] = [
      [{ phaseModule: null }, /Importing…/],
      [{ phaseSince: sampleNow }, /Loading torch…\n/],
      [{ phase: 'imported' }, /Preparing the training…/],
      [{ phase: 'building' }, /Preparing the training…/],
      [{ phase: 'training' }, /First step…/],
      [{ phase: 'validating', step: 390, epoch: 2, totalEpochs: 5 }, /Epoch 2 of 5 · validating/],
      [{ phase: 'importing', step: 390, epoch: 2, totalEpochs: 5 }, /Epoch 2 of 5\n/],
    ];
    for (const [change, words] of phases) {
      await panel.post({ type: 'state', state: stateOf([{ ...run!, ...change }]) });
      assert.match(await text(panel), words);
    }
  });

  it('shows what the system tells of one GPU, of several, and nothing of none', async () => {
    const panel = await open();
    const meters = (): Promise<string[]> =>
      panel.page
        .locator('[data-meter]')
        .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).innerText.replace(/\s*\n\s*/g, ' ').trim()));
    await panel.post({ type: 'state', state: scenes.python! });
    assert.deepEqual(await meters(), ['GPU 87% · 64 °C · 318 W', 'GPU memory 9.4 / 24.0 GB', 'Memory 4.1 / 67.4 GB']);
    const widths = await panel.page
      .locator('[data-meter] .bar > i')
      .evaluateAll((bars) => bars.map((bar) => (bar as HTMLElement).style.width));
    assert.deepEqual(widths, ['87%', '39.2%', '6.1%']);
    assert.match(await text(panel), /cuda · PyTorch 2\.9\.1/);
    await panel.post({ type: 'state', state: scenes['python-many-gpus']! });
    assert.deepEqual((await meters()).slice(0, 2), ['GPU 0 91% · 9.4 / 24.0 GB', 'GPU 1 88% · 9.4 / 24.0 GB']);
    assert.equal(await panel.page.locator('[data-meter="GPU 3"] .num').getAttribute('title'), 'NVIDIA GeForce RTX 4090 · 64 °C · 318 W');
    // A driver that tells little.
    const [run] = scenes.python!.runs;
    const system = { ...run!.system!, memTotal: null, gpus: [{ name: 'AMD GPU' }] };
    await panel.post({ type: 'state', state: stateOf([{ ...run!, system }]) });
    assert.deepEqual(await meters(), []);
    await panel.post({ type: 'state', state: stateOf([{ ...run!, system: { ...system, gpus: [{ mem: 1e9 }] } }]) });
    assert.deepEqual(await meters(), ['GPU memory 1.0 GB']);
    await panel.post({ type: 'state', state: scenes['python-loading']! });
    assert.deepEqual(await meters(), ['Memory 0.4 / 16.6 GB']);
  });

  it('shows figures as pictures with a description, more on demand, and opens the one that is clicked', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes.python! });
    const pictures = panel.page.locator('.figures img');
    assert.equal(await pictures.count(), 6);
    assert.equal(await pictures.first().getAttribute('alt'), 'Figure: Confusion matrix. Opens it');
    assert.equal(await pictures.nth(2).getAttribute('alt'), 'Figure: Figure 6. Opens it');
    const drawn = await pictures.evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth > 0));
    assert.deepEqual(drawn, [true, true, true, true, true, true]);
    await panel.page.locator('[data-action=allFigures]').click();
    await panel.settle();
    assert.equal(await pictures.count(), 8);
    assert.equal(await panel.page.locator('[data-action=allFigures]').count(), 0);
    await panel.page.locator('[data-action=openFigure]').nth(1).click();
    await panel.page.locator('[data-action=openReport]').click();
    await panel.settle();
    assert.deepEqual(ofType(panel, 'openArtifact'), [
      { type: 'openArtifact', run: 'resnet18_cifar10', path: 'artifacts/figure-7.png' },
      { type: 'openArtifact', run: 'resnet18_cifar10', path: 'artifacts/model-difference.md' },
    ]);
    await panel.post({ type: 'state', state: scenes.running! });
    assert.equal(await panel.page.locator('.figures, .reports').count(), 0);
  });

  it('lists what is next in the queue with the reason, starts one now and takes one out', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes['queue']! });
    const rows = panel.page.locator('.queue [data-queued]');
    assert.equal(await rows.count(), 3);
    assert.match(await rows.first().innerText(), /place 1 · waits for 1 of 1 running/);
    assert.match(await panel.page.locator('.queue').innerText(), /12 waiting[^]*and 9 more/);
    assert.equal(await panel.page.locator('.card:not([data-queued])').count(), 0, 'one trains: there is no choice');
    await rows.nth(1).locator('[data-action=startNow]').click();
    await rows.nth(2).locator('[data-action=stop]').click();
    await rows.nth(0).locator('[data-action=select]').click();
    assert.deepEqual(
      panel.sent().filter(({ type }) => ['startNow', 'stop', 'select'].includes(type)),
      [
        { type: 'startNow', run: queue[1]!.id },
        { type: 'stop', run: queue[2]!.id },
        { type: 'select', run: queue[0]!.id },
      ],
    );
    await panel.post({ type: 'state', state: { ...scenes['queue']!, trusted: false } });
    assert.equal(await panel.page.locator('[data-action=startNow]').count(), 0, 'without trust nothing is started');
  });

  it('shows in full why the only run waits, and how long already', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes['queued']! });
    assert.match(await text(panel), /Waiting for its turn\s+place 1\s+waits for 18\.2 GB on GPU 0\s+for 1 min 35 s/);
    assert.equal(await panel.page.locator('.curve').count(), 0, 'there is nothing to draw');
    await panel.page.locator('[data-action=startNow]').click();
    assert.deepEqual(ofType(panel, 'startNow'), [{ type: 'startNow', run: onMemory.id }]);
  });

  it('says why a run could not be started when its turn came', async () => {
    const panel = await open();
    const failure = { cls: '', msg: '/opt/py/bin/python cannot be started: gone', code: 'start', trace: '' };
    const run = { ...onMemory, status: 'failed' as const, queue: null, endedAt: sampleNow - 1000, failure };
    await panel.post({ type: 'state', state: stateOf([run], { series: [] }) });
    const shown = await text(panel);
    assert.match(shown, /It could not be started when its turn came\./);
    assert.match(shown, /^\/opt\/py\/bin\/python cannot be started: gone$/m);
  });

  it('marks a loss that was computed from a running mean', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes.python! });
    assert.match(await text(panel), /Training loss from the running mean/);
    const name = panel.page.locator('.m tbody th').first();
    assert.equal(await name.innerText(), 'loss ≈');
    assert.match((await name.getAttribute('title'))!, /^loss: The framework tells only the mean/);
    await panel.post({ type: 'state', state: scenes.running! });
    assert.doesNotMatch(await text(panel), /running mean|≈/);
  });

  it('offers the debugger to a Python program that wants a keyboard, and says once why it is on the CPU', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes['python-keyboard']! });
    const shown = await text(panel);
    assert.match(shown, /stops at a breakpoint, but a run has no keyboard/);
    assert.equal(shown.split('This PyTorch is built without support for GPUs.').length, 2);
    await panel.page.locator('[data-warning=breakpoint] [data-action=debug]').click();
    await panel.settle();
    assert.deepEqual(ofType(panel, 'debug'), [{ type: 'debug', run: 'resnet18_cifar10' }]);
    await panel.post({ type: 'state', state: { ...scenes['python-keyboard']!, trusted: false } });
    assert.equal(await panel.page.locator('[data-action=debug]').count(), 0);
  });

  it('leads from a failed Python program to both lines and to the debugger', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes['python-failed']! });
    assert.match(await text(panel), /called from\s+train\.py:88/);
    for (const action of ['goToPlace', 'goToCall', 'runAgain', 'debug']) await panel.page.locator(`[data-action=${action}]`).click();
    await panel.settle();
    assert.deepEqual(
      panel.sent().filter((message) => !['ready', 'resize'].includes(message.type)),
      [
        { type: 'goTo', file: '/home/ada/resnet.py', line: 61, col: 13 },
        { type: 'goTo', file: '/home/ada/train.py', line: 88, col: 5 },
        { type: 'runAgain', run: 'resnet18_cifar10' },
        { type: 'debug', run: 'resnet18_cifar10' },
      ],
    );
  });

  it('says what filled the memory', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes['python-memory']! });
    const rows = await panel.page
      .locator('.errbox .plain .pair')
      .evaluateAll((pairs) => pairs.map((pair) => (pair as HTMLElement).innerText.replace('\n', ': ')));
    assert.deepEqual(rows, [
      'Kept for the backward pass, and other: 22.2 GB',
      'Optimizer: 89 MB',
      'Parameters: 45 MB',
      'Gradients: 45 MB',
      'Batch of 512: 6 MB',
      'In use: 22.4 / 24.0 GB',
    ]);
    assert.match(await text(panel), /Most of it depends on the batch: a smaller one needs less/);
  });

  it('offers the command that installs a missing package', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes['python-package']! });
    assert.match(await text(panel), /\/home\/ada\/\.venv\/bin\/python -m pip install scikit-learn/);
    await panel.page.locator('[data-action=install]').click();
    await panel.settle();
    assert.deepEqual(ofType(panel, 'install'), [{ type: 'install', run: 'train-3c9e' }]);
    await panel.post({ type: 'state', state: { ...scenes['python-package']!, trusted: false } });
    assert.equal(await panel.page.locator('[data-action=install]').count(), 0);
  });

  it('says in Chinese what a trainer wrote in English', async () => {
    const panel = await open();
    await panel.post({ type: 'locale', locale: 'zh-cn', messages: chinese }, { type: 'state', state: scenes.running! });
    const shown = await text(panel);
    for (const words of ['程序请求后端“webgl”，但本次运行没有该后端，将继续使用“cpu”。', 'wasm: wasm 后端未能启动。'])
      assert.ok(shown.includes(words), `${words} in ${shown}`);
    assert.equal(shown.split('wasm 后端未能启动').length, 2, 'the plan and the trainer give the same reason; it is said once');
  });

  it('names every way in which a run can end', async () => {
    const panel = await open();
    const expected: [Partial<RunSummary>, RegExp][] = [
      [{ status: 'ok', step: 35_100 }, /Done: all 90 epochs/],
      [{ status: 'lost' }, /Lost: the process ended without a word/],
      [
        { status: 'lost', lostReason: { code: 'crash', signal: 'SIGSEGV', text: 'Segmentation fault' } },
        /Crashed: Segmentation fault \(SIGSEGV\)/,
      ],
      [{ status: 'lost', lostReason: { code: 'killed' } }, /Killed from outside, or left without a word/],
      [{ status: 'lost', lostReason: { code: 'restart' } }, /Lost: the machine was restarted/],
      [{ status: 'killed' }, /Killed: the process was ended by force/],
      [{ status: 'failed', step: 0, epoch: null }, /Failed before the first step/],
    ];
    for (const [change, words] of expected) {
      await panel.post({ type: 'state', state: stateOf([{ ...stopped, ...change }]) });
      assert.match(await text(panel), words);
    }
  });

  it('says what is known of a process that ended without a word, and goes to the line that crashed', async () => {
    const panel = await open();
    const show = (lostReason: RunSummary['lostReason']) =>
      panel.post({ type: 'state', state: stateOf([{ ...stopped, status: 'lost', lostReason }]) });
    await show({ code: 'killed', memory: { rss: 28.1e9, used: 31.2e9, total: 32e9 } });
    assert.match(
      await text(panel),
      /Killed, probably since memory ran out[\s\S]*31\.2 GB of 32\.0 GB of memory were in use, 28\.1 GB of it by the run\./,
    );
    await show({ code: 'start', text: 'python: error while loading shared libraries: libpython3.11.so.1.0' });
    assert.match(await text(panel), /Lost: the program never began[\s\S]*error while loading shared libraries/);
    await show({ code: 'crash', signal: 'SIGBUS', text: 'Bus error', at: { file: '/home/ada/数据/data.py', line: 12, fn: 'read' } });
    await panel.page.locator('[data-action=goToCrash]').click();
    await panel.settle();
    assert.deepEqual(ofType(panel, 'goTo').at(-1), { type: 'goTo', file: '/home/ada/数据/data.py', line: 12 });
    assert.deepEqual(await axeViolations(panel.page), []);
  });

  it('offers a run when nothing trains, and none in a workspace that is not trusted', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes.welcome! });
    assert.match(await text(panel), /Nothing is training\./);
    assert.match(await text(panel), /adam-lr3e-4/);
    await panel.page.locator('[data-action=train]').click();
    await panel.page.locator('[data-action=openExample]').click();
    await panel.settle();
    assert.equal(ofType(panel, 'train').length, 1);
    assert.equal(ofType(panel, 'openExample').length, 1);
    await panel.post({ type: 'state', state: scenes.untrusted! });
    assert.match(await text(panel), /not trusted/);
    assert.equal(await panel.page.locator('[data-action=train]').count(), 0);
  });

  it('shows one of several runs, and asks for another', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes.two! });
    assert.equal(await panel.page.locator('[data-card]').count(), 2);
    await panel.page.locator('[data-card=gpt_tiny_shakespeare_ctx256] [data-action=select]').click();
    await panel.settle();
    assert.deepEqual(ofType(panel, 'select'), [{ type: 'select', run: 'gpt_tiny_shakespeare_ctx256' }]);
  });

  it('keeps the focus and the scroll position through a refresh', async () => {
    const panel = await open({ height: 300 });
    await panel.post({ type: 'state', state: scenes.running! });
    await panel.page.locator('[data-action=openCurves]').focus();
    await panel.page.locator('#app').evaluate((app) => (app.scrollTop = 120));
    await panel.post({ type: 'state', state: stateOf([{ ...running, step: 14_300 }]) });
    assert.equal(await panel.page.evaluate(() => document.activeElement?.getAttribute('data-action')), 'openCurves');
    assert.equal(await panel.page.locator('#app').evaluate((app) => app.scrollTop), 120);
  });

  it('can be used with the keyboard alone', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes.failed! });
    const seen: (string | null)[] = [];
    for (let i = 0; i < 7; i++) {
      await panel.page.keyboard.press('Tab');
      seen.push(
        await panel.page.evaluate(
          () => document.activeElement?.getAttribute('data-action') ?? document.activeElement?.getAttribute('role') ?? null,
        ),
      );
    }
    assert.deepEqual(seen, ['openCurves', 'goToPlace', 'trace', 'goTo', 'runAgain', 'showOutput', 'img']);
    await panel.page.locator('vscode-button[data-action=runAgain]').focus();
    await panel.page.keyboard.press('Enter');
    await panel.settle();
    assert.equal(ofType(panel, 'runAgain').length, 1);
  });

  it('lets the spinner stand still where motion is unwanted', async () => {
    const panel = await open({ reducedMotion: true });
    await panel.post({ type: 'state', state: scenes.running! });
    assert.equal(await panel.page.locator('.codicon-loading').evaluate((e) => getComputedStyle(e).animationName), 'none');
  });

  it('asks for the series at the width it has', async () => {
    const panel = await open();
    await panel.post({ type: 'state', state: scenes.running! });
    await panel.waitFor('resize');
    const { columns } = ofType(panel, 'resize').at(-1) as Extract<FromLive, { type: 'resize' }>;
    assert.ok(columns > 200 && columns <= 320, String(columns));
  });

  it('has no word that skips translation', async () => {
    const panel = await open();
    for (const [name, state] of Object.entries(scenes)) {
      await panel.post({ type: 'locale', locale: 'qps-ploc', messages: {} }, { type: 'state', state });
      assert.deepEqual(await untranslated(panel.page), [], name);
    }
  });

  it('speaks Chinese', async () => {
    const panel = await open({ theme: 'light-modern', scale: 2 });
    for (const name of ['running', 'failed', 'welcome'] as const) {
      await panel.post({ type: 'locale', locale: 'zh-cn', messages: chinese }, { type: 'state', state: scenes[name]! });
      await screenshot(panel.page, `live-${name}-zh`);
      if (name === 'running') {
        const shown = await text(panel);
        for (const words of ['第 37 轮，共 90 轮', '23 分钟', '15:27 结束']) assert.ok(shown.includes(words), `${words} in ${shown}`);
      }
    }
  });
});
