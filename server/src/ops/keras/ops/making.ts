import type { FunctionDef } from '../../kernel';
import {
  broadcastShapes,
  dims,
  dtype,
  flag,
  floatLikeKeras,
  integer,
  maxData,
  optionalDim,
  promoteLikeKeras,
  readDim,
  toTensor,
  value,
} from '../../kernel';
import type { Dim } from '../../../values/dim';
import { ceilDivDims, isLiteral, subDims, unknownDim } from '../../../values/dim';
import { rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { none, tuple, unknown } from '../../../values/value';
import { kerasOp, made, x } from './kerasOp';

/** The element type of numbers of the language and tensors together, `absent` meaning that none was asked for. */
function typeOf(wanted: string | null, given: readonly Value[], from: readonly TensorValue[]): string | null {
  if (wanted !== 'absent') return wanted;
  const types = given.map((v, i) =>
    v.kind === 'int' ? 'int32' : v.kind === 'float' ? 'float32' : v.kind === 'tensor' ? (from[i]?.dtype ?? null) : null,
  );
  return types.reduce((a, b) => promoteLikeKeras(a, b));
}

export const arange = kerasOp({
  name: 'arange',
  params: { start: value(), stop: value(none), step: value(none), dtype: dtype() },
  call({ start, stop, step, dtype }, cx) {
    const [from, to]: readonly [Value, Value] = stop.kind === 'none' ? [{ kind: 'int', value: 0 }, start] : [start, stop];
    const by: Value = step.kind === 'none' ? { kind: 'int', value: 1 } : step;
    const given = [start, stop, step].filter((v) => v.kind !== 'none');
    const type = typeOf(
      dtype,
      given,
      given.map((v) => toTensor(v, cx.heap, 'keras')),
    );
    const [a, b, c] = [from, to, by].map((v) => (v.kind === 'float' ? v.value : isLiteral(readDim(v)) ? (readDim(v) as number) : null));
    if (a !== null && a !== undefined && b !== null && b !== undefined && c) {
      const n = Math.max(0, Math.ceil((b - a) / c));
      const data = n <= maxData && [a, b, c].every(Number.isInteger) ? Array.from({ length: n }, (_, i) => a + i * c) : null;
      return made(cx, [], shapeOf([n]), type, { data });
    }
    const n: Dim = readDim(by) === 1 ? subDims(readDim(to), readDim(from)) : ceilDivDims(subDims(readDim(to), readDim(from)), readDim(by));
    return made(cx, [], shapeOf([n]), type);
  },
});

const ends = { start: value(), stop: value(), num: integer(50), endpoint: flag(true) };

/** Numbers between two ends, or between those of two tensors. */
export const spaced: readonly FunctionDef[] = (['linspace', 'logspace', 'geomspace'] as const).map((name) =>
  kerasOp({
    name,
    params: {
      ...ends,
      ...(name === 'linspace' ? { retstep: flag(false) } : name === 'logspace' ? { base: value(unknown, '10') } : {}),
      dtype: dtype(),
      axis: integer(0),
    },
    call(args, cx) {
      const { start, stop, num, dtype, axis } = args;
      const [a, b] = [toTensor(start, cx.heap, 'keras'), toTensor(stop, cx.heap, 'keras')];
      const merged = broadcastShapes(a.shape, b.shape);
      const rank = merged.fits ? rankOf(merged.shape) : null;
      const at = rank === null || !isLiteral(axis) ? null : axis < 0 ? axis + rank + 1 : axis;
      const own = merged.fits && merged.shape ? merged.shape.dims : [];
      const out = made(
        cx,
        [a, b],
        at === null ? null : shapeOf([...own.slice(0, at), num, ...own.slice(at)]),
        dtype === 'absent' ? floatLikeKeras(typeOf(dtype, [start, stop], [a, b])) : dtype,
      );
      const retstep = (args as { retstep?: boolean | null }).retstep;
      return retstep === true ? tuple([out, unknown]) : retstep === null ? unknown : out;
    },
  }),
);

export const identity = kerasOp({
  name: 'identity',
  params: { n: integer(), dtype: dtype() },
  call: ({ n, dtype }, cx) => made(cx, [], shapeOf([n, n]), dtype === 'absent' ? 'float32' : dtype),
});

export const tri = kerasOp({
  name: 'tri',
  params: { N: integer(), M: optionalDim(), k: value(none), dtype: dtype() },
  call: ({ N, M, dtype }, cx) => made(cx, [], shapeOf([N, M ?? N]), dtype === 'absent' ? 'float32' : dtype),
});

export const fullLike = kerasOp({
  name: 'full_like',
  params: { x: x(), fill_value: value(), dtype: dtype() },
  call: ({ x, dtype }, cx) => made(cx, [x], x.shape, dtype === 'absent' ? x.dtype : dtype),
});

/** Window functions of a length. */
export const windows: readonly FunctionDef[] = ['bartlett', 'blackman', 'hamming', 'hanning', 'kaiser'].map((name) =>
  kerasOp({
    name,
    params: { x: value(), ...(name === 'kaiser' && { beta: value() }) },
    call: ({ x }, cx) => made(cx, [], shapeOf([readDim(x)]), x.kind === 'int' ? 'float32' : null),
  }),
);

export const vander = kerasOp({
  name: 'vander',
  params: { x: x(), N: optionalDim() },
  other: ['increasing'],
  call: ({ x, N }, cx) => made(cx, [x], rankOf(x.shape) === 1 ? shapeOf([x.shape!.dims[0]!, N ?? x.shape!.dims[0]!]) : null, x.dtype),
});

export const meshgrid = kerasOp({
  name: 'meshgrid',
  params: { x: { ...value(), kind: 'rest' }, indexing: { ...value({ kind: 'str', value: 'xy' }), kind: 'keyword' } },
  call({ x, indexing }, cx) {
    const given = x.kind === 'tuple' ? x.items.map((v) => toTensor(v, cx.heap, 'keras')) : null;
    if (!given?.length || given.some((t) => (rankOf(t.shape) ?? 2) > 1)) return unknown;
    const lengths = given.map((t): Dim => t.shape!.dims[0] ?? 1);
    const isXy = indexing.kind === 'str' && indexing.value === 'xy';
    if (indexing.kind !== 'str') return unknown;
    const order = isXy && lengths.length > 1 ? [lengths[1]!, lengths[0]!, ...lengths.slice(2)] : lengths;
    const items = given.map((t) => made(cx, given, shapeOf(order), t.dtype));
    return cx.alloc({ kind: 'list', isSet: false, items, element: unknown });
  },
});

const shaped = { shape: dims() };
/** A free extent is the batch's, which a layer asks for with `ops.shape`. */
const at = (shape: readonly Dim[] | null): ReturnType<typeof shapeOf> | null => shape && shapeOf(shape);

/** Random numbers of further distributions. */
export const distributions: readonly FunctionDef[] = (
  [
    ['gamma', ['alpha']],
    ['beta', ['alpha', 'beta']],
    ['binomial', ['counts', 'probabilities']],
  ] as const
).map(([name, more]) => {
  const op = kerasOp({
    name,
    params: { ...shaped, ...Object.fromEntries(more.map((one) => [one, value()])), dtype: dtype() },
    other: ['seed'],
    call(args, cx) {
      const { shape, dtype } = args as unknown as { shape: readonly Dim[] | null; dtype: string | null };
      return made(cx, [], at(shape), dtype === 'absent' ? 'float32' : dtype);
    },
  });
  return { ...op, name: `keras.random.${name}`, aliases: [] };
});

const ofRandom = (op: FunctionDef): FunctionDef => ({ ...op, name: op.name.replace('keras.ops.', 'keras.random.'), aliases: [] });

/** Random choices among what is there. */
export const drawn: readonly FunctionDef[] = [
  ofRandom(
    kerasOp({
      name: 'categorical',
      params: { logits: x(), num_samples: integer(), dtype: dtype('int32') },
      other: ['seed'],
      call: ({ logits, num_samples, dtype }, cx) =>
        made(cx, [logits], rankOf(logits.shape) === 2 ? shapeOf([logits.shape!.dims[0]!, num_samples]) : null, dtype),
    }),
  ),
  ofRandom(
    kerasOp({
      name: 'dropout',
      params: { inputs: x(), rate: value() },
      other: ['noise_shape', 'seed'],
      call: ({ inputs }, cx) => made(cx, [inputs], inputs.shape, inputs.dtype),
    }),
  ),
  ofRandom(
    kerasOp({
      name: 'shuffle',
      params: { x: x() },
      other: ['axis', 'seed'],
      call: ({ x }, cx) => made(cx, [x], x.shape, x.dtype),
    }),
  ),
];

export const seedGenerator: FunctionDef = {
  ...kerasOp({
    name: 'SeedGenerator',
    params: { seed: value(none), name: value(none) },
    call: (_, cx) => cx.object('keras.random.SeedGenerator'),
  }),
  name: 'keras.random.SeedGenerator',
  aliases: [],
  takesAnyKeyword: true,
};

/** An extent that only the elements decide. */
export const counted = shapeOf([unknownDim]);
