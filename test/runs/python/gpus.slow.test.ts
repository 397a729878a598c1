import assert from 'node:assert/strict';
import path from 'node:path';
import { PythonChild } from './pythonChild';

/**
 * A management library of a machine with three GPUs, the last of which tells nothing but its memory. Its functions are called through C's
 * calling convention and write to the addresses that they are given, like those of the driver.
 */
const nvml = `
import ctypes, time
from ctypes import CFUNCTYPE, c_int, c_uint, c_ulonglong, c_void_p

def function(*types):
    return CFUNCTYPE(c_int, *types)

class Library:
    pass

def write(kind, address, *values):
    (kind * len(values)).from_address(address)[:] = values
    return 0

def text(address, length, value):
    ctypes.memmove(address, value.encode()[:length - 1] + b'\\0', min(len(value) + 1, length))
    return 0

library = Library()
library.nvmlInit_v2 = function()(lambda: 0)
library.nvmlShutdown = function()(lambda: 0)
library.nvmlDeviceGetCount_v2 = function(c_void_p)(lambda count: write(c_uint, count, 3))
library.nvmlDeviceGetHandleByIndex_v2 = function(c_uint, c_void_p)(lambda index, device: write(c_void_p, device, index + 1))
library.nvmlDeviceGetName = function(c_void_p, c_void_p, c_uint)(lambda d, at, n: text(at, n, 'GPU number %d' % (d - 1)))
library.nvmlDeviceGetUUID = function(c_void_p, c_void_p, c_uint)(lambda d, at, n: text(at, n, 'GPU-%saaa' % 'abc'[d - 1]))
library.nvmlDeviceGetMemoryInfo = function(c_void_p, c_void_p)(lambda d, at: write(c_ulonglong, at, 8 << 30, (8 - d) << 30, d << 30))
library.nvmlDeviceGetUtilizationRates = function(c_void_p, c_void_p)(lambda d, at: 3 if d == 3 else write(c_uint, at, 75, 10))
library.nvmlDeviceGetPowerUsage = function(c_void_p, c_void_p)(lambda d, at: 3 if d == 3 else write(c_uint, at, 123456))
library.nvmlDeviceGetTemperature = function(c_void_p, c_int, c_void_p)(lambda d, sensor, at: 3 if d == 3 or sensor else write(c_uint, at, 55))
real = ctypes.CDLL
ctypes.CDLL = lambda name, *args, **options: library if str(name).startswith(('libnvidia-ml', 'nvml')) else real(name, *args, **options)
time.sleep(1.5)
`;

describe('GPU figures of a Python run', () => {
  let run: PythonChild;
  beforeEach(() => (run = new PythonChild()));
  afterEach(() => run.dispose());

  const gigabyte = 2 ** 30;
  /** Runs a program that waits for samples, with a made library in place of the driver's. */
  async function gpusOf(env: NodeJS.ProcessEnv): Promise<unknown[]> {
    const code = await run.run('main.py', nvml, {}, env);
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
