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
  codes: ['missing-argument', 'dim-mismatch'],
  apply(_: unknown, inputs: Inputs, cx: ListedCx): LayerResult {
    if (inputs.length < 2 || inputs.length > 3) {
      cx.report(
        'missing-argument',
        msg('{0} takes a list of query and value, or of query, value and key; it gets {1} tensors', cx.label, inputs.length),
      );
      return single(null);
    }
    const [query, value, key = value] = inputs as [TensorValue, TensorValue, TensorValue?];
    if (cx.isOnData) checkProducts(query, value, key, cx);
    const output = withLast(query.shape, dimAt(value.shape, -1));
    return withScores(output, withLast(query.shape, dimAt(key.shape, -2)), asked(cx.given('return_attention_scores')));
  },
} as const;

interface ListedCx {
  readonly label: string;
  readonly isOnData: boolean;
  given(name: string): Value | undefined;
  report(code: 'missing-argument' | 'dim-mismatch', message: ReturnType<typeof msg>): void;
}

/** A graph is built with any shapes; with data each query meets each key, and the values are as many as the keys. */
function checkProducts(query: TensorValue, value: TensorValue, key: TensorValue, cx: ListedCx): void {
  if ([query, value, key].some(({ shape }) => rankOf(shape) !== 3)) return;
  const features = compareDims(dimAt(query.shape, -1), dimAt(key.shape, -1));
  const steps = compareDims(dimAt(value.shape, 1), dimAt(key.shape, 1));
  if (features === 'different') {
    const message = msg(
      '{0}: query and key must have as many features; they are {1} and {2}',
      cx.label,
      formatShape(query.shape),
      formatShape(key.shape),
    );
    cx.report('dim-mismatch', message);
  } else if (steps === 'different') {
    const message = msg(
      '{0}: value and key must have as many steps; they are {1} and {2}',
      cx.label,
      formatShape(value.shape),
      formatShape(key.shape),
    );
    cx.report('dim-mismatch', message);
  }
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
    'keras.layers.Attention()([np.zeros((2, 4, 8)), np.zeros((2, 4, 6))])  #! error[dim-mismatch]: as many features',
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
    'keras.layers.AdditiveAttention()([np.zeros((2, 4, 8)), np.zeros((2, 4, 6))])  #! error[dim-mismatch]: as many features',
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

/** What is refused once there is data: ranks, the batch, and a mask that does not fit the scores (batch, heads, queries, keys). */
function checkHeads(query: TensorValue, value: TensorValue, heads: Dim, cx: HeadsOnData): void {
  const [q, v] = [rankOf(query.shape), rankOf(value.shape)];
  if (q === null || v === null) return;
  const axes = cx.bound('attention_axes');
  const [batch, other] = [dimAt(query.shape, 0), dimAt(value.shape, 0)];
  const hasOtherBatch = batch !== 1 && other !== 1 && compareDims(batch, other) === 'different';
  if ((!axes || axes.kind === 'none') && (q !== v || q < 3 || hasOtherBatch)) {
    const message =
      q < 3
        ? msg('{0} takes at least {1} axes with the batch, its input has {2}: {3}', cx.label, 3, q, formatShape(query.shape))
        : msg(
            '{0}: query and value must have the same batch and as many axes; they are {1} and {2}',
            cx.label,
            formatShape(query.shape),
            formatShape(value.shape),
          );
    cx.report('dim-mismatch', message);
    return;
  }
  const mask = cx.given('attention_mask');
  const rank = mask?.kind === 'tensor' ? rankOf(mask.shape) : null;
  if (mask?.kind !== 'tensor' || q !== 3 || v !== 3 || rank === null || rank < 2 || rank > 4 || (axes && axes.kind !== 'none')) return;
  const last = mask.shape!.dims.slice(-2);
  const first = rank === 4 ? mask.shape!.dims.slice(0, 2) : rank === 3 ? [mask.shape!.dims[0]!, 1] : [1, 1];
  const scores = [batch, heads, dimAt(query.shape, 1), dimAt(value.shape, 1)];
  // Where there is one query or key alone, it is stretched to the mask.
  const isWrong = [...first, ...last].some((dim, i) => dim !== 1 && scores[i] !== 1 && compareDims(dim, scores[i]!) === 'different');
  if (!isWrong) return;
  cx.report(
    'broadcast-mismatch',
    msg('{0}: attention_mask is {1}, which does not fit the scores {2}', cx.label, formatShape(mask.shape), formatShape(shapeOf(scores))),
  );
}

interface HeadsOnData {
  readonly label: string;
  given(name: string): Value | undefined;
  bound(name: string): Value | null;
  report(code: 'dim-mismatch' | 'broadcast-mismatch', message: ReturnType<typeof msg>): void;
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
  codes: ['missing-argument', 'dim-mismatch', 'broadcast-mismatch'],
  apply({ num_heads, output_shape }, inputs, cx) {
    const found = queryValueKey(inputs, cx);
    const query = found?.[0] ?? inputs[0]!;
    if (cx.isOnData && found) checkHeads(found[0], found[1], num_heads, cx);
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
    'x = np.zeros((2, 5, 8)); keras.layers.MultiHeadAttention(2, 4)(x, x, attention_mask=np.ones((2, 4, 4)))  #! error[broadcast-mismatch]: attention_mask',
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
