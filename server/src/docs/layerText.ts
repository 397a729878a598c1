import type { LayerCall } from '../interp/document/analysis';
import { readArgs } from '../ops/kernel';
import type { LayerObject, TensorValue } from '../values/value';
import { unknown } from '../values/value';
import type { HoverContext } from './hover';
import { opText } from './opText';
import { groupedCount, parameterArithmetic } from './parameterCount';
import { shapeText } from './shapeText';

/** More calls of one layer than this are counted, not listed. */
const maxCalls = 4;

/** A layer where it is constructed: what goes in and out, how many weights it has and why, and what the op does. */
export function layerText(cx: HoverContext, layer: LayerObject, calls: readonly LayerCall[]): string {
  const { localizer } = cx;
  const lines = distinct(calls.map((call) => callLine(cx, call)));
  const shown = lines.slice(0, maxCalls);
  if (lines.length > maxCalls) shown.push(localizer.t('… and {0} more', lines.length - maxCalls));
  const weights = distinct(calls.flatMap((call) => weightsLine(cx, layer, call) ?? []));
  return [...shown, ...weights.slice(0, 1), opText(cx, layer.op) ?? `\`${layer.op}\``].join('\n\n');
}

function callLine({ analysis, localizer }: HoverContext, call: LayerCall): string {
  const inputs = call.inputs.map((shape) => `\`${shapeText(shape, analysis.language)}\``).join(', ');
  const output = `\`${shapeText(call.output, analysis.language)}\``;
  const dtype = call.dtype === null ? '' : ` ${call.dtype}`;
  const note = call.status === 'assumed' || call.status === 'error' ? ` — ${localizer.t('assumed, because of a fault before or here')}` : '';
  return `${inputs ? `${inputs} → ` : ''}${output}${dtype}${note}`;
}

function weightsLine(cx: HoverContext, layer: LayerObject, call: LayerCall): string | null {
  if (typeof call.params !== 'number') return null;
  if (call.params === 0) return cx.localizer.t('No parameters');
  const count = cx.localizer.t('{0} parameters', groupedCount(call.params));
  const op = cx.findOp(layer.op);
  if (op?.kind !== 'layer' || !op.weights || call.inputs.length === 0) return count;
  const inputs = call.inputs.map(
    (shape): TensorValue => ({ kind: 'tensor', framework: layer.framework, shape, dtype: call.dtype, isSymbolic: true, producer: null }),
  );
  // A layer inside another one is not asked again: its own hover tells.
  const heap = cx.analysis.state;
  const weights = op.weights(readArgs(op.params, layer.args, heap), inputs, { heap, inner: () => null, attribute: () => unknown });
  const arithmetic = weights && parameterArithmetic(weights);
  return arithmetic === null || arithmetic === String(call.params) ? count : `${count} = ${arithmetic}`;
}

function distinct(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
