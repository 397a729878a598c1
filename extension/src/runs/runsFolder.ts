/** The path rules of a system; given, so that those of each can be tested on any. */
export interface PathRules {
  resolve(...parts: string[]): string;
  join(...parts: string[]): string;
}

/** The folder that holds a workspace folder's runs: the setting, absolute, from the home folder, or from the workspace folder. */
export function resolveRunsFolder(workspace: string, setting: string, path: PathRules, home: string): string {
  const wanted = setting.trim() || '.tensorwright/runs';
  const expanded = /^~(?=[\\/]|$)/.test(wanted) ? path.join(home, wanted.slice(1)) : wanted;
  return path.resolve(workspace, expanded);
}
