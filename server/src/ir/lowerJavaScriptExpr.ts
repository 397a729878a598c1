import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Arg, BinaryOp, CompareOp, DictEntry, Expr, FormatPart } from './ir';
import { cookJs, jsNumber, jsString } from './javaScriptLiterals';
import { childOf, isError, splitChildren, type Lowering, made } from './lowering';
import { jsClass } from './lowerJavaScriptClass';
import { jsFunction } from './lowerJavaScriptFunction';
import { lowerJsTarget } from './lowerJavaScriptTarget';

/** Lowers one expression; types are erased, and what is broken becomes unknown, with its good parts kept. */
export function lowerJsExpr(cx: Lowering, node: SyntaxNode): Expr {
  return cx.nested(
    () => lowerKind(cx, node),
    () => cx.unknown(node),
  );
}

function lowerKind(cx: Lowering, node: SyntaxNode): Expr {
  switch (node.type) {
    case 'VariableName':
      // What nests too deeply was cut out, and is no name.
      return /^$|[\s()[\]{}]/.test(cx.slice(node)) ? cx.unknown(node) : made(cx.openAt(node), { k: 'name', name: cx.slice(node) });
    case 'this':
    case 'super':
      return made(cx.openAt(node), { k: 'name', name: cx.slice(node) });
    case 'Number': {
      const number = jsNumber(cx.slice(node));
      return number ? made(cx.openAt(node), { k: 'const', type: number.type, value: number.value }) : cx.unknown(node);
    }
    case 'String':
      return made(cx.openAt(node), { k: 'const', type: 'str', value: jsString(cx.slice(node)) });
    case 'BooleanLiteral':
      return made(cx.openAt(node), { k: 'const', type: 'bool', value: cx.slice(node) === 'true' });
    case 'null':
      return made(cx.openAt(node), { k: 'const', type: 'none', value: null });
    case 'RegExp':
      return made(cx.openAt(node), { k: 'const', type: 'regexp', value: cx.slice(node) });
    case 'TemplateString':
      return lowerTemplate(cx, node);
    case 'TaggedTemplateExpression':
      return cx.unknown(node, () =>
        jsParts(
          cx,
          node.children.flatMap((child) => (child.type === 'TemplateString' ? child.children : [child])),
        ),
      );
    case 'ArrayExpression':
      return lowerArray(cx, node);
    case 'ObjectExpression':
      return lowerObject(cx, node);
    case 'ParenthesizedExpression':
      return lowerOnly(cx, bracketed(node), node);
    case 'SequenceExpression':
      return lowerSequence(cx, node);
    case 'MemberExpression':
      return lowerMember(cx, node);
    case 'CallExpression':
      return lowerCall(cx, node, false);
    case 'NewExpression':
      return lowerCall(cx, node, true);
    case 'DynamicImport':
      return lowerDynamicImport(cx, node);
    case 'UnaryExpression':
      return lowerUnary(cx, node);
    case 'PostfixExpression':
      return lowerPostfix(cx, node);
    case 'BinaryExpression':
      return lowerBinary(cx, node);
    case 'ConditionalExpression':
      return lowerConditional(cx, node);
    case 'AssignmentExpression':
      return lowerAssignment(cx, node);
    case 'ArrowFunction':
    case 'FunctionExpression': {
      const opened = cx.openAt(node);
      return made(opened, { k: 'function', fn: jsFunction(cx, node) });
    }
    case 'ClassExpression': {
      const opened = cx.openAt(node);
      return made(opened, { k: 'classExpr', cls: jsClass(cx, node) });
    }
    case 'AwaitExpression': {
      const opened = cx.openAt(node);
      return made(opened, { k: 'await', value: lowerOnly(cx, node.children.slice(1), node) });
    }
    case 'YieldExpression':
      return lowerYield(cx, node);
    case 'InstantiationExpression':
      return lowerOnly(cx, node.children.slice(0, 1), node);
    case 'PrefixCast':
      return lowerOnly(cx, node.children.slice(-1), node);
    default:
      return cx.unknown(node, () => jsParts(cx, node.children));
  }
}

const exprTypes = new Set(
  (
    'VariableName this super Number String BooleanLiteral null RegExp TemplateString TaggedTemplateExpression ArrayExpression ObjectExpression ' +
    'ParenthesizedExpression SequenceExpression MemberExpression CallExpression NewExpression DynamicImport ImportMeta NewTarget UnaryExpression ' +
    'PostfixExpression BinaryExpression ConditionalExpression AssignmentExpression ArrowFunction FunctionExpression ClassExpression ' +
    'AwaitExpression YieldExpression InstantiationExpression PrefixCast JSXElement'
  ).split(' '),
);

export function isJsExpr(node: SyntaxNode): boolean {
  return exprTypes.has(node.type);
}

/** Nodes of broken text, of templates and of JSX in which expressions stand. */
// Written so that the whole bundle is ASCII: it takes half the memory then.
const holders = /^(?:\u26a0|ArgList|Interpolation|JSX\w*)$/;

/** The expressions among some nodes, for what is evaluated of text that has no value of its own. */
export function jsParts(cx: Lowering, nodes: readonly SyntaxNode[]): Expr[] {
  const parts: Expr[] = [];
  for (const node of nodes) {
    if (isJsExpr(node)) parts.push(lowerJsExpr(cx, node));
    else if (holders.test(node.type)) {
      parts.push(
        ...cx.nested(
          () => jsParts(cx, node.children),
          (): Expr[] => [],
        ),
      );
    }
  }
  return parts;
}

/** The one expression among some nodes; unknown, with its parts, where there is not exactly one. */
export function lowerOnly(cx: Lowering, nodes: readonly SyntaxNode[], at: { from: number; to: number }): Expr {
  const solid = nodes.filter((node) => !isError(node) || node.to > node.from || node.children.length > 0);
  const first = solid[0];
  if (solid.length === 1 && first && isJsExpr(first)) return lowerJsExpr(cx, first);
  if (!first) return cx.unknown({ from: nodes[0]?.from ?? at.to, to: nodes[0]?.from ?? at.to });
  return cx.unknown({ from: first.from, to: solid[solid.length - 1]!.to }, () => jsParts(cx, solid));
}

/** The children between brackets. */
function bracketed(node: SyntaxNode): readonly SyntaxNode[] {
  const last = node.children[node.children.length - 1];
  return node.children.slice(1, last && /^[)\]}]$/.test(last.type) ? -1 : undefined);
}

/** Whether the closing bracket is missing, so that anything may be meant to follow. */
function isOpen(node: SyntaxNode): boolean {
  const last = node.children[node.children.length - 1];
  return !last || !/^[)\]}]$/.test(last.type) || last.to === last.from;
}

function lowerTemplate(cx: Lowering, node: SyntaxNode): Expr {
  const opened = cx.openAt(node);
  const parts: FormatPart[] = [];
  const source = cx.slice(node);
  const end = source.length > 1 && source.endsWith('`') ? node.to - 1 : node.to;
  let pos = node.from + 1;
  const addText = (to: number): void => {
    if (to > pos) parts.push({ k: 'text', text: cookJs(cx.text.slice(pos, to)) });
  };
  for (const field of node.children) {
    if (field.type !== 'Interpolation') continue;
    addText(field.from);
    const inner = field.children.filter(({ type }) => type !== 'InterpolationStart' && type !== 'InterpolationEnd');
    parts.push({ k: 'value', value: lowerOnly(cx, inner, { from: field.from, to: field.to }), conversion: null, spec: null });
    pos = field.to;
  }
  addText(end);
  return made(opened, { k: 'format', parts });
}

function lowerArray(cx: Lowering, node: SyntaxNode): Expr {
  const opened = cx.openAt(node);
  const items: Expr[] = [];
  const pieces = splitChildren(bracketed(node), ',');
  pieces.forEach((piece, i) => {
    if (piece.length > 0) items.push(lowerItem(cx, piece));
    // A hole, unless it is only what follows the last comma.
    else if (i < pieces.length - 1) items.push(made(cx.open(node.from, node.from), { k: 'const', type: 'undefined', value: null }));
  });
  if (isOpen(node)) {
    const rest = cx.open(node.to, node.to);
    items.push(made(rest, { k: 'spread', value: cx.unknown({ from: node.to, to: node.to }) }));
  }
  return made(opened, { k: 'list', items });
}

function lowerItem(cx: Lowering, piece: readonly SyntaxNode[]): Expr {
  const first = piece[0]!;
  if (first.type !== 'Spread') return lowerOnly(cx, piece, first);
  const opened = cx.open(first.from, piece[piece.length - 1]!.to);
  return made(opened, { k: 'spread', value: lowerOnly(cx, piece.slice(1), opened) });
}

function lowerObject(cx: Lowering, node: SyntaxNode): Expr {
  const opened = cx.openAt(node);
  const entries: DictEntry[] = [];
  for (const child of node.children) {
    if (child.type === 'Property') entries.push(lowerProperty(cx, child));
    else if (isError(child) && child.to > child.from)
      entries.push({ key: null, value: cx.unknown(child, () => jsParts(cx, [child])), from: child.from, to: child.to });
  }
  if (isOpen(node)) entries.push({ key: null, value: cx.unknown({ from: node.to, to: node.to }), from: node.to, to: node.to });
  return made(opened, { k: 'dict', entries, isObject: true });
}

function lowerProperty(cx: Lowering, node: SyntaxNode): DictEntry {
  const range = { from: node.from, to: node.to };
  const { children } = node;
  if (children[0]?.type === 'Spread') return { key: null, value: lowerOnly(cx, children.slice(1), node), from: range.from, to: range.to };
  const keyNode = children.find(({ type }) => /^(?:PropertyDefinition|String|Number|\[)$/.test(type));
  if (!keyNode) return { key: null, value: cx.unknown(node, () => jsParts(cx, children)), from: range.from, to: range.to };
  const key = propertyKey(cx, node, keyNode);
  const colon = children.findIndex(({ type }) => type === ':');
  if (colon >= 0) return { key, value: lowerOnly(cx, children.slice(colon + 1), node), from: range.from, to: range.to };
  if (childOf(node, 'ParamList')) {
    const isAccessor = children.some(({ type }) => type === 'get' || type === 'set');
    const lower = (): Expr => {
      const opened = cx.openAt(node);
      return made(opened, { k: 'function', fn: jsFunction(cx, node) });
    };
    return { key, value: isAccessor ? cx.unknown(node, () => [lower()]) : lower(), from: range.from, to: range.to };
  }
  if (children.length > 1) return { key, value: cx.unknown(node, () => jsParts(cx, children)), from: range.from, to: range.to };
  return { key, value: made(cx.openAt(keyNode), { k: 'name', name: cx.slice(keyNode) }), from: range.from, to: range.to };
}

/** The key of a property as a string constant, or the expression of a computed one. */
export function propertyKey(cx: Lowering, node: SyntaxNode, keyNode: SyntaxNode): Expr {
  if (keyNode.type === '[') {
    const at = node.children.indexOf(keyNode);
    const close = node.children.findIndex(({ type }, i) => i > at && type === ']');
    return lowerOnly(cx, node.children.slice(at + 1, close < 0 ? undefined : close), keyNode);
  }
  return made(cx.openAt(keyNode), { k: 'const', type: 'str', value: propertyName(cx, keyNode) });
}

export function propertyName(cx: Lowering, keyNode: SyntaxNode): string {
  const source = cx.slice(keyNode);
  if (keyNode.type === 'String') return jsString(source);
  return keyNode.type === 'Number' ? String(jsNumber(source)?.value ?? source) : source;
}

/** A comma gives its last value; where the text has `=`, it was respelled from an assignment to a pattern. */
function lowerSequence(cx: Lowering, node: SyntaxNode): Expr {
  const [first, comma, ...rest] = node.children;
  if (first && comma && cx.slice(comma) === '=') {
    const opened = cx.openAt(node);
    const target = lowerJsTarget(cx, first, null);
    return made(opened, { k: 'assignExpr', target, op: null, value: lowerOnly(cx, rest, node), returnsOld: false });
  }
  return cx.unknown(node, () => jsParts(cx, node.children));
}

function lowerMember(cx: Lowering, node: SyntaxNode): Expr {
  const object = node.children[0];
  const last = node.children[node.children.length - 1];
  if (!object || !last) return cx.unknown(node);
  const optional = node.children.some(({ type }) => type === '?.');
  if (last.type === 'PropertyName' || last.type === 'PrivatePropertyName') {
    const opened = cx.openAt(node);
    const lowered = lowerJsExpr(cx, object);
    return made(opened, { k: 'attr', object: lowered, name: cx.slice(last), nameFrom: last.from, nameTo: last.to, optional });
  }
  const at = node.children.findIndex(({ type }) => type === '[');
  if (at < 0 || isOpen(node)) return cx.unknown(node, () => jsParts(cx, node.children));
  const opened = cx.openAt(node);
  return made(opened, {
    k: 'index',
    object: lowerJsExpr(cx, object),
    index: lowerOnly(cx, node.children.slice(at + 1, -1), last),
    optional,
  });
}

function lowerCall(cx: Lowering, node: SyntaxNode, isNew: boolean): Expr {
  const callee = node.children[isNew ? 1 : 0];
  const list = childOf(node, 'ArgList');
  if (!callee || (!list && !isNew) || !isJsExpr(callee)) return cx.unknown(node, () => jsParts(cx, node.children));
  const opened = cx.openAt(node);
  const lowered = lowerJsExpr(cx, callee);
  const { args, argsFrom, argsTo } = list ? lowerJsArgs(cx, list) : { args: [], argsFrom: node.to, argsTo: node.to };
  return made(opened, {
    k: 'call',
    callee: lowered,
    args,
    argsFrom,
    argsTo,
    isNew,
    optional: node.children.some(({ type }) => type === '?.'),
  });
}

function lowerJsArgs(cx: Lowering, list: SyntaxNode): { args: Arg[]; argsFrom: number; argsTo: number } {
  const last = list.children[list.children.length - 1];
  const argsTo = last?.type === ')' ? last.from : list.to;
  const args: Arg[] = [];
  const pieces = splitChildren(bracketed(list), ',');
  pieces.forEach((piece, i) => {
    const first = piece[0];
    const range = first ? { from: first.from, to: piece[piece.length - 1]!.to } : { from: argsTo, to: argsTo };
    if (first?.type === 'Spread')
      args.push({ name: null, spread: 'positional', value: lowerOnly(cx, piece.slice(1), range), from: range.from, to: range.to });
    else if (first) args.push({ name: null, spread: 'none', value: lowerOnly(cx, piece, range), from: range.from, to: range.to });
    // Something is missing between two commas; what follows keeps its place.
    else if (i < pieces.length - 1) args.push({ name: null, spread: 'none', value: cx.unknown(range), from: range.from, to: range.to });
  });
  if (isOpen(list))
    args.push({ name: null, spread: 'positional', value: cx.unknown({ from: argsTo, to: argsTo }), from: argsTo, to: argsTo });
  return { args, argsFrom: list.children[0]?.to ?? list.from, argsTo };
}

/** `import('x')` is a call of the name `import`. */
function lowerDynamicImport(cx: Lowering, node: SyntaxNode): Expr {
  const keyword = node.children[0]!;
  const opened = cx.openAt(node);
  const callee: Expr = made(cx.openAt(keyword), { k: 'name', name: 'import' });
  const inner = node.children.filter(isJsExpr);
  const last = node.children[node.children.length - 1]!;
  const args: Arg[] = inner
    .slice(0, 1)
    .map((arg) => ({ name: null, spread: 'none', value: lowerJsExpr(cx, arg), from: arg.from, to: arg.to }));
  const argsTo = last.type === ')' ? last.from : node.to;
  return made(opened, { k: 'call', callee, args, argsFrom: node.children[1]?.to ?? argsTo, argsTo, isNew: false, optional: false });
}

function lowerUnary(cx: Lowering, node: SyntaxNode): Expr {
  const operator = node.children[0]!;
  const rest = node.children.slice(1);
  const op = cx.slice(operator);
  if (op === '++' || op === '--') return lowerStep(cx, node, rest[0], op, false);
  const known = op === '!' ? 'not' : op;
  if (known !== 'not' && known !== '-' && known !== '+' && known !== '~' && known !== 'typeof' && known !== 'void' && known !== 'delete') {
    return cx.unknown(node, () => jsParts(cx, rest));
  }
  const opened = cx.openAt(node);
  return made(opened, { k: 'unary', op: known, operand: lowerOnly(cx, rest, node) });
}

/** `x!` is `x`; `i++` gives the value before. */
function lowerPostfix(cx: Lowering, node: SyntaxNode): Expr {
  const [operand, operator] = node.children;
  if (!operand || !operator) return cx.unknown(node, () => jsParts(cx, node.children));
  const op = cx.slice(operator);
  return op === '++' || op === '--' ? lowerStep(cx, node, operand, op, true) : lowerJsExpr(cx, operand);
}

function lowerStep(cx: Lowering, node: SyntaxNode, operand: SyntaxNode | undefined, op: string, returnsOld: boolean): Expr {
  if (!operand) return cx.unknown(node);
  const opened = cx.openAt(node);
  const target = lowerJsTarget(cx, operand, null);
  const value: Expr = made(cx.openAt(node), { k: 'const', type: 'int', value: 1 });
  return made(opened, { k: 'assignExpr', target, op: op === '++' ? '+' : '-', value, returnsOld });
}

const binaryOps = new Set(['+', '-', '*', '/', '%', '**', '<<', '>>', '>>>', '&', '|', '^']);
const compareOps = new Set(['==', '!=', '===', '!==', '<', '<=', '>', '>=', 'in', 'instanceof']);

function lowerBinary(cx: Lowering, node: SyntaxNode): Expr {
  const [left, operator, right] = node.children;
  if (!left || !operator) return cx.unknown(node, () => jsParts(cx, node.children));
  const op = cx.slice(operator);
  if (op === 'as' || op === 'satisfies') return lowerJsExpr(cx, left);
  const opened = cx.openAt(node);
  const lowerLeft = (): Expr => (isJsExpr(left) ? lowerJsExpr(cx, left) : cx.unknown(left));
  const lowerRight = (): Expr => lowerOnly(cx, right ? node.children.slice(2) : [], node);
  if (op === '&&' || op === '||' || op === '??') {
    const logical = op === '&&' ? 'and' : op === '||' ? 'or' : 'nullish';
    return made(opened, { k: 'logical', op: logical, left: lowerLeft(), right: lowerRight() });
  }
  if (compareOps.has(op)) {
    return made(opened, { k: 'compare', left: lowerLeft(), rest: [{ op: op as CompareOp, right: lowerRight() }] });
  }
  if (binaryOps.has(op)) return made(opened, { k: 'binary', op: op as BinaryOp, left: lowerLeft(), right: lowerRight() });
  return made(opened, { k: 'unknown', parts: jsParts(cx, node.children) });
}

function lowerConditional(cx: Lowering, node: SyntaxNode): Expr {
  const [test, , then, colon, otherwise] = node.children;
  if (!test || !then || colon?.type !== 'LogicOp') return cx.unknown(node, () => jsParts(cx, node.children));
  const opened = cx.openAt(node);
  const lowered = { test: lowerOnly(cx, [test], test), then: lowerOnly(cx, [then], then) };
  return made(opened, { k: 'conditional', ...lowered, else: lowerOnly(cx, otherwise ? [otherwise] : [], node) });
}

/** What an `=` or `+=` does; null for an operator that the form lacks. */
export function assignmentOp(text: string): BinaryOp | 'and' | 'or' | 'nullish' | null | undefined {
  const op = text.slice(0, -1);
  if (op === '') return null;
  if (op === '&&') return 'and';
  if (op === '||') return 'or';
  if (op === '??') return 'nullish';
  return binaryOps.has(op) ? (op as BinaryOp) : undefined;
}

function lowerAssignment(cx: Lowering, node: SyntaxNode): Expr {
  const [left, operator] = node.children;
  const op = operator ? assignmentOp(cx.slice(operator)) : undefined;
  if (!left || op === undefined) return cx.unknown(node, () => jsParts(cx, node.children));
  const opened = cx.openAt(node);
  const target = lowerJsTarget(cx, left, null);
  return made(opened, { k: 'assignExpr', target, op, value: lowerOnly(cx, node.children.slice(2), node), returnsOld: false });
}

function lowerYield(cx: Lowering, node: SyntaxNode): Expr {
  cx.markGenerator();
  const opened = cx.openAt(node);
  const isFrom = node.children[1]?.type === 'Star';
  const rest = node.children.slice(isFrom ? 2 : 1).filter((child) => !isError(child));
  if (isFrom) return made(opened, { k: 'yieldFrom', value: lowerOnly(cx, rest, node) });
  return made(opened, { k: 'yield', value: rest.length > 0 ? lowerOnly(cx, rest, node) : null });
}
