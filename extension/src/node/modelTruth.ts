import * as path from 'node:path';
import * as vscode from 'vscode';
import type { KnownModels } from '../../protocol/knownModels';
import type { RunSummary } from '../../protocol/runViews';
import type * as Training from '../../training';
import { inBackground } from '../host/background';
import { t } from '../host/localize';
import type { ModelAnalysis } from '../platform';
import type { ModelTruthHost, RunHost } from '../runs/runHost';
import { isRunning } from '../runs/runItem';

/**
 * Compares what the runs of this window build with what the analysis says of their programs: once when there is a model, and once at the
 * end, when there may be more. A difference is a report in the run's `artifacts/`, which is offered once. Nothing is sent.
 */
export class ModelTruth implements ModelTruthHost {
  readonly #runs: RunHost;
  readonly #analysis: ModelAnalysis;
  readonly #training: () => Promise<typeof Training>;
  readonly #log: vscode.LogOutputChannel;
  readonly #subscription: vscode.Disposable;
  /** Runs that were going when this window saw them, and how far they were looked at. */
  readonly #stages = new Map<string, 'seen' | 'begun' | 'over'>();
  readonly #offered = new Set<string>();
  #last: Promise<void> = Promise.resolve();

  constructor(runs: RunHost, analysis: ModelAnalysis, training: () => Promise<typeof Training>, log: vscode.LogOutputChannel) {
    this.#runs = runs;
    this.#analysis = analysis;
    this.#training = training;
    this.#log = log;
    this.#subscription = runs.onDidChange((ids) => {
      for (const id of ids) this.#look(id);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  /** Resolves when nothing waits to be compared. */
  async idle(): Promise<void> {
    await this.#last;
  }

  /** Asks what the report may contain and where it goes, and writes it there. */
  async save(run: RunSummary): Promise<void> {
    const [plain, whole] = [t('Save'), t('Save with Source')];
    const detail = [
      t(
        'The report contains the versions of Tensorwright, the framework and the interpreter, and of each model that differs the names, classes, shapes and parameter counts of its layers and the lines they stand on.',
      ),
      t('It contains no data, no output of the program and no paths of this machine. Nothing is sent.'),
      t('With the source, it also contains the statements that build the model.'),
    ].join('\n\n');
    const question = t('Save a report of where {0} and the analysis differ?', run.name);
    const choice = await vscode.window.showInformationMessage(question, { modal: true, detail }, plain, whole);
    if (choice !== plain && choice !== whole) return;
    const name = `${path.basename(run.file, path.extname(run.file))}-difference.md`;
    const folder = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(run.file))?.uri.fsPath ?? path.dirname(run.file);
    const defaultUri = vscode.Uri.file(path.join(folder, name));
    const target = await vscode.window.showSaveDialog({ defaultUri, filters: { Markdown: ['md'] }, saveLabel: plain });
    if (!target) return;
    try {
      await (await this.#training()).saveReport(run.dir, target.fsPath, choice === whole);
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      const reason = error instanceof Error ? error.message : String(error);
      void vscode.window.showErrorMessage(t('The report could not be written: {0}', reason));
      return;
    }
    // To be read before it goes anywhere.
    await vscode.commands.executeCommand('vscode.open', target);
  }

  #look(id: string): void {
    const run = this.#runs.get(id);
    if (!run) return;
    const before = this.#stages.get(id);
    const isOver = !isRunning(run);
    // What was over before this window came is a thing of the past: its source has gone on.
    if (before === 'over' || (isOver && !before && !this.#runs.startedHere.has(id))) return;
    const stage = isOver ? 'over' : run.params === null ? 'seen' : 'begun';
    if (stage === before) return;
    this.#stages.set(id, stage);
    // One after the other: the comparison at the end knows more than the one before.
    if (run.params !== null)
      inBackground((this.#last = this.#last.then(() => this.#check(run)).catch((error: unknown) => this.#failed(run, error))));
  }

  async #check(run: RunSummary): Promise<void> {
    const { checkRun } = await this.#training();
    const check = await checkRun(run.dir, this.#runs.events(run.id), (file) => this.#ask(file));
    if (!check) return;
    const { values } = check.coverage;
    this.#log.info(`run ${run.id}: the analysis knows ${values.known} of ${values.seen} recorded shapes and counts of parameters`);
    if (!check.report) return;
    this.#log.warn(`run ${run.id} differs from the analysis: ${check.report}`);
    await this.#runs.refresh();
    // The same program trained again differs again, which is no news.
    const key = JSON.stringify([run.file, check.differing.map(({ layers }) => layers.filter(({ differs }) => differs.length))]);
    if (!this.#runs.startedHere.has(run.id) || this.#offered.has(run.id) || this.#offered.has(key)) return;
    this.#offered.add(run.id).add(key);
    inBackground(this.#offer(run));
  }

  async #offer(run: RunSummary): Promise<void> {
    const save = t('Save Report…');
    const sentence = t('What {0} built differs from what the analysis says. A report of it helps to make the analysis better.', run.name);
    if ((await vscode.window.showInformationMessage(sentence, save)) === save) await this.save(run);
  }

  /** What the analysis says of files as they lie on the disk; an editor that holds something else has nothing to say. */
  async #ask(file: string): Promise<KnownModels | null> {
    const uri = vscode.Uri.file(file);
    if (isEdited([uri.toString()])) return null;
    const known = await this.#analysis.knownModels(uri);
    return known && !isEdited(known.dependencies.map((dependency) => vscode.Uri.parse(dependency).toString())) ? known : null;
  }

  /** Nothing depends on the comparison, so its failure is for the log alone. */
  #failed(run: RunSummary, error: unknown): void {
    this.#log.error(
      `run ${run.id} was not compared with the analysis: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}

function isEdited(uris: readonly string[]): boolean {
  return vscode.workspace.textDocuments.some((document) => document.isDirty && uris.includes(document.uri.toString()));
}
