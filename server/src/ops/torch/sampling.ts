import { any, dims, msg, text } from '../kernel';
import { compareDims, formatDim } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import { floats } from './inputTypes';
import { made, torchOp, x } from './torchOp';

/** Takes elements of images where a grid says. */
export const gridSample = torchOp({
  name: 'nn.functional.grid_sample',
  summary: 'Takes elements of images at the places that a grid holds, between -1 and 1.',
  category: 'array',
  params: { input: x(), grid: x(), mode: text('bilinear'), padding_mode: text('zeros'), align_corners: any() },
  codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  call({ input, grid }, cx) {
    const [rank, gridRank] = [rankOf(input.shape), rankOf(grid.shape)];
    const all = rank ?? gridRank;
    if (all === null) return made(cx, [input, grid], null, input.dtype);
    const wrong = rank !== null && (rank < 3 || rank > 5) ? input : gridRank !== null && rank !== null && gridRank !== rank ? grid : null;
    if (wrong && (wrong === input ? rank! < 3 || rank! > 5 : true)) {
      cx.report(
        'rank-mismatch',
        msg(
          '{0}: input and grid have as many axes, 4 or 5, they are {1} and {2}',
          cx.label,
          formatShape(input.shape),
          formatShape(grid.shape),
        ),
        {
          at: 'grid',
          from: [input, grid],
        },
      );
      return made(cx, [input, grid], null, input.dtype);
    }
    const [n, m, last] = [dimAt(input.shape, 0), dimAt(grid.shape, 0), dimAt(grid.shape, -1)];
    if (compareDims(n, m) === 'different')
      cx.report('dim-mismatch', msg('{0}: the batch of the input is {1}, that of the grid {2}', cx.label, formatDim(n), formatDim(m)), {
        at: 'grid',
        from: [input, grid],
      });
    else if (compareDims(last, all - 2) === 'different')
      cx.report(
        'dim-mismatch',
        msg('{0}: the last axis of the grid holds {1} coordinates, it has {2}', cx.label, all - 2, formatDim(last)),
        {
          at: 'grid',
          from: [grid],
        },
      );
    else if (
      input.dtype !== null &&
      grid.dtype !== null &&
      input.dtype !== grid.dtype &&
      floats(input.dtype) &&
      floats(grid.dtype) &&
      [input.dtype, grid.dtype].includes('float64')
    )
      cx.report('dtype-mismatch', msg('{0}: the input is of type {1}, the grid of type {2}', cx.label, input.dtype, grid.dtype), {
        at: 'grid',
      });
    const places = Array.from({ length: all - 2 }, (_, i) => dimAt(grid.shape, i + 1));
    return made(cx, [input, grid], shapeOf([n, dimAt(input.shape, 1), ...places]), input.dtype);
  },
  examples: [
    'torch.nn.functional.grid_sample(torch.zeros(2, 3, 5, 5), torch.zeros(2, 4, 6, 2))  #> [2, 3, 4, 6]',
    'torch.nn.functional.grid_sample(torch.zeros(2, 3, 5, 5), torch.zeros(1, 4, 6, 2))  #! error[dim-mismatch]: the batch',
    'torch.nn.functional.grid_sample(torch.zeros(2, 3, 5, 5), torch.zeros(2, 4, 2))  #! error[rank-mismatch]: as many axes',
    'torch.nn.functional.grid_sample(torch.zeros(2, 3, 5, 5), torch.zeros(2, 4, 6, 2, dtype=torch.float64))  #! error[dtype-mismatch]: of type float64',
  ],
});

/** The grid of an affine map. */
export const affineGrid = torchOp({
  name: 'nn.functional.affine_grid',
  summary: 'The grid of places that affine maps take an image of a size to.',
  category: 'array',
  params: { theta: x(), size: dims(), align_corners: any() },
  codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
  call({ theta, size }, cx) {
    if (!size) return made(cx, [theta], null, theta.dtype);
    if (size.length !== 4 && size.length !== 5) {
      cx.report(
        'rank-mismatch',
        msg('{0}: {1} must have {2}, it is {3}', cx.label, 'size', msg('{0} to {1} axes', 4, 5), formatShape(shapeOf(size))),
        {
          at: 'size',
        },
      );
      return made(cx, [theta], null, theta.dtype);
    }
    if (theta.dtype !== null && !floats(theta.dtype))
      cx.report('dtype-mismatch', msg('{0} takes no elements of type {1}', cx.label, theta.dtype), { at: 'theta' });
    const n = size.length - 2;
    const rank = rankOf(theta.shape);
    const differs = [n, n + 1].some((d, i) => compareDims(dimAt(theta.shape, i + 1), d) === 'different');
    const differsInBatch = compareDims(dimAt(theta.shape, 0), size[0]!) === 'different';
    if (rank !== null && (rank !== 3 || differs || differsInBatch)) {
      const wanted = formatShape(shapeOf([size[0]!, n, n + 1]));
      cx.report('dim-mismatch', msg('{0}: {1} must have the shape {2}, it is {3}', cx.label, 'theta', wanted, formatShape(theta.shape)), {
        at: 'theta',
      });
    }
    return made(cx, [theta], shapeOf([size[0]!, ...size.slice(2), n]), theta.dtype);
  },
  examples: [
    'torch.nn.functional.affine_grid(torch.zeros(2, 2, 3), (2, 3, 4, 5))  #> [2, 4, 5, 2]',
    'torch.nn.functional.affine_grid(torch.zeros(2, 3, 3), (2, 3, 4, 5))  #! error[dim-mismatch]: must have the shape',
    'torch.nn.functional.affine_grid(torch.zeros(2, 2, 3), (2, 3, 4))  #! error[rank-mismatch]: size must have',
    'torch.nn.functional.affine_grid(torch.zeros(2, 2, 3, dtype=torch.int64), (2, 3, 4, 5))  #! error[dtype-mismatch]: type int64',
  ],
});
