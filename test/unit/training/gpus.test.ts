import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createLocalizer } from '../../../extension/protocol/localize';
import { gpuChoiceOf, parseGpuChoice, TrainingError } from '../../../extension/training';
import { gpuVariables } from '../../../extension/training/gpuChoice';
import { parseGpus, queryGpus } from '../../../extension/training/listGpus';

const en = createLocalizer('en');
const mib = 2 ** 20;

describe('the choice of GPUs', () => {
  it('is kept as the driver takes it', () => {
    assert.equal(parseGpuChoice(undefined), undefined);
    for (const all of ['auto', ' AUTO ', '']) assert.equal(parseGpuChoice(all), undefined);
    for (const none of ['none', 'None', 'cpu']) assert.equal(parseGpuChoice(none), 'cpu');
    assert.equal(parseGpuChoice(' 1 , 0'), '1,0');
    assert.equal(parseGpuChoice('GPU-8a56-4e,MIG-3c/1/0'), 'GPU-8a56-4e,MIG-3c/1/0');
  });

  it('is refused where the driver would silently hide GPUs', () => {
    for (const wrong of ['all', '0;1', '0,', '0,0', '-1', '0 1', 'gpu0'])
      assert.throws(
        () => parseGpuChoice(wrong),
        (error) => error instanceof TrainingError && en.render(error.userMessage).startsWith(`${wrong} is not a choice of GPUs`),
      );
  });

  it('can be asked for again', () => {
    for (const choice of ['auto', 'none', '0,1']) assert.equal(gpuChoiceOf(parseGpuChoice(choice)), choice);
  });

  it('reaches the program only when there is one', () => {
    assert.deepEqual(gpuVariables(undefined), {});
    assert.deepEqual(gpuVariables('0,1'), { CUDA_DEVICE_ORDER: 'PCI_BUS_ID', CUDA_VISIBLE_DEVICES: '0,1', HIP_VISIBLE_DEVICES: '0,1' });
    assert.equal(gpuVariables('cpu')['CUDA_VISIBLE_DEVICES'], '-1');
  });
});

describe('the list of GPUs', () => {
  it('is read off a line a card', () => {
    const text =
      '0, GPU-5d0f, NVIDIA H200, 143771, 12\n1, GPU-77aa, Tesla, special edition, 16384, 1024.5\n2, [N/A], NVIDIA GB10, [N/A], [N/A]\n';
    assert.deepEqual(parseGpus(text), [
      { index: 0, uuid: 'GPU-5d0f', name: 'NVIDIA H200', memTotal: 143_771 * mib, memUsed: 12 * mib },
      { index: 1, uuid: 'GPU-77aa', name: 'Tesla, special edition', memTotal: 16_384 * mib, memUsed: 1024.5 * mib },
      { index: 2, name: 'NVIDIA GB10', memTotal: null, memUsed: null },
    ]);
    assert.deepEqual(parseGpus('No devices were found\n\nFailed to initialize NVML: Driver/library version mismatch'), []);
  });

  describe('asked of the driver', () => {
    let folder: string;
    before(function () {
      // The stand-ins for the driver's tool are shell scripts.
      assert.notEqual(process.platform, 'win32');
    });
    beforeEach(async () => (folder = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-gpus-'))));
    afterEach(() => fs.rm(folder, { recursive: true, force: true }));
    const tool = async (script: string): Promise<string> => {
      const file = path.join(folder, 'nvidia-smi');
      await fs.writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      return file;
    };

    it('is complete', async () => {
      const program = await tool('echo "$1" >&2; echo "0, GPU-1, NVIDIA A100, 81920, 0"');
      assert.deepEqual(await queryGpus(program), {
        gpus: [{ index: 0, uuid: 'GPU-1', name: 'NVIDIA A100', memTotal: 80 * 1024 * mib, memUsed: 0 }],
      });
    });

    it('is empty with a reason', async () => {
      const reason = async (program: string): Promise<string> => {
        const { gpus, problem } = await queryGpus(program);
        assert.deepEqual(gpus, []);
        return en.render(problem!);
      };
      assert.match(await reason(path.join(folder, 'absent')), /the NVIDIA driver \(nvidia-smi\) is not installed/);
      assert.equal(await reason(await tool('echo "No devices were found"')), 'No GPU was found: No devices were found');
      assert.match(
        await reason(await tool('echo "NVIDIA-SMI has failed because it could not reach the driver" >&2; exit 9')),
        /could not reach/,
      );
    });
  });
});
