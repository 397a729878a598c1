import type { CallContext } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { unknownDim } from '../../../values/dim';
import { rankOf } from '../../../values/shape';
import type { Value } from '../../../values/value';

/** `len(x)` of a data set, a sampler or a plain sequence, as far as it is known. */
export function lengthOf(cx: CallContext, x: Value | undefined): Dim {
  if (!x) return unknownDim;
  if (x.kind === 'tensor') return rankOf(x.shape) ? x.shape!.dims[0]! : unknownDim;
  const object = x.kind === 'ref' ? cx.heap.get(x.id) : undefined;
  if (object?.kind === 'instance' || object?.kind === 'object') {
    const method = cx.getAttr(x, '__len__');
    if (method.kind !== 'method') return unknownDim;
    const length = cx.call(method, []);
    return length.kind === 'int' ? length.value : unknownDim;
  }
  return cx.countOf(x);
}
