import { interpreterName } from '../../extension/protocol/interpreterName';
import type { RunSummary } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { VNode } from '../common/dom';
import { formatCount, formatElapsed, formatInteger, formatMetric, formatTimeOfDay } from '../common/format';
import { rich, slot, t } from '../common/locale';
import { icon, iconButton, middleName, runState, swatch } from '../common/parts';
import { filteredRuns, highlighted, isVisible, visibleRuns } from './state';
import type { CurvesModel } from './state';
import type { CurvesContext } from './view';

/** The runs at the left: find, see, hide, choose; and what the chosen one was. */
export function runList(model: CurvesModel, cx: CurvesContext): VNode {
  const runs = filteredRuns(model);
  const files = [...new Set(runs.map((run) => run.file))];
  const metric = listMetric(model);
  const allHidden = (model.runs ?? []).every((run) => !isVisible(model, run));
  return h(
    'div',
    { class: model.popup === 'runs' ? 'side open' : 'side' },
    h(
      'div',
      { class: 'find' },
      h('input', {
        class: 'inp grow',
        type: 'search',
        placeholder: t('Filter: name, file, optimizer'),
        'aria-label': t('Filter runs'),
        value: model.filter,
        'data-action': 'filter',
        oninput: (event: Event) => cx.dispatch({ type: 'filter', filter: (event.target as HTMLInputElement).value }),
      }),
      iconButton(allHidden ? 'eye-closed' : 'eye', allHidden ? t('Show all') : t('Hide all'), 'showAll', () =>
        cx.dispatch({ type: 'showAll', visible: allHidden }),
      ),
    ),
    h(
      'div',
      { class: 'grp head muted' },
      t('Run'),
      h('span', { class: 'n' }, metric ? rich(t('best {0}', slot(0)), h('span', { translate: 'no' }, metric)) : ''),
    ),
    runs.length === 0
      ? h('p', { class: 'hint none' }, t('No run matches the filter'))
      : h(
          'div',
          { class: 'list', onkeydown: (event: KeyboardEvent) => moveFocus(event) },
          files.map((file) => {
            const own = runs.filter((run) => run.file === file);
            return h(
              'div',
              { role: 'group', 'aria-label': t('Runs of {0}', baseName(file)), key: file },
              files.length > 1
                ? h(
                    'div',
                    { class: 'grp' },
                    h('span', { class: 'ell', translate: 'no' }, baseName(file)),
                    h('span', { class: 'n' }, t('{0} of {1} shown', own.filter((run) => isVisible(model, run)).length, own.length)),
                  )
                : null,
              own.map((run) => row(model, run, metric, cx)),
            );
          }),
        ),
    details(model, cx),
    foot(model),
  );
}

/** The metric whose best stands beside the names. */
function listMetric(model: CurvesModel): string | null {
  const names = new Set(
    (model.runs ?? []).flatMap((run) => run.metrics.filter((metric) => metric.goal !== null).map((metric) => metric.name)),
  );
  return ['val_accuracy', 'val_acc', 'val_loss', 'accuracy', 'acc', 'loss'].find((name) => names.has(name)) ?? null;
}

function row(model: CurvesModel, run: RunSummary, metric: string | null, cx: CurvesContext): VNode {
  const isShown = isVisible(model, run);
  const state = runState(run);
  const best = run.metrics.find((each) => each.name === metric)?.best;
  const classes = ['li', isShown ? '' : 'off', highlighted(model) === run.id ? 'chosen' : ''].filter(Boolean).join(' ');
  const toggle = (): void => cx.dispatch({ type: 'toggleRun', run: run.id });
  const pick = (event: MouseEvent): void => cx.dispatch(event.altKey ? { type: 'solo', run: run.id } : { type: 'pin', run: run.id });
  return h(
    'div',
    {
      class: classes,
      key: run.id,
      'data-run-row': run.id,
      onmouseenter: () => cx.dispatch({ type: 'hover', run: run.id, cursor: model.cursor }),
      onmouseleave: () => cx.dispatch({ type: 'hover', run: null, cursor: null }),
    },
    swatch(run.style),
    h(
      'button',
      {
        type: 'button',
        class: 'pick grow',
        'data-action': 'pin',
        'aria-pressed': model.pinned === run.id ? 'true' : 'false',
        'aria-keyshortcuts': 'Space Enter',
        title: `${run.name} · ${t('click to highlight, Space to hide, Alt+click to see it alone')}`,
        onclick: pick,
        onkeydown: (event: KeyboardEvent) => {
          if (event.key !== ' ') return;
          event.preventDefault();
          toggle();
        },
      },
      middleName(run.name),
    ),
    run.status === 'ok' && !run.nonFinite
      ? null
      : h(
          'span',
          { class: 'state', title: state.word },
          icon(state.icon, `${state.className} c14`),
          h('span', { class: 'sr' }, state.word),
        ),
    h('span', { class: run.nonFinite ? 'val err' : 'val', translate: 'no' }, run.nonFinite ? run.nonFinite.value : formatMetric(best)),
    iconButton(isShown ? 'eye' : 'eye-closed', isShown ? t('Hide {0}', run.name) : t('Show {0}', run.name), 'eye', toggle, 'eye'),
  );
}

/** ↑ and ↓ go from row to row. */
function moveFocus(event: KeyboardEvent): void {
  const shift = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!shift) return;
  const picks = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('.pick')];
  const index = picks.findIndex((pick) => pick.parentElement?.contains(document.activeElement));
  picks[index + shift]?.focus();
  event.preventDefault();
}

function details(model: CurvesModel, cx: CurvesContext): VNode | null {
  const run = model.runs?.find((each) => each.id === (model.pinned ?? highlighted(model)));
  if (!run) return null;
  const pair = (label: string, value: string | null): VNode | null =>
    value === null
      ? null
      : h('div', { class: 'kvr' }, h('span', { class: 'muted' }, label), h('span', { class: 'ell', title: value, translate: 'no' }, value));
  const lasted = ((run.endedAt ?? model.now) - run.startedAt) / 1000;
  return h(
    'div',
    { class: 'det', 'data-details': run.id },
    h(
      'div',
      { class: 'grp head' },
      h('span', { class: 'grow' }, middleName(run.name)),
      iconButton('terminal', t('Show output'), 'showOutput', () => cx.post({ type: 'showOutput', run: run.id })),
      iconButton('go-to-file', t('Open the program'), 'openFile', () => cx.post({ type: 'openFile', run: run.id })),
      run.status === 'running'
        ? iconButton('debug-stop', t('Stop training'), 'stop', () => cx.post({ type: 'stop', run: run.id }), 'stop')
        : null,
    ),
    pair(t('Started'), `${formatTimeOfDay(run.startedAt, model.now)}, ${formatElapsed(lasted)}`),
    pair(t('Optimizer'), run.optimizer),
    pair(t('Device'), run.device ? `${run.device.name} · ${run.device.backend}` : run.backend.picked),
    pair(t('Interpreter'), run.kind === 'python' && run.interpreter ? interpreterName(run.kind, run.interpreter) : null),
    pair(t('Parameters'), run.params === null ? null : formatCount(run.params)),
    pair(t('Seed'), run.seed === null ? null : String(run.seed)),
    pair(t('File'), baseName(run.file)),
  );
}

function foot(model: CurvesModel): VNode {
  const runs = visibleRuns(model);
  const points = formatInteger(runs.reduce((sum, run) => sum + run.points, 0));
  const lost = runs.reduce((sum, run) => sum + run.malformedLines, 0);
  const text =
    lost > 0
      ? t('{0} runs · {1} points · {2} lines could not be read', runs.length, points, lost)
      : runs.length === 1
        ? t('1 run · {0} points · none dropped', points)
        : t('{0} runs · {1} points · none dropped', runs.length, points);
  return h(
    'div',
    { class: 'foot', 'data-foot': true },
    icon(lost ? 'warning' : 'pass', 'c14'),
    h('span', { class: 'ell', title: text }, text),
  );
}

export function baseName(file: string): string {
  return file.split(/[\\/]/).pop() ?? file;
}
