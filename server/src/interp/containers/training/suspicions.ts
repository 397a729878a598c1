import type { Message } from '../../../../../extension/protocol/localize';
import { msg } from '../../../../../extension/protocol/localize';
import type { Severity } from '../../../diagnostics/codes';
import type { Fix } from '../../../diagnostics/diagnostic';
import type { FixSpec } from '../../../ops/kernel';
import { plainLossName } from '../../../ops/keras/lossTargets';
import { findOp } from '../../../ops/registry';
import { dimAt } from '../../../values/shape';
import type { CallSite, LibraryObject, TensorValue } from '../../../values/value';
import type { Machine } from '../../machine';
import { fixOf } from '../../reports/report';
import type { Comparison } from './compiled';

const crossEntropies = new Set(['binarycrossentropy', 'categoricalcrossentropy', 'sparsecategoricalcrossentropy']);

/** What trains and cannot learn what is meant: the activation of the output and the loss contradict each other. */
export function checkActivation(m: Machine, compiled: LibraryObject, output: TensorValue, loss: Comparison): void {
  const activation = activationOf(m, output);
  if (activation === null) return;
  const units = dimAt(output.shape, -1);
  const name = plainLossName(loss.label);
  const isCrossEntropy = crossEntropies.has(name);
  if (activation === 'softmax' && units === 1) {
    const fix = fixOfLayer(m, compiled.site, { of: output, set: 'activation', value: 'sigmoid' });
    report(m, compiled, output, msg('A softmax over one unit is always 1: nothing can be learned'), 'warning', fix);
  } else if (name === 'categoricalcrossentropy' && units === 1) {
    report(m, compiled, output, msg('{0} over one class is always 0: nothing can be learned', loss.label), 'warning', null);
  } else if (isCrossEntropy && loss.fromLogits === true && (activation === 'softmax' || activation === 'sigmoid')) {
    const message = msg('The output went through {0} already, but {1} is told that it gets logits', activation, loss.label);
    report(m, compiled, output, message, 'warning', fixOfLoss(m, loss));
  } else if (isCrossEntropy && loss.fromLogits === false && activation === 'linear') {
    const meant = name === 'binarycrossentropy' || units === 1 ? 'sigmoid' : 'softmax';
    const fix = fixOfLayer(m, compiled.site, { of: output, set: 'activation', value: meant });
    report(m, compiled, output, msg('{0} takes probabilities, but the output has no activation', loss.label), 'hint', fix);
  }
}

/** The activation that the output comes out of, where it is certain. */
function activationOf(m: Machine, { producer }: TensorValue): string | null {
  const layer = producer?.layer == null ? undefined : m.get(producer.layer);
  if (layer?.kind !== 'layer' || layer.own) return null;
  if (layer.op === 'keras.layers.Softmax') return 'softmax';
  if (layer.op !== 'keras.layers.Dense' && layer.op !== 'keras.layers.Activation') return null;
  const given = layer.args.values.get('activation')?.value;
  if (!given || given.kind === 'none') return layer.args.isComplete && layer.op === 'keras.layers.Dense' ? 'linear' : null;
  return given.kind === 'str' ? given.value : given.kind === 'library' ? given.path.slice(given.path.lastIndexOf('.') + 1) : null;
}

function fixOfLayer(m: Machine, site: CallSite, spec: FixSpec): Fix | null {
  const own = { layer: { args: { values: new Map(), isComplete: false }, site }, def: { style: 'python', params: {}, name: '' } } as const;
  return fixOf(m, own, spec, true);
}

/** Tells the loss that it gets probabilities. */
function fixOfLoss(m: Machine, { site, label }: Comparison): Fix | null {
  const op = findOp(`keras.losses.${label}`);
  if (!site || op?.kind !== 'function') return null;
  return fixOf(m, { layer: { args: { values: new Map(), isComplete: true }, site }, def: op }, { set: 'from_logits', value: false }, true);
}

function report(m: Machine, compiled: LibraryObject, output: TensorValue, message: Message, severity: Severity, fix: Fix | null): void {
  const { producer } = output;
  m.report({
    code: 'suspicious-training',
    severity,
    message,
    place: compiled.site.place,
    related: producer ? [{ place: producer.place, message: msg('The output is made here') }] : [],
    fixes: fix ? [fix] : [],
  });
}
