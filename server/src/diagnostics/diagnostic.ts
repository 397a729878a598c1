import type { Message } from '../../../extension/protocol/localize';
import type { Place } from '../ir/place';
import type { DiagnosticCode, Severity } from './codes';

/** A problem in the user's program, in terms of places; `lsp` and `cli` turn it into ranges and a language. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly message: Message;
  readonly place: Place;
  /** The application of a layer that it is about (`LayerCall.place`), where there is one: the node of a graph. */
  readonly subject?: Place;
  /** The cause and the chain of shapes that led there, in the order of the program. */
  readonly related: readonly RelatedPlace[];
  /** Holds only where nothing in the document binds this name: what stands further down may do so. */
  readonly unlessBound?: string;
  /** The preferred one first. */
  readonly fixes: readonly Fix[];
}

export interface RelatedPlace {
  readonly place: Place;
  readonly message: Message;
}

export interface Fix {
  readonly title: Message;
  readonly isPreferred: boolean;
  readonly edits: readonly FixEdit[];
}

/** A replacement inside one unit; the offsets count from the start of the unit. */
export interface FixEdit {
  readonly chunk: string;
  readonly unitIdx: number;
  readonly from: number;
  readonly to: number;
  readonly newText: string;
}
