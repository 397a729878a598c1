import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RunRequest } from '../../training';
import { readSetting } from '../host/settings';
import type { LaunchMemory } from './launchMemory';
import { NoAnswerError, type PythonSelection } from './pythonSelection';
import { pathOfSetting, replaceVariables, type VariableScope } from './settingVariables';

/** How a file would be started, as the settings and the selected interpreter say. */
export type LaunchRequest = Pick<RunRequest, 'file' | 'workspace' | 'args' | 'cwd' | 'envFiles' | 'python' | 'gpus' | 'backend'>;

/** Gathers what the person set for a file; looks nothing up but whether files are there. */
export class LaunchSettings {
  readonly #selection: Pick<PythonSelection, 'of'>;
  readonly #memory: Pick<LaunchMemory, 'get'>;
  readonly #log: Pick<vscode.LogOutputChannel, 'warn'>;

  constructor(selection: Pick<PythonSelection, 'of'>, memory: Pick<LaunchMemory, 'get'>, log: Pick<vscode.LogOutputChannel, 'warn'>) {
    this.#selection = selection;
    this.#memory = memory;
    this.#log = log;
  }

  async requestFor(uri: vscode.Uri): Promise<LaunchRequest> {
    const scope = variableScope(uri);
    const { file, workspace } = scope;
    const isPython = /\.pyw?$/i.test(file);
    const remembered = this.#memory.get(file);
    const args = readSetting('tensorwright.train.arguments', uri).map((arg) => replaceVariables(arg, scope));
    const python = isPython ? await this.pythonFor(uri) : undefined;
    return {
      file,
      workspace,
      args: remembered?.args ?? args,
      cwd: workingDirectory(remembered?.workingDirectory ?? readSetting('tensorwright.train.workingDirectory', uri), scope),
      envFiles: await envFiles(uri, isPython, scope),
      ...(python ? { python } : {}),
      ...(isPython ? { gpus: readSetting('tensorwright.train.gpus', uri) } : { backend: readSetting('tensorwright.train.backend', uri) }),
    };
  }

  /** The interpreter that is selected in the editor, else the setting's; without either, the workspace and PATH are searched. */
  async pythonFor(uri: vscode.Uri): Promise<RunRequest['python']> {
    const setting = readSetting('tensorwright.train.pythonPath', uri).trim();
    const named = setting ? ({ path: pathOfSetting(setting, variableScope(uri)), source: 'setting' } as const) : undefined;
    try {
      return (await this.#selection.of(uri)) ?? named;
    } catch (error) {
      if (!(error instanceof NoAnswerError) || !named) throw error;
      this.#log.warn(`${error.message}; the setting is used: ${named.path}`);
      return named;
    }
  }
}

export function variableScope(uri: vscode.Uri): VariableScope {
  const file = uri.fsPath;
  const folders = new Map((vscode.workspace.workspaceFolders ?? []).map((folder) => [folder.name, folder.uri.fsPath]));
  return { file, workspace: vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? path.dirname(file), folders };
}

function workingDirectory(setting: string, scope: VariableScope): string {
  if (setting === 'file') return path.dirname(scope.file);
  return setting === 'workspace' || !setting.trim() ? scope.workspace : pathOfSetting(setting, scope);
}

/** Our own file must be there when it is set; the Python extension's is used when it is, as there. */
async function envFiles(uri: vscode.Uri, isPython: boolean, scope: VariableScope): Promise<string[]> {
  const files: string[] = [];
  const ofPython = vscode.workspace.getConfiguration('python', uri).get('envFile', '${workspaceFolder}/.env');
  if (isPython && ofPython.trim()) {
    const file = pathOfSetting(ofPython, scope);
    if (await isFile(file)) files.push(file);
  }
  const own = readSetting('tensorwright.train.envFile', uri);
  return own.trim() ? [...files, pathOfSetting(own, scope)] : files;
}

async function isFile(file: string): Promise<boolean> {
  return fs.stat(file).then(
    (stat) => stat.isFile(),
    () => false,
  );
}
