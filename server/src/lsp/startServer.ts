import type { CancellationToken, ClientCapabilities, Connection, DocumentDiagnosticReport, InitializeParams } from 'vscode-languageserver';
import {
  DidChangeConfigurationNotification,
  DidChangeWatchedFilesNotification,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';
import type {
  GraphChangedParams,
  KnownModelsParams,
  KnownModelsResult,
  ModelGraphParams,
  ModelGraphResult,
  ServerInitializationOptions,
  ShapeAt,
  ShapesAtParams,
} from '../../../extension/protocol/languageServer';
import {
  graphChangedNotification,
  knownModelsRequest,
  modelGraphRequest,
  shapesAtRequest,
} from '../../../extension/protocol/languageServer';
import { serverLocalizer } from '../docs/serverLocalizer';
import type { AnalyzedDocument } from './analysisService';
import { AnalysisService } from './analysisService';
import { codeActionsOf, diagnosticsOf, graphsOf, hoverOf, inlayHintsOf, knownModelsOf, shapesAtOf } from './answers';
import { capabilities } from './capabilities';
import { refreshClient } from './clientRefresh';
import { DocumentStore } from './documentStore';
import { GraphWatch } from './graphWatch';
import { ImportedTexts } from './importedTexts';
import { lensesOf } from './lenses';
import { watchedFiles } from './languages';
import type { Log, Platform } from './platform';
import { errorText } from './platform';
import { SettingsReader } from './settings';
import { uriKey } from './uris';

/** Wires the handlers to a connection and begins to listen. Each request is guarded: a fault of ours costs one answer, never the server. */
export function startServer(connection: Connection, platform: Platform): void {
  const log: Log = { error: (message) => connection.console.error(message) };
  const documents = new DocumentStore(connection);
  const texts = new ImportedTexts(connection, platform, documents);
  const settings = new SettingsReader(connection);
  const analyses = new AnalysisService(documents, texts, platform, log, async (uri) => (await settings.of(uri)).versions);
  const graphs = new GraphWatch();
  let client: ClientCapabilities = {};
  let localizer = serverLocalizer('en');

  connection.onInitialize((params) => {
    client = params.capabilities;
    settings.isSupported = client.workspace?.configuration === true;
    localizer = serverLocalizer(localeOf(params));
    analyses.roots = (params.workspaceFolders ?? []).map((folder) => folder.uri.replace(/\/$/, ''));
    return { capabilities, serverInfo: { name: 'tensorwright' } };
  });

  connection.onInitialized(() => {
    if (client.workspace?.didChangeConfiguration?.dynamicRegistration) {
      inBackground(connection.client.register(DidChangeConfigurationNotification.type, { section: 'tensorwright' }));
    }
    if (client.workspace?.didChangeWatchedFiles?.dynamicRegistration) {
      inBackground(connection.client.register(DidChangeWatchedFilesNotification.type, { watchers: [{ globPattern: watchedFiles }] }));
    }
    if (client.workspace?.workspaceFolders) {
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        const gone = new Set(removed.map((folder) => folder.uri.replace(/\/$/, '')));
        analyses.roots = [...analyses.roots.filter((root) => !gone.has(root)), ...added.map((folder) => folder.uri.replace(/\/$/, ''))];
      });
    }
  });

  connection.onDidChangeConfiguration(() => {
    settings.forget();
    analyses.invalidateAll();
    refreshClient(connection, client);
    for (const uri of documents.all()) inBackground(push(uri));
  });
  connection.onDidChangeWatchedFiles(({ changes }) => fileChanged(changes.map((change) => change.uri)));

  documents.onDidChange((uri) => {
    inBackground(push(uri));
    inBackground(tellGraph(uri));
    fileChanged([uri]);
  });
  documents.onDidClose((uri, chunks) => {
    graphs.forget(uri);
    if (!client.textDocument?.diagnostic)
      for (const chunk of chunks) inBackground(connection.sendDiagnostics({ uri: chunk, diagnostics: [] }));
    // Those that imported it now see what is on disk.
    fileChanged([uri]);
  });

  /** What imports a changed file is analyzed again, when somebody next asks. */
  function fileChanged(uris: readonly string[]): void {
    const stale = new Set(uris.flatMap((uri) => analyses.invalidate(uri)));
    for (const uri of stale) {
      inBackground(push(uri));
      inBackground(tellGraph(uri));
    }
    for (const uri of uris) if (graphs.isWatched(uri) && !documents.get(uri)) notifyGraph(uri);
    if (stale.size) refreshClient(connection, client);
  }

  /** For clients that cannot pull diagnostics. */
  async function push(uri: string): Promise<void> {
    if (client.textDocument?.diagnostic) return;
    const analyzed = await analyses.current(uri);
    if (!analyzed) return;
    const found = diagnosticsOf(analyzed, await settings.of(uri), localizer);
    for (const chunk of analyzed.document.chunks) {
      await connection.sendDiagnostics({ uri: chunk.uri, version: chunk.version, diagnostics: found.get(chunk.uri) ?? [] });
    }
  }

  /** Tells the client when a graph that it asked for is another one now. */
  async function tellGraph(uri: string): Promise<void> {
    if (!graphs.isWatched(uri)) return;
    const analyzed = await analyses.current(uri);
    if (analyzed && graphs.differs(uri, graphsOf(analyzed, localizer))) notifyGraph(uri);
  }

  function notifyGraph(uri: string): void {
    const params: GraphChangedParams = { uri };
    inBackground(connection.sendNotification(graphChangedNotification, params));
  }

  connection.languages.diagnostics.on(
    guarded('diagnostics', emptyReport, async (params, token): Promise<DocumentDiagnosticReport> => {
      const { uri } = params.textDocument;
      const analyzed = await wanted(uri, token);
      if (!analyzed) return emptyReport;
      const items = diagnosticsOf(analyzed, await settings.of(uri), localizer).get(uri) ?? [];
      const resultId = digest(JSON.stringify(items));
      if (params.previousResultId === resultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
      return { kind: DocumentDiagnosticReportKind.Full, resultId, items };
    }),
  );
  connection.onHover(
    guarded('hover', null, async ({ textDocument: { uri }, position }, token) => {
      const analyzed = await wanted(uri, token);
      return analyzed && hoverOf(analyzed, uri, position, localizer);
    }),
  );
  connection.languages.inlayHint.on(
    guarded('inlay hints', [], async (params, token) => {
      const analyzed = await wanted(params.textDocument.uri, token);
      return analyzed && (await settings.of(params.textDocument.uri)).hints ? inlayHintsOf(analyzed, params) : [];
    }),
  );
  connection.onCodeAction(
    guarded('code actions', [], async (params, token) => {
      const analyzed = await wanted(params.textDocument.uri, token);
      return analyzed ? codeActionsOf(analyzed, params, await settings.of(params.textDocument.uri), localizer) : [];
    }),
  );
  connection.onCodeLens(
    guarded('code lenses', [], async ({ textDocument: { uri } }, token) => {
      const analyzed = await wanted(uri, token);
      return analyzed ? lensesOf(analyzed, uri, localizer) : [];
    }),
  );
  connection.onRequest(
    modelGraphRequest,
    guarded('model graph', noGraphs, async ({ textDocument: { uri }, model }: ModelGraphParams, token): Promise<ModelGraphResult> => {
      const open = await wanted(uri, token);
      const analyzed = open ?? (documents.get(uri) ? null : await analyses.ofClosed(uri));
      if (!analyzed) return noGraphs;
      const all = graphsOf(analyzed, localizer);
      graphs.sent(uri, all);
      return {
        version: open ? versionOf(open, uri) : null,
        models: model === undefined ? all : all.filter((graph) => graph.name === model),
      };
    }),
  );
  connection.onRequest(
    knownModelsRequest,
    guarded('known models', null, async ({ textDocument: { uri } }: KnownModelsParams, token): Promise<KnownModelsResult> => {
      const analyzed = (await wanted(uri, token)) ?? (documents.get(uri) ? null : await analyses.ofClosed(uri));
      return analyzed && knownModelsOf(analyzed);
    }),
  );
  connection.onRequest(
    shapesAtRequest,
    guarded('shapes', [], async (params: ShapesAtParams, token): Promise<ShapeAt[]> => {
      const { uri } = params.textDocument;
      const analyzed = (await wanted(uri, token)) ?? (documents.get(uri) ? null : await analyses.ofClosed(uri));
      return analyzed ? shapesAtOf(analyzed, params) : [];
    }),
  );
  connection.listen();

  /** The analysis of a request's document; the answer to a request that was cancelled meanwhile is an error, so that nobody shows it. */
  async function wanted(uri: string, token: CancellationToken): Promise<AnalyzedDocument | null> {
    const analyzed = await analyses.current(uri, token);
    if (token.isCancellationRequested) throw new ResponseError(LSPErrorCodes.RequestCancelled, 'cancelled');
    return analyzed;
  }

  function guarded<P, R>(
    what: string,
    empty: R,
    handler: (params: P, token: CancellationToken) => Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R> {
    return async (params, token) => {
      try {
        return await handler(params, token);
      } catch (error) {
        if (error instanceof ResponseError) throw error;
        log.error(`${what} failed: ${errorText(error)}`);
        return empty;
      }
    };
  }

  function inBackground(work: Promise<unknown>): void {
    work.catch((error: unknown) => log.error(errorText(error)));
  }
}

const emptyReport: DocumentDiagnosticReport = { kind: DocumentDiagnosticReportKind.Full, items: [] };
const noGraphs: ModelGraphResult = { version: null, models: [] };

function localeOf(params: InitializeParams): string | undefined {
  const options = params.initializationOptions as Partial<ServerInitializationOptions> | null | undefined;
  return typeof options?.locale === 'string' ? options.locale : params.locale;
}

/** A notebook has no version of its own among its cells; the newest of theirs rises with each edit. */
function versionOf({ document }: AnalyzedDocument, uri: string): number {
  const own = document.chunks.find((chunk) => uriKey(chunk.uri) === uriKey(uri));
  return own?.version ?? Math.max(...document.chunks.map((chunk) => chunk.version));
}

/** Short and not secret: tells one list of diagnostics from another. */
function digest(text: string): string {
  let hash = 5381;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 33) ^ text.charCodeAt(i)) >>> 0;
  return `${text.length.toString(36)}.${hash.toString(36)}`;
}
