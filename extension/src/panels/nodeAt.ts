import type { GraphNode, ModelGraph, Position, Range } from '../../protocol/graph';

/** The node that is written at a position: the smallest range that holds it, else one that begins on the line. */
export function nodeAt(model: ModelGraph | undefined, position: Position): GraphNode | undefined {
  const placed = (model?.nodes ?? []).flatMap((node) => (node.range ? { node, range: node.range } : []));
  const around = placed.filter(({ range }) => holds(range, position));
  const [smallest] = around.sort((a, b) => compareSizes(a.range, b.range));
  return (smallest ?? placed.find(({ range }) => range.start.line === position.line))?.node;
}

/** The model whose text holds the position, else the named one, else the first. */
export function modelAt(models: readonly ModelGraph[], name: string | null, position?: Position): ModelGraph | undefined {
  const held = position && models.find((model) => nodeAt(model, position));
  return models.find((model) => model.name === name) ?? held ?? models[0];
}

function holds({ start, end }: Range, { line, character }: Position): boolean {
  const afterStart = line > start.line || (line === start.line && character >= start.character);
  return afterStart && (line < end.line || (line === end.line && character <= end.character));
}

function compareSizes(a: Range, b: Range): number {
  const lines = a.end.line - a.start.line - (b.end.line - b.start.line);
  return lines || a.end.character - a.start.character - (b.end.character - b.start.character);
}
