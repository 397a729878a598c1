import type { ModelGraph } from './graph';
import type { KnownModels } from './knownModels';

/** Names and types of what our language server speaks beyond LSP. */

export const modelGraphRequest = 'tensorwright/modelGraph';
export interface ModelGraphParams {
  textDocument: { uri: string };
  /** Name of the model; all of the document's when absent. */
  model?: string;
}
export interface ModelGraphResult {
  /** Version of the document that was drawn; `null` for one that is not open. */
  version: number | null;
  models: ModelGraph[];
}

/** What is known of a document's models, for a comparison with what a run built; `null` when there is no analysis. */
export const knownModelsRequest = 'tensorwright/knownModels';
export interface KnownModelsParams {
  textDocument: { uri: string };
}
export type KnownModelsResult = KnownModels | null;

/** Shapes of what stands on some lines, for a program that failed there. */
export const shapesAtRequest = 'tensorwright/shapesAt';
export interface ShapesAtParams {
  textDocument: { uri: string };
  /** Lines from 0; both included. */
  from: number;
  to: number;
}
export interface ShapeAt {
  /** As it stands in the program: `x`, `self.fc1`. */
  name: string;
  /** Of layers and models: what goes in. */
  input?: string;
  /** As the language prints it: `(None, 28, 28)`. */
  shape: string;
}

/** Server to client: the graphs of a document may differ from what was sent. */
export const graphChangedNotification = 'tensorwright/graphChanged';
export interface GraphChangedParams {
  uri: string;
}

/** Server to client: reads a file that an analyzed one imports; `null` when there is none. */
export const readFileRequest = 'tensorwright/readFile';
export interface ReadFileParams {
  uri: string;
}
export interface ReadFileResult {
  text: string | null;
}

/** Sent in `initialize`. */
export interface ServerInitializationOptions {
  /** VS Code's display language, for example `zh-cn`. */
  locale: string;
}

/** Arguments of the commands on code lenses; the client's handlers take exactly this. */
export interface LensTarget {
  uri: string;
  /** Name of the model (Graph) or of the entry (Train), as `--model` and `--target` take it. */
  name: string;
  language: 'python' | 'typescript' | 'javascript';
}

/** First message to the worker of the browser's server, before LSP: what it runs, in this order. */
export interface WorkerScripts {
  scripts: string[];
}
