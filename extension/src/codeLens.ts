import * as vscode from 'vscode';
import type { LensTarget } from '../protocol/languageServer';
import { t } from './host/localize';
import { activeUri, type LensIndex } from './lensIndex';
import { asLensTarget } from './lensTargets';
import type { TrainTarget } from './runs/runHost';

/** What a lens command means: the server names its target, the palette and buttons leave it to the active editor. */

export async function graphTarget(lenses: LensIndex, argument: unknown): Promise<{ uri: vscode.Uri; model: string | null } | undefined> {
  const named = asLensTarget(argument);
  if (named) return { uri: vscode.Uri.parse(named.uri), model: named.name };
  const uri = activeUri();
  if (!uri) {
    void vscode.window.showInformationMessage(t('Open a file with a model first.'));
    return undefined;
  }
  const { models } = await lenses.find(uri);
  const target = await pick(models, t('Which model?'));
  return target === 'cancelled' ? undefined : { uri, model: target?.name ?? null };
}

export async function trainTarget(lenses: LensIndex, argument: unknown): Promise<TrainTarget | undefined> {
  const named = asLensTarget(argument);
  if (named) return { uri: vscode.Uri.parse(named.uri), name: named.name };
  // Menus of the editor's title hand over the file's URI.
  const uri = fileOf(argument);
  if (!uri) return undefined;
  const { entries } = await lenses.find(uri);
  const target = await pick(entries, t('Train what?'));
  return target === 'cancelled' ? undefined : { uri, name: target?.name };
}

/** The file that a menu names, or the active one. */
export function fileOf(argument: unknown): vscode.Uri | undefined {
  const uri = argument instanceof vscode.Uri ? argument : activeUri();
  if (!uri) void vscode.window.showInformationMessage(t('Open a file that trains a model first.'));
  return uri;
}

async function pick(targets: readonly LensTarget[], placeHolder: string): Promise<LensTarget | undefined | 'cancelled'> {
  if (targets.length < 2) return targets[0];
  const items = targets.map((target) => ({ label: target.name, target }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.target ?? 'cancelled';
}
