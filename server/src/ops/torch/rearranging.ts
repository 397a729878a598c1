import { axisOf, integer } from '../kernel';
import { productOf } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import { made, torchOp, x } from './torchOp';

/** Merges the axes from `start_dim` to `end_dim`, both included, into one. */
export const flatten = torchOp({
  name: 'flatten',
  summary: 'Merges the axes from `start_dim` to `end_dim`, both included, into one.',
  method: true,
  params: { input: x(), start_dim: integer(0), end_dim: integer(-1) },
  codes: ['axis-out-of-range'],
  call({ input, start_dim, end_dim }, cx) {
    if (!input.shape || input.shape.hasPrefix) return made(cx, [input], null, input.dtype);
    const { dims } = input.shape;
    if (!dims.length) return made(cx, [input], shapeOf([1]), input.dtype);
    const from = axisOf(input, start_dim, cx, 'start_dim');
    const to = from === null ? null : axisOf(input, end_dim, cx, 'end_dim');
    if (from === null || to === null || from > to) return made(cx, [input], null, input.dtype);
    const merged = [...dims.slice(0, from), productOf(dims.slice(from, to + 1)), ...dims.slice(to + 1)];
    return made(cx, [input], shapeOf(merged), input.dtype);
  },
  examples: [
    'torch.flatten(torch.zeros(2, 3, 4), 1)  #> [2, 12]',
    'torch.zeros(2, 3, 4).flatten()  #> [24]',
    'torch.flatten(torch.zeros(2, 3), 5)  #! error[axis-out-of-range]: no axis 5',
  ],
});
