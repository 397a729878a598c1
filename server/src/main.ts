import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { analyseRelevant } from './interp/document/analyseRelevant';
import { startServer } from './lsp/startServer';

/** The server under Node: over the client's IPC channel, or over standard input and output with `--stdio`. */
startServer(createConnection(ProposedFeatures.all), {
  readFile: async (uri) => {
    if (!uri.startsWith('file:')) return null;
    try {
      return await readFile(fileURLToPath(uri), 'utf8');
    } catch {
      return null;
    }
  },
  pause: () => new Promise((resolve) => setImmediate(resolve)),
  analyse: analyseRelevant,
});
