import type * as vscode from 'vscode';
import type * as Training from '../../training';
import { inBackground } from '../host/background';
import type { RunHost } from '../runs/runHost';

/** Ends what runs left behind that were killed: once a run and window, also of runs that were killed while no window was open. */
export class Leftovers implements vscode.Disposable {
  readonly #runs: Pick<RunHost, 'get' | 'onDidChange'>;
  readonly #log: vscode.LogOutputChannel;
  readonly #training: () => Promise<typeof Training>;
  readonly #seen = new Set<string>();
  readonly #subscription: vscode.Disposable;

  constructor(runs: Pick<RunHost, 'get' | 'onDidChange'>, log: vscode.LogOutputChannel, training: () => Promise<typeof Training>) {
    this.#runs = runs;
    this.#log = log;
    this.#training = training;
    this.#subscription = runs.onDidChange((ids) => {
      for (const id of ids) inBackground(this.#look(id));
    });
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #look(id: string): Promise<void> {
    const run = this.#runs.get(id);
    if (run?.status !== 'lost' || this.#seen.has(id)) return;
    this.#seen.add(id);
    const { endLeftovers } = await this.#training();
    const count = await endLeftovers(run.dir);
    if (count) this.#log.info(`${run.name} was killed; ${count} processes that it left behind were ended`);
  }
}
