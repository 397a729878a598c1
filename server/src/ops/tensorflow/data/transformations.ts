import type { CallContext, FunctionDef, LibraryEntry } from '../../kernel';
import { arrayOf, defineMethod, defineProperty, flag, integer, listOf, msg, value } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { addDims, ceilDivDims, floorDivDims, freeDim, isKnown, isLiteral, mulDims, unknownDim } from '../../../values/dim';
import { rankOf, shapeOf } from '../../../values/shape';
import { joinValues } from '../../../values/join';
import type { Value } from '../../../values/value';
import { int, none, tuple } from '../../../values/value';
import type { Count } from './elements';
import { handingOn, withFirstBatch } from './handedOn';
import { batchOf, concreteElement, countOf, datasetClass, datasetOf, elementOf, mapTensors, rowOf } from './elements';

const self = value();

/** A method that gives a dataset of the same elements. */
function keeps(name: string, params: readonly string[], count: (n: Count, given: Value) => Count = (n) => n): FunctionDef {
  const [text, ...others] = params;
  // What has to be given is marked.
  const first = text?.replace('!', '');
  return defineMethod({
    name: `${datasetClass}.${name}`,
    params: { self, ...(first !== undefined && { [first]: first === text ? value(none) : value() }) },
    otherParams: [...others, 'name'],
    call(args, cx) {
      const own = args.self;
      return datasetOf(cx, elementOf(cx, own), count(countOf(cx, own), first === undefined ? none : args[first as never]));
    },
  });
}

/** Calls a function on an element: the parts of a tuple are its arguments. */
function callOn(cx: CallContext, fn: Value, element: Value): Value {
  if (element.kind !== 'tuple') return element.kind === 'unknown' ? cx.call(fn, [element]) : cx.callOnParts(fn, [element]);
  return cx.callOnParts(fn, element.items);
}

const least = (n: Count, given: Value): Count => {
  if (given.kind !== 'int' || !isLiteral(given.value)) return unknownDim;
  if (given.value < 0) return n;
  return n === 'endless' ? given.value : isLiteral(n) ? Math.min(n, given.value) : unknownDim;
};

const rest = (n: Count, given: Value): Count => {
  if (n === 'endless') return n;
  if (given.kind !== 'int' || !isLiteral(given.value)) return unknownDim;
  return given.value < 0 ? 0 : isLiteral(n) ? Math.max(0, n - given.value) : unknownDim;
};

const times = (n: Count, given: Value): Count => {
  if (given.kind === 'none' || (given.kind === 'int' && given.value === -1)) return 'endless';
  return n === 'endless' ? n : given.kind === 'int' ? mulDims(n, given.value) : unknownDim;
};

function batches(n: Count, size: Dim, drops: boolean | null): Count {
  if (n === 'endless') return n;
  if (!isKnown(n) || !isKnown(size) || drops === null) return unknownDim;
  return drops ? floorDivDims(n, size) : ceilDivDims(n, size);
}

/** What datasets can be made into, and what can be asked of them. */
const members: readonly LibraryEntry[] = [
  defineMethod({
    name: `${datasetClass}.map`,
    params: { self, map_func: value() },
    otherParams: ['num_parallel_calls', 'deterministic', 'synchronous', 'use_unbounded_threadpool', 'name'],
    call({ self, map_func }, cx) {
      const made = callOn(cx, map_func, elementOf(cx, self));
      return datasetOf(
        cx,
        mapTensors(cx, made, (x) => ({ ...x, data: null })),
        countOf(cx, self),
      );
    },
  }),
  defineMethod({
    name: `${datasetClass}.batch`,
    params: { self, batch_size: integer(), drop_remainder: flag(false) },
    otherParams: ['num_parallel_calls', 'deterministic', 'name'],
    codes: ['non-positive-size'],
    call({ self, batch_size, drop_remainder }, cx) {
      if (isLiteral(batch_size) && batch_size < 1)
        cx.report('non-positive-size', msg('{0}: {1} must be positive, it is {2}', cx.label, 'batch_size', batch_size), {
          at: 'batch_size',
        });
      const element = mapTensors(cx, elementOf(cx, self), (x) => batchOf(x, drop_remainder ? batch_size : freeDim));
      return withFirstBatch(
        cx,
        datasetOf(cx, element, batches(countOf(cx, self), batch_size, drop_remainder)),
        batch_size,
        countOf(cx, self),
      );
    },
  }),
  defineMethod({
    name: `${datasetClass}.padded_batch`,
    params: { self, batch_size: integer(), padded_shapes: value(none), padding_values: value(none), drop_remainder: flag(false) },
    otherParams: ['name'],
    call({ self, batch_size, padded_shapes, drop_remainder }, cx) {
      const isPlain = padded_shapes.kind === 'none';
      const element = mapTensors(cx, elementOf(cx, self), (x) => {
        const batch = batchOf(x, drop_remainder ? batch_size : freeDim);
        return isPlain || !batch.shape
          ? batch
          : { ...batch, shape: { ...batch.shape, dims: batch.shape.dims.map((d, i) => (i === 0 ? d : unknownDim)) } };
      });
      return withFirstBatch(
        cx,
        datasetOf(cx, element, batches(countOf(cx, self), batch_size, drop_remainder)),
        batch_size,
        countOf(cx, self),
      );
    },
  }),
  defineMethod({
    name: `${datasetClass}.unbatch`,
    params: { self },
    otherParams: ['name'],
    codes: ['rank-mismatch'],
    call({ self }, cx) {
      const element = mapTensors(cx, elementOf(cx, self), (x) => {
        if (rankOf(x.shape) === 0) cx.report('rank-mismatch', msg('{0}: a single value has no rows', cx.label), { from: [x] });
        return rowOf(x);
      });
      return datasetOf(cx, element);
    },
  }),
  keeps('shuffle', ['buffer_size!', 'seed', 'reshuffle_each_iteration']),
  keeps('repeat', ['count'], times),
  keeps('take', ['count!'], least),
  keeps('skip', ['count!'], rest),
  keeps('cache', ['filename']),
  keeps('prefetch', ['buffer_size!']),
  keeps('with_options', ['options!']),
  keeps('shard', ['num_shards!', 'index'], () => unknownDim),
  keeps('ignore_errors', ['log_warning'], () => unknownDim),
  keeps('unique', [], () => unknownDim),
  keeps('snapshot', ['path', 'compression', 'reader_func', 'shard_func']),
  ...['filter', 'take_while'].map((name) =>
    defineMethod({
      name: `${datasetClass}.${name}`,
      params: { self, predicate: value() },
      otherParams: ['name'],
      call({ self, predicate }, cx) {
        callOn(cx, predicate, elementOf(cx, self));
        return datasetOf(cx, elementOf(cx, self));
      },
    }),
  ),
  ...['flat_map', 'interleave'].map((name) =>
    defineMethod({
      name: `${datasetClass}.${name}`,
      params: { self, map_func: value() },
      otherParams: [...(name === 'interleave' ? ['cycle_length', 'block_length', 'num_parallel_calls', 'deterministic'] : []), 'name'],
      call({ self, map_func }, cx) {
        return datasetOf(cx, elementOf(cx, callOn(cx, map_func, elementOf(cx, self))));
      },
    }),
  ),
  defineMethod({
    name: `${datasetClass}.window`,
    params: { self, size: integer(), shift: value(none), stride: integer(1), drop_remainder: flag(false) },
    otherParams: ['name'],
    call({ self, size, drop_remainder }, cx) {
      const element = elementOf(cx, self);
      const of = (part: Value): Value =>
        part.kind === 'tuple' ? tuple(part.items.map(of)) : datasetOf(cx, part, drop_remainder ? size : unknownDim);
      return datasetOf(cx, of(element));
    },
  }),
  defineMethod({
    name: `${datasetClass}.enumerate`,
    params: { self, start: value(none) },
    otherParams: ['name'],
    call: ({ self }, cx) => datasetOf(cx, tuple([arrayOf('tensorflow', shapeOf([]), 'int64'), elementOf(cx, self)]), countOf(cx, self)),
  }),
  defineMethod({
    name: `${datasetClass}.concatenate`,
    params: { self, dataset: value() },
    otherParams: ['name'],
    call({ self, dataset }, cx) {
      const [m, n] = [countOf(cx, self), countOf(cx, dataset)];
      return datasetOf(
        cx,
        joinValues(elementOf(cx, self), elementOf(cx, dataset)),
        m === 'endless' || n === 'endless' ? 'endless' : addDims(m, n),
      );
    },
  }),
  defineMethod({
    name: `${datasetClass}.apply`,
    params: { self, transformation_func: value() },
    call: ({ self, transformation_func }, cx) => cx.call(transformation_func, [self]),
  }),
  defineMethod({
    name: `${datasetClass}.reduce`,
    params: { self, initial_state: value(), reduce_func: value() },
    otherParams: ['name'],
    call: ({ self, initial_state, reduce_func }, cx) => cx.call(reduce_func, [initial_state, elementOf(cx, self)]),
  }),
  defineMethod({
    name: `${datasetClass}.cardinality`,
    params: { self },
    call({ self }, cx) {
      const n = countOf(cx, self);
      return arrayOf('tensorflow', shapeOf([]), 'int64', { data: n === 'endless' ? [-1] : isLiteral(n) ? [n] : null });
    },
  }),
  defineMethod({
    name: `${datasetClass}.__len__`,
    params: { self },
    call({ self }, cx) {
      const n = countOf(cx, self);
      return int(n === 'endless' ? unknownDim : n);
    },
  }),
  defineMethod({
    name: `${datasetClass}.__iter__`,
    params: { self },
    call: ({ self }, cx) => listOf(cx, null, concreteElement(cx, self)),
  }),
  defineMethod({
    name: `${datasetClass}.as_numpy_iterator`,
    params: { self },
    call: ({ self }, cx) =>
      listOf(
        cx,
        null,
        mapTensors(cx, concreteElement(cx, self), (x) => ({ ...x, framework: 'numpy' })),
      ),
  }),
  defineMethod({
    name: `${datasetClass}.get_single_element`,
    params: { self },
    otherParams: ['name'],
    call: ({ self }, cx) => concreteElement(cx, self),
  }),
  defineProperty(`${datasetClass}.element_spec`, (self, cx) => elementOf(cx, self)),
];

export const datasetMembers: readonly LibraryEntry[] = members.map(handingOn);
