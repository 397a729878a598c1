import type { LayoutInput } from '../layout/layoutEngine';
import { itemText } from './itemText';
import type { VisibleGraph, VisibleItem } from '../visibleGraph';

export type TextStyle = 'label' | 'small' | 'mono';
export type Measure = (text: string, style: TextStyle) => number;

export const itemHeight = 36;
const usualWidth = 236;
const widest = 340;
const pillWidth = 140;
const mergeWidth = 188;

/** Room at the right of an item for counts, and at its left for the kind's bar and the chevron. */
const rightRoom = 76;
const leftRoom = 12;
export const chevronRoom = 14;

/** What the layout reads of a visible graph. All boxes of a graph are equally wide, as wide as the longest text needs within limits. */
export function layoutInput(graph: VisibleGraph, measure: Measure): LayoutInput {
  const boxWidth = graph.items.reduce((width, item) => (isBox(item) ? Math.max(width, neededWidth(item, measure)) : width), usualWidth);
  return {
    items: graph.items.map((item) => ({
      key: item.key,
      width: isBox(item) ? boxWidth : pillOrMergeWidth(item, measure),
      height: itemHeight,
      group: item.parent,
    })),
    groups: graph.groups.map(({ id, parent }) => ({ key: id, parent })),
    edges: graph.edges.map(({ id, from, to }) => ({ id, from, to })),
  };
}

function isBox(item: VisibleItem): boolean {
  return item.opKind !== 'io' && item.opKind !== 'merge';
}

function neededWidth(item: VisibleItem, measure: Measure): number {
  const { label, detail } = itemText(item);
  const left = leftRoom + (item.kind === 'group' ? chevronRoom : 0);
  const text = Math.max(measure(label, 'label'), measure(detail, 'small'));
  return Math.min(widest, Math.ceil(left + text + rightRoom));
}

function pillOrMergeWidth(item: VisibleItem, measure: Measure): number {
  const { label, detail } = itemText(item);
  if (item.opKind === 'merge') {
    const text = Math.max(measure(label, 'label'), measure(detail, 'small'));
    return Math.min(widest, Math.max(mergeWidth, Math.ceil(leftRoom + text + leftRoom)));
  }
  const text = measure(label, 'label') + (detail ? measure(detail, 'small') + 8 : 0);
  return Math.min(widest, Math.max(pillWidth, Math.ceil(text + 36)));
}

/** The text as far as it fits, with an ellipsis. */
export function cut(text: string, width: number, style: TextStyle, measure: Measure): string {
  if (measure(text, style) <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (measure(`${text.slice(0, middle)}…`, style) <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}

/** Measures with the fonts of the page; remembers, since most texts come again with every edit. */
export function pageMeasure(): Measure {
  const context = document.createElement('canvas').getContext('2d')!;
  const style = getComputedStyle(document.body);
  const mono = style.getPropertyValue('--vscode-editor-font-family').trim() || 'monospace';
  const fonts: Record<TextStyle, string> = {
    label: `600 13px ${style.fontFamily}`,
    small: `11px ${style.fontFamily}`,
    mono: `11px ${mono}`,
  };
  const known = new Map<string, number>();
  return (text, kind) => {
    const key = `${kind} ${text}`;
    let width = known.get(key);
    if (width === undefined) {
      context.font = fonts[kind];
      width = context.measureText(text).width;
      known.set(key, width);
    }
    return width;
  };
}
