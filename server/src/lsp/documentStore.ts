import type { Connection, NotebookDocument } from 'vscode-languageserver';
import { NotebookCellKind, NotebookDocuments, TextDocuments } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Language } from '../ir/ir';
import { maskMagics } from '../syntax/magics';
import { languageOfId } from './languages';
import { uriKey } from './uris';

/** What is analyzed as one: a file, or the cells of a notebook in one language. */
export interface SourceDocument {
  /** Of the file or the notebook. */
  readonly uri: string;
  readonly language: Language;
  readonly chunks: readonly SourceChunk[];
  /** Changes whenever a text, or the order of the cells, changes. */
  readonly stamp: string;
}

export interface SourceChunk {
  readonly uri: string;
  readonly text: string;
  readonly version: number;
}

type Listener = (uri: string) => void;

/** The open texts, kept in step with the client. */
export class DocumentStore {
  readonly #texts = new TextDocuments(TextDocument);
  readonly #notebooks = new NotebookDocuments(TextDocument);
  /** Open texts outside of notebooks by the key of their URI. */
  readonly #byKey = new Map<string, TextDocument>();
  readonly #openNotebooks = new Map<string, NotebookDocument>();
  readonly #changed: Listener[] = [];
  readonly #closed: ((uri: string, chunks: readonly string[]) => void)[] = [];

  constructor(connection: Connection) {
    this.#texts.onDidChangeContent(({ document }) => {
      this.#byKey.set(uriKey(document.uri), document);
      this.#emit(document.uri);
    });
    this.#texts.onDidClose(({ document }) => {
      this.#byKey.delete(uriKey(document.uri));
      for (const listener of this.#closed) listener(document.uri, [document.uri]);
    });
    const notebookChanged = (notebook: NotebookDocument): void => {
      this.#openNotebooks.set(uriKey(notebook.uri), notebook);
      this.#emit(notebook.uri);
    };
    this.#notebooks.onDidOpen(notebookChanged);
    this.#notebooks.onDidChange(({ notebookDocument }) => notebookChanged(notebookDocument));
    this.#notebooks.onDidClose((notebook) => {
      this.#openNotebooks.delete(uriKey(notebook.uri));
      for (const listener of this.#closed)
        listener(
          notebook.uri,
          notebook.cells.map((cell) => cell.document),
        );
    });
    this.#texts.listen(connection);
    this.#notebooks.listen(connection);
  }

  /** Called with the URI of a file or notebook that was opened or changed. */
  onDidChange(listener: Listener): void {
    this.#changed.push(listener);
  }

  onDidClose(listener: (uri: string, chunks: readonly string[]) => void): void {
    this.#closed.push(listener);
  }

  /** The document that a file, a notebook or a cell belongs to; `null` when it is not open or of no language that we read. */
  get(uri: string): SourceDocument | null {
    const notebook = this.#openNotebooks.get(uriKey(uri)) ?? this.#notebooks.findNotebookDocumentForCell(uri);
    if (notebook) return this.#ofNotebook(notebook);
    const text = this.#byKey.get(uriKey(uri));
    const language = text && languageOfId(text.languageId);
    if (!text || !language) return null;
    const chunk = { uri: text.uri, text: text.getText(), version: text.version };
    return { uri: text.uri, language, chunks: [chunk], stamp: String(text.version) };
  }

  /** The text of an open file, saved or not. */
  textOf(uri: string): string | null {
    return this.#byKey.get(uriKey(uri))?.getText() ?? null;
  }

  /** URIs of all open files and notebooks. */
  all(): string[] {
    return [...[...this.#byKey.values()].map((text) => text.uri), ...[...this.#openNotebooks.values()].map((notebook) => notebook.uri)];
  }

  /** A notebook may mix languages; the one of its first cell that we read counts. */
  #ofNotebook(notebook: NotebookDocument): SourceDocument | null {
    const cells = notebook.cells
      .filter((cell) => cell.kind === NotebookCellKind.Code)
      .flatMap((cell) => this.#notebooks.getCellTextDocument(cell) ?? [])
      .flatMap((text) => {
        const language = languageOfId(text.languageId);
        return language ? [{ text, language }] : [];
      });
    const language = cells[0]?.language;
    if (!language) return null;
    const chunks = cells
      .filter((cell) => cell.language === language)
      .map(({ text }) => ({
        uri: text.uri,
        text: language === 'python' ? maskMagics(text.getText()) : text.getText(),
        version: text.version,
      }));
    return { uri: notebook.uri, language, chunks, stamp: chunks.map((chunk) => `${chunk.uri} ${chunk.version}`).join('\n') };
  }

  #emit(uri: string): void {
    for (const listener of this.#changed) listener(uri);
  }
}
