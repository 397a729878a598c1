import { integer, msg, single } from '../kernel';
import type { Dim } from '../../values/dim';
import { floorDivDims, formatDim, isLiteral, mulDims } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import type { TwinContext } from './twins';
import { twins } from './twins';

function refuseFew(x: TensorValue, cx: TwinContext): boolean {
  const rank = rankOf(x.shape);
  if (rank === null || rank >= 3) return false;
  cx.report('rank-mismatch', msg('{0} takes at least {1} axes, its input has {2}: {3}', cx.label, 3, rank, formatShape(x.shape)), {
    at: 'input',
  });
  return true;
}

function refuseUneven(d: Dim, by: Dim, x: TensorValue, axis: number, cx: TwinContext): void {
  if (!isLiteral(d) || !isLiteral(by) || by <= 0 || d % by === 0) return;
  const message = msg('{0}: axis {1} of {2} cannot be cut into {3} equal parts', cx.label, axis, formatShape(x.shape), by);
  cx.report('dim-mismatch', message, { at: 'input' });
}

function refuseNotPositive(by: Dim, at: string, cx: TwinContext): boolean {
  if (!isLiteral(by) || by > 0) return false;
  cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, at, formatDim(by)), { at });
  return true;
}

const codes = ['rank-mismatch', 'dim-mismatch', 'non-positive-size'] as const;

/** Moves groups of channels into the height and width. */
export const pixelShuffle = twins({
  module: 'nn.PixelShuffle',
  fn: 'nn.functional.pixel_shuffle',
  also: ['pixel_shuffle'],
  summary: 'Moves channels into the height and width: `(C · r², H, W)` becomes `(C, H · r, W · r)`.',
  category: 'reshaping',
  params: { upscale_factor: integer() },
  shown: ['upscale_factor'],
  codes,
  rule({ upscale_factor: r }, [x], cx) {
    if (refuseFew(x!, cx) || refuseNotPositive(r, 'upscale_factor', cx) || !x!.shape) return single(null);
    const [c, h, w] = [-3, -2, -1].map((axis) => dimAt(x!.shape, axis)) as [Dim, Dim, Dim];
    refuseUneven(c, mulDims(r, r), x!, -3, cx);
    const front = x!.shape.dims.slice(0, -3);
    return single(shapeOf([...front, floorDivDims(c, mulDims(r, r)), mulDims(h, r), mulDims(w, r)], x!.shape.hasPrefix));
  },
  examples: {
    module: [
      'torch.nn.PixelShuffle(2)(torch.zeros(1, 8, 4, 4))  #> [1, 2, 8, 8]',
      'torch.nn.PixelShuffle(2)(torch.zeros(1, 6, 4, 4))  #! error[dim-mismatch]: into 4 equal parts',
      'torch.nn.PixelShuffle(2)(torch.zeros(4, 4))  #! error[rank-mismatch]: at least 3 axes',
      'torch.nn.PixelShuffle(0)(torch.zeros(1, 8, 4, 4))  #! error[non-positive-size]: must be positive',
    ],
    fn: [
      'torch.nn.functional.pixel_shuffle(torch.zeros(1, 8, 4, 4), 2)  #> [1, 2, 8, 8]',
      'torch.nn.functional.pixel_shuffle(torch.zeros(1, 6, 4, 4), 2)  #! error[dim-mismatch]: into 4 equal parts',
      'torch.nn.functional.pixel_shuffle(torch.zeros(4, 4), 2)  #! error[rank-mismatch]: at least 3 axes',
      'torch.nn.functional.pixel_shuffle(torch.zeros(1, 8, 4, 4), 0)  #! error[non-positive-size]: must be positive',
    ],
  },
});

/** The reverse of `PixelShuffle`. */
export const pixelUnshuffle = twins({
  module: 'nn.PixelUnshuffle',
  fn: 'nn.functional.pixel_unshuffle',
  also: ['pixel_unshuffle'],
  summary: 'Moves height and width into the channels: `(C, H · r, W · r)` becomes `(C · r², H, W)`.',
  category: 'reshaping',
  params: { downscale_factor: integer() },
  shown: ['downscale_factor'],
  codes,
  rule({ downscale_factor: r }, [x], cx) {
    if (refuseFew(x!, cx) || refuseNotPositive(r, 'downscale_factor', cx) || !x!.shape) return single(null);
    const [c, h, w] = [-3, -2, -1].map((axis) => dimAt(x!.shape, axis)) as [Dim, Dim, Dim];
    refuseUneven(h, r, x!, -2, cx);
    refuseUneven(w, r, x!, -1, cx);
    const front = x!.shape.dims.slice(0, -3);
    return single(shapeOf([...front, mulDims(c, mulDims(r, r)), floorDivDims(h, r), floorDivDims(w, r)], x!.shape.hasPrefix));
  },
  examples: {
    module: [
      'torch.nn.PixelUnshuffle(2)(torch.zeros(1, 2, 8, 8))  #> [1, 8, 4, 4]',
      'torch.nn.PixelUnshuffle(2)(torch.zeros(1, 2, 7, 8))  #! error[dim-mismatch]: into 2 equal parts',
      'torch.nn.PixelUnshuffle(2)(torch.zeros(4, 4))  #! error[rank-mismatch]: at least 3 axes',
      'torch.nn.PixelUnshuffle(0)(torch.zeros(1, 2, 8, 8))  #! error[non-positive-size]: must be positive',
    ],
    fn: [
      'torch.nn.functional.pixel_unshuffle(torch.zeros(1, 2, 8, 8), 2)  #> [1, 8, 4, 4]',
      'torch.nn.functional.pixel_unshuffle(torch.zeros(1, 2, 7, 8), 2)  #! error[dim-mismatch]: into 2 equal parts',
      'torch.nn.functional.pixel_unshuffle(torch.zeros(4, 4), 2)  #! error[rank-mismatch]: at least 3 axes',
      'torch.nn.functional.pixel_unshuffle(torch.zeros(1, 2, 8, 8), 0)  #! error[non-positive-size]: must be positive',
    ],
  },
});

/** Interleaves groups of channels. */
export const channelShuffle = twins({
  module: 'nn.ChannelShuffle',
  fn: 'nn.functional.channel_shuffle',
  also: ['channel_shuffle', 'native_channel_shuffle', 'nn.functional.native_channel_shuffle'],
  summary: 'Interleaves groups of channels, so that each group of the next convolution sees all of them.',
  category: 'reshaping',
  params: { groups: integer() },
  codes,
  rule({ groups }, [x], cx) {
    if (refuseFew(x!, cx) || refuseNotPositive(groups, 'groups', cx)) return single(null);
    refuseUneven(dimAt(x!.shape, 1), groups, x!, 1, cx);
    return single(x!.shape);
  },
  examples: {
    module: [
      'torch.nn.ChannelShuffle(2)(torch.zeros(1, 8, 4, 4))  #> [1, 8, 4, 4]',
      'torch.nn.ChannelShuffle(3)(torch.zeros(1, 8, 4, 4))  #! error[dim-mismatch]: into 3 equal parts',
      'torch.nn.ChannelShuffle(2)(torch.zeros(4, 4))  #! error[rank-mismatch]: at least 3 axes',
      'torch.nn.ChannelShuffle(0)(torch.zeros(1, 8, 4, 4))  #! error[non-positive-size]: must be positive',
    ],
    fn: [
      'torch.nn.functional.channel_shuffle(torch.zeros(1, 8, 4, 4), 2)  #> [1, 8, 4, 4]',
      'torch.nn.functional.channel_shuffle(torch.zeros(1, 8, 4, 4), 3)  #! error[dim-mismatch]: into 3 equal parts',
      'torch.nn.functional.channel_shuffle(torch.zeros(4, 4), 2)  #! error[rank-mismatch]: at least 3 axes',
      'torch.nn.functional.channel_shuffle(torch.zeros(1, 8, 4, 4), 0)  #! error[non-positive-size]: must be positive',
    ],
  },
});
