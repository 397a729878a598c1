import type { SyntaxNode } from '../syntax/parsedChunk';
import type { DictEntry, Expr, Stmt } from './ir';
import { childOf, splitChildren, type Lowering, made } from './lowering';
import { lowerOnly, propertyName } from './lowerJavaScriptExpr';

/** An enum is a constant object: names to values and, for numbers, values back to names. */
export function lowerJsEnum(cx: Lowering, node: SyntaxNode, whole: SyntaxNode): Stmt {
  const nameNode = childOf(node, 'TypeDefinition') ?? node;
  const name = cx.slice(nameNode);
  const opened = cx.openAt(whole);
  cx.bind(name);
  const target = made(cx.openAt(nameNode), { k: 'nameTarget' as const, name });
  const bodyNode = childOf(node, 'EnumBody');
  const value = cx.openAt(bodyNode ?? node);
  const entries: DictEntry[] = [];
  let next: number | null = 0;
  for (const piece of splitChildren(
    (bodyNode?.children ?? []).filter(({ type }) => type !== '{' && type !== '}'),
    ',',
  )) {
    const key = piece.find(({ type }) => type === 'PropertyName' || type === 'String');
    if (!key) continue;
    const range = { from: key.from, to: piece[piece.length - 1]!.to };
    const equals = piece.findIndex(({ type }) => type === 'Equals');
    const keyName = propertyName(cx, key);
    const keyExpr: Expr = made(cx.openAt(key), { k: 'const', type: 'str', value: keyName });
    let member: Expr;
    if (equals >= 0) {
      const nodes = piece.slice(equals + 1);
      member = isLiteral(nodes) ? lowerOnly(cx, nodes, range) : cx.unknown(range);
      next = numberOf(member);
    } else member = next === null ? cx.unknown(key) : made(cx.openAt(key), { k: 'const', type: 'int', value: next });
    entries.push({ key: keyExpr, value: member, from: range.from, to: range.to });
    if (next === null) continue;
    const back: Expr = made(cx.openAt(key), { k: 'const', type: 'str', value: String(next) });
    entries.push({ key: back, value: made(cx.openAt(key), { k: 'const', type: 'str', value: keyName }), from: range.from, to: range.to });
    next++;
  }
  return made(opened, {
    k: 'assign',
    targets: [target],
    value: made(value, { k: 'dict', entries, isObject: true }),
    annotation: null,
    declares: 'const',
    isField: false,
    isExported: whole !== node,
  });
}

/** Other initial values may name earlier members, which are no names of the program. */
function isLiteral(nodes: readonly SyntaxNode[]): boolean {
  const [first] = nodes;
  if (nodes.length !== 1 || !first) return false;
  if (first.type === 'Number' || first.type === 'String') return true;
  return first.type === 'UnaryExpression' && first.children[1]?.type === 'Number';
}

function numberOf(value: Expr): number | null {
  if (value.k === 'const' && typeof value.value === 'number') return value.value;
  if (value.k === 'unary' && value.op === '-' && value.operand.k === 'const' && typeof value.operand.value === 'number')
    return -value.operand.value;
  return null;
}
