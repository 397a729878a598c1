import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Expr, Target, TargetItem } from './ir';
import { isError, splitChildren, type Lowering, made } from './lowering';
import { jsParts, lowerJsExpr, lowerOnly, propertyKey } from './lowerJavaScriptExpr';

export type Declares = 'let' | 'const' | 'var' | null;

/** Lowers what is assigned to: a pattern, or an expression that stands for one. Declared names are bound in their scope. */
export function lowerJsTarget(cx: Lowering, node: SyntaxNode, declares: Declares): Target {
  return cx.nested(
    () => lowerKind(cx, node, declares),
    () => cx.unknownTarget(node),
  );
}

function lowerKind(cx: Lowering, node: SyntaxNode, declares: Declares): Target {
  switch (node.type) {
    case 'VariableDefinition':
    case 'VariableName':
    case 'PropertyDefinition': {
      const name = cx.slice(node);
      if (declares === 'var') cx.bindOutside(name);
      else if (declares) cx.bind(name);
      return made(cx.openAt(node), { k: 'nameTarget', name });
    }
    case 'ArrayPattern':
    case 'ArrayExpression':
      return lowerArrayPattern(cx, node, declares);
    case 'ObjectPattern':
    case 'ObjectExpression':
      return lowerObjectPattern(cx, node, declares);
    case 'MemberExpression':
      return lowerMemberTarget(cx, node);
    case 'ParenthesizedExpression':
    case 'PostfixExpression':
    case 'InstantiationExpression': {
      const inner = node.children.find(({ type }) => type !== '(');
      if (inner) return lowerJsTarget(cx, inner, declares);
      break;
    }
    case 'BinaryExpression': {
      // `(x as T) = …`
      const [left, operator] = node.children;
      if (left && operator && /^(?:as|satisfies)$/.test(cx.slice(operator))) return lowerJsTarget(cx, left, declares);
      break;
    }
  }
  return cx.unknownTarget(node, () => jsParts(cx, [node]));
}

function lowerMemberTarget(cx: Lowering, node: SyntaxNode): Target {
  const object = node.children[0]!;
  const last = node.children[node.children.length - 1]!;
  const opened = cx.openAt(node);
  const lowered = lowerJsExpr(cx, object);
  if (last.type === 'PropertyName' || last.type === 'PrivatePropertyName')
    return made(opened, { k: 'attrTarget', object: lowered, name: cx.slice(last) });
  if (last.type !== ']') return made(opened, { k: 'unknownTarget', parts: [lowered] });
  return made(opened, { k: 'indexTarget', object: lowered, index: lowerOnly(cx, node.children.slice(2, -1), last) });
}

function withoutBrackets(node: SyntaxNode): SyntaxNode[] {
  return node.children.filter(({ type }) => !/^[[\]{}]$/.test(type));
}

function lowerArrayPattern(cx: Lowering, node: SyntaxNode, declares: Declares): Target {
  const opened = cx.openAt(node);
  const items: (TargetItem | null)[] = [];
  const pieces = splitChildren(withoutBrackets(node), ',');
  pieces.forEach((piece, i) => {
    if (piece.length > 0) items.push(lowerItem(cx, piece, declares));
    else if (i < pieces.length - 1) items.push(null);
  });
  return made(opened, { k: 'sequenceTarget', items });
}

function lowerItem(cx: Lowering, piece: readonly SyntaxNode[], declares: Declares): TargetItem {
  const isRest = piece[0]!.type === 'Spread';
  const nodes = isRest ? piece.slice(1) : piece;
  const { target, fallback } = lowerWithFallback(cx, nodes, declares, piece[0]!);
  return { target, isRest, fallback };
}

/** `target = fallback`, as pattern nodes side by side or as one assignment. */
function lowerWithFallback(
  cx: Lowering,
  nodes: readonly SyntaxNode[],
  declares: Declares,
  at: SyntaxNode,
): { target: Target; fallback: Expr | null } {
  const first = nodes[0];
  if (!first || isError(first)) return { target: cx.unknownTarget(at, () => jsParts(cx, nodes)), fallback: null };
  if (first.type === 'AssignmentExpression' && first.children[1]?.type === 'Equals') {
    const target = lowerJsTarget(cx, first.children[0]!, declares);
    return { target, fallback: lowerOnly(cx, first.children.slice(2), first) };
  }
  const target = lowerJsTarget(cx, first, declares);
  const equals = nodes.findIndex(({ type }) => type === 'Equals');
  return { target, fallback: equals < 0 ? null : lowerOnly(cx, nodes.slice(equals + 1), first) };
}

function lowerObjectPattern(cx: Lowering, node: SyntaxNode, declares: Declares): Target {
  const opened = cx.openAt(node);
  const entries: { key: Expr; target: Target; fallback: Expr | null }[] = [];
  let rest: Target | null = null;
  for (const property of node.children) {
    if (property.type !== 'PatternProperty' && property.type !== 'Property') continue;
    const { children } = property;
    const first = children[0];
    if (!first) continue;
    if (first.type === 'Spread') {
      rest = children[1] ? lowerJsTarget(cx, children[1], declares) : null;
      continue;
    }
    const key = first.type === 'VariableDefinition' ? shorthandKey(cx, first) : propertyKey(cx, property, first);
    const colon = children.findIndex(({ type }) => type === ':');
    entries.push({ key, ...lowerWithFallback(cx, colon < 0 ? children : children.slice(colon + 1), declares, property) });
  }
  return made(opened, { k: 'objectTarget', entries, rest });
}

function shorthandKey(cx: Lowering, node: SyntaxNode): Expr {
  return made(cx.openAt(node), { k: 'const', type: 'str', value: cx.slice(node) });
}
