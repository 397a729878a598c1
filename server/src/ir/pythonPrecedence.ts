import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Lowering } from './lowering';

/**
 * The grammar lets `not` and `await` take all that follows: `not a and b` comes as `not (a and b)`, `await a + b` as
 * `await (a + b)`. This gives the tree that Python means, or null where the grammar's is right.
 */
export function reorderPython(cx: Lowering, node: SyntaxNode): SyntaxNode | null {
  if (!isMisordered(cx, node)) return null;
  const items: Item[] = [];
  flatten(cx, node, items);
  const reader = { items, pos: 0 };
  const read = readBinary(reader, 0);
  return reader.pos === items.length ? read : null;
}

type Item =
  | { readonly k: 'operand'; readonly node: SyntaxNode }
  | { readonly k: 'prefix'; readonly node: SyntaxNode; readonly type: 'UnaryExpression' | 'AwaitExpression'; readonly rank: number }
  | { readonly k: 'infix'; readonly nodes: readonly SyntaxNode[]; readonly rank: number };

const notRank = 3;
const signRank = 11;
const powerRank = 12;
const awaitRank = 13;

/** Whether a `not` or an `await` on the right edge of an expression took too much. */
function isMisordered(cx: Lowering, node: SyntaxNode): boolean {
  let at: SyntaxNode | undefined = node;
  while (at) {
    const operand: SyntaxNode | undefined = at.children[at.children.length - 1];
    if (at.type === 'AwaitExpression' && operand?.type === 'BinaryExpression') return true;
    if (
      at.type === 'UnaryExpression' &&
      at.children[0]?.type === 'not' &&
      operand?.type === 'BinaryExpression' &&
      rankOf(cx, operand) < notRank
    )
      return true;
    at = at.type === 'BinaryExpression' || at.type === 'UnaryExpression' || at.type === 'AwaitExpression' ? operand : undefined;
  }
  return false;
}

function rankOf(cx: Lowering, node: SyntaxNode): number {
  const op = node.children[1];
  return op ? rankOfOperator(cx.slice(op)) : 0;
}

function rankOfOperator(op: string): number {
  switch (op) {
    case 'or':
      return 1;
    case 'and':
      return 2;
    case '|':
      return 5;
    case '^':
      return 6;
    case '&':
      return 7;
    case '<<':
    case '>>':
      return 8;
    case '+':
    case '-':
      return 9;
    case '*':
    case '/':
    case '//':
    case '%':
    case '@':
      return 10;
    case '**':
      return powerRank;
    default:
      return 4;
  }
}

/** Operands and operators in the order of the text; it needs no stack for chains that lean to the left. */
function flatten(cx: Lowering, root: SyntaxNode, items: Item[]): void {
  const stack: (SyntaxNode | Item)[] = [root];
  while (stack.length > 0) {
    const next = stack.pop()!;
    if ('k' in next) {
      items.push(next);
      continue;
    }
    const { type, children } = next;
    const [first, second] = children;
    const last = children[children.length - 1];
    if (type === 'BinaryExpression' && children.length >= 3 && first && second && last) {
      const infix: Item = { k: 'infix', nodes: children.slice(1, -1), rank: rankOfOperator(cx.slice(second)) };
      stack.push(last, infix, first);
    } else if ((type === 'UnaryExpression' || type === 'AwaitExpression') && children.length === 2 && first && last) {
      const rank = type === 'AwaitExpression' ? awaitRank : first.type === 'not' ? notRank : signRank;
      items.push({ k: 'prefix', node: first, type, rank });
      stack.push(last);
    } else items.push({ k: 'operand', node: next });
  }
}

interface Reader {
  readonly items: readonly Item[];
  pos: number;
}

function readBinary(reader: Reader, minRank: number): SyntaxNode {
  let left = readPrefix(reader);
  for (;;) {
    const item = reader.items[reader.pos];
    if (item?.k !== 'infix' || item.rank < minRank) return left;
    reader.pos++;
    // A power takes a signed operand on its right, and leans to the right.
    const right = readBinary(reader, item.rank === powerRank ? signRank : item.rank + 1);
    left = { type: 'BinaryExpression', from: left.from, to: right.to, children: [left, ...item.nodes, right] };
  }
}

function readPrefix(reader: Reader): SyntaxNode {
  const item = reader.items[reader.pos++];
  if (!item || item.k === 'infix') return { type: '⚠', from: 0, to: 0, children: [] };
  if (item.k === 'operand') return item.node;
  const operand = readBinary(reader, item.rank);
  return { type: item.type, from: item.node.from, to: operand.to, children: [item.node, operand] };
}
