import { h, patch } from '../common/dom';
import type { VNode } from '../common/dom';
import { t } from '../common/locale';
import { icon } from '../common/parts';
import { details } from './details';
import { layerList, listPage } from './layerList';
import type { LayoutEngine } from './layout/layoutEngine';
import { problemLine } from './problemLine';
import { GraphCanvas } from './render/graphCanvas';
import { findNodes, modelView } from './state';
import type { PanelEvent, PanelState } from './state';
import { toolbar } from './toolbar';
import type { ToolbarActions } from './toolbar';

/** The whole panel: brings the page in line with each state, and turns what the reader does into events. */
export class ArchitectureView {
  readonly #root: HTMLElement;
  readonly #dispatch: (event: PanelEvent) => void;
  readonly #canvas: GraphCanvas;
  #state: PanelState;
  #rows = listPage;

  constructor(root: HTMLElement, engine: LayoutEngine, state: PanelState, dispatch: (event: PanelEvent) => void) {
    this.#root = root;
    root.setAttribute('role', 'main');
    this.#state = state;
    this.#dispatch = dispatch;
    this.#canvas = new GraphCanvas(engine, state, dispatch);
    document.addEventListener('keydown', (event) => this.#shortcut(event));
  }

  update(state: PanelState): void {
    if (state.model !== this.#state.model) this.#rows = listPage;
    this.#state = state;
    const { host, index, isList } = state;
    const { selected } = modelView(state);
    const found = findNodes(state);
    const { dataset } = this.#root;
    dataset.model = state.model ?? '';
    dataset.nodes = String(index?.nodes.size ?? 0);
    dataset.selected = selected?.slice(2) ?? '';
    const shown = { count: found.length, at: found.findIndex((node) => `n:${node.id}` === selected) };
    patch(
      this.#root,
      host && index && toolbar(state, shown, this.#toolbarActions),
      host && index && problemLine(state, this.#dispatch),
      host && index
        ? h(
            'div',
            { key: 'body', class: 'body' },
            isList ? layerList(state, this.#rows, () => this.#moreRows(), this.#dispatch) : this.#canvas.element,
            details(state, {
              dispatch: this.#dispatch,
              toggle: (group) => this.#canvas.toggle(group),
              revealModel: () => this.#dispatch({ type: 'revealModel' }),
            }),
          )
        : h('div', { key: 'empty', class: 'empty' }, host && emptyState(host.file)),
    );
    this.#canvas.update(state, new Set(found.map((node) => node.id)));
  }

  readonly #toolbarActions: ToolbarActions = {
    dispatch: (event) => this.#dispatch(event),
    findNext: (step) => this.#findNext(step),
    leaveFind: () => {
      this.#dispatch({ type: 'query', query: '' });
      this.#canvas.focus();
    },
    revealModel: () => this.#dispatch({ type: 'revealModel' }),
  };

  #findNext(step: 1 | -1): void {
    const found = findNodes(this.#state);
    if (!found.length) return;
    const { selected } = modelView(this.#state);
    const at = found.findIndex((node) => `n:${node.id}` === selected);
    const next = at < 0 ? (step > 0 ? 0 : found.length - 1) : (at + step + found.length) % found.length;
    this.#dispatch({ type: 'showNode', node: found[next]!.id });
  }

  #moreRows(): void {
    this.#rows += listPage;
    this.update(this.#state);
  }

  #shortcut(event: KeyboardEvent): void {
    const target = event.target as Element | null;
    if (event.altKey || event.ctrlKey || event.metaKey || target?.closest('input, select, textarea')) return;
    switch (event.key) {
      case '/':
        this.#root.querySelector<HTMLInputElement>('[data-action="find"]')?.focus();
        break;
      case '0':
        this.#canvas.fit();
        break;
      case '+':
      case '=':
        this.#canvas.zoom(1);
        break;
      case '-':
      case '−':
        this.#canvas.zoom(-1);
        break;
      default:
        return;
    }
    event.preventDefault();
  }
}

function emptyState(file: string): VNode {
  return h(
    'div',
    { class: 'nothing', role: 'status' },
    icon('type-hierarchy-sub'),
    h('h1', {}, t('No model in this file')),
    h('p', { class: 'muted' }, t('As soon as {0} builds a model, it is drawn here. Nothing is executed for that.', file)),
  );
}
