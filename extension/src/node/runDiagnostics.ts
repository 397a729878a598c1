import * as fs from 'node:fs/promises';
import * as vscode from 'vscode';
import { t } from '../host/localize';
import type { RunHost } from '../runs/runHost';
import { afterEdit, latestFailures, rangeIn, type FailureMark } from '../runs/runFailures';
import { inBackground } from '../host/background';

/** A file system may keep times only to two seconds. */
const clockSlackMs = 2000;

/** Puts the error that ended a run on the user's line, open or not, until that line is edited or the program runs again. */
export class RunDiagnostics implements vscode.Disposable {
  readonly #runs: Pick<RunHost, 'list' | 'onDidChange'>;
  readonly #collection = vscode.languages.createDiagnosticCollection('tensorwright-runs');
  readonly #disposables: vscode.Disposable[];
  /** Marks that are shown, by run. */
  readonly #marks = new Map<string, FailureMark>();
  /** Runs whose failure was looked at: shown, edited away, or of a text that is no more. */
  readonly #seen = new Set<string>();

  constructor(runs: Pick<RunHost, 'list' | 'onDidChange'>) {
    this.#runs = runs;
    this.#disposables = [
      this.#collection,
      runs.onDidChange(() => inBackground(this.#update())),
      vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
    ];
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #update(): Promise<void> {
    const failures = latestFailures(this.#runs.list());
    const current = new Set(failures.map((mark) => mark.run));
    for (const [run, mark] of this.#marks) {
      if (current.has(run)) continue;
      this.#marks.delete(run);
      await this.#show(mark.file);
    }
    for (const mark of failures) {
      if (this.#seen.has(mark.run)) continue;
      this.#seen.add(mark.run);
      // Of a text that was changed since, nobody knows which line is meant.
      if (!(await isUnchangedSince(mark.file, mark.startedAt))) continue;
      this.#marks.set(mark.run, mark);
      await this.#show(mark.file);
    }
  }

  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const marks = [...this.#marks.values()].filter((mark) => mark.file === document.uri.fsPath);
    if (!marks.length || !contentChanges.length) return;
    for (const mark of marks) {
      let moved: FailureMark | undefined = mark;
      // Changes of one event are given from the end of the document to its start, each in the text before it.
      for (const { range, text } of contentChanges) {
        moved &&= afterEdit(moved, {
          start: range.start.line,
          end: range.end.line,
          delta: text.split('\n').length - 1 - (range.end.line - range.start.line),
        });
      }
      if (moved) this.#marks.set(mark.run, moved);
      else this.#marks.delete(mark.run);
    }
    inBackground(this.#show(document.uri.fsPath));
  }

  async #show(file: string): Promise<void> {
    const uri = vscode.Uri.file(file);
    const marks = [...this.#marks.values()].filter((mark) => mark.file === file);
    const lines = marks.length ? await linesOf(uri) : [];
    this.#collection.set(
      uri,
      marks.flatMap((mark) => {
        const range = rangeIn(lines, mark);
        if (!range) return [];
        const diagnostic = new vscode.Diagnostic(
          new vscode.Range(range.line, range.character, range.endLine, range.endCharacter),
          t('{0} failed here: {1}', mark.name, mark.text),
          vscode.DiagnosticSeverity.Error,
        );
        diagnostic.source = 'tensorwright run';
        return [diagnostic];
      }),
    );
  }
}

async function isUnchangedSince(file: string, time: number): Promise<boolean> {
  const open = openDocument(file);
  if (open?.isDirty) return false;
  try {
    return (await fs.stat(file)).mtimeMs <= time + clockSlackMs;
  } catch {
    return false;
  }
}

async function linesOf(uri: vscode.Uri): Promise<string[]> {
  const open = openDocument(uri.fsPath);
  try {
    return (open ? open.getText() : await fs.readFile(uri.fsPath, 'utf8')).split(/\r?\n/);
  } catch {
    return [];
  }
}

function openDocument(file: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.scheme === 'file' && document.uri.fsPath === file);
}
