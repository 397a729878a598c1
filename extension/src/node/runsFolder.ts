import * as os from 'node:os';
import * as path from 'node:path';

/** The folder that holds a workspace folder's runs: the setting, absolute, from the home folder, or from the workspace folder. */
export function resolveRunsFolder(workspace: string, setting: string): string {
  const wanted = setting.trim() || '.tensorwright/runs';
  const expanded = /^~(?=[\\/]|$)/.test(wanted) ? path.join(os.homedir(), wanted.slice(1)) : wanted;
  return path.resolve(workspace, expanded);
}
