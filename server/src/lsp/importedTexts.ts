import type { Connection } from 'vscode-languageserver';
import type { ReadFileParams, ReadFileResult } from '../../../extension/protocol/languageServer';
import { readFileRequest } from '../../../extension/protocol/languageServer';
import type { DocumentStore } from './documentStore';
import type { Platform } from './platform';
import { uriKey } from './uris';

/** Texts of files that open documents import: the unsaved buffer, else the disk, else what the client can read for us. */
export class ImportedTexts {
  readonly #connection: Connection;
  readonly #platform: Platform;
  readonly #documents: DocumentStore;
  /** `null`: known not to exist, until the client reports a change. */
  readonly #known = new Map<string, string | null>();
  #clientReads = true;

  constructor(connection: Connection, platform: Platform, documents: DocumentStore) {
    this.#connection = connection;
    this.#platform = platform;
    this.#documents = documents;
  }

  async read(uri: string): Promise<string | null> {
    const open = this.#documents.textOf(uri);
    if (open !== null) return open;
    const key = uriKey(uri);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const text = (await this.#platform.readFile(uri).catch(() => null)) ?? (await this.#askClient(uri));
    this.#known.set(key, text);
    return text;
  }

  forget(uri: string): void {
    this.#known.delete(uriKey(uri));
  }

  /** A client that does not know the request is asked once. */
  async #askClient(uri: string): Promise<string | null> {
    if (!this.#clientReads) return null;
    try {
      const params: ReadFileParams = { uri };
      return (await this.#connection.sendRequest<ReadFileResult>(readFileRequest, params)).text;
    } catch {
      this.#clientReads = false;
      return null;
    }
  }
}
