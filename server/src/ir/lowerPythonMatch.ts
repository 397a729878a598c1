import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Expr, MatchCase, Pattern, Stmt } from './ir';
import { childOf, isError, splitChildren, type Lowering, made } from './lowering';
import { isPythonExpr, lowerPieces, lowerPythonExpr, pythonName } from './lowerPythonExpr';
import { lowerPythonBody } from './lowerPythonStmt';

/** The subject stands in parentheses of no width, so that a list of expressions is one. */
export function lowerMatch(cx: Lowering, node: SyntaxNode): Stmt {
  const opened = cx.openAt(node);
  const subjectNodes = node.children.slice(1).filter(({ type }) => type !== 'MatchBody');
  const subjectNode = subjectNodes[0];
  const isTuple = subjectNode?.type === 'TupleExpression' && subjectNode.children[0]?.from === subjectNode.children[0]?.to;
  const range = isTuple ? trimmed(subjectNode) : subjectNode;
  const subject = lowerPieces(cx, range ? [range, ...subjectNodes.slice(1)] : [], node.children[0]!);
  const cases: MatchCase[] = [];
  for (const clause of childOf(node, 'MatchBody')?.children ?? []) if (clause.type === 'MatchClause') cases.push(lowerCase(cx, clause));
  return made(opened, { k: 'match', subject, cases });
}

function trimmed(node: SyntaxNode): SyntaxNode {
  const inner = node.children.slice(1, -1);
  return { ...node, from: inner[0]?.from ?? node.from, to: inner[inner.length - 1]?.to ?? node.to };
}

function lowerCase(cx: Lowering, node: SyntaxNode): MatchCase {
  const guardNode = childOf(node, 'Guard');
  const bodyNode = childOf(node, 'Body');
  const patternNodes = node.children.slice(1).filter(({ type }) => type !== 'Guard' && type !== 'Body');
  const pattern = lowerOpenPattern(cx, patternNodes, node);
  const guard = guardNode ? lowerPieces(cx, guardNode.children.slice(1), guardNode) : null;
  return { pattern, guard, body: bodyNode ? lowerPythonBody(cx, bodyNode) : [] };
}

/** `case a, *b:` is a sequence without brackets. */
function lowerOpenPattern(cx: Lowering, nodes: readonly SyntaxNode[], clause: SyntaxNode): Pattern {
  const first = nodes[0];
  if (!first) return made(cx.open(clause.from, clause.from), { k: 'unknownPattern', binds: [] });
  if (nodes.length === 1 && first.type !== 'StarPattern') return lowerPattern(cx, first);
  return lowerSequence(cx, nodes, { from: first.from, to: nodes[nodes.length - 1]!.to });
}

function lowerPattern(cx: Lowering, node: SyntaxNode): Pattern {
  return cx.nested(
    () => lowerKind(cx, node),
    () => made(cx.openAt(node), { k: 'unknownPattern' as const, binds: [] }),
  );
}

function lowerKind(cx: Lowering, node: SyntaxNode): Pattern {
  switch (node.type) {
    case 'CapturePattern': {
      const opened = cx.openAt(node);
      return made(opened, { k: 'capturePattern', name: capture(cx, node), pattern: null });
    }
    case 'LiteralPattern':
    case 'AttributePattern': {
      const opened = cx.openAt(node);
      return made(opened, { k: 'valuePattern', value: node.type === 'LiteralPattern' ? literal(cx, node) : dotted(cx, node) });
    }
    case 'AsPattern': {
      const [inner, , name] = node.children;
      if (!inner || !name) break;
      const opened = cx.openAt(node);
      const pattern = lowerPattern(cx, inner);
      return made(opened, { k: 'capturePattern', name: capture(cx, name), pattern });
    }
    case 'OrPattern': {
      const opened = cx.openAt(node);
      const options = node.children.filter(({ type }) => type !== 'LogicOp' && type !== '⚠');
      return made(opened, { k: 'orPattern', options: options.map((option) => lowerPattern(cx, option)) });
    }
    case 'SequencePattern': {
      const nodes = node.children.filter(({ type }) => !/^[()[\]]$/.test(type));
      const isGroup =
        node.children[0]?.type === '(' && nodes.length === 1 && nodes[0]!.to > nodes[0]!.from && nodes[0]!.type !== 'StarPattern';
      return isGroup ? lowerPattern(cx, nodes[0]!) : lowerSequence(cx, nodes, node);
    }
    case 'MappingPattern':
      return lowerMapping(cx, node);
    case 'ClassPattern':
      return lowerClass(cx, node);
  }
  return made(cx.openAt(node), { k: 'unknownPattern', binds: capturesIn(cx, node) });
}

/** Binds a captured name; `_` captures nothing. */
function capture(cx: Lowering, node: SyntaxNode): string | null {
  const name = pythonName(cx, node);
  if (name === '_' || name === '') return null;
  cx.bind(name);
  return name;
}

function capturesIn(cx: Lowering, node: SyntaxNode): string[] {
  if (node.type === 'CapturePattern') return [capture(cx, node)].filter((name) => name !== null);
  return node.children.flatMap((child) => capturesIn(cx, child));
}

/** `-1`, `1 + 2j`, a string, `None`, `True`. */
function literal(cx: Lowering, node: SyntaxNode): Expr {
  const { children } = node;
  const [first, second, third] = children;
  if (children.length === 1 && first && isPythonExpr(first)) return lowerPythonExpr(cx, first);
  if (children.length === 2 && first?.type === 'ArithOp' && second) {
    const opened = cx.openAt(node);
    return made(opened, { k: 'unary', op: '-', operand: lowerPythonExpr(cx, second) });
  }
  if (children.length === 3 && first && second && third) {
    const opened = cx.openAt(node);
    const op = cx.slice(second) === '-' ? '-' : '+';
    return made(opened, { k: 'binary', op, left: lowerPythonExpr(cx, first), right: lowerPythonExpr(cx, third) });
  }
  return cx.unknown(node);
}

/** `a.b.c` as nested attributes. */
function dotted(cx: Lowering, node: SyntaxNode): Expr {
  const names = node.children.filter(({ type }) => type === 'VariableName' || type === 'PropertyName');
  const build = (count: number): Expr => {
    const name = names[count - 1]!;
    if (count === 1) return made(cx.openAt(name), { k: 'name', name: pythonName(cx, name) });
    const opened = cx.open(node.from, name.to);
    const object = build(count - 1);
    return made(opened, { k: 'attr', object, name: pythonName(cx, name), nameFrom: name.from, nameTo: name.to, optional: false });
  };
  return names.length > 0 && names.length < 50 ? build(names.length) : cx.unknown(node);
}

function lowerSequence(cx: Lowering, nodes: readonly SyntaxNode[], at: { from: number; to: number }): Pattern {
  const opened = cx.open(at.from, at.to);
  const items: Pattern[] = [];
  let restIdx: number | null = null;
  for (const node of nodes) {
    if (node.type === ',' || node.to === node.from || (isError(node) && node.children.length === 0)) continue;
    if (node.type === 'StarPattern') {
      restIdx = items.length;
      const inner = node.children[1];
      items.push(inner ? lowerPattern(cx, inner) : made(cx.openAt(node), { k: 'unknownPattern', binds: [] }));
    } else items.push(lowerPattern(cx, node));
  }
  return made(opened, { k: 'sequencePattern', items, restIdx });
}

function lowerMapping(cx: Lowering, node: SyntaxNode): Pattern {
  const opened = cx.openAt(node);
  const entries: { key: Expr; pattern: Pattern }[] = [];
  let rest: string | null = null;
  for (const piece of splitChildren(
    node.children.filter(({ type }) => !/^[{}]$/.test(type)),
    ',',
  )) {
    const [key, , value] = piece;
    if (key?.type === '**' && piece[1]) rest = capture(cx, piece[1]);
    else if (key && value && piece.length === 3) {
      const lowered =
        key.type === 'LiteralPattern' ? literal(cx, key) : key.type === 'AttributePattern' ? dotted(cx, key) : lowerPieces(cx, [key], key);
      entries.push({ key: lowered, pattern: lowerPattern(cx, value) });
    } else if (piece.length > 0) return made(opened, { k: 'unknownPattern', binds: piece.flatMap((child) => capturesIn(cx, child)) });
  }
  return made(opened, { k: 'mappingPattern', entries, rest });
}

function lowerClass(cx: Lowering, node: SyntaxNode): Pattern {
  const [head, list] = node.children;
  const opened = cx.openAt(node);
  if (!head) return made(opened, { k: 'unknownPattern', binds: [] });
  const cls = head.type === 'AttributePattern' ? dotted(cx, head) : lowerPieces(cx, [head], head);
  const positional: Pattern[] = [];
  const keywords: { name: string; pattern: Pattern }[] = [];
  for (const child of list?.children ?? []) {
    if (child.type === 'KeywordPattern') {
      const name = child.children[0];
      const value = child.children[child.children.length - 1];
      if (name && value && value !== name) keywords.push({ name: pythonName(cx, name), pattern: lowerPattern(cx, value) });
    } else if (child.to > child.from && !/^[(),]$/.test(child.type) && !isError(child)) positional.push(lowerPattern(cx, child));
  }
  return made(opened, { k: 'classPattern', cls, positional, keywords });
}
