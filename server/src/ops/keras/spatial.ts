import type { Dim } from '../../values/dim';
import { freeDim, isLiteral, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import type { LayerContext, Padding, Window } from '../kernel';
import { msg, spatialAxes, windowOutput } from '../kernel';

/** Windows sliding over an image, as convolutions and poolings share it. */
export interface Sliding {
  readonly what: 'kernel' | 'window';
  readonly sizes: readonly Dim[];
  readonly strides: readonly Dim[];
  readonly dilations: readonly Dim[];
  readonly padding: string | null;
  readonly dataFormat: string | null;
  /** Channels of the output; the input's when null. */
  readonly channels: Dim | null;
}

type Cx = Pick<LayerContext, 'label' | 'framework'> & {
  report(code: 'non-positive-size', message: ReturnType<typeof msg>, more?: Parameters<LayerContext['report']>[2]): void;
};

/** The output of sliding; reports a window that does not fit once, and goes on with an unknown extent there. */
export function slide(x: TensorValue, s: Sliding, cx: Cx): MaybeShape {
  const rank = s.sizes.length + 2;
  const axes = spatialAxes(rank, s.dataFormat);
  const { shape } = x;
  if (!axes) return unknownOf(rank);
  if (!shape || rankOf(shape) !== rank) {
    const dims = [...unknownOf(rank).dims];
    if (s.channels === null) return shapeOf(dims);
    dims[axes[0] === 1 ? rank - 1 : 1] = s.channels;
    return shapeOf(dims);
  }
  const padding: Padding = s.padding === 'causal' ? 'same' : s.padding === 'valid' || s.padding === 'same' ? s.padding : null;
  const dims = [...shape.dims];
  if (s.channels !== null) dims[axes[0] === 1 ? rank - 1 : 1] = s.channels;
  const out = axes.map((axis, i): Dim => {
    const window: Window = { size: s.sizes[i]!, stride: s.strides[i]!, dilation: s.dilations[i]! };
    return windowOutput(shape.dims[axis]!, window, padding);
  });
  const tooSmall = out.some((dim) => isLiteral(dim) && dim <= 0);
  axes.forEach((axis, i) => {
    const dim = out[i]!;
    // TensorFlow.js goes on with empty images.
    dims[axis] = isLiteral(dim) && (dim < 0 || (dim === 0 && cx.framework !== 'tfjs')) ? unknownDim : dim;
  });
  if (tooSmall) reportTooSmall(x, s, out, axes, cx);
  return shapeOf(dims);
}

function reportTooSmall(x: TensorValue, s: Sliding, out: readonly Dim[], axes: readonly number[], cx: Cx): void {
  const sizes = s.sizes.map(text).join('×');
  const input = axes.map((axis) => text(x.shape!.dims[axis]!)).join('×');
  const result = out.map((dim) => (isLiteral(dim) ? String(Math.max(dim, 0)) : text(dim))).join('×');
  const message =
    s.what === 'kernel'
      ? msg(
          "{0}: a {1} kernel with 'valid' padding does not fit into {2}, the output would be {3}; its input is {4}",
          cx.label,
          sizes,
          input,
          result,
          formatShape(x.shape),
        )
      : msg(
          "{0}: a {1} window with 'valid' padding does not fit into {2}, the output would be {3}; its input is {4}",
          cx.label,
          sizes,
          input,
          result,
          formatShape(x.shape),
        );
  // TensorFlow.js refuses negative extents only; an empty image goes through it without a word.
  const goesOn = cx.framework === 'tfjs' && out.every((dim) => !isLiteral(dim) || dim >= 0);
  // Where it became empty was said already; what is left to say is where it raises.
  if (goesOn && axes.some((axis) => x.shape!.dims[axis] === 0)) return;
  cx.report('non-positive-size', message, { fixes: [{ set: 'padding', value: 'same' }], ...(goesOn && { severity: 'warning' }) });
}

function text(dim: Dim): string {
  return isLiteral(dim) ? String(dim) : dim.kind === 'free' ? 'None' : '?';
}

function unknownOf(rank: number): NonNullable<MaybeShape> {
  return shapeOf([freeDim, ...Array.from({ length: rank - 1 }, (): Dim => unknownDim)]);
}
