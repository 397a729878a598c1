import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { PythonChild } from '../runs/python/pythonChild';

/** A management library of a machine with three GPUs, the last of which tells nothing but its memory. */
const nvml = `
#include <stdio.h>
#include <string.h>
typedef struct { unsigned long long total, free, used; } memory_t;
typedef struct { unsigned int gpu, memory; } utilization_t;
static long handles[3] = {0, 1, 2};
#define INDEX(device) ((int)*(long *)(device))
int nvmlInit_v2(void) { return 0; }
int nvmlShutdown(void) { return 0; }
int nvmlDeviceGetCount_v2(unsigned int *count) { *count = 3; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned int index, void **device) { *device = &handles[index]; return 0; }
int nvmlDeviceGetName(void *device, char *name, unsigned int length) { snprintf(name, length, "GPU number %d", INDEX(device)); return 0; }
int nvmlDeviceGetUUID(void *device, char *uuid, unsigned int length) { snprintf(uuid, length, "GPU-%c%c%c%c", 'a' + INDEX(device), 'a', 'a', 'a'); return 0; }
int nvmlDeviceGetMemoryInfo(void *device, memory_t *memory) {
  memory->total = 8ULL << 30; memory->used = (unsigned long long)(INDEX(device) + 1) << 30; memory->free = memory->total - memory->used; return 0;
}
int nvmlDeviceGetUtilizationRates(void *device, utilization_t *rates) { rates->gpu = 75; rates->memory = 10; return INDEX(device) == 2 ? 3 : 0; }
int nvmlDeviceGetPowerUsage(void *device, unsigned int *milliwatts) { *milliwatts = 123456; return INDEX(device) == 2 ? 3 : 0; }
int nvmlDeviceGetTemperature(void *device, int sensor, unsigned int *degrees) { *degrees = 55; return sensor != 0 || INDEX(device) == 2 ? 3 : 0; }
`;

describe('GPU figures of a Python run', () => {
  let run: PythonChild;
  beforeEach(() => (run = new PythonChild()));
  afterEach(() => run.dispose());

  const gigabyte = 2 ** 30;
  /** Runs a program that waits for samples, with the made library in place of the driver's. */
  async function gpusOf(env: NodeJS.ProcessEnv): Promise<unknown[]> {
    const source = run.write('nvml.c', nvml);
    const library = path.join(run.workspace, 'libnvidia-ml.so.1');
    execFileSync('gcc', ['-shared', '-fPIC', '-o', library, source]);
    const code = await run.run('main.py', 'import time\ntime.sleep(1.5)\n', {}, { LD_LIBRARY_PATH: run.workspace, ...env });
    assert.equal(code, 0, run.stderr);
    const [sample] = run.of('system');
    return sample!.gpus ?? [];
  }

  it('come from the driver, in bytes, watts and degrees, and what it does not tell is absent', async () => {
    assert.deepEqual(await gpusOf({}), [
      { index: 0, name: 'GPU number 0', mem: gigabyte, memTotal: 8 * gigabyte, util: 0.75, power: 123.456, temp: 55 },
      { index: 1, name: 'GPU number 1', mem: 2 * gigabyte, memTotal: 8 * gigabyte, util: 0.75, power: 123.456, temp: 55 },
      { index: 2, name: 'GPU number 2', mem: 3 * gigabyte, memTotal: 8 * gigabyte },
    ]);
  });

  it('are those of the devices that the run may see, by number and by name', async () => {
    for (const [i, [visible, indices]] of (
      [
        ['2,0', [2, 0]],
        ['GPU-baa', [1]],
        ['1,-1,0', [1]],
        ['', []],
        ['-1', []],
        ['NoDevFiles', []],
      ] as const
    ).entries()) {
      run.runDir = path.join(run.workspace, '.tensorwright', 'runs', `r${i}`);
      const gpus = (await gpusOf({ CUDA_VISIBLE_DEVICES: visible })) as { index: number }[];
      assert.deepEqual(
        gpus.map(({ index }) => index),
        [...indices],
        visible,
      );
    }
  });

  it("come from the kernel's files for AMD", async () => {
    const device = 'drm/card1/device';
    for (const [name, text] of Object.entries({
      vendor: '0x1002',
      gpu_busy_percent: '42',
      mem_info_vram_used: String(3 * gigabyte),
      mem_info_vram_total: String(16 * gigabyte),
      product_name: 'Radeon PRO',
      'hwmon/hwmon4/power1_average': '97000000',
      'hwmon/hwmon4/temp1_input': '61000',
    }))
      run.write(`${device}/${name}`, `${text}\n`);
    run.write('drm/card0/device/vendor', '0x10de\n');
    const text = `
import json, sys
module = next(m for name, m in sys.modules.items() if name.endswith('recording.gpus'))
print(json.dumps(module._AmdFiles(sys.argv[1]).read()))
`;
    assert.equal(await run.run('main.py', text, { args: [path.join(run.workspace, 'drm')] }), 0, run.stderr);
    assert.deepEqual(JSON.parse(run.stdout), [
      { index: 0, name: 'Radeon PRO', util: 0.42, mem: 3 * gigabyte, memTotal: 16 * gigabyte, power: 97, temp: 61 },
    ]);
  });

  it('are absent where there is none, and nothing is said about it', async () => {
    // Also on a machine that has some.
    const none = { CUDA_VISIBLE_DEVICES: '', HIP_VISIBLE_DEVICES: '', ROCR_VISIBLE_DEVICES: '' };
    assert.equal(await run.run('main.py', 'import time\ntime.sleep(1.3)\n', {}, none), 0, run.stderr);
    for (const sample of run.of('system')) assert.equal(sample.gpus, undefined);
    assert.equal(run.of('warning').length + run.of('log').length, 0);
    assert.equal(run.stderr, '');
  });
});
