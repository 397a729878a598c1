import { h } from '../common/dom';
import type { VNode } from '../common/dom';
import { formatCount } from '../common/format';
import { rich, slot, t } from '../common/locale';
import { bold, icon, iconButton, link } from '../common/parts';
import { modelView } from './state';
import type { PanelEvent, PanelState } from './state';
import { sum } from './visibleGraph';

export interface ToolbarActions {
  dispatch: (event: PanelEvent) => void;
  /** Goes on to the next or previous node that the search finds. */
  findNext: (step: 1 | -1) => void;
  leaveFind: () => void;
  revealModel: () => void;
}

/** Model, search, totals and the two switches. */
export function toolbar(state: PanelState, found: { count: number; at: number }, actions: ToolbarActions): VNode {
  const { index, isList } = state;
  const folds = Object.values(modelView(state).folds);
  const hasOpen = folds.includes(false);
  const hasGroups = (index?.groups.size ?? 0) > 0;
  return h(
    'div',
    { key: 'toolbar', class: 'toolbar', role: 'toolbar', 'aria-label': t('Graph') },
    modelPicker(state, actions),
    index && findField(state, found, actions),
    h('span', { class: 'grow' }),
    index && totals(state),
    index &&
      iconButton('list-flat', t('Show as a list'), 'list', () => actions.dispatch({ type: 'list', isList: !isList }), '', {
        'aria-pressed': String(isList),
      }),
    hasGroups &&
      iconButton(hasOpen ? 'collapse-all' : 'expand-all', hasOpen ? t('Fold all') : t('Unfold all'), 'foldAll', () =>
        actions.dispatch({ type: 'foldAll', isFolded: hasOpen }),
      ),
  );
}

function modelPicker(state: PanelState, { dispatch, revealModel }: ToolbarActions): VNode | null {
  const { host, index } = state;
  if (!host || !index) return null;
  const place = h(
    'span',
    { class: 'wide', translate: 'no' },
    link(placeText(host.file, index.model.range.start.line), 'goToModel', revealModel),
  );
  if (host.models.length === 1) {
    const name = h('span', { class: 'strong ell', translate: 'no' }, index.model.name);
    return h('span', { class: 'model' }, icon('symbol-class'), name, place);
  }
  return h(
    'span',
    { class: 'model' },
    h(
      'select',
      {
        class: 'sel',
        'aria-label': t('Model'),
        'data-action': 'model',
        translate: 'no',
        value: state.model,
        onchange: (event: Event) => dispatch({ type: 'pickModel', model: (event.target as HTMLSelectElement).value }),
      },
      host.models.map(({ name }) => h('option', { key: name, value: name, selected: name === state.model }, name)),
    ),
    place,
  );
}

export function placeText(file: string, line: number): string {
  return `${file}:${line + 1}`;
}

function findField(state: PanelState, found: { count: number; at: number }, { dispatch, findNext, leaveFind }: ToolbarActions): VNode {
  const result = !state.query.trim() ? '' : found.count === 0 ? t('No layer') : t('{0} of {1}', found.at + 1 || '–', found.count);
  return h(
    'span',
    { class: 'find wide', role: 'search' },
    icon('search', 'c14'),
    h('input', {
      class: 'inp',
      type: 'search',
      placeholder: t('Find layer'),
      'aria-label': t('Find layer'),
      'data-action': 'find',
      value: state.query,
      oninput: (event: Event) => dispatch({ type: 'query', query: (event.target as HTMLInputElement).value }),
      onkeydown: (event: KeyboardEvent) => {
        if (event.key === 'Enter') findNext(event.shiftKey ? -1 : 1);
        else if (event.key === 'Escape') leaveFind();
        else return;
        event.preventDefault();
      },
    }),
    h('span', { class: 'result', role: 'status' }, result),
  );
}

function totals({ index }: PanelState): VNode {
  const { model } = index!;
  const flops = sum(model.nodes.map((node) => node.flops));
  // The sum of what is known is a lower bound when something is not.
  const params = model.params ?? sum(model.nodes.map((node) => node.params));
  const atLeast = model.params === null && params !== null ? '≥ ' : '';
  const total = (value: number, prefix: string, text: string, className: string): VNode =>
    h('span', { class: className }, rich(text, bold(h('span', { translate: 'no' }, prefix + formatCount(value)))));
  return h(
    'span',
    { class: 'totals' },
    params !== null && total(params, atLeast, params === 1 ? t('{0} parameter', slot(0)) : t('{0} params', slot(0)), ''),
    flops !== null && flops > 0 && total(flops, '', t('{0} FLOPs', slot(0)), 'wide'),
  );
}
