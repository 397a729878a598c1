import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runViews';
import { goToPlace } from '../goToPlace';
import { t } from '../host/localize';
import type { RunHost } from './runHost';
import { isRunning } from './runItem';
import { RunTerminal } from './runTerminal';
import { findFileLinks } from './terminalText';

const openKey = 'tensorwright.output.open';

interface Link extends vscode.TerminalLink {
  places: vscode.Uri[];
  line: number;
  col: number | undefined;
}

/** The terminals that show runs: at most one a run, opened again after a reload as long as the run goes on. */
export class RunTerminals implements vscode.TerminalLinkProvider<Link>, vscode.Disposable {
  readonly #runs: RunHost;
  readonly #memory: vscode.Memento;
  readonly #terminals = new Map<string, vscode.Terminal>();
  readonly #disposables: vscode.Disposable[];
  #disposed = false;

  constructor(runs: RunHost, memory: vscode.Memento) {
    this.#runs = runs;
    this.#memory = memory;
    const restore = runs.onDidChange(() => this.#restore());
    this.#disposables = [
      restore,
      vscode.window.onDidCloseTerminal((terminal) => this.#forget(terminal)),
      vscode.window.registerTerminalLinkProvider(this),
    ];
  }

  show(run: RunSummary): void {
    this.#open(run).show();
    this.#remember();
  }

  provideTerminalLinks(context: vscode.TerminalLinkContext): Link[] {
    const run = this.#runOf(context.terminal);
    if (!run) return [];
    return findFileLinks(context.line).map(({ start, length, file, line, col }) => ({
      startIndex: start,
      length,
      tooltip: t('Open the line'),
      places: resolve(run, file),
      line,
      col,
    }));
  }

  async handleTerminalLink(link: Link): Promise<void> {
    for (const uri of link.places) {
      if (await isFile(uri)) return goToPlace(uri, link.line, link.col);
    }
    void vscode.window.showWarningMessage(t('{0} is not there any more.', link.places[0]?.fsPath ?? ''));
  }

  dispose(): void {
    this.#disposed = true;
    for (const disposable of this.#disposables) disposable.dispose();
    for (const terminal of this.#terminals.values()) terminal.dispose();
  }

  #open(run: RunSummary): vscode.Terminal {
    const open = this.#terminals.get(run.id);
    if (open) return open;
    const terminal = vscode.window.createTerminal({
      name: run.name,
      iconPath: new vscode.ThemeIcon('graph-line'),
      isTransient: true,
      pty: new RunTerminal(this.#runs, run),
    });
    this.#terminals.set(run.id, terminal);
    return terminal;
  }

  /** A terminal of ours does not survive a reload by itself; those that were open for a running run come back. */
  #restore(): void {
    const wanted = this.#memory.get<string[]>(openKey, []);
    for (const id of wanted) {
      const run = this.#runs.get(id);
      if (run && isRunning(run)) this.#open(run);
    }
  }

  #forget(closed: vscode.Terminal): void {
    // On shutdown all terminals close: that is not the user's wish to have them gone.
    if (this.#disposed) return;
    for (const [id, terminal] of this.#terminals) if (terminal === closed) this.#terminals.delete(id);
    this.#remember();
  }

  #remember(): void {
    void this.#memory.update(openKey, [...this.#terminals.keys()]);
  }

  #runOf(terminal: vscode.Terminal): RunSummary | undefined {
    for (const [id, open] of this.#terminals) if (open === terminal) return this.#runs.get(id);
    return undefined;
  }
}

/**
 * Where a printed path may lie: absolute, as a URL, or relative to the folder in which the program ran, to the workspace folder, or to
 * its own.
 */
function resolve(run: RunSummary, file: string): vscode.Uri[] {
  if (file.startsWith('file:')) return [vscode.Uri.parse(file)];
  if (/^([\\/]|[A-Za-z]:[\\/])/.test(file)) return [vscode.Uri.file(file)];
  const program = vscode.Uri.file(run.file);
  const folder = vscode.workspace.getWorkspaceFolder(program)?.uri;
  const bases = [...(run.cwd ? [vscode.Uri.file(run.cwd)] : []), ...(folder ? [folder] : []), vscode.Uri.joinPath(program, '..')];
  return bases.map((base) => vscode.Uri.joinPath(base, file.replaceAll('\\', '/')));
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
