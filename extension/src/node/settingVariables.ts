import * as os from 'node:os';
import * as path from 'node:path';

/** What variables in the value of a setting stand for. */
export interface VariableScope {
  /** Absolute path of the workspace folder, or of the file's folder when it is in none. */
  workspace: string;
  /** Absolute path of the file that is trained. */
  file: string;
  /** Workspace folders by name, for `${workspaceFolder:name}`. */
  folders?: ReadonlyMap<string, string>;
  env?: Readonly<Record<string, string | undefined>>;
}

/** Replaces the variables that settings of VS Code have by custom; what is none of them stays as it is. */
export function replaceVariables(value: string, { workspace, file, folders, env = process.env }: VariableScope): string {
  return value.replace(/\$\{([^}]+)\}/g, (whole, name: string) => {
    if (name === 'workspaceFolder' || name === 'workspaceRoot') return workspace;
    if (name === 'workspaceFolderBasename') return path.basename(workspace);
    if (name === 'userHome') return os.homedir();
    if (name === 'file') return file;
    if (name === 'fileDirname') return path.dirname(file);
    if (name === 'pathSeparator' || name === '/') return path.sep;
    if (name.startsWith('env:')) return env[name.slice('env:'.length)] ?? '';
    if (name.startsWith('workspaceFolder:')) return folders?.get(name.slice('workspaceFolder:'.length)) ?? whole;
    return whole;
  });
}

/** An absolute path out of a setting: variables and `~` replaced, what is relative taken from the workspace folder. */
export function pathOfSetting(value: string, scope: VariableScope): string {
  const replaced = replaceVariables(value.trim(), scope).replace(/^~(?=[\\/]|$)/, () => os.homedir());
  return path.resolve(scope.workspace, replaced);
}
