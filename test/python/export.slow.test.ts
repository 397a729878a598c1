import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exportRuns, planExport } from '../../extension/training';
import { EventsText, makeRun } from '../unit/training/madeRun';
import { frameworksPython } from './support/frameworks';

/** What TensorBoard itself reads of a log folder: by run and tag, the step, wall time and value of each point. */
const reader = `
import json, math, sys
from tensorboard.backend.event_processing.plugin_event_multiplexer import EventMultiplexer
runs = EventMultiplexer(size_guidance={'scalars': 0, 'tensors': 0})
runs.AddRunsFromDirectory(sys.argv[1])
runs.Reload()
from tensorboard.util.tensor_util import make_ndarray
found = {}
for run, tags in runs.Runs().items():
    for tag in tags['tensors']:
        plugin = runs.SummaryMetadata(run, tag).plugin_data.plugin_name
        points = [(e.step, e.wall_time, repr(float(make_ndarray(e.tensor_proto)))) for e in runs.Tensors(run, tag)]
        found.setdefault(run, {})[tag] = {'plugin': plugin, 'points': points}
print(json.dumps(found))
`;

describe('runs in TensorBoard', function () {
  this.timeout(300_000);

  it('stand there by name with every point, its step, its wall time and its value', async () => {
    const root = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-tensorboard-'));
    try {
      const runsDir = path.join(root, 'runs');
      const events = new EventsText().started(1_760_000_000);
      const steps = 3000;
      const lossAt = (step: number): number => (step === 1500 ? NaN : 1 / step);
      for (let s = 1; s <= steps; s += 10) {
        const loss = Array.from({ length: 10 }, (_, i) => (Number.isNaN(lossAt(s + i)) ? ('NaN' as const) : lossAt(s + i)));
        events.step((s + 9) / 10, s, loss, { dt: loss.map(() => 0.1), metrics: { 精度: loss.map(() => 0.5) }, lr: 0.1 });
        if ((s + 9) % 1000 === 0)
          events.epoch((s + 9) / 10 + 0.05, (s + 9) / 1000, s + 9, { loss: 0.25, val_loss: '-Infinity' }, { lr: 0.1 });
      }
      const runs = [
        await makeRun(runsDir, '20260203-040506-aaaa', events.ended(301), { name: 'mnist "小" it\'s' }),
        await makeRun(runsDir, '20260203-040507-bbbb', new EventsText().started(1_760_000_500).step(1, 1, [7])),
      ];
      const logs = path.join(root, 'log folder');
      await exportRuns(await planExport(runs, 'tensorboard', logs), 'tensorboard');

      const said = execFileSync(frameworksPython(), ['-c', reader, logs], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
      const found = JSON.parse(said.trim().split('\n').at(-1)!) as Record<
        string,
        Record<string, { plugin: string; points: [number, number, string][] }>
      >;
      assert.deepEqual(Object.keys(found).sort(), ['20260203-040507-bbbb', "mnist -小- it's"]);
      const [run] = [found["mnist -小- it's"]!];
      assert.deepEqual(Object.keys(run).sort(), ['loss/train', 'loss/train_epoch', 'loss/val', 'lr', '精度/train']);
      assert.ok(Object.values(run).every(({ plugin }) => plugin === 'scalars'));

      const loss = run['loss/train']!.points;
      assert.equal(loss.length, steps);
      for (const [i, [step, wall, value]] of loss.entries()) {
        assert.equal(step, i + 1);
        assert.ok(Math.abs(wall - (1_760_000_000 + (i + 1) / 10)) < 1e-5, `wall time of step ${step}: ${wall}`);
        assert.equal(value === 'nan' ? NaN : Number(value), Math.fround(lossAt(step)));
      }
      assert.deepEqual(
        run['loss/val']!.points.map(([step, wall, value]) => [step, wall.toFixed(2), value]),
        [1000, 2000, 3000].map((step) => [step, (1_760_000_000 + step / 10 + 0.05).toFixed(2), '-inf']),
      );
      assert.deepEqual(
        run['lr']!.points.map(([step]) => step),
        [10, 1000, 2000, 3000],
      );
      assert.deepEqual(found['20260203-040507-bbbb']!['loss/train']!.points, [[1, 1_760_000_501, '7.0']]);
    } finally {
      await fs.rm(root, { recursive: true, force: true });
    }
  });
});
