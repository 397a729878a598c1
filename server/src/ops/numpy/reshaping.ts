import { axes, dims, integer, msg, rest, tensor, text, value } from '../kernel';
import type { Axes, CallContext, LibraryEntry } from '../kernel';
import { defineMethod } from '../kernel';
import type { Dim } from '../../values/dim';
import { differBeyond, floorDivDims, isKnown, isLiteral, productOf, unknownDim, formatDim } from '../../values/dim';
import { formatShape, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { tuple, unknown } from '../../values/value';
import { array, arrayWith, axesOf, axisOf, differ, dimsOf, moved, numpyOp, sizeOf } from './arrays';

/** The same elements in another shape, one extent of which may be -1. */
export function reshaped(cx: CallContext, x: TensorValue, wanted: readonly Dim[] | null, at: string): TensorValue {
  const range = x.range ?? null;
  if (!wanted) return array(null, x.dtype, { range });
  // NumPy takes any negative number for an extent that is left open.
  const shape = wanted.map((d) => (isLiteral(d) && d < -1 ? -1 : d));
  const own = dimsOf(x.shape);
  const open = shape.filter((d) => d === -1).length;
  const given = formatShape(shapeOf(shape));
  if (open > 1) {
    cx.report('reshape-size', msg('{0}: only one size can be left open, {1} leaves {2}', cx.label, given, open), { at, from: [x] });
    return array(
      shape.map((d) => (d === -1 ? unknownDim : d)),
      x.dtype,
    );
  }
  const total = own ? productOf(own) : unknownDim;
  const rest = productOf(shape.filter((d) => d !== -1));
  // What has elements cannot be arranged as none.
  const isEmptied = !open && rest === 0 && differBeyond(total, 0, 1);
  const isWrong = isEmptied || (open ? isLiteral(total) && isLiteral(rest) && (rest === 0 || total % rest !== 0) : differ(total, rest));
  if (isWrong) {
    cx.report(
      'reshape-size',
      msg(
        '{0}: {1} elements cannot be arranged as {2}; its input is {3}',
        cx.label,
        String(isLiteral(total) ? total : '?'),
        given,
        formatShape(x.shape),
      ),
      { at, from: [x], fixes: fixesOf(shape, total, at) },
    );
    return array(
      shape.map((d) => (d === -1 ? unknownDim : d)),
      x.dtype,
    );
  }
  const missing = isKnown(total) && isKnown(rest) && rest !== 0 ? floorDivDims(total, rest) : unknownDim;
  return array(
    shape.map((d) => (d === -1 ? missing : d)),
    x.dtype,
    { data: x.data ?? null, range },
  );
}

/** Leaving the extent open that makes the rest fit. */
function fixesOf(shape: readonly Dim[], total: Dim, at: string): { set: string; value: readonly number[] }[] {
  if (!isLiteral(total) || !shape.every(isLiteral)) return [];
  const sizes = shape;
  if (sizes.includes(-1)) return [];
  const fits = sizes.findIndex((_, i) => {
    const others = sizes.reduce((n, d, j) => (i === j ? n : n * d), 1);
    return others > 0 && total % others === 0;
  });
  return fits < 0 ? [] : [{ set: at, value: sizes.map((d, i) => (i === fits ? -1 : d)) }];
}

/** The axes in another order. */
export function transposed(x: TensorValue, order: readonly number[] | null): TensorValue {
  const own = dimsOf(x.shape);
  const range = x.range ?? null;
  if (!own || !order) return array(own ? own.map(() => unknownDim) : null, x.dtype, { range });
  const out = order.map((i) => own[i]!);
  const size = sizeOf(own);
  const strides = own.map((_, i) => productOf(own.slice(i + 1)) as number);
  const data = moved(x, size, (at) => {
    let left = at;
    let from = 0;
    for (let i = out.length - 1; i >= 0; i--) {
      const n = out[i] as number;
      from += (left % n) * strides[order[i]!]!;
      left = Math.floor(left / n);
    }
    return from;
  });
  return array(out, x.dtype, { data, range });
}

function permute(cx: CallContext, x: TensorValue, order: Axes, at: string): TensorValue {
  const own = dimsOf(x.shape);
  if (!own) return array(order && order !== 'all' ? order.map(() => unknownDim) : null, x.dtype, { range: x.range ?? null });
  if (order === 'all')
    return transposed(
      x,
      own.map((_, i) => own.length - 1 - i),
    );
  if (order && order.length !== own.length) {
    cx.report(
      'rank-mismatch',
      msg('{0}: {1} axes are named, the array has {2}: {3}', cx.label, order.length, own.length, formatShape(x.shape)),
      { at, from: [x] },
    );
    return array(null, x.dtype);
  }
  return transposed(x, axesOf(cx, order, x, own.length, at));
}

function expandDims(cx: CallContext, x: TensorValue, at: Axes): TensorValue {
  const own = dimsOf(x.shape);
  if (!own || at === null || at === 'all') return array(null, x.dtype, { range: x.range ?? null });
  const rank = own.length + at.length;
  const places = axesOf(cx, at, x, rank);
  if (!places) return array(null, x.dtype);
  const left = [...own];
  const out = Array.from({ length: rank }, (_, i) => (places.includes(i) ? 1 : left.shift()!));
  return array(out, x.dtype, { data: x.data ?? null, range: x.range ?? null });
}

function squeezed(cx: CallContext, x: TensorValue, at: Axes): TensorValue {
  const own = dimsOf(x.shape);
  const keep = { data: x.data ?? null, range: x.range ?? null };
  if (!own || at === null) return array(null, x.dtype, keep);
  // An axis that may or may not be of size 1 leaves the rank open.
  if (at === 'all')
    return own.every(isLiteral)
      ? array(
          own.filter((d) => d !== 1),
          x.dtype,
          keep,
        )
      : array(null, x.dtype, keep);
  const places = axesOf(cx, at, x);
  if (!places) return array(null, x.dtype);
  const wrong = places.find((i) => differ(own[i]!, 1));
  if (wrong !== undefined)
    cx.report(
      'dim-mismatch',
      msg('{0}: axis {1} cannot be dropped, it has {2} elements: {3}', cx.label, wrong, formatDim(own[wrong]!), formatShape(x.shape)),
      { at: 'axis', from: [x] },
    );
  return array(
    own.filter((_, i) => !places.includes(i)),
    x.dtype,
    keep,
  );
}

function exchanged(cx: CallContext, x: TensorValue, from: Axes, to: Axes, names: readonly [string, string]): TensorValue {
  const own = dimsOf(x.shape);
  if (!own) return array(null, x.dtype, { range: x.range ?? null });
  const source = axesOf(cx, from, x, own.length, names[0]);
  const target = source && axesOf(cx, to, x, own.length, names[1]);
  if (!source || !target) return transposed(x, null);
  if (source.length !== target.length) {
    cx.report('rank-mismatch', msg('{0}: {1} axes are moved to {2} places', cx.label, source.length, target.length), {
      at: names[1],
      from: [x],
    });
    return transposed(x, null);
  }
  const order = own.map((_, i) => i).filter((i) => !source.includes(i));
  for (const [place, axis] of target.map((t, i) => [t, source[i]!] as const).sort((a, b) => a[0] - b[0])) order.splice(place, 0, axis);
  return transposed(x, order);
}

function flattened(x: TensorValue): TensorValue {
  const own = dimsOf(x.shape);
  return array([own ? productOf(own) : unknownDim], x.dtype, { data: x.data ?? null, range: x.range ?? null });
}

/** `x.reshape(2, 3)` and `x.reshape((2, 3))` mean the same. */
function fromRest(args: readonly Value[] | null, cx: CallContext): readonly Dim[] | null {
  if (!args) return null;
  if (args.length === 1) return dims().read(args[0]!, cx.heap);
  const wrong = args.find((a) => a.kind === 'tuple' || a.kind === 'float');
  if (wrong) cx.raise('TypeError', 'dtype-mismatch', msg('{0}: an extent is a whole number, not {1}', cx.label, wrong.kind));
  return args.map((a) => integer().read(a, cx.heap));
}

function sameElements(x: TensorValue): TensorValue {
  return arrayWith(x.shape, x.dtype, { range: x.range ?? null });
}

function atLeast(rank: number, x: TensorValue): TensorValue {
  const own = dimsOf(x.shape);
  if (!own) return array(null, x.dtype, { range: x.range ?? null });
  const keep = { data: x.data ?? null, range: x.range ?? null };
  if (own.length >= rank) return arrayWith(x.shape, x.dtype, keep);
  if (rank === 3) return array(own.length === 2 ? [...own, 1] : own.length === 1 ? [1, own[0]!, 1] : [1, 1, 1], x.dtype, keep);
  return array([...Array<Dim>(rank - own.length).fill(1), ...own], x.dtype, keep);
}

function moving(name: string, summary: string, params: 'shift' | 'axis' | 'm'): LibraryEntry[] {
  return numpyOp({
    name: `numpy.${name}`,
    summary,
    params:
      params === 'shift'
        ? { a: tensor(), shift: value(), axis: axes('None') }
        : params === 'axis'
          ? { m: tensor(), axis: axes('None') }
          : { m: tensor() },
    codes: params === 'm' ? ['rank-mismatch'] : ['axis-out-of-range'],
    call(args, cx) {
      const { a, m, axis } = args as { a?: TensorValue; m?: TensorValue; axis?: Axes };
      const x = (a ?? m)!;
      const own = dimsOf(x.shape);
      if (axis !== undefined) axesOf(cx, axis, x);
      const least = name === 'fliplr' ? 2 : 1;
      if (params === 'm' && own && own.length < least)
        cx.report('rank-mismatch', msg('{0} takes an array of at least {1} axes, it gets {2}', cx.label, least, own.length), {
          at: 'm',
          from: [x],
        });
      return sameElements(x);
    },
    examples:
      params === 'm'
        ? [
            `np.${name}(np.eye(3))  #> [3, 3]`,
            `np.${name}(${name === 'fliplr' ? 'np.ones(3)' : 'np.array(1)'})  #! error[rank-mismatch]: at least`,
          ]
        : [
            `np.${name}(np.eye(3)${params === 'shift' ? ', 1' : ''}, axis=1)  #> [3, 3]`,
            `np.${name}(np.eye(3)${params === 'shift' ? ', 1' : ''}, axis=2)  #! error[axis-out-of-range]: no axis 2`,
          ],
  });
}

/** Functions and methods that arrange the same elements in another way. */
export const reshaping: readonly LibraryEntry[] = [
  numpyOp({
    name: 'numpy.reshape',
    summary: 'The same elements in another shape, one extent of which may be -1.',
    params: { a: tensor(), shape: dims(), order: text('C') },
    keywordParams: ['copy'],
    codes: ['reshape-size'],
    call: ({ a, shape, order }, cx) => unordered(reshaped(cx, a, shape, 'shape'), order),
    examples: ['np.reshape(np.arange(6), (2, -1))  #> [2, 3]', 'np.reshape(np.arange(6), (4, 2))  #! error[reshape-size]: 6 elements'],
  }),
  defineMethod({
    name: 'numpy.ndarray.reshape',
    params: { a: tensor(), shape: rest() },
    keywordParams: ['order', 'copy'],
    call: ({ a, shape }, cx, bound) => {
      const order = bound.values.get('order')?.value;
      const nested = shape && shape.length > 1 ? shape.find((item) => item.kind === 'tuple') : undefined;
      if (nested) {
        cx.report('dtype-mismatch', msg('{0}: an extent is a whole number, not {1}', cx.label, nested.kind), { from: [a] });
        return array(null, a.dtype);
      }
      return unordered(
        reshaped(cx, a, fromRest(shape, cx), 'shape'),
        order === undefined ? 'C' : order.kind === 'str' ? order.value : null,
      );
    },
  }),
  ...(['ravel', 'flatten'] as const).map((name) =>
    name === 'ravel'
      ? numpyOp({
          name: 'numpy.ravel',
          summary: 'All elements along one axis.',
          params: { a: tensor(), order: text('C') },
          isMethodToo: true,
          call: ({ a, order }) => unordered(flattened(a), order),
          examples: ['np.ravel(np.ones((2, 3)))  #> [6]'],
        })
      : [
          defineMethod({
            name: 'numpy.ndarray.flatten',
            params: { a: tensor(), order: text('C') },
            call: ({ a, order }) => unordered(flattened(a), order),
          }),
        ],
  ),
  numpyOp({
    name: 'numpy.transpose',
    summary: 'The axes in another order, by default reversed.',
    aliases: ['numpy.permute_dims'],
    params: { a: tensor(), axes: axes('None') },
    codes: ['rank-mismatch', 'axis-out-of-range'],
    call: (args, cx) => permute(cx, args.a, args.axes, 'axes'),
    examples: [
      'np.transpose(np.ones((2, 3)))  #> [3, 2]',
      'np.transpose(np.ones((2, 3, 4)), (0, 2, 1))  #> [2, 4, 3]',
      'np.transpose(np.ones((2, 3)), (0, 2, 1))  #! error[rank-mismatch]: 3 axes are named',
      'np.transpose(np.ones((2, 3)), (0, 2))  #! error[axis-out-of-range]: no axis 2',
    ],
  }),
  defineMethod({
    name: 'numpy.ndarray.transpose',
    params: { a: tensor(), axes: rest() },
    call: (args, cx) =>
      permute(
        cx,
        args.a,
        args.axes === null
          ? null
          : args.axes.length === 0 || (args.axes.length === 1 && args.axes[0]!.kind === 'none')
            ? 'all'
            : fromRest(args.axes, cx),
        'axes',
      ),
  }),
  numpyOp({
    name: 'numpy.matrix_transpose',
    summary: 'The last two axes exchanged.',
    aliases: ['numpy.linalg.matrix_transpose'],
    params: { x: tensor() },
    codes: ['rank-mismatch'],
    call({ x }, cx) {
      const own = dimsOf(x.shape);
      if (own && own.length < 2)
        cx.report('rank-mismatch', msg('{0} takes an array of at least {1} axes, it gets {2}', cx.label, 2, own.length), { from: [x] });
      return own && own.length >= 2
        ? transposed(
            x,
            [...own.keys()].map((i) => (i >= own.length - 2 ? 2 * own.length - 3 - i : i)),
          )
        : array(null, x.dtype);
    },
    examples: [
      'np.matrix_transpose(np.ones((5, 2, 3)))  #> [5, 3, 2]',
      'np.matrix_transpose(np.ones(3))  #! error[rank-mismatch]: at least 2',
    ],
  }),
  numpyOp({
    name: 'numpy.swapaxes',
    summary: 'Two axes exchanged.',
    params: { a: tensor(), axis1: integer(), axis2: integer() },
    isMethodToo: true,
    codes: ['axis-out-of-range'],
    call({ a, axis1, axis2 }, cx) {
      const own = dimsOf(a.shape);
      const i = axisOf(cx, axis1, own?.length ?? null, a, 'axis1');
      const j = i === null ? null : axisOf(cx, axis2, own?.length ?? null, a, 'axis2');
      return transposed(a, own && i !== null && j !== null ? own.map((_, k) => (k === i ? j : k === j ? i : k)) : null);
    },
    examples: [
      'np.swapaxes(np.ones((2, 3, 4)), 0, 2)  #> [4, 3, 2]',
      'np.swapaxes(np.ones((2, 3)), 0, 2)  #! error[axis-out-of-range]: no axis 2',
    ],
  }),
  numpyOp({
    name: 'numpy.moveaxis',
    summary: 'Axes moved to other places, the others in their order.',
    params: { a: tensor(), source: axes(), destination: axes() },
    codes: ['axis-out-of-range', 'rank-mismatch'],
    call: (args, cx) => exchanged(cx, args.a, args.source, args.destination, ['source', 'destination']),
    examples: [
      'np.moveaxis(np.ones((2, 3, 4)), 0, -1)  #> [3, 4, 2]',
      'np.moveaxis(np.ones((2, 3)), 0, 2)  #! error[axis-out-of-range]: no axis 2',
      'np.moveaxis(np.ones((2, 3)), (0, 1), 0)  #! error[rank-mismatch]: 2 axes are moved to 1',
    ],
  }),
  numpyOp({
    name: 'numpy.rollaxis',
    summary: 'An axis moved to before another.',
    params: { a: tensor(), axis: integer(), start: integer(0) },
    codes: ['axis-out-of-range'],
    call({ a, axis, start }, cx) {
      const own = dimsOf(a.shape);
      const from = axisOf(cx, axis, own?.length ?? null, a);
      if (!own || from === null || !isLiteral(start)) return transposed(a, null);
      const to = axisOf(cx, start, own.length + 1, a, 'start');
      if (to === null) return transposed(a, null);
      const place = start < 0 ? start + own.length : to;
      const order = own.map((_, i) => i).filter((i) => i !== from);
      order.splice(from < place ? place - 1 : place, 0, from);
      return transposed(a, order);
    },
    examples: [
      'np.rollaxis(np.ones((2, 3, 4)), 2)  #> [4, 2, 3]',
      'np.rollaxis(np.ones((2, 3)), 2)  #! error[axis-out-of-range]: no axis 2',
    ],
  }),
  numpyOp({
    name: 'numpy.expand_dims',
    summary: 'New axes of size 1 at given places.',
    params: { a: tensor(), axis: axes() },
    codes: ['axis-out-of-range'],
    call: ({ a, axis }, cx) => expandDims(cx, a, axis),
    examples: [
      'np.expand_dims(np.ones((28, 28)), -1)  #> [28, 28, 1]',
      'np.expand_dims(np.ones((28, 28)), 3)  #! error[axis-out-of-range]: no axis 3',
    ],
  }),
  numpyOp({
    name: 'numpy.squeeze',
    summary: 'Without axes of size 1.',
    params: { a: tensor(), axis: axes('None') },
    isMethodToo: true,
    codes: ['dim-mismatch', 'axis-out-of-range'],
    call: ({ a, axis }, cx) => squeezed(cx, a, axis),
    examples: [
      'np.squeeze(np.ones((1, 3, 1)))  #> [3]',
      'np.squeeze(np.ones((1, 3)), axis=1)  #! error[dim-mismatch]: it has 3 elements',
      'np.squeeze(np.ones((1, 3)), axis=2)  #! error[axis-out-of-range]: no axis 2',
    ],
  }),
  ...([1, 2, 3] as const).map((rank) =>
    numpyOp({
      name: `numpy.atleast_${rank}d`,
      summary: `Arrays with at least ${['one axis', 'two axes', 'three axes'][rank - 1]!}.`,
      params: { arys: rest() },
      call({ arys }, cx) {
        const out = arys?.map((x) => atLeast(rank, tensor().read(x, cx.heap)));
        return out ? (out.length === 1 ? out[0]! : tuple(out)) : unknown;
      },
      examples: [`np.atleast_${rank}d(np.ones(${rank === 1 ? '()' : '3'}))  #> ${['[1]', '[1, 3]', '[1, 3, 1]'][rank - 1]!}`],
    }),
  ),
  moving('flip', 'The elements in reverse order along axes.', 'axis'),
  moving('fliplr', 'The columns in reverse order.', 'm'),
  moving('flipud', 'The rows in reverse order.', 'm'),
  moving('roll', 'The elements shifted along axes; what leaves at the end comes in at the start.', 'shift'),
  numpyOp({
    name: 'numpy.rot90',
    summary: 'A plane of the array turned by quarters.',
    params: { m: tensor(), k: integer(1), axes: axes('None') },
    codes: ['axis-out-of-range', 'rank-mismatch'],
    call(args, cx, bound) {
      const own = dimsOf(args.m.shape);
      const plane = bound.values.has('axes') ? args.axes : [0, 1];
      if (plane && plane !== 'all' && plane.length !== 2) {
        cx.report('rank-mismatch', msg('{0}: {1} axes are moved to {2} places', cx.label, plane.length, 2), { at: 'axes', from: [args.m] });
        return array(null, args.m.dtype);
      }
      const places = axesOf(cx, plane, args.m, own?.length ?? null, 'axes');
      if (!own || !places || !isLiteral(args.k))
        return array(own && places ? own.map((d, i) => (places.includes(i) ? unknownDim : d)) : null, args.m.dtype);
      const [i, j] = places as [number, number];
      return array(args.k % 2 === 0 ? own : own.map((_, n) => own[n === i ? j : n === j ? i : n]!), args.m.dtype, {
        range: args.m.range ?? null,
      });
    },
    examples: [
      'np.rot90(np.ones((2, 3)))  #> [3, 2]',
      'np.rot90(np.ones(3))  #! error[axis-out-of-range]: no axis 1',
      'np.rot90(np.ones((2, 3)), axes=(0, 1, 1))  #! error[rank-mismatch]: 3 axes',
    ],
  }),
  numpyOp({
    name: 'numpy.broadcast_to',
    summary: 'An array repeated along axes of size 1 to fill a shape.',
    params: { array: tensor(), shape: dims() },
    otherParams: ['subok'],
    codes: ['broadcast-mismatch'],
    call(args, cx) {
      const own = dimsOf(args.array.shape);
      const { shape } = args;
      if (own && shape) {
        const isWrong = own.length > shape.length || own.some((d, i) => d !== 1 && differ(d, shape[shape.length - own.length + i]!));
        if (isWrong)
          cx.report(
            'broadcast-mismatch',
            msg('{0}: {1} cannot be repeated to {2}', cx.label, formatShape(args.array.shape), formatShape(shapeOf(shape))),
            { at: 'shape', from: [args.array] },
          );
      }
      return array(shape, args.array.dtype, { range: args.array.range ?? null });
    },
    examples: [
      'np.broadcast_to(np.ones(3), (2, 3))  #> [2, 3]',
      'np.broadcast_to(np.ones(3), (3, 2))  #! error[broadcast-mismatch]: (3,) cannot be repeated to (3, 2)',
    ],
  }),
  numpyOp({
    name: 'numpy.resize',
    summary: 'The elements repeated or cut to fill a shape.',
    params: { a: tensor(), new_shape: dims() },
    call: ({ a, new_shape }) => array(new_shape, a.dtype, { range: null }),
    examples: ['np.resize(np.arange(3), (2, 4))  #> [2, 4]'],
  }),
].flat();

/** Elements in another order than row by row are not followed. */
function unordered(x: TensorValue, order: string | null): TensorValue {
  return order === 'C' || !x.data ? x : { ...x, data: null };
}
