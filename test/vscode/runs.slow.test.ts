import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { launchRun } from '../../extension/training';
import { fakeTrainer, kill } from '../runs/training/support';
import { VSCode, writeFolderSettings } from '../support/vscode';
import { EventsText, makeRun } from '../unit/training/madeRun';
import { showFailure, until } from './support/editor';
import { vsixFile } from './support/vsix';

/** What a person does with the runs that are there: rename, pin, export, delete, and let the oldest go. */
describe('the list of runs in VS Code', function () {
  this.timeout(420_000);
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "tensorwright-runs it's ü "));
  const workspace = path.join(parent, 'digits');
  const runsDir = path.join(workspace, '.tensorwright', 'runs');
  const ids = ['20260203-040501-aaaa', '20260203-040502-bbbb', '20260203-040503-cccc', '20260203-040504-dddd', '20260203-040505-eeee'];
  const pids: number[] = [];
  let vscode: VSCode;

  before(async () => {
    fs.mkdirSync(workspace);
    fs.writeFileSync(path.join(workspace, 'train.ts'), 'export {};\n');
    for (const [i, id] of ids.entries()) {
      const events = new EventsText()
        .started(1_760_000_000 + 60 * i)
        .step(1, 1, [2, 'NaN', 0.5])
        .epoch(1, 1, 3, { val_loss: 1 })
        .ended(2);
      await makeRun(runsDir, id, events, {
        name: `net-${id.slice(-4)}`,
        file: path.join(workspace, 'train.ts'),
        workspace,
        cwd: workspace,
      });
    }
    vscode = await VSCode.start({ vsix: [await vsixFile()] });
    await vscode.open(workspace);
    await vscode.openFile('train.ts');
    await vscode.command('Focus on Runs View', 60_000);
  });
  afterEach(function () {
    return showFailure(this.currentTest, vscode);
  });
  after(async () => {
    await vscode?.stop();
    for (const pid of pids) kill(pid);
    fs.rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  });

  const pane = () => vscode.page.locator('.pane', { has: vscode.page.locator('.pane-header[aria-label^="Runs"]') });
  const row = (name: string) => pane().locator('.monaco-list-row', { hasText: name });
  const rows = async (): Promise<string[]> =>
    (await pane().locator('.monaco-list-row').allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
  const meta = (id: string) =>
    JSON.parse(fs.readFileSync(path.join(runsDir, id, 'meta.json'), 'utf8')) as { name?: string; pinned?: boolean };
  const there = (): string[] => fs.readdirSync(runsDir).filter((name) => /^\d/.test(name));
  /** A click opens the curves beside the list, which keeps the focus. A row that is drawn anew between press and release is not clicked. */
  const select = async (first: string, ...more: string[]): Promise<void> => {
    const curves = vscode.page.locator('.tab', { hasText: 'Curves' });
    await until('the curves are open', async () => {
      await row(first).click();
      return curves.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
    });
    for (const name of more) await row(name).click({ modifiers: ['ControlOrMeta'] });
    await pane()
      .locator('.monaco-list:focus .monaco-list-row.selected', { hasText: more.at(-1) ?? first })
      .waitFor();
  };

  /** Chooses from the menu of a row until it has had its effect. A menu takes no click in its first moments, and closes when something else gets the focus. */
  const pick = async (target: Locator, item: RegExp, hasEffect: () => Promise<boolean>): Promise<void> => {
    const menu = vscode.page.locator('.monaco-menu');
    await until(`${item} had its effect`, async () => {
      if (await hasEffect()) return true;
      if ((await menu.count()) === 0) await target.click({ button: 'right' });
      await menu
        .locator('.action-item', { hasText: item })
        .click({ timeout: 5000 })
        .catch(() => undefined);
      await menu.waitFor({ state: 'detached', timeout: 2000 }).catch(() => undefined);
      for (let i = 0; i < 20 && !(await hasEffect()); i++) await new Promise((resolve) => setTimeout(resolve, 100));
      return hasEffect();
    });
  };

  it('says how many there are and what they take', async () => {
    await until('all are listed', async () => (await rows()).length === 5);
    await until('their number and size stand beside the title', async () =>
      /5 runs · \d+ kB/.test(await pane().locator('.pane-header').innerText()),
    );
  });

  it('renames one by F2, and pins it by its menu', async () => {
    await select('net-aaaa');
    await vscode.page.keyboard.press('F2');
    const input = vscode.page.locator('.quick-input-widget input[type=text]');
    await until('its name is there to be changed', async () => (await input.inputValue()) === 'net-aaaa');
    await input.fill('best "网络"');
    await input.press('Enter');
    await row('best "网络"').waitFor();
    assert.equal(meta(ids[0]!).name, 'best "网络"');

    await pick(row('best "网络"'), /^\s*Pin Run/, async () =>
      (await rows()).some((text) => text.includes('best') && text.includes('pinned')),
    );
    assert.equal(meta(ids[0]!).pinned, true);
  });

  it('exports the selected one as CSV to a file of one’s choice', async () => {
    await select('net-bbbb');
    await vscode.command('Tensorwright: Export Run…');
    const input = vscode.page.locator('.quick-input-widget input[type=text]');
    await vscode.page.locator('.quick-input-list .monaco-list-row', { hasText: 'CSV' }).click();
    const proposed = path.join(workspace, 'net-bbbb.csv');
    await until('a file is proposed', async () => (await input.inputValue()) === proposed);
    const file = path.join(workspace, "b's 2.csv");
    await input.fill(file);
    await input.press('Enter');
    await until('it is written', () => fs.existsSync(file));
    assert.equal(fs.readFileSync(file, 'utf8'), 'step,epoch,time,loss,val_loss\n1,1,0,2,\n2,1,0.5,NaN,\n3,1,1,0.5,\n3,1,1,,1\n');
    await vscode.page.locator('.notification-toast', { hasText: "net-bbbb was exported to b's 2.csv." }).waitFor();
  });

  it('deletes several at once, after one question', async () => {
    await select('net-bbbb', 'net-cccc');
    await vscode.page.keyboard.press('Delete');
    const dialog = vscode.page.locator('.monaco-dialog-box');
    await dialog.waitFor();
    assert.match(await dialog.innerText(), /Delete 2 runs\?/);
    await dialog.locator('.monaco-button', { hasText: /^Delete$/ }).click();
    await until('they are gone', () => there().length === 3);
    assert.deepEqual(there(), [ids[0], ids[3], ids[4]]);
    await until('the list is shorter', async () => (await rows()).length === 3);
  });

  it('lets the oldest go when a run starts and when it ends, but none that is pinned, and says so once', async () => {
    writeFolderSettings(workspace, { 'tensorwright.runs.keep.count': 1 });
    const home = { trainers: fakeTrainer, copies: path.join(parent, 'copies') };
    const plan = JSON.parse(fs.readFileSync(path.join(runsDir, ids[4]!, 'run.json'), 'utf8')) as Parameters<typeof launchRun>[0];
    const launch = async (id: string): Promise<void> => {
      const interpreter = { path: process.execPath };
      const { pid } = await launchRun({ ...plan, id, name: id, kind: 'tfjs', interpreter, args: ['steps=200', 'ms=50'] }, runsDir, home);
      pids.push(pid);
    };
    // The settings of the folder are read from their file, which is watched; on a busy machine they may come while the run goes on, which
    // is then long enough for its end to find them.
    await until('the setting is known', async () => {
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return fs.existsSync(path.join(workspace, '.vscode/settings.json'));
    });
    await launch('20270101-000000-ffff');
    await until('only one that is over and not pinned is left', () => !there().includes(ids[3]!));
    assert.ok(there().includes(ids[0]!) && there().includes('20270101-000000-ffff'));
    await until('also when it ends', () => there().length === 2);
    assert.deepEqual(there(), [ids[0], '20270101-000000-ffff']);
    const notice = vscode.page.locator('.notification-toast', { hasText: 'tensorwright.runs.keep.count' });
    await notice.waitFor();
    assert.match(await notice.innerText(), /net-dddd/);
  });
});
