import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Arg, ClassCode, Expr, Stmt, Target } from './ir';
import { commentBefore } from './javaScriptLiterals';
import { childOf, hasChild, isError, type Lowering, made } from './lowering';
import { isJsExpr, jsParts, lowerJsExpr, lowerOnly, propertyName } from './lowerJavaScriptExpr';
import { jsFunction } from './lowerJavaScriptFunction';
import { lowerJavaScriptStmts } from './lowerJavaScriptStmt';

export function jsClass(cx: Lowering, node: SyntaxNode, commentFrom = node.from): ClassCode {
  const nameNode = childOf(node, 'VariableDefinition');
  const extendsAt = node.children.findIndex(({ type }) => type === 'extends');
  const baseNode = extendsAt < 0 ? undefined : node.children[extendsAt + 1];
  const bases: Arg[] = [];
  if (baseNode && isJsExpr(baseNode))
    bases.push({ name: null, spread: 'none', value: lowerJsExpr(cx, baseNode), from: baseNode.from, to: baseNode.to });
  cx.pushScope('class');
  const body: Stmt[] = [];
  for (const member of childOf(node, 'ClassBody')?.children ?? []) {
    const stmt = lowerMember(cx, member);
    if (stmt) body.push(stmt);
  }
  cx.popScope();
  return {
    name: nameNode ? cx.slice(nameNode) : null,
    nameFrom: nameNode?.from ?? node.from,
    nameTo: nameNode?.to ?? node.from,
    bases,
    body,
    doc: commentBefore(cx.text, commentFrom),
  };
}

export function jsDecorators(cx: Lowering, node: SyntaxNode): Expr[] {
  return node.children.filter(({ type }) => type === 'Decorator').map((decorator) => lowerOnly(cx, decorator.children.slice(1), decorator));
}

const keyTypes = /^(?:PropertyDefinition|PrivatePropertyDefinition|String|Number)$/;

function lowerMember(cx: Lowering, node: SyntaxNode): Stmt | null {
  if (node.type === 'StaticBlock') {
    const opened = cx.openAt(node);
    const scope = cx.pushScope('inner');
    const body = lowerJavaScriptStmts(cx, childOf(node, 'Block')?.children ?? []);
    cx.popScope();
    return made(opened, { k: 'block', names: [...scope.bound], body, label: null });
  }
  if (isError(node) && node.to > node.from) return made(cx.openAt(node), { k: 'unknownStmt', parts: [], binds: [], body: [] });
  if (node.type !== 'MethodDeclaration' && node.type !== 'PropertyDeclaration') return null;
  if (hasChild(node, 'declare')) return null;
  const keyAt = node.children.findIndex(({ type }) => keyTypes.test(type) || type === '[');
  // A computed name is no name.
  const keyNode = node.children[keyAt]?.type === '[' ? undefined : node.children[keyAt];
  if (node.type === 'PropertyDeclaration') return lowerField(cx, node, keyNode);
  // A signature without a body exists only for types.
  if (!childOf(node, 'Block')) return null;
  const opened = cx.openAt(node);
  if (!keyNode) return made(opened, { k: 'unknownStmt', parts: jsParts(cx, node.children), binds: [], body: [] });
  const decorators = jsDecorators(cx, node);
  const fn = { ...jsFunction(cx, node), name: propertyName(cx, keyNode), nameFrom: keyNode.from, nameTo: keyNode.to };
  const accessor = hasChild(node, 'get') ? 'get' : hasChild(node, 'set') ? 'set' : null;
  return made(opened, { k: 'def', fn, decorators, isExported: false, accessor, isStatic: hasChild(node, 'static') });
}

function lowerField(cx: Lowering, node: SyntaxNode, keyNode: SyntaxNode | undefined): Stmt {
  const opened = cx.openAt(node);
  const target: Target = keyNode
    ? made(cx.openAt(keyNode), { k: 'nameTarget', name: propertyName(cx, keyNode) })
    : cx.unknownTarget(node, () =>
        jsParts(
          cx,
          node.children.slice(
            0,
            node.children.findIndex(({ type }) => type === ']'),
          ),
        ),
      );
  const equals = node.children.findIndex(({ type }) => type === 'Equals');
  const valueNodes = equals < 0 ? [] : node.children.slice(equals + 1).filter(({ type }) => type !== ';');
  const value = equals < 0 ? null : lowerOnly(cx, valueNodes, node);
  const isField = !hasChild(node, 'static');
  return made(opened, { k: 'assign', targets: [target], value, annotation: null, declares: null, isField, isExported: false });
}
