import type { GraphShape } from './graph';

/**
 * What the analysis knows of a program's models, in the form in which a training process describes what it built (`ModelEvent`), so
 * that the two can be compared. `null` is unknown throughout and differs from nothing.
 */

export interface KnownModels {
  models: KnownModel[];
  /** Files whose texts the analysis depends on, besides the document, as URIs. */
  dependencies: string[];
  /** Classes of layers that have a rule. The analysis sees one of them wherever there is one; others it may look through, or not see. */
  classes: string[];
  /** A call trains a model that the analysis cannot name, so that what was trained may be none of `models`. */
  trainsUnknown: boolean;
}

export interface KnownModel {
  /** As the program binds it. */
  name: string;
  /** The name that the program gives the model itself; `null` where the framework makes one up. */
  ownName: string | null;
  framework: string;
  /** `Sequential`, `Functional`, or a class of the program. */
  class: string;
  /** Total count of the weights. */
  params: number | null;
  layers: KnownLayer[];
  /** Arguments were assumed: it is built by a function that nobody calls, with the defaults of its parameters. */
  isAssumed: boolean;
  /** A call that trains it was seen. */
  isTrained: boolean;
  at: KnownPlace | null;
  /** The statements that build it, and those that bind the names in them. */
  lines: SourceLines[];
}

export interface KnownLayer {
  /** The name that the program gives the layer itself; `null` where the framework makes one up. */
  name: string | null;
  /** The layer's class in the framework, in any case of letters. `null` when the analysis has no rule for it: it may be one layer or many. */
  class: string | null;
  /** Shape of the only input. */
  in: GraphShape;
  /** Shapes of the output, one a call of the layer. */
  out: GraphShape[];
  params: number | null;
  at: KnownPlace | null;
  /** Code of the fault that the analysis reports here, with the severity of an error. */
  fault?: string;
  /** Of a model that is used as a layer. */
  layers?: KnownLayer[];
  /** The same layer stands in another list of this model, too: whoever lists layers once leaves it out here or there. */
  isRepeated?: true;
}

export interface KnownPlace {
  uri: string;
  /** From 1. */
  line: number;
}

/** Whole lines, from 1, both ends included. */
export interface SourceLines {
  uri: string;
  from: number;
  to: number;
}
