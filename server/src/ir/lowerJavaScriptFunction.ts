import type { SyntaxNode } from '../syntax/parsedChunk';
import type { FunctionCode, Param, Stmt } from './ir';
import { commentBefore } from './javaScriptLiterals';
import { childOf, hasChild, splitChildren, type Lowering, made } from './lowering';
import { lowerOnly } from './lowerJavaScriptExpr';
import { lowerJavaScriptStmts } from './lowerJavaScriptStmt';
import { lowerJsTarget } from './lowerJavaScriptTarget';

/** A declaration, an expression, an arrow function, or a method of a class or an object. */
export function jsFunction(cx: Lowering, node: SyntaxNode, commentFrom = node.from): FunctionCode {
  const nameNode = node.children.find(({ type }) => /^(?:VariableDefinition|PropertyDefinition|PrivatePropertyDefinition)$/.test(type));
  const scope = cx.pushScope('function');
  const list = childOf(node, 'ParamList');
  const { params, properties } = list ? lowerParams(cx, list) : { params: [], properties: [] };
  const block = childOf(node, 'Block');
  let body: Stmt[];
  if (block) body = lowerJavaScriptStmts(cx, block.children);
  else {
    const arrow = node.children.findIndex(({ type }) => type === 'Arrow');
    const nodes = arrow < 0 ? [] : node.children.slice(arrow + 1);
    const opened = cx.open(nodes[0]?.from ?? node.to, node.to);
    body = [made(opened, { k: 'return', value: lowerOnly(cx, nodes, opened) })];
  }
  if (properties.length > 0) body = withProperties(cx, body, properties);
  cx.popScope();
  return {
    name: nameNode ? cx.slice(nameNode) : null,
    nameFrom: nameNode?.from ?? node.from,
    nameTo: nameNode?.to ?? node.from,
    params,
    body,
    locals: [...scope.bound],
    globals: [],
    nonlocals: [],
    isAsync: hasChild(node, 'async'),
    isGenerator: hasChild(node, 'Star'),
    isArrow: node.type === 'ArrowFunction',
    doc: node.type === 'ArrowFunction' ? null : commentBefore(cx.text, commentFrom),
  };
}

function lowerParams(cx: Lowering, list: SyntaxNode): { params: Param[]; properties: SyntaxNode[] } {
  const params: Param[] = [];
  const properties: SyntaxNode[] = [];
  const nodes = list.children.filter(({ type }) => type !== '(' && type !== ')');
  for (const piece of splitChildren(nodes, ',')) {
    const at = piece.findIndex(({ type }) => /^(?:VariableDefinition|ArrayPattern|ObjectPattern)$/.test(type));
    const node = piece[at];
    // TypeScript's `this` parameter exists only for types.
    if (!node) continue;
    const isName = node.type === 'VariableDefinition';
    if (isName && piece.slice(0, at).some(({ type }) => /^(?:Privacy|readonly|override)$/.test(type))) properties.push(node);
    if (isName) cx.bind(cx.slice(node));
    const equals = piece.findIndex(({ type }) => type === 'Equals');
    params.push({
      name: isName ? cx.slice(node) : '',
      pattern: isName ? null : lowerJsTarget(cx, node, 'let'),
      kind: piece[0]!.type === 'Spread' ? 'rest' : 'positional',
      fallback: equals >= 0 ? lowerOnly(cx, piece.slice(equals + 1), node) : null,
      annotation: null,
      from: piece[0]!.from,
      to: piece[piece.length - 1]!.to,
    });
  }
  return { params, properties };
}

/** Parameter properties are set first, but behind the call of `super`. */
function withProperties(cx: Lowering, body: readonly Stmt[], properties: readonly SyntaxNode[]): Stmt[] {
  const assigns = properties.map((node): Stmt => {
    const opened = cx.openAt(node);
    const target = cx.openAt(node);
    const object = made(cx.openAt(node), { k: 'name' as const, name: 'this' });
    const name = cx.slice(node);
    return made(opened, {
      k: 'assign',
      targets: [made(target, { k: 'attrTarget', object, name })],
      value: made(cx.openAt(node), { k: 'name', name }),
      annotation: null,
      declares: null,
      isField: false,
      isExported: false,
    });
  });
  const superAt = body.findIndex(
    (stmt) => stmt.k === 'expr' && stmt.value.k === 'call' && stmt.value.callee.k === 'name' && stmt.value.callee.name === 'super',
  );
  return [...body.slice(0, superAt + 1), ...assigns, ...body.slice(superAt + 1)];
}
