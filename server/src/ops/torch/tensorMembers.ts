import type { LibraryEntry } from '../kernel';
import { defineMethod, defineProperty, value } from '../kernel';
import { dimAt, rankOf } from '../../values/shape';
import type { Value } from '../../values/value';
import { int, none, tuple, unknown } from '../../values/value';
import { productOf } from '../../values/dim';

/** Attributes and methods of tensors that give no tensor. */
export const tensorMembers: readonly LibraryEntry[] = [
  defineMethod({
    name: 'torch.Tensor.size',
    params: { self: value(), dim: value(none) },
    call({ self, dim }): Value {
      if (self.kind !== 'tensor') return unknown;
      const rank = rankOf(self.shape);
      if (dim.kind === 'none') return rank === null ? unknown : tuple(self.shape!.dims.map(int));
      return dim.kind === 'int' && typeof dim.value === 'number' ? int(dimAt(self.shape, dim.value)) : int({ kind: 'unknown' });
    },
  }),
  ...['dim', 'ndimension'].map((name) =>
    defineMethod({
      name: `torch.Tensor.${name}`,
      params: { self: value() },
      call: ({ self }) => int((self.kind === 'tensor' ? rankOf(self.shape) : null) ?? { kind: 'unknown' }),
    }),
  ),
  ...['numel', 'nelement'].map((name) =>
    defineMethod({
      name: `torch.Tensor.${name}`,
      params: { self: value() },
      call: ({ self }) =>
        int(self.kind === 'tensor' && self.shape && !self.shape.hasPrefix ? productOf(self.shape.dims) : { kind: 'unknown' }),
    }),
  ),
  defineProperty('torch.Tensor.dtype', (self) =>
    self.kind === 'tensor' && self.dtype !== null ? { kind: 'library', path: `torch.${self.dtype}` } : unknown,
  ),
];
