import { formatCount, formatInteger } from '../../common/format';
import { t } from '../../common/locale';
import { opName, shapeText } from '../shapeText';
import type { VisibleEdge, VisibleItem } from '../visibleGraph';
import type { Fault } from '../fault';

/** The two texts of an item: its name, and what it is where the name does not say it. */
export function itemText(item: VisibleItem): { label: string; detail: string } {
  const node = item.members[0]!;
  if (item.kind === 'output') return { label: t('output'), detail: '' };
  if (item.group) return { label: item.group.label, detail: layerCount(item.members.length) };
  const detail = node.op === 'input' ? t('input') : opText(node.op, node.args);
  // A layer that is called as what it is says it once.
  return { label: node.label, detail: detail === node.label || node.op === node.label ? '' : detail };
}

export function opText(op: string, args: readonly string[]): string {
  return args.length ? `${opName(op)} ${args.join(', ')}` : opName(op);
}

export function layerCount(count: number): string {
  return count === 1 ? t('1 layer') : t('{0} layers', formatInteger(count));
}

/** All that the item shows, in the same order, and what it gives, as one sentence for a screen reader. */
export function itemSentence(item: VisibleItem): string {
  const { label, detail } = itemText(item);
  const node = item.members.find((member) => member.status === 'error') ?? item.members[0]!;
  const parts = [label, detail];
  if (item.group && item.group.repeat > 1) parts.push(`×${item.group.repeat}`);
  if (item.params) parts.push(t('{0} parameters', formatCount(item.params)));
  if (item.shape) parts.push(item.isAssumed ? t('output {0}, assumed', shapeText(item.shape)) : t('output {0}', shapeText(item.shape)));
  if (item.status === 'error') parts.push(t('error: {0}', node.message ?? node.code ?? ''));
  return parts.filter(Boolean).join(', ');
}

/** The text on an edge: the shape, and at a fault the size that was expected instead. */
export function edgeText(edge: VisibleEdge, fault: Fault | null, label: string): { shape: string; note: string } {
  const shape = shapeText(edge.shape);
  if (edge.status === 'assumed') return { shape: edge.shape ? t('{0} assumed', shape) : shape, note: '' };
  if (edge.status !== 'error') return { shape, note: '' };
  return { shape, note: fault?.expected == null ? t('does not fit {0}', label) : t('≠ {0} expected by {1}', fault.expected, label) };
}
