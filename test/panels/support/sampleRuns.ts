import type { MetricSummary, RunSummary, SeriesSlice } from '../../../extension/protocol/runViews';

/** Invented runs that behave as real ones: ResNet-18 on CIFAR-10, 390 steps an epoch, a point every 10 steps. */

export interface SampleOptions {
  seed: number;
  epochs: number;
  lr?: number;
  totalEpochs?: number;
  speed?: number;
  floor?: number;
  noise?: number;
  gap?: number;
  overfit?: number;
  /** Step from which the loss is NaN. */
  nanAt?: number;
}

export interface SampleRun {
  step: number[];
  loss: number[];
  accuracy: number[];
  lr: number[];
  gradNorm: number[];
  valStep: number[];
  valLoss: number[];
  valAccuracy: number[];
}

export const stepsAnEpoch = 390;

/** A small generator of random numbers (mulberry32), so that every test sees the same curves. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function sampleRun(options: SampleOptions): SampleRun {
  const { epochs, lr: peak = 0.1, totalEpochs = 90, speed = 1, floor = 0.02, noise = 0.05, gap = 0.16, overfit = 0.12, nanAt } = options;
  const random = randomFrom(options.seed);
  const gauss = (): number => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random());
  const run: SampleRun = { step: [], loss: [], accuracy: [], lr: [], gradNorm: [], valStep: [], valLoss: [], valAccuracy: [] };
  let drift = 0;
  for (let i = 0; i < Math.round(epochs * 39); i++) {
    const step = i * 10;
    const epoch = step / stepsAnEpoch;
    const rate = (peak * Math.min(1, epoch / 3) * (1 + Math.cos(Math.PI * Math.min(1, epoch / totalEpochs)))) / 2;
    const base =
      floor +
      1.25 * Math.exp((-epoch * speed) / 3.2) +
      0.78 * Math.exp((-epoch * speed) / 17) +
      (0.33 * rate * Math.exp((-epoch * speed) / 90) * Math.min(1, epoch / 6)) / peak;
    drift = drift * 0.6 + gauss() * noise;
    const value = Math.max(0.003, base * (1 + drift * (0.9 + 0.5 * (1 - base / 2.3))));
    const broken = nanAt !== undefined && step >= nanAt;
    const blow = nanAt === undefined ? 0 : Math.exp((step - nanAt) / 260) * 6;
    run.step.push(step);
    run.lr.push(rate);
    run.loss.push(broken ? NaN : value + blow);
    run.gradNorm.push(broken ? NaN : (1.1 + value * 1.3) * (1 + 0.22 * Math.abs(gauss())) + blow * 9);
    run.accuracy.push(broken ? NaN : Math.max(0.1, Math.min(0.9995, 1 - value * 0.34)));
    if (i % 39 === 38) {
      const val =
        base + gap * (1 - Math.exp(-epoch / 9)) + (overfit * Math.max(0, epoch - 24)) / 60 + gauss() * 0.02 * (0.35 + rate / peak);
      run.valStep.push(step + 10);
      run.valLoss.push(broken ? NaN : val + blow);
      run.valAccuracy.push(broken ? NaN : Math.max(0.1, Math.min(0.97, 0.953 - 0.245 * (val - 0.17) + gauss() * 0.001)));
    }
  }
  return run;
}

const columns: Record<
  string,
  { steps: 'step' | 'valStep'; values: Exclude<keyof SampleRun, 'step' | 'valStep'>; goal: 'min' | 'max' | null }
> = {
  loss: { steps: 'step', values: 'loss', goal: 'min' },
  val_loss: { steps: 'valStep', values: 'valLoss', goal: 'min' },
  accuracy: { steps: 'step', values: 'accuracy', goal: 'max' },
  val_accuracy: { steps: 'valStep', values: 'valAccuracy', goal: 'max' },
  lr: { steps: 'step', values: 'lr', goal: null },
  grad_norm: { steps: 'step', values: 'gradNorm', goal: null },
};

export function sampleMetric(run: SampleRun, name: string): { x: number[]; y: number[] } {
  const column = columns[name];
  return column ? { x: run[column.steps], y: run[column.values] } : { x: [], y: [] };
}

/** The whole of a metric, as the host sends it when it fits. */
export function sampleSlice(id: string, run: SampleRun, name: string): SeriesSlice {
  const { x, y } = sampleMetric(run, name);
  return {
    run: id,
    metric: name,
    x: Float64Array.from(x),
    y: Float64Array.from(y),
    step: Float64Array.from(x),
    points: x.length,
    nonFinite: x.flatMap((step, i) => (Number.isFinite(y[i]) ? [] : [{ x: step, step, value: 'NaN' as const }])).slice(0, 1),
  };
}

export function sampleMetrics(run: SampleRun, names: readonly string[]): MetricSummary[] {
  return names.map((name) => {
    const { x, y } = sampleMetric(run, name);
    const goal = columns[name]?.goal ?? null;
    let best = -1;
    y.forEach((value, i) => {
      if (Number.isFinite(value) && (best < 0 || (goal === 'max' ? value > y[best]! : value < y[best]!))) best = i;
    });
    const known = goal !== null && best >= 0;
    const every = Math.max(1, Math.floor(y.length / 36));
    return {
      name,
      last: y.length ? y[y.length - 1]! : null,
      best: known ? y[best]! : null,
      bestStep: known ? x[best]! : null,
      bestEpoch: known ? Math.max(1, Math.ceil(x[best]! / stepsAnEpoch)) : null,
      goal,
      spark: y.filter((_, i) => i % every === 0),
    };
  });
}

/** The host's clock in all tests: 22 November 2026, 15:04 UTC. */
export const sampleNow = Date.UTC(2026, 10, 22, 15, 4);

export function sampleSummary(id: string, run: SampleRun, change: Partial<RunSummary> = {}): RunSummary {
  const step = (run.step[run.step.length - 1] ?? 0) + 10;
  const broken = run.loss.findIndex((value) => Number.isNaN(value));
  return {
    id,
    dir: `/home/ada/.tensorwright/runs/${id}`,
    name: id,
    file: '/home/ada/resnet18_cifar10.ts',
    kind: 'tfjs',
    status: 'running',
    phase: 'training',
    startedAt: sampleNow - Math.round((step / 15.1) * 1000),
    endedAt: null,
    style: 0,
    pinned: false,
    step,
    totalSteps: 35_100,
    epoch: Math.min(90, Math.floor(step / stepsAnEpoch) + 1),
    totalEpochs: 90,
    stepsPerSecond: 15.1,
    eta: (35_100 - step) / 15.1,
    interpreter: { path: '/usr/bin/node', version: '20.20.2', source: 'path' },
    backend: {
      requested: 'auto',
      picked: 'cpu',
      refused: [{ backend: 'wasm', reason: 'The wasm backend did not start.' }],
    },
    device: { backend: 'cpu', name: 'AMD Ryzen 7 5800X 8-Core Processor', why: 'wasm: The wasm backend did not start.' },
    params: 11_173_962,
    optimizer: 'SGD',
    seed: 11,
    metrics: sampleMetrics(run, ['loss', 'val_loss', 'accuracy', 'val_accuracy', 'lr']),
    nonFinite: broken < 0 ? null : { step: run.step[broken]!, value: 'NaN' },
    warnings: [],
    failure: null,
    system: { cpu: 7.4, rss: 1.31e9, memUsed: 9.8e9, memTotal: 33.5e9, tensors: 1204, gpus: [] },
    artifacts: [],
    points: run.step.length * 3 + run.valStep.length * 2,
    malformedLines: 0,
    stopRequested: false,
    bytes: 1_300_000,
    ...change,
  };
}
