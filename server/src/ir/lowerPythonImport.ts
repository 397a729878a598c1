import type { SyntaxNode } from '../syntax/parsedChunk';
import type { ImportedName, Stmt } from './ir';
import { splitChildren, type Lowering, made } from './lowering';
import { pythonName } from './lowerPythonExpr';

/** `import a.b as c, d` is one statement a module; `from a import b` is one. */
export function lowerPythonImport(cx: Lowering, node: SyntaxNode): Stmt[] {
  return node.children[0]?.type === 'from' ? [lowerFrom(cx, node)] : lowerModules(cx, node);
}

function lowerModules(cx: Lowering, node: SyntaxNode): Stmt[] {
  const pieces = splitChildren(node.children.slice(1), ',').filter((piece) => piece.length > 0);
  const stmts: Stmt[] = [];
  for (const piece of pieces) {
    const names = piece.filter(({ type }) => type === 'VariableName');
    const asAt = piece.findIndex(({ type }) => type === 'as');
    const path = (asAt < 0 ? piece : piece.slice(0, asAt))
      .filter(({ type }) => type === 'VariableName')
      .map((name) => pythonName(cx, name));
    const alias = asAt < 0 ? undefined : piece[asAt + 1];
    const isWhole =
      path.length > 0 && piece.every(({ type }) => /^(?:VariableName|\.|as)$/.test(type)) && (asAt < 0 || alias !== undefined);
    const range = pieces.length === 1 ? node : { from: piece[0]!.from, to: piece[piece.length - 1]!.to };
    const opened = cx.open(range.from, range.to);
    const written = asAt < 0 ? piece : piece.slice(0, asAt);
    const moduleAt = written.length ? cx.open(written[0]!.from, written[written.length - 1]!.to) : null;
    const bound = alias?.type === 'VariableName' ? pythonName(cx, alias) : path[0];
    if (bound !== undefined) cx.bind(bound);
    if (!isWhole) {
      stmts.push(made(opened, { k: 'unknownStmt', parts: [], binds: names.length > 0 && bound !== undefined ? [bound] : [], body: [] }));
      continue;
    }
    const whole = { name: bound!, bindsTop: alias === undefined };
    stmts.push(
      made(opened, {
        k: 'import',
        module: path.join('.'),
        moduleAt,
        level: 0,
        whole,
        names: [],
        star: false,
        typeOnly: false,
        reExports: false,
      }),
    );
  }
  if (stmts.length === 0) stmts.push(made(cx.openAt(node), { k: 'unknownStmt', parts: [], binds: [], body: [] }));
  return stmts;
}

function lowerFrom(cx: Lowering, node: SyntaxNode): Stmt {
  const importAt = node.children.findIndex(({ type }) => type === 'import');
  const moduleNodes = node.children.slice(1, importAt < 0 ? undefined : importAt);
  let level = 0;
  const path: string[] = [];
  for (const child of moduleNodes) {
    if (child.type === 'VariableName') path.push(pythonName(cx, child));
    else if (path.length === 0) level += child.type === '.' ? 1 : child.type === 'Ellipsis' ? 3 : 0;
  }
  const nameNodes = importAt < 0 ? [] : node.children.slice(importAt + 1);
  const opened = cx.openAt(node);
  const moduleAt = moduleNodes.length ? cx.open(moduleNodes[0]!.from, moduleNodes[moduleNodes.length - 1]!.to) : null;
  const names: ImportedName[] = [];
  for (const piece of splitChildren(
    nameNodes.filter(({ type }) => type !== '(' && type !== ')'),
    ',',
  )) {
    const [name, , alias] = piece;
    if (name?.type !== 'VariableName') continue;
    const bound = pythonName(cx, alias?.type === 'VariableName' ? alias : name);
    cx.bind(bound);
    names.push({ name: pythonName(cx, name), as: bound, ...cx.open(name.from, piece[piece.length - 1]!.to) });
  }
  const star = nameNodes.some(({ type }) => type === '*');
  if (path.length === 0 && level === 0) return made(opened, { k: 'unknownStmt', parts: [], binds: names.map((name) => name.as), body: [] });
  return made(opened, {
    k: 'import',
    module: path.join('.'),
    moduleAt,
    level,
    whole: null,
    names,
    star,
    typeOnly: false,
    reExports: false,
  });
}
