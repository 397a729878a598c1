import * as vscode from 'vscode';
import type { Channel } from '../../protocol/channel';
import type { FromCurves, ToCurves } from '../../protocol/curvesPanel';
import type { SeriesQuery } from '../../protocol/runViews';
import { panels } from '../contributions/panels';
import { goToPlace } from '../goToPlace';
import { t } from '../host/localize';
import { Throttle } from '../host/throttle';
import type { RunHost } from '../runs/runHost';
import type { RunActions } from './liveView';
import { localeMessage, openPage } from './webviewPort';
import { inBackground } from '../host/background';

/** The curves beside the editor; one panel a window. It asks for the series that it shows, at its own resolution. */
export class CurvesPanel implements vscode.WebviewPanelSerializer, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #runs: RunHost;
  readonly #actions: RunActions;
  readonly #throttle = new Throttle(() => this.#postChanges());
  readonly #subscription: vscode.Disposable;
  #panel: vscode.WebviewPanel | undefined;
  #channel: Channel<FromCurves, ToCurves> | undefined;
  #ready = false;
  #focus: string | undefined;
  #query: { query: number; want: SeriesQuery } | undefined;

  constructor(extensionUri: vscode.Uri, runs: RunHost, actions: RunActions) {
    this.#extensionUri = extensionUri;
    this.#runs = runs;
    this.#actions = actions;
    this.#subscription = runs.onDidChange(() => this.#refresh());
  }

  get visible(): boolean {
    return this.#panel?.visible === true;
  }

  /** Opens the panel, or shows it; a named run is made visible and highlighted. */
  open(run?: string): void {
    this.#focus = run ?? this.#focus;
    if (this.#panel) {
      this.#panel.reveal(undefined, true);
      this.#postFocus();
      return;
    }
    const column = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true };
    this.#attach(vscode.window.createWebviewPanel(panels.curves, t('Curves'), column, { retainContextWhenHidden: false }));
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    // Two windows' worth of layout cannot both be kept: the newest panel follows.
    this.#panel?.dispose();
    this.#attach(panel);
    return Promise.resolve();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#throttle.dispose();
    this.#channel?.dispose();
  }

  #attach(panel: vscode.WebviewPanel): void {
    this.#panel = panel;
    panel.title = t('Curves');
    this.#ready = false;
    this.#channel = openPage(panel.webview, this.#extensionUri, { name: 'curves', title: 'Tensorwright Curves' }, (message) =>
      this.#receive(message),
    );
    panel.onDidChangeViewState(() => this.#refresh());
    panel.onDidDispose(() => {
      if (this.#panel !== panel) return;
      this.#channel?.dispose();
      this.#channel = this.#panel = this.#query = undefined;
      this.#ready = false;
    });
  }

  #receive(message: FromCurves): void {
    switch (message.type) {
      case 'ready':
        return inBackground(this.#greet());
      case 'query':
        this.#query = { query: message.query, want: message.want };
        return this.#postSeries();
      case 'stop':
        return this.#actions.stop(message.run);
      case 'showOutput':
        return this.#actions.showOutput(message.run);
      case 'openFile': {
        const run = this.#runs.get(message.run);
        if (run) inBackground(goToPlace(vscode.Uri.file(run.file), 1));
        return;
      }
      case 'openExample':
        return this.#actions.openExample();
    }
  }

  async #greet(): Promise<void> {
    const channel = this.#channel;
    channel?.post(await localeMessage(this.#extensionUri));
    if (!channel || channel !== this.#channel) return;
    // A page that was hidden starts anew and asks anew.
    this.#query = undefined;
    this.#ready = true;
    this.#postRuns();
    this.#postFocus();
  }

  #refresh(): void {
    if (this.#ready && this.visible) this.#throttle.request();
  }

  #postChanges(): void {
    this.#postRuns();
    this.#postSeries();
  }

  #postRuns(): void {
    this.#channel?.post({ type: 'runs', runs: this.#runs.list(), now: Date.now() });
  }

  #postSeries(): void {
    if (this.#query) this.#channel?.post({ type: 'series', query: this.#query.query, slices: this.#runs.query(this.#query.want) });
  }

  #postFocus(): void {
    if (!this.#ready || this.#focus === undefined) return;
    this.#channel?.post({ type: 'focus', run: this.#focus });
    this.#focus = undefined;
  }
}
