import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runViews';
import { displayLocale, t } from '../host/localize';
import { exportRuns } from './exportRuns';
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

  async startNow(value: unknown): Promise<void> {
    const run = await this.#choose(value, t('Start which run now?'), (candidate) => candidate.status === 'queued');
    if (run) await this.#attempt(t('{0} could not be started.', run.name), () => this.#runs.startNow(run));
  }

  async runAgain(value: unknown): Promise<void> {
    const run = await this.#choose(value, t('Run which one again?'), () => true);
    if (run) await this.#runs.runAgain(run);
  }

  async reveal(value: unknown): Promise<void> {
    const run = await this.#choose(value, t('Reveal the folder of which run?'), () => true);
    if (run) await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.joinPath(vscode.Uri.file(run.dir), 'run.json'));
  }

  async delete(value: unknown, all?: unknown): Promise<void> {
    const chosen = await this.#chooseMany(value, all, t('Delete which run?'), (candidate) => candidate.status !== 'running');
    const runs = chosen.filter((run) => run.status !== 'running');
    const [first, ...more] = runs;
    if (!first) {
      if (chosen[0]) void vscode.window.showInformationMessage(t('{0} is still running. Stop it first.', chosen[0].name));
      return;
    }
    const remove = t('Delete');
    const question = more.length ? t('Delete {0} runs?', runs.length) : t('Delete the run {0}?', first.name);
    const details = [
      more.length
        ? t('Their folders go to the trash where there is one: {0}', runs.map(({ name }) => name).join(', '))
        : t('Its folder goes to the trash where there is one: {0}', first.dir),
    ];
    if (chosen.length > runs.length) details.push(t('Those that still run stay.'));
    const detail = details.join('\n');
    if ((await vscode.window.showWarningMessage(question, { modal: true, detail }, remove)) !== remove) return;
    for (const run of runs) await this.#attempt(t('{0} could not be deleted.', run.name), () => this.#deleteOne(run));
  }

  async #deleteOne(run: RunSummary): Promise<void> {
    if ((await this.#runs.library.delete(run)) === 'deleted') return;
    const remove = t('Delete for Good');
    const question = t('The trash does not take {0}. Delete it for good?', run.name);
    const choice = await vscode.window.showWarningMessage(question, { modal: true, detail: run.dir }, remove);
    if (choice === remove) await this.#runs.library.delete(run, true);
  }

  async pin(value: unknown, all: unknown, pinned: boolean): Promise<void> {
    const placeHolder = pinned ? t('Pin which run?') : t('Unpin which run?');
    const runs = await this.#chooseMany(value, all, placeHolder, (candidate) => candidate.pinned !== pinned);
    const [first] = runs;
    if (first) await this.#attempt(t('{0} could not be changed.', first.name), () => this.#runs.library.pin(runs, pinned));
  }

  async rename(value: unknown): Promise<void> {
    const run = await this.#choose(value, t('Rename which run?'), () => true);
    const name =
      run &&
      (await vscode.window.showInputBox({
        title: t('Rename {0}', run.name),
        value: run.name,
        prompt: t('Leave it empty for the name that the run was started with.'),
      }));
    if (name === undefined || name === run?.name) return;
    await this.#attempt(t('{0} could not be renamed.', run!.name), () => this.#runs.library.rename(run!, name));
  }

  async export(value: unknown, all: unknown): Promise<void> {
    const runs = await this.#chooseMany(value, all, t('Export which run?'), () => true);
    if (runs.length) await this.#attempt(t('The export failed.'), () => exportRuns(this.#runs.library, runs));
  }

  /** The run that was named, else the selected one if it fits, else one of the user's choice. */
  async choose(value: unknown, placeHolder: string): Promise<RunSummary | undefined> {
    return this.#choose(value, placeHolder, () => true);
  }

  /** One of the runs that have a report of a difference. */
  async chooseReport(value: unknown): Promise<RunSummary | undefined> {
    const hasReport: RunFilter = ({ artifacts }) => artifacts.some(({ kind }) => kind === 'report');
    const run = await this.#choose(value, t('Save the report of which run?'), hasReport);
    if (run && hasReport(run)) return run;
    // Nothing is said to who dismissed the picker.
    if (run || !this.#runs.list().some(hasReport))
      void vscode.window.showInformationMessage(t('No difference from the analysis was found.'));
    return undefined;
  }

  async #choose(value: unknown, placeHolder: string, fits: RunFilter): Promise<RunSummary | undefined> {
    const named = runOf(this.#runs, value) ?? runOf(this.#runs, this.#selection()[0]);
    if (named && (fits(named) || value !== undefined)) return named;
    return this.#pick(placeHolder, fits);
  }

  /**
   * The runs that were named: all that are selected when the command was called on one of them, as VS Code tells by `all`. Else the selected
   * ones if some of them fit, else one of the user's choice.
   */
  async #chooseMany(value: unknown, all: unknown, placeHolder: string, fits: RunFilter): Promise<RunSummary[]> {
    const ids: readonly unknown[] = Array.isArray(all) && all.includes(value) ? all : value === undefined ? this.#selection() : [value];
    const named = ids.flatMap((id) => runOf(this.#runs, id) ?? []);
    if (named.length && (named.some(fits) || value !== undefined)) return named;
    const picked = await this.#pick(placeHolder, fits);
    return picked ? [picked] : [];
  }

  /** The only one is not asked for. */
  async #pick(placeHolder: string, fits: RunFilter): Promise<RunSummary | undefined> {
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
