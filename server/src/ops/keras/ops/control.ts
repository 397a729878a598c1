import type { CallContext } from '../../kernel';
import { dims, readDim, readDims, toTensor, value } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { freeDim, isLiteral, subDims, unknownDim } from '../../../values/dim';
import { PersistentMap } from '../../../values/persistentMap';
import { joinValues } from '../../../values/join';
import { dimAt, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { int, none, tuple, unknown } from '../../../values/value';
import { kerasOp, made, x } from './kerasOp';

/** A value with what a function makes of each tensor in it: tuples, lists and dicts keep their form. */
function mapTensors(v: Value, cx: CallContext, give: (t: TensorValue) => Value): Value {
  if (v.kind === 'tensor') return give(v);
  if (v.kind === 'tuple') return { ...v, items: v.items.map((item) => mapTensors(item, cx, give)) };
  if (v.kind === 'int' || v.kind === 'float' || v.kind === 'bool') return give(toTensor(v, cx.heap, 'keras'));
  const object = v.kind === 'ref' ? cx.heap.get(v.id) : undefined;
  if (object?.kind === 'list' && object.items)
    return cx.alloc({ ...object, items: object.items.map((item) => mapTensors(item, cx, give)) });
  if (object?.kind === 'dict') {
    const entries = [...object.entries.entries()].map(([key, e]) => [key, { ...e, value: mapTensors(e.value, cx, give) }] as const);
    return cx.alloc({ ...object, entries: PersistentMap.from(entries) });
  }
  return unknown;
}

function firstTensor(v: Value, cx: CallContext): TensorValue | null {
  let found: TensorValue | null = null;
  mapTensors(v, cx, (t) => {
    found ??= t;
    return t;
  });
  return found;
}

const row = (cx: CallContext) => (t: TensorValue) => made(cx, [], rankOf(t.shape) ? shapeOf(t.shape!.dims.slice(1)) : null, t.dtype);
const rows = (cx: CallContext, n: Dim) => (t: TensorValue) =>
  made(cx, [], rankOf(t.shape) === null ? null : shapeOf([n, ...t.shape!.dims]), t.dtype);
/** What comes out of a loop: its elements are not known. */
const vague = (cx: CallContext) => (t: TensorValue) => made(cx, [], t.shape, t.dtype);

export const map = kerasOp({
  name: 'map',
  params: { f: value(), xs: value() },
  call({ f, xs }, cx) {
    const n = dimAt(firstTensor(xs, cx)?.shape ?? null, 0);
    return mapTensors(cx.call(f, [mapTensors(xs, cx, row(cx))]), cx, rows(cx, n));
  },
});

export const vectorizedMap = kerasOp({
  name: 'vectorized_map',
  params: { function: value(), elements: value() },
  call({ function: f, elements }, cx) {
    const n = dimAt(firstTensor(elements, cx)?.shape ?? null, 0);
    return mapTensors(cx.call(f, [mapTensors(elements, cx, row(cx))]), cx, rows(cx, n));
  },
});

export const scan = kerasOp({
  name: 'scan',
  params: { f: value(), init: value(), xs: value(none), length: value(none) },
  other: ['reverse', 'unroll'],
  call({ f, init, xs, length }, cx) {
    const n = length.kind === 'int' ? length.value : xs.kind === 'none' ? unknownDim : dimAt(firstTensor(xs, cx)?.shape ?? null, 0);
    const step = cx.call(f, [mapTensors(init, cx, vague(cx)), xs.kind === 'none' ? none : mapTensors(xs, cx, row(cx))]);
    const pair = cx.iterate(step);
    if (pair?.length !== 2) return unknown;
    return tuple([mapTensors(init, cx, vague(cx)), pair[1]!.kind === 'none' ? none : mapTensors(pair[1]!, cx, rows(cx, n))]);
  },
});

export const associativeScan = kerasOp({
  name: 'associative_scan',
  params: { f: value(), elems: value() },
  other: ['reverse', 'axis'],
  call: ({ elems }, cx) => mapTensors(elems, cx, vague(cx)),
});

export const whileLoop = kerasOp({
  name: 'while_loop',
  params: { cond: value(), body: value(), loop_vars: value(), maximum_iterations: value(none) },
  call({ body, loop_vars }, cx) {
    const start = mapTensors(loop_vars, cx, vague(cx));
    const items = start.kind === 'tuple' ? start.items : cx.iterate(start);
    // The body is looked at for what it says itself; what goes in decides what comes out.
    if (items) cx.call(body, items);
    return start;
  },
});

export const foriLoop = kerasOp({
  name: 'fori_loop',
  params: { lower: value(), upper: value(), body_fun: value(), init_val: value() },
  call({ body_fun, init_val }, cx) {
    const start = mapTensors(init_val, cx, vague(cx));
    cx.call(body_fun, [int(unknownDim), start]);
    return start;
  },
});

export const cond = kerasOp({
  name: 'cond',
  params: { pred: value(), true_fn: value(), false_fn: value() },
  call({ pred, true_fn, false_fn }, cx) {
    const truth = pred.kind === 'tensor' && !pred.data ? null : cx.truth(pred);
    if (truth !== null) return cx.call(truth ? true_fn : false_fn, []);
    return joinValues(cx.call(true_fn, []), cx.call(false_fn, []));
  },
});

export const switchCase = kerasOp({
  name: 'switch',
  params: { index: value(), branches: value(), operands: { ...value(), kind: 'rest' } },
  call({ index, branches, operands }, cx) {
    const all = cx.iterate(branches);
    if (!all?.length || operands.kind !== 'tuple') return unknown;
    const at = isLiteral(readDim(index)) ? Math.min(Math.max(readDim(index) as number, 0), all.length - 1) : null;
    if (at !== null) return cx.call(all[at]!, operands.items);
    return all.map((branch) => cx.call(branch, operands.items)).reduce(joinValues);
  },
});

export const scatter = kerasOp({
  name: 'scatter',
  params: { indices: x(), values: x(), shape: dims() },
  call({ values, shape }, cx) {
    return made(cx, [values], shape && !shape.includes(freeDim) ? shapeOf(shape) : null, values.dtype);
  },
});

export const scatterUpdate = kerasOp({
  name: 'scatter_update',
  params: { inputs: x(), indices: x(), updates: x() },
  other: ['reduction'],
  call: ({ inputs, indices, updates }, cx) => made(cx, [inputs, indices, updates], inputs.shape, inputs.dtype),
});

export const slice = kerasOp({
  name: 'slice',
  params: { inputs: x(), start_indices: value(), shape: value() },
  call({ inputs, start_indices, shape }, cx) {
    const [starts, wanted] = [readDims(start_indices, cx.heap), readDims(shape, cx.heap)];
    const out = wanted?.map((d, i): Dim => {
      if (d !== -1) return d;
      const [n, from] = [dimAt(inputs.shape, i), starts?.[i]];
      return from !== undefined && isLiteral(from) && isLiteral(n) ? n - from : from === undefined ? unknownDim : subDims(n, from);
    });
    return made(cx, [inputs], out ? shapeOf(out) : null, inputs.dtype);
  },
});

export const sliceUpdate = kerasOp({
  name: 'slice_update',
  params: { inputs: x(), start_indices: value(), updates: x() },
  call: ({ inputs, updates }, cx) => made(cx, [inputs, updates], inputs.shape, inputs.dtype),
});

export const unravelIndex = kerasOp({
  name: 'unravel_index',
  params: { indices: x(), shape: dims() },
  call({ indices, shape }, cx): Value {
    return shape ? tuple(shape.map((): Value => made(cx, [indices], indices.shape, indices.dtype))) : unknown;
  },
});
