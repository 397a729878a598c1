import type { GraphEdge, GraphNode, ModelGraph } from '../../../extension/protocol/graph';
import { shortShape } from './graphShape';
import type { Layout } from './svgLayout';
import { layOut, nodeHeight, nodeWidth } from './svgLayout';

/** The graph as a picture that stands alone: no script, no font and no style from elsewhere; it follows a dark color scheme. */
export function graphSvg(graph: ModelGraph): string {
  const layout = layOut(graph);
  const title = escapeXml(graph.params === null ? graph.name : `${graph.name} · ${graph.params.toLocaleString('en-US')}`);
  const statuses = new Map(graph.nodes.map((node) => [node.id, node.status]));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${layout.width} ${layout.height}" width="${layout.width}" height="${layout.height}" role="img">`,
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 1 7 4 0 7z" class="tip"/></marker></defs>',
    `<rect class="page" width="${layout.width}" height="${layout.height}"/>`,
    ...graph.edges.map((edge) => drawEdge(edge, statuses.get(edge.to) ?? 'ok', layout)),
    ...graph.nodes.map((node) => drawNode(node, layout)),
    '</svg>',
    '',
  ].join('\n');
}

const style = [
  'text{font:13px system-ui,sans-serif;fill:#1f1f1f}',
  '.page{fill:#fff}.box{fill:#fff;stroke:#8b8b8b}.name{font-weight:600}.kind,.count,.shape{fill:#616161;font-size:11px}',
  '.shape{font-family:ui-monospace,Menlo,Consolas,monospace}.edge{fill:none;stroke:#8b8b8b;stroke-width:1.25}.tip{fill:#8b8b8b}',
  '.error .box{stroke:#c72e0f;stroke-width:2}.error .name{fill:#c72e0f}.unknown .box{stroke-dasharray:4 3}',
  '.edge.error{stroke:#c72e0f;stroke-width:2;stroke-dasharray:5 3}.edge.unknown{stroke-dasharray:4 3}',
  '@media (prefers-color-scheme:dark){text{fill:#ccc}.page{fill:#1f1f1f}.box{fill:#252526}.kind,.count,.shape{fill:#9d9d9d}',
  '.error .box,.edge.error{stroke:#f88070}.error .name{fill:#f88070}}',
].join('');

function drawNode(node: GraphNode, layout: Layout): string {
  const at = layout.nodes.get(node.id)!;
  const x = round(at.x - nodeWidth / 2);
  const kind = node.op.slice(node.op.lastIndexOf('.') + 1);
  const detail = [kind, ...node.args].join(' ');
  const parts = [
    `<g class="node ${node.status}">`,
    ...(node.message ? [`<title>${escapeXml(node.message)}</title>`] : []),
    `<rect class="box" x="${x}" y="${at.y}" width="${nodeWidth}" height="${nodeHeight}" rx="${node.op === 'input' ? nodeHeight / 2 : 3}"/>`,
    `<text class="name" x="${x + 12}" y="${at.y + 18}">${escapeXml(clip(node.label, 26))}</text>`,
    `<text class="kind" x="${x + 12}" y="${at.y + 34}">${escapeXml(clip(detail, 26))}</text>`,
    ...(node.params
      ? [`<text class="count" x="${x + nodeWidth - 10}" y="${at.y + 27}" text-anchor="end">${node.params.toLocaleString('en-US')}</text>`]
      : []),
    '</g>',
  ];
  return parts.join('');
}

function drawEdge(edge: GraphEdge, status: GraphNode['status'], layout: Layout): string {
  const from = layout.nodes.get(edge.from);
  const to = layout.nodes.get(edge.to);
  if (!from || !to) return '';
  const y1 = from.y + nodeHeight;
  const isStraight = from.x === to.x && to.y - y1 < nodeHeight;
  // A way past other nodes of the same column leaves it to the right.
  const bend = from.x === to.x ? from.x + nodeWidth / 2 + 36 : null;
  const middle = round((y1 + to.y) / 2);
  const path = isStraight
    ? `M${round(from.x)} ${y1}V${to.y - 1}`
    : bend === null
      ? `M${round(from.x)} ${y1}C${round(from.x)} ${middle} ${round(to.x)} ${middle} ${round(to.x)} ${to.y - 1}`
      : `M${round(from.x)} ${y1}C${round(bend)} ${y1 + 12} ${round(bend)} ${to.y - 12} ${round(to.x)} ${to.y - 1}`;
  const labelX = bend !== null && !isStraight ? bend - 14 : (from.x + to.x) / 2 + 8;
  const labelY = isStraight ? middle + 4 : middle;
  return `<path class="edge ${status}" d="${path}" marker-end="url(#head)"/><text class="shape" x="${round(labelX)}" y="${labelY}">${escapeXml(shortShape(edge.shape))}</text>`;
}

function clip(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeXml(text: string): string {
  // Control characters are not allowed in XML at all, not even escaped.

  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '').replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
}
