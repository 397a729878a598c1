import * as path from 'node:path';
import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Message } from '../../protocol/localize';
import type { RunPlan } from '../../protocol/runs';
import type { RunSummary } from '../../protocol/runViews';
import type * as training from '../../training';
import type { RunRequest } from '../../training';
import { loadLocalizer, t } from '../host/localize';
import { readSetting } from '../host/settings';
import { offerPythonDebugger, pythonDebugger } from '../runs/pythonDebugger';
import type { PythonDebuggerType } from '../runs/pythonDebuggerType';
import type { TrainTarget } from '../runs/runHost';
import type { DebugSessions } from './debugSessions';
import { offerInterpreter } from './interpreterOffer';
import { noAnswerText, type LaunchService } from './launchService';
import { NoAnswerError } from './pythonSelection';
import type { QueueService } from './queueService';
import { runsFolderOf } from './runsFolderOf';

type Training = typeof training;

const programLanguages = new Set(['typescript', 'typescriptreact', 'javascript', 'javascriptreact', 'python']);

/** Train, Debug and Run again: from a click to a process that is on its own, or in the hands of a debugger. */
export class TrainCommand {
  readonly #context: vscode.ExtensionContext;
  readonly #log: vscode.LogOutputChannel;
  readonly #training: () => Promise<Training>;
  readonly #launches: LaunchService;
  readonly #debugs: DebugSessions;
  readonly #queue: Pick<QueueService, 'home' | 'optionsFor'>;
  readonly #importedFiles: (file: vscode.Uri) => Promise<string[]>;
  readonly #started: (id: string, runsDir: string) => Promise<void>;
  /** What is being started, so that a double click starts one run. */
  readonly #starting = new Set<string>();

  constructor(
    context: vscode.ExtensionContext,
    log: vscode.LogOutputChannel,
    training: () => Promise<Training>,
    launches: LaunchService,
    debugs: DebugSessions,
    queue: Pick<QueueService, 'home' | 'optionsFor'>,
    importedFiles: (file: vscode.Uri) => Promise<string[]>,
    started: (id: string, runsDir: string) => Promise<void>,
  ) {
    this.#context = context;
    this.#log = log;
    this.#training = training;
    this.#launches = launches;
    this.#debugs = debugs;
    this.#queue = queue;
    this.#importedFiles = importedFiles;
    this.#started = started;
  }

  /** @param withArguments asks for the program's arguments and working directory first */
  async run(target: TrainTarget, withArguments: boolean): Promise<void> {
    if (!(await this.#isTrusted())) return;
    const document = await this.#saved(target.uri);
    if (!document) return;
    if (!programLanguages.has(document.languageId)) {
      const name = path.basename(document.fileName);
      void vscode.window.showInformationMessage(t('{0} is not a Python, TypeScript or JavaScript file.', name));
      return;
    }
    await this.#launchDocument(document, target.name, withArguments);
  }

  /** The same file under the Python debugger, recorded as any run. */
  async debug(target: TrainTarget): Promise<void> {
    if (!(await this.#isTrusted())) return;
    const document = await this.#saved(target.uri);
    if (!document) return;
    if (document.languageId !== 'python') {
      void vscode.window.showInformationMessage(t('{0} is not a Python file.', path.basename(document.fileName)));
      return;
    }
    const type = pythonDebugger();
    if (type) await this.#launchDocument(document, target.name, false, type);
    else await offerPythonDebugger();
  }

  async #launchDocument(
    { uri }: vscode.TextDocument,
    target: string | undefined,
    withArguments: boolean,
    debuggerType?: PythonDebuggerType,
  ): Promise<void> {
    if (withArguments && !(await this.#launches.askFor(uri))) return;
    await this.#launch(uri, target, async () => ({ ...(await this.#launches.settings.requestFor(uri)), target }), debuggerType);
  }

  /** @param debug runs a Python program under the debugger this time */
  async again(run: RunSummary, debug = false): Promise<void> {
    if (!(await this.#isTrusted())) return;
    const isDebug = debug && run.kind === 'python';
    const debuggerType = isDebug ? pythonDebugger() : undefined;
    if (isDebug && !debuggerType) return offerPythonDebugger();
    let plan: RunPlan;
    try {
      plan = JSON.parse(await fs.readFile(path.join(run.dir, 'run.json'), 'utf8')) as RunPlan;
    } catch (error) {
      this.#log.error(`the plan of ${run.id} cannot be read: ${String(error)}`);
      void vscode.window.showErrorMessage(t('The plan of {0} cannot be read, so it cannot be repeated.', run.name));
      return;
    }
    if (!(await this.#saved(vscode.Uri.file(plan.file)))) return;
    const { requestFromPlan } = await this.#training();
    await this.#launch(vscode.Uri.file(plan.file), plan.target, () => Promise.resolve(requestFromPlan(plan)), debuggerType);
  }

  /** Training runs the user's code: no menu offers it without trust, and nothing that runs the command gets past this. */
  async #isTrusted(): Promise<boolean> {
    if (vscode.workspace.isTrusted) return true;
    const manage = t('Manage Trust');
    const choice = await vscode.window.showWarningMessage(t('Training runs code of this workspace, which is not trusted.'), manage);
    if (choice === manage) await vscode.commands.executeCommand('workbench.trust.manage');
    return false;
  }

  /** The document as it lies on the disk, saved first as the setting says; `undefined` when there is nothing to run. */
  async #saved(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
    let document: vscode.TextDocument;
    try {
      document = await vscode.workspace.openTextDocument(uri);
    } catch {
      void vscode.window.showErrorMessage(t('{0} is not there any more.', uri.fsPath));
      return undefined;
    }
    if (document.isUntitled) {
      // A new file has no place yet: VS Code asks for one.
      const at = await vscode.workspace.save(document.uri);
      return at && vscode.workspace.openTextDocument(at);
    }
    if (document.uri.scheme !== 'file') {
      void vscode.window.showInformationMessage(t('Training needs files on a disk.'));
      return undefined;
    }
    const save = readSetting('tensorwright.train.saveBeforeRun', document.uri);
    const ok = save === 'all' ? await vscode.workspace.saveAll(false) : save === 'file' && document.isDirty ? await document.save() : true;
    if (ok) return document;
    void vscode.window.showErrorMessage(t('{0} could not be saved, so nothing was started.', path.basename(document.fileName)));
    return undefined;
  }

  async #launch(
    uri: vscode.Uri,
    target: string | undefined,
    request: () => Promise<RunRequest>,
    debuggerType?: PythonDebuggerType,
  ): Promise<void> {
    const key = JSON.stringify([uri.fsPath, target]);
    if (this.#starting.has(key)) return;
    this.#starting.add(key);
    const name = path.basename(uri.fsPath);
    let python: string | undefined;
    let failure: unknown;
    const start = async (): Promise<void> => {
      const asked = await request();
      python = asked.python?.path;
      await (debuggerType ? this.#startDebug(asked, debuggerType) : this.#start(asked));
    };
    try {
      // The view shows the run as soon as there is one; focus stays where the user types. A debugger has a view of its own.
      if (!debuggerType) void vscode.commands.executeCommand('tensorwright.live.focus', { preserveFocus: true });
      const title = t('Starting {0}…', name);
      await vscode.window.withProgress({ location: { viewId: 'tensorwright.live' }, title }, () =>
        vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, start),
      );
      return;
    } catch (error) {
      failure = error;
    } finally {
      this.#starting.delete(key);
    }
    if (!(await this.#tell(name, failure, uri, python))) return;
    const mended = async (): Promise<RunRequest> => ({ ...(await request()), python: await this.#launches.settings.pythonFor(uri) });
    await this.#launch(uri, target, mended, debuggerType);
  }

  async #start(request: RunRequest): Promise<void> {
    const { planRun, enqueueRun } = await this.#training();
    const file = vscode.Uri.file(request.file);
    const { home } = this.#queue;
    const plan = await planRun(
      {
        ...request,
        node: readSetting('tensorwright.train.nodePath', file),
        fallbackNode: { path: process.execPath, env: { ELECTRON_RUN_AS_NODE: '1' } },
      },
      home,
    );
    const runsDir = runsFolderOf(plan.workspace);
    const sources = await this.#importedFiles(file);
    const run = await enqueueRun(plan, runsDir, home, { ...this.#queue.optionsFor(file), sources });
    this.#log.info(`run ${run.plan.id}: ${run.pid === null ? 'waits in the queue' : `process ${run.pid}`}, ${plan.interpreter.path}`);
    await this.#logWarnings(run.warnings);
    await this.#started(run.plan.id, runsDir);
  }

  async #startDebug(request: RunRequest, type: PythonDebuggerType): Promise<void> {
    const { planRun, prepareDebug } = await this.#training();
    const { home } = this.#queue;
    const plan = await planRun({ ...request, debug: true }, home);
    const runsDir = runsFolderOf(plan.workspace);
    const prepared = await prepareDebug(plan, runsDir, home, await this.#importedFiles(vscode.Uri.file(request.file)));
    await this.#logWarnings(prepared.warnings);
    this.#log.info(`run ${prepared.plan.id}: under the debugger, ${plan.interpreter.path}`);
    if (await this.#debugs.start(prepared, type)) await this.#started(prepared.plan.id, runsDir);
  }

  async #logWarnings(warnings: readonly Message[]): Promise<void> {
    const localizer = await loadLocalizer(this.#context.extensionUri, 'training');
    for (const warning of warnings) this.#log.warn(localizer.render(warning));
  }

  async #selectedPath(uri: vscode.Uri): Promise<string | undefined> {
    try {
      return (await this.#launches.settings.pythonFor(uri))?.path;
    } catch (error) {
      this.#log.warn(String(error));
      return undefined;
    }
  }

  /** Says why nothing was started; `true` when the person mended it by selecting another interpreter. */
  async #tell(name: string, error: unknown, uri: vscode.Uri, python: string | undefined): Promise<boolean> {
    const { TrainingError } = await this.#training();
    this.#log.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
    if (error instanceof TrainingError) {
      const localizer = await loadLocalizer(this.#context.extensionUri, 'training');
      const sentence = localizer.render(error.userMessage);
      if (error.code === 'interpreter') return offerInterpreter(sentence, python, () => this.#selectedPath(uri));
      void vscode.window.showErrorMessage(sentence);
      return false;
    }
    const show = t('Show Log');
    if (error instanceof NoAnswerError) {
      const choice = await vscode.window.showErrorMessage(`${noAnswerText(error)} ${t('Nothing was started.')}`, show);
      if (choice === show) this.#log.show();
      return false;
    }
    const sentence = t('{0} could not be started: {1}', name, error instanceof Error ? error.message : String(error));
    if ((await vscode.window.showErrorMessage(sentence, show)) === show) this.#log.show();
    return false;
  }
}
