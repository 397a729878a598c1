import * as vscode from 'vscode';
import type { Message } from '../../protocol/localize';
import type { RunSummary } from '../../protocol/runViews';
import type * as Training from '../../training';
import { loadLocalizer } from '../host/localize';
import type { ExportedRun, ExportFormat, ExportTarget, RunLibrary } from '../runs/runHost';

/** What the commands of the list do with run directories. */
export class RunLibraryService implements RunLibrary {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #training: () => Promise<typeof Training>;
  readonly #changed: (run: RunSummary) => Promise<void>;

  /** @param changed told that a run's directory was changed, so that it is looked at now */
  constructor(
    context: vscode.ExtensionContext,
    log: vscode.LogOutputChannel,
    training: () => Promise<typeof Training>,
    changed: (run: RunSummary) => Promise<void>,
  ) {
    this.#context = context;
    this.#log = log;
    this.#training = training;
    this.#changed = changed;
  }

  async rename(run: RunSummary, name: string): Promise<void> {
    await this.#say(async ({ renameRun }) => renameRun(run, name));
    await this.#changed(run);
  }

  async pin(runs: readonly RunSummary[], pinned: boolean): Promise<void> {
    for (const run of runs) {
      await this.#say(async ({ pinRun }) => pinRun(run, pinned));
      await this.#changed(run);
    }
  }

  async delete(run: RunSummary, forGood = false): Promise<'deleted' | 'no-trash'> {
    const there = await this.#say(async ({ prepareDelete }) => prepareDelete(run.dir));
    const done = !there || (!forGood && (await this.#moveToTrash(run)));
    if (!done) {
      if (!forGood && canHaveTrash()) return 'no-trash';
      await this.#say(async ({ deleteRun }) => deleteRun(run.dir));
    }
    await this.#changed(run);
    return 'deleted';
  }

  async planExport(runs: readonly RunSummary[], format: ExportFormat, out: string): Promise<ExportTarget[]> {
    return this.#say(async ({ planExport }) => planExport(runs, format, out));
  }

  async export(targets: readonly ExportTarget[], format: ExportFormat, signal: AbortSignal): Promise<ExportedRun[]> {
    const done = await this.#say(async ({ exportRuns }) => exportRuns(targets, format, { signal }));
    for (const { run, file, points } of done) this.#log.info(`exported ${points} values of ${run.id} to ${file}`);
    return done;
  }

  async #moveToTrash(run: RunSummary): Promise<boolean> {
    try {
      await vscode.workspace.fs.delete(vscode.Uri.file(run.dir), { recursive: true, useTrash: true });
      this.#log.info(`moved ${run.dir} to the trash`);
      return true;
    } catch (error) {
      this.#log.info(`no trash for ${run.dir}: ${String(error)}`);
      return false;
    }
  }

  /** Failures of the training room say their sentence in the language of the editor. */
  async #say<T>(work: (training: typeof Training) => Promise<T>): Promise<T> {
    try {
      return await work(await this.#training());
    } catch (error) {
      const message = (error as { userMessage?: Message } | null)?.userMessage;
      if (!message) throw error;
      const localizer = await loadLocalizer(this.#context.extensionUri, 'training');
      throw new Error(localizer.render(message), { cause: error });
    }
  }
}

/** The file systems of a remote machine and of a browser have none. */
function canHaveTrash(): boolean {
  return vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
}
