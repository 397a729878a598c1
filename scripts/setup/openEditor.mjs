// Opens the extension on a workspace: in the VS Code that is there, else in one that can be downloaded, else in a browser.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { cacheFolder } from './cache.mjs';
import { t } from './language.mjs';
import { withProgress } from './progress.mjs';
import { root, which } from './run.mjs';
import { ensureVSCodeServer } from './vscodeServer.mjs';
import { startWorkbench } from './workbench.mjs';

export async function openEditor(workspace) {
  const code = which('code') ?? (await downloadedVSCode());
  if (code) return openDesktop(code, workspace);
  return openBrowser(workspace);
}

function openDesktop(code, workspace) {
  console.log(t('Opening VS Code on {0}', workspace));
  const child = spawn(code, [`--extensionDevelopmentPath=${root}`, workspace], {
    stdio: 'ignore',
    detached: true,
    shell: process.platform === 'win32',
  });
  child.unref();
  return new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
}

/** The executable of a VS Code for this system, or null where none can be downloaded or no desktop can show it. */
async function downloadedVSCode() {
  const desktop = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!desktop) return null;
  try {
    const { downloadAndUnzipVSCode, SilentReporter } = await import('@vscode/test-electron');
    return await withProgress(t('Downloading VS Code'), () =>
      downloadAndUnzipVSCode({ cachePath: path.join(cacheFolder(), 'vscode'), reporter: new SilentReporter(), timeout: 15_000 }),
    );
  } catch {
    return null;
  }
}

/** Serves the web workbench on this machine until Ctrl+C. */
async function openBrowser(workspace) {
  const { packageExtension } = await import('../package.mjs');
  const server = await ensureVSCodeServer();
  const vsix = await packageExtension({ build: false });
  const token = randomBytes(16).toString('hex');
  const workbench = await withProgress(t('Starting VS Code'), () => startWorkbench({ server, vsix: [vsix], token }));
  const address = `${workbench.url}/?tkn=${token}&folder=${encodeURIComponent(workspace)}`;
  console.log(`\n${t('Open this address in a browser:')}\n\n  ${address}\n\n${t('Ctrl+C ends it.')}`);
  await Promise.race([new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve)), workbench.exited]);
  await workbench.stop();
}
