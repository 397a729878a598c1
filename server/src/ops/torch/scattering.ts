import type { CallContext, FunctionDef, Params } from '../kernel';
import { broadcastShapes, defineMethod, integer, msg, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { formatShape, rankOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none } from '../../values/value';
import { refuseMask } from './gathering';
import { differ, refuseIndexType, refuseLarger, refuseOtherRank, refuseOtherType, refuseOutside } from './indexTensors';
import { made, torchOp, x } from './torchOp';
import { axisIn, dimsOf } from './views';

/** The tensor with other elements: as a new one, or in place under all of its names. */
function changed(cx: CallContext, input: TensorValue, isInPlace: boolean, shape = input.shape): TensorValue {
  if (!isInPlace) return made(cx, [input], shape, input.dtype);
  cx.forget(input);
  return { ...input, data: null, range: null };
}

/** A function, its method, and the method that changes its object. */
function scattering<const P extends Params>(
  facts: Omit<Parameters<typeof torchOp<P>>[0], 'call' | 'method'> & {
    readonly run: (args: Parameters<Parameters<typeof torchOp<P>>[0]['call']>[0], cx: CallContext, isInPlace: boolean) => Value;
    readonly isMethodOnly?: boolean;
  },
): readonly FunctionDef[] {
  const { run, isMethodOnly, ...rest } = facts;
  const op = { ...rest, method: isMethodOnly ? ('only' as const) : true, call: (args: never, cx: CallContext) => run(args, cx, false) };
  const inPlace = defineMethod<P>({
    name: `torch.Tensor.${facts.name}_`,
    params: facts.params,
    otherParams: facts.other ?? [],
    keywordParams: facts.keywords ?? [],
    codes: facts.codes,
    synonyms: { axis: 'dim' },
    call: (args, cx) => run(args, cx, true),
  });
  return [...torchOp(op as unknown as Parameters<typeof torchOp<P>>[0]), inPlace];
}

/** What is asked of positions that elements are written to. */
function checkScatter(input: TensorValue, dim: Dim, index: TensorValue, source: Value, cx: CallContext): void {
  const axis = axisIn(input, dim, cx);
  const own = dimsOf(input);
  if (refuseIndexType(index, cx) || refuseOtherRank(index, input, cx)) return;
  if (typeof axis !== 'number' || !own || refuseLarger(index, input, axis, cx)) return;
  if (source.kind === 'tensor' && source.framework === 'torch') {
    if (refuseOtherRank(source, input, cx, 'src') || refuseLarger(index, source, null, cx)) return;
    if (!dimsOf(index)?.includes(0) && refuseOtherType(input, source, cx, 'src')) return;
  }
  refuseOutside(index, own[axis]!, cx);
}

/** Elements written to positions along an axis. */
export const scatter = scattering({
  name: 'scatter',
  summary: 'A copy of a tensor with elements of another, or a number, written to positions along an axis.',
  params: { input: x(), dim: integer(), index: x(), src: value(none) },
  keywords: ['value', 'reduce', 'out'],
  codes: ['axis-out-of-range', 'rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  run({ input, dim, index, src }, cx, isInPlace) {
    checkScatter(input, dim, index, src, cx);
    return changed(cx, input, isInPlace);
  },
  examples: [
    'torch.scatter(torch.zeros(2, 3), 1, torch.tensor([[0], [2]]), 1.0)  #> [2, 3]',
    'torch.zeros(2, 3).scatter_(1, torch.tensor([[0], [2]]), 1.0)  #> [2, 3]',
    'torch.scatter(torch.zeros(2, 3), 1, torch.tensor([[0], [3]]), 1.0)  #! error[axis-out-of-range]: no position 3 among 3',
    'torch.scatter(torch.zeros(2, 3), 1, torch.tensor([0, 2]), 1.0)  #! error[rank-mismatch]: as many axes',
    'torch.scatter(torch.zeros(2, 3), 1, torch.tensor([[0], [2]]), torch.ones(1, 1))  #! error[dim-mismatch]: beyond (1, 1)',
    'torch.scatter(torch.zeros(2, 3), 1, torch.zeros(2, 1), 1.0)  #! error[dtype-mismatch]: it is float32',
  ],
});

/** Elements added at positions along an axis. */
export const scatterAdd = scattering({
  name: 'scatter_add',
  summary: 'A copy of a tensor with elements of another added at positions along an axis.',
  params: { input: x(), dim: integer(), index: x(), src: x() },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  run({ input, dim, index, src }, cx, isInPlace) {
    checkScatter(input, dim, index, src, cx);
    return changed(cx, input, isInPlace);
  },
  examples: [
    'torch.scatter_add(torch.zeros(2, 3), 1, torch.tensor([[0], [2]]), torch.ones(2, 1))  #> [2, 3]',
    'torch.scatter_add(torch.zeros(2, 3), 1, torch.tensor([[0], [3]]), torch.ones(2, 1))  #! error[axis-out-of-range]: no position 3',
    'torch.scatter_add(torch.zeros(2, 3), 1, torch.tensor([0, 2]), torch.ones(2))  #! error[rank-mismatch]: as many axes',
    'torch.scatter_add(torch.zeros(2, 3), 1, torch.tensor([[0], [2]]), torch.ones(1, 1))  #! error[dim-mismatch]: beyond (1, 1)',
    'torch.scatter_add(torch.zeros(2, 3), 1, torch.tensor([[0], [2]]), torch.arange(2).reshape(2, 1))  #! error[dtype-mismatch]: float32 and int64',
  ],
});

/** Elements combined at positions along an axis. */
export const scatterReduce = scattering({
  name: 'scatter_reduce',
  summary: 'A copy of a tensor with elements of another combined at positions along an axis.',
  params: { input: x(), dim: integer(), index: x(), src: x(), reduce: value() },
  keywords: ['include_self', 'out'],
  codes: ['axis-out-of-range', 'rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  run({ input, dim, index, src }, cx, isInPlace) {
    checkScatter(input, dim, index, src, cx);
    return changed(cx, input, isInPlace);
  },
  examples: [
    "torch.scatter_reduce(torch.zeros(2, 3), 1, torch.tensor([[0], [2]]), torch.ones(2, 1), 'sum')  #> [2, 3]",
    "torch.scatter_reduce(torch.zeros(2, 3), 1, torch.tensor([[0], [3]]), torch.ones(2, 1), 'sum')  #! error[axis-out-of-range]: no position 3",
    "torch.scatter_reduce(torch.zeros(2, 3), 1, torch.tensor([0, 2]), torch.ones(2), 'sum')  #! error[rank-mismatch]: as many axes",
    "torch.scatter_reduce(torch.zeros(2, 3), 1, torch.tensor([[0], [2]]), torch.ones(1, 1), 'sum')  #! error[dim-mismatch]: beyond (1, 1)",
    "torch.scatter_reduce(torch.zeros(2, 3), 1, torch.zeros(2, 1), torch.ones(2, 1), 'sum')  #! error[dtype-mismatch]: it is float32",
  ],
});

/** What is asked of slices that are written to positions of an axis. */
function checkSlices(
  input: TensorValue,
  dim: Dim,
  index: TensorValue,
  source: TensorValue,
  cx: CallContext,
  takes?: readonly string[],
): void {
  const axis = axisIn(input, dim, cx);
  const [own, given, at] = [dimsOf(input), dimsOf(source), dimsOf(index)];
  if (refuseIndexType(index, cx, takes)) return;
  if (at && at.length > 1) {
    cx.report('rank-mismatch', msg('{0} takes positions along one axis: {1}', cx.label, formatShape(index.shape)), {
      at: 'index',
      from: [index],
    });
    return;
  }
  if (refuseOtherType(input, source, cx, 'source') || typeof axis !== 'number' || !own || !given) return;
  const count = at ? (at[0] ?? 1) : null;
  const isOther = given.length !== own.length ? own.length > 0 && given.length > 0 : own.some((d, i) => i !== axis && differ(d, given[i]!));
  if (isOther || (given.length === own.length && count !== null && differ(count, given[axis]!))) {
    cx.report(
      'dim-mismatch',
      msg(
        '{0}: slices of shape {1} do not fit {2} positions on axis {3} of {4}',
        cx.label,
        formatShape(source.shape),
        typeof count === 'number' ? count : '?',
        axis,
        formatShape(input.shape),
      ),
      { at: 'source', from: [input, source] },
    );
    return;
  }
  refuseOutside(index, own[axis]!, cx);
}

const slices = [
  ['index_add', 'A copy of a tensor with slices added at positions of an axis.', ['alpha', 'out']],
  ['index_copy', 'A copy of a tensor with slices written to positions of an axis.', ['out']],
] as const;

/** Slices written to positions of an axis. */
export const indexWrites: readonly FunctionDef[] = slices.flatMap(([name, summary, keywords]) =>
  scattering({
    name,
    summary,
    params: { input: x(), dim: integer(), index: x(), source: x() },
    keywords,
    codes: ['axis-out-of-range', 'rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
    run({ input, dim, index, source }, cx, isInPlace) {
      checkSlices(input, dim, index, source, cx, name === 'index_copy' ? ['int64'] : undefined);
      return changed(cx, input, isInPlace);
    },
    examples: [
      `torch.${name}(torch.zeros(5, 3), 0, torch.tensor([0, 4]), torch.ones(2, 3))  #> [5, 3]`,
      `torch.${name}(torch.zeros(5, 3), 0, torch.tensor([0, 5]), torch.ones(2, 3))  #! error[axis-out-of-range]: no position 5`,
      `torch.${name}(torch.zeros(5, 3), 0, torch.tensor([[0, 4]]), torch.ones(2, 3))  #! error[rank-mismatch]: along one axis`,
      `torch.${name}(torch.zeros(5, 3), 0, torch.tensor([0, 4]), torch.ones(2, 4))  #! error[dim-mismatch]: do not fit 2 positions`,
      `torch.${name}(torch.zeros(5, 3), 0, torch.zeros(2), torch.ones(2, 3))  #! error[dtype-mismatch]: it is float32`,
    ],
  }),
);

/** Slices combined at positions of an axis. */
export const indexReduce = scattering({
  name: 'index_reduce',
  summary: 'A copy of a tensor with slices combined at positions of an axis.',
  params: { input: x(), dim: integer(), index: x(), source: x(), reduce: value() },
  keywords: ['include_self', 'out'],
  codes: ['axis-out-of-range', 'rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  run({ input, dim, index, source }, cx, isInPlace) {
    checkSlices(input, dim, index, source, cx);
    return changed(cx, input, isInPlace);
  },
  examples: [
    "torch.index_reduce(torch.zeros(5, 3), 0, torch.tensor([0, 4]), torch.ones(2, 3), 'prod')  #> [5, 3]",
    "torch.index_reduce(torch.zeros(5, 3), 2, torch.tensor([0, 4]), torch.ones(2, 3), 'prod')  #! error[axis-out-of-range]: no axis 2",
    "torch.index_reduce(torch.zeros(5, 3), 0, torch.tensor([[0, 4]]), torch.ones(2, 3), 'prod')  #! error[rank-mismatch]: along one axis",
    "torch.index_reduce(torch.zeros(5, 3), 0, torch.tensor([0, 4]), torch.ones(2, 4), 'prod')  #! error[dim-mismatch]: do not fit",
    "torch.index_reduce(torch.zeros(5, 3), 0, torch.zeros(2), torch.ones(2, 3), 'prod')  #! error[dtype-mismatch]: it is float32",
  ],
});

/** Reports a tensor of axes where one number is written. */
function refuseAxes(given: Value, cx: CallContext): void {
  if (given.kind === 'tensor' && given.framework === 'torch' && (rankOf(given.shape) ?? 0) > 0)
    cx.report('rank-mismatch', msg('{0}: {1} is one number, it gets a tensor of shape {2}', cx.label, 'value', formatShape(given.shape)), {
      at: 'value',
      from: [given],
    });
}

/** A number written to positions of an axis. */
export const indexFill = scattering({
  name: 'index_fill',
  summary: 'A copy of a tensor with a number written to positions of an axis.',
  params: { input: x(), dim: integer(), index: x(), value: value() },
  codes: ['axis-out-of-range', 'rank-mismatch', 'dtype-mismatch'],
  run({ input, dim, index, value: given }, cx, isInPlace) {
    const axis = axisIn(input, dim, cx);
    const own = dimsOf(input);
    refuseAxes(given, cx);
    if (!refuseIndexType(index, cx, ['int64']) && own && typeof axis === 'number') {
      const extent = own[axis]!;
      refuseOutside(index, extent, cx, { from: typeof extent === 'number' ? -extent : 0 });
    }
    return changed(cx, input, isInPlace);
  },
  examples: [
    'torch.index_fill(torch.zeros(5, 3), 0, torch.tensor([0, 4]), 1)  #> [5, 3]',
    'torch.index_fill(torch.zeros(5, 3), 0, torch.tensor([5]), 1)  #! error[axis-out-of-range]: no position 5',
    'torch.index_fill(torch.zeros(5, 3), 0, torch.tensor([0]), torch.ones(3))  #! error[rank-mismatch]: one number',
    'torch.index_fill(torch.zeros(5, 3), 0, torch.zeros(2), 1)  #! error[dtype-mismatch]: it is float32',
  ],
});

/** The shape of a tensor and its mask; reports where they do not fit, or the mask is larger than what is changed in place. */
function maskedShape(input: TensorValue, mask: TensorValue, cx: CallContext, isInPlace: boolean): TensorValue['shape'] {
  const merged = broadcastShapes(input.shape, mask.shape);
  const [own, more] = [dimsOf(input), dimsOf(mask)];
  const isLarger =
    isInPlace &&
    own &&
    more &&
    (more.length > own.length || more.some((d, i) => own[own.length - more.length + i] === 1 && typeof d === 'number' && d > 1));
  if (merged.fits && !isLarger) return merged.shape;
  cx.report('broadcast-mismatch', msg('{0}: a mask of {1} does not fit {2}', cx.label, formatShape(mask.shape), formatShape(input.shape)), {
    at: 'mask',
    from: [mask, input],
  });
  return input.shape;
}

/** A number where a mask is true. */
export const maskedFill = scattering({
  name: 'masked_fill',
  summary: 'A copy of a tensor with a number where a mask is true.',
  params: { input: x(), mask: x(), value: value() },
  codes: ['broadcast-mismatch', 'dtype-mismatch', 'rank-mismatch'],
  run({ input, mask, value: given }, cx, isInPlace) {
    refuseMask(mask, cx);
    refuseAxes(given, cx);
    return changed(cx, input, isInPlace, maskedShape(input, mask, cx, isInPlace));
  },
  examples: [
    "torch.zeros(2, 3).masked_fill(torch.ones(3, dtype=torch.bool), float('-inf'))  #> [2, 3]",
    'torch.masked_fill(torch.zeros(2, 3), torch.ones(2, dtype=torch.bool), 0)  #! error[broadcast-mismatch]: a mask of (2,) does not fit (2, 3)',
    'torch.masked_fill(torch.zeros(2, 3), torch.ones(2, 3), 0)  #! error[dtype-mismatch]: not float32',
    'torch.masked_fill(torch.zeros(2, 3), torch.ones(3, dtype=torch.bool), torch.ones(3))  #! error[rank-mismatch]: one number',
  ],
});

/** Elements of another tensor, one after the other, where a mask is true. */
export const maskedScatter = scattering({
  name: 'masked_scatter',
  summary: 'A copy of a tensor with elements of another, one after the other, where a mask is true.',
  params: { input: x(), mask: x(), source: x() },
  codes: ['broadcast-mismatch', 'dtype-mismatch'],
  run({ input, mask, source }, cx, isInPlace) {
    if (!refuseMask(mask, cx)) refuseOtherType(input, source, cx, 'source');
    return changed(cx, input, isInPlace, maskedShape(input, mask, cx, isInPlace));
  },
  examples: [
    'torch.masked_scatter(torch.zeros(2, 3), torch.ones(3, dtype=torch.bool), torch.ones(6))  #> [2, 3]',
    'torch.masked_scatter(torch.zeros(2, 3), torch.ones(2, dtype=torch.bool), torch.ones(6))  #! error[broadcast-mismatch]: does not fit',
    'torch.masked_scatter(torch.zeros(2, 3), torch.ones(2, 3), torch.ones(6))  #! error[dtype-mismatch]: not float32',
  ],
});

/** Elements written to positions of several axes at once. */
export const indexPut = scattering({
  name: 'index_put',
  summary: 'A copy of a tensor with elements written to positions of its first axes.',
  params: { input: x(), indices: value(), values: x() },
  other: ['accumulate'],
  codes: ['dtype-mismatch'],
  run({ input, values }, cx, isInPlace) {
    refuseOtherType(input, values, cx, 'values');
    return changed(cx, input, isInPlace);
  },
  examples: [
    'torch.index_put(torch.zeros(5, 3), (torch.tensor([0, 4]),), torch.ones(3))  #> [5, 3]',
    'torch.index_put(torch.zeros(5, 3), (torch.tensor([0, 4]),), torch.arange(3))  #! error[dtype-mismatch]: float32 and int64',
  ],
});
