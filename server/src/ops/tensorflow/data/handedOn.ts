import type { CallContext, LibraryEntry } from '../../kernel';
import { isArrayLike, toTensor } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { compareDims, freeDim, isLiteral } from '../../../values/dim';
import { formatShape } from '../../../values/shape';
import type { Value } from '../../../values/value';
import { int, str, tuple } from '../../../values/value';
import type { Count } from './elements';
import { datasetClass, firstBatch } from './elements';

/** Attribute of a dataset: what its generator yields, and what its signature says, where that is refused. */
const misfit = '#misfit';

/** Methods behind which a batch is still the same batch. */
const keepsBatches = new Set(
  'shuffle prefetch cache repeat take with_options ignore_errors snapshot'.split(' ').map((name) => `${datasetClass}.${name}`),
);

/** The same member, whose result keeps what is known of the dataset that it is made of. */
export function handingOn(entry: LibraryEntry): LibraryEntry {
  if (entry.kind !== 'function') return entry;
  const names = keepsBatches.has(entry.name) ? [firstBatch, misfit] : [misfit];
  return {
    ...entry,
    call(args, cx, bound) {
      const result = entry.call(args, cx, bound);
      const self = (args as { readonly self?: Value }).self;
      if (!self || result.kind !== 'ref' || result === self) return result;
      const object = cx.heap.get(result.id);
      if (object?.kind !== 'object' || object.cls !== datasetClass) return result;
      for (const name of names) {
        const value = cx.attr(self, name);
        if (value && !object.attrs.has(name)) cx.setAttr(result, name, value);
      }
      return result;
    },
  };
}

/** Notes how many elements the first batch has. */
export function withFirstBatch(cx: CallContext, dataset: Value, size: Dim, count: Count): Value {
  if (isLiteral(size)) cx.setAttr(dataset, firstBatch, int(count !== 'endless' && isLiteral(count) ? Math.min(size, count) : size));
  return dataset;
}

/** Notes where what a generator yields is not what the signature of its dataset says: going through it raises. */
export function withMisfit(cx: CallContext, dataset: Value, yielded: Value, signature: Value): Value {
  const found = misfitOf(cx, yielded, signature);
  if (found) cx.setAttr(dataset, misfit, tuple(found.map(str)));
  return dataset;
}

/** What is yielded and what it should be, as texts; null where they may fit. */
function misfitOf(cx: CallContext, yielded: Value, signature: Value): readonly [string, string] | null {
  if (signature.kind === 'tuple') {
    if (yielded.kind !== 'tuple') return null;
    if (yielded.items.length !== signature.items.length) return [count(yielded.items.length), count(signature.items.length)];
    return yielded.items.map((item, i) => misfitOf(cx, item, signature.items[i]!)).find((found) => found !== null) ?? null;
  }
  if (signature.kind !== 'tensor' || yielded.kind === 'unknown' || !isArrayLike(yielded, cx.heap)) return null;
  const { shape } = toTensor(yielded, cx.heap);
  const wanted = signature.shape;
  if (!shape || !wanted || shape.hasPrefix || wanted.hasPrefix) return null;
  const fits =
    shape.dims.length === wanted.dims.length &&
    wanted.dims.every((dim, i) => dim === freeDim || compareDims(dim, shape.dims[i]!) !== 'different');
  return fits ? null : [formatShape(shape), formatShape(wanted)];
}

function count(n: number): string {
  return `(${Array<string>(n).fill('…').join(', ')})`;
}
