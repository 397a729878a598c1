// The user's cache folder: what is downloaded once for all checkouts.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** Folder of this project under the user's cache folder. */
export function cacheFolder(env = process.env) {
  if (env.XDG_CACHE_HOME) return path.join(env.XDG_CACHE_HOME, 'tensorwright');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return path.join(env.LOCALAPPDATA, 'tensorwright', 'cache');
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches', 'tensorwright');
  return path.join(os.homedir(), '.cache', 'tensorwright');
}

/**
 * Makes `<cache>/<name>` by `make(folder)`, unless it is there. It appears in one step, so that a broken or a second,
 * simultaneous installation leaves nothing half-made behind.
 */
export async function cached(name, make) {
  const target = path.join(cacheFolder(), name);
  if (fs.existsSync(target)) return target;
  fs.mkdirSync(path.dirname(target), { recursive: true });
  const owner = `${target}.half-${os.hostname()}-`;
  removeAbandoned(owner);
  const half = fs.mkdtempSync(`${owner}${process.pid}-`);
  try {
    await make(half);
    try {
      fs.renameSync(half, target);
    } catch (error) {
      if (!fs.existsSync(target)) throw error;
    }
    return target;
  } finally {
    fs.rmSync(half, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** What a killed process left behind can be gigabytes. */
function removeAbandoned(owner) {
  const folder = path.dirname(owner);
  for (const name of fs.readdirSync(folder)) {
    const pid = name.startsWith(path.basename(owner)) && Number.parseInt(name.slice(path.basename(owner).length), 10);
    if (!pid || isAlive(pid)) continue;
    try {
      fs.rmSync(path.join(folder, name), { recursive: true, force: true });
    } catch {
      // A program that the killed process had started still writes there: the next installation removes it.
    }
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
