import type { Diagnostic } from '../../../diagnostics/diagnostic';
import type { Dim } from '../../../values/dim';
import { unknownDim } from '../../../values/dim';
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
  batch: { readonly size: Dim; readonly isEven: boolean },
  site: CallSite,
): Value | null {
  const isRaw = of === 'metric' && kerasBackend(m) === 'tensorflow';
  const tensor = (t: TensorValue, dtype: string | null, size: Dim): TensorValue => ({
    ...t,
    framework: isRaw ? 'tensorflow' : 'keras',
    shape: withBatchOf(t.shape, size),
    dtype,
    producer: null,
    isSymbolic: false,
    data: null,
  });
  // Keras casts fractions to its own type, and nothing else.
  const fed = isRaw ? (labels.dtype?.startsWith('float') && labels.framework === 'numpy' ? 'float32' : labels.dtype) : 'float32';
  const before = m.log.diagnostics.length;
  const run = (size: Dim): { readonly value: Value; readonly found: readonly Diagnostic[] } =>
    m.probe(() => callValue(m, own, plainArgs([tensor(labels, fed, size), tensor(output, 'float32', size)]), site));
  const { value, found } = run(batch.size);
  // Where the last batch is a smaller one, Keras builds the step for any size: what only that of a batch brings up is raised by the call
  // that feeds.
  const isLate = found.length > 0 && !batch.isEven && batch.size !== unknownDim && run(unknownDim).found.length === 0;
  if (!m.isSilent)
    for (const fault of found)
      m.report(
        isLate
          ? { ...fault, place: site.place, related: [{ place: fault.place, message: fault.message }, ...fault.related], fixes: [] }
          : fault,
      );
  return m.log.diagnostics.length === before ? value : null;
}
