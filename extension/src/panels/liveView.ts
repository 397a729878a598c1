import * as vscode from 'vscode';
import type { Channel } from '../../protocol/channel';
import type { FromLive, LiveFigure, ToLive } from '../../protocol/livePanel';
import { Throttle } from '../host/throttle';
import { activeUri, type LensIndex } from '../lensIndex';
import type { RunSummary } from '../../protocol/runViews';
import type { RunHost } from '../runs/runHost';
import { liveQuery, liveRuns, liveState, shownRun, waitingCount } from './liveState';
import { localeMessage, openPage, pageOptions } from './webviewPort';
import { goToPlace } from '../goToPlace';
import { inBackground } from '../host/background';

/** What the live view asks for beyond what it shows; the same commands that menus run. */
export interface RunActions {
  stop(id: string): void;
  startNow(id: string): void;
  openCurves(id: string): void;
  showOutput(id: string): void;
  runAgain(id: string): void;
  debug(id: string): void;
  install(id: string): void;
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
  /** Folders from which the page may load figures. */
  #roots = new Set<string>();

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
    this.#roots = new Set(this.#runs.folders());
    this.#channel = openPage(
      view.webview,
      this.#extensionUri,
      { name: 'live', title: 'Tensorwright Live' },
      (message) => this.#receive(message),
      this.#rootUris(),
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
      case 'startNow':
        return this.#actions.startNow(message.run);
      case 'openCurves':
        return this.#actions.openCurves(message.run);
      case 'showOutput':
        return this.#actions.showOutput(message.run);
      case 'runAgain':
        return this.#actions.runAgain(message.run);
      case 'debug':
        return this.#actions.debug(message.run);
      case 'install':
        return this.#actions.install(message.run);
      case 'openArtifact':
        return this.#openArtifact(message.run, message.path);
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
    const all = this.#runs.list();
    const runs = liveRuns(all);
    const shown = shownRun(runs, this.#selected);
    const series = this.#runs.query(liveQuery(shown, this.#columns));
    const figures = shown ? this.#figures(shown) : [];
    const trusted = vscode.workspace.isTrusted;
    this.#channel?.post({
      type: 'state',
      state: liveState(runs, this.#selected, { series, figures, offer: this.#offer(), now: Date.now(), trusted, ...waitingCount(all) }),
    });
  }

  /** A figure that is drawn again keeps its path: the time makes it another address, so that it is loaded anew. */
  #figures(run: RunSummary): LiveFigure[] {
    const { webview } = this.#view ?? {};
    const figures = run.artifacts.filter(({ kind }) => kind === 'figure');
    if (!webview || !figures.length) return [];
    const root = vscode.Uri.joinPath(vscode.Uri.file(run.dir), '..').fsPath;
    if (!this.#roots.has(root)) {
      // Of a file outside of the workspace folders.
      this.#roots.add(root);
      webview.options = pageOptions(this.#extensionUri, this.#rootUris());
    }
    return figures.map(({ path, title, at }) => ({
      path,
      ...(title ? { title } : {}),
      src: webview
        .asWebviewUri(artifactUri(run, path))
        .with({ query: `t=${Math.round(at)}` })
        .toString(),
    }));
  }

  #rootUris(): vscode.Uri[] {
    return [...this.#roots].map((folder) => vscode.Uri.file(folder));
  }

  #openArtifact(id: string, path: string): void {
    const run = this.#runs.get(id);
    // Only what the run's record names: a page may send anything.
    if (!run?.artifacts.some((artifact) => artifact.path === path)) return;
    inBackground(vscode.commands.executeCommand('vscode.open', artifactUri(run, path)));
  }

  #offer(): { file: string; target: string } | null {
    const uri = activeUri();
    const [entry] = this.#lenses.of(uri).entries;
    return uri && entry ? { file: uri.fsPath, target: entry.name } : null;
  }
}

function artifactUri(run: RunSummary, path: string): vscode.Uri {
  return vscode.Uri.joinPath(vscode.Uri.file(run.dir), ...path.split('/'));
}
