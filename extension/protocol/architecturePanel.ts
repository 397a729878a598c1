import type { ModelGraph } from './graph';

/** The architecture panel. */

export interface ArchitectureState {
  uri: string;
  /** Name of the file without its folders. */
  file: string;
  models: ModelGraph[];
  /** Name of the shown model. */
  model: string | null;
  /** Node under the editor's cursor. */
  selected: string | null;
}

export type ToArchitecture =
  | { type: 'locale'; locale: string; messages: Record<string, string> }
  | { type: 'state'; state: ArchitectureState }
  /** The cursor moved onto a node (or off all of them). */
  | { type: 'select'; node: string | null };

export type FromArchitecture =
  | { type: 'ready' }
  | { type: 'showModel'; model: string }
  | { type: 'reveal'; node: string }
  /** Go to where the model is made. */
  | { type: 'revealModel'; model: string }
  | { type: 'applyFix'; node: string; title: string };
