import type { Fix } from '../../../diagnostics/diagnostic';
import type { Expr } from '../../../ir/ir';
import { compareDims } from '../../../values/dim';
import { dimAt, rankOf } from '../../../values/shape';
import type { CallSite, LibraryObject, TensorValue } from '../../../values/value';
import { replaceText } from '../../reports/fixEdits';
import type { Machine } from '../../machine';
import { fixOf } from '../../reports/report';
import type { Target } from './checkTargets';
import { argumentExpr } from './dataFixes';

/** Repairs of a loss that does not fit: another loss for these labels, or another number of units. */
export function targetFixes(
  m: Machine,
  compiled: LibraryObject,
  { labels, output, loss }: Target,
  site: CallSite,
  given: 'loss' | 'metrics' | 'weighted_metrics' = 'loss',
): Fix[] {
  const [a, b] = [rankOf(labels.shape), rankOf(output.shape)];
  const [y, p] = [dimAt(labels.shape, -1), dimAt(output.shape, -1)];
  if (a === null || b === null) return [];
  // Class numbers have the extents of the output but its last one.
  const isOfSteps = a === b - 1 && labels.shape!.dims.some((_, i) => i > 0 && differs(labels, output, i));
  const areIndices = (a === b - 1 && !isOfSteps) || (a === b && y === 1 && p !== 1);
  // One answer for each step where the labels have one for all of them.
  const fixes: (Fix | null)[] = [a === b - 2 || (a === b - 1 && (isOfSteps || y === p)) ? withoutSteps(m, output, site) : null];
  const isClassifier = typeof p === 'number' && p > 1;
  switch (loss.kind) {
    case 'indices':
      if (a === b && y === p) fixes.push(otherLoss(compiled, loss.label, 'categorical', given));
      else if (a === b && typeof y === 'number')
        fixes.push(otherLoss(compiled, loss.label, 'categorical', given, setUnits(m, output, y, site)));
      else if (labels.range && labels.range.min >= 0 && Number.isInteger(labels.range.max))
        fixes.push(setUnits(m, output, labels.range.max + 1, site));
      break;
    case 'classes':
      if (areIndices && isClassifier) fixes.push(otherLoss(compiled, loss.label, 'sparse', given));
      else if (a === b && typeof y === 'number' && y !== p) fixes.push(setUnits(m, output, y, site));
      break;
    case 'equal':
      if (areIndices && isClassifier) fixes.push(setUnits(m, output, 1, site), otherLoss(compiled, loss.label, 'sparse', given));
      else if (a === b && typeof y === 'number' && y !== p) fixes.push(setUnits(m, output, y, site));
      break;
    case 'elements':
      if (areIndices) fixes.push(setUnits(m, output, 1, site));
      else if (a === b && typeof y === 'number' && y !== p) fixes.push(setUnits(m, output, y, site));
      break;
    case null:
      break;
  }
  return fixes.filter((fix): fix is Fix => fix !== null).map((fix, i) => ({ ...fix, isPreferred: i === 0 }));
}

/** Layers that keep the extents: what sets them stands before. */
const elementwise = /\.(Activation|Softmax|ReLU|LeakyReLU|ELU|PReLU|Dropout|BatchNormalization|LayerNormalization|Rescaling|Identity)$/;

/** Layers that treat each step alike. */
const stepwise = /^keras\.layers\.(Dense|TimeDistributed)$/;

/** Only the last step out of the recurrent layer that the output comes from. */
function withoutSteps(m: Machine, output: TensorValue, site: CallSite): Fix | null {
  let from = output;
  for (;;) {
    const { op, inputs } = from.producer ?? { op: '', inputs: [] };
    if (/^keras\.layers\.(LSTM|GRU|SimpleRNN)$/.test(op))
      return fixOf(m, ownOf(site), { of: from, set: 'return_sequences', value: false }, true);
    if (op === 'keras.layers.Bidirectional')
      return fixOf(m, ownOf(site), { of: from, inside: 'layer', set: 'return_sequences', value: false }, true);
    if (!inputs[0] || !(elementwise.test(op) || stepwise.test(op))) return null;
    [from] = inputs as [TensorValue];
  }
}

function differs(labels: TensorValue, output: TensorValue, axis: number): boolean {
  return compareDims(dimAt(labels.shape, axis), dimAt(output.shape, axis)) === 'different';
}

function setUnits(m: Machine, output: TensorValue, units: number, site: CallSite): Fix | null {
  let from = output;
  while (from.producer && elementwise.test(from.producer.op) && from.producer.inputs[0]) [from] = from.producer.inputs as [TensorValue];
  const op = from.producer?.op ?? '';
  const name = op === 'keras.layers.Dense' ? 'units' : /^keras\.layers\.Conv[123]D(Transpose)?$/.test(op) ? 'filters' : null;
  if (name === null || units < 1) return null;
  return fixOf(m, ownOf(site), { of: from, set: name, value: units }, true);
}

/** What calls no layer of its own. */
function ownOf(site: CallSite): Parameters<typeof fixOf>[1] {
  return { layer: { args: { values: new Map(), isComplete: false }, site }, def: { style: 'python', params: {}, name: '' } };
}

/** The cross-entropy of the same spelling for the other kind of labels. */
function otherLoss(
  compiled: LibraryObject,
  label: string,
  kind: 'sparse' | 'categorical',
  given: 'loss' | 'metrics' | 'weighted_metrics',
  also?: Fix | null,
): Fix | null {
  if (also === null) return null;
  const isClass = /^[A-Z]/.test(label);
  const what = /accuracy$/i.test(label) ? 'accuracy' : 'crossentropy';
  const name = isClass ? `Categorical${what[0]!.toUpperCase()}${what.slice(1)}` : `categorical_${what}`;
  const wanted = kind === 'categorical' ? name : isClass ? `Sparse${name}` : `sparse_${name}`;
  const fix = wanted === label ? null : replaceName(compiled.site, label, wanted, given);
  return fix && also ? { ...fix, edits: [...fix.edits, ...also.edits] } : fix;
}

/** Another name for the loss where `compile` is given it: as a text, or as a member of a module. */
export function replaceName(
  site: CallSite,
  old: string,
  name: string,
  argument: 'loss' | 'metrics' | 'weighted_metrics' = 'loss',
): Fix | null {
  const expr = argumentExpr(site, argument, argument === 'loss' ? 1 : argument === 'metrics' ? 3 : 4);
  if (!expr) return null;
  const span = nameSpan(expr, site, old);
  return span && replaceText(site.home, span[0], span[1], name);
}

function nameSpan(expr: Expr, site: CallSite, old: string): readonly [number, number] | null {
  const text = site.home.code.text.slice(expr.from, expr.to);
  if (expr.k === 'list' || expr.k === 'tuple' || expr.k === 'dict') {
    const at = text.indexOf(`'${old}'`) >= 0 ? text.indexOf(`'${old}'`) : text.indexOf(`"${old}"`);
    return at < 0 || at !== Math.max(text.lastIndexOf(`'${old}'`), text.lastIndexOf(`"${old}"`))
      ? null
      : [expr.from + at + 1, expr.from + at + 1 + old.length];
  }
  const found = new RegExp(`^(['"]|(?:\\w+\\.)+)${old}\\b`).exec(text);
  if (!found) return null;
  const from = expr.from + found[1]!.length;
  return [from, from + old.length];
}
