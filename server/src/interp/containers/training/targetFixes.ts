import type { Fix } from '../../../diagnostics/diagnostic';
import type { Expr } from '../../../ir/ir';
import { dimAt, rankOf } from '../../../values/shape';
import type { CallSite, LibraryObject, TensorValue } from '../../../values/value';
import { replaceText } from '../../fixEdits';
import type { Machine } from '../../machine';
import { fixOf } from '../../report';
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
  const fixes: (Fix | null)[] = [];
  const areIndices = a === b - 1 || (a === b && y === 1 && p !== 1);
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

function setUnits(m: Machine, output: TensorValue, units: number, site: CallSite): Fix | null {
  let from = output;
  while (from.producer && elementwise.test(from.producer.op) && from.producer.inputs[0]) [from] = from.producer.inputs as [TensorValue];
  const op = from.producer?.op ?? '';
  const name = op === 'keras.layers.Dense' ? 'units' : /^keras\.layers\.Conv[123]D(Transpose)?$/.test(op) ? 'filters' : null;
  if (name === null || units < 1) return null;
  const own = { layer: { args: { values: new Map(), isComplete: false }, site }, def: { style: 'python', params: {}, name: '' } } as const;
  return fixOf(m, own, { of: from, set: name, value: units }, true);
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
