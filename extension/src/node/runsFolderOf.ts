import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { readSetting } from '../host/settings';
import { resolveRunsFolder } from '../runs/runsFolder';

/** The runs folder of a workspace folder, or of the folder of a file that is in none. */
export function runsFolderOf(workspace: string): string {
  return resolveRunsFolder(workspace, readSetting('tensorwright.runs.folder', vscode.Uri.file(workspace)), path, os.homedir());
}
