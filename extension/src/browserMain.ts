import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { contextKeys } from './contributions/contextKeys';
import { setContext } from './host/commands';
import { activateOn } from './main';

/** The web entry: shapes, hints and graphs. There is no Node, so nothing can be trained. */
export function activate(context: vscode.ExtensionContext): void {
  setContext(contextKeys.isBrowser, true);
  activateOn(context, {
    createLanguageClient: (_context, options) => {
      const script = vscode.Uri.joinPath(context.extensionUri, 'dist', 'browser', 'server.js');
      return Promise.resolve(new LanguageClient('tensorwright', 'Tensorwright', options, new Worker(script.toString(true))));
    },
  });
}

export function deactivate(): void {
  // The worker ends with its client, which is among the context's subscriptions.
}
