import type { RunSummary } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { formatAxisStep, formatInteger, formatMetric, formatPercent } from '../common/format';
import { rich, slot, t } from '../common/locale';
import { icon, middleName, runState, swatch } from '../common/parts';
import { placeText } from './chartFrame';
import type { Plot } from './plots';
import { bestOf, secondMetric, tableRows } from './rows';
import type { TableRow } from './rows';
import { highlighted } from './state';
import type { CurvesModel, SortColumn } from './state';
import type { CurvesContext } from './view';

/** The table that answers for all runs at once. */

export function runTable(model: CurvesModel, plot: Plot | undefined, cx: CurvesContext): VNode {
  const main = plot?.metric ?? 'loss';
  const second = secondMetric(model, plot?.metric);
  const rows = tableRows(model, plot, second);
  const name = (text: string): VNode => h('span', { translate: 'no' }, text);
  const best = bestOf(rows, (row) => row.main);
  const bestSecond = bestOf(rows, (row) => row.second);
  const at =
    model.cursor === null
      ? t('At pointer')
      : model.x === 'step'
        ? t('At step {0}', placeText('step', model.cursor))
        : t('At {0}', placeText(model.x, model.cursor));
  const byEpoch = rows.some((row) => row.second?.bestEpoch != null);
  const head = (column: SortColumn, label: Child, className: string): VNode => {
    const isSorted = model.sort.column === column;
    const order = isSorted ? { 'aria-sort': model.sort.descending ? 'descending' : 'ascending' } : {};
    return h(
      'th',
      { scope: 'col', class: className, ...order },
      h(
        'button',
        { type: 'button', class: 'sorter', 'data-sort': column, onclick: () => cx.dispatch({ type: 'sort', column }) },
        label,
        isSorted ? [' ', icon(model.sort.descending ? 'arrow-down' : 'arrow-up', 'c12')] : null,
      ),
    );
  };
  return h(
    'div',
    { class: 'tbl', tabindex: 0, role: 'region', 'aria-label': t('Runs in numbers') },
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          head('run', t('Run'), ''),
          head('at', at, 'num c-at'),
          head('last', t('Last'), 'num c-num'),
          head('best', rich(t('Best {0}', slot(0)), name(main)), 'num c-num'),
          head('bestStep', t('@ step'), 'num c-step'),
          second ? head('second', rich(t('{0} best', slot(0)), name(second)), 'num wide c-second') : null,
          second ? h('th', { scope: 'col', class: 'num wide c-epoch' }, byEpoch ? t('@ epoch') : t('@ step')) : null,
          head('state', t('State'), 'num wide c-state'),
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((row) =>
          tableRow(model, row, { best: row.run.id === best, second: row.run.id === bestSecond, hasSecond: second !== null }, cx),
        ),
      ),
    ),
  );
}

function tableRow(
  model: CurvesModel,
  row: TableRow,
  marks: { best: boolean; second: boolean; hasSecond: boolean },
  cx: CurvesContext,
): VNode {
  const { run, main, second } = row;
  const state = stateText(run);
  const value = (number: number | null | undefined, className = ''): VNode =>
    h(
      'td',
      { class: `num ${className}${number != null && !Number.isFinite(number) ? ' err' : ''}`.trim(), translate: 'no' },
      formatMetric(number),
    );
  return h(
    'tr',
    {
      class: highlighted(model) === run.id ? 'hovers chosen' : 'hovers',
      key: run.id,
      'data-table-row': run.id,
      onmouseenter: () => cx.dispatch({ type: 'hover', run: run.id, cursor: model.cursor }),
      onmouseleave: () => cx.dispatch({ type: 'hover', run: null, cursor: null }),
      onclick: () => cx.dispatch({ type: 'pin', run: run.id }),
    },
    h('td', { class: 'nm' }, h('span', { class: 'sw' }, swatch(run.style), middleName(run.name))),
    value(row.at, 'm-at'),
    value(main?.last),
    value(main?.best, marks.best ? 'strong' : ''),
    h('td', { class: 'num muted m-step' }, main?.bestStep == null ? '–' : formatInteger(main.bestStep)),
    marks.hasSecond ? value(second?.best, marks.second ? 'wide strong' : 'wide') : null,
    marks.hasSecond
      ? h('td', { class: 'num muted wide' }, second?.bestEpoch ?? (second?.bestStep == null ? '–' : formatAxisStep(second.bestStep)))
      : null,
    h('td', { class: `num wide ${state.className}` }, state.text),
  );
}

function stateText(run: RunSummary): { text: Child; className: string } {
  if (run.nonFinite) {
    return {
      text: rich(t('{0} at {1}', slot(0), formatInteger(run.nonFinite.step)), h('span', { translate: 'no' }, run.nonFinite.value)),
      className: 'err',
    };
  }
  const share = run.totalSteps ? Math.min(1, run.step / run.totalSteps) : null;
  if (run.status === 'running') return { text: share === null ? t('running') : t('running {0}', formatPercent(share)), className: 'muted' };
  return {
    text: runState(run).word,
    className: run.status === 'failed' ? 'err' : run.status === 'lost' || run.status === 'killed' ? 'warn' : 'muted',
  };
}
