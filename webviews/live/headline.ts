import type { RunSummary } from '../../extension/protocol/runViews';
import { h } from '../common/dom';
import type { Child, VNode } from '../common/dom';
import { formatElapsed, formatInteger, formatMetric, formatRate, formatTimeLeft, formatTimeOfDay } from '../common/format';
import { rich, slot, t } from '../common/locale';
import { bold, icon, iconButton, link, middleName, runState, trainerWords } from '../common/parts';
import { placeName } from './failure';
import { lostRow, lostWords } from './lost';
import { queueActions, queuedRows } from './queue';
import { isActive, isStopping, now, offersDebug, progressOf, sliceOf } from './state';
import type { LiveModel } from './state';
import { judge } from './verdict';
import type { LiveContext } from './view';

/** The upper part of a run: which it is, how far, how long, and whether it learns. */

export function headline(model: LiveModel, run: RunSummary, cx: LiveContext): VNode {
  const state = runState(run);
  return h(
    'div',
    { class: 'nm' },
    icon(state.icon, state.className),
    h('span', { class: 'strong grow' }, middleName(run.name)),
    actions(model, run, cx),
  );
}

function actions(model: LiveModel, run: RunSummary, cx: LiveContext): Child[] {
  const curves = iconButton('graph-line', t('Open loss curves'), 'openCurves', () => cx.post({ type: 'openCurves', run: run.id }));
  if (run.status === 'queued') return queueActions(model, run, cx);
  if (!isActive(run)) return offersDebug(model, run) ? [curves, again(run, cx)] : [curves];
  const output = iconButton('terminal', t('Show output'), 'showOutput', () => cx.post({ type: 'showOutput', run: run.id }));
  const stopping = isStopping(model, run);
  const stop = iconButton(
    stopping ? 'stop-circle' : 'debug-stop',
    stopping ? t('Stop at once, without saving') : t('Stop training'),
    'stop',
    () => {
      cx.dispatch({ type: 'stopClicked', run: run.id });
      cx.post({ type: 'stop', run: run.id });
    },
    'stop',
  );
  return [output, curves, stop];
}

function again(run: RunSummary, cx: LiveContext): VNode {
  return iconButton('debug-rerun', t('Run Again'), 'runAgain', () => cx.post({ type: 'runAgain', run: run.id }));
}

/** Two or more at once: a card each, the chosen one in full below. */
export function runCards(model: LiveModel, chosen: RunSummary, runs: readonly RunSummary[], cx: LiveContext): VNode {
  const card = (run: RunSummary): VNode => {
    const isChosen = run.id === chosen.id;
    const state = runState(run);
    const metric = run.metrics.find((m) => m.name === 'val_accuracy') ?? run.metrics.find((m) => m.name === 'val_loss') ?? run.metrics[0];
    return h(
      'div',
      { class: isChosen ? 'card chosen' : 'card', key: run.id, 'data-card': run.id },
      h(
        'div',
        { class: 't' },
        icon(state.icon, state.className),
        h(
          'button',
          {
            type: 'button',
            class: 'strong grow pick',
            'data-action': 'select',
            'aria-pressed': isChosen ? 'true' : 'false',
            onclick: () => cx.post({ type: 'select', run: run.id }),
          },
          middleName(run.name),
        ),
        h('span', { class: 'num' }, run.eta === null ? '' : formatTimeLeft(run.eta)),
        isChosen ? actions(model, run, cx) : null,
      ),
      h(
        'div',
        { class: 'kv small muted' },
        h('span', { class: 'ell' }, run.status === 'queued' ? runState(run).word : [epochText(run), deviceText(run)]),
        metric ? h('span', { class: 'num', translate: 'no' }, `${metric.name} ${formatMetric(metric.last)}`) : null,
      ),
      bar(run, false),
    );
  };
  return h('div', { class: 'cards' }, runs.map(card));
}

/** Empty until a Python program has told where it computes. */
function deviceText(run: RunSummary): VNode | null {
  const name = run.device?.backend ?? run.backend.picked;
  return name ? h('span', { translate: 'no' }, ` · ${name}`) : null;
}

function epochText(run: RunSummary): string {
  if (run.epoch && run.totalEpochs) return t('epoch {0} of {1}', run.epoch, run.totalEpochs);
  if (run.epoch) return t('epoch {0}', run.epoch);
  return t('step {0}', formatInteger(run.step));
}

/** The rows below the name. Beside cards, which say the epoch and the time, only what they lack. */
export function stateRows(model: LiveModel, run: RunSummary, hasCards: boolean): Child[] {
  const at = now(model);
  if (!isActive(run)) return endedRows(run, at);
  if (run.status === 'queued') return queuedRows(model, run);
  const steps = run.totalSteps
    ? t('{0} of {1} steps', formatInteger(run.step), formatInteger(run.totalSteps))
    : t('{0} steps', formatInteger(run.step));
  const rate = run.stepsPerSecond ? t('{0} steps/s', formatRate(run.stepsPerSecond)) : '';
  const small = h(
    'div',
    { class: 'kv small muted' },
    h(
      'span',
      { class: 'ell' },
      run.step > 0 ? (rate ? `${steps} · ${rate}` : steps) : t('{0} since the start', formatElapsed((at - run.startedAt) / 1000)),
    ),
    h('span', { class: 'num' }, run.eta === null ? '' : t('ends {0}', formatTimeOfDay(at + run.eta * 1000, at))),
  );
  if (hasCards) return [small];
  return [h('div', { class: 'kv' }, h('span', {}, doing(model, run)), h('span', { class: 'num' }, timeLeft(run))), bar(run, true), small];
}

function doing(model: LiveModel, run: RunSummary): Child[] | string {
  const text = progress(model, run);
  if (run.phase !== 'validating' || run.step === 0 || isStopping(model, run)) return text;
  return [text, h('span', { class: 'muted' }, ' · ', t('validating'))];
}

function progress(model: LiveModel, run: RunSummary): Child[] | string {
  if (isStopping(model, run)) return t('Stopping…');
  const phase = run.phase && run.step === 0 ? phaseText(run, now(model)) : null;
  if (phase) return phase;
  if (run.epoch && run.totalEpochs) return rich(t('Epoch {0} of {1}', slot(0), run.totalEpochs), bold(run.epoch));
  if (run.epoch) return rich(t('Epoch {0}', slot(0)), bold(run.epoch));
  return run.step > 0 ? rich(t('Step {0}', slot(0)), bold(formatInteger(run.step))) : t('Starting…');
}

function phaseText({ kind, phase, phaseModule, phaseSince }: RunSummary, at: number): Child[] | string | null {
  switch (phase) {
    case 'importing': {
      if (!phaseModule) return t('Importing…');
      const seconds = phaseSince == null ? 0 : (at - phaseSince) / 1000;
      const name = h('span', { translate: 'no' }, phaseModule);
      return seconds < 1 ? rich(t('Loading {0}…', slot(0)), name) : rich(t('Loading {0}… {1}', slot(0), formatElapsed(seconds)), name);
    }
    case 'imported':
    case 'building':
      // A Python program may do anything before it trains.
      return kind === 'python' ? t('Preparing the training…') : t('Building the model…');
    case 'bundling':
      return t('Bundling…');
    case 'training':
      return t('First step…');
    case 'validating':
      return t('Validating…');
    case 'stopping':
      return t('Stopping…');
    case null:
      return null;
  }
}

function timeLeft(run: RunSummary): Child[] {
  return run.eta === null ? [] : rich(t('{0} left', slot(0)), bold(formatTimeLeft(run.eta)));
}

function bar(run: RunSummary, isNamed: boolean): VNode {
  const share = progressOf(run);
  const percent = Math.round((share ?? 0) * 1000) / 10;
  const fill = h('i', { class: isActive(run) ? '' : 'ended', style: { width: `${percent}%` } });
  if (!isNamed) return h('div', { class: 'bar', 'aria-hidden': 'true' }, fill);
  const known = share === null ? {} : { 'aria-valuenow': Math.round(percent) };
  return h(
    'div',
    { class: 'bar', role: 'progressbar', 'aria-label': t('Progress'), 'aria-valuemin': 0, 'aria-valuemax': 100, ...known },
    fill,
  );
}

function endedRows(run: RunSummary, at: number): Child[] {
  const end = run.endedAt ?? at;
  const failed = run.status === 'failed';
  const bad = failed || run.status === 'lost' || run.status === 'killed';
  const steps = run.totalSteps
    ? t('{0} of {1} steps', formatInteger(run.step), formatInteger(run.totalSteps))
    : t('{0} steps', formatInteger(run.step));
  return [
    h(
      'div',
      { class: 'kv ended' },
      h('span', { class: failed ? 'err strong' : bad ? 'warn strong' : '' }, endedText(run)),
      h('span', { class: 'muted num' }, formatTimeOfDay(end, at)),
    ),
    failed ? null : bar(run, true),
    h(
      'div',
      { class: 'kv small muted' },
      h('span', { class: 'ell' }, steps),
      h('span', { class: 'num' }, t('after {0}', formatElapsed((end - run.startedAt) / 1000))),
    ),
  ];
}

function endedText(run: RunSummary): Child[] | string {
  const { epoch, totalEpochs: total } = run;
  switch (run.status) {
    case 'failed':
      if (epoch && total) return t('Failed in epoch {0} of {1}', epoch, total);
      return run.step > 0 ? t('Failed after {0} steps', formatInteger(run.step)) : t('Failed before the first step');
    case 'stopped':
      if (epoch && total) return rich(t('{0} in epoch {1} of {2}', slot(0), epoch, total), bold(t('Stopped')));
      return rich(t('{0} after {1} steps', slot(0), formatInteger(run.step)), bold(t('Stopped')));
    case 'killed':
      return t('Killed: the process was ended by force');
    case 'lost':
      return lostWords(run.lostReason);
    default:
      return total ? rich(t('{0}: all {1} epochs', slot(0), total), bold(t('Done'))) : [bold(t('Done'))];
  }
}

/** A run has no keyboard; for Python, the debugger has one. */
function wantsKeyboard(run: RunSummary, code: string): boolean {
  return run.kind === 'python' && (code === 'stdin' || code === 'breakpoint');
}

const verdictIcons = { good: 'check', warning: 'warning', bad: 'error', early: 'watch' } as const;

/** The verdict, then what else deserves a look. */
export function verdictRows(model: LiveModel, run: RunSummary, cx: LiveContext): VNode[] {
  const lost = lostRow(run, cx);
  const rows: VNode[] = lost ? [lost] : [];
  const loss = sliceOf(model, run, 'loss');
  if ((isActive(run) && run.step > 0) || run.nonFinite) {
    const { kind, message } = judge(run, loss, sliceOf(model, run, 'val_loss'));
    // Metrics' names stand out; numbers do not need to.
    const parts = message.args.map((arg) =>
      typeof arg === 'string' && /^[a-z]/.test(arg)
        ? h('b', { translate: 'no' }, arg)
        : typeof arg === 'object'
          ? t(arg.text, ...arg.args)
          : arg,
    );
    const sentence = rich(t(message.text, ...message.args.map((_, i) => slot(i))), ...parts);
    rows.push(h('div', { class: `verdict ${kind}`, 'data-verdict': kind }, icon(verdictIcons[kind], 'c14'), h('span', {}, sentence)));
  }
  for (const warning of run.warnings) {
    // The verdict says this already, with the step.
    if (warning.code === 'nan' || warning.code === 'inf') continue;
    const { at } = warning;
    rows.push(
      h(
        'div',
        { class: 'verdict warning', 'data-warning': warning.code },
        icon('warning', 'c14'),
        trainerWords(warning.text, 'grow'),
        h(
          'span',
          { class: 'links' },
          at
            ? link(h('span', { translate: 'no' }, placeName(at)), 'goTo', () => cx.post({ type: 'goTo', file: at.file, line: at.line }))
            : null,
          wantsKeyboard(run, warning.code) && model.host?.trusted
            ? link(t('Debug'), 'debug', () => cx.post({ type: 'debug', run: run.id }), t('Run it under the debugger, which has a keyboard'))
            : null,
        ),
      ),
    );
  }
  if (run.malformedLines > 0) {
    const text =
      run.malformedLines === 1
        ? t('1 line of the record could not be read')
        : t('{0} lines of the record could not be read', run.malformedLines);
    rows.push(h('div', { class: 'verdict warning', 'data-warning': 'malformed' }, icon('warning', 'c14'), h('span', {}, text)));
  }
  return rows.length ? [h('div', { class: 'verdicts', role: 'status' }, rows)] : [];
}
