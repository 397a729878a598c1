import type { RunSummary } from '../../protocol/runViews';
import type { Translate } from '../host/localize';
import { formatBytes } from './format';

/** How many runs there are and what they take on the disk, as far as it was measured; empty without runs. */
export function totalText(runs: readonly Pick<RunSummary, 'bytes'>[], t: Translate): string {
  if (!runs.length) return '';
  const count = runs.length === 1 ? t('1 run') : t('{0} runs', runs.length);
  const bytes = runs.reduce((sum, run) => sum + (run.bytes ?? 0), 0);
  return bytes ? `${count} · ${formatBytes(bytes)}` : count;
}
