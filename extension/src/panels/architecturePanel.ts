import * as vscode from 'vscode';
import type { FromArchitecture, ToArchitecture } from '../../protocol/architecturePanel';
import type { Channel } from '../../protocol/channel';
import type { GraphNode, ModelGraph, Range } from '../../protocol/graph';
import { panels } from '../contributions/panels';
import { columnOf } from '../goToPlace';
import { t } from '../host/localize';
import { Debounce } from '../host/throttle';
import type { LanguageService } from '../languageService';
import { applyQuickFix } from './applyQuickFix';
import { modelAt, nodeAt } from './nodeAt';
import { localeMessage, openPage } from './webviewPort';
import { inBackground } from '../host/background';

/** What is drawn: a document and, where it has several, one of its models. */
interface Shown {
  uri: vscode.Uri;
  model: string | null;
}

/** The architecture beside the editor; one panel a window, drawn from source, so that a broken model has one too. */
export class ArchitecturePanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #language: LanguageService;
  readonly #log: vscode.LogOutputChannel;
  readonly #update = new Debounce(() => inBackground(this.#load()), 60);
  readonly #cursor = new Debounce(() => this.#postSelection(), 150);
  readonly #disposables: vscode.Disposable[];
  #panel: vscode.WebviewPanel | undefined;
  #channel: Channel<FromArchitecture, ToArchitecture> | undefined;
  #ready = false;
  #shown: Shown | undefined;
  #models: ModelGraph[] = [];
  #selected: string | null = null;
  #loading: vscode.CancellationTokenSource | undefined;

  constructor(context: vscode.ExtensionContext, language: LanguageService, log: vscode.LogOutputChannel) {
    this.#context = context;
    this.#language = language;
    this.#log = log;
    this.#disposables = [
      this.#update,
      this.#cursor,
      language.onDidChangeGraph((uri) => {
        if (uri === this.#shown?.uri.toString()) this.#update.request();
      }),
      vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor.document.uri.toString() === this.#shown?.uri.toString()) this.#cursor.request();
      }),
    ];
  }

  /** Draws a document's model beside its editor. */
  open(uri: vscode.Uri, model: string | null): void {
    this.#shown = { uri, model };
    this.#remember();
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      this.#setTitle();
      inBackground(this.#load());
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#attach(vscode.window.createWebviewPanel(panels.architecture, t('Architecture'), column, { retainContextWhenHidden: false }));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    this.#panel?.dispose();
    this.#shown ??= this.#recall(state);
    this.#attach(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.#loading?.cancel();
    this.#channel?.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
  }

  #attach(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    this.#ready = false;
    this.#setTitle();
    const page = { name: 'architecture', title: 'Tensorwright Architecture' } as const;
    this.#channel = openPage(panel.webview, this.#context.extensionUri, page, (message) => this.#receive(message));
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#loading?.cancel();
      this.#channel?.dispose();
      this.#channel = this.#panel = this.#shown = undefined;
      this.#ready = false;
    });
  }

  #receive(message: FromArchitecture): void {
    switch (message.type) {
      case 'ready':
        return inBackground(this.#greet());
      case 'showModel':
        if (!this.#shown) return;
        this.#shown = { ...this.#shown, model: message.model };
        this.#remember();
        return this.#postState();
      case 'reveal':
        this.#selected = message.node;
        return inBackground(this.#reveal(this.#node(message.node)?.range));
      case 'revealModel':
        return inBackground(this.#reveal(this.#models.find(({ name }) => name === message.model)?.range));
      case 'applyFix': {
        const node = this.#node(message.node);
        if (this.#shown && node?.range) inBackground(applyQuickFix(this.#shown.uri, toRange(node.range), message.title, node.code));
      }
    }
  }

  async #greet(): Promise<void> {
    const channel = this.#channel;
    channel?.post(await localeMessage(this.#context.extensionUri));
    if (!channel || channel !== this.#channel) return;
    this.#ready = true;
    await this.#load();
  }

  async #load(): Promise<void> {
    const shown = this.#shown;
    if (!shown || !this.#ready) return;
    this.#loading?.cancel();
    const loading = (this.#loading = new vscode.CancellationTokenSource());
    try {
      const { models } = await this.#language.modelGraphs(shown.uri, loading.token);
      if (loading.token.isCancellationRequested) return;
      this.#models = models;
    } catch (error) {
      if (loading.token.isCancellationRequested) return;
      // A file that is gone has no model; the panel says so itself.
      this.#log.warn(`no graph of ${shown.uri.toString(true)}: ${String(error)}`);
      this.#models = [];
    }
    this.#postState();
  }

  #postState(): void {
    if (!this.#shown || !this.#ready) return;
    const { uri } = this.#shown;
    const model = this.#model();
    this.#selected = this.#nodeUnderCursor()?.id ?? null;
    this.#channel?.post({
      type: 'state',
      state: { uri: uri.toString(), file: baseName(uri), models: this.#models, model: model?.name ?? null, selected: this.#selected },
    });
  }

  #postSelection(): void {
    if (!this.#ready || this.#panel?.visible !== true) return;
    const node = this.#nodeUnderCursor()?.id ?? null;
    if (node === this.#selected) return;
    this.#selected = node;
    this.#channel?.post({ type: 'select', node });
  }

  #model(): ModelGraph | undefined {
    return modelAt(this.#models, this.#shown?.model ?? null, this.#editor()?.selection.active);
  }

  #node(id: string): GraphNode | undefined {
    return this.#model()?.nodes.find((node) => node.id === id);
  }

  #nodeUnderCursor(): GraphNode | undefined {
    const editor = this.#editor();
    return editor && nodeAt(this.#model(), editor.selection.active);
  }

  #editor(): vscode.TextEditor | undefined {
    const wanted = this.#shown?.uri.toString();
    return vscode.window.visibleTextEditors.find((editor) => editor.document.uri.toString() === wanted);
  }

  /** Puts the cursor there. What is revealed is selected already, so that the move does not come back as a message. */
  async #reveal(range: Range | null | undefined): Promise<void> {
    if (!this.#shown || !range) return;
    const start = toRange(range).start;
    const { uri } = this.#shown;
    await vscode.window.showTextDocument(uri, {
      viewColumn: columnOf(uri) ?? vscode.ViewColumn.One,
      selection: new vscode.Range(start, start),
      preserveFocus: true,
    });
  }

  #setTitle(): void {
    if (this.#panel) this.#panel.title = this.#shown ? t('Architecture: {0}', baseName(this.#shown.uri)) : t('Architecture');
  }

  /** The webview's own state may be older than the window, so the host keeps what was shown as well. */
  #remember(): void {
    if (this.#shown) void this.#context.workspaceState.update(shownKey, { uri: this.#shown.uri.toString(), model: this.#shown.model });
  }

  #recall(state: unknown): Shown | undefined {
    for (const value of [this.#context.workspaceState.get(shownKey), state]) {
      const { uri, model } = (value ?? {}) as { uri?: unknown; model?: unknown };
      if (typeof uri === 'string') return { uri: vscode.Uri.parse(uri), model: typeof model === 'string' ? model : null };
    }
    return undefined;
  }
}

const shownKey = 'tensorwright.architecture.shown';

function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

function baseName(uri: vscode.Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
