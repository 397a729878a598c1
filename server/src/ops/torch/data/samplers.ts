import type { CallContext, LibraryEntry } from '../../kernel';
import { defineClass, defineMethod, msg, parseSignature, value } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { ceilDivDims, floorDivDims, unknownDim } from '../../../values/dim';
import type { Value } from '../../../values/value';
import { int, unknown } from '../../../values/value';
import { libraryClass, numberIn } from '../libraryClass';
import { lengthOf } from './lengths';
import { listOfAlike } from './collate';

const docs = 'https://docs.pytorch.org/docs/stable/data.html';
export const samplerClass = 'torch.utils.data.Sampler';
export const batchSamplerClass = 'torch.utils.data.BatchSampler';

interface SamplerRow {
  readonly name: string;
  readonly signature: string;
  readonly summary: string;
  readonly length: (self: Value, cx: CallContext) => Dim;
  readonly example: string;
}

/** `num_samples` where it is given, else as many as the data set has. */
function asMany(source: string) {
  return (self: Value, cx: CallContext): Dim => {
    const given = cx.attr(self, 'num_samples');
    if (given?.kind === 'int') return given.value;
    return given === undefined || given.kind === 'none' ? lengthOf(cx, cx.attr(self, source)) : unknownDim;
  };
}

const rows: readonly SamplerRow[] = [
  {
    name: 'SequentialSampler',
    signature: 'data_source',
    summary: 'Gives the places of a data set in order.',
    length: asMany('data_source'),
    example: 'len(torch.utils.data.SequentialSampler(range(5)))',
  },
  {
    name: 'RandomSampler',
    signature: 'data_source, replacement=False, num_samples=None, generator=None',
    summary: 'Gives the places of a data set in any order.',
    length: asMany('data_source'),
    example: 'len(torch.utils.data.RandomSampler(range(5), num_samples=3))',
  },
  {
    name: 'SubsetRandomSampler',
    signature: 'indices, generator=None',
    summary: 'Gives the places of a list in any order.',
    length: asMany('indices'),
    example: 'len(torch.utils.data.SubsetRandomSampler([1, 4]))',
  },
  {
    name: 'WeightedRandomSampler',
    signature: 'weights, num_samples, replacement=True, generator=None',
    summary: 'Gives places with the probabilities that weights say.',
    length: asMany('weights'),
    example: 'len(torch.utils.data.WeightedRandomSampler([0.1, 0.9], 6))',
  },
  {
    name: 'DistributedSampler',
    signature: 'dataset, num_replicas=None, rank=None, shuffle=True, seed=0, drop_last=False',
    summary: 'Gives each of several processes its own share of the places.',
    length: () => unknownDim,
    example: 'torch.utils.data.DistributedSampler(range(5), num_replicas=2, rank=0)',
  },
];

/** In which order, and how often, a loader takes the items of a data set. */
export const samplers: readonly LibraryEntry[] = [
  defineClass(samplerClass),
  ...rows.flatMap(({ name, signature, summary, length, example }) => {
    const cls = `torch.utils.data.${name}`;
    return [
      ...libraryClass({
        name: cls,
        aliases: [name === 'DistributedSampler' ? 'torch.utils.data.distributed.DistributedSampler' : `torch.utils.data.sampler.${name}`],
        bases: [samplerClass],
        summary,
        docs: `${docs}#${cls}`,
        category: 'data',
        params: parseSignature(signature).params,
        codes: name === 'WeightedRandomSampler' ? ['non-positive-size'] : [],
        keeps({ num_samples }, cx) {
          const n = numberIn(num_samples);
          if (name === 'WeightedRandomSampler' && n !== null && n <= 0)
            cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, 'num_samples', n), { at: 'num_samples' });
          return {};
        },
        examples: [
          example,
          ...(name === 'WeightedRandomSampler'
            ? ['torch.utils.data.WeightedRandomSampler([0.1, 0.9], 0)  #! error[non-positive-size]: num_samples']
            : []),
        ],
      }),
      ...members(cls, length, () => int(unknownDim)),
    ];
  }),
  ...libraryClass({
    name: batchSamplerClass,
    aliases: ['torch.utils.data.sampler.BatchSampler'],
    bases: [samplerClass],
    summary: 'Puts the places that another sampler gives into lists of `batch_size`.',
    docs: `${docs}#${batchSamplerClass}`,
    category: 'data',
    params: parseSignature('sampler, batch_size, drop_last').params,
    codes: ['non-positive-size'],
    keeps({ batch_size }, cx) {
      const n = numberIn(batch_size);
      if (n !== null && n <= 0)
        cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, 'batch_size', n), { at: 'batch_size' });
      return {};
    },
    examples: [
      'len(torch.utils.data.BatchSampler(range(10), 4, drop_last=False))',
      'torch.utils.data.BatchSampler(range(10), 0, False)  #! error[non-positive-size]: batch_size',
    ],
  }),
  ...members(batchSamplerClass, batches, (self, cx) => {
    const size = cx.attr(self, 'batch_size');
    return listOfAlike(cx, int(unknownDim), size?.kind === 'int' ? size.value : unknownDim);
  }),
  ...['set_epoch'].map((name) =>
    defineMethod({ name: `torch.utils.data.DistributedSampler.${name}`, params: { self: value(), epoch: value() }, call: () => unknown }),
  ),
];

function batches(self: Value, cx: CallContext): Dim {
  const [size, drop] = [cx.attr(self, 'batch_size'), cx.attr(self, 'drop_last')];
  if (size?.kind !== 'int' || drop?.kind !== 'bool' || drop.value === null) return unknownDim;
  const all = lengthOf(cx, cx.attr(self, 'sampler'));
  return drop.value ? floorDivDims(all, size.value) : ceilDivDims(all, size.value);
}

function members(
  cls: string,
  length: (self: Value, cx: CallContext) => Dim,
  element: (self: Value, cx: CallContext) => Value,
): LibraryEntry[] {
  return [
    defineMethod({ name: `${cls}.__len__`, params: { self: value() }, call: ({ self }, cx) => int(length(self, cx)) }),
    defineMethod({
      name: `${cls}.__iter__`,
      params: { self: value() },
      call: ({ self }, cx) => cx.alloc({ kind: 'list', isSet: false, items: null, element: element(self, cx), count: length(self, cx) }),
    }),
  ];
}
