import type { CallContext, LibraryEntry } from '../../kernel';
import { defineClass, defineMethod, defineOp, msg, value } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { addDims, compareDims, formatDim, isKnown, isLiteral, unknownDim } from '../../../values/dim';
import { joinValues } from '../../../values/join';
import { formatShape, rankOf } from '../../../values/shape';
import type { Value } from '../../../values/value';
import { int, none, tuple, unknown } from '../../../values/value';
import { libraryClass, numberIn } from '../libraryClass';
import { lengthOf } from './lengths';

const docs = 'https://docs.pytorch.org/docs/stable/data.html';
export const datasetClass = 'torch.utils.data.Dataset';
export const iterableClass = 'torch.utils.data.IterableDataset';

/** The methods of a class of data sets of the library: its length, its items, and a loop over them. */
export function datasetMembers(
  cls: string,
  length: (self: Value, cx: CallContext) => Dim,
  item: (self: Value, index: Value, cx: CallContext) => Value,
): LibraryEntry[] {
  return [
    defineMethod({ name: `${cls}.__len__`, params: { self: value() }, call: ({ self }, cx) => int(length(self, cx)) }),
    defineMethod({
      name: `${cls}.__getitem__`,
      params: { self: value(), index: value() },
      call: ({ self, index }, cx) => item(self, index, cx),
    }),
    defineMethod({
      name: `${cls}.__iter__`,
      params: { self: value() },
      call: ({ self }, cx) =>
        cx.alloc({
          kind: 'list',
          isSet: false,
          items: null,
          element: cx.getItem(self, int(unknownDim)),
          count: lengthOf(cx, self),
        }),
    }),
  ];
}

function attr(cx: CallContext, self: Value, name: string): Value {
  return cx.attr(self, name) ?? unknown;
}

/** The data sets that a list holds; null when they are not known one by one. */
function listed(cx: CallContext, given: Value): readonly Value[] | null {
  return cx.iterate(given);
}

/** Extents that are certainly not all the same. */
function differ(lengths: readonly Dim[]): boolean {
  const first = lengths.find(isLiteral) ?? lengths.find(isKnown);
  return first !== undefined && lengths.some((n) => compareDims(n, first) === 'different');
}

function sumOf(lengths: readonly Dim[]): Dim {
  return lengths.reduce<Dim>(addDims, 0);
}

/** A data set of rows of tensors, side by side. */
export const tensorDataset = [
  ...libraryClass({
    name: 'torch.utils.data.TensorDataset',
    aliases: ['torch.utils.data.dataset.TensorDataset'],
    bases: [datasetClass],
    summary: 'A data set whose items are the rows of tensors, side by side.',
    docs: `${docs}#torch.utils.data.TensorDataset`,
    category: 'data',
    params: { tensors: { ...value(), kind: 'rest' } },
    codes: ['dim-mismatch', 'dtype-mismatch', 'rank-mismatch'],
    keeps({ tensors }, cx) {
      const items = tensors?.kind === 'tuple' ? tensors.items : [];
      const arrays = items.filter((x) => x.kind === 'tensor');
      const array = arrays.find((x) => x.framework === 'numpy');
      if (array) {
        cx.report('dtype-mismatch', msg('{0} takes tensors, it gets an array of NumPy; torch.from_numpy makes one of it', cx.label), {
          from: [array],
        });
        return {};
      }
      const flat = arrays.find((x) => rankOf(x.shape) === 0);
      if (flat) cx.report('rank-mismatch', msg('{0}: a single value has no rows', cx.label), { from: [flat] });
      else if (differ(arrays.map((x) => (rankOf(x.shape) ? x.shape!.dims[0]! : unknownDim))))
        cx.report(
          'dim-mismatch',
          msg('{0}: the arrays have different numbers of rows: {1}', cx.label, arrays.map(({ shape }) => formatShape(shape)).join(', ')),
          { from: arrays },
        );
      return {};
    },
    examples: [
      'torch.utils.data.TensorDataset(torch.zeros(10, 3), torch.zeros(10))[0][0]  #> [3]',
      'torch.utils.data.TensorDataset(torch.zeros(10, 3), torch.zeros(9))  #! error[dim-mismatch]: (10, 3), (9,)',
      'torch.utils.data.TensorDataset(np.zeros((10, 3)))  #! error[dtype-mismatch]: an array of NumPy',
      'torch.utils.data.TensorDataset(torch.zeros(()))  #! error[rank-mismatch]: no rows',
    ],
  }),
  ...datasetMembers(
    'torch.utils.data.TensorDataset',
    (self, cx) => {
      const tensors = attr(cx, self, 'tensors');
      const lengths = tensors.kind === 'tuple' ? tensors.items.map((x) => lengthOf(cx, x)) : [];
      return lengths.find(isLiteral) ?? lengths[0] ?? unknownDim;
    },
    (self, index, cx) => {
      const tensors = attr(cx, self, 'tensors');
      return tensors.kind === 'tuple' ? tuple(tensors.items.map((x) => cx.getItem(x, index))) : unknown;
    },
  ),
];

/** A data set of some items of another one. */
export const subset = [
  ...libraryClass({
    name: 'torch.utils.data.Subset',
    aliases: ['torch.utils.data.dataset.Subset'],
    bases: [datasetClass],
    summary: 'The items of a data set that stand at the given places.',
    docs: `${docs}#torch.utils.data.Subset`,
    category: 'data',
    params: { dataset: value(), indices: value() },
    codes: [],
    examples: [
      'len(torch.utils.data.Subset(torch.zeros(10, 3), range(4)))',
      'torch.utils.data.Subset(torch.zeros(10, 3), [1, 2])[0]  #> [3]',
    ],
  }),
  ...datasetMembers(
    'torch.utils.data.Subset',
    (self, cx) => {
      const own = cx.attr(self, '#length');
      return own?.kind === 'int' ? own.value : lengthOf(cx, cx.attr(self, 'indices'));
    },
    (self, _, cx) => cx.elementOf(attr(cx, self, 'dataset')),
  ),
];

/** A data set of the items of several, one after the other. */
export const concatDataset = [
  ...libraryClass({
    name: 'torch.utils.data.ConcatDataset',
    aliases: ['torch.utils.data.dataset.ConcatDataset'],
    bases: [datasetClass],
    summary: 'The items of several data sets, one set after the other.',
    docs: `${docs}#torch.utils.data.ConcatDataset`,
    category: 'data',
    params: { datasets: value() },
    codes: ['missing-argument'],
    keeps({ datasets }, cx) {
      if (datasets && listed(cx, datasets)?.length === 0)
        cx.report('missing-argument', msg('{0} needs at least one data set', cx.label), { at: 'datasets' });
      return {};
    },
    examples: [
      'torch.utils.data.ConcatDataset([torch.zeros(10, 3), torch.zeros(5, 3)])[0]  #> [3]',
      'torch.utils.data.ConcatDataset([])  #! error[missing-argument]: at least one',
    ],
  }),
  ...datasetMembers(
    'torch.utils.data.ConcatDataset',
    (self, cx) => sumOf(listed(cx, attr(cx, self, 'datasets'))?.map((each) => lengthOf(cx, each)) ?? [unknownDim]),
    (self, _, cx) => {
      const items = listed(cx, attr(cx, self, 'datasets'))?.map((each) => cx.elementOf(each));
      return items?.length ? items.reduce(joinValues) : unknown;
    },
  ),
];

/** A data set of the items of several, side by side. */
export const stackDataset = [
  ...libraryClass({
    name: 'torch.utils.data.StackDataset',
    bases: [datasetClass],
    summary: 'The items of several data sets, side by side.',
    docs: `${docs}#torch.utils.data.StackDataset`,
    category: 'data',
    params: { args: { ...value(), kind: 'rest' } },
    takesAnyKeyword: true,
    codes: ['dim-mismatch'],
    keeps({ args }, cx) {
      const lengths = args?.kind === 'tuple' ? args.items.map((each) => lengthOf(cx, each)) : [];
      if (differ(lengths))
        cx.report('dim-mismatch', msg('{0}: the data sets have different lengths: {1}', cx.label, lengths.map(formatDim).join(', ')));
      return {};
    },
    examples: [
      'torch.utils.data.StackDataset(torch.zeros(10, 3), torch.zeros(10, 2))[0][1]  #> [2]',
      'torch.utils.data.StackDataset(torch.zeros(10, 3), torch.zeros(9, 3))  #! error[dim-mismatch]: 10, 9',
    ],
  }),
  ...datasetMembers(
    'torch.utils.data.StackDataset',
    (self, cx) => {
      const args = attr(cx, self, 'args');
      return args.kind === 'tuple' && args.items.length ? lengthOf(cx, args.items[0]) : unknownDim;
    },
    (self, _, cx) => {
      const args = attr(cx, self, 'args');
      return args.kind === 'tuple' && args.items.length ? tuple(args.items.map((each) => cx.elementOf(each))) : unknown;
    },
  ),
];

/** Streams, one after the other. */
export const chainDataset = [
  ...libraryClass({
    name: 'torch.utils.data.ChainDataset',
    bases: [iterableClass],
    summary: 'The items of several streams, one stream after the other.',
    docs: `${docs}#torch.utils.data.ChainDataset`,
    category: 'data',
    params: { datasets: value() },
    codes: [],
    examples: ['torch.utils.data.ChainDataset([])'],
  }),
  defineMethod({
    name: 'torch.utils.data.ChainDataset.__iter__',
    params: { self: value() },
    call({ self }, cx) {
      const items = listed(cx, attr(cx, self, 'datasets'))?.map((each) => cx.elementOf(each));
      return cx.alloc({ kind: 'list', isSet: false, items: null, element: items?.length ? items.reduce(joinValues) : unknown });
    },
  }),
];

/** The base classes, which programs inherit from, and `Dataset[int]`, which is the class itself. */
export const bases: readonly LibraryEntry[] = [
  defineClass(datasetClass),
  defineClass(iterableClass, datasetClass),
  defineMethod({
    name: `${datasetClass}.__getitem__`,
    params: { self: value(), index: value() },
    call: ({ self }) => (self.kind === 'library' ? self : unknown),
  }),
  defineMethod({
    name: `${datasetClass}.__add__`,
    params: { self: value(), other: value() },
    otherParams: ['op'],
    call: ({ self, other }, cx) =>
      cx.object('torch.utils.data.ConcatDataset', {
        datasets: cx.alloc({ kind: 'list', isSet: false, items: [self, other], element: unknown }),
      }),
  }),
];

/** Takes a data set apart into sets of given lengths, whose sum is its own, or of given shares. */
export const randomSplit = defineOp({
  name: 'torch.utils.data.random_split',
  aliases: ['torch.utils.data.dataset.random_split'],
  docs: `${docs}#torch.utils.data.random_split`,
  category: 'data',
  params: { dataset: value(), lengths: value(), generator: value(none) },
  codes: ['dim-mismatch'],
  call({ dataset, lengths }, cx) {
    const given = cx.iterate(lengths);
    if (!given) return cx.alloc({ kind: 'list', isSet: false, items: null, element: part(cx, dataset, unknownDim) });
    const size = lengthOf(cx, dataset);
    const extents = partLengths(given, size);
    if (!extents) {
      const numbers = given.map(numberIn);
      const all = numbers.reduce<number | null>((sum, n) => (sum === null || n === null ? null : sum + n), 0);
      const shown = given.map((n) => (n.kind === 'int' ? formatDim(n.value) : String(numberIn(n))));
      cx.report(
        'dim-mismatch',
        msg(
          '{0}: the lengths {1} make {2}, the data set has {3} items',
          cx.label,
          shown.join(' + '),
          all ?? formatDim(sumOf(given.map(extentOf))),
          formatDim(size),
        ),
        {
          at: 'lengths',
        },
      );
    }
    const items = given.map((each, i) => part(cx, dataset, extents?.[i] ?? (each.kind === 'int' ? each.value : unknownDim)));
    return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
  },
  examples: [
    'len(torch.utils.data.random_split(torch.zeros(10, 3), [8, 2])[0])',
    'torch.utils.data.random_split(torch.zeros(10, 3), [0.8, 0.2])[1][0]  #> [3]',
    'torch.utils.data.random_split(torch.zeros(10, 3), [8, 3])  #! error[dim-mismatch]: 8 + 3 make 11, the data set has 10',
  ],
});

function part(cx: CallContext, dataset: Value, length: Dim): Value {
  const indices = cx.alloc({ kind: 'list', isSet: false, items: null, element: int(unknownDim), count: length });
  return cx.object('torch.utils.data.Subset', { dataset, indices, '#length': int(length) });
}

function extentOf(given: Value): Dim {
  return given.kind === 'int' ? given.value : unknownDim;
}

/** The lengths of the parts; null where they certainly do not make the whole. */
function partLengths(given: readonly Value[], size: Dim): readonly Dim[] | null {
  const numbers = given.map(numberIn);
  const whole = given.every((each) => each.kind === 'int');
  if (whole) {
    const sum = sumOf(given.map(extentOf));
    // Ones and zeros that make one are shares.
    if (sum !== 1) return compareDims(sum, size) === 'different' ? null : given.map(extentOf);
  }
  if (!numbers.every((n): n is number => n !== null)) return given.map(() => unknownDim);
  const total = numbers.reduce((sum, n) => sum + n, 0);
  if (total > 1 || total < 1 - 1e-9) return isLiteral(size) && total !== size ? null : given.map(extentOf);
  if (!isLiteral(size)) return given.map(() => unknownDim);
  const lengths = numbers.map((share) => Math.floor(size * share));
  const left = size - lengths.reduce((sum, n) => sum + n, 0);
  return lengths.map((n, i) => n + Math.floor(left / lengths.length) + (i < left % lengths.length ? 1 : 0));
}
