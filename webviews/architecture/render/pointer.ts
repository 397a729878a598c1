import type { VisibleGraph } from '../visibleGraph';
import { moveIn } from './keys';
import type { Move } from './keys';
import { zoomAt } from './viewport';
import type { View } from './viewport';

export interface CanvasActions {
  view(): View | null;
  setView(view: View): void;
  toggle(group: string): void;
  pick(key: string | null, reveal: boolean): void;
  graph(): VisibleGraph | null;
  /** Key of the drawn item that is selected. */
  selected(): string | null;
}

/** Less is a click, more is a drag. */
const dragFrom = 4;
const moves: Readonly<Record<string, Move>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

/** Drag pans, the wheel zooms at the pointer (with Shift it pans), a click selects and goes to the line, a double click folds. */
export function listenToCanvas(svg: SVGSVGElement, actions: CanvasActions): void {
  let drag: { x: number; y: number; view: View; isMoving: boolean } | null = null;
  svg.addEventListener('pointerdown', (event) => {
    const view = actions.view();
    if (event.button !== 0 || !view) return;
    drag = { x: event.clientX, y: event.clientY, view, isMoving: false };
  });
  svg.addEventListener('pointermove', (event) => {
    if (!drag) return;
    const [dx, dy] = [event.clientX - drag.x, event.clientY - drag.y];
    if (!drag.isMoving && Math.hypot(dx, dy) < dragFrom) return;
    if (!drag.isMoving) {
      drag.isMoving = true;
      svg.setPointerCapture(event.pointerId);
      svg.classList.add('dragging');
    }
    actions.setView({ k: drag.view.k, x: drag.view.x + dx, y: drag.view.y + dy });
  });
  const end = (event: PointerEvent): void => {
    const wasClick = drag !== null && !drag.isMoving && event.type === 'pointerup';
    drag = null;
    svg.classList.remove('dragging');
    if (wasClick) click(event.target as Element, actions);
  };
  svg.addEventListener('pointerup', end);
  svg.addEventListener('pointercancel', end);
  svg.addEventListener('dblclick', (event) => {
    const target = event.target as Element;
    // The two clicks on a chevron have folded and unfolded already.
    const group = target.closest('[data-toggle]') ? undefined : target.closest<SVGElement>('[data-group]')?.dataset.group;
    if (group !== undefined) actions.toggle(group);
  });
  svg.addEventListener(
    'wheel',
    (event) => {
      const view = actions.view();
      if (!view) return;
      event.preventDefault();
      if (event.shiftKey || (Math.abs(event.deltaX) > Math.abs(event.deltaY) && !event.ctrlKey)) {
        actions.setView({ k: view.k, x: view.x - event.deltaX, y: view.y - event.deltaY });
        return;
      }
      const box = svg.getBoundingClientRect();
      const lines = event.deltaMode === 0 ? event.deltaY / 100 : event.deltaY / 3;
      // A pinch comes as small steps with the Control key.
      const factor = Math.exp(-Math.max(-3, Math.min(3, lines)) * (event.ctrlKey ? 1 : 0.2));
      actions.setView(zoomAt(view, factor, { x: event.clientX - box.left, y: event.clientY - box.top }));
    },
    { passive: false },
  );
  svg.addEventListener('keydown', (event) => {
    const graph = actions.graph();
    if (!graph || event.altKey || event.ctrlKey || event.metaKey) return;
    const selected = actions.selected();
    const move = moves[event.key];
    if (move) {
      event.preventDefault();
      const result = moveIn(graph, selected, move);
      if (!result) return;
      if ('select' in result) actions.pick(result.select, false);
      else actions.toggle(result.fold);
    } else if (event.key === 'Enter' && selected !== null) {
      event.preventDefault();
      actions.pick(selected, true);
    } else if (event.key === ' ' && selected?.startsWith('g:')) {
      event.preventDefault();
      actions.toggle(selected.slice(2));
    } else if (event.key === 'Escape') actions.pick(null, false);
  });
}

function click(target: Element, actions: CanvasActions): void {
  const toggle = target.closest<SVGElement>('[data-toggle]')?.dataset.toggle;
  if (toggle !== undefined) {
    actions.toggle(toggle);
    return;
  }
  const item = target.closest<SVGElement>('[data-item]')?.dataset.item;
  // An output pill stands for the node that gives it.
  actions.pick(item?.startsWith('o:') ? `n:${item.slice(2)}` : (item ?? null), item !== undefined);
}
