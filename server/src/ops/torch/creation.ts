import type { CallContext, FunctionDef } from '../kernel';
import { defineMethod, dims, dtype, integer, keyword, maxData, msg, value } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, ceilDivDims, isLiteral, subDims, unknownDim } from '../../values/dim';
import { shapeOf } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none } from '../../values/value';
import { categoryOf, defaultFloat } from './elementTypes';
import { refuseNegative, sequence, sizes } from './sizes';
import { made, torchOp, x } from './torchOp';

/** What functions that make tensors take by keyword. */
export const keywords = ['out', 'layout', 'device', 'requires_grad', 'pin_memory', 'memory_format', 'names'];

/** Under what `CallContext.fact` keeps the type that `set_default_dtype` chose. */
export const defaultTypeFact = 'torch default type';

/** The type that fractions have as the program has set it. */
export function floatOf(cx: CallContext): string | null {
  const set = cx.fact(defaultTypeFact);
  return set === undefined ? defaultFloat : set;
}

/** A new tensor of given extents. */
export function created(
  cx: CallContext,
  size: readonly Dim[] | null,
  type: string | null,
  otherwise: string | null,
  fill: number | null = null,
): TensorValue {
  const isWrong = refuseNegative(size, cx);
  const count = size?.every(isLiteral) && !isWrong ? size.reduce<number>((n, d) => n * d, 1) : null;
  return made(cx, [], size && !isWrong ? shapeOf(size) : null, type === 'absent' ? otherwise : type, {
    data: fill !== null && count !== null && count <= 64 ? Array<number>(count).fill(fill) : null,
    range: fill === null ? null : { min: fill, max: fill },
  });
}

const filled = [
  ['zeros', 'A tensor of zeros.', 0],
  ['ones', 'A tensor of ones.', 1],
  ['empty', 'A tensor whose elements are not set.', null],
  ['rand', 'A tensor of random numbers from 0 to 1.', null],
  ['randn', 'A tensor of normally distributed random numbers.', null],
] as const;

/** Reports random fractions that are to be whole numbers. */
export function refuseWhole(type: string | null, cx: CallContext, at = 'dtype'): void {
  const category = type === null ? null : categoryOf(type);
  if (category === 'whole' || category === 'bool')
    cx.report('dtype-mismatch', msg('{0} makes fractions, it gives no {1}', cx.label, type!), { at });
}

/** Tensors of a given size. */
export const ofSize: readonly FunctionDef[] = filled.flatMap(([name, summary, fill]) =>
  torchOp({
    name,
    summary,
    category: name.startsWith('rand') ? 'random' : 'array',
    params: { size: sizes(), dtype: keyword(dtype()) },
    keywords: [...keywords, 'generator'],
    codes: ['non-positive-size', ...(name.startsWith('rand') ? (['dtype-mismatch'] as const) : [])],
    call({ size, dtype: type }, cx) {
      if (name.startsWith('rand') && type !== 'absent') refuseWhole(type, cx);
      return created(cx, size, type, floatOf(cx), fill);
    },
    examples: [
      `torch.${name}(4, 8)  #> [4, 8]`,
      `torch.${name}((2, 3, 4))  #> [2, 3, 4]`,
      `torch.${name}(2, -3)  #! error[non-positive-size]: cannot be negative`,
      ...(name.startsWith('rand') ? [`torch.${name}(2, dtype=torch.int64)  #! error[dtype-mismatch]: makes fractions`] : []),
    ],
  }),
);

/** The number that an argument surely is. */
export function numberOf(v: Value): number | null {
  if (v.kind === 'float') return v.value;
  if (v.kind === 'bool') return v.value === null ? null : Number(v.value);
  if (v.kind === 'tensor') return v.data?.length === 1 ? v.data[0]! : null;
  return v.kind === 'int' && typeof v.value === 'number' ? v.value : null;
}

/** The type that a plain number gives a tensor which is filled with it. */
export function typeOfNumber(v: Value, cx: CallContext): string | null {
  if (v.kind === 'int') return 'int64';
  if (v.kind === 'bool') return 'bool';
  if (v.kind === 'float') return floatOf(cx);
  if (v.kind === 'tensor' && v.framework === 'torch') {
    const category = v.dtype === null ? null : categoryOf(v.dtype);
    return category === 'whole' ? 'int64' : category === 'bool' ? 'bool' : category === 'floating' ? floatOf(cx) : null;
  }
  return null;
}

/** One number in all places. */
export const full = torchOp({
  name: 'full',
  summary: 'A tensor that holds one number in all places.',
  params: { size: sequence(), fill_value: value(), dtype: keyword(dtype()) },
  keywords,
  codes: ['non-positive-size', 'dtype-mismatch'],
  call: ({ size, fill_value, dtype: type }, cx) => created(cx, size, type, typeOfNumber(fill_value, cx), numberOf(fill_value)),
  examples: [
    'torch.full((2, 3), 7)  #> [2, 3]',
    'torch.full((2, -3), 7)  #! error[non-positive-size]: cannot be negative',
    'torch.full(3, 7)  #! error[dtype-mismatch]: sequence of extents',
  ],
});

const alike = [
  ['zeros_like', 'A tensor of zeros with the shape and type of another.', 0],
  ['ones_like', 'A tensor of ones with the shape and type of another.', 1],
  ['empty_like', 'A tensor with the shape and type of another, whose elements are not set.', null],
  ['rand_like', 'Random numbers from 0 to 1 in the shape and type of another tensor.', null],
  ['randn_like', 'Normally distributed random numbers in the shape and type of another tensor.', null],
] as const;

function like(cx: CallContext, input: TensorValue, type: string | null, fill: number | null): TensorValue {
  const dims = input.shape && !input.shape.hasPrefix && input.shape.dims.every(isLiteral) ? input.shape.dims : null;
  const count = dims?.reduce((n, d) => n * d, 1) ?? null;
  return made(cx, [input], input.shape, type === 'absent' ? input.dtype : type, {
    data: fill !== null && count !== null && count <= 64 ? Array<number>(count).fill(fill) : null,
    range: fill === null ? null : { min: fill, max: fill },
  });
}

/** Tensors of the shape and type of another. */
export const ofOther: readonly FunctionDef[] = alike.flatMap(([name, summary, fill]) =>
  torchOp({
    name,
    summary,
    category: name.startsWith('rand') ? 'random' : 'array',
    params: { input: x(), dtype: keyword(dtype()) },
    keywords: [...keywords, 'generator'],
    codes: name.startsWith('rand') ? ['dtype-mismatch'] : [],
    call({ input, dtype: type }, cx) {
      if (name.startsWith('rand')) refuseWhole(type === 'absent' ? input.dtype : type, cx, 'input');
      return like(cx, input, type, fill);
    },
    examples: [
      `torch.${name}(torch.ones(2, 3))  #> [2, 3]`,
      ...(name.startsWith('rand') ? [`torch.${name}(torch.arange(3))  #! error[dtype-mismatch]: makes fractions`] : []),
    ],
  }),
);

/** One number in the shape of another tensor. */
export const fullLike = torchOp({
  name: 'full_like',
  summary: 'A tensor with the shape and type of another that holds one number in all places.',
  params: { input: x(), fill_value: value(), dtype: keyword(dtype()) },
  keywords,
  codes: [],
  call: ({ input, fill_value, dtype: type }, cx) => like(cx, input, type, numberOf(fill_value)),
  examples: ['torch.full_like(torch.ones(2, 3), 7)  #> [2, 3]'],
});

/** Methods that make a tensor of the type of their object. */
export const newTensors: readonly FunctionDef[] = (
  [
    ['zeros', 0],
    ['ones', 1],
    ['empty', null],
  ] as const
).map(([name, fill]) =>
  defineMethod({
    name: `torch.Tensor.new_${name}`,
    params: { self: x(), size: sizes(), dtype: keyword(dtype()) },
    keywordParams: keywords,
    codes: ['non-positive-size'],
    call: ({ self, size, dtype: type }, cx) => created(cx, size, type, self.dtype, fill),
  }),
);

export const newFull = defineMethod({
  name: 'torch.Tensor.new_full',
  params: { self: x(), size: sequence(), fill_value: value(), dtype: keyword(dtype()) },
  keywordParams: keywords,
  codes: ['non-positive-size'],
  call: ({ self, size, fill_value, dtype: type }, cx) => created(cx, size, type, self.dtype, numberOf(fill_value)),
});

/** How many steps go from one number to another, and the numbers where they are few. */
function steps(start: number, end: number, step: number): { readonly count: number; readonly data: readonly number[] | null } {
  const count = Math.max(0, Math.ceil((end - start) / step));
  return { count, data: count <= maxData ? Array.from({ length: count }, (_, i) => start + i * step) : null };
}

/** Numbers at even distances. */
export const arange = torchOp({
  name: 'arange',
  summary: 'Numbers from `start` to below `end` at a distance of `step`.',
  params: { start: value(none), end: value(none), step: value(none), dtype: keyword(dtype()) },
  keywords,
  codes: ['unknown-argument'],
  call({ start, end, step, dtype: type }, cx) {
    const isOne = end.kind === 'none';
    const [from, to, by]: readonly Value[] = isOne
      ? [{ kind: 'int', value: 0 }, start, { kind: 'int', value: 1 }]
      : [start.kind === 'none' ? { kind: 'int', value: 0 } : start, end, step.kind === 'none' ? { kind: 'int', value: 1 } : step];
    const given = [from!, to!, by!];
    const category = given.map((v) => (v.kind === 'tensor' ? typeOfNumber(v, cx) : v.kind));
    const own = category.some((c) => c === 'float' || c === floatOf(cx))
      ? floatOf(cx)
      : category.every((c) => c === 'int' || c === 'int64' || c === 'bool')
        ? 'int64'
        : null;
    const [a, b, c] = given.map(numberOf);
    if (c === 0 || (a != null && b != null && c != null && (b - a) * c < 0)) {
      cx.report('unknown-argument', msg('{0}: no steps of {1} lead from {2} to {3}', cx.label, String(c), String(a), String(b)));
      return made(cx, [], null, type === 'absent' ? own : type);
    }
    const found = a != null && b != null && c != null ? steps(a, b, c) : null;
    const extent = found ? found.count : countOf(from!, to!, by!);
    return made(cx, [], shapeOf([extent]), type === 'absent' ? own : type, { data: found?.data ?? null });
  },
  examples: ['torch.arange(5)  #> [5]', 'torch.arange(2, 10, 3)  #> [3]', 'torch.arange(5, 1)  #! error[unknown-argument]: no steps'],
});

/** The same count where the numbers are extents of unknown size. */
function countOf(from: Value, to: Value, by: Value): Dim {
  if (from.kind !== 'int' || to.kind !== 'int' || by.kind !== 'int' || !isLiteral(by.value) || by.value <= 0) return unknownDim;
  const width = from.value === 0 ? to.value : subDims(to.value, from.value);
  return by.value === 1 ? width : ceilDivDims(width, by.value);
}

/** Numbers from `start` to `end`, both included; kept for old programs. */
export const range = torchOp({
  name: 'range',
  summary: 'Numbers from `start` to `end`, both included, at a distance of `step`; deprecated in favor of `arange`.',
  params: { start: value(), end: value(), step: value({ kind: 'int', value: 1 }, '1'), dtype: keyword(dtype()) },
  keywords,
  codes: [],
  call({ start, end, step, dtype: type }, cx) {
    const [a, b, c] = [numberOf(start), numberOf(end), numberOf(step)];
    const count = a !== null && b !== null && c ? Math.max(0, Math.floor((b - a) / c) + 1) : unknownDim;
    return made(cx, [], shapeOf([count]), type === 'absent' ? floatOf(cx) : type);
  },
  examples: ['torch.range(1, 4)  #> [4]'],
});

/** A given number of numbers. */
export const ofSteps: readonly FunctionDef[] = [
  ...torchOp({
    name: 'linspace',
    summary: 'Numbers at even distances from `start` to `end`, both included.',
    params: { start: value(), end: value(), steps: integer(), dtype: keyword(dtype()) },
    keywords,
    codes: ['non-positive-size'],
    call: (args, cx) => spaced(args, cx, true),
    examples: ['torch.linspace(0, 1, 5)  #> [5]', 'torch.linspace(0, 1, -5)  #! error[non-positive-size]: cannot be negative'],
  }),
  ...torchOp({
    name: 'logspace',
    summary: 'Powers of `base` whose exponents go at even distances from `start` to `end`, both included.',
    params: { start: value(), end: value(), steps: integer(), base: value(none), dtype: keyword(dtype()) },
    keywords,
    codes: ['non-positive-size'],
    call: (args, cx) => spaced(args, cx, false),
    examples: ['torch.logspace(0, 1, 5)  #> [5]', 'torch.logspace(0, 1, -5)  #! error[non-positive-size]: cannot be negative'],
  }),
];

interface Spaced {
  readonly start: Value;
  readonly end: Value;
  readonly steps: Dim;
  readonly dtype: string | null;
}

function spaced({ start, end, steps: count, dtype: type }: Spaced, cx: CallContext, isEven: boolean): TensorValue {
  const isWrong = refuseNegative([count], cx, 'steps');
  const isPlain = [start, end].every((v) => v.kind === 'int' || v.kind === 'float');
  const [a, b] = [numberOf(start), numberOf(end)];
  const range = isEven && a !== null && b !== null ? { min: Math.min(a, b), max: Math.max(a, b), isContinuous: true } : null;
  const otherwise = isPlain || [start, end].some((v) => v.kind === 'tensor' && v.dtype === floatOf(cx)) ? floatOf(cx) : null;
  return made(cx, [], isWrong ? null : shapeOf([count]), type === 'absent' ? otherwise : type, { range });
}

/** Ones on the diagonal. */
export const eye = torchOp({
  name: 'eye',
  summary: 'A matrix of zeros with ones on its diagonal.',
  params: { n: integer(), m: value(none), dtype: keyword(dtype()) },
  keywords,
  codes: ['non-positive-size'],
  call({ n, m, dtype: type }, cx) {
    const columns = m.kind === 'none' ? n : m.kind === 'int' ? m.value : unknownDim;
    const made = created(cx, [n, columns], type, floatOf(cx));
    return { ...made, range: { min: 0, max: 1 } };
  },
  examples: ['torch.eye(3)  #> [3, 3]', 'torch.eye(2, 5)  #> [2, 5]', 'torch.eye(-3)  #! error[non-positive-size]: cannot be negative'],
});

/** How many places of a matrix lie on and below the diagonal that is `offset` above the main one. */
function countBelow(rows: number, columns: number, offset: number): number {
  let n = 0;
  for (let i = 0; i < rows; i++) n += Math.max(0, Math.min(columns, i + offset + 1));
  return n;
}

const triangles = [
  ['tril_indices', 'The rows and columns of the places on and below a diagonal of a matrix.'],
  ['triu_indices', 'The rows and columns of the places on and above a diagonal of a matrix.'],
] as const;

/** Positions in a triangle of a matrix. */
export const triangleIndices: readonly FunctionDef[] = triangles.flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    params: { row: integer(), col: integer(), offset: integer(0), dtype: keyword(dtype('int64')) },
    keywords,
    codes: ['non-positive-size'],
    call({ row, col, offset, dtype: type }, cx) {
      const isWrong = refuseNegative([row, col], cx, 'row');
      const isKnown = isLiteral(row) && isLiteral(col) && isLiteral(offset) && !isWrong && row < 5000;
      const below = isKnown ? countBelow(row, col, name === 'tril_indices' ? offset : offset - 1) : 0;
      const count = isKnown ? (name === 'tril_indices' ? below : row * col - below) : unknownDim;
      const limit = isLiteral(row) && isLiteral(col) ? Math.max(row, col) : null;
      return made(cx, [], shapeOf([2, count]), type === 'absent' ? 'int64' : type, {
        range: limit === null ? null : { min: 0, max: limit - 1, isLoose: true },
      });
    },
    examples: [`torch.${name}(3, 3)  #> [2, 6]`, `torch.${name}(-3, 3)  #! error[non-positive-size]: cannot be negative`],
  }),
);

/** A tensor of given extents and steps. */
export const emptyStrided = torchOp({
  name: 'empty_strided',
  summary: 'A tensor of given extents and steps in memory whose elements are not set.',
  params: { size: dims(), stride: dims(), dtype: keyword(dtype()) },
  keywords,
  codes: [],
  call: ({ size, dtype: type }, cx) => created(cx, size, type, floatOf(cx)),
  examples: ['torch.empty_strided((2, 3), (1, 2))  #> [2, 3]'],
});

/** The type that fractions have from now on. */
export const setDefaultDtype = ['set_default_dtype', 'set_default_tensor_type'].map((name) =>
  defineMethod({
    name: `torch.${name}`,
    isMethod: false,
    params: { d: value() },
    takesAnyKeyword: true,
    call({ d }, cx) {
      cx.setFact(defaultTypeFact, name === 'set_default_dtype' ? dtype().read(d, cx.heap) : null);
      return none;
    },
  }),
);

/** The extent of a sum of ranges, as far as it is known. */
export function sumOf(dims: readonly Dim[]): Dim {
  return dims.reduce(addDims, 0);
}
