import assert from 'node:assert/strict';
import { createLocalizer } from '../../../extension/protocol/localize';
import type { ErrorEvent, RunEvent, RunPlan, SourcePlace } from '../../../extension/protocol/runs';
import type { RunSummary } from '../../../extension/protocol/runViews';
import { runDetails } from '../../../extension/cli/runs/runTexts';
import { RunFold } from '../../../extension/training/runFold';
import { summarizeRun, type RunFacts } from '../../../extension/training/summarizeRun';

const base = { v: 1, q: 0, rank: 0, attempt: 0 } as const;
const plan: RunPlan = {
  version: 1,
  id: 'r1',
  name: 'train',
  file: '/w/train.py',
  args: [],
  cwd: '/w',
  workspace: '/w',
  kind: 'python',
  interpreter: { path: '/w/.venv/bin/python', version: '3.12.7', environment: 'uv' },
  backend: { requested: 'auto', picked: '', refused: [] },
  sourceHash: '',
  versions: { python: '3.12.7', torch: '2.15.0', 'tensorflow-cpu': '2.21.0' },
  createdAt: '2026-11-22T15:04:00Z',
};
const facts: RunFacts = {
  id: 'r1',
  dir: '/w/.tensorwright/runs/r1',
  plan,
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
const started: RunEvent = {
  ...base,
  k: 'run-started',
  t: 0,
  run: 'r1',
  file: plan.file,
  argv: [],
  pid: 1,
  host: 'h',
  versions: { torch: '2.15.1' },
  wall: 1000,
};
const summaryOf = (events: RunEvent[], change: Partial<RunFacts> = {}): RunSummary => {
  const fold = new RunFold();
  for (const event of [started, ...events]) fold.add(event);
  return summarizeRun({ ...facts, ...change }, fold);
};

describe('the summary of a Python run', () => {
  it('says which library is being loaded, and since when, as long as it runs', () => {
    const importing: RunEvent = { ...base, k: 'phase', t: 2.5, phase: 'importing', module: 'torch' };
    const { phase, phaseModule, phaseSince } = summaryOf([importing]);
    assert.deepEqual([phase, phaseModule, phaseSince], ['importing', 'torch', 1_002_500]);
    const ended = summaryOf([importing], { status: 'lost' });
    assert.deepEqual([ended.phase, ended.phaseModule, ended.phaseSince], [null, null, null]);
    assert.deepEqual(summaryOf([]).phaseModule, null);
  });

  it('lists each figure once, the newest first, and nothing that lies elsewhere', () => {
    const figure = (t: number, path: string, title?: string): RunEvent => ({
      ...base,
      k: 'artifact',
      t,
      kind: 'figure',
      path,
      ...(title ? { title } : {}),
    });
    const { artifacts } = summaryOf([
      figure(1, 'artifacts/figure-1.png', 'first'),
      figure(2, 'artifacts/figure-2.png'),
      figure(3, 'artifacts/figure-1.png', 'again'),
      figure(4, '../../../etc/passwd'),
      figure(4, 'artifacts/../run.json'),
      figure(4, 'artifacts/..\\..\\x.png'),
      figure(4, '/etc/passwd'),
      figure(4, 'artifacts/'),
    ]);
    assert.deepEqual(artifacts, [
      { kind: 'figure', path: 'artifacts/figure-1.png', title: 'again', at: 1_003_000 },
      { kind: 'figure', path: 'artifacts/figure-2.png', at: 1_002_000 },
    ]);
    const text = runDetails(summaryOf([figure(1, 'artifacts/figure-1.png', 'Loss')]), '/w', createLocalizer('en'));
    assert.match(text, /figure +artifacts\/figure-1\.png, Loss\n/);
  });

  it('names the device with the framework and its version', () => {
    const device = (fw: string): RunSummary['device'] =>
      summaryOf([{ ...base, k: 'device', t: 1, fw, backend: 'cpu', name: 'EPYC', why: 'No GPU.' }]).device;
    assert.deepEqual(device('torch'), { backend: 'cpu', name: 'EPYC', why: 'No GPU.', framework: 'PyTorch 2.15.1' });
    assert.equal(device('tensorflow')?.framework, 'TensorFlow 2.21.0');
    assert.equal(device('jax')?.framework, 'JAX');
    assert.equal(device('mxnet')?.framework, 'mxnet');
  });

  it('has the newest figures of the machine', () => {
    const gpus = [{ index: 1, util: 0.5, mem: 2e9, memTotal: 8e9 }];
    const { system } = summaryOf([
      { ...base, k: 'system', t: 1, cpu: 9 },
      { ...base, k: 'system', t: 2, cpu: 1.5, rss: 3e9, mem_used: 5e9, mem_total: 16e9, gpus },
    ]);
    assert.deepEqual(system, { cpu: 1.5, rss: 3e9, memUsed: 5e9, memTotal: 16e9, tensors: null, gpus });
    assert.deepEqual(summaryOf([{ ...base, k: 'system', t: 1 }]).system?.gpus, []);
    assert.equal(summaryOf([]).system, null);
  });

  it('marks metrics whose steps were computed from a running mean, and no others', () => {
    const step = { ...base, k: 'step', t: 1, opt: 0, s0: 1, n: 2, loss: [1, 0.5], dt: [0.1, 0.1], metrics: { accuracy: [0, 1] } } as const;
    const derived = (isDerived: boolean): [string, boolean | undefined][] =>
      summaryOf([
        { ...step, loss: [1, 0.5], dt: [0.1, 0.1], metrics: { accuracy: [0, 1] }, derived: isDerived },
        { ...base, k: 'epoch', t: 2, epoch: 1, step: 2, secs: 1, metrics: { loss: 0.7, val_loss: 0.6 }, source: 'callback' },
      ]).metrics.map((metric) => [metric.name, metric.isDerived]);
    assert.deepEqual(derived(true), [
      ['loss', true],
      ['val_loss', undefined],
      ['accuracy', true],
    ]);
    assert.ok(derived(false).every(([, isDerived]) => isDerived === undefined));
  });
});

describe('the summary of a failure', () => {
  const place = (file: string, line: number): SourcePlace => ({ file, line });
  const failureOf = (change: Partial<ErrorEvent>): NonNullable<RunSummary['failure']> =>
    summaryOf([{ ...base, k: 'error', t: 1, cls: 'E', code: 'exception', msg: 'm', stack: [], trace: '', ...change }], { status: 'failed' })
      .failure!;

  it('has the line of the program that led to another file, from the inside out', () => {
    const stack = [
      place('/lib/torch/nn.py', 1),
      place('/w/net.py', 9),
      place('/lib/torch/nn.py', 2),
      place('/w/train.py', 30),
      place('/w/train.py', 80),
    ];
    assert.deepEqual(failureOf({ at: place('/w/net.py', 9), stack }).from, place('/w/train.py', 30));
    assert.deepEqual(failureOf({ at: place('/w/train.py', 30), stack }).from, place('/w/train.py', 80));
    assert.equal(failureOf({ at: place('/w/train.py', 80), stack }).from, undefined);
    // A recursion stands on one line many times.
    const deep = Array.from({ length: 5 }, () => place('/w/train.py', 4));
    assert.equal(failureOf({ at: place('/w/train.py', 4), stack: deep }).from, undefined);
    assert.equal(failureOf({ stack }).from, undefined);
  });

  it('has the command that installs a missing package for the interpreter of the run', () => {
    assert.deepEqual(failureOf({ code: 'missing-module', module: 'sklearn' }).install, {
      module: 'sklearn',
      package: 'scikit-learn',
      command: ['uv', 'pip', 'install', '--python', '/w/.venv/bin/python', 'scikit-learn'],
    });
    assert.equal(failureOf({ code: 'missing-module', module: 'utils' }).install, undefined);
    assert.equal(failureOf({ code: 'exception', module: 'sklearn' }).install, undefined);
  });

  it('says on the command line what helps', () => {
    const text = (change: Partial<ErrorEvent>): string => {
      const summary = summaryOf([], { status: 'failed' });
      return runDetails({ ...summary, failure: failureOf(change) }, '/w', createLocalizer('en'));
    };
    assert.match(
      text({ code: 'missing-module', module: 'yaml' }),
      /Installed by: uv pip install --python \/w\/\.venv\/bin\/python PyYAML\n$/,
    );
    const memory = { parameters: 4e9, gradients: 4e9, optimizer: 8e9, allocated: 16.5e9, total: 17e9 };
    assert.match(
      text({ code: 'oom', memory }),
      /In memory: optimizer 8\.0 GB, parameters 4\.0 GB,[^]*\n16\.5 GB of 17\.0 GB were in use\.\nMost of it is the model/,
    );
  });
});
