import { msg } from '../../../../../extension/protocol/localize';
import type { Dim } from '../../../values/dim';
import { productOf } from '../../../values/dim';
import { dimAt } from '../../../values/shape';
import type { CallSite, ModelObject, TensorValue } from '../../../values/value';
import { fixOf } from '../../reports/report';
import type { Machine } from '../../machine';
import { kerasBackend } from '../kerasFlavor';
import { runLayer } from '../layers';
import { inOrder, tensorKey } from '../models';
import { callsOwnCode } from '../subclass';
import type { Feed } from './feed';
import { isSurelyReached, staysBelow } from '../../../ops/kernel';
import { withBatchOf } from './withBatch';

/** Numbers that are fed against the size of the embedding that looks them up. False once something was reported. */
export function checkEmbeddings(m: Machine, model: ModelObject, feed: Feed, site: CallSite): boolean {
  if (
    !feed.items.some(({ tensor }) => tensor.range ?? tensor.columns) ||
    feed.kind === 'dict' ||
    feed.items.length !== model.inputs?.length
  )
    return true;
  const fed = new Map(model.inputs.map((want, i) => [tensorKey(want), feed.items[i]!.tensor]));
  for (const t of inOrder(model.outputs ?? [])) {
    const data = t.producer?.op === 'keras.layers.Embedding' ? fed.get(tensorKey(t.producer.inputs[0]!)) : undefined;
    if (data && !checkOne(m, t, data, site)) return false;
    if (!data && !checkOwnLayer(m, t, fed, site)) return false;
  }
  return true;
}

/** Runs something that the batches of so many samples go through, and looks at what embeddings in there get. False once something was reported. */
export function checkingLookups<T>(m: Machine, samples: Dim, site: CallSite, run: () => T): { readonly value: T; readonly fits: boolean } {
  const outer = m.lookups;
  m.lookups = [];
  const value = run();
  const found = m.lookups;
  m.lookups = outer;
  return {
    value,
    fits: found.every(({ embedded, data }) => checkOne(m, embedded, { ...data, shape: withBatchOf(data.shape, samples) }, site)),
  };
}

/** A layer of the program that the data goes into may look it up. */
function checkOwnLayer(m: Machine, { producer }: TensorValue, fed: ReadonlyMap<string, TensorValue>, site: CallSite): boolean {
  const layer = producer?.layer == null ? undefined : m.get(producer.layer);
  if (!producer || layer?.kind !== 'layer' || !callsOwnCode(m, layer) || producer.outputIdx !== 0) return true;
  const inputs = producer.inputs.map((input) => fed.get(tensorKey(input)));
  if (!inputs.some((input) => input?.range ?? input?.columns) || !inputs.every((input) => input !== undefined)) return true;
  const samples = dimAt(inputs[0]!.shape, 0);
  const { found } = m.probe(() => {
    const args = inputs.map((input, i): TensorValue => ({ ...input, shape: producer.inputs[i]!.shape, data: null, producer: null }));
    return checkingLookups(m, samples, site, () => runLayer(m, producer.layer!, args, { place: producer.place, report: site.place, site }));
  });
  const fault = found.find(({ code }) => code === 'class-count');
  if (fault) m.report(fault);
  return !fault;
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
