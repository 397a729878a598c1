import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runViews';
import { displayLocale, t } from '../host/localize';
import type { RunHost } from './runHost';
import { describeRun, isRunning } from './runItem';
import { runOf } from './runsTree';

type RunFilter = (run: RunSummary) => boolean;

/** Commands on one run: the one that a view names, or one that is picked. */
export class RunCommands {
  readonly #runs: RunHost;
  readonly #log: vscode.LogOutputChannel;
  /** What is selected in the tree, for keys and the palette. */
  readonly #selection: () => readonly string[];

  constructor(runs: RunHost, log: vscode.LogOutputChannel, selection: () => readonly string[]) {
    this.#runs = runs;
    this.#log = log;
    this.#selection = selection;
  }

  async stop(value: unknown): Promise<void> {
    const run = await this.#choose(value, t('Stop which run?'), isRunning);
    if (run) await this.#attempt(t('{0} could not be stopped.', run.name), () => this.#runs.stop(run));
  }

  async runAgain(value: unknown): Promise<void> {
    const run = await this.#choose(value, t('Run which one again?'), () => true);
    if (run) await this.#runs.runAgain(run);
  }

  async reveal(value: unknown): Promise<void> {
    const run = await this.#choose(value, t('Reveal the folder of which run?'), () => true);
    if (run) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.joinPath(vscode.Uri.file(run.dir), 'run.json'));
  }

  async delete(value: unknown): Promise<void> {
    const run = await this.#choose(value, t('Delete which run?'), (candidate) => !isRunning(candidate));
    if (!run) return;
    if (isRunning(run)) {
      void vscode.window.showInformationMessage(t('{0} is still running. Stop it first.', run.name));
      return;
    }
    const remove = t('Delete');
    const detail = t('Its folder goes to the trash where there is one: {0}', run.dir);
    const choice = await vscode.window.showWarningMessage(t('Delete the run {0}?', run.name), { modal: true, detail }, remove);
    if (choice === remove) await this.#attempt(t('{0} could not be deleted.', run.name), () => this.#runs.delete(run));
  }

  /** The run that was named, else the selected one if it fits, else one of the user's choice; the only one is not asked for. */
  async choose(value: unknown, placeHolder: string): Promise<RunSummary | undefined> {
    return this.#choose(value, placeHolder, () => true);
  }

  async #choose(value: unknown, placeHolder: string, fits: RunFilter): Promise<RunSummary | undefined> {
    const named = runOf(this.#runs, value) ?? runOf(this.#runs, this.#selection()[0]);
    if (named && (fits(named) || value !== undefined)) return named;
    const runs = this.#runs.list().filter(fits);
    if (runs.length < 2) return runs[0];
    const now = Date.now();
    const items = runs.map((run) => {
      const { label, description, icon } = describeRun(run, t, displayLocale(), now);
      return { label, description, iconPath: new vscode.ThemeIcon(icon.id.replace('~spin', '')), run };
    });
    return (await vscode.window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.run;
  }

  async #attempt(sentence: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.#log.error(`${sentence} ${String(error)}`);
      void vscode.window.showErrorMessage(`${sentence} ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}
