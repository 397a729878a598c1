import { h } from '../../common/dom';
import type { VNode } from '../../common/dom';
import type { LayoutResult, Rect } from '../layout/layoutEngine';
import type { OpKind } from '../opKind';
import type { VisibleItem } from '../visibleGraph';
import type { View } from './viewport';

const inset = 6;
const widest = 132;
const tallest = 156;

/** The scale at which the whole graph is drawn, and where. */
export function minimapView(bounds: Rect): View & { width: number; height: number } {
  const k = Math.min((widest - 2 * inset) / (bounds.width || 1), (tallest - 2 * inset) / (bounds.height || 1), 0.2);
  const width = Math.max(48, Math.ceil(bounds.width * k) + 2 * inset);
  return {
    k,
    x: (width - bounds.width * k) / 2 - bounds.x * k,
    y: inset - bounds.y * k,
    width,
    height: Math.ceil(bounds.height * k) + 2 * inset,
  };
}

/** All items as bars in the colors of their kinds, one path a kind, so that thousands cost as little as ten. */
export function drawMinimap(items: readonly VisibleItem[], layout: LayoutResult, part: Rect): VNode {
  const { k, x, y, width, height } = minimapView(layout.bounds);
  const paths = new Map<OpKind, string[]>();
  for (const item of items) {
    const rect = layout.items.get(item.key);
    if (!rect) continue;
    const bar = `M${(x + rect.x * k).toFixed(1)} ${(y + rect.y * k).toFixed(1)}h${(rect.width * k).toFixed(1)}v${Math.max(1, rect.height * k).toFixed(1)}h${(-rect.width * k).toFixed(1)}z`;
    const list = paths.get(item.opKind);
    if (list) list.push(bar);
    else paths.set(item.opKind, [bar]);
  }
  const left = clamp(x + part.x * k, 1, width - 1);
  const top = clamp(y + part.y * k, 1, height - 1);
  const right = clamp(x + (part.x + part.width) * k, 1, width - 1);
  const bottom = clamp(y + (part.y + part.height) * k, 1, height - 1);
  return h(
    'svg',
    { class: 'minimap', width, height, 'aria-hidden': 'true' },
    [...layout.groups].map(([id, rect]) =>
      h('rect', { key: id, class: 'frame', x: x + rect.x * k, y: y + rect.y * k, width: rect.width * k, height: rect.height * k }),
    ),
    [...paths].map(([kind, bars]) => h('path', { key: `kind ${kind}`, class: `kind-${kind}`, d: bars.join('') })),
    h('rect', {
      key: 'part',
      class: 'part',
      x: left + 0.5,
      y: top + 0.5,
      width: Math.max(2, right - left - 1),
      height: Math.max(2, bottom - top - 1),
    }),
  );
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
