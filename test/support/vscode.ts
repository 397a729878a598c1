import fs from 'node:fs';
import path from 'node:path';
import type { Browser, BrowserContext, BrowserContextOptions, FrameLocator, Page } from 'playwright-core';
import { ensureVSCodeServer } from '../../scripts/setup/vscodeServer.mjs';
import { startWorkbench, type Workbench } from '../../scripts/setup/workbench.mjs';
import { launchBrowser } from './browser';

export interface VSCodeOptions {
  vsix?: string[];
  settings?: Record<string, unknown>;
  /** Environment of the server, and so of the extension host. */
  env?: Record<string, string>;
  serverArgs?: string[];
  context?: BrowserContextOptions;
}

export interface OpenOptions {
  /** Folder of the extension under development. */
  ext?: string;
  /** Module that exports `run()`. */
  tests?: string;
}

/** Settings of every test: what would race with it is off, and the text of terminals is in the page. */
const settings = {
  'files.autoSave': 'off',
  'terminal.integrated.gpuAcceleration': 'off',
  'window.commandCenter': false,
  'editor.minimap.enabled': false,
  'workbench.colorTheme': 'Default Light Modern',
};

/** A real VS Code: its server, and its workbench in a browser. */
export class VSCode {
  private constructor(
    readonly workbench: Workbench,
    readonly server: { folder: string; node: string },
    readonly browser: Browser,
    readonly context: BrowserContext,
    public page: Page,
  ) {}

  static async start(options: VSCodeOptions = {}): Promise<VSCode> {
    endOnSignal();
    const server = await ensureVSCodeServer();
    const workbench = await startWorkbench({ ...options, server, settings: { ...settings, ...options.settings } });
    try {
      const browser = await launchBrowser();
      const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, ...options.context });
      return new VSCode(workbench, server, browser, context, await context.newPage());
    } catch (error) {
      await workbench.stop();
      throw error;
    }
  }

  async open(folder: string, { ext, tests }: OpenOptions = {}): Promise<void> {
    const remote = (file: string) => `vscode-remote://${new URL(this.workbench.url).host}${file}`;
    const payload = [
      ...(ext ? [['extensionDevelopmentPath', remote(ext)]] : []),
      ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
      ['skipWelcome', 'true'],
    ];
    await this.page.goto(
      `${this.workbench.url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(JSON.stringify(payload))}`,
    );
  }

  /** Runs a command by its title in the palette, as soon as it is there: the list does not follow what is registered later. */
  async command(title: string, timeout = 30_000): Promise<void> {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    for (const deadline = performance.now() + timeout; ;) {
      await this.palette(title);
      const found = await row.waitFor({ timeout: 2000 }).then(
        () => true,
        () => false,
      );
      if (found) return row.click();
      await this.page.keyboard.press('Escape');
      if (performance.now() > deadline) throw new Error(`the palette has no command ${title}`);
    }
  }

  /** Titles that the palette offers for a text. */
  async paletteTitles(text: string): Promise<string[]> {
    await this.palette(text);
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    const titles = await rows.allInnerTexts();
    await this.page.keyboard.press('Escape');
    return titles;
  }

  /** Opens a file by its name. */
  async openFile(name: string): Promise<void> {
    await this.page.locator('.explorer-folders-view .monaco-list-row', { hasText: name }).first().dblclick();
    await this.page.locator('.tab.active', { hasText: name }).first().waitFor();
    await this.page.locator('.editor-instance .view-line').first().waitFor();
  }

  /** Reloads the window; what was found before belongs to the old one. */
  async reload(): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.command('Developer: Reload Window')]);
  }

  /** The n-th webview; with several, their order is not stable: use `webviewFrame`. */
  webview(index = 0): FrameLocator {
    return this.page.frameLocator('iframe.webview').nth(index).frameLocator('#active-frame');
  }

  async stop(): Promise<void> {
    await this.browser.close().catch(() => undefined);
    await this.workbench.stop();
  }

  private async palette(text: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget input[type=text]').fill(`>${text}`);
  }
}

let endsOnSignal = false;

/** The server is ended when this process exits, which it must also do, and not just die, when it is told to end. */
function endOnSignal(): void {
  if (endsOnSignal) return;
  endsOnSignal = true;
  process.once('SIGTERM', () => process.exit(143));
}

/** Makes `vscode.env.language` this language; before `open`. The workbench itself stays English. */
export async function setLocale(vscode: VSCode, language: string): Promise<void> {
  await vscode.page.addInitScript((name) => {
    if (window === window.top) (globalThis as { _VSCODE_NLS_LANGUAGE?: string })._VSCODE_NLS_LANGUAGE = name;
  }, language);
}

/** Changes settings of a folder while it is open: its file is watched, the user's is not. */
export function writeFolderSettings(folder: string, changes: Record<string, unknown>): void {
  const file = path.join(folder, '.vscode/settings.json');
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const before = fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as object) : {};
  fs.writeFileSync(file, JSON.stringify({ ...before, ...changes }));
}
