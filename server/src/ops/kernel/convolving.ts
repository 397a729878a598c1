import { msg } from '../../../../extension/protocol/localize';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, freeDim, isKnown, isLiteral, modDims, mulDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import type { RuleContext } from './axes';
import { refuseRank } from './axes';
import type { Padding } from './windows';
import { windowOutput } from './windows';

export interface Sliding {
  /** Number of axes that the window slides over. */
  readonly rank: number;
  readonly strides: readonly Dim[];
  readonly dilations: readonly Dim[];
  /** Null when not known, or when each side has its own padding. */
  readonly padding: Padding;
  /** Whether the channels stand behind the batch axis instead of last; null when not known. */
  readonly channelsFirst: boolean | null;
}

/** The shape of a convolution of `x` with a kernel `(…window, in, out)`; a depthwise one has `(…window, in, multiplier)`. */
export function convolutionShape(
  x: TensorValue,
  kernel: TensorValue,
  how: Sliding,
  cx: RuleContext,
  at: { x: string; kernel: string },
  isDepthwise = false,
): MaybeShape {
  const n = how.rank + 2;
  if (refuseRank(x, n, cx, at.x) || refuseRank(kernel, n, cx, at.kernel)) return null;
  const k = rankOf(kernel.shape) === null ? Array<Dim>(n).fill(unknownDim) : kernel.shape!.dims;
  if (rankOf(x.shape) === null || how.channelsFirst === null) return shapeOf(Array<Dim>(n).fill(unknownDim));
  const { dims } = x.shape!;
  const channelAt = how.channelsFirst ? 1 : n - 1;
  const [channels, taken, made] = [dims[channelAt]!, k[n - 2]!, k[n - 1]!];
  const fits =
    isDepthwise || !isLiteral(channels) || !isLiteral(taken)
      ? compareDims(channels, taken) !== 'different' || !isDepthwise
      : taken > 0 && modDims(channels, taken) === 0 && !(isLiteral(made) && made % (channels / taken) !== 0);
  if (!fits) {
    cx.report(
      'dim-mismatch',
      msg(
        '{0}: the kernel {1} takes {2} channels, {3} has {4}',
        cx.label,
        formatShape(kernel.shape),
        formatDim(taken),
        formatShape(x.shape),
        formatDim(channels),
      ),
      { at: at.kernel, from: [x, kernel] },
    );
  }
  const out = [...dims];
  out[channelAt] = isDepthwise
    ? isKnown(channels) || channels === freeDim
      ? mulDims(channels === freeDim ? taken : channels, made)
      : unknownDim
    : made;
  slide(out, x, k.slice(0, how.rank), how, cx, at.x);
  return shapeOf(out);
}

/** The shape after taking one value of each window. */
export function poolShape(x: TensorValue, sizes: readonly Dim[], how: Sliding, cx: RuleContext, at: string): MaybeShape {
  const n = how.rank + 2;
  if (refuseRank(x, n, cx, at)) return null;
  if (rankOf(x.shape) === null || how.channelsFirst === null) return shapeOf(Array<Dim>(n).fill(unknownDim));
  const out = [...x.shape!.dims];
  slide(out, x, sizes, how, cx, at);
  return shapeOf(out);
}

function slide(out: Dim[], x: TensorValue, sizes: readonly Dim[], how: Sliding, cx: RuleContext, at: string): void {
  const first = how.channelsFirst ? 2 : 1;
  for (let i = 0; i < how.rank; i++) {
    const window = { size: sizes[i] ?? unknownDim, stride: how.strides[i] ?? unknownDim, dilation: how.dilations[i] ?? 1 };
    const size = windowOutput(out[first + i]!, window, how.padding);
    if (isLiteral(size) && size < 0) {
      cx.report(
        'non-positive-size',
        msg('{0}: a window of {1} does not fit into axis {2} of {3}', cx.label, formatDim(window.size), first + i, formatShape(x.shape)),
        { at, from: [x] },
      );
      out[first + i] = unknownDim;
    } else out[first + i] = size;
  }
}
