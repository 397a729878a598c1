import type { LayerContext, LibraryEntry, Params, Weight } from '../kernel';
import { arranged, broadcastAll, flag, keyword, msg, number, optionalDim, plainDim, value, weight } from '../kernel';
import type { Dim } from '../../values/dim';
import { addDims, compareDims, formatDim, isLiteral, mulDims, unknownDim } from '../../values/dim';
import type { MaybeShape } from '../../values/shape';
import { dimAt, formatShape, rankOf, shapeOf, withLast } from '../../values/shape';
import type { TensorValue, Value } from '../../values/value';
import { none, tuple } from '../../values/value';
import { categoryOf, floatType, promoteTypes } from './elementTypes';
import type { Reports } from './expectedShapes';
import { differs, refuseShape, refuseWhole } from './expectedShapes';
import { placement, torchModule } from './torchModule';
import { made, torchOp, x } from './torchOp';

/** The sizes that attention is checked against. */
export interface Heads {
  readonly embed: Dim;
  readonly heads: Dim;
  readonly key: Dim;
  readonly value: Dim;
  readonly isBatchFirst: boolean | null;
}

/** Masks of a call of attention, as they were given. */
export interface Masks {
  readonly padding?: Value | undefined;
  readonly attention?: Value | undefined;
}

/** Heads share the width evenly: what the constructor refuses. */
export function refuseHeads(embed: Dim, heads: Dim, names: readonly [string, string], label: string) {
  if (!isLiteral(embed) || !isLiteral(heads) || heads <= 0 || embed % heads === 0) return null;
  return {
    at: names[1],
    code: 'dim-mismatch' as const,
    message: msg('{0}: {1} must be divisible by {2}: {3} and {4}', label, names[0], names[1], embed, heads),
  };
}

/** Where batch and time stand. */
function extents({ shape }: TensorValue, isBatchFirst: boolean | null): { readonly batch: Dim | null; readonly time: Dim } {
  const rank = rankOf(shape);
  if (rank === 2) return { batch: null, time: dimAt(shape, 0) };
  if (rank !== 3 || isBatchFirst === null) return { batch: unknownDim, time: unknownDim };
  return { batch: dimAt(shape, isBatchFirst ? 0 : 1), time: dimAt(shape, isBatchFirst ? 1 : 0) };
}

function width(what: string, got: TensorValue, wanted: Dim, cx: Reports): boolean {
  const n = dimAt(got.shape, -1);
  if (compareDims(n, wanted) !== 'different') return false;
  cx.report(
    'dim-mismatch',
    msg('{0}: {1} must have {2} features, it has {3}: {4}', cx.label, what, formatDim(wanted), formatDim(n), formatShape(got.shape)),
    {
      from: [got],
    },
  );
  return true;
}

function refuseMaskType(mask: TensorValue, what: string, cx: Reports): boolean {
  const category = mask.dtype === null ? null : categoryOf(mask.dtype);
  if (category !== 'whole' && category !== 'complex') return false;
  cx.report('dtype-mismatch', msg('{0}: {1} holds truth values or floats, not {2}', cx.label, what, mask.dtype!), { from: [mask] });
  return true;
}

/** Reports what does not fit of a query, the keys and values that it looks at, and their masks. True when something was reported. */
export function refuseAttention(
  [query, key, val]: readonly [TensorValue, TensorValue, TensorValue],
  { embed, heads, key: keyWidth, value: valueWidth, isBatchFirst }: Heads,
  masks: Masks,
  cx: Reports,
  names: readonly [string, string, string] = ['query', 'key', 'value'],
): boolean {
  const rank = rankOf(query.shape);
  for (const [each, name] of [
    [key, names[1]],
    [val, names[2]],
  ] as const) {
    const other = rankOf(each.shape);
    if (rank === null || other === null || rank === other) continue;
    cx.report(
      'rank-mismatch',
      msg(
        '{0}: {1} and {2} must have the same number of axes: {3} and {4}',
        cx.label,
        names[0],
        name,
        formatShape(query.shape),
        formatShape(each.shape),
      ),
      {
        from: [query, each],
      },
    );
    return true;
  }
  if (refuseWhole(query, cx) || refuseWhole(key, cx)) return true;
  if (width(names[0], query, embed, cx) || width(names[1], key, keyWidth, cx) || width(names[2], val, valueWidth, cx)) return true;
  const [q, k, v] = [query, key, val].map((each) => extents(each, isBatchFirst)) as [Extents, Extents, Extents];
  if (
    compareDims(k.time, v.time) === 'different' ||
    (k.batch !== null && v.batch !== null && compareDims(k.batch, v.batch) === 'different')
  ) {
    cx.report(
      'dim-mismatch',
      msg(
        '{0}: {1} and {2} must be equally long: {3} and {4}',
        cx.label,
        names[1],
        names[2],
        formatShape(key.shape),
        formatShape(val.shape),
      ),
      {
        from: [key, val],
      },
    );
    return true;
  }
  if (q.batch !== null && k.batch !== null && compareDims(q.batch, k.batch) === 'different') {
    const shapes = [formatShape(query.shape), formatShape(key.shape)] as const;
    cx.report('dim-mismatch', msg('{0}: {1} and {2} must have the same batch: {3} and {4}', cx.label, names[0], names[1], ...shapes), {
      from: [query, key],
    });
    return true;
  }
  if (rank === null) return false;
  const { padding, attention } = masks;
  if (padding?.kind === 'tensor') {
    const wanted = q.batch === null ? [k.time] : [k.batch ?? unknownDim, k.time];
    if (refuseMaskType(padding, 'the padding mask', cx) || refuseShape('a padding mask', padding, wanted, cx)) return true;
  }
  if (attention?.kind !== 'tensor') return false;
  if (refuseMaskType(attention, 'the mask', cx)) return true;
  const lead = q.batch === null ? heads : mulDims(q.batch, heads);
  return refuseShape('a mask', attention, rankOf(attention.shape) === 3 ? [lead, q.time, k.time] : [q.time, k.time], cx);
}

type Extents = ReturnType<typeof extents>;

/** The parameters of one module of attention. */
export function attentionWeights(
  prefix: string,
  embed: Dim,
  more: { readonly bias: boolean; readonly key?: Dim; readonly value?: Dim; readonly biasKv?: boolean },
): readonly Weight[] {
  const { bias, key = embed, value: of = embed, biasKv = false } = more;
  const isOne = compareDims(key, embed) === 'equal' && compareDims(of, embed) === 'equal';
  const into = isOne
    ? [weight(`${prefix}in_proj_weight`, [mulDims(3, embed), embed])]
    : [
        weight(`${prefix}q_proj_weight`, [embed, embed]),
        weight(`${prefix}k_proj_weight`, [embed, key]),
        weight(`${prefix}v_proj_weight`, [embed, of]),
      ];
  return [
    ...into,
    ...(bias ? [weight(`${prefix}in_proj_bias`, [mulDims(3, embed)])] : []),
    ...(biasKv ? [weight(`${prefix}bias_k`, [1, 1, embed]), weight(`${prefix}bias_v`, [1, 1, embed])] : []),
    weight(`${prefix}out_proj.weight`, [embed, embed]),
    ...(bias ? [weight(`${prefix}out_proj.bias`, [embed])] : []),
  ];
}

/** True, false or unknown, of an argument of a call. */
function truth(given: Value | undefined, fallback: boolean): boolean | null {
  if (!given) return fallback;
  return given.kind === 'bool' ? given.value : null;
}

/** A causal hint says what a mask holds; it is none itself. */
export function refuseHint(cx: Reports & Pick<LayerContext, 'given'>, hint: string, mask: string): boolean {
  const given = cx.given(mask);
  if (truth(cx.given(hint), false) !== true || (given && given.kind !== 'none')) return false;
  cx.report('missing-argument', msg('{0}: {1} needs {2} as well', cx.label, hint, mask));
  return true;
}

const headParams = {
  embed_dim: plainDim(),
  num_heads: plainDim(),
  dropout: number(0),
  bias: flag(true),
  add_bias_kv: flag(false),
  add_zero_attn: flag(false),
  kdim: optionalDim(),
  vdim: optionalDim(),
  batch_first: flag(false),
} satisfies Params;

export const attention: readonly LibraryEntry[] = [
  ...torchModule({
    name: 'nn.MultiheadAttention',
    summary: 'Attention of several heads: gives the output and the weights of attention, or None in their place.',
    category: 'attention',
    params: headParams,
    other: placement,
    inputs: ['query', 'key', 'value'],
    callParams: ['key_padding_mask', 'need_weights', 'attn_mask', 'average_attn_weights', 'is_causal'],
    rank: { min: 2, max: 3 },
    shown: ['embed_dim', 'num_heads'],
    codes: ['dim-mismatch', 'rank-mismatch', 'dtype-mismatch', 'missing-argument'],
    refuses: ({ embed_dim, num_heads }, label) => refuseHeads(embed_dim, num_heads, ['embed_dim', 'num_heads'], label),
    apply({ embed_dim, num_heads, add_bias_kv, add_zero_attn, kdim, vdim, batch_first }, [query, key, val], cx) {
      if (!key || !val) {
        if (query) cx.report('missing-argument', msg('{0} needs {1} and {2} as well', cx.label, 'key', 'value'));
        return arranged([{ shape: query?.shape ?? null }], ([output]) => tuple([output!, { kind: 'unknown', path: null }]));
      }
      const heads = { embed: embed_dim, heads: num_heads, key: kdim ?? embed_dim, value: vdim ?? embed_dim, isBatchFirst: batch_first };
      const masks = { padding: cx.given('key_padding_mask'), attention: cx.given('attn_mask') };
      if (!refuseAttention([query!, key, val], heads, masks, cx)) refuseHint(cx, 'is_causal', 'attn_mask');
      const [q, k] = [extents(query!, batch_first), extents(key, batch_first)];
      const more = add_bias_kv === null || add_zero_attn === null ? unknownDim : Number(add_bias_kv) + Number(add_zero_attn);
      const average = truth(cx.given('average_attn_weights'), true);
      const needs = truth(cx.given('need_weights'), true);
      const weights =
        average === null || rankOf(query!.shape) === null
          ? null
          : shapeOf([...(q.batch === null ? [] : [q.batch]), ...(average ? [] : [num_heads]), q.time, addDims(k.time, more)]);
      const dtype = floatType(query!.dtype);
      const output = { shape: withLast(query!.shape, embed_dim), dtype };
      if (needs === false) return arranged([output], ([first]) => tuple([first!, none]));
      return needs
        ? arranged([output, { shape: weights, dtype }], tuple)
        : arranged([output], ([first]) => tuple([first!, { kind: 'unknown', path: null }]));
    },
    weights: ({ embed_dim, bias, add_bias_kv, kdim, vdim }) =>
      bias === null || add_bias_kv === null
        ? null
        : attentionWeights('', embed_dim, { bias, key: kdim ?? embed_dim, value: vdim ?? embed_dim, biasKv: add_bias_kv }),
    examples: [
      'torch.nn.MultiheadAttention(8, 2, batch_first=True)(torch.zeros(4, 5, 8), torch.zeros(4, 6, 8), torch.zeros(4, 6, 8))[0]  #> [4, 5, 8]',
      'torch.nn.MultiheadAttention(8, 2)(torch.zeros(5, 8), torch.zeros(6, 8), torch.zeros(6, 8))[0]  #> [5, 8]',
      'torch.nn.MultiheadAttention(8, 3)  #! error[dim-mismatch]: must be divisible by num_heads',
      'torch.nn.MultiheadAttention(8, 2)(torch.zeros(5, 8), torch.zeros(5, 4, 8), torch.zeros(5, 4, 8))  #! error[rank-mismatch]: same number of axes',
      'torch.nn.MultiheadAttention(8, 2)(torch.zeros(5, 8, dtype=torch.int64), torch.zeros(5, 8), torch.zeros(5, 8))  #! error[dtype-mismatch]: takes floats',
      'torch.nn.MultiheadAttention(8, 2)(torch.zeros(5, 8))  #! error[missing-argument]: needs key and value',
    ],
  }),
  ...torchOp({
    name: 'nn.functional.scaled_dot_product_attention',
    summary: 'Attention: weighs values by how alike their keys are to each query.',
    category: 'attention',
    params: {
      query: x(),
      key: x(),
      value: x(),
      attn_mask: value(none),
      dropout_p: number(0),
      is_causal: flag(false),
      scale: keyword(value(none)),
      enable_gqa: keyword(flag(false)),
    },
    codes: ['dim-mismatch', 'rank-mismatch', 'dtype-mismatch', 'broadcast-mismatch', 'unknown-argument'],
    call({ query, key, value: val, attn_mask, is_causal, enable_gqa }, cx) {
      const shape = productShape([query, key, val], enable_gqa, cx);
      const dtype = promoteTypes(promoteTypes(query.dtype, key.dtype), val.dtype);
      if (shape !== 'reported') {
        const types = new Set([query, key, val].map((each) => each.dtype));
        if (!types.has(null) && types.size > 1)
          cx.report('dtype-mismatch', msg('{0} takes tensors of one type, not {1}', cx.label, [...types].join(', ')), {
            from: [query, key, val],
          });
        else if (!refuseWhole(query, cx)) checkMask(attn_mask, { query, key, is_causal }, cx);
      }
      return made(cx, [query, key, val], shape === 'reported' ? withLast(query.shape, dimAt(val.shape, -1)) : shape, dtype);
    },
    examples: [
      'torch.nn.functional.scaled_dot_product_attention(torch.zeros(2, 4, 5, 8), torch.zeros(2, 4, 6, 8), torch.zeros(2, 4, 6, 3))  #> [2, 4, 5, 3]',
      'torch.nn.functional.scaled_dot_product_attention(torch.zeros(5, 8), torch.zeros(6, 7), torch.zeros(6, 8))  #! error[dim-mismatch]: the same features',
      'torch.nn.functional.scaled_dot_product_attention(torch.zeros(8), torch.zeros(6, 8), torch.zeros(6, 8))  #! error[rank-mismatch]: at least 2 axes',
      'torch.nn.functional.scaled_dot_product_attention(torch.zeros(5, 8, dtype=torch.float64), torch.zeros(6, 8), torch.zeros(6, 8))  #! error[dtype-mismatch]: of one type',
      'torch.nn.functional.scaled_dot_product_attention(torch.zeros(4, 5, 8), torch.zeros(3, 6, 8), torch.zeros(3, 6, 8))  #! error[broadcast-mismatch]: before the last two',
      'torch.nn.functional.scaled_dot_product_attention(torch.zeros(5, 8), torch.zeros(5, 8), torch.zeros(5, 8), torch.zeros(5, 5), is_causal=True)  #! error[unknown-argument]: attn_mask',
    ],
  }),
  ...torchOp({
    name: 'nn.functional.multi_head_attention_forward',
    summary: 'What `torch.nn.MultiheadAttention` computes, with weights that are given.',
    category: 'attention',
    params: { query: x(), key: x(), value: x(), embed_dim_to_check: value(), num_heads: value() },
    other: [
      'in_proj_weight in_proj_bias bias_k bias_v add_zero_attn dropout_p out_proj_weight out_proj_bias training key_padding_mask need_weights attn_mask',
      'use_separate_proj_weight q_proj_weight k_proj_weight v_proj_weight static_k static_v average_attn_weights is_causal',
    ].flatMap((names) => names.split(' ')),
    codes: [],
    call: ({ query }, cx) => tuple([made(cx, [query], query.shape, query.dtype), { kind: 'unknown', path: null }]),
    examples: [],
  }),
];

/** The shape of attention over tensors whose axes before the last two stretch to each other. */
function productShape(
  [query, key, val]: readonly [TensorValue, TensorValue, TensorValue],
  isGrouped: boolean | null,
  cx: Reports,
): MaybeShape | 'reported' {
  const from = [query, key, val];
  const low = from.find(({ shape }) => (rankOf(shape) ?? 2) < 2);
  if (low) {
    cx.report(
      'rank-mismatch',
      msg(
        '{0}: {1} must have {2}, it is {3}',
        cx.label,
        ['query', 'key', 'value'][from.indexOf(low)]!,
        msg('at least {0} axes', 2),
        formatShape(low.shape),
      ),
      { from },
    );
    return 'reported';
  }
  if (compareDims(dimAt(query.shape, -1), dimAt(key.shape, -1)) === 'different') {
    cx.report(
      'dim-mismatch',
      msg('{0}: query and key must have the same features: {1} and {2}', cx.label, formatShape(query.shape), formatShape(key.shape)),
      { from },
    );
    return 'reported';
  }
  if (compareDims(dimAt(key.shape, -2), dimAt(val.shape, -2)) === 'different') {
    cx.report(
      'dim-mismatch',
      msg('{0}: {1} and {2} must be equally long: {3} and {4}', cx.label, 'key', 'value', formatShape(key.shape), formatShape(val.shape)),
      { from },
    );
    return 'reported';
  }
  const tail = [dimAt(query.shape, -2), dimAt(val.shape, -1)];
  if (from.some(({ shape }) => rankOf(shape) === null) || isGrouped === null) return null;
  if (isGrouped) return shapeOf([...query.shape!.dims.slice(0, -2), ...tail]);
  const merged = broadcastAll(from.map(({ shape }) => shapeOf(shape!.dims.slice(0, -2))));
  if (!merged.fits) {
    cx.report(
      'broadcast-mismatch',
      msg('The axes of {0} and {1} before the last two do not fit each other', formatShape(query.shape), formatShape(key.shape)),
      { from },
    );
    return 'reported';
  }
  return merged.shape && shapeOf([...merged.shape.dims, ...tail]);
}

function checkMask(
  mask: Value,
  { query, key, is_causal }: { readonly query: TensorValue; readonly key: TensorValue; readonly is_causal: boolean | null },
  cx: Reports,
): void {
  if (mask.kind !== 'tensor') return;
  if (is_causal === true) {
    cx.report('unknown-argument', msg('{0} takes either attn_mask or is_causal, not both', cx.label), { at: 'attn_mask' });
    return;
  }
  const category = mask.dtype === null ? null : categoryOf(mask.dtype);
  if (category === 'whole') {
    cx.report('dtype-mismatch', msg('{0}: {1} holds truth values or floats, not {2}', cx.label, 'attn_mask', mask.dtype!), {
      from: [mask],
    });
    return;
  }
  const merged = broadcastAll([mask.shape, shapeOf([dimAt(query.shape, -2), dimAt(key.shape, -2)])]);
  const isWider =
    merged.fits &&
    rankOf(merged.shape) !== null &&
    differs(shapeOf(merged.shape!.dims.slice(-2)), shapeOf([dimAt(query.shape, -2), dimAt(key.shape, -2)]));
  if (!merged.fits || isWider)
    cx.report(
      'broadcast-mismatch',
      msg(
        '{0}: a mask of {1} does not stretch to queries of {2} and keys of {3}',
        cx.label,
        formatShape(mask.shape),
        formatShape(query.shape),
        formatShape(key.shape),
      ),
      {
        at: 'attn_mask',
        from: [mask],
      },
    );
}
