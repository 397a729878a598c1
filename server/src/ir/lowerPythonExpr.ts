import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Arg, BinaryOp, CompareOp, ComprehensionClause, DictEntry, Expr, SliceExpr, UnaryExpr } from './ir';
import { childOf, isError, splitChildren, type Lowering, made } from './lowering';
import { lambdaCode } from './lowerPythonFunction';
import { lowerPythonString } from './lowerPythonString';
import { lowerTargetList } from './lowerPythonTarget';
import { numberValue } from './pythonLiterals';
import { reorderPython } from './pythonPrecedence';

/** Lowers one expression; what is broken in it becomes unknown, with its good parts kept. */
export function lowerPythonExpr(cx: Lowering, node: SyntaxNode): Expr {
  return cx.nested(
    () => lowerKind(cx, node),
    () => cx.unknown(node),
  );
}

function lowerKind(cx: Lowering, node: SyntaxNode): Expr {
  switch (node.type) {
    case 'VariableName':
      return lowerName(cx, node);
    case 'Number':
      return lowerNumber(cx, node);
    case 'String':
    case 'FormatString':
    case 'ContinuedString':
      return lowerPythonString(cx, node);
    case 'Boolean':
      return made(cx.openAt(node), { k: 'const', type: 'bool', value: cx.slice(node) === 'True' });
    case 'None':
      return made(cx.openAt(node), { k: 'const', type: 'none', value: null });
    case 'Ellipsis':
      return made(cx.openAt(node), { k: 'const', type: 'ellipsis', value: null });
    case 'ParenthesizedExpression':
      return lowerPieces(cx, inner(node), node);
    case 'TupleExpression':
      return lowerSequence(cx, node, 'tuple');
    case 'ArrayExpression':
      return lowerSequence(cx, node, 'list');
    case 'SetExpression':
      return lowerSequence(cx, node, 'set');
    case 'DictionaryExpression':
      return lowerDict(cx, node);
    case 'ArrayComprehensionExpression':
      return lowerComprehension(cx, inner(node), node, 'list');
    case 'SetComprehensionExpression':
      return lowerComprehension(cx, inner(node), node, 'set');
    case 'DictionaryComprehensionExpression':
      return lowerComprehension(cx, inner(node), node, 'dict');
    case 'ComprehensionExpression':
      return lowerComprehension(cx, inner(node), node, 'generator');
    case 'CallExpression':
      return lowerCall(cx, node);
    case 'MemberExpression':
      return lowerMember(cx, node);
    case 'UnaryExpression':
      return lowerUnary(cx, node);
    case 'BinaryExpression':
      return lowerBinary(cx, node);
    case 'ConditionalExpression':
      return lowerConditional(cx, node);
    case 'LambdaExpression': {
      const opened = cx.openAt(node);
      return made(opened, { k: 'function', fn: lambdaCode(cx, node) });
    }
    case 'AwaitExpression':
      return lowerAwait(cx, node);
    case 'YieldExpression':
    case 'YieldStatement':
      return lowerYield(cx, node);
    case 'NamedExpression':
      return lowerWalrus(cx, node.children, node);
    default:
      return cx.unknown(node, () => partsOf(cx, node.children));
  }
}

/** Types of the nodes that are expressions. */
const exprTypes = new Set(
  (
    'VariableName Number String FormatString ContinuedString Boolean None Ellipsis ParenthesizedExpression TupleExpression ArrayExpression ' +
    'SetExpression DictionaryExpression ArrayComprehensionExpression SetComprehensionExpression DictionaryComprehensionExpression ' +
    'ComprehensionExpression CallExpression MemberExpression UnaryExpression BinaryExpression ConditionalExpression LambdaExpression ' +
    'AwaitExpression YieldExpression NamedExpression'
  ).split(' '),
);

export function isPythonExpr(node: SyntaxNode): boolean {
  return exprTypes.has(node.type);
}

/** The expressions among some nodes, for what is evaluated of broken text. */
export function partsOf(cx: Lowering, nodes: readonly SyntaxNode[]): Expr[] {
  const parts: Expr[] = [];
  for (const node of nodes) {
    if (isPythonExpr(node)) parts.push(lowerPythonExpr(cx, node));
    else if (isError(node) || node.type === 'ArgList') {
      for (const child of node.children) if (isPythonExpr(child)) parts.push(lowerPythonExpr(cx, child));
    }
  }
  return parts;
}

/** What stands between the first and the last child, which are brackets. */
function inner(node: SyntaxNode): readonly SyntaxNode[] {
  const { children } = node;
  const last = children[children.length - 1];
  return children.slice(1, last && /^[)\]}]$/.test(last.type) ? -1 : undefined);
}

/** One item of a list of expressions: `x`, `*x`, `name := x`, or something broken. */
export function lowerPieces(cx: Lowering, piece: readonly SyntaxNode[], at: { from: number; to: number }): Expr {
  const [first, second] = piece;
  if (!first) return cx.unknown(at);
  if (piece.length === 1) return isError(first) && first.children.length === 0 ? cx.unknown(first) : lowerPythonExpr(cx, first);
  if (piece.length === 2 && first.type === '*' && second) {
    const opened = cx.open(first.from, second.to);
    return made(opened, { k: 'spread', value: lowerPythonExpr(cx, second) });
  }
  const range = { from: first.from, to: piece[piece.length - 1]!.to };
  if (piece.length === 3 && second?.type === 'AssignOp' && cx.slice(second) === ':=') return lowerWalrus(cx, piece, range);
  return cx.unknown(range, () => partsOf(cx, piece));
}

/** `a` or `a, *b,`: a tuple where there is a comma. `at` is where nothing stands at all. */
export function lowerExprList(cx: Lowering, nodes: readonly SyntaxNode[], at: { from: number; to: number }): Expr {
  const pieces = splitChildren(nodes, ',');
  if (pieces.length === 1 && nodes[0]?.type !== '*') return lowerPieces(cx, pieces[0]!, at);
  const opened = cx.open(nodes[0]!.from, nodes[nodes.length - 1]!.to);
  return made(opened, { k: 'tuple', items: lowerItems(cx, pieces) });
}

function lowerItems(cx: Lowering, pieces: readonly (readonly SyntaxNode[])[]): Expr[] {
  const items: Expr[] = [];
  for (const piece of pieces) if (piece.length > 0) items.push(lowerPieces(cx, piece, piece[0]!));
  return items;
}

function lowerName(cx: Lowering, node: SyntaxNode): Expr {
  const name = pythonName(cx, node);
  // What nests too deeply was cut out, and is no name.
  if (!/^[\p{L}\p{N}_\p{M}]+$/u.test(name) || cx.isTypeParam(name)) return cx.unknown(node);
  return made(cx.openAt(node), { k: 'name', name });
}

/** Python compares names in normal form. */
export function pythonName(cx: Lowering, node: SyntaxNode): string {
  const name = cx.slice(node);
  return /^[\w]*$/.test(name) ? name : name.normalize('NFKC');
}

function lowerNumber(cx: Lowering, node: SyntaxNode): Expr {
  const number = numberValue(cx.slice(node));
  return number ? made(cx.openAt(node), { k: 'const', type: number.type, value: number.value }) : cx.unknown(node);
}

function lowerSequence(cx: Lowering, node: SyntaxNode, k: 'tuple' | 'list' | 'set'): Expr {
  const opened = cx.openAt(node);
  const items = lowerItems(cx, splitChildren(inner(node), ','));
  if (isOpen(node)) items.push(unknownRest(cx, node.to));
  return made(opened, { k, items });
}

/** Whether the closing bracket of a node is missing, so that anything may be meant to follow. */
function isOpen(node: SyntaxNode): boolean {
  const last = node.children[node.children.length - 1];
  if (!last || !/^[)\]}]$/.test(last.type)) return true;
  // Brackets that only spell a form otherwise have no width at both ends.
  const first = node.children.find(({ type }) => /^[([{]$/.test(type));
  return last.to === last.from && first !== undefined && first.to > first.from;
}

function unknownRest(cx: Lowering, at: number): Expr {
  const opened = cx.open(at, at);
  return made(opened, { k: 'spread', value: cx.unknown({ from: at, to: at }) });
}

function lowerDict(cx: Lowering, node: SyntaxNode): Expr {
  const opened = cx.openAt(node);
  const entries: DictEntry[] = [];
  for (const piece of splitChildren(inner(node), ',')) {
    const first = piece[0];
    if (!first) continue;
    const range = { from: first.from, to: piece[piece.length - 1]!.to };
    if (first.type === '**') {
      entries.push({ key: null, value: lowerPieces(cx, piece.slice(1), { from: range.to, to: range.to }), from: range.from, to: range.to });
      continue;
    }
    const [key, value] = splitChildren(piece, ':');
    if (key && value)
      entries.push({
        key: lowerPieces(cx, key, first),
        value: lowerPieces(cx, value, { from: range.to, to: range.to }),
        from: range.from,
        to: range.to,
      });
    // A key without its value: anything may be meant.
    else entries.push({ key: null, value: cx.unknown(range, () => partsOf(cx, piece)), from: range.from, to: range.to });
  }
  if (isOpen(node)) entries.push({ key: null, value: cx.unknown({ from: node.to, to: node.to }), from: node.to, to: node.to });
  return made(opened, { k: 'dict', entries, isObject: false });
}

function lowerCall(cx: Lowering, node: SyntaxNode): Expr {
  const callee = node.children[0];
  const list = childOf(node, 'ArgList');
  if (!callee || !list) return cx.unknown(node, () => partsOf(cx, node.children));
  const opened = cx.openAt(node);
  const lowered = lowerPythonExpr(cx, callee);
  const { args, argsFrom, argsTo } = lowerPythonArgs(cx, list);
  return made(opened, { k: 'call', callee: lowered, args, argsFrom, argsTo, isNew: false, optional: false });
}

/** The arguments of a call or the bases of a class. */
export function lowerPythonArgs(cx: Lowering, list: SyntaxNode): { args: Arg[]; argsFrom: number; argsTo: number } {
  const close = list.children[list.children.length - 1];
  const argsFrom = list.children[0]?.to ?? list.from;
  const argsTo = close?.type === ')' ? close.from : list.to;
  const args: Arg[] = [];
  for (const piece of argPieces(inner(list))) if (piece.length > 0) args.push(lowerArg(cx, piece));
  if (isOpen(list)) args.push(...unknownArgs(cx, argsTo));
  return { args, argsFrom, argsTo };
}

/** Arguments by their commas; those of a generator (`for i, x in pairs`), which can only come last, are its own. */
function argPieces(nodes: readonly SyntaxNode[]): readonly (readonly SyntaxNode[])[] {
  const loop = nodes.findIndex(({ type }) => type === 'for');
  if (loop < 0) return splitChildren(nodes, ',');
  const before = nodes
    .slice(0, loop)
    .map(({ type }) => type)
    .lastIndexOf(',');
  return [...splitChildren(nodes.slice(0, Math.max(0, before)), ','), nodes.slice(before + 1)];
}

/** Arguments of a call that is not written to its end: any number of them, of any name. */
function unknownArgs(cx: Lowering, at: number): Arg[] {
  const range = { from: at, to: at };
  return [
    { name: null, spread: 'positional', value: cx.unknown(range), from: range.from, to: range.to },
    { name: null, spread: 'keyword', value: cx.unknown(range), from: range.from, to: range.to },
  ];
}

function lowerArg(cx: Lowering, piece: readonly SyntaxNode[]): Arg {
  const first = piece[0]!;
  const range = { from: first.from, to: piece[piece.length - 1]!.to };
  const end = { from: range.to, to: range.to };
  if (first.type === '*')
    return { name: null, spread: 'positional', value: lowerPieces(cx, piece.slice(1), end), from: range.from, to: range.to };
  if (first.type === '**')
    return { name: null, spread: 'keyword', value: lowerPieces(cx, piece.slice(1), end), from: range.from, to: range.to };
  const second = piece[1];
  if (first.type === 'VariableName' && second?.type === 'AssignOp' && cx.slice(second) === '=') {
    return { name: pythonName(cx, first), spread: 'none', value: lowerPieces(cx, piece.slice(2), end), from: range.from, to: range.to };
  }
  if (piece.some(({ type }) => type === 'for')) {
    // A lone generator has the call's parentheses for its own.
    return { name: null, spread: 'none', value: lowerComprehension(cx, piece, range, 'generator'), from: range.from, to: range.to };
  }
  return { name: null, spread: 'none', value: lowerPieces(cx, piece, range), from: range.from, to: range.to };
}

function lowerMember(cx: Lowering, node: SyntaxNode): Expr {
  const [object, operator] = node.children;
  if (!object || !operator) return cx.unknown(node, () => partsOf(cx, node.children));
  if (operator.type === '.') {
    const property = node.children[2];
    if (property?.type !== 'PropertyName') return cx.unknown(node, () => [lowerPythonExpr(cx, object)]);
    const opened = cx.openAt(node);
    const name = pythonName(cx, property);
    return made(opened, {
      k: 'attr',
      object: lowerPythonExpr(cx, object),
      name,
      nameFrom: property.from,
      nameTo: property.to,
      optional: false,
    });
  }
  if (operator.type !== '[') return cx.unknown(node, () => partsOf(cx, node.children));
  const opened = cx.openAt(node);
  const lowered = lowerPythonExpr(cx, object);
  return made(opened, { k: 'index', object: lowered, index: lowerPythonSubscript(cx, node), optional: false });
}

/** What stands between the brackets of `object[…]`. */
export function lowerPythonSubscript(cx: Lowering, node: SyntaxNode): Expr {
  const last = node.children[node.children.length - 1]!;
  const nodes = node.children.slice(2, last.type === ']' ? -1 : undefined);
  const end = { from: last.type === ']' ? last.from : node.to, to: last.type === ']' ? last.from : node.to };
  const pieces = splitChildren(nodes, ',');
  if (isOpen(node)) return cx.unknown(end, () => partsOf(cx, nodes));
  const isStarred = (piece: readonly SyntaxNode[]): boolean =>
    piece.length > 0 && /[[,]\s*\*\s*$/.test(cx.text.slice(node.from, piece[0]!.from));
  if (pieces.length === 1 && !isStarred(pieces[0]!)) return lowerSubscriptItem(cx, pieces[0]!, end);
  const opened = cx.open(nodes[0]?.from ?? end.from, nodes[nodes.length - 1]?.to ?? end.to);
  const items: Expr[] = [];
  for (const piece of pieces) {
    if (piece.length === 0) continue;
    if (isStarred(piece)) {
      const star = cx.text.lastIndexOf('*', piece[0]!.from);
      const spread = cx.open(star, piece[piece.length - 1]!.to);
      items.push(made(spread, { k: 'spread', value: lowerSubscriptItem(cx, piece, end) }));
    } else items.push(lowerSubscriptItem(cx, piece, end));
  }
  return made(opened, { k: 'tuple', items });
}

function lowerSubscriptItem(cx: Lowering, piece: readonly SyntaxNode[], end: { from: number; to: number }): Expr {
  const parts = splitChildren(piece, ':');
  if (parts.length === 1) return lowerPieces(cx, piece, end);
  const opened = cx.open(piece[0]!.from, piece[piece.length - 1]!.to);
  if (parts.length > 3) return made(opened, { k: 'unknown', parts: partsOf(cx, piece) });
  const [lower, upper, step] = parts.map((part) => (part.length > 0 ? lowerPieces(cx, part, end) : null));
  const slice: SliceExpr = made(opened, { k: 'slice', lower: lower ?? null, upper: upper ?? null, step: step ?? null });
  return slice;
}

function lowerUnary(cx: Lowering, node: SyntaxNode): Expr {
  const [operator, ...rest] = node.children;
  const op = operator ? cx.slice(operator) : '';
  const reordered = reorderPython(cx, node);
  if (reordered) return lowerPythonExpr(cx, reordered);
  if (op !== '-' && op !== '+' && op !== '~' && op !== 'not') return cx.unknown(node, () => partsOf(cx, node.children));
  const opened = cx.openAt(node);
  const unary: UnaryExpr = made(opened, { k: 'unary', op, operand: lowerPieces(cx, rest, { from: node.to, to: node.to }) });
  return unary;
}

const binaryOps = new Set(['+', '-', '*', '/', '//', '%', '**', '@', '<<', '>>', '&', '|', '^']);
const compareOps = new Set(['==', '!=', '<', '<=', '>', '>=', '<>', 'in', 'not in', 'is', 'is not']);

/** Operands and operator of a binary expression; null where it has no two sides. */
function sidesOf(cx: Lowering, node: SyntaxNode): { left: SyntaxNode; op: string; right: SyntaxNode } | null {
  const { children } = node;
  const left = children[0];
  const right = children[children.length - 1];
  if (!left || !right || children.length < 3 || children.length > 4) return null;
  const op = children
    .slice(1, -1)
    .map((child) => cx.slice(child))
    .join(' ');
  return { left, op, right };
}

function lowerBinary(cx: Lowering, node: SyntaxNode): Expr {
  const reordered = reorderPython(cx, node);
  if (reordered) return lowerPythonExpr(cx, reordered);
  const sides = sidesOf(cx, node);
  if (!sides) return cx.unknown(node, () => partsOf(cx, node.children));
  const { left, op, right } = sides;
  if (compareOps.has(op)) return lowerCompare(cx, node);
  const opened = cx.openAt(node);
  if (op === 'and' || op === 'or')
    return made(opened, { k: 'logical', op, left: lowerPythonExpr(cx, left), right: lowerPythonExpr(cx, right) });
  if (!binaryOps.has(op)) return made(opened, { k: 'unknown', parts: partsOf(cx, [left, right]) });
  return made(opened, { k: 'binary', op: op as BinaryOp, left: lowerPythonExpr(cx, left), right: lowerPythonExpr(cx, right) });
}

/** The grammar nests `a < b < c` to the left; here it is one chain. */
function lowerCompare(cx: Lowering, node: SyntaxNode): Expr {
  const links: { op: CompareOp; right: SyntaxNode }[] = [];
  let start = node;
  for (;;) {
    const sides = start.type === 'BinaryExpression' ? sidesOf(cx, start) : null;
    if (!sides || !compareOps.has(sides.op)) break;
    links.push({ op: (sides.op === '<>' ? '!=' : sides.op) as CompareOp, right: sides.right });
    start = sides.left;
  }
  const opened = cx.openAt(node);
  const left = lowerPythonExpr(cx, start);
  const rest = links.reverse().map(({ op, right }) => ({ op, right: lowerPythonExpr(cx, right) }));
  return made(opened, { k: 'compare', left, rest });
}

function lowerConditional(cx: Lowering, node: SyntaxNode): Expr {
  const [then, , test, , otherwise] = node.children;
  if (node.children.length !== 5 || !then || !test || !otherwise) return cx.unknown(node, () => partsOf(cx, node.children));
  const opened = cx.openAt(node);
  const lowered = { then: lowerPythonExpr(cx, then), test: lowerPythonExpr(cx, test), else: lowerPythonExpr(cx, otherwise) };
  return made(opened, { k: 'conditional', ...lowered });
}

function lowerAwait(cx: Lowering, node: SyntaxNode): Expr {
  const [keyword, operand] = node.children;
  if (!keyword || !operand) return cx.unknown(node);
  const reordered = reorderPython(cx, node);
  if (reordered) return lowerPythonExpr(cx, reordered);
  const opened = cx.openAt(node);
  return made(opened, { k: 'await', value: lowerPythonExpr(cx, operand) });
}

function lowerYield(cx: Lowering, node: SyntaxNode): Expr {
  cx.markGenerator();
  const rest = node.children.slice(1);
  const opened = cx.openAt(node);
  if (rest[0]?.type === 'from')
    return made(opened, { k: 'yieldFrom', value: lowerPieces(cx, rest.slice(1), { from: node.to, to: node.to }) });
  const first = rest[0];
  // A lone `yield` got a `None` of no width, because the grammar wants a value.
  if (!first || (rest.length === 1 && first.from === first.to)) return made(opened, { k: 'yield', value: null });
  return made(opened, { k: 'yield', value: lowerExprList(cx, rest, first) });
}

function lowerWalrus(cx: Lowering, piece: readonly SyntaxNode[], at: { from: number; to: number }): Expr {
  const [target, , value] = piece;
  if (target?.type !== 'VariableName') return cx.unknown(at, () => partsOf(cx, piece));
  const opened = cx.open(at.from, at.to);
  const name = pythonName(cx, target);
  cx.bindOutside(name);
  const lowered = made(cx.openAt(target), { k: 'nameTarget' as const, name });
  const end = { from: at.to, to: at.to };
  return made(opened, { k: 'assignExpr', target: lowered, op: null, value: lowerPieces(cx, value ? [value] : [], end), returnsOld: false });
}

function lowerComprehension(
  cx: Lowering,
  nodes: readonly SyntaxNode[],
  at: { from: number; to: number },
  kind: 'list' | 'set' | 'dict' | 'generator',
): Expr {
  let start = nodes.findIndex(({ type }) => type === 'for');
  if (nodes[start - 1]?.type === 'async') start--;
  if (start < 1) return cx.unknown(at, () => partsOf(cx, nodes));
  const head = nodes.slice(0, start);
  const opened = cx.open(at.from, at.to);
  cx.pushScope('inner');
  const clauses = lowerClauses(cx, nodes.slice(start), at.to);
  const end = { from: head[head.length - 1]!.to, to: head[head.length - 1]!.to };
  let key: Expr | null = null;
  let element: Expr;
  if (kind === 'dict') {
    const [keyNodes, valueNodes] = splitChildren(head, ':');
    if (keyNodes && valueNodes) {
      key = lowerPieces(cx, keyNodes, end);
      element = lowerPieces(cx, valueNodes, end);
    } else {
      key = cx.unknown(head[0]!);
      element = cx.unknown(head[0]!, () => partsOf(cx, head));
    }
  } else element = lowerPieces(cx, head, end);
  cx.popScope();
  return made(opened, { k: 'comprehension', kind, key, element, clauses });
}

function lowerClauses(cx: Lowering, nodes: readonly SyntaxNode[], end: number): ComprehensionClause[] {
  const clauses: ComprehensionClause[] = [];
  let i = 0;
  while (i < nodes.length) {
    const isAsync = nodes[i]!.type === 'async';
    const keyword = nodes[isAsync ? i + 1 : i];
    const from = isAsync ? i + 2 : i + 1;
    let to = from;
    while (to < nodes.length && !clauseKeywords.has(nodes[to]!.type)) to++;
    const range = nodes.slice(from, to);
    const at = { from: end, to: end };
    if (keyword?.type === 'for') {
      const inIdx = range.findIndex(({ type }) => type === 'in');
      const iterNodes = inIdx < 0 ? [] : range.slice(inIdx + 1);
      const iter = lowerPieces(cx, iterNodes, at);
      const targets = inIdx < 0 ? range.filter((node) => !isError(node)) : range.slice(0, inIdx);
      clauses.push({ k: 'for', target: lowerTargetList(cx, targets, at), iter, isAsync });
    } else if (keyword?.type === 'if') clauses.push({ k: 'if', test: lowerPieces(cx, range, at) });
    i = Math.max(to, i + 1);
  }
  return clauses;
}

const clauseKeywords = new Set(['for', 'if', 'async']);
