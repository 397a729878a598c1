import type { Dim } from '../../../values/dim';
import type { CallSite, FunctionValue, TensorValue, Value } from '../../../values/value';
import { callValue, plainArgs } from '../../calls';
import type { Machine } from '../../machine';
import { kerasBackend } from '../kerasFlavor';
import { withBatchOf } from './withBatch';

/**
 * Runs a loss or metric of the program itself on a batch; what it raises shows at its own line. A loss gets numbers of one type, a metric
 * the labels as they are fed. Null once something was reported.
 */
export function runOwnComparison(
  m: Machine,
  own: FunctionValue,
  of: 'loss' | 'metric',
  labels: TensorValue,
  output: TensorValue,
  batch: Dim,
  site: CallSite,
): Value | null {
  const isRaw = of === 'metric' && kerasBackend(m) === 'tensorflow';
  const tensor = (t: TensorValue, dtype: string | null): TensorValue => ({
    ...t,
    framework: isRaw ? 'tensorflow' : 'keras',
    shape: withBatchOf(t.shape, batch),
    dtype,
    producer: null,
    isSymbolic: false,
    data: null,
  });
  // Keras casts fractions to its own type, and nothing else.
  const fed = isRaw ? (labels.dtype?.startsWith('float') && labels.framework === 'numpy' ? 'float32' : labels.dtype) : 'float32';
  const before = m.log.diagnostics.length;
  const { value, found } = m.probe(() => callValue(m, own, plainArgs([tensor(labels, fed), tensor(output, 'float32')]), site));
  if (!m.isSilent) for (const fault of found) m.report(fault);
  return m.log.diagnostics.length === before ? value : null;
}
