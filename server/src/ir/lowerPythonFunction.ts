import type { SyntaxNode } from '../syntax/parsedChunk';
import type { ClassCode, Expr, FunctionCode, Param, Stmt } from './ir';
import { childOf, hasChild, isError, splitChildren, type Lowering, type Scope, made } from './lowering';
import { lowerPieces, lowerPythonArgs, lowerPythonExpr, pythonName } from './lowerPythonExpr';
import { lowerPythonBody } from './lowerPythonStmt';
import { cleanDoc } from './pythonLiterals';

export function functionCode(cx: Lowering, node: SyntaxNode): FunctionCode {
  const nameNode = childOf(node, 'VariableName');
  const list = childOf(node, 'ParamList');
  const body = childOf(node, 'Body');
  pushTypeParams(cx, node);
  const params = list ? lowerParams(cx, list) : [];
  const scope = pushFunction(cx, params);
  const lowered = body ? lowerPythonBody(cx, body) : [];
  cx.popScope();
  cx.popScope();
  return {
    name: nameNode ? pythonName(cx, nameNode) : null,
    nameFrom: nameNode?.from ?? node.from,
    nameTo: nameNode?.to ?? node.from,
    params,
    body: lowered,
    ...namesOf(scope),
    isAsync: hasChild(node, 'async'),
    isGenerator: scope.isGenerator,
    isArrow: false,
    doc: docOf(lowered),
  };
}

export function lambdaCode(cx: Lowering, node: SyntaxNode): FunctionCode {
  const list = childOf(node, 'ParamList');
  const colon = node.children.findIndex(({ type }) => type === ':');
  const params = list ? lowerParams(cx, list) : [];
  const scope = pushFunction(cx, params);
  const valueNodes = colon < 0 ? [] : node.children.slice(colon + 1);
  const at = { from: valueNodes[0]?.from ?? node.to, to: node.to };
  const opened = cx.open(at.from, at.to);
  const value = lowerPieces(cx, valueNodes, at);
  cx.popScope();
  return {
    name: null,
    nameFrom: node.from,
    nameTo: node.from,
    params,
    body: [made(opened, { k: 'return', value })],
    ...namesOf(scope),
    isAsync: false,
    isGenerator: scope.isGenerator,
    isArrow: true,
    doc: null,
  };
}

export function classCode(cx: Lowering, node: SyntaxNode): ClassCode {
  const nameNode = childOf(node, 'VariableName');
  const list = childOf(node, 'ArgList');
  const body = childOf(node, 'Body');
  pushTypeParams(cx, node);
  const bases = list ? lowerPythonArgs(cx, list).args : [];
  cx.pushScope('class');
  const lowered = body ? lowerPythonBody(cx, body) : [];
  cx.popScope();
  cx.popScope();
  return {
    name: nameNode ? pythonName(cx, nameNode) : null,
    nameFrom: nameNode?.from ?? node.from,
    nameTo: nameNode?.to ?? node.from,
    bases,
    body: lowered,
    doc: docOf(lowered),
  };
}

/** Type parameters are seen by the parameters, the bases and the body; a walrus in a default still binds outside. */
function pushTypeParams(cx: Lowering, node: SyntaxNode): void {
  const scope = cx.pushScope('inner');
  for (const param of childOf(node, 'TypeParamList')?.children ?? []) {
    const name = param.type === 'TypeParam' ? childOf(param, 'VariableName') : null;
    if (name) scope.typeParams.add(pythonName(cx, name));
  }
}

function pushFunction(cx: Lowering, params: readonly Param[]): Scope {
  const scope = cx.pushScope('function');
  for (const { name } of params) scope.bound.add(name);
  return scope;
}

function namesOf(scope: Scope): Pick<FunctionCode, 'locals' | 'globals' | 'nonlocals'> {
  const { bound, globals, nonlocals } = scope;
  return {
    locals: [...bound].filter((name) => !globals.has(name) && !nonlocals.has(name)),
    globals: [...globals],
    nonlocals: [...nonlocals],
  };
}

function docOf(body: readonly Stmt[]): string | null {
  const first = body[0];
  return first?.k === 'expr' && first.value.k === 'const' && first.value.type === 'str' ? cleanDoc(String(first.value.value)) : null;
}

/** The parameters of a `def` or of a lambda. */
function lowerParams(cx: Lowering, list: SyntaxNode): Param[] {
  const params: Param[] = [];
  let afterStar = false;
  let pieceFrom = list.from;
  const nodes = list.children.filter(({ type }) => type !== '(' && type !== ')');
  const commas = nodes.filter(({ type }) => type === ',');
  splitChildren(nodes, ',').forEach((piece, i) => {
    const pieceTo = commas[i]?.from ?? list.to;
    const source = cx.text.slice(pieceFrom, pieceTo);
    pieceFrom = commas[i]?.to ?? list.to;
    const first = piece[0];
    const isSlash = first
      ? piece.length === 1 && /^[*/]$/.test(first.type) && cx.slice(first) === '/'
      : /^\s*\//.test(source.replace(/#[^\n\r]*/g, ''));
    if (isSlash) {
      for (let k = 0; k < params.length; k++) if (params[k]!.kind === 'positional') params[k] = { ...params[k]!, kind: 'positionalOnly' };
    } else if (first) {
      if (first.type === '*' && piece.length === 1) afterStar = true;
      else {
        const param = lowerParam(cx, piece, afterStar);
        if (param) params.push(param);
        if (param?.kind === 'rest') afterStar = true;
      }
    }
  });
  return params;
}

function lowerParam(cx: Lowering, piece: readonly SyntaxNode[], afterStar: boolean): Param | null {
  const first = piece[0]!;
  const stars = first.type === '*' || first.type === '**' ? first.type : '';
  const nameNode = piece[stars ? 1 : 0];
  if (nameNode?.type !== 'VariableName') return null;
  const typeDef = piece.find(({ type }) => type === 'TypeDef');
  const equals = piece.findIndex(({ type }) => type === 'AssignOp');
  const to = piece[piece.length - 1]!.to;
  return {
    name: pythonName(cx, nameNode),
    pattern: null,
    kind: stars === '*' ? 'rest' : stars === '**' ? 'keywordRest' : afterStar ? 'keywordOnly' : 'positional',
    fallback: equals < 0 ? null : lowerPieces(cx, piece.slice(equals + 1), { from: to, to }),
    annotation: typeDef ? annotationOf(cx, typeDef) : null,
    from: first.from,
    to,
  };
}

/** The expression of `: annotation`. */
export function annotationOf(cx: Lowering, typeDef: SyntaxNode): Expr | null {
  const node = typeDef.children.find(({ type }) => type !== ':');
  return node && !isError(node) ? lowerPythonExpr(cx, node) : null;
}
