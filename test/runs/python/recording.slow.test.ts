import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { PythonChild } from './pythonChild';

/** The recorder's own modules, driven by a program in place of a framework's hooks: found as the runner itself is loaded. */
const withRecorder = `
import gc, importlib, math, sys, time
recorder = next(o for o in gc.get_objects() if type(o).__name__ == 'Recorder')
stop = next(o for o in gc.get_objects() if type(o).__name__ == 'StopControl')
`;

describe('the Python runner writes steps', () => {
  let run: PythonChild;
  beforeEach(() => (run = new PythonChild()));
  afterEach(() => run.dispose());

  it('every one of them, in columns, with time, epoch, batch size, metrics and learning rate', async () => {
    const text = `${withRecorder}
recorder.enter('training')
series = recorder.series()
series.read_lr = lambda: 0.5
step = 0
for epoch in (1, 2):
    series.context(epoch=epoch, bs=32)
    series.restart_clock()
    for i in range(25_000):
        step += 1
        series.step(1 / step, {'accuracy': step / 100_000} if epoch == 2 else None)
    recorder.epoch(epoch, series.count, 1.0, {'loss': 0.25 / epoch, 'note': 'text'}, 'callback', lr=0.5)
`;
    assert.equal(await run.run('main.py', text), 0, run.stderr);
    const losses = run.losses() as number[];
    assert.equal(losses.length, 50_000);
    losses.forEach((loss, i) => assert.ok(Math.abs(loss - 1 / (i + 1)) < 1e-7));
    const steps = run.of('step');
    assert.ok(steps.length < 200, `${steps.length} records`);
    for (const record of steps) {
      assert.equal(record.epoch, record.s0 <= 25_000 ? 1 : 2);
      assert.equal(record.bs, 32);
      assert.equal(record.lr, 0.5);
      assert.equal(record.metrics !== undefined, record.epoch === 2);
      // The record's time is that of its last step; what each took is told in seconds.
      assert.ok(record.dt.every((dt) => dt >= 0 && dt < 1));
    }
    assert.deepEqual(
      run.of('epoch').map(({ epoch, step, metrics }) => [epoch, step, metrics]),
      [
        [1, 25_000, { loss: 0.25 }],
        [2, 50_000, { loss: 0.125 }],
      ],
    );
    // An epoch stands behind the steps that it counts.
    const firstEpoch = run.events.findIndex((event) => event.k === 'epoch');
    assert.ok(run.events.slice(0, firstEpoch).every((event) => event.k !== 'step' || event.s0 + event.n - 1 <= 25_000));
    assert.deepEqual(run.only('run-ended').best, { loss: 1 / 50_000 });
    assert.equal(run.only('run-ended').steps, 50_000);
  });

  it('while the program is busy in one call, and from several threads', async () => {
    const text = `${withRecorder}
import threading
recorder.enter('training')
def work(series):
    for i in range(3000):
        series.step(float(i))
        if i % 100 == 0: time.sleep(0.002)
all = [recorder.series() for _ in range(3)]
threads = [threading.Thread(target=work, args=(s,)) for s in all]
[t.start() for t in threads]
[t.join() for t in threads]
all[0].step(math.pi)
time.sleep(0.4)
print('slept', flush=True)
`;
    run.write('main.py', text);
    await run.start('main.py');
    // Its own thread writes what the last step left, long before the program comes by again.
    await run.until(() => run.losses(0).length === 3001);
    assert.equal(run.stdout, '');
    assert.equal(await run.ended(), 0, run.stderr);
    for (const opt of [1, 2])
      assert.deepEqual(
        run.losses(opt),
        Array.from({ length: 3000 }, (_, i) => i),
      );
  });

  it('NaN, infinity and an explosion each once, behind the steps that they speak of', async () => {
    const text = `${withRecorder}
recorder.enter('training')
series = recorder.series()
for loss in [1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 1200.0, 1e9, math.inf, math.nan, -math.inf, math.nan]: series.step(loss)
`;
    assert.equal(await run.run('main.py', text), 0, run.stderr);
    assert.deepEqual(run.losses().slice(-4), ['Infinity', 'NaN', '-Infinity', 'NaN']);
    assert.deepEqual(
      run.of('warning').map(({ code, step, value }) => [code, step, value]),
      [
        ['explosion', 7, 1200],
        ['inf', 9, 'Infinity'],
        ['nan', 10, 'NaN'],
      ],
    );
  });

  it('what a hook cannot read is no loss, and a hook that fails is named once', async () => {
    const text = `${withRecorder}
recorder.enter('training')
series = recorder.series()
series.step(None); series.step(object()); series.step(2)
for i in range(50): recorder.hook_failed('the hook', ValueError('broken'))
`;
    assert.equal(await run.run('main.py', text), 0, run.stderr);
    assert.deepEqual(run.losses(), [null, null, 2]);
    assert.equal(run.of('warning').length, 1);
    assert.equal(run.of('log').length, 20);
  });

  it('of this process only: a forked child is not recorded, and ends by the usual signals', async () => {
    const text = `${withRecorder}
import os, signal
recorder.enter('training')
series = recorder.series()
series.step(1.0)
pid = os.fork()
if pid == 0:
    series.step(7.0)
    recorder.flush()
    time.sleep(60)
    os._exit(0)
time.sleep(0.2)
os.kill(pid, signal.SIGTERM)
print(os.waitpid(pid, 0)[1] == signal.SIGTERM)
series.step(2.0)
`;
    assert.equal(await run.run('main.py', text), 0, run.stderr);
    assert.equal(run.stdout, 'True\n');
    assert.deepEqual(run.losses(), [1, 2]);
  });

  it('CPU and memory once a second, with those of the processes that it started', async () => {
    const text = `
import subprocess, sys, time
busy = "import time; x = bytearray(80 << 20); end = time.time() + 3\\nwhile time.time() < end: pass"
child = subprocess.Popen([sys.executable, '-c', busy])
time.sleep(2.7)
child.wait()
`;
    assert.equal(await run.run('main.py', text), 0, run.stderr);
    const samples = run.of('system');
    assert.ok(samples.length >= 2, `${samples.length}`);
    assert.ok(
      samples.some(({ rss }) => rss! > 80 << 20),
      JSON.stringify(samples),
    );
    assert.ok(
      samples.some(({ cpu }) => cpu! > 0.02),
      JSON.stringify(samples),
    );
    for (const { mem_used, mem_total } of samples) assert.ok(mem_used! > 0 && mem_used! < mem_total!);
  });

  it('the GPUs that it may see, as one long nvidia-smi tells them', async () => {
    const smi = run.write(
      'bin/nvidia-smi',
      `#!/bin/sh
echo "$@" >> "$SMI_LOG"
while :; do
  echo '0, GPU-aaaa, NVIDIA H200, 50, 1024, 143771, 300.5, 61'
  echo '1, GPU-bbbb, NVIDIA A2, [N/A], 2048, 15356, [N/A], 40'
  sleep 1 || exit
done
`,
    );
    fs.chmodSync(smi, 0o755);
    const log = path.join(run.workspace, 'smi.log');
    const env = { PATH: `${path.dirname(smi)}:${process.env.PATH}`, SMI_LOG: log, CUDA_VISIBLE_DEVICES: '1' };
    assert.equal(await run.run('main.py', 'import time; time.sleep(3.5)\n', {}, env), 0, run.stderr);
    const gpus = run.of('system').flatMap((sample) => sample.gpus ?? []);
    assert.ok(gpus.length >= 1);
    for (const gpu of gpus)
      assert.deepEqual(gpu, { index: 1, name: 'NVIDIA A2', mem: 2048 * 2 ** 20, memTotal: 15356 * 2 ** 20, temp: 40 });
    const calls = fs.readFileSync(log, 'utf8').trim().split('\n');
    assert.equal(calls.length, 1, 'one process for the whole run');
  });
});
