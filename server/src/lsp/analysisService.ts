import type { CancellationToken } from 'vscode-languageserver';
import type { AnalysisOutcome, Snapshot } from '../interp/document/analysis';
import { isSettled } from '../interp/document/analysis';
import { analysisLimits } from '../limits';
import type { DocumentStore, SourceDocument } from './documentStore';
import type { ImportedTexts } from './importedTexts';
import { languageOfUri } from './languages';
import type { Log, Platform } from './platform';
import { errorText } from './platform';
import { folderOf, uriKey } from './uris';

/** A document with the analysis of exactly these texts. */
export interface AnalyzedDocument {
  readonly document: SourceDocument;
  readonly outcome: AnalysisOutcome;
}

/** Keeps the last analysis of each open document, and makes a new one when somebody asks and a text has changed. */
export class AnalysisService {
  readonly #documents: DocumentStore;
  readonly #texts: ImportedTexts;
  readonly #platform: Platform;
  readonly #log: Log;
  readonly #versionsOf: (uri: string) => Promise<Readonly<Record<string, string>>>;
  readonly #records = new Map<string, DocumentRecord>();
  /** Workspace folders: absolute imports are looked up in them. */
  roots: readonly string[] = [];

  /** @param versionsOf versions of the libraries that a document is meant for */
  constructor(
    documents: DocumentStore,
    texts: ImportedTexts,
    platform: Platform,
    log: Log,
    versionsOf: (uri: string) => Promise<Readonly<Record<string, string>>>,
  ) {
    this.#documents = documents;
    this.#texts = texts;
    this.#platform = platform;
    this.#log = log;
    this.#versionsOf = versionsOf;
    documents.onDidClose((uri) => this.#records.delete(uriKey(uri)));
  }

  /** The analysis of the texts as they are now; `null` for what is not open, when it is no longer wanted, or after a fault of ours. */
  async current(uri: string, token?: CancellationToken): Promise<AnalyzedDocument | null> {
    for (;;) {
      const document = this.#documents.get(uri);
      if (!document || token?.isCancellationRequested) return null;
      const record = this.#record(document.uri);
      if (record.stamp === document.stamp && !record.isStale) return record.analyzed;
      record.running ??= this.#run(record).finally(() => (record.running = null));
      await record.running;
    }
  }

  /** The analysis of a file that nobody has open. */
  async ofClosed(uri: string): Promise<AnalyzedDocument | null> {
    const language = languageOfUri(uri);
    const text = language && (await this.#texts.read(uri));
    if (!language || text === null) return null;
    const document: SourceDocument = { uri, language, chunks: [{ uri, text, version: 0 }], stamp: '' };
    const outcome = await this.#analyse(document, undefined);
    return outcome && { document, outcome };
  }

  /** Open documents whose analysis read this file are out of date; returns their URIs. */
  invalidate(uri: string): string[] {
    this.#texts.forget(uri);
    const key = uriKey(uri);
    const stale: string[] = [];
    for (const [own, record] of this.#records) {
      if (own === key || !record.dependencies.has(key)) continue;
      record.isStale = true;
      stale.push(record.uri);
    }
    return stale;
  }

  /** The versions of the libraries may be other ones now. */
  invalidateAll(): void {
    for (const record of this.#records.values()) record.isStale = true;
  }

  #record(uri: string): DocumentRecord {
    const key = uriKey(uri);
    let record = this.#records.get(key);
    if (!record) {
      record = { uri, stamp: null, isStale: false, analyzed: null, last: undefined, dependencies: new Set(), running: null };
      this.#records.set(key, record);
    }
    return record;
  }

  async #run(record: DocumentRecord): Promise<void> {
    await this.#platform.pause();
    // The texts are taken after the pause: what was typed meanwhile is in.
    const document = this.#documents.get(record.uri);
    if (!document) return;
    record.isStale = false;
    const outcome = await this.#analyse(document, record.last);
    record.stamp = document.stamp;
    record.analyzed = outcome && { document, outcome };
    record.last = outcome ?? undefined;
    record.dependencies = new Set(outcome?.dependencies.map(uriKey));
  }

  /** Analyzes, reads what was missing, and analyzes again until nothing more is missing. */
  async #analyse(document: SourceDocument, last: AnalysisOutcome | undefined): Promise<AnalysisOutcome | null> {
    const files = new Map<string, string | null>();
    const versions = await this.#versionsOf(document.uri);
    for (const uri of last?.dependencies ?? []) files.set(uri, await this.#texts.read(uri));
    let previous = last;
    for (let round = 0; ; round++) {
      const isLast = round >= analysisLimits.rounds || files.size >= analysisLimits.files;
      const snapshot: Snapshot = {
        language: document.language,
        chunks: document.chunks,
        files: new Map(files),
        roots: [...new Set([folderOf(document.uri), ...this.roots])],
        settings: { stepBudget: analysisLimits.steps, asksAgain: !isLast, versions },
      };
      let outcome: AnalysisOutcome;
      try {
        outcome = this.#platform.analyse(snapshot, previous);
      } catch (error) {
        this.#log.error(`analysis of ${document.uri} failed: ${errorText(error)}`);
        return null;
      }
      const missing = outcome.missing.filter((uri) => !files.has(uri));
      if (missing.length === 0 || isLast) return outcome;
      const texts = await Promise.all(missing.map(async (uri) => [uri, await this.#texts.read(uri)] as const));
      for (const [uri, text] of texts) files.set(uri, text);
      if (isSettled(outcome, files)) return outcome;
      previous = outcome;
    }
  }
}

interface DocumentRecord {
  readonly uri: string;
  /** Of the texts that `analyzed` belongs to. */
  stamp: string | null;
  /** An imported file changed since. */
  isStale: boolean;
  analyzed: AnalyzedDocument | null;
  last: AnalysisOutcome | undefined;
  dependencies: ReadonlySet<string>;
  running: Promise<void> | null;
}
