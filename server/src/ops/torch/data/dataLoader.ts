import type { CallContext, LibraryEntry } from '../../kernel';
import { defineMethod, defineOp, msg, parseSignature, value } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { ceilDivDims, floorDivDims, isLiteral, unknownDim } from '../../../values/dim';
import type { Value } from '../../../values/value';
import { int, unknown } from '../../../values/value';
import { libraryClass, numberIn } from '../libraryClass';
import { collate, converted, listOfAlike } from './collate';
import { iterableClass } from './datasets';
import { lengthOf } from './lengths';

const docs = 'https://docs.pytorch.org/docs/stable/data.html';
const loaderClass = 'torch.utils.data.DataLoader';

type Given = Readonly<Record<string, Value>>;

/** An option that was given, and not as None or false. */
function isGiven(option: Value | undefined): boolean {
  if (option === undefined || option.kind === 'none' || option.kind === 'unknown') return false;
  return option.kind !== 'bool' || option.value === true;
}

/** Options that exclude each other: what is at fault, and why. */
function conflict(given: Given, cx: CallContext): { readonly at: string; readonly other: string } | null {
  const isStream = cx.isInstance(given.dataset!, { kind: 'library', path: iterableClass }) === true;
  const size = given.batch_size;
  if (isStream) for (const at of ['shuffle', 'sampler', 'batch_sampler']) if (isGiven(given[at])) return { at, other: 'IterableDataset' };
  if (isGiven(given.sampler) && isGiven(given.shuffle)) return { at: 'shuffle', other: 'sampler' };
  if (isGiven(given.batch_sampler)) {
    if (size?.kind === 'none' || (numberIn(size) ?? 1) !== 1) return { at: 'batch_size', other: 'batch_sampler' };
    for (const at of ['shuffle', 'sampler', 'drop_last']) if (isGiven(given[at])) return { at, other: 'batch_sampler' };
  } else if (size?.kind === 'none' && isGiven(given.drop_last)) return { at: 'drop_last', other: 'batch_size=None' };
  const workers = given.num_workers === undefined ? 0 : numberIn(given.num_workers);
  if (workers === 0)
    for (const at of ['prefetch_factor', 'persistent_workers']) if (isGiven(given[at])) return { at, other: 'num_workers=0' };
  return null;
}

/** Gives the items of a data set in batches. */
export const dataLoader: readonly LibraryEntry[] = [
  ...libraryClass({
    name: loaderClass,
    aliases: ['torch.utils.data.dataloader.DataLoader'],
    summary: 'Gives the items of a data set in batches: tensors, arrays and numbers of the items are stacked.',
    docs: `${docs}#${loaderClass}`,
    category: 'data',
    params: parseSignature(
      "dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, multiprocessing_context=None, generator=None, *, prefetch_factor=None, persistent_workers=False, pin_memory_device='', in_order=True",
    ).params,
    codes: ['unknown-argument', 'non-positive-size'],
    keeps(_, cx, bound) {
      const given = Object.fromEntries([...bound.values].map(([name, each]) => [name, each.value])) as Given;
      if (!given.dataset) return {};
      const found = conflict(given, cx);
      if (found)
        cx.report('unknown-argument', msg('{0}: {1} and {2} exclude each other', cx.label, found.at, found.other), { at: found.at });
      for (const name of ['batch_size', 'num_workers']) {
        const n = numberIn(given[name]);
        if (n !== null && (n < 0 || (n === 0 && name === 'batch_size')))
          cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, name, n), { at: name });
      }
      const defaults = { batch_size: int(1), num_workers: int(0) };
      return Object.fromEntries(
        bound.isComplete
          ? Object.entries(defaults).filter(([name]) => !(name in given))
          : Object.keys(defaults)
              .filter((name) => !(name in given))
              .map((name) => [name, unknown]),
      );
    },
    examples: [
      'next(iter(torch.utils.data.DataLoader(torch.zeros(10, 3), batch_size=4)))  #> [4, 3]',
      'torch.utils.data.DataLoader(range(10), 4, shuffle=True, sampler=[1, 2])  #! error[unknown-argument]: shuffle and sampler',
      'torch.utils.data.DataLoader(range(10), batch_size=0)  #! error[non-positive-size]: batch_size',
    ],
  }),
  defineMethod({
    name: `${loaderClass}.__iter__`,
    params: { self: value() },
    call: ({ self }, cx) => cx.alloc({ kind: 'list', isSet: false, items: null, element: batchOf(self, cx), count: countOf(self, cx) }),
  }),
  defineMethod({ name: `${loaderClass}.__len__`, params: { self: value() }, call: ({ self }, cx) => int(countOf(self, cx)) }),
];

/** How many items a loader takes in all. */
function itemsOf(self: Value, cx: CallContext): Dim {
  const sampler = cx.attr(self, 'sampler');
  if (sampler?.kind === 'unknown') return unknownDim;
  return lengthOf(cx, isGiven(sampler) ? sampler : cx.attr(self, 'dataset'));
}

function countOf(self: Value, cx: CallContext): Dim {
  const sampler = cx.attr(self, 'batch_sampler');
  if (isGiven(sampler)) return lengthOf(cx, sampler);
  const size = cx.attr(self, 'batch_size');
  const all = itemsOf(self, cx);
  if (size?.kind === 'none') return all;
  const drop = cx.attr(self, 'drop_last');
  const drops = drop === undefined ? false : drop.kind === 'bool' ? drop.value : null;
  if (size?.kind !== 'int' || drops === null) return unknownDim;
  return drops ? floorDivDims(all, size.value) : ceilDivDims(all, size.value);
}

/** The extent of a full batch, or of the only one; null where items come one by one. */
function sizeOf(self: Value, cx: CallContext): Dim | null {
  const sampler = cx.attr(self, 'batch_sampler');
  const size = isGiven(sampler) ? cx.attr(sampler!, 'batch_size') : cx.attr(self, 'batch_size');
  if (size?.kind === 'none') return null;
  if (size?.kind !== 'int') return unknownDim;
  const all = isGiven(sampler) ? unknownDim : (streamLength(cx.attr(self, 'dataset'), cx) ?? itemsOf(self, cx));
  return isLiteral(all) && isLiteral(size.value) && all > 0 && all < size.value ? all : size.value;
}

/** How many items a stream of the program gives, where each of them is sure. */
function streamLength(dataset: Value | undefined, cx: CallContext): number | null {
  if (!dataset || cx.isInstance(dataset, { kind: 'library', path: iterableClass }) !== true) return null;
  return cx.iterate(dataset)?.length ?? null;
}

function batchOf(self: Value, cx: CallContext): Value {
  const dataset = cx.attr(self, 'dataset');
  if (!dataset || dataset.kind === 'unknown') return unknown;
  const item = cx.elementOf(dataset);
  const size = sizeOf(self, cx);
  const own = cx.attr(self, 'collate_fn');
  if (own?.kind === 'unknown') return unknown;
  if (isGiven(own)) return cx.call(own!, [size === null ? item : listOfAlike(cx, item, size)]);
  return size === null ? converted(cx, item) : collate(cx, item, size);
}

/** Puts items together as a loader does. */
export const defaultCollate = defineOp({
  name: 'torch.utils.data.default_collate',
  aliases: ['torch.utils.data.dataloader.default_collate', 'torch.utils.data._utils.collate.default_collate'],
  docs: `${docs}#torch.utils.data.default_collate`,
  category: 'data',
  params: { batch: value() },
  codes: ['dtype-mismatch'],
  call({ batch }, cx) {
    const items = cx.iterate(batch);
    const item = cx.elementOf(batch);
    return collate(cx, item, items?.length ?? cx.countOf(batch));
  },
  examples: [
    'torch.utils.data.default_collate([torch.zeros(3), torch.zeros(3)])  #> [2, 3]',
    'torch.utils.data.default_collate([None])  #! error[dtype-mismatch]: gives None',
  ],
});
