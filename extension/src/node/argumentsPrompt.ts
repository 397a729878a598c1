import * as path from 'node:path';
import * as vscode from 'vscode';
import { t } from '../host/localize';
import type { LaunchChoice } from './launchMemory';
import { joinArguments, splitArguments } from './shellWords';

/** Asks for the arguments of a program and the folder it starts in; `undefined` when the person gave up. */
export async function askForArguments(uri: vscode.Uri, workspace: string, before: LaunchChoice): Promise<LaunchChoice | undefined> {
  const title = t('Train {0} with arguments', path.basename(uri.fsPath));
  const line = await vscode.window.showInputBox({
    title,
    prompt: t('Arguments of the program, quoted as in a shell. They are remembered for this file.'),
    value: joinArguments(before.args),
    ignoreFocusOut: true,
    validateInput: (value) => (splitArguments(value) ? undefined : t('A quote is not closed.')),
  });
  const args = line === undefined ? undefined : splitArguments(line);
  if (!args) return undefined;
  const workingDirectory = await askForFolder(uri, workspace, before.workingDirectory, title);
  return workingDirectory === undefined ? undefined : { args, workingDirectory };
}

async function askForFolder(uri: vscode.Uri, workspace: string, before: string, title: string): Promise<string | undefined> {
  const folder = path.dirname(uri.fsPath);
  const places = [
    { label: t('Workspace folder'), description: workspace, value: 'workspace' },
    ...(folder === workspace ? [] : [{ label: t('Folder of the file'), description: folder, value: 'file' }]),
    ...(path.isAbsolute(before) ? [{ label: path.basename(before), description: before, value: before }] : []),
    { label: t('Other folder…'), value: '' },
  ];
  // What was taken the last time is one Enter away.
  const items = places.sort((a, b) => Number(b.value === before) - Number(a.value === before));
  const picked = await vscode.window.showQuickPick(items, { title, placeHolder: t('Start in which folder?'), ignoreFocusOut: true });
  if (!picked || picked.value) return picked?.value;
  const [other] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: vscode.Uri.file(workspace),
      openLabel: t('Start Here'),
    })) ?? [];
  return other?.fsPath;
}
