import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { PythonChild } from './pythonChild';

/** Python tells columns since 3.11. */
const hasColumns = !/\/3\.(9|10)\b/.test(process.env.TENSORWRIGHT_PLAIN_PYTHON ?? '');

describe('the Python runner records what ended a program', () => {
  let run: PythonChild;
  beforeEach(() => (run = new PythonChild()));
  afterEach(() => run.dispose());

  /** Fails when a frame or a line of the runner shows in anything that a person reads. */
  function assertOwnFramesHidden(): void {
    const error = run.only('error');
    for (const text of [error.trace, run.stderr, JSON.stringify(error.stack)]) assert.doesNotMatch(text, /tensorwright_runner/);
  }

  it('with the innermost line of the user, in UTF-16 columns, and the trace as Python prints it', async () => {
    const text = `def call(values):
    return values["😀"] + values["损失"]

call({"😀": 1})
`;
    assert.equal(await run.run('main.py', text), 1);
    const error = run.only('error');
    const file = path.join(run.workspace, 'main.py');
    assert.deepEqual([error.cls, error.code, error.msg], ['KeyError', 'exception', `'损失'`]);
    const line = text.split('\n')[1]!;
    const col = line.indexOf('values["损失"]') + 1;
    const columns = hasColumns ? { col, endLine: 2, endCol: line.length + 1 } : {};
    assert.deepEqual(error.at, { file, line: 2, fn: 'call', ...columns });
    assert.deepEqual(
      error.stack.map((place) => [place.line, place.fn]),
      [
        [2, 'call'],
        [4, '<module>'],
      ],
    );
    assert.match(error.trace, /^Traceback \(most recent call last\):\n {2}File ".*main\.py", line 4, in <module>/);
    assertOwnFramesHidden();
    assert.deepEqual([run.only('run-ended').status, run.only('run-ended').rc], ['failed', 1]);
  });

  it('in a file that is imported, inside the standard library, and with the exceptions that led to it', async () => {
    run.write('pkg/__init__.py', '');
    run.write(
      'pkg/deep.py',
      'import json\ndef parse(text):\n    try:\n        return json.loads(text)\n    except ValueError as error:\n        raise RuntimeError("bad") from error\n',
    );
    assert.equal(await run.run('main.py', 'from pkg.deep import parse\nparse("{")\n'), 1);
    const error = run.only('error');
    assert.equal(error.at?.file, path.join(run.workspace, 'pkg', 'deep.py'));
    assert.equal(error.at?.line, 6);
    assert.match(error.trace, /JSONDecodeError[\s\S]*The above exception was the direct cause[\s\S]*RuntimeError: bad$/);
    assertOwnFramesHidden();
  });

  it('in the files as the person opened them, when the workspace is a link', async () => {
    const real = path.join(run.workspace, 'real');
    const link = path.join(run.workspace, 'link');
    run.write('real/helper.py', 'def fail():\n    raise ValueError("x")\n');
    run.write('real/main.py', 'import helper\nhelper.fail()\n');
    fs.symlinkSync(real, link);
    await run.start('main.py', { file: path.join(link, 'main.py'), cwd: link, workspace: link });
    assert.equal(await run.ended(), 1);
    const error = run.only('error');
    assert.deepEqual([error.at?.file, error.at?.line], [path.join(link, 'helper.py'), 2]);
    assert.equal(error.stack[1]?.file, path.join(link, 'main.py'));
  });

  it('on the line that calls, when the library itself raises', async () => {
    assert.equal(await run.run('main.py', 'import json\n\njson.loads("{")\n'), 1);
    const error = run.only('error');
    assert.deepEqual([error.at?.line, error.at?.file], [3, path.join(run.workspace, 'main.py')]);
    assert.match(error.stack[0]!.file, /json/);
  });

  it('for a syntax error, in the program and in a module', async () => {
    assert.equal(await run.run('main.py', 'x = 1\nif x == = 2:\n    pass\n'), 1);
    const error = run.only('error');
    assert.deepEqual([error.cls, error.code, error.at?.line, error.at?.col], ['SyntaxError', 'syntax', 2, 9]);
    assertOwnFramesHidden();
    run.runDir = path.join(run.workspace, '.tensorwright', 'runs', 'r2');
    run.write('broken.py', 'def f(:\n    pass\n');
    assert.equal(await run.run('other.py', 'import broken\n'), 1);
    assert.deepEqual([run.only('error').at?.file, run.only('error').at?.line], [path.join(run.workspace, 'broken.py'), 1]);
  });

  it('for a package that is not installed, with its name', async () => {
    assert.equal(await run.run('main.py', 'import os\nimport no_such_package.layers as layers\n'), 1);
    const error = run.only('error');
    assert.deepEqual([error.code, error.module, error.at?.line], ['missing-module', 'no_such_package', 2]);
  });

  it('for more memory than there is, as far as Python tells', async () => {
    assert.equal(await run.run('main.py', 'x = bytearray(1 << 60)\n'), 1);
    assert.deepEqual([run.only('error').code, run.only('error').cls], ['oom', 'MemoryError']);
  });

  it('with a hook for exceptions that the program installed', async () => {
    const text = `import sys
def hook(cls, error, tb):
    frames = 0
    while tb: frames, tb = frames + 1, tb.tb_next
    print('hooked', cls.__name__, frames)
sys.excepthook = hook
raise ValueError('x')
`;
    assert.equal(await run.run('main.py', text), 1);
    assert.equal(run.stdout, 'hooked ValueError 1\n');
    assert.equal(run.only('error').msg, 'x');
  });

  it('for an error whose text cannot be had, and one whose text is endless', async () => {
    const text = `
class Odd(Exception):
    def __str__(self): raise RuntimeError('no text')
try:
    raise Odd()
except Odd as error:
    raise ValueError('y' * 100000)
`;
    assert.equal(await run.run('main.py', text), 1);
    const error = run.only('error');
    assert.equal(error.cls, 'ValueError');
    assert.ok(error.msg.length < 20_000 && error.trace.length <= 8192, `${error.msg.length}, ${error.trace.length}`);
    assertOwnFramesHidden();
  });

  it('where it happened, when that was in a process that the program started', async () => {
    const text = `from multiprocessing import get_context

def divide(number):
    return 1 / number

if __name__ == '__main__':
    with get_context('fork').Pool(1) as pool:
        print(pool.map(divide, [1, 0]))
`;
    assert.equal(await run.run('main.py', text), 1);
    const error = run.only('error');
    assert.deepEqual([error.cls, error.msg], ['ZeroDivisionError', 'ZeroDivisionError: division by zero']);
    assert.deepEqual(error.at, { file: path.join(run.workspace, 'main.py'), line: 4, fn: 'divide' });
    const own = error.stack.filter(({ file }) => file === error.at!.file);
    assert.deepEqual(
      own.map(({ line, fn }) => [line, fn]),
      [
        [4, 'divide'],
        [8, '<module>'],
      ],
    );
    assertOwnFramesHidden();
  });

  it('for a crash below Python: no end is written, and the output says where', async () => {
    const text = 'import ctypes, sys\nprint("before")\nctypes.string_at(1)\n';
    const code = await run.run('main.py', text, {}, { PYTHONFAULTHANDLER: '1' });
    assert.equal(code, null);
    assert.match(run.stderr, /Fatal Python error: Segmentation fault[\s\S]*main\.py", line 3/);
    assert.equal(run.of('run-ended').length, 0);
    assert.equal(run.stdout, 'before\n');
  });

  it('refuses a run directory without a plan', async () => {
    fs.mkdirSync(run.runDir, { recursive: true });
    run.write('main.py', '');
    await run.start('main.py', { id: undefined as unknown as string });
    assert.equal(await run.ended(), 2);
    assert.match(run.stderr, /^Tensorwright cannot read the plan of this run/);
  });
});
