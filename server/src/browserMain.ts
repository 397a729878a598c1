import { BrowserMessageReader, BrowserMessageWriter, createConnection, ProposedFeatures } from 'vscode-languageserver/browser';
import { analyseRelevant } from './interp/document/analyseRelevant';
import { startServer } from './lsp/startServer';

/** The server in a web worker: there is no disk, so the client reads what is imported. */
const scope = self as unknown as DedicatedWorkerGlobalScope;

startServer(createConnection(ProposedFeatures.all, new BrowserMessageReader(scope), new BrowserMessageWriter(scope)), {
  readFile: () => Promise.resolve(null),
  pause: () => new Promise((resolve) => setTimeout(resolve)),
  analyse: analyseRelevant,
});
