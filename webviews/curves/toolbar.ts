import type { XAxis } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { t } from '../common/locale';
import { icon, iconButton } from '../common/parts';
import { knownMetrics, mostMetrics, shownMetrics, visibleRuns } from './state';
import type { CurvesModel } from './state';
import type { CurvesContext } from './view';

export function toolbar(model: CurvesModel, cx: CurvesContext): VNode {
  const x: [XAxis, string][] = [
    ['step', t('Step')],
    ['epoch', t('Epoch')],
    ['time', t('Time')],
  ];
  const y: [boolean, string][] = [
    [false, t('Linear')],
    [true, t('Log')],
  ];
  const runs = model.runs ?? [];
  return h(
    'div',
    { class: 'toolbar', role: 'toolbar', 'aria-label': t('Chart settings') },
    popupButton(
      'only-narrow',
      'runs',
      [icon('list-unordered', 'c14'), t('Runs {0} of {1}', visibleRuns(model).length, runs.length)],
      model,
      cx,
    ),
    h(
      'span',
      { class: 'field' },
      h('span', { id: 'label-x', class: 'letter', translate: 'no' }, 'X'),
      choice('label-x', x, model.x, (axis) => cx.dispatch({ type: 'x', x: axis }), 'x'),
    ),
    h(
      'span',
      { class: 'field' },
      h('span', { id: 'label-y', class: 'letter', translate: 'no' }, 'Y'),
      choice('label-y', y, model.log, (log) => cx.dispatch({ type: 'log', log }), 'y'),
    ),
    h('span', { class: 'sep wide' }),
    h(
      'label',
      { class: 'field' },
      h('span', { class: 'word' }, t('Smoothing')),
      h('input', {
        type: 'range',
        min: 0,
        max: 0.999,
        step: 0.001,
        value: String(model.smoothing),
        'data-action': 'smoothing',
        oninput: (event: Event) => cx.dispatch({ type: 'smoothing', smoothing: Number((event.target as HTMLInputElement).value) }),
      }),
      h('span', { class: 'amount' }, model.smoothing.toFixed(model.smoothing > 0.99 ? 3 : 2)),
    ),
    h('span', { class: 'sep wide' }),
    popupButton('wide', 'metrics', [h('span', { class: 'muted' }, t('Metrics')), ` ${shownMetrics(model).length}`], model, cx),
    iconButton(
      'zoom-out',
      t('Show all of x'),
      'resetZoom',
      () => cx.dispatch({ type: 'zoom', zoom: null }),
      'pinned',
      model.zoom ? {} : { disabled: true },
    ),
  );
}

/** One of several, as a radio group: arrow keys choose, Tab goes on. */
function choice<Value extends string | boolean>(
  labelId: string,
  options: readonly (readonly [Value, string])[],
  chosen: Value,
  choose: (value: Value) => void,
  name: string,
): VNode {
  const key = (event: KeyboardEvent): void => {
    const shift = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!shift) return;
    event.preventDefault();
    const index = (options.findIndex(([value]) => value === chosen) + shift + options.length) % options.length;
    choose(options[index]![0]);
    requestAnimationFrame(() => (event.target as HTMLElement).parentElement?.querySelector<HTMLElement>('[aria-checked=true]')?.focus());
  };
  return h(
    'span',
    { class: 'seg', role: 'radiogroup', 'aria-labelledby': labelId, onkeydown: key },
    options.map(([value, label]) =>
      h(
        'button',
        {
          type: 'button',
          role: 'radio',
          'aria-checked': value === chosen ? 'true' : 'false',
          tabindex: value === chosen ? 0 : -1,
          'data-action': `${name}-${String(value)}`,
          onclick: () => choose(value),
        },
        label,
      ),
    ),
  );
}

function popupButton(className: string, popup: 'runs' | 'metrics', label: Child, model: CurvesModel, cx: CurvesContext): VNode {
  const isOpen = model.popup === popup;
  return h(
    'span',
    { class: `popper ${className}` },
    h(
      'button',
      {
        type: 'button',
        class: 'sel',
        'aria-expanded': isOpen ? 'true' : 'false',
        'data-action': popup,
        onclick: () => cx.dispatch({ type: 'popup', popup: isOpen ? null : popup }),
      },
      label,
      icon('chevron-down', 'c14'),
    ),
    popup === 'metrics' && isOpen ? metricsPopup(model, cx) : null,
  );
}

function metricsPopup(model: CurvesModel, cx: CurvesContext): VNode {
  const shown = shownMetrics(model);
  return h(
    'div',
    { class: 'popup', role: 'group', 'aria-label': t('Metrics') },
    knownMetrics(model).map((metric) =>
      h(
        'label',
        { class: 'row check', key: metric },
        h('input', {
          type: 'checkbox',
          checked: shown.includes(metric),
          disabled: !shown.includes(metric) && shown.length >= mostMetrics,
          'data-metric-choice': metric,
          onchange: () => cx.dispatch({ type: 'toggleMetric', metric }),
        }),
        h('span', { translate: 'no' }, metric),
      ),
    ),
  );
}
