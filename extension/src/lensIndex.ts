import * as vscode from 'vscode';
import { contextKeys } from './contributions/contextKeys';
import { setContext } from './host/commands';
import { collectTargets, type DocumentTargets } from './lensTargets';

/** What the last code lenses of each open document named, for the commands that are run without a lens. */
export class LensIndex implements vscode.Disposable {
  readonly #targets = new Map<string, DocumentTargets>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #disposables: vscode.Disposable[];

  /** Fires when the targets of the active editor may be others. */
  readonly onDidChange = this.#changed.event;

  constructor() {
    this.#disposables = [
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor(() => this.#update()),
      vscode.workspace.onDidCloseTextDocument((document) => this.#targets.delete(document.uri.toString())),
    ];
  }

  record(uri: string, lenses: readonly vscode.CodeLens[]): void {
    this.#targets.set(uri, collectTargets(lenses));
    if (uri === activeUri()?.toString()) this.#update();
  }

  /** Targets of a document as far as its lenses were asked for. */
  of(uri: vscode.Uri | undefined): DocumentTargets {
    return (uri && this.#targets.get(uri.toString())) ?? { models: [], entries: [] };
  }

  /** The same, but asks for the lenses when they are switched off in the editor. */
  async find(uri: vscode.Uri): Promise<DocumentTargets> {
    if (!this.#targets.has(uri.toString())) await vscode.commands.executeCommand('vscode.executeCodeLensProvider', uri);
    return this.of(uri);
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #update(): void {
    const { models, entries } = this.of(activeUri());
    setContext(contextKeys.hasModel, models.length > 0);
    setContext(contextKeys.hasEntry, entries.length > 0);
    this.#changed.fire();
  }
}

export function activeUri(): vscode.Uri | undefined {
  return vscode.window.activeTextEditor?.document.uri;
}
