import type { RunSummary } from '../../protocol/runViews';
import type { Translate } from '../host/localize';
import { formatTimeLeft } from './format';
import { isRunning, progressText } from './runItem';

/** What the status bar says while something runs; `undefined` when nothing does. */
export function statusText(runs: readonly RunSummary[], t: Translate): { text: string; tooltip: string } | undefined {
  const going = runs.filter(isRunning);
  const [run] = going;
  if (!run) return undefined;
  if (going.length > 1) {
    return { text: `$(loading~spin) ${t('{0} runs', going.length)}`, tooltip: going.map((other) => line(other, t)).join('\n') };
  }
  return { text: `$(loading~spin) ${line(run, t)}`, tooltip: t('Training. Click to see it live.') };
}

function line(run: RunSummary, t: Translate): string {
  const left = run.eta === null || run.stopRequested ? '' : formatTimeLeft(run.eta, t);
  const progress = run.stopRequested ? t('Stopping') : progressText(run, t);
  return [run.name, progress, left].filter(Boolean).join(' · ');
}
