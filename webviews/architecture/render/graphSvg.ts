import { h } from '../../common/dom';
import type { VNode } from '../../common/dom';
import { formatCount } from '../../common/format';
import type { LabelPlace } from '../layout/edgeLabels';
import type { Point, Rect } from '../layout/layoutEngine';
import type { OpenGroup, VisibleEdge, VisibleItem } from '../visibleGraph';
import { chevronRoom, cut } from './itemSize';
import type { Measure } from './itemSize';
import { itemSentence, itemText } from './itemText';

/** The parts of the drawing as descriptions of SVG elements. Positions are those of the graph; the canvas scales them. */

export interface ItemLook {
  rect: Rect;
  isSelected: boolean;
  isFound: boolean;
  level: number;
  /** Share of the model's parameters, from 0 to 1. */
  share: number;
  measure: Measure;
}

/** Signs as lines, since the text of an icon font would be part of what a screen reader takes for text. */
const sign = {
  folded: (x: number, y: number): string => `M${x + 5} ${y - 4}l4 4l-4 4`,
  open: (x: number, y: number): string => `M${x + 3} ${y - 2}l4 4l4 -4`,
  error: (x: number, y: number): string => `M${x} ${y}m-6 0a6 6 0 1 0 12 0a6 6 0 1 0 -12 0M${x - 2} ${y - 2}l4 4m0 -4l-4 4`,
};
/** Less of the parameters than this is no visible bar. */
const smallestShare = 0.004;

export const elementId = (key: string): string => `item-${key}`;

export function drawItem(item: VisibleItem, look: ItemLook): VNode {
  const { rect } = look;
  const classes = ['item', `kind-${item.opKind}`];
  if (look.isSelected) classes.push('selected');
  if (look.isFound) classes.push('found');
  if (item.status === 'error') classes.push('bad');
  if (item.status === 'unknown' || item.isAssumed) classes.push('assumed');
  const props = {
    key: item.key,
    id: elementId(item.key),
    class: classes.join(' '),
    role: 'treeitem',
    'aria-level': look.level,
    'aria-selected': String(look.isSelected),
    'aria-expanded': item.kind === 'group' ? 'false' : undefined,
    'aria-label': itemSentence(item),
    'data-item': item.key,
    'data-node': item.kind === 'node' ? item.id : undefined,
    'data-group': item.kind === 'group' ? item.id : undefined,
    'data-output': item.kind === 'output' ? item.id : undefined,
    'data-status': item.status,
    style: { transform: `translate(${rect.x}px, ${rect.y}px)` },
  };
  return h('g', props, item.opKind === 'io' ? pill(item, look) : box(item, look));
}

function pill(item: VisibleItem, { rect, measure }: ItemLook): VNode[] {
  const { label, detail } = itemText(item);
  const room = rect.width - 36 - (detail ? measure(detail, 'small') + 8 : 0);
  const name =
    item.kind === 'output' ? h('tspan', {}, label) : h('tspan', { class: 'name', translate: 'no' }, cut(label, room, 'label', measure));
  return [
    h('rect', { class: 'body', width: rect.width, height: rect.height, rx: rect.height / 2 }),
    h(
      'text',
      { class: 'label', x: rect.width / 2, y: 22.5, 'text-anchor': 'middle' },
      name,
      detail && ' ',
      detail && h('tspan', { class: 'detail', dx: 4 }, detail),
    ),
  ];
}

function box(item: VisibleItem, { rect, share, measure }: ItemLook): (VNode | false | string)[] {
  const { width, height } = rect;
  const { label, detail } = itemText(item);
  const repeat = item.group && item.group.repeat > 1 ? `×${item.group.repeat}` : '';
  const left = 12 + (item.kind === 'group' ? chevronRoom : 0);
  const count = item.params ? formatCount(item.params) : '';
  const isBad = item.status === 'error';
  const right = width - 8;
  const upper = repeat ? measure(repeat, 'small') : isBad ? 16 : 0;
  const sharesLine = upper > 0;
  const labelRoom = right - left - 8 - (sharesLine ? upper : measure(count, 'small'));
  const detailRoom = right - left - 8 - measure(count, 'small');
  const isName = item.kind === 'node';
  return [
    repeat !== '' && h('rect', { key: 'back', class: 'body back', x: 5, y: 5, width, height, rx: 2 }),
    h('rect', { key: 'body', class: 'body', width, height, rx: 2 }),
    h('rect', { key: 'bar', class: 'kind-bar', x: 0.5, y: 0.5, width: 3, height: height - 1 }),
    share > smallestShare &&
      h('rect', { key: 'share', class: 'share', x: 3.5, y: height - 2.5, width: ((width - 4) * share).toFixed(1), height: 2 }),
    item.kind === 'group' && h('path', { key: 'fold', class: 'glyph', d: sign.folded(8, 18) }),
    item.kind === 'group' && h('rect', { key: 'hit', class: 'hit', width: 26, height, 'data-toggle': item.id }),
    h(
      'text',
      { key: 'label', class: 'label name', x: left, y: detail ? 15.5 : 22.5, translate: 'no' },
      cut(label, labelRoom, 'label', measure),
    ),
    // Not drawn: it parts the texts for those who do not see them.
    ' ',
    detail !== '' &&
      h(
        'text',
        { key: 'detail', class: 'detail', x: left, y: 29.5, translate: isName ? 'no' : undefined },
        cut(detail, detailRoom, 'small', measure),
      ),
    ' ',
    repeat !== '' && h('text', { key: 'repeat', class: 'count plain', x: right, y: 15.5, translate: 'no' }, repeat),
    isBad && !repeat && h('path', { key: 'error', class: 'glyph error', d: sign.error(right - 6, 12) }),
    ' ',
    count !== '' && h('text', { key: 'count', class: 'count', x: right, y: sharesLine ? 29.5 : 22.5, translate: 'no' }, count),
  ];
}

export function drawGroup(
  { id, group }: OpenGroup,
  rect: Rect,
  level: number,
  isSelected: boolean,
  detail: string,
  measure: Measure,
): VNode {
  const repeat = group.repeat > 1 ? ` ×${group.repeat}` : '';
  return h(
    'g',
    {
      key: `g:${id}`,
      id: elementId(`g:${id}`),
      class: isSelected ? 'group selected' : 'group',
      role: 'treeitem',
      'aria-level': level,
      'aria-selected': String(isSelected),
      'aria-expanded': 'true',
      'aria-label': `${group.label}${repeat}, ${detail}`,
      'data-item': `g:${id}`,
      'data-group': id,
      style: { transform: `translate(${rect.x}px, ${rect.y}px)` },
    },
    h('rect', { class: 'frame', width: rect.width, height: rect.height, rx: 3 }),
    h('path', { class: 'glyph', d: sign.open(6, 12) }),
    h('rect', { class: 'hit', width: Math.min(rect.width, 200), height: 24, 'data-toggle': id }),
    h(
      'text',
      { class: 'title', x: 24, y: 16 },
      h('tspan', { class: 'name', translate: 'no' }, cut(group.label, rect.width - 110, 'label', measure) + repeat),
      ' ',
      h('tspan', { class: 'detail', dx: 4 }, detail),
    ),
  );
}

export function drawEdge(edge: VisibleEdge, line: readonly Point[], isHot: boolean): VNode {
  const isBad = edge.status === 'error';
  const classes = ['edge', isBad ? 'bad' : edge.status === 'assumed' ? 'assumed' : '', isHot && !isBad ? 'hot' : ''];
  return h('path', {
    key: edge.id,
    class: classes.filter(Boolean).join(' '),
    d: pathOf(line),
    'marker-end': `url(#arrow${isBad ? '-bad' : isHot ? '-hot' : ''})`,
    'data-from': edge.from.slice(2),
    'data-to': edge.to.slice(2),
    'data-edge-status': edge.status,
  });
}

export function drawEdgeLabel(edge: VisibleEdge, at: LabelPlace, text: { shape: string; note: string }): VNode {
  const bad = edge.status === 'error' ? ' bad' : '';
  const isPlain = edge.status === 'ok' || edge.status === 'error' || !edge.shape;
  return h(
    'text',
    { key: edge.id, class: `edge-label${bad}${at.isCrowded ? ' crowded' : ''}`, x: at.x, y: at.y, 'aria-hidden': 'true' },
    h('tspan', { translate: isPlain ? 'no' : undefined }, text.shape),
    text.note && h('tspan', { dx: 10 }, text.note),
  );
}

export function arrowHeads(): VNode {
  const head = (id: string): VNode =>
    h(
      'marker',
      {
        id,
        class: id,
        viewBox: '0 0 8 8',
        refX: 7,
        refY: 4,
        markerWidth: 7,
        markerHeight: 7,
        orient: 'auto',
        markerUnits: 'userSpaceOnUse',
      },
      h('path', { d: 'M0 .8L7 4L0 7.2z' }),
    );
  return h('defs', {}, head('arrow'), head('arrow-bad'), head('arrow-hot'));
}

const corner = 6;

/** Straight pieces with rounded corners. */
function pathOf(line: readonly Point[]): string {
  const parts = [`M${line[0]!.x} ${line[0]!.y}`];
  for (let at = 1; at < line.length - 1; at += 1) {
    const [before, here, after] = [line[at - 1]!, line[at]!, line[at + 1]!];
    const start = toward(here, before);
    const end = toward(here, after);
    parts.push(`L${start.x} ${start.y}Q${here.x} ${here.y} ${end.x} ${end.y}`);
  }
  const last = line.at(-1)!;
  // The head of the arrow ends at the item's outline.
  parts.push(`L${last.x} ${last.y - 1}`);
  return parts.join('');
}

/** The point on the way to `other`, as far from the corner as its rounding, and never past the middle. */
function toward(from: Point, other: Point): Point {
  const length = Math.abs(other.x - from.x) + Math.abs(other.y - from.y);
  const share = length ? Math.min(corner, length / 2) / length : 0;
  return { x: from.x + (other.x - from.x) * share, y: from.y + (other.y - from.y) * share };
}
