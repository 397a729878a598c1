import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import path from 'node:path';
import { createRunStore, enqueueRun, stopRun, type EnqueuedRun, type RunStore } from '../../../extension/training';
import { createQueuePlace, quick, type QueuePlace } from './queueSupport';
import { planOf, until } from './support';

const GB = 2 ** 30;

describe('the queue of runs on a machine with GPUs', function () {
  this.timeout(60_000);
  const searchPath = process.env['PATH'];
  let place: QueuePlace;
  let store: RunStore;

  /** A driver that tells what a file says, and a Python that is the stand-in trainer. */
  beforeEach(async () => {
    place = await createQueuePlace();
    const bin = path.join(place.root, 'bin');
    await fs.mkdir(bin);
    const script = (name: string, text: string): Promise<void> =>
      fs.writeFile(path.join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    await script('nvidia-smi', `cat '${path.join(place.root, 'gpus')}'`);
    const child = path.join(place.home.trainers, 'tfjs', 'child.js');
    await script('python', `exec '${process.execPath}' '${child}' --run "$4"`);
    process.env['PATH'] = `${bin}${path.delimiter}${searchPath}`;
    delete process.env['CUDA_VISIBLE_DEVICES'];
    await usedMemory(0, 0);
    store = createRunStore(place.runsDir, { pollMs: 50 });
  });
  afterEach(async () => {
    process.env['PATH'] = searchPath;
    store.dispose();
    await place.remove();
  });

  /** Of two GPUs with 24 GB each. */
  async function usedMemory(...bytes: [number, number]): Promise<void> {
    const lines = bytes.map((used, i) => `${i}, GPU-${i}, Stand-in, ${24 * 1024}, ${used / 2 ** 20}`);
    const file = path.join(place.root, 'gpus');
    await fs.writeFile(`${file}.new`, `${lines.join('\n')}\n`);
    await fs.rename(`${file}.new`, file);
  }

  const train = (args: string[], device?: string): Promise<EnqueuedRun> => {
    const interpreter = { path: path.join(place.root, 'bin', 'python') };
    const plan = planOf(place, args, { kind: 'python', interpreter, ...(device === undefined ? {} : { device }) });
    return enqueueRun(plan, place.runsDir, place.home, { parallel: 0, ...quick });
  };
  const status = async ({ plan }: EnqueuedRun, wanted: string): Promise<void> => {
    await until(`${plan.id} is ${wanted}`, () => store.get(plan.id)?.status === wanted);
  };
  const reason = async ({ plan }: EnqueuedRun): Promise<unknown> => {
    await until('it says why it waits', () => store.get(plan.id)?.queue?.reason?.kind === 'gpu');
    return store.get(plan.id)!.queue;
  };

  it('starts a run when its GPU has the memory that the last run of the file took, and says so meanwhile', async () => {
    const before = await train(['steps=2', `gpu-memory=${10 * GB}`]);
    await status(before, 'ok');
    await usedMemory(20 * GB, 0);
    const waiting = await train(['steps=2']);
    assert.equal(waiting.pid, null);
    assert.deepEqual(await reason(waiting), { position: 1, reason: { kind: 'gpu', gpu: 0, bytes: 9 * GB } });
    const behind = await train(['steps=2'], '0');
    for (const device of ['1', 'cpu']) await status(await train(['steps=2'], device), 'ok');
    assert.equal(store.get(behind.plan.id)!.status, 'queued');
    await usedMemory(14 * GB, 0);
    await status(waiting, 'ok');
    await status(behind, 'ok');
  });

  it('counts what a run that has just begun will take', async () => {
    await status(await train(['steps=2', `gpu-memory=${15 * GB}`]), 'ok');
    // It reads its data for long, and has taken nothing yet.
    const first = await train(['steps=100000', 'before=600000']);
    assert.ok(first.pid);
    const second = await train(['steps=2']);
    assert.deepEqual(await reason(second), { position: 1, reason: { kind: 'gpu', gpu: 0, bytes: 13.5 * GB } });
    await stopRun(first.dir, { graceMs: 0, termMs: 1000 });
    await status(second, 'ok');
  });

  it('goes by the number of runs alone when the driver does not answer', async () => {
    await fs.rm(path.join(place.root, 'gpus'));
    assert.ok((await train(['steps=2'])).pid);
  });
});
