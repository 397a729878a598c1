import assert from 'node:assert/strict';
import path from 'node:path';
import { evaluatePython, runPlainly } from './support/pythonText';
import { runProgram } from './support/runProgram';

describe('what is recorded of Keras', function () {
  this.timeout(400_000);

  it('has the rates of its schedules, computed without it', async () => {
    const code = `
import json
import keras, tf_keras
from tensorwright_runner.hooks.learning_rate import LearningRate, scheduled

worst = {}
for library in (keras, tf_keras):
    s = library.optimizers.schedules
    for schedule in [
        s.ExponentialDecay(0.1, 7, 0.9), s.ExponentialDecay(0.1, 7, 0.9, staircase=True),
        s.InverseTimeDecay(0.1, 7, 0.5), s.InverseTimeDecay(0.1, 7, 0.5, staircase=True),
        s.PiecewiseConstantDecay([5, 10, 11], [0.1, 0.05, 0.01, 0.001]),
        s.PolynomialDecay(0.1, 13, 0.001, power=0.7), s.PolynomialDecay(0.1, 13, 0.001, cycle=True),
        s.CosineDecay(0.1, 20, alpha=0.01), s.CosineDecay(0.0, 20, warmup_target=0.3, warmup_steps=6),
        s.CosineDecayRestarts(0.1, 9), s.CosineDecayRestarts(0.1, 9, t_mul=1.5, m_mul=0.7, alpha=0.01),
    ]:
        for step in [0, 1, 2, 5, 6, 8, 10, 11, 12, 14, 19, 20, 27, 50, 101]:
            rate = scheduled(schedule, step)
            true = float(schedule(step))
            name = library.__name__ + " " + type(schedule).__name__
            worst[name] = max(worst.get(name, 0), abs(rate - true) / max(abs(true), 1e-4))

class Own(keras.optimizers.schedules.CosineDecay):
    def __call__(self, step):
        return 7.0

known = scheduled(Own(0.1, 5), 1)
asked = LearningRate(keras.optimizers.SGD(Own(0.1, 5)))
print(json.dumps([worst, known, asked.at(3), asked.ask(3)]))
`;
    const [worst, known, told, asked] = await evaluatePython<[Record<string, number>, null, null, number | null]>(code, {
      KERAS_BACKEND: 'torch',
      TF_USE_LEGACY_KERAS: '1',
    });
    assert.equal(Object.keys(worst).length, 12);
    for (const [name, error] of Object.entries(worst)) assert.ok(error < 1e-4, `${name} is off by ${error}`);
    // One of the program's own is asked; the optimizer went with the line that made it.
    assert.deepEqual([known, told, asked], [null, null, null]);
  });

  it('takes running means apart as far as float32 can tell, and says no more', async () => {
    const code = `
import json, random, struct
from tensorwright_runner.hooks.running_means import RunningMean, read_steps

f32 = lambda value: struct.unpack("f", struct.pack("f", value))[0]
random.seed(1)

def follow(steps, size):
    mean, total, count, told = RunningMean(), 0.0, 0, []
    group = []
    for i in range(steps):
        value, samples = random.random() + 0.1, size(i)
        total, count = f32(total + f32(value * samples)), count + samples
        group.append((value, samples))
        got = mean.advance(f32(total / count), count)
        if got is not None:
            true = sum(v * s for v, s in group) / sum(s for _, s in group)
            told.append([len(group), abs(got - true) / true])
            group = []
    return told

even = follow(2000, lambda i: 32)
uneven = follow(500, lambda i: 1 + i % 50)
long = follow(60000, lambda i: 8)
lost = RunningMean()
tail = [lost.advance(1.0, 2), lost.advance(float("inf"), 4), lost.advance(float("nan"), 6), lost.advance(1.0, 8)]
shares = RunningMean()
exact = [shares.advance(f32(k / (32 * n)), 32 * n) for n, k in enumerate([17, 40, 72, 72, 104], 1)]
mean = RunningMean()
read = read_steps([1, None, [1, 3], [2, None], (mean, 0.5, 10), (mean, 0.75, 20), (mean, 0.8, None)])
print(json.dumps([even, uneven, long, [str(v) for v in tail], exact, read, mean.mean]))
`;
    const [even, uneven, long, tail, exact, read, newest] =
      await evaluatePython<[number[][], number[][], number[][], string[], number[], (number | null)[], number]>(code);
    assert.equal(even.length, 2000);
    for (const [told, off] of [
      [even, 5e-3],
      [uneven, 0.02],
      [long, 0.02],
    ] as const) {
      for (const [, error] of told) assert.ok(error! < off, `off by ${error}`);
    }
    assert.equal(
      long.reduce((sum, [steps]) => sum + steps!, 0) <= 60_000 && long.some(([steps]) => steps! > 1),
      true,
      'steps that cannot be told apart are told together',
    );
    assert.deepEqual(tail, ['1.0', 'inf', 'None', 'None']);
    // Shares of 32 samples, without the digits that are only rounding.
    assert.deepEqual(exact, [17 / 32, 23 / 32, 1, 0, 1]);
    assert.deepEqual(read, [1, null, 2, null, 0.5, 1, null]);
    assert.equal(newest, 0.8);
  });

  it('says why a GPU that is there is not used', async () => {
    const code = `
import json, os, sys, types
from tensorwright_runner.hooks import devices

def tf(cuda=True, physical=("GPU:0",), visible=("GPU:0",)):
    test = types.SimpleNamespace(is_built_with_cuda=lambda: cuda, is_built_with_rocm=lambda: False)
    details = types.SimpleNamespace(get_device_details=lambda device: {"device_name": "NVIDIA H200"})
    config = types.SimpleNamespace(list_physical_devices=lambda kind: physical, get_visible_devices=lambda kind: visible, experimental=details)
    return types.SimpleNamespace(test=test, config=config)

def torch(cuda="13.0", available=True):
    version, gpus = types.SimpleNamespace(cuda=cuda, hip=None), types.SimpleNamespace(is_available=lambda: available, get_device_name=lambda device: "NVIDIA H200")
    return types.SimpleNamespace(version=version, cuda=gpus)

plan, without = types.SimpleNamespace(device=None), types.SimpleNamespace(device="cpu")
on = lambda kind: types.SimpleNamespace(type=kind)
gpu = types.SimpleNamespace(id=0, platform="gpu", device_kind="NVIDIA H200", client=types.SimpleNamespace(platform_version="cuda 13"))
cpu = types.SimpleNamespace(id=0, platform="cpu", device_kind="cpu")
sys.modules["jax"] = types.SimpleNamespace(default_backend=lambda: "cpu")
os.environ.pop("CUDA_VISIBLE_DEVICES", None)
os.environ.pop("JAX_PLATFORMS", None)
result = [devices.of_tensorflow(tf(), "/job:localhost/replica:0/task:0/device:CPU:0", plan).get("why") if not devices.gpus_present() else None]
devices.gpus_present = lambda: True
place = "/job:localhost/replica:0/task:0/device:CPU:0"
result += [
    devices.of_tensorflow(tf(cuda=False), place, plan)["why"], devices.of_tensorflow(tf(physical=()), place, plan)["why"],
    devices.of_tensorflow(tf(visible=()), place, plan)["why"], devices.of_tensorflow(tf(), place, plan)["why"],
    devices.of_tensorflow(tf(), place, without)["why"], devices.of_torch(torch(cuda=None), on("cpu"), plan)["why"],
    devices.of_torch(torch(available=False), on("cpu"), plan)["why"], devices.of_torch(torch(), on("cpu"), plan)["why"],
    devices.of_jax(None, [cpu], plan)["why"],
]
os.environ["JAX_PLATFORMS"] = "cpu"
result.append(devices.of_jax(None, [cpu], plan)["why"])
os.environ["CUDA_VISIBLE_DEVICES"] = "-1"
result.append(devices.of_torch(torch(), on("cpu"), plan)["why"])
found = [devices.of_tensorflow(tf(), "/device:GPU:0", plan), devices.of_torch(torch(), on("cuda"), plan), devices.of_jax(None, [gpu], plan)]
print(json.dumps([result, found]))
`;
    const [reasons, found] = await evaluatePython<[string[], unknown[]]>(code);
    assert.deepEqual(reasons, [
      null,
      'This TensorFlow is built without support for GPUs.',
      'TensorFlow finds no GPU that it can use: the CUDA libraries it needs are not there.',
      'The program hides the GPUs from TensorFlow.',
      'The program puts its model on the CPU.',
      'The run was asked to train without GPU.',
      'This PyTorch is built without support for GPUs.',
      'PyTorch finds no GPU that it can use: its driver may be older than CUDA 13.0.',
      'The program puts its model on the CPU.',
      'JAX is installed without its plugin for GPUs.',
      'JAX_PLATFORMS chooses the CPU.',
      'CUDA_VISIBLE_DEVICES hides all GPUs.',
    ]);
    assert.deepEqual(
      found,
      ['tensorflow', 'torch', 'jax'].map((fw) => ({ fw, backend: 'cuda', name: 'NVIDIA H200' })),
    );
  });

  for (const [name, backend] of [
    ['kerasForms', 'jax'],
    ['tensorflowForms', 'tensorflow'],
  ] as const) {
    it(`changes nothing: ${name} computes every number as without it`, async () => {
      const env = { KERAS_BACKEND: backend, OMP_NUM_THREADS: '2' };
      const run = await runProgram(name, { env });
      try {
        const plain = await runPlainly(path.join(__dirname, 'programs', `${name}.py`), 'log.json', env);
        assert.equal(await run.text('log.json'), plain);
      } finally {
        await run.remove();
      }
    });
  }
});
