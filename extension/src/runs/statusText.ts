import type { RunSummary } from '../../protocol/runViews';
import type { Translate } from '../host/localize';
import { formatTimeLeft } from './format';
import { progressText } from './runItem';

/** What the status bar says while something runs; `undefined` when nothing does. */
export function statusText(runs: readonly RunSummary[], t: Translate): { text: string; tooltip: string } | undefined {
  const going = runs.filter((run) => run.status === 'running');
  const nWaiting = runs.filter((run) => run.status === 'queued').length;
  const waiting = nWaiting ? t('{0} waiting', nWaiting) : '';
  const [run] = going;
  if (!run) return waiting ? { text: `$(circle-outline) ${waiting}`, tooltip: t('Runs wait in the queue. Click to see them.') } : undefined;
  const text = `$(loading~spin) ${[going.length > 1 ? t('{0} runs', going.length) : line(run, t), waiting].filter(Boolean).join(' · ')}`;
  return { text, tooltip: going.length > 1 ? going.map((other) => line(other, t)).join('\n') : t('Training. Click to see it live.') };
}

function line(run: RunSummary, t: Translate): string {
  const left = run.eta === null || run.stopRequested ? '' : formatTimeLeft(run.eta, t);
  const progress = run.stopRequested ? t('Stopping') : progressText(run, t);
  return [run.name, progress, left].filter(Boolean).join(' · ');
}
