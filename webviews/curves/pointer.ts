import type { Chart } from '../common/chart';
import type { Interval } from '../common/chartRange';

/** Wheel, drag and keys of one chart, as wishes; it changes nothing itself. */
export interface PointerHandlers {
  range(): Interval;
  /** Pixels within the chart's element; `null` when the pointer has left. */
  hover(at: { left: number; top: number } | null): void;
  zoom(range: Interval | null): void;
  /** The part that is being selected, in pixels. */
  select(part: Interval | null): void;
  /** A click that was no drag. */
  pick(): void;
  key(event: KeyboardEvent): boolean;
}

const dragThreshold = 4;

export function listenToPointer(frame: HTMLElement, chart: Chart, handlers: PointerHandlers): void {
  let drag: { start: number; range: Interval; isSelect: boolean; hasMoved: boolean; pointer: number } | null = null;
  const within = (event: MouseEvent): { left: number; top: number } => {
    const box = chart.element.getBoundingClientRect();
    return { left: event.clientX - box.left, top: event.clientY - box.top };
  };

  frame.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    drag = { start: within(event).left, range: handlers.range(), isSelect: event.shiftKey, hasMoved: false, pointer: event.pointerId };
    frame.setPointerCapture(event.pointerId);
  });
  frame.addEventListener('pointermove', (event) => {
    const at = within(event);
    if (!drag) return handlers.hover(at);
    if (!drag.hasMoved && Math.abs(at.left - drag.start) < dragThreshold) return;
    drag.hasMoved = true;
    if (drag.isSelect) return handlers.select([Math.min(drag.start, at.left), Math.max(drag.start, at.left)]);
    const [from, to] = drag.range;
    const shift = ((at.left - drag.start) / chart.area().width) * (to - from);
    handlers.zoom([from - shift, to - shift]);
  });
  const end = (event: PointerEvent): void => {
    const ended = drag;
    drag = null;
    if (!ended) return;
    handlers.select(null);
    if (!ended.hasMoved) return handlers.pick();
    if (ended.isSelect)
      handlers.zoom([chart.xAt(Math.min(ended.start, within(event).left)), chart.xAt(Math.max(ended.start, within(event).left))]);
  };
  frame.addEventListener('pointerup', end);
  frame.addEventListener('pointercancel', () => {
    drag = null;
    handlers.select(null);
  });
  frame.addEventListener('pointerleave', () => {
    if (!drag) handlers.hover(null);
  });
  frame.addEventListener('dblclick', () => handlers.zoom(null));
  frame.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey && event.deltaY === 0) return;
      event.preventDefault();
      const [from, to] = handlers.range();
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
      if (sideways) {
        const shift = (event.deltaX / chart.area().width) * (to - from);
        return handlers.zoom([from + shift, to + shift]);
      }
      const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * 33 : event.deltaY;
      const factor = Math.exp(Math.max(-200, Math.min(200, pixels)) * 0.002);
      const at = Math.max(from, Math.min(to, chart.xAt(within(event).left)));
      handlers.zoom([at - (at - from) * factor, at + (to - at) * factor]);
    },
    { passive: false },
  );
  frame.addEventListener('keydown', (event) => {
    if (handlers.key(event)) event.preventDefault();
  });
}
