import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import path from 'node:path';
import type {
  ClientCapabilities,
  CodeAction,
  CodeLens,
  Diagnostic,
  DocumentDiagnosticReport,
  Hover,
  InlayHint,
  MessageConnection,
  Position,
  PublishDiagnosticsParams,
  Range,
} from 'vscode-languageserver/node';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import type { KnownModelsResult, ModelGraphResult, ShapeAt } from '../../../extension/protocol/languageServer';
import {
  graphChangedNotification,
  knownModelsRequest,
  modelGraphRequest,
  readFileRequest,
  shapesAtRequest,
} from '../../../extension/protocol/languageServer';

const root = path.resolve(__dirname, '..', '..', '..');

export interface ClientOptions {
  locale?: string;
  capabilities?: ClientCapabilities;
  workspaceFolders?: string[];
  /** Answer to `workspace/configuration`. */
  settings?: () => unknown;
  /** Answer to `tensorwright/readFile`. */
  readFile?: (uri: string) => string | null;
}

/** As VS Code's client says of itself, in what matters here. */
export const fullCapabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    diagnostics: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    codeLens: { refreshSupport: true },
    workspaceFolders: true,
  },
  textDocument: { diagnostic: { dynamicRegistration: true, relatedDocumentSupport: true } },
  notebookDocument: { synchronization: {} },
};

/** A language client over the standard input and output of a real server process. */
export class ServerClient {
  readonly published: PublishDiagnosticsParams[] = [];
  readonly graphsChanged: string[] = [];
  readonly logs: string[] = [];
  readonly refreshes: string[] = [];
  readonly registrations: string[] = [];
  readonly readRequests: string[] = [];
  exitCode: number | null | undefined;
  readonly #versions = new Map<string, number>();
  readonly #waiting = new Set<() => void>();

  private constructor(
    readonly connection: MessageConnection,
    readonly child: ChildProcess | null,
    options: ClientOptions,
  ) {
    const changed = (): void => this.#waiting.forEach((look) => look());
    connection.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) => {
      this.published.push(params);
      changed();
    });
    connection.onNotification(graphChangedNotification, ({ uri }: { uri: string }) => {
      this.graphsChanged.push(uri);
      changed();
    });
    connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
      this.logs.push(message);
      changed();
    });
    connection.onRequest('client/registerCapability', ({ registrations }: { registrations: { method: string }[] }) => {
      this.registrations.push(...registrations.map((r) => r.method));
      return null;
    });
    connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) => items.map(() => options.settings?.() ?? null));
    for (const method of ['workspace/diagnostic/refresh', 'workspace/inlayHint/refresh', 'workspace/codeLens/refresh']) {
      connection.onRequest(method, () => {
        this.refreshes.push(method);
        changed();
        return null;
      });
    }
    if (options.readFile) {
      connection.onRequest(readFileRequest, ({ uri }: { uri: string }) => {
        this.readRequests.push(uri);
        return { text: options.readFile!(uri) };
      });
    }
    child?.on('exit', (code) => {
      this.exitCode = code;
      changed();
    });
    connection.listen();
  }

  static async start(options: ClientOptions = {}): Promise<ServerClient> {
    const child = spawn(process.execPath, ['--import', 'tsx', path.join(root, 'server/src/main.ts'), '--stdio'], {
      cwd: root,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return ServerClient.over(
      createMessageConnection(new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)),
      options,
      child,
    );
  }

  static async over(connection: MessageConnection, options: ClientOptions = {}, child: ChildProcess | null = null): Promise<ServerClient> {
    const client = new ServerClient(connection, child, options);
    await connection.sendRequest('initialize', {
      // With an id the server would watch the process, and in one process with it keep that alive for ever.
      processId: child ? process.pid : null,
      rootUri: null,
      capabilities: options.capabilities ?? fullCapabilities,
      initializationOptions: { locale: options.locale ?? 'en' },
      workspaceFolders: (options.workspaceFolders ?? []).map((uri) => ({ uri, name: uri })),
    });
    await connection.sendNotification('initialized', {});
    return client;
  }

  async stop(): Promise<void> {
    if (this.exitCode === undefined) {
      await this.connection.sendRequest('shutdown');
      await this.connection.sendNotification('exit');
      if (this.child) await this.until(() => this.exitCode !== undefined);
    }
    this.connection.dispose();
  }

  /** Resolves when something that the server said makes this true; mocha's own limit ends the wait. */
  async until(isTrue: () => boolean): Promise<void> {
    while (!isTrue()) {
      await new Promise<void>((resolve) => {
        const look = (): void => {
          this.#waiting.delete(look);
          resolve();
        };
        this.#waiting.add(look);
      });
    }
  }

  async open(
    uri: string,
    text: string,
    languageId = uri.endsWith('.py') ? 'python' : uri.endsWith('.js') ? 'javascript' : 'typescript',
  ): Promise<void> {
    this.#versions.set(uri, 1);
    await this.connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** Replaces a range, or the whole text. */
  async edit(uri: string, text: string, range?: Range): Promise<number> {
    const version = (this.#versions.get(uri) ?? 0) + 1;
    this.#versions.set(uri, version);
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [range ? { range, text } : { text }],
    });
    return version;
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  pull(uri: string, previousResultId?: string): Promise<DocumentDiagnosticReport> {
    return this.connection.sendRequest('textDocument/diagnostic', { textDocument: { uri }, previousResultId });
  }

  async diagnostics(uri: string): Promise<Diagnostic[]> {
    const report = await this.pull(uri);
    if (report.kind !== 'full') throw new Error(`asked without a result id, got ${report.kind}`);
    return report.items;
  }

  hover(uri: string, position: Position): Promise<Hover | null> {
    return this.connection.sendRequest('textDocument/hover', { textDocument: { uri }, position });
  }

  hints(uri: string, range: Range = { start: { line: 0, character: 0 }, end: { line: 100_000, character: 0 } }): Promise<InlayHint[]> {
    return this.connection.sendRequest('textDocument/inlayHint', { textDocument: { uri }, range });
  }

  actions(uri: string, range: Range, only?: string[]): Promise<CodeAction[]> {
    return this.connection.sendRequest('textDocument/codeAction', { textDocument: { uri }, range, context: { diagnostics: [], only } });
  }

  lenses(uri: string): Promise<CodeLens[]> {
    return this.connection.sendRequest('textDocument/codeLens', { textDocument: { uri } });
  }

  shapesAt(uri: string, line: number): Promise<ShapeAt[]> {
    return this.connection.sendRequest(shapesAtRequest, { textDocument: { uri }, from: line, to: line });
  }

  knownModels(uri: string): Promise<KnownModelsResult> {
    return this.connection.sendRequest(knownModelsRequest, { textDocument: { uri } });
  }

  graphs(uri: string, model?: string): Promise<ModelGraphResult> {
    return this.connection.sendRequest(modelGraphRequest, { textDocument: { uri }, model });
  }
}
