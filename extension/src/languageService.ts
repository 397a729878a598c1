import * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';
import {
  graphChangedNotification,
  knownModelsRequest,
  modelGraphRequest,
  readFileRequest,
  shapesAtRequest,
} from '../protocol/languageServer';
import type {
  GraphChangedParams,
  KnownModelsParams,
  KnownModelsResult,
  ModelGraphResult,
  ReadFileParams,
  ReadFileResult,
  ShapeAt,
  ShapesAtParams,
} from '../protocol/languageServer';
import { hasMlImport } from '../protocol/mlImports';
import { createMiddleware } from './clientMiddleware';
import { languages } from './contributions/languages';
import { displayLocale, t } from './host/localize';
import { onDidChangeSetting } from './host/settings';
import { Debounce } from './host/throttle';
import type { LensIndex } from './lensIndex';
import type { Platform } from './platform';
import type { LaunchHost } from './runs/runHost';
import { readImportedFile } from './readImportedFile';
import { inBackground } from './host/background';

/**
 * Owns the language client. Nothing is started before an ML import is seen in an open document; after that the server
 * lives until the window closes, or until the user restarts it.
 */
export class LanguageService implements vscode.Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #platform: Platform;
  readonly #log: vscode.LogOutputChannel;
  readonly #lenses: LensIndex;
  readonly #launch: LaunchHost | undefined;
  readonly #graphChanged = new vscode.EventEmitter<string>();
  readonly #disposables: vscode.Disposable[] = [this.#graphChanged];
  #watch: vscode.Disposable | undefined;
  #client: Promise<BaseLanguageClient> | undefined;
  #disposed = false;

  /** Fires with the URI of a document whose graphs may have changed. */
  readonly onDidChangeGraph = this.#graphChanged.event;

  constructor(
    context: vscode.ExtensionContext,
    platform: Platform,
    log: vscode.LogOutputChannel,
    lenses: LensIndex,
    launch: LaunchHost | undefined,
  ) {
    this.#context = context;
    this.#platform = platform;
    this.#log = log;
    this.#lenses = lenses;
    this.#launch = launch;
    if (launch) {
      this.#disposables.push(
        launch.onDidChange(() => this.refreshLenses()),
        launch.onDidChangeVersions(() => this.#settingsChanged()),
      );
    }
    this.#watch = this.#watchForImports();
    this.#disposables.push(
      onDidChangeSetting(['tensorwright.codeLens.enabled'], () => this.refreshLenses()),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.refreshLenses()),
      // A debugger may have been installed.
      vscode.extensions.onDidChange(() => this.refreshLenses()),
    );
  }

  /** The graphs of a document; starts the server if need be. */
  async modelGraphs(uri: vscode.Uri, token?: vscode.CancellationToken): Promise<ModelGraphResult> {
    const document = await vscode.workspace.openTextDocument(uri);
    const client = await this.#start();
    const params = { textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) } };
    return client.sendRequest<ModelGraphResult>(modelGraphRequest, params, token);
  }

  /** Shapes of what stands on some lines (from 0, both included) of an open document; none where the server has nothing to do with it. */
  async shapesAt(document: vscode.TextDocument, from: number, to: number): Promise<ShapeAt[]> {
    if (!hasMlImport(document.languageId, document.getText())) return [];
    const client = await this.#start();
    const params: ShapesAtParams = { textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) }, from, to };
    return client.sendRequest<ShapeAt[]>(shapesAtRequest, params);
  }

  /** What is known of the models of a document, open or not; starts the server if need be. */
  async knownModels(uri: vscode.Uri): Promise<KnownModelsResult> {
    const client = await this.#start();
    const params: KnownModelsParams = { textDocument: { uri: client.code2ProtocolConverter.asUri(uri) } };
    return client.sendRequest<KnownModelsResult>(knownModelsRequest, params);
  }

  /** Asks VS Code to fetch code lenses again, for example when the workspace was trusted. */
  refreshLenses(): void {
    inBackground(
      this.#client?.then((client) => {
        for (const document of vscode.workspace.textDocuments) {
          client.getFeature('textDocument/codeLens').getProvider(document)?.onDidChangeCodeLensEmitter.fire();
        }
      }),
    );
  }

  /** The server forgets what it was told of the settings, and asks again. */
  #settingsChanged(): void {
    inBackground(this.#client?.then((client) => client.sendNotification('workspace/didChangeConfiguration', { settings: null })));
  }

  async restart(): Promise<void> {
    const old = this.#client;
    this.#client = undefined;
    await old
      ?.then((client) => client.dispose())
      .catch((error: unknown) => this.#log.warn(`the language server did not stop: ${String(error)}`));
    await this.#start();
    this.#log.info('language server restarted');
  }

  dispose(): void {
    this.#disposed = true;
    this.#watch?.dispose();
    for (const disposable of this.#disposables) disposable.dispose();
    inBackground(this.#client?.then((client) => client.dispose()));
  }

  #watchForImports(): vscode.Disposable {
    const seen = (document: vscode.TextDocument): boolean => {
      if (!hasMlImport(document.languageId, document.getText())) return false;
      inBackground(this.#start());
      return true;
    };
    const changed = new Set<vscode.TextDocument>();
    const look = new Debounce(() => {
      for (const document of changed) if (!document.isClosed && seen(document)) break;
      changed.clear();
    }, 200);
    // The documents that are open already are looked at after activation, which must not wait for it.
    const first = setTimeout(() => vscode.workspace.textDocuments.some(seen));
    return vscode.Disposable.from(
      look,
      { dispose: () => clearTimeout(first) },
      vscode.workspace.onDidOpenTextDocument(seen),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (!(languages as readonly string[]).includes(document.languageId)) return;
        changed.add(document);
        look.request();
      }),
    );
  }

  #start(): Promise<BaseLanguageClient> {
    this.#watch?.dispose();
    this.#watch = undefined;
    this.#client ??= this.#create().catch((error: unknown) => {
      this.#client = undefined;
      this.#log.error(`the language server did not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      inBackground(this.#offerLog());
      throw error;
    });
    return this.#client;
  }

  async #offerLog(): Promise<void> {
    const show = t('Show Log');
    const choice = await vscode.window.showErrorMessage(t('The language server of Tensorwright did not start.'), show);
    if (choice === show) this.#log.show();
  }

  async #create(): Promise<BaseLanguageClient> {
    const started = performance.now();
    const client = await this.#platform.createLanguageClient(this.#context, this.#options());
    client.onNotification(graphChangedNotification, ({ uri }: GraphChangedParams) =>
      this.#graphChanged.fire(vscode.Uri.parse(uri).toString()),
    );
    client.onRequest(readFileRequest, async ({ uri }: ReadFileParams): Promise<ReadFileResult> => ({
      text: await readImportedFile(vscode.Uri.parse(uri)),
    }));
    await client.start();
    this.#log.info(`language server ready in ${Math.round(performance.now() - started)} ms`);
    if (this.#disposed) await client.dispose();
    return client;
  }

  #options(): LanguageClientOptions {
    return {
      documentSelector: documentSelector(),
      initializationOptions: { locale: displayLocale() },
      outputChannel: this.#log,
      traceOutputChannel: this.#log,
      diagnosticPullOptions: { onChange: true, onTabs: true },
      middleware: createMiddleware(this.#lenses, this.#launch),
    };
  }
}

/** Files, new documents, virtual file systems and the cells of notebooks; not the old side of a difference. */
function documentSelector(): NonNullable<LanguageClientOptions['documentSelector']> {
  const folders = (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.scheme);
  const schemes = [...new Set(['file', 'untitled', 'vscode-vfs', 'vscode-remote', ...folders])];
  return [...languages.flatMap((language) => schemes.map((scheme) => ({ language, scheme }))), { notebook: '*', language: 'python' }];
}
