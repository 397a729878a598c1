import type { SyntaxNode } from '../syntax/parsedChunk';
import type { Target, TargetItem } from './ir';
import { isError, splitChildren, type Lowering, made } from './lowering';
import { lowerPythonExpr, lowerPythonSubscript, partsOf, pythonName } from './lowerPythonExpr';

/** Lowers what stands left of `=`, after `for`, `as` or `del`; its names are bound in the scope. */
export function lowerPythonTarget(cx: Lowering, node: SyntaxNode): Target {
  return cx.nested(
    () => lowerKind(cx, node),
    () => cx.unknownTarget(node),
  );
}

function lowerKind(cx: Lowering, node: SyntaxNode): Target {
  switch (node.type) {
    case 'VariableName': {
      const name = pythonName(cx, node);
      cx.bind(name);
      return made(cx.openAt(node), { k: 'nameTarget', name });
    }
    case 'MemberExpression': {
      const [object, operator, property] = node.children;
      if (!object || !operator) break;
      const opened = cx.openAt(node);
      if (operator.type === '[')
        return made(opened, { k: 'indexTarget', object: lowerPythonExpr(cx, object), index: lowerPythonSubscript(cx, node) });
      const lowered = lowerPythonExpr(cx, object);
      if (property?.type !== 'PropertyName') return made(opened, { k: 'unknownTarget', parts: [lowered] });
      return made(opened, { k: 'attrTarget', object: lowered, name: pythonName(cx, property) });
    }
    case 'ParenthesizedExpression': {
      const inner = node.children.filter(({ type }) => type !== '(' && type !== ')');
      if (inner.length === 1) return lowerPythonTarget(cx, inner[0]!);
      break;
    }
    case 'TupleExpression':
    case 'ArrayExpression': {
      const opened = cx.openAt(node);
      const items = lowerItems(
        cx,
        node.children.filter(({ type }) => !/^[()[\]]$/.test(type)),
      );
      return made(opened, { k: 'sequenceTarget', items });
    }
  }
  return cx.unknownTarget(node, () => (node.children.length > 0 ? partsOf(cx, [node]) : []));
}

/** `a` or `a, *b`: a sequence where there is a comma. `at` is where nothing stands at all. */
export function lowerTargetList(cx: Lowering, nodes: readonly SyntaxNode[], at: { from: number; to: number }): Target {
  const first = nodes[0];
  if (!first) return cx.unknownTarget(at);
  if (nodes.length === 1) return lowerPythonTarget(cx, first);
  const range = { from: first.from, to: nodes[nodes.length - 1]!.to };
  if (!nodes.some(({ type }) => type === ',') && first.type !== '*') return cx.unknownTarget(range, () => partsOf(cx, nodes));
  const opened = cx.open(range.from, range.to);
  return made(opened, { k: 'sequenceTarget', items: lowerItems(cx, nodes) });
}

function lowerItems(cx: Lowering, nodes: readonly SyntaxNode[]): TargetItem[] {
  const items: TargetItem[] = [];
  for (const piece of splitChildren(nodes, ',')) {
    const isRest = piece[0]?.type === '*';
    const rest = isRest ? piece.slice(1) : piece;
    const first = rest[0];
    if (!first) continue;
    const isWhole = rest.length === 1 && !isError(first);
    const range = { from: first.from, to: rest[rest.length - 1]!.to };
    items.push({
      target: isWhole ? lowerPythonTarget(cx, first) : cx.unknownTarget(range, () => partsOf(cx, rest)),
      isRest,
      fallback: null,
    });
  }
  return items;
}
