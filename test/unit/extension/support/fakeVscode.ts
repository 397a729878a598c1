import Module from 'node:module';
import path from 'node:path';
import type * as vscode from 'vscode';

type Listener = (event: never) => void;

class EventEmitter {
  readonly #listeners = new Set<Listener>();
  readonly event = (listener: Listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };
  fire(event?: unknown): void {
    for (const listener of this.#listeners) listener(event as never);
  }
  dispose(): void {
    this.#listeners.clear();
  }
}

/** A URI of a file, in the parts that the extension uses. */
export function fileUri(fsPath: string): vscode.Uri {
  return { scheme: 'file', fsPath, path: fsPath, toString: () => `file://${encodeURI(fsPath)}` } as vscode.Uri;
}

/** An answer to a question that VS Code would ask; the question is what was shown. */
export type Answer = (question: { text: string; items: readonly unknown[] }) => unknown;

export interface FakeEditor {
  /** Values of settings by their whole id; what is absent has the default that the caller gives. */
  settings: Map<string, unknown>;
  /** Where `update` wrote: id, value and target. */
  written: [string, unknown, number][];
  extensions: Map<string, unknown>;
  folders: { name: string; uri: vscode.Uri }[];
  commands: Map<string, (...args: unknown[]) => unknown>;
  documents: { uri: vscode.Uri; isDirty: boolean }[];
  /** Messages, pickers and inputs in the order in which they were shown. */
  shown: string[];
  /** Answers in that order; a question without one is dismissed. */
  answers: Answer[];
  isTrusted: boolean;
  /** Says that settings changed. */
  changeSettings(...ids: string[]): void;
}

let installed: FakeEditor | undefined;

/**
 * Stands in for the `vscode` module in what is loaded afterwards, as far as starting runs needs it: extensions, settings, messages and pickers.
 * What VS Code itself does with them is for the suites in the real one. There is one for all test files, since modules are loaded once.
 */
export function installFakeVscode(): FakeEditor {
  return (installed ??= install());
}

function install(): FakeEditor {
  const changed = new EventEmitter();
  const editor: FakeEditor = {
    settings: new Map(),
    written: [],
    extensions: new Map(),
    folders: [],
    commands: new Map(),
    documents: [],
    shown: [],
    answers: [],
    isTrusted: true,
    changeSettings: (...ids) =>
      changed.fire({ affectsConfiguration: (id: string) => ids.some((each) => each === id || id.startsWith(`${each}.`)) }),
  };
  const ask = (text: string, items: readonly unknown[]): Promise<unknown> => {
    editor.shown.push(text);
    return Promise.resolve(editor.answers.shift()?.({ text, items }));
  };
  const message = (text: string, ...items: unknown[]): Promise<unknown> =>
    ask(
      text,
      items.filter((item) => typeof item === 'string'),
    );
  const configuration = (section?: string) => {
    const whole = (id: string): string => (section ? `${section}.${id}` : id);
    return {
      get: (id: string, fallback?: unknown) => (editor.settings.has(whole(id)) ? editor.settings.get(whole(id)) : fallback),
      inspect: (id: string) => ({ workspaceValue: editor.settings.get(whole(id)) }),
      update: (id: string, value: unknown, target: number) => {
        editor.written.push([whole(id), value, target]);
        return Promise.resolve();
      },
    };
  };
  const fake = {
    EventEmitter,
    Uri: { file: fileUri, parse: (text: string) => fileUri(decodeURI(text.replace(/^file:\/\//, ''))) },
    ProgressLocation: { Window: 10 },
    ConfigurationTarget: { Global: 1, Workspace: 2, WorkspaceFolder: 3 },
    env: { language: 'en' },
    l10n: { t: (text: string, ...args: unknown[]) => text.replace(/\{(\d+)\}/g, (_, i: string) => String(args[Number(i)])) },
    extensions: { getExtension: (id: string) => editor.extensions.get(id) },
    commands: {
      getCommands: () => Promise.resolve([...editor.commands.keys()]),
      executeCommand: (id: string, ...args: unknown[]) => Promise.resolve(editor.commands.get(id)?.(...args)),
    },
    window: {
      onDidChangeActiveTextEditor: new EventEmitter().event,
      onDidChangeWindowState: new EventEmitter().event,
      showInformationMessage: message,
      showWarningMessage: message,
      showErrorMessage: message,
      withProgress: (_options: unknown, task: () => unknown) => task(),
      showInputBox: ({ prompt, value }: { prompt: string; value: string }) => ask(prompt, [value]),
      showQuickPick: (items: readonly unknown[], { placeHolder }: { placeHolder: string }) => ask(placeHolder, items),
      showSaveDialog: ({ defaultUri }: { defaultUri: vscode.Uri }) => ask(defaultUri.fsPath, []),
      showOpenDialog: ({ openLabel }: { openLabel: string }) => ask(openLabel, []),
    },
    workspace: {
      get isTrusted() {
        return editor.isTrusted;
      },
      get workspaceFolders() {
        return editor.folders;
      },
      get textDocuments() {
        return editor.documents;
      },
      getWorkspaceFolder: (uri: vscode.Uri) =>
        editor.folders.find(({ uri: folder }) => !path.relative(folder.fsPath, uri.fsPath).startsWith('..')),
      openTextDocument: (uri: vscode.Uri) => {
        const languageId = path.extname(uri.fsPath) === '.py' ? 'python' : 'typescript';
        return Promise.resolve({ uri, fileName: uri.fsPath, languageId, isDirty: false, isUntitled: false });
      },
      getConfiguration: configuration,
      onDidChangeConfiguration: changed.event,
      onDidCloseTextDocument: new EventEmitter().event,
      onDidSaveTextDocument: new EventEmitter().event,
    },
  };
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const load = loader._load.bind(Module);
  loader._load = (request, ...rest) => (request === 'vscode' ? fake : load(request, ...rest));
  return editor;
}
