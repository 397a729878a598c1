import type { FunctionDef } from '../../kernel';
import { axisOf, concatShape, integer, promoteLikeKeras, value } from '../../kernel';
import type { Dim } from '../../../values/dim';
import { addDims, productOf, unknownDim } from '../../../values/dim';
import { rankOf, shapeOf } from '../../../values/shape';
import type { TensorValue } from '../../../values/value';
import { none } from '../../../values/value';
import { cut } from './cutting';
import { kerasOp, made, x, xs } from './kerasOp';

const sized = (t: TensorValue): Dim => (rankOf(t.shape) === null ? unknownDim : productOf(t.shape!.dims));

export const append = kerasOp({
  name: 'append',
  params: { x1: x(), x2: x(), axis: value(none) },
  call({ x1, x2, axis }, cx) {
    const type = promoteLikeKeras(x1.dtype, x2.dtype);
    if (axis.kind === 'none') return made(cx, [x1, x2], shapeOf([addDims(sized(x1), sized(x2))]), type);
    return made(cx, [x1, x2], axis.kind === 'int' ? concatShape([x1, x2], axis.value, cx, 'x1') : null, type);
  },
});

const wide = (t: TensorValue, dims: (own: readonly Dim[]) => readonly Dim[]): TensorValue =>
  rankOf(t.shape) === null ? t : { ...t, shape: shapeOf(dims(t.shape!.dims)) };
const atLeast: Readonly<Record<string, (own: readonly Dim[]) => readonly Dim[]>> = {
  hstack: (own) => (own.length ? own : [1]),
  vstack: (own) => (own.length === 0 ? [1, 1] : own.length === 1 ? [1, own[0]!] : own),
  dstack: (own) => (own.length === 0 ? [1, 1, 1] : own.length === 1 ? [1, own[0]!, 1] : own.length === 2 ? [...own, 1] : own),
};

/** Tensors side by side, above each other or behind each other. */
export const stacks: readonly FunctionDef[] = ['hstack', 'vstack', 'dstack'].map((name) =>
  kerasOp({
    name,
    params: { xs: xs() },
    call({ xs }, cx) {
      const all = xs?.map((t) => wide(t, atLeast[name]!)) ?? null;
      const first = all?.find((t) => rankOf(t.shape) !== null);
      const axis = name === 'vstack' ? 0 : name === 'dstack' ? 2 : rankOf(first?.shape ?? null) === 1 ? 0 : 1;
      const type = all
        ?.map((t) => t.dtype)
        .reduce<string | null | undefined>((a, b) => (a === undefined ? b : promoteLikeKeras(a, b)), undefined);
      return made(cx, all ?? [], all?.every((t) => rankOf(t.shape) !== null) ? concatShape(all, axis, cx, 'xs') : null, type ?? null);
    },
  }),
);

export const arraySplit = kerasOp({
  name: 'array_split',
  params: { x: x(), indices_or_sections: value(), axis: integer(0) },
  call: ({ x, indices_or_sections, axis }, cx) => cut(x, indices_or_sections, axisOf(x, axis, cx), true, cx),
});

/** Parts along a certain axis. */
export const splits: readonly FunctionDef[] = (['hsplit', 'vsplit', 'dsplit'] as const).map((name) =>
  kerasOp({
    name,
    params: { x: x(), indices_or_sections: value() },
    call({ x, indices_or_sections }, cx) {
      const rank = rankOf(x.shape);
      const axis = name === 'vsplit' ? 0 : name === 'dsplit' ? 2 : rank === 1 ? 0 : 1;
      return cut(x, indices_or_sections, rank !== null && axis < rank ? axis : null, false, cx);
    },
  }),
);
