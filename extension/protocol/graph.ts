/** A model as a graph: what `graph --format json`, `tensorwright/modelGraph` and the architecture panel share. */

/** An extent: a number, the name of a symbol, or `null` for a free or unknown one. */
export type ShapeDim = number | string | null;
/** `null` as a whole: the rank is unknown. */
export type GraphShape = ShapeDim[] | null;

/** 0-based, UTF-16 code units, as in LSP. */
export interface Position {
  line: number;
  character: number;
}
export interface Range {
  start: Position;
  end: Position;
}

export interface GraphNode {
  /** Stable under edits elsewhere: a module path or variable, plus the occurrence; never an offset. */
  id: string;
  label: string;
  /** Qualified name of the op, for example `keras.layers.Conv2D`; `input` for model inputs. */
  op: string;
  group: string | null;
  /** Where the layer is written; a click goes there. Absent for what has no source place. */
  range: Range | null;
  /** The arguments worth showing, in source order, as short text (`3×3`, `same`, `relu`). */
  args: string[];
  shape: GraphShape;
  params: number | null;
  flops: number | null;
  /** `unknown`: its output follows a fault and is assumed, or nothing is known of it. */
  status: 'ok' | 'error' | 'unknown';
  message?: string;
  /** Diagnostic code when status is `error`. */
  code?: string;
  /** Titles of the fixes that exist for the message; the first is preferred. */
  fixes?: string[];
}

export interface GraphEdge {
  from: string;
  to: string;
  shape: GraphShape;
}

export interface GraphGroup {
  id: string;
  label: string;
  parent: string | null;
  /** How often the group repeats in a row; 1 when it does not. */
  repeat: number;
}

export interface ModelGraph {
  name: string;
  framework: string;
  range: Range;
  inputs: GraphShape[];
  outputs: GraphShape[];
  /** Total count as the framework's summary counts; `null` when some layer's is unknown. */
  params: number | null;
  nodes: GraphNode[];
  edges: GraphEdge[];
  groups: GraphGroup[];
}
