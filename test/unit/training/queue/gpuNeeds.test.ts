import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gpuNeeds, pledgesOf, readableGpus } from '../../../../extension/training/queue/gpuNeeds';
import { readGpuUse, type GpuUse } from '../../../../extension/training/queue/gpuUse';

const GB = 2 ** 30;
const gpus = [
  { index: 0, uuid: 'GPU-aaaa', memTotal: 10 * GB, memUsed: GB },
  { index: 1, uuid: 'GPU-bbbb', memTotal: 20 * GB, memUsed: GB },
];
const python = { kind: 'python' } as const;
const used = (bytes: [number, number][], more: Partial<GpuUse> = {}): GpuUse => ({
  bytes: new Map(bytes),
  backend: 'cuda',
  hasSteps: true,
  ...more,
});

describe('what a run needs of GPUs', () => {
  it('is nothing for a program without one', () => {
    assert.deepEqual(gpuNeeds({ kind: 'tfjs' }, gpus, undefined, null), []);
    assert.deepEqual(gpuNeeds({ ...python, device: 'cpu' }, gpus, undefined, used([[0, 5 * GB]])), []);
    assert.deepEqual(gpuNeeds(python, gpus, undefined, used([], { backend: 'cpu' })), [], 'it trained on the processor last time');
    assert.deepEqual(gpuNeeds(python, [], undefined, null), []);
  });

  it('is a tenth of the first GPU that it sees while nobody knows', () => {
    assert.deepEqual(gpuNeeds(python, gpus, undefined, null), [{ gpu: 0, bytes: GB }]);
    assert.deepEqual(gpuNeeds({ ...python, device: '1' }, gpus, undefined, null), [{ gpu: 1, bytes: 2 * GB }]);
    assert.deepEqual(gpuNeeds(python, gpus, 'GPU-bbbb,0', null), [{ gpu: 1, bytes: 2 * GB }], 'by the environment');
    assert.deepEqual(gpuNeeds({ ...python, device: '0' }, gpus, '1', null), [{ gpu: 0, bytes: GB }], 'the choice of the run counts more');
    for (const none of ['', '-1', '9', 'MIG-cccc']) assert.deepEqual(gpuNeeds(python, gpus, none, null), [], none);
    assert.deepEqual(gpuNeeds(python, gpus, '-1,1', null), [], 'the list ends at what means no GPU');
  });

  it('is nearly what the last run of the file took, on the GPUs where it took it', () => {
    assert.deepEqual(gpuNeeds(python, gpus, undefined, used([[1, 10 * GB], [0, 1e6]])), [{ gpu: 1, bytes: 9 * GB }]); // prettier-ignore
    assert.deepEqual(gpuNeeds(python, gpus, undefined, used([[0, 2 * GB], [1, 2 * GB]])).length, 2); // prettier-ignore
    assert.deepEqual(gpuNeeds({ ...python, device: '0' }, gpus, undefined, used([[1, 5 * GB]])), [{ gpu: 0, bytes: 4.5 * GB }]);
  });

  it('is never more than a GPU can give, so that nothing waits forever', () => {
    assert.deepEqual(gpuNeeds({ ...python, device: '0' }, gpus, undefined, used([[1, 19 * GB]])), [{ gpu: 0, bytes: 8 * GB }]);
  });

  it('leaves out GPUs whose memory the driver does not tell', () => {
    const told = readableGpus([
      { index: 0, name: 'shared', memTotal: null, memUsed: null },
      { index: 1, name: 'own', uuid: 'GPU-x', memTotal: GB, memUsed: 0 },
    ]);
    assert.deepEqual(told, [{ index: 1, uuid: 'GPU-x', memTotal: GB, memUsed: 0 }]);
  });
});

describe('what a run will still take', () => {
  const needs = [{ gpu: 0, bytes: 8 * GB }];
  it('is what it has not taken yet, until it trains or nobody knows any more', () => {
    assert.deepEqual(pledgesOf(needs, used([], { hasSteps: false }), 1000), needs);
    assert.deepEqual(pledgesOf(needs, used([[0, 5 * GB]], { hasSteps: false }), 1000), [{ gpu: 0, bytes: 3 * GB }]);
    assert.deepEqual(pledgesOf(needs, used([[0, 9 * GB]], { hasSteps: false }), 1000), [{ gpu: 0, bytes: 0 }]);
    assert.deepEqual(pledgesOf(needs, used([[0, 5 * GB]]), 1000), []);
    assert.deepEqual(pledgesOf(needs, used([], { hasSteps: false }), 3_600_000), []);
  });
});

describe('what a run took of GPUs', () => {
  let dir: string;
  beforeEach(async () => {
    dir = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-gpu-'));
    await fs.mkdir(path.join(dir, 'events'));
  });
  afterEach(() => fs.rm(dir, { recursive: true }));
  const record = (lines: unknown[], file = '0.0.jsonl'): Promise<void> =>
    fs.writeFile(path.join(dir, 'events', file), lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const system = (...gpu: [number, number][]): unknown => ({ k: 'system', gpus: gpu.map(([index, mem]) => ({ index, mem })) });

  it('is the highest reading less the first', async () => {
    await record([
      system([0, GB], [1, 2 * GB]),
      { k: 'device', fw: 'torch', backend: 'cuda', name: 'x' },
      system([0, 7 * GB], [1, GB]),
      { k: 'step', s0: 1 },
      system([0, 5 * GB]),
    ]);
    const use = await readGpuUse(dir);
    assert.deepEqual({ ...use, bytes: [...use.bytes] }, { bytes: [[0, 6 * GB], [1, 0]], backend: 'cuda', hasSteps: true }); // prettier-ignore
  });

  it('is unknown without a record, and of the newest attempt otherwise', async () => {
    assert.deepEqual(await readGpuUse(dir), { bytes: new Map(), backend: null, hasSteps: false });
    assert.deepEqual(await readGpuUse(path.join(dir, 'gone')), { bytes: new Map(), backend: null, hasSteps: false });
    await record([system([0, 0]), system([0, 9 * GB])]);
    await record([system([0, 0]), system([0, GB])], '0.1.jsonl');
    assert.deepEqual([...(await readGpuUse(dir)).bytes], [[0, GB]]);
  });

  it('is found at both ends of a long record, whose middle is not read', async () => {
    const many = Array.from({ length: 60_000 }, (_, i) => ({ k: 'step', s0: i, loss: [i / 3], text: 'x'.repeat(60) }));
    await record([system([0, GB]), ...many, system([0, 4 * GB])]);
    const { size } = await fs.stat(path.join(dir, 'events', '0.0.jsonl'));
    assert.ok(size > 5e6);
    const use = await readGpuUse(dir);
    assert.deepEqual({ bytes: [...use.bytes], hasSteps: use.hasSteps }, { bytes: [[0, 3 * GB]], hasSteps: true });
  });
});
