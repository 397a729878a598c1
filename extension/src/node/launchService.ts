import * as path from 'node:path';
import * as vscode from 'vscode';
import type * as Training from '../../training';
import { inBackground } from '../host/background';
import { loadLocalizer, t } from '../host/localize';
import { onDidChangeSetting, readSetting } from '../host/settings';
import type { LaunchHost } from '../runs/runHost';
import { askForArguments } from './argumentsPrompt';
import { pickGpus } from './gpuPrompt';
import { LaunchMemory } from './launchMemory';
import { LaunchSettings, variableScope } from './launchSettings';
import { InstalledLibraries } from './installedLibraries';
import { launchTooltip, type LaunchFacts } from './launchTooltip';
import { NoAnswerError, PythonSelection, type EditorExtensions } from './pythonSelection';

/** What was found out is shown at once and looked at anew behind it: an environment may have been created meanwhile. */
const freshMs = 5000;

interface Description {
  uri: vscode.Uri;
  text: string | undefined;
  /** When it was found out, on the clock of `performance`. */
  at: number;
  /** A look is under way. */
  isLooking: boolean;
  /** Something changed since that look began. */
  isStale: boolean;
}

const editorExtensions: EditorExtensions = {
  find: (id) => vscode.extensions.getExtension(id),
  useEnvironments: () => vscode.workspace.getConfiguration('python').get<boolean>('useEnvironmentsExtension'),
};

/** Interpreter, arguments, working directory and GPUs of each file: what applies, what is shown of it, and the commands that change it. */
export class LaunchService implements LaunchHost {
  readonly settings: LaunchSettings;
  readonly #context: vscode.ExtensionContext;
  readonly #training: () => Promise<typeof Training>;
  readonly #memory: LaunchMemory;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[];
  readonly #libraries: InstalledLibraries;
  readonly #descriptions = new Map<string, Description>();

  readonly onDidChange = this.#changed.event;
  readonly onDidChangeVersions: vscode.Event<void>;

  constructor(context: vscode.ExtensionContext, log: vscode.LogOutputChannel, training: () => Promise<typeof Training>) {
    this.#context = context;
    this.#training = training;
    this.#memory = new LaunchMemory(context.workspaceState);
    const selection = new PythonSelection(editorExtensions, () => this.#lookAgain());
    this.settings = new LaunchSettings(selection, this.#memory, log);
    this.#libraries = new InstalledLibraries((uri) => this.#librariesOf(uri));
    this.onDidChangeVersions = this.#libraries.onDidChange;
    this.#disposables = [
      selection,
      this.#libraries,
      this.#changed,
      vscode.workspace.onDidCloseTextDocument((document) => this.#descriptions.delete(document.uri.toString())),
      onDidChangeSetting(
        [
          'tensorwright.train.pythonPath',
          'tensorwright.train.arguments',
          'tensorwright.train.workingDirectory',
          'tensorwright.train.envFile',
          'tensorwright.train.gpus',
        ],
        () => this.#lookAgain(),
      ),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('python.useEnvironmentsExtension') || event.affectsConfiguration('python.envFile'))
          this.#lookAgain();
      }),
    ];
  }

  describe(uri: vscode.Uri): string | undefined {
    // Without trust nothing of the workspace is started, an interpreter neither.
    if (uri.scheme !== 'file' || !vscode.workspace.isTrusted) return undefined;
    const key = uri.toString();
    let description = this.#descriptions.get(key);
    if (!description) {
      description = { uri, text: undefined, at: -Infinity, isLooking: false, isStale: false };
      this.#descriptions.set(key, description);
    }
    if (!description.isLooking && performance.now() - description.at > freshMs) inBackground(this.#look(description));
    return description.text;
  }

  versionsOf(uri: vscode.Uri): Promise<Record<string, string>> {
    return uri.fsPath ? this.#libraries.of(uri) : Promise.resolve({});
  }

  /** Asks for arguments and working directory and remembers them; `false` when the person gave up. */
  async askFor(uri: vscode.Uri): Promise<boolean> {
    const { file, workspace } = variableScope(uri);
    const before = this.#memory.get(file) ?? {
      args: readSetting('tensorwright.train.arguments', uri),
      workingDirectory: readSetting('tensorwright.train.workingDirectory', uri),
    };
    const choice = await askForArguments(uri, workspace, before);
    if (!choice) return false;
    await this.#memory.set(file, choice);
    this.#lookAgain();
    return true;
  }

  async forgetArguments(uri: vscode.Uri): Promise<void> {
    const name = path.basename(uri.fsPath);
    const known = this.#memory.get(uri.fsPath);
    await this.#memory.set(uri.fsPath, undefined);
    this.#lookAgain();
    void vscode.window.showInformationMessage(
      known ? t('{0} is trained as the settings say again.', name) : t('No arguments of {0} were remembered.', name),
    );
  }

  async selectGpu(uri: vscode.Uri | undefined): Promise<void> {
    const { queryGpus } = await this.#training();
    const { gpus, problem } = await queryGpus();
    const localizer = await loadLocalizer(this.#context.extensionUri, 'training');
    await pickGpus(gpus, problem && localizer.render(problem), uri);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #librariesOf(uri: vscode.Uri): Promise<Record<string, string>> {
    const [{ libraryVersions }, python] = await Promise.all([this.#training(), this.settings.pythonFor(uri)]);
    return libraryVersions({ ...variableScope(uri), ...(python ? { python } : {}) });
  }

  #lookAgain(): void {
    this.#libraries.lookAgain();
    for (const description of this.#descriptions.values()) inBackground(this.#look(description));
  }

  /** One look a file at a time; another that is asked for meanwhile follows it. */
  async #look(description: Description): Promise<void> {
    if (description.isLooking) {
      description.isStale = true;
      return;
    }
    description.isLooking = true;
    try {
      do {
        description.isStale = false;
        const text = launchTooltip(await this.#facts(description.uri), t);
        description.at = performance.now();
        if (text === description.text) continue;
        description.text = text;
        this.#changed.fire();
      } while (description.isStale);
    } finally {
      description.isLooking = false;
    }
  }

  async #facts(uri: vscode.Uri): Promise<LaunchFacts> {
    const { findPython, TrainingError } = await this.#training();
    const { workspace } = variableScope(uri);
    try {
      const request = await this.settings.requestFor(uri);
      const facts = { workspace, cwd: request.cwd ?? workspace, args: request.args ?? [], envFiles: request.envFiles ?? [] };
      if (request.gpus === undefined) return facts;
      try {
        const { path: file, version, source, environment } = await findPython(request);
        return { ...facts, gpus: request.gpus, python: { path: file, version, source, environment } };
      } catch (error) {
        if (!(error instanceof TrainingError)) throw error;
        const localizer = await loadLocalizer(this.#context.extensionUri, 'training');
        return { ...facts, gpus: request.gpus, python: { problem: localizer.render(error.userMessage) } };
      }
    } catch (error) {
      if (!(error instanceof NoAnswerError)) throw error;
      return { workspace, cwd: workspace, args: [], envFiles: [], python: { problem: noAnswerText(error) } };
    }
  }
}

export function noAnswerText({ extensionName }: NoAnswerError): string {
  return t('{0} did not say which interpreter is selected.', extensionName);
}
