import type { SyntaxNode } from '../syntax/parsedChunk';
import type { BinaryOp, Expr, Handler, Stmt, Target } from './ir';
import { childOf, hasChild, isError, splitChildren, type Lowering, made } from './lowering';
import { isPythonExpr, lowerExprList, lowerPieces, lowerPythonExpr, partsOf, pythonName } from './lowerPythonExpr';
import { annotationOf, classCode, functionCode } from './lowerPythonFunction';
import { lowerPythonImport } from './lowerPythonImport';
import { lowerMatch } from './lowerPythonMatch';
import { lowerPythonTarget, lowerTargetList } from './lowerPythonTarget';

/** Lowers the statements of a section, of a block or of a line. */
export function lowerPythonStmts(cx: Lowering, nodes: readonly SyntaxNode[]): Stmt[] {
  const stmts: Stmt[] = [];
  for (const node of nodes) {
    if (node.type === 'StatementGroup') stmts.push(...lowerPythonStmts(cx, node.children));
    else if (node.type !== ';' && node.type !== ':' && !(isError(node) && node.to === node.from)) stmts.push(...lowerStmt(cx, node));
  }
  return stmts;
}

export function lowerPythonBody(cx: Lowering, body: SyntaxNode): Stmt[] {
  return lowerPythonStmts(cx, body.children);
}

function lowerStmt(cx: Lowering, node: SyntaxNode): Stmt[] {
  if (node.type === 'ImportStatement') return lowerPythonImport(cx, node);
  return [
    cx.nested(
      () => lowerKind(cx, node),
      () => made(cx.openAt(node), { k: 'unknownStmt' as const, parts: [], binds: [], body: [] }),
    ),
  ];
}

function lowerKind(cx: Lowering, node: SyntaxNode): Stmt {
  switch (node.type) {
    case 'ExpressionStatement':
    case 'YieldStatement': {
      const opened = cx.openAt(node);
      const value = node.type === 'YieldStatement' ? lowerPythonExpr(cx, node) : lowerExprList(cx, node.children, node);
      return made(opened, { k: 'expr', value });
    }
    case 'AssignStatement':
      return lowerAssign(cx, node);
    case 'UpdateStatement':
      return lowerUpdate(cx, node);
    case 'DeleteStatement': {
      const opened = cx.openAt(node);
      const targets = splitChildren(node.children.slice(1), ',').filter((piece) => piece.length > 0);
      return made(opened, { k: 'delete', targets: targets.map((piece) => lowerTargetList(cx, piece, node)) });
    }
    case 'PassStatement':
    case 'ScopeStatement':
      if (node.type === 'ScopeStatement') lowerScope(cx, node);
      return cx.pass(node);
    case 'BreakStatement':
      return made(cx.openAt(node), { k: 'break', label: null });
    case 'ContinueStatement':
      return made(cx.openAt(node), { k: 'continue', label: null });
    case 'ReturnStatement': {
      const opened = cx.openAt(node);
      const rest = node.children.slice(1);
      return made(opened, { k: 'return', value: rest.length > 0 ? lowerExprList(cx, rest, node) : null });
    }
    case 'RaiseStatement':
      return lowerRaise(cx, node);
    case 'AssertStatement': {
      const opened = cx.openAt(node);
      const [test, message] = splitChildren(node.children.slice(1), ',');
      const end = { from: node.to, to: node.to };
      return made(opened, { k: 'assert', test: lowerPieces(cx, test ?? [], end), message: message ? lowerPieces(cx, message, end) : null });
    }
    case 'IfStatement':
      return lowerIf(cx, node, 0);
    case 'WhileStatement':
      return lowerWhile(cx, node);
    case 'ForStatement':
      return lowerFor(cx, node);
    case 'TryStatement':
      return lowerTry(cx, node);
    case 'WithStatement':
      return lowerWith(cx, node);
    case 'FunctionDefinition':
    case 'ClassDefinition':
      return lowerDefinition(cx, node, node, []);
    case 'DecoratedStatement': {
      const definition = node.children.find(({ type }) => type === 'FunctionDefinition' || type === 'ClassDefinition');
      const decorators = node.children.filter(({ type }) => type === 'Decorator');
      return definition ? lowerDefinition(cx, definition, node, decorators) : lowerUnknown(cx, node);
    }
    case 'MatchStatement':
      return lowerMatch(cx, node);
    case 'TypeDefinition':
      return lowerTypeAlias(cx, node);
    default:
      return lowerUnknown(cx, node);
  }
}

/** What the form does not have: the expressions and the blocks in it are kept. */
function lowerUnknown(cx: Lowering, node: SyntaxNode): Stmt {
  const opened = cx.openAt(node);
  const bodies = node.children.filter(({ type }) => type === 'Body');
  const parts = partsOf(cx, isPythonExpr(node) ? [node] : node.children);
  return made(opened, { k: 'unknownStmt', parts, binds: [], body: bodies.flatMap((body) => lowerPythonBody(cx, body)) });
}

function lowerAssign(cx: Lowering, node: SyntaxNode): Stmt {
  const opened = cx.openAt(node);
  const pieces: SyntaxNode[][] = [[]];
  let annotationNode: SyntaxNode | null = null;
  for (const child of node.children) {
    if (child.type === 'AssignOp') pieces.push([]);
    else if (child.type === 'TypeDef') annotationNode = child;
    else pieces[pieces.length - 1]!.push(child);
  }
  const end = { from: node.to, to: node.to };
  const valueNodes = pieces.length > 1 ? pieces.pop()! : null;
  const value = valueNodes ? lowerExprList(cx, valueNodes, end) : null;
  const annotation = annotationNode ? annotationOf(cx, annotationNode) : null;
  const targets = pieces.map((piece) => lowerTargetList(cx, piece, node));
  return made(opened, { k: 'assign', targets, value, annotation, declares: null, isField: false, isExported: false });
}

function lowerUpdate(cx: Lowering, node: SyntaxNode): Stmt {
  const at = node.children.findIndex(({ type }) => type === 'UpdateOp');
  if (at < 0) return lowerUnknown(cx, node);
  const opened = cx.openAt(node);
  const op = cx.slice(node.children[at]!).slice(0, -1) as BinaryOp;
  const target = lowerTargetList(cx, node.children.slice(0, at), node);
  const value = lowerExprList(cx, node.children.slice(at + 1), { from: node.to, to: node.to });
  return made(opened, { k: 'augAssign', target, op, value });
}

function lowerScope(cx: Lowering, node: SyntaxNode): void {
  const names = node.children.filter(({ type }) => type === 'VariableName').map((child) => pythonName(cx, child));
  const kind = node.children[0]?.type;
  for (const name of names) (kind === 'global' ? cx.scope.globals : cx.scope.nonlocals).add(name);
}

function lowerRaise(cx: Lowering, node: SyntaxNode): Stmt {
  const opened = cx.openAt(node);
  const [valueNodes, causeNodes] = splitChildren(node.children.slice(1), 'from');
  const end = { from: node.to, to: node.to };
  const value = valueNodes && valueNodes.length > 0 ? lowerExprList(cx, valueNodes, end) : null;
  return made(opened, { k: 'raise', value, cause: causeNodes ? lowerPieces(cx, causeNodes, end) : null });
}

/** `if` from the keyword at `start`; an `elif` is an `if` in the `else` of the one before. */
function lowerIf(cx: Lowering, node: SyntaxNode, start: number): Stmt {
  const { children } = node;
  const opened = cx.open(children[start]!.from, node.to);
  let bodyAt = start + 1;
  while (bodyAt < children.length && children[bodyAt]!.type !== 'Body') bodyAt++;
  const body = children[bodyAt];
  const header = children.slice(start + 1, bodyAt);
  const test = lowerPieces(cx, header, { from: children[start]!.to, to: children[start]!.to });
  const then = body ? lowerPythonBody(cx, body) : [];
  let next = bodyAt + 1;
  while (next < children.length && children[next]!.type !== 'elif' && children[next]!.type !== 'else') next++;
  const keyword = children[next];
  let otherwise: Stmt[] = [];
  if (keyword?.type === 'elif') {
    const rest = { from: keyword.from, to: node.to };
    otherwise = [
      cx.nested(
        () => lowerIf(cx, node, next),
        () => made(cx.open(rest.from, rest.to), { k: 'unknownStmt' as const, parts: [], binds: [], body: [] }),
      ),
    ];
  } else if (keyword) {
    const elseBody = children.slice(next).find(({ type }) => type === 'Body');
    otherwise = elseBody ? lowerPythonBody(cx, elseBody) : [];
  }
  return made(opened, { k: 'if', test, then, else: otherwise });
}

/** The body of the `else` of a loop or a `try`. */
function bodyAfter(cx: Lowering, node: SyntaxNode, keyword: string): Stmt[] {
  const at = node.children.findIndex(({ type }) => type === keyword);
  const body = at < 0 ? undefined : node.children.slice(at).find(({ type }) => type === 'Body');
  return body ? lowerPythonBody(cx, body) : [];
}

function lowerWhile(cx: Lowering, node: SyntaxNode): Stmt {
  const opened = cx.openAt(node);
  const bodyAt = node.children.findIndex(({ type }) => type === 'Body');
  const header = node.children.slice(1, bodyAt < 0 ? undefined : bodyAt);
  const test = lowerPieces(cx, header, node.children[0]!);
  const body = bodyAt < 0 ? [] : lowerPythonBody(cx, node.children[bodyAt]!);
  return made(opened, { k: 'while', test, body, update: [], else: bodyAfter(cx, node, 'else'), bodyFirst: false, label: null });
}

function lowerFor(cx: Lowering, node: SyntaxNode): Stmt {
  const opened = cx.openAt(node);
  const { children } = node;
  const isAsync = children[0]?.type === 'async';
  const start = isAsync ? 2 : 1;
  const bodyAt = children.findIndex(({ type }) => type === 'Body');
  const header = children.slice(start, bodyAt < 0 ? undefined : bodyAt);
  const inAt = header.findIndex(({ type }) => type === 'in');
  const end = { from: header[header.length - 1]?.to ?? node.to, to: header[header.length - 1]?.to ?? node.to };
  const iter = inAt < 0 ? cx.unknown(end) : lowerExprList(cx, header.slice(inAt + 1), end);
  const targetNodes = (inAt < 0 ? header : header.slice(0, inAt)).filter((child) => !isError(child));
  const target = lowerTargetList(cx, targetNodes, end);
  const body = bodyAt < 0 ? [] : lowerPythonBody(cx, children[bodyAt]!);
  return made(opened, {
    k: 'for',
    target,
    iter,
    body,
    else: bodyAfter(cx, node, 'else'),
    overKeys: false,
    isAsync,
    declares: null,
    label: null,
  });
}

function lowerTry(cx: Lowering, node: SyntaxNode): Stmt {
  const opened = cx.openAt(node);
  const { children } = node;
  const first = children.find(({ type }) => type === 'Body');
  const body = first && children.indexOf(first) <= 2 ? lowerPythonBody(cx, first) : [];
  const handlers: Handler[] = [];
  for (let i = 0; i < children.length; i++) {
    if (children[i]!.type !== 'except') continue;
    let end = i + 1;
    while (end < children.length && children[end]!.type !== 'Body' && !/^(?:except|else|finally)$/.test(children[end]!.type)) end++;
    handlers.push(lowerHandler(cx, children.slice(i + 1, end), children[end]?.type === 'Body' ? children[end]! : null));
  }
  return made(opened, { k: 'try', body, handlers, else: bodyAfter(cx, node, 'else'), finally: bodyAfter(cx, node, 'finally') });
}

function lowerHandler(cx: Lowering, header: readonly SyntaxNode[], body: SyntaxNode | null): Handler {
  const nodes = header[0]?.type === '*' ? header.slice(1) : header;
  const asAt = nodes.findIndex(({ type }) => type === 'as' || type === ',');
  const typeNodes = asAt < 0 ? nodes : nodes.slice(0, asAt);
  const nameNode = asAt < 0 ? undefined : nodes[asAt + 1];
  const type = typeNodes.length > 0 ? lowerPieces(cx, typeNodes, typeNodes[0]!) : null;
  const target = nameNode?.type === 'VariableName' ? lowerPythonTarget(cx, nameNode) : null;
  return { type, target, body: body ? lowerPythonBody(cx, body) : [] };
}

function lowerWith(cx: Lowering, node: SyntaxNode): Stmt {
  const opened = cx.openAt(node);
  const { children } = node;
  const isAsync = children[0]?.type === 'async';
  const bodyAt = children.findIndex(({ type }) => type === 'Body');
  const header = children.slice(isAsync ? 2 : 1, bodyAt < 0 ? undefined : bodyAt);
  const items: { value: Expr; target: Target | null }[] = [];
  for (const piece of splitChildren(header, ',')) {
    const first = piece[0];
    if (!first) continue;
    items.push(lowerWithItem(cx, piece));
  }
  const body = bodyAt < 0 ? [] : lowerPythonBody(cx, children[bodyAt]!);
  return made(opened, { k: 'with', items, body, isAsync });
}

/** An item was respelled as `_(value)` or `_(value)(target)`, where `_` has no width; a half-typed one may not be. */
function lowerWithItem(cx: Lowering, piece: readonly SyntaxNode[]): { value: Expr; target: Target | null } {
  const call = piece.length === 1 ? piece[0]! : null;
  const outer = respelledArgs(call);
  if (call && outer) {
    const callee = call.children[0]!;
    const innerArgs = respelledArgs(callee);
    if (innerArgs) return { value: lowerPieces(cx, innerArgs, call), target: lowerTargetList(cx, outer, call) };
    if (callee.type === 'VariableName' && callee.from === callee.to) return { value: lowerPieces(cx, outer, call), target: null };
  }
  const asAt = piece.findIndex(({ type }) => type === 'as');
  const nameNode = asAt < 0 ? undefined : piece[asAt + 1];
  const value = lowerPieces(cx, asAt < 0 ? piece : piece.slice(0, asAt), piece[0]!);
  return { value, target: nameNode?.type === 'VariableName' ? lowerPythonTarget(cx, nameNode) : null };
}

/** The arguments of a call whose innermost callee has no width; null for every other node. */
function respelledArgs(node: SyntaxNode | null): SyntaxNode[] | null {
  if (node?.type !== 'CallExpression') return null;
  const callee = node.children[0]!;
  const isRespelled = (callee.type === 'VariableName' && callee.from === callee.to) || respelledArgs(callee) !== null;
  const list = childOf(node, 'ArgList');
  return isRespelled && list ? list.children.slice(1, -1) : null;
}

function lowerDefinition(cx: Lowering, node: SyntaxNode, whole: SyntaxNode, decoratorNodes: readonly SyntaxNode[]): Stmt {
  const opened = cx.openAt(whole);
  const decorators = decoratorNodes.map((decorator) => lowerDecorator(cx, decorator));
  const nameNode = childOf(node, 'VariableName');
  if (nameNode) cx.bind(pythonName(cx, nameNode));
  if (node.type === 'ClassDefinition') return made(opened, { k: 'class', cls: classCode(cx, node), decorators });
  return made(opened, { k: 'def', fn: functionCode(cx, node), decorators, isExported: false, accessor: null, isStatic: false });
}

/** A decorator was respelled as `@_(expr)`, where `_` has no width. */
function lowerDecorator(cx: Lowering, node: SyntaxNode): Expr {
  const list = childOf(node, 'ArgList');
  const first = node.children[1];
  if (!list || !first || first.from !== first.to) return cx.unknown(node, () => partsOf(cx, node.children));
  const nodes = list.children.filter(({ type }) => type !== '(' && type !== ')');
  return lowerPieces(cx, nodes, node);
}

/** A `type` statement is evaluated only when somebody asks for its value. */
function lowerTypeAlias(cx: Lowering, node: SyntaxNode): Stmt {
  const nameNode = childOf(node, 'VariableName');
  if (!nameNode) return lowerUnknown(cx, node);
  const opened = cx.openAt(node);
  const target = lowerPythonTarget(cx, nameNode);
  const at = node.children[node.children.length - 1]!;
  const value = cx.unknown(hasChild(node, '⚠') ? node : at);
  return made(opened, { k: 'assign', targets: [target], value, annotation: null, declares: null, isField: false, isExported: false });
}
