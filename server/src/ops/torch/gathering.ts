import { broadcastShapes, defineMethod, integer, msg, value } from '../kernel';
import type { CallContext } from '../kernel';
import { productOf, unknownDim } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { none } from '../../values/value';
import { refuseIndexType, refuseLarger, refuseOtherRank, refuseOutside } from './indexTensors';
import { made, torchOp, x } from './torchOp';
import { axisIn, dimsOf, replaced } from './views';

/** Some elements of a tensor: their bounds are its own. */
function taken(
  cx: CallContext,
  input: TensorValue,
  shape: TensorValue['shape'],
  more: { readonly data?: readonly number[] | null } = {},
): TensorValue {
  return made(cx, [input], shape, input.dtype, { ...more, range: input.range ? { ...input.range, isLoose: true } : null });
}

/** An element for each position. */
export const gather = torchOp({
  name: 'gather',
  summary: 'For each position along an axis the element that lies there.',
  method: true,
  params: { input: x(), dim: integer(), index: x() },
  keywords: ['sparse_grad', 'out'],
  codes: ['axis-out-of-range', 'rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  call({ input, dim, index }, cx) {
    const axis = axisIn(input, dim, cx);
    const own = dimsOf(input);
    const isFine = !refuseIndexType(index, cx) && !refuseOtherRank(index, input, cx);
    if (isFine && own && typeof axis === 'number' && !refuseLarger(index, input, axis, cx)) refuseOutside(index, own[axis]!, cx);
    return taken(cx, input, index.shape);
  },
  examples: [
    'torch.gather(torch.zeros(2, 3), 1, torch.tensor([[0], [2]]))  #> [2, 1]',
    'torch.gather(torch.zeros(2, 3), 2, torch.tensor([[0], [2]]))  #! error[axis-out-of-range]: no axis 2',
    'torch.gather(torch.zeros(2, 3), 1, torch.tensor([[0], [3]]))  #! error[axis-out-of-range]: no position 3 among 3',
    'torch.gather(torch.zeros(2, 3), 1, torch.tensor([0, 2]))  #! error[rank-mismatch]: as many axes',
    'torch.gather(torch.zeros(2, 3), 1, torch.tensor([[0], [2], [1]]))  #! error[dim-mismatch]: beyond (2, 3) on axis 0',
    'torch.gather(torch.zeros(2, 3), 1, torch.zeros(2, 1))  #! error[dtype-mismatch]: it is float32',
  ],
});

/** The slices at some positions. */
export const indexSelect = torchOp({
  name: 'index_select',
  summary: 'The slices of a tensor at some positions of an axis.',
  method: true,
  params: { input: x(), dim: integer(), index: x() },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'rank-mismatch', 'dtype-mismatch'],
  call({ input, dim, index }, cx) {
    const axis = axisIn(input, dim, cx);
    const own = dimsOf(input);
    const rank = rankOf(index.shape);
    if (rank !== null && rank > 1) {
      cx.report('rank-mismatch', msg('{0} takes positions along one axis: {1}', cx.label, formatShape(index.shape)), {
        at: 'index',
        from: [index],
      });
      return taken(cx, input, null);
    }
    const isFine = !refuseIndexType(index, cx);
    if (!own || axis === null) return taken(cx, input, own && shapeOf(own.map(() => unknownDim)));
    if (axis === 'none') return taken(cx, input, shapeOf([]));
    if (isFine) refuseOutside(index, own[axis]!, cx);
    return taken(cx, input, replaced(own, axis, rank === 0 ? 1 : (dimsOf(index)?.[0] ?? unknownDim)));
  },
  examples: [
    'torch.index_select(torch.zeros(5, 3), 0, torch.tensor([0, 4]))  #> [2, 3]',
    'torch.index_select(torch.zeros(5, 3), 0, torch.tensor([5]))  #! error[axis-out-of-range]: no position 5 among 5',
    'torch.index_select(torch.zeros(5, 3), 0, torch.tensor([[1]]))  #! error[rank-mismatch]: positions along one axis',
    'torch.index_select(torch.zeros(5, 3), 0, torch.zeros(2))  #! error[dtype-mismatch]: it is float32',
  ],
});

/** Elements at positions of all elements in one row. */
export const take = torchOp({
  name: 'take',
  summary: 'The elements at some positions of a tensor that is seen as one row.',
  method: true,
  params: { input: x(), index: x() },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ input, index }, cx) {
    const own = dimsOf(input);
    if (!refuseIndexType(index, cx, ['int64']) && own) {
      const size = productOf(own);
      if (typeof size === 'number') refuseOutside(index, size, cx, { from: -size });
    }
    const size = input.data && index.data?.every((n) => n >= -input.data!.length && n < input.data!.length);
    const data = size ? index.data!.map((n) => input.data!.at(n)!) : null;
    return taken(cx, input, index.shape, { data });
  },
  examples: [
    'torch.take(torch.zeros(2, 3), torch.tensor([0, 5]))  #> [2]',
    'torch.take(torch.zeros(2, 3), torch.tensor([6]))  #! error[axis-out-of-range]: no position 6 among 6',
    'torch.take(torch.zeros(2, 3), torch.zeros(2))  #! error[dtype-mismatch]: it is float32',
  ],
});

/** An element for each position, where the other axes broadcast. */
export const takeAlongDim = torchOp({
  name: 'take_along_dim',
  summary: 'For each position along an axis the element that lies there; the other axes broadcast.',
  method: true,
  params: { input: x(), indices: x(), dim: value(none) },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'rank-mismatch', 'broadcast-mismatch', 'dtype-mismatch'],
  call({ input, indices, dim }, cx) {
    refuseIndexType(indices, cx, ['int64'], 'indices');
    if (dim.kind === 'none')
      return taken(cx, input, shapeOf([indices.shape && !indices.shape.hasPrefix ? productOf(indices.shape.dims) : unknownDim]));
    const axis = dim.kind === 'int' ? axisIn(input, dim.value, cx) : null;
    const [own, at] = [dimsOf(input), dimsOf(indices)];
    if (refuseOtherRank(indices, input, cx, 'indices') || !own || !at || typeof axis !== 'number') return taken(cx, input, null);
    const merged = broadcastShapes(replaced(own, axis, 1), replaced(at, axis, 1));
    if (!merged.fits) {
      cx.report(
        'broadcast-mismatch',
        msg('{0}: {1} and {2} do not fit each other beside axis {3}', cx.label, formatShape(input.shape), formatShape(indices.shape), axis),
        { at: 'indices', from: [input, indices] },
      );
      return taken(cx, input, null);
    }
    return taken(cx, input, merged.shape && replaced(merged.shape.dims, axis, at[axis]!));
  },
  examples: [
    'torch.take_along_dim(torch.zeros(2, 3), torch.tensor([[0], [2]]), dim=1)  #> [2, 1]',
    'torch.take_along_dim(torch.zeros(2, 3), torch.tensor([0, 2]))  #> [2]',
    'torch.take_along_dim(torch.zeros(2, 3), torch.tensor([[0]]), dim=2)  #! error[axis-out-of-range]: no axis 2',
    'torch.take_along_dim(torch.zeros(2, 3), torch.tensor([0]), dim=1)  #! error[rank-mismatch]: as many axes',
    'torch.take_along_dim(torch.zeros(2, 3), torch.tensor([[0], [1], [2]]), dim=1)  #! error[broadcast-mismatch]: do not fit',
    'torch.take_along_dim(torch.zeros(2, 3), torch.zeros(2, 1), dim=1)  #! error[dtype-mismatch]: it is float32',
  ],
});

/** The elements where a mask is true. */
export const maskedSelect = torchOp({
  name: 'masked_select',
  summary: 'The elements of a tensor where a mask is true, along one axis.',
  method: true,
  params: { input: x(), mask: x() },
  keywords: ['out'],
  codes: ['broadcast-mismatch', 'dtype-mismatch'],
  call({ input, mask }, cx) {
    refuseMask(mask, cx, ['bool', 'uint8']);
    const merged = broadcastShapes(input.shape, mask.shape);
    if (!merged.fits)
      cx.report(
        'broadcast-mismatch',
        msg('{0}: a mask of {1} does not fit {2}', cx.label, formatShape(mask.shape), formatShape(input.shape)),
        {
          at: 'mask',
          from: [mask, input],
        },
      );
    const [all, own] = [merged.fits ? merged.shape : null, dimsOf(mask)];
    const [most, size] = [all && !all.hasPrefix ? productOf(all.dims) : unknownDim, own ? productOf(own) : unknownDim];
    const times = typeof most === 'number' && typeof size === 'number' && size > 0 ? most / size : null;
    const count = mask.data && times !== null ? mask.data.filter((n) => n !== 0).length * times : null;
    return taken(cx, input, shapeOf([count ?? (mask.range?.max === 0 ? 0 : unknownDim)]));
  },
  examples: [
    'torch.masked_select(torch.arange(3), torch.tensor([True, False, True]))  #> [2]',
    'torch.masked_select(torch.zeros(2, 3), torch.tensor([True, False]))  #! error[broadcast-mismatch]: does not fit (2, 3)',
    'torch.masked_select(torch.zeros(2, 3), torch.zeros(2, 3))  #! error[dtype-mismatch]: not float32',
  ],
});

/** Reports a mask of other elements than truth values. True when it did. */
export function refuseMask(mask: TensorValue, cx: CallContext, takes: readonly string[] = ['bool'], at = 'mask'): boolean {
  if (mask.dtype === null || takes.includes(mask.dtype)) return false;
  cx.report('dtype-mismatch', msg('{0}: {1} holds truth values, not {2}', cx.label, at, mask.dtype), { at, from: [mask] });
  return true;
}

/** Elements of flat tensors by flat positions, in place. */
export const put = defineMethod({
  name: 'torch.Tensor.put_',
  params: { self: x(), index: x(), source: x() },
  otherParams: ['accumulate'],
  call({ self }, cx) {
    cx.forget(self);
    return { ...self, data: null, range: null };
  },
});
