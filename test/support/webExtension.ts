import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { zipEntries } from '../../scripts/setup/zipEntries.mjs';
import type { VSCode } from './vscode';

/**
 * Unpacks a .vsix into a folder of its own. With `browserOnly` its manifest loses `main`: then VS Code can only run it in the
 * browser's host, as it does where there is no Node.
 */
export function unpackVsix(file: string, { browserOnly = false } = {}): { folder: string; remove(): void } {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), 'tensorwright-unpacked-'));
  for (const entry of zipEntries(file)) {
    const target = path.resolve(parent, entry.name);
    if (entry.name.endsWith('/') || !target.startsWith(parent + path.sep)) continue;
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, entry.content());
  }
  const folder = path.join(parent, 'extension');
  if (browserOnly) {
    const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8')) as Record<string, unknown>;
    delete manifest['main'];
    delete manifest['extensionKind'];
    fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest));
  }
  return { folder, remove: () => fs.rmSync(parent, { recursive: true, force: true }) };
}

/**
 * Opens a folder with an extension in the browser's own host. An extension that comes over the remote cannot start workers there,
 * so it is served from the server's own origin, through a symbolic link that the returned function removes.
 */
export async function openInBrowserHost(vscode: VSCode, { ext, folder }: { ext: string; folder: string }): Promise<() => void> {
  const { commit } = JSON.parse(fs.readFileSync(path.join(vscode.server.folder, 'product.json'), 'utf8')) as { commit: string };
  const name = `ext-${path.basename(path.dirname(ext))}`;
  const link = path.join(vscode.server.folder, name);
  fs.rmSync(link, { force: true });
  fs.symlinkSync(ext, link);
  const location = { scheme: 'http', authority: new URL(vscode.workbench.url).host, path: `/stable-${commit}/static/${name}` };
  // Rewrites the configuration in the page before the workbench reads it.
  await vscode.page.addInitScript((extension) => {
    if (window !== window.top) return;
    new MutationObserver((_, observer) => {
      const element = document.getElementById('vscode-workbench-web-configuration');
      if (!element) return;
      observer.disconnect();
      const configuration = JSON.parse(element.dataset['settings']!) as { developmentOptions?: object };
      const developmentOptions = { ...configuration.developmentOptions, extensions: [extension] };
      element.dataset['settings'] = JSON.stringify({ ...configuration, developmentOptions });
    }).observe(document, { childList: true, subtree: true });
  }, location);
  await vscode.open(folder);
  return () => fs.rmSync(link, { force: true });
}
