import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runViews';
import { inBackground } from '../host/background';
import { t } from '../host/localize';
import { keyboardWish } from './keyboardWish';
import type { RunHost } from './runHost';

/** Says once a run that a program which was started here asked for the keyboard, and offers the debugger, which has one. */
export class KeyboardNotice implements vscode.Disposable {
  readonly #runs: Pick<RunHost, 'get' | 'onDidChange' | 'startedHere'>;
  readonly #subscription: vscode.Disposable;
  readonly #told = new Set<string>();

  constructor(runs: Pick<RunHost, 'get' | 'onDidChange' | 'startedHere'>) {
    this.#runs = runs;
    this.#subscription = runs.onDidChange((ids) => {
      for (const id of ids) this.#look(id);
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #look(id: string): void {
    const run = this.#runs.get(id);
    const wish = run && keyboardWish(run);
    if (!run || !wish || !this.#runs.startedHere.has(id) || this.#told.has(id)) return;
    this.#told.add(id);
    inBackground(this.#tell(run, wish));
  }

  async #tell(run: RunSummary, wish: 'stdin' | 'breakpoint'): Promise<void> {
    const debug = t('Debug');
    const sentence =
      wish === 'stdin'
        ? t('{0} reads input, but a run has no keyboard: the input is empty. The debugger runs it with one.', run.name)
        : t('{0} stops at a breakpoint, but a run has no keyboard: it goes on. The debugger stops there.', run.name);
    const choice = await vscode.window.showInformationMessage(sentence, debug);
    if (choice === debug) await vscode.commands.executeCommand('tensorwright.debug', run.id);
  }
}
