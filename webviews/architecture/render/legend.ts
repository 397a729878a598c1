import { h } from '../../common/dom';
import type { VNode } from '../../common/dom';
import { t } from '../../common/locale';
import { legendKinds } from '../opKind';
import type { OpKind } from '../opKind';
import type { VisibleGraph } from '../visibleGraph';

/** The kinds that the drawing has, in a fixed order. */
export function legend(graph: VisibleGraph): VNode {
  const present = new Set(graph.items.map((item) => item.opKind));
  return h(
    'div',
    { key: 'legend', class: 'legend wide' },
    legendKinds
      .filter((kind) => present.has(kind))
      .map((kind) => h('span', { key: kind }, h('i', { class: `kind-${kind}` }), kindName(kind))),
    h('span', { key: 'share', class: 'share' }, h('i', {}), t('Share of parameters')),
  );
}

function kindName(kind: OpKind): string {
  switch (kind) {
    case 'convolution':
      return t('Convolution');
    case 'normalization':
      return t('Normalization');
    case 'activation':
      return t('Activation');
    case 'pooling':
      return t('Pooling');
    case 'linear':
      return t('Linear');
    case 'module':
      return t('Module (folded)');
    default:
      return t('Other');
  }
}
