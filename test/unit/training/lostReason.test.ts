import assert from 'node:assert/strict';
import { promises as fs } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { RunPlan } from '../../../extension/protocol/runs';
import type { LostReason } from '../../../extension/protocol/runViews';
import { createRunStore } from '../../../extension/training';
import { crashIn } from '../../../extension/training/lostReason';
import { EventsText, makeRun, type EventFields, type MadeRun } from './madeRun';

const plan = { kind: 'python', file: '/w/训练/train.py', workspace: '/w/训练' } as RunPlan;

/** As Python 3.11 wrote it. */
const segmentationFault = `epoch 3
Fatal Python error: Segmentation fault

Thread 0x00007f5f751226c0 (most recent call first):
  File "/w/\\u8bad\\u7ec3/data.py", line 3 in worker
  File "/usr/lib/python3.11/threading.py", line 982 in run

Current thread 0x00007f5f75eb3b80 (most recent call first):
  File "/usr/lib/python3.11/ctypes/__init__.py", line 519 in string_at
  File "/w/\\u8bad\\u7ec3/.venv/lib/python3.11/site-packages/lib/x.py", line 9 in call
  File "/w/\\u8bad\\u7ec3/train.py", line 7 in boom
  File "/w/\\u8bad\\u7ec3/train.py", line 8 in <module>

Extension modules: numpy.core._multiarray_umath, numpy.linalg._umath_linalg (total: 2)
`;

describe('a crash in the output', () => {
  it('is named with its signal and the line of the program that it was in', () => {
    assert.deepEqual(crashIn(segmentationFault, plan), {
      code: 'crash',
      signal: 'SIGSEGV',
      text: 'Segmentation fault',
      at: { file: '/w/训练/train.py', line: 7, fn: 'boom' },
    });
  });

  it('is known by the words of each signal', () => {
    const words = ['Aborted', 'Bus error', 'Floating point exception', 'Floating-point exception', 'Illegal instruction'];
    assert.deepEqual(
      words.map((word) => crashIn(`Fatal Python error: ${word}\n`, plan)?.signal),
      ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGFPE', 'SIGILL'],
    );
    const own = crashIn('Fatal Python error: _Py_CheckRecursiveCall: Cannot recover from stack overflow.\n', plan);
    assert.deepEqual([own?.signal, own?.text], ['SIGABRT', '_Py_CheckRecursiveCall: Cannot recover from stack overflow.']);
    const windows = crashIn('Windows fatal exception: access violation\n\n', plan);
    assert.deepEqual([windows?.signal, windows?.text], [null, 'access violation']);
  });

  it('is the last one, and stands at the beginning of a line', () => {
    assert.equal(crashIn(`Fatal Python error: Aborted\n${segmentationFault}`, plan)?.signal, 'SIGSEGV');
    assert.equal(crashIn('log: "Fatal Python error: Aborted"\n', plan), null);
    assert.equal(crashIn('Traceback (most recent call last):\nKilled\n', plan), null);
  });

  it('of Node is that its memory is used up', () => {
    const node = { ...plan, kind: 'tfjs' } as RunPlan;
    const text = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n 1: 0xb76db1 node::OOMErrorHandler\n';
    assert.deepEqual(crashIn(text, node), {
      code: 'crash',
      signal: 'SIGABRT',
      text: 'Reached heap limit Allocation failed - JavaScript heap out of memory',
    });
    assert.equal(crashIn(segmentationFault, node), null);
  });
});

describe('a lost run', () => {
  let runsDir: string;
  beforeEach(async () => {
    runsDir = await fs.mkdtemp(path.join(os.tmpdir(), 'tensorwright-lost-'));
  });
  afterEach(() => fs.rm(runsDir, { recursive: true, force: true }));

  /** A process of this start of the machine that is gone. */
  const here = async (): Promise<Record<string, unknown>> => ({
    bootId: (await fs.readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '')).trim(),
  });
  const reasonOf = async (run: MadeRun): Promise<LostReason | null | undefined> => {
    const store = createRunStore(runsDir, { watch: false, index: null });
    await store.refresh();
    store.dispose();
    const summary = store.get(run.id)!;
    assert.equal(summary.status, 'lost');
    return summary.lostReason;
  };
  const now = Date.now() / 1000;
  const training = (system?: Partial<EventFields<'system'>>): EventsText => {
    const events = new EventsText().started(now - 60).step(59, 1, [1]);
    return system ? events.add('system', { t: 60, ...system }) : events;
  };

  it('was killed when Python, which tells of its crashes, told of none', async () => {
    assert.deepEqual(await reasonOf(await makeRun(runsDir, 'a', training(), {}, await here())), { code: 'killed' });
  });

  it('was probably killed for its memory when hardly any was left', async () => {
    const gb = 1e9;
    const system = { rss: 12 * gb, mem_used: 15 * gb, mem_total: 16 * gb };
    const memory = { rss: 12 * gb, used: 15 * gb, total: 16 * gb };
    assert.deepEqual(await reasonOf(await makeRun(runsDir, 'a', training(system), {}, await here())), { code: 'killed', memory });
    // Of Node the same holds.
    assert.deepEqual(await reasonOf(await makeRun(runsDir, 'b', training(system), { kind: 'tfjs' }, await here())), {
      code: 'killed',
      memory,
    });
    const without = { mem_used: 15 * gb, mem_total: 16 * gb };
    assert.deepEqual(await reasonOf(await makeRun(runsDir, 'c', training(without), {}, await here())), {
      code: 'killed',
      memory: { rss: null, used: 15 * gb, total: 16 * gb },
    });
    const roomy = { rss: 12 * gb, mem_used: 14 * gb, mem_total: 16 * gb };
    assert.deepEqual(await reasonOf(await makeRun(runsDir, 'd', training(roomy), {}, await here())), { code: 'killed' });
    // Others took the memory, or it holds files that were read.
    const small = { rss: gb, mem_used: 15.9 * gb, mem_total: 16 * gb };
    assert.deepEqual(await reasonOf(await makeRun(runsDir, 'e', training(small), {}, await here())), { code: 'killed' });
  });

  it('crashed when the runtime said so at the end, but not when it went on afterwards', async () => {
    const run = await makeRun(runsDir, 'a', training(), {}, await here());
    const log = path.join(run.dir, 'stderr.log');
    await fs.writeFile(log, segmentationFault);
    assert.equal((await reasonOf(run))?.code, 'crash');
    // A worker of a loader crashed long before.
    await fs.utimes(log, now - 40, now - 40);
    assert.deepEqual(await reasonOf(run), { code: 'killed' });
  });

  it('is found at the end of very long output', async () => {
    const run = await makeRun(runsDir, 'a', training(), {}, await here());
    await fs.writeFile(path.join(run.dir, 'stderr.log'), `${'progress\r'.repeat(200_000)}\n${segmentationFault}`);
    assert.equal((await reasonOf(run))?.code, 'crash');
  });

  it('ended with the machine when that was restarted', async () => {
    assert.deepEqual(await reasonOf(await makeRun(runsDir, 'a', training(), {}, { bootId: 'another' })), { code: 'restart' });
    const crashed = await makeRun(runsDir, 'b', training(), {}, { bootId: 'another' });
    await fs.writeFile(path.join(crashed.dir, 'stderr.log'), segmentationFault);
    assert.equal((await reasonOf(crashed))?.code, 'crash');
  });

  it('never began when nothing was recorded, and the last line says why', async () => {
    const run = await makeRun(runsDir, 'a', '', {}, await here());
    assert.equal(await reasonOf(run), null);
    const text = 'python: error while loading shared libraries: libpython3.11.so.1.0: cannot open shared object file';
    await fs.writeFile(path.join(run.dir, 'stderr.log'), `warning\n${text}\n`);
    assert.deepEqual(await reasonOf(run), { code: 'start', text });
  });

  it('has no reason where nothing can be known', async () => {
    assert.equal(await reasonOf(await makeRun(runsDir, 'a', training(), { kind: 'tfjs' }, await here())), null);
    assert.equal(await reasonOf(await makeRun(runsDir, 'b', training(), {}, { host: 'elsewhere', bootId: 'another' }).then(longAgo)), null);
  });

  it('is not what a run is that was stopped or is over', async () => {
    const stopped = await makeRun(runsDir, 'a', training(), {}, await here());
    await fs.writeFile(path.join(stopped.dir, 'stop'), '');
    const ended = await makeRun(runsDir, 'b', training().ended(60, 'failed'), {}, await here());
    const store = createRunStore(runsDir, { watch: false, index: null });
    await store.refresh();
    store.dispose();
    assert.deepEqual(
      [stopped, ended].map(({ id }) => [store.get(id)!.status, store.get(id)!.lostReason]),
      [
        ['killed', null],
        ['failed', null],
      ],
    );
  });
});

/** On another machine, a run whose files were written lately goes on. */
async function longAgo(run: MadeRun): Promise<MadeRun> {
  const old = new Date(Date.now() - 3_600_000);
  for (const name of ['stdout.log', 'stderr.log', 'events/0.0.jsonl', '.']) await fs.utimes(path.join(run.dir, name), old, old);
  return run;
}
