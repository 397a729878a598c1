import type * as vscode from 'vscode';

/** What was asked for the last time a file was trained with arguments. */
export interface LaunchChoice {
  args: string[];
  /** `workspace`, `file` or an absolute path, as in the setting. */
  workingDirectory: string;
}

const key = 'tensorwright.launchChoices';

/** Keeps a choice a file in the workspace's state: on this machine, outside of the user's repository. */
export class LaunchMemory {
  readonly #state: vscode.Memento;

  constructor(state: vscode.Memento) {
    this.#state = state;
  }

  get(file: string): LaunchChoice | undefined {
    const choice = this.#all()[file] as Partial<LaunchChoice> | undefined;
    if (!Array.isArray(choice?.args) || typeof choice.workingDirectory !== 'string') return undefined;
    return { args: choice.args, workingDirectory: choice.workingDirectory };
  }

  async set(file: string, choice: LaunchChoice | undefined): Promise<void> {
    const all = { ...this.#all() };
    if (choice) all[file] = choice;
    else delete all[file];
    await this.#state.update(key, all);
  }

  #all(): Record<string, unknown> {
    return this.#state.get<Record<string, unknown>>(key, {});
  }
}
