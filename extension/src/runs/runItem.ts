import { interpreterName } from '../../protocol/interpreterName';
import type { MetricSummary, RunSummary } from '../../protocol/runViews';
import type { Translate } from '../host/localize';
import { formatBytes, formatMetric, timeOfDay } from './format';
import { lostText } from './lostText';
import { queueText } from './queueText';
import { sparklineSvg } from './sparkline';

/** How a run looks in the tree, free of VS Code's classes. */
export interface RunItem {
  label: string;
  description: string;
  icon: { id: string; color?: string };
  /** Markdown. */
  tooltip: string;
  contextValue: `run.${'running' | 'queued' | 'ended'}${'' | '.pinned'}`;
  accessibilityLabel: string;
}

export function isRunning(run: RunSummary): boolean {
  return run.status === 'running' || run.status === 'queued';
}

export function describeRun(run: RunSummary, t: Translate, locale: string, now: number): RunItem {
  const state = stateText(run, t);
  const best = mainMetric(run.metrics);
  // The best of single batches says little: until an epoch was validated, the last value does.
  const shown = best && (isRunning(run) && !best.name.startsWith('val_') ? best.last : (best.best ?? best.last));
  const value = best && formatMetric(shown);
  const when = timeOfDay(run.endedAt ?? run.startedAt, now, t, locale);
  // A good end needs no word: the value and the icon tell it.
  const parts = isRunning(run)
    ? [value, run.queue ? queueText(run.queue, t) : progressText(run, t)]
    : run.status === 'ok' && value !== undefined
      ? [value, when]
      : [state.toLocaleLowerCase(), when];
  if (run.pinned) parts.push(t('pinned'));
  const description = parts.filter(Boolean).join(' · ');
  return {
    label: run.name,
    description,
    icon: stateIcon(run),
    tooltip: tooltipText(run, state, best, t),
    contextValue: `run.${run.status === 'queued' ? 'queued' : isRunning(run) ? 'running' : 'ended'}${run.pinned ? '.pinned' : ''}`,
    accessibilityLabel: [run.name, state, description].join(', '),
  };
}

export function stateText(run: RunSummary, t: Translate): string {
  if (run.nonFinite && run.status !== 'failed')
    return t('{0} at step {1}', String(run.nonFinite.value), run.nonFinite.step.toLocaleString('en-US'));
  if (isRunning(run) && run.stopRequested) return t('Stopping');
  switch (run.status) {
    case 'queued':
      return t('Queued');
    case 'running':
      return t('Running');
    case 'ok':
      return t('Done');
    case 'failed':
      return t('Failed');
    case 'stopped':
      return t('Stopped');
    case 'killed':
      return t('Ended by force');
    case 'lost':
      return t('Lost');
  }
}

/** The metric that a list shows: a validated one before a trained one, a quality before a loss. */
export function mainMetric(metrics: readonly MetricSummary[]): MetricSummary | undefined {
  const rank = (metric: MetricSummary): number =>
    (metric.name.startsWith('val_') ? 0 : 4) +
    (metric.goal === 'max' ? 0 : metric.name.endsWith('loss') ? 1 : metric.goal === 'min' ? 2 : 3);
  return metrics.filter((metric) => metric.goal !== null).sort((a, b) => rank(a) - rank(b))[0];
}

export function progressText(run: RunSummary, t: Translate): string {
  if (run.epoch !== null) return run.totalEpochs === null ? t('epoch {0}', run.epoch) : t('epoch {0} of {1}', run.epoch, run.totalEpochs);
  return run.step > 0 ? t('step {0}', run.step.toLocaleString('en-US')) : t('starting');
}

function stateIcon(run: RunSummary): RunItem['icon'] {
  if (run.nonFinite && run.status !== 'failed') return { id: 'error', color: 'list.errorForeground' };
  switch (run.status) {
    case 'queued':
      return { id: 'circle-outline' };
    case 'running':
      return { id: 'loading~spin' };
    case 'ok':
      return { id: 'pass', color: 'charts.green' };
    case 'failed':
      return { id: 'error', color: 'list.errorForeground' };
    case 'stopped':
    case 'killed':
      return { id: 'circle-slash' };
    case 'lost':
      return { id: 'question' };
  }
}

function tooltipText(run: RunSummary, state: string, best: MetricSummary | undefined, t: Translate): string {
  const lines = [`**${escapeMarkdown(run.name)}** · ${state}`];
  const spark = best && sparklineSvg(best.spark);
  if (best && spark) lines.push(`${escapeMarkdown(best.name)} ![](data:image/svg+xml;base64,${btoa(spark)})`);
  const rows = run.metrics.map((metric) => {
    const at = metric.bestEpoch === null ? '' : ` @${metric.bestEpoch}`;
    return `| ${escapeMarkdown(metric.name)} | ${formatMetric(metric.last)} | ${metric.best === null ? '' : formatMetric(metric.best) + at} |`;
  });
  if (rows.length) lines.push([`| ${t('Metric')} | ${t('Last')} | ${t('Best @epoch')} |`, '| --- | --: | --: |', ...rows].join('\n'));
  const device = run.device?.name ?? run.backend.picked;
  if (device) lines.push(escapeMarkdown(device));
  if (run.kind === 'python' && run.interpreter) {
    lines.push(`${escapeMarkdown(interpreterName(run.kind, run.interpreter))} · ${escapeMarkdown(run.interpreter.path)}`);
  }
  if (run.failure)
    lines.push(
      `\`\`\`text\n${[run.failure.cls, run.failure.msg].filter(Boolean).join(': ').replaceAll('```', "'''").slice(0, 600)}\n\`\`\``,
    );
  if (run.status === 'lost') lines.push(escapeMarkdown(lostText(run.lostReason, t)));
  if (run.malformedLines > 0) lines.push(t('{0} lines of the events file could not be read.', run.malformedLines));
  if (run.bytes !== null) lines.push(t('{0} on disk', formatBytes(run.bytes)));
  return lines.join('\n\n');
}

function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!|<>~]/g, '\\$&');
}
