import { arrayAttribute, toTensor } from '../../../ops/kernel';
import { isSubclass } from '../../../ops/registry';
import type { Dim } from '../../../values/dim';
import { unknownDim } from '../../../values/dim';
import { shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { findMember } from '../../classes';
import { plainArgs } from '../../calls';
import { callFunction } from '../../functions';
import { elementValue } from '../../loops/iterate';
import type { Machine } from '../../machine';
import { int, unknown } from '../../../values/value';

/** Arrays that a model is fed: one, several in order, or several by name. */
export interface Feed {
  readonly kind: 'one' | 'list' | 'dict';
  readonly items: readonly { readonly key: string | null; readonly tensor: TensorValue }[];
}

/** `plain`: a list of numbers, which Keras 3 does not take for an array. */
export type MaybeFeed = Feed | 'unknown' | 'plain' | null;

/** Reads what is given as `x`, `y` or `sample_weight`; null when nothing is. */
export function readFeed(m: Machine, value: Value | undefined): MaybeFeed {
  if (!value || value.kind === 'none') return null;
  const one = arrayFrom(m, value);
  if (one) return { kind: 'one', items: [{ key: null, tensor: one }] };
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'dict' && !object.isOpen) {
    const items = [...object.entries.values()].map(({ key, value: item }) => ({
      key: key.kind === 'str' ? key.value : null,
      tensor: arrayFrom(m, item),
    }));
    if (!items.length || items.some(({ key }) => key === null)) return 'unknown';
    return { kind: 'dict', items: items.map(({ key, tensor }) => ({ key, tensor: tensor ?? anything })) };
  }
  const values = value.kind === 'tuple' ? value.items : object?.kind === 'list' && !object.isSet ? object.items : null;
  if (object?.kind === 'list' && !object.items && isPlain(m, value, 0)) return 'plain';
  if (!values?.length) return 'unknown';
  const arrays = values.map((item) => arrayFrom(m, item));
  if (arrays.some((array) => array)) {
    // One list of numbers among them, and nothing of it is taken.
    if (values.some((item) => item.kind === 'ref' && isPlain(m, item, 0))) return 'plain';
    if (values.some((item, i) => !arrays[i] && item.kind !== 'unknown')) return 'unknown';
    return { kind: 'list', items: arrays.map((array) => ({ key: null, tensor: array ?? anything })) };
  }
  return values.every((item) => isPlain(m, item, 0)) ? 'plain' : 'unknown';
}

const anything: TensorValue = toTensor(unknown, { get: () => undefined });

function arrayFrom(m: Machine, value: Value): TensorValue | null {
  if (value.kind === 'tensor') return value;
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind !== 'object') return null;
  const array = object.attrs.get(arrayAttribute);
  if (array?.kind !== 'tensor') return null;
  // Keras makes a column of a series.
  const { shape } = array;
  if (!isSubclass(object.cls, 'pandas.Series') || shape?.hasPrefix !== false || shape.dims.length !== 1) return array;
  return { ...array, shape: shapeOf([...shape.dims, 1]) };
}

function isPlain(m: Machine, value: Value, depth: number): boolean {
  if (value.kind === 'int' || value.kind === 'float' || value.kind === 'bool' || value.kind === 'str') return true;
  const object = value.kind === 'ref' ? m.get(value.id) : undefined;
  if (object?.kind === 'list' && !object.items) return depth < 8 && !object.isSet && isPlain(m, object.element, depth + 1);
  const items = value.kind === 'tuple' ? value.items : object?.kind === 'list' ? object.items : null;
  return depth < 8 && !!items?.length && items.every((item) => isPlain(m, item, depth + 1));
}

/** What is fed in one training step, and how many samples there are. */
export interface Batches {
  readonly x: MaybeFeed;
  readonly y: MaybeFeed;
  readonly weights: MaybeFeed;
  /** Extents of the batch axis that occur: of whole batches, and of the last. Empty where the data comes in batches already. */
  readonly sizes: readonly Dim[];
  /** All batches are whole ones: Keras knows their size when it builds the step. */
  readonly isEven: boolean;
  /** Samples in all, where the data are arrays. */
  readonly samples: Dim;
}

/** The batches of a data set, a generator or a sequence: what one item of it is. */
export function batchesOfItems(m: Machine, source: Value): Batches | null {
  const item = itemOf(m, source);
  const parts =
    item.kind === 'tuple' ? item.items : item.kind === 'ref' && m.get(item.id)?.kind === 'list' ? (listItems(m, item.id) ?? []) : [item];
  if (item.kind === 'unknown' || parts.length === 0 || parts.length > 3) return null;
  // A list counts as a tuple.
  const [x, y, weights] = parts;
  return { x: readFeed(m, x), y: readFeed(m, y), weights: readFeed(m, weights), sizes: [], isEven: false, samples: unknownDim };
}

function listItems(m: Machine, id: number): readonly Value[] | null {
  const object = m.get(id);
  return object?.kind === 'list' ? object.items : null;
}

function itemOf(m: Machine, source: Value): Value {
  const object = source.kind === 'ref' ? m.get(source.id) : undefined;
  if (object?.kind === 'instance') {
    const getItem = findMember(m, object.cls, '__getitem__');
    return getItem?.kind === 'function' ? callFunction(m, getItem, plainArgs([int(0)]), source) : unknown;
  }
  if (object?.kind === 'object' || object?.kind === 'iterator') return elementValue(m, source);
  return unknown;
}

/** The batches that Keras makes of arrays. */
export function batchesOfArrays(x: MaybeFeed, y: MaybeFeed, weights: MaybeFeed, batchSize: Dim): Batches {
  const samples = sampleCounts(x)[0] ?? unknownDim;
  const isCounted = typeof samples === 'number' && typeof batchSize === 'number' && batchSize > 0;
  return { x, y, weights, ...(isCounted ? batchSizes(samples, batchSize) : { sizes: [], isEven: false }), samples };
}

/** The sizes of the batches that so many samples make. */
export function batchSizes(samples: number, batchSize: number): Pick<Batches, 'sizes' | 'isEven'> {
  const rest = samples % batchSize;
  const isEven = rest === 0 && samples > 0;
  return { sizes: [...(samples >= batchSize ? [batchSize] : []), ...(rest ? [rest] : [])], isEven };
}

/** The numbers of samples that are certain. */
export function sampleCounts(feed: MaybeFeed): Dim[] {
  if (!isFeed(feed)) return [];
  return feed.items.flatMap(({ tensor: { shape } }) => (shape && !shape.hasPrefix && shape.dims.length ? [shape.dims[0]!] : []));
}

export function isFeed(feed: MaybeFeed): feed is Feed {
  return feed !== null && typeof feed === 'object';
}
