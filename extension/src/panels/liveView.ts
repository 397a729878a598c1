import * as vscode from 'vscode';
import type { Channel } from '../../protocol/channel';
import type { FromLive, ToLive } from '../../protocol/livePanel';
import { Throttle } from '../host/throttle';
import { activeUri, type LensIndex } from '../lensIndex';
import type { RunHost } from '../runs/runHost';
import { liveQuery, liveRuns, liveState, shownRun } from './liveState';
import { openPage, localeMessage } from './webviewPort';
import { goToPlace } from '../goToPlace';
import { inBackground } from '../host/background';

/** What the live view asks for beyond what it shows; the same commands that menus run. */
export interface RunActions {
  stop(id: string): void;
  openCurves(id: string): void;
  showOutput(id: string): void;
  runAgain(id: string): void;
  train(): void;
  openExample(): void;
}

/** The live view in the side panel. It owns no data: each state is made from the runs as they are. */
export class LiveView implements vscode.WebviewViewProvider, vscode.Disposable {
  readonly #extensionUri: vscode.Uri;
  readonly #runs: RunHost;
  readonly #lenses: LensIndex;
  readonly #actions: RunActions;
  readonly #throttle = new Throttle(() => this.#postState());
  readonly #disposables: vscode.Disposable[];
  #view: vscode.WebviewView | undefined;
  #channel: Channel<FromLive, ToLive> | undefined;
  #ready = false;
  #selected: string | null = null;
  #columns = 300;

  constructor(extensionUri: vscode.Uri, runs: RunHost, lenses: LensIndex, actions: RunActions) {
    this.#extensionUri = extensionUri;
    this.#runs = runs;
    this.#lenses = lenses;
    this.#actions = actions;
    const refresh = (): void => this.refresh();
    this.#disposables = [
      this.#throttle,
      runs.onDidChange(refresh),
      lenses.onDidChange(refresh),
      vscode.workspace.onDidGrantWorkspaceTrust(refresh),
    ];
  }

  get visible(): boolean {
    return this.#view?.visible === true;
  }

  /** Shows a run in full, as after it was started. */
  select(id: string): void {
    this.#selected = id;
    this.refresh();
  }

  refresh(): void {
    if (this.#ready && this.visible) this.#throttle.request();
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.#view = view;
    this.#ready = false;
    this.#channel = openPage(view.webview, this.#extensionUri, { name: 'live', title: 'Tensorwright Live' }, (message) =>
      this.#receive(message),
    );
    view.onDidChangeVisibility(() => this.refresh());
    view.onDidDispose(() => {
      this.#channel?.dispose();
      this.#channel = undefined;
      this.#view = undefined;
      this.#ready = false;
    });
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
    this.#channel?.dispose();
  }

  #receive(message: FromLive): void {
    switch (message.type) {
      case 'ready':
        return inBackground(this.#greet());
      case 'resize':
        this.#columns = message.columns;
        return this.refresh();
      case 'select':
        return this.select(message.run);
      case 'stop':
        return this.#actions.stop(message.run);
      case 'openCurves':
        return this.#actions.openCurves(message.run);
      case 'showOutput':
        return this.#actions.showOutput(message.run);
      case 'runAgain':
        return this.#actions.runAgain(message.run);
      case 'goTo':
        return inBackground(goToPlace(vscode.Uri.file(message.file), message.line, message.col));
      case 'train':
        return this.#actions.train();
      case 'openExample':
        return this.#actions.openExample();
    }
  }

  async #greet(): Promise<void> {
    const channel = this.#channel;
    channel?.post(await localeMessage(this.#extensionUri));
    if (!channel || channel !== this.#channel) return;
    this.#ready = true;
    this.#postState();
  }

  #postState(): void {
    if (!this.#ready) return;
    const runs = liveRuns(this.#runs.list());
    const series = this.#runs.query(liveQuery(shownRun(runs, this.#selected), this.#columns));
    const trusted = vscode.workspace.isTrusted;
    this.#channel?.post({
      type: 'state',
      state: liveState(runs, this.#selected, { series, offer: this.#offer(), now: Date.now(), trusted }),
    });
  }

  #offer(): { file: string; target: string } | null {
    const uri = activeUri();
    const [entry] = this.#lenses.of(uri).entries;
    return uri && entry ? { file: uri.fsPath, target: entry.name } : null;
  }
}
