import type { WorkerScripts } from '../../extension/protocol/languageServer';

/**
 * What a web worker of the extension starts with: the analysis lies in a file of its own, and only the extension knows where its
 * files are, since the editor starts workers from a copy. Its first message says it; the scripts then take over the messages.
 */
const scope = self as unknown as DedicatedWorkerGlobalScope;

scope.onmessage = ({ data }: MessageEvent<WorkerScripts>) => {
  scope.onmessage = null;
  scope.importScripts(...data.scripts);
};
