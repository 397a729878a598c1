import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { PythonChild } from './pythonChild';

describe('the Python runner runs a program as Python does', () => {
  let run: PythonChild;
  beforeEach(() => (run = new PythonChild()));
  afterEach(() => run.dispose());

  /** What plain Python prints for the same file in the same folder. */
  function plain(name: string, args: string[] = []): { stdout: string; status: number | null } {
    const file = path.join(run.workspace, name);
    const { stdout, status } = spawnSync(run.python, [file, ...args], {
      cwd: run.workspace,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return { stdout, status };
  }

  it('with the same arguments, path, names, modules and documentation', async () => {
    run.write('sub dir/helper.py', 'VALUE = __name__ + __file__[-9:]\n');
    const text = `"""Says what it sees."""
import os, sys, helper
print(sys.argv[1:], os.path.basename(sys.argv[0]), sys.path[0], __name__, __file__, __doc__, helper.VALUE)
print(__spec__, type(__loader__).__name__, __package__, sorted(name for name in globals() if name.startswith('__')))
print([entry for entry in sys.path if 'tensorwright' in entry and 'tensorwright-ws' not in entry])
print(sys.modules['__main__'].__dict__ is globals(), os.getcwd(), sys.pycache_prefix)
`;
    const args = ['--lr', '0.1', 'a "b" c'];
    const code = await run.run(`sub dir/ün it's.py`, text, { args }, { PYTHONDONTWRITEBYTECODE: '' });
    assert.equal(code, 0, run.stderr);
    assert.equal(run.stdout, plain(`sub dir/ün it's.py`, args).stdout);
    assert.ok(fs.existsSync(path.join(run.workspace, 'sub dir', '__pycache__')), 'the byte code of the program lies where it always lies');
    assert.deepEqual(run.only('run-started').argv.slice(1), args);
    assert.equal(run.only('run-ended').status, 'ok');
  });

  it('with threads, exit handlers, pickles and processes that go on after its last line', async () => {
    const text = `
import atexit, multiprocessing, os, pickle, sys, threading, time

class Model:
    def __init__(self): self.x = 1

def work(n): return n * n

def late():
    time.sleep(0.2)
    print('thread', type(pickle.loads(pickle.dumps(Model()))).__module__)

if __name__ == '__main__':
    atexit.register(lambda: print('exit', type(pickle.loads(pickle.dumps(Model()))).__module__))
    for method in ('fork', 'spawn'):
        with multiprocessing.get_context(method).Pool(2) as pool:
            print(method, pool.map(work, range(4)))
    pid = os.fork()
    if pid == 0:
        print('child', flush=True)
        sys.exit(5)
    print('status', os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
    threading.Thread(target=late).start()
`;
    assert.equal(await run.run('main.py', text), 0, run.stderr);
    assert.equal(run.stdout, plain('main.py').stdout);
    // The children wrote nothing: one beginning, one end, no gap.
    run.only('run-started');
    const ended = run.only('run-ended');
    assert.equal(ended.status, 'ok');
    assert.deepEqual(run.events.at(-1), ended);
    assert.ok(ended.secs >= 0.2, 'the end is told after the last thread');
  });

  it('with the code of sys.exit, os._exit and of an exit in a handler', async () => {
    const cases: [string, number, 'ok' | 'failed'][] = [
      ['import sys; sys.exit()', 0, 'ok'],
      ['import sys; sys.exit(0)', 0, 'ok'],
      ['import sys; sys.exit(3)', 3, 'failed'],
      ['import sys; sys.exit("no data")', 1, 'failed'],
      ['import os; os._exit(4)', 4, 'failed'],
      ['raise SystemExit(7)', 7, 'failed'],
    ];
    for (const [i, [text, code, status]] of cases.entries()) {
      run.runDir = path.join(run.workspace, '.tensorwright', 'runs', `r${i}`);
      assert.equal(await run.run(`case${i}.py`, `${text}\n`), code, text);
      assert.equal(plain(`case${i}.py`).status, code, text);
      const ended = run.only('run-ended');
      assert.deepEqual([ended.status, ended.rc], [status, code], text);
    }
    run.runDir = path.join(run.workspace, '.tensorwright', 'runs', 'r3');
    assert.match(run.stderr, /^no data$/m);
    assert.equal(run.only('error').msg, 'no data');
  });

  it('and calls the function that was asked for when the file alone trains nothing', async () => {
    assert.equal(await run.run('main.py', 'def train():\n    print("called")\n', { target: 'train' }), 0, run.stderr);
    assert.equal(run.stdout, 'called\n');
  });

  it('with a seed for its own generator', async () => {
    const text = 'import random; print(random.random())\n';
    await run.run('main.py', text, { seed: 7 });
    const expected = spawnSync(run.python, ['-c', 'import random; random.seed(7); print(random.random())'], { encoding: 'utf8' }).stdout;
    assert.equal(run.stdout, expected);
  });

  it('prints what it prints at once, in any script, without a locale', async () => {
    await run.run(
      'main.py',
      'print("损失 ↓ 😀")\nimport sys; print("端", file=sys.stderr)\n',
      {},
      { LC_ALL: 'C', PYTHONIOENCODING: 'utf-8' },
    );
    assert.equal(run.stdout, '损失 ↓ 😀\n');
    assert.equal(run.stderr, '端\n');
  });

  it('leaves no trace of itself in what the program can import', async () => {
    run.write('hooks/__init__.py', 'WHO = "mine"\n');
    run.write('app.py', 'WHO = "mine"\n');
    run.write('plan.py', 'WHO = "mine"\n');
    const code = await run.run('main.py', 'import app, hooks, plan\nprint(app.WHO, hooks.WHO, plan.WHO)\n');
    assert.equal(code, 0, run.stderr);
    assert.equal(run.stdout, 'mine mine mine\n');
  });
});
