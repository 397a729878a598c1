import type { MetricSummary } from '../../extension/protocol/runViews';
import { t } from './locale';

/** What the pointer over a metric's name says: the name, and whether its values were told or computed. */
export function metricTitle({ name, isDerived }: Pick<MetricSummary, 'name' | 'isDerived'>): string {
  return isDerived ? `${name}: ${runningMeanText()}` : name;
}

export function runningMeanText(): string {
  return t('The framework tells only the mean of the epoch so far; the values of single steps are computed from it.');
}
