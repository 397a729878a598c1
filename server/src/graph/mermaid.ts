import type { GraphNode, ModelGraph } from '../../../extension/protocol/graph';
import { shortShape } from './graphShape';

/** The graph as a Mermaid flowchart, for Markdown files and pull requests. */
export function graphMermaid(graph: ModelGraph): string {
  // Node names are free text in user code; Mermaid gets plain numbered names instead.
  const names = new Map(graph.nodes.map((node, i) => [node.id, `n${i}`]));
  const lines = ['flowchart TD'];
  const emit = (group: string | null, indent: string): void => {
    for (const child of graph.groups.filter((g) => g.parent === group)) {
      const title = child.repeat > 1 ? `${child.label} ×${child.repeat}` : child.label;
      lines.push(`${indent}subgraph g${graph.groups.indexOf(child)}[${quoted(title)}]`);
      emit(child.id, `${indent}  `);
      lines.push(`${indent}end`);
    }
    for (const node of graph.nodes) if (node.group === group) lines.push(`${indent}${names.get(node.id)!}${nodeBody(node)}`);
  };
  emit(null, '  ');
  for (const edge of graph.edges) {
    const [from, to] = [names.get(edge.from), names.get(edge.to)];
    if (from && to) lines.push(`  ${from} -->|${quoted(shortShape(edge.shape))}| ${to}`);
  }
  const withStatus = (status: GraphNode['status']): string =>
    graph.nodes.flatMap((n) => (n.status === status ? names.get(n.id)! : [])).join(',');
  if (withStatus('error')) lines.push('  classDef error stroke:#d13438,stroke-width:2px', `  class ${withStatus('error')} error`);
  if (withStatus('unknown')) lines.push('  classDef unknown stroke-dasharray:4 3', `  class ${withStatus('unknown')} unknown`);
  return `${lines.join('\n')}\n`;
}

function nodeBody(node: GraphNode): string {
  const kind = node.op.slice(node.op.lastIndexOf('.') + 1);
  const text = quoted([node.label, [kind, ...node.args].join(' ')].filter((line, i, all) => all.indexOf(line) === i).join('\n'));
  return node.op === 'input' ? `([${text}])` : `[${text}]`;
}

/** A Mermaid string: entities for what would end it or be read as markup. */
function quoted(text: string): string {
  const escaped = text.replace(/[&"<>#]/g, (c) => `#${c.charCodeAt(0)};`).replace(/\n/g, '<br/>');
  return `"${escaped}"`;
}
