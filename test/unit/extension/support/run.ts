import type { MetricSummary, RunSummary } from '../../../../extension/protocol/runViews';

/** A run that ended well, with what a test says differently. */
export function run(change: Partial<RunSummary> = {}): RunSummary {
  return {
    id: 'r1',
    dir: '/w/.tensorwright/runs/r1',
    name: 'mnist',
    file: '/w/train.ts',
    kind: 'tfjs',
    status: 'ok',
    phase: null,
    startedAt: 1_000_000,
    endedAt: 1_060_000,
    style: 0,
    pinned: false,
    step: 100,
    totalSteps: 100,
    epoch: 5,
    totalEpochs: 5,
    stepsPerSecond: 40,
    eta: null,
    interpreter: { path: '/usr/bin/node', version: '20.20.2', source: 'path' },
    backend: { requested: 'auto', picked: 'wasm', refused: [] },
    device: { backend: 'wasm', name: 'WebAssembly' },
    params: 1000,
    optimizer: 'adam',
    seed: null,
    metrics: [],
    nonFinite: null,
    warnings: [],
    failure: null,
    system: null,
    artifacts: [],
    points: 200,
    malformedLines: 0,
    stopRequested: false,
    bytes: 1_300_000,
    ...change,
  };
}

export function metric(name: string, goal: MetricSummary['goal'], last: number, best: number, spark: number[] = []): MetricSummary {
  return { name, goal, last, best, bestStep: 80, bestEpoch: 4, spark };
}
