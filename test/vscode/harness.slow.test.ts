import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runInExtensionHost } from '../support/extensionHost';
import { setLocale, VSCode } from '../support/vscode';
import { axe, webviewFrame } from '../support/webviewFrame';

/** What the other suites rely on, shown with a small extension: that the harness can fail, and that it sees what is there. */
describe('the harness', function () {
  this.timeout(120_000);
  let folder: string;
  let ext: string;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-harness-'));
    ext = path.join(folder, 'ext');
    fs.mkdirSync(path.join(folder, 'work'));
    fs.mkdirSync(ext);
    const manifest = {
      name: 'probe',
      publisher: 'test',
      version: '0.0.1',
      engines: { vscode: '^1.100.0' },
      main: './main.js',
      activationEvents: ['onStartupFinished'],
      contributes: { commands: [{ command: 'probe.open', title: 'Probe: Open' }] },
    };
    fs.writeFileSync(path.join(ext, 'package.json'), JSON.stringify(manifest));
    fs.writeFileSync(
      path.join(ext, 'main.js'),
      `const vscode = require('vscode');
      exports.activate = (context) => context.subscriptions.push(vscode.commands.registerCommand('probe.open', () => {
        const panel = vscode.window.createWebviewPanel('probe', 'Probe', 1, { enableScripts: true });
        panel.webview.html = '<!doctype html><html lang="en"><head><title>Probe Page</title></head><body><main><h1>' + vscode.env.language + '</h1>' +
          '<img src="data:,"></main></body></html>';
      }));`,
    );
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  function runBody(body: string) {
    const tests = path.join(folder, 'tests.js');
    fs.writeFileSync(tests, `const fs = require('node:fs');\nexports.run = async () => { ${body} };\n`);
    return runInExtensionHost({ ext: () => ext, tests, folder: path.join(folder, 'work'), timeout: 60_000 });
  }

  it('returns what the suite wrote', async () => {
    const results = { passed: ['a'], failed: [{ title: 'b', error: 'no' }], pending: [] };
    const body = `fs.writeFileSync(process.env.TENSORWRIGHT_TEST_RESULTS, ${JSON.stringify(JSON.stringify(results))});`;
    assert.deepEqual(await runBody(body), results);
  });

  it('fails when the extension host dies, which VS Code reports as exit code 0', async () => {
    await assert.rejects(runBody('process.exit(7);'), /did not come to its end/);
  });

  it('drives a webview, in another language, and finds faults of accessibility', async () => {
    const vscode = await VSCode.start();
    try {
      await setLocale(vscode, 'zh-cn');
      await vscode.open(path.join(folder, 'work'), { ext });
      await vscode.page.locator('.explorer-folders-view').waitFor();
      await vscode.command('Probe: Open');
      const frame = await webviewFrame(vscode.page, 'Probe Page');
      assert.equal(await frame.locator('h1').innerText(), 'zh-cn');
      const { violations } = await axe(frame);
      assert.ok(violations.some(({ id }) => id === 'image-alt'));
    } finally {
      await vscode.stop();
    }
  });
});
