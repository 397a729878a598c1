import type { CallContext, FunctionDef } from '../kernel';
import { dtype, flag, keyword, value } from '../kernel';
import type { Value } from '../../values/value';
import { none, tuple } from '../../values/value';
import type { MaybeShape } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { axesIn, axis, namedResult, readAxes, reducedShape, refuseEmpty, someAxes, withoutAxis } from './axisArguments';
import { realType } from './elementTypes';
import { t, typeBy } from './operands';
import { made, torchOp } from './torchOp';

const examples = (name: string, call: string, wrong: string | null): string[] => [
  `torch.${name}(${call}, dim=1)  #> [2]`,
  `torch.${name}(${call}, dim=2)  #! error[axis-out-of-range]: no axis 2`,
  ...(wrong === null ? [] : [`torch.${name}(${wrong}, dim=0)  #! error[dtype-mismatch]: does not take`]),
];

interface Reduction {
  readonly name: string;
  readonly also?: readonly string[];
  readonly rule: string;
  readonly summary: string;
  /** An element type may be asked for, and is then what is computed in. */
  readonly typed?: boolean;
  readonly required?: boolean;
  /** There is no value without elements. */
  readonly needsElements?: boolean;
}

const wholes = 'torch.ones(2, dtype=torch.int64)';

const rows: readonly Reduction[] = [
  { name: 'sum', rule: 'ii==', summary: 'The sum of the elements along axes.', typed: true },
  { name: 'nansum', rule: 'ii=x', summary: 'The sum of the elements along axes that are numbers.', typed: true },
  { name: 'mean', rule: 'xx==', summary: 'The mean of the elements along axes; whole numbers are refused.', typed: true },
  { name: 'nanmean', rule: 'xx=x', summary: 'The mean of the elements along axes that are numbers.', typed: true },
  { name: 'amax', rule: '===x', summary: 'The largest element along axes.', needsElements: true },
  { name: 'amin', rule: '===x', summary: 'The smallest element along axes.', needsElements: true },
  {
    name: 'logsumexp',
    also: ['special.logsumexp'],
    rule: 'ff==',
    summary: 'The logarithm of the sum of the exponentials along axes.',
    required: true,
  },
];

/** Functions that make one value of all along axes. */
export const reductions: readonly FunctionDef[] = rows.flatMap(({ name, also = [], rule, summary, typed, required, needsElements }) =>
  torchOp({
    name,
    also,
    summary,
    method: true,
    params: {
      input: t(),
      dim: someAxes(required ? 'required' : 'None'),
      keepdim: flag(false),
      ...(typed && { dtype: keyword(dtype()) }),
    },
    keywords: ['out'],
    codes: [
      'axis-out-of-range',
      ...(rule.includes('x') ? (['dtype-mismatch'] as const) : []),
      ...(needsElements ? (['non-positive-size'] as const) : []),
    ],
    call(args, cx) {
      const { input, dim, keepdim } = args;
      const given = (args as { readonly dtype?: string | null }).dtype;
      const shape = reducedShape(input, dim, keepdim, cx);
      if (needsElements && dim !== null && shape) refuseEmpty(input, axesIn(input, dim, cx), cx);
      const isGiven = given !== undefined && given !== 'absent';
      // What leaves out what is no number looks at the tensor itself, whatever type is asked for.
      const own = !isGiven || name === 'nanmean' || name === 'nansum' ? typeBy(rule, input.dtype, cx, 'input', [input]) : null;
      const type = isGiven ? given : own;
      if (isGiven && rule.startsWith('xx') && given !== null) typeBy(rule, given, cx, 'dtype', [input]);
      return made(cx, [input], shape, type);
    },
    examples: [
      ...examples(
        name,
        'torch.ones(2, 3)',
        rule.startsWith('xx') ? wholes : rule.endsWith('x') ? 'torch.ones(2, dtype=torch.complex64)' : null,
      ),
      ...(needsElements ? [`torch.${name}(torch.ones(0, 3), dim=0)  #! error[non-positive-size]: has no elements`] : []),
    ],
  }),
);

/** The product of the elements, of all or along one axis. */
export const prod = torchOp({
  name: 'prod',
  summary: 'The product of the elements, of all or along one axis.',
  method: true,
  params: { input: t(), dim: axis('None'), keepdim: flag(false), dtype: keyword(dtype()) },
  keywords: ['out'],
  codes: ['axis-out-of-range'],
  call({ input, dim, keepdim, dtype: type }, cx) {
    const shape = withoutAxis(input, dim, keepdim, cx);
    return made(cx, [input], shape, type === 'absent' ? typeBy('ii==', input.dtype, cx, 'input', [input]) : type);
  },
  examples: examples('prod', 'torch.ones(2, 3)', null),
});

/** Whether elements hold. Bytes count as truth values. */
export const truths: readonly FunctionDef[] = (
  [
    ['all', 'Whether all elements along axes are true.'],
    ['any', 'Whether any element along axes is true.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: t(), dim: value(none), keepdim: flag(false) },
    keywords: ['out'],
    codes: ['axis-out-of-range'],
    call({ input, dim, keepdim }, cx) {
      const type = input.dtype === null ? null : input.dtype === 'uint8' ? 'uint8' : 'bool';
      // An empty tuple names no axis here.
      if (dim.kind === 'tuple' && !dim.items.length) return made(cx, [input], input.shape, type);
      return made(cx, [input], reducedShape(input, readAxes(dim, cx.heap), keepdim, cx), type);
    },
    examples: examples(name, 'torch.ones(2, 3)', null),
  }),
);

/** How many elements along axes are not 0. */
export const countNonzero = torchOp({
  name: 'count_nonzero',
  summary: 'How many elements along axes are not 0.',
  method: true,
  params: { input: t(), dim: someAxes() },
  codes: ['axis-out-of-range'],
  call: ({ input, dim }, cx) => made(cx, [input], reducedShape(input, dim, false, cx), 'int64'),
  examples: examples('count_nonzero', 'torch.ones(2, 3)', null),
});

const spreads = [
  ['std', 'The standard deviation of the elements along axes.', false],
  ['var', 'The variance of the elements along axes.', false],
  ['std_mean', 'The standard deviation and the mean of the elements along axes.', true],
  ['var_mean', 'The variance and the mean of the elements along axes.', true],
] as const;

/** In older calls the second argument may say whether the estimate is unbiased, and a third one stand before `keepdim`. */
function spreadShape(x: TensorValue, second: Value, third: Value, keep: Value, cx: CallContext): MaybeShape {
  if (second.kind === 'bool') return reducedShape(x, 'all', third.kind === 'bool' ? third.value : false, cx);
  const keepdim = keep.kind === 'bool' ? keep.value : keep.kind === 'none' ? false : null;
  return reducedShape(x, readAxes(second, cx.heap), keepdim, cx);
}

/** Standard deviations and variances. */
export const deviations: readonly FunctionDef[] = spreads.flatMap(([name, summary, isPair]) =>
  torchOp({
    name,
    summary,
    method: !isPair,
    params: { input: t(), dim: value(none), unbiased: value(none), keepdim: value(none), correction: keyword(value(none)) },
    keywords: ['out'],
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    call({ input, dim, unbiased, keepdim }, cx) {
      const shape = spreadShape(input, dim, unbiased, keepdim, cx);
      const type = typeBy('xx=r', input.dtype, cx, 'input', [input]);
      const first = made(cx, [input], shape, type);
      return isPair ? tuple([first, made(cx, [input], shape, input.dtype)]) : first;
    },
    examples: isPair
      ? [
          `torch.${name}(torch.ones(2, 3), dim=1)[0]  #> [2]`,
          `torch.${name}(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2`,
          `torch.${name}(${wholes})  #! error[dtype-mismatch]: does not take`,
        ]
      : examples(name, 'torch.ones(2, 3)', wholes),
  }),
);

/** The smallest and the largest element. */
export const aminmax = torchOp({
  name: 'aminmax',
  summary: 'The smallest and the largest element, of all or along one axis.',
  method: true,
  params: { input: t(), dim: keyword(axis('None')), keepdim: keyword(flag(false)) },
  keywords: ['out'],
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ input, dim, keepdim }, cx) {
    const shape = withoutAxis(input, dim, keepdim, cx);
    const type = typeBy('===x', input.dtype, cx, 'input', [input]);
    return namedResult(cx, 'aminmax', [input], { min: [shape, type], max: [shape, type] });
  },
  examples: [
    'torch.aminmax(torch.ones(2, 3), dim=1).min  #> [2]',
    'torch.aminmax(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2',
    'torch.aminmax(torch.ones(2, dtype=torch.complex64))  #! error[dtype-mismatch]: does not take',
  ],
});

/** Where the largest or smallest element is. */
export const positions: readonly FunctionDef[] = (
  [
    ['argmax', 'Where the largest element is, of all or along one axis.'],
    ['argmin', 'Where the smallest element is, of all or along one axis.'],
  ] as const
).flatMap(([name, summary]) =>
  torchOp({
    name,
    summary,
    method: true,
    params: { input: t(), dim: axis('None'), keepdim: flag(false) },
    keywords: ['out'],
    codes: ['axis-out-of-range', 'dtype-mismatch'],
    call({ input, dim, keepdim }, cx) {
      typeBy('x==x', input.dtype, cx, 'input', [input]);
      return made(cx, [input], withoutAxis(input, dim, keepdim, cx), 'int64');
    },
    examples: examples(name, 'torch.ones(2, 3)', 'torch.ones(2) > 0'),
  }),
);

/** The length of vectors: of all elements, or along axes. */
export const norm = torchOp({
  name: 'norm',
  summary: 'The norm of all elements or along axes.',
  method: true,
  params: { input: t(), p: value(none), dim: someAxes(), keepdim: flag(false), out: value(none), dtype: dtype() },
  codes: ['axis-out-of-range', 'dtype-mismatch'],
  call({ input, dim, keepdim, dtype: type }, cx) {
    const shape = reducedShape(input, dim, keepdim, cx);
    const given = typeof type === 'string' && type !== 'absent' ? type : null;
    const own = typeBy('xx==', input.dtype, cx, 'input', [input]);
    return made(cx, [input], shape, type === null ? null : realType(given ?? own));
  },
  examples: [
    'torch.norm(torch.ones(2, 3), dim=1)  #> [2]',
    'torch.norm(torch.ones(2, 3), dim=2)  #! error[axis-out-of-range]: no axis 2',
    `torch.norm(${wholes})  #! error[dtype-mismatch]: does not take`,
  ],
});
