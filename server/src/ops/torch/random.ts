import type { CallContext, FunctionDef } from '../kernel';
import { dtype, fitShapes, flag, integer, keyword, msg, value } from '../kernel';
import { isLiteral } from '../../values/dim';
import { dimAt, formatShape, rankOf, shapeOf } from '../../values/shape';
import type { TensorValue } from '../../values/value';
import { none } from '../../values/value';
import { created, floatOf, keywords, numberOf } from './creation';
import { categoryOf } from './elementTypes';
import { refuseNegative, sequence } from './sizes';
import { made, torchOp, x } from './torchOp';

const drawing = [...keywords, 'generator'];

/** Reports bounds between which no whole number lies. */
function refuseBounds(low: number | null, high: number | null, cx: CallContext): void {
  if (low !== null && high !== null && low >= high)
    cx.report('unknown-argument', msg('{0}: no number lies from {1} to below {2}', cx.label, low, high), { at: 'high' });
}

/** Whole numbers in given bounds. */
export const randint = torchOp({
  name: 'randint',
  summary: 'Random whole numbers from `low` to below `high`.',
  category: 'random',
  params: { low: value(none), high: value(none), size: { ...sequence(), isRequired: false }, dtype: keyword(dtype('int64')) },
  keywords: drawing,
  codes: ['unknown-argument', 'non-positive-size', 'dtype-mismatch'],
  call({ low, high, size, dtype: type }, cx, bound) {
    // With two arguments the first is the upper bound, and the second the size.
    const isShort =
      !bound.values.has('size') && high.kind !== 'int' && high.kind !== 'float' && bound.values.has('high') && bound.isComplete;
    const isNamed = low.kind === 'none';
    const extents = isShort ? sequence().read(high, cx.heap) : size;
    const [a, b] = isShort
      ? [0, numberOf(low)]
      : isNamed || high.kind === 'none'
        ? [0, numberOf(isNamed ? high : low)]
        : [numberOf(low), numberOf(high)];
    refuseBounds(a, b, cx);
    if (!bound.values.has('size') && high.kind === 'int' && bound.isComplete) {
      cx.report('dtype-mismatch', msg('{0}: {1} is a sequence of extents, it gets {2}', cx.label, 'size', 'int'), { at: 'high' });
      return made(cx, [], null, type);
    }
    const drawn = created(cx, extents, type, 'int64');
    return { ...drawn, range: a !== null && b !== null && a < b ? { min: a, max: b - 1 } : null };
  },
  examples: [
    'torch.randint(10, (4, 8))  #> [4, 8]',
    'torch.randint(3, 10, (4,))  #> [4]',
    'torch.randint(5, 3, (4,))  #! error[unknown-argument]: no number lies from 5 to below 3',
    'torch.randint(0, 5, (4, -1))  #! error[non-positive-size]: cannot be negative',
    'torch.randint(0, 5, 4)  #! error[dtype-mismatch]: sequence of extents',
  ],
});

/** Whole numbers in the shape of another tensor. */
export const randintLike = torchOp({
  name: 'randint_like',
  summary: 'Random whole numbers from `low` to below `high` in the shape and type of another tensor.',
  category: 'random',
  params: { input: x(), low: value(none), high: value(none), dtype: keyword(dtype()) },
  keywords: drawing,
  codes: ['unknown-argument'],
  call({ input, low, high, dtype: type }, cx) {
    const isShort = high.kind === 'none' || low.kind === 'none';
    const a = isShort ? 0 : numberOf(low);
    const b = numberOf(high.kind === 'none' ? low : high);
    refuseBounds(a, b, cx);
    return made(cx, [input], input.shape, type === 'absent' ? input.dtype : type, {
      range: a !== null && b !== null && a < b ? { min: a, max: b - 1 } : null,
    });
  },
  examples: [
    'torch.randint_like(torch.ones(2, 3), 10)  #> [2, 3]',
    'torch.randint_like(torch.ones(2, 3), 5, 3)  #! error[unknown-argument]: no number lies',
  ],
});

/** An order by chance. */
export const randperm = torchOp({
  name: 'randperm',
  summary: 'The numbers from 0 to below `n` in random order.',
  category: 'random',
  params: { n: integer(), dtype: keyword(dtype('int64')) },
  keywords: drawing,
  codes: ['non-positive-size'],
  call({ n, dtype: type }, cx) {
    const isWrong = refuseNegative([n], cx, 'n');
    return made(cx, [], isWrong ? null : shapeOf([n]), type === 'absent' ? 'int64' : type, {
      range: isLiteral(n) && n > 0 ? { min: 0, max: n - 1 } : null,
    });
  },
  examples: ['torch.randperm(5)  #> [5]', 'torch.randperm(-5)  #! error[non-positive-size]: cannot be negative'],
});

/** Reports a tensor of whole numbers where fractions are taken. */
function refuseTypeOf(input: TensorValue, cx: CallContext, at = 'input'): void {
  const category = input.dtype === null ? null : categoryOf(input.dtype);
  if (category === 'whole' || category === 'bool')
    cx.report('dtype-mismatch', msg('{0} takes a tensor of a floating type, not {1}', cx.label, input.dtype!), { at, from: [input] });
}

/** Normally distributed numbers of given means and deviations. */
export const normal = torchOp({
  name: 'normal',
  summary: 'Normally distributed random numbers of given means and standard deviations.',
  category: 'random',
  params: {
    mean: value(),
    std: value({ kind: 'float', value: 1 }, '1.0'),
    size: { ...sequence(), isRequired: false },
    dtype: keyword(dtype()),
  },
  keywords: drawing,
  codes: ['broadcast-mismatch', 'dtype-mismatch'],
  call({ mean, std, size, dtype: type }, cx, bound) {
    const given = [mean, std].filter((v): v is TensorValue => v.kind === 'tensor');
    if (!given.length) {
      if (bound.values.has('size')) return created(cx, size, type, floatOf(cx));
      return made(cx, [], null, null);
    }
    for (const one of given) refuseTypeOf(one, cx, one === mean ? 'mean' : 'std');
    const shape = [mean, std].some((v) => v.kind === 'unknown') ? null : fitShapes(given, cx);
    return made(cx, given, shape, given[0]!.dtype);
  },
  examples: [
    'torch.normal(0.0, 1.0, (2, 3))  #> [2, 3]',
    'torch.normal(torch.zeros(3), torch.ones(3))  #> [3]',
    'torch.normal(torch.zeros(3), torch.ones(2))  #! error[broadcast-mismatch]: (3,), (2,)',
    'torch.normal(torch.arange(3), 1.0)  #! error[dtype-mismatch]: not int64',
  ],
});

const drawn = [
  ['bernoulli', 'Zeros and ones that are drawn with the probabilities of a tensor.', { min: 0, max: 1 }],
  ['poisson', 'Numbers of a Poisson distribution with the rates of a tensor.', null],
] as const;

/** What is drawn element by element. */
export const drawnByElement: readonly FunctionDef[] = drawn.flatMap(([name, summary, range]) =>
  torchOp({
    name,
    summary,
    category: 'random',
    method: name === 'bernoulli',
    params: { input: x(), p: value(none) },
    keywords: ['generator', 'out'],
    codes: ['dtype-mismatch'],
    call({ input, p }, cx) {
      if (p.kind === 'none') refuseTypeOf(input, cx);
      return made(cx, [input], input.shape, input.dtype, { range });
    },
    examples: [`torch.${name}(torch.rand(2, 3))  #> [2, 3]`, `torch.${name}(torch.arange(3))  #! error[dtype-mismatch]: not int64`],
  }),
);

/** Positions that are drawn by their weights. */
export const multinomial = torchOp({
  name: 'multinomial',
  summary: 'Positions that are drawn by the weights in the last axis.',
  category: 'random',
  method: true,
  params: { input: x(), num_samples: integer(), replacement: flag(false) },
  keywords: ['generator', 'out'],
  codes: ['rank-mismatch', 'dtype-mismatch', 'dim-mismatch'],
  call({ input, num_samples: n, replacement }, cx) {
    const rank = rankOf(input.shape);
    const weights = dimAt(input.shape, -1);
    refuseTypeOf(input, cx);
    if (rank !== null && (rank < 1 || rank > 2))
      cx.report('rank-mismatch', msg('{0} takes weights of one or two axes: {1}', cx.label, formatShape(input.shape)), {
        at: 'input',
        from: [input],
      });
    else if (isLiteral(n) && (n < 1 || (replacement === false && isLiteral(weights) && n > weights)))
      cx.report('dim-mismatch', msg('{0}: {1} of {2} positions cannot be drawn', cx.label, n, isLiteral(weights) ? weights : '?'), {
        at: 'num_samples',
        from: [input],
      });
    const shape = rank === 1 ? shapeOf([n]) : rank === 2 ? shapeOf([input.shape!.dims[0]!, n]) : null;
    return made(cx, [input], shape, 'int64', {
      range: isLiteral(weights) ? { min: 0, max: Math.max(0, weights - 1), isLoose: true } : null,
    });
  },
  examples: [
    'torch.multinomial(torch.ones(4, 10), 3)  #> [4, 3]',
    'torch.multinomial(torch.ones(2, 4, 10), 3)  #! error[rank-mismatch]: one or two axes',
    'torch.multinomial(torch.arange(5), 3)  #! error[dtype-mismatch]: not int64',
    'torch.multinomial(torch.ones(2), 3)  #! error[dim-mismatch]: 3 of 2 positions',
  ],
});
