import type { FunctionDef } from '../../kernel';
import {
  axisOf,
  broadcastShapes,
  dtype,
  msg,
  integer,
  productShape,
  promoteLikeKeras,
  readDims,
  refuseRank,
  tensordotShape,
  toTensor,
  value,
} from '../../kernel';
import type { Dim } from '../../../values/dim';
import { addDims, compareDims, freeDim, isLiteral, mulDims, productOf, subDims, unknownDim } from '../../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue, Value } from '../../../values/value';
import { int, none, str, tuple, unknown } from '../../../values/value';
import { kerasOp, made, x } from './kerasOp';

const numberIn = (v: Value | undefined, otherwise: number): number | null =>
  !v || v.kind === 'none' ? otherwise : v.kind === 'int' && isLiteral(v.value) ? v.value : null;
const sized = (t: TensorValue): Dim => (rankOf(t.shape) === null ? unknownDim : productOf(t.shape!.dims));

/** How long the diagonal of a matrix is that begins `offset` beside the corner. */
function diagonalOf(rows: Dim, columns: Dim, offset: number | null): Dim {
  if (!isLiteral(rows) || !isLiteral(columns) || offset === null) return unknownDim;
  return Math.max(0, Math.min(rows + Math.min(offset, 0), columns - Math.max(offset, 0)));
}

export const diag = kerasOp({
  name: 'diag',
  params: { x: x(), k: value(int(0)) },
  call({ x, k }, cx) {
    const [at, rank] = [numberIn(k, 0), rankOf(x.shape)];
    const dims = x.shape?.dims ?? [];
    const side = rank === 1 && at !== null ? addDims(dims[0]!, Math.abs(at)) : unknownDim;
    const shape = rank === 1 ? shapeOf([side, side]) : rank === 2 ? shapeOf([diagonalOf(dims[0]!, dims[1]!, at)]) : null;
    return made(cx, [x], shape, x.dtype);
  },
});

export const diagflat = kerasOp({
  name: 'diagflat',
  params: { x: x(), k: value(int(0)) },
  call({ x, k }, cx) {
    const at = numberIn(k, 0);
    const side = at === null ? unknownDim : addDims(sized(x), Math.abs(at));
    return made(cx, [x], shapeOf([side, side]), x.dtype);
  },
});

/** What stands on the diagonal of two axes, and its sum. */
export const diagonals: readonly FunctionDef[] = (['diagonal', 'trace'] as const).map((name) =>
  kerasOp({
    name,
    params: { x: x(), offset: value(int(0)), axis1: integer(0), axis2: integer(1) },
    call({ x, offset, axis1, axis2 }, cx) {
      const type = name === 'trace' && (x.dtype === 'bool' || /^u?int(?:8|16)$/.test(x.dtype ?? '')) ? null : x.dtype;
      if (refuseRank(x, { min: 2 }, cx, 'x')) return made(cx, [x], null, type);
      const [p, q] = [axisOf(x, axis1, cx, 'axis1'), axisOf(x, axis2, cx, 'axis2')];
      if (p === null || q === null || p === q) return made(cx, [x], null, type);
      const { dims } = x.shape!;
      const rest = dims.filter((_, i) => i !== p && i !== q);
      return made(cx, [x], shapeOf(name === 'trace' ? rest : [...rest, diagonalOf(dims[p]!, dims[q]!, numberIn(offset, 0))]), type);
    },
  }),
);

/** Mirrored and turned images. */
export const turned: readonly FunctionDef[] = [
  ...(['fliplr', 'flipud'] as const).map((name) =>
    kerasOp({ name, params: { x: x() }, call: ({ x }, cx) => made(cx, [x], x.shape, x.dtype) }),
  ),
  kerasOp({
    name: 'rot90',
    params: { array: x(), k: value(int(1)), axes: value(tuple([int(0), int(1)])) },
    call({ array, k, axes }, cx) {
      const [turns, pair] = [numberIn(k, 1), readDims(axes, cx.heap)];
      const rank = rankOf(array.shape);
      if (rank === null || turns === null || pair?.length !== 2 || !pair.every(isLiteral)) return made(cx, [array], null, array.dtype);
      const [p, q] = pair.map((axis) => (axis < 0 ? axis + rank : axis)) as [number, number];
      const { dims } = array.shape!;
      if (p >= rank || q >= rank || p === q) return made(cx, [array], null, array.dtype);
      return made(
        cx,
        [array],
        turns % 2 === 0 ? array.shape : shapeOf(dims.map((d, i) => (i === p ? dims[q]! : i === q ? dims[p]! : d))),
        array.dtype,
      );
    },
  }),
];

/** Products of two tensors. */
export const products: readonly FunctionDef[] = [
  kerasOp({
    name: 'outer',
    params: { x1: x(), x2: x() },
    call: ({ x1, x2 }, cx) => made(cx, [x1, x2], shapeOf([sized(x1), sized(x2)]), promoteLikeKeras(x1.dtype, x2.dtype)),
  }),
  kerasOp({
    name: 'inner',
    params: { x1: x(), x2: x() },
    call({ x1, x2 }, cx) {
      const [p, q] = [rankOf(x1.shape), rankOf(x2.shape)];
      const type = promoteLikeKeras(x1.dtype, x2.dtype);
      if (p === null || q === null) return made(cx, [x1, x2], null, type);
      if (p === 0 || q === 0) return made(cx, [x1, x2], p === 0 ? x2.shape : x1.shape, type);
      return made(cx, [x1, x2], tensordotShape(x1, x2, [[p - 1], [q - 1]], cx), type);
    },
  }),
  kerasOp({
    name: 'vdot',
    params: { x1: x(), x2: x() },
    call({ x1, x2 }, cx) {
      const [p, q] = [sized(x1), sized(x2)];
      if (isLiteral(p) && isLiteral(q) && p !== q) productShape({ ...x1, shape: shapeOf([p]) }, { ...x2, shape: shapeOf([q]) }, cx);
      return made(cx, [x1, x2], shapeOf([]), promoteLikeKeras(x1.dtype, x2.dtype));
    },
  }),
  kerasOp({
    name: 'kron',
    params: { x1: x(), x2: x() },
    call({ x1, x2 }, cx) {
      const [p, q] = [rankOf(x1.shape), rankOf(x2.shape)];
      const fill = (t: TensorValue, n: number): Dim[] => [...Array<Dim>(n - t.shape!.dims.length).fill(1), ...t.shape!.dims];
      const rank = Math.max(p ?? 0, q ?? 0);
      const shape = p === null || q === null ? null : shapeOf(fill(x1, rank).map((d, i) => mulDims(d, fill(x2, rank)[i]!)));
      return made(cx, [x1, x2], shape, promoteLikeKeras(x1.dtype, x2.dtype));
    },
  }),
  kerasOp({
    name: 'cross',
    params: { x1: x(), x2: x() },
    other: ['axisa', 'axisb', 'axisc', 'axis'],
    call({ x1, x2 }, cx, bound) {
      const [p, q] = [x1.shape?.dims.at(-1), x2.shape?.dims.at(-1)];
      const isPlain = ['axisa', 'axisb', 'axisc', 'axis'].every((name) => !bound.values.has(name)) && p === 3 && q === 3;
      const merged = broadcastShapes(x1.shape, x2.shape);
      return made(cx, [x1, x2], isPlain && merged.fits ? merged.shape : null, promoteLikeKeras(x1.dtype, x2.dtype));
    },
  }),
];

export const takeAlongAxis = kerasOp({
  name: 'take_along_axis',
  params: { x: x(), indices: x(), axis: value(none) },
  call({ x, indices, axis }, cx) {
    if (axis.kind === 'none') return made(cx, [x, indices], rankOf(indices.shape) === 1 ? indices.shape : null, x.dtype);
    const at = axis.kind === 'int' ? axisOf(x, axis.value, cx) : null;
    const [p, q] = [rankOf(x.shape), rankOf(indices.shape)];
    if (at === null || p === null || p !== q) return made(cx, [x, indices], null, x.dtype);
    const [own, wanted] = [x.shape!.dims, indices.shape!.dims];
    const odd = own.findIndex((d, i) => i !== at && isLiteral(d) && isLiteral(wanted[i]!) && d !== wanted[i] && d !== 1 && wanted[i] !== 1);
    if (odd >= 0) {
      const message = msg(
        '{0}: axis {1} of {2} and axis {3} of {4} differ',
        cx.label,
        odd,
        formatShape(x.shape),
        odd,
        formatShape(indices.shape),
      );
      cx.report('dim-mismatch', message, { at: 'indices', from: [x, indices] });
    }
    const dims = own.map((d, i): Dim => {
      if (i === at) return wanted[i]!;
      return compareDims(d, wanted[i]!) === 'equal'
        ? d
        : d === 1
          ? wanted[i]!
          : wanted[i] === 1
            ? d
            : d === freeDim || wanted[i] === freeDim
              ? freeDim
              : unknownDim;
    });
    return made(cx, [x, indices], shapeOf(dims), x.dtype);
  },
});

export const getItem = kerasOp({
  name: 'get_item',
  params: { x: value(), key: value() },
  call: ({ x, key }, cx) => cx.getItem(x, key),
});

export const size = kerasOp({
  name: 'size',
  params: { x: x() },
  call: ({ x }) => (x.isSymbolic || !isLiteral(sized(x)) ? unknown : int(sized(x))),
});

export const dtypeOf = kerasOp({ name: 'dtype', params: { x: x() }, call: ({ x }) => str(x.dtype) });

export const isTensor = kerasOp({
  name: 'is_tensor',
  params: { x: value() },
  call: ({ x }) => ({ kind: 'bool', value: x.kind === 'tensor' && x.framework !== 'numpy' && !x.isSymbolic ? true : null }),
});

/** The same bytes read otherwise. */
export const views: readonly FunctionDef[] = [
  kerasOp({
    name: 'view',
    params: { x: x(), dtype: dtype() },
    call({ x, dtype }, cx) {
      const bits = (type: string | null): string | undefined => /\d+$/.exec(type ?? '')?.[0];
      const isSame = dtype === 'absent' || (bits(dtype) !== undefined && bits(dtype) === bits(x.dtype));
      return made(cx, [x], isSame ? x.shape : null, dtype === 'absent' ? x.dtype : dtype);
    },
  }),
  kerasOp({
    name: 'view_as_complex',
    params: { x: x() },
    call: ({ x }, cx) =>
      made(cx, [x], rankOf(x.shape) ? shapeOf(x.shape!.dims.slice(0, -1)) : null, x.dtype === 'float32' ? 'complex64' : null),
  }),
  kerasOp({
    name: 'view_as_real',
    params: { x: x() },
    call: ({ x }, cx) =>
      made(cx, [x], rankOf(x.shape) === null ? null : shapeOf([...x.shape!.dims, 2]), x.dtype === 'complex64' ? 'float32' : null),
  }),
];

/** How far numbers lie apart, one after the other. */
export const diff = kerasOp({
  name: 'diff',
  params: { a: x(), n: integer(1), axis: integer(-1) },
  call({ a, n, axis }, cx) {
    const at = axisOf(a, axis, cx);
    const shape =
      at === null
        ? null
        : shapeOf(
            a.shape!.dims.map((d, i) =>
              i !== at ? d : d === freeDim ? freeDim : isLiteral(d) && isLiteral(n) ? Math.max(0, d - n) : subDims(d, n),
            ),
          );
    return made(cx, [a], shape, a.dtype === 'bool' ? null : a.dtype);
  },
});

/** Each pattern as `einops` writes it: names of axes, and groups of them in parentheses. */
export const rearrange: FunctionDef = {
  takesAnyKeyword: true,
  ...kerasOp({
    name: 'rearrange',
    params: { tensor: x(), pattern: value() },
    call({ tensor, pattern }, cx, bound) {
      const [left, right] = pattern.kind === 'str' && pattern.value !== null ? pattern.value.split('->').map(axesOfPattern) : [];
      const lengths = new Map([...bound.values].flatMap(([name, { value: v }]) => (v.kind === 'int' ? [[name, v.value] as const] : [])));
      const rank = rankOf(tensor.shape);
      if (!left || !right || rank !== left.length) return made(cx, [tensor], null, tensor.dtype);
      for (const [i, group] of left.entries()) {
        const open = group.filter((name) => !lengths.has(name));
        const d = tensor.shape!.dims[i]!;
        if (open.length > 1) return made(cx, [tensor], null, tensor.dtype);
        const rest = productOf(group.flatMap((name) => lengths.get(name) ?? []));
        if (open[0] !== undefined)
          lengths.set(open[0], isLiteral(d) && isLiteral(rest) && rest > 0 ? d / rest : rest === 1 ? d : unknownDim);
      }
      const dims = right.map(
        (group) =>
          (group.length === 1 ? lengths.get(group[0]!) : productOf(group.map((name) => lengths.get(name) ?? unknownDim))) ?? unknownDim,
      );
      return made(cx, [tensor], shapeOf(dims), tensor.dtype);
    },
  }),
};

function axesOfPattern(text: string): string[][] | undefined {
  if (/\.\.\./.test(text)) return undefined;
  return [...text.matchAll(/\(([^)]*)\)|(\w+)/g)].map(([, group, one]) =>
    one === undefined ? group!.split(/\s+/).filter(Boolean) : one === '1' ? [] : [one],
  );
}

/** The tensors that a list of conditions chooses from. */
export const select = kerasOp({
  name: 'select',
  params: { condlist: value(), choicelist: value(), default: value(int(0)) },
  call({ condlist, choicelist }, cx) {
    const all = [...(cx.iterate(condlist) ?? []), ...(cx.iterate(choicelist) ?? [])].map((v) => toTensor(v, cx.heap, 'keras'));
    let shape: TensorValue['shape'] = shapeOf([]);
    for (const t of all) {
      const merged = broadcastShapes(shape, t.shape);
      shape = merged.fits ? merged.shape : null;
    }
    return made(cx, all, all.length ? shape : null, null);
  },
});
