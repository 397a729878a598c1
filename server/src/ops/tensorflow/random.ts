import type { FunctionDef } from '../kernel';
import { dims, dtype, fitShapes, integer, msg, toTensor, value } from '../kernel';
import { isLiteral } from '../../values/dim';
import { formatShape, rankOf, shapeOf } from '../../values/shape';
import type { Value } from '../../values/value';
import { float, none } from '../../values/value';
import { made, tensorflowOp, x } from './tensorflowOp';

const zero: Value = { kind: 'int', value: 0 };

/** Random numbers in a shape, with parameters that broadcast into it. */
export const distributions: readonly FunctionDef[] = (
  [
    ['random.normal', 'Random numbers of a normal distribution.', 'mean', 'stddev'],
    ['random.truncated_normal', 'Random numbers of a normal distribution, drawn again beyond two standard deviations.', 'mean', 'stddev'],
  ] as const
).map(([name, summary, first, second]) =>
  tensorflowOp({
    name,
    category: 'random',
    summary,
    params: { shape: dims(), [first]: value(float(0)), [second]: value(float(1)), dtype: dtype('float32') },
    other: ['seed', 'name'],
    codes: ['non-positive-size'],
    call(args, cx) {
      const { shape, dtype } = args as unknown as { shape: Parameters<typeof shapeOf>[0] | null; dtype: string | null };
      const negative = shape?.find((n) => isLiteral(n) && n < 0);
      if (negative !== undefined)
        cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative as number), { at: 'shape' });
      const own = (args as Record<string, unknown>)[first] as Value;
      const from = own.kind === 'tensor' ? [own] : [];
      return made(cx, from, negative === undefined && shape ? shapeOf(shape) : null, dtype === 'absent' ? 'float32' : dtype);
    },
    examples: [`tf.${name}((2, 3))  #> [2, 3]`, `tf.${name}((2, -3))  #! error[non-positive-size]: -3`],
  }),
);

export const uniform = tensorflowOp({
  name: 'random.uniform',
  category: 'random',
  summary: 'Random numbers between two ends.',
  params: { shape: dims(), minval: value(zero), maxval: value(none), dtype: dtype('float32') },
  other: ['seed', 'name'],
  codes: ['missing-argument', 'non-positive-size'],
  call({ shape, minval, maxval, dtype }, cx) {
    const type = dtype === 'absent' ? 'float32' : dtype;
    const negative = shape?.find((n) => isLiteral(n) && n < 0);
    if (negative !== undefined)
      cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative as number), { at: 'shape' });
    if (maxval.kind === 'none' && type !== null && /^u?int/.test(type))
      cx.report('missing-argument', msg('{0} needs {1} for whole numbers', cx.label, 'maxval'), {});
    const [min, max] = [minval, maxval].map((v) =>
      v.kind === 'int' && typeof v.value === 'number' ? v.value : v.kind === 'float' ? v.value : null,
    );
    const isWhole = type !== null && /^u?int/.test(type);
    const range =
      min === null || min === undefined || max === null || max === undefined || max <= min ? null : { min, max: isWhole ? max - 1 : max };
    return made(cx, [], negative === undefined && shape ? shapeOf(shape) : null, type, { range });
  },
  examples: [
    'tf.random.uniform((2, 3))  #> [2, 3]',
    "tf.random.uniform((2, 3), dtype='int32')  #! error[missing-argument]: maxval",
    'tf.random.uniform((2, -3))  #! error[non-positive-size]: -3',
  ],
});

/** Distributions whose parameters give the result further axes. */
export const drawn: readonly FunctionDef[] = [
  tensorflowOp({
    name: 'random.gamma',
    category: 'random',
    summary: 'Random numbers of gamma distributions.',
    params: { shape: dims(), alpha: x(), beta: value(none), dtype: dtype('float32') },
    other: ['seed', 'name'],
    codes: [],
    call({ shape, alpha, beta, dtype }, cx) {
      const all = beta.kind === 'none' ? alpha.shape : fitShapes([alpha, toTensor(beta, cx.heap, 'tensorflow')], cx);
      return made(cx, [], shape && all && !all.hasPrefix ? shapeOf([...shape, ...all.dims]) : null, dtype === 'absent' ? 'float32' : dtype);
    },
    examples: ['tf.random.gamma((2,), [0.5, 1.5])  #> [2, 2]'],
  }),
  tensorflowOp({
    name: 'random.poisson',
    category: 'random',
    summary: 'Random numbers of Poisson distributions.',
    params: { shape: dims(), lam: x(), dtype: dtype('float32') },
    other: ['seed', 'name'],
    codes: [],
    call: ({ shape, lam, dtype }, cx) =>
      made(
        cx,
        [],
        shape && lam.shape && !lam.shape.hasPrefix ? shapeOf([...shape, ...lam.shape.dims]) : null,
        dtype === 'absent' ? 'float32' : dtype,
      ),
    examples: ['tf.random.poisson((2,), [0.5, 1.5])  #> [2, 2]'],
  }),
  tensorflowOp({
    name: 'random.categorical',
    category: 'random',
    summary: 'Random classes by their logits.',
    params: { logits: x(), num_samples: integer(), dtype: dtype('int64') },
    other: ['seed', 'name'],
    codes: ['rank-mismatch'],
    call({ logits, num_samples, dtype }, cx) {
      const rank = rankOf(logits.shape);
      if (rank !== null && rank !== 2)
        cx.report(
          'rank-mismatch',
          msg('{0}: {1} must have {2}, it is {3}', cx.label, 'logits', msg('{0} axes', 2), formatShape(logits.shape)),
          { at: 'logits', from: [logits] },
        );
      return made(cx, [logits], rank === 2 ? shapeOf([logits.shape!.dims[0]!, num_samples]) : null, dtype === 'absent' ? 'int64' : dtype);
    },
    examples: [
      'tf.random.categorical(tf.zeros((2, 5)), 3)  #> [2, 3]',
      'tf.random.categorical(tf.zeros(5), 3)  #! error[rank-mismatch]: (5,)',
    ],
  }),
  tensorflowOp({
    name: 'random.shuffle',
    category: 'random',
    summary: 'The rows in a random order.',
    params: { value: x() },
    other: ['seed', 'name'],
    codes: [],
    call: ({ value }, cx) => made(cx, [value], value.shape, value.dtype, { range: value.range ?? null }),
    examples: ['tf.random.shuffle(tf.zeros((2, 3)))  #> [2, 3]'],
  }),
];

/** Random numbers that a seed decides. */
export const stateless: readonly FunctionDef[] = (['stateless_normal', 'stateless_uniform', 'stateless_truncated_normal'] as const).map(
  (name) =>
    tensorflowOp({
      name: `random.${name}`,
      category: 'random',
      summary: `Random numbers of a ${name.slice(10).replace('_', ' ')} distribution that the seed decides.`,
      params: {
        shape: dims(),
        seed: value(),
        [name === 'stateless_uniform' ? 'minval' : 'mean']: value(zero),
        [name === 'stateless_uniform' ? 'maxval' : 'stddev']: value(none),
        dtype: dtype('float32'),
      },
      other: ['name', 'alg'],
      codes: [],
      call(args, cx) {
        const { shape, dtype } = args as unknown as { shape: Parameters<typeof shapeOf>[0] | null; dtype: string | null };
        const negative = shape?.find((n): n is number => isLiteral(n) && n < 0);
        if (negative !== undefined)
          cx.report('non-positive-size', msg('{0}: an extent cannot be negative: {1}', cx.label, negative), { at: 'shape' });
        return made(cx, [], shape && shapeOf(shape), dtype === 'absent' ? 'float32' : dtype);
      },
      examples: [`tf.random.${name}((2, 3), seed=[1, 2])  #> [2, 3]`],
    }),
);
