import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import type { WorkerScripts } from '../protocol/languageServer';
import { contextKeys } from './contributions/contextKeys';
import { setContext } from './host/commands';
import { activateOn } from './main';

/** The web entry: shapes, hints and graphs. There is no Node, so nothing can be trained. */
export function activate(context: vscode.ExtensionContext): void {
  setContext(contextKeys.isBrowser, true);
  activateOn(context, {
    createLanguageClient: (_context, options) => {
      const built = (...file: string[]): string => vscode.Uri.joinPath(context.extensionUri, 'dist', ...file).toString(true);
      const worker = new Worker(built('browser', 'worker.js'));
      const scripts: WorkerScripts = { scripts: [built('engine.js'), built('browser', 'server.js')] };
      worker.postMessage(scripts);
      return Promise.resolve(new LanguageClient('tensorwright', 'Tensorwright', options, worker));
    },
  });
}

export function deactivate(): void {
  // The worker ends with its client, which is among the context's subscriptions.
}
