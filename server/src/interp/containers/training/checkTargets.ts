import type { Message } from '../../../../../extension/protocol/localize';
import { msg } from '../../../../../extension/protocol/localize';
import type { DiagnosticCode, Severity } from '../../../diagnostics/codes';
import type { Fix, RelatedPlace } from '../../../diagnostics/diagnostic';
import { isMetricName, lossNames, metricNames } from '../../../ops/keras/identifiers';
import type { LossVerdict } from '../../../ops/keras/lossTargets';
import { broadcastShapes } from '../../../ops/kernel';
import { judgeLoss } from '../../../ops/keras/lossTargets';
import type { Dim } from '../../../values/dim';
import { compareDims, freeDim, isKnown, mulDims, productOf, unknownDim } from '../../../values/dim';
import type { MaybeShape } from '../../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { CallSite, LibraryObject, TensorValue, Value } from '../../../values/value';
import { none } from '../../../values/value';
import type { Machine } from '../../machine';
import { nearest } from '../../names/nearest';
import { chainOf } from '../../reports/report';
import { checkHanded } from '../../loops/elementParts';
import { kerasBackend } from '../kerasFlavor';
import { leavesOf } from '../structures';
import type { Comparison } from './compiled';
import { comparisonOf } from './compiled';
import type { Batches, Feed } from './feed';
import { isFeed } from './feed';
import { checkMetrics } from './checkMetrics';
import { checkStructure } from './checkStructure';
import { runOwnComparison } from './ownComparison';
import { isSurelyReached, staysBelow } from '../../../ops/kernel';
import { checkActivation } from './suspicions';
import { replaceName, targetFixes } from './targetFixes';
import { withBatchOf } from './withBatch';

/** What is compared in one call: the labels of one output with that output. */
export interface Target {
  readonly labels: TensorValue;
  readonly output: TensorValue;
  readonly loss: Comparison;
}

/** Labels against the outputs and the loss that `compile` was given. At most one report. */
export function checkTargets(
  m: Machine,
  compiled: LibraryObject,
  outputs: readonly TensorValue[],
  outputNames: readonly string[],
  batches: Batches,
  site: CallSite,
): boolean {
  if (!checkStructure(m, compiled, outputs.length, outputNames, site)) return false;
  const losses = lossesOf(m, compiled.attrs.get('loss') ?? none, outputs.length, outputNames);
  if (!losses) return true;
  for (const loss of losses) if (loss && !checkName(m, compiled, loss, site)) return false;
  for (const name of metricTexts(m, compiled)) if (!isMetricName(name)) return unknownMetric(m, compiled, name, site);
  if (!isFeed(batches.y)) return true;
  const labels = labelsOf(batches.y, outputs.length, outputNames);
  // An output without a loss needs no labels.
  if (labels === 'count' && losses.includes(null)) return true;
  if (labels === 'count') {
    const message = msg('The model has {0} outputs, it is given labels for {1}', outputs.length, batches.y.items.length);
    report(m, 'loss-target-mismatch', message, site, outputs);
    return false;
  }
  let fits = true;
  for (const [i, output] of outputs.entries()) {
    const loss = losses[i];
    const label = labels?.[i];
    if (!loss || !label) continue;
    if (!checkOne(m, compiled, { labels: label, output, loss }, batches, outputs.length, site)) {
      fits = false;
      continue;
    }
    checkActivation(m, compiled, output, loss);
    const place = { idx: i, count: outputs.length, name: outputNames[i] ?? '' };
    fits = checkMetrics(m, compiled, label, output, place, batches, site) && fits;
  }
  return fits;
}

/** One loss an output; null when that is not known. */
function lossesOf(m: Machine, value: Value, count: number, names: readonly string[]): readonly (Comparison | null)[] | null {
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'dict') {
    if (object.isOpen || names.some((name) => !name)) return null;
    return names.map((name) => {
      const entry = object.entries.get(`s${name}`);
      return entry ? comparisonOf(m, entry.value, 'loss') : null;
    });
  }
  const items = value.kind === 'tuple' ? value.items : object?.kind === 'list' ? object.items : undefined;
  if (items === null) return null;
  if (items) return items.length === count ? items.map((item) => comparisonOf(m, item, 'loss')) : null;
  const one = comparisonOf(m, value, 'loss');
  return one && Array.from({ length: count }, () => one);
}

/** One label an output; `count` when there are certainly too few or too many. */
function labelsOf(y: Feed, count: number, names: readonly string[]): readonly (TensorValue | null)[] | 'count' | null {
  if (y.kind === 'dict') {
    if (names.some((name) => !name)) return null;
    return names.map((name) => y.items.find(({ key }) => key === name)?.tensor ?? null);
  }
  if (y.items.length === count) return y.items.map(({ tensor }) => tensor);
  // A list of arrays for one output, and one array for several.
  return 'count';
}

function checkName(m: Machine, compiled: LibraryObject, loss: Comparison, site: CallSite): boolean {
  if (!loss.isUnknownName) return true;
  const meant = nearest(loss.label, lossNames);
  const text = `'${loss.label}'`;
  const message = meant ? msg('there is no loss called {0}; is {1} meant?', text, `'${meant}'`) : msg('there is no loss called {0}', text);
  const fix = meant ? replaceName(compiled.site, loss.label, meant) : null;
  m.report({
    code: 'unknown-argument',
    severity: 'error',
    message,
    place: site.place,
    related: [{ place: compiled.site.place, message: msg('The loss is given here') }],
    fixes: fix ? [fix] : [],
  });
  return false;
}

/** Metrics that are given by name, for one output or for several. */
function metricTexts(m: Machine, compiled: LibraryObject): string[] {
  return leavesOf(m, compiled.attrs.get('metrics') ?? none).flatMap((leaf) =>
    leaf.kind === 'str' && leaf.value !== null ? [leaf.value] : [],
  );
}

function unknownMetric(m: Machine, compiled: LibraryObject, name: string, site: CallSite): false {
  const meant = nearest(name, metricNames);
  const message = meant
    ? msg('there is no metric called {0}; is {1} meant?', `'${name}'`, `'${meant}'`)
    : msg('there is no metric called {0}', `'${name}'`);
  const fix = meant ? replaceName(compiled.site, name, meant, 'metrics') : null;
  m.report({
    code: 'unknown-argument',
    severity: 'error',
    message,
    place: site.place,
    related: [{ place: compiled.site.place, message: msg('The metric is given here') }],
    fixes: fix ? [fix] : [],
  });
  return false;
}

function checkOne(m: Machine, compiled: LibraryObject, target: Target, batches: Batches, outputs: number, site: CallSite): boolean {
  const { labels, output, loss } = target;
  if (loss.own) return checkOwnLoss(m, target, batches, outputs, site);
  if (labels.dtype === 'str' || labels.dtype === 'object') {
    report(m, 'dtype-mismatch', msg('The labels are texts, a loss takes numbers'), site, [output], {
      related: lossPlace(compiled),
      fixes: [],
    });
    return false;
  }
  const kind = loss.label === 'crossentropy' || loss.label === 'ce' ? guessedKind(labels, output) : loss.kind;
  if (!kind) return true;
  for (const batch of batches.sizes.length ? batches.sizes : [null]) {
    const [y, p] = batch === null ? asFed(labels, output, batches) : [withBatchOf(labels.shape, batch), withBatchOf(output.shape, batch)];
    const verdict = judgeLoss(kind, y, p);
    if (verdict.kind === 'refused') {
      refused(m, compiled, target, verdict, site);
      return false;
    }
    if (verdict.kind === 'broadcasts') {
      broadcasts(m, compiled, target, verdict, site, batch);
      return false;
    }
    if (!checkWeights(m, verdict.values, batches, batch, outputs, site)) return false;
  }
  return kind === 'indices' ? checkClasses(m, compiled, target, batches, site) : true;
}

/** Labels and output of a batch that came as such: as many as there are in it, where that is known. */
function asFed(labels: TensorValue, output: TensorValue, { x }: Batches): [MaybeShape, MaybeShape] {
  const first = isFeed(x) ? dimAt(x.items[0]!.tensor.shape, 0) : freeDim;
  const own = rankOf(labels.shape) ? labels.shape!.dims[0]! : freeDim;
  const isOther = compareDims(first, own) === 'different';
  return [withBatchOf(labels.shape, isOther ? own : null), withBatchOf(output.shape, isOther ? first : null)];
}

/** A weight a sample, for what a loss gives of each. */
function checkWeights(m: Machine, values: MaybeShape, { weights }: Batches, batch: Dim | null, outputs: number, site: CallSite): boolean {
  if (!isFeed(weights) || weights.items.length !== 1 || outputs !== 1 || batch === null || !values || values.hasPrefix) return true;
  const given = withBatchOf(weights.items[0]!.tensor.shape, batch);
  const rank = rankOf(given);
  if (rank === null || rank === 0) return true;
  const drop = (shape: MaybeShape, other: number): MaybeShape =>
    rankOf(shape) === other + 1 && dimAt(shape, -1) === 1 ? shapeOf(shape!.dims.slice(0, -1)) : shape;
  const [a, b] = [drop(values, rank), drop(given, values.dims.length)];
  if (broadcastShapes(a, b).fits) return true;
  const message = msg('sample_weight {0} does not fit what the loss gives, {1}', formatShape(open(given)), formatShape(open(values)));
  m.report({ code: 'loss-target-mismatch', severity: 'error', message, place: site.place, related: [], fixes: [] });
  return false;
}

/** `crossentropy` takes the one that the shapes ask for. */
function guessedKind(labels: TensorValue, output: TensorValue): 'equal' | 'indices' | 'classes' | null {
  const [a, b] = [rankOf(labels.shape), rankOf(output.shape)];
  const [y, p] = [dimAt(labels.shape, -1), dimAt(output.shape, -1)];
  if (a === null || b === null || typeof p !== 'number') return null;
  if (p === 1) return 'equal';
  return a < b || y === 1 ? 'indices' : isKnown(y) ? 'classes' : null;
}

function refused(m: Machine, compiled: LibraryObject, target: Target, verdict: LossVerdict & { kind: 'refused' }, site: CallSite): void {
  const { loss, labels, output } = target;
  const [y, p] = [formatShape(open(labels.shape)), formatShape(output.shape)];
  report(m, 'loss-target-mismatch', refusal(loss, y, p, verdict.why, labels, output), site, [output], {
    related: lossPlace(compiled),
    fixes: targetFixes(m, compiled, target, site),
  });
}

function refusal(
  loss: Comparison,
  y: string,
  p: string,
  why: 'rank' | 'extent' | 'classes',
  labels: TensorValue,
  output: TensorValue,
): Message {
  const classes = dimAt(output.shape, -1);
  const given = dimAt(labels.shape, -1);
  const isColumnOf = rankOf(labels.shape) === 1 || given === 1;
  if (loss.kind === 'indices' && why === 'classes')
    return msg('{0} takes class numbers, one for each output of {1}; these labels are one-hot: {2}', loss.label, p, y);
  if (loss.kind === 'classes' && isColumnOf)
    return msg('{0} takes one-hot labels of the shape of the output, {1}; these are class numbers: {2}', loss.label, p, y);
  if (loss.kind === 'classes' && why === 'classes' && typeof classes === 'number' && typeof given === 'number')
    return msg('The output has {0} classes, the labels have {1}: {2} and {3}', classes, given, p, y);
  return msg('{0} cannot compare the output with the labels: {1} and {2}', loss.label, p, y);
}

function broadcasts(
  m: Machine,
  compiled: LibraryObject,
  target: Target,
  verdict: LossVerdict & { kind: 'broadcasts' },
  site: CallSite,
  batch: Dim | null,
): void {
  const { loss, labels, output } = target;
  const [y, p] = [formatShape(open(labels.shape)), formatShape(output.shape)];
  // Without the batch's extent nobody can tell whether it raises: it is wrong either way.
  const isOpen = rankOf(labels.shape) !== rankOf(output.shape) && batch === null;
  const message = isOpen
    ? msg('{0} compares the output {1} with labels of {2}: that raises, or compares each with the wrong ones', loss.label, p, y)
    : msg('{0} broadcasts the output {1} with the labels {2} to {3}', loss.label, p, y, formatShape(open(verdict.to)));
  report(m, 'silent-broadcast', message, site, [output], {
    severity: 'warning',
    related: lossPlace(compiled),
    fixes: targetFixes(m, compiled, target, site),
  });
}

/** A loss of the program itself, and the weights beside what it gives. */
function checkOwnLoss(m: Machine, target: Target, batches: Batches, outputs: number, site: CallSite): boolean {
  const { labels, output, loss } = target;
  const batch = batches.sizes[0] ?? unknownDim;
  const before = m.log.diagnostics.length;
  checkHanded(m, loss.own!, ['y_true', 'y_pred'], site);
  if (m.log.diagnostics.length !== before) return false;
  const value = runOwnComparison(m, loss.own!, 'loss', labels, output, { size: batch, isEven: batches.isEven }, site);
  return (
    value !== null && (value.kind !== 'tensor' || checkWeights(m, value.shape, batches, batch === unknownDim ? null : batch, outputs, site))
  );
}

/** Class numbers against the number of classes. */
function checkClasses(m: Machine, compiled: LibraryObject, target: Target, batches: Batches, site: CallSite): boolean {
  const { labels, output, loss } = target;
  const classes = dimAt(output.shape, -1);
  // Whole numbers of which nobody knows which: those who train have others than 0 among them.
  const isWhole = labels.dtype !== null && /^(u?int|bool)/.test(labels.dtype);
  const range = labels.range ?? (classes === 1 && isWhole && !labels.data ? { min: 0, max: 1, isLoose: true } : null);
  if (!range || typeof classes !== 'number' || staysBelow(range, classes)) return true;
  const isCertain =
    labels.data !== null && labels.data !== undefined ? true : isSurelyReached(range, classes, elementsOf(labels.shape, batches.samples));
  const backend = kerasBackend(m);
  const severity: Severity = isCertain && backend !== 'jax' && backend !== null ? 'error' : 'warning';
  const message =
    range.min < 0
      ? msg('{0} takes class numbers from 0 to {1}; there are labels down to {2}', loss.label, classes - 1, range.min)
      : msg('The output has {0} classes, numbered from 0 to {1}; there are labels up to {2}', classes, classes - 1, range.max);
  report(m, 'class-count', message, site, [output], {
    severity,
    related: lossPlace(compiled),
    fixes: targetFixes(m, compiled, target, site),
  });
  return false;
}

/** How many labels there are; the first axis may be that of a batch. */
function elementsOf(shape: MaybeShape, samples: Dim): Dim {
  return shape && !shape.hasPrefix && shape.dims.length ? mulDims(samples, productOf(shape.dims.slice(1))) : samples;
}

function open(shape: MaybeShape): MaybeShape {
  return shape && !shape.hasPrefix && shape.dims.length ? shapeOf([freeDim, ...shape.dims.slice(1)]) : shape;
}

function lossPlace(compiled: LibraryObject): RelatedPlace[] {
  return [{ place: compiled.site.place, message: msg('The loss is given here') }];
}

function report(
  m: Machine,
  code: DiagnosticCode,
  message: Message,
  site: CallSite,
  outputs: readonly TensorValue[],
  more: { readonly severity?: Severity; readonly related?: readonly RelatedPlace[]; readonly fixes?: readonly Fix[] } = {},
): void {
  m.report({
    code,
    severity: more.severity ?? 'error',
    message,
    place: site.place,
    related: [...(more.related ?? []), ...chainOf(outputs)],
    fixes: more.fixes ?? [],
  });
}
