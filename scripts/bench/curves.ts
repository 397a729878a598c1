import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createRunStore } from '../../extension/training';
import type { RunPlan } from '../../extension/protocol/runs';
import { decimate } from '../../extension/training/decimate';
import { Series } from '../../extension/training/series';
import { benchCurves } from '../../test/panels/support/curvesBench';
import type { Measurement } from './measurement';
import { time, timed } from './measurement';

const runs = 20;
const points = 100_000;

/** Reading and reducing long runs in the host; the reference parses the same lines as JSON and does nothing with them. */
export async function measureRunStore(): Promise<Measurement[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-bench-'));
  try {
    const parses: number[] = [];
    for (let i = 0; i < runs; i++) writeRun(path.join(folder, `run-${i}`), i);
    for (let i = 0; i < 3; i++) {
      parses.push(
        time(() => {
          for (const line of fs.readFileSync(path.join(folder, `run-${i}`, 'events/0.0.jsonl'), 'utf8').split('\n'))
            if (line) JSON.parse(line);
        }),
      );
    }
    const store = createRunStore(folder, { index: null });
    try {
      await store.refresh();
      await store.load(store.list().map((r) => r.id));
      const ids = store.list().map((r) => r.id);
      const query: number[] = [];
      for (let i = 0; i < 12; i++) {
        // Another range each time, so that nothing is answered from what was kept.
        query.push(time(() => store.query({ runs: ids, metrics: ['loss'], x: 'step', range: [i, points - i], columns: 1000 })));
      }
      return [
        timed(
          `curves of ${runs} × ${points.toLocaleString('en-US')} points at 1,000 columns`,
          query,
          '33 ms with the redraw',
          'JSON.parse of one run',
          parses,
        ),
      ];
    } finally {
      store.dispose();
    }
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function writeRun(dir: string, seed: number): void {
  fs.mkdirSync(path.join(dir, 'events'), { recursive: true });
  const plan: RunPlan = {
    version: 1,
    id: path.basename(dir),
    name: path.basename(dir),
    file: '/p/train.ts',
    args: [],
    cwd: '/p',
    workspace: '/p',
    kind: 'tfjs',
    interpreter: { path: 'node' },
    backend: { requested: 'auto', picked: 'wasm', refused: [] },
    sourceHash: '',
    versions: {},
    createdAt: new Date(1_700_000_000_000 + seed * 60_000).toISOString(),
  };
  fs.writeFileSync(path.join(dir, 'run.json'), JSON.stringify(plan));
  const lines: string[] = [];
  const perLine = 20;
  for (let s = 0, q = 0; s < points; s += perLine, q++) {
    const loss = Array.from({ length: perLine }, (_, i) =>
      Number((2 / (1 + (s + i) / 5000) + 0.05 * Math.sin((s + i) * 12.9898 + seed)).toFixed(5)),
    );
    lines.push(
      JSON.stringify({
        v: 1,
        k: 'step',
        q,
        t: s / 200,
        rank: 0,
        attempt: 0,
        opt: 0,
        s0: s + 1,
        n: perLine,
        loss,
        dt: loss.map(() => 0.005),
        epoch: 1 + Math.floor(s / 1000),
      }),
    );
  }
  lines.push(
    JSON.stringify({
      v: 1,
      k: 'run-ended',
      q: lines.length,
      t: points / 200,
      rank: 0,
      attempt: 0,
      status: 'ok',
      rc: 0,
      steps: points,
      secs: points / 200,
    }),
  );
  fs.writeFileSync(path.join(dir, 'events/0.0.jsonl'), `${lines.join('\n')}\n`);
}

/** Taking the reduced curves in and drawing them, in Chromium; the reference is one run alone. */
export async function measureCurves(): Promise<Measurement[]> {
  const reduce = (series: { x: Float64Array; y: Float64Array }, columns: number): { x: Float64Array; y: Float64Array } => {
    const held = new Series();
    series.x.forEach((x, i) => held.append(x, 0, series.y[i]!));
    return decimate(held, (i) => held.step[i]!, null, columns);
  };
  const all = await benchCurves(reduce, runs, points);
  const one = await benchCurves(reduce, 1, points);
  return [
    timed(
      `update and redraw of ${runs} curves in the panel`,
      all.updates.slice(2),
      '33 ms with the query',
      'one curve',
      one.updates.slice(2),
    ),
  ];
}
