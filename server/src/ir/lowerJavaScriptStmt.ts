import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Stmt } from './ir';
import type { Lowering } from './lowering';
export function lowerJavaScriptStmts(cx: Lowering, nodes: readonly SyntaxNode[]): Stmt[] {
  return nodes.map((node) => ({ ...cx.openAt(node), k: 'unknownStmt', parts: [], binds: [], body: [] }));
}
