import type { CallContext, FunctionDef } from '../kernel';
import {
  broadcastShapes,
  defineMethod,
  einsumShape,
  fitShapes,
  keyword,
  msg,
  productShape,
  refuseRank,
  rest,
  sequenceItems,
  tileShape,
  toTensor,
  value,
} from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, formatDim, isLiteral, mulDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { int } from '../../values/value';
import { axesIn, axis, axisIn } from './axisArguments';
import { categoryOf, promoteTypes, resultType } from './elementTypes';
import { intoSelf, outgrows, t, ts, typeBy } from './operands';
import { refuseMixed } from './pairs';
import { made, torchOp } from './torchOp';

/** The one element type that all factors have; others are reported, and truth values, which are not multiplied. */
export function sameTypeOf(xs: readonly TensorValue[], cx: CallContext, takesBool = false): string | null {
  const [first] = xs;
  if (!first || first.dtype === null) return xs.find((x) => x.dtype !== null)?.dtype ?? null;
  const other = xs.find((x) => x.dtype !== null && x.dtype !== first.dtype);
  if (other) refuseMixed(first.dtype, other.dtype!, cx);
  else if (!takesBool && categoryOf(first.dtype) === 'bool')
    cx.report('dtype-mismatch', msg('{0} has no operation for {1}', cx.label, 'bool'));
  return first.dtype;
}

/** Reports two extents that have to be one. */
export function checkEqual(a: Dim, b: Dim, from: readonly TensorValue[], cx: CallContext): void {
  if (compareDims(a, b) === 'different')
    cx.report('dim-mismatch', msg('{0}: {1} and {2} do not fit each other: {3}', cx.label, formatDim(a), formatDim(b), shapesOf(from)), {
      from,
    });
}

function shapesOf(xs: readonly TensorValue[]): string {
  return xs.map((x) => formatShape(x.shape)).join(', ');
}

const mixed = (call: string): string => `${call}  #! error[dtype-mismatch]: mixes no types`;

/** Products of matrices and vectors, with axes before them broadcast. */
export const matmul = torchOp({
  name: 'matmul',
  also: ['linalg.matmul'],
  summary: 'The product of matrices or vectors; axes before the last two are broadcast.',
  method: true,
  params: { input: t(), other: t() },
  keywords: ['out'],
  codes: ['rank-mismatch', 'dim-mismatch', 'broadcast-mismatch', 'dtype-mismatch'],
  call: ({ input, other }, cx) => made(cx, [input, other], productShape(input, other, cx), sameTypeOf([input, other], cx)),
  examples: [
    'torch.matmul(torch.ones(5, 2, 3), torch.ones(3, 4))  #> [5, 2, 4]',
    'torch.matmul(torch.ones(2, 3), torch.ones(2, 3))  #! error[dim-mismatch]: joins the last axis',
    'torch.matmul(torch.ones(()), torch.ones(3))  #! error[rank-mismatch]: with axes',
    'torch.matmul(torch.ones(2, 2, 3), torch.ones(5, 3, 4))  #! error[broadcast-mismatch]: before the last two',
    mixed('torch.matmul(torch.ones(3), torch.ones(3, dtype=torch.int64))'),
  ],
});

interface Plain {
  readonly name: string;
  readonly also?: readonly string[];
  readonly names: readonly [string, string];
  readonly ranks: readonly [number, number];
  readonly summary: string;
  readonly good: readonly [string, string];
  readonly result: string;
  readonly wrong: readonly [string, string];
  readonly flat: readonly [string, string];
  readonly shape: (a: readonly Dim[], b: readonly Dim[]) => readonly Dim[];
  /** Which extents have to be equal, by position. */
  readonly joins: readonly (readonly [number, number])[];
}

const plain: readonly Plain[] = [
  {
    name: 'mm',
    names: ['input', 'mat2'],
    ranks: [2, 2],
    summary: 'The product of two matrices.',
    good: ['2, 3', '3, 4'],
    result: '[2, 4]',
    wrong: ['2, 3', '2, 4'],
    flat: ['3', '3, 4'],
    shape: (a, b) => [a[0]!, b[1]!],
    joins: [[1, 0]],
  },
  {
    name: 'bmm',
    names: ['input', 'mat2'],
    ranks: [3, 3],
    summary: 'The products of two batches of matrices, pair by pair.',
    good: ['5, 2, 3', '5, 3, 4'],
    result: '[5, 2, 4]',
    wrong: ['5, 2, 3', '4, 3, 4'],
    flat: ['2, 3', '3, 4'],
    shape: (a, b) => [a[0]!, a[1]!, b[2]!],
    joins: [
      [0, 0],
      [2, 1],
    ],
  },
  {
    name: 'mv',
    names: ['input', 'vec'],
    ranks: [2, 1],
    summary: 'The product of a matrix and a vector.',
    good: ['2, 3', '3'],
    result: '[2]',
    wrong: ['2, 3', '2'],
    flat: ['2, 3', '3, 1'],
    shape: (a) => [a[0]!],
    joins: [[1, 0]],
  },
  {
    name: 'dot',
    names: ['input', 'tensor'],
    ranks: [1, 1],
    summary: 'The sum of the products of two vectors.',
    good: ['3', '3'],
    result: '[]',
    wrong: ['3', '4'],
    flat: ['2, 3', '3'],
    shape: () => [],
    joins: [[0, 0]],
  },
  {
    name: 'vdot',
    names: ['input', 'other'],
    ranks: [1, 1],
    summary: 'The sum of the products of two vectors, the first conjugated.',
    good: ['3', '3'],
    result: '[]',
    wrong: ['3', '4'],
    flat: ['2, 3', '3'],
    shape: () => [],
    joins: [[0, 0]],
  },
];

function plainShape(row: Plain, a: TensorValue, b: TensorValue, cx: CallContext): MaybeShape {
  const isFlat = refuseRank(a, row.ranks[0], cx, row.names[0]) || refuseRank(b, row.ranks[1], cx, row.names[1]);
  if (isFlat) return null;
  const fill = (x: TensorValue, n: number): readonly Dim[] => (rankOf(x.shape) === n ? x.shape!.dims : Array<Dim>(n).fill(unknownDim));
  const [p, q] = [fill(a, row.ranks[0]), fill(b, row.ranks[1])];
  for (const [i, j] of row.joins)
    if (compareDims(p[i]!, q[j]!) === 'different') {
      checkEqual(p[i]!, q[j]!, [a, b], cx);
      break;
    }
  return shapeOf(row.shape(p, q));
}

/** Products that take exactly so many axes. */
export const plainProducts: readonly FunctionDef[] = plain.flatMap((row) =>
  torchOp({
    name: row.name,
    summary: row.summary,
    method: true,
    params: { [row.names[0]]: t(), [row.names[1]]: t() },
    keywords: ['out', 'out_dtype'],
    codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
    call(args, cx) {
      const [a, b] = [args[row.names[0]]!, args[row.names[1]]!];
      const shape = plainShape(row, a, b, cx);
      return made(cx, [a, b], shape, sameTypeOf([a, b], cx));
    },
    examples: [
      `torch.${row.name}(torch.ones(${row.good[0]}), torch.ones(${row.good[1]}))  #> ${row.result}`,
      `torch.${row.name}(torch.ones(${row.wrong[0]}), torch.ones(${row.wrong[1]}))  #! error[dim-mismatch]: do not fit`,
      `torch.${row.name}(torch.ones(${row.flat[0]}), torch.ones(${row.flat[1]}))  #! error[rank-mismatch]: axes`,
      mixed(`torch.${row.name}(torch.ones(${row.good[0]}), torch.ones(${row.good[1]}, dtype=torch.int64))`),
    ],
  }),
);

/** Sums over the last axes of both. */
export const inner = torchOp({
  name: 'inner',
  summary: 'The sums of products along the last axes of two tensors.',
  method: true,
  params: { input: t(), other: t() },
  keywords: ['out'],
  codes: ['dim-mismatch', 'dtype-mismatch'],
  call({ input, other }, cx) {
    const from = [input, other];
    const [p, q] = [rankOf(input.shape), rankOf(other.shape)];
    if (p === null || q === null) return made(cx, from, null, null);
    if (p === 0 || q === 0) return made(cx, from, p ? input.shape : other.shape, resultType(input, other));
    checkEqual(dimAt(input.shape, -1), dimAt(other.shape, -1), from, cx);
    return made(cx, from, shapeOf([...input.shape!.dims.slice(0, -1), ...other.shape!.dims.slice(0, -1)]), sameTypeOf(from, cx));
  },
  examples: [
    'torch.inner(torch.ones(2, 3, 4), torch.ones(5, 4))  #> [2, 3, 5]',
    'torch.inner(torch.ones(2, 3), torch.ones(4))  #! error[dim-mismatch]: do not fit',
    mixed('torch.inner(torch.ones(3), torch.ones(3, dtype=torch.int64))'),
  ],
});

/** All products of two vectors. */
export const outer = torchOp({
  name: 'outer',
  also: ['ger'],
  summary: 'The products of each element of one vector with each of another.',
  method: true,
  methods: ['ger'],
  params: { input: t(), vec2: t() },
  keywords: ['out'],
  codes: ['rank-mismatch'],
  call({ input, vec2 }, cx) {
    const isFlat = refuseRank(input, 1, cx, 'input') || refuseRank(vec2, 1, cx, 'vec2');
    const shape = isFlat ? null : shapeOf([dimAt(input.shape, 0), dimAt(vec2.shape, 0)]);
    return made(cx, [input, vec2], shape, promoteTypes(input.dtype, vec2.dtype));
  },
  examples: [
    'torch.outer(torch.ones(3), torch.ones(4))  #> [3, 4]',
    'torch.outer(torch.ones(3, 2), torch.ones(4))  #! error[rank-mismatch]: 1 axes',
  ],
});

interface Added {
  readonly name: string;
  readonly names: readonly [string, string];
  readonly like: 'mm' | 'bmm' | 'mv' | 'outer' | 'sum of bmm';
  readonly summary: string;
  readonly input: string;
  readonly a: string;
  readonly b: string;
  readonly result: string;
}

const addedRows: readonly Added[] = [
  {
    name: 'addmm',
    names: ['mat1', 'mat2'],
    like: 'mm',
    summary: 'Adds the product of two matrices.',
    input: '4',
    a: '2, 3',
    b: '3, 4',
    result: '[2, 4]',
  },
  {
    name: 'addbmm',
    names: ['batch1', 'batch2'],
    like: 'sum of bmm',
    summary: 'Adds the sum of the products of two batches of matrices.',
    input: '2, 4',
    a: '5, 2, 3',
    b: '5, 3, 4',
    result: '[2, 4]',
  },
  {
    name: 'baddbmm',
    names: ['batch1', 'batch2'],
    like: 'bmm',
    summary: 'Adds the products of two batches of matrices.',
    input: '5, 1, 4',
    a: '5, 2, 3',
    b: '5, 3, 4',
    result: '[5, 2, 4]',
  },
  {
    name: 'addmv',
    names: ['mat', 'vec'],
    like: 'mv',
    summary: 'Adds the product of a matrix and a vector.',
    input: '2',
    a: '2, 3',
    b: '3',
    result: '[2]',
  },
  {
    name: 'addr',
    names: ['vec1', 'vec2'],
    like: 'outer',
    summary: 'Adds all products of two vectors.',
    input: '3, 4',
    a: '3',
    b: '4',
    result: '[3, 4]',
  },
];

function productOfTwo(like: Added['like'], a: TensorValue, b: TensorValue, names: readonly [string, string], cx: CallContext): MaybeShape {
  if (like === 'outer')
    return refuseRank(a, 1, cx, names[0]) || refuseRank(b, 1, cx, names[1]) ? null : shapeOf([dimAt(a.shape, 0), dimAt(b.shape, 0)]);
  const row = plain.find((each) => each.name === (like === 'sum of bmm' ? 'bmm' : like))!;
  const shape = plainShape({ ...row, names }, a, b, cx);
  return like === 'sum of bmm' && shape ? shapeOf(shape.dims.slice(1)) : shape;
}

/** Products that are added to a tensor, which is expanded to their shape. */
export const addedProducts: readonly FunctionDef[] = addedRows.flatMap(
  ({ name, names, like, summary, input: start, a: left, b: right, result }) => {
    const params = { input: t(), [names[0]]: t(), [names[1]]: t(), beta: keyword(value(int(1), '1')), alpha: keyword(value(int(1), '1')) };
    const found = (
      args: Readonly<Record<string, unknown>>,
      cx: CallContext,
    ): { readonly shape: MaybeShape; readonly dtype: string | null } => {
      const [input, a, b] = [args.input as TensorValue, args[names[0]] as TensorValue, args[names[1]] as TensorValue];
      const shape = productOfTwo(like, a, b, names, cx);
      const merged = broadcastShapes(input.shape, shape);
      if (!merged.fits || outgrows(merged.shape, shape))
        cx.report('broadcast-mismatch', msg('{0}: {1} is not expanded to {2}', cx.label, formatShape(input.shape), formatShape(shape)), {
          at: 'input',
          from: [input, a, b],
        });
      return { shape, dtype: like === 'outer' ? null : sameTypeOf([input, a, b], cx) };
    };
    const calls = (input: string, a: string, b: string, cast = ''): string =>
      `torch.${name}(torch.ones(${input}${cast}), torch.ones(${a}), torch.ones(${b}))`;
    return [
      ...torchOp({
        name,
        summary,
        method: true,
        params,
        keywords: ['out'],
        codes: ['rank-mismatch', 'broadcast-mismatch', ...(like === 'outer' ? [] : (['dim-mismatch', 'dtype-mismatch'] as const))],
        call(args, cx) {
          const { shape, dtype } = found(args, cx);
          const from = [args.input, args[names[0]], args[names[1]]] as TensorValue[];
          const all = from.map((x) => x.dtype);
          return made(cx, from, shape, like === 'outer' ? promoteTypes(promoteTypes(all[0]!, all[1]!), all[2]!) : dtype);
        },
        examples: [
          `${calls(start, left, right)}  #> ${result}`,
          `${calls('7, 7, 7, 7', left, right)}  #! error[broadcast-mismatch]: is not expanded`,
          `${calls(start, '2, 2, 2, 2', right)}  #! error[rank-mismatch]: axes`,
          ...(like === 'outer'
            ? []
            : [
                `${calls(start, left, right.replace('3', '6'))}  #! error[dim-mismatch]: do not fit`,
                `${calls(start, left, right, ', dtype=torch.int64')}  #! error[dtype-mismatch]: mixes no types`,
              ]),
        ],
      }),
      defineMethod({
        name: `torch.Tensor.${name}_`,
        params,
        codes: ['rank-mismatch', 'broadcast-mismatch', 'dim-mismatch', 'dtype-mismatch'],
        call(args, cx) {
          const { shape, dtype } = found(args, cx);
          return intoSelf(args.input, shape, dtype, cx);
        },
      }),
    ];
  },
);

/** The letters of axes that are given as numbers from 0 to 51. */
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Tensors and the letters of their axes, from `(x, [0, 1], y, [1, 2], [0, 2])`; null when some are not known. */
function fromNumbers(args: readonly Value[], cx: CallContext): { readonly equation: string; readonly xs: readonly TensorValue[] } | null {
  const named = (list: Value): string | null => {
    const items = sequenceItems(list, cx.heap);
    const found = items?.map((item) => (item.kind === 'int' && typeof item.value === 'number' ? letters[item.value] : undefined));
    return found?.every((letter) => letter !== undefined) ? found.join('') : null;
  };
  const xs: TensorValue[] = [];
  const terms: (string | null)[] = [];
  for (let i = 0; i + 1 < args.length; i += 2) {
    xs.push(toTensor(args[i]!, cx.heap, 'torch'));
    terms.push(named(args[i + 1]!));
  }
  const out = args.length % 2 ? named(args.at(-1)!) : undefined;
  if (terms.includes(null) || out === null) return null;
  return { equation: `${terms.join(',')}${out === undefined ? '' : `->${out}`}`, xs };
}

/** Sums of products over named axes. */
export const einsum = torchOp({
  name: 'einsum',
  summary: 'Sums of products over axes that an equation names: `bij,bjk->bik`.',
  params: { equation: value(), operands: rest() },
  codes: ['rank-mismatch', 'dim-mismatch', 'unknown-argument', 'missing-argument', 'dtype-mismatch'],
  call({ equation, operands }, cx) {
    const listed = operands?.length === 1 ? sequenceItems(operands[0]!, cx.heap) : undefined;
    const given = listed === undefined ? operands : listed;
    const found =
      equation.kind === 'tensor' && operands
        ? fromNumbers([equation, ...operands], cx)
        : equation.kind === 'str' && equation.value !== null && given
          ? { equation: equation.value, xs: given.map((each) => toTensor(each, cx.heap, 'torch')) }
          : null;
    if (!found) return made(cx, [], null, null);
    const out = found.equation.split('->')[1]?.replace(/[\s.]/g, '');
    const twice = out && [...out].find((letter, i) => out.indexOf(letter) !== i);
    if (twice) cx.report('unknown-argument', msg('{0}: axis {1} is named twice in the result', cx.label, `'${twice}'`), { at: 'equation' });
    const shape = twice ? null : einsumShape(found.equation, found.xs, cx, 'equation');
    return made(cx, found.xs, shape, found.xs.length > 1 ? sameTypeOf(found.xs, cx) : (found.xs[0]?.dtype ?? null));
  },
  examples: [
    "torch.einsum('bij,bjk->bik', torch.ones(5, 2, 3), torch.ones(5, 3, 4))  #> [5, 2, 4]",
    "torch.einsum('ij,jk->ik', torch.ones(2, 3), torch.ones(4, 5))  #! error[dim-mismatch]: axis 'j'",
    "torch.einsum('ijk,jk->ik', torch.ones(2, 3), torch.ones(3, 5))  #! error[rank-mismatch]: names 3 axes",
    "torch.einsum('ij,jk->il', torch.ones(2, 3), torch.ones(3, 5))  #! error[unknown-argument]: 'l'",
    "torch.einsum('ij,jk->ik', torch.ones(2, 3))  #! error[missing-argument]: names 2 tensors",
    mixed("torch.einsum('i,i->', torch.ones(3), torch.ones(3, dtype=torch.int64))"),
  ],
});

/** The axes that are summed, of both tensors. */
function summedAxes(a: TensorValue, b: TensorValue, dims: Value, cx: CallContext): readonly [readonly number[], readonly number[]] | null {
  const [p, q] = [rankOf(a.shape), rankOf(b.shape)];
  if (p === null || q === null) return null;
  const one = dims.kind === 'tensor' ? (dims.data?.length === 1 ? dims.data[0]! : null) : dims.kind === 'int' ? dims.value : undefined;
  if (one !== undefined) {
    if (one === null || !isLiteral(one) || one < 0) return null;
    if (one > Math.min(p, q)) {
      cx.report('axis-out-of-range', msg('{0}: {1} axes are summed, the tensors are {2}', cx.label, one, shapesOf([a, b])), { at: 'dims' });
      return null;
    }
    return [Array.from({ length: one }, (_, i) => p - one + i), Array.from({ length: one }, (_, i) => i)];
  }
  const pair = sequenceItems(dims, cx.heap);
  if (pair?.length !== 2) return null;
  const read = (list: Value): readonly Dim[] | null =>
    list.kind === 'int'
      ? [list.value]
      : (sequenceItems(list, cx.heap)?.map((item) => (item.kind === 'int' ? item.value : unknownDim)) ?? null);
  const [m, n] = [read(pair[0]!), read(pair[1]!)];
  if (m && n && m.length !== n.length) {
    cx.report('dim-mismatch', msg('{0}: {1} axes of one tensor are summed with {2} of the other', cx.label, m.length, n.length), {
      at: 'dims',
    });
    return null;
  }
  const [left, right] = [axesIn(a, m, cx, 'dims'), axesIn(b, n, cx, 'dims')];
  return left && right ? [left, right] : null;
}

/** Sums over pairs of axes. */
export const tensordot = torchOp({
  name: 'tensordot',
  summary: 'Sums over pairs of axes: the last `dims` of one tensor with the first of another, or those that are named.',
  params: { a: t(), b: t(), dims: value(int(2), '2') },
  other: ['out'],
  codes: ['axis-out-of-range', 'dim-mismatch', 'dtype-mismatch'],
  call({ a, b, dims }, cx) {
    const type = sameTypeOf([a, b], cx, true);
    const axes = summedAxes(a, b, dims, cx);
    if (!axes) return made(cx, [a, b], null, type);
    const [left, right] = axes;
    for (const [i, own] of left.entries()) {
      const [m, n] = [a.shape!.dims[own]!, b.shape!.dims[right[i]!]!];
      // An extent of 1 is stretched.
      if (m === 1 || n === 1 || compareDims(m, n) !== 'different') continue;
      checkEqual(m, n, [a, b], cx);
      break;
    }
    const kept = (x: TensorValue, gone: readonly number[]): Dim[] => x.shape!.dims.filter((_, i) => !gone.includes(i));
    return made(cx, [a, b], shapeOf([...kept(a, left), ...kept(b, right)]), type);
  },
  examples: [
    'torch.tensordot(torch.ones(2, 3, 4), torch.ones(3, 4, 5))  #> [2, 5]',
    'torch.tensordot(torch.ones(2, 3), torch.ones(4, 5), dims=1)  #! error[dim-mismatch]: do not fit',
    'torch.tensordot(torch.ones(2, 3), torch.ones(4), dims=2)  #! error[axis-out-of-range]: 2 axes',
    mixed('torch.tensordot(torch.ones(2, 3), torch.ones(3, dtype=torch.int64), dims=1)'),
  ],
});

/** Products of each element with a whole tensor. */
export const kron = torchOp({
  name: 'kron',
  summary: 'The Kronecker product: each element of one tensor times the whole of another.',
  method: true,
  params: { input: t(), other: t() },
  keywords: ['out'],
  codes: [],
  call({ input, other }, cx) {
    const known = rankOf(other.shape) !== null;
    return made(cx, [input, other], known ? tileShape(input, other.shape!.dims, mulDims) : null, resultType(input, other));
  },
  examples: ['torch.kron(torch.ones(2, 3), torch.ones(4, 5))  #> [8, 15]'],
});

/** The shape of a chain of products. */
function chainShape(xs: readonly TensorValue[], takesVectors: boolean, cx: CallContext): MaybeShape {
  for (const [i, x] of xs.entries())
    if (refuseRank(x, takesVectors && (i === 0 || i === xs.length - 1) ? { min: 1, max: 2 } : 2, cx, 'tensors')) return null;
  for (let i = 1; i < xs.length; i++) {
    const [a, b] = [dimAt(xs[i - 1]!.shape, -1), dimAt(xs[i]!.shape, 0)];
    if (compareDims(a, b) !== 'different') continue;
    checkEqual(a, b, [xs[i - 1]!, xs[i]!], cx);
    break;
  }
  const [first, last] = [xs[0]!, xs.at(-1)!];
  if (rankOf(first.shape) === null || rankOf(last.shape) === null) return null;
  return shapeOf([...first.shape!.dims.slice(0, -1), ...last.shape!.dims.slice(1)]);
}

/** Products of many matrices. */
export const chains = [
  ...torchOp({
    name: 'linalg.multi_dot',
    summary: 'The product of several matrices, in the order that takes least work; the first and the last may be vectors.',
    params: { tensors: ts() },
    keywords: ['out'],
    codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch', 'missing-argument'],
    call({ tensors }, cx) {
      if (!tensors) return made(cx, [], null, null);
      if (tensors.length < 2) {
        cx.report('missing-argument', msg('{0} takes two tensors at least, it gets {1}', cx.label, tensors.length), { at: 'tensors' });
        return made(cx, tensors, null, null);
      }
      return made(cx, tensors, chainShape(tensors, true, cx), sameTypeOf(tensors, cx));
    },
    examples: [
      'torch.linalg.multi_dot([torch.ones(2, 3), torch.ones(3, 4), torch.ones(4, 5)])  #> [2, 5]',
      'torch.linalg.multi_dot([torch.ones(2, 3), torch.ones(4, 4)])  #! error[dim-mismatch]: do not fit',
      'torch.linalg.multi_dot([torch.ones(2, 3), torch.ones(3), torch.ones(3, 2)])  #! error[rank-mismatch]: 2 axes',
      'torch.linalg.multi_dot([torch.ones(2, 3)])  #! error[missing-argument]: two tensors',
      mixed('torch.linalg.multi_dot([torch.ones(2, 3), torch.ones(3, 2, dtype=torch.int64)])'),
    ],
  }),
  ...torchOp({
    name: 'chain_matmul',
    summary: 'The product of several matrices, in the order that takes least work.',
    params: { matrices: rest() },
    keywords: ['out'],
    codes: ['rank-mismatch', 'dim-mismatch', 'dtype-mismatch'],
    call({ matrices }, cx) {
      const xs = matrices?.map((each) => toTensor(each, cx.heap, 'torch'));
      if (!xs?.length) return made(cx, [], null, null);
      return made(cx, xs, chainShape(xs, false, cx), sameTypeOf(xs, cx));
    },
    examples: [
      'torch.chain_matmul(torch.ones(2, 3), torch.ones(3, 4), torch.ones(4, 5))  #> [2, 5]',
      'torch.chain_matmul(torch.ones(2, 3), torch.ones(4, 4))  #! error[dim-mismatch]: do not fit',
      'torch.chain_matmul(torch.ones(3), torch.ones(3, 2))  #! error[rank-mismatch]: 2 axes',
      mixed('torch.chain_matmul(torch.ones(2, 3), torch.ones(3, 2, dtype=torch.int64))'),
    ],
  }),
];

/** The sum along the diagonal. */
export const trace = torchOp({
  name: 'trace',
  summary: 'The sum of the diagonal of a matrix.',
  method: true,
  params: { input: t() },
  codes: ['rank-mismatch', 'dtype-mismatch'],
  call({ input }, cx) {
    refuseRank(input, 2, cx, 'input');
    return made(cx, [input], shapeOf([]), typeBy('xi==', input.dtype, cx, 'input', [input]));
  },
  examples: [
    'torch.trace(torch.ones(3, 3))  #> []',
    'torch.trace(torch.ones(3))  #! error[rank-mismatch]: 2 axes',
    'torch.trace(torch.ones(3, 3) > 0)  #! error[dtype-mismatch]: does not take',
  ],
});

/** Products of vectors with three elements. */
export const crosses: readonly FunctionDef[] = (
  [
    ['cross', 'The product of vectors of three elements that stands upright on both, along the first axis of three or a given one.'],
    ['linalg.cross', 'The product of vectors of three elements that stands upright on both.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: name === 'cross',
    params: { input: t(), other: t(), dim: name === 'cross' ? axis('None') : keyword(axis(-1)) },
    keywords: ['out'],
    codes: ['rank-mismatch', 'broadcast-mismatch', 'dim-mismatch', 'axis-out-of-range'],
    call({ input, other, dim }, cx) {
      const from = [input, other];
      const type = resultType(input, other);
      const [p, q] = [rankOf(input.shape), rankOf(other.shape)];
      if (p !== null && q !== null && p !== q) {
        cx.report(
          'rank-mismatch',
          msg('{0}: both must have the same number of axes: {1} and {2}', cx.label, formatShape(input.shape), formatShape(other.shape)),
          { from },
        );
        return made(cx, from, null, type);
      }
      if (p === null || q === null) return made(cx, from, null, type);
      const at = dim === 'all' ? input.shape!.dims.indexOf(3) : axisIn(input, dim, cx);
      const extents = at === null ? [] : at < 0 ? input.shape!.dims : [input.shape!.dims[at]!, other.shape!.dims[at]!];
      if (extents.length && (at! < 0 ? extents.every((d) => isLiteral(d) && d !== 3) : extents.some((d) => isLiteral(d) && d !== 3))) {
        cx.report('dim-mismatch', msg('{0} takes vectors of 3 elements: {1}', cx.label, shapesOf(from)), { from });
        return made(cx, from, null, type);
      }
      return made(cx, from, fitShapes(from, cx), type);
    },
    examples: [
      `torch.${name}(torch.ones(5, 3), torch.ones(5, 3))  #> [5, 3]`,
      `torch.${name}(torch.ones(5, 3), torch.ones(3))  #! error[rank-mismatch]: same number`,
      `torch.${name}(torch.ones(5, 4), torch.ones(5, 4))  #! error[dim-mismatch]: 3 elements`,
      `torch.${name}(torch.ones(5, 3), torch.ones(4, 3))  #! error[broadcast-mismatch]: do not fit`,
      `torch.${name}(torch.ones(5, 3), torch.ones(5, 3), dim=2)  #! error[axis-out-of-range]: no axis 2`,
    ],
  }),
);
