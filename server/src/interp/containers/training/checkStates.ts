import { msg } from '../../../../../extension/protocol/localize';
import { compareDims, formatDim } from '../../../values/dim';
import { dimAt, rankOf } from '../../../values/shape';
import type { CallSite, ModelObject } from '../../../values/value';
import { fixOf, labelOf } from '../../reports/report';
import type { Machine } from '../../machine';
import { inOrder } from '../models';

const recurrent = new Set(['keras.layers.LSTM', 'keras.layers.GRU', 'keras.layers.SimpleRNN']);

/**
 * States that a recurrent layer of a graph begins with must have its units. Keras takes others while the graph is built, and refuses
 * them with the first batch. False once something was reported.
 */
export function checkStates(m: Machine, model: ModelObject, site: CallSite): boolean {
  for (const t of inOrder(model.outputs ?? [])) {
    const { producer } = t;
    if (!producer?.call || !recurrent.has(producer.op) || producer.layer === null || producer.outputIdx !== 0) continue;
    const layer = m.get(producer.layer);
    const given = layer?.kind === 'layer' && !layer.own ? layer.args.values.get('units')?.value : undefined;
    const units = given?.kind === 'int' ? given.value : null;
    if (units === null || layer?.kind !== 'layer') continue;
    const wrong = producer.inputs.slice(producer.call.nInputs).find((state) => {
      return rankOf(state.shape) === 2 && compareDims(dimAt(state.shape, -1), units) === 'different';
    });
    if (!wrong) continue;
    const own = {
      layer: { args: { values: new Map(), isComplete: false }, site },
      def: { style: 'python', params: {}, name: '' },
    } as const;
    const size = dimAt(wrong.shape, -1);
    const fix = typeof size === 'number' ? fixOf(m, own, { of: t, set: 'units', value: size }, true) : null;
    m.report({
      code: 'dim-mismatch',
      severity: 'error',
      message: msg('{0} has {1} units, it begins with a state of {2}', labelOf(producer.op), formatDim(units), formatDim(size)),
      place: site.place,
      related: [{ place: producer.place, message: msg('The state is given here') }],
      fixes: fix ? [fix] : [],
    });
    return false;
  }
  return true;
}
