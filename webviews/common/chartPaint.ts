import type { ChartDot, ChartLine, ChartMark } from './chart';
import type { Interval } from './chartRange';

/** Puts curves onto a canvas. Positions are device pixels. */

export interface PaintView {
  readonly bbox: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly x: Interval;
  readonly y: Interval;
  readonly log: boolean;
  /** Device pixels a CSS pixel. */
  readonly ratio: number;
}

/** What a path takes: `Path2D` on a page, a recorder in a test. */
export interface PathSink {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
}

export function paintLine(ctx: CanvasRenderingContext2D, view: PaintView, line: ChartLine, color: string): void {
  const path = new Path2D();
  tracePath(path, view, line.x, line.y);
  ctx.globalAlpha = line.alpha;
  ctx.strokeStyle = color;
  ctx.lineWidth = line.width * view.ratio;
  ctx.lineJoin = 'round';
  ctx.setLineDash(line.dash.map((length) => length * view.ratio));
  ctx.stroke(path);
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);
}

/**
 * A pixel column with several points becomes its first, lowest, highest and last one, so that the picture is the same as with
 * all of them. NaN and what the axis cannot show end the stroke; a point alone between gaps becomes a short stroke.
 */
export function tracePath(path: PathSink, view: PaintView, x: ArrayLike<number>, y: ArrayLike<number>): void {
  const { bbox, log, ratio } = view;
  const scaleX = bbox.width / (view.x[1] - view.x[0] || 1);
  const low = log ? Math.log(view.y[0]) : view.y[0];
  const high = log ? Math.log(view.y[1]) : view.y[1];
  const scaleY = bbox.height / (high - low || 1);
  const bottom = bbox.top + bbox.height;
  // Far outside of the canvas a line is still straight, but a canvas counts in 32 bits.
  const far = 4 * bbox.height;

  let isOpen = false;
  let strokes = 0;
  let column = NaN;
  let atX = 0;
  let count = 0;
  let first = 0;
  let min = 0;
  let max = 0;
  let last = 0;
  const point = (px: number, py: number): void => {
    if (isOpen) {
      path.lineTo(px, py);
      strokes++;
    } else {
      path.moveTo(px, py);
      isOpen = true;
      strokes = 0;
    }
  };
  const flush = (): void => {
    if (count === 0) return;
    point(atX, first);
    if (count > 2) {
      point(atX, min);
      point(atX, max);
    }
    if (count > 1) point(atX, last);
    count = 0;
  };
  const gap = (): void => {
    flush();
    if (isOpen && strokes === 0) path.lineTo(atX + 1.5 * ratio, last);
    isOpen = false;
    column = NaN;
  };

  const [from, to] = visible(x, view.x);
  for (let i = from; i < to; i++) {
    const value = y[i]!;
    if (!Number.isFinite(value) || (log && value <= 0)) {
      gap();
      continue;
    }
    const px = bbox.left + (x[i]! - view.x[0]) * scaleX;
    const plain = bottom - ((log ? Math.log(value) : value) - low) * scaleY;
    const py = Math.max(bbox.top - far, Math.min(bottom + far, plain));
    if (Math.floor(px) === column) {
      if (py < min) min = py;
      if (py > max) max = py;
      last = py;
      count++;
    } else {
      flush();
      column = Math.floor(px);
      atX = px;
      first = min = max = last = py;
      count = 1;
    }
  }
  gap();
}

/** The points within the interval and one more on each side, so that lines reach the border. */
export function visible(x: ArrayLike<number>, [from, to]: Interval): [number, number] {
  return [Math.max(0, lowerBound(x, from) - 1), Math.min(x.length, upperBound(x, to) + 1)];
}

function lowerBound(x: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function upperBound(x: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function paintMark(ctx: CanvasRenderingContext2D, view: PaintView, mark: ChartMark, color: string): void {
  const { bbox, ratio } = view;
  const px = Math.round(bbox.left + ((mark.x - view.x[0]) / (view.x[1] - view.x[0] || 1)) * bbox.width) + 0.5;
  ctx.strokeStyle = color;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 2 * ratio]);
  ctx.beginPath();
  ctx.moveTo(px, bbox.top);
  ctx.lineTo(px, bbox.top + bbox.height);
  ctx.stroke();
  ctx.setLineDash([]);
}

export function paintDot(ctx: CanvasRenderingContext2D, view: PaintView, dot: ChartDot, color: string, ring: string): void {
  const { bbox, ratio, log } = view;
  const px = bbox.left + ((dot.x - view.x[0]) / (view.x[1] - view.x[0] || 1)) * bbox.width;
  const share = log ? Math.log(dot.y / view.y[0]) / Math.log(view.y[1] / view.y[0]) : (dot.y - view.y[0]) / (view.y[1] - view.y[0] || 1);
  if (px < bbox.left - 1 || px > bbox.left + bbox.width + 1 || !(share >= 0 && share <= 1)) return;
  ctx.fillStyle = color;
  ctx.strokeStyle = ring;
  ctx.lineWidth = 1.5 * ratio;
  ctx.beginPath();
  ctx.arc(px, bbox.top + (1 - share) * bbox.height, dot.radius * ratio, 0, 2 * Math.PI);
  ctx.fill();
  ctx.stroke();
}
