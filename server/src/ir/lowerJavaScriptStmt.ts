import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Expr, Handler, Stmt } from './ir';
import { childOf, hasChild, isError, type Lowering, made } from './lowering';
import { jsClass, jsDecorators } from './lowerJavaScriptClass';
import { lowerJsEnum } from './lowerJavaScriptEnum';
import { assignmentOp, isJsExpr, jsParts, lowerJsExpr, lowerOnly } from './lowerJavaScriptExpr';
import { jsFunction } from './lowerJavaScriptFunction';
import { lowerJsExport, lowerJsImport } from './lowerJavaScriptModule';
import { lowerJsTarget, type Declares } from './lowerJavaScriptTarget';

/** Lowers the statements of a section or a block; declared functions come first, as JavaScript makes them before it runs. */
export function lowerJavaScriptStmts(cx: Lowering, nodes: readonly SyntaxNode[]): Stmt[] {
  const stmts: Stmt[] = [];
  for (const node of nodes) {
    if (/^[;{}]$/.test(node.type) || (isError(node) && node.to === node.from)) continue;
    stmts.push(
      ...cx.nested(
        () => lowerStmt(cx, node, null),
        (): Stmt[] => [made(cx.openAt(node), { k: 'unknownStmt', parts: [], binds: [], body: [] })],
      ),
    );
  }
  const functions = stmts.filter(({ k }) => k === 'def');
  return functions.length > 0 && functions.length < stmts.length ? [...functions, ...stmts.filter(({ k }) => k !== 'def')] : stmts;
}

function lowerStmt(cx: Lowering, node: SyntaxNode, label: string | null): Stmt[] {
  switch (node.type) {
    case 'ImportDeclaration':
      return lowerJsImport(cx, node);
    case 'ExportDeclaration':
      return lowerJsExport(cx, node);
    case 'ExpressionStatement':
      return lowerExprStmts(cx, node);
    case 'Block':
      return [lowerBlock(cx, node, label)];
    case 'IfStatement':
      return [lowerIf(cx, node)];
    case 'WhileStatement':
    case 'DoStatement':
      return [lowerWhile(cx, node, label)];
    case 'ForStatement':
      return [lowerFor(cx, node, label)];
    case 'SwitchStatement':
      return [lowerSwitch(cx, node, label)];
    case 'TryStatement':
      return [lowerTry(cx, node)];
    case 'ReturnStatement': {
      const opened = cx.openAt(node);
      const rest = node.children.slice(1).filter(({ type }) => type !== ';');
      return [made(opened, { k: 'return', value: rest.length > 0 ? lowerOnly(cx, rest, node) : null })];
    }
    case 'ThrowStatement': {
      const opened = cx.openAt(node);
      const rest = node.children.slice(1).filter(({ type }) => type !== ';');
      return [made(opened, { k: 'raise', value: lowerOnly(cx, rest, node), cause: null })];
    }
    case 'BreakStatement':
    case 'ContinueStatement': {
      const labelNode = childOf(node, 'Label');
      return [
        made(cx.openAt(node), { k: node.type === 'BreakStatement' ? 'break' : 'continue', label: labelNode ? cx.slice(labelNode) : null }),
      ];
    }
    case 'LabeledStatement':
      return [lowerLabeled(cx, node)];
    case 'DebuggerStatement':
      return [cx.pass(node)];
    case 'LineComment':
    case 'BlockComment':
    case 'Hashbang':
      return [];
    default:
      return lowerJsDeclaration(cx, node, node);
  }
}

/** A declaration; `whole` is the `export` around it, or itself. */
export function lowerJsDeclaration(cx: Lowering, node: SyntaxNode, whole: SyntaxNode): Stmt[] {
  const isExported = whole !== node;
  switch (node.type) {
    case 'VariableDeclaration':
      return lowerVariables(cx, node, whole);
    case 'FunctionDeclaration': {
      const nameNode = childOf(node, 'VariableDefinition');
      if (nameNode) cx.bind(cx.slice(nameNode));
      const opened = cx.openAt(whole);
      // A signature without a body exists only for types.
      if (!childOf(node, 'Block')) return [made(opened, { k: 'pass' })];
      return [
        made(opened, { k: 'def', fn: jsFunction(cx, node, whole.from), decorators: [], isExported, accessor: null, isStatic: false }),
      ];
    }
    case 'ClassDeclaration': {
      const nameNode = childOf(node, 'VariableDefinition');
      if (nameNode) cx.bind(cx.slice(nameNode));
      const opened = cx.openAt(whole);
      const decorators = jsDecorators(cx, node);
      const stmt: Stmt = made(opened, { k: 'class', cls: jsClass(cx, node, whole.from), decorators });
      if (!isExported || !nameNode) return [stmt];
      const name = cx.slice(nameNode);
      return [stmt, made(cx.openAt(whole), { k: 'export', names: [{ local: name, exported: name }], fallback: null })];
    }
    case 'EnumDeclaration':
      return [lowerJsEnum(cx, node, whole)];
    case 'TypeAliasDeclaration':
    case 'InterfaceDeclaration':
      return [cx.pass(whole)];
    case 'NamespaceDeclaration':
    case 'AmbientDeclaration': {
      // Their names exist; what they hold is not looked into.
      const binds = declaredNames(cx, node);
      for (const name of binds) cx.bind(name);
      return [made(cx.openAt(whole), { k: 'unknownStmt', parts: [], binds, body: [] })];
    }
    default: {
      const opened = cx.openAt(whole);
      return [made(opened, { k: 'unknownStmt', parts: jsParts(cx, isJsExpr(node) ? [node] : node.children), binds: [], body: [] })];
    }
  }
}

function declaredNames(cx: Lowering, node: SyntaxNode): string[] {
  const names: string[] = [];
  for (const child of node.children) {
    if (child.type === 'VariableDefinition') names.push(cx.slice(child));
    else if (/^(?:VariableDeclaration|ClassDeclaration|AmbientFunctionDeclaration)$/.test(child.type))
      names.push(...declaredNames(cx, child));
    else if (child.type === 'EnumDeclaration' || child.type === 'NamespaceDeclaration') {
      const name = childOf(child, 'TypeDefinition') ?? childOf(child, 'VariableDefinition');
      if (name) names.push(cx.slice(name));
    }
  }
  return names;
}

/** `const a = 1, b = 2` is two statements. */
function lowerVariables(cx: Lowering, node: SyntaxNode, whole: SyntaxNode): Stmt[] {
  const keyword = node.children[0]?.type;
  const declares: Declares = keyword === 'let' || keyword === 'var' ? keyword : 'const';
  const pieces: SyntaxNode[][] = [[]];
  for (const child of node.children) {
    if (child.type === ',') pieces.push([]);
    else if (!/^(?:let|const|var|await|using|;)$/.test(child.type)) pieces[pieces.length - 1]!.push(child);
  }
  const stmts: Stmt[] = [];
  for (const piece of pieces) {
    const first = piece[0];
    if (!first || (isError(first) && first.to === first.from)) continue;
    const range = pieces.length === 1 ? whole : { from: first.from, to: piece[piece.length - 1]!.to };
    const opened = cx.open(range.from, range.to);
    const target = lowerJsTarget(cx, first, declares);
    const equals = piece.findIndex(({ type }) => type === 'Equals');
    const value = equals < 0 ? null : lowerOnly(cx, piece.slice(equals + 1), { from: range.to, to: range.to });
    stmts.push(
      made(opened, {
        k: 'assign',
        targets: [target],
        value,
        annotation: null,
        declares,
        isField: false,
        isExported: whole !== node,
      }),
    );
  }
  if (stmts.length === 0) stmts.push(made(cx.openAt(whole), { k: 'unknownStmt', parts: [], binds: [], body: [] }));
  return stmts;
}

/** An expression for what it does; a comma list is several statements, an assignment is one of its own. */
function lowerExprStmts(cx: Lowering, node: SyntaxNode): Stmt[] {
  const nodes = node.children.filter(({ type }) => type !== ';');
  const only = nodes.length === 1 ? nodes[0]! : null;
  if (only?.type === 'SequenceExpression' && only.children[1]?.type === ',' && cx.slice(only.children[1]) === ',') {
    return only.children.filter(isJsExpr).map((child) => exprStmt(cx, child, child));
  }
  if (only) return [exprStmt(cx, only, node)];
  const opened = cx.openAt(node);
  return [made(opened, { k: 'expr', value: lowerOnly(cx, nodes, node) })];
}

function exprStmt(cx: Lowering, outer: SyntaxNode, at: { from: number; to: number }): Stmt {
  const opened = cx.open(at.from, at.to);
  const value = withoutParentheses(outer);
  const [left, operator] = value.children;
  if (value.type === 'SequenceExpression' && left && operator && cx.slice(operator) === '=') {
    // Respelled from an assignment to a pattern.
    const target = lowerJsTarget(cx, left, null);
    const lowered = lowerOnly(cx, value.children.slice(2), value);
    return made(opened, {
      k: 'assign',
      targets: [target],
      value: lowered,
      annotation: null,
      declares: null,
      isField: false,
      isExported: false,
    });
  }
  if (value.type === 'AssignmentExpression' && left && operator) {
    const op = assignmentOp(cx.slice(operator));
    const rest = value.children.slice(2);
    if (op === null) {
      const target = lowerJsTarget(cx, left, null);
      const lowered = lowerOnly(cx, rest, value);
      return made(opened, {
        k: 'assign',
        targets: [target],
        value: lowered,
        annotation: null,
        declares: null,
        isField: false,
        isExported: false,
      });
    }
    if (op !== undefined)
      return made(opened, { k: 'augAssign', target: lowerJsTarget(cx, left, null), op, value: lowerOnly(cx, rest, value) });
  }
  const step = /^(?:Postfix|Unary)Expression$/.test(value.type)
    ? value.children.find((child) => /^(?:\+\+|--)$/.test(cx.slice(child)))
    : undefined;
  const operand = step ? value.children.find((child) => child !== step) : undefined;
  if (step && operand) {
    const target = lowerJsTarget(cx, operand, null);
    const one: Expr = made(cx.openAt(step), { k: 'const', type: 'int', value: 1 });
    return made(opened, { k: 'augAssign', target, op: cx.slice(step) === '++' ? '+' : '-', value: one });
  }
  return made(opened, { k: 'expr', value: isJsExpr(value) ? lowerJsExpr(cx, value) : lowerOnly(cx, [value], value) });
}

function withoutParentheses(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (at.type === 'ParenthesizedExpression' && at.children.length === 3) at = at.children[1]!;
  return at;
}

function lowerBlock(cx: Lowering, node: SyntaxNode, label: string | null): Stmt {
  const opened = cx.openAt(node);
  const scope = cx.pushScope('inner');
  const body = lowerJavaScriptStmts(cx, node.children);
  cx.popScope();
  return made(opened, { k: 'block', names: [...scope.bound], body, label });
}

const declarations = /^(?:VariableDeclaration|FunctionDeclaration|ClassDeclaration|EnumDeclaration)$/;

/** The statements of a branch or a loop; a block that declares nothing needs none of its own. */
function lowerBranch(cx: Lowering, node: SyntaxNode | undefined): Stmt[] {
  if (!node) return [];
  if (node.type !== 'Block') return lowerJavaScriptStmts(cx, [node]);
  return node.children.some(({ type }) => declarations.test(type)) ? [lowerBlock(cx, node, null)] : lowerJavaScriptStmts(cx, node.children);
}

function lowerHead(cx: Lowering, node: SyntaxNode): Expr {
  const head = childOf(node, 'ParenthesizedExpression');
  return head ? lowerJsExpr(cx, head) : cx.unknown({ from: node.from, to: node.from });
}

function lowerIf(cx: Lowering, node: SyntaxNode): Stmt {
  const opened = cx.openAt(node);
  const test = lowerHead(cx, node);
  const elseAt = node.children.findIndex(({ type }) => type === 'else');
  const headAt = node.children.findIndex(({ type }) => type === 'ParenthesizedExpression');
  const thenNode = node.children.slice(headAt + 1, elseAt < 0 ? undefined : elseAt).find((child) => !isError(child));
  const then = headAt < 0 ? [] : lowerBranch(cx, thenNode);
  return made(opened, { k: 'if', test, then, else: elseAt < 0 ? [] : lowerBranch(cx, node.children[elseAt + 1]) });
}

function lowerWhile(cx: Lowering, node: SyntaxNode, label: string | null): Stmt {
  const opened = cx.openAt(node);
  const bodyFirst = node.type === 'DoStatement';
  const test = lowerHead(cx, node);
  const headAt = node.children.findIndex(({ type }) => type === 'ParenthesizedExpression');
  const body = lowerBranch(cx, bodyFirst ? node.children[1] : headAt < 0 ? undefined : node.children[headAt + 1]);
  return made(opened, { k: 'while', test, body, update: [], else: [], bodyFirst, label });
}

function lowerFor(cx: Lowering, node: SyntaxNode, label: string | null): Stmt {
  const specAt = node.children.findIndex(({ type }) => /^For(?:|In|Of)Spec$/.test(type));
  const spec = node.children[specAt];
  const bodyNode = node.children[specAt + 1];
  if (!spec) {
    const opened = cx.openAt(node);
    return made(opened, { k: 'unknownStmt', parts: jsParts(cx, node.children), binds: [], body: [] });
  }
  return spec.type === 'ForSpec' ? lowerCountingFor(cx, node, spec, bodyNode, label) : lowerForOf(cx, node, spec, bodyNode, label);
}

/** `for (init; test; update) body` is a block with `init` and a loop. */
function lowerCountingFor(cx: Lowering, node: SyntaxNode, spec: SyntaxNode, bodyNode: SyntaxNode | undefined, label: string | null): Stmt {
  const opened = cx.openAt(node);
  const scope = cx.pushScope('inner');
  const inner = spec.children.filter(({ type }) => type !== '(' && type !== ')');
  const hasDeclaration = inner[0]?.type === 'VariableDeclaration';
  const semicolons = inner.flatMap(({ type }, i) => (type === ';' ? [i] : []));
  const initEnd = hasDeclaration ? 0 : (semicolons[0] ?? inner.length);
  const testEnd = (hasDeclaration ? semicolons[0] : semicolons[1]) ?? inner.length;
  const init: Stmt[] = hasDeclaration
    ? lowerVariables(cx, inner[0]!, inner[0]!)
    : initEnd > 0
      ? lowerExprStmts(cx, {
          type: 'ExpressionStatement',
          from: inner[0]!.from,
          to: inner[initEnd - 1]!.to,
          children: inner.slice(0, initEnd),
        })
      : [];
  const loop = cx.openAt(node);
  const testNodes = inner.slice(initEnd + 1, testEnd);
  const test: Expr =
    testNodes.length > 0 ? lowerOnly(cx, testNodes, spec) : made(cx.open(spec.from, spec.from), { k: 'const', type: 'bool', value: true });
  const body = lowerBranch(cx, bodyNode);
  const updateNodes = inner.slice(testEnd + 1);
  const isList = updateNodes.length === 1 && updateNodes[0]!.type === 'SequenceExpression';
  const update = (isList ? updateNodes[0]!.children.filter(isJsExpr) : updateNodes.filter((child) => !isError(child))).map((child) =>
    lowerOnly(cx, [child], child),
  );
  cx.popScope();
  const inLoop: Stmt = made(loop, { k: 'while', test, body, update, else: [], bodyFirst: false, label });
  return made(opened, { k: 'block', names: [...scope.bound], body: [...init, inLoop], label: null });
}

function lowerForOf(cx: Lowering, node: SyntaxNode, spec: SyntaxNode, bodyNode: SyntaxNode | undefined, label: string | null): Stmt {
  const opened = cx.openAt(node);
  const keywordNode = spec.children.find(({ type }) => /^(?:let|const|var|using)$/.test(type));
  const declares: Declares = !keywordNode ? null : keywordNode.type === 'let' || keywordNode.type === 'var' ? keywordNode.type : 'const';
  const at = spec.children.findIndex(({ type }) => type === 'of' || type === 'in');
  const end = spec.children.findIndex(({ type }) => type === ')');
  const iter = lowerOnly(cx, at < 0 ? [] : spec.children.slice(at + 1, end < 0 ? undefined : end), spec);
  cx.pushScope('inner');
  const targetNode = at > 0 ? spec.children[at - 1]! : spec;
  const target = lowerJsTarget(cx, targetNode, declares);
  const body = lowerBranch(cx, bodyNode);
  cx.popScope();
  const overKeys = spec.type === 'ForInSpec';
  return made(opened, { k: 'for', target, iter, body, else: [], overKeys, isAsync: hasChild(node, 'await'), declares, label });
}

function lowerSwitch(cx: Lowering, node: SyntaxNode, label: string | null): Stmt {
  const opened = cx.openAt(node);
  const subject = lowerHead(cx, node);
  const cases: { test: Expr | null; body: readonly Stmt[] }[] = [];
  let pending: { test: Expr | null; nodes: SyntaxNode[] } | null = null;
  const finish = (): void => {
    if (pending) cases.push({ test: pending.test, body: lowerJavaScriptStmts(cx, pending.nodes) });
  };
  for (const child of childOf(node, 'SwitchBody')?.children ?? []) {
    if (child.type === 'CaseLabel' || child.type === 'DefaultLabel') {
      finish();
      const nodes = child.children.filter(({ type }) => type !== 'case' && type !== ':');
      pending = { test: child.type === 'CaseLabel' ? lowerOnly(cx, nodes, child) : null, nodes: [] };
    } else pending?.nodes.push(child);
  }
  finish();
  return made(opened, { k: 'switch', subject, cases, label });
}

function lowerTry(cx: Lowering, node: SyntaxNode): Stmt {
  const opened = cx.openAt(node);
  const body = lowerBranch(cx, childOf(node, 'Block') ?? undefined);
  const handlers: Handler[] = [];
  const clause = childOf(node, 'CatchClause');
  if (clause) {
    const pattern = clause.children.find(({ type }) => /^(?:VariableDefinition|ArrayPattern|ObjectPattern)$/.test(type));
    const target = pattern ? lowerJsTarget(cx, pattern, 'let') : null;
    handlers.push({ type: null, target, body: lowerBranch(cx, childOf(clause, 'Block') ?? undefined) });
  }
  const last = childOf(node, 'FinallyClause');
  return made(opened, { k: 'try', body, handlers, else: [], finally: last ? lowerBranch(cx, childOf(last, 'Block') ?? undefined) : [] });
}

function lowerLabeled(cx: Lowering, node: SyntaxNode): Stmt {
  const label = cx.slice(node.children[0]!);
  const inner = node.children.slice(1).find(({ type }) => type !== ':');
  if (inner && /^(?:While|Do|For|Switch)Statement$|^Block$/.test(inner.type)) return lowerStmt(cx, inner, label)[0]!;
  const opened = cx.openAt(node);
  return made(opened, { k: 'block', names: [], body: inner ? lowerJavaScriptStmts(cx, [inner]) : [], label });
}
