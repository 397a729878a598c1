import { h, patch } from '../../common/dom';
import type { VNode } from '../../common/dom';
import { iconButton, onceAFrame } from '../../common/parts';
import { t } from '../../common/locale';
import { readFault } from '../fault';
import type { LayoutEngine, Rect } from '../layout/layoutEngine';
import { LayoutRunner } from '../layout/layoutRunner';
import type { LayoutOutcome } from '../layout/layoutRunner';
import { modelView } from '../state';
import type { PanelEvent, PanelState } from '../state';
import { anchor, createDrawing, drawnKey, lineTouches, rectOf } from './drawing';
import type { Drawing } from './drawing';
import { arrowHeads, drawEdge, drawEdgeLabel, drawGroup, drawItem, elementId } from './graphSvg';
import { layoutInput, pageMeasure } from './itemSize';
import type { Measure } from './itemSize';
import { layerCount } from './itemText';
import { legend } from './legend';
import { drawMinimap } from './minimap';
import { listenToCanvas } from './pointer';
import { firstView, fitView, keepInPlace, overlaps, panInto, visiblePart, zoomAt } from './viewport';
import type { Size, View } from './viewport';

/** No layout that is still useful takes longer. */
const layoutDeadline = 8000;
/** A layout that is quicker than this needs no word about it. */
const patience = 300;
const zoomStep = 1.25;
const narrowWidth = 820;

type Trouble = 'busy' | 'tooLong' | 'failed' | null;

/** The graph with its controls: keeps a layout under way, keeps the place on screen through changes, and draws what is to be seen. */
export class GraphCanvas {
  readonly element: HTMLElement;
  readonly #dispatch: (event: PanelEvent) => void;
  readonly #runner: LayoutRunner;
  readonly #measure: Measure;
  readonly #svg: SVGSVGElement;
  readonly #draw: () => void;
  #state: PanelState;
  #found: ReadonlySet<string> = new Set();
  #drawing: Drawing | null = null;
  /** What the drawing shows; a change of either begins anew. */
  #shown = '';
  #signature = '';
  /** The view while the reader has not moved it. */
  #ownView: View | null = null;
  #anchorKey: string | null = null;
  #trouble: Trouble = null;
  #isSimple = false;
  #stopPatience: (() => void) | null = null;
  #size: Size = { width: 0, height: 0 };
  /** Distance of the canvas from the top of the page. */
  #top = 0;
  #window = '';
  #lastSelected: string | null = null;

  constructor(engine: LayoutEngine, state: PanelState, dispatch: (event: PanelEvent) => void) {
    this.#state = state;
    this.#dispatch = dispatch;
    this.#runner = new LayoutRunner(engine, layoutDeadline);
    this.#measure = pageMeasure();
    this.element = document.createElement('div');
    this.element.className = 'canvas';
    this.#svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    this.#draw = onceAFrame(() => this.#paint());
    new ResizeObserver(() => this.#resized()).observe(this.element);
    listenToCanvas(this.#svg, {
      view: () => this.#view(),
      setView: (view) => this.#dispatch({ type: 'view', view }),
      toggle: (group) => this.toggle(group),
      pick: (key, reveal) => this.#dispatch({ type: 'selectItem', key, reveal }),
      graph: () => this.#drawing?.graph ?? null,
      selected: () => (this.#drawing ? drawnKey(this.#drawing.graph, modelView(this.#state).selected) : null),
    });
  }

  update(state: PanelState, found: ReadonlySet<string>): void {
    this.#state = state;
    this.#found = found;
    const shown = `${state.host?.uri ?? ''} ${state.model ?? ''}`;
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#drawing = null;
      this.#ownView = null;
      this.#signature = '';
      this.#isSimple = false;
    }
    this.#arrange();
    const { selected } = modelView(state);
    if (selected !== this.#lastSelected) {
      this.#lastSelected = selected;
      this.#bringIntoView();
    }
    this.#draw();
  }

  focus(): void {
    this.#svg.focus();
  }

  toggle(group: string): void {
    this.#anchorKey = `g:${group}`;
    this.#dispatch({ type: 'fold', group, isFolded: !(modelView(this.#state).folds[group] ?? true) });
  }

  fit(): void {
    if (this.#drawing) this.#dispatch({ type: 'view', view: fitView(this.#drawing.layout.bounds, this.#size) });
  }

  zoom(step: 1 | -1): void {
    const view = this.#view();
    const middle = { x: this.#size.width / 2, y: this.#size.height / 2 };
    if (view) this.#dispatch({ type: 'view', view: zoomAt(view, step > 0 ? zoomStep : 1 / zoomStep, middle) });
  }

  #view(): View | null {
    return modelView(this.#state).view ?? this.#ownView;
  }

  /** A new size of the window places an unmoved graph anew. A problem line that comes or goes does not: the graph stays where it is. */
  #resized(): void {
    const { width, height, top } = this.element.getBoundingClientRect();
    const shift = this.#size.width ? top - this.#top : 0;
    const windowSize = `${window.innerWidth} ${window.innerHeight}`;
    const isNewWindow = windowSize !== this.#window;
    this.#size = { width, height };
    this.#top = top;
    this.#window = windowSize;
    const { view } = modelView(this.#state);
    if (!view && (isNewWindow || !this.#ownView)) this.#placeFirst();
    else if (shift && view) this.#setViewSoon({ ...view, y: view.y - shift });
    else if (shift && this.#ownView) this.#ownView = { ...this.#ownView, y: this.#ownView.y - shift };
    this.#draw();
  }

  /** Starts a layout if the graph's form has changed, and takes over texts and colors if only those have. */
  #arrange(): void {
    const { graph } = this.#state;
    if (!graph) {
      this.#runner.cancel();
      return;
    }
    const input = layoutInput(graph, this.#measure);
    const signature = JSON.stringify([input, this.#isSimple]);
    if (signature === this.#signature) {
      if (this.#drawing && this.#drawing.graph !== graph) this.#drawing = this.#create(graph, this.#drawing);
      return;
    }
    this.#signature = signature;
    this.#setTrouble(null);
    const placed = this.#runner.start(input, this.#isSimple ? 'simple' : 'full', (outcome) => this.#finish(outcome));
    if (placed) this.#adopt(this.#create(graph, { layout: placed }));
    else this.#startPatience();
  }

  #finish(outcome: LayoutOutcome): void {
    const { graph } = this.#state;
    if (outcome.status === 'done' && graph) {
      this.#setTrouble(null);
      this.#adopt(this.#create(graph, outcome));
    } else if (outcome.status === 'failed') {
      this.drawSimply();
      this.#setTrouble('failed');
    } else this.#setTrouble('tooLong');
    this.#draw();
  }

  drawSimply(): void {
    this.#isSimple = true;
    this.#arrange();
    this.#draw();
  }

  #create(graph: NonNullable<PanelState['graph']>, { layout }: Pick<Drawing, 'layout'>): Drawing {
    const { index } = this.#state;
    return createDrawing(graph, layout, index?.fault ? readFault(index, index.fault) : null, this.#measure);
  }

  /** Shows a new drawing without a jump: what the reader looks at stays where it is. */
  #adopt(drawing: Drawing): void {
    const before = this.#drawing;
    const view = this.#view();
    this.#drawing = drawing;
    if (before && view) {
      const middle = { x: (this.#size.width / 2 - view.x) / view.k, y: (this.#size.height / 2 - view.y) / view.k };
      const selected = drawnKey(before.graph, modelView(this.#state).selected);
      const kept = anchor(before, drawing, [this.#anchorKey, selected], middle);
      const moved = kept ? keepInPlace(view, kept.before, kept.after) : view;
      if (this.#anchorKey !== null) this.#animate();
      if (modelView(this.#state).view || this.#anchorKey !== null) this.#setViewSoon(moved);
      else this.#ownView = moved;
    } else if (!view) this.#placeFirst();
    this.#anchorKey = null;
  }

  /** While the state is being taken over no event may be sent; the picture must follow at once all the same. */
  #setViewSoon(view: View): void {
    this.#ownView = view;
    queueMicrotask(() => this.#dispatch({ type: 'view', view }));
  }

  #placeFirst(): void {
    if (!this.#drawing || !this.#size.width || !this.#size.height) return;
    const { index } = this.#state;
    const selected = modelView(this.#state).selected ?? (index?.fault ? `n:${index.fault.id}` : null);
    const key = drawnKey(this.#drawing.graph, selected) ?? this.#drawing.graph.items[0]?.key ?? null;
    const focus = key === null ? null : rectOf(this.#drawing.layout, key);
    this.#ownView = firstView(this.#drawing.layout.bounds, this.#size, focus, window.innerWidth < narrowWidth);
  }

  #bringIntoView(): void {
    const view = this.#view();
    if (!this.#drawing || !view || !this.#size.width) return;
    const key = drawnKey(this.#drawing.graph, this.#lastSelected);
    const rect = key === null ? null : rectOf(this.#drawing.layout, key);
    // Of an open group only the header matters.
    const moved = rect ? panInto(view, { ...rect, height: Math.min(rect.height, 60) }, this.#roomFor(view, rect)) : view;
    if (moved === view) return;
    if (modelView(this.#state).view) this.#setViewSoon(moved);
    else this.#ownView = moved;
  }

  /** The canvas without the small map, for what stands in its corner. */
  #roomFor(view: View, rect: Rect): Size {
    const map = this.element.querySelector('.mini');
    const { width, height } = this.#size;
    const isBehind = map !== null && view.x + view.k * (rect.x + rect.width) > width - map.clientWidth - 24;
    return isBehind ? { width, height: height - map.clientHeight } : this.#size;
  }

  #startPatience(): void {
    const id = setTimeout(() => {
      this.#setTrouble('busy');
      this.#draw();
    }, patience);
    this.#stopPatience = () => clearTimeout(id);
  }

  #setTrouble(trouble: Trouble): void {
    this.#stopPatience?.();
    this.#stopPatience = null;
    this.#trouble = trouble;
  }

  #animate(): void {
    this.#svg.classList.add('moving');
    setTimeout(() => this.#svg.classList.remove('moving'), 150);
  }

  #paint(): void {
    const view = this.#view();
    this.#paintSvg(view);
    const isZoomed = view !== null && this.#drawing !== null;
    const part = view ? visiblePart(view, this.#size) : null;
    const bounds = this.#drawing?.layout.bounds;
    const hidesSome =
      part &&
      bounds &&
      (bounds.x < part.x - 1 ||
        bounds.y < part.y - 1 ||
        bounds.x + bounds.width > part.x + part.width + 1 ||
        bounds.y + bounds.height > part.y + part.height + 1);
    patch(
      this.element,
      this.#svg,
      this.#drawing && legend(this.#drawing.graph),
      isZoomed &&
        h(
          'div',
          { key: 'zoom', class: 'zoom', role: 'group', 'aria-label': t('Zoom') },
          iconButton('zoom-out', t('Zoom out (−)'), 'zoomOut', () => this.zoom(-1)),
          h('span', { translate: 'no' }, `${Math.round(view.k * 100)}%`),
          iconButton('zoom-in', t('Zoom in (+)'), 'zoomIn', () => this.zoom(1)),
          iconButton('screen-full', t('Fit (0)'), 'fit', () => this.fit()),
        ),
      hidesSome &&
        this.#drawing &&
        h('div', { key: 'mini', class: 'mini' }, drawMinimap(this.#drawing.graph.items, this.#drawing.layout, part)),
      this.#trouble && this.#troubleLine(),
    );
  }

  #troubleLine(): VNode {
    const hasGroups = Object.values(modelView(this.#state).folds).includes(false);
    const foldAll = (): void => this.#dispatch({ type: 'foldAll', isFolded: true });
    const text =
      this.#trouble === 'busy'
        ? t('Arranging the graph …')
        : this.#trouble === 'failed'
          ? t('The layout engine could not run, so the graph is drawn simply.')
          : hasGroups
            ? t('Layout took too long. Fold some groups or draw it simply')
            : t('Layout took too long. Draw it simply');
    const action = (label: string, name: string, run: () => void): VNode =>
      h('button', { type: 'button', class: 'link', 'data-action': name, onclick: run }, label);
    return h(
      'div',
      { key: 'trouble', class: 'trouble', role: 'status', 'data-trouble': this.#trouble },
      h('span', {}, text),
      this.#trouble === 'tooLong' && hasGroups && action(t('Fold all'), 'foldAllNow', foldAll),
      this.#trouble !== 'failed' && action(t('Draw simply'), 'drawSimply', () => this.drawSimply()),
    );
  }

  #paintSvg(view: View | null): void {
    const svg = this.#svg;
    const drawing = this.#drawing;
    const { index, model } = this.#state;
    svg.setAttribute('class', svg.classList.contains('moving') ? 'graph moving' : 'graph');
    svg.setAttribute('role', 'tree');
    svg.setAttribute('tabindex', '0');
    svg.setAttribute('aria-label', t('Graph of {0}', model ?? ''));
    if (!drawing || !view || !index) {
      patch(svg);
      return;
    }
    const { graph, layout } = drawing;
    const part = visiblePart(view, this.#size);
    const selected = drawnKey(graph, modelView(this.#state).selected);
    const depths = new Map<string, number>();
    for (const { id, parent } of graph.groups) depths.set(id, (parent === null ? 0 : depths.get(parent)!) + 1);
    const total = index.model.params ?? 0;
    const items = graph.items.flatMap((item) => {
      const rect = layout.items.get(item.key);
      if (!rect || (item.key !== selected && !overlaps(rect, part, 40))) return [];
      const look = {
        rect,
        isSelected: item.key === selected,
        isFound: item.members.some((node) => this.#found.has(node.id)),
        level: (item.parent === null ? 0 : (depths.get(item.parent) ?? 0)) + 1,
        share: total > 0 ? Math.min(1, (item.params ?? 0) / total) : 0,
        measure: this.#measure,
      };
      return [drawItem(item, look)];
    });
    const groups = graph.groups.flatMap((group) => {
      const rect = layout.groups.get(group.id);
      if (!rect || !overlaps(rect, part)) return [];
      const count = index.membersOf(group.id).length;
      return [drawGroup(group, rect, depths.get(group.id)!, `g:${group.id}` === selected, layerCount(count), this.#measure)];
    });
    const edges = graph.edges.flatMap((edge) => {
      const line = layout.edges.get(edge.id);
      if (!line || !lineTouches(line, part)) return [];
      return [drawEdge(edge, line, selected !== null && (edge.from === selected || edge.to === selected))];
    });
    const labels = graph.edges.flatMap((edge) => {
      const label = drawing.labels.get(edge.id);
      if (!label || !overlaps({ x: label.at.x, y: label.at.y - 14, width: label.width, height: 18 }, part)) return [];
      return [drawEdgeLabel(edge, label.at, label.text)];
    });
    if (selected !== null) svg.setAttribute('aria-activedescendant', elementId(selected));
    else svg.removeAttribute('aria-activedescendant');
    const transform = `translate(${view.x}px, ${view.y}px) scale(${view.k})`;
    const layer = (key: string, children: VNode[]): VNode => h('g', { key, role: 'presentation' }, children);
    const far = view.k < 0.35 ? ' far' : '';
    patch(
      svg,
      arrowHeads(),
      h(
        'g',
        { class: `world${far}`, role: 'presentation', style: { transform } },
        layer('groups', groups),
        layer('edges', edges),
        layer('items', items),
        layer('labels', labels),
      ),
    );
  }
}
