import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/** The language server as a child of the extension host. The client's library is loaded only now: most windows never need it. */
export async function createServerClient(context: vscode.ExtensionContext, options: LanguageClientOptions): Promise<BaseLanguageClient> {
  const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
  const module = context.asAbsolutePath('dist/server.js');
  const run = { module, transport: TransportKind.ipc };
  const debug = { ...run, options: { execArgv: ['--nolazy', '--inspect=0'] } };
  return new LanguageClient('tensorwright', 'Tensorwright', { run, debug }, options);
}
