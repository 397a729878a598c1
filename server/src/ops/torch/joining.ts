import type { CallContext, FunctionDef, ParamSpec } from '../kernel';
import { concatShape, integer, msg, refuseRank, rest, stackShape } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, isLiteral } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { shapeOf } from '../../values/shape';
import type { TensorValue, ValueRange } from '../../values/value';
import { promoteTypes } from './elementTypes';
import { tensorsOf, withAxes } from './expanding';
import { made, torchOp, xs } from './torchOp';
import { dimsOf } from './views';

/** A sequence of tensors; a single tensor is refused where its rows were meant. */
function several(): ParamSpec<readonly TensorValue[] | null> {
  return {
    ...xs(),
    refuses(value, _, { label }) {
      if (value.kind !== 'tensor') return null;
      return { code: 'dtype-mismatch', message: msg('{0} takes a sequence of tensors, not one tensor', label) };
    },
  };
}

/** The type and the bounds of what several tensors are joined to. */
function joined(
  cx: CallContext,
  parts: readonly TensorValue[] | null,
  shape: MaybeShape,
  data: readonly number[] | null = null,
): TensorValue {
  const dtype = parts?.length ? parts.map((one) => one.dtype).reduce(promoteTypes) : null;
  const ranges = parts?.map((one) => one.range ?? null) ?? [];
  const range = ranges.length && ranges.every((r): r is ValueRange => r !== null) ? unionOf(ranges) : null;
  return made(cx, parts ?? [], shape, dtype, { data, range });
}

function unionOf(ranges: readonly ValueRange[]): ValueRange {
  return {
    min: Math.min(...ranges.map((r) => r.min)),
    max: Math.max(...ranges.map((r) => r.max)),
    ...(ranges.some((r) => r.isContinuous) && { isContinuous: true }),
    ...(ranges.some((r) => r.isLoose) && { isLoose: true }),
  };
}

/** True where there is nothing to join, which is reported. */
function refuseNone(parts: readonly TensorValue[] | null, cx: CallContext): boolean {
  if (parts?.length !== 0) return false;
  // A list that is empty here may have been filled where nobody sees it.
  cx.raise('RuntimeError');
  return true;
}

/** Tensors of which each may have an empty one in between, as older programs begin their loops. */
function concatenated(parts: readonly TensorValue[] | null, dim: Dim, cx: CallContext, at = 'tensors'): TensorValue {
  if (refuseNone(parts, cx)) return joined(cx, parts, null);
  const left = parts?.filter((one) => !(dimsOf(one)?.length === 1 && dimsOf(one)![0] === 0)) ?? null;
  const mayBeEmpty = left?.some((one) => dimsOf(one)?.length === 1 && !isLiteral(dimsOf(one)![0]!));
  if (parts && !left?.length) return joined(cx, parts, shapeOf([0]));
  const real = left;
  const scalar = real?.find((one) => dimsOf(one)?.length === 0);
  if (scalar) {
    refuseRank(scalar, { min: 1 }, cx, at);
    return joined(cx, parts, null);
  }
  if (mayBeEmpty && new Set(real!.map((one) => dimsOf(one)?.length)).size > 1) return joined(cx, parts, null);
  const isFirst = dim === 0 && real?.every((one) => one.data);
  return joined(cx, parts, concatShape(real, dim, cx, at, 'dim'), isFirst ? real!.flatMap((one) => one.data!) : null);
}

const joins = [
  ['cat', 'Tensors one behind the other along an axis.'],
  ['concat', 'Tensors one behind the other along an axis; another name of `cat`.'],
  ['concatenate', 'Tensors one behind the other along an axis; another name of `cat`.'],
] as const;

/** Tensors one behind the other along an axis. */
export const cat: readonly FunctionDef[] = joins.flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    params: { tensors: several(), dim: integer(0) },
    keywords: ['out'],
    codes: ['rank-mismatch', 'dim-mismatch', 'axis-out-of-range', 'dtype-mismatch'],
    call: ({ tensors, dim }, cx) => concatenated(tensors, dim, cx),
    examples: [
      `torch.${name}([torch.zeros(2, 3), torch.zeros(4, 3)])  #> [6, 3]`,
      `torch.${name}((torch.zeros(2, 3), torch.zeros(2, 5)), dim=-1)  #> [2, 8]`,
      `torch.${name}([torch.zeros(2, 3), torch.zeros(2, 5)])  #! error[dim-mismatch]: differ on axis 1`,
      `torch.${name}([torch.zeros(2, 3), torch.zeros(3)])  #! error[rank-mismatch]: different numbers of axes`,
      `torch.${name}([torch.zeros(2, 3), torch.zeros(2, 3)], dim=2)  #! error[axis-out-of-range]: no axis 2`,
      `torch.${name}(torch.zeros(2, 3))  #! error[dtype-mismatch]: a sequence of tensors`,
    ],
  }),
);

/** Tensors of one shape side by side along a new axis. */
export const stack = torchOp({
  name: 'stack',
  summary: 'Tensors of one shape side by side along a new axis.',
  params: { tensors: several(), dim: integer(0) },
  keywords: ['out'],
  codes: ['dim-mismatch', 'axis-out-of-range', 'dtype-mismatch'],
  call({ tensors, dim }, cx) {
    if (refuseNone(tensors, cx)) return joined(cx, tensors, null);
    const isFirst = dim === 0 && tensors?.every((one) => one.data);
    const renamed: CallContext = {
      ...cx,
      report: (code, message, more) => {
        cx.report(code, message, more?.at === 'axis' ? { ...more, at: 'dim' } : more);
      },
    };
    return joined(cx, tensors, stackShape(tensors, dim, renamed, 'tensors'), isFirst ? tensors!.flatMap((one) => one.data!) : null);
  },
  examples: [
    'torch.stack([torch.zeros(2, 3), torch.zeros(2, 3)])  #> [2, 2, 3]',
    'torch.stack([torch.zeros(2), torch.zeros(2)], dim=1)  #> [2, 2]',
    'torch.stack([torch.zeros(2, 3), torch.zeros(2, 5)])  #! error[dim-mismatch]: one shape',
    'torch.stack([torch.zeros(2), torch.zeros(2)], dim=2)  #! error[axis-out-of-range]: no axis 2',
    'torch.stack(torch.zeros(2, 3))  #! error[dtype-mismatch]: a sequence of tensors',
  ],
});

/** The tensors with at least a number of axes. */
function lifted(parts: readonly TensorValue[] | null, count: number): readonly TensorValue[] | null {
  return (
    parts?.map((one) => {
      const own = dimsOf(one);
      return own ? { ...one, shape: shapeOf(withAxes(own, count)) } : one;
    }) ?? null
  );
}

const besides = [
  [
    'hstack',
    'Tensors side by side: along the second axis, or the only one.',
    (parts: readonly TensorValue[] | null) => lifted(parts, 1),
    null,
  ],
  ['vstack', 'Tensors one below the other, vectors as rows.', (parts: readonly TensorValue[] | null) => lifted(parts, 2), 0],
  ['row_stack', 'Tensors one below the other; another name of `vstack`.', (parts: readonly TensorValue[] | null) => lifted(parts, 2), 0],
  ['dstack', 'Tensors one behind the other along the third axis.', (parts: readonly TensorValue[] | null) => lifted(parts, 3), 2],
  ['column_stack', 'Tensors side by side, vectors as columns.', asColumns, null],
] as const;

function asColumns(parts: readonly TensorValue[] | null): readonly TensorValue[] | null {
  return (
    parts?.map((one) => {
      const own = dimsOf(one);
      return own && own.length < 2 ? { ...one, shape: shapeOf([own[0] ?? 1, 1]) } : one;
    }) ?? null
  );
}

/** NumPy's ways to join. */
export const stacks: readonly FunctionDef[] = besides.flatMap(([name, summary, lift, dim]) =>
  torchOp({
    name,
    summary,
    params: { tensors: several() },
    keywords: ['out'],
    codes: ['dim-mismatch', 'dtype-mismatch'],
    call({ tensors }, cx) {
      const parts = lift(tensors);
      const ranks = parts?.map((one) => dimsOf(one)?.length ?? null) ?? [];
      const rank = ranks.find((n) => n !== null) ?? null;
      if (dim === null && rank === null) return joined(cx, parts, null);
      return concatenated(parts, dim ?? (rank === 1 ? 0 : 1), cx);
    },
    examples: [
      name === 'dstack'
        ? 'torch.dstack([torch.zeros(2, 3), torch.zeros(2, 3)])  #> [2, 3, 2]'
        : `torch.${name}([torch.zeros(2, 3), torch.zeros(2, 3)])  #> ${name === 'vstack' || name === 'row_stack' ? '[4, 3]' : '[2, 6]'}`,
      `torch.${name}([torch.zeros(2, 3), torch.zeros(4, 5)])  #! error[dim-mismatch]: differ on axis`,
      `torch.${name}(torch.zeros(2, 3))  #! error[dtype-mismatch]: a sequence of tensors`,
    ],
  }),
);

/** Matrices along the diagonal of one. */
export const blockDiag = torchOp({
  name: 'block_diag',
  summary: 'A matrix that holds given ones along its diagonal.',
  params: { tensors: rest() },
  codes: ['rank-mismatch'],
  call({ tensors }, cx) {
    const parts = tensorsOf(tensors, cx);
    if (!parts) return made(cx, [], null, null);
    const wrong = parts.find((one) => (dimsOf(one)?.length ?? 0) > 2);
    if (wrong) {
      refuseRank(wrong, { min: 0, max: 2 }, cx, 'tensors');
      return joined(cx, parts, null);
    }
    const matrices = parts.map((one) => {
      const own = dimsOf(one);
      return own && withAxes(own, 2);
    });
    if (!matrices.every((one) => one !== null)) return joined(cx, parts, null);
    const sum = (axis: number): Dim => matrices.map((one) => one[axis]!).reduce(addDims, 0);
    return { ...joined(cx, parts, shapeOf([sum(0), sum(1)])), range: null };
  },
  examples: [
    'torch.block_diag(torch.zeros(2, 3), torch.zeros(4, 5))  #> [6, 8]',
    'torch.block_diag(torch.zeros(2, 3, 4))  #! error[rank-mismatch]: 0 to 2 axes',
  ],
});
