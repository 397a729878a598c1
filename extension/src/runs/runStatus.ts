import * as vscode from 'vscode';
import { contextKeys } from '../contributions/contextKeys';
import { setContext } from '../host/commands';
import { t } from '../host/localize';
import { Throttle } from '../host/throttle';
import type { RunHost } from './runHost';
import { isRunning } from './runItem';
import { statusText } from './statusText';

/** The status bar item while something runs, and the context keys that menus and welcome texts hang on. */
export class RunStatus implements vscode.Disposable {
  readonly #runs: RunHost;
  readonly #item: vscode.StatusBarItem;
  readonly #throttle = new Throttle(() => this.#update(), 500);
  readonly #subscription: vscode.Disposable;

  constructor(runs: RunHost) {
    this.#runs = runs;
    this.#item = vscode.window.createStatusBarItem('tensorwright.running', vscode.StatusBarAlignment.Left);
    this.#item.name = t('Tensorwright: running trainings');
    this.#item.command = 'tensorwright.live.focus';
    this.#subscription = runs.onDidChange(() => this.#throttle.request());
    this.#update();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#throttle.dispose();
    this.#item.dispose();
  }

  #update(): void {
    const runs = this.#runs.list();
    setContext(contextKeys.hasRuns, runs.length > 0);
    setContext(contextKeys.running, runs.some(isRunning));
    const isWaiting = runs.some((run) => run.status === 'queued');
    setContext(contextKeys.queued, isWaiting);
    const status = statusText(runs, t);
    if (!status) return this.#item.hide();
    this.#item.text = status.text;
    this.#item.tooltip = status.tooltip;
    this.#item.show();
  }
}
