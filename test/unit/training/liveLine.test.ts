import assert from 'node:assert/strict';
import { createLocalizer } from '../../../extension/protocol/localize';
import type { RunEvent } from '../../../extension/protocol/runs';
import type { RunSummary } from '../../../extension/protocol/runViews';
import { liveLine } from '../../../extension/training';
import { RunFold } from '../../../extension/training/runFold';
import { summarizeRun, type RunFacts } from '../../../extension/training/summarizeRun';
import chinese from '../../../l10n/training.zh-cn.json';

const base = { v: 1, q: 0, rank: 0, attempt: 0 } as const;
const facts: RunFacts = {
  id: '20261122-063012-k3fq',
  dir: '/runs/20261122-063012-k3fq',
  plan: undefined,
  meta: { version: 1 },
  style: 0,
  status: 'running',
  malformedLines: 0,
  missingRecords: 0,
  stopRequested: false,
  lostReason: null,
  bytes: null,
  lastWritten: 0,
};

function summaryOf(events: RunEvent[], change: Partial<RunFacts> = {}): RunSummary {
  const fold = new RunFold();
  for (const event of events) fold.add(event);
  return summarizeRun({ ...facts, ...change }, fold);
}

const started: RunEvent = {
  ...base,
  k: 'run-started',
  t: 0,
  run: '',
  file: '/w/train.ts',
  argv: [],
  pid: 1,
  host: '',
  versions: {},
  wall: 1000,
  device: { backend: 'wasm', name: 'CPU (wasm)' },
};
function steps(s0: number, n: number, epoch: number): RunEvent {
  const loss = Array.from({ length: n }, (_, i) => 2 / (1 + (s0 + i - 1) / 100));
  const column = (value: number): number[] => Array<number>(n).fill(value);
  return { ...base, k: 'step', t: epoch, opt: 0, s0, n, loss, dt: column(0.005), epoch, metrics: { acc: column(0.97412) } };
}

const events: RunEvent[] = [
  started,
  {
    ...base,
    k: 'model',
    t: 0,
    fw: 'tfjs',
    class: 'Sequential',
    params: 10,
    trainable: 10,
    layers: [],
    plan: { epochs: 10, stepsPerEpoch: 1000 },
  },
  steps(1, 1000, 1),
  steps(1001, 200, 2),
];

describe('liveLine', () => {
  it('says what matters in one line', () => {
    const line = liveLine(summaryOf(events), 200);
    assert.match(
      line,
      /^epoch 2\/10 · step 1,200\/10,000 · loss 0\.1540 · [▁▂▃▄▅▆▇█]{10,16} · acc 0\.9741 · 200 steps\/s · 44 s left · CPU \(wasm\)$/,
    );
    const curve = /[▁▂▃▄▅▆▇█]{10,16}/.exec(line)![0];
    assert.ok(curve.startsWith('█') && curve.endsWith('▁'), curve);
  });

  it('fits any width, and the loss stays longest', () => {
    const summary = summaryOf(events);
    const zh = createLocalizer('zh-cn', chinese);
    for (let width = 1; width < 120; width++) {
      const english = liveLine(summary, width);
      assert.ok(english.length <= width && !english.includes('\n'), `${english.length} > ${width}`);
      if (width >= 11) assert.match(english, /loss 0\.1540/);
      const columns = [...liveLine(summary, width, zh)].reduce((sum, c) => sum + (/[\u2e80-\uffe6]/.test(c) ? 2 : 1), 0);
      assert.ok(columns <= width);
    }
    assert.match(liveLine(summary, 200, zh), /^第 2\/10 轮 · 第 1,200\/10,000 步 · .*200 步\/秒 · 剩余 44 秒/);
  });

  it('has a word for each state', () => {
    assert.equal(liveLine(summaryOf([started, { ...base, k: 'phase', t: 0, phase: 'bundling' }]), 80), 'reading the program · CPU (wasm)');
    const nan: RunEvent = { ...base, k: 'step', t: 1, opt: 0, s0: 1, n: 2, loss: [1, 'NaN'], dt: [1, 1] };
    assert.match(liveLine(summaryOf([started, nan]), 80), /loss NaN/);
    const end: RunEvent = { ...base, k: 'run-ended', t: 75, status: 'stopped', rc: 0, steps: 2, secs: 75 };
    assert.match(liveLine(summaryOf([...events, end], { status: 'stopped' }), 200), /^stopped · epoch 2\/10 .* · 1 min 15 s · CPU/);
    assert.match(liveLine(summaryOf([], { status: 'lost', lastWritten: 5 }), 80), /^lost/);
  });

  it('writes numbers as the views do', () => {
    const withLoss = (loss: number): string =>
      liveLine(summaryOf([{ ...base, k: 'step', t: 1, opt: 0, s0: 1, n: 1, loss: [loss], dt: [] }]), 30);
    assert.match(withLoss(0.000495), /loss 4\.95e−4/);
    assert.match(withLoss(-12_345), /loss −1\.23e4/);
    assert.match(withLoss(0), /loss 0\.0000/);
    assert.match(withLoss(-0.5), /loss −0\.5000/);
  });
});

describe('summarizeRun', () => {
  it('derives times from the records', () => {
    const end: RunEvent = { ...base, k: 'run-ended', t: 75, status: 'ok', rc: 0, steps: 2, secs: 75 };
    const summary = summaryOf([...events, end], { status: 'ok' });
    assert.deepEqual([summary.startedAt, summary.endedAt, summary.eta, summary.phase], [1_000_000, 1_075_000, null, null]);
    const lost = summaryOf(events, { status: 'lost' });
    assert.equal(lost.endedAt, 1_002_000);
    assert.equal(summaryOf(events).endedAt, null);
  });

  it('passes the fault, its place and the warnings on', () => {
    const error: RunEvent = {
      ...base,
      k: 'error',
      t: 1,
      cls: 'TypeError',
      code: 'exception',
      msg: 'no',
      stack: [],
      trace: 'TypeError: no',
      at: { file: '/w/train.ts', line: 7, col: 3 },
    };
    const warnings: RunEvent[] = Array.from({ length: 80 }, () => ({ ...base, k: 'warning', t: 1, code: 'stdin', text: 'no keyboard' }));
    const summary = summaryOf([error, ...warnings], { status: 'failed' });
    assert.deepEqual(summary.failure, {
      cls: 'TypeError',
      msg: 'no',
      code: 'exception',
      trace: 'TypeError: no',
      at: { file: '/w/train.ts', line: 7, col: 3 },
    });
    assert.equal(summary.warnings.length, 50);
  });
});
