import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runViews';
import type * as Training from '../../training';
import { inBackground } from '../host/background';
import { onDidChangeSetting, readSetting } from '../host/settings';
import type { RunHost } from '../runs/runHost';

/** Whoever looks after a queue may be killed at any time; runs that wait for minutes can wait for seconds more. */
const tendMs = 5000;

/**
 * The window's part in the queues of its folders: it passes on the limit, starts somebody who looks after a queue where nobody does (after the machine
 * was started anew, say), and starts a run that shall not wait. Everything else happens without a window.
 */
export class QueueService implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #runs: Pick<RunHost, 'list' | 'onDidChange'>;
  readonly #log: vscode.LogOutputChannel;
  readonly #training: () => Promise<typeof Training>;
  readonly #subscriptions: vscode.Disposable;
  #timer: NodeJS.Timeout | undefined;
  #isTending = false;

  constructor(
    context: vscode.ExtensionContext,
    runs: Pick<RunHost, 'list' | 'onDidChange'>,
    log: vscode.LogOutputChannel,
    training: () => Promise<typeof Training>,
  ) {
    this.#context = context;
    this.#runs = runs;
    this.#log = log;
    this.#training = training;
    this.#subscriptions = vscode.Disposable.from(
      runs.onDidChange(() => this.#look()),
      onDidChangeSetting(['tensorwright.runs.parallel'], () => inBackground(this.#setLimits())),
    );
  }

  dispose(): void {
    this.#subscriptions.dispose();
    clearInterval(this.#timer);
  }

  get home(): Training.TrainingHome {
    const { extensionPath, globalStorageUri } = this.#context;
    return { trainers: path.join(extensionPath, 'dist', 'trainers'), copies: path.join(globalStorageUri.fsPath, 'trainers') };
  }

  /** How runs of a folder are queued: with the limit of the settings, and the Node that runs who looks after the queue. */
  optionsFor(scope: vscode.Uri): Training.EnqueueOptions {
    return {
      parallel: readSetting('tensorwright.runs.parallel', scope),
      node: {
        node: readSetting('tensorwright.train.nodePath', scope),
        fallbackNode: { path: process.execPath, env: { ELECTRON_RUN_AS_NODE: '1' } },
      },
    };
  }

  async startNow(run: RunSummary): Promise<void> {
    const { startNow } = await this.#training();
    await startNow(run.dir, this.home);
  }

  #look(): void {
    const isWaiting = this.#runs.list().some(isQueued);
    if (isWaiting && !this.#timer) {
      this.#timer = setInterval(() => inBackground(this.#tend()), tendMs);
      inBackground(this.#tend());
    } else if (!isWaiting) {
      clearInterval(this.#timer);
      this.#timer = undefined;
    }
  }

  async #tend(): Promise<void> {
    // Starting one may take longer than the time between two looks. Without trust nothing of the workspace is run.
    if (this.#isTending || !vscode.workspace.isTrusted) return;
    this.#isTending = true;
    try {
      const { tendQueue } = await this.#training();
      for (const runsDir of new Set(
        this.#runs
          .list()
          .filter(isQueued)
          .map((run) => path.dirname(run.dir)),
      )) {
        if (await tendQueue(runsDir, this.home, this.optionsFor(vscode.Uri.file(runsDir))))
          this.#log.info(`the queue in ${runsDir} is looked after again`);
      }
    } finally {
      this.#isTending = false;
    }
  }

  async #setLimits(): Promise<void> {
    const { setLimits } = await this.#training();
    for (const runsDir of new Set(this.#runs.list().map((run) => path.dirname(run.dir)))) {
      await setLimits(runsDir, { parallel: readSetting('tensorwright.runs.parallel', vscode.Uri.file(runsDir)) });
    }
  }
}

function isQueued(run: RunSummary): boolean {
  return run.status === 'queued';
}
