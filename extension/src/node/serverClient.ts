import type * as vscode from 'vscode';
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient';

/**
 * The heap of an analysis is small, but each key leaves some of it behind. With a limit in sight V8 clears that away sooner, and a
 * smaller place for what is new is enough: 133 MB instead of 150 after 200 keys in 2,000 lines (`npm run bench -- memory`).
 */
export const serverFlags: readonly string[] = ['--max-old-space-size=1024', '--max-semi-space-size=8'];

/** The language server as a child of the extension host. The client's library is loaded only now: most windows never need it. */
export async function createServerClient(context: vscode.ExtensionContext, options: LanguageClientOptions): Promise<BaseLanguageClient> {
  const { LanguageClient, TransportKind } = await import('vscode-languageclient/node');
  const module = context.asAbsolutePath('dist/server.js');
  const run = { module, transport: TransportKind.ipc, options: { execArgv: [...serverFlags] } };
  const debug = { ...run, options: { execArgv: [...serverFlags, '--nolazy', '--inspect=0'] } };
  return new LanguageClient('tensorwright', 'Tensorwright', { run, debug }, options);
}
