import { msg, single } from '../kernel';
import type { Dim } from '../../values/dim';
import { floorDivDims, formatDim, isLiteral, mulDims, productOf, unknownDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { refuseSteps } from './convolutions';
import { floats, refuseElements } from './inputTypes';
import type { Takes } from './inputTypes';
import type { TwinContext } from './twins';
import { twins } from './twins';
import { formatExtents, slideOver, spatialOf, window } from './windowSizes';

/** Patches are of floats, of complex numbers and of truth values. */
const patched: Takes = (dtype) => floats(dtype) || dtype === 'bool' || dtype.startsWith('complex');

const slides = { kernel_size: window(2), dilation: window(2, 1), padding: window(2, 0), stride: window(2, 1) };

interface Slides {
  readonly kernel_size: readonly Dim[];
  readonly dilation: readonly Dim[];
  readonly padding: readonly Dim[];
  readonly stride: readonly Dim[];
}

/** How many places a window has on an image of this size, by axis; null when it does not fit, which is reported. */
function places(size: readonly Dim[], { kernel_size, dilation, padding, stride }: Slides, cx: TwinContext): readonly Dim[] | null {
  if (refuseSteps({ stride, dilation, padding }, cx)) return null;
  const counts = size.map((n, i) =>
    slideOver(n, { size: kernel_size[i]!, stride: stride[i]!, padded: mulDims(2, padding[i]!), dilation: dilation[i]! }),
  );
  if (!counts.some((n) => isLiteral(n) && n < 1)) return counts;
  const message = msg('{0}: a window of {1} does not fit into {2}', cx.label, formatExtents(kernel_size), formatExtents(size));
  cx.report('non-positive-size', message, { at: 'kernel_size' });
  return null;
}

function refuseRanks(x: TensorValue, low: number, cx: TwinContext): boolean {
  const rank = rankOf(x.shape);
  if (rank === null || rank === low || rank === low + 1) return false;
  cx.report('rank-mismatch', msg('{0} takes {1} or {2} axes, its input has {3}: {4}', cx.label, low, low + 1, rank, formatShape(x.shape)), {
    at: 'input',
  });
  return true;
}

/** Cuts images into patches. */
export const unfold = twins({
  module: 'nn.Unfold',
  fn: 'nn.functional.unfold',
  summary: 'Cuts an image into patches: `(N, C, H, W)` becomes `(N, C · kernel, patches)`.',
  category: 'reshaping',
  params: slides,
  codes: ['rank-mismatch', 'non-positive-size', 'dtype-mismatch'],
  rule(args, [x], cx) {
    refuseElements(x!, patched, cx);
    if (refuseRanks(x!, 3, cx) || rankOf(x!.shape) === null) return single(null);
    const counts = places(spatialOf(x!.shape, 2), args, cx);
    const channels = mulDims(dimAt(x!.shape, -3), productOf(args.kernel_size));
    return single(shapeOf([...x!.shape!.dims.slice(0, -3), channels, counts ? productOf(counts) : unknownDim]));
  },
  examples: {
    module: [
      'torch.nn.Unfold(2)(torch.zeros(2, 3, 4, 4))  #> [2, 12, 9]',
      'torch.nn.Unfold(5)(torch.zeros(2, 3, 4, 4))  #! error[non-positive-size]: does not fit into',
      'torch.nn.Unfold(2)(torch.zeros(4, 4))  #! error[rank-mismatch]: takes 3 or 4 axes',
      'torch.nn.Unfold(2)(torch.zeros(2, 3, 4, 4, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
    ],
    fn: [
      'torch.nn.functional.unfold(torch.zeros(2, 3, 4, 4), 2)  #> [2, 12, 9]',
      'torch.nn.functional.unfold(torch.zeros(2, 3, 4, 4), 5)  #! error[non-positive-size]: does not fit into',
      'torch.nn.functional.unfold(torch.zeros(4, 4), 2)  #! error[rank-mismatch]: takes 3 or 4 axes',
      'torch.nn.functional.unfold(torch.zeros(2, 3, 4, 4, dtype=torch.int64), 2)  #! error[dtype-mismatch]: type int64',
    ],
  },
});

/** Puts patches together. */
export const fold = twins({
  module: 'nn.Fold',
  fn: 'nn.functional.fold',
  summary: 'Puts patches together to an image of `output_size`, and adds where they overlap.',
  category: 'reshaping',
  params: { output_size: window(2), ...slides },
  codes: ['rank-mismatch', 'dim-mismatch', 'non-positive-size', 'dtype-mismatch'],
  rule(args, [x], cx) {
    refuseElements(x!, patched, cx);
    if (refuseRanks(x!, 2, cx) || rankOf(x!.shape) === null) return single(null);
    const [rows, n] = [dimAt(x!.shape, -2), dimAt(x!.shape, -1)];
    const kernel = productOf(args.kernel_size);
    if (isLiteral(rows) && isLiteral(kernel) && kernel > 0 && rows % kernel !== 0) {
      const message = msg(
        '{0}: {1} rows are no whole number of channels with a window of {2}',
        cx.label,
        rows,
        formatExtents(args.kernel_size),
      );
      cx.report('dim-mismatch', message, { at: 'input' });
    }
    const counts = places(args.output_size, args, cx);
    const wanted = counts ? productOf(counts) : unknownDim;
    if (isLiteral(wanted) && isLiteral(n) && wanted !== n) {
      const message = msg('{0}: {1} patches make {2}, the input has {3}', cx.label, formatDim(wanted), formatExtents(args.output_size), n);
      cx.report('dim-mismatch', message, { at: 'input' });
    }
    return single(shapeOf([...x!.shape!.dims.slice(0, -2), floorDivDims(rows, kernel), ...args.output_size]));
  },
  examples: {
    module: [
      'torch.nn.Fold((4, 4), 2)(torch.zeros(2, 12, 9))  #> [2, 3, 4, 4]',
      'torch.nn.Fold((4, 4), 2)(torch.zeros(2, 12, 8))  #! error[dim-mismatch]: 9 patches make 4×4',
      'torch.nn.Fold((4, 4), 5)(torch.zeros(2, 25, 1))  #! error[non-positive-size]: does not fit into',
      'torch.nn.Fold((4, 4), 2)(torch.zeros(9))  #! error[rank-mismatch]: takes 2 or 3 axes',
      'torch.nn.Fold((4, 4), 2)(torch.zeros(2, 12, 9, dtype=torch.int64))  #! error[dtype-mismatch]: type int64',
    ],
    fn: [
      'torch.nn.functional.fold(torch.zeros(2, 12, 9), (4, 4), 2)  #> [2, 3, 4, 4]',
      'torch.nn.functional.fold(torch.zeros(2, 12, 8), (4, 4), 2)  #! error[dim-mismatch]: 9 patches make 4×4',
      'torch.nn.functional.fold(torch.zeros(2, 25, 1), (4, 4), 5)  #! error[non-positive-size]: does not fit into',
      'torch.nn.functional.fold(torch.zeros(9), (4, 4), 2)  #! error[rank-mismatch]: takes 2 or 3 axes',
      'torch.nn.functional.fold(torch.zeros(2, 12, 9, dtype=torch.int64), (4, 4), 2)  #! error[dtype-mismatch]: type int64',
    ],
  },
});
