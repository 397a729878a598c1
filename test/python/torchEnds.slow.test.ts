import assert from 'node:assert/strict';
import { isAlive } from '../runs/training/support';
import { startText, type ProgramRun } from './support/runProgram';

const inference = `
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

model = nn.Sequential(nn.Linear(4, 8), nn.ReLU(), nn.Linear(8, 3))
loader = DataLoader(TensorDataset(torch.randn(20, 4)), batch_size=8)
model.eval()
with torch.no_grad():
    for _ in range(2):
        for (x,) in loader:
            model(x)
# Which inputs matter: gradients, but no training.
for (x,) in loader:
    x.requires_grad_(True)
    model(x).max(1).values.sum().backward()
torch.jit.trace(model, torch.randn(1, 4))
optimizer = torch.optim.Adam(model.parameters())
torch.save(model.state_dict(), 'model.pt')
`;

const endless = `
import json, os
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset

class Endless(Dataset):
    def __len__(self):
        return 1000

    def __getitem__(self, i):
        with open('worker-%d' % os.getpid(), 'w'):
            return torch.full((4,), float(i))

def main():
    model = nn.Linear(4, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-9)
    loaders = [DataLoader(Endless(), batch_size=4, num_workers=1, multiprocessing_context=start) for start in ('fork', 'spawn')]
    for epoch in range(1000):
        for x, _ in zip(*loaders):
            try:
                optimizer.zero_grad()
                model(x).mean().backward()
                optimizer.step()
            except Exception:
                print('caught')

if __name__ == '__main__':
    main()
`;

const together = `
import os
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import nn

def train(rank, folder):
    dist.init_process_group('gloo', init_method='file://' + os.path.join(folder, 'meeting'), rank=rank, world_size=2)
    open('process-%d' % os.getpid(), 'w').close()
    model = nn.parallel.DistributedDataParallel(nn.Linear(4, 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=1e-9)
    for epoch in range(1_000_000):
        optimizer.zero_grad()
        model(torch.ones(2, 4)).mean().backward()
        optimizer.step()

if __name__ == '__main__':
    mp.start_processes(train, args=(os.getcwd(),), nprocs=2, start_method='spawn')
`;

const failing = `
import torch
from torch import nn

model = nn.Linear(100, 100)
optimizer = torch.optim.Adam(model.parameters())
for x in torch.utils.data.DataLoader(torch.randn(8, 100), batch_size=4):
    model(x).mean().backward()
    optimizer.step()
    if optimizer.state[model.bias]['step'] > 1:
        torch.empty(1 << 60)
`;

describe('a PyTorch run', function () {
  this.timeout(400_000);
  let run: ProgramRun | undefined;
  afterEach(() => run?.remove());

  it('that only infers records no training', async () => {
    run = await startText('inference', inference);
    const { status } = await run.ended();
    assert.equal(status, 'ok', await run.output());
    const kinds = new Set(run.events.map(({ k }) => k).filter((kind) => kind !== 'system'));
    assert.deepEqual([...kinds].sort(), ['phase', 'run-ended', 'run-started']);
    assert.deepEqual(run.phases, ['building']);
  });

  it('that is stopped ends at its next step, with the workers that were forked and spawned', async () => {
    run = await startText('endless', endless, { request: { epochs: 3 } });
    await run.until('it trains', (it) => it.of('step').length > 1);
    const { status } = await run.stop();
    assert.equal(status, 'stopped', await run.output());
    const workers = (await run.files()).flatMap((name) => /^worker-(\d+)$/.exec(name)?.[1] ?? []).map(Number);
    assert.ok(workers.length >= 2);
    for (const pid of [run.pid, ...workers]) assert.equal(await isAlive(pid), false, `process ${pid} stayed`);
    assert.equal(await run.output(), '\n', 'what unwinds the loop is no error');
    // The number of epochs stands in the program; who asked for another one is told.
    assert.match(run.only('warning').text ?? '', /asked for 3 epochs/);
  });

  it('that trains in processes of its own is recorded once, and stopped with all of them', async () => {
    run = await startText('together', together);
    await run.until('it trains', (it) => it.of('step').length > 3);
    const { status } = await run.stop();
    assert.equal(status, 'stopped', await run.output());
    const processes = (await run.files()).flatMap((name) => /^process-(\d+)$/.exec(name)?.[1] ?? []).map(Number);
    assert.equal(processes.length, 2);
    for (const pid of [run.pid, ...processes]) assert.equal(await isAlive(pid), false, `process ${pid} stayed`);
    const steps = run.steps();
    assert.equal(run.only('run-ended').steps, steps.length);
    assert.equal(run.of('model').length, 1);
    assert.deepEqual((await run.recordFiles()).sort(), ['0.0.jsonl'], 'nothing is left of the files between the processes');
  });

  it('that runs out of memory says what the training takes', async () => {
    run = await startText('failing', failing);
    const { status } = await run.ended();
    assert.equal(status, 'failed');
    const error = run.only('error');
    assert.equal(error.code, 'oom');
    assert.deepEqual([error.at?.line, error.at?.fn], [11, '<module>']);
    const parameters = 4 * (100 * 100 + 100);
    const { batch, batchSize, device, gradients, optimizer, parameters: found, total } = error.memory!;
    assert.deepEqual([device, batchSize, batch, found, gradients], ['cpu', 4, 4 * 4 * 100, parameters, parameters]);
    // Two moments of each parameter, and a counter for each tensor.
    assert.equal(optimizer, 2 * parameters + 2 * 4);
    assert.ok(total! > 1 << 30);
    assert.doesNotMatch(error.trace + (await run.output()), /tensorwright_runner/);
  });
});
