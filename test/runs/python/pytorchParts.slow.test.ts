import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';

const runner = path.resolve(__dirname, '../../../extension/trainers/python');
const python = process.env.TENSORWRIGHT_PLAIN_PYTHON ?? 'python3';

/** Runs a program that uses parts of the hooks by themselves, and gives what it prints as JSON. */
function ask(program: string): unknown {
  const text = `import json, sys\nsys.dont_write_bytecode = True\nsys.path.insert(0, ${JSON.stringify(runner)})\n${program}`;
  return JSON.parse(execFileSync(python, ['-c', text], { encoding: 'utf8' }));
}

describe('parts of what is recorded of PyTorch', () => {
  it('tell the number of samples in a batch, however it is collated', () => {
    const program = `
from collections import UserDict, namedtuple
from tensorwright_runner.hooks.pytorch.batches import bytes_of, size_reader

class Tensor:
    dtype = 'float32'
    def __init__(self, *shape): self.shape = shape
    def numel(self):
        count = 1
        for dim in self.shape: count *= dim
        return count
    def element_size(self): return 4

class Encoding(UserDict):
    pass

Pair = namedtuple('Pair', 'x y')
t = Tensor
cases = [
    ([t(8, 3), t(8)], [t(5, 3), t(5)], 8),
    ((t(8, 3), t(8)), (t(5, 3), t(5)), None),
    ({'a': t(8, 3), 'b': t(8)}, {'a': t(5, 3), 'b': t(5)}, 8),
    (Encoding(a=t(8, 3)), Encoding(a=t(5, 3)), 8),
    (Pair(t(8, 3), t(8)), Pair(t(5, 3), t(5)), 8),
    ([[t(8, 3), t(8, 2)], t(8)], [[t(5, 3), t(5, 2)], t(5)], 8),
    # Images of several sizes, in a list of their own.
    (([t(3, 9, 9)] * 8, [{}] * 8), ([t(3, 7, 7)] * 5, [{}] * 5), 8),
    # A list of samples.
    ([(t(3, 9), 1)] * 8, [(t(3, 9), 1)] * 5, 8),
    (['text', t(8, 2)], ['text', t(5, 2)], 8),
    (t(8, 3), t(5, 3), 8),
    ([t(2, 3), t(2)], [t(1, 3), t(1)], 2),
    ('text', 'text', 8),
    ([t(), t()], [t(), t()], None),
]
sizes = [[size_reader(first, size)(batch) for batch in (first, last)] for first, last, size in cases]
print(json.dumps([sizes, bytes_of([t(8, 3), {'y': t(8)}]), bytes_of('text')]))
`;
    const [sizes, bytes, none] = ask(program) as [(number | null)[][], number, null];
    assert.deepEqual(sizes, [...Array.from({ length: 10 }, () => [8, 5]), [2, 1], [null, null], [null, null]]);
    assert.equal(bytes, 4 * (8 * 3 + 8));
    assert.equal(none, null);
  });

  it('find the variable that counts epochs, and let go of what a function has let go', () => {
    const program = `
import gc, weakref
from tensorwright_runner.hooks.pytorch.frames import EpochVariable

variable = EpochVariable()
class Thing: pass

def note(): return variable.value()
def after(): return note()
def train(epoch):
    def inner(): return after()
    return inner()
def nested():
    epoch = 'a name'
    return train(7)
def freed():
    epoch = 3
    thing = Thing()
    reference = weakref.ref(thing)
    found = after()
    del thing
    gc.collect()
    return [found, reference() is None]
def kept():
    epoch = 4
    mine = locals()
    after()
    return [mine is not None and len(mine) > 0, after()]

before = after()
epoch = 5
found = [before, after(), train(2), nested(), *freed(), *kept()]
epoch = True
print(json.dumps(found + [after()]))
`;
    assert.deepEqual(ask(program), [null, 5, 2, 7, 3, true, true, 4, null]);
  });

  it('count the epochs of loaders that take turns, follow each other, are left or made anew', () => {
    const program = `
from tensorwright_runner.hooks.pytorch.epochs import EpochCount

class Series:
    def __init__(self): self.said = []; self.step_began = 0.0
    def context(self, epoch): self.said.append(epoch)
    def end_epoch(self, number, began, source): self.said.append(-number)

class Loader:
    is_gone = False

class Pass:
    began = 0.0
    is_left = False
    def __init__(self, loader): self.loader = loader; self.is_over = False

def epochs(*loaders, gone=()):
    series = Series()
    count = EpochCount(series)
    for loader in loaders:
        batch = Pass(loader)
        for _ in range(2): count.credit(batch)
        batch.is_over = True
        count.pass_is_over(batch)
        if loader in gone: loader.is_gone = True
    return series.said

a, b, c = Loader(), Loader(), Loader()
result = [
    epochs(a, a, a),
    epochs(a, b, a, b, a),
    epochs(a, a, b, b),
    epochs(a, b, b, b),
    epochs(a, b, c, gone=(a, b)),
]
series = Series()
count = EpochCount(series)
for value in (0, 0, 1, 1, 2): count.value_is(value)
count.finish()
result.append(series.said)
series = Series()
count = EpochCount(series)
for value in (5, 6, 6): count.value_is(value)
result.append(series.said)
print(json.dumps(result))
`;
    assert.deepEqual(ask(program), [
      [1, -1, 2, -2, 3, -3],
      [1, -1, 2, -2, 3, -3],
      [1, -1, 2, -2, 3, -3, 4, -4],
      [1, -1, 2, -2, 3, -3],
      [1, -1, 2, -2, 3, -3],
      [1, -1, 2, -2, 3, -3],
      [5, -5, 6],
    ]);
  });

  it('wait for no GPU while a graph is captured, and read in silence otherwise', () => {
    const program = `
from types import SimpleNamespace
from tensorwright_runner.hooks.pytorch.graphs import Graphs, hook_graphs

said = []
class CUDAGraph:
    def capture_begin(self, fails=False):
        said.append(['begin', graphs.capturing])
        if fails: raise RuntimeError('busy')
    def capture_end(self): said.append(['end', graphs.capturing])

cuda = SimpleNamespace(
    CUDAGraph=CUDAGraph,
    get_sync_debug_mode=lambda: 1,
    set_sync_debug_mode=lambda mode: said.append(['mode', mode]),
    synchronize=lambda device: said.append(['synchronize', device.type]),
)
torch = SimpleNamespace(cuda=cuda)
graphs = Graphs(torch)
hook_graphs(SimpleNamespace(graphs=graphs), torch)
gpu, cpu = SimpleNamespace(type='cuda'), SimpleNamespace(type='cpu')

def read(device):
    try:
        with graphs.reading(device): said.append('read')
    except RuntimeError: said.append('refused')

read(gpu)
read(cpu)
graph = CUDAGraph()
graph.capture_begin()
read(gpu)
graph.capture_end()
try: graph.capture_begin(fails=True)
except RuntimeError: pass
said.append(graphs.capturing)
print(json.dumps(said))
`;
    assert.deepEqual(ask(program), [
      ['mode', 0],
      ['synchronize', 'cuda'],
      'read',
      ['mode', 1],
      'read',
      ['begin', 1],
      'refused',
      ['end', 1],
      ['begin', 1],
      0,
    ]);
  });
});
