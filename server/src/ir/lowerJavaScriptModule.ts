import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Expr, ImportedName, Stmt } from './ir';
import { jsString } from './javaScriptLiterals';
import { childOf, hasChild, splitChildren, type Lowering, made } from './lowering';
import { lowerOnly } from './lowerJavaScriptExpr';
import { jsClass } from './lowerJavaScriptClass';
import { jsFunction } from './lowerJavaScriptFunction';
import { lowerJsDeclaration } from './lowerJavaScriptStmt';

export function lowerJsImport(cx: Lowering, node: SyntaxNode): Stmt[] {
  const moduleNode = childOf(node, 'String');
  const opened = cx.openAt(node);
  const names: ImportedName[] = [];
  let whole: { name: string; bindsTop: boolean } | null = null;
  let nTypes = 0;
  const { children } = node;
  children.forEach((child, i) => {
    if (child.type === 'VariableDefinition') {
      const name = cx.slice(child);
      cx.bind(name);
      if (children[i - 1]?.type === 'as') whole = { name, bindsTop: false };
      else names.push({ name: 'default', as: name, id: null, from: child.from, to: child.to });
    } else if (child.type === 'ImportGroup') nTypes += addGroup(cx, child, names);
  });
  const binds = names.map(({ as }) => as);
  if (!moduleNode)
    return [made(opened, { k: 'unknownStmt', parts: [], binds: whole ? [...binds, (whole as { name: string }).name] : binds, body: [] })];
  const typeOnly = hasChild(node, 'type') || (nTypes > 0 && names.length === 0 && whole === null);
  return [
    made(opened, {
      k: 'import',
      module: jsString(cx.slice(moduleNode)),
      moduleAt: null,
      level: 0,
      whole,
      names,
      star: false,
      typeOnly,
      reExports: false,
    }),
  ];
}

/** Adds the names of `{a, b as c, type D}`; returns how many are only types. */
function addGroup(cx: Lowering, group: SyntaxNode, names: ImportedName[]): number {
  let nTypes = 0;
  for (const { name, as, isType, from, to } of namesOf(cx, group)) {
    if (isType) nTypes++;
    else {
      cx.bind(as);
      names.push({ name, as, id: null, from, to });
    }
  }
  return nTypes;
}

function namesOf(cx: Lowering, group: SyntaxNode): { name: string; as: string; isType: boolean; from: number; to: number }[] {
  const found: { name: string; as: string; isType: boolean; from: number; to: number }[] = [];
  for (const piece of splitChildren(
    group.children.filter(({ type }) => type !== '{' && type !== '}'),
    ',',
  )) {
    const nodes = piece.filter(({ type }) => /^(?:VariableDefinition|VariableName|String|default)$/.test(type));
    const first = nodes[0];
    const last = nodes[nodes.length - 1];
    if (!first || !last) continue;
    const text = (node: SyntaxNode): string => (node.type === 'String' ? jsString(cx.slice(node)) : cx.slice(node));
    found.push({
      name: text(first),
      as: text(last),
      isType: piece[0]!.type === 'type' && piece.length > 1,
      from: piece[0]!.from,
      to: last.to,
    });
  }
  return found;
}

export function lowerJsExport(cx: Lowering, node: SyntaxNode): Stmt[] {
  const { children } = node;
  const fromAt = children.findIndex(({ type }) => type === 'from');
  const moduleNode = fromAt < 0 ? undefined : children[fromAt + 1];
  if (moduleNode?.type === 'String') return [lowerReExport(cx, node, jsString(cx.slice(moduleNode)))];
  const group = childOf(node, 'ExportGroup');
  if (group) {
    const isType = children[1]?.type === 'type';
    const opened = cx.openAt(node);
    const names = isType ? [] : namesOf(cx, group).filter((name) => !name.isType);
    return [made(opened, { k: 'export', names: names.map(({ name, as }) => ({ local: name, exported: as })), fallback: null })];
  }
  const rest = children.slice(1).filter(({ type }) => type !== ';' && type !== 'default' && type !== 'Equals' && type !== 'type');
  if (children[1]?.type === 'default' || children[1]?.type === 'Equals') return lowerDefault(cx, node, rest);
  const declaration = rest[0];
  return declaration
    ? lowerJsDeclaration(cx, declaration, node)
    : [made(cx.openAt(node), { k: 'unknownStmt', parts: [], binds: [], body: [] })];
}

function lowerReExport(cx: Lowering, node: SyntaxNode, module: string): Stmt {
  const opened = cx.openAt(node);
  const group = childOf(node, 'ExportGroup');
  const asAt = node.children.findIndex(({ type }) => type === 'as');
  const alias = asAt < 0 ? undefined : node.children[asAt + 1];
  const whole = !group && alias ? { name: alias.type === 'String' ? jsString(cx.slice(alias)) : cx.slice(alias), bindsTop: false } : null;
  const found = group ? namesOf(cx, group).filter(({ isType }) => !isType) : [];
  const names = found.map(({ name, as, from, to }) => ({ name, as, id: null, from, to }));
  const typeOnly = node.children[1]?.type === 'type';
  return made(opened, { k: 'import', module, moduleAt: null, level: 0, whole, names, star: !group && !whole, typeOnly, reExports: true });
}

function lowerDefault(cx: Lowering, node: SyntaxNode, rest: readonly SyntaxNode[]): Stmt[] {
  const first = rest[0];
  const nameNode = first && /^(?:Function|Class)Declaration$/.test(first.type) ? childOf(first, 'VariableDefinition') : null;
  if (first && nameNode) {
    const stmts = lowerJsDeclaration(cx, first, first);
    return [...stmts, made(cx.openAt(node), { k: 'export', names: [{ local: cx.slice(nameNode), exported: 'default' }], fallback: null })];
  }
  const opened = cx.openAt(node);
  return [made(opened, { k: 'export', names: [], fallback: defaultValue(cx, node, rest) })];
}

function defaultValue(cx: Lowering, node: SyntaxNode, rest: readonly SyntaxNode[]): Expr {
  const first = rest[0];
  if (first?.type === 'FunctionDeclaration') {
    const opened = cx.openAt(first);
    return made(opened, { k: 'function', fn: jsFunction(cx, first, node.from) });
  }
  if (first?.type === 'ClassDeclaration') {
    const opened = cx.openAt(first);
    return made(opened, { k: 'classExpr', cls: jsClass(cx, first, node.from) });
  }
  return lowerOnly(cx, rest, node);
}
