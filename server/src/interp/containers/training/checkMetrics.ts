import { msg } from '../../../../../extension/protocol/localize';
import { judgeLoss } from '../../../ops/keras/lossTargets';
import type { Dim } from '../../../values/dim';
import { unknownDim } from '../../../values/dim';
import { dimAt, formatShape, rankOf } from '../../../values/shape';
import type { CallSite, FunctionValue, LibraryObject, TensorValue, Value } from '../../../values/value';
import { none } from '../../../values/value';
import type { Machine } from '../../machine';
import { isLegacyKeras } from '../kerasFlavor';
import { chainOf } from '../../reports/report';
import type { Comparison } from './compiled';
import type { Batches } from './feed';
import { comparisonOf } from './compiled';
import { targetFixes } from './targetFixes';
import { runOwnComparison } from './ownComparison';
import { withBatchOf } from './withBatch';

/** Metrics that compare each prediction with a label of its own. */
const pairwise = new Set([
  'Precision',
  'Recall',
  'AUC',
  'F1Score',
  'FBetaScore',
  'PrecisionAtRecall',
  'RecallAtPrecision',
  'TruePositives',
  'FalsePositives',
]);

/** Labels of one output against the metrics that `compile` was given for it. False once something was reported. */
export function checkMetrics(
  m: Machine,
  compiled: LibraryObject,
  labels: TensorValue,
  output: TensorValue,
  place: { readonly idx: number; readonly count: number; readonly name: string },
  { sizes, isEven }: Pick<Batches, 'sizes' | 'isEven'>,
  site: CallSite,
): boolean {
  for (const list of ['metrics', 'weighted_metrics'] as const)
    for (const value of metricsOf(m, compiled.attrs.get(list) ?? none, place)) {
      const metric = comparisonOf(m, value, 'metric');
      if (metric?.own) {
        if (value.kind === 'ref' && !takesWeights(m, metric.own, site)) return false;
        const batch = { size: sizes[0] ?? unknownDim, isEven };
        if (runOwnComparison(m, metric.own, 'metric', labels, output, batch, site) === null) return false;
        continue;
      }
      if (metric && isRefused(metric, labels, output, sizes)) {
        m.report({
          code: 'loss-target-mismatch',
          severity: 'error',
          message: msg(
            'The metric {0} cannot compare the output with the labels: {1} and {2}',
            metric.label,
            formatShape(output.shape),
            formatShape(withBatchOf(labels.shape, null)),
          ),
          place: site.place,
          related: [{ place: compiled.site.place, message: msg('The metric is given here') }, ...chainOf([output])],
          fixes: targetFixes(m, compiled, { labels, output, loss: metric }, site, list),
        });
        return false;
      }
    }
  return true;
}

/** Keras hands weights to every metric of a class, none as well. */
function takesWeights(m: Machine, { fn }: FunctionValue, site: CallSite): boolean {
  if (isLegacyKeras(m) || fn.params.some(({ name, kind }) => name === 'sample_weight' || kind === 'keywordRest') || fn.params.length > 3)
    return true;
  m.report({
    code: 'unknown-argument',
    severity: 'error',
    message: msg('{0} is called with {1}, which it does not take', 'update_state', 'sample_weight'),
    place: site.place,
    related: [],
    fixes: [],
  });
  return false;
}

/** The metrics of one output: those in a list where there is one output, those under its name, or the list in its place. */
function metricsOf(m: Machine, value: Value, { idx, count, name }: { idx: number; count: number; name: string }): readonly Value[] {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'dict') {
    const own = name === '' || object.isOpen ? undefined : object.entries.get(`s${name}`)?.value;
    return own ? (itemsOf(m, own) ?? [own]) : [];
  }
  const items = itemsOf(m, value) ?? [];
  if (count === 1) return items.flatMap((item) => itemsOf(m, item) ?? [item]);
  const own = items.length === count && items.every((item) => itemsOf(m, item)) ? items[idx] : undefined;
  return own ? itemsOf(m, own)! : [];
}

function itemsOf(m: Machine, value: Value): readonly Value[] | null {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  return value.kind === 'tuple' ? value.items : object?.kind === 'list' ? object.items : null;
}

function isRefused(metric: Comparison, labels: TensorValue, output: TensorValue, sizes: readonly Dim[]): boolean {
  const [a, b] = [rankOf(labels.shape), rankOf(output.shape)];
  const units = dimAt(output.shape, -1);
  if (pairwise.has(metric.label)) return a === 1 && b === 2 && typeof units === 'number' && units > 1;
  const { kind } = metric;
  if (kind === null) return false;
  // The cross-entropies take labels as they are; the other metrics drop or add a last axis of one before.
  const adapts = !/crossentropy/i.test(metric.label) || kind === 'indices';
  return (sizes.length ? sizes : [null]).some(
    (batch) => judgeLoss(kind, withBatchOf(labels.shape, batch), withBatchOf(output.shape, batch), adapts).kind === 'refused',
  );
}
