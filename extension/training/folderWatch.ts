import { watch, type FSWatcher } from 'node:fs';

/** Watches folders as long as they are wanted. Where watching does not work (network drives, too many watches), polling finds the rest. */
export class FolderWatch {
  readonly #watchers = new Map<string, FSWatcher>();

  constructor(
    private readonly isOn: boolean,
    private readonly notify: (folder: string) => void,
  ) {}

  /** Begins to watch folders that are new in the list and ends for those that are no longer in it. */
  set(folders: ReadonlySet<string>): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    if (!this.isOn) return;
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#begin(folder);
  }

  dispose(): void {
    this.set(new Set());
  }

  #begin(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.notify(folder));
      const end = (): void => {
        watcher.close();
        if (this.#watchers.get(folder) === watcher) this.#watchers.delete(folder);
      };
      watcher.on('error', end);
      this.#watchers.set(folder, watcher);
    } catch {
      // Not there yet, or not watchable: the next look tries again.
    }
  }
}
