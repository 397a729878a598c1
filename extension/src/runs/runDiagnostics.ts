import * as vscode from 'vscode';
import type { ShapeAt } from '../../protocol/languageServer';
import { inBackground } from '../host/background';
import { displayLocale, t } from '../host/localize';
import { failureAdvice } from './failureAdvice';
import { failureFixes } from './failureFixes';
import { clockTime } from './format';
import { latestFailures, markAfterEdit, rangeIn, type FailureMark, type MarkPlace } from './runFailures';
import type { RunHost } from './runHost';
import { shapesText } from './shapesText';

/** A file system may keep times only to two seconds. */
const clockSlackMs = 2000;
const source = 'tensorwright run';

/** The analysis's own view of some lines of an open document. */
export interface ShapeSource {
  shapesAt(document: vscode.TextDocument, from: number, to: number): Promise<ShapeAt[]>;
}

/** A mark with what the analysis says of its lines, as far as it was asked. */
interface Shown {
  mark: FailureMark;
  /** Of the line that failed, and of the one from which the program came there. */
  shapes?: string;
  fromShapes?: string;
}

/** Puts the error that ended a run on the user's line, open or not, until that line is edited or the program runs again. */
export class RunDiagnostics implements vscode.Disposable, vscode.CodeActionProvider {
  readonly #runs: Pick<RunHost, 'list' | 'onDidChange'>;
  readonly #shapes: ShapeSource;
  readonly #collection = vscode.languages.createDiagnosticCollection('tensorwright-runs');
  readonly #disposables: vscode.Disposable[];
  /** Marks that are shown, by run. */
  readonly #marks = new Map<string, Shown>();
  /** Runs whose failure was looked at: shown, edited away, or of a text that is no more. */
  readonly #seen = new Set<string>();

  constructor(runs: Pick<RunHost, 'list' | 'onDidChange'>, shapes: ShapeSource) {
    this.#runs = runs;
    this.#shapes = shapes;
    this.#disposables = [
      this.#collection,
      runs.onDidChange(() => inBackground(this.#update())),
      vscode.workspace.onDidChangeTextDocument((event) => this.#edited(event)),
      vscode.workspace.onDidOpenTextDocument((document) => inBackground(this.#ask(document))),
      vscode.languages.registerCodeActionsProvider({ scheme: 'file' }, this, { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] }),
    ];
  }

  provideCodeActions(document: vscode.TextDocument, range: vscode.Range, context: vscode.CodeActionContext): vscode.CodeAction[] {
    const ours = context.diagnostics.filter((diagnostic) => diagnostic.source === source);
    if (!ours.length) return [];
    return [...this.#marks.values()]
      .filter(
        ({ mark }) => mark.file === document.uri.fsPath && mark.line <= range.end.line && (mark.endLine ?? mark.line) >= range.start.line,
      )
      .flatMap(({ mark }) => failureFixes(mark, vscode.workspace.isTrusted, t))
      .map(({ title, command, run, isPreferred }) => {
        const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
        action.command = { command, title, arguments: [run] };
        action.diagnostics = ours;
        action.isPreferred = isPreferred;
        return action;
      });
  }

  dispose(): void {
    for (const disposable of this.#disposables) disposable.dispose();
  }

  async #update(): Promise<void> {
    const failures = latestFailures(this.#runs.list()).map(inEditorSpelling);
    const current = new Set(failures.map((mark) => mark.run));
    for (const [run, { mark }] of this.#marks) {
      if (current.has(run)) continue;
      this.#marks.delete(run);
      await this.#show(mark.file);
    }
    for (const mark of failures) {
      if (this.#seen.has(mark.run)) continue;
      this.#seen.add(mark.run);
      // Of a text that was changed since, nobody knows which line is meant.
      if (!(await isUnchangedSince(mark.file, mark.startedAt))) continue;
      const { from, ...rest } = mark;
      this.#marks.set(mark.run, { mark: from && (await isUnchangedSince(from.file, mark.startedAt)) ? mark : rest });
      await this.#show(mark.file);
      for (const file of new Set([mark.file, from?.file])) {
        const document = file === undefined ? undefined : openDocument(file);
        if (document) inBackground(this.#ask(document));
      }
    }
  }

  /** Asks the analysis about the marks of a document that is open; nothing is analyzed for files that nobody looks at. */
  async #ask(document: vscode.TextDocument): Promise<void> {
    const file = document.uri.fsPath;
    if (document.uri.scheme !== 'file') return;
    const told = async ({ line, endLine = line }: MarkPlace): Promise<string> =>
      shapesText(await this.#shapes.shapesAt(document, line, endLine));
    for (const shown of [...this.#marks.values()]) {
      const { mark, shapes, fromShapes } = shown;
      if (mark.file === file) shown.shapes ??= await told(mark);
      if (mark.from?.file === file) shown.fromShapes ??= await told(mark.from);
      if (shown.shapes !== shapes || shown.fromShapes !== fromShapes) await this.#show(shown.mark.file);
    }
  }

  #edited({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (!contentChanges.length) return;
    const file = document.uri.fsPath;
    const changed = new Set<string>();
    for (const [run, shown] of this.#marks) {
      if (shown.mark.file !== file && shown.mark.from?.file !== file) continue;
      changed.add(shown.mark.file);
      let moved: FailureMark | undefined = shown.mark;
      // Changes of one event are given from the end of the document to its start, each in the text before it.
      for (const { range, text } of contentChanges) {
        moved &&= markAfterEdit(moved, file, {
          start: range.start.line,
          end: range.end.line,
          delta: text.split('\n').length - 1 - (range.end.line - range.start.line),
        });
      }
      if (moved) shown.mark = moved;
      else this.#marks.delete(run);
    }
    for (const each of changed) inBackground(this.#show(each));
  }

  async #show(file: string): Promise<void> {
    const uri = vscode.Uri.file(file);
    const marks = [...this.#marks.values()].filter(({ mark }) => mark.file === file);
    const lines = marks.length ? await linesOf(file) : [];
    const diagnostics = await Promise.all(
      marks.map(async (shown) => {
        const range = rangeIn(lines, shown.mark);
        return range ? [await diagnosticOf(shown, toRange(range))] : [];
      }),
    );
    this.#collection.set(uri, diagnostics.flat());
  }
}

async function diagnosticOf({ mark, shapes, fromShapes }: Shown, range: vscode.Range): Promise<vscode.Diagnostic> {
  const text = [mark.text, ...(shapes ? [t('Tensorwright sees: {0}', shapes)] : []), ...failureAdvice(mark.failure, t)].join('\n');
  const diagnostic = new vscode.Diagnostic(range, text, vscode.DiagnosticSeverity.Error);
  diagnostic.source = source;
  const output = vscode.Uri.parse(`command:tensorwright.showOutput?${encodeURIComponent(JSON.stringify([mark.run]))}`);
  diagnostic.code = { value: `${mark.name}, ${clockTime(mark.endedAt, displayLocale())}`, target: output };
  const from = mark.from && rangeIn(await linesOf(mark.from.file), mark.from);
  if (mark.from && from) {
    const sentence = fromShapes ? t('called here; Tensorwright sees: {0}', fromShapes) : t('called here');
    const location = new vscode.Location(vscode.Uri.file(mark.from.file), toRange(from));
    diagnostic.relatedInformation = [new vscode.DiagnosticRelatedInformation(location, sentence)];
  }
  return diagnostic;
}

function toRange({ line, character, endLine, endCharacter }: NonNullable<ReturnType<typeof rangeIn>>): vscode.Range {
  return new vscode.Range(line, character, endLine, endCharacter);
}

/** Drive letters of Windows come in either case; the editor has one spelling. */
function inEditorSpelling(mark: FailureMark): FailureMark {
  const spelled = <P extends MarkPlace>(place: P): P => ({ ...place, file: vscode.Uri.file(place.file).fsPath });
  return { ...spelled(mark), ...(mark.from ? { from: spelled(mark.from) } : {}) };
}

async function isUnchangedSince(file: string, time: number): Promise<boolean> {
  if (openDocument(file)?.isDirty) return false;
  try {
    return (await vscode.workspace.fs.stat(vscode.Uri.file(file))).mtime <= time + clockSlackMs;
  } catch {
    return false;
  }
}

async function linesOf(file: string): Promise<string[]> {
  const open = openDocument(file);
  try {
    const text = open ? open.getText() : new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(file)));
    return text.split(/\r?\n/);
  } catch {
    return [];
  }
}

function openDocument(file: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find((document) => document.uri.scheme === 'file' && document.uri.fsPath === file);
}
