import type { LibraryEntry } from '../kernel';
import { any, axisOf, integer, msg, readDims, rest, single } from '../kernel';
import type { ParamSpec } from '../kernel';
import type { Dim } from '../../values/dim';
import { formatDim, isLiteral, productOf, unknownDim } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import { torchModule } from './torchModule';
import { twins } from './twins';

/** Merges axes into one. */
export const flatten = twins({
  module: 'nn.Flatten',
  summary: 'Merges the axes from `start_dim` to `end_dim`, both included, into one; the first stays as it is.',
  category: 'reshaping',
  params: { start_dim: integer(1), end_dim: integer(-1) },
  shown: ['start_dim', 'end_dim'],
  codes: ['axis-out-of-range'],
  rule({ start_dim, end_dim }, [x], cx) {
    const rank = rankOf(x!.shape);
    if (rank === null) return single(start_dim === 1 && end_dim === -1 && x!.shape ? shapeOf([unknownDim, unknownDim]) : null);
    const from = axisOf(x!, start_dim, cx, 'start_dim', Math.max(1, rank));
    const to = from === null ? null : axisOf(x!, end_dim, cx, 'end_dim', Math.max(1, rank));
    if (from === null || to === null) return single(null);
    const { dims } = x!.shape!;
    if (from > to) {
      cx.report('axis-out-of-range', msg('{0}: start_dim {1} lies behind end_dim {2}', cx.label, from, to), { at: 'start_dim' });
      return single(null);
    }
    return single(shapeOf([...dims.slice(0, from), productOf(dims.slice(from, to + 1)), ...dims.slice(to + 1)]));
  },
  examples: {
    module: [
      'torch.nn.Flatten()(torch.zeros(2, 3, 4, 4))  #> [2, 48]',
      'torch.nn.Flatten(0, 1)(torch.zeros(2, 3, 4))  #> [6, 4]',
      'torch.nn.Flatten()(torch.zeros(4))  #! error[axis-out-of-range]: no axis 1',
    ],
  },
});

function sizes(): ParamSpec<readonly Dim[] | null> {
  return {
    ...any(null),
    type: '(int, …)',
    unknownAs: null,
    fallback: null,
    read: (value, heap) => (value.kind === 'int' ? null : readDims(value, heap)),
    refuses: (value, _, { label, param }) =>
      value.kind === 'int' ? { code: 'rank-mismatch', message: msg('{0}: {1} takes several numbers, it gets one', label, param) } : null,
  };
}

/** Splits an axis into several. */
export const unflatten = twins({
  module: 'nn.Unflatten',
  summary: 'Splits one axis into several.',
  category: 'reshaping',
  params: { dim: integer(), unflattened_size: sizes() },
  shown: ['dim', 'unflattened_size'],
  codes: ['axis-out-of-range', 'reshape-size', 'rank-mismatch'],
  rule({ dim, unflattened_size: into }, [x], cx) {
    const axis = axisOf(x!, dim, cx, 'dim');
    if (axis === null || !into || !x!.shape) return single(null);
    const { dims } = x!.shape;
    const d = dims[axis]!;
    const known = productOf(into.filter((each) => each !== -1));
    const hole = into.indexOf(-1);
    const isWrong = isLiteral(d) && isLiteral(known) && (hole < 0 ? known !== d : known <= 0 || d % known !== 0);
    if (isWrong) {
      const message = msg('{0}: axis {1} has {2} elements, they do not fill {3}', cx.label, axis, formatDim(d), formatShape(shapeOf(into)));
      cx.report('reshape-size', message, { at: 'unflattened_size' });
    }
    const filled = into.map((each) => (each !== -1 ? each : isLiteral(d) && isLiteral(known) && !isWrong ? d / known : unknownDim));
    return single(shapeOf([...dims.slice(0, axis), ...filled, ...dims.slice(axis + 1)]));
  },
  examples: {
    module: [
      'torch.nn.Unflatten(1, (3, 4))(torch.zeros(2, 12))  #> [2, 3, 4]',
      'torch.nn.Unflatten(1, (3, -1))(torch.zeros(2, 12))  #> [2, 3, 4]',
      'torch.nn.Unflatten(1, (3, 5))(torch.zeros(2, 12))  #! error[reshape-size]: do not fill (3, 5)',
      'torch.nn.Unflatten(2, (3, 4))(torch.zeros(2, 12))  #! error[axis-out-of-range]: no axis 2',
      'torch.nn.Unflatten(1, 12)  #! error[rank-mismatch]: takes several numbers',
    ],
  },
});

/** Gives what it gets. */
export const identity: readonly LibraryEntry[] = torchModule({
  name: 'nn.Identity',
  summary: 'Gives what it gets, whatever it was made with.',
  category: 'reshaping',
  params: { args: rest() },
  takesAnyKeyword: true,
  codes: [],
  shape: (_, [x]) => x!.shape,
  examples: ['torch.nn.Identity()(torch.zeros(2, 3))  #> [2, 3]'],
});
