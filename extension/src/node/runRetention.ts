import * as path from 'node:path';
import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runViews';
import type * as Training from '../../training';
import { inBackground } from '../host/background';
import { t } from '../host/localize';
import { readSetting } from '../host/settings';
import { formatBytes } from '../runs/format';
import type { RunHost } from '../runs/runHost';
import { isRunning } from '../runs/runItem';

const toldKey = 'tensorwright.retention.told';
const settingIds = { count: 'tensorwright.runs.keep.count', gigabytes: 'tensorwright.runs.keep.gigabytes' } as const;

/** Removes the oldest runs beyond the limits of the settings, whenever a run starts or ends. */
export class RunRetention implements vscode.Disposable {
  readonly #runs: Pick<RunHost, 'list' | 'get' | 'onDidChange' | 'startedHere' | 'library'>;
  readonly #memory: vscode.Memento;
  readonly #log: vscode.LogOutputChannel;
  readonly #training: () => Promise<typeof Training>;
  readonly #subscription: vscode.Disposable;
  /** Whether each run goes on, as it was seen last. */
  readonly #going = new Map<string, boolean>();
  readonly #wanted = new Set<string>();
  #isBusy = false;

  constructor(
    runs: Pick<RunHost, 'list' | 'get' | 'onDidChange' | 'startedHere' | 'library'>,
    memory: vscode.Memento,
    log: vscode.LogOutputChannel,
    training: () => Promise<typeof Training>,
  ) {
    this.#runs = runs;
    this.#memory = memory;
    this.#log = log;
    this.#training = training;
    this.#subscription = runs.onDidChange((ids) => this.#look(ids));
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  #look(ids: readonly string[]): void {
    for (const id of ids) {
      const run = this.#runs.get(id);
      if (!run || run.status === 'queued') continue;
      // One that was over when it was first seen is an old one, unless it was short.
      const goes = isRunning(run);
      const before = this.#going.get(id);
      this.#going.set(id, goes);
      const isNews = before === undefined ? goes || this.#runs.startedHere.has(id) : goes !== before;
      if (isNews) this.#wanted.add(path.dirname(run.dir));
    }
    if (this.#wanted.size && !this.#isBusy) inBackground(this.#work());
  }

  /** One folder after the other; what starts or ends meanwhile is looked at afterwards. */
  async #work(): Promise<void> {
    this.#isBusy = true;
    try {
      for (const runsDir of this.#wanted) {
        this.#wanted.delete(runsDir);
        await this.#prune(runsDir);
      }
    } finally {
      this.#isBusy = false;
    }
  }

  async #prune(runsDir: string): Promise<void> {
    const scope = vscode.Uri.file(runsDir);
    const count = readSetting(settingIds.count, scope);
    const bytes = readSetting(settingIds.gigabytes, scope) * 1e9;
    if (!(count > 0) && !(bytes > 0)) return;
    const { pruneRuns } = await this.#training();
    const runs = this.#runs.list().filter((run) => path.dirname(run.dir) === runsDir);
    const { removed, failed } = await pruneRuns(runsDir, runs, { count, bytes }, { remove: (run) => this.#remove(run) });
    for (const { run, error } of failed) this.#log.warn(`${run.dir} is beyond the limits, but stays: ${String(error)}`);
    if (!removed.length) return;
    for (const { run, bytes: size } of removed) {
      const limits = `${settingIds.count} ${count}, ${settingIds.gigabytes} ${bytes / 1e9}`;
      this.#log.info(`removed ${run.dir} (${run.name}${size === null ? '' : `, ${formatBytes(size)}`}), beyond ${limits}`);
    }
    // Not waited for: a message stays until somebody closes it.
    inBackground(this.#tell(removed.map(({ run }) => run)));
  }

  async #remove(run: RunSummary): Promise<void> {
    if ((await this.#runs.library.delete(run)) === 'no-trash') throw new Error('the trash does not take it');
  }

  /** The first time; then the log has it. */
  async #tell(removed: readonly RunSummary[]): Promise<void> {
    if (this.#memory.get<boolean>(toldKey)) return;
    await this.#memory.update(toldKey, true);
    const names = removed.map(({ name }) => name).join(', ');
    const sentence = t(
      'These runs were moved to the trash where there is one, since only as many are kept as the settings {0} and {1} say: {2}. From now on the log tells.',
      settingIds.count,
      settingIds.gigabytes,
      names,
    );
    const open = t('Open Settings');
    if ((await vscode.window.showInformationMessage(sentence, open)) === open) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'tensorwright.runs.keep');
    }
  }
}
