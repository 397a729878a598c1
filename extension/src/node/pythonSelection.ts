import type * as vscode from 'vscode';

/** The interpreter that the person selected in the editor. */
export interface SelectedPython {
  /** An interpreter, or the folder of its environment. */
  path: string;
  /** The extension that knows: Python Environments, or Python itself. */
  source: 'environments' | 'python-extension';
}

/** What is used of VS Code; tests give their own. */
export interface EditorExtensions {
  /** `undefined` for one that is not installed or is disabled. */
  find(id: string): Pick<vscode.Extension<unknown>, 'isActive' | 'exports' | 'activate'> | undefined;
  /** The effective value of `python.useEnvironmentsExtension`, defaults and experiments included; `undefined` where nobody declares it. */
  useEnvironments(): boolean | undefined;
}

/** The extension that decides is there but gave no answer: going on with another interpreter might train in the wrong one. */
export class NoAnswerError extends Error {
  constructor(
    readonly extensionName: string,
    cause: unknown,
  ) {
    super(`${extensionName} did not say which interpreter is selected: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

const environmentsId = 'ms-python.vscode-python-envs';
const pythonId = 'ms-python.python';
/** Both search the disk when they start, which takes long on network file systems. */
const answerLimitMs = 30_000;

/** The part of Python Environments' API that is used. */
interface EnvironmentsApi {
  getEnvironment(scope: vscode.Uri | undefined): Promise<KnownEnvironment | undefined>;
  resolveEnvironment?(context: KnownEnvironment): Promise<KnownEnvironment | undefined>;
  onDidChangeEnvironment?: vscode.Event<unknown>;
}

interface KnownEnvironment {
  environmentPath?: vscode.Uri;
  execInfo?: { run?: { executable?: string } };
}

/** The part of the Python extension's API that is used. */
interface PythonApi {
  ready?: Promise<void>;
  environments: {
    getActiveEnvironmentPath(resource?: vscode.Uri): { id: string; path: string };
    resolveEnvironment(environment: { id: string; path: string }): Promise<{ executable?: { uri?: vscode.Uri } } | undefined>;
    onDidChangeActiveEnvironmentPath?: vscode.Event<unknown>;
  };
}

/**
 * Asks the extension that manages interpreters in this window. When both are there, the effective value of
 * `python.useEnvironmentsExtension` decides as it does for the Python extension itself; otherwise the one that is there.
 */
export class PythonSelection implements vscode.Disposable {
  readonly #editor: EditorExtensions;
  readonly #changed: () => void;
  readonly #limitMs: number;
  readonly #listening = new Map<object, vscode.Disposable>();

  /** @param changed called when the selection of some folder may have changed, once `of` was asked */
  constructor(editor: EditorExtensions, changed: () => void, limitMs = answerLimitMs) {
    this.#editor = editor;
    this.#changed = changed;
    this.#limitMs = limitMs;
  }

  /** What is selected for a file or folder; `undefined` when no extension manages interpreters, or nothing is selected. */
  async of(resource: vscode.Uri): Promise<SelectedPython | undefined> {
    const python = this.#editor.find(pythonId);
    const environments = this.#editor.find(environmentsId);
    if (environments && (this.#editor.useEnvironments() ?? !python)) {
      const api = await this.#ask('Python Environments', () => apiOf<EnvironmentsApi>(environments));
      // It exports nothing when it was switched off for this window.
      if (api) return this.#ask('Python Environments', () => this.#fromEnvironments(api, resource));
    }
    if (!python) return undefined;
    return this.#ask('Python', async () => {
      const api = await apiOf<PythonApi>(python);
      return api && this.#fromPython(api, resource);
    });
  }

  dispose(): void {
    for (const listener of this.#listening.values()) listener.dispose();
    this.#listening.clear();
  }

  async #fromEnvironments(api: EnvironmentsApi, resource: vscode.Uri): Promise<SelectedPython | undefined> {
    this.#listen(api, api.onDidChangeEnvironment);
    let environment = await api.getEnvironment(resource);
    if (environment && !environment.execInfo) environment = (await api.resolveEnvironment?.(environment)) ?? environment;
    const path = environment?.execInfo?.run?.executable ?? environment?.environmentPath?.fsPath;
    return path ? { path, source: 'environments' } : undefined;
  }

  async #fromPython({ ready, environments }: PythonApi, resource: vscode.Uri): Promise<SelectedPython | undefined> {
    await ready;
    this.#listen(environments, environments.onDidChangeActiveEnvironmentPath);
    const active = environments.getActiveEnvironmentPath(resource);
    const path = (await environments.resolveEnvironment(active))?.executable?.uri?.fsPath;
    if (path) return { path, source: 'python-extension' };
    // What was selected but is gone is still what was selected; a bare name is the default before anything was.
    return /[\\/]/.test(active.path) ? { path: active.path, source: 'python-extension' } : undefined;
  }

  #listen(api: object, event: vscode.Event<unknown> | undefined): void {
    if (event && !this.#listening.has(api))
      this.#listening.set(
        api,
        event(() => this.#changed()),
      );
  }

  async #ask<T>(name: string, question: () => Promise<T>): Promise<T> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`no answer within ${this.#limitMs / 1000} s`)), this.#limitMs);
    });
    try {
      return await Promise.race([question(), late]);
    } catch (error) {
      throw new NoAnswerError(name, error);
    } finally {
      clearTimeout(timer);
    }
  }
}

async function apiOf<T>(extension: Pick<vscode.Extension<unknown>, 'isActive' | 'exports' | 'activate'>): Promise<T | undefined> {
  if (!extension.isActive) await extension.activate();
  return extension.exports as T | undefined;
}
