// Installs the pinned packages when they are not the ones of package-lock.json.
import fs from 'node:fs';
import path from 'node:path';
import { t } from './language.mjs';
import { SetupError, withProgress } from './progress.mjs';
import { npm, root } from './run.mjs';

export async function ensureNodeModules(folder = root) {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new SetupError(t('Node {0} is too old: Tensorwright needs Node 20 or newer.', process.versions.node));
  if (installedAsLocked(folder)) return;
  await withProgress(t('Installing packages'), (detail) => npm(['ci', '--no-audit', '--no-fund'], { cwd: folder, onLine: detail }));
}

/** Whether every locked package lies in node_modules in the locked version. npm's own record there says which are installed. */
export function installedAsLocked(folder) {
  const locked = readPackages(path.join(folder, 'package-lock.json'));
  const installed = readPackages(path.join(folder, 'node_modules', '.package-lock.json'));
  if (!locked || !installed) return false;
  return Object.entries(locked).every(([place, entry]) => {
    if (place === '' || entry.link) return true;
    const there = installed[place];
    // npm leaves out optional packages that are made for another system.
    if (!there) return entry.optional === true;
    return there.version === entry.version && fs.existsSync(path.join(folder, place, 'package.json'));
  });
}

function readPackages(file) {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')).packages;
  } catch {
    return null;
  }
}
