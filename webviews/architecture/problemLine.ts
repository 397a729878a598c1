import { h } from '../common/dom';
import type { VNode } from '../common/dom';
import { t } from '../common/locale';
import { button, icon, iconButton, link } from '../common/parts';
import { modelView } from './state';
import type { PanelEvent, PanelState } from './state';
import { placeText } from './toolbar';

/** One line with what is wrong, where, and what repairs it; the selected fault, else the first. */
export function problemLine(state: PanelState, dispatch: (event: PanelEvent) => void): VNode | null {
  const faults = [...(state.index?.nodes.values() ?? [])].filter((node) => node.status === 'error');
  if (!faults.length || !state.host) return null;
  const { selected } = modelView(state);
  const chosen = faults.findIndex((node) => `n:${node.id}` === selected);
  const node = faults[Math.max(0, chosen)]!;
  const next = faults[(chosen + 1) % faults.length]!;
  const fix = node.fixes?.[0];
  return h(
    'div',
    { key: 'problem', class: 'problem', role: 'status', 'data-code': node.code },
    icon('error', 'err'),
    h('span', { class: 'ell', translate: 'no' }, node.message ?? node.code ?? ''),
    node.range &&
      h(
        'span',
        { translate: 'no' },
        link(placeText(state.host.file, node.range.start.line), 'goToProblem', () =>
          dispatch({ type: 'selectItem', key: `n:${node.id}`, reveal: true }),
        ),
      ),
    faults.length > 1 && h('span', { class: 'muted' }, t('{0} of {1}', Math.max(0, chosen) + 1, faults.length)),
    h('span', { class: 'grow' }),
    fix !== undefined &&
      h(
        'span',
        { class: 'wide' },
        button(t('Fix: {0}', fix), 'fix', () => dispatch({ type: 'applyFix', node: node.id, title: fix }), 'secondary'),
      ),
    iconButton('arrow-right', faults.length > 1 ? t('Show next problem in graph') : t('Show in graph'), 'showProblem', () =>
      dispatch({ type: 'showNode', node: next.id }),
    ),
  );
}
