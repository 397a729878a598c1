import type { Rect } from '../layout/layoutEngine';

/** Where the graph stands in the canvas: a point of the graph is drawn at `x + k · point`. */
export interface View {
  x: number;
  y: number;
  k: number;
}

export interface Size {
  width: number;
  height: number;
}

export const minZoom = 0.1;
export const maxZoom = 2.5;
const margin = 18;
/** A graph that would have to be smaller than this to fit stays readable instead, and is panned. */
const smallestFit = 0.6;
const readableZoom = 0.9;
const largestFit = 1.06;

export function clampZoom(k: number): number {
  return Math.min(maxZoom, Math.max(minZoom, k));
}

/** The whole graph, in the middle; `0` and the button show it so, however small it gets. */
export function fitView(bounds: Rect, size: Size): View {
  const k = Math.min(
    largestFit,
    Math.max(minZoom, Math.min((size.width - 2 * margin) / (bounds.width || 1), (size.height - 2 * margin) / (bounds.height || 1))),
  );
  return {
    k,
    x: size.width / 2 - k * (bounds.x + bounds.width / 2),
    // What is taller than the canvas even so begins at its top.
    y: Math.max(size.height / 2 - k * (bounds.y + bounds.height / 2), margin - k * bounds.y),
  };
}

/** How a graph is first seen: whole if it stays readable, else at 90 % around what matters most, else from its top. */
export function firstView(bounds: Rect, size: Size, focus: Rect | null, narrow: boolean): View {
  const whole = fitView(bounds, size);
  if (whole.k >= (narrow ? readableZoom : smallestFit)) return whole;
  const k = readableZoom;
  const top = margin - k * bounds.y;
  const bottom = size.height - margin - k * (bounds.y + bounds.height);
  const center = focus ? focus.x + focus.width / 2 : bounds.x + bounds.width / 2;
  const wanted = focus ? size.height * 0.6 - k * (focus.y + focus.height / 2) : top;
  return { k, x: size.width / 2 - k * center, y: Math.min(top, Math.max(Math.min(bottom, top), wanted)) };
}

/** Zooms so that the given point of the canvas stays where it is. */
export function zoomAt(view: View, factor: number, at: { x: number; y: number }): View {
  const k = clampZoom(view.k * factor);
  const scale = k / view.k;
  return { k, x: at.x - (at.x - view.x) * scale, y: at.y - (at.y - view.y) * scale };
}

/** Pans no further than needed to see the rectangle; its top left corner wins where it does not fit. */
export function panInto(view: View, rect: Rect, size: Size): View {
  const near = 2 * margin;
  const move = (start: number, length: number, room: number): number => {
    if (start < near) return near - start;
    if (start + length > room - near) return Math.max(near - start, room - near - start - length);
    return 0;
  };
  const dx = move(view.x + view.k * rect.x, view.k * rect.width, size.width);
  const dy = move(view.y + view.k * rect.y, view.k * rect.height, size.height);
  return dx || dy ? { k: view.k, x: view.x + dx, y: view.y + dy } : view;
}

/** Pans so that a place of the old drawing stays where it is on screen in the new one. */
export function keepInPlace(view: View, before: { x: number; y: number }, after: { x: number; y: number }): View {
  return { k: view.k, x: view.x + view.k * (before.x - after.x), y: view.y + view.k * (before.y - after.y) };
}

/** The part of the graph that the canvas shows. */
export function visiblePart(view: View, size: Size): Rect {
  return { x: -view.x / view.k, y: -view.y / view.k, width: size.width / view.k, height: size.height / view.k };
}

export function overlaps(a: Rect, b: Rect, slack = 0): boolean {
  return a.x < b.x + b.width + slack && b.x < a.x + a.width + slack && a.y < b.y + b.height + slack && b.y < a.y + a.height + slack;
}
