import * as vscode from 'vscode';
import type { SettingId, Settings } from '../contributions';

/** Reads a setting by its whole id, typed as it was declared. */
export function readSetting<K extends SettingId>(id: K, scope?: vscode.ConfigurationScope): Settings[K] {
  // The default is declared in the manifest, so that there is always a value.
  return vscode.workspace.getConfiguration(undefined, scope).get<Settings[K]>(id)!;
}

export function onDidChangeSetting(ids: readonly SettingId[], listener: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (ids.some((id) => event.affectsConfiguration(id))) listener();
  });
}
