import type { RunSummary } from '../../protocol/runViews';
import type { Translate } from '../host/localize';
import { formatMetric } from './format';
import { lostText } from './lostText';
import { mainMetric } from './runItem';

/** One sentence on how a run ended. */
export function endText(run: RunSummary, t: Translate): string {
  switch (run.status) {
    case 'ok': {
      const best = mainMetric(run.metrics);
      return best
        ? t('{0} is done: best {1} {2}.', run.name, best.name, formatMetric(best.best ?? best.last))
        : t('{0} is done.', run.name);
    }
    case 'failed':
      return run.failure ? t('{0} failed: {1}', run.name, firstLine(run.failure.msg)) : t('{0} failed.', run.name);
    case 'stopped':
      return t('{0} was stopped.', run.name);
    case 'killed':
      return t('{0} was ended by force.', run.name);
    default:
      return `${t('{0} is lost.', run.name)} ${lostText(run.lostReason, t)}`;
  }
}

function firstLine(text: string): string {
  const line = text.split('\n', 1)[0]!.trim();
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
