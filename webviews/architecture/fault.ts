import type { GraphNode, GraphShape } from '../../extension/protocol/graph';
import type { ModelIndex } from './visibleGraph';
import { sameShape } from './shapeText';

export interface ChainStep {
  /** Name of the node, or of the group around it that the fault is not in. */
  label: string;
  node: GraphNode;
  shape: GraphShape;
}

/** What the panel can say of a fault beyond its message. */
export interface Fault {
  node: GraphNode;
  /** The size that arrives, as the message and the arriving shape both say; `null` when they do not agree on one. */
  actual: number | null;
  /** The other size in the message, when there is just one. */
  expected: number | null;
  /** Nodes whose edge into the faulty one is at fault. */
  sources: ReadonlySet<string>;
  /** How the arriving shape came about: the last nodes and groups before the fault that changed it, in order. */
  chain: ChainStep[];
}

const chainLength = 3;

/** Reads the two sizes of a fault from its message and the shapes that arrive, whatever the language of the message. */
export function readFault(index: ModelIndex, node: GraphNode): Fault {
  const arriving = index.edgesInto(node.id);
  const numbers = numbersIn(node.message ?? '', node.label);
  const withDim = (number: number): string[] => arriving.filter((edge) => (edge.shape ?? []).includes(number)).map((edge) => edge.from);
  // Of two sizes that both arrive (at an Add, say) neither is the expected one.
  const seen = numbers.filter((number) => withDim(number).length > 0);
  const others = numbers.filter((number) => withDim(number).length === 0);
  const actual = seen.length === 1 ? seen[0]! : null;
  const expected = actual !== null && others.length === 1 ? others[0]! : null;
  const sources = new Set(actual === null ? arriving.map((edge) => edge.from) : withDim(actual));
  return { node, actual, expected, sources, chain: chainTo(index, node, sources) };
}

function chainTo(index: ModelIndex, fault: GraphNode, sources: ReadonlySet<string>): ChainStep[] {
  const chain: ChainStep[] = [];
  const around = new Set(index.pathOf(fault.id));
  const visited = new Set([fault.id]);
  let next = index.edgesInto(fault.id).find((edge) => sources.has(edge.from));
  while (next && chain.length < chainLength) {
    const node = index.nodes.get(next.from)!;
    if (visited.has(node.id)) break;
    const group = index.pathOf(node.id).find((id) => !around.has(id));
    const members = group === undefined ? [node] : index.membersOf(group);
    for (const member of members) visited.add(member.id);
    const entering = members.flatMap((member) => index.edgesInto(member.id)).filter((edge) => !members.some(({ id }) => id === edge.from));
    const shape = next.shape ?? node.shape;
    // What passes its input on unchanged explains nothing.
    if (!entering.length || entering.some((edge) => !sameShape(edge.shape, shape))) {
      chain.unshift({ label: group === undefined ? node.label : index.groups.get(group)!.label, node, shape });
    }
    next = entering[0];
  }
  return chain;
}

/** Whole numbers that stand alone, without those in names (`conv2d_1`), shapes (`512×4×4`) and fractions; `8,192` is one number. */
function numbersIn(message: string, label: string): number[] {
  const text = message.split(label).join(' ');
  const found = text.matchAll(/(?<![\w.×,([-])(\d{1,3}(?:,\d{3})+|\d+)(?![\w×]|[.,]\d|\))/g);
  return [...new Set([...found].map((match) => Number(match[1]!.replaceAll(',', ''))))];
}
