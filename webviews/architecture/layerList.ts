import { h } from '../common/dom';
import type { VNode } from '../common/dom';
import { formatCount, formatInteger } from '../common/format';
import { t } from '../common/locale';
import { icon, link } from '../common/parts';
import { modelView } from './state';
import type { PanelEvent, PanelState } from './state';
import { opText } from './render/itemText';
import { shapeText } from './shapeText';

/** So many rows more at a time: a table of thousands would hold up every edit. */
export const listPage = 500;

/** The model as a table: all that the graph says, for those who would rather read or hear it. */
export function layerList(state: PanelState, rows: number, more: () => void, dispatch: (event: PanelEvent) => void): VNode {
  const { index } = state;
  const all = [...(index?.nodes.values() ?? [])];
  const { selected } = modelView(state);
  const head = (text: string, className = ''): VNode => h('th', { scope: 'col', class: className }, text);
  return h(
    'div',
    { key: 'list', class: 'layer-list', tabindex: 0, role: 'region', 'aria-label': t('Layers') },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          head(t('Layer')),
          head(t('Type'), 'wide'),
          head(t('From'), 'wide'),
          head(t('Output')),
          head(t('Parameters'), 'num'),
          head(t('FLOPs'), 'num wide'),
        ),
      ),
      h(
        'tbody',
        {},
        all.slice(0, rows).map((node) => {
          const path = index!.pathOf(node.id);
          const isAssumed = index!.assumed.has(node.id);
          const from = index!.edgesInto(node.id).map((edge) => index!.nodes.get(edge.from)!.label);
          const isChosen = selected === `n:${node.id}`;
          return h(
            'tr',
            {
              key: node.id,
              class: isChosen ? 'hovers chosen' : 'hovers',
              'aria-current': isChosen ? 'true' : undefined,
              'data-row': node.id,
            },
            h(
              'th',
              { scope: 'row', translate: 'no', style: { 'padding-left': `${8 + 12 * path.length}px` } },
              node.status === 'error' && icon('error', 'err c14'),
              path.length > 0 && h('span', { class: 'muted' }, `${index!.groups.get(path.at(-1)!)!.label} / `),
              link(node.label, 'row', () => dispatch({ type: 'selectItem', key: `n:${node.id}`, reveal: true }), node.message),
            ),
            node.op === 'input'
              ? h('td', { class: 'muted wide' }, t('input'))
              : h('td', { class: 'muted wide', translate: 'no' }, opText(node.op, node.args)),
            h('td', { class: 'muted wide', translate: 'no' }, from.join(', ')),
            h(
              'td',
              {},
              h('span', { class: 'mono', translate: 'no' }, shapeText(node.shape)),
              isAssumed && h('span', { class: 'muted' }, ` ${t('assumed')}`),
            ),
            h('td', { class: 'num', translate: 'no' }, node.params === null ? '?' : formatInteger(node.params)),
            h('td', { class: 'num wide', translate: 'no' }, node.flops === null ? '?' : formatCount(node.flops)),
          );
        }),
      ),
    ),
    all.length > rows &&
      h(
        'div',
        { class: 'inset' },
        link(t('Show {0} more of {1}', Math.min(listPage, all.length - rows), formatInteger(all.length - rows)), 'moreRows', more),
      ),
  );
}
