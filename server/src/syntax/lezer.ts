import { TreeFragment, type Tree } from '@lezer/common';
import type { LRParser } from '@lezer/lr';
import { errorType, type SyntaxNode } from './parsedChunk';
import type { RepairedText } from './repairs';

export type Dialect = 'python' | '' | 'jsx' | 'ts' | 'ts jsx';

/** What an earlier parse left behind for the next one. */
export interface GrammarTree {
  readonly tree: Tree;
  readonly text: string;
  readonly hasErrors: boolean;
}

/** Below this length a parse from scratch is as fast as finding out what may be kept. */
const minIncrementalLength = 1500;

const parsers = new Map<Dialect, LRParser>();

/**
 * Parses a repaired text. What `previous` holds is kept only where both texts are free of errors, because the grammar's
 * recovery depends on the way that led to a place, and the tree of a text must not depend on how it was typed. A Python section
 * is always read whole: near a change its grammar takes nodes over into blocks of another indentation.
 */
export function parseGrammar(dialect: Dialect, text: string, previous: GrammarTree | null): GrammarTree {
  const parser = parserOf(dialect);
  if (previous && !previous.hasErrors && dialect !== 'python' && text.length >= minIncrementalLength) {
    const [from, toA, toB] = changedRange(previous.text, text);
    const fragments = TreeFragment.applyChanges(TreeFragment.addTree(previous.tree), [{ fromA: from, toA, fromB: from, toB }]);
    const tree = parser.parse(text, fragments);
    if (!hasErrors(tree)) return { tree, text, hasErrors: false };
  }
  const tree = parser.parse(text);
  return { tree, text, hasErrors: hasErrors(tree) };
}

/** The plain tree of a grammar's tree, at the offsets of the original text. It needs no stack, however deep the tree is. */
export function convertTree({ tree }: GrammarTree, repaired: RepairedText): SyntaxNode {
  const cursor = tree.cursor();
  const root = openNode('Script', repaired.from(0), repaired.to(tree.length));
  const open: OpenNode[] = [root];
  if (!cursor.firstChild()) return root;
  const mapped = repaired.isRepaired;
  for (;;) {
    const { from, to } = cursor;
    const start = mapped ? repaired.from(from) : from;
    const end = mapped ? Math.max(start, repaired.to(to)) : to;
    const isSkipped = cursor.type.isSkipped;
    const node = openNode(cursor.type.isError ? errorType : cursor.name, start, end);
    if (!isSkipped) open[open.length - 1]!.children.push(node);
    if (!isSkipped && cursor.firstChild()) {
      open.push(node);
      continue;
    }
    while (!cursor.nextSibling()) {
      const closed = open.pop()!;
      // A body ends in the grammar with its last line break; here it ends with its last statement.
      if (endsWithChild.has(closed.type) && closed.children.length > 0) {
        closed.to = Math.max(closed.from, closed.children[closed.children.length - 1]!.to);
      }
      if (!cursor.parent() || open.length === 0) return root;
    }
  }
}

interface OpenNode extends SyntaxNode {
  to: number;
  readonly children: OpenNode[];
}

function openNode(type: string, from: number, to: number): OpenNode {
  return { type, from, to, children: [] };
}

const endsWithChild = new Set(
  (
    'Body MatchBody MatchClause IfStatement WhileStatement ForStatement TryStatement WithStatement FunctionDefinition ' +
    'ClassDefinition DecoratedStatement MatchStatement Decorator StatementGroup'
  ).split(' '),
);

function parserOf(dialect: Dialect): LRParser {
  let parser = parsers.get(dialect);
  if (!parser) {
    parser = dialect === 'python' ? pythonGrammar() : javaScriptGrammar().configure({ dialect });
    parsers.set(dialect, parser);
  }
  return parser;
}

// A grammar unpacks its tables where it is imported, a tenth of the time in which the command line starts: only the one in use may.
declare function require(name: '@lezer/python' | '@lezer/javascript'): { readonly parser: LRParser };

function pythonGrammar(): LRParser {
  return require('@lezer/python').parser;
}

function javaScriptGrammar(): LRParser {
  return require('@lezer/javascript').parser;
}

function hasErrors(tree: Tree): boolean {
  const cursor = tree.cursor();
  do {
    if (cursor.type.isError) return true;
  } while (cursor.next());
  return false;
}

/** `[from, toA, toB]`: what lies between the common beginning and the common end of two texts. */
function changedRange(a: string, b: string): [number, number, number] {
  const shorter = Math.min(a.length, b.length);
  let from = 0;
  while (from < shorter && a.charCodeAt(from) === b.charCodeAt(from)) from++;
  let toA = a.length;
  let toB = b.length;
  while (toA > from && toB > from && a.charCodeAt(toA - 1) === b.charCodeAt(toB - 1)) {
    toA--;
    toB--;
  }
  return [from, toA, toB];
}
