import assert from 'node:assert/strict';
import type { LayoutInput, LayoutResult, Rect } from '../../../webviews/architecture/layout/layoutEngine';

/** Graphs to lay out, and what every layout of them must keep. */

export const item = (key: string, group: string | null = null): LayoutInput['items'][number] => ({ key, width: 236, height: 36, group });
export const edge = (from: string, to: string): LayoutInput['edges'][number] => ({ id: `${from}>${to}`, from, to });

export function chain(length: number): LayoutInput {
  const items = Array.from({ length }, (_, at) => item(`n${at}`));
  return { items, groups: [], edges: items.slice(1).map((each, at) => edge(`n${at}`, each.key)) };
}

/** Edges only go forward, so there are no rings; parts of it may be unconnected. */
export function randomDag(count: number, random: () => number, withGroups = false): LayoutInput {
  const group = (at: number): string | null =>
    withGroups && at % 7 < 4 ? (at % 7 < 2 ? `inner${Math.floor(at / 7)}` : `g${Math.floor(at / 7)}`) : null;
  const items = Array.from({ length: count }, (_, at) => item(`n${at}`, group(at)));
  const edges = new Map<string, LayoutInput['edges'][number]>();
  for (let to = 1; to < count; to += 1) {
    for (let each = Math.floor(random() * 3); each > 0; each -= 1) {
      const made = edge(`n${Math.floor(random() * to)}`, `n${to}`);
      edges.set(made.id, made);
    }
  }
  const groups = withGroups
    ? Array.from({ length: Math.ceil(count / 7) }, (_, at) => [
        { key: `g${at}`, parent: null },
        { key: `inner${at}`, parent: `g${at}` },
      ]).flat()
    : [];
  return { items, groups, edges: [...edges.values()] };
}

export const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width - 0.01 && b.x < a.x + a.width - 0.01 && a.y < b.y + b.height - 0.01 && b.y < a.y + a.height - 0.01;
export const contains = (outer: Rect, inner: Rect): boolean =>
  outer.x <= inner.x &&
  outer.y <= inner.y &&
  outer.x + outer.width >= inner.x + inner.width &&
  outer.y + outer.height >= inner.y + inner.height;

/** What any drawing must keep: every item has a place, none covers another, and every edge runs from its source's bottom to its target's top. */
export function assertSound(input: LayoutInput, layout: LayoutResult): void {
  const rects = input.items.map(({ key }) => {
    const rect = layout.items.get(key);
    assert.ok(rect && [rect.x, rect.y].every(Number.isFinite), `${key} has no place`);
    return [key, rect] as const;
  });
  for (const [at, [key, rect]] of rects.entries()) {
    for (const [other, otherRect] of rects.slice(at + 1)) assert.ok(!overlap(rect, otherRect), `${key} covers ${other}`);
    assert.ok(contains(layout.bounds, rect), `${key} is outside of the bounds`);
  }
  for (const { id, from, to } of input.edges) {
    const line = layout.edges.get(id);
    assert.ok(line && line.length >= 2, `${id} has no line`);
    const [source, target, first, last] = [layout.items.get(from)!, layout.items.get(to)!, line[0]!, line.at(-1)!];
    const near = (a: number, b: number): boolean => Math.abs(a - b) < 0.51;
    assert.ok(near(first.x, source.x + source.width / 2) && near(first.y, source.y + source.height), `${id} does not leave ${from}`);
    assert.ok(near(last.x, target.x + target.width / 2) && near(last.y, target.y), `${id} does not reach ${to}`);
    for (let at = 1; at < line.length; at += 1) {
      assert.ok(near(line[at]!.x, line[at - 1]!.x) || near(line[at]!.y, line[at - 1]!.y), `${id} runs aslant`);
    }
  }
}

export function assertGroups(input: LayoutInput, layout: LayoutResult): void {
  const parents = new Map(input.groups.map(({ key, parent }) => [key, parent]));
  for (const { key, group } of input.items) {
    for (const { key: other } of input.groups) {
      const isInside = other === group || (group !== null && parents.get(group) === other);
      const [box, rect] = [layout.groups.get(other)!, layout.items.get(key)!];
      if (isInside) assert.ok(contains(box, rect), `${key} is not inside of ${other}`);
      else assert.ok(!overlap(box, rect), `${key} stands in ${other}`);
    }
  }
}
