import type { LayerResult, Weight } from '../kernel';
import { any, choice, defineLayer, dim, dims, flag, msg, number, optionalDim, plainDim, several, single, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { compareDims, isLiteral, modDims, mulDims, productOf } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf, withLast } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { kerasLayerParams } from './layerParams';

type Inputs = readonly TensorValue[];

const shared = { category: 'attention', framework: 'keras', keywordParams: kerasLayerParams } as const;

/** True, false, or null when a flag of the call is not known. */
function asked(value: Value | undefined): boolean | null {
  if (value === undefined || value.kind === 'none') return false;
  return value.kind === 'bool' ? value.value : null;
}

/** The output alone, or with the scores where the call asks for them. */
function withScores(output: MaybeShape, scores: MaybeShape, returnsScores: boolean | null): LayerResult {
  if (returnsScores === null) return single(null);
  return returnsScores ? several([{ shape: output }, { shape: scores }]) : single(output);
}

const listed = {
  ...shared,
  isMerging: true,
  callParams: ['mask', 'training', 'return_attention_scores', 'use_causal_mask'],
  codes: ['missing-argument'],
  apply(_: unknown, inputs: Inputs, cx: ListedCx): LayerResult {
    if (inputs.length < 2 || inputs.length > 3) {
      cx.report(
        'missing-argument',
        msg('{0} takes a list of query and value, or of query, value and key; it gets {1} tensors', cx.label, inputs.length),
      );
      return single(null);
    }
    const [query, value, key = value] = inputs as [TensorValue, TensorValue, TensorValue?];
    const output = withLast(query.shape, dimAt(value.shape, -1));
    return withScores(output, withLast(query.shape, dimAt(key.shape, -2)), asked(cx.given('return_attention_scores')));
  },
} as const;

interface ListedCx {
  readonly label: string;
  given(name: string): Value | undefined;
  report(code: 'missing-argument', message: ReturnType<typeof msg>): void;
}

/** Mixes values by how well each query fits their keys, by products. */
export const attention = defineLayer({
  ...listed,
  name: 'keras.layers.Attention',
  docs: 'https://keras.io/api/layers/attention_layers/attention/',
  params: { use_scale: flag(false), score_mode: choice('dot', 'dot', 'concat'), dropout: number(0), seed: any() },
  shown: ['use_scale', 'score_mode'],
  weights({ use_scale, score_mode }) {
    if (use_scale === null || score_mode === null) return null;
    return [...(use_scale ? [weight('scale', [])] : []), ...(score_mode === 'concat' ? [weight('concat_score_weight', [])] : [])];
  },
  examples: [
    'keras.layers.Attention()([keras.Input((4, 8)), keras.Input((6, 8))])  #> [null, 4, 8]',
    'keras.layers.Attention()([keras.Input((4, 8))])  #! error[missing-argument]: query and value',
  ],
});

/** Mixes values by how well each query fits their keys, by a learned sum. */
export const additiveAttention = defineLayer({
  ...listed,
  name: 'keras.layers.AdditiveAttention',
  docs: 'https://keras.io/api/layers/attention_layers/additive_attention/',
  params: { use_scale: flag(true), dropout: number(0) },
  // What the class that it inherits from takes.
  keywordParams: ['score_mode', 'seed', ...kerasLayerParams],
  shown: ['use_scale'],
  weights: ({ use_scale }, [query]) => (use_scale === null ? null : use_scale ? [weight('scale', [dimAt(query?.shape ?? null, -1)])] : []),
  examples: [
    'keras.layers.AdditiveAttention()([keras.Input((4, 8)), keras.Input((6, 8))])  #> [null, 4, 8]',
    'keras.layers.AdditiveAttention()([keras.Input((4, 8))])  #! error[missing-argument]: query and value',
  ],
});

const attentionCall = ['query_mask', 'value_mask', 'key_mask', 'attention_mask', 'return_attention_scores', 'training', 'use_causal_mask'];

const projections = [
  'kernel_initializer',
  'bias_initializer',
  'kernel_regularizer',
  'bias_regularizer',
  'activity_regularizer',
  'kernel_constraint',
  'bias_constraint',
];

const headed = {
  ...shared,
  inputs: ['query', 'value', 'key'],
  callParams: attentionCall,
} as const;

/** Weights of a projection onto `heads` vectors of `size`. */
function projection(name: string, from: Dim, heads: Dim, size: Dim, useBias: boolean | null): Weight[] {
  const kernel = weight(`${name}_kernel`, [from, heads, size]);
  return useBias === false ? [kernel] : [kernel, weight(`${name}_bias`, [heads, size])];
}

interface HeadsCx {
  readonly label: string;
  report(code: 'missing-argument' | 'dim-mismatch', message: ReturnType<typeof msg>, more?: { input: number }): void;
}

/** Query, value and key; reports what certainly raises. Null where there is no value. */
function queryValueKey(inputs: Inputs, cx: HeadsCx): readonly [TensorValue, TensorValue, TensorValue] | null {
  const [query, value, key = value] = inputs;
  if (!query || !value) {
    cx.report('missing-argument', msg('{0} is called on query and value: {1} is missing', cx.label, 'value'));
    return null;
  }
  const [v, k] = [value.shape, key!.shape];
  if (rankOf(v) !== null && rankOf(k) !== null) {
    const isEqual =
      v!.dims.length === k!.dims.length && v!.dims.slice(1, -1).every((dim, i) => compareDims(dim, k!.dims[i + 1]!) !== 'different');
    if (!isEqual) {
      cx.report(
        'dim-mismatch',
        msg('{0}: value and key must have as many steps; they are {1} and {2}', cx.label, formatShape(v), formatShape(k)),
        {
          input: 2,
        },
      );
    }
  }
  return [query, value, key!];
}

/** Attends several times at once, each time with smaller projections of query, value and key. */
export const multiHeadAttention = defineLayer({
  ...headed,
  name: 'keras.layers.MultiHeadAttention',
  docs: 'https://keras.io/api/layers/attention_layers/multi_head_attention/',
  params: {
    num_heads: plainDim(),
    key_dim: plainDim(),
    value_dim: optionalDim(),
    dropout: number(0),
    use_bias: flag(true),
    output_shape: dims('None'),
    attention_axes: any(),
    sliding_window: any(),
    flash_attention: any(),
    ...Object.fromEntries(projections.map((name) => [name, any()])),
    use_gate: flag(false),
    seed: any(),
  },
  shown: ['num_heads', 'key_dim'],
  codes: ['missing-argument', 'dim-mismatch'],
  apply({ num_heads, output_shape }, inputs, cx) {
    const found = queryValueKey(inputs, cx);
    const query = found?.[0] ?? inputs[0]!;
    const isGiven = cx.bound('output_shape');
    const own = output_shape?.length ? output_shape : null;
    const isOpen = isGiven && isGiven.kind !== 'none' && !own && isGiven.kind !== 'tuple';
    const before = query.shape?.dims.slice(0, -1) ?? [];
    const output = isOpen ? null : own && query.shape ? shapeOf([...before, ...own], query.shape.hasPrefix) : own ? null : query.shape;
    const [batch, steps] = [dimAt(query.shape, 0), dimAt(query.shape, 1)];
    return withScores(output, shapeOf([batch, num_heads, steps, steps]), asked(cx.given('return_attention_scores')));
  },
  weights({ num_heads, key_dim, value_dim, use_bias, output_shape, use_gate }, [query, value, key = value]) {
    if (!query || !value || use_bias === null || use_gate === null) return null;
    const size = value_dim ?? key_dim;
    const out = output_shape?.length ? productOf(output_shape) : dimAt(query.shape, -1);
    const output = weight('output_kernel', [num_heads, size, out]);
    return [
      ...projection('query', dimAt(query.shape, -1), num_heads, key_dim, use_bias),
      ...projection('key', dimAt(key!.shape, -1), num_heads, key_dim, use_bias),
      ...(use_gate ? projection('gate', dimAt(query.shape, -1), num_heads, size, use_bias) : []),
      ...projection('value', dimAt(value.shape, -1), num_heads, size, use_bias),
      output,
      ...(use_bias ? [weight('output_bias', [out])] : []),
    ];
  },
  examples: [
    'x = keras.Input((10, 64)); y = keras.layers.MultiHeadAttention(8, 16)(x, x)  #> [null, 10, 64]',
    'keras.layers.MultiHeadAttention(2, 4)(query=keras.Input((10, 64)), value=keras.Input((6, 32)))  #> [null, 10, 64]',
    'keras.layers.MultiHeadAttention(2, 4)(keras.Input((10, 64)))  #! error[missing-argument]: value is missing',
    'keras.layers.MultiHeadAttention(2, 4)(keras.Input((10, 64)), keras.Input((6, 8)), keras.Input((5, 8)))  #! error[dim-mismatch]: as many steps',
  ],
});

/** Attends several times at once; groups of queries share keys and values. */
export const groupQueryAttention = defineLayer({
  ...headed,
  name: 'keras.layers.GroupQueryAttention',
  docs: 'https://keras.io/api/layers/attention_layers/group_query_attention/',
  params: {
    head_dim: dim(),
    num_query_heads: dim(),
    num_key_value_heads: dim(),
    dropout: number(0),
    use_bias: flag(true),
    sliding_window: any(),
    flash_attention: any(),
    ...Object.fromEntries(projections.map((name) => [name, any()])),
    use_gate: flag(false),
    seed: any(),
  },
  shown: ['head_dim', 'num_query_heads', 'num_key_value_heads'],
  codes: ['missing-argument', 'dim-mismatch'],
  refuses({ num_query_heads: q, num_key_value_heads: kv }, label) {
    if (!isLiteral(q) || !isLiteral(kv) || compareDims(modDims(q, kv), 0) !== 'different') return null;
    return {
      code: 'dim-mismatch',
      at: 'num_key_value_heads',
      message: msg('{0}: {1} query heads cannot share {2} key heads evenly', label, q, kv),
    };
  },
  apply({ num_query_heads }, inputs, cx) {
    const found = queryValueKey(inputs, cx);
    if (!found) return single(inputs[0]!.shape);
    const [query, value, key] = found;
    if (compareDims(dimAt(query.shape, -1), dimAt(value.shape, -1)) === 'different') {
      cx.report(
        'dim-mismatch',
        msg(
          '{0}: query and value must have as many features; they are {1} and {2}',
          cx.label,
          formatShape(query.shape),
          formatShape(value.shape),
        ),
        { input: 1 },
      );
    }
    const scores = shapeOf([dimAt(query.shape, 0), num_query_heads, dimAt(query.shape, 1), dimAt(key.shape, 1)]);
    return withScores(query.shape, scores, asked(cx.given('return_attention_scores')));
  },
  weights({ head_dim, num_query_heads, num_key_value_heads, use_bias, use_gate }, [query, value, key = value]) {
    if (!query || !value || use_bias === null || use_gate === null) return null;
    const features = dimAt(query.shape, -1);
    return [
      ...projection('query', features, num_query_heads, head_dim, use_bias),
      ...projection('key', dimAt(key!.shape, -1), num_key_value_heads, head_dim, use_bias),
      ...(use_gate ? projection('gate', features, num_query_heads, head_dim, use_bias) : []),
      ...projection('value', dimAt(value.shape, -1), num_key_value_heads, head_dim, use_bias),
      weight('output_kernel', [mulDims(num_query_heads, head_dim), features]),
      ...(use_bias ? [weight('output_bias', [features])] : []),
    ];
  },
  examples: [
    'x = keras.Input((10, 64)); y = keras.layers.GroupQueryAttention(16, 8, 2)(x, x)  #> [null, 10, 64]',
    'keras.layers.GroupQueryAttention(16, 8, 3)  #! error[dim-mismatch]: cannot share 3 key heads evenly',
    'keras.layers.GroupQueryAttention(16, 8, 2)(keras.Input((10, 64)))  #! error[missing-argument]: value is missing',
  ],
});
