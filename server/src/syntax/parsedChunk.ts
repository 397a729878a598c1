/** A small plain tree. Offsets are UTF-16 code units from the start of the section. */
export interface SyntaxNode {
  /** The grammar's name of the node; `⚠` where the text is broken. */
  readonly type: string;
  readonly from: number;
  readonly to: number;
  readonly children: readonly SyntaxNode[];
}

export type Language = 'python' | 'javascript' | 'typescript';

/**
 * The position-free part of a section. A section is the text of one top-level statement (in JavaScript without semicolons it
 * may hold several); where its text did not change, the next parse has the very same object.
 */
export interface ParsedCode {
  readonly language: Language;
  readonly text: string;
  /** A `Script` node whose children are the statements. */
  readonly root: SyntaxNode;
  /** True where something had to be repaired, skipped or guessed. */
  readonly broken: boolean;
}

export interface ParsedSection {
  /** Offset of the section in the chunk. */
  readonly start: number;
  readonly code: ParsedCode;
}

export interface ParsedChunk {
  readonly uri: string;
  readonly language: Language;
  readonly text: string;
  readonly sections: readonly ParsedSection[];
  readonly broken: boolean;
}

/** Name of the nodes that stand where the grammar found no way. */
export const errorType = '⚠';
