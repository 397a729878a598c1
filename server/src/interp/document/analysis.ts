import type { Diagnostic } from '../../diagnostics/diagnostic';
import type { Language, LoweredChunk } from '../../ir/ir';
import type { Place } from '../../ir/place';
import type { Dim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import type { State } from '../../values/state';
import type { Framework, ModelObject, TensorValue, Value } from '../../values/value';

import type { NodeValues } from './nodeValues';

/**
 * What goes into an analysis and what comes out. An analysis is a pure, synchronous function of a snapshot: it never
 * executes, imports or downloads anything, and is bounded in steps, never in time.
 */

export interface ChunkText {
  readonly uri: string;
  readonly text: string;
}

export interface Snapshot {
  readonly language: Language;
  /** One for a file, one a cell for a notebook, in order. */
  readonly chunks: readonly ChunkText[];
  /** Texts of imported files by uri; `null` for one that is known not to exist. */
  readonly files: ReadonlyMap<string, string | null>;
  /** Folders in which absolute imports are looked up, as uris without a trailing slash. */
  readonly roots: readonly string[];
  readonly settings: AnalysisSettings;
}

export interface AnalysisSettings {
  /** Steps after which the rest of the program is left unknown. */
  readonly stepBudget: number;
  /** False where another tool reports names that nothing defines. */
  readonly undefinedNames?: boolean;
  /** Versions of the libraries in use by name (`keras`, `tensorflow`, `numpy`); absent ones are taken to be the newest. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Whoever asks reads what is missing and asks again: as long as the program itself misses files, what nobody calls can wait. */
  readonly asksAgain?: boolean;
}

export interface AnalysisOutcome {
  readonly result: Analysis;
  /** Uris of the files whose texts the result depends on, whether they exist or not. */
  readonly dependencies: readonly string[];
  /** Uris that the analysis would read and the snapshot does not have; it takes them for files that do not exist. */
  readonly missing: readonly string[];
  /** The functions that nobody calls wait for what is missing. */
  readonly isPreliminary?: boolean;
}

/** True when asking again, now that what was missing has been looked for, would say the same: no file of them exists. */
export function isSettled(outcome: AnalysisOutcome, files: ReadonlyMap<string, string | null>): boolean {
  return !outcome.isPreliminary && outcome.missing.every((uri) => files.get(uri) === null);
}

export interface Analysis {
  /** The document's chunks first, then those of imported files that were run. */
  readonly chunks: ReadonlyMap<string, LoweredChunk>;
  /** Uris of the document's own chunks. */
  readonly own: readonly string[];
  readonly language: Language;
  readonly diagnostics: readonly Diagnostic[];
  /** In the order of execution. A line that runs several times has one record a run. */
  readonly layerCalls: readonly LayerCall[];
  readonly bindings: readonly Binding[];
  readonly models: readonly ModelRecord[];
  /** Models that one in `models` of the same place and name replaces: those of the earlier turns of a loop or calls of a function. */
  readonly replacedModels: readonly ModelRecord[];
  /** Calls that train a model, in the order of execution. */
  readonly fits: readonly Fit[];
  readonly entries: readonly Entry[];
  /** Values of expressions by place, for hovers. */
  readonly values: NodeValues;
  /** State after the last statement, for looking up what values refer to. */
  readonly state: State;
  /** True when an ML library is imported by the document. */
  readonly usesLibrary: boolean;
  /** False when the step budget ended it. */
  readonly isComplete: boolean;
  /** Library calls seen and those that had a rule: the known rate. */
  readonly calls: { readonly seen: number; readonly known: number };
}

/** One application of a layer: what an inlay hint stands behind. */
export interface LayerCall {
  /** The call that applies it, or inside a container the expression that constructs the layer. */
  readonly place: Place;
  /** The constructor's call. */
  readonly site: Place;
  readonly layer: number;
  readonly op: string;
  readonly name: string;
  readonly inputs: readonly MaybeShape[];
  readonly output: MaybeShape;
  readonly dtype: string | null;
  /** Weights as the framework's summary counts them. */
  readonly params: Dim;
  readonly status: 'ok' | 'error' | 'assumed';
  readonly tensor: TensorValue;
}

/** A name that was given a tensor, a layer or a model. */
export interface Binding {
  readonly name: string;
  /** The name in the assignment's target. */
  readonly place: Place;
  readonly value: Value;
  /** What the value refers to at that moment. */
  readonly kind: 'tensor' | 'layer' | 'model';
  /** Bound outside of functions. */
  readonly isTopLevel: boolean;
}

/** A call that trains. */
export interface Fit {
  readonly place: Place;
  /** Object id of the model, where it is known, and what it was made of then. */
  readonly model: number | null;
  readonly object: ModelObject | null;
}

/** A model as it stands at the end of the program. */
export interface ModelRecord {
  /** Object id. */
  readonly id: number;
  /** The variable it is bound to at the outermost level, else its own name, else `model`; made unique in the document. */
  readonly name: string;
  /** The name that the program gives the model itself. */
  readonly ownName: string | null;
  /** Of a class of the program. */
  readonly className: string | null;
  readonly framework: Framework;
  readonly container: ModelObject['container'];
  /** False once a layer was added that is not known, or on one path only. */
  readonly isComplete: boolean;
  /** Built by a function that nobody calls, which was run with the defaults of its parameters. */
  readonly isAssumed: boolean;
  /** The constructor's call. */
  readonly place: Place;
  /** The name it is bound to, where there is one: lenses stand there. */
  readonly bindingPlace: Place | null;
  readonly inputs: readonly MaybeShape[];
  readonly outputs: readonly MaybeShape[];
  /** Total as the framework's summary counts. */
  readonly params: Dim;
  readonly trainableParams: Dim;
  /** In the order of execution. */
  readonly nodes: readonly ModelNode[];
}

export interface ModelNode {
  /** Stable under edits elsewhere: variable or layer name plus occurrence. */
  readonly id: string;
  /** Variable or layer name as the user knows it. */
  readonly label: string;
  /** The name that the program gives the layer itself. */
  readonly ownName: string | null;
  readonly op: string;
  /** Ids of the nodes that it takes its inputs from. */
  readonly from: readonly string[];
  readonly inputs: readonly MaybeShape[];
  readonly output: MaybeShape;
  readonly params: Dim;
  readonly place: Place;
  readonly site: Place | null;
  readonly layer: number | null;
  readonly status: 'ok' | 'error' | 'assumed';
  /** A nested model's name when the node stands for one. */
  readonly group: string | null;
}

/** Something that Train can run. */
export interface Entry {
  /** `model.fit`, `train`, `main` …: what `--target` takes; unique in the document. */
  readonly name: string;
  readonly place: Place;
  readonly kind: 'fit' | 'loop' | 'main';
  /** Object id of the trained model, where known. */
  readonly model: number | null;
}
