import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { debugConfiguration } from '../../extension/src/node/debugConfiguration';
import { createRunStore, planRun, prepareDebug, type PreparedDebug, type RunStore } from '../../extension/training';
import { parseRunEvent } from '../../extension/training/parseRunEvent';
import type { RunEvent } from '../../extension/protocol/runs';
import { DebugAdapter } from './support/debugAdapter';
import { frameworksPython } from './support/frameworks';
import { trainingHome } from './support/runProgram';

/** Debug, from the plan over the launch configuration to the real debugger: all but VS Code's own part. */
describe('a Python program under the debugger', function () {
  this.timeout(90_000);
  let workspace: string;
  let adapter: DebugAdapter;
  let store: RunStore | undefined;

  beforeEach(() => {
    workspace = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright debug ü-')));
    adapter = new DebugAdapter();
  });
  afterEach(() => {
    adapter?.dispose();
    store?.dispose();
    store = undefined;
    fs.rmSync(workspace, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  });

  async function prepare(text: string): Promise<PreparedDebug & { file: string }> {
    const file = path.join(workspace, 'my train.py');
    fs.writeFileSync(file, text);
    fs.writeFileSync(path.join(workspace, '.env'), 'OMP_NUM_THREADS=2\nGREETING=from the file\n');
    const request = { file, workspace, debug: true, args: ['--size', '3 4'], envFiles: ['.env'], gpus: 'none' };
    const plan = await planRun({ ...request, python: { path: frameworksPython(), source: 'setting' } }, trainingHome());
    const prepared = await prepareDebug(plan, path.join(workspace, '.tensorwright/runs'), trainingHome());
    return { ...prepared, file };
  }
  const configurationOf = (prepared: PreparedDebug): Record<string, unknown> => debugConfiguration(prepared, 'debugpy', 'Debug it');

  function eventsOf(dir: string, attempt = 0): RunEvent[] {
    const lines = fs
      .readFileSync(path.join(dir, `events/0.${attempt}.jsonl`), 'utf8')
      .split('\n')
      .slice(0, -1);
    return lines.map((line, i) => {
      const parsed = parseRunEvent(line);
      assert.ok(parsed !== 'malformed' && parsed.known && parsed.q === i, line);
      return parsed.known;
    });
  }

  it('stops at its breakpoints, has a keyboard, and is recorded as any run', async () => {
    const prepared = await prepare(`import os, sys

def double(x):
    y = x * 2
    return y

name = input('Name? ')
print('Hello', name, sys.argv[1:], os.environ['GREETING'])
breakpoint()
print(double(21))
`);
    const { dir, file } = prepared;
    await adapter.launch(configurationOf(prepared), () => adapter.breakAt(file, 5));

    await adapter.until(() => adapter.terminalText.includes('Name? '));
    adapter.type('Ada\n');
    const atCall = await adapter.stopped();
    assert.deepEqual(
      (await adapter.frames(atCall.threadId)).map(({ name, line, source }) => [name, line, source?.path]),
      [['<module>', 10, file]],
    );
    await adapter.request('continue', { threadId: atCall.threadId });

    const { threadId, reason } = await adapter.stopped();
    assert.equal(reason, 'breakpoint');
    const frames = await adapter.frames(threadId);
    // Nothing of the runner stands on the stack.
    assert.deepEqual(
      frames.map(({ name, line }) => [name, line]),
      [
        ['double', 5],
        ['<module>', 10],
      ],
    );
    assert.equal((await adapter.request('evaluate', { expression: 'y', frameId: frames[0]!.id }))['result'], '42');

    const threads = (await adapter.request('threads'))['threads'] as { name: string }[];
    assert.deepEqual(
      threads.map(({ name }) => name),
      ['MainThread'],
    );
    // Recording goes on while the program is held: what the machine does, and whether somebody asks to stop.
    const nSamples = (): number => eventsOf(dir).filter(({ k }) => k === 'system').length;
    for (const before = nSamples(); nSamples() === before;) await new Promise((resolve) => setTimeout(resolve, 50));
    // The run is seen running meanwhile.
    store = createRunStore(path.dirname(dir));
    await store.refresh();
    assert.equal(store.get(prepared.plan.id)?.status, 'running');
    await adapter.request('continue', { threadId });
    await adapter.event('terminated');

    await store.refresh();
    assert.equal(store.get(prepared.plan.id)?.status, 'ok');
    const said = `Name? Hello Ada ['--size', '3 4'] from the file\n42\n`;
    assert.equal(fs.readFileSync(path.join(dir, 'stdout.log'), 'utf8'), said);
    assert.ok(adapter.terminalText.includes('42'), adapter.terminalText);
    assert.deepEqual(
      eventsOf(dir).filter(({ k }) => k === 'warning'),
      [],
    );
    assert.equal(eventsOf(dir).at(-1)?.k, 'run-ended');
  });

  it('stops where an exception ends it, and records that', async () => {
    const prepared = await prepare(`def forward(x):
    return x['no such layer']

forward({})
`);
    const { dir, file } = prepared;
    await adapter.launch(configurationOf(prepared), () => adapter.request('setExceptionBreakpoints', { filters: ['uncaught'] }));
    const { reason, threadId, text } = await adapter.stopped();
    assert.equal(reason, 'exception');
    assert.match(text!, /KeyError/);
    const [inner] = await adapter.frames(threadId);
    assert.deepEqual([inner?.name, inner?.line, inner?.source?.path], ['forward', 2, file]);
    await adapter.request('continue', { threadId });
    await adapter.event('terminated');

    const [error, ...others] = eventsOf(dir).filter((event) => event.k === 'error');
    assert.deepEqual(others, []);
    assert.deepEqual([error?.cls, error?.at?.file, error?.at?.line], ['KeyError', file, 2]);
    const ended = eventsOf(dir).at(-1);
    assert.deepEqual(ended?.k === 'run-ended' && [ended.status, ended.rc], ['failed', 1]);
    const printed = fs.readFileSync(path.join(dir, 'stderr.log'), 'utf8');
    // As colored as in a terminal, since Python 3.13.
    assert.match(stripVTControlCharacters(printed), /^Traceback[^]*KeyError: 'no such layer'\n$/);
    assert.doesNotMatch(printed, /tensorwright_runner|debugpy|runpy/);
  });

  it('is another attempt of the same run when the session is restarted', async () => {
    const prepared = await prepare('print("once")\n');
    const { dir, plan } = prepared;
    await adapter.launch(configurationOf(prepared), () => Promise.resolve());
    await adapter.event('terminated');
    // As a session that was ended by hand leaves it.
    fs.writeFileSync(path.join(dir, 'stop'), '');
    adapter?.dispose();
    adapter = new DebugAdapter();
    await adapter.launch(configurationOf(prepared), () => Promise.resolve());
    await adapter.event('terminated');
    assert.equal(eventsOf(dir, 0).at(-1)?.k, 'run-ended');
    const again = eventsOf(dir, 1);
    assert.ok(again.every(({ attempt }) => attempt === 1));
    store = createRunStore(path.dirname(dir));
    await store.refresh();
    const summary = store.get(plan.id);
    assert.deepEqual([summary?.status, summary?.stopRequested], ['ok', false]);
    assert.equal(fs.readFileSync(path.join(dir, 'stdout.log'), 'utf8'), 'once\nonce\n');
  });

  it('ends at once when its session is stopped at a breakpoint', async () => {
    const prepared = await prepare('import time\nfor i in range(1000):\n    time.sleep(0.01)\n');
    await adapter.launch(configurationOf(prepared), () => adapter.breakAt(prepared.file, 3));
    await adapter.stopped();
    // What the tracker does when the session is told to end.
    fs.writeFileSync(path.join(prepared.dir, 'stop'), '');
    await adapter.request('disconnect', { terminateDebuggee: true });
    store = createRunStore(path.dirname(prepared.dir));
    for (;;) {
      await store.refresh();
      const status = store.get(prepared.plan.id)?.status;
      if (status === 'running') continue;
      assert.equal(status, 'killed');
      break;
    }
  });
});
