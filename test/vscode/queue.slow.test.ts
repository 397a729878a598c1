import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { processesOf } from '../runs/training/queueSupport';
import { kill } from '../runs/training/support';
import { VSCode, writeFolderSettings } from '../support/vscode';
import { webviewFrame, webviewWhere } from '../support/webviewFrame';
import { showFailure, until } from './support/editor';
import { endRuns, isRunning, processOf, runDirs } from './support/runFiles';
import { vsixFile } from './support/vsix';

const live = 'Tensorwright Live';

describe('the queue of runs in VS Code', function () {
  this.timeout(420_000);
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "tensorwright-queue it's ü "));
  const workspace = path.join(parent, 'sweep');
  let vscode: VSCode;

  before(async () => {
    fs.mkdirSync(workspace);
    fs.writeFileSync(path.join(workspace, 'long.py'), 'import time\nwhile True:\n    time.sleep(0.1)\n');
    fs.writeFileSync(path.join(workspace, 'short.py'), "print('short')\n");
    writeFolderSettings(workspace, { 'tensorwright.runs.parallel': 1 });
    vscode = await VSCode.start({ vsix: [await vsixFile()] });
    await vscode.open(workspace);
  });
  afterEach(function () {
    return showFailure(this.currentTest, vscode);
  });
  after(async () => {
    await vscode?.stop();
    for (const pid of await dispatchers()) kill(pid);
    endRuns(workspace);
    fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  const dispatchers = (): Promise<number[]> => processesOf(workspace, 'dispatch.cjs');
  const names = (dir: string): string[] => fs.readdirSync(dir);
  const hasEnded = (dir: string): boolean =>
    fs.readFileSync(path.join(dir, 'stdout.log'), 'utf8') === 'short\n' && !isRunning(processOf(dir));
  const train = async (file: string): Promise<string> => {
    const before = runDirs(workspace).length;
    // Train has brought our views to the front.
    if (before) await vscode.command('View: Show Explorer', 60_000);
    await vscode.openFile(file);
    await vscode.command('Train This File', 60_000);
    await until('there is another run', () => runDirs(workspace).length > before);
    return runDirs(workspace).at(-1)!;
  };
  const pane = () => vscode.page.locator('.pane', { has: vscode.page.locator('.pane-header[aria-label^="Runs"]') });

  it('waits for its turn, says why, starts one at once, and goes on after a reload although who looked after it was killed', async () => {
    const { page } = vscode;
    const long = await train('long.py');
    let frame = await webviewWhere(page, live, 'it runs', ({ status }) => status === 'running', 90_000);
    const first = await train('short.py');
    // Ids of one second are in no order.
    const second = await train('short.py').then((dir) =>
      dir === first ? runDirs(workspace).find((each) => ![long, first].includes(each))! : dir,
    );
    const waiting = [first, second].sort((a, b) => orderOf(a) - orderOf(b));
    for (const dir of waiting) assert.ok(names(dir).includes('queue.json') && !names(dir).includes('process.json'));
    await until('both are listed', async () => {
      frame = await webviewFrame(page, live, 60_000);
      return (
        (await frame
          .locator('.queue [data-queued]')
          .count()
          .catch(() => 0)) === 2
      );
    });
    assert.match(await frame.locator('.queue').innerText(), /place 1 · waits for 1 of 1 running[^]*place 2 · waits for 1 of 1 running/);
    await vscode.command('Focus on Runs View', 60_000);
    await until('the list says so too', async () =>
      (await pane().innerText()).replace(/\s+/g, ' ').includes('no. 2: waits for 1 of 1 running'),
    );
    assert.match(await page.locator('.statusbar').innerText(), /2 waiting/);

    await frame.locator('.queue [data-action="startNow"]').nth(1).click();
    await until('the second one has run', () => names(waiting[1]!).includes('process.json') && hasEnded(waiting[1]!));
    assert.ok(names(waiting[0]!).includes('queue.json'), 'the first one still waits');
    assert.ok(isRunning(processOf(long)));

    await until('somebody looks after the queue', async () => (await dispatchers()).length === 1);
    const [before] = await dispatchers();
    kill(before!);
    await vscode.reload();
    await until('somebody else does', async () => (await dispatchers()).some((pid) => pid !== before));
    await until('it still waits', async () => {
      frame = await webviewFrame(page, live, 60_000);
      return (
        (await frame
          .locator('.queue [data-queued]')
          .count()
          .catch(() => 0)) === 1
      );
    });
    await frame.locator('[data-action="stop"]').first().click();
    await until('it has had its turn', () => names(waiting[0]!).includes('process.json') && hasEnded(waiting[0]!));
    await until('nobody looks after an empty queue', async () => (await dispatchers()).length === 0);
  });

  function orderOf(dir: string): number {
    return (JSON.parse(fs.readFileSync(path.join(dir, 'queue.json'), 'utf8')) as { order: number }).order;
  }
});
