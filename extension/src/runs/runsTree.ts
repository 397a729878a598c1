import * as vscode from 'vscode';
import type { RunSummary } from '../../protocol/runViews';
import { displayLocale, t } from '../host/localize';
import { Throttle } from '../host/throttle';
import type { RunHost } from './runHost';
import { describeRun } from './runItem';

/** The runs as a native tree, newest first. Each element is a run's id, so that a row stays the same while it changes. */
export class RunsTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #runs: RunHost;
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly #pending = new Set<string>();
  readonly #throttle: Throttle;
  readonly #subscription: vscode.Disposable;
  #shown: readonly string[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(runs: RunHost) {
    this.#runs = runs;
    // A tree is redrawn row by row, and a person reads it slower than a curve.
    this.#throttle = new Throttle(() => this.#fire(), 250);
    this.#subscription = runs.onDidChange((ids) => {
      for (const id of ids) this.#pending.add(id);
      this.#throttle.request();
    });
  }

  getChildren(element?: string): string[] {
    if (element !== undefined) return [];
    const ids = this.#runs.list().map((run) => run.id);
    this.#shown = ids;
    return ids;
  }

  getTreeItem(id: string): vscode.TreeItem {
    const run = this.#runs.get(id);
    if (!run) return new vscode.TreeItem(id);
    const shape = describeRun(run, t, displayLocale(), Date.now());
    const item = new vscode.TreeItem(shape.label);
    item.id = id;
    item.description = shape.description;
    item.iconPath = new vscode.ThemeIcon(shape.icon.id, shape.icon.color ? new vscode.ThemeColor(shape.icon.color) : undefined);
    item.tooltip = new vscode.MarkdownString(shape.tooltip);
    item.contextValue = shape.contextValue;
    item.accessibilityInformation = { label: shape.accessibilityLabel };
    item.command = { command: 'tensorwright.openCurves', title: t('Open Curves'), arguments: [id] };
    return item;
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#throttle.dispose();
    this.#changed.dispose();
  }

  #fire(): void {
    const ids = this.#runs.list().map((run) => run.id);
    const same = ids.length === this.#shown.length && ids.every((id, index) => id === this.#shown[index]);
    this.#changed.fire(same ? [...this.#pending].filter((id) => this.#runs.get(id)) : undefined);
    this.#pending.clear();
  }
}

/** The run that a tree element or a command's argument names. */
export function runOf(runs: RunHost, value: unknown): RunSummary | undefined {
  return typeof value === 'string' ? runs.get(value) : undefined;
}
