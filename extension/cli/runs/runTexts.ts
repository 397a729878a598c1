import { interpreterName } from '../../protocol/interpreterName';
import type { Localizer } from '../../protocol/localize';
import type { RunStatus } from '../../protocol/runs';
import { trainerMessage } from '../../protocol/trainerText';
import type { MetricSummary, RunSummary } from '../../protocol/runViews';
import { queueText } from '../../training';
import { displayWidth } from '../check/underline';
import { bytesText } from './bytesText';
import { failureText } from './failureText';
import { lostText } from './lostText';

export function runTable(runs: readonly RunSummary[], l: Localizer): string {
  const rows = [
    [l.t('run'), l.t('status'), l.t('epoch'), l.t('step'), l.t('best'), l.t('size'), l.t('name')],
    ...runs.map((run) => [
      run.id,
      run.queue ? `${statusText(run.status, l)} ${run.queue.position}` : statusText(run.status, l),
      epochText(run),
      String(run.step),
      bestText(run),
      run.bytes === null ? '' : bytesText(run.bytes),
      run.pinned ? l.t('{0} (pinned)', run.name) : run.name,
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column]!))));
  return rows
    .map(
      (row) =>
        `${row
          .map((cell, i) => cell + ' '.repeat(widths[i]! - displayWidth(cell)))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

export function runDetails(run: RunSummary, cwd: string, l: Localizer): string {
  const facts: [string, string][] = [
    [l.t('run'), run.id],
    [l.t('name'), run.pinned ? l.t('{0} (pinned)', run.name) : run.name],
    [l.t('status'), statusText(run.status, l)],
    ...(run.queue ? [[l.t('queue'), queueText(run.queue, l)] as [string, string]] : []),
    ...(run.status === 'lost' ? [[l.t('reason'), lostText(run.lostReason, cwd, l)] as [string, string]] : []),
    [l.t('file'), run.file],
    [l.t('folder'), run.dir],
    ...(run.bytes === null ? [] : [[l.t('size'), bytesText(run.bytes)] as [string, string]]),
    [run.status === 'queued' ? l.t('queued') : l.t('started'), new Date(run.startedAt).toISOString()],
    ...(run.endedAt === null ? [] : [[l.t('ended'), new Date(run.endedAt).toISOString()] as [string, string]]),
    ...(run.interpreter
      ? [[l.t('interpreter'), `${interpreterName(run.kind, run.interpreter)}, ${run.interpreter.path}`] as [string, string]]
      : []),
    [l.t('device'), run.device ? `${run.device.name} (${run.device.backend})` : run.backend.picked || '–'],
    ...(run.epoch === null ? [] : [[l.t('epoch'), epochText(run)] as [string, string]]),
    [l.t('step'), run.totalSteps === null ? String(run.step) : `${run.step}/${run.totalSteps}`],
    ...(run.params === null ? [] : [[l.t('parameters'), run.params.toLocaleString('en-US')] as [string, string]]),
    ...(run.optimizer === null ? [] : [[l.t('optimizer'), run.optimizer] as [string, string]]),
    ...run.metrics.map((metric): [string, string] => [metric.name, metricText(metric, l)]),
    ...run.warnings.map((warning): [string, string] => [l.t('warning'), warningText(warning, l)]),
    ...run.artifacts.map((artifact): [string, string] => [
      artifact.kind === 'figure' ? l.t('figure') : l.t('report'),
      artifact.title ? `${artifact.path}, ${artifact.title}` : artifact.path,
    ]),
  ];
  const width = Math.max(...facts.map(([name]) => displayWidth(name)));
  const lines = facts.map(([name, value]) => `${name}${' '.repeat(width - displayWidth(name))}  ${value}\n`).join('');
  return run.failure ? `${lines}\n${failureText(run.failure, cwd, l)}` : lines;
}

/** What the runner said, in the reader's language where the sentence is one of ours. */
function warningText({ text, code }: RunSummary['warnings'][number], l: Localizer): string {
  const message = trainerMessage(text);
  return message ? l.render(message) : text || code;
}

export function statusText(status: RunStatus, l: Localizer): string {
  const words: Record<RunStatus, string> = {
    queued: l.t('queued'),
    running: l.t('running'),
    ok: l.t('done'),
    failed: l.t('failed'),
    stopped: l.t('stopped'),
    killed: l.t('killed'),
    lost: l.t('lost'),
  };
  return words[status];
}

function epochText({ epoch, totalEpochs }: RunSummary): string {
  if (epoch === null) return '';
  return totalEpochs === null ? String(epoch) : `${epoch}/${totalEpochs}`;
}

/** The best of what says most: a metric on validation data before one on training data, the loss before others. */
function bestText({ metrics }: RunSummary): string {
  const metric = ['val_loss', 'loss'].flatMap((name) => metrics.find((m) => m.name === name && m.best !== null) ?? [])[0] ?? metrics[0];
  return metric && metric.best !== null ? `${metric.name} ${decimal(metric.best)}` : '';
}

function metricText({ last, best, bestEpoch }: MetricSummary, l: Localizer): string {
  const parts = [last === null ? '–' : decimal(last)];
  if (best !== null)
    parts.push(bestEpoch === null ? l.t('best {0}', decimal(best)) : l.t('best {0} in epoch {1}', decimal(best), bestEpoch));
  return parts.join(', ');
}

function decimal(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size !== 0 && (size < 0.001 || size >= 10_000) ? value.toExponential(2) : value.toFixed(4);
}
