import type { LibraryEntry } from '../kernel';
import { defineMethod, readDims, rest, tensor, value } from '../kernel';
import { ceilDivDims, modDims, mulDims, subDims } from '../../values/dim';
import { rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int, tuple, unknown } from '../../values/value';

/** Functions inside the networks that look at values: what they give is as large as their first argument. */
const keepingSize = [
  'swin_transformer.shifted_window_attention',
  'video.swin_transformer.shifted_window_attention_3d',
  'video.mvit._add_rel_pos',
  'video.mvit._add_shortcut',
];

function withShape(x: TensorValue, shape: TensorValue['shape']): TensorValue {
  return { ...x, shape, data: null, range: null };
}

/** Functions of torchvision that the recorded forwards call and that no program does. */
export const networkParts: readonly LibraryEntry[] = [
  ...keepingSize.map((name) =>
    defineMethod({
      name: `torchvision.models.${name}`,
      params: { x: tensor(undefined, 'torch'), others: rest() },
      takesAnyKeyword: true,
      call: ({ x }) => withShape(x, x.shape),
    }),
  ),
  defineMethod({
    name: 'torchvision.models.swin_transformer._patch_merging_pad',
    params: { x: tensor(undefined, 'torch') },
    call({ x }) {
      const rank = rankOf(x.shape);
      if (rank === null || rank < 3) return withShape(x, null);
      const { dims } = x.shape!;
      const [height, width, channels] = dims.slice(-3) as [(typeof dims)[0], (typeof dims)[0], (typeof dims)[0]];
      return withShape(x, shapeOf([...dims.slice(0, -3), ceilDivDims(height, 2), ceilDivDims(width, 2), mulDims(channels, 4)]));
    },
  }),
  defineMethod({
    name: 'torchvision.models.video.mvit._unsqueeze',
    params: { x: value(), target_dim: value(), expand_dim: value() },
    call({ x, target_dim, expand_dim }, cx): Value {
      const rank = x.kind === 'tensor' ? rankOf(x.shape) : null;
      if (rank === null || target_dim.kind !== 'int' || typeof target_dim.value !== 'number') return unknown;
      const wide = rank === target_dim.value - 1 ? cx.callMethod(x, 'unsqueeze', [expand_dim]) : x;
      return tuple([wide, int(rank)]);
    },
  }),
  defineMethod({
    name: 'torchvision.models.video.mvit._squeeze',
    params: { x: value(), target_dim: value(), expand_dim: value(), tensor_dim: value() },
    call({ x, target_dim, expand_dim, tensor_dim }, cx): Value {
      if (target_dim.kind !== 'int' || tensor_dim.kind !== 'int') return unknown;
      if (typeof target_dim.value !== 'number' || typeof tensor_dim.value !== 'number') return unknown;
      return tensor_dim.value === target_dim.value - 1 ? cx.callMethod(x, 'squeeze', [expand_dim]) : x;
    },
  }),
  defineMethod({
    name: 'torchvision.models.video.swin_transformer._compute_pad_size_3d',
    params: { size_dhw: value(), patch_size: value() },
    call({ size_dhw, patch_size }, cx): Value {
      const [sizes, patches] = [readDims(size_dhw, cx.heap), readDims(patch_size, cx.heap)];
      if (sizes?.length !== 3 || patches?.length !== 3) return unknown;
      return tuple(sizes.map((size, i) => int(modDims(subDims(patches[i]!, modDims(size, patches[i]!)), patches[i]!))));
    },
  }),
  ...(
    [
      ['googlenet.GoogLeNetOutputs', ['logits', 'aux_logits2', 'aux_logits1']],
      ['inception.InceptionOutputs', ['logits', 'aux_logits']],
    ] as const
  ).map(([name, names]) =>
    defineMethod({
      name: `torchvision.models.${name}`,
      params: Object.fromEntries(names.map((each) => [each, value()])),
      call: (args): Value => ({ kind: 'tuple', items: names.map((each) => (args as Record<string, Value>)[each] ?? unknown), names }),
    }),
  ),
];
