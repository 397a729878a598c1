import type { Chart } from '../common/chart';
import { nearestIndex } from '../common/chartTable';
import { toleranceOf, valueAt } from './plots';
import type { Curve, Plot } from './plots';
import { highlighted, visibleRange } from './state';
import type { CurvesAction, CurvesModel } from './state';

/** The curve whose point at this place is nearest to the pointer's height. */
export function nearestCurve(
  model: CurvesModel,
  plot: Plot,
  chart: Pick<Chart, 'top'>,
  cursor: number,
  top: number,
): { run: string; x: number } | null {
  let best: { run: string; x: number; distance: number } | null = null;
  for (const curve of plot.curves) {
    const point = valueAt(curve, cursor, toleranceOf(model, curve));
    if (!point || !Number.isFinite(point.y) || (plot.model.log && point.y <= 0)) continue;
    const distance = Math.abs(chart.top(point.y) - top);
    if (!best || distance < best.distance) best = { run: curve.run, x: point.x, distance };
  }
  return best;
}

/** What a key in a chart asks for; `null` for keys that are not the chart's. */
export function chartKey(
  event: Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>,
  model: CurvesModel,
  plot: Plot,
): CurvesAction | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  const curve = plot.curves.find((each) => each.run === highlighted(model)) ?? plot.curves[0];
  const [from, to] = visibleRange(model);
  switch (event.key) {
    case 'ArrowLeft':
      return curve ? goTo(model, curve, event.shiftKey ? -10 : -1) : null;
    case 'ArrowRight':
      return curve ? goTo(model, curve, event.shiftKey ? 10 : 1) : null;
    case 'Home':
      return curve ? goTo(model, curve, -Infinity) : null;
    case 'End':
      return curve ? goTo(model, curve, Infinity) : null;
    case 'ArrowDown':
    case 'ArrowUp': {
      if (!curve) return null;
      const shift = event.key === 'ArrowDown' ? 1 : -1;
      const index = (plot.curves.indexOf(curve) + shift + plot.curves.length) % plot.curves.length;
      const next = plot.curves[index]!;
      const nearest = nearestIndex(next.slice.x, model.cursor ?? from);
      return { type: 'hover', run: next.run, cursor: nearest < 0 ? model.cursor : next.slice.x[nearest]! };
    }
    case '+':
    case '=':
      return { type: 'zoom', zoom: around(model.cursor ?? (from + to) / 2, from, to, 0.7) };
    case '-':
      return { type: 'zoom', zoom: around(model.cursor ?? (from + to) / 2, from, to, 1 / 0.7) };
    case '0':
      return { type: 'zoom', zoom: null };
    case 'Enter':
      return curve ? { type: 'pin', run: curve.run } : null;
    case 'Escape':
      return model.cursor === null ? null : { type: 'hover', run: null, cursor: null };
    default:
      return null;
  }
}

/** Moves by points of the curve that are in view. */
function goTo(model: CurvesModel, curve: Curve, by: number): CurvesAction {
  const { x } = curve.slice;
  const [from, to] = visibleRange(model);
  let first = nearestIndex(x, from);
  let last = nearestIndex(x, to);
  if (x[first]! < from && first < last) first++;
  if (x[last]! > to && last > first) last--;
  const here = model.cursor === null ? (by < 0 ? last + 1 : first - 1) : nearestIndex(x, model.cursor);
  const index = Math.max(first, Math.min(last, here + by));
  return { type: 'hover', run: curve.run, cursor: x[index] ?? null };
}

function around(at: number, from: number, to: number, factor: number): [number, number] {
  return [at - (at - from) * factor, at + (to - at) * factor];
}
