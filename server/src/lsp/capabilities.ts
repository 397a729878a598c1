import type { ServerCapabilities } from 'vscode-languageserver';
import { CodeActionKind, TextDocumentSyncKind } from 'vscode-languageserver';

/** What the server says of itself in the answer to `initialize`. */
export const capabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: false },
  notebookDocumentSync: {
    notebookSelector: [{ notebook: '*', cells: [{ language: 'python' }, { language: 'typescript' }, { language: 'javascript' }] }],
  },
  // A change in an imported file changes what is reported here; the whole workspace is never analyzed unasked.
  diagnosticProvider: { interFileDependencies: true, workspaceDiagnostics: false, identifier: 'tensorwright' },
  hoverProvider: true,
  inlayHintProvider: { resolveProvider: false },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix], resolveProvider: false },
  codeLensProvider: { resolveProvider: false },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
