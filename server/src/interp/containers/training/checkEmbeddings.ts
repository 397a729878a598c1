import { msg } from '../../../../../extension/protocol/localize';
import { productOf } from '../../../values/dim';
import type { CallSite, ModelObject, TensorValue } from '../../../values/value';
import { fixOf } from '../../report';
import type { Machine } from '../../machine';
import { kerasBackend } from '../kerasFlavor';
import { inOrder, tensorKey } from '../models';
import type { Feed } from './feed';
import { isSurelyReached, staysBelow } from '../../../ops/kernel';

/** Numbers that are fed against the size of the embedding that looks them up. False once something was reported. */
export function checkEmbeddings(m: Machine, model: ModelObject, feed: Feed, site: CallSite): boolean {
  if (!feed.items.some(({ tensor }) => tensor.range) || feed.kind === 'dict' || feed.items.length !== model.inputs?.length) return true;
  const fed = new Map(model.inputs.map((want, i) => [tensorKey(want), feed.items[i]!.tensor]));
  for (const t of inOrder(model.outputs ?? [])) {
    const data = t.producer?.op === 'keras.layers.Embedding' ? fed.get(tensorKey(t.producer.inputs[0]!)) : undefined;
    if (data && !checkOne(m, t, data, site)) return false;
  }
  return true;
}

function checkOne(m: Machine, embedded: TensorValue, data: TensorValue, site: CallSite): boolean {
  const layer = embedded.producer?.layer == null ? undefined : m.get(embedded.producer.layer);
  const given = layer?.kind === 'layer' && !layer.own ? layer.args.values.get('input_dim')?.value : undefined;
  const { range } = data;
  const size = given?.kind === 'int' ? given.value : null;
  if (!range || typeof size !== 'number' || layer?.kind !== 'layer' || staysBelow(range, size)) return true;
  const count = data.shape && !data.shape.hasPrefix ? productOf(data.shape.dims) : 0;
  const isCertain = !!data.data || isSurelyReached(range, size, count);
  const backend = kerasBackend(m);
  const own = { layer: { args: { values: new Map(), isComplete: false }, site }, def: { style: 'python', params: {}, name: '' } } as const;
  const fix =
    range.min >= 0 && Number.isInteger(range.max) ? fixOf(m, own, { of: embedded, set: 'input_dim', value: range.max + 1 }, true) : null;
  m.report({
    code: 'class-count',
    severity: isCertain && backend !== null && backend !== 'jax' ? 'error' : 'warning',
    message:
      range.min < 0
        ? msg('The embedding looks up numbers from 0 to {0}; there are some down to {1}', size - 1, range.min)
        : msg('The embedding looks up numbers from 0 to {0}; there are some up to {1}', size - 1, range.max),
    place: site.place,
    related: [{ place: layer.site.place, message: msg('The embedding is made here') }],
    fixes: fix ? [fix] : [],
  });
  return false;
}
