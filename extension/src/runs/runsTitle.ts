import type * as vscode from 'vscode';
import { t } from '../host/localize';
import { Throttle } from '../host/throttle';
import type { RunHost } from './runHost';
import { totalText } from './totalText';

/** Says beside the title of the list how many runs there are and what they take on the disk. */
export class RunsTitle implements vscode.Disposable {
  readonly #runs: RunHost;
  readonly #view: Pick<vscode.TreeView<string>, 'description'>;
  readonly #throttle = new Throttle(() => this.#update(), 500);
  readonly #subscription: vscode.Disposable;

  constructor(runs: RunHost, view: Pick<vscode.TreeView<string>, 'description'>) {
    this.#runs = runs;
    this.#view = view;
    this.#subscription = runs.onDidChange(() => this.#throttle.request());
    this.#throttle.request();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#throttle.dispose();
  }

  #update(): void {
    this.#view.description = totalText(this.#runs.list(), t);
  }
}
