import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runViews';
import { t } from '../host/localize';
import type { ExportedRun, ExportFormat, ExportTarget, RunLibrary } from './runHost';

/** Asks for the format and the place of an export and makes it. Resolves early when the user gives up. */
export async function exportRuns(library: RunLibrary, runs: readonly RunSummary[]): Promise<void> {
  const format = await pickFormat();
  const targets = format && (await pickTargets(library, runs, format));
  if (!targets) return;
  const exported = await withProgress(runs, (signal) => library.export(targets, format, signal));
  if (exported) await tell(exported, format);
}

async function pickFormat(): Promise<ExportFormat | undefined> {
  const items: (vscode.QuickPickItem & { format: ExportFormat })[] = [
    { format: 'csv', label: 'CSV', detail: t('A table: a row a step, a column a metric. For spreadsheets and pandas.') },
    { format: 'json', label: 'JSON', detail: t('Everything: the plan, the summary and all values as lists.') },
    { format: 'tensorboard', label: 'TensorBoard', detail: t('A folder with event files, for tensorboard --logdir.') },
  ];
  return (await vscode.window.showQuickPick(items, { placeHolder: t('Export as') }))?.format;
}

async function pickTargets(library: RunLibrary, runs: readonly RunSummary[], format: ExportFormat): Promise<ExportTarget[] | undefined> {
  const [only, ...more] = runs;
  if (!only) return undefined;
  const folder =
    vscode.workspace.getWorkspaceFolder(vscode.Uri.file(only.file))?.uri ?? vscode.Uri.joinPath(vscode.Uri.file(only.file), '..');
  if (!more.length && format !== 'tensorboard') {
    const [proposed] = await library.planExport(runs, format, `${folder.fsPath}/`);
    const defaultUri = vscode.Uri.file(proposed!.file);
    // The dialog itself asks before something is replaced.
    const file = await vscode.window.showSaveDialog({
      defaultUri,
      filters: { [format.toUpperCase()]: [format] },
      title: t('Export {0}', only.name),
      saveLabel: t('Export'),
    });
    return file && library.planExport(runs, format, file.fsPath);
  }
  const [out] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: folder,
      title: more.length ? t('Export {0} runs', runs.length) : t('Export {0}', only.name),
      openLabel: t('Export Here'),
    })) ?? [];
  const targets = out && (await library.planExport(runs, format, `${out.fsPath}/`));
  const taken = targets?.filter(({ isTaken }) => isTaken) ?? [];
  if (!targets || !taken.length) return targets;
  const replace = t('Replace');
  const detail = taken.map(({ file }) => file).join('\n');
  const choice = await vscode.window.showWarningMessage(
    t('These files are there already. Replace them?'),
    { modal: true, detail },
    replace,
  );
  return choice === replace ? targets : undefined;
}

/** A long run takes seconds; whoever gives up keeps what stood there before. */
async function withProgress<T>(runs: readonly RunSummary[], work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
  const stop = new AbortController();
  const title = runs.length > 1 ? t('Exporting {0} runs…', runs.length) : t('Exporting {0}…', runs[0]!.name);
  try {
    return await vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, (_, token) => {
      token.onCancellationRequested(() => stop.abort());
      return work(stop.signal);
    });
  } catch (error) {
    if (stop.signal.aborted) return undefined;
    throw error;
  }
}

async function tell(exported: readonly ExportedRun[], format: ExportFormat): Promise<void> {
  const [first, ...more] = exported;
  if (!first) return;
  const name = vscode.workspace.asRelativePath(first.file);
  const sentences = [more.length ? t('{0} runs were exported.', exported.length) : t('{0} was exported to {1}.', first.run.name, name)];
  const unread = exported.reduce((sum, run) => sum + run.malformedLines + run.missingRecords, 0);
  if (unread) sentences.push(t('{0} records are missing or could not be read.', unread));
  const show = unread ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const open = t('Open');
  const reveal = t('Reveal');
  const choice = await show(sentences.join(' '), ...(format === 'tensorboard' || more.length ? [reveal] : [open, reveal]));
  const uri = vscode.Uri.file(first.file);
  if (choice === open) await vscode.commands.executeCommand('vscode.open', uri);
  if (choice === reveal) await vscode.commands.executeCommand('revealFileInOS', uri);
}
