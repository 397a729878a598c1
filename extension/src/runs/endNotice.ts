import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runViews';
import { t } from '../host/localize';
import { readSetting } from '../host/settings';
import { endText } from './endText';
import type { RunHost } from './runHost';
import { isRunning } from './runItem';
import { inBackground } from '../host/background';

/** Says once that a run which was started here has ended, when no view of it is visible; never two notices at a time. */
export class EndNotice implements vscode.Disposable {
  readonly #runs: RunHost;
  readonly #viewVisible: () => boolean;
  readonly #subscription: vscode.Disposable;
  readonly #told = new Set<string>();
  #open = false;

  constructor(runs: RunHost, viewVisible: () => boolean) {
    this.#runs = runs;
    this.#viewVisible = viewVisible;
    this.#subscription = runs.onDidChange((ids) => {
      for (const id of ids) this.#look(id);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #look(id: string): void {
    const run = this.#runs.get(id);
    if (!run || isRunning(run) || !this.#runs.startedHere.has(id) || this.#told.has(id)) return;
    this.#told.add(id);
    // Who stopped the run knows that it ended.
    if (this.#open || this.#viewVisible() || run.stopRequested || !readSetting('tensorwright.runs.notifyWhenEnded')) return;
    inBackground(this.#tell(run));
  }

  async #tell(run: RunSummary): Promise<void> {
    const curves = t('Open Curves');
    const output = t('Show Output');
    const failed = run.status !== 'ok';
    const install = run.failure?.install && t('Install {0}', run.failure.install.package);
    const show = failed ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
    this.#open = true;
    try {
      const choice = await show(endText(run, t), ...(install ? [install] : []), ...(failed ? [output, curves] : [curves]));
      if (install && choice === install) await vscode.commands.executeCommand('tensorwright.installPackage', run.id);
      if (choice === curves) await vscode.commands.executeCommand('tensorwright.openCurves', run.id);
      if (choice === output) await vscode.commands.executeCommand('tensorwright.showOutput', run.id);
    } finally {
      this.#open = false;
    }
  }
}
