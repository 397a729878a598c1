import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { PythonChild } from './pythonChild';

const training = `
import gc, sys, time
recorder = next(o for o in gc.get_objects() if type(o).__name__ == 'Recorder')
stop = next(o for o in gc.get_objects() if type(o).__name__ == 'StopControl')
recorder.enter('training')
series = recorder.series()
def step():
    time.sleep(0.005)
    series.step(1.0)
    stop.at_step()
`;

describe('the Python runner ends a run', () => {
  let run: PythonChild;
  beforeEach(() => (run = new PythonChild()));
  afterEach(() => run.dispose());

  it('at its next step when the stop file is there, and says stopped', async () => {
    run.write('main.py', `${training}\ntry:\n    while True: step()\nfinally:\n    print('cleaned up')\n`);
    await run.start('main.py');
    await run.until(() => run.losses().length > 5);
    run.askToStop();
    assert.equal(await run.ended(), 0, run.stderr);
    assert.deepEqual([run.only('run-ended').status, run.only('run-ended').rc], ['stopped', 0]);
    assert.equal(run.stdout, 'cleaned up\n');
    assert.equal(run.stderr, '');
    assert.equal(run.events.at(-1)?.k, 'run-ended');
    assert.ok(run.of('phase').some(({ phase }) => phase === 'stopping'));
    assert.equal(run.only('run-ended').steps, run.losses().length);
  });

  it('although the program catches every exception once, or raises another on its way out', async () => {
    run.write(
      'main.py',
      `${training}\ncaught = 0\nwhile True:\n    try:\n        step()\n    except Exception:\n        print('wrong')\n    except BaseException:\n        caught += 1\n        if caught == 3: raise ValueError('on the way out')\n`,
    );
    await run.start('main.py');
    await run.until(() => run.losses().length > 5);
    run.askToStop();
    assert.equal(await run.ended(), 1);
    assert.equal(run.only('run-ended').status, 'stopped');
    assert.equal(run.stdout, '');
    const printed = stripVTControlCharacters(run.stderr);
    assert.match(printed, /ValueError: on the way out/);
    assert.doesNotMatch(printed, /StopRun/);
    assert.equal(run.of('error').length, 0);
  });

  it('that is not in training at once, also while it waits for something', async () => {
    for (const [i, text] of [
      'import time\ntime.sleep(60)\n',
      'import threading\nthreading.Event().wait()\n',
      'while True: pass\n',
      'import subprocess\nsubprocess.run(["sleep", "60"])\n',
    ].entries()) {
      run.runDir = path.join(run.workspace, '.tensorwright', 'runs', `r${i}`);
      run.write('main.py', text);
      await run.start('main.py');
      await run.until((events) => events.some((event) => event.k === 'phase'));
      run.askToStop();
      assert.equal(await run.ended(), 0, text);
      assert.equal(run.only('run-ended').status, 'stopped', text);
      assert.equal(run.stderr, '', text);
    }
  });

  it('that goes on for long after its training was asked to end', async () => {
    run.write('main.py', `${training}\ntry:\n    while True: step()\nexcept BaseException:\n    pass\nwhile True: time.sleep(0.1)\n`);
    await run.start('main.py');
    await run.until(() => run.losses().length > 2);
    run.askToStop();
    assert.equal(await run.ended(), 0, run.stderr);
    assert.equal(run.only('run-ended').status, 'stopped');
  });

  it('in a thread without a word about it', async () => {
    run.write(
      'main.py',
      `${training}\nimport threading\ndef work():\n    while True: step()\nthread = threading.Thread(target=work)\nthread.start()\nthread.join()\n`,
    );
    await run.start('main.py');
    await run.until(() => run.losses().length > 2);
    run.askToStop();
    assert.equal(await run.ended(), 0);
    assert.equal(run.only('run-ended').status, 'stopped');
    assert.equal(run.stderr, '');
  });

  it('by one signal like by the file, at once by a second one, and not when a terminal is closed', async () => {
    run.write('main.py', `${training}\nwhile True:\n    try:\n        step()\n    except BaseException:\n        pass\n`);
    await run.start('main.py');
    await run.until(() => run.losses().length > 2);
    run.kill('SIGHUP');
    const before = run.losses().length;
    await run.until(() => run.losses().length > before + 5);
    run.kill('SIGTERM');
    await run.until((events) => events.some((event) => event.k === 'phase' && event.phase === 'stopping'));
    run.kill('SIGTERM');
    assert.equal(await run.ended(), null);
    assert.deepEqual([run.only('run-ended').status, run.only('run-ended').rc], ['killed', 143]);
  });

  it('with whole records when it is killed', async () => {
    run.write('main.py', `${training}\nwhile True:\n    series.step(1.0, {'metric %d' % i: 1.0 for i in range(50)})\n`);
    await run.start('main.py');
    await run.until(() => run.losses().length > 20_000);
    run.kill('SIGKILL');
    assert.equal(await run.ended(), null);
    // `losses` fails on a gap; the file holds nothing but whole lines, or one that is cut at its end.
    assert.ok(run.losses().length > 20_000);
    assert.equal(run.of('run-ended').length, 0);
  });

  describe('when the record cannot be written', () => {
    it('because its folder is gone: the training goes on, nothing is made anew', async () => {
      run.write('main.py', `${training}\nfor _ in range(100): step()\nprint('trained')\n`);
      await run.start('main.py');
      await run.until(() => run.losses().length > 2);
      const out = fs.openSync(path.join(run.runDir, 'stdout.log'), 'r');
      fs.rmSync(run.runDir, { recursive: true });
      assert.equal(await run.ended(), 0);
      const buffer = Buffer.alloc(100);
      assert.equal(buffer.subarray(0, fs.readSync(out, buffer)).toString(), 'trained\n');
      fs.closeSync(out);
      assert.equal(fs.existsSync(run.runDir), false);
    });

    it('because the disk is full: it says so once, and goes on with the next record when there is room again', async () => {
      // A file of 300 kB on a disk of 400 kB; made in a name space of its own, so that nothing is left mounted.
      const script = `
set -e
mount -t tmpfs -o size=400k tmpfs "$DISK"
mkdir "$DISK/run"
cp "$RUN/run.json" "$DISK/run/"
head -c 300000 /dev/zero > "$DISK/filler"
"$PYTHON" -u "$RUNNER" --run "$DISK/run" > "$RUN/stdout.log" 2> "$RUN/stderr.log" &
child=$!
while ! grep -q filled "$RUN/stdout.log"; do sleep 0.05; done
rm "$DISK/filler"
wait $child
cp "$DISK/run/events/0.0.jsonl" "$RUN/"
`;
      run.write(
        'main.py',
        `${training}
import os
names = {'metric %d' % i: 0.123456 for i in range(40)}
full = False
while not full:
    for _ in range(50): series.step(1.0, names)
    recorder.flush()
    try:
        open(sys.argv[1] + '/probe', 'wb').write(b'x' * 9000)
        os.remove(sys.argv[1] + '/probe')
    except OSError:
        full = True
for _ in range(200): series.step(2.0, names)
recorder.flush()
print('filled', flush=True)
while os.path.exists(sys.argv[1] + '/filler'): time.sleep(0.05)
time.sleep(1.2)
for _ in range(10): series.step(3.0)
`,
      );
      const disk = path.join(run.workspace, 'disk');
      fs.mkdirSync(disk);
      fs.mkdirSync(run.runDir, { recursive: true });
      const [python, , runner] = await run.command();
      run.writePlan('main.py', { args: [disk] });
      const { status, stderr } = spawnSync('unshare', ['-rm', 'sh', '-c', script], {
        encoding: 'utf8',
        env: { ...process.env, DISK: disk, RUN: run.runDir, PYTHON: python, RUNNER: runner },
      });
      assert.equal(status, 0, stderr + run.stderr);
      fs.mkdirSync(path.join(run.runDir, 'events'));
      fs.renameSync(path.join(run.runDir, '0.0.jsonl'), path.join(run.runDir, 'events', '0.0.jsonl'));
      const complaints = run.stderr.split('\n').filter((line) => line.includes('cannot write the record'));
      assert.equal(complaints.length, 1, run.stderr);
      const losses = run.losses();
      assert.deepEqual(losses.slice(-10), Array(10).fill(3));
      assert.equal(run.only('run-ended').status, 'ok');
      assert.equal(losses.length, run.only('run-ended').steps);
    });
  });
});
